"""What links mean: every cell of ``families/links.yaml`` is read as written there, or reported."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
import yaml

from empact import Plan
from empact.analysis import Portfolio
from empact.grammar import parse_links
from empact.model import Action, Priority, Prose, Span, StrategicGoal, Unparsed
from empact.reference import CyclePlan, cycle_on

CELLS: list[dict[str, Any]] = [
    cell | {"family": family["family"]}
    for family in yaml.safe_load((Path(__file__).parent / "families/links.yaml").read_text(encoding="utf-8"))
    for cell in family["cells"]
]
_OF_2012 = "1.1 1.2 1.3 2.1 2.2 2.3 3.1 4.1 4.2 5.1 5.2 6.1 6.2 6.3 7.1 7.2".split()
_ANY = [f"{goal}.{number}" for goal in range(1, 8) for number in range(1, 7)]
_CHSGS = [f"CHSG{number}" for number in range(1, 7)]


def _plan(subject: CyclePlan, years: tuple[int, int], code: str, *, actions: list[str], common: list[str]) -> Plan:
    return Plan(
        id=re.sub(r"\W+", "_", f"{subject.name} {years[0]}"),
        priority=Priority(code=code, name=subject.name),
        period=Span(start=dt.date(years[0], 1, 1), end=dt.date(years[1], 12, 31)),
        goals=tuple(StrategicGoal(number=number, body=Prose(text="x")) for number in [*"1234567", *common]),
        actions=tuple(Action(number=number, goal=number[0], activity=Prose(text="x")) for number in actions),
    )


def _plans_of(first: int, last: int) -> Iterator[Plan]:
    """One plan for each subject of the cycle of a year."""
    within = cycle_on(dt.date(first, 1, 1))
    assert within is not None
    for priority in within.priorities:
        for subject in priority.plans:
            own = first == 2012 and priority.letter == "C"
            common = _CHSGS if first >= 2018 else []
            yield _plan(subject, (first, last), priority.code, actions=_OF_2012 if own else _ANY, common=common)


@functools.cache
def _portfolio(first: int, last: int) -> tuple[Plan, ...]:
    before = _plans_of(first - 1, first - 1) if first == 2022 else ()
    return tuple(_plans_of(first, last)) + tuple(before)


def _home(cell: dict[str, Any]) -> tuple[Plan, tuple[Plan, ...]]:
    years, _, name = cell["plan"].partition(" ")
    first = int(years[:4])
    plans = _portfolio(first, int(f"20{years[5:]}") if "-" in years else first)
    (index,) = (
        index
        for index, plan in enumerate(plans)
        if plan.period.start.year == first and name in {plan.priority.name, _ALIASES.get(plan.priority.name)}
    )
    links = parse_links(cell["text"])
    numbers = [one.number for one in plans[index].actions]
    acting = attrs.evolve(plans[index].actions[0], number="99.9", links=links)
    home = attrs.evolve(plans[index], actions=(*plans[index].actions, acting))
    assert "99.9" not in numbers
    return home, (*plans[:index], home, *plans[index + 1 :])


_ALIASES = {"Firearms trafficking": "Firearms"}


def _plain(name: str) -> str:
    """Return the name of a plan as it can be printed: "Container smuggling / illicit commodities" has a slash."""
    return name.replace(" / ", " and ")


def _year(plan: Plan, home: Plan) -> str:
    assert plan.period is not None and home.period is not None
    return "" if plan.period == home.period else f" {plan.period.start.year}"


def read(cell: dict[str, Any]) -> tuple[list[str], bool]:
    """Return the links of a cell that lead to something, and whether anything is reported."""
    home, plans = _home(cell)
    portfolio = Portfolio(plans)
    found: list[str] = []
    reported = False
    for item in home.actions[-1].links:
        if isinstance(item, Unparsed):
            reported = True
            continue
        resolution = portfolio.resolve(home, item.to)
        if resolution.missing is not None:
            reported = True
            continue
        for plan in resolution.plans:
            name = None if plan is home else f"{plan.priority.name}{_year(plan, home)}"
            if name is None and item.to.goal == "*":
                found += [f"SG {goal.number}" for goal in plan.goals]
            else:
                found.append(str(attrs.evolve(item.to, plan=None if name is None else _plain(name))))
    return found, reported


@pytest.mark.parametrize("cell", CELLS, ids=[f"{cell['text']} [{cell['plan']}]" for cell in CELLS])
def test_links__are_read_as_meant_or_reported(cell: dict[str, Any]) -> None:
    found, reported = read(cell)
    if cell["verdict"] == "read":
        assert (list(dict.fromkeys(found)), reported) == (cell["means"], False)
    else:
        assert reported
        assert set(found) <= set(cell["means"])
