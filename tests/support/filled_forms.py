"""Fill in a form as a person would: the answers beside their keys in a workbook, or in the controls of a Word file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.workbook import Workbook


def filled_workbook(data: bytes, answers: Mapping[str, object]) -> Workbook:
    """A workbook with answers to the left of their keys, which are written without the digest."""
    book, left = openpyxl.load_workbook(io.BytesIO(data)), dict(answers)
    sheets: list[Any] = list(book)
    for cell in (cell for sheet in sheets for row in sheet.iter_rows() for cell in row):
        key = str(cell.value).rpartition(" ")[0]
        if key in left:
            cell.offset(column=-1).value = left.pop(key)
    assert not left, left
    return book


def workbook_bytes(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


_CONTROL = (
    r'(<w:sdt><w:sdtPr>(?:(?!</w:sdt>).)*?<w:tag w:val="{key}(?: [0-9a-f ]+)?/{column}"/>(?:(?!</w:sdt>).)*?)'
    r"<w:showingPlcHdr/>((?:(?!</w:sdt>).)*?<w:sdtContent>)(?:(?!</w:sdt>).)*?(</w:sdtContent></w:sdt>)"
)


def filled_document(data: bytes, answers: Mapping[str, object], column: str = "answer") -> bytes:
    """A Word document with answers in the content controls of their keys, or of their rows."""
    parts = zipfile.ZipFile(io.BytesIO(data))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in parts.namelist():
            part = parts.read(name)
            if name == "word/document.xml":
                part = _answered(part.decode(), answers, column).encode()
            file.writestr(name, part)
    return made.getvalue()


def _answered(text: str, answers: Mapping[str, object], column: str) -> str:
    for key, answer in answers.items():
        pattern = re.compile(_CONTROL.format(key=re.escape(key), column=column), re.DOTALL)
        (found,) = pattern.finditer(text)
        content = f"<w:r><w:t>{escape(str(answer))}</w:t></w:r>"
        text = f"{text[: found.start()]}{found[1]}{found[2]}{content}{found[3]}{text[found.end() :]}"
    return text
