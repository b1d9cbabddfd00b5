"""The cells of a text that a spreadsheet has saved (RFC 4180), each with the place where it begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)("?)')
_BREAK = re.compile(r"\r\n?|\n")
_FORMULA = re.compile(r"'(?=[=+\-@\t\r])")


class Cell(NamedTuple):
    """What stands in a cell, and the offset of its first character; ``fault`` says what is wrong with its quotes."""

    text: str
    at: int
    fault: str | None = None

    @property
    def words(self) -> str:
        """The text without blanks around it, and without the apostrophe that keeps a spreadsheet from computing it."""
        return _FORMULA.sub("", self.text.strip(), count=1) if self.text.startswith("'") else self.text.strip()


def rows(text: str, separator: str) -> Iterator[list[Cell]]:
    """The rows of a text; a quoted cell may hold separators and line breaks."""
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
    """The cell that begins at an offset, and the offset behind it."""
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
        fault = "Words stand behind the closing quotes of this cell."
    return Cell(quoted[1].replace('""', '"'), at, fault), end
