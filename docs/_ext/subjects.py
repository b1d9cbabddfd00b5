"""Reads ``reference/subjects.toml``: the subjects of the Python API, each with its names and whom they are for."""

from __future__ import annotations

import inspect
import pydoc
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sphinx.pycode import ModuleAnalyzer
from tests.support.public_names import source

from empact.diagnostics import Kind
from empact.lazy import table_homes

FILE = Path(__file__).parents[1] / "reference" / "subjects.toml"
USES = {"questions": "What you call", "values": "What comes back", "plugins": "For plugins"}
"""The headings of the summaries of a page, by the keys of the file."""
_ROLE = re.compile(r":[\w:]+:`~?([^`<]*?)(?: ?<[^`>]*>)?`")
_STOP = re.compile(r"(?<=[\w)`\"']\.)\s|:$|\n\n")


class Name(NamedTuple):
    """A public name, and the package that the documentation names it by."""

    package: str
    name: str

    def __str__(self) -> str:
        return f"{self.package}.{self.name}"

    @property
    def value(self) -> Any:
        """The object."""
        return getattr(pydoc.locate(self.package), self.name)

    @property
    def sentence(self) -> str:
        """The first sentence of its docstring, in Markdown; of a kind of finding, what it means."""
        value = self.value
        if isinstance(value, Kind):
            return value.doc.replace("|", r"\|")
        text = pydoc.getdoc(value) if isinstance(value, type) or inspect.isroutine(value) else self._comment()
        words = " ".join(_ROLE.sub(r"``\1``", _STOP.split(text.strip(), maxsplit=1)[0]).split())
        return words.replace("``", "`").replace("|", r"\|")

    def _comment(self) -> str:
        """Return the docstring of a constant, which is only in the source of its module."""
        home = _home(self.package, self.name)
        lines = ModuleAnalyzer.for_module(home).find_attr_docs().get(("", self.name), [])
        return " ".join(lines)


def _home(package: str, name: str) -> str:
    """Return the module that a name of a package is defined in."""
    text = source(package)
    if name in text.table:
        return _home(text.table[name], name)
    return text.imports[name].module if name in text.imports else package


class Subject(NamedTuple):
    """A page of the Python API."""

    key: str
    group: str
    title: str
    text: str
    names: dict[str, tuple[Name, ...]]
    without: str
    """The members that the page leaves out."""
    inherited: bool
    """Whether its classes have what they inherit."""
    module: str
    """A module that the page describes as a whole."""


def subjects() -> Iterator[Subject]:
    """Yield the subjects in the order of the file."""
    group = ""
    for key, table in tomllib.loads(FILE.read_text(encoding="utf-8")).items():
        group = table.get("group", group)
        names = {use: tuple(_names(table[use])) for use in USES if use in table}
        rest = table.get("without", ""), table.get("inherited", False), table.get("module", "")
        yield Subject(key, group, table["title"], table.get("text", "").strip(), names, *rest)


def _names(table: str) -> Iterator[Name]:
    return (Name(package, name) for name, package in table_homes(table).items())
