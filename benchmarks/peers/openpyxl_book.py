"""openpyxl: a sheet with plain cells."""

from __future__ import annotations

import io

import openpyxl

from benchmarks.measuring import Works


def works() -> Works:
    """Write cells as a workbook, and read the cells of one."""
    return {"write": write, "cells": cells}


def cells(data: bytes) -> list[object]:
    """Return what is in the cells of a workbook."""
    sheets = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    return [cell.value for sheet in sheets for row in sheet.iter_rows() for cell in row]


def write(rows: list[list[str]]) -> bytes:
    """Return the bytes of a workbook."""
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Cells")
    for row in rows:
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
