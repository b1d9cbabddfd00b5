"""Make the JSON Schema of a kind of result, from the same keys of classes as its trees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import NoneType
from typing import Any, Literal, get_args, get_origin

import attrs

from empact.analysis.resolved_plans.cells import CellItems, CellText
from empact.model import Cell, FrozenMap, Prose
from empact.outputs.envelope import Envelope
from empact.outputs.keys import Key, alternatives, is_of_model, keys_of, stand_in_of
from empact.outputs.kinds import ResultKind
from empact.outputs.scalars import PRINTED, SCALARS
from empact.serde.schema import Schema, SchemaWalk, definition_name, or_null, what

_SCALARS: Mapping[Any, Schema] = {
    Any: {},
    object: {},
    float: {"type": "number"},
    type: {"type": "string"},
    **{cls: schema for cls, (_, schema) in SCALARS.items()},
}


def result_schema(kind: ResultKind) -> Schema:
    """Return the JSON Schema (draft 2020-12) of the trees of a kind of result. No object has other keys."""
    walk, cls = _ResultWalk(), kind.cls
    head = walk.keys(Envelope) if any(field.name == "context" for field in attrs.fields(cls)) else {}
    content = walk.keys(cls)
    first = {"description": "The name and the version of the format.", "const": kind.format}
    properties = {"empact": first} | {name: schema for name, (schema, _) in (head | content).items()}
    required = ["empact", *(name for name, (_, is_required) in (head | content).items() if is_required)]
    schema = {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:empact:{kind.name}:{kind.version}",
        "title": cls.__name__,
        "description": f"{kind.title}.",
        **schema,
        "$defs": dict(sorted(walk.definitions.items())),
    }


class _ResultWalk(SchemaWalk):
    """A walk through the classes of a result. Those of the model are as in files."""

    def __init__(self) -> None:
        super().__init__({}, ())
        self._classes: dict[str, type[Any]] = {}
        self._in_model = False

    def mapping(self, cls: type[Any]) -> Schema:
        """Return the schema of a class of the model, with everything in it as in a file: a decimal keeps its digits."""
        outside, self._in_model = self._in_model, True
        schema = super().mapping(cls)
        self._in_model = outside
        return schema

    def keys(self, cls: Any) -> dict[str, tuple[Schema, bool]]:
        """Return the schema of each key of a class, and whether it is required."""
        return {key.name: (_described(key, self._value(key)), not key.optional) for key in keys_of(cls)}

    def _value(self, key: Key) -> Schema:
        of = self.of
        if key.plan is not None:
            of = self._part
        elif key.owned or key.as_fields:
            of = self._in_full if key.owned else self._as_fields
        return _union(key.type, of, null=not key.optional)  # a key that may be left out is never null

    def _part(self, type_: Any) -> Schema:
        text: Schema = {"type": "string"}
        return {"type": "array", "items": text} if get_origin(type_) is tuple else text

    def of(self, type_: Any) -> Schema:
        """Return the schema of a type, whose values are references where they have an identity."""
        if get_origin(type_) is not None:
            return self._generic(type_, get_origin(type_), get_args(type_))
        is_scalar = type_ in _SCALARS and not (self._in_model and type_ is Decimal)
        return dict(_SCALARS[type_]) if is_scalar else self._in_full(type_)

    def _generic(self, type_: Any, origin: Any, arguments: tuple[Any, ...]) -> Schema:
        if origin is tuple:
            return {"type": "array", "items": self.of(arguments[0])}
        if origin in {FrozenMap, Mapping}:
            names = {} if arguments[0] is str else {"propertyNames": self.of(arguments[0])}
            return {"type": "object", **names, "additionalProperties": self.of(arguments[1])}
        if origin is Literal:
            return {"enum": list(arguments)}
        return {"type": "string"} if origin is type else _union(type_, self.of, null=True)

    def _in_full(self, type_: Any) -> Schema:
        if get_origin(type_) is tuple:
            return {"type": "array", "items": self._in_full(get_args(type_)[0])}
        if not attrs.has(type_) or is_of_model(type_):
            return super().of(type_)
        instead = stand_in_of(type_)
        return self._defined(type_) if instead is None else self.of(instead.type)

    def _as_fields(self, type_: Any) -> Schema:
        """Return the schema of a type of the model whose values are written field by field."""
        if get_origin(type_) is tuple:
            return {"type": "array", "items": self._as_fields(get_args(type_)[0])}
        if get_origin(type_) is not None or not (attrs.has(type_) and is_of_model(type_)):
            return self.of(type_)
        if issubclass(type_, (Prose, Cell)):
            return self.of(CellText if issubclass(type_, Prose) else CellItems)
        return {"type": "string"} if type_ in PRINTED else self.define(type_.__name__, lambda: self._fields(type_))

    def _fields(self, cls: Any) -> Schema:
        keys = keys_of(cls)
        return {
            **what(cls),
            "type": "object",
            "properties": {key.name: _described(key, _union(key.type, self._as_fields, null=False)) for key in keys},
            "required": [key.name for key in keys if NoneType not in get_args(key.type)],
            "additionalProperties": False,
        }

    def _defined(self, cls: type[Any]) -> Schema:
        name = definition_name(cls)
        if self._classes.setdefault(name, cls) is not cls:
            message = f"{name} is the name of two classes of a result."
            raise TypeError(message)
        return self.define(name, lambda: self._object(cls))

    def _object(self, cls: type[Any]) -> Schema:
        keys = self.keys(cls)
        return {
            **what(cls),
            "type": "object",
            "properties": {name: schema for name, (schema, _) in keys.items()},
            "required": [name for name, (_, is_required) in keys.items() if is_required],
            "additionalProperties": False,
        }


def _described(key: Key, schema: Schema) -> Schema:
    """Return the schema of a key with its description.

    A reference stands in a list of one: programs that make types from schemas make another type for each definition
    that has a description beside the reference to it.
    """
    return {"description": key.description, **({"allOf": [schema]} if "$ref" in schema else schema)}


def _union(type_: Any, of: Callable[[Any], Schema], *, null: bool) -> Schema:
    """Return the schema of a type or a union; ``null`` says whether None is written as null."""
    schemas: list[Schema] = []
    for member in alternatives(type_):
        schema = of(member)
        schemas += [] if schema in schemas else [schema]
    schema = schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
    return or_null(schema) if null and NoneType in get_args(type_) else schema
