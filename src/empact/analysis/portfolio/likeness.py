"""Likeness: which actions are worded alike, found by an index over their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

from empact.model import Action, Prose

ALIKE = 0.6
"""From this likeness on, two wordings are taken for the same action."""
PLAIN = 0.8
"""From this likeness on, they plainly are."""
_CONTAINED = 0.9
_LEAST_WORDS = 8
"""A wording that stands inside a longer one has to have so many words, or it says too little."""
_CANDIDATES = 64
"""So many actions are compared with one, those first that share its rarest words: the cost stays linear."""

_MARK = re.compile(r"\[\^[^\[\]\s]+\]|</?u>")
_WORD = re.compile(r"[^\W_]+")


def words(text: Prose) -> frozenset[str]:
    """The different words of a text; capital letters, signs, emphasis and the marks of notes make no difference."""
    return frozenset(_WORD.findall(_MARK.sub(" ", text.text or "").casefold()))


@attrs.frozen(kw_only=True)
class Likeness:
    """How much two wordings have in common, by the different words of each.

    ``shared`` of the ``first`` and the ``second`` are the same; ``score`` is their share in all words of both, from 0
    to 1.
    """

    shared: int
    first: int
    second: int

    @classmethod
    def of(cls, first: frozenset[str], second: frozenset[str]) -> Likeness:
        """The likeness of two sets of words."""
        return cls(shared=len(first & second), first=len(first), second=len(second))

    @property
    def every(self) -> int:
        """The different words of both together."""
        return self.first + self.second - self.shared

    @property
    def score(self) -> float:
        """The share of the words in common; 1 where all are the same, 0 where there are none."""
        return self.shared / self.every if self.every else 0.0

    @property
    def contained(self) -> bool:
        """Whether the shorter wording stands in the longer one, nearly word for word."""
        least = min(self.first, self.second)
        return least >= _LEAST_WORDS and self.shared >= _CONTAINED * least


class Wordings:
    """The actions of a plan by the words of their activities. An action without any is like none."""

    def __init__(self, actions: Sequence[Action]) -> None:
        self._words = [words(action.activity) for action in actions]
        self._having: dict[str, list[int]] = {}
        self._whole: dict[frozenset[str], list[int]] = {}
        for place, said in enumerate(self._words):
            for word in said:
                self._having.setdefault(word, []).append(place)
            if said:
                self._whole.setdefault(said, []).append(place)

    def likeness(self, place: int, said: frozenset[str]) -> Likeness | None:
        """How much the action at a place has in common with these words; None where one of the two has none."""
        return Likeness.of(self._words[place], said) if said and self._words[place] else None

    def like(self, said: frozenset[str], *others: int) -> Iterator[tuple[int, Likeness]]:
        """The places of the actions that may be worded like this, and of these others, each with its likeness."""
        for place in dict.fromkeys((*others, *self._candidates(said))):
            likeness = self.likeness(place, said)
            if likeness is not None:
                yield place, likeness

    def _candidates(self, said: frozenset[str]) -> Iterable[int]:
        found = dict.fromkeys(self._whole.get(said, ())[:_CANDIDATES])
        for word in sorted(said, key=lambda word: (len(self._having.get(word, ())), word)):
            for place in self._having.get(word, ()):
                if len(found) >= _CANDIDATES:
                    return found
                found[place] = None
        return found
