"""Lays out text in columns of a terminal, where a wide character takes two and a combining one none."""

from __future__ import annotations

import unicodedata

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
