"""Reads the text of modules of empact: what each of them defines and imports, and its table of lazy names.

Annotations and defaults are those of the source, so that they are the same with every version of Python.
"""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, cast

from empact.lazy import table_homes

ROOT = Path(__file__).parents[3]
SOURCES = ROOT / "src"
Function = ast.FunctionDef | ast.AsyncFunctionDef

_WIDTH = 120


def rank(name: str) -> tuple[bool, bool, str]:
    """Return the place of a name among others: constants, classes, functions."""
    return (not name.isupper(), not name[:1].isupper(), name)


class Import(NamedTuple):
    """An import statement with one name; ``name`` is "" for a whole module, and ``local`` if nothing follows ``as``."""

    module: str
    name: str
    local: str = ""

    def __str__(self) -> str:
        words = f"from {self.module} import {self.name}" if self.name else f"import {self.module}"
        return f"{words} as {self.local}" if self.local else words


class Home(NamedTuple):
    """Where a name is defined."""

    module: str
    name: str


class Deprecated(NamedTuple):
    """A name of a lazy package that has another one now, as in :func:`empact.lazy.deprecated`."""

    old: str
    new: str
    since: str
    removal: str

    def __str__(self) -> str:
        return f"deprecated since {self.since}, removed in {self.removal}: use {self.new}"


class Source:
    """The text of a module: what it defines and what it imports, also for type checkers alone."""

    def __init__(self, module: str) -> None:
        path = SOURCES.joinpath(*module.split("."))
        self.path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        text = self.path.read_text(encoding="utf-8")
        self.lines = text.encode().split(b"\n")  # the positions of `ast` count bytes
        self.module = module
        self.body = ast.parse(text).body
        self.imports: dict[str, Import] = {}
        self.definitions: dict[str, list[ast.stmt]] = {}
        self.table: dict[str, str] = {}
        """The names of a lazy package, each with what stands before it in the table."""
        self.deprecated: tuple[Deprecated, ...] = ()
        """The names of a lazy package that have other names now."""
        self._read(self.body)

    def _read(self, body: Iterable[ast.stmt]) -> None:
        for node in body:
            match node:
                case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                    self._read(node.body)
                case ast.Import(names=aliases):
                    self.imports |= {a.asname or a.name: Import(a.name, "", a.asname or "") for a in aliases}
                case ast.ImportFrom(module=str(module), names=aliases):
                    self.imports |= {a.asname or a.name: Import(module, a.name, a.asname or "") for a in aliases}
                case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                    self.definitions.setdefault(name, []).append(node)
                case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                    self.definitions.setdefault(name, []).append(node)
                case ast.Assign(
                    value=ast.Call(func=ast.Name(id="_lazy_names"), args=[_, ast.Constant(value=table), *renamed])
                ):
                    self.table = table_homes(str(table))
                    self.deprecated = tuple(map(_deprecated, renamed))
                case _:
                    pass

    def segment(self, node: ast.expr | ast.stmt) -> str:
        """Return a part of the text as it is written: ``ast.get_source_segment`` splits the whole text each time."""
        lines = self.lines[node.lineno - 1 : node.end_lineno]
        lines[-1] = lines[-1][: node.end_col_offset]
        lines[0] = lines[0][node.col_offset :]
        return b"\n".join(lines).decode()

    def written(self, node: ast.expr) -> str:
        """Return an expression as it is written, on one line."""
        text = self.segment(node)
        if "\n" not in text:
            return text
        return re.sub(r"(?<=[(\[{]) | ?,? (?=[)\]}])", "", " ".join(text.split()))

    def class_body(self, qualified: str) -> ast.ClassDef:
        """Return a class of the module; one inside another is ``Outer.Inner``."""
        body = self.body
        for name in qualified.split("."):
            found = next(node for node in body if isinstance(node, ast.ClassDef) and node.name == name)
            body = found.body
        return found

    def signature(self, node: Function, *, method: bool = False) -> str:
        """Return a signature as it is written: on one line if it fits, otherwise with a line for each parameter."""
        words = list(self._parameters(node.args))[method:]
        words = words[1:] if words[:1] == ["/"] else words  # after the first parameter of a method
        returned = f" -> {self.written(node.returns)}" if node.returns else ""
        keyword = "async def" if isinstance(node, ast.AsyncFunctionDef) else "def"
        line = f"{keyword} {node.name}({', '.join(words)}){returned}"
        if len(f"{line}: ...") <= _WIDTH:
            return line
        rows = "".join(f"    {word},\n" for word in words)
        return f"{keyword} {node.name}(\n{rows}){returned}"

    def _parameters(self, arguments: ast.arguments) -> Iterator[str]:
        positional = [*arguments.posonlyargs, *arguments.args]
        defaults = [*[None] * (len(positional) - len(arguments.defaults)), *arguments.defaults]
        for number, (argument, default) in enumerate(zip(positional, defaults, strict=True), 1):
            yield self._parameter(argument, default)
            if number == len(arguments.posonlyargs):
                yield "/"
        if arguments.vararg:
            yield f"*{self._parameter(arguments.vararg)}"
        elif arguments.kwonlyargs:
            yield "*"
        for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
            yield self._parameter(argument, default)
        if arguments.kwarg:
            yield f"**{self._parameter(arguments.kwarg)}"

    def _parameter(self, argument: ast.arg, default: ast.expr | None = None) -> str:
        if argument.annotation is None:
            return argument.arg if default is None else f"{argument.arg}={self.written(default)}"
        typed = f"{argument.arg}: {self.written(argument.annotation)}"
        return typed if default is None else f"{typed} = {self.written(default)}"


def _deprecated(call: ast.expr) -> Deprecated:
    """Return the entry of a deprecated name."""
    assert isinstance(call, ast.Call)  # noqa: S101 - type checkers accept nothing else
    return Deprecated(*(str(ast.literal_eval(argument)) for argument in call.args))


def home_of(module: str, name: str) -> Home:
    """Return where a name is defined that a module has."""
    text = source(module)
    if name in text.definitions:
        return Home(module, name)
    if name in text.table:
        return home_of(text.table[name], name)
    statement = text.imports[name]
    return home_of(statement.module, statement.name)


@functools.cache
def source(module: str) -> Source:
    """Return the text of a module."""
    return Source(module)


def lazy_packages() -> Iterator[str]:
    """Return the packages that have a table of names."""
    for path in sorted(SOURCES.glob("empact/**/__init__.py")):
        package = ".".join(path.parent.relative_to(SOURCES).parts)
        if source(package).table:
            yield package


def methods_of(home: str) -> type[Any]:
    """Return the class whose methods are names of a package: what the function in the table returns."""
    module, _, function = home.removesuffix("()").rpartition(".")
    factory: Callable[[], object] = getattr(importlib.import_module(module), function)
    return cast("type[Any]", inspect.signature(factory, eval_str=True).return_annotation)


def method_of(cls: type[Any], name: str) -> tuple[Source, list[Function]]:
    """Return the overloads of a method, or the method itself, with the module of its text."""
    owner = next(base for base in cls.__mro__ if name in vars(base))
    module = source(owner.__module__)
    nodes = [node for node in module.class_body(owner.__qualname__).body if isinstance(node, Function)]
    return module, overloads(node for node in nodes if node.name == name)


def overloads(nodes: Iterable[Function]) -> list[Function]:
    """Return what a caller sees of the functions of one name: the overloads, if there are any."""
    every = list(nodes)
    return [node for node in every if "overload" in map(ast.unparse, node.decorator_list)] or every
