"""Candidates: choose the pairs of actions that are worth comparing.

This is blocking, as in record linkage: instead of all n * n pairs, only pairs that share something rare are compared.
Two ideas keep the cost linear in the number of actions. A sweep over time visits the plans in the order in which their
periods begin, so that the index holds only the plans that run on that day. An inverted index leads from each mark (a
word, a pair of neighbouring words, a place) to the actions that have it. An action follows its rarest marks until it
has ``MOST`` candidates: a mark that many actions have costs most and separates least.

Two actions of one plan overlap only as twins, which have the same leaders. So the leaders are a second block there; it
leaves a fifth of the pairs of one plan, which are most of all pairs in plans of some hundred actions.

A set of actions of one plan is an integer with the bits of their positions. So all actions of the plan that share two
marks with one are found by two operations for each mark, not one by one. Those of other plans are counted: they are
few. With sets of all running actions, the memory for a mark would grow with their number.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import attrs

from empact.analysis.overlap.features import FeatureSet
from empact.analysis.overlap.wording import Rarities, Weighed
from empact.model import Plan
from empact.reprs import short_repr
from empact.values import value

MOST = 200
"""Maximum candidates per action; keeps the comparison linear."""

T = TypeVar("T")
V = TypeVar("V", bound=Hashable)


@value
class WeighedFeatures:
    """The features of an action whose values have weights."""

    action: FeatureSet
    """The action with its features, before they are weighed."""
    words: Weighed
    """Its words; a word that few of the running actions have weighs more."""
    parties: Weighed
    """The codes of its parties; a party that takes part in few actions weighs more."""
    places: Weighed
    """Its places; a place of few actions weighs more."""


@attrs.frozen(eq=False)
class IndexedPlan:
    """A plan in the index of the plans that run on one day.

    A set of its actions is an integer with the bits of their positions.
    """

    plan: Plan
    """The plan that runs."""
    actions: Sequence[FeatureSet]
    """Its actions with their features, by position."""
    having: Mapping[str, int]
    """The set of actions that have a mark, by the mark."""
    led: Mapping[frozenset[str], int]
    """The set of actions that have the same leaders, by the codes of these."""

    __repr__ = short_repr


_Having = dict[str, dict[IndexedPlan, int]]
"""The actions that have a mark, by the id of the plan: a set for each plan with this id."""


class CandidateIndex:
    """An inverted index over the actions of the plans that run on one day."""

    def __init__(self) -> None:
        self._having: dict[str, _Having] = {}  # by mark
        self._counts: Counter[str] = Counter()  # how many actions have a mark
        self._counts_of: dict[str, Counter[str]] = {}  # the same, by the id of the plan
        self._parties: Counter[str] = Counter()
        self._forget_weights()

    def _forget_weights(self) -> None:
        """Forget the weights, which depend on how many indexed actions have a value."""
        self._weighed: dict[FeatureSet, WeighedFeatures] = {}
        self._words = Rarities(lambda word: self._counts[f"w {word}"])
        self._involved = Rarities(self._parties.__getitem__)
        self._places = Rarities(lambda place: self._counts[f"p {place}"])

    def weighed(self, action: FeatureSet) -> WeighedFeatures:
        """Return the features of an action, each value weighed by how few of the indexed actions have it."""
        weighed = self._weighed.get(action)
        if weighed is None:
            words, involved, places = self._words, self._involved, self._places
            weighed = self._weighed[action] = WeighedFeatures(
                action=action,
                words=Weighed.of({word: value * words[word] for word, value in action.words.items()}),
                parties=Weighed.of({party: involved[party] for party in action.parties}),
                places=Weighed.of({place: places[place] for place in action.places}),
            )
        return weighed

    def add(self, plan: Plan, actions: Sequence[FeatureSet]) -> IndexedPlan:
        """Add a plan that begins."""
        having, led = _sets(action.marks for action in actions), _sets((action.leaders,) for action in actions)
        added = IndexedPlan(plan, actions, having, led)
        counts = {mark: positions.bit_count() for mark, positions in having.items()}
        self._counts.update(counts)
        self._counts_of.setdefault(plan.id, Counter()).update(counts)
        for mark, positions in having.items():
            self._having.setdefault(mark, {}).setdefault(plan.id, {})[added] = positions
        self._parties.update(itertools.chain.from_iterable(action.parties for action in actions))
        self._forget_weights()
        return added

    def remove(self, ended: IndexedPlan) -> None:
        """Remove a plan that has ended."""
        id = ended.plan.id
        counts = {mark: positions.bit_count() for mark, positions in ended.having.items()}
        self._counts.subtract(counts)
        self._counts_of[id].subtract(counts)
        for mark in ended.having:
            having = self._having[mark]
            del having[id][ended]
            if not having[id]:
                del having[id], self._counts_of[id][mark]
            if not having:  # most pairs of words are in one plan only
                del self._having[mark], self._counts[mark]
        self._parties.subtract(itertools.chain.from_iterable(action.parties for action in ended.actions))
        self._forget_weights()

    def pairs(self, beginning: Iterable[IndexedPlan]) -> Iterator[tuple[FeatureSet, FeatureSet]]:
        """Yield the actions of these plans, each with all candidates; two that find each other are one pair.

        The candidates of an action share two marks with it, of its rarest ones that lead to at most ``MOST`` actions.
        Of its own plan only actions with the same leaders are candidates.
        """
        met: dict[FeatureSet, set[FeatureSet]] = {}
        for plan in beginning:
            of_plan = _Candidates(plan, self._having, self._counts, self._counts_of[plan.plan.id])
            for position, action in enumerate(plan.actions):
                candidates = of_plan.of(position)
                met[action] = {*candidates}
                yield from ((action, other) for other in candidates if action not in met.get(other, ()))


class _Candidates:
    """Finds the candidates of the actions of a plan, whose marks are ranked once for all of them.

    ``counts`` says how many actions have a mark, and ``own_counts`` how many of these are of plans with the id of the
    plan: they are states of it.
    """

    def __init__(
        self,
        plan: IndexedPlan,
        having: Mapping[str, _Having],
        counts: Mapping[str, int],
        own_counts: Mapping[str, int],
    ) -> None:
        self._plan, self._having = plan, having
        # Two budgets: the actions of a long plan share many words and would use up the budget of all other plans.
        self._mine = _RareMarks((mark, own_counts[mark]) for mark in plan.having)
        self._others = _RareMarks((mark, counts[mark] - own_counts[mark]) for mark in plan.having)
        self._elsewhere: dict[str, list[FeatureSet]] = {}  # by mark: the actions of other plans that have it

    def of(self, position: int) -> list[FeatureSet]:
        """Return the candidates of the action at a position, those of its own plan first."""
        action = self._plan.actions[position]
        enough = min(2, len(action.marks))  # one mark in common is chance; two select the pairs that can reach a score
        once = twice = 0
        for mark in self._mine.rarest(action.marks):
            positions = self._plan.having[mark]
            twice |= once & positions
            once |= positions
        twins = (twice if enough > 1 else once) & self._plan.led[action.leaders] & ~(1 << position)
        others = Counter(itertools.chain.from_iterable(map(self._having_elsewhere, self._others.rarest(action.marks))))
        return [
            *map(self._plan.actions.__getitem__, _each(twins)),
            *(other for other, shared in others.items() if shared >= enough),
        ]

    def _having_elsewhere(self, mark: str) -> list[FeatureSet]:
        actions = self._elsewhere.get(mark)
        if actions is None:
            own = self._plan.plan.id
            others = (plans for id, plans in self._having[mark].items() if id != own)
            actions = self._elsewhere[mark] = [
                plan.actions[position]
                for plans in others
                for plan, positions in plans.items()
                for position in _each(positions)
            ]
        return actions


class _RareMarks:
    """Marks, each with the number of actions that it leads to."""

    def __init__(self, marks: Iterable[tuple[str, int]]) -> None:
        # Ties go by name, so that the order of the plans has no effect.
        self._ranked = sorted((count, mark) for mark, count in marks)
        self._ranks = {mark: rank for rank, (_, mark) in enumerate(self._ranked)}

    def rarest(self, marks: Iterable[str]) -> Iterator[str]:
        """Yield the rarest of these marks that together lead to at most ``MOST`` actions."""
        left = MOST
        for rank in sorted(map(self._ranks.__getitem__, marks)):
            count, mark = self._ranked[rank]
            left -= count
            if left < 0:
                return
            yield mark


def _sets(values: Iterable[Iterable[V]]) -> dict[V, int]:
    """Return the set of the positions that have a value, by value."""
    sets: dict[V, int] = {}
    for position, having in enumerate(values):
        for feature in having:
            sets[feature] = sets.get(feature, 0) | 1 << position
    return sets


def _each(positions: int) -> Iterator[int]:
    """Yield the positions in a set, in order."""
    while positions:
        lowest = positions & -positions
        yield lowest.bit_length() - 1
        positions ^= lowest


def candidate_pairs(
    plans: Iterable[Plan],
    features: Callable[[Plan], Iterable[FeatureSet]],
    compare: Callable[[FeatureSet, FeatureSet, CandidateIndex], T | None],
) -> Iterator[T]:
    """Compare the candidate pairs of plans that have a day in common; return the results that are not None.

    Each pair is compared once, and the order of the plans has no effect. A plan without a period is compared with every
    other plan. Two plans with the same id are two states of one plan and are not compared.

    Args:
        plans: The plans.
        features: Returns the features of the actions of a plan.
        compare: Compares two actions, with the index of the day.
    """
    # A sweep over the days on which plans begin: plans that have ended leave the index, those that begin join it, and
    # only these look for candidates. Two plans thus meet once, on the day on which the later one begins.
    index = CandidateIndex()
    active: list[IndexedPlan] = []
    for start, beginning in itertools.groupby(sorted(plans, key=_start), _start):
        for ended in [plan for plan in active if _end(plan.plan) < start]:
            index.remove(ended)
            active.remove(ended)
        fresh = [index.add(plan, tuple(features(plan))) for plan in beginning]
        active += fresh
        for one, other in index.pairs(fresh):
            compared = compare(one, other, index)
            if compared is not None:
                yield compared


def _start(plan: Plan) -> dt.date:
    return dt.date.min if plan.period is None else plan.period.start


def _end(plan: Plan) -> dt.date:
    return dt.date.max if plan.period is None else plan.period.end
