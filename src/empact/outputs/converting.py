"""Turn results into trees of dicts, lists and scalars, with cattrs."""

from __future__ import annotations

import enum
import functools
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any

import attrs
from cattrs import Converter

from empact.analysis.markings import raised_marking
from empact.analysis.resolved_plans.cells import cell_items, cell_text
from empact.model import Cell, FrozenMap, Prose
from empact.outputs.envelope import envelope
from empact.outputs.keys import Key, is_empty, is_of_model, keys_of, stand_in_of
from empact.outputs.kinds import ResultKind
from empact.outputs.scalars import PRINTED, SCALARS, part_reference
from empact.serde.converter import unstructurer


def result_tree(result: Any, kind: ResultKind, raised_to: str | None = None) -> dict[str, Any]:
    """Return a result as a tree, whose first key is the format; one with a context has its envelope next.

    Args:
        result: The result.
        kind: Its kind.
        raised_to: The level to which the marking of the tree is raised.

    Raises:
        MarkingError: The marking is above ``raised_to``.
    """
    convert = _converter().unstructure
    context = getattr(result, "context", None)
    head: dict[str, Any] = {}
    if context is not None:
        about = ("records", "unread_markings", "unread")
        head = convert(envelope(context, raised_to, *(getattr(result, name, ()) for name in about)))
    elif raised_to is not None and hasattr(result, "marking"):
        result = attrs.evolve(result, marking=raised_marking(result.marking, raised_to))
    return {"empact": kind.format, **head, **convert(result)}


@functools.cache
def _converter() -> Converter:
    """Return the converter: values of the model as in files, and every other class by its keys."""
    converter = unstructurer(compact=True).copy()
    converter.register_unstructure_hook_factory(_has_keys, _by_keys)
    converter.register_unstructure_hook(tuple, lambda values: [converter.unstructure(each) for each in values])
    converter.register_unstructure_hook(FrozenMap, functools.partial(_mapping, converter.unstructure))
    converter.register_unstructure_hook(type, lambda cls: cls.__name__)
    converter.register_unstructure_hook(PurePath, str)
    converter.register_unstructure_hook(enum.StrEnum, lambda member: member.value)  # cattrs leaves texts as they are
    for cls, (write, _) in SCALARS.items():
        converter.register_unstructure_hook(cls, write)
    return converter


def _has_keys(cls: type[Any]) -> bool:
    return attrs.has(cls) and not is_of_model(cls)


@functools.cache
def _by_keys(cls: Any) -> Callable[[Any], Any]:
    """Return the function that writes the values of a class by its keys, or what stands in for them."""
    instead = stand_in_of(cls)
    if instead is not None:
        convert, name = _converter().unstructure, instead.field
        return lambda value: convert(getattr(value, name))
    keys = [(key, _writer(key)) for key in keys_of(cls)]

    def unstructure(value: Any) -> dict[str, Any]:
        tree: dict[str, Any] = {}
        for key, write in keys:
            inner = getattr(value, key.field)
            if not (key.optional and is_empty(inner)):
                tree[key.name] = write(value, inner)
        return tree

    return unstructure


def _writer(key: Key) -> Callable[[Any, Any], Any]:
    """Return the function that writes the value of a key, from the object that has it and the value."""
    if key.as_fields:
        return lambda _, inner: _as_fields(inner)
    if key.owned:
        return lambda _, inner: _each(_in_full, inner)
    plan = key.plan
    if plan is not None:
        return lambda owner, inner: _each(functools.partial(part_reference, getattr(owner, plan)), inner)
    convert = _converter().unstructure
    return lambda _, inner: convert(inner)


def _as_fields(value: Any) -> Any:
    """Return the tree of a value of the model field by field: a cell is what it prints, and nothing is in notation."""
    if _is_list(value):
        return [_as_fields(each) for each in value]
    cls = value.__class__
    if issubclass(cls, (Prose, Cell)):
        return _converter().unstructure(cell_text(value) if cls is Prose else cell_items(value))
    if cls in PRINTED:
        return str(value)
    if not (attrs.has(cls) and is_of_model(cls)):
        return _converter().unstructure(value)
    inner = ((key.name, getattr(value, key.field)) for key in keys_of(cls))
    return {name: _as_fields(each) for name, each in inner if each is not None}


def _in_full(value: Any) -> Any:
    """Return the tree of a value that is a reference elsewhere."""
    cls = value.__class__
    return unstructurer(compact=True).unstructure(value) if is_of_model(cls) else _by_keys(cls)(value)


def _each(write: Callable[[Any], Any], inner: Any) -> Any:
    if _is_list(inner):
        return [write(each) for each in inner]
    return None if inner is None else write(inner)


def _is_list(value: object) -> bool:
    return isinstance(value, tuple)


def _mapping(convert: Callable[[Any], Any], values: Mapping[Any, Any]) -> dict[str, Any]:
    return {convert(key): convert(value) for key, value in values.items()}
