"""Makes the source document of a PDF file: its text without margins, its tables over pages, and its notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import attrs

from empact.diagnostics import GUESSED, MALFORMED, NOT_UNDERSTOOD, OVER_LIMIT, UNSETTLED_CHANGE, Place
from empact.hooks import ReadContext, Unreadable
from empact.model import EmphasisStyle
from empact.plugins.importing.layouts import Layout
from empact.plugins.importing.pdf.columns import SideBySide, as_table, column_of, in_columns
from empact.plugins.importing.pdf.grid import Ruled, ruled
from empact.plugins.importing.pdf.lines import Line, Reading, lines_of, words_of
from empact.plugins.importing.pdf.margins import DividedPage, PageLines, divided, noted
from empact.plugins.importing.pdf.pages import Box, Glyph, PdfFile, PdfPage
from empact.plugins.importing.pdf.paragraphs import Setting, paragraphs_of, setting_of, until
from empact.plugins.importing.pdf.sight import SeenPage, seen
from empact.plugins.importing.pdf.tables import PrintedCell, PrintedRow, PrintedTable, TableMaker
from empact.plugins.importing.settling import NEW, STRUCK, Settled
from empact.plugins.importing.source import SourceBlock, SourceDocument, SourceNote, SourceParagraph, joined
from empact.plugins.importing.words import shown

_FEW = 60
"""The most signs of a page that is a picture with a marking and a number."""
_PICTURE = 0.5
"""Which share of a page such a picture takes."""
_LARGE = 1.15
"""How much larger than the text a heading is."""
_LOGO = 20.0
"""The width and height from which a picture is reported, in points."""
_FAR = 2.0
"""How far the number of a page is from a heading in a table of contents, in parts of the size."""
_CONTENTS = re.compile(r"(?:\.[ ]?){4}\s*[0-9]{1,3}\Z")
"""How a line of a table of contents ends that has dots."""
MOST_CELLS = 200_000
"""The most cells of all tables; the plan of 2012 has 400."""
_MOST_CHANGES = 500
_MOST_COMMENTS = 50
"""The most comments of a page that are reported one by one."""


@attrs.frozen
class _Sheet:
    """A page with its signs by where they are."""

    page: PdfPage
    ruled: Ruled
    flow: tuple[Glyph, ...]
    """The signs outside its tables."""
    cells: Mapping[tuple[int, int], list[Glyph]]
    """The signs in its tables, by the numbers of the table and the cell."""
    lines: tuple[Line, ...]
    """The lines outside its tables, before the marks of notes and changes are known."""
    gaps: Mapping[tuple[int, int] | None, list[Box]]
    """What is withheld, in the same way; by None outside its tables."""
    turned: str
    """The text that is turned, such as a watermark."""


def read_sheets(file: PdfFile, ctx: ReadContext) -> list[_Sheet]:
    """Return what is seen on the pages of a file.

    Raises:
        Unreadable: A page has no text, or too much is drawn on it. This is reported.
    """
    sheets: list[_Sheet] = []
    cells = 0
    for page in file.pages:
        sheets.append(_sheet(page, ctx))
        cells += sum(len(grid.cells) for grid in sheets[-1].ruled.grids)
        if cells > MOST_CELLS:
            ctx.report(OVER_LIMIT, f"The document has more than {MOST_CELLS:,} cells in its tables.")
            raise Unreadable
    return sheets


def _sheet(page: PdfPage, ctx: ReadContext) -> _Sheet:
    place = ctx.at(page=page.number)
    visible = seen(page)
    if visible.is_too_much:
        ctx.report(OVER_LIMIT, f"Page {page.number} has more drawings on its text than any plan.", place)
        raise Unreadable
    _refuse_picture(page, visible, ctx)
    rules = ruled(page)
    if rules.is_too_much:
        ctx.report(NOT_UNDERSTOOD, f"The drawing on page {page.number} is not read.", place)
    _report_unread(page, ctx)
    turned = "".join(glyph.text for glyph in visible.glyphs if not glyph.is_upright)
    if turned.strip():
        ctx.report(NOT_UNDERSTOOD, f"The text {shown(turned)}, which is turned, is not read.", place)
    if any("\N{REPLACEMENT CHARACTER}" in glyph.text for glyph in visible.glyphs):
        ctx.report(NOT_UNDERSTOOD, "The file does not say which characters some signs of the page are.", place)
    flow: list[Glyph] = []
    cells: dict[tuple[int, int], list[Glyph]] = {}
    for word in words_of(glyph for glyph in visible.glyphs if glyph.is_upright):
        key = _cell_at(rules, *word[0].middle)  # a word that is too long for its cell goes on over its edge
        (flow if key is None else cells.setdefault(key, [])).extend(word)
    gaps: dict[tuple[int, int] | None, list[Box]] = {}
    for box in visible.gaps:
        gaps.setdefault(_cell_at(rules, (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2), []).append(box)
    lines = lines_of(flow, (), Reading(page.number, rules.others, {}))
    return _Sheet(page, rules, tuple(flow), cells, tuple(lines), gaps, turned)


def _report_unread(page: PdfPage, ctx: ReadContext) -> None:
    """Report what is on a page beside words and tables."""
    place = ctx.at(page=page.number)
    if any(box.width >= _LOGO and box.height >= _LOGO for box in page.images):
        ctx.report(NOT_UNDERSTOOD, "A picture is not read.", place)
    if page.has_fields:
        ctx.report(NOT_UNDERSTOOD, "What is filled into the fields of a form is not read.", place)
    for words in page.comments[:_MOST_COMMENTS]:
        ctx.report(NOT_UNDERSTOOD, f"The comment {shown(words)} is not read.", place)
    if len(page.comments) > _MOST_COMMENTS:
        more = len(page.comments) - _MOST_COMMENTS
        ctx.report(NOT_UNDERSTOOD, f"The page has {more} more comments, which are not read.", place)
    if page.has_unseen_layer:
        ctx.report(NOT_UNDERSTOOD, "Words on a layer that is not shown are not read.", place)


def _refuse_picture(page: PdfPage, visible: SeenPage, ctx: ReadContext) -> None:
    signs = sum(1 for glyph in visible.glyphs if glyph.text.strip())
    shares = (box.width * box.height for box in page.images)
    is_picture = signs <= _FEW and any(share >= _PICTURE * page.width * page.height for share in shares)
    if is_picture or (not signs and page.images):
        ctx.report(
            MALFORMED,
            f"Page {page.number} has no text; it is a picture, such as a scan.",
            ctx.at(page=page.number),
            hint="Ask for the document as a file with text. empact does not read words in pictures.",
        )
        raise Unreadable


def _cell_at(rules: Ruled, x: float, y: float) -> tuple[int, int] | None:
    for number, grid in enumerate(rules.grids):
        cell = grid.cell_at(x, y)
        if cell is not None:
            return number, cell
    return None


def texts_of(sheets: Sequence[_Sheet]) -> Iterator[str]:
    """Yield the texts outside tables and those of comments, among which are the markings of the pages."""
    for sheet in sheets:
        yield from sheet.page.comments
        yield sheet.turned
        yield from (line.passage.line for line in sheet.lines)


def source_document(
    sheets: Sequence[_Sheet], settled: Settled | None, layout: Layout, ctx: ReadContext
) -> SourceDocument:
    """Return a PDF file as a source document.

    Args:
        sheets: What is seen on its pages.
        settled: Whether the changes that it shows count. None to refuse it if it shows some.
        layout: By which its tables are known.
        ctx: The call of the reader, which reports what is guessed and what is not read.

    Raises:
        Unreadable: It shows changes that are not settled. This is reported.
    """
    return _Maker(sheets, settled, layout, ctx).made()


def _reading(sheet: _Sheet, marks: Mapping[str, str], settled: Settled | None) -> Reading:
    return Reading(
        sheet.page.number, sheet.ruled.others, marks, sheet.page.links, settled == "accept", settled == "reject"
    )


class _Maker:
    """Makes the source document of a file."""

    def __init__(self, sheets: Sequence[_Sheet], settled: Settled | None, layout: Layout, ctx: ReadContext) -> None:
        self._sheets = sheets
        self._settled: Settled | None = settled
        self._layout = layout
        self._ctx = ctx
        self._tables = 0
        self._changes = 0

    def made(self) -> SourceDocument:
        """Return the document."""
        pages = [self._page_lines(sheet) for sheet in self._sheets]
        divisions = divided(pages)
        marks, notes = self._marks(pages, divisions)
        texts: list[list[Line]] = []
        parts: list[list[Line | PrintedTable]] = []
        noted_lines: list[tuple[str, list[Line]]] = []
        for sheet, division in zip(self._sheets, divisions, strict=True):
            known = {**notes, **marks[sheet.page.number]}
            lines = self._lines(sheet.flow, sheet.gaps.get(None, []), sheet, known)
            body = [line for line in lines if division.top < line.base <= division.bottom]
            below = [line for line in lines if division.bottom < line.base < division.end]
            for mark, said in noted(below):
                if mark:
                    noted_lines.append((known.get(mark, mark), said))
                elif noted_lines:
                    noted_lines[-1][1].extend(said)
                else:
                    body += said
            tables = self._printed(sheet, known)
            texts += (body, *(cell.lines for table in tables for row in table.rows for cell in row.cells))
            parts.append(_in_order(body, tables))
        if self._changes:
            raise Unreadable
        setting = setting_of(texts, self._guess)
        blocks = self._blocks(parts, setting)
        margins = dict.fromkeys(line for division in divisions for line in division.margins)
        return SourceDocument(tuple(blocks), tuple(self._notes(noted_lines, setting)), tuple(margins))

    def _page_lines(self, sheet: _Sheet) -> PageLines:
        page = sheet.page
        boxes = tuple(grid.box for grid in sheet.ruled.grids)
        return PageLines(page.number, page.width, page.height, sheet.lines, boxes, sheet.ruled.others)

    def _marks(
        self, pages: Sequence[PageLines], divisions: Sequence[DividedPage]
    ) -> tuple[dict[int, dict[str, str]], dict[str, str]]:
        """Return the marks of the notes at the foot of each page, and all of them, each with that of the plan."""
        of_pages: dict[int, dict[str, str]] = {}
        every: dict[str, str] = {}
        for page, division in zip(pages, divisions, strict=True):
            marks = of_pages.setdefault(page.number, {})
            below = (line for line in page.lines if division.bottom < line.base < division.end)
            for mark, _ in noted(below):
                if mark and mark not in marks:
                    marks[mark] = mark if mark not in every.values() else f"{mark}-{page.number}"
                    every.setdefault(mark, marks[mark])
                    every.setdefault(marks[mark], marks[mark])
        return of_pages, every

    def _lines(
        self, glyphs: Sequence[Glyph], gaps: Sequence[Box], sheet: _Sheet, marks: Mapping[str, str]
    ) -> list[Line]:
        """Return the lines of signs; changes are reported if they are not settled."""
        lines = lines_of(glyphs, gaps, _reading(sheet, marks, self._settled))
        place = self._ctx.at(page=sheet.page.number)
        if any(line.passage.is_withheld for line in lines):
            self._ctx.report(NOT_UNDERSTOOD, "Withheld words are not read.", place)
        if self._settled is None:
            for line in lines:
                self._report_changes(line, place)
        return lines

    def _report_changes(self, line: Line, place: Place) -> None:
        hint = "Accept the changes with the option accept, or reject them with the option reject."
        for words, why in ((line.struck, STRUCK), (line.new, NEW)):
            for word in words:
                self._changes += 1
                if self._changes <= _MOST_CHANGES:
                    self._ctx.report(UNSETTLED_CHANGE, f"The text {shown(word)} {why}", place, hint=hint)

    def _printed(self, sheet: _Sheet, marks: Mapping[str, str]) -> list[PrintedTable]:
        """Return the tables of a page."""
        tables: list[PrintedTable] = []
        number = sheet.page.number
        for index, grid in enumerate(sheet.ruled.grids):
            rows = [PrintedRow(number, []) for _ in grid.ys[1:]]
            for at, cell in enumerate(grid.cells):
                gaps = sheet.gaps.get((index, at), [])
                lines = self._lines(sheet.cells.get((index, at), []), gaps, sheet, marks)
                rows[cell.row].cells.append(PrintedCell(cell.box, cell.rows, lines, bool(gaps)))
            tables.append(PrintedTable(0, number, grid.xs, rows, number))
        return tables

    def _guess(self, message: str, line: Line) -> None:
        self._ctx.report(GUESSED, message, self._ctx.at(page=line.page))

    def _blocks(self, parts: Sequence[Sequence[Line | PrintedTable]], setting: Setting) -> list[SourceBlock]:
        """Return the paragraphs and tables of all pages."""
        maker = TableMaker(self._layout, setting, self._ctx)
        runs: list[list[Line] | PrintedTable] = []
        for page in parts:
            for part in page:
                last = runs[-1] if runs else None
                if isinstance(part, Line):
                    if isinstance(last, list):
                        last.append(part)
                    else:
                        runs.append([part])
                elif isinstance(last, PrintedTable) and last.goes_on_with(part):
                    maker.extend(last, part)
                else:
                    self._tables += 1
                    part.number = self._tables
                    runs.append(part)
        blocks: list[SourceBlock] = []
        widths = {sheet.page.number: _right_edge(page) for sheet, page in zip(self._sheets, parts, strict=True)}
        cover = self._end_of_cover(parts)
        for run in runs:
            if isinstance(run, PrintedTable):
                blocks.append(maker.made(run))
                continue
            on_cover = [line for line in run if line.page < cover]
            blocks += self._cover(on_cover, widths, setting)
            blocks += self._paragraphs(run[len(on_cover) :], widths, setting)
        return blocks

    def _end_of_cover(self, parts: Sequence[Sequence[Line | PrintedTable]]) -> int:
        """Return the first page that has a table or the title of the plan; the pages before it are the cover."""
        for sheet, page in zip(self._sheets, parts, strict=True):
            for part in page:
                if isinstance(part, PrintedTable) or part.passage.line.casefold().startswith(self._layout.plan_titles):
                    return sheet.page.number
        return 0

    def _cover(self, lines: Sequence[Line], widths: Mapping[int, float], setting: Setting) -> Iterator[SourceBlock]:
        """Yield the blocks of the cover, on which texts stand side by side."""
        column = column_of(lines)
        run: list[Line] = []
        for part in lines if column is None else in_columns(lines, column):
            if isinstance(part, Line):
                run.append(part)
                continue
            yield from self._paragraphs(run, widths, setting)
            run = []
            yield self._side_by_side(part, column or 0.0, widths, setting)
        yield from self._paragraphs(run, widths, setting)

    def _side_by_side(
        self, side: SideBySide, column: float, widths: Mapping[int, float], setting: Setting
    ) -> SourceBlock:
        self._tables += 1
        page = (side.right or side.left)[0].page
        first = SourceParagraph(joined(()), self._ctx.at(page=page))
        return as_table(side, (column, widths[page]), self._tables, setting, first)

    def _paragraphs(
        self, lines: Sequence[Line], widths: Mapping[int, float], setting: Setting
    ) -> Iterator[SourceParagraph]:
        lines = [line for line in lines if not self._is_of_contents(line, widths[line.page])]
        sizes = [line.size for line in lines]
        usual = max(set(sizes), key=sizes.count) if sizes else 0.0
        is_title = False
        for paragraph in paragraphs_of(lines, lambda line: widths[line.page], setting):
            passage, first = paragraph.passage, paragraph.lines[0]
            is_title = passage.line.casefold().startswith(self._layout.plan_titles) or is_title
            is_large = passage.has_throughout(EmphasisStyle.BOLD) and first.size > _LARGE * usual
            is_title = is_title and is_large
            heading = 1 if is_large and not is_title and not passage.line[:1].isdigit() else None
            yield SourceParagraph(passage, self._ctx.at(page=first.page), heading)

    def _is_of_contents(self, line: Line, right: float) -> bool:
        """Whether a line is one of a table of contents, which is reported: it ends with a page at the right edge."""
        *before, last = line.parts
        is_far = bool(before) and last.x0 - before[-1].x1 > _FAR * line.size
        words = line.passage.line
        ends_so = is_far and line.x1 > right - line.size and last.passage.line.isdecimal()
        if not ends_so and _CONTENTS.search(words) is None:
            return False
        message = f"The line {shown(words)} of the table of contents is not read."
        self._ctx.report(NOT_UNDERSTOOD, message, self._ctx.at(page=line.page))
        return True

    def _notes(self, notes: Sequence[tuple[str, list[Line]]], setting: Setting) -> Iterator[SourceNote]:
        for mark, lines in notes:
            right = max(line.x1 for line in lines)
            passage = joined(each.passage for each in paragraphs_of(lines, until(right), setting))
            own = f"[^{mark}]"
            start = len(own) if passage.text.startswith(own) else 0
            yield SourceNote(mark, passage.cut(start), self._ctx.at(page=lines[0].page))


def _in_order(lines: Sequence[Line], tables: Sequence[PrintedTable]) -> list[Line | PrintedTable]:
    """Return the lines and the tables of a page from top to bottom."""
    placed: list[tuple[float, Line | PrintedTable]] = [(line.base, line) for line in lines]
    placed += ((table.rows[0].cells[0].box.top, table) for table in tables if table.rows and table.rows[0].cells)
    return [part for _, part in sorted(placed, key=lambda each: each[0])]


def _right_edge(parts: Sequence[Line | PrintedTable]) -> float:
    """Return where a full line of a page ends."""
    return max((part.x1 for part in parts if isinstance(part, Line)), default=0.0)
