"""Wording: the significant words of actions, their rarity, and the similarity of two actions by them."""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from empact.analysis.portfolio.dice_coefficient import dice
from empact.analysis.tokens import folded, tokens
from empact.errors import MissingExtraError
from empact.grammar.language import language
from empact.model import Action
from empact.values import value

ASIDE = 0.5
"""The weight of a word that is in the description only; a word of the activity has weight 1."""

_ACRONYMS = re.compile(r"[A-Z]{2,}s")
_SHORTEST_PLURAL = 4
_SHORTEST_SPELLING = 5
_SAME_SPELLING = 85
"""From this ratio (of 100) on, two words are two spellings of one word."""


@functools.lru_cache(maxsize=4096)  # an action of the year before is often repeated, and a name in many actions
def words(text: str) -> tuple[str, ...]:
    """Return the significant words of a text in order: lower case, singular, no numbers, no function words."""
    return tuple(filter(None, map(_significant, tokens(text))))


@functools.lru_cache(maxsize=8192)
def _significant(word: str) -> str:
    """Return the form in which a word is compared; empty if it is a number or a function word."""
    form = _singular(word) if _has_letter(word) else ""
    return "" if form in _english()[0] else form


@functools.cache
def _english() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the function words, and the endings of words that are not plurals."""
    known = language("en.rules")
    return frozenset(known.spellings("similarity", "function_words")), known.spellings("similarity", "singular_endings")


def _has_letter(word: str) -> bool:
    return any(map(str.isalpha, word))


@functools.lru_cache(maxsize=8192)  # plans use the same words again and again
def _singular(word: str) -> str:
    if _ACRONYMS.fullmatch(word):
        return folded(word[:-1])
    word = folded(word)
    if len(word) < _SHORTEST_PLURAL or word.endswith(_english()[1]):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


def bag(activity: Sequence[str], description: Sequence[str]) -> dict[str, float]:
    """Return the words of an action's activity and description with their weights."""
    return {**dict.fromkeys(description, ASIDE), **dict.fromkeys(activity, 1.0)}


def written(action: Action) -> dict[str, str]:
    """Return the words of an action as first written, by the form in which they are compared."""
    spellings: dict[str, str] = {}
    for text in (action.activity, action.description):
        for word in filter(_has_letter, tokens(str(text))):
            spellings.setdefault(_singular(word), word)
    return spellings


@functools.lru_cache(maxsize=4096)  # as for the words
def neighbours(activity: tuple[str, ...]) -> tuple[str, ...]:
    """Return the different pairs of neighbouring words of the activity; a pair is rarer than either of its words."""
    return tuple(dict.fromkeys(f"{first} {second}" for first, second in itertools.pairwise(activity)))


@functools.cache
def rarity(count: int) -> float:
    """Return the weight of something that ``count`` actions have: 1/2 for two, less for more."""
    # As the inverse document frequency (idf) of text search, but by the count alone and not by its share of all
    # actions: unrelated actions must not change the similarity of two others.
    return 1 / (1 + math.log2(max(count, 2)))


class Rarities(dict[str, float]):
    """The rarity of each value, derived when it is first asked for from the number of actions that have the value."""

    def __init__(self, count: Callable[[str], int]) -> None:
        super().__init__()
        self._count = count

    def __missing__(self, value: str) -> float:
        weight = self[value] = rarity(self._count(value))
        return weight


@value
class Weighed:
    """One feature of an action: its values with their weights."""

    values: Mapping[str, float]
    """The weight of each value; a rarer value weighs more."""
    whole: float
    """The sum of the weights."""
    names: frozenset[str]
    """The values without their weights: two of these sets are intersected in half the time of two mappings."""

    @classmethod
    def of(cls, values: Mapping[str, float]) -> Weighed:
        """Return values with their weights and the sum of these."""
        # The sum is exact, so that the order of the words changes no score.
        return cls(values, math.fsum(values.values()), frozenset(values))

    def common(self, other: Weighed) -> dict[str, float]:
        """Return the values that two actions have in common, with their weights."""
        mine, others = self.values, other.values
        return {key: min(mine[key], others[key]) for key in self.names & other.names}

    def similarity(self, other: Weighed) -> float:
        """Return the similarity of two actions, from 0 to 1 (Dice)."""
        mine, others = self.values, other.values
        # Written out, since this is done for each pair: ``min()`` and ``dice()`` take twice the time.
        common = [one if (one := mine[key]) < (its := others[key]) else its for key in self.names & other.names]
        whole = self.whole + other.whole
        return min(1.0, 2 * math.fsum(common) / whole) if common else 0.0

    def similarity_by(self, other: Weighed, common: Iterable[float]) -> float:
        """Return the similarity of two actions whose common values have these weights."""
        return dice(math.fsum(common), self.whole, other.whole)

    def spelt_alike(self, other: Weighed) -> dict[str, float]:
        """Return the pairs of words that differ only in spelling ("organised/organized"), with their weights.

        The closest words are paired first, and each word is paired once.

        Raises:
            MissingExtraError: rapidfuzz is not installed.
        """
        # Every word of one action with every word of the other: the only step that is not linear in the words. It is
        # therefore optional, and done only for pairs that are compared anyway.
        ratio = _ratio()
        mine = sorted(word for word in self.names - other.names if len(word) >= _SHORTEST_SPELLING)
        others = sorted(word for word in other.names - self.names if len(word) >= _SHORTEST_SPELLING)
        scored = ((ratio(word, like, score_cutoff=_SAME_SPELLING), word, like) for word in mine for like in others)
        close = sorted((-score, min(word, like), max(word, like), word, like) for score, word, like in scored if score)
        pairs: dict[str, float] = {}
        paired: set[str] = set()
        for _, first, second, word, like in close:
            if word not in paired and like not in paired:
                paired |= {word, like}
                pairs[f"{first}/{second}"] = min(self.values[word], other.values[like])
        return pairs


def _ratio() -> Callable[..., float]:
    try:
        from rapidfuzz import fuzz
    except ImportError:
        message = "Comparing the spelling of words needs rapidfuzz: run 'pip install \"empact[overlaps]\"'."
        raise MissingExtraError(message) from None
    return fuzz.ratio
