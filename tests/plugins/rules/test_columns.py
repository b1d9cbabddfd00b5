"""The rules about empty cells: one finding for each action, or one for a plan without the column."""

from __future__ import annotations

import pytest
from tests.support.findings import actions, found, messages

RULES = {
    "leader-missing": ("leaders: DE", "leader", "a leader"),
    "participants-missing": ("participants: DE", "participants", "participants"),
    "description-missing": ("description: A map is drawn.", "description", "a description"),
    "no-links": ("links: none", "links", "links"),
    "timing-missing": ("timing: May", "timing", "a timing"),
    "target-missing": ("target: Know the routes.", "target", "a target"),
    "kpi-missing": ("kpis: Report finalised", "KPI", "a KPI"),
    "documentation-missing": (
        "documentation: [14055/18]",
        "reference to project documentation",
        "a reference to project documentation",
    ),
}


@pytest.mark.parametrize("rule", RULES)
def test_empty_column__is_one_finding_of_the_plan(rule: str) -> None:
    plan = actions(*(f'number: "{number}"' for number in range(1, 15)))
    assert messages(rule, *plan) == [f"None of the 14 actions has {RULES[rule][2]}."]
    assert found(rule, *plan) == ["/actions"]


@pytest.mark.parametrize("rule", RULES)
def test_empty_cell__is_a_finding_of_its_action_if_another_has_one(rule: str) -> None:
    cell, thing, _ = RULES[rule]
    plan = actions('number: "1"', f'number: "2", {cell}', 'number: "3"')
    assert messages(rule, *plan) == [f"Action 1 has no {thing}.", f"Action 3 has no {thing}."]


@pytest.mark.parametrize("rule", RULES)
def test_empty_cell__of_the_only_action_is_a_finding_of_that_action(rule: str) -> None:
    assert messages(rule, *actions('number: "1"')) == [f"Action 1 has no {RULES[rule][1]}."]


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule != "documentation-missing"])
def test_withheld_cell__is_a_column_that_the_plan_has(rule: str) -> None:
    cell, thing, _ = RULES[rule]
    withheld = f"{cell.partition(':')[0]}: {{withheld: true}}"
    plan = actions('number: "1"', 'number: "2"', f'number: "3", {withheld}')
    assert messages(rule, *plan) == [f"Action 1 has no {thing}.", f"Action 2 has no {thing}."]


def test_plan_without_three_columns__has_three_findings() -> None:
    """A plan of 14 actions had 42."""
    plan = actions(*(f'number: "{number}", leaders: DE' for number in range(1, 15)))
    rules = ("description-missing", "no-links", "participants-missing")
    assert [message for rule in rules for message in messages(rule, *plan)] == [
        "None of the 14 actions has a description.",
        "None of the 14 actions has links.",
        "None of the 14 actions has participants.",
    ]
