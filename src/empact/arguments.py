"""Checks of arguments: a wrong type is one TypeError that says what was given, what is wanted and what to write."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from empact.reprs import cut_repr, format_value

T = TypeVar("T")


def wrong_type(what: str, wanted: str, given: object, write: str | None = None) -> TypeError:
    """Return the TypeError for an argument: ``what`` it is, what is ``wanted``, and what to ``write`` instead."""
    hint = "" if write is None else f" Write {write}."
    verb = "" if what.endswith(" takes") else " must be"
    return TypeError(f"{what}{verb} {wanted}, not {format_given(given)}.{hint}")


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
        raise wrong_type(what, "a text", value, write_text(value))


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


def texts(what: str, wanted: str, values: Iterable[str]) -> tuple[str, ...]:
    """Return several texts as a tuple; raise a TypeError for a single text, and for a value that is not a text."""
    items = as_items(what, wanted, values)
    for item in items:
        if not isinstance(item, str):
            raise wrong_type(f"Each of {what}", "a text", item, write_text(item))
    return items


def objects(what: str, wanted: str, cls: type[T], values: Iterable[T]) -> tuple[T, ...]:
    """Return several values as a tuple; raise a TypeError if one of them is not of a class, or if they are a text."""
    items = as_items(what, wanted, values)
    for item in items:
        check_type(f"Each of {what}", with_article(cls.__name__), cls, item)
    return items


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


def write_text(value: object) -> str | None:
    """Return how to write a number as a text."""
    return repr(str(value)) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


check_any_text_field = type_of("a text", str, write=write_text)
check_optional_any_text_field = type_of("a text or None", str, type(None), write=write_text)
"""These also take half a character, which the name of a file can have: it is shown as its escape."""


def check_text_field(instance: object, attribute: Any, value: Any) -> None:
    """Check a field of an attrs class: a text that a file can have."""
    check_any_text_field(instance, attribute, value)
    _check_characters(instance, attribute, value)


def check_optional_text_field(instance: object, attribute: Any, value: Any) -> None:
    """Check a field of an attrs class: a text that a file can have, or None."""
    check_optional_any_text_field(instance, attribute, value)
    if value is not None:
        _check_characters(instance, attribute, value)


def _check_characters(instance: object, attribute: Any, text: str) -> None:
    half = half_character(text)
    if half is not None:
        message = f"{type(instance).__name__}.{attribute.name} has half a character ({half}), which no file can have."
        raise ValueError(message)


def half_character(text: str) -> str | None:
    """Return the first half of a character in a text, such as ``U+D800``, which no encoding can write; None if none."""
    if text.isascii():
        return None
    try:
        text.encode()
    except UnicodeEncodeError as problem:
        return f"U+{ord(text[problem.start]):04X}"
    return None


def check_name_field(instance: object, attribute: Any, value: Any) -> None:
    """Check the name of a descriptor: one word that can be typed and is not an option of a command."""
    check_text_field(instance, attribute, value)
    if not value.isprintable() or value.split() != [value] or value.startswith("-"):
        name = f"{type(instance).__name__}.{attribute.name}"
        message = f"{name} is {cut_repr(value)}. A name is one word without spaces that does not start with a hyphen."
        raise ValueError(message)


def _write_code(value: object) -> str | None:
    """Return how to write a function as the text of a descriptor: ``'package.module:function'``."""
    module, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    known = isinstance(module, str) and isinstance(name, str) and name.isidentifier()
    return f"'{module}:{name}'" if known else None


def code_of(what: str, write: Callable[[Any], str | None] | None = None) -> Callable[[Any, Any, Any], None]:
    """Return a validator for a field of an attrs class that names code, such as a function, to import on first use."""
    check_given = type_of(f"a text such as 'package.module:{what}'", str, write=write)

    def check(instance: object, attribute: Any, value: Any) -> None:
        check_given(instance, attribute, value)
        module, _, name = value.partition(":")
        if not name.isidentifier() or not all(part.isidentifier() for part in module.split(".")):
            field = f"{type(instance).__name__}.{attribute.name}"
            message = f"{field} is {cut_repr(value)}, which does not name code. Write 'package.module:{what}'."
            raise ValueError(message)

    return check


check_code = code_of("function", _write_code)


def check_suffix(what: str, suffix: object) -> None:
    """Raise an error if the suffix of a file is not a text that starts with a dot."""
    check_text(what, suffix)
    if not str(suffix).startswith("."):
        hint = f".{suffix}" if suffix else ".csv"
        message = f"{what} must be a text that starts with a dot, not {suffix!r}. Write {hint!r}."
        raise ValueError(message)
    rest = str(suffix)[1:]
    if not rest or not rest.isprintable() or rest.strip(".") != rest or set(rest) & set(' /\\:*?"<>|'):
        message = f"{what} is {cut_repr(str(suffix))}. After the dot comes the end of a file name, as in '.csv'."
        raise ValueError(message)


def as_items(what: str, wanted: str, values: Any) -> tuple[Any, ...]:
    """Return several values as a tuple; raise a TypeError for one text, and for what is not a list."""
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


def check_path(what: str, value: object) -> None:
    """Raise a TypeError if an argument is neither a path nor a text."""
    if not isinstance(value, (str, os.PathLike)):
        raise wrong_type(what, "a path, as a text or a Path", value)


def write_decimal(value: object) -> str | None:
    """Return how to write a number as a Decimal."""
    number = isinstance(value, (int, float, str)) and not isinstance(value, bool)
    return f"Decimal({str(value)!r})" if number else None
