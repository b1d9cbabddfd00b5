"""Reads a form that came back as a workbook, whatever program saved it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from empact.containers import ContainerError, Sheet, SheetCell, column_letters, read_workbook
from empact.diagnostics import MALFORMED
from empact.hooks import RawDocument, ReadContext, Unreadable
from empact.model import AnswerCell
from empact.plugins.forms.rows import FilledCell, FormTable, KeyedRow, form_document


def read(data: bytes, ctx: ReadContext) -> RawDocument:
    """Read the rows of all sheets that have the key of a question."""
    try:
        workbook = read_workbook(data, ctx.limits)
    except ContainerError as problem:
        ctx.report(MALFORMED, f"The file {problem}.")
        raise Unreadable from None
    return form_document([row for sheet in workbook.sheets for row in _rows(sheet, ctx)], ctx)


def _rows(sheet: Sheet, ctx: ReadContext) -> Iterator[KeyedRow]:
    table = FormTable()
    for cells in sheet.rows():
        row = cells[0].row
        column = "" if table.answers is None else f"{column_letters(table.answers)}{row}"
        yield from table.rows([_filled(cell) for cell in cells], ctx.at(sheet=sheet.name, cell=column))
    table.report(ctx, ctx.at(sheet=sheet.name))


def _filled(cell: SheetCell) -> FilledCell:
    text, kind = _text(cell)
    return FilledCell(cell.column, text, kind, cell.is_hidden)


def _text(cell: SheetCell) -> tuple[str, AnswerCell]:
    """Return what a cell holds as a text: a number in digits, a date as ``2031-06-30``."""
    value = cell.value
    if cell.is_formula:
        return "", AnswerCell.FORMULA
    if isinstance(value, str) or value is None:
        return value or "", AnswerCell.TEXT
    if isinstance(value, bool):
        return str(value).lower(), AnswerCell.OTHER
    if isinstance(value, (int, Decimal)):
        number = Decimal(value)  # a whole number formatted with "f" would get decimals
        return (f"{number * 100:f} %", AnswerCell.OTHER) if cell.is_percent else (f"{number:f}", AnswerCell.NUMBER)
    if isinstance(value, dt.datetime):
        is_day = value.time() == dt.time()
        return (str(value.date()), AnswerCell.DATE) if is_day else (str(value), AnswerCell.OTHER)
    return str(value), AnswerCell.DATE if isinstance(value, dt.date) else AnswerCell.OTHER
