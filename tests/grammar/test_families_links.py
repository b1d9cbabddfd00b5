"""What links mean: every cell of ``families/links.yaml`` is read as written there, or reported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
import pytest
from tests.support.family_cells import SESSION, families, links_plans, name_of

from empact import Plan
from empact.analysis import Portfolio
from empact.grammar import parse_link, parse_links
from empact.model import Unparsed

CELLS: list[dict[str, Any]] = [
    cell | {"family": family["family"]} for family in families("links") for cell in family["cells"]
]


def _year(plan: Plan) -> int:
    assert plan.period is not None
    return plan.period.start.year


def read(cell: Mapping[str, Any]) -> tuple[list[str], bool]:
    """Return the links of a cell that lead to something, in the notation, and whether the others are any."""
    home, plans = links_plans(cell)
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
            name = None if plan is home else f"{name_of(plan)}{year}"
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
    _, plans = links_plans(cell)  # only the action of the cell has links
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


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("uses 2.1 and feeds 2.2", ["uses 2.1", "feeds 2.2"]),
        ("uses 2.1, 2.2", ["uses 2.1", "2.2"]),  # the notation: each link has its own word
        ("uses 2.1 and 2.2", ["? uses 2.1", "2.2"]),
        ("phase 1 feeds 1.1 & 1.2", ["? phase 1 feeds 1.1", "1.2"]),
        ("all SGs except 3 and 4; 2.1", ["? all SGs except 3 and 4", "2.1"]),
        ("SG*, except 3", ["? SG*, except 3"]),
    ],
)
def test_links__a_word_that_may_be_for_several_numbers_is_not_read_for_one(text: str, items: list[str]) -> None:
    found = parse_links(text).items
    assert [f"? {item}" if isinstance(item, Unparsed) else str(item) for item in found] == items
