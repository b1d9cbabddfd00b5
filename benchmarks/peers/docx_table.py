"""python-docx: a table with plain cells."""

from __future__ import annotations

import io

import docx

from benchmarks.measuring import Works


def works() -> Works:
    """Write cells as a Word file, read the cells of one, and only open one."""
    return {"write": write, "cells": cells, "open": opened}


def opened(data: bytes) -> object:
    """Return a Word file as the library opens it."""
    return docx.Document(io.BytesIO(data))


def cells(data: bytes) -> list[str]:
    """Return what is in the tables of a Word file."""
    tables = docx.Document(io.BytesIO(data)).tables
    return [cell.text for table in tables for row in table.rows for cell in row.cells]


def write(rows: list[list[str]]) -> bytes:
    """Return the bytes of a Word file."""
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for line, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, texts, strict=True):  # `table.cell` takes the square of the time
            cell.text = text
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()
