"""Split the text of a CSV file (RFC 4180) into cells, each with the offset where it starts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)("?)')
_BREAK = re.compile(r"\r\n?|\n")
_FORMULA = re.compile(r"'(?=[=+\-@\t\r])")


class Cell(NamedTuple):
    """The text of a cell and the offset of its first character. ``fault`` is a message if its quotes are wrong."""

    text: str
    at: int
    fault: str | None = None

    @property
    def words(self) -> str:
        """The text without surrounding whitespace, and without the apostrophe that protects a text like "=1+1"."""
        return _FORMULA.sub("", self.text.strip(), count=1) if self.text.startswith("'") else self.text.strip()


def rows(text: str, separator: str) -> Iterator[list[Cell]]:
    """Yield the rows of a text. A quoted cell can contain separators and line breaks."""
    bare = re.compile(rf"[^{separator}\r\n]*")
    at, row = 0, list[Cell]()
    while at < len(text):
        cell, at = _cell(text, at, bare)
        row.append(cell)
        if text.startswith(separator, at):
            at += len(separator)
            if at < len(text):
                continue
            row.append(Cell("", at))
        yield row
        row = []
        ended = _BREAK.match(text, at)
        at = ended.end() if ended else at


def _cell(text: str, at: int, bare: re.Pattern[str]) -> tuple[Cell, int]:
    """Return the cell that starts at an offset, and the offset after it."""
    quoted = _QUOTED.match(text, at)
    start = quoted.end() if quoted else at
    rest = bare.match(text, start)
    end = rest.end() if rest else start
    if quoted is None:
        return Cell(text[start:end], at), end
    fault = None
    if not quoted[2]:
        fault = "The quotes of this cell are not closed."
    elif text[start:end].strip():
        fault = "This cell has text after its closing quotes."
    return Cell(quoted[1].replace('""', '"'), at, fault), end
