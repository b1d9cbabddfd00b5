"""The words in which reports state the status of an action, and what they mean."""

from __future__ import annotations

import functools

from empact.model import ActionStatus, Confidence
from empact.reference.facts import read_table
from empact.values import value


@value(kw_only=True)
class StatusWord:
    """A word for the status of an action, and its meaning."""

    word: str
    """The word as reports have it, such as ``successfully completed``."""
    status: ActionStatus
    """What the word means."""
    cycle: str | None = None
    """The id of the cycle in which it has this meaning. None if it means the same in every cycle."""
    source: str
    """The document that uses the word in this meaning."""
    confidence: Confidence
    """How far this was checked."""


@functools.cache
def status_words(cycle: str | None = None) -> tuple[StatusWord, ...]:
    """Return the words that are known in a policy cycle, by its id: its own first, then those of every cycle."""
    words = (
        StatusWord(
            word=row.text("word"),
            status=row.member("status", ActionStatus),
            cycle=row.word("cycle"),
            source=row.text("source"),
            confidence=row.confidence,
        )
        for row in read_table("status_words")
    )
    return tuple(sorted((word for word in words if word.cycle in {None, cycle}), key=lambda word: word.cycle is None))


def read_status(word: str, cycle: str | None = None) -> ActionStatus | None:
    """Return what a word for a status means in a policy cycle; None if no data of the cycle knows it.

    Capitals, and a hyphen instead of a space, make no difference.

    >>> read_status("Successfully completed")
    <ActionStatus.COMPLETED: 'completed'>
    """
    folded = _folded(word)
    return next((known.status for known in status_words(cycle) if _folded(known.word) == folded), None)


def _folded(word: str) -> str:
    return " ".join(word.casefold().replace("-", " ").split())
