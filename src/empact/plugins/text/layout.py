"""Lays out text in columns of a terminal: the width of characters, bars in blocks or ASCII, and the values of cells."""

from __future__ import annotations

import re
import unicodedata

import attrs

from empact.documents import Hyperlink, TableCell, Value, Words
from empact.hooks import printable

_NO_COLUMN = frozenset({"Mn", "Me", "Cf"})


def columns(text: str) -> int:
    """Return the number of columns that a line takes."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in _NO_COLUMN:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def padded(text: str, size: int, *, right: bool = False) -> str:
    """Return a text with spaces behind it, or before it, so that it takes ``size`` columns."""
    space = " " * (size - columns(text))
    return f"{space}{text}" if right else f"{text}{space}"


def wrapped(text: str, size: int, start: int = 0, indent: int = 0) -> list[str]:
    """Return a text as lines that fit into ``size`` columns; a word is never cut, and line breaks are kept.

    Args:
        text: The text.
        size: The columns of a line.
        start: The columns before the first line that are taken.
        indent: The columns before each other line that are taken.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, used = "", 0
        for word in filter(None, paragraph.split(" ")):
            more = columns(word)
            room = size - (indent if lines else start)
            if line and used + 1 + more > room:
                lines.append(line)
                line, used = word, more
            else:
                line, used = (f"{line} {word}", used + 1 + more) if line else (word, more)
        if line:
            lines.append(line)
    return lines


_COUNT = re.compile(r"(\d*)(?:\+(\d+))?")


@attrs.frozen
class Signs:
    """The characters of bars and levels, and between values."""

    certain: str
    """The character for a part of a bar that is certain."""
    possible: str
    """The character for a part of a bar that is only possible."""
    levels: str
    """The characters for levels, from low to high."""
    between: str
    """What stands between short values on one line."""

    @classmethod
    def of_terminal(cls, *, blocks: bool) -> Signs:
        """Return block characters, or ASCII."""
        return cls("█", "░", "▁▂▃▄▅▆▇█", " · ") if blocks else cls("#", "?", ".:-=+*%#", " | ")

    def level(self, text: str, largest: int) -> str:
        """Return the character for a count such as ``2+1``: the highest for ``largest``, an empty text for none."""
        number = sum(count(text))
        return self.levels[(number * len(self.levels) - 1) // largest] if number else ""

    def bar(self, text: str, largest: int, columns: int) -> str:
        """Draw a count such as ``2+1`` as a bar, up to ``columns`` columns long; one above 0 has at least one."""
        certain, possible = count(text)
        size = max(1, round((certain + possible) * columns / largest)) if certain + possible else 0
        drawn = round(certain * columns / largest) if possible else size
        return self.certain * min(drawn, size) + self.possible * (size - min(drawn, size))


def count(text: str) -> tuple[int, int]:
    """Return the certain and the possible part of a count such as ``2+1``; of another text, nothing."""
    match = _COUNT.fullmatch(text)
    return (0, 0) if match is None else (int(match[1] or 0), int(match[2] or 0))


_BLANK = "\0" * 6
"""The space for an answer, as a word that is not wrapped: the text of a document has no control characters."""
_LISTED = 6
"""The items of a list that a terminal shows, if there are at least two more."""


def clean(text: str) -> str:
    """Escape control characters; a tab becomes a space."""
    return printable(text).replace("\t", " ")


def one_line(text: str) -> str:
    """Return a text in one line, with control characters as escapes."""
    return " ".join(printable(text).split())


def format_cell(cell: TableCell, cut: Words | None = None) -> str:
    """Format a cell; one to fill in has brackets, and the allowed answers behind them.

    Args:
        cell: The cell.
        cut: The language in which a long list ends with the number of the items left out; None leaves out none.
    """
    value = cell.value
    if cut is not None and isinstance(value, tuple) and len(value) > _LISTED + 1:
        more = cut("{items} and {number} more", items=format_value(value[:_LISTED]), number=len(value) - _LISTED)
        return clean(more)
    text = clean(format_value(value))
    if cell.fill_in is None:
        return text
    options = f" ({', '.join(map(one_line, cell.fill_in.options))})" if cell.fill_in.options else ""
    return f"[{text or _BLANK}]{options}"


def format_value(value: Value) -> str:
    """Format the value of a cell or of a property; an empty one is an empty text."""
    if isinstance(value, tuple):
        from empact.documents import is_code_list  # a command that prints no list needs no parts of cells

        return (", " if is_code_list(value) else "; ").join(map(format_value, value))
    if isinstance(value, Hyperlink):
        return value.plain
    return "" if value is None else str(value)
