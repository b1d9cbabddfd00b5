"""Who does what in a month: the plan of 2012 as its printed text says it, and invented plans for the rest."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import empact
import oap_c_2012
import oap_invented_2031 as example
from empact import Session
from empact.analysis import Certainty, Determinacy, Month, PartyRole, WhoDoesWhat, who
from empact.analysis.workloads.duties import ROLES
from empact.errors import UnknownIdError
from empact.model import Party, PartyKind, Span

SESSION = Session([oap_c_2012, example])
CONTEXT = SESSION.context(SESSION.load("oap-c-2012"))
INVENTED = SESSION.load("oap-invented-2031")
MEMBERS = "AT BE BG CY CZ DE DK EE EL ES FI FR HU IE IT LT LU LV MT NL PL PT RO SE SI SK UK"

# By eye, from the annex of 17793/2/11 REV 2: the columns Leader, Participants and Timing of each row.
APRIL = """
1.2  leader       Frontex            possible
1.2  participant  ALL-MS Europol     possible
1.3  leader       Frontex            possible
1.3  participant  ALL-MS             possible
2.1  leader       IT Frontex         possible
2.1  participant  UK SI              possible
2.2  leader       HU AT Frontex      possible
2.2  participant  Europol PL SK RS   possible
2.3  leader       Europol            certain
2.3  participant  ALL-MS             certain
4.2  leader       Eurojust           certain
4.2  participant  Europol            certain
5.1  leader       UK                 possible
5.1  participant  Europol            possible
5.2  leader       UK HU              certain
5.2  participant  Europol PL SK DE   certain
6.1  leader       IT                 possible
6.1  participant  COM IOM EL Frontex possible
6.2  leader       ES                 possible
6.2  cooperating  COM IT MT          possible
6.2  participant  DZ TN LY EG        possible
6.3  leader       COM                possible
6.3  participant  ALL-MS             possible
7.1  leader       Frontex            certain
7.1  participant  PL IT FI FR SK ES Europol certain
"""


def rows(answer: WhoDoesWhat) -> set[tuple[str, str, str, str]]:
    return {
        (part.action.number, part.role.value, part.party.code, "certain" if part.certain else "possible")
        for part in answer
    }


def test_who__lists_the_parts_in_april_2012_as_the_plan_prints_them() -> None:
    wanted = {
        (number, role, code, how)
        for number, role, *codes, how in (line.split() for line in APRIL.strip().splitlines())
        for code in " ".join(codes).replace("ALL-MS", MEMBERS).split()
    }
    answer = CONTEXT.who(month="2012-04")
    assert rows(answer) == wanted
    assert answer.span == Span(start=dt.date(2012, 4, 1), end=dt.date(2012, 4, 30))
    assert (answer.undated, answer.outside, answer.gaps) == ((), (), ())


def test_who__keeps_groups_that_the_plan_leaves_open_apart() -> None:
    april = CONTEXT.who(month="2012-04")
    assert [(str(part), part.name, part.determinacy, part.role) for part in april.open] == [
        ("C-2012:2.1", "Relevant MS", Determinacy.OPEN, PartyRole.PARTICIPANT),
        ("C-2012:4.2", "Relevant MS", Determinacy.OPEN, PartyRole.PARTICIPANT),
        ("C-2012:5.1", "Relevant MS", Determinacy.OPEN, PartyRole.PARTICIPANT),
        ("C-2012:6.2", "MS concerned involved in EUROSUR", Determinacy.OPEN, PartyRole.PARTICIPANT),
    ]
    assert [time.certain for part in april.open for time in part.times] == [False, True, False, False]


def test_a_part__says_how_certain_it_is_and_why() -> None:
    parts = {(str(part), part.party.code, part.role): part for part in CONTEXT.who(month="2012-04")}
    frontex = parts["C-2012:2.1", "Frontex", PartyRole.LEADER]
    assert (frontex.certainty, frontex.conditions) == (
        Certainty.CONDITIONAL,
        ("any possible operations at the external borders",),
    )
    assert parts["C-2012:6.2", "ES", PartyRole.LEADER].certainty is Certainty.TENTATIVE
    malta = parts["C-2012:1.2", "MT", PartyRole.PARTICIPANT]
    assert (malta.through, malta.certainty, malta.certain) == ("All MS", Certainty.CERTAIN, False)
    assert malta.explain()[0] == "C-2012:1.2 names 'All MS' as participant"


def test_an_office__is_held_by_the_party_of_that_time() -> None:
    leads = {
        month: {part.party.code for part in CONTEXT.who(month=month) if str(part) == "C-2012:4.1"}
        for month in ("2012-06", "2012-07")
    }
    assert leads == {"2012-06": {"DK", "Europol", "Frontex"}, "2012-07": {"CY", "Europol", "Frontex"}}
    (denmark,) = (
        part for part in CONTEXT.who(during=CONTEXT.plan.period).of_party("DK") if part.action.number == "4.1"
    )
    assert (denmark.through, [str(time.span) for time in denmark.times]) == (
        "Acting EU Presidency",
        ["2012-05-01 to 2012-06-30"],
    )


def test_who__answers_for_a_day_and_for_any_other_time() -> None:
    first = CONTEXT.who(on=dt.date(2012, 9, 1))
    assert {str(part) for part in first} == {
        f"C-2012:{number}" for number in ("1.1", "2.2", "2.3", "3.1", "4.1", "4.2", "6.1", "6.2", "7.1")
    }
    quarter = CONTEXT.who(during=Span(start=dt.date(2012, 4, 1), end=dt.date(2012, 6, 30)))
    months = [CONTEXT.who(month=f"2012-{number:02}") for number in (4, 5, 6)]
    assert rows(quarter) >= set.union(*({row for row in rows(month) if row[3] == "certain"} for month in months))
    assert {row[:3] for row in rows(quarter)} == {row[:3] for month in months for row in rows(month)}
    assert CONTEXT.who(month=Month(2012, 4)) == CONTEXT.who(month="2012-04")


def test_of_party__takes_a_party_its_code_or_its_name() -> None:
    april = CONTEXT.who(month="2012-04")
    hungary = SESSION.register.get("HU")
    assert april.of_party(hungary) == april.of_party("HU") == april.of_party("Hungary")
    assert [str(part) for part in april.of_party("HU") if part.role is PartyRole.LEADER] == ["C-2012:2.2", "C-2012:5.2"]
    with pytest.raises(UnknownIdError, match="Party 'Hungry' does not exist"):
        april.of_party("Hungry")
    with pytest.raises(UnknownIdError, match="Party 'XX' does not exist"):
        april.of_party(Party(code="XX", name="Nowhere", kind=PartyKind.MEMBER_STATE))


def test_who__tells_another_time_from_a_plan_that_is_over() -> None:
    december = CONTEXT.who(month="2012-12")
    assert "C-2012:5.2" not in {str(part) for part in december}  # January to August
    assert december.outside == ()
    later = CONTEXT.who(month="2013-04")
    assert (later.parts, later.open, [plan.id for plan in later.outside]) == ((), (), ["C-2012"])


PLAN = """\
empact: plan/1
id: W-2031
period: {start: 2031-01-01, end: 2031-12-31}
actions:
  - {number: "1.1", leaders: QM, participants: "QN (tbc), All MS", timing: ongoing}
  - {number: "1.2", leaders: "Nobody in particular", timing: May 2031}
  - {number: "1.3", leaders: QM, participants: {withheld: true}, timing: "May/June"}
  - {number: "1.4", leaders: "QM, QM (tbc)", participants: QM, timing: "April 2031; whole year"}
  - {number: "1.5", leaders: QN, timing: May 2032}
  - {number: "1.6", leaders: QN (tbc), timing: [whole year, Workshop in May/June 2031]}
