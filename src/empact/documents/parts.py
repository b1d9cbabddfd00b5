"""The parts of a cell, for formats that set notes and hyperlinks apart from text, and what it leads to."""

from __future__ import annotations

import re
from typing import TypeAlias

from empact.documents.values import CellNote, Column, Document, Hyperlink, Table, TableCell

Part: TypeAlias = str | Hyperlink | CellNote
"""A text, a hyperlink, or the place of a note."""


def cell_parts(cell: TableCell) -> tuple[tuple[Part, ...], ...]:
    """Return the items of a cell, each as its texts, hyperlinks and notes, in order.

    A note replaces its mark, such as ``[^7]``, wherever the mark is in a text. Notes whose mark is in no text, or that
    have none, are behind the last item. A number or a date is a text.

    >>> cell_parts(TableCell("Train.[^7]", (CellNote("Only if asked.", "7"),)))
    (('Train.', CellNote(text='Only if asked.', mark='7')),)
    """
    values = cell.value if isinstance(cell.value, tuple) else () if cell.value is None else (cell.value,)
    by_mark = {f"[^{note.mark}]": note for note in reversed(cell.notes) if note.mark is not None}
    marks = re.compile(f"({'|'.join(map(re.escape, sorted(by_mark, key=len, reverse=True)))})")
    items: list[tuple[Part, ...]] = []
    for value in values:
        if isinstance(value, Hyperlink):
            items.append((value,))
        else:
            texts = marks.split(str(value)) if by_mark else [str(value)]
            items.append(tuple(by_mark.get(text, text) for text in texts if text))
    placed = {part for item in items for part in item if isinstance(part, CellNote)}
    behind = tuple(note for note in dict.fromkeys(cell.notes) if note not in placed)
    if behind:
        items[-1:] = [(*(items[-1] if items else ()), *behind)]
    return tuple(items)


class RowIndex:
    """The rows and sections of a document that the values of columns refer to, for formats that can lead to them."""

    def __init__(self, document: Document) -> None:
        self._sections = {section.key for section in document.sections}
        bodies = ((section.key, section.body) for section in document.sections)
        self._rows = {key: {row.key for row in body.rows} for key, body in bodies if isinstance(body, Table)}

    def find(self, column: Column, value: object) -> tuple[str, str | None] | None:
        """Return the keys of the section and of the row that a value of a column refers to; None if there is none.

        The key of the row is None where the value stands for a section.
        """
        if isinstance(value, str):
            for key in column.refers_to:
                if value in self._rows.get(key, ()):
                    return key, value
            section = column.sections.get(value)
            return None if section not in self._sections else (section, None)
        return None
