"""What links mean: every cell of ``families/links.yaml`` is read as written there, or reported."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
import pytest
import yaml

import oap_c_2012
from empact import Plan, Session
from empact.analysis import Portfolio
from empact.grammar import parse_link, parse_links
from empact.model import Action, Priority, Prose, Span, StrategicGoal, Unparsed
from empact.reference import CyclePlan, cycle_on

CELLS: list[dict[str, Any]] = [
    cell | {"family": family["family"]}
    for family in yaml.safe_load((Path(__file__).parent / "families/links.yaml").read_text(encoding="utf-8"))
    for cell in family["cells"]
]
SESSION = Session([oap_c_2012])
_OF_2012 = [f"{goal}.{number}" for goal, last in enumerate((3, 3, 1, 2, 2, 3, 2), 1) for number in range(1, last + 1)]
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


def _name(plan: Plan) -> str:
    assert plan.priority is not None
    return str(plan.priority.name)


def _year(plan: Plan) -> int:
    assert plan.period is not None
    return plan.period.start.year


def _case(cell: Mapping[str, Any]) -> tuple[Plan, tuple[Plan, ...]]:
    """Return the plan of a cell, with an action that has the cell as its links, and all plans at that time."""
    years, _, name = cell["plan"].partition(" ")
    first = int(years[:4])
    plans = _portfolio(first, int(f"20{years[5:]}") if "-" in years else first)
    called = {name, f"{name} trafficking"}  # the plan on firearms of 2022
    (index,) = (at for at, plan in enumerate(plans) if _year(plan) == first and _name(plan) in called)
    acting = attrs.evolve(plans[index].actions[0], number="99.9", links=parse_links(cell["text"]))
    home = attrs.evolve(plans[index], actions=(*plans[index].actions, acting))
    return home, (*plans[:index], home, *plans[index + 1 :])


def read(cell: Mapping[str, Any]) -> tuple[list[str], bool]:
    """Return the links of a cell that lead to something, in the notation, and whether the others are any."""
    home, plans = _case(cell)
    portfolio = Portfolio(plans)
    found: dict[str, None] = {}
    lost = False
    for item in home.actions[-1].links:
        resolution = None if isinstance(item, Unparsed) else portfolio.resolve(home, item.to)
        if isinstance(item, Unparsed) or resolution is None or resolution.missing is not None:
            lost = True
            continue
        for plan in resolution.plans:
            if plan is home and item.to.goal == "*":
                found.update(dict.fromkeys(f"SG {goal.number}" for goal in plan.goals))
                continue
            year = "" if plan.period == home.period else f" {_year(plan)}"
            name = None if plan is home else f"{_name(plan)}{year}"
            found[str(attrs.evolve(item.to, plan=name))] = None
    return list(found), lost


each_cell = pytest.mark.parametrize("cell", CELLS, ids=[f"{cell['text']} [{cell['plan']}]" for cell in CELLS])


@each_cell
def test_links__are_read_as_meant_or_not_at_all(cell: Mapping[str, Any]) -> None:
    found, lost = read(cell)
    if cell["verdict"] == "read":
        assert (found, lost) == (cell["means"], False)
    else:
        assert set(found) <= set(cell["means"])


@each_cell
def test_links__what_is_not_read_is_reported_and_nothing_else(cell: Mapping[str, Any]) -> None:
    _, plans = _case(cell)  # only the action of the cell has links
    findings = SESSION.validate(*plans, select=["OAP107", "OAP202", "OAP701"])
    assert {one.code for one in findings} <= {"OAP107", "OAP202", "OAP701"}
    assert bool(findings) == (cell["verdict"] == "report")


def test_links__every_family_has_both_verdicts() -> None:
    assert len(CELLS) > 200
    for name in {cell["family"] for cell in CELLS}:
        assert {cell["verdict"] for cell in CELLS if cell["family"] == name} == {"read", "report"}


@pytest.mark.parametrize("text", sorted({cell["text"] for cell in CELLS}))
def test_links__each_prints_in_the_notation(text: str) -> None:
    for item in parse_links(text):
        assert parse_link(str(item)) == item or isinstance(item, Unparsed)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("THB (OA 2.1), 3.1", ["THB:2.1", "? 3.1"]),
        ("see Firearms, 2.1", ["OAP Firearms", "? 2.1"]),
        ("OAP THB, Europol, 2.1", ["OAP THB", "? Europol", "? 2.1"]),
        ("OAP THB 2.1, Europol, 3.1", ["THB:2.1", "? Europol, 3.1"]),
        ("OAP THB 2.1, Environmental crime:3.1, 4.1", ["THB:2.1", "Environmental crime:3.1", "? 4.1"]),
        ("OAP THB 2.1, B:3.1, 4.1", ["THB:2.1", "B:3.1", "? 4.1"]),
        ("Priorities B and F, 2.1", ["? Priorities B and F, 2.1"]),
        ("B: SG 1, 2.1", ["B:SG 1", "? 2.1"]),
        ("B: SG 1; 2.1", ["B:SG 1", "? 2.1"]),
        ("OAP THB, own 2.1", ["OAP THB", "2.1"]),
        ("B:SG 1, 2.1", ["B:SG 1", "2.1"]),
        ("SGs in priority B, 2.1", ["B:SG*", "2.1"]),
        ("Priority B; 2.1", ["OAP B", "2.1"]),
        ("Cannabis, cocaine and heroin:2.1, 3.1", ["Cannabis, cocaine and heroin:2.1", "3.1"]),
        ("B:SG", ["? B:SG"]),
        ("OAP THB , and X 2.1", ["? OAP THB , and X 2.1"]),
    ],
)
def test_links__of_another_plan_never_become_links_of_its_own(text: str, items: list[str]) -> None:
    found = parse_links(text).items
    assert [f"? {item}" if isinstance(item, Unparsed) else str(item) for item in found] == items
