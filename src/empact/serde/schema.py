"""Generate the JSON Schema of each file format from the classes of the model, for editors and other programs.

The schema accepts what structuring accepts, since both walk the same fields, with five differences:

- Only the readers see a repeated key, an alias, a tag, or a comment that cuts a text.
- In YAML, ``number: 2.1`` is the text ``2.1`` for empact, since the field has the type text. An editor reads a number
  and asks for quotes. With quotes, both accept it, and empact writes it so.
- JSON Schema accepts ``2.0`` as a whole number, and checks that a date exists only in programs that check ``format``.
- Where a single party is required, only the grammar checks that the text is one party.
- Of a form, only the readers leave out what states nothing, and read words for "nothing to report" as an answer.
"""

from __future__ import annotations

import datetime as dt
import enum
import json
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin

import attrs

from empact.docstrings import field_docstrings
from empact.grammar.numbers import LONGEST, NUMBER
from empact.model import (
    Anchor,
    Cell,
    Checkpoint,
    Confidence,
    DocumentNumber,
    Extension,
    ExtensionField,
    FrozenMap,
    KpiNumber,
    Parties,
    PartyItem,
    Prose,
    Ref,
    Suffix,
    Unparsed,
)
from empact.model.links import NUMBER as WORD
from empact.model.links import PLAN_NAME, check_number, check_optional_plan, check_pair, check_words
from empact.reference import Register
from empact.serde.cells import NOTATIONS
from empact.serde.kinds import PLAN, FileKind

Schema = dict[str, Any]

