"""Likeness: which actions are worded alike, found by an index over their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from empact.analysis.tokens import folded, tokens
from empact.model import Action, Prose
from empact.reprs import short_repr

ALIKE = 3 / 4
"""From this likeness on, two wordings are taken for the same action: three of five different words are the same."""
PLAIN = 8 / 9
"""From this likeness on, they plainly are: four of five different words are the same."""
_CONTAINED = 0.9
_LEAST_WORDS = 8
"""A wording that stands inside a longer one has to have so many words, or it says too little."""
_CANDIDATES = 64
"""Maximum candidates per action; keeps the comparison linear."""


def dice(common: float, one: float, other: float) -> float:
    """How much two things have in common, from 0 to 1: Dice's coefficient, twice the common part over both wholes.

    It is the one measure of likeness: of the words of two wordings, each counting 1, and of what two actions have in
    common, each thing counting the more the rarer it is. It rises and falls with the Jaccard index J, the common part
    over the union, as 2J / (1 + J): the order of pairs is the same, and "4 of 5 different words" is 8/9.
    """
    return min(1.0, 2 * common / (one + other)) if one + other else 0.0


def words(text: Prose) -> frozenset[str]:
    """The different words of a text; capital letters, signs, emphasis and the marks of notes make no difference."""
    return frozenset(map(folded, tokens(str(text))))


@attrs.frozen(kw_only=True)
class Similarity:
    """How much two wordings have in common, by the different words of each.

    ``shared`` of the ``first`` and the ``second`` are the same; ``score`` is their share in all words of both, from 0
    to 1.
    """

    shared: int
    first: int
    second: int

    __repr__ = short_repr

    @classmethod
    def of(cls, first: frozenset[str], second: frozenset[str]) -> Similarity:
        """The likeness of two sets of words."""
        return cls(shared=len(first & second), first=len(first), second=len(second))

    @property
    def every(self) -> int:
        """The different words of both together."""
        return self.first + self.second - self.shared

    @property
    def score(self) -> float:
        """How much they have in common, see ``dice``; 1 where all words are the same, 0 where none is."""
        return dice(self.shared, self.first, self.second)

    @property
    def contained(self) -> bool:
        """Whether the shorter wording stands in the longer one, nearly word for word."""
        least = min(self.first, self.second)
        return least >= _LEAST_WORDS and self.shared >= _CONTAINED * least


class Wordings:
    """The actions of a plan by the words of their activities. An action without any is like none.

    This is blocking, as in record linkage: an inverted index from each word to the actions that have it says which
    pairs are worth comparing, and no others are. Rare words come first, because a pair that is worded alike shares
    them, while a word that all actions have separates nothing. With W different words in a wording, an action costs
    W look-ups and at most ``_CANDIDATES`` comparisons, whatever the number of actions; a pair of plans with n actions
    costs n times that, and not n squared.
    """

    def __init__(self, actions: Sequence[Action]) -> None:
        self._words = [words(action.activity) for action in actions]
        self._having: dict[str, list[int]] = {}
        self._whole: dict[frozenset[str], list[int]] = {}
        for place, said in enumerate(self._words):
            for word in said:
                self._having.setdefault(word, []).append(place)
            if said:
                self._whole.setdefault(said, []).append(place)

    def similarity(self, place: int, said: frozenset[str]) -> Similarity | None:
        """How much the action at a place has in common with these words; None where one of the two has none."""
        return Similarity.of(self._words[place], said) if said and self._words[place] else None

    def like(self, said: frozenset[str], *others: int) -> Iterator[tuple[int, Similarity]]:
        """The places of the actions that may be worded like this, and of these others, each with its likeness."""
        for place in dict.fromkeys((*others, *self._candidates(said))):
            likeness = self.similarity(place, said)
            if likeness is not None:
                yield place, likeness

    def _candidates(self, said: frozenset[str]) -> Iterable[int]:
        # The same wording comes first: in plans made of a few common words, the cap could be full before it is found.
        found = dict.fromkeys(self._whole.get(said, ())[:_CANDIDATES])
        for word in sorted(said, key=lambda word: (len(self._having.get(word, ())), word)):
            for place in self._having.get(word, ()):
                if len(found) >= _CANDIDATES:
                    return found
                found[place] = None
        return found
