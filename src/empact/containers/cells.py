"""Collects the cells of a sheet while a file is read: what is hidden or merged is known only at its end."""

from __future__ import annotations

import datetime as dt
import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

import attrs

from empact.containers.limits import ContainerError
from empact.containers.workbooks import MOST_COLUMNS, MOST_ROWS, CellValue, Sheet, SheetCell, SheetComment

_DIGITS = 15
"""The digits of a number that a spreadsheet keeps and shows; more are rests of its binary calculation."""
_DURATION = re.compile(r"(-?)PT(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:[.,]\d{1,9})?)S)?")
_MOST_STEPS = 2_000_000
"""How often a row with cells may lie in a merged cell or in the range of a formula: overlapping ranges are a bomb."""


class Area(NamedTuple):
    """A rectangle of cells."""

    top: int
    left: int
    bottom: int
    right: int


@attrs.define
class CellBudget:
    """How many cells that are not empty a workbook may still have, and how much text in them."""

    most: int
    """The most cells of the workbook."""
    most_text: int
    """The most characters of their texts: a small file can have one long text in many cells."""
    used: int = 0
    """The cells of it so far."""
    text: int = 0
    """The characters of their texts."""

    def take(self, cell: SheetCell) -> None:
        """Count one more cell.

        Raises:
            ContainerError: This is one too many, or its text is too much.
        """
        self.check(1)
        self.used += 1
        self.take_text(cell.value)
        self.take_text(cell.result)

    def take_text(self, content: CellValue | None) -> None:
        """Count the text of a cell or a comment.

        Raises:
            ContainerError: It is too much.
        """
        self.text += len(content) if isinstance(content, str) else 0
        if self.text > self.most_text:
            raise ContainerError(f"has more than {self.most_text:,} characters in its cells")

    def check(self, cells: int) -> None:
        """Check that there is room for more cells.

        Raises:
            ContainerError: There is none.
        """
        if self.used + cells > self.most:
            raise ContainerError(f"has more than {self.most:,} cells")


