"""Similarity: find similarly worded actions by an index over their words."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence

from empact.analysis.portfolio.dice_coefficient import dice
from empact.analysis.tokens import folded, tokens
from empact.model import Action, Prose
from empact.values import value

ALIKE = 3 / 4
"""The minimum similarity of two wordings of the same action: three of five different words are the same."""
PLAIN = 8 / 9
"""The similarity from which two wordings are clearly the same action: four of five words are the same."""
_CONTAINED = 0.9
_LEAST_WORDS = 8
"""The minimum number of words of a wording that is part of a longer one; a shorter one says too little."""
_CANDIDATES = 64
"""Maximum candidates per action; keeps the comparison linear."""


def words(text: Prose) -> frozenset[str]:
    """Return the different words of a text, ignoring case, punctuation, emphasis and note marks."""
    return _words(str(text))


@functools.lru_cache(maxsize=4096)  # a plan is compared with the one before and the one after it
def _words(text: str) -> frozenset[str]:
    return frozenset(map(folded, tokens(text)))


@value(kw_only=True)
class Similarity:
    """The similarity of two wordings, by the different words of each."""

    shared: int
    """The number of different words that both have."""
    first: int
    """The number of different words of the first."""
    second: int
    """The number of different words of the second."""

    @property
    def every(self) -> int:
        """The number of different words of both together."""
        return self.first + self.second - self.shared

    @property
    def score(self) -> float:
        """The similarity from 0 (no common word) to 1 (the same words), see ``dice``."""
        return dice(self.shared, self.first, self.second)

    @property
    def contained(self) -> bool:
        """Whether the longer wording contains nearly all words of the shorter one."""
        least = min(self.first, self.second)
        return least >= _LEAST_WORDS and self.shared >= _CONTAINED * least


@value
class Wording:
    """A set of words, ready to be compared with others in one step."""

    size: int
    """The number of different words."""
    ranks: Sequence[int]
    """The ranks of those words that the index knows, the rarest first."""
    known: int
    """The set of these ranks, as the bits of an integer."""

    def similarity(self, other: Wording) -> Similarity:
        """Return the similarity to another set of words; at least one of the two is in the index."""
        return Similarity(shared=(self.known & other.known).bit_count(), first=self.size, second=other.size)


class Wordings:
    """An index over the actions of a plan by the words of their activities.

    An action without words is similar to none.

    This is blocking, as in record linkage: an inverted index from each word to the actions that have it says which
    pairs are worth comparing, and only those are compared. Rare words come first, because similar wordings share
    them, while a word that all actions have separates nothing. With W different words in a wording, an action costs
    W look-ups and at most ``_CANDIDATES`` comparisons, whatever the number of actions; a pair of plans with n actions
    costs n times that, not n squared.
    """

    def __init__(self, actions: Sequence[Action]) -> None:
        having: dict[str, list[int]] = {}
        for place, action in enumerate(actions):
            for word in words(action.activity):
                having.setdefault(word, []).append(place)
        ranked = sorted(having, key=lambda word: (len(having[word]), word))
        self._ranks = {word: rank for rank, word in enumerate(ranked)}
        self._having = [having[word] for word in ranked]
        self._wordings = [self.wording(action) for action in actions]
        self._whole: dict[int, list[int]] = {}
        for place, wording in enumerate(self._wordings):
            if wording.size:
                self._whole.setdefault(wording.known, []).append(place)

    def wording(self, action: Action) -> Wording:
        """Return the words of an action, as the index knows them."""
        written = words(action.activity)
        ranks = sorted([self._ranks[word] for word in written if word in self._ranks])
        return Wording(len(written), ranks, sum([1 << rank for rank in ranks]))

    def similarity(self, place: int, wording: Wording) -> Similarity | None:
        """Return the similarity of the action at a position to these words; None if one of the two has no words."""
        own = self._wordings[place]
        return own.similarity(wording) if own.size and wording.size else None

    def scores(self, wording: Wording, *others: int) -> dict[int, float]:
        """Return the scores of the candidates for these words, and of the given others, by position.

        Where actions have the same words, these are the only candidates.
        """
        if not wording.size:
            return {}
        same = self._whole.get(wording.known, ()) if wording.size == len(wording.ranks) else ()
        if same:  # nothing is more similar than the same words
            whole = dict.fromkeys(same[:_CANDIDATES], 1.0)
            return {place: 1.0 for place in others if self._wordings[place].known == wording.known} | whole
        known, size = wording.known, wording.size
        return {
            place: 2 * (other.known & known).bit_count() / (other.size + size)  # as ``dice``, without a call for each
            for place in dict.fromkeys((*others, *self._candidates(wording)))
            if (other := self._wordings[place]).size
        }

    def containing(self, wording: Wording, places: Iterable[int]) -> Iterator[tuple[int, Similarity]]:
        """Return those of the actions at these positions that contain the words, or are contained in them."""
        if wording.size >= _LEAST_WORDS:
            for place in places:
                similarity = self._wordings[place].similarity(wording)
                if similarity.contained:
                    yield place, similarity

    def _candidates(self, wording: Wording) -> Iterable[int]:
        places: dict[int, None] = {}
        for rank in wording.ranks:
            places |= dict.fromkeys(self._having[rank][:_CANDIDATES])
            if len(places) >= _CANDIDATES:
                break
        return itertools.islice(places, _CANDIDATES)
