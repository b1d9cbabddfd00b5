"""Tables that go on over pages: rows that a page breaks are one, and titles that are repeated are there once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from empact.diagnostics import GUESSED
from empact.hooks import ReadContext
from empact.plugins.importing.goals import goal_in
from empact.plugins.importing.layouts import Layout
from empact.plugins.importing.pdf.lines import Line
from empact.plugins.importing.pdf.pages import Box
from empact.plugins.importing.pdf.paragraphs import Setting, paragraphs_of, until
from empact.plugins.importing.source import (
    WITHHELD,
    SourceCell,
    SourceParagraph,
    SourceRow,
    SourceTable,
    joined,
)
from empact.plugins.importing.tables import head_of
from empact.plugins.importing.words import shown

_SAME = 6.0
"""How far apart the edges of one table are on two pages, in points."""
_MOST_TITLES = 3
"""The most rows of titles that are repeated."""
_PADDING = 2.0
"""The least distance of words from the edges of their cell."""


@attrs.define
class PrintedCell:
    """A cell of a table as it is printed."""

    box: Box
    """Where it is on its first page."""
    rows: int
    """How many rows it takes."""
    lines: list[Line]
    """What is in it."""
    is_withheld: bool = False
    """Whether nobody may read what is in it."""

    @property
    def line(self) -> str:
        """Its words in one line."""
        return joined((line.passage for line in self.lines), " ").line


@attrs.define
class PrintedRow:
    """A row of a table as it is printed."""

    page: int
    """Its first page."""
    cells: list[PrintedCell]
    """The cells that begin in it, from left to right."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words of its cells."""
        return tuple(cell.line for cell in self.cells)


@attrs.define
class PrintedTable:
    """A table as it is printed, on one page or on several."""

    number: int
    """Its number in the document."""
    page: int
    """Its first page."""
    xs: tuple[float, ...]
    """Where its columns begin, and where the last one ends."""
    rows: list[PrintedRow]
    """Its rows."""
    last: int
    """Its last page."""
    numbers: float | None = None
    """Where its column of numbers begins. None if it is not looked for yet."""
    titles: frozenset[int] = frozenset()
    """The numbers of its rows of titles."""

    def goes_on_with(self, other: PrintedTable) -> bool:
        """Whether a table at the top of the next page is a part of it: it has the same edges."""
        is_next = other.page == self.last + 1
        return is_next and all(abs(self.xs[end] - other.xs[end]) <= _SAME for end in (0, -1))


