"""Writes the tables of keys of the JSON of commands from the schemas of results: ``{keys} links`` on a page.

A table has a row for each key: its name, its type in words, and the docstring of the field. The keys that every output
about plans begins with have a table of their own, ``{keys} envelope``. Below the table of a result stand those of the
classes in it; what is written as in a file is on the pages of the files.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import attrs
from pages import table

from empact import Session, model
from empact.outputs.envelope import Envelope
from empact.outputs.keys import keys_of
from empact.outputs.kinds import ResultKind
from empact.outputs.schemas import result_schema

if TYPE_CHECKING:
    from sphinx.application import Sphinx

Schema = Mapping[str, Any]

_BLOCK = re.compile(r"^```\{keys\} (\S+)\n```$", re.MULTILINE)
_ENVELOPE = dict.fromkeys(("empact", *(key.name for key in keys_of(Envelope))))
_FORMATS = {"date": "date", "json-pointer": "pointer"}
_TYPES = {
    "array": "list",
    "boolean": "`true` or `false`",
    "integer": "whole number",
    "number": "number",
    "object": "mapping",
    "string": "text",
}


class _Tables:
    """Makes the tables of one schema."""

    def __init__(self, name: str, schema: Schema) -> None:
        self.name, self.schema = name, schema
        self.first = _ENVELOPE if _ENVELOPE.keys() <= schema["properties"].keys() else _ENVELOPE.keys() & {"empact"}
        self.classes: list[str] = []

    def lines(self) -> Iterator[str]:
        is_envelope = self.name == "envelope"
        properties = {
            key: inner for key, inner in self.schema["properties"].items() if (key in self.first) is is_envelope
        }
        yield from self._table(properties, self.schema["required"])
        for name in self.classes:  # grows while it is walked: a class may name others
            definition = self.schema["$defs"][name]
            yield from ("", f"({self._label(name)})=", f"**`{name}`**: {definition.get('description', '')}", "")
            yield from self._table(definition["properties"], definition["required"])

    def _table(self, properties: Mapping[str, Schema], required: list[str]) -> Iterator[str]:
        rows = (
            (f"**`{key}`**" if key in required else f"`{key}`", self._words(inner), inner["description"])
            for key, inner in properties.items()
        )
        yield from table(("key", "value", "what it is"), rows)

    def _words(self, schema: Schema) -> str:
        (schema,) = schema.get("allOf", [schema])  # a reference with a description
        if "$ref" in schema:
            return self._of_class(schema["$ref"].rpartition("/")[2])
        if "const" in schema or "enum" in schema:
            allowed = schema.get("enum", [schema.get("const")])
            return ", ".join(f"`{each}`" for each in allowed if each is not None)
        if "anyOf" in schema:
            words = (self._words(each) for each in schema["anyOf"] if each != {"type": "null"})
            return " or ".join(dict.fromkeys(words))
        types = schema.get("type", "data")
        type_ = next(each for each in ([types] if isinstance(types, str) else types) if each != "null")
        if type_ == "array":
            return f"list of {self._words(schema['items'])}"
        if type_ == "object" and isinstance(schema.get("additionalProperties"), dict):
            return f"mapping of {self._words(schema['additionalProperties'])}"
        return _FORMATS.get(schema.get("format", ""), _TYPES.get(type_, type_))

    def _of_class(self, name: str) -> str:
        definition = self.schema["$defs"][name]
        if "enum" in definition:
            return self._words({"enum": definition["enum"]})
        if "properties" not in definition:
            return "text"
        if _is_in_files(name, definition):
            return f"{name}, as in [a file](/reference/file-format.md)"
        if name not in self.classes:
            self.classes.append(name)
        return f"[`{name}`](#{self._label(name)})"

    def _label(self, name: str) -> str:
        return f"keys-{self.name}-{name.lower()}"


def _is_in_files(name: str, definition: Schema) -> bool:
    """Whether a definition is that of a class of the model, not of another with this name, such as a section."""
    cls = getattr(model, name, None)
    return cls is not None and definition["properties"].keys() <= attrs.fields_dict(cls).keys()


def _tables(name: str, kinds: Mapping[str, ResultKind]) -> str:
    kind = kinds["links" if name == "envelope" else name]
    schema = result_schema(kind)
    return "\n".join(_Tables(name, schema).lines())


def write_tables(app: Sphinx, _page: str, source: list[str]) -> None:
    """Put the tables into the source of a page, in place of the blocks that name their results."""
    kinds = {kind.name: kind for kind in Session().result_kinds}

    def written(block: re.Match[str]) -> str:
        cls = Envelope if block[1] == "envelope" else kinds[block[1]].cls
        app.env.note_dependency(inspect.getfile(cls))
        return _tables(block[1], kinds)

    source[0] = _BLOCK.sub(written, source[0])


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("source-read", write_tables)
    return {"parallel_read_safe": True}
