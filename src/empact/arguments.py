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
        raise wrong_type(what, "a text", value, _write_text(value))


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


def type_of(
    wanted: str, *classes: type[Any], write: Callable[[Any], str | None] | None = None
) -> Callable[[Any, Any, Any], None]:
    """Return a validator for a field of an attrs class: the value is of one of these classes."""

    def check(instance: object, attribute: Any, value: object) -> None:
        if not isinstance(value, classes):
            hint = None if write is None else write(value)
            raise wrong_type(f"{type(instance).__name__}.{attribute.name}", wanted, value, hint)

    return check


def one_of(*words: str) -> Any:
    """Return a validator for a field of an attrs class: the value is one of these words."""
    wanted = " or ".join(filter(None, (", ".join(map(repr, words[:-1])), repr(words[-1]))))

    def check(instance: object, attribute: Any, value: object) -> None:
        if not isinstance(value, str) or value not in words:
            problem = wrong_type(f"{type(instance).__name__}.{attribute.name}", wanted, value)
            raise ValueError(*problem.args) if isinstance(value, str) else problem

    return check


def _write_text(value: object) -> str | None:
    """Return how to write a number as a text."""
    return repr(str(value)) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


check_text_field = type_of("a text", str, write=_write_text)
check_optional_text_field = type_of("a text or None", str, type(None), write=_write_text)


def _write_code(value: object) -> str | None:
    """Return how to write a function as the text of a descriptor: ``'package.module:function'``."""
    module, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    known = isinstance(module, str) and isinstance(name, str) and name.isidentifier()
    return f"'{module}:{name}'" if known else None


check_code = type_of("a text such as 'package.module:function'", str, write=_write_code)


def check_suffix(what: str, suffix: object) -> None:
    """Raise an error if the suffix of a file is not a text that starts with a dot."""
    check_text(what, suffix)
    if not str(suffix).startswith("."):
        hint = f".{suffix}" if suffix else ".csv"
        message = f"{what} is a text that starts with a dot, and not {suffix!r}. Write {hint!r}."
        raise ValueError(message)


def as_items(what: str, wanted: str, values: Any) -> tuple[Any, ...]:
    """Return several values as a tuple; raise a TypeError for a text, which is one value, and for what is no list."""
    if not isinstance(values, (str, bytes)) and hasattr(values, "__iter__"):
        return tuple(values)
    hint = f"({cut_repr(values)},)" if isinstance(values, str) else "a tuple: (..., ...)"
    raise wrong_type(what, wanted, values, hint)


def write_date(value: object) -> str | None:
    """Return how to write a text or a datetime as a date, if it contains one."""
    try:
        day = dt.date.fromisoformat(value[:10]) if isinstance(value, str) else value
    except ValueError:
        return None
    return f"datetime.date({day.year}, {day.month}, {day.day})" if isinstance(day, dt.date) else None
