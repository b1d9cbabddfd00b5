"""The result of a reader: the raw tree of a file, and the place of each value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeGuard

import attrs

from empact.diagnostics import Place
from empact.reprs import short_repr


class Plain(str):
    """An unquoted YAML scalar: the characters as written, not yet a number, a bool or a date.

    Only such a string may become a number, a bool or a date, and only where its field has that type.
    """

    __slots__ = ()


def is_mapping(value: object) -> TypeGuard[dict[str, Any]]:
    """Check whether a value of a raw tree is a mapping. Its keys are always text."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Check whether a value of a raw tree is a list."""
    return isinstance(value, list)


def _nowhere(_pointer: str) -> Place | None:
    return None


@attrs.frozen
class RawDocument:
    """The raw tree of one file, with its places.

    ``tree`` consists of ``dict`` (keys ``str``), ``list``, ``str``, ``Plain``, ``int``, ``float``, ``bool`` and
    ``None``. ``place`` returns the place of the value at a pointer of this tree (as the file has it), ``key_place`` the
    place of its key; both return None for a pointer that the file does not have. They are called only for a finding,
    and must be picklable, since the plan keeps them.
    """

    tree: Any
    place: Callable[[str], Place | None] = _nowhere
    key_place: Callable[[str], Place | None] = _nowhere

    __repr__ = short_repr
