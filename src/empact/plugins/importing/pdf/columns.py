"""Texts side by side without rules, such as the labels of a cover and what they say: a table of two columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import attrs

from empact.plugins.importing.pdf.lines import Line
from empact.plugins.importing.pdf.paragraphs import Setting, paragraphs_of, until
from empact.plugins.importing.source import SourceCell, SourceParagraph, SourceRow, SourceTable

_SAME = 3.0
"""How far the places of one column are from each other, in points."""
_FAR = 2.0
"""How far apart two texts are that are side by side in one line only, in parts of their size."""
_LEAST = 2
"""How many lines have to have two columns."""


@attrs.define
class SideBySide:
    """A label, or lines on the left, and what is beside it."""

    left: list[Line]
    """The lines on the left."""
    right: list[Line]
    """The lines on the right."""

    @property
    def is_label(self) -> bool:
        """Whether the left is a complete label."""
        return bool(self.left) and self.left[-1].passage.line.endswith(":")


def column_of(lines: Iterable[Line]) -> float | None:
    """Return where the second column of lines begins. None if they have one column."""
    starts = Counter(round(line.parts[1].x0 / _SAME) for line in lines if len(line.parts) > 1)
    if not starts:
        return None
    step, number = max(starts.items(), key=lambda each: each[1])
    return step * _SAME if number + starts[step - 1] + starts[step + 1] >= _LEAST else None


def in_columns(lines: Sequence[Line], column: float) -> list[Line | SideBySide]:
    """Return lines, those with texts side by side together.

    Args:
        lines: The lines from top to bottom.
        column: Where the second column begins.
    """
    found: list[Line | SideBySide] = []
    for line in lines:
        at = next((at for at, part in enumerate(line.parts) if abs(part.x0 - column) <= 2 * _SAME), None)
        last = found[-1] if found and isinstance(found[-1], SideBySide) else None
        is_same = at is not None
        if at is None and len(line.parts) > 1 and line.parts[1].x0 - line.parts[0].x1 > _FAR * line.size:
            at = 1
        if at is None:
            found.append(line)
        elif at == 0:
            if last is None:
                last = SideBySide([], [])
                found.append(last)
            last.right.append(line)
        else:
            left, right = (attrs.evolve(line, parts=parts, lead="") for parts in (line.parts[:at], line.parts[at:]))
            if last is None or last.is_label or not last.left or not is_same:
                found.append(SideBySide([left], [right]))
            else:  # a label on two lines
                last.left.append(left)
                last.right.append(right)
    return found


def as_table(
    side: SideBySide, edges: tuple[float, float], number: int, setting: Setting, first: SourceParagraph
) -> SourceTable:
    """Return texts side by side as a table of one row.

    Args:
        side: The texts.
        edges: Where full lines of both columns end.
        number: The number of the table.
        setting: How the text is set.
        first: A paragraph at the place of the table.
    """
    place = first.place
    cells: list[SourceCell] = []
    for column, (lines, edge) in enumerate(zip((side.left, side.right), edges, strict=True), 1):
        where = attrs.evolve(place, table=number, row=1, column=column)
        made = paragraphs_of(lines, until(edge), setting)
        cells.append(SourceCell(1, column, 1, 1, tuple(SourceParagraph(each.passage, where) for each in made), where))
    return SourceTable(number, (SourceRow(1, tuple(cells)),), attrs.evolve(place, table=number))
