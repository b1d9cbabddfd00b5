"""Plans for the checks of a plugin: the reference plan, a plan without problems, unusual plans and generated plans."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import attrs
from hypothesis import HealthCheck, Phase, given, settings

from empact.model import Action, Plan, Prose, Unparsed
from empact.serde.cells import NOTATIONS
from empact.testing.builders import make_action, make_goal, make_plan
from empact.testing.isolation import reference_plan
from empact.testing.strategies import linked_plans, plans

MARKING = "EMPACT-TEST-MARKING"
"""A marking that does not occur in any plan."""


@attrs.frozen
class Sample:
    """A plan that a plugin is tried with."""

    what: str
    """Its name in messages, such as "the reference plan"."""
    plan: Plan
    """The plan itself."""
    odd: bool = True
    """Whether an exporter may refuse the plan."""


def usual() -> tuple[Sample, ...]:
    """Return the plans that every exporter has to accept."""
    return (
        Sample("the reference plan", reference_plan(), odd=False),
        Sample("a plan without problems", make_plan(), odd=False),
    )


@functools.cache
def samples() -> tuple[Sample, ...]:
    """Return all plans; they are the same in each run."""
    odd = {
        "an empty plan": Plan(id="X-2026"),
        "a plan whose id is the name of a device": make_plan(id="CON"),
        "a plan whose id has dots and a control character": make_plan(id="..\x1b[2J"),
        "a plan without a period": make_plan(period=None, driver="", goals=[]),
        "a plan with cells that cannot be parsed": _filled(lambda cls: cls(text="?", items=(Unparsed(text="?"),))),
        "a plan with withheld cells": _filled(lambda cls: cls(withheld=True)),
        "a plan with items that cannot be written as text": _filled(
            lambda cls: cls(items=(Unparsed(text=""), Unparsed(text="a, b")))
        ),
        "a plan with duplicate numbers": make_plan(
            goals=[make_goal(), make_goal()],
            actions=[make_action(links="SG 9; 9.9, 1.1"), make_action(links="1.1/7, B:2.1"), make_action("é")],
        ),
    }
    drawn = ((f"a generated plan, {plan!r}", plan) for plan in _drawn())
    return (*usual(), *(Sample(what, plan) for what, plan in (*odd.items(), *drawn)))


def _filled(cell: Callable[[type[Any]], Any]) -> Plan:
    """Build a plan with one action whose cells are all made by ``cell``."""
    attrs.resolve_types(Action)
    types = {field.name: field.type for field in attrs.fields(Action)}
    fields: dict[str, Any] = {name: cell(cls) for name, cls in types.items() if cls is not None and cls in NOTATIONS}
    fields |= {name: Prose(withheld=True) for name, cls in types.items() if cls is Prose}
    return make_plan(actions=[{"number": "1.1", **fields}])


@functools.cache
def _drawn() -> tuple[Plan, ...]:
    drawn: list[Plan] = []

    @settings(
        max_examples=min(30, settings().max_examples),  # a profile may ask for fewer
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )
    @given(plans() | linked_plans())
    def draw(plan: Plan) -> None:
        drawn.append(plan)

    draw()
    return tuple(attrs.evolve(plan, id="X-2026") for plan in drawn)  # an id that is a valid file name