@attrs.frozen
class TableMaker:
    """Makes the tables of a document."""

    layout: Layout
    """The layout, by which rows that go on are known."""
    setting: Setting
    """How the text is set."""
    ctx: ReadContext
    """The call of the reader, which reports what is guessed."""

    def extend(self, table: PrintedTable, other: PrintedTable) -> None:
        """Add the part of a table on the next page to it."""
        rows = list(other.rows)
        titles = [row.words for row in table.rows[:_MOST_TITLES]]
        for start in range(len(titles)):
            same = 0
            while same < min(len(rows), len(titles) - start) and rows[same].words == titles[start + same]:
                same += 1
            if same and any(titles[start]):
                rows = rows[same:]
                break
        table.xs = tuple(_merged((*table.xs, *other.xs)))
        if rows and table.rows and self._goes_on(table, rows[0]):
            words = " ".join(filter(None, rows[0].words))
            named = f"The row {shown(words)}" if words else "The blacked-out row"
            self.ctx.report(
                GUESSED,
                f"{named} at the top of page {other.page} goes on with the one before.",
                self.ctx.at(page=other.page, table=table.number, row=len(table.rows)),
            )
            for cell in rows[0].cells:
                cell.lines = [line.as_guess() for line in cell.lines]
            _join(table.rows[-1], rows[0])
            del rows[0]
        table.rows += rows
        table.last = other.last

    def _goes_on(self, table: PrintedTable, row: PrintedRow) -> bool:
        """Whether a row goes on with the last one: it has no number, or both are over the whole table."""
        last = table.rows[-1]
        if not any(cell.lines or cell.is_withheld for cell in row.cells):
            return False
        if len(row.cells) == len(last.cells) == 1:
            return not self._is_goal(row.cells[0]) and self._is_goal(last.cells[0])
        if table.numbers is None:
            self._look(table)
        number, above = (_at(each, table.xs, table.numbers or 0.0) for each in (row, last))
        has_titles = len(table.rows) in table.titles
        return number is not None and not number.lines and above is not None and not has_titles

    def _look(self, table: PrintedTable) -> None:
        """Find the titles of a table on its first page, and its column of numbers; without titles it is the first."""
        quiet = attrs.evolve(self, setting=attrs.evolve(self.setting, guess=_nothing))
        head = head_of(quiet.made(table), self.layout)
        table.numbers = table.xs[0]
        if head is not None:
            column = next(each for each in head.columns if each.column is not None and each.column.field == "number")
            table.numbers, table.titles = table.xs[column.first - 1], frozenset(head.rows)

    def _is_goal(self, cell: PrintedCell) -> bool:
        passage = joined((line.passage for line in cell.lines), " ")
        return goal_in(passage, self.layout.goal_rows) is not None or passage.line.casefold() in self.layout.no_goal

    def made(self, table: PrintedTable) -> SourceTable:
        """Return a table as every format has it."""
        place = self.ctx.at(page=table.page, table=table.number)
        rows = (
            SourceRow(number, tuple(self._cell(cell, row, table, number) for cell in row.cells))
            for number, row in enumerate(table.rows, 1)
        )
        return SourceTable(table.number, tuple(rows), place)

    def _cell(self, cell: PrintedCell, row: PrintedRow, table: PrintedTable, number: int) -> SourceCell:
        first, behind = _column(table.xs, cell.box.x0), _column(table.xs, cell.box.x1)
        page = row.page
        place = self.ctx.at(page=page, table=table.number, row=number, column=first)
        left = min((line.x0 - cell.box.x0 for line in cell.lines if line.page == page), default=0.0)
        right = cell.box.x1 - max(left, _PADDING)
        said = (SourceParagraph(each.passage, place) for each in paragraphs_of(cell.lines, until(right), self.setting))
        paragraphs = tuple(each for each in said if each.passage)
        if cell.is_withheld and not paragraphs:
            paragraphs = (SourceParagraph(WITHHELD, place),)
        return SourceCell(number, first, cell.rows, max(1, behind - first), paragraphs, place)


def _nothing(message: str, line: Line) -> None:
    """Report nothing."""


def _column(xs: Sequence[float], x: float) -> int:
    """Return the number of the column that begins at a place, counted from 1."""
    return min(range(len(xs)), key=lambda at: abs(xs[at] - x)) + 1


def _at(row: PrintedRow, xs: Sequence[float], x: float) -> PrintedCell | None:
    """Return the cell of a row that is the one column only that begins at a place. None without one."""
    for cell in row.cells:
        first = _column(xs, cell.box.x0)
        if first == _column(xs, x) and _column(xs, cell.box.x1) - first == 1:
            return cell
    return None


def _join(row: PrintedRow, other: PrintedRow) -> None:
    """Add the texts of a row to the one with which it goes on."""
    lefts = [cell.box.x0 for cell in row.cells]
    for cell in other.cells:
        at = next((at for at, left in enumerate(lefts) if abs(left - cell.box.x0) <= _SAME), None)
        if at is not None:
            row.cells[at].lines += cell.lines
            row.cells[at].is_withheld = row.cells[at].is_withheld or cell.is_withheld
        elif cell.lines or cell.is_withheld:
            row.cells.append(cell)
    row.cells.sort(key=lambda cell: cell.box.x0)


def _merged(places: Iterable[float]) -> list[float]:
    """Return the places of columns on several pages, each once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _SAME / 2:
            found.append(place)
    return found
