"""The keys that outputs have of a class: the only place that says so, for the converter and for the schema maker."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs

from empact.docstrings import field_docstrings
from empact.model import Action, Plan, StrategicGoal
from empact.values import listed, stand_in, value

_REFERENCE = re.compile(r"(?<=^plan)_id$|(?<=^entry)_id$|(?<=^report)_id$|(?<=^party)_code$|(?<=^action)_number$")


@value(kw_only=True)
class Key:
    """A key of an output, which is a field of a class, or a property that the class lists."""

    field: str
    """The name of the field or the property."""
    type: Any
    """The type of its values."""
    description: str
    """Its docstring, as Markdown; empty if the source of the class is not there."""
    optional: bool
    """Whether the key is left out if its value is None or empty."""
    owned: bool = False
    """Whether a value with an identity is written in full, not as a reference."""
    as_fields: bool = False
    """Whether a value of the model is written field by field, not as in a file."""
    plan: str | None = None
    """The field with the plan that the values, which are actions or goals, are parts of. None for other values."""

    @property
    def name(self) -> str:
        """The key: the name of the field, without the ending that says that its text is a reference.

        ``plan_id`` is under ``plan`` in JSON, where a reference is always the id.
        """
        return _REFERENCE.sub("", self.field)


@functools.cache
def keys_of(cls: Any) -> tuple[Key, ...]:
    """Return the keys of a class, in the order of its fields and then of its properties.

    The plan of actions and goals is not a key of its own, since the references to them name it, unless there are two.

    Raises:
        TypeError: A class has parts of a plan, not the plan.
    """
    fields = tuple(_fields(cls))
    plans = [key.field for key in fields if key.type is Plan]
    named = {key.plan for key in fields} if len(plans) == 1 else set[str | None]()
    return (*(key for key in fields if key.field not in named), *_properties(cls, plans))


@functools.cache
def stand_in_of(cls: Any) -> Key | None:
    """Return the property of a class that outputs have instead of its keys, or None."""
    return next(_members(cls, stand_in), None)


def is_of_model(cls: type[Any]) -> bool:
    """Whether a class is one of the model, whose values are as in a file."""
    return cls.__module__.startswith("empact.model.")


def is_empty(value: Any) -> bool:
    """Whether a value says nothing: None, no text, an empty list, mapping or cell; a number and False say something."""
    return value is None or not (isinstance(value, (bool, int, float, Decimal)) or value)


def alternatives(type_: Any) -> list[Any]:
    """Return the types of a union, or the single type, without None."""
    union = get_args(type_) if get_origin(type_) in {Union, UnionType} else (type_,)
    return [member for member in union if member is not NoneType]


def _fields(cls: type[Any]) -> Iterator[Key]:
    listed_fields = [
        field
        for field in attrs.fields(cls)
        if not field.name.startswith("_") and field.metadata.get("output") != "unlisted"
    ]
    types, docstrings = _types(cls, [field.name for field in listed_fields]), field_docstrings(cls)
    plans = [name for name, type_ in types.items() if type_ is Plan]
    for field in listed_fields:
        type_, form = types[field.name], field.metadata.get("output")
        yield Key(
            field=field.name,
            type=type_,
            description=_markdown(docstrings.get(field.name, "")),
            optional=field.default is not attrs.NOTHING and is_empty(field.default),
            owned=form == "owned",
            as_fields=form == "as fields",
            plan=None if form is not None or not _is_part(type_) else field.metadata.get("plan") or _only(cls, plans),
        )


def _types(cls: type[Any], names: Iterable[str]) -> dict[str, Any]:
    """Return the types of some fields, as types and not as text.

    Other fields may have types that are imported for type checkers alone, so they are not resolved.
    """
    types: dict[str, Any] = {}
    for name in names:
        given: Any = attrs.fields_dict(cls)[name].type
        if isinstance(given, str):
            (home,) = [base.__module__ for base in cls.__mro__ if name in vars(base).get("__annotations__", {})][:1]
            given = get_type_hints(type(name, (), {"__annotations__": {name: given}, "__module__": home}))[name]
        types[name] = given
    return types


def _only(cls: type[Any], plans: list[str]) -> str:
    if len(plans) != 1:
        message = f"{cls.__name__} has parts of a plan: it needs one field with the plan, or part_of() names the field."
        raise TypeError(message)
    return plans[0]


def _properties(cls: type[Any], plans: list[str]) -> Iterator[Key]:
    for key in _members(cls, listed):
        yield attrs.evolve(key, plan=_only(cls, plans)) if _is_part(key.type) else key


def _members(cls: type[Any], mark: type[property]) -> Iterator[Key]:
    """Yield the properties of a class that have a mark."""
    properties = {
        name: member
        for base in reversed(cls.__mro__)
        for name, member in vars(base).items()
        if isinstance(member, mark)
    }
    for name, member in properties.items():
        type_ = get_type_hints(member.fget)["return"]
        summary = " ".join((member.__doc__ or "").split("\n\n")[0].split())
        yield Key(field=name, type=type_, description=_markdown(summary), optional=NoneType in get_args(type_))


def _is_part(type_: Any) -> bool:
    inner = [get_args(member)[0] if get_origin(member) is tuple else member for member in alternatives(type_)]
    return any(member in {Action, StrategicGoal} for member in inner)


def _markdown(docstring: str) -> str:
    return docstring.replace("``", "`")
