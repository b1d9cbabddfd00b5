"""Checks of arguments: a wrong type is one TypeError that says what was given, what is wanted and what to write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from empact.reprs import cut_repr, format_value


def wrong_type(what: str, wanted: str, given: object, write: str | None = None) -> TypeError:
    """Return the TypeError for an argument: ``what`` it is, what is ``wanted``, and what to ``write`` instead."""
    hint = "" if write is None else f" Write {write}."
    verb = "" if what.endswith((" are", " takes")) else " is"
    return TypeError(f"{what}{verb} {wanted}, and not {format_given(given)}.{hint}")


def format_given(value: object) -> str:
    """Return an argument in words: ``the text '2.2'``, ``the float 2.2``, ``None``, ``a Plan``."""
    if value is None:
        return "None"
    if isinstance(value, str):
        return f"the text {cut_repr(value)}"
    if isinstance(value, type):
        return f"the class {value.__name__}"
    name = type(value).__name__
    if isinstance(value, (int, float)) or name == "Decimal":
        return f"the {name} {format_value(value)}"
    return with_article(name)


def with_article(name: str) -> str:
    """Return the name of a class with its article: ``a Plan``, ``an Action``, ``an Unparsed``, ``a Unit``."""
    return f"{'an' if name[:1] in 'AEIOaeio' or name.startswith(('Unp', 'Up')) else 'a'} {name}"


def check_text(what: str, value: object) -> None:
    """Raise a TypeError if an argument, such as "the number of an action", is not a text."""
    if not isinstance(value, str):
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        raise wrong_type(what, "a text", value, repr(str(value)) if number else None)


def check_date(what: str, value: object, *, required: bool = False) -> None:
    """Raise a TypeError if an argument is neither a date nor None; a datetime, which has a time, is not a date.

    With ``required``, None is an error too.
    """
    if (value is None and not required) or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
        return
    raise wrong_type(what, "a datetime.date", value, write_date(value))


def check_type(
    what: str,
    wanted: str,
    cls: type[Any] | tuple[type[Any], ...],
    value: object,
    write: Callable[[Any], str | None] | None = None,
) -> None:
    """Raise a TypeError if an argument is not of a class; ``write`` returns what to write instead of it."""
    if not isinstance(value, cls):
        raise wrong_type(what, wanted, value, None if write is None else write(value))


def write_date(value: object) -> str | None:
    """Return how to write a text or a datetime as a date, if it contains one."""
    try:
        day = dt.date.fromisoformat(value[:10]) if isinstance(value, str) else value
    except ValueError:
        return None
    return f"datetime.date({day.year}, {day.month}, {day.day})" if isinstance(day, dt.date) else None
