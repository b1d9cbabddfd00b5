"""The JSON Schema of the file format, for editors and for other programs: made from the classes of the model.

The schema follows what structuring accepts, since it walks the same fields. It cannot follow it everywhere:

- A key that stands twice, an alias, a tag or a comment that cuts a text is seen by the readers alone.
- YAML knows no type before a field asks for one, as empact reads it: ``number: 2.1`` is the text ``2.1``. An editor
  takes it for a number and asks for quotes. Quoted, both accept it, and that is how empact writes it.
- JSON Schema takes ``2.0`` for a whole number. Whether a date is a day of the calendar is seen only by programs that
  check ``format``.
- What one party is, where exactly one is asked for, the grammar alone knows.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from importlib import resources
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin

import attrs

from empact.model import (
    Anchor,
    Cell,
    Confidence,
    DocumentNumber,
    Extension,
    ExtensionField,
    FrozenMap,
    Parties,
    PartyItem,
    Prose,
    Ref,
    Suffix,
    Unparsed,
)
from empact.model.answers import check_pair
from empact.model.links import NUMBER, check_number, check_words
from empact.reference import Register
from empact.serde.cells import NOTATIONS
from empact.serde.kinds import PLAN, FileKind

Schema = dict[str, Any]

_GROUPS = {
    "All MS": "every member state at the time of the action",
    "Relevant MS": "those member states that the action concerns; the plan leaves open which",
}
_PARTY_TEXT = "A party, such as `HU`; any name may stand here, and some that empact knows are offered."
_NUMBERS = (check_number, attrs.validators.optional(check_number))
_TOKEN = NUMBER.pattern
_NULL: Schema = {"type": "null"}
_FIGURE: Schema = {
    "type": ["number", "string"],
    "pattern": r"^[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,3})?$",
    "maxLength": 60,
}
_SCALARS: Mapping[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    float: _FIGURE,
    Decimal: _FIGURE,
    dt.date: {"type": "string", "format": "date", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"},
}
_ORDINAL = "[1-9][0-9]{0,3}"
_ISSUE = rf"({'|'.join(suffix.value for suffix in Suffix)})(\s*[0-9]{{1,9}})?"
WRITTEN: Mapping[type[Any], str | None] = {
    Anchor: rf"^(covering|title|subject|(section|note|SG) {_TOKEN}|{_TOKEN})"
    rf"(/[a-z_]+)?(/{_ORDINAL}(/{_ORDINAL})?)?(/[^/][^\n]*)?$",
    Ref: rf"^({_TOKEN}:)?(SG {_TOKEN}|(?!SG(/|$)){_TOKEN}(/{_TOKEN})?)$",
    DocumentNumber: rf"^\s*(ST\s+)?[0-9]{{1,9}}(/[0-9]{{1,9}})?/[0-9]{{2}}(\s*{_ISSUE})*\s*$",
    PartyItem: None,
}
"""Values that a file writes in their notation or as a mapping of fields: the pattern of the notation, if it has one."""


def json_schema(
    parties: Mapping[str, str] | None = None,
    extensions: Iterable[Extension[Any]] = (),
    of: FileKind[Any] = PLAN,
) -> Schema:
    """The JSON Schema (draft 2020-12) of the format of a kind of file: of plans, or of another.

    ``parties`` are the names that an editor offers where a party is written, each with who that is; any other name is
    as good. :func:`known_parties` gives those of a register. The data of ``extensions`` is held to their classes, that
    of others to nothing.
    """
    walk = _Walk(parties or {}, tuple(extensions))
    content = walk.mapping(of.cls)
    words = f"The version of the file format; every {of.noun} starts with this key."
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:empact:{of.format.replace('/', ':')}",
        "title": of.title,
        **content,
        "properties": {"empact": {"description": words, "const": of.format}, **content["properties"]},
        "required": ["empact", *content.get("required", ())],
        "$defs": dict(sorted(walk.definitions.items())),
    }


def schema_text(schema: Schema) -> str:
    """A schema as the text of a file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def known_parties(register: Register) -> dict[str, str]:
    """The names that an editor offers: groups of member states, roles that plans name, the parties of a register."""
    roles = {
        name.text: "whoever holds this role at the time of the action"
        for role in register.roles
        for name in role.names
        if name.confidence is Confidence.STATED
    }
    return {**_GROUPS, **roles, **{party.code: party.name for party in register.parties}}