_GROUPS = {
    "All MS": "every member state at the time of the action",
    "Relevant MS": "the member states that the action concerns; the plan does not list them",
}
_PARTY_TEXT = "A party, such as `HU`. Any name is allowed; the names that empact knows are suggested."
_NUMBERS = (check_number, attrs.validators.optional(check_number))
_WORDS = (check_words, attrs.validators.optional(check_words))
_TOKEN = WORD.pattern
_NULL: Schema = {"type": "null"}
_DECIMAL: Schema = {
    "type": ["number", "string"],
    "pattern": f"^{NUMBER}$",
    "maxLength": LONGEST,
}
_SCALARS: Mapping[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    float: _DECIMAL,
    Decimal: _DECIMAL,
    dt.date: {"type": "string", "format": "date", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"},
    KpiNumber: {"type": ["integer", "string"], "minimum": 1, "pattern": "^0*[1-9][0-9]{0,8}[a-z]?$"},
}
_ORDINAL = "[1-9][0-9]{0,3}"
_SUFFIXES = "|".join(suffix.value for suffix in Suffix)
_REGISTER = (
    rf"ST{{sign}}[0-9]{{{{1,9}}}}{{sign}}(19|20)[0-9]{{{{2}}}}({{sign}}({_SUFFIXES})({{sign}}[0-9]{{{{1,9}}}})?)*"
)
_ISSUE = rf"({_SUFFIXES})(\s*[0-9]{{1,9}})?"
WRITTEN: Mapping[type[Any], str | None] = {
    Anchor: rf"^(covering|title|subject|(section|note|SG) {_TOKEN}|{_TOKEN})"
    rf"(/[a-z_]+)?(/{_ORDINAL}(/{_ORDINAL})?)?(/[^/][^\n]*)?$",
    Ref: rf"^(({PLAN_NAME.pattern}:)?((CH)?SG {_TOKEN}|(?!(CH)?SG(/|$)){_TOKEN}(/{_TOKEN})?)|OAP {PLAN_NAME.pattern})$",
    DocumentNumber: rf"^\s*((ST\s+)?[0-9]{{1,9}}(/[0-9]{{1,9}})?/[0-9]{{2}}(\s*{_ISSUE})*"
    rf"|{_REGISTER.format(sign=' ')}|{_REGISTER.format(sign='-')})\s*$",
    Checkpoint: None,
    PartyItem: None,
}
"""Classes whose values a file has in their notation or as a mapping, each with the pattern of its notation, or None."""


def json_schema(
    parties: Mapping[str, str] | None = None,
    extensions: Iterable[Extension[Any]] = (),
    of: FileKind[Any] = PLAN,
) -> Schema:
    """Return the JSON Schema (draft 2020-12) of a kind of file.

    Args:
        parties: The party names that an editor suggests, each with its explanation; any other name is also valid.
            :func:`known_parties` returns those of a register.
        extensions: The extensions whose data must fit their classes. The data of others are not checked.
        of: The kind of file, by default a plan.
    """
    walk = SchemaWalk(parties or {}, tuple(extensions))
    content = walk.mapping(of.cls)
    words = f"The version of the file format. Every {of.noun} starts with this key."
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
    """Return a schema as the text of a file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def known_parties(register: Register) -> dict[str, str]:
    """Return the names that an editor suggests: groups of member states, roles in plans, the parties of a register."""
    roles = {
        name.text: "the party that holds this role at the time of the action"
        for role in register.roles
        for name in role.names
        if name.confidence is Confidence.STATED
    }
    return {**_GROUPS, **roles, **{party.code: party.name for party in register.parties}}


class SchemaWalk:
    """A walk through the classes of the model. Each class on its way becomes a definition under its name."""

    def __init__(self, parties: Mapping[str, str], extensions: tuple[Extension[Any], ...]) -> None:
        self.definitions: dict[str, Schema] = {}
        self._parties = parties
        self._extensions = extensions

    def mapping(self, cls: type[Any]) -> Schema:
        """Return the schema of a class as a mapping of its fields; null counts as an absent key."""
        fields = _fields(cls)
        schema = {
            **what(cls),
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
        schema = self.define("Number", _number) if field.validator in _NUMBERS else self.of(type_)
        if field.validator is check_pair:
            schema = {**schema, "minItems": 2, "maxItems": 2}
        if field.validator in _WORDS:
            schema = {**schema, "pattern": r"\S"}
        if field.validator is check_optional_plan:
            schema = {**schema, "pattern": f"^{PLAN_NAME.pattern}$"}
        typed = [extension for extension in self._extensions if extension.on is cls and field.name == "extensions"]
        if typed:
            schema = {**schema, "properties": {extension.name: self._extension(extension) for extension in typed}}
        if field.default is not attrs.NOTHING:
            schema = schema if type_ is Prose or type_ in NOTATIONS else or_null(schema)
        return {**_about(cls, field), **schema}

    def _extension(self, extension: Extension[Any]) -> Schema:
        summary = {"description": extension.summary} if extension.summary else {}
        return {**summary, **or_null(self.of(extension.cls))}

    def of(self, type_: Any) -> Schema:
        """Return the schema of a type of the model."""
        origin, arguments = get_origin(type_), get_args(type_)
        if type_ in _SCALARS:
            return dict(_SCALARS[type_])
        if origin is tuple:
            return {"type": "array", "items": self.of(arguments[0])}
        if origin is FrozenMap:
            inner = arguments[1]
            return {"type": "object", "additionalProperties": True if inner is Any else self.of(inner)}
        return self.define(definition_name(type_), lambda: self._class(type_))

    def _class(self, cls: type[Any]) -> Schema:
        if cls in NOTATIONS:
            return self._cell(cls)
        if cls is Prose:
            return {**what(cls), "anyOf": [self._bare(cls), _SCALARS[str], _NULL]}
        if cls in WRITTEN:
            return {**what(cls), "anyOf": [self._words(cls), self._item_mapping(cls)]}
        if issubclass(cls, enum.Enum):
            return {**what(cls), "enum": [member.value for member in cls]}
        return self.mapping(cls)

    def define(self, name: str, make: Callable[[], Schema]) -> Schema:
        """Return a reference to a definition, which is made when it is first referred to."""
        if name not in self.definitions:
            self.definitions[name] = {}  # reserved first, since a class may refer to itself
            self.definitions[name] = make()
        return {"$ref": f"#/$defs/{name}"}

    def _bare(self, cls: type[Any]) -> Schema:
        """Return the schema of a class without its description."""
        return {key: value for key, value in self.mapping(cls).items() if key != "description"}

    def _item_mapping(self, type_: type[Any]) -> Schema:
        name = f"{type_.__name__}Fields" if type_ in WRITTEN else type_.__name__
        return self.define(name, lambda: self.mapping(type_))

    def _words(self, type_: type[Any]) -> Schema:
        pattern = WRITTEN[type_]
        if type_ is PartyItem:
            return self.define("PartyText", self._party_text)
        return {"type": "string"} if pattern is None else {"type": "string", "pattern": pattern}

    def _party_text(self) -> Schema:
        """Return the schema of a party: any text, or a suggestion. The text is first, so that errors omit the names."""
        known = [{"const": name, "description": who} for name, who in self._parties.items()]
        return {"description": _PARTY_TEXT, "anyOf": [_SCALARS[str], *known]}

    def _cell(self, cls: type[Cell[Any]]) -> Schema:
        """Return the schema of a cell. The mapping is first: where all alternatives fail, editors report the first."""
        text = self.define("PartyText", self._party_text) if cls is Parties else _SCALARS[str]
        item = self.define(f"{cls.__name__}Item", lambda: self._item(cls, text))
        keys = {field.name: self._property(Cell, field) for field in _fields(Cell) if field.name != "items"}
        items = {"description": _plain(field_docstrings(Cell)["items"]), "type": ["array", "null"], "items": item}
        keys = {name: items if name == "items" else keys[name] for name in attrs.fields_dict(Cell)}
        mapping = {"type": "object", "properties": keys, "additionalProperties": False}
        return {**what(cls), "anyOf": [mapping, {"type": "array", "items": item}, text, _NULL]}

    def _item(self, cls: type[Cell[Any]], text: Schema) -> Schema:
        (base,) = cast("Any", cls).__orig_bases__
        types = [type_ for type_ in _alternatives(get_args(base)[0]) if attrs.has(type_)]
        mappings = [self._item_mapping(type_) for type_ in types]
        unparsed = self.define("Unparsed", _unparsed)
        return {"anyOf": [*mappings, unparsed, text]}


def _number() -> Schema:
    return {
        "description": "A number or id: one word without space, comma, colon, semicolon or slash, in quotes.",
        "type": "string",
        "pattern": f"^{_TOKEN}$",
    }


def _unparsed() -> Schema:
    words = {"description": _plain(field_docstrings(Unparsed)["text"]), "type": "string"}
    keys = {
        "type": "object",
        "properties": {"unparsed": words},
        "required": ["unparsed"],
        "additionalProperties": False,
    }
    return {**what(Unparsed), **keys}


def _fields(cls: type[Any]) -> list[attrs.Attribute[Any]]:
    attrs.resolve_types(cls)
    return [field for field in attrs.fields(cls) if field.init]


def _alternatives(type_: Any) -> list[Any]:
    """Return the types of a union, or the single type, without None."""
    union = get_args(type_) if get_origin(type_) in {Union, UnionType} else (type_,)
    return [member for member in union if member is not NoneType]


def or_null(schema: Schema) -> Schema:
    """Return the schema of a value that can be null too."""
    if "type" not in schema:
        return {"anyOf": [schema, _NULL]}
    types: str | list[str] = schema["type"]
    return {**schema, "type": [*([types] if isinstance(types, str) else types), "null"]}


def definition_name(type_: type[Any]) -> str:
    """Return the name of a class; one of a plugin with its module, since two plugins may use the same class name."""
    ours = type_.__module__.partition(".")[0] == "empact"
    return type_.__name__ if ours else f"{type_.__module__}.{type_.__qualname__}"


def _about(cls: type[Any], field: attrs.Attribute[Any]) -> Schema:
    """Return the description of a field: its docstring, or the title of its column if it has none."""
    docstring = field_docstrings(cls).get(field.name)
    return {"description": _plain(docstring) if docstring else ExtensionField.of(field).title}


def what(cls: type[Any]) -> Schema:
    """Return the description of a definition; empty where Python runs without docstrings (``-OO``)."""
    sentence = _sentence(cls)
    return {"description": sentence} if sentence else {}


def _sentence(cls: type[Any]) -> str:
    """Return the first sentence of a docstring, as Markdown."""
    paragraph = " ".join((cls.__doc__ or "").split("\n\n")[0].split())
    match = re.match(r".*?\.(?= |$)", paragraph)
    return _plain(re.sub(r":\w+:`~?([^`]+)`", r"`\1`", match[0] if match else paragraph))


def _plain(docstring: str) -> str:
    """Return a docstring as Markdown, which has single backticks."""
    return docstring.replace("``", "`")
