"""The decorator of a value whose fields have their types checked: the domain is never checked, types always are."""

from __future__ import annotations

import contextlib
import datetime as dt
import enum
import functools
import re
import types
from collections.abc import Callable, Generator, Iterator, Mapping
from contextvars import ContextVar
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar, Union, cast, get_args, get_origin

import attrs

from empact.arguments import with_article, write_date, wrong_type
from empact.reprs import cut_repr, format_value
from empact.values import value

if TYPE_CHECKING:
    from attrs import frozen as checked_value
else:

    def checked_value(cls: type | None = None, *, kw_only: bool = False) -> object:
        """Make a class a value that checks the types of its fields, and then runs its own ``__attrs_post_init__``.

        For type checkers this is :func:`attrs.frozen`.

        Args:
            cls: The class; None if the decorator is called with arguments.
            kw_only: Whether the fields are keyword arguments only.
        """
        if cls is None:
            return lambda cls: checked_value(cls, kw_only=kw_only)
        cls.__attrs_post_init__ = _checked_first(vars(cls).get("__attrs_post_init__"))
        return value(cls, kw_only=kw_only)

    def _checked_first(post_init: Callable[[Any], None] | None) -> Callable[[Any], None]:
        """Return what runs when a value is built: the check of its types, then what the class does itself."""
        if post_init is None:
            return check_fields

        def check_and_run(self: object) -> None:
            check_fields(self)
            post_init(self)

        return check_and_run


__all__ = ["check_fields", "checked_value", "types_checked"]

_UNIONS = (Union, types.UnionType)
_CHECKED: ContextVar[bool] = ContextVar("empact_types_checked", default=False)


@contextlib.contextmanager
def types_checked() -> Generator[None]:
    """Build values without a check, in this thread and until the end of the block: the types are known to be right."""
    token = _CHECKED.set(True)
    try:
        yield
    finally:
        _CHECKED.reset(token)


def check_fields(self: object) -> None:
    """Check the type of every field of a value.

    A field at its default costs one comparison; annotations are resolved only when a class first gets another value.

    Raises:
        TypeError: A field has another type; the message says what to write.
    """
    if _CHECKED.get():
        return
    cls: Any = type(self)
    for name, default in _fields(cls):
        value: object = getattr(self, name)
        if value is default:
            continue
        type_ = _types(cls)[name]
        kind = type(value)
        items = type_.items if kind is tuple else None
        if kind in type_.exact or (
            items is not None and items.issuperset(map(type, cast("tuple[object, ...]", value)))
        ):
            continue
        _check(f"{cls.__name__}.{name}", type_.hint, value)


@value
class _Type:
    """The type of a field: its annotation, and the classes in it, and in its tuple, that are right at first sight.

    ``items`` is None if the field takes no tuple, or several kinds of tuples.
    """

    hint: Any
    exact: frozenset[type[Any]]
    items: frozenset[type[Any]] | None

    @classmethod
    def of(cls, hint: Any) -> _Type:
        tuples = [option for option in (hint, *_options(hint)) if get_origin(option) is tuple]
        items = frozenset(_classes(get_args(tuples[0])[0])) if len(tuples) == 1 else None
        return cls(hint, frozenset(_classes(hint)), items)


