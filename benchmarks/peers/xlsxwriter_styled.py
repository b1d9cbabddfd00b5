"""XlsxWriter: the cells of a workbook with the same formats, as somebody would write them who had only these."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from benchmarks.measuring import Works
from empact.containers import Sheet, read_workbook

_TEXT = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
_HEADER = {**_TEXT, "bold": True, "bg_color": "#DCE6F1"}
_ABOVE = 2
"""The rows above those with a border: the title and the header."""


def works() -> Works:
    """Read the sheets of a workbook of empact, and write the same again."""
    return {"write": write, "read": read}


def read(data: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook."""
    return read_workbook(data).sheets


def write(sheets: tuple[Sheet, ...]) -> bytes:
    """Return the bytes of a workbook with these sheets: frozen, with a filter and widths, and empty cells in format."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        text, header = book.add_format(_TEXT), book.add_format(_HEADER)
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, text, header)
    return data.getvalue()


def _write(page: Any, sheet: Sheet, text: object, header: object) -> None:
    cells = {(cell.row, cell.column): cell.value for cell in sheet.cells}
    rows, columns = max(row for row, _ in cells), max(column for _, column in cells)
    for row in range(1, rows + 1):
        for column in range(1, columns + 1):
            value, style = cells.get((row, column)), text if row > _ABOVE else header
            if value is None:
                page.write_blank(row - 1, column - 1, None, style)
            elif isinstance(value, str):
                page.write_string(row - 1, column - 1, value, style)
            else:
                page.write(row - 1, column - 1, value, style)
    page.set_column(0, columns - 1, 20)
    page.freeze_panes(_ABOVE, 1)
    page.autofilter(_ABOVE - 1, 0, rows - 1, columns - 1)
    page.fit_to_pages(1, 0)
    page.set_landscape()
