"""Descriptions of the public packages: their names with fields, types, defaults and signatures.

A class has its parameters and other fields first, and then its methods and properties; parameters after ``*`` are given
by keyword alone. What a class inherits from a base that is not public stands with its own.
"""

from __future__ import annotations

import ast
import enum
import functools
import importlib
import inspect
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import attrs
from sources import Function, Home, Source, home_of, method_of, methods_of, overloads, rank, source

PUBLIC = (
    "empact.analysis",
    "empact.containers",
    "empact.diagnostics",
    "empact.documents",
    "empact.hooks",
    "empact.model",
    "empact.testing",
    "empact",
)
"""The packages that users and plugins import. A name of several of them is described in the first."""

_PRIVATE = ":meta private:"
"""Marks the docstring of what only empact uses, as in the documentation."""
_UNSEEN = frozenset({"__attrs_pre_init__", "__attrs_post_init__", "__init_subclass__", "__reduce__", "__repr__"})


class Field(NamedTuple):
    """A field or an attribute of a class."""

    text: str
    is_parameter: bool = False
    is_keyword: bool = False


def description(package: str) -> str:
    """Return the public names of a package, each with what belongs to it."""
    lines = [f"# Written by docs/_scripts/public_names: the public names of {package}."]
    for name in sorted(_homes(package), key=rank):
        lines += ["", *_described(package, name)]
    for entry in sorted(source(package).deprecated):
        lines += ["", f"{entry.old}: {entry}"]
    return "".join(f"{line}\n" for line in lines)


@functools.cache
def _homes(package: str) -> dict[str, Home | None]:
    """Return the public names of a package, each with where it is defined; None for a module, and for a method."""
    table = source(package).table
    if not table:
        return {name: Home(package, name) for name in importlib.import_module(package).__all__}
    return {name: home_of(home, name) if home and not home.endswith("()") else None for name, home in table.items()}


@functools.cache
def _package(home: Home) -> str | None:
    """Return the package in whose description a name stands, or None if it is not public."""
    return next((package for package in PUBLIC if home in _homes(package).values()), None)


def _described(package: str, name: str) -> Iterator[str]:
    home = _homes(package)[name]
    if home is not None:
        yield from _definition(home) if _package(home) == package else [f"{name}: see {_package(home)}"]
    elif method := source(package).table[name]:
        text, nodes = method_of(methods_of(method), name)
        yield from _functions(text, nodes, method=True)
    else:
        yield f"{name}: module"


def _definition(home: Home) -> Iterator[str]:
    text = source(home.module)
    nodes = text.definitions[home.name]
    match nodes[-1]:
        case ast.ClassDef(bases=bases):
            names = ", ".join(map(text.written, bases))
            yield f"class {home.name}({names})" if names else f"class {home.name}"
            yield from (f"    {line}" for line in _class(getattr(importlib.import_module(home.module), home.name)))
        case ast.Assign() | ast.AnnAssign() as node:
            yield from text.segment(node).splitlines()
        case _:
            yield from _functions(text, (node for node in nodes if isinstance(node, Function)))


def _functions(text: Source, nodes: Iterable[Function], *, method: bool = False) -> Iterator[str]:
    for node in overloads(nodes):
        yield from (f"@{text.written(item)}" for item in node.decorator_list if ast.unparse(item) != "overload")
        yield from text.signature(node, method=method).splitlines()


def _class(cls: type[Any]) -> Iterator[str]:
    fields: dict[str, Field] = {}
    members: dict[str, list[str]] = {}
    for base in reversed(cls.__mro__):
        home = Home(base.__module__, base.__qualname__)
        if base is cls or (home.module.startswith("empact.") and _package(home) is None):
            text = source(home.module)
            body = text.class_body(home.name).body
            fields |= dict(_fields(text, body, cls))
            members |= _members(text, body, cls)
    if issubclass(cls, enum.Enum):
        yield from (f"{name} = {member.value!r}" for name, member in cls.__members__.items())
    keywords = [field.text for field in fields.values() if field.is_keyword]
    yield from (field.text for field in fields.values() if field.is_parameter and not field.is_keyword)
    yield from ["*", *keywords] if keywords else []
    yield from (field.text for field in fields.values() if not field.is_parameter)
    for name in sorted(members, key=rank):
        yield from members[name]


