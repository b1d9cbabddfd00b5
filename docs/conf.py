"""Configures Sphinx: MyST, autodoc, and intersphinx without a network."""

from __future__ import annotations

import ast
import functools
import itertools
import pydoc
import re
import sys
import textwrap
import zlib
from inspect import getsource
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
from sphinx.ext.napoleon import Config
from sphinx.ext.napoleon.docstring import GoogleDocstring
from sphinx.util import inspect

import empact

if TYPE_CHECKING:
    from sphinx.application import Sphinx

sys.path[:0] = [str(Path(__file__).parent / "_ext"), str(Path(__file__).parents[1])]  # families.py reads tests/

project = "empact"
author = "the empact authors"
copyright = "2026, the empact authors"
version = release = empact.__version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.intersphinx",
    "guarded_imports",
    "api_pages",
    "rule_pages",
    "hook_pages",
    "key_tables",
    "audience_tables",
    "entry_kinds",
    "shown_documents",
    "status_words",
    "claims_page",
    "engine_tables",
    "field_tables",
    "understood",
    "families",
    "command_pages",
    "searches",
    "short_html",
    "site_files",
    "built_pages",
]
exclude_patterns = ["_build", "_ext", "_inv", "_templates"]
templates_path = ["_templates"]
html_theme = "furo"
html_favicon = "favicon.svg"
html_static_path = ["_static"]
html_js_files = ["scrollable.js"]
html_title = f"empact {release}"
html_copy_source = False

nitpicky = True
nitpick_ignore: list[tuple[str, str]] = [
    ("py:class", "Record"),  # whatever carries the digests of actions: reports, entries, operations, KPI registers
    ("py:class", "empact.analysis.identities.Record"),
    ("py:class", "empact.analysis.seals.SealedFacts"),  # the row of a kind of record, of which only seals know
    ("py:class", "SealedFacts"),
    ("py:class", "empact.analysis.seals.Facts"),  # a type variable
    ("py:class", "Overlapping"),  # in the signature of a context that only the engine makes
    ("py:class", "PluginManager"),  # in the docstring of the marker, which is an object of pluggy
    ("py:meth", "PluginManager.register"),
    ("py:class", "Plugins"),  # in the signature of classes that only a session makes
    ("py:class", "FolderUse"),  # likewise
    ("py:class", "Node"),  # in the signature of a sum, which only `progress` makes
    ("py:class", "Origin"),  # in the signature of a class that only `assignments` makes
    ("py:class", "empact.syntax.raw.Suspect"),  # in the signature of RawDocument; only the YAML reader makes it
    ("py:class", "empact.analysis.revision_paths.UnplacedKpi"),  # in the signature of what only a context makes
    ("py:class", "empact.outputs.tables.columns.Column"),  # in the signature of a table, which only `tables` makes
]
nitpick_ignore_regex = [
    ("py:class|py:obj", r"(.*\.)?[A-Z][A-Za-z]?T?(_co|_contra)?"),  # type variables have no page
    ("py:class", r"empact\.outputs\.tables\.rows\.[A-Z][a-z]+Row"),  # the page "Tables" describes their columns
]

myst_enable_extensions = ["deflist", "fieldlist"]
myst_heading_anchors = 3

toc_object_entries = False  # a page of the API begins with a summary of its names
autodoc_default_options = {"members": True, "undoc-members": True}
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
python_maximum_signature_line_length = 100
python_use_unqualified_type_names = True


def compile_inventory(source: Path, folder: Path) -> tuple[str, str]:
    """Write an intersphinx inventory from a list: the base address in the first line, then one name per line.

    Returns:
        The base address, and the path of the inventory.
    """
    first, *lines = source.read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    body = "".join(f"{name} {role} 1 {target} -\n" for name, role, target in rows)
    head = f"# Sphinx inventory version 2\n# Project: {source.stem}\n# Version: \n# Compressed using zlib:\n"
    folder.mkdir(parents=True, exist_ok=True)
    inventory = folder / f"{source.stem}.inv"
    inventory.write_bytes(head.encode() + zlib.compress(body.encode()))
    return first.removeprefix("#").strip(), str(inventory)


_here = Path(__file__).parent
intersphinx_mapping = {
    source.stem: compile_inventory(source, _here / "_build" / "inv")
    for source in sorted((_here / "_inv").glob("*.txt"))
}


def skip_hidden(*arguments: Any) -> bool | None:
    """Skip the names that attrs adds, and fields called ``type``: each mention of the built-in one would link there."""
    _app, what, name, *_ = arguments
    return True if name.startswith("__attrs_") or (what == "class" and name == "type") else None


class _SomeDefault:
    def __repr__(self) -> str:
        return "..."


def shorten_defaults(*arguments: Any) -> tuple[str, str] | None:
    """Show long defaults of attrs fields as ``...``, and classes by their names."""
    _app, what, _name, obj, _options, text, result = arguments
    if what != "class" or not attrs.has(obj):
        return text and (re.sub(r"<class '(?:\w+\.)*(\w+)'>", r"\1", text), result)
    signature = inspect.signature(obj)
    parameters = [
        parameter
        if parameter.default in (parameter.empty, None, "", (), True, False)
        else parameter.replace(default=_SomeDefault())
        for parameter in signature.parameters.values()
    ]
    shown = signature.replace(parameters=parameters, return_annotation=signature.empty)
    return inspect.stringify_signature(shown, unqualified_typehints=False), ""


@functools.cache
def _body(cls: type) -> list[ast.stmt]:
    """Return the statements of a class."""
    (found,) = ast.parse(textwrap.dedent(getsource(cls))).body
    return found.body if isinstance(found, ast.ClassDef) else []


def _hidden_field(cls: type) -> list[str]:
    """Return the docstring of a field called ``type``, which `skip_hidden` leaves out."""
    body = _body(cls)
    return [
        line
        for field, text in itertools.pairwise(body)
        if isinstance(field, ast.AnnAssign) and ast.unparse(field.target) == "type"
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant)
        for line in ("", f"``type``: {' '.join(str(text.value.value).split())}")
    ]


def _cached_property(name: str) -> list[str]:
    """Return the docstring of a cached property, which is a slot in a class of attrs and so has none there."""
    cls = pydoc.locate(name.rpartition(".")[0])
    return [
        line
        for method in (_body(cls) if isinstance(cls, type) and attrs.has(cls) else [])
        if isinstance(method, ast.FunctionDef) and method.name == name.rpartition(".")[2]
        for line in (ast.get_docstring(method) or "").splitlines()
    ]


def parse_sections(_app: Sphinx, what: Any, name: str, value: Any, _options: Any, lines: list[str]) -> None:
    """Turn the sections ``Args:`` and ``Raises:`` of a docstring into fields.

    The extension itself is not used: it takes the words before the first colon of a property for its type.
    """
    kind: Any = "method" if what in {"attribute", "data", "property"} else what
    if what == "class" and attrs.has(value):
        lines += _hidden_field(value)
    elif what == "attribute" and not any(lines):
        lines += _cached_property(name)
    settings: Any = Config()  # of its own kind, which the annotation of the parameter does not know
    lines[:] = GoogleDocstring(lines, settings, what=kind, name=name, obj=value).lines()


def setup(app: Sphinx) -> None:
    """Register the event handlers of this file."""
    app.connect("autodoc-skip-member", skip_hidden)
    app.connect("autodoc-process-signature", shorten_defaults)
    app.connect("autodoc-process-docstring", parse_sections)
