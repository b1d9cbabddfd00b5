"""Writes a table to a sheet, or to several if it has more rows than a sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs

from empact import ExportError
from empact.documents import (
    Column,
    ColumnNeed,
    ColumnType,
    FillIn,
    Row,
    RowIndex,
    Scalar,
    Section,
    Table,
    TableCell,
    column_need,
    longest_word,
    share_room,
)
from empact.plugins.xlsx.book import LINKS, PAGE, Book
from empact.plugins.xlsx.texts import CellContent, column_letters, content, harmless, line, reference, units

_ROWS = 1_048_576
"""The rows of a sheet."""
_COLUMNS = 16_384
"""The columns of a sheet."""
_LIST = 255
"""The most characters of a list of answers that is not in cells of its own."""
_REF = 14
"""The width of the references of rows, in characters."""
_FIRST_DAY = dt.date(1990, 1, 1)
"""The first day that an answer can be."""
_DAY_ZERO = dt.date(1899, 12, 30)
"""The day before the first of a spreadsheet, which counts days."""
_FROZEN = 20
"""The widest first columns that stay in view, and are repeated on each page."""
_CHARACTERS = 1.95
"""The characters of an em, in which a text is measured."""
_SPACE = 0.6
"""The space between two columns, in ems."""
_HIGHEST = 20
"""The most lines of a text that gets a narrower column: a row of Excel ends at 28."""
_FILTER = 1.4
"""The room for the arrow of the filter in a heading, in ems."""


@attrs.frozen
class TablePart:
    """The rows of a table that are on one sheet."""

    sheet: str
    """The name of the sheet."""
    title: str
    """The title above the rows."""
    section: Section
    """The section of the document that has the table."""
    table: Table
    """The table."""
    rows: tuple[Row, ...]
    """The rows that are on this sheet."""

    def address(self, row: int = 1) -> str:
        """Return the address of a row of the sheet, such as the first."""
        return f"internal:{reference(self.sheet, row)}"


def parts(section: Section, table: Table, book: Book) -> list[tuple[str, tuple[Row, ...]]]:
    """Return the title and the rows of each sheet that a table needs.

    Raises:
        ExportError: It has more columns than a sheet.
    """
    number = len(table.columns) + _has_refs(table)
    if number > _COLUMNS:
        message = f"The table {section.key!r} has {number} columns, but a sheet has {_COLUMNS}."
        raise ExportError(message)
    most = _ROWS - book.top - 1
    title = line(section.title) or section.key
    starts = range(0, len(table.rows), most) or range(1)
    return [(title, table.rows[start : start + most]) for start in starts]


def _has_refs(table: Table) -> bool:
    """Whether rows have a reference, or cells to fill in without the key of the row beside them."""
    return any(row.ref is not None or (_is_open(row) and row.named_by is None) for row in table.rows)


def _is_open(row: Row) -> bool:
    return any(cell.fill_in is not None for cell in row.cells)


class Places:
    """The cells at which the sheets and rows of a document begin, by which one row leads to another."""

    def __init__(self, index: RowIndex, table_parts: Iterable[TablePart], top: int) -> None:
        self._index = index
        self._at: dict[tuple[str, str | None], tuple[TablePart, int]] = {}
        for part in table_parts:
            self._at.setdefault((part.section.key, None), (part, 1))
            self._at.update({(part.section.key, row.key): (part, at) for at, row in enumerate(part.rows, top + 2)})

    def find(self, column: Column, value: Scalar) -> str | None:
        """Return the address of the row or the sheet that a value of a column refers to, if there is one."""
        keys = self._index.find(column, value) if column.refers_to or column.sections else None
        place = None if keys is None else self._at.get(keys)
        return None if place is None else place[0].address(place[1])


@attrs.define
class Answers:
    """The lists of allowed answers that are too long for a cell, or have a comma: each is a column of a sheet."""

    name: str
    """The name of the sheet."""
    lists: dict[tuple[str, ...], int] = attrs.field(factory=dict[tuple[str, ...], int])
    """The number of the column of each list, counted from 0."""

    def source(self, options: tuple[str, ...], top: int) -> str | list[str]:
        """Return the answers, or the cells that have them."""
        known = [harmless(option) for option in options]
        short = sum(map(units, known)) + len(known) - 1 <= _LIST
        if short and not any(sign in option for option in known for sign in ',"\n') and all(map(str.strip, known)):
            return known
        column = self.lists.setdefault(tuple(known), len(self.lists))
        letters = column_letters(column)
        return f"={reference(self.name, top + 2, f'${letters}$')}:${letters}${top + 1 + len(known)}"

    def write(self, book: Book) -> None:
        """Add the sheet with the lists, if there are any."""
        if not self.lists:
            return
        sheet, row = book.add_sheet(self.name, book.words("Answers for cells to fill in"))
        book.set_columns(sheet, [30] * len(self.lists))
        for options, column in self.lists.items():
            sheet.page.write_string(
                row, column, book.words("Answers {number}", number=column + 1), book.style("header")
            )
            for at, option in enumerate(options, row + 1):
                sheet.page.write_string(at, column, book.fitted(sheet, at, column, option), book.style("text"))


class TableWriter:
    """Writes the rows of a table to a sheet."""

    def __init__(self, book: Book, part: TablePart, places: Places, answers: Answers) -> None:
        self.book = book
        self.part = part
        self._places = places
        self._answers = answers
        self._columns = part.table.columns
        self._refs = _has_refs(part.table)
        self._texts: list[set[str]] = [set() for _ in self._columns]
        self._titles = [line(column.title) or column.key for column in self._columns]
        self._open: dict[tuple[int, FillIn], list[int]] = {}
        self._sheet, self._head = book.add_sheet(part.sheet, part.title)

    def write(self) -> None:
        """Write the header, the rows, and how they are shown and printed."""
        page, columns = self._sheet.page, len(self._columns) + self._refs
        self._header()
        for at, row in enumerate(self.part.rows, self._head + 1):
            self._row(at, row)
        if not self.part.rows:
            page.write_string(self._head + 1, 0, self.book.words("None."), self.book.style("prose"))
        elif columns:
            page.autofilter(self._head, 0, self._head + len(self.part.rows), columns - 1)
        self._set_widths()
        self._set_answers()
        page.repeat_rows(0, self._head)

    def _header(self) -> None:
        style = self.book.style("header")
        headings: list[str] = [*self._titles, *([self.book.words("Ref.")] if self._refs else ())]
        for index, title in enumerate(headings):
            text = self.book.fitted(self._sheet, self._head, index, title)
            self._sheet.page.write_string(self._head, index, text, style)

    def _row(self, at: int, row: Row) -> None:
        for index, (column, cell) in enumerate(zip(self._columns, row.cells, strict=True)):
            self._cell(at, index, column, cell)
        if self._refs:
            ref = self.book.fitted(self._sheet, at, len(self._columns), harmless(row.ref or row.key))
            self._sheet.page.write_string(at, len(self._columns), ref, self.book.style("ref"))

    def _cell(self, at: int, index: int, column: Column, cell: TableCell) -> None:
        page, is_open = self._sheet.page, cell.fill_in is not None
        if cell.value is None:
            is_date = cell.fill_in is not None and cell.fill_in.type is ColumnType.DATE
            page.write_blank(at, index, None, self.book.style("date" if is_date else "text", is_open=is_open))
        else:
            cell_content = content(cell.value, lambda item: self._places.find(column, item))
            if isinstance(cell_content.value, str):
                self._text(at, index, cell_content, cell_content.value, is_open=is_open)
            elif isinstance(cell_content.value, dt.date):
                days = (cell_content.value - _DAY_ZERO).days
                page.write_number(at, index, days, self.book.style("date", is_open=is_open))
                self._texts[index].add("0000-00-00")
            else:
                page.write_number(at, index, cell_content.value, self.book.style("number", is_open=is_open))
                self._texts[index].add(str(cell_content.value))
        if cell.notes:
            self._note(at, index, cell)
        if cell.fill_in is not None:
            self._open.setdefault((index, cell.fill_in), []).append(at)

    def _text(self, at: int, index: int, cell_content: CellContent, whole: str, *, is_open: bool) -> None:
        """Write a text, as a link if it leads somewhere and the sheet has room for one more link."""
        self._texts[index].add(whole)
        leads = cell_content.target is not None and self._sheet.links < LINKS
        if cell_content.target is not None and not leads and not cell_content.target.startswith("internal:"):
            whole = f"{whole} <{cell_content.target}>"
        text = self.book.fitted(self._sheet, at, index, whole)
        style = self.book.style("link" if leads else "text", is_open=is_open)
        if leads and cell_content.target is not None:
            self._sheet.links += 1
            self._sheet.page.write_url(at, index, cell_content.target, style, text)
        elif text:
            self._sheet.page.write_string(at, index, text, style)
        else:
            self._sheet.page.write_blank(at, index, None, style)

    def _note(self, at: int, index: int, cell: TableCell) -> None:
        """Write the notes of a cell as one note, large enough to be read."""
        text = self.book.fitted(self._sheet, at, index, harmless("\n\n".join(map(str, cell.notes))))
        lines = sum(1 + len(each) // 45 for each in text.split("\n"))
        self._sheet.page.write_comment(at, index, text, {"width": 300, "height": min(20 + 17 * lines, 500)})

    def _set_widths(self) -> None:
        """Set the widths of the columns: as their texts need, and less for long texts if all then fit on one page."""
        is_open = {index for index, _ in self._open}
        needs = [
            self._need(column, title, texts, is_open=index in is_open)
            for index, (column, title, texts) in enumerate(zip(self._columns, self._titles, self._texts, strict=True))
        ]
        room = PAGE / _CHARACTERS - (_REF / _CHARACTERS if self._refs else 0)
        on_one_page = share_room(needs, room)
        fits = all(
            need.word <= width and need.text <= _HIGHEST * width for need, width in zip(needs, on_one_page, strict=True)
        )
        ems = on_one_page if fits else [need.line for need in needs]
        widths = [min(_CHARACTERS * width, 255) for width in ems]
        named = self._named_by(widths)
        self.book.set_columns(self._sheet, [*widths, *([_REF] if self._refs else ())], named)
        self._sheet.page.freeze_panes(self._head + 1, named)

    @staticmethod
    def _need(column: Column, title: str, texts: Iterable[str], *, is_open: bool) -> ColumnNeed:
        """Return what a column needs, with the arrow of the filter in its title and the space beside its texts."""
        need = column_need(column, texts, title=title, is_open=is_open)
        word = max(need.word, longest_word([title], is_bold=True) + _FILTER) + _SPACE
        return ColumnNeed(word=word, line=max(need.line + _SPACE, word), text=need.text)

    def _named_by(self, widths: Sequence[float]) -> int:
        """Return the number of first columns that name a row, if they leave room for the others."""
        key = self.part.rows[0].named_by if self.part.rows else None
        for number in (1 if key is None else key + 1, 1):
            if number < len(widths) and sum(widths[:number]) <= _FROZEN:
                return number
        return 0

    def _set_answers(self) -> None:
        """Let the reader choose from the allowed answers, with one rule for cells below each other."""
        for (index, fill_in), rows in self._open.items():
            rule = self._rule(fill_in)
            for first, last in _runs(rows) if rule else ():
                self._sheet.page.data_validation(first, index, last, index, rule)

    def _rule(self, fill_in: FillIn) -> dict[str, Any] | None:
        """Return what a cell to fill in takes; None if it takes anything."""
        if fill_in.options:
            return {"validate": "list", "source": self._answers.source(fill_in.options, self.book.top)}
        if fill_in.type is ColumnType.DATE:
            message = self.book.words("Write a date, such as {day}.", day="2031-06-30")
            return {"validate": "date", "criteria": ">=", "value": _FIRST_DAY, "error_message": message}
        return None


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of rows that follow each other."""
    first = last = rows[0]
    for row in rows[1:]:
        if row != last + 1:
            yield first, last
            first = row
        last = row
    yield first, last
