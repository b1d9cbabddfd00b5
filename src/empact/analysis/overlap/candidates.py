"""Candidates: choose the pairs of actions that are worth comparing.

This is blocking, as in record linkage: instead of all n * n pairs, only pairs that share something rare are compared.
Two ideas keep the cost linear in the number of actions. A sweep over time visits the plans in the order in which their
periods begin, so that the index holds only the plans that run on that day. An inverted index leads from each mark (a
word, a pair of neighbouring words, a place) to the actions that have it. An action follows its rarest marks until it
has ``MOST`` candidates: a mark that many actions have costs most and separates least.

Two actions of one plan overlap only as twins, which have the same leaders. So the leaders are a second block there; it
leaves a fifth of the pairs of one plan, which are most of all pairs in plans of some hundred actions.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import attrs

from empact.analysis.overlap.features import FeatureSet
from empact.analysis.overlap.wording import Weighed
from empact.model import Plan
from empact.reprs import short_repr

MOST = 200
"""Maximum candidates per action; keeps the comparison linear."""

T = TypeVar("T")


@attrs.frozen
class WeighedFeatures:
    """The features of an action whose values have weights."""

    action: FeatureSet
    words: Weighed
    parties: Weighed
    places: Weighed

    __repr__ = short_repr


class CandidateIndex:
    """An inverted index over the actions of the plans that run on one day."""

    def __init__(self) -> None:
        self._index: dict[str, dict[str, list[FeatureSet]]] = {}  # by mark, then by the id of the plan
        self._led: dict[tuple[str, frozenset[str]], dict[str, list[FeatureSet]]] = {}  # by plan and leaders, by mark
        self._counts: Counter[str] = Counter()
        self._parties: Counter[str] = Counter()
        self._weighed: dict[FeatureSet, WeighedFeatures] = {}

    def weighed(self, action: FeatureSet) -> WeighedFeatures:
        """Return the features of an action, each value weighed by how few of the indexed actions have it."""
        found = self._weighed.get(action)
        if found is None:
            found = self._weighed[action] = WeighedFeatures(
                action=action,
                words=Weighed.of(action.words, lambda word: self._counts[f"w {word}"]),
                parties=Weighed.of(dict.fromkeys(action.parties, 1.0), self._parties.__getitem__),
                places=Weighed.of(dict.fromkeys(action.places, 1.0), lambda place: self._counts[f"p {place}"]),
            )
        return found

    def add(self, action: FeatureSet) -> None:
        """Add an action that begins."""
        self._weighed.clear()  # the weights depend on how many indexed actions have a value
        self._parties.update(action.parties.keys())
        self._counts.update(action.marks)
        led = self._led.setdefault((action.plan.id, action.leaders), {})
        for mark in action.marks:
            self._index.setdefault(mark, {}).setdefault(action.plan.id, []).append(action)
            led.setdefault(mark, []).append(action)

    def remove(self, action: FeatureSet) -> None:
        """Remove an action that has ended."""
        self._weighed.clear()
        self._parties.subtract(action.parties.keys())
        self._counts.subtract(action.marks)
        led = self._led[action.plan.id, action.leaders]
        for mark in action.marks:
            plans = self._index[mark]
            plans[action.plan.id].remove(action)
            if not plans[action.plan.id]:
                del plans[action.plan.id]  # later look-ups would visit every plan that has ended
            led[mark].remove(action)

    def candidates(self, action: FeatureSet) -> Iterator[FeatureSet]:
        """Return the actions that share at least two marks with an action, of its own plan and of others.

        The rarest marks come first, until the next one would exceed ``MOST`` candidates. Of the own plan only actions
        with the same leaders are returned.
        """
        # Two budgets: the actions of a long plan share many words and would use up the budget of all other plans.
        plan, index = action.plan, self._index
        mine = [(len(index[mark][plan.id]), mark) for mark in action.marks]
        led = self._led[plan.id, action.leaders]
        own = Counter(itertools.chain.from_iterable(led[mark] for mark in _rarest(mine)))
        rarest = _rarest((self._counts[mark] - count, mark) for count, mark in mine)
        elsewhere = (actions for mark in rarest for id, actions in index[mark].items() if id != plan.id)
        others = Counter(itertools.chain.from_iterable(elsewhere))
        # One mark in common is chance. Two select the pairs that can reach a score.
        enough = min(2, len(action.marks))
        yield from (other for other, shared in own.items() if shared >= enough and other.plan is plan)
        yield from (other for other, shared in others.items() if shared >= enough)


def _rarest(marks: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Return the rarest marks that together lead to at most ``MOST`` actions, given the count of each mark."""
    left = MOST
    for count, mark in sorted(marks):  # ties by name, so that the order of the plans has no effect
        left -= count
        if left < 0:
            return
        yield mark


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
    active: list[tuple[Plan, list[FeatureSet]]] = []
    for start, beginning in itertools.groupby(sorted(plans, key=_start), _start):
        for one in _each(added for plan, added in active if _end(plan) < start):
            index.remove(one)
        active = [(plan, added) for plan, added in active if _end(plan) >= start]
        fresh = [(plan, list(features(plan))) for plan in beginning]
        for one in _each(added for _, added in fresh):
            index.add(one)
        active += fresh
        for one, other in _pairs(_each(added for _, added in fresh), index):
            compared = compare(one, other, index)
            if compared is not None:
                yield compared


def _each(plans: Iterable[list[FeatureSet]]) -> Iterator[FeatureSet]:
    return itertools.chain.from_iterable(plans)


def _pairs(beginning: Iterable[FeatureSet], index: CandidateIndex) -> Iterator[tuple[FeatureSet, FeatureSet]]:
    """Yield each action that begins with each of its candidates; two that begin on one day are one pair."""
    met: dict[FeatureSet, set[FeatureSet]] = {}
    for one in beginning:
        met[one] = {one}
        for other in index.candidates(one):
            if one not in met.get(other, ()):
                met[one].add(other)
                yield one, other


def _start(plan: Plan) -> dt.date:
    return dt.date.min if plan.period is None else plan.period.start


def _end(plan: Plan) -> dt.date:
    return dt.date.max if plan.period is None else plan.period.end
