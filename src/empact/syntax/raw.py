"""The result of a reader: the raw tree of a file, and the place of each value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeGuard

from empact.diagnostics import Diagnostic, Place
from empact.values import value


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


def _not_found(_pointer: str, _words: str) -> Place | None:
    return None


@value
class Suspect:
    """An unquoted value before a comment: a reader cannot know whether the "#" is meant as part of a text.

    ``pointer`` leads to the value in the raw tree; ``text`` is the value (empty where there is none), ``comment`` what
    follows the "#". The field decides whether ``finding`` is reported: only of a text, or where the comment goes on
    with the value.
    """

    pointer: str
    text: str
    comment: str
    finding: Diagnostic


@value
class RawDocument:
    """The raw tree of one file, with its places.

    ``tree`` consists of ``dict`` (keys ``str``), ``list``, ``str``, ``Plain``, ``int``, ``float``, ``bool`` and
    ``None``. ``place`` returns the place of the value at a pointer of this tree (as the file has it), ``key_place`` the
    place of its key; both return None for a pointer that the file does not have. ``words_place`` returns the place of
    some words in the text at a pointer, or None if it is not known. They are called only for a finding, and must be
    picklable, since the plan keeps them. ``suspects`` are the values before comments, where the format has comments
    that look like text.
    """

    tree: Any
    place: Callable[[str], Place | None] = _nowhere
    key_place: Callable[[str], Place | None] = _nowhere
    suspects: tuple[Suspect, ...] = ()
    words_place: Callable[[str, str], Place | None] = _not_found
