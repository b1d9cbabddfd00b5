"""What a reader hands over: the raw tree of a file, and where each of its values stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeGuard

import attrs

from empact.diagnostics import Place
from empact.reprs import short_repr


class Plain(str):
    """A YAML scalar without quotes: the characters as written, not yet taken for a number, a bool or a date.

    Only such a string may become a number, a bool or a date, and only where the field asks for one.
    """

    __slots__ = ()


def is_mapping(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a value of a raw tree is a mapping; its keys are always text."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Whether a value of a raw tree is a list."""
    return isinstance(value, list)


def _nowhere(_pointer: str) -> Place | None:
    return None


@attrs.frozen
class RawDocument:
    """The tree of one file and its places.

    ``tree`` consists of ``dict`` (keys ``str``), ``list``, ``str``, ``Plain``, ``int``, ``float``, ``bool`` and
    ``None``. ``place`` answers a pointer of this tree (as the file has it) with the place of the value, ``key_place``
    with the place of its key; both answer None for what the file does not have, and are asked only when there is
    something to tell. Both must be picklable, since the plan keeps them.
    """

    tree: Any
    place: Callable[[str], Place | None] = _nowhere
    key_place: Callable[[str], Place | None] = _nowhere

    __repr__ = short_repr
