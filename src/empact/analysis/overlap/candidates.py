"""Candidates: choose the pairs of actions that are worth comparing.

This is blocking, as in record linkage: instead of all n * n pairs, only pairs that share something rare are compared.
Two ideas keep the cost linear in the number of actions. A sweep over time visits the plans in the order in which their
periods begin, so that the index holds only the plans that run on that day. An inverted index leads from each mark (a
word, a pair of neighbouring words, a place) to the actions that have it. An action follows its rarest marks until it
has ``MOST`` candidates: a mark that many actions have costs most and separates least.

Two actions of one plan overlap only as twins, which have the same leaders. So the leaders are a second block there; it
leaves a fifth of the pairs of one plan, which are most of all pairs in plans of some hundred actions.

A set of actions of one plan is an integer with the bits of their positions. So all actions of the plan that share two
marks with one are found by two operations for each mark, and not one by one. Those of other plans are counted: they are
few, and a set of all running actions for each mark would take memory for each of them.
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

MOST = 200
"""Maximum candidates per action; keeps the comparison linear."""

T = TypeVar("T")
V = TypeVar("V", bound=Hashable)


@attrs.frozen
class WeighedFeatures:
    """The features of an action whose values have weights."""

    action: FeatureSet
    words: Weighed
    parties: Weighed
    places: Weighed

    __repr__ = short_repr


@attrs.frozen(eq=False)
class IndexedPlan:
    """A plan in the index: its actions, and the sets of those that have a mark, and of those with the same leaders."""

    plan: Plan
    actions: Sequence[FeatureSet]
    having: Mapping[str, int]
    led: Mapping[frozenset[str], int]

    __repr__ = short_repr


class CandidateIndex:
    """An inverted index over the actions of the plans that run on one day."""

    def __init__(self) -> None:
        self._plans: dict[str, list[IndexedPlan]] = {}  # by id: those with one id are states of one plan
        self._having: dict[str, dict[IndexedPlan, int]] = {}  # by mark: the actions of each plan that have it, as a set
        self._counts: Counter[str] = Counter()
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
        found = self._weighed.get(action)
        if found is None:
            words, involved, places = self._words, self._involved, self._places
            found = self._weighed[action] = WeighedFeatures(
                action=action,
                words=Weighed.of({word: value * words[word] for word, value in action.words.items()}),
                parties=Weighed.of({party: involved[party] for party in action.parties}),
                places=Weighed.of({place: places[place] for place in action.places}),
            )
        return found

    def add(self, plan: Plan, actions: Sequence[FeatureSet]) -> IndexedPlan:
        """Add a plan that begins."""
        having, led = _sets(one.marks for one in actions), _sets((one.leaders,) for one in actions)
        added = IndexedPlan(plan, actions, having, led)
        self._plans.setdefault(plan.id, []).append(added)
        for mark, some in having.items():
            self._having.setdefault(mark, {})[added] = some
            self._counts[mark] += some.bit_count()
        self._parties.update(itertools.chain.from_iterable(one.parties for one in actions))
        self._forget_weights()
        return added

    def remove(self, ended: IndexedPlan) -> None:
        """Remove a plan that has ended."""
        self._plans[ended.plan.id].remove(ended)
        for mark, some in ended.having.items():
            self._counts[mark] -= some.bit_count()
            del self._having[mark][ended]
            if not self._having[mark]:  # most pairs of words are in one plan only
                del self._having[mark], self._counts[mark]
        self._parties.subtract(itertools.chain.from_iterable(one.parties for one in ended.actions))
        self._forget_weights()

    def pairs(self, beginning: Iterable[IndexedPlan]) -> Iterator[tuple[FeatureSet, FeatureSet]]:
        """Yield the actions of these plans, each with all candidates; two that find each other are one pair.

        The candidates of an action share two marks with it, of its rarest ones that lead to at most ``MOST`` actions.
        Of its own plan only actions with the same leaders are candidates.
        """
        met: dict[FeatureSet, set[FeatureSet]] = {}
        for plan in beginning:
            of_plan = _Candidates(plan, self._plans[plan.plan.id], self._having, self._counts)
            for position, one in enumerate(plan.actions):
                candidates = of_plan.of(position)
                met[one] = {*candidates}
                yield from ((one, other) for other in candidates if one not in met.get(other, ()))


class _Candidates:
    """Finds the candidates of the actions of a plan, whose marks are ranked once for all of them.

    ``states`` are the indexed plans with the id of the plan, itself included: they are states of one plan.
    """

    def __init__(
        self,
        plan: IndexedPlan,
        states: Iterable[IndexedPlan],
        having: Mapping[str, Mapping[IndexedPlan, int]],
        counts: Mapping[str, int],
    ) -> None:
        self._plan, self._having = plan, having
        # Two budgets: the actions of a long plan share many words and would use up the budget of all other plans.
        mine = {mark: sum(one.having.get(mark, 0).bit_count() for one in states) for mark in plan.having}
        self._mine = _RareMarks(mine.items())
        self._others = _RareMarks((mark, counts[mark] - count) for mark, count in mine.items())
        self._elsewhere: dict[str, list[FeatureSet]] = {}  # by mark: the actions of other plans that have it

    def of(self, position: int) -> list[FeatureSet]:
        """Return the candidates of the action at a position, those of its own plan first."""
        one = self._plan.actions[position]
        enough = min(2, len(one.marks))  # one mark in common is chance; two select the pairs that can reach a score
        once = twice = 0
        for mark in self._mine.rarest(one.marks):
            some = self._plan.having[mark]
            twice |= once & some
            once |= some
        twins = (twice if enough > 1 else once) & self._plan.led[one.leaders] & ~(1 << position)
        others = Counter(itertools.chain.from_iterable(map(self._having_elsewhere, self._others.rarest(one.marks))))
        return [
            *map(self._plan.actions.__getitem__, _positions(twins)),
            *(other for other, shared in others.items() if shared >= enough),
        ]

    def _having_elsewhere(self, mark: str) -> list[FeatureSet]:
        found = self._elsewhere.get(mark)
        if found is None:
            id = self._plan.plan.id
            others = ((plan, some) for plan, some in self._having[mark].items() if plan.plan.id != id)
            found = self._elsewhere[mark] = [plan.actions[at] for plan, some in others for at in _positions(some)]
        return found


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
    found: dict[V, int] = {}
    for position, having in enumerate(values):
        for value in having:
            found[value] = found.get(value, 0) | 1 << position
    return found


def _positions(some: int) -> Iterator[int]:
    """Yield the positions in a set, in order."""
    while some:
        lowest = some & -some
        yield lowest.bit_length() - 1
        some ^= lowest


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
        for ended in [one for one in active if _end(one.plan) < start]:
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
