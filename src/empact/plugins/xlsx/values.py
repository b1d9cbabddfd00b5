"""What a cell of a workbook holds: a text, a number or a date, and the address that it leads to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import attrs

from empact.documents import Hyperlink, Scalar, Value
from empact.plugins.xlsx.texts import harmless, units

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
    if isinstance(value, (int, float, Decimal)):
        return CellContent(float(value) if _is_kept(value) else str(value))
    if isinstance(value, dt.date):
        return CellContent(value if value >= _FIRST_DAY else str(value))
    items = value if isinstance(value, tuple) else (value,) if value is not None else ()
    targets = [_target(item, lead) for item in items]
    addresses = [target for target in targets if target is not None]
    if len(addresses) != 1:
        return CellContent("\n".join(harmless(_plain(item)) for item in items))
    texts = (_named(item) if target else _plain(item) for item, target in zip(items, targets, strict=True))
    return CellContent("\n".join(map(harmless, texts)), addresses[0])


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
