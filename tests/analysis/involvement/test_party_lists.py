"""Parties with roles, lists and exceptions: who is resolved, who works, and what the rules say."""

from __future__ import annotations

import datetime as dt

import pytest

from empact import Action, Plan, Session
from empact.analysis import Determinacy, PartyRole, assignments, workload
from empact.analysis.governing import reporting_lines
from empact.grammar import parse_parties
from empact.model import Span
from empact.reference import register

DAY = dt.date(2022, 6, 1)


def plan(leaders: str, participants: str = "PL", year: int = 2022, driver: str = "IT") -> Plan:
    return Plan(
        id="T",
        title="A plan",
        period=Span(start=dt.date(year, 1, 1), end=dt.date(year, 12, 31)),
        driver=parse_parties(driver),
        actions=(Action(number="1", leaders=parse_parties(leaders), participants=parse_parties(participants)),),
    )


def codes(text: str, year: int = 2022, role: PartyRole = PartyRole.PARTICIPANT) -> list[str]:
    found = assignments(plan("PT", text, year), register()).of_action("1", role)
    return [party.code for one in found for party in one.parties]


def messages(one: Plan, code: str) -> list[str]:
    return [found.message for found in Session().validate(one, select=code)]


@pytest.mark.parametrize(("year", "count"), [(2012, 26), (2016, 27), (2022, 26)])
def test_exception__leaves_out_one_member(year: int, count: int) -> None:
    found = codes("All MS except DK", year)
    assert len(found) == count
    assert "DK" not in found


def test_exception__of_a_group_leaves_out_its_members() -> None:
    assert {"BE", "NL", "LU"}.isdisjoint(codes("All MS except Benelux"))
    assert len(codes("All MS except Benelux")) == 24


def test_members__are_the_parties_of_the_group() -> None:
    assert codes("Third countries (RS, MK)") == ["RS", "MK"]


def test_including__names_some_members_of_an_open_group() -> None:
    found = assignments(plan("PT", "MS concerned, in particular IT and EL"), register()).of_action(
        "1", PartyRole.PARTICIPANT
    )
    assert [(one.name, one.determinacy) for one in found] == [
        ("MS concerned", Determinacy.OPEN),
        ("IT", Determinacy.NAMED),
        ("EL", Determinacy.NAMED),
    ]


def test_examples__task_nobody() -> None:
    assert codes("Third countries (e.g. RS, MK)") == []


def test_all__does_not_close_third_countries() -> None:
    found = assignments(plan("PT", "All MS and all third countries"), register()).of_action("1", PartyRole.PARTICIPANT)
    assert [one.determinacy for one in found] == [Determinacy.EVERY, Determinacy.OPEN]


def test_driver__is_that_of_the_plan() -> None:
    assert codes("The Driver and Europol") == ["IT", "Europol"]


def test_driver__without_a_driver_is_nobody() -> None:
    found = assignments(plan("PT", "Driver", driver=""), register()).of_action("1", PartyRole.PARTICIPANT)
    assert [(one.determinacy, one.parties) for one in found] == [(Determinacy.ROLE, ())]


def test_presidency__with_its_holder_is_held_in_its_half_year() -> None:
    (one,) = assignments(plan("PT", "DK PRES", 2012), register()).of_action("1", PartyRole.PARTICIPANT)
    assert [(resolved.span.end, [party.code for party in resolved.parties]) for resolved in one.resolved] == [
        (dt.date(2012, 6, 30), ["DK"])
    ]


def test_presidency__of_a_state_that_does_not_hold_it_is_unknown() -> None:
    assert messages(plan("PT", "HU PRES", 2012), "OAP401") == ["Unknown participant 'HU PRES' in action 1."]


@pytest.mark.parametrize(
    ("name", "year", "count"),
    [("EU28", 2016, 28), ("EU28", 2020, 0), ("EU27", 2012, 27), ("EU27", 2022, 27), ("V4", 2012, 4), ("EaP", 2022, 0)],
)
def test_named_group__has_its_members_where_they_are_settled(name: str, year: int, count: int) -> None:
    assert len(codes(name, year)) == count


