"""Plans that Hypothesis draws for tests, beside plans that are loaded."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from hypothesis import HealthCheck, Phase, given, settings

from benchmarks.measuring import Ratio, Row, Run, timed
from empact import Plan, Session
from empact.testing import strategies
from empact.testing.generated import generate


def measure(run: Run) -> Iterator[Row]:
    """Draw linked plans, and load a plan with as many actions from YAML: tests use hundreds of plans."""
    actions, plans = run.size(50, 5), run.size(20, 2)
    session = Session()
    (plan,) = generate(1, actions)
    load = functools.partial(session.loads, session.export(plan, to="yaml").decode("utf-8"), format="yaml")
    yield from run.measure(
        [
            Ratio(
                measured="draw a linked plan",
                beside="load YAML with as many actions",
                work=timed(_drawn, actions, plans),
                unit=timed(load),
                scale=1 / plans,
            )
        ]
    )


def _drawn(actions: int, number: int) -> list[Plan]:
    """Draw linked plans of so many actions."""
    drawn: list[Plan] = []

    @settings(
        max_examples=number,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )
    @given(strategies.linked_plans(actions=actions, goals=5))
    def draw(plan: Plan) -> None:
        drawn.append(plan)

    draw()
    return drawn
