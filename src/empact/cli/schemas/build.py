"""Make the JSON Schemas of this package from ``outputs.toml``: ``python -m empact.cli.schemas.build FOLDER``.

Each schema is self-contained: it has the definitions that it uses. No object allows other keys than those listed.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from empact.cli.schemas import Output, outputs, tables
from empact.hooks.lazy import imported
from empact.serde.schema import schema_text

Schema = dict[str, Any]

_SCALARS: dict[str, Schema] = {
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "decimal": {"type": ["number", "string"]},
    "integer": {"type": "integer"},
    "pointer": {"type": "string", "format": "json-pointer"},
    "text": {"type": "string"},
}
_REFERENCE = re.compile(r'"#/\$defs/([^"]+)"')
_LINE = re.compile(r"(?P<type>\S+?)(?P<null>\|null)?(?P<optional>\?)? (?P<description>.+)")


def json_schema_of(output: Output) -> Schema:
    """Return the JSON Schema (draft 2020-12) of a document."""
    builder = _Builder()
    content = builder.mapping(tables()["documents"][output.name]["keys"])
    first = {"description": "The name and the version of the document.", "const": output.format}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:empact:{output.name}:{output.version}",
        "title": output.title,
        **content,
        "properties": {"empact": first, **content["properties"]},
        "required": ["empact", *content["required"]],
        "$defs": builder.used(content),
    }


class _Builder:
    """Makes one schema, and collects the definitions that it uses."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}

    def used(self, content: Schema) -> dict[str, Schema]:
        """Return the definitions that a schema refers to, directly or not, by name."""
        by_name: dict[str, Schema] = {}
        waiting = [content]
        while waiting:
            for name in _REFERENCE.findall(json.dumps(waiting.pop())):
                if name not in by_name:
                    by_name[name] = self.definitions[name]
                    waiting.append(by_name[name])
        return dict(sorted(by_name.items()))

    def mapping(self, lines: dict[str, str]) -> Schema:
        """Return the schema of an object with these keys, and those that it extends, at their place."""
        properties: dict[str, Schema] = {}
        required: list[str] = []
        for key, line in lines.items():
            if key == "extends":
                other = self.mapping(tables()["definitions"][line])
                properties |= other["properties"]
                required += other["required"]
                continue
            match = _LINE.fullmatch(line)
            if match is None:
                message = f"{key} = {line!r} is not a type and a description."
                raise ValueError(message)
            value = self._type(match["type"])
            properties[key] = {
                "description": match["description"],
                **(_or_null(value) if match["null"] else value),
            }
            if not match["optional"]:
                required.append(key)
        return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}

    def _type(self, name: str) -> Schema:
        if name in _SCALARS:
            return dict(_SCALARS[name])
        if name.startswith("["):
            return {"type": "array", "items": self._type(name[1:-1])}
        if name.startswith("{"):
            keys, _, value = name[1:-1].rpartition(":")
            return self._map(keys, self._type(value))
        if name in tables()["enumerations"]:
            return {"enum": _values(name)}
        return {"$ref": f"#/$defs/{self._defined(name)}"}

    def _defined(self, name: str) -> str:
        """Define a type, and return the name of its definition."""
        if name not in self.definitions:
            self.definitions[name] = {}  # reserved first, since a definition may refer to itself
            self.definitions[name] = self.mapping(tables()["definitions"][name])
        return name

    def _map(self, keys: str, value: Schema) -> Schema:
        if not keys:
            return {"type": "object", "additionalProperties": value}
        words = _values(keys)
        properties = dict.fromkeys(words, value)
        return {"type": "object", "properties": properties, "required": words, "additionalProperties": False}


def _values(enumeration: str) -> list[str]:
    """Return the values of an enumeration of empact."""
    return [member.value for member in imported(tables()["enumerations"][enumeration])]


def _or_null(schema: Schema) -> Schema:
    if set(schema) == {"enum"}:
        return {"enum": [*schema["enum"], None]}
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    types = schema["type"]
    return {**schema, "type": [*(types if isinstance(types, list) else [types]), "null"]}


def main(folder: Path) -> None:
    """Write all schemas into a folder."""
    for output in outputs():
        (folder / output.file).write_text(schema_text(json_schema_of(output)), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
