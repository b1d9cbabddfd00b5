"""Check the class of an extension: each field needs a type that YAML and JSON files can hold."""

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
    """Check that a file can hold the data of an extension.

    Raises:
        TypeError: A field has a type that files cannot hold. The message names the field and a type that works.
    """
    _check_class(extension.cls, ())


def _check_class(cls: type[Any], outer: tuple[type[Any], ...]) -> None:
    if cls in outer:
        message = f"the class {cls.__name__} contains itself, so a file of it would never end"
        raise TypeError(message)
    attrs.resolve_types(cls)
    for field in attrs.fields(cls):
        if field.init:
            if field.alias != field.name:
                message = f"the field {cls.__name__}.{field.name} is private, but a key of a file needs a public name"
                raise TypeError(message)
            _check_type(field.type, f"{cls.__name__}.{field.name}", (*outer, cls))


def _check_type(type_: Any, where: str, outer: tuple[type[Any], ...]) -> None:
    origin, arguments = get_origin(type_), get_args(type_)
    if origin in {Union, UnionType}:
        inner = [argument for argument in arguments if argument is not NoneType]
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
    message = f"the field {where} has the type {_format_type(type_)}, which a file cannot hold; write {instead}"
    raise TypeError(message)


def _format_type(type_: Any) -> str:
    return type_.__name__ if isinstance(type_, type) and get_origin(type_) is None else str(type_)
