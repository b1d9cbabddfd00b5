"""List the anchors in a plan: where a value says which text of the plan states it."""

from __future__ import annotations

import functools
from typing import Any, TypeVar, cast, get_args, get_type_hints

import attrs

from empact import Plan
from empact.diagnostics import Pointer
from empact.model import Anchor

_Path = tuple[str | int, ...]


def anchors(plan: Plan) -> list[tuple[Pointer, Anchor]]:
    """Return every anchor in a plan with its pointer, except in the extension data of plugins."""
    found: list[tuple[_Path, Anchor]] = []
    _collect(plan, (), found)
    return [(functools.reduce(Pointer.__truediv__, path, Pointer()), anchor) for path, anchor in found]


def _collect(value: object, path: _Path, found: list[tuple[_Path, Anchor]]) -> None:
    # Only the fields that can lead to an anchor are visited, and only pointers that are needed are built: nearly all
    # values of a plan are texts, and nearly all of its anchors are None.
    if isinstance(value, Anchor):
        found.append((path, value))
        return
    for name in _fields(type(value)):
        inner: object = getattr(value, name)
        if isinstance(inner, tuple):
            for index, item in enumerate(cast("tuple[object, ...]", inner)):
                _collect(item, (*path, name, index), found)
        elif inner is not None:
            _collect(inner, (*path, name), found)


@functools.cache
def _fields(cls: type[Any]) -> tuple[str, ...]:
    """Return the fields of a class of the model that can contain an anchor, at any depth."""
    if not attrs.has(cls):
        return ()
    hints = get_type_hints(cls)
    names = (field.name for field in attrs.fields(cls) if field.init and field.name != "extensions")
    return tuple(name for name in names if _leads_to_anchor(hints[name]))


def _leads_to_anchor(hint: Any) -> bool:
    """Check whether a value of a type can contain an anchor; the items of a cell are known by their own class only."""
    if hint is Anchor or isinstance(hint, TypeVar):
        return True
    inner = get_args(hint)
    return any(map(_leads_to_anchor, inner)) if inner else isinstance(hint, type) and bool(_fields(hint))