@attrs.define
class SheetCells:
    """The cells of one sheet."""

    name: str
    """The name of the sheet."""
    budget: CellBudget
    """How many cells it may still have."""
    is_hidden: bool = False
    """Whether the sheet is hidden."""
    cells: dict[tuple[int, int], SheetCell] = attrs.field(factory=dict[tuple[int, int], SheetCell])
    """The cells by row and column."""
    hidden_columns: list[tuple[int, int]] = attrs.field(factory=list[tuple[int, int]])
    """The first and the last of hidden columns."""
    merged: list[Area] = attrs.field(factory=list[Area])
    """The cells that are merged."""
    calculated: list[Area] = attrs.field(factory=list[Area])
    """Where a formula of one cell fills others as well."""
    comments: list[SheetComment] = attrs.field(factory=list[SheetComment])
    """The comments on cells."""
    margins: list[str] = attrs.field(factory=list[str])
    """What is printed above and below its pages."""
    has_drawings: bool = False
    """Whether pictures, charts or text boxes lie on it."""

    def add(self, cell: SheetCell) -> None:
        """Add a cell that is not empty.

        Raises:
            ContainerError: It is outside a sheet or is there already, or the workbook has too many cells or texts.
        """
        if not (0 < cell.row <= MOST_ROWS and 0 < cell.column <= MOST_COLUMNS):
            raise ContainerError("has a cell outside the rows and columns of a sheet")
        if (cell.row, cell.column) in self.cells:
            raise ContainerError(f"has the cell {cell.address} twice")
        self.budget.take(cell)
        self.cells[cell.row, cell.column] = cell

    def comment(self, row: int, column: int, text: str) -> None:
        """Add a comment on a cell; one without words is left out.

        Raises:
            ContainerError: The workbook has too many cells with comments, or too much text in them.
        """
        if text.strip():
            self.budget.check(1)
            self.budget.used += 1
            self.budget.take_text(text)
            self.comments.append(SheetComment(row, column, text))

    def sheet(self) -> Sheet:
        """Return the sheet with its cells in order."""
        self._span()
        for place in self._inside(self.calculated):
            cell = self.cells[place]
            result = cell.result if cell.is_formula else cell.value
            self.cells[place] = attrs.evolve(cell, value=None, is_formula=True, result=result)
        self._hide()
        cells = tuple(self.cells[place] for place in sorted(self.cells))
        comments = tuple(sorted(self.comments, key=lambda comment: (comment.row, comment.column)))
        return Sheet(
            name=self.name,
            is_hidden=self.is_hidden,
            cells=cells,
            comments=comments,
            has_drawings=self.has_drawings,
            margins=tuple(dict.fromkeys(filter(None, self.margins))),
        )

    def _span(self) -> None:
        """Give the merged cells their sizes, and hide what they cover."""
        starts = {(area.top, area.left): area for area in self.merged}
        covered = {place for place in self._inside(self.merged) if place not in starts}
        for place, area in starts.items():
            if place in self.cells:
                rows, columns = area.bottom - area.top + 1, area.right - area.left + 1
                self.cells[place] = attrs.evolve(self.cells[place], rows=rows, columns=columns)
        for place in covered:
            self.cells[place] = attrs.evolve(self.cells[place], is_hidden=True)

    def _hide(self) -> None:
        hidden = set(range(1, MOST_COLUMNS + 1)) if self.is_hidden else set[int]()
        end = 0
        for first, last in sorted(self.hidden_columns):  # each column once, however the ranges overlap
            hidden.update(range(max(first, end + 1), min(last, MOST_COLUMNS) + 1))
            end = max(end, last)
        for place, cell in self.cells.items():
            if cell.column in hidden and not cell.is_hidden:
                self.cells[place] = attrs.evolve(cell, is_hidden=True)

    def _inside(self, areas: list[Area]) -> Iterator[tuple[int, int]]:
        """Yield the places of the cells that are in areas."""
        columns: dict[int, list[int]] = {}
        for row, column in sorted(self.cells) if areas else ():
            columns.setdefault(row, []).append(column)
        rows = list(columns)
        steps = 0
        for area in areas:
            for row in rows[bisect_left(rows, area.top) : bisect_right(rows, area.bottom)]:
                filled = columns[row]
                inside = filled[bisect_left(filled, area.left) : bisect_right(filled, area.right)]
                steps += 1 + len(inside)
                if steps > _MOST_STEPS:
                    raise ContainerError("has too many merged cells")
                yield from ((row, column) for column in inside)


def number(text: str) -> CellValue:
    """Return a stored number as programs show it, or the text itself if it is none."""
    try:
        stored = float(text)
    except ValueError:
        return text
    if not math.isfinite(stored):
        return text
    shown = Decimal(f"{stored:.{_DIGITS}g}")
    return int(shown) if shown == shown.to_integral_value() else shown


def moment(text: str) -> CellValue:
    """Return the date or the moment that ISO 8601 writes, or the text itself if it is none."""
    try:
        if "T" not in text:
            return dt.date.fromisoformat(text)
        read = dt.datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return text
    return read


def clock(length: dt.timedelta) -> CellValue:
    """Return the time of a day, or a duration of a day and more as it is."""
    midnight = dt.datetime(1, 1, 1)  # noqa: DTZ001 - a cell has no time zone
    return (midnight + length).time() if dt.timedelta(0) <= length < dt.timedelta(days=1) else length


def duration(text: str) -> dt.timedelta | None:
    """Return the duration that ISO 8601 writes in hours, minutes and seconds (PT10H30M00S); None for another text."""
    match = _DURATION.fullmatch(text)
    if match is None:
        return None
    hours, minutes, seconds = (float((written or "0").replace(",", ".")) for written in match.groups()[1:])
    length = dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -length if match[1] else length
