"""Makes the source document of a workbook: its tables, the lines around them, and the notes in comments."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import attrs

from empact.containers import CellValue, Sheet, SheetCell, Workbook, column_letters
from empact.diagnostics import GUESSED, NOT_UNDERSTOOD, OVER_LIMIT, Place
from empact.hooks import ReadContext, Unreadable, printed_markings
from empact.plugins.importing.actions import NUMBER
from empact.plugins.importing.layouts import Layout, plain_label
from empact.plugins.importing.lists import list_of
from empact.plugins.importing.own import notes_in
from empact.plugins.importing.source import (
    MARK,
    Passage,
    SourceBlock,
    SourceCell,
    SourceDocument,
    SourceNote,
    SourceParagraph,
    SourceRow,
    SourceTable,
)
from empact.plugins.importing.tables import Head, head_of
from empact.plugins.importing.words import shown

_MOST_CELLS = 100_000
"""The most cells of all sheets; the plan of 2012 has 240."""
_MOST_LISTED = 20
"""The most findings of one kind about a sheet; the rest is counted."""
_NUMBERED = frozenset({"number", "goal", "links", "links/goals", "links/actions"})
"""The columns in which ``2.1`` is the number of an action, and not a quantity."""
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"})
"""What programs show where a formula has no result."""
_MOST_TABLES = 50
"""The most tables of actions below each other on a sheet."""
_FEWEST_TITLES = 3
"""How many titles of a layout a row below a table has to have to begin another one."""
_FORMULA = re.compile(r"=\s*[\w('\"@+$-]")


def source_document(workbook: Workbook, layout: Layout, ctx: ReadContext) -> SourceDocument:
    """Return a workbook as a source document.

    The lines with a label come first, since a cover does; then the sheets in their order.

    Args:
        workbook: The workbook.
        layout: Which titles a table has, and which labels a cover.
        ctx: The call of the reader, which reports what is not read.

    Raises:
        Unreadable: It has too many cells. This is reported.
    """
    if sum(len(sheet.cells) for sheet in workbook.sheets) > _MOST_CELLS:
        ctx.report(OVER_LIMIT, f"The file has more than {_MOST_CELLS:,} cells.")
        raise Unreadable
    walk = _Walk(layout, ctx, single=len(workbook.sheets) == 1 and not workbook.sheets[0].name)
    for sheet in workbook.sheets:
        walk.sheet(sheet)
    margins = dict.fromkeys(text for sheet in workbook.sheets for text in sheet.margins)
    markings = dict.fromkeys(marking for text in margins for marking in printed_markings(text))
    return SourceDocument((*walk.cover, *walk.blocks), tuple(walk.notes.values()), tuple(markings))


@attrs.define
class _Walk:
    """Walks through the sheets of a workbook."""

    layout: Layout
    ctx: ReadContext
    single: bool
    """Whether the file is one sheet without a name."""
    cover: list[SourceBlock] = attrs.field(factory=list[SourceBlock])
    """The lines with a label of the cover."""
    blocks: list[SourceBlock] = attrs.field(factory=list[SourceBlock])
    """All other lines, and the tables."""
    notes: dict[str, SourceNote] = attrs.field(factory=dict[str, SourceNote])
    """The notes by their marks."""
    tables: int = 0
    """The number of tables so far."""

    def sheet(self, sheet: Sheet) -> None:
        """Read a sheet; tables that stand below each other are read one by one.

        Raises:
            Unreadable: There are too many of them. This is reported.
        """
        whole = self._place(sheet, None)
        if sheet.has_drawings:
            self._not_read(f"Pictures, charts or text boxes on the sheet {shown(sheet.name)} are not read.", whole)
        self._hidden(sheet)
        cells = [cell for cell in sheet.cells if not cell.is_hidden]
        self._comments(sheet)
        rows = list(self._rows(sheet, cells))
        for _ in range(_MOST_TABLES):
            rows = self._part(rows, cells, sheet)
            if not rows:
                return
        self.ctx.report(OVER_LIMIT, f"The sheet {shown(sheet.name)} has more than {_MOST_TABLES} tables.", whole)
        raise Unreadable

    def _part(self, rows: Sequence[SourceRow], cells: Sequence[SheetCell], sheet: Sheet) -> list[SourceRow]:
        """Read the first table in rows of a sheet, with what is above it; return the rows from the next table on.

        Args:
            rows: The rows.
            cells: All cells of the sheet that people see.
            sheet: The sheet.
        """
        whole = self._place(sheet, None)
        head = head_of(self._table(rows, whole), self.layout)
        if head is None:
            self._loose(rows, sheet, whole)
            return []
        first = head.rows[0]
        above = [row for row in rows if row.number < first]
        while above and head_of(self._table(above, whole), self.layout) is not None:  # the titles are in the first rows
            above = self._part(above, cells, sheet)
        self._loose(above, sheet, whole)
        end = next((row.number for row in rows if self._has_other_titles(row, head)), rows[-1].number + 1)
        own, below = [row for row in rows if row.number < end], [row for row in rows if row.number >= end]
        last = _last_row(own, head)
        within = [row for row in own if first <= row.number <= last]
        numbered = {each.first for each in head.columns if each.column is not None and each.column.field in _NUMBERED}
        self.tables += 1
        self.blocks.append(self._table(list(self._numbered(within, numbered, cells)), whole))
        self._loose([row for row in own if row.number > last], sheet, whole)
        return below

    def _has_other_titles(self, row: SourceRow, head: Head) -> bool:
        """Whether a row below a table has the titles of another one; titles that are repeated are the same table."""
        lines = tuple(cell.line for cell in row.cells)
        if row.number <= head.rows[-1] or lines in head.lines:
            return False
        fields = {column.field for column in map(self.layout.column_of, lines) if column is not None}
        return "number" in fields and len(fields) >= _FEWEST_TITLES

    def _table(self, rows: Sequence[SourceRow], place: Place) -> SourceTable:
        return SourceTable(self.tables, tuple(rows), place)

    def _rows(self, sheet: Sheet, cells: Iterable[SheetCell]) -> Iterator[SourceRow]:
        """Yield the rows of a sheet that say something."""
        rows: dict[int, list[SourceCell]] = {}
        for cell in cells:
            place = self._place(sheet, cell)
            passage = self._passage(cell, place)
            if passage:
                inside = (SourceParagraph(passage, place),)
                rows.setdefault(cell.row, []).append(
                    SourceCell(cell.row, cell.column, cell.rows, cell.columns, inside, place)
                )
        return (SourceRow(number, tuple(made)) for number, made in sorted(rows.items()))

    def _passage(self, cell: SheetCell, place: Place) -> Passage:
        """Return what a cell says; that of a formula is what it gave when the file was saved."""
        content = cell.result if cell.is_formula else cell.value
        text = cell_text(content, is_percent=cell.is_percent).strip()
        if text in _ERRORS or (cell.is_formula and not text):
            what = "The formula has no result" if cell.is_formula else "The cell has no value"
            self._not_read(f"{what}{f' but {text}' if text else ''}; it is not read.", place)
            return Passage()
        is_guessed = cell.is_formula or (self.single and _FORMULA.match(text) is not None)
        if cell.is_formula:
            message = f"The result {shown(text)} of a formula is read, as it was when the file was saved."
            self.ctx.report(GUESSED, message, place)
        elif cell.is_struck and text:
            message = f"Words of {shown(text)} are struck through; all words of the cell are read."
            hint = "If they no longer count, delete them and import again."
            self.ctx.report(NOT_UNDERSTOOD, message, place, hint=hint)
        elif is_guessed:
            self.ctx.report(GUESSED, f"The text {shown(text)} looks like a formula; it is read as a text.", place)
        return Passage(text, is_typed=not isinstance(content, str), is_guessed=is_guessed)

    def _numbered(
        self, rows: Iterable[SourceRow], columns: Iterable[int], cells: Iterable[SheetCell]
    ) -> Iterator[SourceRow]:
        """Yield rows with the numbers of actions that a program has changed to decimals or days, which are reported."""
        numbered = set(columns)
        values = {(cell.row, cell.column): cell.result or cell.value for cell in cells if cell.column in numbered}
        for row in rows:
            made = (self._number(cell, values.get((cell.row, cell.column))) for cell in row.cells)
            yield attrs.evolve(row, cells=tuple(made))

    def _number(self, cell: SourceCell, content: CellValue | None) -> SourceCell:
        """Return a cell that has the number of an action."""
        line = cell.line
        if isinstance(content, Decimal):
            other = f"{line}0"
            message = f"The cell has the number {line}, and not a text; it is read as {line!r}, but can mean {other!r}."
            self.ctx.report(GUESSED, message, cell.place, hint="Format the column as text, and enter the number again.")
            return cell.as_guess()
        if isinstance(content, dt.date):
            read = f"{content.day}.{content.month}"
            message = f"The cell has the day {line}; it is read as the number {read!r}, as it was typed most likely."
            self.ctx.report(GUESSED, message, cell.place, hint="Format the column as text, and enter the number again.")
            return attrs.evolve(cell, paragraphs=(SourceParagraph(Passage(read, is_guessed=True), cell.place),))
        return cell

    def _loose(self, rows: Sequence[SourceRow], sheet: Sheet, whole: Place) -> None:
        """Read rows that are not in the table of the actions: a list, the lines of a cover, or other texts."""
        if list_of(self._table(rows, whole), self.layout) is not None:
            self.tables += 1
            self.blocks.append(self._table(rows, whole))
            return
        is_left_out = is_labelled = False
        for row in rows:
            first = row.cells[0]
            if len(row.cells) > 1:
                label = plain_label(first.line)
                is_labelled, is_left_out = label in self.layout.cover, label in self.layout.left_out_labels
            elif first.column == 1:  # below a text in another column, its label goes on
                is_labelled = is_left_out = False
            if is_labelled:
                self.tables += 1
                self.cover.append(self._table((row,), whole))
            elif len(row.cells) == 1 and not is_left_out:
                if first.line != sheet.name:  # the title that is the name of the sheet says nothing
                    self.blocks += first.paragraphs
            elif not is_left_out:
                words = shown(" ".join(cell.line for cell in row.cells))
                self._not_read(f"The row {words} is not read.", first.place)

    def _comments(self, sheet: Sheet) -> None:
        """Collect the notes in comments; any other comment is reported."""
        cells = {(cell.row, cell.column): cell for cell in sheet.cells}
        for comment in sheet.comments:
            cell = cells.get((comment.row, comment.column))
            text = cell_text(None if cell is None else cell.value)
            place = self._place(sheet, cell or SheetCell(row=comment.row, column=comment.column))
            if cell is not None and cell.is_hidden:
                continue
            found = notes_in(comment.text, MARK.findall(text))
            for mark, words in found or ():
                known = self.notes.setdefault(mark, SourceNote(mark, Passage(words), place))
                if known.passage.text != words:
                    self._not_read(f"The note {mark} is also {shown(words)}, which is not read.", place)
            if found is None:
                self._not_read(f"A comment on {shown(text)} is not read.", place)

    def _hidden(self, sheet: Sheet) -> None:
        """Report cells that nobody sees: a sheet, rows, columns, and cells under a merged one."""
        unseen = [cell for cell in sheet.cells if cell.is_hidden]
        if sheet.is_hidden or not unseen:
            if unseen:
                hint = "Show the sheet and import again if it belongs to the plan."
                message = f"The sheet {shown(sheet.name)} is hidden; {_cells(len(unseen))} not read."
                self.ctx.report(NOT_UNDERSTOOD, message, self._place(sheet, None), hint=hint)
            return
        seen_rows = {cell.row for cell in sheet.cells if not cell.is_hidden}
        seen_columns = {cell.column for cell in sheet.cells if not cell.is_hidden}
        lines: dict[str, list[SheetCell]] = {}
        for cell in unseen:
            if cell.row not in seen_rows:
                name = f"row {cell.row}"
            elif cell.column not in seen_columns:
                name = f"column {column_letters(cell.column)}"
            else:
                name = f"cell {cell.address}"
            lines.setdefault(name, []).append(cell)
        for name, cells in list(lines.items())[:_MOST_LISTED]:
            what = f"The {name} is covered by a merged cell" if name.startswith("cell") else f"The {name} is hidden"
            advice = None if name.startswith("cell") else "Show it and import again if it belongs to the plan."
            message = f"{what}; {_cells(len(cells))} not read."
            self.ctx.report(NOT_UNDERSTOOD, message, self._place(sheet, cells[0]), hint=advice)
        rest = list(lines.values())[_MOST_LISTED:]
        if rest:
            message = f"Nobody sees {len(rest)} more rows, columns or cells of the sheet; they are not read."
            self.ctx.report(NOT_UNDERSTOOD, message, self._place(sheet, rest[0][0]))

    def _place(self, sheet: Sheet, cell: SheetCell | None) -> Place:
        return self.ctx.at(sheet=None if self.single else sheet.name, cell=None if cell is None else cell.address)

    def _not_read(self, message: str, place: Place) -> None:
        self.ctx.report(NOT_UNDERSTOOD, message, place)


def _cells(number: int) -> str:
    return "its one cell is" if number == 1 else f"its {number:,} cells are"


def _last_row(rows: Sequence[SourceRow], head: Head) -> int:
    """Return the last row of a table: rows behind an empty one belong to it only if an action comes below them."""
    numbers = next(each.first for each in head.columns if each.column is not None and each.column.field == "number")
    last = head.rows[-1]
    for row in rows:
        if row.number <= last:
            continue
        is_action = any(cell.column == numbers and NUMBER.fullmatch(cell.line) for cell in row.cells)
        if is_action or row.number == last + 1:
            last = row.number
    return last


def cell_text(content: CellValue | None, *, is_percent: bool = False) -> str:
    """Return what a cell holds as a text: a number in digits, a date as ``2031-06-30``.

    Args:
        content: What it holds. None gives an empty text.
        is_percent: Whether the number is shown as a percentage.
    """
    if content is None or isinstance(content, str):
        return content or ""
    if isinstance(content, bool):
        return str(content).lower()
    if isinstance(content, int | Decimal):
        number = Decimal(content)  # a whole number formatted with "f" would get decimals
        return f"{(number * 100).normalize():f} %" if is_percent else f"{number:f}"
    if isinstance(content, dt.datetime):
        return str(content.date()) if content.time() == dt.time() else content.isoformat(" ", "minutes")
    if isinstance(content, dt.time):
        return content.isoformat("minutes")
    return str(content)


def texts_of(workbook: Workbook) -> Iterator[str]:
    """Yield all texts of a workbook, also those that nobody sees.

    These are the cells, the comments, the names of the sheets, and what is printed above and below the pages.
    """
    yield from dict.fromkeys(text for sheet in workbook.sheets for text in sheet.margins)
    for sheet in workbook.sheets:
        yield sheet.name
        for cell in sheet.cells:
            content = cell.result if cell.is_formula else cell.value
            if isinstance(content, str):
                yield content
        yield from (comment.text for comment in sheet.comments)
