"""python-docx: a table with plain cells."""

from __future__ import annotations

import io

import docx

from benchmarks.measuring import Works


def works() -> Works:
    """Write cells as a Word file."""
    return {"write": write}


def write(cells: list[list[str]]) -> bytes:
    """Return the bytes of a Word file."""
    document = docx.Document()
    table = document.add_table(rows=len(cells), cols=len(cells[0]))
    for line, texts in zip(table.rows, cells, strict=True):
        for cell, text in zip(line.cells, texts, strict=True):  # `table.cell` takes the square of the time
            cell.text = text
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()
