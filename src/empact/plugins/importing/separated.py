"""Reads the table of a plan from a text with separators (CSV), as one sheet whose cells are texts."""

from __future__ import annotations

import csv
import io
import re

from empact.containers import Sheet, SheetCell, Workbook
from empact.diagnostics import MALFORMED, OVER_LIMIT
from empact.hooks import RawDocument, ReadContext, Unreadable
from empact.plugins.csv.write import unescaped
from empact.plugins.importing.layouts import Layout, layout_of
from empact.plugins.importing.reading import PLAN_OPTIONS, mark, plan_of, refuse_long
from empact.plugins.importing.sheets import source_document, texts_of

OPTIONS = PLAN_OPTIONS
"""The options of the reader."""
_SEPARATORS = (",", ";", "\t")
_NAMED = re.compile(r"sep=(?P<separator>[,;\t])\r?\n", re.IGNORECASE)
"""The line with which Excel says what the separator is."""
_TESTED = 20
"""The rows that show which separator a file has."""
_MOST_CELLS = 100_000


def read(data: bytes, ctx: ReadContext) -> RawDocument:
    """Read the plan in a text with separators.

    Raises:
        Unreadable: It is not such a text, or has no plan. This is reported.
    """
    text = _decoded(data, ctx)
    refuse_long(len(text), ctx)
    layout = layout_of(ctx.options.get("layout"), ctx)
    workbook = Workbook((_sheet(text, layout, ctx),))
    mark(texts_of(workbook), ctx)
    return plan_of(source_document(workbook, layout, ctx), layout, ctx)


def _decoded(data: bytes, ctx: ReadContext) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        hint = "Save it as CSV in UTF-8: in Excel, choose 'CSV UTF-8 (Comma delimited)' as the type of the file."
        ctx.report(MALFORMED, "The file is not a text in UTF-8.", hint=hint)
        raise Unreadable
    return text


def _sheet(text: str, layout: Layout, ctx: ReadContext) -> Sheet:
    """Return a text as a sheet, by the separator that it names, or else the one that gives the most known titles."""
    named = _NAMED.match(text)
    if named is not None:
        return _parsed(text[named.end() :], named["separator"], ctx)
    best = max(_SEPARATORS, key=lambda separator: _known(text, separator, layout))
    return _parsed(text, best, ctx)


def _known(text: str, separator: str, layout: Layout) -> tuple[int, int]:
    """Return how many titles of the layout a row has with a separator, and how many cells."""
    most = (0, 0)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row, _ in zip(rows, range(_TESTED), strict=False):
            known = sum(layout.column_of(title) is not None for title in row[:100])
            most = max(most, (known, len(row)))
    except csv.Error:
        pass
    return most


def _parsed(text: str, separator: str, ctx: ReadContext) -> Sheet:
    """Return the cells of a text that are not empty.

    Raises:
        Unreadable: Its quotes do not fit each other, a cell is too long, or it has too many cells. This is reported.
    """
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    cells: list[SheetCell] = []
    try:
        for number, row in enumerate(rows, 1):
            cells += (
                SheetCell(row=number, column=column, value=unescaped(cell))
                for column, cell in enumerate(row, 1)
                if cell.strip()
            )
            if len(cells) > _MOST_CELLS:
                ctx.report(OVER_LIMIT, f"The file has more than {_MOST_CELLS:,} cells.")
                raise Unreadable
    except csv.Error as problem:
        if "field limit" in str(problem):
            longest = csv.field_size_limit()
            message = f"A cell has more than {longest:,} characters, which is the most of a cell in CSV."
            hint = "Shorten it. If no cell is so long, a quote that is not closed makes the rest of the file one cell."
            ctx.report(OVER_LIMIT, message, ctx.at(line=max(1, rows.line_num)), hint=hint)
            raise Unreadable from None
        message = f"The quotes of a cell do not fit: {problem}."
        hint = 'A quote within a cell is written twice, and the cell has quotes around it: "a ""word""".'
        ctx.report(MALFORMED, message, ctx.at(line=max(1, rows.line_num)), hint=hint)
        raise Unreadable from None
    return Sheet(name="", cells=tuple(cells))
