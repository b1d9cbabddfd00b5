"""openpyxl: a sheet with plain cells."""

from __future__ import annotations

import io

import openpyxl

from benchmarks.measuring import Works


def works() -> Works:
    """Write cells as a workbook."""
    return {"write": write}


def write(cells: list[list[str]]) -> bytes:
    """Return the bytes of a workbook."""
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Cells")
    for row in cells:
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
