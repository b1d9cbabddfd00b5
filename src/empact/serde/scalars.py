"""Convert single values of a raw tree to Python values, strictly: ``False`` is not a text, ``2.9`` not a whole number.

Only an unquoted YAML scalar (:class:`Plain`) may become a number, a bool or a date, and only where its field has that
type.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
import sys
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from empact.diagnostics import BAD_VALUE, did_you_mean
from empact.grammar.numbers import number_hint, parse_number
from empact.model import FrozenMap, KpiNumber
from empact.model.links import NUMBER, PLAN_NAME
from empact.model.measures import kpi_number
from empact.serde.structure_errors import StructureError, bad_value, format_value, wrong_type
from empact.syntax.raw import Plain, is_list, is_mapping

E = TypeVar("E", bound=enum.Enum)

_BOOLS = {"true": True, "false": False}
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INTEGER = re.compile(r"-?[1-9][0-9]{0,3999}|0")
_SHORT = 40
LONGEST: Mapping[str, int] = {"marking": 200, "source": 200}
"""The most characters of short texts, by their keys: a marking stands on every page, a source in every table."""


def to_str(value: object) -> str:
    """Return a text, or raise."""
    if isinstance(value, str):
        text = str(value)
        return sys.intern(text) if len(text) <= _SHORT else text
    raise wrong_type(value, "a text", "Put it in quotes." if isinstance(value, (int, float)) else None)


def to_number(value: object) -> str:
    """Return the number of an action, goal, section or note, or the id of a plan."""
    text = to_str(value)
    if not NUMBER.fullmatch(text):
        raise bad_value(text, "a number or id: one word without space, comma, colon, semicolon or slash")
    return text


def to_plan_name(value: object) -> str:
    """Return the id or the name of a plan in a reference."""
    text = to_str(value)
    if not PLAN_NAME.fullmatch(text):
        raise bad_value(text, "the id or the name of a plan: words without colon, semicolon and slash")
    return text


def to_words(value: object) -> str:
    """Return a text that is not blank."""
    text = to_str(value)
    if not text.strip():
        raise StructureError(BAD_VALUE, f"The text {text!r} has no words.")
    return text


def short(structure: Callable[[Any], Any], key: str) -> Callable[[Any], Any]:
    """Return a function that also refuses a text that is too long for its key."""
    most = LONGEST[key]

    def structure_short(value: Any) -> Any:
        if isinstance(value, str) and len(value) > most:
            message = f"The {key} has {len(value):,} characters; it can have {most}: {format_value(value)}."
            raise StructureError(BAD_VALUE, message, f"Shorten the {key}.")
        return structure(value)

    return structure_short


def to_int(value: object) -> int:
    """Return a whole number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, Plain) and _WHOLE.fullmatch(value):
        return int(value)
    quoted = isinstance(value, str) and not isinstance(value, Plain) and _WHOLE.fullmatch(value)
    raise wrong_type(value, "a whole number", "Remove the quotes." if quoted else None)


def to_decimal(value: object) -> Decimal:
    """Return a decimal number with its digits as written. Unlike other numbers, it may be in quotes.

    Spaces may group thousands: ``1 250``.
    """
    hint = None
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        number = parse_number(str(value))
        if number is not None:
            return number
        hint = number_hint(str(value))
    raise wrong_type(value, "a number", hint)


def to_float(value: object) -> float:
    """Return a decimal number as a float."""
    return float(to_decimal(value))


def to_kpi_number(value: object) -> KpiNumber:
    """Return the number of a KPI in its action, ``1``, or of one of its parts, ``1a``."""
    hint = "Write 1, or 1a for the first part of a KPI that names several things."
    if not isinstance(value, (str, int)) or isinstance(value, bool):
        raise wrong_type(value, "the number of a KPI", hint)
    try:
        return kpi_number(value)
    except ValueError:
        raise bad_value(value, "the number of a KPI", hint) from None


def to_bool(value: object) -> bool:
    """Return a bool, which is spelt ``true`` or ``false``."""
    if isinstance(value, bool):
        return value
    if isinstance(value, Plain) and value in _BOOLS:
        return _BOOLS[value]
    raise wrong_type(value, "true or false")


def to_date(value: object) -> dt.date:
    """Return a date, written YYYY-MM-DD."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass
    if isinstance(value, str):
        raise bad_value(value, "a date", "Write it as YYYY-MM-DD, such as 2012-12-31.")
    raise wrong_type(value, "a date")


def to_enum(value: object, cls: type[E]) -> E:
    """Return the member of an enumeration with this value."""
    if not isinstance(value, str):
        raise wrong_type(value, "a word")
    try:
        return cls(value)
    except ValueError:
        words = [str(member.value) for member in cls]
        close = did_you_mean(value, words)
        hint = f"Did you mean {close!r}?" if close else None
        raise bad_value(value, f"one of {', '.join(words)}", hint) from None


def to_extension(value: Any) -> Any:
    """Return data of a missing plugin as they are. An unquoted value gets a type only if it prints back the same."""
    if is_mapping(value):
        return FrozenMap({str(key): to_extension(inner) for key, inner in value.items()})
    if is_list(value):
        return tuple(to_extension(inner) for inner in value)
    return _typed(value) if isinstance(value, Plain) else value


def _typed(value: Plain) -> str | int | float | bool:
    if value in _BOOLS:
        return _BOOLS[value]
    if _INTEGER.fullmatch(value):
        return int(value)
    try:
        number = float(value)
    except ValueError:
        return str(value)
    return number if repr(number) == value and value.lstrip("-")[0].isdigit() else str(value)
