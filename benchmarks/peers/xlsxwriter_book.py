"""XlsxWriter: a sheet with plain cells."""

from __future__ import annotations

import io

import xlsxwriter

from benchmarks.measuring import Works


def works() -> Works:
    """Write cells as a workbook."""
    return {"write": write}


def write(cells: list[list[str]]) -> bytes:
    """Return the bytes of a workbook."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(cells):
            for place, text in enumerate(row):
                sheet.write_string(number, place, text)
    return data.getvalue()
