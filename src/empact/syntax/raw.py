"""The result of a reader: the raw tree of a file, and the place of each value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeGuard

import attrs

from empact.arguments import check_type, wrong_type
from empact.diagnostics import Diagnostic, Place
from empact.model.frozen import FrozenMap
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
    """An unquoted value before a comment: a reader cannot know whether the "#" is meant as part of a text."""

    pointer: str
    """The RFC 6901 pointer to the value in the raw tree."""
    text: str
    """The value before the comment; empty if there is none."""
    comment: str
    """What follows the "#"."""
    finding: Diagnostic
    """The finding about it. The field decides whether it is reported: only of a text, or if the comment goes on with
    the value.
    """


def _check_look_up(_document: object, attribute: attrs.Attribute[Any], look_up: Any) -> None:
    if not callable(look_up):
        raise wrong_type(f"RawDocument.{attribute.name}", "a function", look_up)


def _check_suspects(_document: object, _attribute: object, suspects: Any) -> None:
    check_type("RawDocument.suspects", "a tuple of Suspect", tuple, suspects)
    for suspect in suspects:
        check_type("Each item of RawDocument.suspects", "a Suspect", Suspect, suspect)


def _check_sources(_document: object, _attribute: object, sources: Any) -> None:
    check_type("RawDocument.sources", "a mapping of pointers", Mapping, sources)
    for texts in sources.values():
        check_type("Each value of RawDocument.sources", "a tuple of pairs", tuple, texts)
        for pair in texts:
            match pair:
                case (Place(), str()):
                    pass
                case _:
                    raise wrong_type("Each item of RawDocument.sources", "a pair of a Place and a text", pair)


def _check_guessed(_document: object, _attribute: object, guessed: Any) -> None:
    check_type("RawDocument.guessed", "a frozenset of pointers", frozenset, guessed)
    for pointer in guessed:
        check_type("Each item of RawDocument.guessed", "a text", str, pointer)


@value
class RawDocument:
    """The raw tree of one file, with its places.

    The look-ups are called only for a finding, and must be picklable, since the plan keeps them.
    """

    tree: Any
    """The content: ``dict`` (keys ``str``), ``list``, ``str``, ``Plain``, ``int``, ``float``, ``bool`` and ``None``."""
    place: Callable[[str], Place | None] = attrs.field(default=_nowhere, validator=_check_look_up)
    """Returns the place of the value at a pointer of the tree, or None if the file does not have it."""
    key_place: Callable[[str], Place | None] = attrs.field(default=_nowhere, validator=_check_look_up)
    """Returns the place of the key of that value, or None if the file does not have it."""
    suspects: tuple[Suspect, ...] = attrs.field(default=(), validator=_check_suspects)
    """The values before comments, if the format has comments that look like text."""
    words_place: Callable[[str, str], Place | None] = attrs.field(default=_not_found, validator=_check_look_up)
    """Returns the place of some words in the text at a pointer, or None if it is not known."""
    sources: Mapping[str, tuple[tuple[Place, str], ...]] = attrs.field(
        default=FrozenMap[str, tuple[tuple[Place, str], ...]](), validator=_check_sources
    )
    """The words of the document from which the value at a pointer was read, each with its place before it, if they are
    not the value itself or stand in several places. Withheld words are an empty text. Only readers of documents have
    them, for ``empact import``.
    """
    guessed: frozenset[str] = attrs.field(default=frozenset[str](), validator=_check_guessed)
    """The pointers of the values that the reader has guessed, also of those about which no finding is listed any more.
    All that is in such a value is guessed too.
    """
