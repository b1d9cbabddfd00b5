"""Imports for Sphinx what modules import only for type checkers, so that annotations become links."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import TYPE_CHECKING

import empact

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def _guarded(module: ModuleType) -> Iterator[ast.ImportFrom]:
    """Return the imports below ``if TYPE_CHECKING`` of a module."""
    for node in ast.parse(inspect.getsource(module)).body:
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            yield from (statement for statement in node.body if isinstance(statement, ast.ImportFrom))


def import_guarded(_app: Sphinx) -> None:
    """Add the names of these imports to every module."""
    names = [info.name for info in pkgutil.walk_packages(empact.__path__, "empact.")]
    for module in (importlib.import_module(name) for name in names if not name.endswith("__main__")):
        for statement in _guarded(module):
            home = importlib.import_module(str(statement.module))
            for alias in statement.names:
                vars(module).setdefault(alias.asname or alias.name, getattr(home, alias.name))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("builder-inited", import_guarded)
    return {"parallel_read_safe": True}
