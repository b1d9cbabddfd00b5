"""Short representations: what a REPL, a log or a failing test shows of a value, always under 200 characters.

Here are also the table that a notebook shows, and the escape of characters that command a terminal.
The decorator ``value`` (:mod:`empact.values`) gives it to a class; one with another equality sets
``__repr__ = short_repr`` in its body.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any, cast

import attrs

BEYOND_ASCII = "\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""The control characters above ASCII and those that change the direction of writing, as a range of a pattern."""
_COMMANDS = re.compile(f"[\x00-\x08\x0b-\x1f{BEYOND_ASCII}]")
"""These, and the control characters of ASCII except tab and line feed."""
_MOST = 170
"""The most characters between the parentheses, so that the name of the class fits in as well."""
_VALUE = 60
"""The most characters of one value."""
_SHOWN = 3
"""A longer collection is only counted."""
_CUT = "..."
_ROWS, _TEXT = 50, 150
"""The most rows of a table in a notebook, and the most characters of a text in it."""


def short_repr(self: object) -> str:
    """Return the class of an attrs value and the fields that are not at their default, as far as they fit."""
    cls: type[Any] = type(self)
    parts = (
        f"{field.alias}={format_value(value)}"
        for field in attrs.fields(cls)
        if field.repr and field.init and (value := getattr(self, field.name)) != _default(field, self)
    )
    return call_repr(self, parts)


def call_repr(value: object, parts: Iterable[str], brackets: str = "") -> str:
    """Format a value as a call of its class with these arguments, in ``brackets`` where there are any.

    The arguments that do not fit are replaced by ``...``.
    """
    shown: list[str] = []
    room = _MOST
    for part in parts:
        room -= len(part) + 2
        if room < 0:
            shown.append(_CUT)
            break
        shown.append(part)
    return f"{type(value).__name__}({brackets[:1]}{', '.join(shown)}{brackets[1:]})"


def format_value(value: object) -> str:
    """Format a value in at most 60 characters: a long text is cut, a long collection counted."""
    if type(value) is dt.date:
        return value.isoformat()
    if isinstance(value, str):
        return cut_repr(value)
    cls: type[Any] = type(value)
    if attrs.has(cls) or not isinstance(value, Collection):
        return _cut(_repr(value))
    return _collection(cast("Collection[object]", value))


def printable(text: str) -> str:
    r"""Replace each character that commands a terminal by its escape, such as ``\x1b``."""
    return _COMMANDS.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def html_table(caption: Iterable[str], columns: Iterable[str], rows: Sequence[Iterable[str]]) -> str:
    """Return a small HTML table for a notebook, with everything escaped; ``caption`` has a line for each text.

    A long text is cut, and only the first 50 rows are shown; the last row says how many follow.
    """
    lines = "<br>".join(_html(line) for line in caption)
    head = "".join(f"<th>{_html(column)}</th>" for column in columns)
    body = "".join(f"<tr>{''.join(f'<td>{_html(text)}</td>' for text in row)}</tr>" for row in rows[:_ROWS])
    more = f'<tr><td colspan="99">{len(rows) - _ROWS} more</td></tr>' if len(rows) > _ROWS else ""
    return f"<table><caption>{lines}</caption><thead><tr>{head}</tr></thead><tbody>{body}{more}</tbody></table>"


def _html(text: str) -> str:
    import html

    words = " ".join(printable(text).split())
    return html.escape(words if len(words) <= _TEXT else words[: _TEXT - len(_CUT)] + _CUT)


def cut_repr(text: str, most: int = _VALUE) -> str:
    """Return the repr of a text, cut to a number of characters."""
    return _cut(repr(str(text[:most])) + ("" if len(text) <= most else _CUT), most)


def _collection(values: Collection[object]) -> str:
    if not values:
        return _cut(_repr(values))
    if len(values) <= _SHOWN and isinstance(values, tuple):
        items = ", ".join(map(format_value, values))
        if len(items) < _VALUE - 2:
            return f"({items},)" if len(values) == 1 else f"({items})"
    return count_repr(values)


def count_repr(values: Collection[object]) -> str:
    """Return how many items a collection has: ``<7 items>``."""
    return f"<{len(values)} item{'' if len(values) == 1 else 's'}>"


def _repr(value: object) -> str:
    try:
        return repr(value)
    except Exception:  # noqa: BLE001 - the value of a plugin's class may raise anything
        return f"<{type(value).__name__}>"


def _cut(text: str, most: int = _VALUE) -> str:
    if len(text) <= most:
        return text
    end = _CUT + text[-1] if text[-1] in ")'\"" else _CUT
    return text[: most - len(end)] + end


def _default(field: attrs.Attribute[Any], value: object) -> object:
    factory: Any = field.default
    if isinstance(factory, attrs.Factory):  # type: ignore[arg-type]
        return factory.factory(value) if factory.takes_self else factory.factory()
    return factory
