"""Overlaps by their plain definition: every pair is compared, nothing is indexed, bounded or kept."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from empact import Plan, Portfolio
from empact.analysis import Feature, PlanContext, PortfolioContext, overlaps
from empact.analysis.overlap.candidates import CandidateIndex, candidate_pairs
from empact.analysis.overlap.features import FeatureSet, features
from empact.analysis.overlap.overlaps import SHARES
from empact.analysis.overlap.wording import rarity
from empact.analysis.portfolio.placements import placement
from empact.grammar import parse_parties, parse_timing
from empact.model import Action, Location, Priority, Prose, Span
from empact.testing.generated import generate

Pair = tuple[str, int, str, int]
Found = tuple[float, bool, dict[Feature, tuple[float, frozenset[str]]]]


def span(plan: Plan) -> Span:
    assert plan.period is not None
    return plan.period


def alike(
    one: Mapping[str, float], other: Mapping[str, float], counts: Mapping[str, int], common: frozenset[str]
) -> float:
    """Dice's coefficient, each value weighed by how few actions have it."""
    mine, others = ({thing: value * rarity(counts[thing]) for thing, value in each.items()} for each in (one, other))
    shared = math.fsum(min(mine[thing], others[thing]) for thing in common)
    return min(1.0, 2 * shared / (math.fsum(mine.values()) + math.fsum(others.values())))


def weeks(one: FeatureSet) -> set[int]:
    return {week for first, last in one.weeks for week in range(first, last + 1)}


def compared(one: FeatureSet, other: FeatureSet, running: Sequence[FeatureSet]) -> Found | None:
    """The score of two actions and their similarities; None if the words have too little in common."""
    found: dict[Feature, tuple[float, frozenset[str]]] = {}
    words = frozenset(one.words.keys() & other.words.keys())
    counts = Counter(word for action in running for word in action.words)
    found[Feature.WORDS] = alike(one.words, other.words, counts, words), words
    if one.parties and other.parties:
        counts = Counter(party for action in running for party in action.parties)
        parties = frozenset(
            party
            for party in one.parties.keys() & other.parties.keys()
            if not one.parties[party]
            or not other.parties[party]
            or any(mine.overlaps(its) for mine in one.parties[party] for its in other.parties[party])
        )
        mine, others = dict.fromkeys(one.parties, 1.0), dict.fromkeys(other.parties, 1.0)
        found[Feature.PARTIES] = alike(mine, others, counts, parties), parties
    if one.places and other.places:
        counts = Counter(place for action in running for place in action.places)
        places = frozenset(one.places.keys() & other.places.keys())
        mine, others = dict.fromkeys(one.places, 1.0), dict.fromkeys(other.places, 1.0)
        found[Feature.PLACES] = alike(mine, others, counts, places), frozenset(one.places[place] for place in places)
    if one.weeks and other.weeks:
        in_one, in_other = weeks(one), weeks(other)
        found[Feature.WEEKS] = 2 * len(in_one & in_other) / (len(in_one) + len(in_other)), frozenset()
    shares = math.fsum(SHARES[feature] for feature in found)
    score = round(math.fsum(SHARES[feature] * similarity for feature, (similarity, _) in found.items()) / shares, 3)
    twin = (
        found[Feature.WORDS][0] >= 0.85
        and one.leaders == other.leaders
        and found.get(Feature.PARTIES, (1, ()))[0] >= 0.5
        and found.get(Feature.WEEKS, (1, ()))[0] > 0
        and (one.plan is other.plan or one_priority(one.plan, other.plan))
    )
    least = 0.85 if one.plan is other.plan else 0.1
    return (score, twin, found) if found[Feature.WORDS][0] >= least else None


def one_priority(one: Plan, other: Plan) -> bool:
    mine, others = placement(one), placement(other)
    return mine.cycle_id == others.cycle_id and mine.words[:1] == others.words[:1] != ()


