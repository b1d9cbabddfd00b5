"""The parts of a cell, for formats that set notes, hyperlinks and emphasis apart from text, and what it leads to.

Here alone stands whether a list is written in one line: codes and numbers are, sentences are not.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TypeAlias

from empact.documents.values import CellNote, Column, Document, Hyperlink, Scalar, Table, TableCell, Text, Value
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
BETWEEN_CODES = ", "
"""What stands between the items of a list of codes."""
_NOT_IN_CODES = (",", ";", ": ", "\n")
"""What no text has that stands in a list with commas: it has no comma itself, and is no title with its value."""
_LONGEST_CODE = 28
"""The most characters of a code: enough for two days, and for a checkpoint with its day."""
_MOST_WORDS = 2
"""The most words in small letters: ``participants``, ``national planning``; more of them are a phrase."""


def is_code_list(value: Value) -> bool:
    """Return whether a value is a list of codes, numbers or days, which every format writes in one line, with commas.

    A code is a short text without commas that does not end as a sentence does: ``HU``, ``SG 1``, ``B-2012:2.1``.

    >>> is_code_list(("HU", "All MS", "2.1")), is_code_list(("Train the officers.", "Visit the port."))
    (True, False)
    """
    return isinstance(value, tuple) and len(value) > 1 and all(map(_is_code, value))


def _is_code(item: Scalar) -> bool:
    if isinstance(item, str):
        is_short = bool(item.strip()) and len(item) <= _LONGEST_CODE
        is_sentence = item.startswith((" ", "-")) or item.endswith((".", ":"))
        is_phrase = sum(word.isalpha() and word.islower() for word in item.split()) > _MOST_WORDS
        return is_short and not (is_sentence or is_phrase) and not any(sign in item for sign in _NOT_IN_CODES)
    return isinstance(item, (int, float, Decimal, dt.date))


def cell_parts(cell: TableCell | Text) -> tuple[tuple[Part, ...], ...]:
    """Return the lines of a cell, or the paragraphs of a text, each as its parts in order.

    A part is a text, a text in a style, a hyperlink or the place of a note.
    A list of codes is one line, see :func:`is_code_list`; any other list has a line for each item. A note replaces its
    mark, such as ``[^7]``, wherever the mark is in a text. Notes whose mark is in no text, or that have none, are
    behind the last item. A number or a date is a text.

    >>> cell_parts(TableCell("Train.[^7]", (CellNote("Only if asked.", "7"),)))
    (('Train.', CellNote(text='Only if asked.', mark='7')),)
    >>> cell_parts(TableCell(("HU", "AT")))
    (('HU', ', ', 'AT'),)
    """
    if isinstance(cell, Text):
        return _items(cell.cell)
    items = _items(cell) if cell.notes or cell.emphasis else _plain_items(cell.value)
    if not is_code_list(cell.value):
        return items
    first, *others = items
    return (first + tuple(part for item in others for part in (BETWEEN_CODES, *item)),)


def _plain_items(value: Value) -> tuple[tuple[Part, ...], ...]:
    """Return the parts of each item of a value without notes and emphasis, as most cells have it."""
    if isinstance(value, str):
        return ((value,) if value else (),)
    if value is None:
        return ()
    if isinstance(value, tuple):
        return tuple(item for each in value for item in _plain_items(each))
    return ((value if isinstance(value, Hyperlink) else str(value),),)


def _items(cell: TableCell) -> tuple[tuple[Part, ...], ...]:
    """Return the parts of each item of a cell."""
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


def _styles(text: str, emphasis: Iterable[Emphasis]) -> bytearray:
    """Return the styles of each character of a text, one bit for each: a long text takes little more memory."""
    styles = bytearray(len(text))
    for part in emphasis:
        for start, end in part.spans(text):
            styles[start:end] = styles[start:end].translate(_with(part.style))
    return styles


@functools.cache
def _with(style: EmphasisStyle) -> bytes:
    """Return a table for ``translate``: all styles of a character, with this one added."""
    bit = 1 << tuple(EmphasisStyle).index(style)
    return bytes(own | bit for own in range(256))


def _styled(texts: Iterable[str], styles: bytearray, by_mark: Mapping[str, CellNote]) -> Iterator[Part]:
    """Yield the texts and the notes of an item, each text cut where its style changes."""
    end = 0
    for text in texts:
        start, end = end, end + len(text)
        if text in by_mark:
            yield by_mark[text]
            continue
        at = 0
        for bits, run in itertools.groupby(styles[start:end]):
            begin, at = at, at + sum(1 for _ in run)
            own = tuple(style for index, style in enumerate(EmphasisStyle) if bits >> index & 1)
            yield StyledText(text[begin:at], own) if own else text[begin:at]


class RowIndex:
    """The rows and sections of a document that the values of columns refer to, for formats that can lead to them."""

    def __init__(self, document: Document) -> None:
        self._sections = {section.key for section in document.sections}
        bodies = ((section.key, section.body) for section in document.sections)
        self._rows = {key: {row.key for row in body.rows} for key, body in bodies if isinstance(body, Table)}

    def find(self, column: Column, value: object) -> tuple[str, str | None] | None:
        """Return the keys of the section and of the row that a value of a column refers to; None if there is none.

        The key of the row is None if the value stands for a section.
        """
        if isinstance(value, str):
            for key in column.refers_to:
                if value in self._rows.get(key, ()):
                    return key, value
            section = column.sections.get(value)
            return None if section not in self._sections else (section, None)
        return None
