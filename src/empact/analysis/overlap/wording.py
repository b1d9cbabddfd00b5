"""Wording: the words of actions that tell something, how rare each is, and how alike two actions are in them."""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections.abc import Callable, Iterator, Mapping

import attrs

from empact.analysis.portfolio.similarity import dice
from empact.analysis.tokens import folded, tokens
from empact.errors import MissingExtraError
from empact.grammar.language import language
from empact.model import Action
from empact.reprs import short_repr

ASIDE = 0.5
"""What a word counts that stands in the description alone; one of the activity counts 1."""

_ACRONYMS = re.compile(r"[A-Z]{2,}s")
_SHORTEST_PLURAL = 4
_SHORTEST_SPELLING = 5
_SAME_SPELLING = 85
"""From so much of 100 on, two words are one that was spelt differently."""


def words(text: str) -> list[str]:
    """The words of a text that tell something, in order: small letters, singular; no numbers and no function words."""
    silent, _ = _english()
    return [word for word in map(_singular, filter(_has_letter, tokens(text))) if word not in silent]


@functools.cache
def _english() -> tuple[frozenset[str], tuple[str, ...]]:
    """The words that say nothing, and the endings of words that are no plurals."""
    known = language("en.rules")
    return frozenset(known.spellings("similarity", "function_words")), known.spellings("similarity", "singular_endings")


def _has_letter(word: str) -> bool:
    return any(map(str.isalpha, word))


def _singular(word: str) -> str:
    if _ACRONYMS.fullmatch(word):
        return folded(word[:-1])
    word = folded(word)
    if len(word) < _SHORTEST_PLURAL or word.endswith(_english()[1]):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


def bag(action: Action) -> dict[str, float]:
    """The words of an action's activity and description, each with what it counts."""
    found = dict.fromkeys(words(str(action.description)), ASIDE)
    return {**found, **dict.fromkeys(words(str(action.activity)), 1.0)}


def written(action: Action) -> dict[str, str]:
    """The words of an action as they are written there, by what they are compared by; of several the first."""
    found: dict[str, str] = {}
    for text in (action.activity, action.description):
        for word in filter(_has_letter, tokens(str(text))):
            found.setdefault(_singular(word), word)
    return found


def neighbours(action: Action) -> Iterator[str]:
    """Each two words of the activity that stand side by side: they are met less often than either of them."""
    return (f"{one} {other}" for one, other in itertools.pairwise(words(str(action.activity))))


@functools.cache
def rarity(count: int) -> float:
    """What something tells that so many actions have: 1/2 where it is two, less the more there are.

    It rests on the count alone and not on the number of actions there are, so that actions which have nothing to do
    with two others do not change how alike those are.
    """
    return 1 / (1 + math.log2(max(count, 2)))


@attrs.frozen
class Weighed:
    """What an action tells in one respect, each thing with what it counts, and what all of it counts together."""

    values: Mapping[str, float]
    whole: float

    __repr__ = short_repr

    @classmethod
    def of(cls, things: Mapping[str, float], count: Callable[[str], int]) -> Weighed:
        """Things by how rare they are; ``count`` says how many actions have one."""
        values = {thing: value * rarity(count(thing)) for thing, value in things.items()}
        return cls(values, math.fsum(values.values()))  # exact, so that the order of the words changes no score

    def common(self, other: Weighed) -> dict[str, float]:
        """What two actions have in common, each with what it counts."""
        return {thing: min(self.values[thing], other.values[thing]) for thing in self.values.keys() & other.values}

    def similarity(self, other: Weighed, common: Mapping[str, float]) -> float:
        """How much of two actions they have in common, from 0 to 1 (Dice)."""
        return dice(math.fsum(common.values()), self.whole, other.whole)

    def spelt_alike(self, other: Weighed) -> dict[str, float]:
        """The words that are not the same and yet spelt alike ("organised" and "organized"), each with its partner.

        Of several the closest are paired, each word once.

        Raises:
            MissingExtraError: rapidfuzz is not installed.
        """
        # Every word of the one with every word of the other: the only step that is not linear in the words, so it is
        # asked for, and done only for pairs that are compared anyway.
        ratio = _ratio()
        mine = sorted(word for word in self.values.keys() - other.values.keys() if len(word) >= _SHORTEST_SPELLING)
        others = sorted(word for word in other.values.keys() - self.values.keys() if len(word) >= _SHORTEST_SPELLING)
        scored = ((ratio(word, like, score_cutoff=_SAME_SPELLING), word, like) for word in mine for like in others)
        close = sorted((-score, min(word, like), max(word, like), word, like) for score, word, like in scored if score)
        found: dict[str, float] = {}
        paired: set[str] = set()
        for _, first, second, word, like in close:
            if word not in paired and like not in paired:
                paired |= {word, like}
                found[f"{first}/{second}"] = min(self.values[word], other.values[like])
        return found


def _ratio() -> Callable[..., float]:
    try:
        from rapidfuzz import fuzz
    except ImportError:
        message = "Words that are spelt alike are found by rapidfuzz: install it with 'pip install empact[overlaps]'."
        raise MissingExtraError(message) from None
    return fuzz.ratio
