"""The invented parties: they exist from 2031 on, nobody can mistake them for real ones, and no other plan changes."""

from __future__ import annotations

import datetime as dt

import pytest

import oap_c_2012
import oap_invented_2031
from empact import Session
from empact.model import Party, PartyKind
from empact.testing import make_action, make_plan
from oap_invented_2031.parties import PARTIES, SINCE

WITH = Session([oap_c_2012, oap_invented_2031])
WITHOUT = Session([oap_c_2012])
DAY_BEFORE = SINCE - dt.timedelta(days=1)


def test_parties__are_six_member_states_a_third_country_and_an_agency() -> None:
    assert [(party.code, party.kind.value) for party in PARTIES] == [
        ("QM", "member-state"),
        ("QN", "member-state"),
        ("QO", "member-state"),
        ("QP", "member-state"),
        ("QQ", "member-state"),
        ("QR", "member-state"),
        ("QX", "third-country"),
        ("QZ", "eu-agency"),
    ]
    assert dt.date(2031, 1, 1) == SINCE


def test_parties__say_that_they_are_invented() -> None:
    assert [party.code for party in PARTIES if not party.name.endswith(" (invented)")] == []
    assert {party.source for party in PARTIES} == {"invented for this example"}


@pytest.mark.parametrize("party", PARTIES, ids=[party.code for party in PARTIES])
def test_parties__are_found_by_code_and_name_and_have_no_real_name(party: Party) -> None:
    for name in (party.code, party.name, *(name.text for name in party.names)):
        assert WITH.register.find(name) == party
        assert WITHOUT.register.find(name) is None
        assert WITHOUT.register.hint(name) is None


def test_parties__do_not_clash_with_real_ones() -> None:
    assert WITH.register.clashes == WITHOUT.register.clashes == ()


@pytest.mark.parametrize("kind", list(PartyKind))
def test_parties__belong_to_no_kind_before_2031(kind: PartyKind) -> None:
    for day in (dt.date(2012, 6, 1), dt.date(2026, 6, 1), DAY_BEFORE):
        assert WITH.register.members(kind, day) == WITHOUT.register.members(kind, day)


def test_parties__are_members_from_2031_on() -> None:
    codes = [party.code for party in WITH.register.members(PartyKind.MEMBER_STATE, SINCE)]
    assert codes[-6:] == ["QM", "QN", "QO", "QP", "QQ", "QR"]
    assert codes[:-6] == [party.code for party in WITHOUT.register.members(PartyKind.MEMBER_STATE, SINCE)]


def test_plugin__changes_no_finding_and_no_assignment_of_the_plan_of_2012() -> None:
    plan = WITHOUT.load("oap-c-2012")
    assert WITH.load("oap-c-2012") == plan
    assert tuple(WITH.validate(plan)) == tuple(WITHOUT.validate(plan))
    assert tuple(WITH.context(plan).assignments) == tuple(WITHOUT.context(plan).assignments)


@pytest.mark.parametrize("year", [2012, 2026, 2030])
def test_plugin__changes_no_group_of_an_earlier_plan(year: int) -> None:
    plan = make_plan(
        period={"start": f"{year}-01-01", "end": f"{year}-12-31"},
        actions=[make_action(leaders="HU", participants="All MS, third countries, EU agencies", timing="Whole year")],
    )
    assert tuple(WITH.context(plan).assignments) == tuple(WITHOUT.context(plan).assignments)
    assert tuple(WITH.validate(plan)) == tuple(WITHOUT.validate(plan))
