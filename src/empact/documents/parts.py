"""The parts of a cell, for formats that set notes, hyperlinks and emphasis apart from text, and what it leads to."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from empact.documents.values import CellNote, Column, Document, Hyperlink, Table, TableCell
from empact.model import Emphasis, EmphasisStyle
from empact.model.typed import checked_value


@checked_value
class StyledText:
    """A part of a text in one style or several, such as words that the source has in bold type."""

    text: str
    """The words."""
    styles: tuple[EmphasisStyle, ...]
    """Their styles, each once, in the order of ``EmphasisStyle``."""

    def __str__(self) -> str:
        return self.text


Part: TypeAlias = str | StyledText | Hyperlink | CellNote
"""A text, a text in a style, a hyperlink, or the place of a note."""


def cell_parts(cell: TableCell) -> tuple[tuple[Part, ...], ...]:
    """Return the items of a cell, each as its texts, with and without a style, hyperlinks and notes, in order.

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
            continue
        texts = marks.split(str(value)) if by_mark else [str(value)]
        if cell.emphasis and isinstance(value, str):
            items.append(tuple(_styled(texts, _styles(value, cell.emphasis), by_mark)))
        else:
            items.append(tuple(by_mark.get(text, text) for text in texts if text))
    placed = {part for item in items for part in item if isinstance(part, CellNote)}
    behind = tuple(note for note in dict.fromkeys(cell.notes) if note not in placed)
    if behind:
        items[-1:] = [(*(items[-1] if items else ()), *behind)]
    return tuple(items)


_Styles: TypeAlias = tuple[EmphasisStyle, ...]


def _styles(text: str, emphasis: Iterable[Emphasis]) -> list[_Styles]:
    """Return the styles of each character of a text."""
    styles: list[set[EmphasisStyle]] = [set() for _ in text]
    for part in emphasis:
        for start, end in part.spans(text):
            for at in range(start, end):
                styles[at].add(part.style)
    return [tuple(style for style in EmphasisStyle if style in own) for own in styles]


def _styled(texts: Iterable[str], styles: list[_Styles], by_mark: Mapping[str, CellNote]) -> Iterator[Part]:
    """Yield the texts and the notes of an item, each text cut where its style changes."""
    end = 0
    for text in texts:
        start, end = end, end + len(text)
        if text in by_mark:
            yield by_mark[text]
            continue
        for own, run in itertools.groupby(zip(text, styles[start:end], strict=True), key=lambda pair: pair[1]):
            words = "".join(letter for letter, _ in run)
            yield StyledText(words, own) if own else words


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
