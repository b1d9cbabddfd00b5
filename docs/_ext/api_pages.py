"""Generates ``reference/api/`` before each build: a page for each subject of the Python API, and their index.

A page begins with a summary of its names, each with its first sentence.
"""

from __future__ import annotations

import inspect
import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import attrs
from pages import table, write_folder
from subjects import USES, Name, Subject, subjects

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_FOLDER = "reference/api"
_HEAD = """# Python API

Each page has one subject, with a summary of its names: what you call, what comes back, and what only plugins need.
Start with [Load, check, export](start.md) and [Ask a plan](contexts.md).

All classes and functions are also in the {ref}`index <genindex>`.
"""
_FEW = 4
"""The number of names of a page that the index shows."""


def _index(pages: list[Subject]) -> Iterator[str]:
    yield _HEAD
    for group, members in itertools.groupby(pages, lambda page: page.group):
        shown = list(members)
        yield from (f"## {group}", "")
        rows = ((f"[{page.title}]({page.key}.md)", ", ".join(page.names), _few(page)) for page in shown)
        yield from (*table(("Subject", "For", "Names"), rows), "")
        yield from ("```{toctree}", ":hidden:", ":maxdepth: 1", *(page.key for page in shown), "```", "")


def _few(page: Subject) -> str:
    """Return the first names of a page."""
    names = [name for part in page.names.values() for name in part]
    return ", ".join(f"{{py:obj}}`{name.name} <{name}>`" for name in names[:_FEW]) + ", ..." * (len(names) > _FEW)


def _page(page: Subject) -> Iterator[str]:
    yield from (f"# {page.title}", "", page.text, "")
    for use, names in page.names.items():
        rows = ((f"{{py:obj}}`{name.name} <{name}>`", name.sentence) for name in names)
        yield from (f"## {USES[use]}", "", *table(("Name", "What it is"), rows), "")
    yield from ("## Descriptions", "", "```{eval-rst}")
    for use, names in page.names.items():
        for name in names:
            yield from _entry(name, use, page)
    if page.module:
        yield from (f".. automodule:: {page.module}", "   :exclude-members: pytest_addoption")
    yield from ("```", "")


def _entry(name: Name, use: str, page: Subject) -> Iterator[str]:
    value = name.value
    if inspect.isclass(value):
        yield f".. autoclass:: {name}{'' if _is_built(value, use) else '()'}"
        yield from [f"   :exclude-members: {', '.join(page.without.split())}"] if page.without else []
        yield from ["   :inherited-members:"] if page.inherited else []
    else:
        yield f".. auto{'function' if inspect.isroutine(value) else 'data'}:: {name}"


def _is_built(cls: type[Any], use: str) -> bool:
    """Return whether people build values of a class, so that its parameters matter: those of the model, for example."""
    return use != "values" or (attrs.has(cls) and cls.__module__.startswith("empact.model."))


def write_pages(app: Sphinx) -> None:
    """Write the pages, and remove those of subjects that are gone."""
    pages = list(subjects())
    texts = {f"{page.key}.md": "\n".join(_page(page)) for page in pages}
    write_folder(app.srcdir / _FOLDER, {"index.md": "\n".join(_index(pages)), **texts})


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("builder-inited", write_pages)
    return {"parallel_read_safe": True}
