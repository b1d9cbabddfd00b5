"""The rules of the priority, beyond their cases."""

from __future__ import annotations

from typing import Any

import pytest

import oap_cyber_2026
from empact import Session
from empact.model import FrozenMap, Parties, PartyItem
from empact.testing import make_action, make_goal, make_plan
from oap_cyber_2026.columns import NAME, ActionType, Area, CyberAction, CyberGoal, Grant

SESSION = Session([oap_cyber_2026])
RANSOM, PAYMENT = Area.RANSOMWARE, Area.PAYMENT_FRAUD


def found(code: str, data: CyberAction | None, of_goal: CyberGoal | None = None, **fields: Any) -> list[str]:
    """The messages of a rule for a plan with one action under goal 1."""
    extensions = FrozenMap[str, Any]({} if data is None else {NAME: data})
    on_goal = FrozenMap[str, Any]({} if of_goal is None else {NAME: of_goal})
    plan = make_plan(
        goals=[make_goal("1", extensions=on_goal)],
        actions=[make_action("1.1", **{"goal": "1", **fields}, extensions=extensions)],
    )
    return [one.message for one in SESSION.validate(plan, select=[code])]


def with_grant(*beneficiaries: str) -> CyberAction:
    items = tuple(PartyItem(party=name) for name in beneficiaries)
    return CyberAction(
        kind=ActionType.TRAINING, areas=(RANSOM,), grant=Grant(beneficiary=Parties(items=items), euros=1000)
    )


@pytest.mark.parametrize(
    ("beneficiary", "participants", "outside"),
    [
        ("RO", "RO", False),
        ("Romania", "RO", False),  # another spelling of the same state
        ("RO", "All MS", False),
        ("RO", "Relevant MS", True),
        ("HU", "RO", False),  # the leader
        ("Night Desks", "NIGHTDESK", False),
        ("Wizards", "Wizards", False),  # an unknown party, but the same name
        ("Wizards", "Witches", True),
    ],
)
def test_a_beneficiary_leads_or_takes_part_by_whatever_name(
    beneficiary: str, participants: str, *, outside: bool
) -> None:
    reported = found("OAPY001", with_grant(beneficiary), leaders="HU", participants=participants)
    wanted = f"The grant of 1,000 EUR for action 1.1 goes to {beneficiary}, which does not take part in the action."
    assert reported == [wanted] * outside


def test_each_of_several_beneficiaries_is_looked_at() -> None:
    assert len(found("OAPY001", with_grant("HU", "RO", "BG"), leaders="HU", participants="AT")) == 2


def about(*areas: Area) -> CyberAction:
    return CyberAction(kind=ActionType.TRAINING, areas=areas)


@pytest.mark.parametrize(
    ("goal", "outside"),
    [
        (CyberGoal(areas=(RANSOM,)), True),
        (CyberGoal(areas=(RANSOM, PAYMENT)), False),
        (CyberGoal(horizontal=True), False),
        (CyberGoal(), False),  # without areas
        (None, False),
    ],
)
def test_an_area_is_held_against_the_areas_that_the_goal_states(goal: CyberGoal | None, *, outside: bool) -> None:
    reported = found("OAPY002", about(RANSOM, PAYMENT), goal)
    assert reported == ["Action 1.1 has the crime area 'payment-fraud', but strategic goal 1 does not."] * outside


def test_an_action_without_data_or_under_no_goal_is_left_alone() -> None:
    assert found("OAPY", None, CyberGoal(areas=(RANSOM,))) == []
    assert found("OAPY002", about(PAYMENT), CyberGoal(areas=(RANSOM,)), goal="9") == []