def test_trio__changes_with_the_date() -> None:
    group = register().group("Trio Presidency")
    assert group is not None
    assert [party.code for party in register().composition(group, dt.date(2012, 6, 1))] == ["PL", "DK", "CY"]
    spans = register().compositions(group, dt.date(2024, 1, 1), dt.date(2025, 12, 31))
    assert [[party.code for party in parties] for _, parties in spans] == [["ES", "BE", "HU"], ["PL", "DK", "CY"]]
    assert register().composition(group, dt.date(2000, 1, 1)) == ()


def test_compositions__name_known_parties() -> None:
    known = {party.code for party in register().parties}
    for group in register().groups:
        assert all(set(one.members) <= known for one in group.compositions)


def test_ambiguous_name__is_reported_with_its_meanings() -> None:
    (one,) = Session().validate(plan("PT", "IOM, ILO"), select="OAP401")
    assert one.hint is not None
    assert "It can mean International Labour Organization or immigration liaison officers." in one.hint
    assert codes("International Labour Organization (ILO)") == ["International Labour Organization"]


def test_co_leader__has_a_role_of_its_own_in_the_workload() -> None:
    one = plan("Leader: NL; Co-leader: DE", "FR, supported by Frontex")
    found = workload(Session().context(one))
    assert [duty.role for duty in found.party("DE").duties] == [PartyRole.CO_LEADER]
    assert [duty.role for duty in found.party("NL").duties] == [PartyRole.LEADER]
    assert [duty.role for duty in found.party("Frontex").duties] == [PartyRole.SUPPORT]
    assert messages(one, "OAP404") == []


def test_co_leader__alone_is_not_a_leader() -> None:
    assert messages(plan("Co-leader: NL"), "OAP402") == ["Action 1 has no leader, only the co-leader NL."]


def test_co_leader__meets_the_rules_about_leaders() -> None:
    one = plan("NL, COM (co-leader) (tbc)", "COM")
    assert messages(one, "OAP405") == [
        "The co-leader of action 1, COM, is an EU institution, not a member state or an agency."
    ]
    assert messages(one, "OAP407") == ["The co-leader of action 1, COM, is not confirmed yet."]
    assert len(messages(one, "OAP406")) == 1


def test_long_lists__are_parsed_in_linear_time() -> None:
    text = "MS concerned and " * 2000
    assert parse_parties(text).items
    assert parse_parties("All MS except " + "DK, " * 5000).items
    assert parse_parties("(" * 5000 + "co-leader" + ")" * 5000).items


@pytest.mark.parametrize("text", ["Germany (DE)", "European Commission (COM)", "the Netherlands (NL)"])
def test_name_with_its_code__is_one_party(text: str) -> None:
    (item,) = parse_parties(text).understood
    assert str(item) == text
    assert len(codes(text)) == 1


def test_short_mark__that_is_a_country_is_not_a_role() -> None:
    assert [str(item) for item in parse_parties("Third countries (CL), Chile (CL), FR (CL)")] == [
        "Third countries (members: CL)",
        "Chile (CL)",
        "FR (role: co-leader)",
    ]
    assert register().find("DE (") is None
    assert register().find("DE (FR)") is None
    assert register().find("(DE)") is None


def test_support__ends_at_a_comma_that_may_go_on_with_the_list() -> None:
    def read(text: str) -> list[str]:
        return [str(item) for item in parse_parties(text).understood]

    assert read("MS concerned supported by DE, FR and IT") == [
        "MS concerned",
        "DE (role: support)",
        "FR (role: support)",
        "IT (role: support)",
    ]
    cell = parse_parties("MS concerned supported by DE, FR")
    assert [str(item) for item in cell.understood] == ["MS concerned", "DE (role: support)"]
    assert [item.text for item in cell.unparsed] == ["FR"]
    assert read("Supported by: DE, FR") == ["DE (role: support)", "FR (role: support)"]


def test_governance__has_a_line_for_every_role() -> None:
    lines = reporting_lines(Session().context(plan("Leader: NL; Co-leader: DE", "FR, supported by IE")))
    assert [line.statement.text for line in lines] == ["IE supports NL in action 1."]


