"""Overlaps: actions of plans that run at one time and are alike in wording, parties, places and weeks."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from empact.analysis.involvement.absences import recorded_absences
from empact.analysis.overlap.candidates import CandidateIndex, candidate_pairs
from empact.analysis.overlap.features import (
    Feature,
    FeatureSet,
    Weeks,
    features,
    monday,
    weeks_counted,
    weeks_in_common,
)
from empact.analysis.overlap.wording import written
from empact.analysis.portfolio.placements import placement
from empact.analysis.portfolio.plans import Portfolio
from empact.analysis.portfolio.similarity import dice
from empact.diagnostics import Pointer
from empact.model import Action, Answer, Ledger, Plan, Span
from empact.reference import Register
from empact.reprs import short_repr

LEAST = 0.6
"""From this score on, two actions of different plans may overlap."""

_LEAST_WORDS = 0.1
_LEAST_OF_TWINS = 0.85
_HALF = 0.5
_DIGITS = 3


SHARES: Mapping[Feature, float] = {Feature.WORDS: 0.6, Feature.PARTIES: 0.15, Feature.PLACES: 0.15, Feature.WEEKS: 0.1}
"""What each aspect counts in the score. What one of two actions does not tell counts neither for nor against."""


@attrs.frozen(kw_only=True)
class Common:
    """What two actions have in common in one respect: how much of it, from 0 to 1, and which things."""

    feature: Feature
    similarity: float
    things: tuple[str, ...]

    __repr__ = short_repr

    def __str__(self) -> str:
        return f"{self.feature.value} {self.similarity:.2f}: {', '.join(self.things)}"


@attrs.frozen
class Side:
    """One of the two actions of an overlap: its plan, and its position and pointer in the plan."""

    plan: Plan = attrs.field(repr=False)
    position: int = attrs.field(repr=False)
    at: Pointer
    action: Action = attrs.field(repr=False)

    __repr__ = short_repr

    def __str__(self) -> str:
        return f"{self.plan.id}:{self.action.number}"


@attrs.frozen(kw_only=True)
class Overlap:
    """Two actions that may overlap: the score from 0 to 1, and the reasons.

    ``twin`` tells that they look like one and the same action: nearly the same words, the same leaders, most parties
    and some weeks in common, in one plan or in two of one priority. ``linked`` tells that one of them links to the
    other, or continues it, so that its authors know. ``answer`` is what people have agreed on about the two.
    """

    one: Side
    other: Side
    score: float
    reasons: tuple[Common, ...]
    twin: bool
    linked: bool = False
    answer: Answer | None = None

    __repr__ = short_repr

    @property
    def sides(self) -> tuple[Side, Side]:
        """The two actions, in the order of the ids of their plans."""
        return self.one, self.other

    @property
    def pair(self) -> frozenset[str]:
        """The two actions, whichever stands first, as an answer names them."""
        return frozenset(map(str, self.sides))

    @property
    def open(self) -> bool:
        """Whether it waits for an answer; of two actions that are linked only where they look like one."""
        return self.answer is None and (self.twin or not self.linked)

    def explain(self) -> tuple[str, ...]:
        """Why the two may overlap, a line for each thing that they have in common."""
        return tuple(map(str, self.reasons))


def overlaps(  # noqa: PLR0913 - each is a choice of its own
    portfolio: Portfolio,
    register: Register,
    *,
    least: float = LEAST,
    answers: Iterable[Answer] = (),
    spelling: bool = False,
    ledgers: Iterable[Ledger] = (),
) -> tuple[Overlap, ...]:
    """The actions of a portfolio that may overlap, the likeliest first.

    Only plans whose periods have a day in common are compared: what comes back in the plan of another year is carried
    on. Two actions of one plan are found only where they look like one. The order of the plans makes no difference.
    Overlaps that are answered, or of which links tell, are among them and say so.

    Args:
        portfolio: The plans.
        register: Who is who.
        least: The least score.
        answers: What people have agreed on; of two answers about the same actions the first counts.
        spelling: Whether words that are spelt alike count as one, which needs rapidfuzz.
        ledgers: What is recorded about the plans: who is excluded by a decision is no party from its day on.

    Raises:
        MissingExtraError: ``spelling`` is asked for, and rapidfuzz is not installed.
    """
    known: dict[frozenset[str], Answer] = {}
    for answer in answers:
        known.setdefault(answer.pair, answer)
    compare = _Comparing(portfolio, least, spelling=spelling).compare
    once = {id(plan): plan for plan in portfolio}.values()
    away = recorded_absences(ledgers, register)
    found = candidate_pairs(once, lambda plan: features(plan, register, away.get(plan.id, ())), compare)
    told = [attrs.evolve(one, answer=known.get(one.pair)) for one in found]
    return tuple(sorted(told, key=lambda one: (-one.score, _rank(one.one), _rank(one.other))))


def _rank(side: Side) -> tuple[str, int]:
    return side.plan.id, side.position


class _Comparing:
    """Compares the actions of a portfolio, two at a time."""

    def __init__(self, portfolio: Portfolio, least: float, *, spelling: bool) -> None:
        self.least, self.spelling = least, spelling
        self.linked = _Linked(portfolio)

    def compare(self, one: FeatureSet, other: FeatureSet, running: CandidateIndex) -> Overlap | None:
        words = self._words(one, other, running)
        least = _LEAST_OF_TWINS if one.plan is other.plan else _LEAST_WORDS
        alike = running.weighed(Feature.WORDS, one).similarity(running.weighed(Feature.WORDS, other), words)
        if alike < least:
            return None
        found = {Feature.WORDS: alike, **dict(_rest(one, other, running))}
        whole = math.fsum(SHARES[aspect] for aspect in found)
        score = round(math.fsum(SHARES[aspect] * likeness for aspect, likeness in found.items()) / whole, _DIGITS)
        twin = _twins(one, other, found)
        if score < self.least or (one.plan is other.plan and not twin):
            return None
        first, second = sorted((one, other), key=_position)
        things = _things(first, second, words, running)
        reasons = [
            Common(feature=aspect, similarity=round(likeness, _DIGITS), things=things[aspect])
            for aspect, likeness in found.items()
            if likeness
        ]
        sides = _side(first), _side(second)
        return Overlap(
            one=sides[0],
            other=sides[1],
            score=score,
            reasons=tuple(reasons),
            twin=twin,
            linked=self.linked(*sides),
        )

    def _words(self, one: FeatureSet, other: FeatureSet, running: CandidateIndex) -> dict[str, float]:
        mine, others = running.weighed(Feature.WORDS, one), running.weighed(Feature.WORDS, other)
        return mine.common(others) | (mine.spelt_alike(others) if self.spelling else {})


def _position(one: FeatureSet) -> tuple[str, int]:
    return one.plan.id, one.position


def _side(one: FeatureSet) -> Side:
    return Side(one.plan, one.position, one.at, one.action)


def _common(aspect: Feature, one: FeatureSet, other: FeatureSet, running: CandidateIndex) -> dict[str, float]:
    """The parties or the places that two actions have in common; of parties those that both mean on one day."""
    shared = running.weighed(aspect, one).common(running.weighed(aspect, other))
    if aspect is Feature.PARTIES:
        return {party: value for party, value in shared.items() if _meet(one.parties[party], other.parties[party])}
    return shared


def _rest(one: FeatureSet, other: FeatureSet, running: CandidateIndex) -> Iterator[tuple[Feature, float]]:
    """How alike two actions are beside their words, in what both of them tell."""
    for aspect, mine, others in (
        (Feature.PARTIES, one.parties, other.parties),
        (Feature.PLACES, one.places, other.places),
    ):
        if mine and others:
            common = _common(aspect, one, other, running)
            yield aspect, running.weighed(aspect, one).similarity(running.weighed(aspect, other), common)
    if one.weeks and other.weeks:
        weeks = weeks_counted(weeks_in_common(one.weeks, other.weeks))
        yield Feature.WEEKS, dice(weeks, weeks_counted(one.weeks), weeks_counted(other.weeks))


def _meet(one: Sequence[Span], other: Sequence[Span]) -> bool:
    """Whether a party is meant by both actions on one day; where no day is known, it may be."""
    pairs = itertools.product(one, other)
    return not one or not other or any(mine.overlaps(its) for mine, its in pairs)


def _things(
    one: FeatureSet, other: FeatureSet, words: Mapping[str, float], running: CandidateIndex
) -> dict[Feature, tuple[str, ...]]:
    """What two actions have in common, what counts most first, as the first of them has it."""
    spelt = written(one.action)
    order = {word: at for at, word in enumerate(spelt)}
    places = _ranked(_common(Feature.PLACES, one, other, running))
    return {
        Feature.WORDS: tuple(
            spelt.get(word, word) for word in sorted(words, key=lambda word: (-words[word], order.get(word, 0), word))
        ),
        Feature.PARTIES: _ranked(_common(Feature.PARTIES, one, other, running)),
        Feature.PLACES: tuple(one.places[place] for place in places),
        Feature.WEEKS: tuple(_spelt(weeks_in_common(one.weeks, other.weeks))),
    }


def _ranked(things: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(things, key=lambda thing: (-things[thing], thing)))


def _spelt(weeks: Weeks) -> Iterator[str]:
    """Weeks as the notation of ISO 8601 has them: ``2012-W14 to 2012-W22``."""
    for first, last in weeks:
        one, other = (monday(week).isocalendar() for week in (first, last))
        start, end = f"{one.year}-W{one.week:02d}", f"{other.year}-W{other.week:02d}"
        yield start if start == end else f"{start} to {end}"


def _twins(one: FeatureSet, other: FeatureSet, alike: Mapping[Feature, float]) -> bool:
    """Whether two actions look like one."""
    return (
        alike[Feature.WORDS] >= _LEAST_OF_TWINS
        and one.leaders == other.leaders
        and alike.get(Feature.PARTIES, 1.0) >= _HALF
        and alike.get(Feature.WEEKS, 1.0) > 0
        and (one.plan is other.plan or _of_one_priority(one.plan, other.plan))
    )


def _of_one_priority(one: Plan, other: Plan) -> bool:
    mine, others = placement(one), placement(other)
    return mine.cycle_id == others.cycle_id and mine.words[:1] == others.words[:1] != ()


@attrs.frozen
class _Linked:
    """Whether one action names another one, in its links or as what it continues."""

    portfolio: Portfolio
    _known: dict[str, set[tuple[str, str]]] = attrs.field(factory=dict[str, "set[tuple[str, str]]"], init=False)

    def __call__(self, one: Side, other: Side) -> bool:
        return (str(one), str(other)) in self._of(one.plan) or (str(other), str(one)) in self._of(other.plan)

    def _of(self, plan: Plan) -> set[tuple[str, str]]:
        if plan.id not in self._known:
            self._known[plan.id] = set(self._named(plan))
        return self._known[plan.id]

    def _named(self, plan: Plan) -> Iterator[tuple[str, str]]:
        for one in self.portfolio.links(plan).declared:
            if one.ref.action is not None:
                yield from ((f"{plan.id}:{one.action.number}", str(target)) for target in one.resolution.destinations)
        for action in plan.actions:
            for ref in action.continues:
                yield f"{plan.id}:{action.number}", str(ref)
