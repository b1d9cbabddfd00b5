"""A result is described once: under each field of its class."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from typing import Any

import attrs
import pytest

import empact
from empact.docstrings import field_docstrings

SENTENCES = re.compile(r"[A-Z0-9`\[].*[A-Za-z0-9`\])\"]\.", re.DOTALL)
MARKUP = re.compile(r":\w+:`|(?<!`)`(?!`)|\*\*|`_|^\s*[-*] |::|\.\. ", re.MULTILINE)
LISTED = re.compile(r"^ *(?:(?:Args|Attributes):$|- ``\w+``: )", re.MULTILINE)


def public_classes() -> Iterator[type[Any]]:
    modules = [empact, *(importlib.import_module(info.name) for info in _walk())]
    for module in modules:
        for name, cls in vars(module).items():
            if isinstance(cls, type) and attrs.has(cls) and cls.__module__ == module.__name__ and name[0] != "_":
                yield cls


def _walk() -> Iterator[pkgutil.ModuleInfo]:
    return (info for info in pkgutil.walk_packages(empact.__path__, "empact.") if not info.name.endswith("__main__"))


@pytest.fixture(scope="module")
def classes() -> Mapping[str, type[Any]]:
    return {f"{cls.__module__}.{cls.__qualname__}": cls for cls in public_classes()}


def test_a_field__has_a_docstring(classes: Mapping[str, type[Any]]) -> None:
    missing = [
        f"{name}.{field.name}"
        for name, cls in classes.items()
        for field in attrs.fields(cls)
        if not field.name.startswith("_") and field.name not in field_docstrings(cls)
    ]
    assert missing == [], "write a docstring directly under these fields"
    assert "empact.model.actions.Action" in classes


def test_the_docstring_of_a_field__is_sentences_in_plain_text(classes: Mapping[str, type[Any]]) -> None:
    docstrings = {
        f"{name}.{field}": text for name, cls in classes.items() for field, text in field_docstrings(cls).items()
    }
    assert {name: text for name, text in docstrings.items() if not SENTENCES.fullmatch(text)} == {}
    assert {name: text for name, text in docstrings.items() if MARKUP.search(text) or text.count("``") % 2} == {}


def test_the_docstring_of_a_class__lists_no_fields(classes: Mapping[str, type[Any]]) -> None:
    assert [name for name, cls in classes.items() if LISTED.search(cls.__doc__ or "")] == []
