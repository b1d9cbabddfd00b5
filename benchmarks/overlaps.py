"""The search for possible overlaps: whether it is linear in the plans, and its share of a validation."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

import attrs

from benchmarks.measuring import Ratio, Row, Run, growth, seconds, timed
from empact import Plan, Portfolio, Session
from empact.analysis import PlanContext, PortfolioContext, overlaps
from empact.analysis.overlap.candidates import CandidateIndex, candidate_pairs
from empact.analysis.overlap.features import FeatureSet, features
from empact.collector import collector_paused
from empact.testing.generated import generate


def measure(run: Run) -> Iterator[Row]:
    """Search in plans and in half of them, and count the pairs of actions that are compared."""
    plans = list(generate(run.size(48, 8), run.size(50, 12), 1))
    half = plans[: len(plans) // 2]
    search = functools.partial(_search, plans)
    all_rules = timed(Session().validate, *plans)
    yield from run.measure(
        [
            growth("search for overlaps", "plans", search, functools.partial(_search, half)),
            Ratio(measured="search for overlaps", beside="all rules", work=search, unit=all_rules, goal=0.35),
        ]
    )
    pairs = (functools.partial(_compared, chosen) for chosen in (plans, half))
    once = attrs.evolve(run, rounds=1)  # the number is the same in each round
    yield from once.measure([growth("compared pairs of actions", "plans", *pairs)])


def _search(plans: Sequence[Plan]) -> float:
    """Return the time for the overlaps of plans, in seconds, with the views derived before, as when rules run."""
    context = PortfolioContext(portfolio=Portfolio(tuple(plans)))
    for plan_context in context:
        _ = plan_context.plan_links, plan_context.assignments, plan_context.schedule
    with collector_paused():
        return seconds(functools.partial(overlaps, context))


def _compared(plans: Sequence[Plan]) -> float:
    """Return the number of pairs of actions that are compared."""

    def compare(_feature: FeatureSet, _other: FeatureSet, _running: CandidateIndex) -> bool:
        return True

    return sum(candidate_pairs(plans, lambda plan: features(PlanContext(plan=plan)), compare))
