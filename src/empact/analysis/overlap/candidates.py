"""Candidates: choose the pairs of actions that are worth comparing.

This is blocking, as in record linkage: instead of all n * n pairs, only pairs that share something rare are compared.
Two ideas keep the cost linear in the number of actions. A sweep over time visits the plans in the order in which their
periods begin, so that the index holds only the plans that run on that day. An inverted index leads from each mark (a
word, a pair of neighbouring words, a place) to the actions that have it. An action follows its rarest marks until it
has ``MOST`` candidates: a mark that many actions have costs most and separates least.

Two actions of one plan overlap only as twins, which have the same leaders. So the leaders are a second block there; it
leaves a fifth of the pairs of one plan, which are most of all pairs in plans of some hundred actions.

Every running action has a number, and a set of actions is an integer with the bits of their numbers. So all actions
that share two marks with one are found by two operations for each mark, and not one by one.
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
    """A plan in the index: its actions, the number of the first one, and who has a mark or leads with whom, as sets.

    Bit 0 of these sets is the first action of the plan.
    """

    plan: Plan
    first: int
    actions: Sequence[FeatureSet]
    having: Mapping[str, int]
    led: Mapping[frozenset[str], int]

    __repr__ = short_repr

    @property
    def end(self) -> int:
        """The number after the last action."""
        return self.first + len(self.actions)


class CandidateIndex:
    """An inverted index over the actions of the plans that run on one day."""

    def __init__(self) -> None:
        self._plans: list[IndexedPlan] = []  # in the order of their numbers
        self._actions: dict[int, FeatureSet] = {}  # by number
        self._having: dict[str, int] = {}  # the set of the actions that have a mark
        self._parties: Counter[str] = Counter()
        self._forget_weights()

    def _forget_weights(self) -> None:
        """Forget the weights, which depend on how many indexed actions have a value."""
        self._weighed: dict[FeatureSet, WeighedFeatures] = {}
        self._words = Rarities(lambda word: self._having[f"w {word}"].bit_count())
        self._involved = Rarities(self._parties.__getitem__)
        self._places = Rarities(lambda place: self._having[f"p {place}"].bit_count())

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
        added = IndexedPlan(plan, self._gap(len(actions)), actions, having, led)
        self._plans = sorted([*self._plans, added], key=lambda one: one.first)
        self._actions.update(enumerate(actions, added.first))
        for mark, some in having.items():
            self._having[mark] = self._having.get(mark, 0) | some << added.first
        self._parties.update(itertools.chain.from_iterable(one.parties for one in actions))
        self._forget_weights()
        return added

    def remove(self, ended: IndexedPlan) -> None:
        """Remove a plan that has ended."""
        self._plans.remove(ended)
        for number in range(ended.first, ended.end):
            del self._actions[number]
        for mark, some in ended.having.items():
            self._having[mark] ^= some << ended.first
            if not self._having[mark]:
                del self._having[mark]
        self._parties.subtract(itertools.chain.from_iterable(one.parties for one in ended.actions))
        self._forget_weights()

    def _gap(self, size: int) -> int:
        """Return the first number that so many free numbers begin with."""
        free = 0
        for one in self._plans:
            if one.first - free >= size:
                break
            free = max(free, one.end)
        return free

    def pairs(self, beginning: Iterable[IndexedPlan]) -> Iterator[tuple[FeatureSet, FeatureSet]]:
        """Yield the actions of these plans, each with all candidates; two that find each other are one pair.

        The candidates of an action share two marks with it, of its rarest ones that lead to at most ``MOST`` actions.
        Of its own plan only actions with the same leaders are candidates.
        """
        found: dict[int, int] = {}
        for plan in beginning:
            # Two budgets: the actions of a long plan share many words and would use up the budget of all other plans.
            own, others = self._own_marks(plan), self._marks_elsewhere(plan)
            for number, one in enumerate(plan.actions, plan.first):
                twins = own.sharing(one.marks) & plan.led[one.leaders]
                found[number] = candidates = others.sharing(one.marks) | twins << plan.first
                for other in _numbers(candidates):
                    if other != number and not found.get(other, 0) >> number & 1:
                        yield one, self._actions[other]

    def _own_marks(self, plan: IndexedPlan) -> _RareMarks:
        same = self._of_id(plan.plan.id)
        return _RareMarks(((self._having[mark] & same).bit_count(), mark, some) for mark, some in plan.having.items())

    def _marks_elsewhere(self, plan: IndexedPlan) -> _RareMarks:
        same = self._of_id(plan.plan.id)
        elsewhere = ((mark, self._having[mark] & ~same) for mark in plan.having)
        return _RareMarks((some.bit_count(), mark, some) for mark, some in elsewhere)

    def _of_id(self, id: str) -> int:
        """Return the set of the actions of all plans with an id, which are states of one plan."""
        return sum((1 << one.end) - (1 << one.first) for one in self._plans if one.plan.id == id)


class _RareMarks:
    """Marks, each with the number of actions that it leads to and with the set of those that are candidates."""

    def __init__(self, marks: Iterable[tuple[int, str, int]]) -> None:
        self._ranked = sorted(marks)  # ties by name, so that the order of the plans has no effect
        self._ranks = {mark: rank for rank, (_, mark, _) in enumerate(self._ranked)}

    def sharing(self, marks: Sequence[str]) -> int:
        """Return the set of the actions that share two of the rarest of these marks, or the only one."""
        # One mark in common is chance. Two select the pairs that can reach a score.
        once = twice = 0
        left = MOST
        for rank in sorted(map(self._ranks.__getitem__, marks)):
            count, _, some = self._ranked[rank]
            left -= count
            if left < 0:
                break
            twice |= once & some
            once |= some
        return twice if len(marks) > 1 else once


def _sets(values: Iterable[Iterable[V]]) -> dict[V, int]:
    """Return the set of the positions that have a value, by value."""
    found: dict[V, int] = {}
    for position, having in enumerate(values):
        for value in having:
            found[value] = found.get(value, 0) | 1 << position
    return found


def _numbers(some: int) -> Iterator[int]:
    """Return the numbers in a set, in order."""
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
