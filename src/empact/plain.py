"""Plain trees: what a file of YAML or JSON can hold, and what is wrong with a tree that a plugin makes.

A value that no file can hold is reported where it enters, so that the fault names the plugin that made it and not the
one that writes it later.
"""

from __future__ import annotations

import math
from typing import Any, cast

from empact.arguments import half_character, with_article
from empact.reprs import cut_repr
from empact.values import value

MAX_DEPTH = 64
"""The most levels of lists and mappings in each other."""
_MAX_VALUES = 10_000_000
"""The most values of a tree, also of one that has the same list in many places."""
_MAX_BITS = 13_300
"""A longer whole number is not written: Python converts at most 4,300 digits."""


@value
class TreeFault:
    """The first value of a tree that is not plain."""

    pointer: str
    """The RFC 6901 pointer of the value."""
    problem: str
    """What it is or has, as the end of a sentence: ``is a set``."""

    def of(self, what: str) -> str:
        """Return the sentence about it: ``Edit.new at '/0' is a set``."""
        where = f" at {cut_repr(self.pointer)}" if self.pointer else ""
        return f"{what}{where} {self.problem}"


def tree_fault(tree: object) -> TreeFault | None:
    """Return the first value of a tree that no file can hold, or None.

    A tree has mappings (``dict`` with texts as keys), lists, texts, whole and finite numbers, ``bool`` and ``None``. It
    does not contain itself, is nested at most 64 levels, and its texts have no half characters.
    """
    return _Walk().fault(tree, "", 1)


def plain_copy(tree: Any) -> Any:
    """Return a copy of a tree that has no fault; what stands in several places of it is copied once."""
    return _copy(tree, {})


def _copy(tree: Any, known: dict[int, Any]) -> Any:
    if not isinstance(tree, (dict, list)):
        return tree
    branch = cast("dict[str, Any] | list[Any]", tree)
    if id(branch) not in known:
        known[id(branch)] = (
            {key: _copy(inner, known) for key, inner in branch.items()}
            if isinstance(branch, dict)
            else [_copy(inner, known) for inner in branch]
        )
    return known[id(branch)]


class _Walk:
    """One look at a tree: a list or mapping that stands in several places is looked at once, but counted each time."""

    def __init__(self) -> None:
        self._open: set[int] = set()
        self._sizes: dict[int, int] = {}
        self._depths: dict[int, int] = {}

    def fault(self, value: object, pointer: str, depth: int) -> TreeFault | None:
        """Return the first fault in a value, which is at a pointer and in ``depth - 1`` lists and mappings."""
        if not isinstance(value, (dict, list)):
            problem = _problem(value)
            return None if problem is None else TreeFault(pointer, problem)
        branch = cast("dict[object, object] | list[object]", value)
        if id(branch) in self._open:
            return TreeFault(pointer, "contains itself")
        if depth + self._depths.get(id(branch), 0) > MAX_DEPTH:
            return TreeFault(pointer, f"has more than {MAX_DEPTH} levels")
        if id(branch) in self._sizes:
            return None
        self._open.add(id(branch))
        found = self._inside(branch, pointer, depth)
        self._open.discard(id(branch))
        return found

    def _inside(self, branch: dict[object, object] | list[object], pointer: str, depth: int) -> TreeFault | None:
        size, below = 1, 0
        pairs = branch.items() if isinstance(branch, dict) else enumerate(branch)
        for step, inner in pairs:
            kind = type(inner)
            plain = inner is None or kind is bool or (kind is str and cast("str", inner).isascii())
            if isinstance(branch, dict) and not (type(step) is str and step.isascii()):
                problem = _key_problem(step)
                if problem is not None:
                    return TreeFault(pointer, problem)
            if plain:
                size += 1
                continue
            found = self.fault(inner, f"{pointer}/{_token(step)}", depth + 1)
            if found is not None:
                return found
            key = id(inner)
            size += self._sizes.get(key, 1)
            below = max(below, 1 + self._depths[key]) if key in self._depths else below
            if size > _MAX_VALUES:
                return TreeFault(pointer, f"has more than {_MAX_VALUES:,} values")
        self._sizes[id(branch)], self._depths[id(branch)] = size, below
        return None


def _token(step: object) -> str:
    return str(step).replace("~", "~0").replace("/", "~1")


def _key_problem(key: object) -> str | None:
    if not isinstance(key, str):
        return f"has {_named(key)} as a key"
    half = half_character(key)
    return None if half is None else f"has half a character in a key ({half})"


def _problem(value: Any) -> str | None:
    """Return what is wrong with a value that is neither a list nor a mapping; None if a file can hold it."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, str):
        half = half_character(value)
        return None if half is None else f"has half a character ({half})"
    if isinstance(value, int) and type(value) is int:
        return "is a whole number of more than 4,000 digits" if value.bit_length() > _MAX_BITS else None
    if type(value) is float:
        return None if math.isfinite(value) else f"is the float {value}"
    return f"is {_named(value)}"


def _named(value: object) -> str:
    """Return the type of a value, not the value, which may be text of a marked plan."""
    return with_article(type(value).__name__)
