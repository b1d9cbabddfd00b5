"""The rules about empty cells: one finding of an action or, if several have one, of the plan."""

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
def test_empty_cell__is_a_finding_of_its_action(rule: str) -> None:
    cell, thing, _ = RULES[rule]
    plan = actions('number: "1"', f'number: "2", {cell}')
    assert messages(rule, *plan) == [f"Action 1 has no {thing}."]
    assert found(rule, *plan) == [f"/actions/0/{cell.partition(':')[0]}"]


@pytest.mark.parametrize("rule", RULES)
def test_empty_cells__of_several_actions_are_one_finding_of_the_plan(rule: str) -> None:
    cell, thing, _ = RULES[rule]
    plan = actions('number: "1"', f'number: "2", {cell}', 'number: "3"')
    assert messages(rule, *plan) == [f"2 of the 3 actions have no {thing}: 1 and 3."]
    assert found(rule, *plan) == ["/actions"]


@pytest.mark.parametrize("rule", RULES)
def test_empty_cell__of_the_only_action_is_a_finding_of_that_action(rule: str) -> None:
    assert messages(rule, *actions('number: "1"')) == [f"Action 1 has no {RULES[rule][1]}."]


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule != "documentation-missing"])
def test_withheld_cell__is_a_column_that_the_plan_has(rule: str) -> None:
    cell, thing, _ = RULES[rule]
    withheld = f"{cell.partition(':')[0]}: {{withheld: true}}"
    plan = actions('number: "1"', 'number: "2"', f'number: "3", {withheld}')
    assert messages(rule, *plan) == [f"2 of the 3 actions have no {thing}: 1 and 2."]


def test_plan_without_three_columns__has_three_findings() -> None:
    """A plan of 14 actions had 42."""
    plan = actions(*(f'number: "{number}", leaders: DE' for number in range(1, 15)))
    rules = ("description-missing", "no-links", "participants-missing")
    assert [message for rule in rules for message in messages(rule, *plan)] == [
        "None of the 14 actions has a description.",
        "None of the 14 actions has links.",
        "None of the 14 actions has participants.",
    ]


def test_actions_together__are_named_up_to_twenty() -> None:
    plan = actions('number: "1", links: none', *(f'number: "{number}"' for number in range(2, 26)))
    (message,) = messages("no-links", *plan)
    assert message.startswith("24 of the 25 actions have no links: 2, 3, 4,")
    assert message.endswith(", 20, 21 and 4 more.")


def test_actions_together__count_rows_and_not_numbers() -> None:
    plan = actions('number: "1"', 'number: "1"', 'number: "2", links: none')
    assert messages("no-links", *plan) == ["2 of the 3 actions have no links: 1 and 1."]


def test_all_actions_with_a_kpi__lack_a_target_beside_it() -> None:
    plan = actions('number: "1", kpis: Report', 'number: "2", kpis: Report')
    assert messages("target-missing", *plan) == ["All 2 actions have a KPI but no target: 1 and 2."]


def test_several_leaders__of_several_actions_are_one_finding_of_the_plan() -> None:
    plan = actions('number: "1", leaders: "QM, QN"', 'number: "2", leaders: QO', 'number: "3", leaders: "QO, QP, QQ"')
    assert messages("several-leaders", *plan) == ["2 of the 3 actions have several leaders: 1 and 3."]
    assert found("several-leaders", *plan) == ["/actions"]


def test_kpis_without_a_number__of_one_action_stay_apart() -> None:
    one = actions('number: "1", kpis: [Number of arrests, Number of seizures]', 'number: "2"')
    assert found("kpi-without-target-value", *one) == ["/actions/0/kpis/items/0", "/actions/0/kpis/items/1"]
    two = actions('number: "1", kpis: [Number of arrests, Number of seizures]', 'number: "2", kpis: Number of raids')
    assert messages("kpi-without-target-value", *two) == ["All 2 actions have a KPI without a target number: 1 and 2."]
