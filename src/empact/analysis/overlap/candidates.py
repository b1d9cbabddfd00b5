"""Candidates: choose the pairs of actions that are worth comparing.

This is blocking, as in record linkage: instead of all n * n pairs, only pairs that share something rare are compared.
Two ideas keep the cost linear in the number of actions. A sweep over time visits the plans in the order in which their
periods begin, so that the index holds only the plans that run on that day. An inverted index leads from each mark (a
word, a pair of neighbouring words, a place) to the actions that have it. An action follows its rarest marks until it
has ``MOST`` candidates: a mark that many actions have costs most and separates least.

Two actions of one plan overlap only as twins, which have the same leaders. So the leaders are a second block there: of
the actions that have a mark, only those with the same leaders are compared, and most marks lead to none.

The marks of a plan are ranked once for all its actions, and each mark is visited once. A mark that no other plan has,
as most pairs of words, costs nothing there.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
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


@attrs.frozen(eq=False)
class WeighedFeatures:
    """The features of an action whose values have weights. Most pairs are compared by their words only."""

    action: FeatureSet
    """The action with its features, before they are weighed."""
    words: Weighed
    """Its words; a word that few of the running actions have weighs more."""
    _involved: Mapping[str, float] = attrs.field(repr=False)
    _located: Mapping[str, float] = attrs.field(repr=False)

    __repr__ = short_repr

    @cached_property
    def parties(self) -> Weighed:
        """The codes of its parties; a party that takes part in few actions weighs more."""
        return Weighed.of({party: self._involved[party] for party in self.action.parties})

    @cached_property
    def places(self) -> Weighed:
        """Its places; a place of few actions weighs more."""
        return Weighed.of({place: self._located[place] for place in self.action.places})


@attrs.frozen(eq=False)
class IndexedPlan:
    """A plan in the index of the plans that run on one day."""

    plan: Plan
    """The plan that runs."""
    actions: Sequence[FeatureSet]
    """Its actions with their features, by position."""
    having: Mapping[str, Sequence[int]]
    """The positions of the actions that have a mark, in order, by the mark."""

    __repr__ = short_repr


_Having = dict[str, dict[IndexedPlan, Sequence[int]]]
"""The actions that have a mark, by the id of the plan: their positions in each plan with this id."""


class CandidateIndex:
    """An inverted index over the actions of the plans that run on one day."""

    def __init__(self) -> None:
        self._having: dict[str, _Having] = {}  # by mark
        self._counts: Counter[str] = Counter()  # how many actions have a mark
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
            rarity = self._words
            words = Weighed.of({word: value * rarity[word] for word, value in action.words.items()})
            weighed = self._weighed[action] = WeighedFeatures(action, words, self._involved, self._places)
        return weighed

    def add(self, plan: Plan, actions: Sequence[FeatureSet]) -> IndexedPlan:
        """Add a plan that begins."""
        having: dict[str, list[int]] = {}
        for position, action in enumerate(actions):
            for mark in action.marks:
                having.setdefault(mark, []).append(position)
        added = IndexedPlan(plan, actions, having)
        for mark, positions in having.items():
            self._counts[mark] += len(positions)
            self._having.setdefault(mark, {}).setdefault(plan.id, {})[added] = positions
        self._parties.update(itertools.chain.from_iterable(action.parties for action in actions))
        self._forget_weights()
        return added

    def remove(self, ended: IndexedPlan) -> None:
        """Remove a plan that has ended."""
        id = ended.plan.id
        for mark, positions in ended.having.items():
            having = self._having[mark]
            del having[id][ended]
            self._counts[mark] -= len(positions)
            if not having[id]:
                del having[id]
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
            for action, candidates in zip(plan.actions, _candidates(plan, self._having, self._counts), strict=True):
                met[action] = {*candidates}
                yield from ((action, other) for other in candidates if action not in met.get(other, ()))


def _candidates(
    plan: IndexedPlan, having: Mapping[str, _Having], counts: Mapping[str, int]
) -> Iterator[list[FeatureSet]]:
    """Yield the candidates of each action of a plan, those of its own plan first.

    ``counts`` says how many actions have a mark. Those of plans with the id of the plan are states of it.
    """
    # Two budgets: the actions of a long plan share many words and would use up the budget of all other plans.
    own_counts = {mark: sum(map(len, having[mark][plan.plan.id].values())) for mark in plan.having}
    other_counts = {mark: counts[mark] - own for mark, own in own_counts.items() if counts[mark] > own}
    twins, others = _twins(plan, own_counts), _elsewhere(plan, other_counts, having)
    for position, action in enumerate(plan.actions):
        enough = min(2, len(action.marks))  # one mark in common is chance; two select the pairs that can reach a score
        mine = _in_several(twins[position], enough)
        own = [plan.actions[other] for other in sorted(mine) if other != position] if len(mine) > 1 else []
        yield own + _in_several(others[position], enough)


def _twins(plan: IndexedPlan, counts: Mapping[str, int]) -> list[list[Sequence[int]]]:
    """Return, for each action of a plan, the positions that its rarest marks lead to: one list for each mark.

    Only actions with the same leaders are in it.
    """
    twins: list[list[Sequence[int]]] = [[] for _ in plan.actions]
    leaders = [action.leaders for action in plan.actions]
    for mark, following in _rarest_marks(plan, counts):
        positions = plan.having[mark]
        if len({leaders[position] for position in positions}) == len(positions):
            continue
        by_leaders: dict[frozenset[str], list[int]] = {}
        for position in positions:
            by_leaders.setdefault(leaders[position], []).append(position)
        for position in following:
            twins[position].append(by_leaders[leaders[position]])
    return twins


def _elsewhere(
    plan: IndexedPlan, counts: Mapping[str, int], having: Mapping[str, _Having]
) -> list[list[Sequence[FeatureSet]]]:
    """Return, for each action of a plan, the actions of other plans that its rarest marks lead to, as for twins."""
    elsewhere: list[list[Sequence[FeatureSet]]] = [[] for _ in plan.actions]
    for mark, following in _rarest_marks(plan, counts):
        actions = [
            other.actions[position]
            for id, states in having[mark].items()
            if id != plan.plan.id
            for other, positions in states.items()
            for position in positions
        ]
        for position in following:
            elsewhere[position].append(actions)
    return elsewhere


def _rarest_marks(plan: IndexedPlan, counts: Mapping[str, int]) -> Iterator[tuple[str, Sequence[int]]]:
    """Yield the marks of a plan, the rarest first, each with the positions of the actions that follow it.

    An action follows its rarest marks that together lead to at most ``MOST`` actions. ``counts`` says to how many a
    mark leads. Ties go by name, so that the order of the plans has no effect.
    """
    left = [MOST] * len(plan.actions)
    for count, mark in sorted([(count, mark) for mark, count in counts.items() if count <= MOST]):
        following = plan.having[mark]
        if min([left[position] for position in following]) < count:
            following = [position for position in following if count <= left[position]]
        for position in following:
            left[position] -= count
        yield mark, following


def _in_several(groups: Sequence[Sequence[V]], enough: int) -> list[V]:
    """Return what is in at least so many of these groups."""
    if len(groups) < enough:
        return []
    times = Counter(itertools.chain.from_iterable(groups))
    return [member for member, count in times.items() if count >= enough]


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
