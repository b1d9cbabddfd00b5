"""Do overlaps cost time in proportion to the plans? ``python benchmarks/overlaps.py`` prints ratios.

The overlaps of generated plans, and of half of them, are looked for in turn. The ratio to look at is the median of the
rounds: 2 is linear, and up to 2.3 is noise. Beside it stands how many pairs were compared for each action. Time is that
of the processor; absolute times mean nothing.
"""

from __future__ import annotations

import argparse
import statistics
import time

from empact import Plan, Portfolio
from empact.analysis import overlaps
from empact.analysis.overlap.candidates import MOST, CandidateIndex, candidate_pairs
from empact.analysis.overlap.features import FeatureSet, features
from empact.reference import register
from empact.testing.generated import generate


def seconds(plans: list[Plan]) -> float:
    """The time it takes to find the overlaps of plans whose links are known already, as they are where rules run."""
    portfolio = Portfolio(tuple(plans))
    for plan in portfolio:
        portfolio.links(plan)
    begin = time.process_time()
    found = overlaps(portfolio, register())
    took = time.process_time() - begin
    assert found, "a benchmark that finds nothing measures nothing"
    return took


def compared(plans: list[Plan]) -> int:
    """How many pairs of actions are compared."""

    def compare(_one: FeatureSet, _other: FeatureSet, _running: CandidateIndex) -> bool:
        return True

    return sum(candidate_pairs(plans, lambda plan: features(plan, register()), compare))


def main() -> None:
    """Print the ratios."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--plans", type=int, default=64, help="the size of the larger portfolio")
    options.add_argument("--actions", type=int, default=100, help="the actions of each plan")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    plans = list(generate(given.plans, given.actions, given.seed))
    half = plans[: given.plans // 2]
    seconds(half[:1] * 2 + half[:8])  # what is made once
    ratios = [seconds(plans) / seconds(half) for _ in range(given.rounds)]
    told = f"{statistics.median(ratios):.2f} times ({min(ratios):.2f} to {max(ratios):.2f})"
    print(f"{given.plans} plans of {given.actions} actions; twice the plans take {told} the time")
    for some in (half, plans):
        each = compared(some) / (len(some) * given.actions)
        print(f"{len(some)} plans: {each:.1f} pairs compared for each action, {2 * MOST} at most")


if __name__ == "__main__":
    main()
