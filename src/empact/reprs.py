"""Short representations: what a REPL, a log or a failing test shows of a value, always under 200 characters.

One that looks like a call makes the value if it is typed. A value of which something is left out or cut stands in angle
brackets, as in ``<Plan id='C-2012' actions=<16 items>>``.

Here is also the escape of characters that command a terminal. The decorator ``value``
(:mod:`empact.values`) gives a class its representation; one with another equality sets ``__repr__ = short_repr``.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Collection, Iterable
from typing import Any, cast

import attrs

BEYOND_ASCII = "\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
"""The characters above ASCII that control a terminal or change the direction of writing, and those that are none: half
a character, which no encoding can write, and two that XML forbids. As a range of a pattern.
"""
_COMMANDS = f"[\x00-\x08\x0b-\x1f{BEYOND_ASCII}]"
"""These, and the control characters of ASCII except tab and line feed."""
_MOST = 170
"""The most characters between the parentheses, so that the name of the class fits in as well."""
_VALUE = 60
"""The most characters of one value."""
_SHOWN = 3
"""A longer collection is only counted."""
_CUT = "..."


def short_repr(self: object) -> str:
    """Return the class of an attrs value and the fields that are not at their default, as far as they fit."""
    cls: type[Any] = type(self)
    parts: list[str] = []
    whole = True
    for field in attrs.fields(cls):
        if field.init and (value := getattr(self, field.name)) != _default(field, self):
            text, makes_it = format_whole(value) if field.repr else ("", False)
            whole = whole and makes_it
            if text:
                parts.append(f"{field.alias}={text}")
    return call_repr(self, parts, whole=whole)


def call_repr(value: object, parts: Iterable[str], brackets: str = "", *, whole: bool = False) -> str:
    """Format a value with its parts: as a call of its class, if they are the whole of it and fit.

    Args:
        value: The value.
        parts: The parts. Those that do not fit are replaced by ``...``.
        brackets: The brackets around the parts, if there are any.
        whole: Whether the parts are the arguments that make the value.
    """
    shown: list[str] = []
    room = _MOST
    for part in parts:
        room -= len(part) + 2
        if room < 0:
            shown.append(_CUT)
            whole = False
            break
        shown.append(part)
    words = f"{brackets[:1]}{(', ' if whole or brackets else ' ').join(shown)}{brackets[1:]}"
    name = type(value).__name__
    return f"{name}({words})" if whole else f"<{f'{name} {words}'.rstrip()}>"


def format_value(value: object) -> str:
    """Format a value in at most 60 characters: a long text is cut, a long collection counted."""
    return format_whole(value)[0]


def format_whole(value: object) -> tuple[str, bool]:
    """Format a value as :func:`format_value` does, and return whether the text makes the value if it is typed."""
    if type(value) is dt.date:
        return value.isoformat(), False
    if isinstance(value, enum.Enum):
        return f"{type(value).__name__}.{value.name}", True
    if isinstance(value, str):
        text = cut_repr(value)
        return text, text == repr(str(value[:_VALUE]))
    cls: type[Any] = type(value)
    if attrs.has(cls) or not isinstance(value, Collection):
        return _whole_repr(value)
    several = cast("Collection[object]", value)
    if not several:
        return _whole_repr(several)
    return _items(several) if isinstance(several, tuple) else (count_repr(several), False)


def printable(text: str) -> str:
    r"""Replace each character that commands a terminal, or that no file can have, by its escape, such as ``\x1b``."""
    if text.isprintable():  # it has no control character at all
        return text
    return re.sub(_COMMANDS, lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def cut_repr(text: str, most: int = _VALUE) -> str:
    """Return the repr of a text, cut to a number of characters."""
    return _cut(repr(str(text[:most])) + ("" if len(text) <= most else _CUT), most)


def _whole_repr(value: object) -> tuple[str, bool]:
    text = _repr(value)
    return _cut(text), len(text) <= _VALUE and not text.startswith("<")


def _items(values: tuple[object, ...]) -> tuple[str, bool]:
    if len(values) <= _SHOWN:
        shown = [format_whole(value) for value in values]
        items = ", ".join(text for text, _ in shown)
        if len(items) < _VALUE - 2:
            return f"({items},)" if len(values) == 1 else f"({items})", all(whole for _, whole in shown)
    return count_repr(values), False


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
    end = _CUT + text[-1] if text[-1] in ">)'\"" else _CUT
    return text[: most - len(end)] + end


def _default(field: attrs.Attribute[Any], value: object) -> object:
    factory: Any = field.default
    if isinstance(factory, attrs.Factory):  # type: ignore[arg-type]
        return factory.factory(value) if factory.takes_self else factory.factory()
    return factory