def _options(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in _UNIONS else ()


def _classes(hint: Any) -> list[type[Any]]:
    """Return the classes that an annotation allows, without those that have items."""
    return [option for option in (hint, *_options(hint)) if isinstance(option, type) and get_origin(option) is None]


@functools.cache
def _fields(cls: Any) -> tuple[tuple[str, object], ...]:
    return tuple((field.name, field.default) for field in attrs.fields(cls) if field.init)


@functools.cache
def _types(cls: Any) -> Mapping[str, _Type]:
    """Return the type of each field; in a cell, with the class of its items."""
    item = next((get_args(base)[0] for base in getattr(cls, "__orig_bases__", ()) if get_args(base)), Any)
    item = Any if isinstance(item, TypeVar) else item
    attrs.resolve_types(cls)
    return {field.name: _Type.of(_with_item(field.type, item)) for field in attrs.fields(cls) if field.init}


def _with_item(hint: Any, item: Any) -> Any:
    """Replace the type variable of a cell by the class of its items."""
    parameters = getattr(hint, "__parameters__", ())
    return hint[(item,) * len(parameters)] if parameters else hint


def _check(what: str, hint: Any, value: object) -> None:
    if _fits(hint, value):
        return
    for step, inner, item in _parts(hint, value):  # name the first item that is wrong
        _check(f"{what}[{step!r}]", inner, item)
    raise wrong_type(what, _called(hint), value, _write(hint, value))


def _parts(hint: Any, value: object) -> Iterator[tuple[object, Any, object]]:
    """Return the index or key, the type and the value of each item of a tuple or a mapping."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is tuple and isinstance(value, tuple):
        yield from ((index, inner[0], item) for index, item in enumerate(cast("tuple[object, ...]", value)))
    elif isinstance(origin, type) and issubclass(origin, Mapping) and isinstance(value, origin):
        yield from ((key, inner[1], item) for key, item in cast("Mapping[object, object]", value).items())


def _fits(hint: Any, value: object) -> bool:
    origin, inner = get_origin(hint), get_args(hint)
    if hint is Any:
        return True
    if origin is None:
        return isinstance(value, hint) and not (hint is dt.date and isinstance(value, dt.datetime))
    if origin in _UNIONS:
        return any(_fits(option, value) for option in inner)
    return isinstance(value, origin) and all(_fits(type_, item) for _, type_, item in _parts(hint, value))


_CALLED: Mapping[Any, str] = {
    str: "a text",
    int: "a whole number",
    bool: "True or False",
    dt.date: "a datetime.date",
    type(None): "None",
}


def _called(hint: Any) -> str:
    """Return a type in words: ``a Parties``, ``a tuple of texts``, ``a text or None``."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in _UNIONS:
        return " or ".join(map(_called, inner))
    if origin is tuple:
        return "a tuple of texts" if inner[0] is str else f"a tuple, each item {_called(inner[0])}"
    return _CALLED.get(hint) or with_article(getattr(origin or hint, "__name__", str(hint)))


def _write(hint: Any, value: object) -> str | None:
    """Return what to write instead of a value of the wrong type, where that can be known."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in _UNIONS:
        return next(filter(None, (_write(option, value) for option in inner)), None)
    if origin is not None:
        return _collected(origin, inner, value)
    return write_date(value) if hint is dt.date else _converted(hint, value)


def _collected(origin: type[Any], inner: tuple[Any, ...], value: object) -> str | None:
    """Return the collection of immutable values that a list, a dict or a single item is to be."""
    if origin is tuple and isinstance(value, (list, set)):
        return "a tuple: (..., ...)"
    if origin is tuple:
        return f"a tuple of one: ({format_value(value)},)" if _fits(inner[0], value) else None
    return f"{origin.__name__}({{...}})" if isinstance(value, dict) else None


def _converted(cls: type[Any], value: object) -> str | None:
    """Return the call that makes a value of a class out of a number or a text."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        written = {str: repr(str(value)), Decimal: f"Decimal({str(value)!r})"}
        return written.get(cls)
    if not isinstance(value, str):
        return None
    if issubclass(cls, enum.Enum):
        return next((f"{cls.__name__}.{member.name}" for member in cls if member.value == value), None)
    start = _FROM_TEXT.get(cls.__name__)
    return None if start is None else f"{start}{cut_repr(value)})"


_FROM_TEXT: Mapping[str, str] = {
    "Condition": "Condition(text=",
    "PartyItem": "empact.grammar.parse_party(",
    "Prose": "Prose(text=",
    **{name: f"empact.parse_{name.lower()}(" for name in ("Kpis", "Links", "Parties", "Targets", "Timing")},
    **{
        name: f"empact.grammar.parse_{re.sub(r'(?<!^)(?=[A-Z])', '_', name).lower()}("
        for name in (
            *("Anchor", "Dates", "DocumentNumber", "DocumentNumbers", "Kpi", "Link"),
            *("Ref", "Route", "SubjectCode", "SubjectCodes", "Target"),
        )
    },
}
"""How to make a value of a class out of a text. The model names the functions that parse; it cannot call them."""
