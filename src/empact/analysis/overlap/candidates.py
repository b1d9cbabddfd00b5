"""Meetings: which actions are worth comparing.

This is blocking, as in record linkage: instead of all n * n pairs, only those are compared that share what is rare. Two
ideas make the cost linear in the number of actions. A sweep over time walks the plans in the order in which their
periods begin, so that the index holds only what runs on that day. An inverted index leads from each mark (a word, two
neighbouring words, a place) to the actions that have it, and an action follows its rarest marks until it has ``MOST``
candidates: a mark that many actions have costs most and says least.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from empact.analysis.overlap.features import Feature, FeatureSet
from empact.analysis.overlap.wording import Weighed
from empact.model import Plan

MOST = 200
"""Maximum candidates per action; keeps the comparison linear."""

T = TypeVar("T")


class CandidateIndex:
    """The actions of the plans that run on one day, by what they are compared by."""

    def __init__(self) -> None:
        self._index: dict[str, dict[str, list[FeatureSet]]] = {}  # by mark, then by the id of the plan
        self._counts: Counter[str] = Counter()
        self._parties: Counter[str] = Counter()
        self._weighed: dict[tuple[Feature, FeatureSet], Weighed] = {}

    def weighed(self, aspect: Feature, one: FeatureSet) -> Weighed:
        """What an action tells in one respect, by how many of the running actions tell it too."""
        found = self._weighed.get((aspect, one))
        if found is None:
            match aspect:
                case Feature.PARTIES:
                    found = Weighed.of(dict.fromkeys(one.parties, 1.0), self._parties.__getitem__)
                case Feature.PLACES:
                    found = Weighed.of(dict.fromkeys(one.places, 1.0), lambda place: self._counts[f"p {place}"])
                case _:
                    found = Weighed.of(one.words, lambda word: self._counts[f"w {word}"])
            self._weighed[aspect, one] = found
        return found

    def add(self, one: FeatureSet) -> None:
        """Let an action begin."""
        self._weighed.clear()  # weights depend on how many running actions have a thing: none holds any more
        self._parties.update(one.parties.keys())
        self._counts.update(one.marks)
        for mark in one.marks:
            self._index.setdefault(mark, {}).setdefault(one.plan.id, []).append(one)

    def remove(self, one: FeatureSet) -> None:
        """Let an action end."""
        self._weighed.clear()
        self._parties.subtract(one.parties.keys())
        self._counts.subtract(one.marks)
        for mark in one.marks:
            self._index[mark][one.plan.id].remove(one)

    def candidates(self, one: FeatureSet) -> Iterator[FeatureSet]:
        """The actions that share at least two marks with this one, of other plans and of its own.

        The marks are taken from the rarest on, until the next one would lead to more than ``MOST`` meetings.
        """
        # Two budgets: the actions of a long plan share many words, and would use up that of all other plans.
        own, others = Counter[FeatureSet](), Counter[FeatureSet]()
        mine = [(len(self._index[mark][one.plan.id]), mark) for mark in one.marks]
        for mark in _rarest(mine):
            own.update(self._index[mark][one.plan.id])
        for mark in _rarest((self._counts[mark] - count, mark) for count, mark in mine):
            for plan, actions in self._index[mark].items():
                if plan != one.plan.id:
                    others.update(actions)
        enough = min(2, len(one.marks))  # one mark in common is chance; two select the pairs that can reach a score
        yield from (other for other, shared in own.items() if shared >= enough and other.plan is one.plan)
        yield from (other for other, shared in others.items() if shared >= enough)


def _rarest(marks: Iterable[tuple[int, str]]) -> Iterator[str]:
    left = MOST
    for count, mark in sorted(marks):  # by name where equally rare, so that the order of the plans changes nothing
        left -= count
        if left < 0:
            return
        yield mark


def candidate_pairs(
    plans: Iterable[Plan],
    traits: Callable[[Plan], Iterable[FeatureSet]],
    compare: Callable[[FeatureSet, FeatureSet, CandidateIndex], T | None],
) -> Iterator[T]:
    """What comes of comparing the actions of plans that have a day in common, each pair once, whatever their order.

    Two plans meet on the day on which the later of them begins, among all that run on that day. A plan without a period
    meets every other. Two plans of one id are two states of one plan, and do not meet.
    """
    running = CandidateIndex()
    active: list[tuple[Plan, list[FeatureSet]]] = []
    for start, beginning in itertools.groupby(sorted(plans, key=_start), _start):
        for one in _each(added for plan, added in active if _end(plan) < start):
            running.remove(one)
        active = [(plan, added) for plan, added in active if _end(plan) >= start]
        fresh = [(plan, list(traits(plan))) for plan in beginning]
        for one in _each(added for _, added in fresh):
            running.add(one)
        active += fresh
        for one, other in _pairs(_each(added for _, added in fresh), running):
            compared = compare(one, other, running)
            if compared is not None:
                yield compared


def _each(plans: Iterable[list[FeatureSet]]) -> Iterator[FeatureSet]:
    return itertools.chain.from_iterable(plans)


def _pairs(beginning: Iterable[FeatureSet], running: CandidateIndex) -> Iterable[tuple[FeatureSet, FeatureSet]]:
    """Each action that begins with each that it meets; two that begin on one day meet once."""
    pairs: dict[frozenset[FeatureSet], tuple[FeatureSet, FeatureSet]] = {}
    for one in beginning:
        for other in running.candidates(one):
            if other is not one:
                pairs.setdefault(frozenset((one, other)), (one, other))
    return pairs.values()


def _start(plan: Plan) -> dt.date:
    return dt.date.min if plan.period is None else plan.period.start


def _end(plan: Plan) -> dt.date:
    return dt.date.max if plan.period is None else plan.period.end
