"""Overlaps: find actions that run at the same time with similar words, parties, places and weeks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar

import attrs

from empact.analysis.facts import PlanFacts, PortfolioFacts, Result, check_context, excluded_parties
from empact.analysis.involvement.absences import Absence
from empact.analysis.overlap.candidates import CandidateIndex, WeighedFeatures, candidate_pairs
from empact.analysis.overlap.features import (
    Feature,
    FeatureSet,
    Weeks,
    features,
    monday,
    weeks_alike,
    weeks_in_common,
)
from empact.analysis.portfolio.placements import placement
from empact.analysis.portfolio.plans import Portfolio
from empact.arguments import check_type, objects
from empact.diagnostics import Pointer
from empact.model import Action, Answer, FrozenMap, Plan, Span
from empact.values import listed, unlisted, value

LEAST = 0.6
"""The minimum score of two actions of different plans that may overlap."""

_LEAST_WORDS = 0.1
_LEAST_OF_TWINS = 0.85
_HALF = 0.5
_DIGITS = 3


SHARES: Mapping[Feature, float] = {Feature.WORDS: 0.6, Feature.PARTIES: 0.15, Feature.PLACES: 0.15, Feature.WEEKS: 0.1}
"""The weight of each feature in the score. A feature that one of the two actions lacks is ignored."""
_SHARES = _OF_WORDS, _OF_PARTIES, _OF_PLACES, _OF_WEEKS = tuple(SHARES[feature] for feature in Feature)


@value(kw_only=True)
class Common:
    """What two actions have in common in one feature."""

    feature: Feature
    """What is compared: words, parties, places or weeks."""
    similarity: float
    """The similarity in this feature, from 0 (nothing in common) to 1 (the same)."""
    things: tuple[str, ...]
    """What the two have in common: words and places as written in the first action, codes of parties, the rarest first;
    weeks as ``2012-W14 to 2012-W22``.
    """

    def __str__(self) -> str:
        return f"{self.feature.value} {self.similarity:.2f}: {', '.join(self.things)}"


@value
class Side:
    """One of the two actions of an overlap."""

    plan: Plan = attrs.field(repr=False)
    """The plan that has the action."""
    position: int = attrs.field(repr=False, metadata=unlisted())
    """The index of the action in ``plan.actions``."""
    at: Pointer
    """The pointer of the action in its plan."""
    action: Action = attrs.field(repr=False)
    """The action that may be the same work as the other one."""

    @listed
    def activity(self) -> str | None:
        """The text of its activity; None if it has none."""
        return self.action.activity.text

    def __str__(self) -> str:
        return f"{self.plan.id}:{self.action.number}"


@value(kw_only=True)
class Overlap:
    """Two actions that may overlap. It is a suggestion: people decide and record an answer."""

    one: Side
    """The action that comes first: by the id of its plan, then by its position."""
    other: Side
    """The other action."""
    score: float
    """How similar the two are, from 0 to 1."""
    reasons: tuple[Common, ...]
    """What the two have in common, one feature each."""
    twin: bool
    """Whether the two look like the same action: nearly the same words, the same leaders, most parties and some weeks
    in common, in one plan or in two plans of one priority.
    """
    linked: bool = False
    """Whether one of them links to the other or continues it, so that its authors know about the other."""
    answer: Answer | None = None
    """What people have decided about the two, from the file of answers; None if nothing is recorded."""

    @property
    def sides(self) -> tuple[Side, Side]:
        """The two actions, in the order of the ids of their plans."""
        return self.one, self.other

    @property
    def pair(self) -> frozenset[str]:
        """The two actions in any order, as an answer names them."""
        return frozenset(map(str, self.sides))

    @property
    def open(self) -> bool:
        """Whether it still needs an answer. Linked actions need one only if they are twins."""
        return self.answer is None and (self.twin or not self.linked)

    def explain(self) -> tuple[str, ...]:
        """Return the reasons why the two may overlap, a line for each feature in common."""
        return tuple(map(str, self.reasons))


@value(kw_only=True)
class Overlaps(Result):
    """Possible overlaps of plans, with the decisions that were taken into account."""

    _uses: ClassVar = ("ledger",)

    overlaps: tuple[Overlap, ...]
    """The possible overlaps, the most likely first."""

    def __iter__(self) -> Iterator[Overlap]:
        return iter(self.overlaps)

    def __len__(self) -> int:
        return len(self.overlaps)

    @listed
    def excluded(self) -> FrozenMap[str, tuple[Absence, ...]]:
        """The decisions that exclude a party, by the id of the plan: it does not count in that time."""
        return excluded_parties(self.context)


def overlaps(
    ctx: PlanFacts | PortfolioFacts,
    *,
    least: float = LEAST,
    answers: Iterable[Answer] = (),
    spelling: bool = False,
) -> Overlaps:
    """Return the pairs of actions that may overlap, the most likely first.

    Only plans whose periods have a day in common are compared: a similar action in the plan of another year is its
    continuation. Two actions of one plan are returned only if they are twins. Answered and linked overlaps are
    included, and marked. A party that a decision in the ledger excludes is left out from that day on. The order of the
    plans has no effect.

    Args:
        ctx: The context of the plans.
        least: The minimum score, from 0 to 1.
        answers: What people have agreed on. If two answers are about the same actions, the first counts.
        spelling: Whether words that differ only in spelling count as one; needs rapidfuzz.

    Raises:
        MissingExtraError: ``spelling`` is set, and rapidfuzz is not installed.
    """
    check_context("overlaps()", ctx)
    check_type("least", "a number from 0 to 1", (int, float), least)
    known: dict[frozenset[str], Answer] = {}
    for answer in objects("answers", "a list of answers", Answer, answers):
        known.setdefault(answer.pair, answer)
    compare = _Comparing(ctx.portfolio, least, spelling=spelling).compare
    once = {id(context.plan): context for context in ctx.contexts}
    plans = (context.plan for context in once.values())
    possible = candidate_pairs(plans, lambda plan: features(once[id(plan)]), compare)
    answered = [attrs.evolve(overlap, answer=known.get(overlap.pair)) for overlap in possible] if known else possible
    ranked = sorted(answered, key=lambda overlap: (-overlap.score, _rank(overlap.one), _rank(overlap.other)))
    return Overlaps(context=ctx, overlaps=tuple(ranked))


def _rank(side: Side) -> tuple[str, int]:
    return side.plan.id, side.position


class _Comparing:
    """Compares two actions of a portfolio."""

    def __init__(self, portfolio: Portfolio, least: float, *, spelling: bool) -> None:
        self.least, self.spelling = least, spelling
        self.spare: float = 1 + 10**-_DIGITS - least  # the score is rounded
        self.linked = _Linked(portfolio)

    def compare(self, one: FeatureSet, other: FeatureSet, index: CandidateIndex) -> Overlap | None:
        same, weeks = one.plan is other.plan, weeks_alike(one.weeks, other.weeks)
        if same and weeks == 0:  # no twins
            return None
        # Every feature that both have takes at least its share of what they do not have in common from the score. So
        # words that are less similar give too low a score, even if all else but the weeks and places is the same.
        spare = self.spare if weeks is None else self.spare - _OF_WEEKS * (1 - weeks)
        apart = one.places and other.places and one.places.keys().isdisjoint(other.places)
        least = max(_LEAST_OF_TWINS if same else _LEAST_WORDS, 1 - (spare - _OF_PLACES * bool(apart)) / _OF_WORDS)
        mine, others = index.weighed(one), index.weighed(other)
        spelt = mine.words.spelt_alike(others.words) if self.spelling else {}
        if spelt:
            common = (*mine.words.common(others.words).values(), *spelt.values())
            alike = mine.words.similarity_by(others.words, common)
        else:
            alike = mine.words.similarity(others.words)
        similarities = None if alike < least else self._similarities(alike, weeks, spare, mine, others)
        if similarities is None:
            return None
        twin = _twins(one, other, similarities)
        if same and not twin:
            return None
        first, second = sorted((mine, others), key=_position)
        by_feature = _common_values(first, second, mine.words.common(others.words) | spelt)
        reasons = [
            Common(feature=feature, similarity=round(similarity, _DIGITS), things=by_feature[feature])
            for feature, similarity in zip(Feature, similarities, strict=True)
            if similarity
        ]
        sides = _side(first.action), _side(second.action)
        return Overlap(
            one=sides[0],
            other=sides[1],
            score=_score(similarities),
            reasons=tuple(reasons),
            twin=twin,
            linked=self.linked(*sides),
        )

    def _similarities(
        self, alike: float, weeks: float | None, spare: float, mine: WeighedFeatures, others: WeighedFeatures
    ) -> _Similarities | None:
        """Return the similarity of each feature, given those of words and weeks; None if the score is too low.

        ``spare`` is how much of the score may be lost by other features than the weeks.
        """
        # The cheapest feature comes first, so most pairs are dropped before the days of their parties are compared.
        similarities: _Similarities = [alike, None, None, weeks]
        spare -= _OF_WORDS * (1 - alike)
        for feature, share, similarity in _OTHERS:
            known = similarities[feature] = similarity(mine, others)
            if known is not None:
                spare -= share * (1 - known)
                if spare < 0:
                    return None
        return None if _score(similarities) < self.least else similarities


_Similarities = list[float | None]
"""The similarity of each feature, in the order of ``Feature``; None if one of the two actions lacks it."""


def _score(similarities: _Similarities) -> float:
    """Return the mean of the similarities, weighted by the shares of the features that both actions have."""
    known = [
        (share, similarity) for share, similarity in zip(_SHARES, similarities, strict=True) if similarity is not None
    ]
    whole = math.fsum([share for share, _ in known])
    return round(math.fsum([share * similarity for share, similarity in known]) / whole, _DIGITS)


def _position(weighed: WeighedFeatures) -> tuple[str, int]:
    return weighed.action.plan.id, weighed.action.position


def _side(action: FeatureSet) -> Side:
    return Side(action.plan, action.position, action.at, action.action)


def _common_parties(one: WeighedFeatures, other: WeighedFeatures) -> dict[str, float]:
    """Return the common parties of two actions with their weights: those involved in both on the same day."""
    mine, others = one.action.parties, other.action.parties
    shared = one.parties.common(other.parties)
    return {party: weight for party, weight in shared.items() if _meet(mine[party], others[party])}


def _parties_alike(one: WeighedFeatures, other: WeighedFeatures) -> float | None:
    if not (one.action.parties and other.action.parties):
        return None
    return one.parties.similarity_by(other.parties, _common_parties(one, other).values())


def _places_alike(one: WeighedFeatures, other: WeighedFeatures) -> float | None:
    if not (one.action.places and other.action.places):
        return None
    return one.places.similarity(other.places)


_OTHERS = ((2, _OF_PLACES, _places_alike), (1, _OF_PARTIES, _parties_alike))
"""The features that are compared after words and weeks, in this order: their index, their share and their measure."""


def _meet(one: Sequence[Span], other: Sequence[Span]) -> bool:
    """Whether a party is involved in both actions on the same day; unknown days may be the same."""
    return not one or not other or any(mine.overlaps(its) for mine in one for its in other)


def _common_values(
    one: WeighedFeatures, other: WeighedFeatures, words: Mapping[str, float]
) -> dict[Feature, tuple[str, ...]]:
    """Return the common values of each feature, highest weight first, as written in the first action."""
    spellings = one.action.spellings
    order = {word: at for at, word in enumerate(spellings)}
    places = _ranked(one.places.common(other.places))
    return {
        Feature.WORDS: tuple(
            spellings.get(word, word)
            for word in sorted(words, key=lambda word: (-words[word], order.get(word, 0), word))
        ),
        Feature.PARTIES: _ranked(_common_parties(one, other)),
        Feature.PLACES: tuple(one.action.places[place] for place in places),
        Feature.WEEKS: tuple(_format_weeks(weeks_in_common(one.action.weeks, other.action.weeks))),
    }


def _ranked(weights: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(weights, key=lambda name: (-weights[name], name)))


def _format_weeks(weeks: Weeks) -> Iterator[str]:
    """Format weeks in the notation of ISO 8601: ``2012-W14 to 2012-W22``."""
    for first, last in weeks:
        earlier, later = (monday(week).isocalendar() for week in (first, last))
        start, end = f"{earlier.year}-W{earlier.week:02d}", f"{later.year}-W{later.week:02d}"
        yield start if start == end else f"{start} to {end}"


def _twins(one: FeatureSet, other: FeatureSet, similarities: _Similarities) -> bool:
    """Whether two actions look like the same action."""
    alike, parties, _, weeks = similarities
    return (
        alike is not None
        and alike >= _LEAST_OF_TWINS
        and one.leaders == other.leaders
        and (parties is None or parties >= _HALF)
        and (weeks is None or weeks > 0)
        and (one.plan is other.plan or _of_one_priority(one.plan, other.plan))
    )


def _of_one_priority(one: Plan, other: Plan) -> bool:
    mine, others = placement(one), placement(other)
    return mine.cycle_id == others.cycle_id and mine.words[:1] == others.words[:1] != ()


@value
class _Linked:
    """Whether one action links to another, or continues it."""

    portfolio: Portfolio
    _known: dict[str, set[tuple[str, str]]] = attrs.field(factory=dict[str, "set[tuple[str, str]]"], init=False)

    def __call__(self, one: Side, other: Side) -> bool:
        return (str(one), str(other)) in self._of(one.plan) or (str(other), str(one)) in self._of(other.plan)

    def _of(self, plan: Plan) -> set[tuple[str, str]]:
        if plan.id not in self._known:
            self._known[plan.id] = set(self._named(plan))
        return self._known[plan.id]

    def _named(self, plan: Plan) -> Iterator[tuple[str, str]]:
        for link in self.portfolio.links(plan).declared:
            if link.ref.action is not None:
                yield from ((f"{plan.id}:{link.action.number}", str(other)) for other in link.resolution.destinations)
        for action in plan.actions:
            for ref in action.continues:
                yield f"{plan.id}:{action.number}", str(ref)
