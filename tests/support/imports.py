"""Which module of empact imports which, and how large each is: all of ``src`` is parsed once, for all tests that ask.

An import counts wherever it stands: in a function, and for type checkers alone. A name of a package counts as an import
of the module that defines it, since a lazy package names that module in its table. The table itself is not an import,
and neither is a text that names code, such as ``"package.module:function"``: a plugin is registered with it.
"""

from __future__ import annotations

import ast
import functools
import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.support.paths import ROOT

from empact.lazy import table_homes

SOURCES = ROOT / "src"
EMPACT = SOURCES / "empact"

Edge = tuple[str, str]
"""A module, and one that it imports."""


class Use(NamedTuple):
    """A name that a module takes from another one; the name is "" for the whole module."""

    importer: str
    imported: str
    name: str


class Module(NamedTuple):
    """What a test needs to know of a module. Its tree is not kept: trees of all modules would slow down every test."""

    name: str
    place: str
    """Its path below the folder of empact."""
    code_lines: int
    """How many lines have code, without comments and docstrings."""
    imports: tuple[tuple[str, str, str], ...]
    """A module, the name that is taken from it ("" for the module itself), and the local name."""
    attributes: frozenset[tuple[str, str]]
    """The names before and behind a dot: ``hooks`` and ``Option``."""
    lazy: Mapping[str, tuple[str, str]]
    """The names in the table of a lazy package, each with its module and its name there."""
    functions: int
    """How many functions and methods it defines, those in functions included."""
    used_once: tuple[str, ...]
    """The private functions and methods whose name stands once in the module, besides its definition."""


def parse_module(name: str, text: str, place: str) -> Module:
    """Return what a test needs to know of a module with this text."""
    nodes = list(ast.walk(ast.parse(text)))
    attributes = [node for node in nodes if isinstance(node, ast.Attribute)]
    functions = [node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    named = Counter(node.id for node in nodes if isinstance(node, ast.Name))
    named.update(attribute.attr for attribute in attributes)
    return Module(
        name=name,
        place=place,
        code_lines=len(_code_lines(nodes, text)),
        imports=tuple(_imports(nodes)),
        attributes=frozenset((node.value.id, node.attr) for node in attributes if isinstance(node.value, ast.Name)),
        lazy=_lazy(nodes),
        functions=len(functions),
        used_once=tuple(name for name in functions if name[0] == "_" and name[:2] != "__" and named[name] == 1),
    )


def _code_lines(nodes: Iterable[ast.AST], text: str) -> set[int]:
    lines = {number for number, line in enumerate(text.split("\n"), 1) if line.strip() and line.strip()[0] != "#"}
    docstrings = set[int]()
    for node in nodes:
        match node:
            case ast.Expr(value=ast.Constant(value=str()), lineno=start, end_lineno=int(end)):
                docstrings.update(range(start, end + 1))
            case ast.Constant(value=str(), lineno=start, end_lineno=int(end)) if end > start:
                lines.update(range(start, end + 1))  # blank lines in a text, and lines that start with a hash sign
            case ast.JoinedStr(lineno=start, end_lineno=int(end)) if end > start:
                lines.update(range(start, end + 1))
            case _:
                pass
    return lines - docstrings


def _imports(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, str, str]]:
    for node in nodes:
        match node:
            case ast.Import(names=aliases):
                for alias in aliases:
                    yield alias.name, "", alias.asname or alias.name
            case ast.ImportFrom(module=str(module), names=aliases, level=0):
                for alias in aliases:
                    yield module, alias.name, alias.asname or alias.name
            case _:
                pass


def _lazy(nodes: Iterable[ast.AST]) -> dict[str, tuple[str, str]]:
    homes: dict[str, tuple[str, str]] = {}
    for node in nodes:
        match node:
            case ast.Call(func=ast.Name(id="_lazy_names"), args=[_, ast.Constant(value=str(table)), *_]):
                for name, home in table_homes(table).items():
                    module, _, function = home.removesuffix("()").rpartition(".")
                    homes[name] = (module, function) if home.endswith("()") else (home, name)
            case _:
                pass
    return homes


@functools.cache
def modules() -> Mapping[str, Module]:
    """Return the modules of empact by their names."""
    enabled = gc.isenabled()
    gc.disable()  # looking for garbage among the nodes of a tree takes three times as long as making them
    try:
        return {module.name: module for module in map(_module, sorted(EMPACT.glob("**/*.py")))}
    finally:
        if enabled:
            gc.enable()


def _module(path: Path) -> Module:
    parts = path.relative_to(SOURCES).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return parse_module(name, path.read_text(encoding="utf-8"), path.relative_to(EMPACT).as_posix())


@functools.cache
def uses() -> frozenset[Use]:
    """Return each name that a module of empact takes from another one."""
    return frozenset(use for module in modules().values() for use in uses_of(module))


@functools.cache
def imports() -> frozenset[Edge]:
    """Return each pair of a module of empact and another one that it imports."""
    return frozenset((use.importer, use.imported) for use in uses())


def uses_of(module: Module) -> Iterator[Use]:
    """Yield each name that a module takes from a module of empact."""
    modules_in_it: dict[str, str] = {}
    for imported, taken, local in module.imports:
        if imported in modules():
            home, name = home_of(imported, taken) if taken else (imported, "")
            if not name:
                modules_in_it[local] = home
            if home != module.name:
                yield Use(module.name, home, name)
    for before, attribute in module.attributes:
        if before in modules_in_it:
            yield Use(module.name, *home_of(modules_in_it[before], attribute))


def home_of(module: str, name: str) -> Edge:
    """Return the module that defines a name of a module or package, and its name there; "" for a module itself."""
    if f"{module}.{name}" in modules():
        return f"{module}.{name}", ""
    home, there = _taken(module).get(name, (module, name))
    return (home, there) if home == module or not there else home_of(home, there)


@functools.cache
def _taken(package: str) -> Mapping[str, tuple[str, str]]:
    """Return the names that a package takes from modules of empact, each with its module and its name there."""
    module = modules()[package]
    if not module.place.endswith("__init__.py"):
        return {}
    eager = {local: (home, name) for home, name, local in module.imports if home in modules()}
    return {**module.lazy, **eager}


def circles(edges: Iterable[Edge]) -> list[list[str]]:
    """Return the circles of modules: in each, every module imports every other one, directly or through others."""
    graph: dict[str, set[str]] = {}
    for importer, imported in edges:
        graph.setdefault(importer, set()).add(imported)
    reached = {module: _reached(module, graph) for module in graph}
    groups = {frozenset(other for other in reached[module] if module in reached.get(other, ())) for module in graph}
    return sorted(sorted(group) for group in groups if len(group) > 1)


def _reached(start: str, graph: Mapping[str, set[str]]) -> set[str]:
    reached, ahead = set[str](), {start}
    while ahead:
        ahead = {imported for module in ahead for imported in graph.get(module, ())} - reached
        reached |= ahead
    return reached
