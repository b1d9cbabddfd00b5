"""What a cell of a workbook holds: texts without what XML forbids and Excel refuses, numbers, dates and addresses."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from decimal import Decimal

import attrs

from empact.documents import Hyperlink, Scalar, Value, is_code_list
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
    if text.isprintable():  # it has none of them
        return text
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
    """Return a name for each sheet that Excel allows, unique regardless of case, from the titles."""
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


_FIRST_DAY = dt.date(1900, 3, 1)
"""The first day whose number is the same in all spreadsheets: Excel has a 29 February 1900."""
_DIGITS = 15
"""The digits of a number that a spreadsheet keeps."""
_LARGEST = 10**300
_ADDRESS = 2_079
"""The most characters of an address, and of the part of it behind #."""


@attrs.frozen
class CellContent:
    """The content of a cell."""

    value: str | float | dt.date
    """The value: a text, a number or a day."""
    target: str | None = None
    """The address or the cell that it leads to. None if it leads nowhere."""


def content(value: Value, lead: Callable[[Scalar], str | None]) -> CellContent:
    """Return what the cell of a value holds.

    A number that a spreadsheet would round, and a day that it has no number for, are texts. A cell can lead to one
    address only: of a list with several, each is written behind its text.

    Args:
        value: The value, which is not None.
        lead: Returns the cell that a value refers to, if any.
    """
    if isinstance(value, str):
        return CellContent(harmless(value), lead(value))
    if isinstance(value, (int, float, Decimal)):
        return CellContent(float(value) if _is_kept(value) else str(value))
    if isinstance(value, dt.date):
        return CellContent(value if value >= _FIRST_DAY else str(value))
    items = value if isinstance(value, tuple) else (value,) if value is not None else ()
    targets = [_target(item, lead) for item in items]
    addresses = [target for target in targets if target is not None]
    between = ", " if is_code_list(value) else "\n"
    if len(addresses) != 1:
        return CellContent(between.join(harmless(_plain(item)) for item in items))
    texts = (_named(item) if target else _plain(item) for item, target in zip(items, targets, strict=True))
    return CellContent(between.join(map(harmless, texts)), addresses[0])


def _is_kept(number: float | Decimal) -> bool:
    """Whether a spreadsheet keeps a number as it is; a float is a rounded number from the start."""
    if isinstance(number, float):
        return True
    exact = Decimal(number)
    digits = "".join(map(str, exact.as_tuple().digits)).strip("0")
    return len(digits) <= _DIGITS and (not exact or 1 / Decimal(_LARGEST) < abs(exact) < _LARGEST)


def _target(item: Scalar, lead: Callable[[Scalar], str | None]) -> str | None:
    if not isinstance(item, Hyperlink):
        return lead(item)
    address, _, part = item.url.partition("#")
    fits = units(address) <= _ADDRESS and units(part) <= _ADDRESS and harmless(item.url) == item.url
    return item.url if fits and item.is_web_or_mail else None


def _plain(item: Scalar) -> str:
    return item.plain if isinstance(item, Hyperlink) else str(item)


def _named(item: Scalar) -> str:
    """Return the text of a link; its address if it has none."""
    return (item.text if item.text.strip() else item.url) if isinstance(item, Hyperlink) else str(item)