@functools.cache
def descriptions() -> Mapping[str, Mapping[str, str]]:
    """What each field is, by its class and its name."""
    text = (resources.files("empact.serde") / "descriptions.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


class _Walk:
    """Goes through the classes of the model; what it meets becomes a definition under the name of its class."""

    def __init__(self, parties: Mapping[str, str], extensions: tuple[Extension[Any], ...]) -> None:
        self.definitions: dict[str, Schema] = {}
        self._parties = parties
        self._extensions = extensions

    def mapping(self, cls: type[Any]) -> Schema:
        """A class as a mapping of its fields; null stands for an absent key."""
        fields = _fields(cls)
        schema = {
            **_what(cls),
            "type": "object",
            "properties": {field.name: self._property(cls, field) for field in fields},
            "required": [field.name for field in fields if field.default is attrs.NOTHING],
            "additionalProperties": False,
        }
        if not schema["required"]:
            del schema["required"]
        return schema

    def _property(self, cls: type[Any], field: attrs.Attribute[Any]) -> Schema:
        (type_,) = _alternatives(field.type)
        schema = self._define("Number", _number) if field.validator in _NUMBERS else self._of(type_)
        if field.validator is check_pair:
            schema = {**schema, "minItems": 2, "maxItems": 2}
        if field.validator is check_words:
            schema = {**schema, "pattern": r"\S"}
        brought = [one for one in self._extensions if one.on is cls and field.name == "extensions"]
        if brought:
            schema = {**schema, "properties": {one.name: self._extension(one) for one in brought}}
        if field.default is not attrs.NOTHING:
            schema = schema if type_ is Prose or type_ in NOTATIONS else _or_null(schema)
        return {**_about(cls, field), **schema}

    def _extension(self, extension: Extension[Any]) -> Schema:
        summary = {"description": extension.summary} if extension.summary else {}
        return {**summary, **_or_null(self._of(extension.cls))}

    def _of(self, type_: Any) -> Schema:
        origin, arguments = get_origin(type_), get_args(type_)
        if type_ in _SCALARS:
            return dict(_SCALARS[type_])
        if origin is tuple:
            return {"type": "array", "items": self._of(arguments[0])}
        if origin is FrozenMap:
            inner = arguments[1]
            return {"type": "object", "additionalProperties": True if inner is Any else self._of(inner)}
        return self._define(_name(type_), lambda: self._class(type_))

    def _class(self, cls: type[Any]) -> Schema:
        if cls in NOTATIONS:
            return self._cell(cls)
        if cls is Prose:
            return {**_what(cls), "anyOf": [self._bare(cls), _SCALARS[str], _NULL]}
        if cls in WRITTEN:
            return {**_what(cls), "anyOf": [self._words(cls), self._item_mapping(cls)]}
        if issubclass(cls, enum.Enum):
            return {**_what(cls), "enum": [member.value for member in cls]}
        return self.mapping(cls)

    def _define(self, name: str, make: Callable[[], Schema]) -> Schema:
        if name not in self.definitions:
            self.definitions[name] = {}  # its place is taken, should it speak of itself
            self.definitions[name] = make()
        return {"$ref": f"#/$defs/{name}"}

    def _bare(self, cls: type[Any]) -> Schema:
        """A mapping without a description of its own."""
        return {key: value for key, value in self.mapping(cls).items() if key != "description"}

    def _item_mapping(self, type_: type[Any]) -> Schema:
        name = f"{type_.__name__}Fields" if type_ in WRITTEN else type_.__name__
        return self._define(name, lambda: self.mapping(type_))

    def _words(self, type_: type[Any]) -> Schema:
        pattern = WRITTEN[type_]
        if type_ is PartyItem:
            return self._define("PartyText", self._party_text)
        return {"type": "string"} if pattern is None else {"type": "string", "pattern": pattern}

    def _party_text(self) -> Schema:
        """Any text, with names to offer. The free text comes first, so that no message lists all the names."""
        known = [{"const": name, "description": who} for name, who in self._parties.items()]
        return {"description": _PARTY_TEXT, "anyOf": [_SCALARS[str], *known]}

    def _cell(self, cls: type[Cell[Any]]) -> Schema:
        """The mapping comes first: of alternatives that all fail, an editor speaks of the first."""
        text = self._define("PartyText", self._party_text) if cls is Parties else _SCALARS[str]
        item = self._define(f"{cls.__name__}Item", lambda: self._item(cls, text))
        keys = {field.name: self._property(Cell, field) for field in _fields(Cell) if field.name != "items"}
        items = {"description": descriptions()["Cell"]["items"], "type": ["array", "null"], "items": item}
        keys = {name: items if name == "items" else keys[name] for name in attrs.fields_dict(Cell)}
        mapping = {"type": "object", "properties": keys, "additionalProperties": False}
        return {**_what(cls), "anyOf": [mapping, {"type": "array", "items": item}, text, _NULL]}

    def _item(self, cls: type[Cell[Any]], text: Schema) -> Schema:
        (base,) = cast("Any", cls).__orig_bases__
        types = [type_ for type_ in _alternatives(get_args(base)[0]) if attrs.has(type_)]
        mappings = [self._item_mapping(type_) for type_ in types]
        unparsed = self._define("Unparsed", _unparsed)
        return {"anyOf": [*mappings, unparsed, text]}


def _number() -> Schema:
    return {
        "description": "A number or id: one word without space, comma, colon, semicolon or slash, in quotes.",
        "type": "string",
        "pattern": f"^{_TOKEN}$",
    }


def _unparsed() -> Schema:
    words = {"description": descriptions()["Unparsed"]["text"], "type": "string"}
    keys = {
        "type": "object",
        "properties": {"unparsed": words},
        "required": ["unparsed"],
        "additionalProperties": False,
    }
    return {**_what(Unparsed), **keys}


def _fields(cls: type[Any]) -> list[attrs.Attribute[Any]]:
    attrs.resolve_types(cls)
    return [field for field in attrs.fields(cls) if field.init]


def _alternatives(type_: Any) -> list[Any]:
    """The types of a union, or the one type, but for None."""
    union = get_args(type_) if get_origin(type_) in {Union, UnionType} else (type_,)
    return [one for one in union if one is not NoneType]


def _or_null(schema: Schema) -> Schema:
    if "type" not in schema:
        return {"anyOf": [schema, _NULL]}
    types: str | list[str] = schema["type"]
    return {**schema, "type": [*([types] if isinstance(types, str) else types), "null"]}


def _name(type_: type[Any]) -> str:
    """The name of a class of the model; that of a plugin with its module, since plugins know nothing of each other."""
    ours = type_.__module__.partition(".")[0] == "empact"
    return type_.__name__ if ours else f"{type_.__module__}.{type_.__qualname__}"


def _about(cls: type[Any], field: attrs.Attribute[Any]) -> Schema:
    """The description of a field: of the model's from a file, of a plugin's from its metadata."""
    if cls.__name__ in descriptions() and _name(cls) == cls.__name__:
        return {"description": descriptions()[cls.__name__][field.name]}
    told = ExtensionField.of(field)
    return {"description": told.description or told.title}


def _what(cls: type[Any]) -> Schema:
    """The description of a definition; nothing where Python was told to drop docstrings."""
    sentence = _sentence(cls)
    return {"description": sentence} if sentence else {}


def _sentence(cls: type[Any]) -> str:
    """The first sentence of a docstring, as Markdown."""
    paragraph = " ".join((cls.__doc__ or "").split("\n\n")[0].split())
    found = re.match(r".*?\.(?= |$)", paragraph)
    plain = re.sub(r":\w+:`~?([^`]+)`", r"`\1`", found[0] if found else paragraph)
    return plain.replace("``", "`")
