"""The words in which reports state the status of an action, and what they mean."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping

from empact.diagnostics import did_you_mean
from empact.model import ActionStatus, Confidence
from empact.reference.facts import read_table
from empact.values import value

_APART = re.compile(r"[\s\u00ad\u2010-\u2015_-]+")
"""What makes no difference between two spellings: spaces and hyphens."""


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
    """What uses the word in this meaning: documents, a plan, a configuration, or empact alone ("empact's own")."""
    confidence: Confidence
    """How far this was checked."""


@value
class StatusWords:
    """The known words for the status of an action. Each has one meaning: that of the first who gives it one."""

    words: tuple[StatusWord, ...]
    """The words, each once."""

    def __iter__(self) -> Iterator[StatusWord]:
        return iter(self.words)

    def find(self, word: str) -> StatusWord | None:
        """Return the known word that a word of a report is; None if it is unknown.

        Capitals, spaces and hyphens make no difference: ``On-going`` is ``ongoing``.
        """
        key = status_key(word)
        return next((known for known in self.words if status_key(known.word) == key), None)

    def closest(self, word: str) -> str | None:
        """Return the known word that a mistyped one probably means; None if that is not certain."""
        return did_you_mean(word, (known.word for known in self.words))

    def hint(self, word: str) -> str:
        """Return what to write instead of an unknown word, such as ``Did you mean 'live'? Known: live; completed``."""
        close = self.closest(word)
        return f"{'' if close is None else f'Did you mean {close!r}? '}Known: {self.listed}."

    @property
    def listed(self) -> str:
        """The words by what they mean: ``not started; live, ongoing or in progress; completed``.

        "not reported" is left out, since a report that has no status leaves it empty.
        """
        by_status: dict[ActionStatus, list[str]] = {}
        for known in self.words:
            by_status.setdefault(known.status, []).append(known.word)
        return "; ".join(
            " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))
            for status in ActionStatus
            if status is not ActionStatus.NOT_REPORTED and (words := by_status.get(status))
        )


@functools.lru_cache(maxsize=1024)
def status_key(word: str) -> str:
    """Return the form in which words for a status are compared: without capitals, spaces and hyphens."""
    return _APART.sub("", word.casefold())


@functools.cache
def _table() -> tuple[StatusWord, ...]:
    return tuple(
        StatusWord(
            word=row.text("word"),
            status=row.member("status", ActionStatus),
            cycle=row.word("cycle"),
            source=row.text("source"),
            confidence=row.confidence,
        )
        for row in read_table("status_words")
    )


def own_status_words(words: Mapping[str, ActionStatus], source: str) -> Iterator[StatusWord]:
    """Yield the words that a plan or a configuration adds, with what they mean there.

    Args:
        words: What each word means.
        source: Who says so: ``the plan Q-2031``.
    """
    for word, status in words.items():
        yield StatusWord(word=word, status=status, source=source, confidence=Confidence.GENERAL_KNOWLEDGE)


def status_words(cycle: str | None = None, *, own: Iterable[StatusWord] = ()) -> StatusWords:
    """Return the words that are known in a policy cycle: first those that are added, then its own, then all others.

    Args:
        cycle: The id of the cycle. None for the words of every cycle.
        own: The words that a plan or a configuration adds; they go before those of empact.
    """
    of_empact = [known for known in _table() if known.cycle in {None, cycle}]
    of_empact.sort(key=lambda known: known.cycle is None)
    words: dict[str, StatusWord] = {}
    for known in (*own, *of_empact):
        words.setdefault(status_key(known.word), known)
    return StatusWords(tuple(words.values()))


def read_status(word: str, cycle: str | None = None) -> ActionStatus | None:
    """Return what a word for a status means in a policy cycle; None if no data of the cycle knows it.

    Capitals, spaces and hyphens make no difference.

    >>> read_status("Successfully completed")
    <ActionStatus.COMPLETED: 'completed'>
    """
    known = status_words(cycle).find(word)
    return None if known is None else known.status
