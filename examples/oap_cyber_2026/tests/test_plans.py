"""The two invented plans: their content, their links, and that every part says it is invented."""

from __future__ import annotations

import pytest

import oap_cyber_2026
from empact import Plan, Portfolio, Session, Severity
from oap_cyber_2026.columns import ON_ACTION

SESSION = Session([oap_cyber_2026])
NAMES = ("oap-cyber-2026-attacks", "oap-cyber-2026-fraud")
every_plan = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="module")
def attacks() -> Plan:
    return SESSION.load(NAMES[0])


@pytest.fixture(scope="module")
def fraud() -> Plan:
    return SESSION.load(NAMES[1])


def test_checked_together_they_have_neither_error_nor_warning(attacks: Plan, fraud: Plan) -> None:
    assert SESSION.validate(Portfolio((attacks, fraud))).worst is Severity.INFO


def test_they_are_two_plans_of_one_priority_for_the_same_two_years(attacks: Plan, fraud: Plan) -> None:
    assert (attacks.id, fraud.id) == ("YA-2026", "YF-2026")
    assert attacks.priority == fraud.priority
    assert str(attacks.period) == str(fraud.period) == "2026-01-01 to 2027-12-31"


def test_each_has_a_driver_and_two_or_one_co_drivers(attacks: Plan, fraud: Plan) -> None:
    assert (str(attacks.driver), str(attacks.co_drivers)) == ("NL", "EE, PT")
    assert (str(fraud.driver), str(fraud.co_drivers)) == ("AT", "IE")


def test_their_numbers_have_forms_of_their_own(attacks: Plan, fraud: Plan) -> None:
    assert [action.number for action in attacks.actions] == ["A1", "A2", "A3", "A4", "A5", "A6"]
    assert [action.number for action in fraud.actions] == ["OA-1.a", "OA-1.b", "OA-2.a", "OA-2.b"]


def test_one_link_of_each_leads_into_the_other_and_back(attacks: Plan, fraud: Plan) -> None:
    there = [link.to for link in attacks.action("A4").links.understood if link.to.plan == fraud.id]
    back = [link.to for link in fraud.action("OA-2.a").links.understood if link.to.plan == attacks.id]
    assert [to.action for to in there] == ["OA-2.a"]
    assert [to.action for to in back] == ["A4"]


def test_the_grants_are_these(attacks: Plan, fraud: Plan) -> None:
    granted = {
        action.number: (str(data.grant.beneficiary), data.grant.euros)
        for plan in (attacks, fraud)
        for action in plan.actions
        if (data := ON_ACTION.of(action)) is not None and data.grant is not None
    }
    assert granted == {
        "A1": ("NL", 180_000),
        "A3": ("NL, RO", 420_000),
        "A6": ("CEPOL", 95_000),
        "OA-1.b": ("IE", 150_000),
        "OA-2.b": ("AT", 210_000),
    }


@every_plan
def test_every_word_of_a_plan_is_understood(name: str) -> None:
    found = SESSION.validate(SESSION.load(name), select=["notation"])
    assert [one.message for one in found] == []


@every_plan
def test_a_plan_says_wherever_a_reader_looks_that_it_is_invented(name: str) -> None:
    plan = SESSION.load(name)
    (bundled,) = (one for one in SESSION.bundled if one.name == name)
    words = (bundled.summary, plan.title, str(plan.cover.kind), str(plan.cover.subject), str(plan.cover.covering))
    assert [text for text in words if "invented" not in (text or "").lower()] == []
    assert [action.number for action in plan.actions if "(invented)" not in "".join(action.documentation)] == []
    assert plan.cover.number.text is None
