"""The load of parties: what the reference plan says, by eye, and the laws that hold for any plans."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Mapping

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.support import paths
from tests.support.linear import calls

import empact
import oap_c_2012
import oap_invented_2031
from empact import Plan, Portfolio, Session, UnknownIdError
from empact.analysis import (
    Determinacy,
    Month,
    PartyRole,
    PlanContext,
    PortfolioContext,
    Run,
    Tally,
    Workload,
    runs,
    schedule,
    workload,
)
from empact.analysis.workloads.duties import ROLES, by_month, tally
from empact.grammar import parse_parties
from empact.model import EntryContent, EntryKind, Ledger, LedgerEntry, Parties, Period, Span, Verdict
from empact.testing.generated import generate

SESSION = Session([oap_c_2012])
INVENTED = Session([oap_invented_2031])
REFERENCE = SESSION.load("oap-c-2012")
FOUND = workload(PlanContext(plan=REFERENCE))
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def plan(text: str, year: int = 2026, years: int = 1) -> Plan:
    """An invented plan: an action is its keys in YAML, a line each."""
    actions = "\n".join(f"  - {{{line.strip()}}}" for line in text.strip().splitlines())
    period = f"period: {{start: {year}-01-01, end: {year + years - 1}-12-31}}"
    return SESSION.loads(f"empact: plan/1\nid: X-{year}\n{period}\nactions:\n{actions}\n", format="yaml")


def loaded(*plans: Plan, parties: Iterable[str] | None = None) -> Workload:
    return workload(PortfolioContext(portfolio=Portfolio(plans)), parties=parties)


def numbers(found: Mapping[Month, Tally]) -> dict[str, str]:
    return {MONTHS[month.number - 1]: str(one) for month, one in found.items()}


def run(plan: Plan, number: str) -> Run:
    return next(one for one in runs(plan, schedule(plan)) if one.action.number == number)


def named(months: Iterable[Month]) -> list[str]:
    return [MONTHS[month.number - 1] for month in months]


# The reference plan, read by eye. In the proofs a bar parts the cells of the table.

LEADS: dict[str, tuple[list[str], list[str]]] = {
    "DK": (["4.1"], []),  # the Presidency of the first half of 2012, and Cyprus that of the second
    "ES": ([], ["6.2"]),
    "IT": (["2.1"], ["6.1"]),
    "CY": (["4.1"], []),
    "HU": (["2.2", "5.2"], []),
    "AT": (["2.2"], []),
    "UK": (["5.1", "5.2"], []),
    "Europol": (["1.1", "2.3", "3.1", "4.1"], []),
    "Frontex": (["1.1", "1.2", "1.3", "2.2", "4.1", "7.1"], ["2.1"]),
    "Eurojust": (["4.2"], []),
    "CEPOL": (["3.1", "7.2"], []),
    "COM": (["3.1", "6.3"], []),
}
"""Who leads what for certain, and what possibly."""

PROOFS = (
    "organised immigration crime groups. | Frontex Europol | All MS, Europol |",  # 1.1
    "including on the use of the CIRAM at national level. | Frontex | All MS, Europol |",  # 1.2
    "on the threat of illegal migration. | Frontex | All MS |",  # 1.3
    "notably the Schengen Border Code | IT 7 | UK, SI, Relevant MS |",  # 2.1
    "7 Frontex is leader for any possible operations at the external borders.",
    "into HU, AT and other MS. | HU, AT and Frontex | Europol, PL, SK, RS |",  # 2.2
    "to identify the main facilitation organisations. | Europol | All MS |",  # 2.3
    "in the field of returning minors. | EC, Europol, CEPOL | All MS, Frontex, and other relevant EU Agencies",  # 3.1
    "organised immigration crime. | Acting EU Presidency, Europol, Frontex | Relevant MS |",  # 4.1
    "to Europol (AWFs/Focal Points). | Eurojust | Europol, Relevant MS |",  # 4.2
    "for illegal migration. | UK | Europol, Relevant MS |",  # 5.1
    "illegal migration of Vietnamese nationals. | UK, HU | Europol, PL, SK, DE |",  # 5.2
    "controlling and managing land and sea borders. | IT | EC, IOM, EL, Frontex |",  # 6.1
    "has been suspended due to the Libyan crisis.",
    "ongoing contacts with Spain). | ES, in cooperation with EC, IT, MT | MS concerned involved in EUROSUR, DZ",  # 6.2
    "relevant for the fight against illegal immigration. | EC | All MS |",  # 6.3
    "from the EUROSUR big pilot project. | Frontex | PL, IT, FI, FR, SK, ES, Europol. |",  # 7.1
    "for the purpose of fighting illegal migration. | CEPOL | Frontex, EC, Relevant MS |",  # 7.2
)


@pytest.mark.parametrize("words", PROOFS)
def test_the_words_that_prove_who_leads_stand_in_the_council_document(source_text: str, words: str) -> None:
    cells = re.sub(r"</?(?:p|ul|li|sup|b|u)>", "", source_text.replace("\t", " | ")).replace("**", "")
    document = " ".join(cells.split())
    assert words in document or words.replace("IT 7", "IT7") in document


def led(code: str) -> tuple[list[str], list[str]]:
    duties = FOUND.party(code).in_roles(PartyRole.LEADER)
    return [one.run.action.number for one in duties if one.sure], [
        one.run.action.number for one in duties if not one.sure
    ]


def test_who_leads_what_in_the_reference_plan() -> None:
    assert {
        of_party.name: led(of_party.name) for of_party in FOUND.parties if of_party.in_roles(PartyRole.LEADER)
    } == LEADS


def test_in_which_months_frontex_leads() -> None:
    # 7.1 runs the whole year, 1.1 in September, 4.1 from May to October. 1.2 is due in one of April, May and June, 1.3
    # in March or April; 2.1, of which Frontex is leader under a condition, in April or May and October or November; and
    # 2.2 has milestones alone, in longer times from January to September.
    assert numbers(FOUND.party("Frontex").months(PartyRole.LEADER)) == {
        "Jan": "1+1",
        "Feb": "1+1",
        "Mar": "1+2",
        "Apr": "1+4",
        "May": "2+3",
        "Jun": "2+2",
        "Jul": "2+1",
        "Aug": "2+1",
        "Sep": "3+1",
        "Oct": "2+1",
        "Nov": "1+1",
        "Dec": "1",
    }


def test_a_state_that_is_named_nowhere_joins_the_six_actions_of_all_member_states() -> None:
    of_party = FOUND.party("EE")
    assert [one.run.action.number for one in of_party.duties] == ["1.1", "1.2", "1.3", "2.3", "3.1", "6.3"]
    assert str(of_party.total()) == "6"
    assert numbers(of_party.months()) == {  # 2.3 runs the whole year, 1.1 and 3.1 in September; 6.3 is due as 1.3 is
        **dict.fromkeys(MONTHS, "1"),
        "Mar": "1+2",
        "Apr": "1+3",
        "May": "1+1",
        "Jun": "1+1",
        "Sep": "3",
    }


def test_everybody_is_counted_who_was_a_member_then_and_nobody_else() -> None:
    kinds = [one.name for one in FOUND.parties if one.party and one.party.memberships]
    assert len(kinds) == 27
    assert "UK" in kinds
    assert "HR" not in kinds


def test_in_which_months_the_uk_leads() -> None:
    # 5.2 runs from January to August. 5.1 is in February or June, after a meeting before June, and its day of action is
    # "to be established for October/November 2012".
    assert numbers(FOUND.party("UK").months(PartyRole.LEADER)) == {
        "Jan": "1",
        **dict.fromkeys(("Feb", "Mar", "Apr", "May", "Jun"), "1+1"),
        "Jul": "1",
        "Aug": "1",
        "Oct": "+1",
        "Nov": "+1",
    }


def test_the_holders_of_the_presidency_share_the_months_of_its_action() -> None:
    assert named(FOUND.party("DK").months(PartyRole.LEADER)) == ["May", "Jun"]
    assert named(FOUND.party("CY").months(PartyRole.LEADER)) == ["Jul", "Aug", "Sep", "Oct"]


@pytest.mark.parametrize(("year", "holder"), [(None, "DK"), (2011, "DK"), (2032, "CY")])
def test_an_office_is_looked_up_in_the_time_of_the_plans(year: int | None, holder: str) -> None:
    context = PlanContext(plan=REFERENCE, as_of=None if year is None else dt.date(year, 3, 1))
    assert workload(context).party("Presidency").name == holder
    assert [party.name for party in workload(context, parties=["Presidency"]).parties] == [holder]


def test_an_office_without_a_known_holder_is_refused_with_the_day() -> None:
    counted = workload(PlanContext(plan=plan("number: '1', timing: May", year=2031)))
    with pytest.raises(UnknownIdError, match="None is known on 2031-01-01: name the party"):
        counted.party("Presidency")


def test_who_acts_in_cooperation_with_a_leader_has_a_role_of_his_own() -> None:
    found = {
        of_party.name: str(of_party.total(PartyRole.COOPERATING))
        for of_party in FOUND.parties
        if of_party.in_roles(PartyRole.COOPERATING)
    }
    assert found == {"IT": "+1", "MT": "+1", "COM": "+1"}  # 6.2, which is to be confirmed


def test_who_is_leader_and_participant_of_an_action_counts_once_in_each_role() -> None:
    europol = [(one.role, one.sure) for one in FOUND.party("Europol").duties if one.run.action.number == "1.1"]
    assert europol == [(PartyRole.LEADER, True), (PartyRole.PARTICIPANT, True)]


def test_words_that_leave_open_who_takes_part_are_counted_apart_and_not_filled_in() -> None:
    assert [(one.name, one.determinacy, [str(duty) for duty in one.duties]) for one in FOUND.apart] == [
        ("MS concerned involved in EUROSUR", Determinacy.OPEN, ["C-2012:6.2"]),
        ("Relevant MS", Determinacy.OPEN, [f"C-2012:{number}" for number in ("2.1", "4.1", "4.2", "5.1", "7.2")]),
        ("other relevant EU Agencies and International Organisations", Determinacy.OPEN, ["C-2012:3.1"]),
    ]
    relevant = FOUND.apart[1]
    assert relevant.party is None
    assert str(relevant.months()[Month(2012, 12)]) == "1+1"  # 4.2 the whole year, 7.2 in November or December


def open_actions(found: Workload, code: str) -> dict[str, list[str]]:
    """The numbers of the actions that may mean a party, by the words of the plan."""
    return {group.name: [duty.run.action.number for duty in group.duties] for group in found.party(code).open}


@pytest.mark.parametrize(
    ("code", "groups"),
    [
        # PL leads nothing, and is named in 2.2, 5.2 and 7.1 and as one of "All MS": none of them has "Relevant MS"
        ("PL", {"MS concerned involved in EUROSUR": ["6.2"], "Relevant MS": ["2.1", "4.1", "4.2", "5.1", "7.2"]}),
        # UK takes part in 2.1 and leads 5.1, so that "Relevant MS" there are others
        ("UK", {"MS concerned involved in EUROSUR": ["6.2"], "Relevant MS": ["4.1", "4.2", "7.2"]}),
        # DK is the Presidency in the first part of 4.1, and an ordinary state from July on
        ("DK", {"MS concerned involved in EUROSUR": ["6.2"], "Relevant MS": ["2.1", "4.1", "4.2", "5.1", "7.2"]}),
        # MT cooperates with ES in 6.2
        ("MT", {"Relevant MS": ["2.1", "4.1", "4.2", "5.1", "7.2"]}),
        ("Eurojust", {"other relevant EU Agencies and International Organisations": ["3.1"]}),
        ("IOM", {"other relevant EU Agencies and International Organisations": ["3.1"]}),
        ("Frontex", {}),  # it takes part in 3.1
        ("COM", {}),
        ("HR", {}),  # a member state from July 2013
        ("RS", {}),
    ],
)
def test_workload__lists_what_is_left_open_for_each_party(code: str, groups: dict[str, list[str]]) -> None:
    alone = workload(PlanContext(plan=REFERENCE), parties=[code])
    assert open_actions(alone, code) == groups
    assert alone.apart == ()
    if code != "HR":  # the plan names it nowhere
        assert FOUND.party(code).open == alone.party(code).open


def test_workload__months_of_an_open_group_are_possible() -> None:
    """4.1 is held from May to October; that Poland is relevant is not said."""
    (_, relevant) = FOUND.party("PL").open
    duty = relevant.duties[1]
    assert (relevant.party, relevant.determinacy, duty.sure) == (None, Determinacy.OPEN, False)
    assert (named(duty.months.certain), named(duty.months.possible)) == ([], list(MONTHS[4:10]))
    assert "the plan does not say whether the party is one of them, so it is possible, not certain" in duty.explain()
    assert str(FOUND.party("PL").total()) == "9"  # nothing of it is counted


@pytest.mark.parametrize(
    ("words", "codes", "others"),
    [
        ("Relevant MS", ["HU", "DK"], ["RS", "Europol", "COM"]),
        ("Relevant MS (except DK)", ["HU"], ["DK"]),
        ("MS concerned, incl. HU", ["DK"], ["HU"]),
        ("DK and other MS", ["HU"], ["DK"]),
        ("Third countries", ["RS", "US"], ["HU", "Europol"]),
        ("Third countries (RS, MK)", [], ["RS", "US", "HU"]),
        ("MS concerned and third countries", ["HU", "RS"], ["Europol"]),
        ("International Organisations", ["Interpol"], ["HU", "COM"]),
        ("All MS", [], ["HU", "RS"]),
        ("Ruritania", [], ["HU"]),
        ("V4", [], ["HU", "DK"]),
        ("FIUs", ["HU", "RS"], []),  # a group with a name, of which no member is known
    ],
)
def test_workload__parties_that_an_open_group_may_mean(words: str, codes: list[str], others: list[str]) -> None:
    written = plan(f"number: '1', participants: {words!r}, timing: May")
    asked = [*codes, *others]
    found = loaded(written, parties=asked)
    assert {one.name for one in found.parties if one.open} == set(codes)


def test_workload__open_group_means_a_state_from_its_accession() -> None:
    """Croatia is a member state from 1 July 2013, and a third country before."""
    relevant = "number: '1', participants: Relevant MS, timing: June/July"
    third = "number: '2', participants: Third countries, timing: June/July"
    found = loaded(plan(f"{relevant}\n{third}", year=2013), parties=["HR", "HU", "RS"])
    months = {one.name: {group.name: named(group.duties[0].months) for group in one.open} for one in found.parties}
    assert months == {
        "HR": {"Relevant MS": ["Jul"], "Third countries": ["Jun"]},
        "HU": {"Relevant MS": ["Jun", "Jul"]},
        "RS": {"Third countries": ["Jun", "Jul"]},
    }


def test_workload__open_group_does_not_mean_an_excluded_party() -> None:
    """The decision is invented."""
    verdict = EntryContent(
        plan="X-2031",
        kind=EntryKind.DECISION,
        on=dt.date(2031, 6, 1),
        parties=Parties(text="QN", items=tuple(parse_parties("QN"))),
        verdict=Verdict.EXCLUDED,
        source="Invented",
    )
    ledger = Ledger(plan="X-2031", entries=(LedgerEntry(id="d", digest="d", content=verdict),))
    text = (
        "number: '1', participants: Relevant MS, timing: May/June\nnumber: '2', participants: Relevant MS, timing: July"
    )
    found = workload(
        PlanContext(plan=plan(text, year=2031), register=INVENTED.register, ledger=ledger), parties=["QN", "QO"]
    )
    months = {one.name: [named(duty.months) for group in one.open for duty in group.duties] for one in found.parties}
    assert months == {"QN": [["May"]], "QO": [["May", "Jun"], ["Jul"]]}


def test_workload__of_parties_has_only_their_actions() -> None:
    """2.2, 5.2 and 6.1 have months outside the plan; Eurojust leads 4.2 and may be meant in 3.1."""
    found = workload(PlanContext(plan=REFERENCE), parties=["Eurojust"])
    assert [run.action.number for run in found.runs] == ["3.1", "4.2"]
    assert (found.undated, found.curtailed) == ((), ())


def test_all_sixteen_actions_have_months_and_two_may_not_take_place() -> None:
    assert str(tally(FOUND.runs)) == "14+2"
    assert FOUND.undated == ()
    assert FOUND.gaps == ()
    assert [str(one) for one in FOUND.runs if not one.sure] == ["C-2012:6.1", "C-2012:6.2"]


def test_what_the_timing_says_beside_the_months_that_are_counted_is_told() -> None:
    assert {str(one): [str(month) for month in one.left] for one in FOUND.curtailed} == {
        "C-2012:2.2": ["2011-12"],  # "based on operational meeting planned for Dec 2011"
        "C-2012:5.2": ["2011-12"],  # "one will take place within the end of 2011"
        "C-2012:6.1": ["2011-12"],  # "possibly within the end of 2011"
    }


def test_a_duty_says_why_it_is_counted_as_it_is() -> None:
    (duty,) = (one for one in FOUND.party("Frontex").in_roles(PartyRole.LEADER) if str(one) == "C-2012:2.1")
    assert duty.explain() == (
        "C-2012:2.1 names 'Frontex' as leader",
        "the role is conditional, so it is possible, not certain",
        "C-2012:2.1 timing says 'phase 1: 1-2 weeks in April/May'",
        "a window without a year is in the period of the plan, 2012-01-01 to 2012-12-31",
        f"C-2012:2.1 timing says {str(duty.run.action.timing.items[1])!r}",
        "a window without a year is in the period of the plan, 2012-01-01 to 2012-12-31",
        "its months are possible, not certain: they are alternatives",
        "its months are possible, not certain: they are alternatives",
    )
    (doubtful,) = (one for one in FOUND.runs if str(one) == "C-2012:6.1")
    assert doubtful.explain()[-2:] == (
        "the action is suspended, so its months are possible, not certain",
        "not counted, outside the period of the plan: 2011-12",
    )


# Which months are certain


@pytest.mark.parametrize(
    ("timing", "certain", "possible"),
    [
        ("May", "May", ""),
        ("April/May/June", "", "Apr May Jun"),
        ("March and September", "Mar Sep", ""),
        ("May to July", "May Jun Jul", ""),
        ("2nd quarter", "Apr May Jun", ""),
        ("1-2 weeks in the 2nd quarter", "", "Apr May Jun"),
        ("1-2 weeks in May", "May", ""),
        ("1-2 weeks in May/June", "", "May Jun"),
        ("1 week in April and 1 week in October", "Apr Oct", ""),
        ("Whole year (to be confirmed)", "", " ".join(MONTHS)),
        ("whole year", " ".join(MONTHS), ""),
        ("Workshop in May", "May", ""),
        ("Workshop in May or June", "", "May Jun"),
        ("Workshop in the 2nd quarter", "", "Apr May Jun"),
        ("Report by March", "", "Jan Feb Mar"),
        ("Report before March", "", "Jan Feb"),
        ("to be determined", "", ""),
        ("", "", ""),
    ],
)
def test_which_months_of_a_timing_are_certain(timing: str, certain: str, possible: str) -> None:
    found = run(plan(f'number: "1.1", timing: "{timing}"'), "1.1")
    assert (named(found.months.certain), named(found.months.possible)) == (certain.split(), possible.split())


def test_a_month_without_a_year_is_that_month_in_each_year_of_the_plan() -> None:
    found = loaded(plan('number: "1.1", leaders: HU, timing: May', years=2))
    assert [str(month) for month in found.party("HU").months()] == ["2026-05", "2027-05"]
    assert len(found.months) == 24
    assert str(found.party("HU").total()) == "1"


def test_a_month_outside_the_plan_is_not_counted_even_if_it_is_a_slip_of_the_pen() -> None:
    found = loaded(plan('number: "1.1", leaders: HU, timing: May 2062'))
    assert found.party("HU").months() == {}
    assert str(found.party("HU").total()) == "1"
    assert [str(one) for one in found.undated] == [str(one) for one in found.curtailed] == ["X-2026:1.1"]
    assert found.runs[0].left == (Month(2062, 5),)


def test_an_action_without_dates_counts_in_the_total_alone() -> None:
    found = loaded(plan('number: "1.1", leaders: HU\nnumber: "1.2", leaders: HU, timing: May'))
    assert str(found.party("HU").total()) == "2"
    assert numbers(found.party("HU").months()) == {"May": "1"}
    assert [str(one) for one in found.undated] == ["X-2026:1.1"]


def test_two_actions_with_one_number_count_for_themselves() -> None:
    found = loaded(plan('number: "1.1", leaders: HU, timing: May\nnumber: "1.1", leaders: AT, timing: June'))
    assert str(found.party("HU").total()) == "1"
    assert [named(of_party.months()) for of_party in (found.party("HU"), found.party("AT"))] == [["May"], ["Jun"]]


def test_a_party_named_twice_in_a_cell_counts_once_and_as_surely_as_either_words_allow() -> None:
    found = loaded(plan('number: "1.1", participants: ["HU (tbc)", "Hungary", "All MS"], timing: May'))
    assert str(found.party("HU").total()) == "1"
    assert numbers(found.party("HU").months()) == {"May": "1"}
    doubtful = loaded(plan('number: "1.1", participants: ["HU (tbc)"], timing: May'))
    assert str(doubtful.party("HU").total()) == "+1"
    assert numbers(doubtful.party("HU").months()) == {"May": "+1"}


def test_a_member_state_joins_from_the_day_of_its_accession() -> None:
    found = loaded(plan('number: "1.1", participants: All MS, timing: May to August', year=2013))
    assert named(found.party("HR").months()) == ["Jul", "Aug"]
    assert named(found.party("HU").months()) == ["May", "Jun", "Jul", "Aug"]


def test_names_that_nobody_knows_and_cells_that_say_nothing_are_told() -> None:
    found = loaded(
        plan('number: "1.1", leaders: Ruritania, timing: May\nnumber: "1.2", leaders: {withheld: true}, timing: May')
    )
    assert [(one.name, one.determinacy) for one in found.apart] == [("Ruritania", Determinacy.UNKNOWN)]
    assert [(str(one), one.at, one.withheld) for one in found.gaps] == [("X-2026:1.2", "/actions/1/leaders", True)]
    assert found.parties == ()


def test_without_a_period_nobody_can_be_filled_in() -> None:
    found = loaded(SESSION.loads('empact: plan/1\nid: X\nactions: [{number: "1", leaders: HU}]\n', format="yaml"))
    assert (found.months, found.parties) == ((), ())
    assert [(one.name, one.determinacy) for one in found.apart] == [("HU", Determinacy.NAMED)]


def test_only_the_parties_that_are_asked_for_are_listed_whether_or_not_they_have_a_part() -> None:
    found = loaded(REFERENCE, parties=["Hungary", "BA", "EC"])
    assert [(one.name, str(one.total())) for one in found.parties] == [("HU", "8"), ("BA", "0"), ("COM", "3+2")]
    assert {run.action.number for run in FOUND.runs} - {run.action.number for run in found.runs} == {"7.1"}
    with pytest.raises(UnknownIdError, match="'Ruritania'"):
        loaded(REFERENCE, parties=["Ruritania"])
    with pytest.raises(UnknownIdError, match="'BE'"):
        found.party("BE")


# Laws


PLANS = tuple(generate(9, 5, 3))  # the ninth is of the second year


def summary(found: Workload) -> dict[str, dict[str, object]]:
    return {
        of_party.name: {part.value: (of_party.total(part), dict(of_party.months(part))) for part in ROLES}
        for of_party in (*found.parties, *found.apart)
    }


@settings(max_examples=settings().max_examples // 10)
@given(st.permutations(range(len(PLANS))))
def test_the_order_of_the_plans_does_not_matter(order: list[int]) -> None:
    one, other = loaded(*PLANS), loaded(*(PLANS[place] for place in order))
    assert summary(one) == summary(other)
    assert [of_party.name for of_party in one.parties] == [of_party.name for of_party in other.parties]
    assert one.months == other.months


@given(st.sampled_from(PLANS), st.sampled_from(PLANS))
def test_two_plans_have_the_workload_of_one_and_of_the_other(one: Plan, other: Plan) -> None:
    assume(one is not other)  # the same plan counts once
    both = loaded(one, other)
    apart = [loaded(one), loaded(other)]
    for of_party in both.parties:
        separate = [each for found in apart for each in found.parties if each.name == of_party.name]
        assert of_party.total() == sum((each.total() for each in separate), Tally())
        for month, count in of_party.months().items():
            assert count == sum((each.months().get(month, Tally()) for each in separate), Tally())


@given(st.sampled_from((REFERENCE, *PLANS)))
def test_the_roles_add_up_to_the_total_and_the_duties_to_the_months(plan: Plan) -> None:
    for of_party in loaded(plan).parties:
        assert sum((of_party.total(part) for part in ROLES), Tally()) == of_party.total()
        months = sum(len(duty.months) for duty in of_party.duties)
        assert sum(one.most for one in of_party.months().values()) == months
        for month, count in of_party.months().items():
            assert count == sum((of_party.months(part).get(month, Tally()) for part in ROLES), Tally())
        pairs = Counter((str(duty), duty.role) for duty in of_party.duties)
        assert set(pairs.values()) <= {1}


@given(st.sampled_from(PLANS))
def test_an_action_has_the_months_that_its_schedule_touches(plan: Plan) -> None:
    times = schedule(plan)
    for found in runs(plan, times):
        days = {
            day
            for item in times.of_action(found.action.number)
            if isinstance(item.item, Period)
            for span in item.windows
            for day in every_day(span)
        }
        assert {(month.year, month.number) for month in found.months} == {(day.year, day.month) for day in days}
        assert not {*found.months.certain} & {*found.months.possible}
    assert sum(one.most for one in by_month(runs(plan, times)).values()) == sum(
        len(one.months) for one in runs(plan, times)
    )


def every_day(span: Span) -> Iterable[dt.date]:
    return (span.start + dt.timedelta(days=number) for number in range((span.end - span.start).days + 1))


@given(st.sampled_from(PLANS), st.data())
def test_a_reservation_makes_nothing_of_what_is_counted_more_certain(plan: Plan, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(plan.actions) - 1))
    action = plan.actions[place]
    items = tuple(attrs.evolve(item, tentative=True) for item in action.participants.understood)
    doubtful = attrs.evolve(action, participants=Parties(items=items))
    changed = attrs.evolve(plan, actions=(*plan.actions[:place], doubtful, *plan.actions[place + 1 :]))
    before, after = loaded(plan), loaded(changed)
    for one, other in zip(before.parties, after.parties, strict=True):
        assert one.name == other.name
        assert one.total().most == other.total().most
        assert one.total().certain >= other.total().certain
        for month, count in one.months().items():
            assert count.most == other.months()[month].most
            assert count.certain >= other.months()[month].certain


def test_twice_the_plans_take_twice_the_work() -> None:
    plans = list(generate(32, 8, 1))
    loaded(*plans)  # what is made once: the register, the months
    half, whole = calls(lambda: loaded(*plans[:16])), calls(lambda: loaded(*plans))
    assert whole / half == pytest.approx(2, abs=0.1)


def test_who_is_excluded_has_nothing_to_do_from_that_day_on() -> None:
    """QN leads 3.1 and 3.2, and takes part in 1.1, 1.2 and 2.1; the last is in September."""
    plan_of_2031 = INVENTED.load("oap-invented-2031")
    verdict = EntryContent(
        plan="Q-2031",
        kind=EntryKind.DECISION,
        on=dt.date(2031, 4, 1),
        parties=Parties(text="QN", items=tuple(parse_parties("QN"))),
        verdict=Verdict.EXCLUDED,
        source="Invented",
    )
    ledger = Ledger(plan="Q-2031", entries=(LedgerEntry(id="d", digest="d", content=verdict),))
    plain, found = (
        workload(INVENTED.context(plan_of_2031, records=INVENTED.records(ledger=known))) for known in (None, ledger)
    )
    months = {one.run.action.number: list(map(str, one.months)) for one in found.party("QN").in_roles(PartyRole.LEADER)}
    assert months == {"3.1": ["2031-01", "2031-02", "2031-03"], "3.2": ["2031-03"]}
    assert [one.run.action.number for one in found.party("QN").in_roles(PartyRole.PARTICIPANT)] == ["1.1"]
    assert len(found.party("QO").duties) == len(plain.party("QO").duties)
    assert [of_party.name for of_party in found.apart] == [of_party.name for of_party in plain.apart]
    together = PortfolioContext(
        portfolio=Portfolio((plan_of_2031,)), register=INVENTED.register, ledgers={"Q-2031": ledger}
    )
    assert workload(together) == found
    entry = LedgerEntry(id="d", digest="d", content=attrs.evolve(verdict, plan="Q-2032"))
    of_2032 = {"Q-2032": Ledger(plan="Q-2032", entries=(entry,))}
    assert workload(attrs.evolve(together, ledgers=of_2032)) == plain


def test_the_workload_of_the_four_plans_covers_their_years_and_no_other() -> None:
    folder = paths.PLAN_FOLDER
    found = workload(PortfolioContext(portfolio=empact.portfolio("oap-c-2012", folder)))
    years = [year for year, _ in itertools.groupby(month.year for month in found.months)]
    assert years == [2012, 2013, 2026, 2027]
    assert [str(one) for one in found.undated] == ["MS-2026:OA-3c"]  # "to be determined"
