"""All rules on one plan, as a multiple of loading it; the slowest rule; and whether their time is linear in actions."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from benchmarks.measuring import Ratio, Row, Run, growth, timed
from benchmarks.rule_shares import slowest
from empact import Plan, Session
from empact.testing.generated import generate


def measure(run: Run) -> Iterator[Row]:
    """Check a plan as others have it, and a large one beside one with half of its actions."""
    session, actions = Session(), run.size(2_000, 8)
    (plan,) = generate(1, run.size(250, 4))
    load = functools.partial(session.loads, session.export(plan, to="json").decode("utf-8"), format="json")
    large, half = (timed(session.validate, invented(size)) for size in (actions, actions // 2))
    yield from run.measure(
        [
            Ratio(
                measured="check a plan",
                beside="load its JSON",
                work=timed(session.validate, plan),
                unit=timed(load),
                goal=5,
            ),
            growth("check a plan", "actions", large, half),
        ]
    )
    yield run.row("slowest rule", "all rules", [slowest(session, plan) for _ in range(run.rounds)], goal=0.35)


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