"""


def test_who__keeps_what_is_not_known_apart() -> None:
    plan = SESSION.loads(PLAN, format="yaml")
    may = SESSION.context(plan).who(month="2031-05")
    assert [run.action.number for run in may.undated] == ["1.1"]
    assert [(part.action.number, part.name, part.determinacy) for part in may.open] == [
        ("1.2", "Nobody in particular", Determinacy.UNKNOWN)
    ]
    assert [(gap.action.number, gap.withheld) for gap in may.gaps] == [("1.3", True)]
    assert [(part.action.number, part.party.code, part.role.value, part.certain) for part in may] == [
        ("1.3", "QM", "leader", False),
        ("1.4", "QM", "leader", True),
        ("1.4", "QM", "participant", True),
        ("1.6", "QN", "leader", False),
    ]


def test_times__are_the_certain_days_and_what_is_possible_beside_them() -> None:
    plan = SESSION.loads(PLAN.replace("QN (tbc)", "QN"), format="yaml")
    context = SESSION.context(plan)
    assert [(str(time.span), time.certain) for time in context.who(month="2031-05").of_party("QN")[0].times] == [
        ("2031-05-01 to 2031-05-31", True)
    ]
    (led,) = context.who(during=Span(start=dt.date(2031, 1, 1), end=dt.date(2031, 12, 31))).of_party("QN")
    assert (led.start, led.end, led.certain) == (dt.date(2031, 1, 1), dt.date(2031, 12, 31), True)


def test_a_leader_that_is_excluded_all_the_time__is_no_open_part() -> None:
    text = PLAN.replace("W-2031", "Q-2031").replace("Nobody in particular", "QN").replace("May 2031", "November 2031")
    records = SESSION.records(ledger=example.LEDGER)
    november = SESSION.context(SESSION.loads(text, format="yaml"), records=records).who(month="2031-11")
    assert [(part.action.number, part.name) for part in november.open] == []
    assert "1.2" not in {part.action.number for part in november}


def test_who__leaves_out_a_party_from_the_day_of_its_exclusion() -> None:
    records = SESSION.records(ledger=example.LEDGER)
    context = SESSION.context(INVENTED, records=records)
    (absence,) = context.absences
    assert (absence.party_code, absence.since) == ("QN", dt.date(2031, 10, 1))
    september = context.who(month="2031-09").of_party("QN")
    assert [part.action.number for part in september] == ["1.1", "2.1", "3.1", "3.2"]
    october = context.who(month="2031-10")
    assert october.of_party("QN") == ()
    assert [absence.party_code for absence in october.excluded["Q-2031"]] == ["QN"]
    assert SESSION.context(INVENTED).who(month="2031-10").unread == ("ledger",)


def test_who__of_several_plans_names_the_plan_of_each_part() -> None:
    several = SESSION.context(CONTEXT.plan, INVENTED)
    assert rows(several.who(month="2012-04")) == rows(CONTEXT.who(month="2012-04"))
    assert [plan.id for plan in several.who(month="2012-04").outside] == ["Q-2031"]
    assert {part.plan.id for part in several.who(month="2031-03")} == {"Q-2031"}


@given(month=st.sampled_from(CONTEXT.workload().months))
def test_who__agrees_with_the_workload(month: Month) -> None:
    counted = {
        (str(duty.run), duty.role, party.name, month in duty.months.certain)
        for party in CONTEXT.workload().parties
        for duty in party.in_roles(*ROLES)
        if month in tuple(duty.months)
    }
    answer = CONTEXT.who(month=month)
    assert {(str(part), part.role, part.party.code, part.certain) for part in answer} == counted


def test_the_tree__names_actions_and_parties_by_their_ids() -> None:
    tree = SESSION.tree(CONTEXT.who(month="2012-04"))
    assert (tree["empact"], tree["span"]) == ("who/1", {"start": "2012-04-01", "end": "2012-04-30"})
    row = next(row for row in tree["parts"] if (row["action"], row["party"]) == ("C-2012:2.1", "Frontex"))
    assert row == {
        "action": "C-2012:2.1",
        "party": "Frontex",
        "role": "leader",
        "certainty": "conditional",
        "conditions": ["any possible operations at the external borders"],
        "times": [{"span": {"start": "2012-04-01", "end": "2012-04-30"}, "certain": False}],
        "start": "2012-04-01",
        "end": "2012-04-30",
        "certain": False,
    }


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({}, TypeError, "one of month, on and during, not none of them. Write month='2012-04'."),
        ({"month": "2012-04", "on": dt.date(2012, 4, 1)}, TypeError, "one of month, on and during, not month and on."),
        ({"month": "April"}, ValueError, "month must be a month such as '2012-04', not 'April'."),
        ({"month": "2012-13"}, ValueError, "month must be a month such as '2012-04', not '2012-13'."),
        ({"month": "0000-01"}, ValueError, "month must be a month such as '2012-04', not '0000-01'."),
        ({"month": Month(2031, 13)}, ValueError, "month must be a month such as '2012-04', not '2031-13'."),
        ({"month": 4}, TypeError, "month must be a text such as '2012-04', or a Month, not the int 4."),
        ({"month": dt.date(2012, 4, 1)}, TypeError, "Write '2012-04'."),
        ({"on": "2012-04-01"}, TypeError, "Write datetime.date(2012, 4, 1)."),
        ({"during": "2012"}, TypeError, "during must be a Span, not the text '2012'."),
    ],
)
def test_who__says_what_to_write(arguments: dict[str, Any], error: type[Exception], words: str) -> None:
    with pytest.raises(error) as raised:
        CONTEXT.who(**arguments)
    assert words in str(raised.value)


def test_who__takes_a_context_and_not_a_plan() -> None:
    wrong: Any = CONTEXT.plan
    with pytest.raises(TypeError, match=r"Write empact\.context\(plan\)"):
        who(wrong, month="2012-04")
    assert empact.context(CONTEXT.plan).who(month="2012-04").parts