def plainly(plans: Sequence[Plan], least: float) -> Iterator[tuple[Pair, Found]]:
    """Every pair of actions that share two marks, of one plan or of two that have a day in common.

    An action with a single mark finds those with the same one, if its plan is not the earlier one.
    """
    everything = [action for plan in plans for action in features(PlanContext(plan=plan))]
    starts = {span(plan).start for plan in plans}
    running = {day: [action for action in everything if day in span(action.plan)] for day in starts}
    for first, second in itertools.combinations(sorted(everything, key=lambda one: (one.plan.id, one.position)), 2):
        if not span(first.plan).overlaps(span(second.plan)):
            continue
        day = max(span(first.plan).start, span(second.plan).start)
        looking = [action for action in (first, second) if span(action.plan).start == day]
        if len(set(first.marks) & set(second.marks)) < min(2, *(len(action.marks) for action in looking)):
            continue
        found = compared(first, second, running[day])
        if found is not None and found[0] >= least and (first.plan is not second.plan or found[1]):
            yield (first.plan.id, first.position, second.plan.id, second.position), found


WORDS = ("Search", "lorries", "tobacco", "ports", "cash", "forged", "passports")


@st.composite
def actions(draw: st.DrawFn) -> Action:
    """An action of few words, parties, places and months, so that many pairs have something in common."""
    place = draw(st.sampled_from(["", "Calais", "Brindisi"]))
    text = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6)))
    return Action(
        number="1.1",
        activity=Prose(text=text),
        description=Prose(text=draw(st.sampled_from(["", "Cash is counted.", "Dogs search the lorries."]))),
        leaders=parse_parties(draw(st.sampled_from(["", "HU", "HU, AT", "Europol"]))),
        participants=parse_parties(draw(st.sampled_from(["", "All MS", "SK, AT", "Turkey", "Relevant MS"]))),
        timing=parse_timing(draw(st.sampled_from(["", "May", "June to October", "2nd quarter"]))),
        locations=(Location(name=place),) if place else (),
    )


@st.composite
def portfolios(draw: st.DrawFn) -> list[Plan]:
    """Three plans that begin on the same or on different days of a year."""
    starts = [draw(st.sampled_from([dt.date(2012, month, 1) for month in (1, 6, 11)])) for _ in range(3)]
    return [
        Plan(
            id=f"{letter}-2012",
            priority=Priority(code=letter[0]),
            period=Span(start=start, end=draw(st.sampled_from([dt.date(2012, 9, 30), dt.date(2012, 12, 31)]))),
            actions=tuple(draw(st.lists(actions(), min_size=1, max_size=4))),
        )
        for letter, start in zip(("A", "B", "A-extra"), starts, strict=True)
        if start < dt.date(2012, 9, 30)
    ]


@given(plans=portfolios(), least=st.sampled_from([0.0, 0.3, 0.5, 0.6, 0.7]))
def test_overlaps__are_those_of_the_plain_definition(plans: list[Plan], least: float) -> None:
    wanted = dict(plainly(plans, least))
    told = overlaps(PortfolioContext(portfolio=Portfolio(tuple(plans))), least=least)
    assert {(one.one.plan.id, one.one.position, one.other.plan.id, one.other.position) for one in told} == wanted.keys()
    ranks = [(-one.score, one.one.plan.id, one.one.position, one.other.plan.id, one.other.position) for one in told]
    assert ranks == sorted(ranks)
    for one, rank in zip(told, ranks, strict=True):
        score, twin, similarities = wanted[rank[1:]]
        assert (one.score, one.twin) == (score, twin)
        reasons = {reason.feature: reason for reason in one.reasons}
        assert list(reasons) == [feature for feature in Feature if similarities.get(feature, (0,))[0]]
        for feature, reason in reasons.items():
            similarity, things = similarities[feature]
            assert reason.similarity == round(similarity, 3)
            if feature in {Feature.PARTIES, Feature.PLACES}:
                assert sorted(reason.things) == sorted(things)


def pairs_of_one_plan(count: int) -> tuple[int, int]:
    """How many pairs of one plan are compared, and how many actions it has."""
    (plan,) = generate(1, count, 1)
    seen: list[tuple[FeatureSet, FeatureSet]] = []

    def compare(one: FeatureSet, other: FeatureSet, _index: CandidateIndex) -> None:
        seen.append((one, other))

    list(candidate_pairs([plan], lambda one: features(PlanContext(plan=one)), compare))
    assert all(one.leaders == other.leaders for one, other in seen)
    return len(seen), count


@pytest.mark.parametrize("count", [100, 200, 400])
def test_candidate_pairs__of_one_plan_are_few_for_each_action(count: int) -> None:
    compared_pairs, actions = pairs_of_one_plan(count)
    assert 0 < compared_pairs <= 8 * actions