def test_own__is_the_item_of_a_member_without_its_group() -> None:
    (one, _) = assignments(plan("PT", "Third countries (RS, MK) (tbc)"), register()).of_action(
        "1", PartyRole.PARTICIPANT
    )
    assert str(one.own) == "RS (tbc)"


def test_bracket__is_of_the_nearest_group_and_the_states_before_it_stay_open() -> None:
    one = plan("PT", "Interested MS and neighbouring countries (UA, MD)")
    found = assignments(one, register()).of_action("1", PartyRole.PARTICIPANT)
    assert [(each.name, each.determinacy) for each in found] == [
        ("Interested MS", Determinacy.OPEN),
        ("UA", Determinacy.NAMED),
        ("MD", Determinacy.NAMED),
    ]
    assert messages(one, "OAP411") == ["Action 1 does not say exactly who takes part: 'Interested MS'."]
    context = Session().context(one)
    assert [task.action.number for task in context.tasking("HU").possible] == ["1"]
    assert [task.action.number for task in context.tasking("UA").joins] == ["1"]


def test_all_others__are_the_states_that_the_action_does_not_name_otherwise() -> None:
    found = codes("HU, SE (support), CH and all other MS")
    assert found[:2] == ["HU", "CH"]
    assert len(found[2:]) == 27 - len(("PT", "HU", "SE"))
    assert {"PT", "HU", "SE", "CH"}.isdisjoint(found[2:])
    assert messages(plan("PT", "HU and all other MS"), "OAP411") == []


def test_all_others__may_be_an_office_when_it_is_not_held() -> None:
    found = assignments(plan("PT", "Presidency, all other MS"), register()).of_action("1", PartyRole.PARTICIPANT)
    june, july = dt.date(2022, 6, 30), dt.date(2022, 7, 1)
    others = {day: {party.code for party in found[1].on(day) or ()} for day in (june, july)}
    assert others[june] ^ others[july] == {"FR", "CZ"}
    assert "FR" in others[july]


def test_all_others__are_explained_by_those_that_are_left() -> None:
    (one,) = assignments(plan("PT", "all other MS"), register()).of_action("1", PartyRole.PARTICIPANT)
    assert "'all' means every member state at that time that is not named otherwise" in one.explain()
    (counted,) = [reason for reason in one.explain() if reason.startswith("26 from")]
    assert "PT" not in counted


def test_observer__has_a_role_of_its_own_and_is_not_expected_to_report() -> None:
    one = plan("PT", "FI (as observer), HU")
    assert codes("FI (as observer), HU") == ["HU"]
    assert codes("FI (as observer), HU", role=PartyRole.OBSERVER) == ["FI"]
    assert [duty.role for duty in workload(Session().context(one)).party("FI").duties] == [PartyRole.OBSERVER]


def test_party_beside_a_marked_leader__takes_part() -> None:
    one = plan("NL (action leader), BE")
    found = assignments(one, register())
    assert [each.name for each in found.of_action("1", PartyRole.LEADER)] == ["NL"]
    assert [each.name for each in found.of_action("1", PartyRole.PARTICIPANT)] == ["BE", "PL"]
    assert messages(one, "OAP419") == ["Action 1 does not say which role BE has beside the leader NL."]
    assert messages(plan("NL, BE"), "OAP419") == []
    assert messages(plan("NL, BE (co-leader)"), "OAP419") == []


@pytest.mark.parametrize(
    ("participants", "driver", "reported"), [("Co-driver", "IT", True), ("Driver", "IT", False), ("Driver", "", True)]
)
def test_role_of_the_plan__is_reported_if_nobody_has_it(participants: str, driver: str, *, reported: bool) -> None:
    expected = f"Action 1 names {participants} as participant, but nobody is known to have this role at that time."
    assert messages(plan("PT", participants, driver=driver), "OAP421") == [expected] * reported


@pytest.mark.parametrize("text", ["MS with borders to UA, MD", "MS bordering UA and MD", "MS with borders to UA"])
def test_country_that_describes_a_group__is_no_participant(text: str) -> None:
    assert codes(text) == []
