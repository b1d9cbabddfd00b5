"""The JSON documents that commands print, and their JSON Schemas, which are files of this package."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import Any

from empact.values import value

_FOLDER = resources.files(__name__)


@value(kw_only=True)
class Output:
    """A JSON document that commands print with ``--format json``."""

    name: str
    """Its name, as in ``empact schema --of NAME``."""
    title: str
    """What it holds, in a few words."""
    commands: tuple[str, ...]
    """The commands that print it."""
    version: int = 1
    """The version of the format: the first key is ``NAME/VERSION``."""

    @property
    def format(self) -> str:
        """The value of the first key, such as ``workload/1``."""
        return f"{self.name}/{self.version}"

    @property
    def file(self) -> str:
        """The name of the file with its schema in this package."""
        return f"{self.name}-{self.version}.schema.json"

    def schema(self) -> bytes:
        """Return its JSON Schema, as the content of a file."""
        return (_FOLDER / self.file).read_bytes()


@functools.cache
def tables() -> dict[str, dict[str, Any]]:
    """Return the tables of ``outputs.toml``: documents, definitions and enumerations."""
    return tomllib.loads((_FOLDER / "outputs.toml").read_text(encoding="utf-8"))


def outputs() -> tuple[Output, ...]:
    """Return all documents by name."""
    documents = tables()["documents"]
    return tuple(
        Output(name=name, title=table["title"], commands=tuple(table["commands"]), version=table.get("version", 1))
        for name, table in sorted(documents.items())
    )
