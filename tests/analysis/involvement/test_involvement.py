"""Who a plan means, at the action's own time: expected values are read off the source and the facts, by eye."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

import empact
from empact import UnknownIdError
from empact.analysis import (
    Absence,
    Determinacy,
    PartyAssignment,
    PartyAssignments,
    PartyRole,
    Reason,
    assignments,
    schedule,
)
from empact.analysis.involvement.naming import named_parties
from empact.analysis.involvement.resolved import known_party
from empact.grammar import parse_parties, parse_timing
from empact.model import Action, Collective, Parties, PartyItem, PartyKind, Period, Plan, Span, Timing, Window
from empact.reference import register

DK, CY = "DK", "CY"


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture(scope="module")
def people() -> PartyAssignments:
    return assignments(empact.load("oap-c-2012"), register())


def codes(assignment: PartyAssignment, on: str) -> list[str]:
    return [party.code for party in assignment.on(day(on)) or ()]


def all_ms(start: str, end: str) -> PartyAssignment:
    item = PartyItem(party="All MS", collective=Collective(members=(PartyKind.MEMBER_STATE,), every=True))
    action = Action(number="1", participants=Parties(items=(item,)))
    plan = Plan(id="X", period=Span(start=day(start), end=day(end)), actions=(action,))
    (found,) = assignments(plan, register())
    return found


def test_all_ms_in_2012_are_27_with_the_united_kingdom_and_without_croatia(people: PartyAssignments) -> None:
    (everybody,) = [
        one for one in people.of_action("1.2", PartyRole.PARTICIPANT) if one.determinacy is Determinacy.EVERY
    ]
    found = codes(everybody, "2012-06-01")
    assert len(found) == 27
    assert "UK" in found
    assert "HR" not in found


def test_all_ms_in_2013_become_28_on_the_first_of_july() -> None:
    found = all_ms("2013-01-01", "2013-12-31")
    assert [(str(one.span), len(one.parties)) for one in found.resolved] == [
        ("2013-01-01 to 2013-06-30", 27),
        ("2013-07-01 to 2013-12-31", 28),
    ]
    assert "HR" not in codes(found, "2013-06-30")
    assert "HR" in codes(found, "2013-07-01")


def test_a_change_of_presidency_parts_no_membership() -> None:
    assert len(all_ms("2012-01-01", "2012-12-31").resolved) == 1


def test_the_acting_presidency_of_4_1_is_denmark_and_then_cyprus(people: PartyAssignments) -> None:
    presidency = people.of_action("4.1", PartyRole.LEADER)[0]
    assert presidency.determinacy is Determinacy.ROLE
    assert [(str(one.span), [party.code for party in one.parties]) for one in presidency.resolved] == [
        ("2012-05-01 to 2012-06-30", [DK]),
        ("2012-07-01 to 2012-10-31", [CY]),
    ]


def test_relevant_ms_are_never_filled_in(people: PartyAssignments) -> None:
    relevant = people.of_action("2.1", PartyRole.PARTICIPANT)[2]
    assert (relevant.name, relevant.determinacy, relevant.resolved) == ("Relevant MS", Determinacy.OPEN, ())


@pytest.mark.parametrize(
    ("action", "part", "expected"),
    [
        ("1.1", PartyRole.LEADER, ["Frontex", "Europol"]),
        ("2.2", PartyRole.PARTICIPANT, ["Europol", "PL", "SK", "RS"]),
        ("3.1", PartyRole.LEADER, ["COM", "Europol", "CEPOL"]),
        ("6.1", PartyRole.PARTICIPANT, ["COM", "IOM", "EL", "Frontex"]),
        ("6.2", PartyRole.LEADER, ["ES"]),
        ("6.2", PartyRole.COOPERATING, ["COM", "IT", "MT"]),
        ("7.1", PartyRole.PARTICIPANT, ["PL", "IT", "FI", "FR", "SK", "ES", "Europol"]),
    ],
)
def test_the_named_parties_of_the_reference_plan(
    people: PartyAssignments, action: str, part: PartyRole, expected: list[str]
) -> None:
    assert [party.code for one in people.of_action(action, part) for party in one.parties] == expected


def test_nobody_in_the_reference_plan_is_unknown(people: PartyAssignments) -> None:
    assert [one.name for one in people if one.determinacy is Determinacy.UNKNOWN] == []


def test_the_lists_of_the_plan_itself_are_understood(people: PartyAssignments) -> None:
    drafters = [party.code for one in people.of_action(None, PartyRole.DRAFTER) for party in one.parties]
    assert drafters == [
        *("AT", "BG", "CY", "DK", "FI", "EL", "HU", "IT", "MT", "PL", "RO", "SK", "SI", "UK"),
        *("COM", "GSC", "Europol", "Frontex", "Eurojust", "CEPOL"),
    ]
    assert [party.code for one in people.of_action(None, PartyRole.DRIVER) for party in one.parties] == ["IT"]


def test_a_party_is_looked_up_at_the_time_of_its_action_not_of_the_plan() -> None:
    item = PartyItem(party="Acting EU Presidency")
    timing = Timing(items=(Period(windows=(Window(first=9),)),))
    action = Action(number="1", leaders=Parties(items=(item,)), timing=timing)
    plan = Plan(id="X", period=Span(start=day("2012-01-01"), end=day("2012-12-31")), actions=(action,))
    (found,) = assignments(plan, register())
    assert [party.code for party in found.parties] == [CY]


def test_without_a_period_a_name_is_known_and_nobody_is_dated() -> None:
    item = PartyItem(party="All MS", collective=Collective(members=(PartyKind.MEMBER_STATE,), every=True))
    action = Action(number="1", leaders=Parties(items=(PartyItem(party="IT"), PartyItem(party="Presidency"), item)))
    found = assignments(Plan(id="X", actions=(action,)), register())
    assert [(one.determinacy, one.resolved) for one in found] == [
        (Determinacy.NAMED, ()),
        (Determinacy.ROLE, ()),
        (Determinacy.EVERY, ()),
    ]
    assert found.items[0].on(day("2012-01-01")) is None


def test_on__keeps_a_day_outside_its_time_and_an_open_group_apart() -> None:
    leaders = Parties(items=(PartyItem(party="IT"),))
    participants = Parties(items=parse_parties("Relevant MS").items)
    timing = Timing(items=parse_timing("March").items)
    action = Action(number="1", leaders=leaders, participants=participants, timing=timing)
    year = Span(start=day("2012-01-01"), end=day("2012-12-31"))
    plan = Plan(id="X", period=year, actions=(action,))
    named, open_group = assignments(plan, register())
    assert [[party.code for party in named.on(day("2012-03-31")) or ()], named.on(day("2012-04-01"))] == [["IT"], None]
    assert [open_group.on(day("2012-03-31")), open_group.on(day("2012-04-01"))] == [(), None]
    gone = assignments(plan, register()).without([Absence(party_code="IT", since=day("2012-03-15"))]).items[0]
    assert [gone.on(day("2012-03-15")), gone.on(day("2012-04-01"))] == [(), None]


def test_an_unknown_name_is_told_as_unknown() -> None:
    action = Action(number="1", leaders=Parties(items=(PartyItem(party="Atlantis"),)))
    (found,) = assignments(Plan(id="X", actions=(action,)), register())
    assert found.determinacy is Determinacy.UNKNOWN
    assert found.explain()[-1] == "the register has no party named 'Atlantis'"


def test_the_reasons_name_the_cell_the_time_the_rule_and_the_facts_with_their_sources(people: PartyAssignments) -> None:
    presidency = people.of_action("4.1", PartyRole.LEADER)[0]
    told = presidency.explain()
    assert told[0] == "C-2012:4.1 names 'Acting EU Presidency' as leader"
    assert told[1] == "the time is 2012-05-01 to 2012-10-31"
    assert any(line.startswith("DK holds the Presidency from 2012-01-01 to 2012-06-30") for line in told)
    assert any("general-knowledge" in line for line in told)
    everybody = people.of_action("1.1", PartyRole.PARTICIPANT)[0]
    assert "'all' means every member state at that time" in everybody.explain()
    assert everybody.explain()[-1].startswith("27 from 2012-09-01 to 2012-09-30: BE, BG, CZ, DK, DE, ")


def test_assignments__word_no_reason_before_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    worded: list[str] = []

    def reason(text: str, **more: Any) -> Reason:
        worded.append(text)
        return Reason(text, **more)

    plan, known = empact.load("oap-c-2012"), register()
    times = schedule(plan)
    monkeypatch.setattr("empact.analysis.involvement.assignment_reasons.Reason", reason)
    found = assignments(plan, known, times).of_action("4.1", PartyRole.LEADER)
    assert not worded
    assert found[0].explain()[0] == "C-2012:4.1 names 'Acting EU Presidency' as leader"
    assert worded


def test_assignments__share_the_parties_of_equal_names(people: PartyAssignments) -> None:
    groups = [one for one in people if one.name == "All MS" and one.resolved]
    assert len(groups) > 1
    assert len({id(resolved.parties) for one in groups for resolved in one.resolved}) == 1


def test_the_involvements_hold_every_party_item_and_every_partner(people: PartyAssignments) -> None:
    plan = people.plan
    cells = [
        *(plan.oversight, plan.driver, plan.co_drivers, plan.drafters, plan.support),
        *(cell for action in plan.actions for cell in (action.leaders, action.participants)),
    ]
    expected = sum(1 + len(item.cooperating) for cell in cells for item in cell.understood)
    assert len(people) == expected
    with pytest.raises(UnknownIdError, match=r"Action '9\.9' does not exist"):
        people.of_action("9.9")


def test_known_party__says_that_nobody_is_known_to_hold_a_role_on_a_day() -> None:
    assert known_party("Acting EU Presidency", dt.date(2012, 3, 1), register()).code == "DK"
    message = "Holder of the role 'Acting EU Presidency' does not exist. None is known on 2031-05-01: name the party."
    with pytest.raises(UnknownIdError, match=re.escape(message)):
        known_party("Acting EU Presidency", dt.date(2031, 5, 1), register())


def test_is_tentative__is_about_the_party_and_not_about_its_partners() -> None:
    """Only the lead of Spain is to be confirmed in action 6.2: "(to be confirmed: ongoing contacts with Spain)"."""
    found = empact.context(empact.load("oap-c-2012")).assignments.of_action("6.2")
    assert [item.name for item in found if item.is_tentative] == ["ES", "DZ", "TN", "LY", "EG"]
    assert [str(item.own) for item in found[:4]] == ["ES (tbc: ongoing contacts with Spain)", "EC", "IT", "MT"]


@pytest.mark.parametrize(("name", "code"), [("SG", "SG"), ("NA", "NA"), ("EC", "COM")])
def test_named_parties__a_code_that_a_person_types_is_the_party(name: str, code: str) -> None:
    named = named_parties([name], Plan(id="T"), register())
    assert [register().get(code)] == [register().find(item.party) for item in named.understood]


def test_party_role__equals_its_word(people: PartyAssignments) -> None:
    leaders = [person for person in people if person.role == "leader"]
    assert leaders
    assert leaders == [person for person in people if person.role is PartyRole.LEADER]
    assert {PartyRole.CO_LEADER} == {"co-leader"}
    assert (str(PartyRole.LEADER), PartyRole("leader") is PartyRole.LEADER) == ("leader", True)
