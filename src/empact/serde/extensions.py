"""Which classes a file can hold as the data of an extension: those whose fields have a spelling in YAML and JSON."""

from __future__ import annotations

import datetime as dt
import enum
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import attrs

from empact.model import Extension, FrozenMap, Prose
from empact.serde.cells import NOTATIONS

_SCALARS = frozenset({str, int, bool, float, Decimal, dt.date})
_INSTEAD: dict[Any, str] = {list: "tuple[X, ...]", set: "tuple[X, ...]", dict: "FrozenMap[str, X]"}


def check_extension(extension: Extension[Any]) -> None:
    """Refuse an extension whose data no file can hold.

    Raises:
        TypeError: A field has a type without a spelling; the message says which, and what to write instead.
    """
    _check_class(extension.cls, ())


def _check_class(cls: type[Any], outer: tuple[type[Any], ...]) -> None:
    if cls in outer:
        message = f"the class {cls.__name__} holds itself, and a file has no end to write for it"
        raise TypeError(message)
    attrs.resolve_types(cls)
    for field in attrs.fields(cls):
        if field.init:
            if field.alias != field.name:
                message = f"the field {cls.__name__}.{field.name} is private; a key of a file has a public name"
                raise TypeError(message)
            _check_type(field.type, f"{cls.__name__}.{field.name}", (*outer, cls))


def _check_type(type_: Any, where: str, outer: tuple[type[Any], ...]) -> None:
    origin, arguments = get_origin(type_), get_args(type_)
    if origin in {Union, UnionType}:
        inner = [one for one in arguments if one is not NoneType]
        if len(inner) == 1:
            _check_type(inner[0], where, outer)
            return
    elif (origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis) or (  # noqa: PLR2004
        origin is FrozenMap and arguments[0] is str
    ):
        _check_type(arguments[origin is FrozenMap], where, outer)
        return
    elif isinstance(type_, type) and origin is None:
        cls: type[Any] = type_
        if cls in _SCALARS or cls in NOTATIONS or cls is Prose or issubclass(cls, enum.Enum):
            return
        if attrs.has(cls):
            _check_class(cls, outer)
            return
    instead = _INSTEAD.get(origin or type_, "one type, with or without None")
    message = f"the field {where} has the type {_named(type_)}, which no file can hold; write {instead}"
    raise TypeError(message)


def _named(type_: Any) -> str:
    return type_.__name__ if isinstance(type_, type) and get_origin(type_) is None else str(type_)
