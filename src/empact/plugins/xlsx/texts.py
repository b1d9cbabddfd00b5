"""Makes texts fit a workbook: no character that XML forbids, no name that Excel refuses, no cell that is too long."""

from __future__ import annotations

import re
from collections.abc import Iterable

from empact.hooks import printable

CELL = 32_767
"""The most characters of a cell or a note, in code units of UTF-16, as Excel counts them."""
NAME = 31
"""The most characters of the name of a sheet."""
_FORBIDDEN = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Lone surrogates and characters that no XML or no Excel may contain."""
_IN_NAMES = re.compile(r"[\[\]:*?/\\\s]+")
_RESERVED = "history"
"""The name, in lower case, that Excel keeps for itself."""


def harmless(text: str) -> str:
    r"""Replace each control character, and each that a workbook cannot have, by its escape, such as ``\x1b``."""
    return _FORBIDDEN.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), printable(text))


def line(text: str) -> str:
    """Return a text as one line, for a title."""
    return harmless(" ".join(text.split()))


def units(text: str) -> int:
    """Return the length of a text in code units of UTF-16."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int) -> tuple[str, str]:
    """Split a text in two: the beginning, which has at most ``most`` code units, and the rest."""
    at = most if text.isascii() else len(text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore"))
    return text[:at], text[at:]


def pieces(text: str, most: int = CELL) -> list[str]:
    """Return a text in pieces of at most ``most`` code units; an empty text is one piece."""
    starts: list[str] = []
    while units(text) > most:
        start, text = cut(text, most)
        starts.append(start)
    return [*starts, text]


def shortened(text: str, most: int) -> str:
    """Return a text, or its beginning with an ellipsis if it has more than ``most`` code units."""
    return text if units(text) <= most else f"{cut(text, most - 3)[0]}..."


def sheet_names(titles: Iterable[str]) -> list[str]:
    """Return a name for each sheet that Excel allows, unique whatever the case of its letters, from the titles."""
    used = {_RESERVED}
    names: list[str] = []
    for title in titles:
        plain = _IN_NAMES.sub(" ", harmless(title)).strip("' ") or "Sheet"
        name, number = _fitted(plain, ""), 1
        while name.casefold() in used:
            number += 1
            name = _fitted(plain, f" ({number})")
        used.add(name.casefold())
        names.append(name)
    return names


def _fitted(text: str, suffix: str) -> str:
    """Return a name with a suffix; of a long one, the words that fit, if they are more than half of it."""
    start, rest = cut(text, NAME - len(suffix))
    words = start.rpartition(" ")[0] if rest and not rest.startswith(" ") else start
    return (words if len(words) > NAME // 2 else start).strip("' ") + suffix


def reference(sheet: str, row: int, column: str = "A") -> str:
    """Return the reference to a cell of a sheet: ``'Actions by date'!A5``."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{column}{row}"


def column_letters(column: int) -> str:
    """Return the letters of a column: A, B, ... Z, AA."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