def _fields(text: Source, body: Iterable[ast.stmt], cls: type[Any]) -> Iterator[tuple[str, Field]]:
    """Yield the public fields of a class body: a field of attrs as the parameter of the class that it is."""
    attributes: dict[str, attrs.Attribute[Any]] = attrs.fields_dict(cls) if attrs.has(cls) else {}
    for node in body:
        match node:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=value):
                attribute = attributes.get(name)
                is_parameter = attribute is not None and attribute.init
                shown = (attribute.alias if attribute is not None and is_parameter else None) or name
                note = "  (no parameter)" if attribute is not None and not is_parameter else ""
                if not shown.startswith("_"):
                    line = f"{shown}: {text.written(annotation)}{_default(text, value)}{note}"
                    yield name, Field(line, is_parameter, is_parameter and attribute is not None and attribute.kw_only)
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                if not name.startswith("_") and not issubclass(cls, enum.Enum):
                    yield name, Field(f"{name} = {text.written(value)}")
            case ast.FunctionDef(name="__init__"):
                yield from _attributes(text, node)
            case _:
                pass


def _default(text: Source, value: ast.expr | None) -> str:
    """Return the default of a field; one that is computed from other fields is "..."."""
    match value:
        case None:
            return ""
        case ast.Call(func=ast.Name(id="field") | ast.Attribute(attr="field"), keywords=keywords):
            given = {keyword.arg: text.written(keyword.value) for keyword in keywords}
            if "factory" in given:
                return f" = {given['factory']}()"
            default = given.get("default")
            return "" if default is None else f" = {'...' if 'takes_self=True' in default else default}"
        case _:
            return f" = {text.written(value)}"


def _attributes(text: Source, function: ast.FunctionDef) -> Iterator[tuple[str, Field]]:
    """Yield the public attributes that ``__init__`` sets."""
    for node in ast.walk(function):
        match node:
            case ast.AnnAssign(target=ast.Attribute(value=ast.Name(id="self"), attr=name), annotation=annotation):
                if not name.startswith("_"):
                    yield name, Field(f"{name}: {text.written(annotation)}")
            case ast.Assign(targets=[ast.Attribute(value=ast.Name(id="self"), attr=name)]):
                if not name.startswith("_"):
                    raise LookupError(f"{text.module}: write the type of the attribute {name!r} in __init__.")
            case _:
                pass


def _members(text: Source, body: Iterable[ast.stmt], cls: type[Any]) -> dict[str, list[str]]:
    """Return the public methods and properties of a class body, each with its lines."""
    functions: dict[str, list[Function]] = {}
    for node in body:
        if isinstance(node, Function) and _is_public(node.name) and _PRIVATE not in (ast.get_docstring(node) or ""):
            functions.setdefault(node.name, []).append(node)
    return {name: list(_member(text, nodes, cls)) for name, nodes in functions.items()}


def _is_public(name: str) -> bool:
    return not name.startswith("_") or (name.startswith("__") and name.endswith("__") and name not in _UNSEEN)


def _member(text: Source, nodes: list[Function], cls: type[Any]) -> Iterator[str]:
    value = inspect.getattr_static(cls, nodes[0].name, None)
    if callable(value) or isinstance(value, (classmethod, staticmethod)):
        yield from _functions(text, nodes, method=not isinstance(value, staticmethod))
    else:  # a property, or one that is computed once: attrs keeps those of a class with slots elsewhere
        returned = nodes[0].returns
        yield f"{nodes[0].name}: {text.written(returned) if returned else 'Any'}  (property)"
