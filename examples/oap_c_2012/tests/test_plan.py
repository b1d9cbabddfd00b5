"""The plan as it is loaded: figures read by eye in Council document 17793/2/11 REV 2."""

from __future__ import annotations

import datetime as dt

import pytest

import oap_c_2012
from empact import Plan, Session, Severity
from empact.model import State

SESSION = Session([oap_c_2012])


@pytest.fixture(scope="module")
def plan() -> Plan:
    return SESSION.load("oap-c-2012")


def test_it_has_seven_goals_and_sixteen_actions(plan: Plan) -> None:
    counted = {goal.number: len(plan.actions_of(goal.number)) for goal in plan.goals}
    assert counted == {"1": 3, "2": 3, "3": 1, "4": 2, "5": 2, "6": 3, "7": 2}
    assert len(plan.actions) == 16


def test_italy_drives_it_and_twenty_states_and_bodies_drafted_it(plan: Plan) -> None:
    assert [str(driver) for driver in plan.driver] == ["Italy"]
    assert len(plan.drafters) == 14 + 6


def test_it_covers_the_year_2012_and_was_agreed_before(plan: Plan) -> None:
    assert str(plan.period) == "2012-01-01 to 2012-12-31"
    assert [(one.state, one.on) for one in plan.states if one.on] == [(State.AGREED, dt.date(2011, 12, 8))]


def test_it_carries_the_marking_that_it_was_issued_under(plan: Plan) -> None:
    assert plan.marking == "RESTREINT UE/EU RESTRICTED"


def test_it_has_no_error(plan: Plan) -> None:
    assert SESSION.validate(plan).worst is Severity.WARNING
