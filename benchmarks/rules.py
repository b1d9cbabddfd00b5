"""Measures whether the time for checking is linear in the actions: ``python benchmarks/rules.py``.

Each round runs every rule on invented plans, and on as many plans of twice the size. The result is the median of the
ratios: 2 is linear, and up to 2.3 is noise. Absolute times are not meaningful.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time

from empact import Plan, Session


def invented(actions: int) -> Plan:
    """Build a plan with one goal per 100 actions; each action links to another goal and to that goal's first action."""
    lines = ["empact: plan/1", "id: T-2019", "period: {start: 2019-01-01, end: 2019-12-31}", "goals:"]
    goals = max(actions // 100, 1)
    lines += [f'  - {{number: "{goal}", body: To know route {goal}.}}' for goal in range(1, goals + 1)]
    lines.append("actions:")
    for index in range(actions):
        goal, number = index % goals + 1, index // goals + 1
        lines += [
            f'  - number: "{goal}.{number}"',
            f'    goal: "{goal}"',
            f"    activity: Search lorries on route {index}, as action {goal}.1 found it.",
            "    leaders: PL, Europol",
            "    participants: All MS, Frontex",
            f"    links: SG {goal % goals + 1}; {goal}.1",
            "    timing: April/May",
            "    target: Seize loads of smuggled tobacco.",
            '    kpis: "KPI: Number of seizures / arrests"',
        ]
    return Session().loads("\n".join(lines), format="yaml")


def seconds(session: Session, plans: list[Plan]) -> float:
    """Return the time of all rules on these plans, in seconds, without garbage collection."""
    gc.collect()
    gc.disable()
    try:
        begin = time.perf_counter()
        found = session.validate(*plans)
        took = time.perf_counter() - begin
    finally:
        gc.enable()
    assert found, "a benchmark that finds nothing measures nothing"
    return took


def main() -> None:
    """Print the ratios."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--actions", type=int, default=5_000, help="number of actions of the smaller plan")
    options.add_argument("--plans", type=int, default=1, help="number of plans that are checked together")
    options.add_argument("--rounds", type=int, default=7)
    given = options.parse_args()
    session = Session()
    small, large = ([invented(size) for _ in range(given.plans)] for size in (given.actions, 2 * given.actions))
    ratios = [seconds(session, large) / seconds(session, small) for _ in range(given.rounds)]
    sizes = " and ".join(f"{given.plans * size:,}" for size in (given.actions, 2 * given.actions))
    print(f"{len(session.rules)} rules, {sizes} actions in {given.plans} plans, {given.rounds} rounds")
    print(
        f"twice the plan takes {statistics.median(ratios):.2f} times the time ({min(ratios):.2f} to {max(ratios):.2f})"
    )


if __name__ == "__main__":
    main()
