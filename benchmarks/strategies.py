"""Measures the mean time to draw a linked plan: ``python benchmarks/strategies.py``.

A plan of 50 actions has to take less than 50 ms on average, so that tests can use hundreds of plans. The first plan,
for which data of the notation and of Hypothesis is loaded, does not count.
"""

from __future__ import annotations

import argparse
import time

from hypothesis import HealthCheck, Phase, given, settings

from empact import Plan
from empact.testing import strategies


def drawn(actions: int, number: int) -> list[Plan]:
    """Draw linked plans of ``actions`` actions each."""
    found: list[Plan] = []

    @settings(
        max_examples=number,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategies.linked_plans(actions=actions, goals=5))
    def draw(plan: Plan) -> None:
        found.append(plan)

    draw()
    return found


def main() -> None:
    """Print the mean time."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--actions", type=int, default=50, help="number of actions per plan")
    options.add_argument("--plans", type=int, default=200, help="number of plans per round")
    options.add_argument("--rounds", type=int, default=3)
    given_options = options.parse_args()
    drawn(given_options.actions, 1)
    means: list[float] = []
    for _ in range(given_options.rounds):
        begin = time.perf_counter()
        plans = drawn(given_options.actions, given_options.plans)
        means.append((time.perf_counter() - begin) / len(plans))
        assert all(len(plan.actions) == given_options.actions for plan in plans)
    print(f"{given_options.rounds} rounds of {given_options.plans} linked plans of {given_options.actions} actions")
    print(f"{1000 * min(means):.1f} to {1000 * max(means):.1f} ms a plan on average")


if __name__ == "__main__":
    main()
