"""The columns of a table, from the fields of the class of its rows."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import re
from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from empact.docstrings import field_docstrings
from empact.values import value

_TYPES: Mapping[Any, str] = {str: "text", bool: "true or false", int: "whole number", float: "number", dt.date: "date"}
_NONE = re.compile(r"(?<=\. )(?:None|Empty) (?:if|in|for|unless|without|outside)\b.*$")
"""The end of a docstring, which says what it means if there is no value."""


def key() -> Any:
    """Return the field of a column that names each row of its table."""
    return dataclasses.field(metadata={"key": True})


def refers_to(table: str) -> Any:
    """Return the field of a column whose values are ids of rows of a table."""
    return dataclasses.field(metadata={"refers_to": table})


def in_unit(unit: str) -> Any:
    """Return the field of a column with a number or a day, in a unit."""
    return dataclasses.field(metadata={"unit": unit})


def one_of(words: type[enum.Enum], *never: enum.Enum) -> Any:
    """Return the field of a column whose values are the words of an enumeration, without some that it never has."""
    return dataclasses.field(metadata={"words": tuple(str(word.value) for word in words if word not in never)})


@value(kw_only=True)
class Column:
    """A column of a table."""

    name: str
    """Its name."""
    type: str
    """Its type in words: ``text``, ``true or false``, ``whole number``, ``number``, ``date`` or ``list of text``."""
    optional: bool
    """Whether a row can have no value. A list is then empty, and any other value null."""
    meaning: str
    """What its values mean, in sentences, without what null means."""
    null: str | None
    """What it means if a row has no value. None if each row has one."""
    is_key: bool
    """Whether its values name the rows of the table."""
    refers_to: str | None
    """The table that has the rows which its values name. None if they name none."""
    unit: str | None
    """The unit of its numbers, in words. None if it has none."""
    words: tuple[str, ...]
    """The words that its values can be. Empty if they can be others."""


def columns_of(cls: type[Any]) -> tuple[Column, ...]:
    """Return the columns of a class of rows, in the order of its fields."""
    types, docstrings = get_type_hints(cls), field_docstrings(cls)
    return tuple(
        _column(field.name, types[field.name], docstrings.get(field.name, ""), field.metadata)
        for field in dataclasses.fields(cls)
    )


def _column(name: str, type_: Any, docstring: str, metadata: Mapping[str, Any]) -> Column:
    members = get_args(type_) if get_origin(type_) in {Union, UnionType} else (type_,)
    (inner,) = (member for member in members if member is not NoneType)
    is_list = get_origin(inner) is tuple
    null = _NONE.search(docstring)
    return Column(
        name=name,
        type=f"list of {_TYPES[get_args(inner)[0]]}" if is_list else _TYPES[inner],
        optional=is_list or NoneType in members,
        meaning=docstring if null is None else docstring[: null.start()].rstrip(),
        null=None if null is None else null[0],
        is_key=metadata.get("key", False),
        refers_to=metadata.get("refers_to"),
        unit=metadata.get("unit"),
        words=metadata.get("words", ()),
    )
