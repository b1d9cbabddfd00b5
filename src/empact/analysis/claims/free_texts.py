"""The free texts of a report or a ledger entry: what a person types, where nothing limits what can stand there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

import attrs

from empact.arguments import check_type, with_article
from empact.diagnostics import Pointer
from empact.grammar.personal_data import personal_data
from empact.model import Cell, EntryContent, Prose, Report

_NOT_TYPED = frozenset(
    {"accounts", "cites", "follows", "lost", "operations", "received", "replies_to", "supersedes", "written_for"}
)
"""The fields with ids and digests."""


def free_texts(content: Report | EntryContent) -> Iterator[tuple[Pointer, str]]:
    """Yield the texts of a report or an entry, each with its pointer, without ids and digests.

    A text that is a key, such as the name of a part of a breakdown, has the pointer of the whole breakdown: a pointer
    never has a text.

    Args:
        content: The report, or the content of the entry.
    """
    check_type("The content", "a Report or an EntryContent", (Report, EntryContent), content)
    yield from _texts(content, Pointer())


def every_text(content: object) -> Iterator[str]:
    """Yield the texts of any content, such as a plan, without ids and digests.

    Args:
        content: A value of the model, or a collection of such values.
    """
    yield from (text for _, text in _texts(content, Pointer()))


def _texts(content: object, at: Pointer) -> Iterator[tuple[Pointer, str]]:
    kind: Any = type(content)
    if issubclass(kind, (Prose, Cell, str)):
        yield at, str(content)
    elif isinstance(content, Mapping):
        for key, value in cast("Mapping[str, object]", content).items():
            yield at, str(key)
            yield from ((at, text) for _, text in _texts(value, at))
    elif isinstance(content, tuple):
        for index, item in enumerate(cast("tuple[object, ...]", content)):
            yield from _texts(item, at / index)
    elif attrs.has(kind):
        for field in attrs.fields(kind):
            if field.name not in _NOT_TYPED:
                yield from _texts(getattr(content, field.name), at / field.name)


def texts_with_personal_data(content: Report | EntryContent) -> Iterator[tuple[Pointer, str]]:
    """Yield each free text with personal data: its pointer, and a sentence that names the kinds and repeats nothing.

    Args:
        content: The report, or the content of an entry of the ledger.
    """
    found: dict[Pointer, dict[str, None]] = {}
    for at, text in free_texts(content):
        for kind in personal_data(text):
            found.setdefault(at, {})[with_article(kind.value)] = None
    for at, kinds in found.items():
        yield at, f"{_place(content, at)} has {' and '.join(kinds)}."


def _place(content: Report | EntryContent, at: Pointer) -> str:
    """Return the name of a place: ``'narrative' of action 2.2``."""
    tokens = at.tokens
    key = next(token for token in reversed(tokens) if not token.isdecimal())
    of_action = isinstance(content, Report) and tokens[0] == "actions"
    action = content.actions[int(tokens[1])].action if of_action else None
    return f"The text in {key!r}{'' if action is None else f' of action {action}'}"
