"""Writes the tables of keys of the file formats from the fields of the model: ``{fields} Plan`` on a page.

A row has the name of a field, its type in words, and its docstring. A key without a default is in bold. For an
enumeration, a row has a word and its docstring.
"""

from __future__ import annotations

import datetime as dt
import enum
import inspect
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

import attrs
from pages import table

from empact import model
from empact.docstrings import field_docstrings
from empact.model.links import check_number

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_BLOCK = re.compile(r"^```\{fields\} (.+)\n```$", re.MULTILINE)
"""The block of a page that names classes. If there are several, the name of each stands above its table."""
_NUMBERS = (check_number, attrs.validators.optional(check_number))
_WORDS: Mapping[Any, str] = {
    str: "text",
    int: "whole number",
    bool: "`true` or `false`",
    Decimal: "figure",
    dt.date: "date",
    Any: "data",
    model.Span: "period",
    model.Prose: "prose",
    model.Kpis: "KPIs",
    model.KpiNumber: "number of a KPI",
    model.Anchor: "[anchor](/reference/file-format.md#anchors)",
}


def _in_words(type_: Any) -> str:
    """Return a type in words; None is a key that is left out."""
    origin, arguments = get_origin(type_), get_args(type_)
    if origin in {Union, UnionType}:
        (inner,) = (option for option in arguments if option is not NoneType)
        return _in_words(inner)
    if origin is tuple:
        return f"list of {_in_words(arguments[0])}"
    if origin is model.FrozenMap:
        return f"mapping of {_in_words(arguments[1])}"
    return _WORDS.get(type_) or _class_in_words(type_)


def _class_in_words(cls: type[Any]) -> str:
    if issubclass(cls, enum.Enum):
        return ", ".join(f"`{member.value}`" for member in cls)
    if issubclass(cls, model.Cell):
        return re.sub(r"(?<!^)(?=[A-Z])", " ", cls.__name__).lower()
    return f"[`{cls.__name__}`](#{_label(cls)})"


def _label(cls: type[Any]) -> str:
    return f"fields-{cls.__name__.lower()}"


def _table(cls: type[Any]) -> Iterator[str]:
    if issubclass(cls, enum.Enum):
        docstrings = field_docstrings(cls)
        words = ((f"`{member.value}`", _plain(docstrings[member.name])) for member in cls)
        return table(("word", "what it means"), words)
    return table(("key", "value", "what it is"), _rows(cls))


def _plain(docstring: str) -> str:
    return docstring.replace("``", "`")


def _rows(cls: type[Any]) -> Iterator[tuple[str, str, str]]:
    attrs.resolve_types(cls)
    docstrings = field_docstrings(cls)
    for field in attrs.fields(cls):
        if field.init:
            key = f"`{field.name}`" if field.default is not attrs.NOTHING else f"**`{field.name}`**"
            value = "number" if field.validator in _NUMBERS else _in_words(field.type)
            yield key, value, _plain(docstrings[field.name])


def _tables(names: list[str]) -> Iterator[str]:
    for name in names:
        cls: type[Any] = getattr(model, name)
        yield from (f"({_label(cls)})=", *([f"**`{name}`**", ""] if len(names) > 1 else []), *_table(cls), "")


def write_tables(app: Sphinx, _page: str, source: list[str]) -> None:
    """Put the tables into the source of a page, in place of the blocks that name their classes."""

    def written(block: re.Match[str]) -> str:
        names = block[1].split()
        for name in names:  # a changed docstring makes the page again
            app.env.note_dependency(inspect.getfile(getattr(model, name)))
        return "\n".join(_tables(names))

    source[0] = _BLOCK.sub(written, source[0])


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("source-read", write_tables)
    return {"parallel_read_safe": True}
