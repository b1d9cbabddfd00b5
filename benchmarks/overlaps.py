"""Measures whether the time for overlaps is linear in the plans: ``python benchmarks/overlaps.py``.

Each round searches for the overlaps of generated plans, and of half of them. The result is the median of the ratios: 2
is linear, and up to 2.3 is noise. It also prints how many pairs are compared for each action, and the share of the
overlaps in a validation. Times are processor times; absolute times are not meaningful.
"""

from __future__ import annotations

import argparse
import statistics
import time

from empact import Plan, Portfolio, Session
from empact.analysis import PlanContext, PortfolioContext, overlaps
from empact.analysis.overlap.candidates import MOST, CandidateIndex, candidate_pairs
from empact.analysis.overlap.features import FeatureSet, features
from empact.collector import collector_paused
from empact.testing.generated import generate


def seconds(plans: list[Plan]) -> float:
    """Return the time for the overlaps of plans, in seconds, with the views derived before, as when rules run."""
    context = PortfolioContext(portfolio=Portfolio(tuple(plans)))
    for one in context:
        _ = one.plan_links, one.assignments, one.schedule
    with collector_paused():
        begin = time.process_time()
        found = overlaps(context)
        took = time.process_time() - begin
    assert found, "a benchmark that finds nothing measures nothing"
    return took


def validating(session: Session, plans: list[Plan]) -> float:
    """Return the time of all rules on the plans, in seconds."""
    begin = time.process_time()
    session.validate(*plans)
    return time.process_time() - begin


def compared(plans: list[Plan]) -> int:
    """Return the number of pairs of actions that are compared."""

    def compare(_one: FeatureSet, _other: FeatureSet, _running: CandidateIndex) -> bool:
        return True

    return sum(candidate_pairs(plans, lambda plan: features(PlanContext(plan=plan)), compare))


def main() -> None:
    """Print the ratios."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--plans", type=int, default=64, help="number of plans of the larger portfolio")
    options.add_argument("--actions", type=int, default=100, help="number of actions per plan")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    plans = list(generate(given.plans, given.actions, given.seed))
    half = plans[: given.plans // 2]
    seconds(half[:1] * 2 + half[:8])  # fill the caches first
    ratios = [seconds(plans) / seconds(half) for _ in range(given.rounds)]
    ratio = f"{statistics.median(ratios):.2f} times ({min(ratios):.2f} to {max(ratios):.2f})"
    print(f"{given.plans} plans of {given.actions} actions; twice the plans take {ratio} the time")
    session = Session()
    shares = [seconds(plans) / validating(session, plans) for _ in range(given.rounds)]
    print(f"overlaps are {statistics.median(shares):.0%} of a validation ({min(shares):.0%} to {max(shares):.0%})")
    for some in (half, plans):
        each = compared(some) / (len(some) * given.actions)
        print(f"{len(some)} plans: {each:.1f} pairs compared for each action, {2 * MOST} at most")


if __name__ == "__main__":
    main()
