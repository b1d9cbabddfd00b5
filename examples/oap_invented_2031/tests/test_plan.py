"""The invented plan and its ledger: what they contain, and that every part says it is invented."""

from __future__ import annotations

import datetime as dt

import pytest

import oap_c_2012
import oap_invented_2031
from empact import Plan, Records, Session
from empact.model import EntryKind, Ledger, PartyItem, ProvisionKind

SESSION = Session([oap_c_2012, oap_invented_2031])
CODES = {"QM", "QN", "QO", "QP", "QQ", "QR", "QX", "QZ"}
NAMES = CODES | {"Mossmark", "Nettlemark", "COSI"}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return SESSION.load("oap-invented-2031")


@pytest.fixture(scope="module")
def ledger(plan: Plan) -> Ledger:
    return SESSION.workspace.ledger.of_plan(plan.id, oap_invented_2031.LEDGER)


def test_plan__has_eight_actions_with_a_driver_and_leaders(plan: Plan) -> None:
    assert (plan.id, str(plan.driver), str(plan.period)) == ("Q-2031", "QM", "2031-01-01 to 2031-12-31")
    assert {action.number: str(action.leaders) for action in plan.actions} == {
        "1.1": "QZ",
        "1.2": "QZ",
        "2.1": "QO",
        "2.2": "QO",
        "3.1": "QN",
        "3.2": "QM, QN",
        "4.1": "QR",
        "4.2": "QP",
    }


def test_plan__has_one_finding_about_the_action_with_two_leaders(plan: Plan) -> None:
    assert [(finding.name, finding.place.subject) for finding in SESSION.validate(plan)] == [
        ("several-leaders", "Q-2031:3.2"),
    ]


def test_plan__names_the_invented_parties_and_no_group(plan: Plan) -> None:
    cells = [plan.driver, plan.drafters, plan.support]
    cells += [cell for action in plan.actions for cell in (action.leaders, action.participants)]
    items = [item for cell in cells for item in cell]
    assert [item for item in items if not isinstance(item, PartyItem) or item.collective is not None] == []
    assert {item.party for item in items if isinstance(item, PartyItem)} == CODES


def test_plan__has_the_exclusion_clause_of_the_plan_of_2012(plan: Plan) -> None:
    clauses = {
        other.id: [
            paragraph
            for section in other.sections
            if section.number == "5.3"
            for paragraph in str(section.text).split("\n\n")
            if "exclusion clause" in paragraph
        ]
        for other in (plan, SESSION.load("oap-c-2012"))
    }
    assert clauses["Q-2031"] == clauses["C-2012"]
    assert len(clauses["Q-2031"]) == 1
    assert [str(one.stated) for one in plan.provisions if one.kind is ProvisionKind.EXCLUSION] == ["section 5.3/2/1"]


def test_plan__says_everywhere_that_it_is_invented(plan: Plan) -> None:
    (bundled,) = (one for one in SESSION.bundled if one.name == "oap-invented-2031")
    words = (bundled.summary, plan.title, str(plan.cover.kind), str(plan.cover.subject), str(plan.cover.covering))
    assert [text for text in words if "invented" not in (text or "").lower()] == []
    assert [action.number for action in plan.actions if "(invented)" not in "".join(action.documentation)] == []
    assert plan.cover.number.text is None


def test_ledger__is_about_invented_parties_and_says_that_it_is_invented(ledger: Ledger) -> None:
    for entry in ledger.entries:
        content = entry.content
        named = {item.party for item in (*content.parties, *content.by) if isinstance(item, PartyItem)}
        assert named <= NAMES, entry.id
        assert content.kind is EntryKind.VALIDATION or named & (NAMES - {"COSI"}), entry.id
        assert content.source.startswith("Invented: "), entry.id
        assert content.on.year == 2031, entry.id


def test_ledger__has_entries_of_these_kinds(ledger: Ledger) -> None:
    kinds = [entry.content.kind.value for entry in ledger.entries]
    assert len(kinds) == 18
    others = {EntryKind.CONFIRMATION, EntryKind.CORRECTION, EntryKind.CLERICAL_ERROR, EntryKind.LOSS}
    assert set(kinds) == {kind.value for kind in EntryKind if kind not in others}


@pytest.mark.parametrize(
    ("as_of", "excluded"),
    [("2031-09-30", []), ("2031-10-01", ["QN"]), ("2031-12-14", ["QN"]), ("2031-12-15", [])],
)
def test_ledger__excludes_one_state_and_readmits_it(
    plan: Plan, ledger: Ledger, as_of: str, excluded: list[str]
) -> None:
    day = dt.date.fromisoformat(as_of)
    context = SESSION.context(plan, as_of=day, records=SESSION.records(ledger=ledger))
    assert [absence.party_code for absence in context.absences if absence.holds(day)] == excluded


@pytest.mark.parametrize(
    ("as_of", "reported"),
    [
        ("2031-05-31", {}),
        ("2031-09-20", {"exclusion-evidence-complete": 1}),
        ("2031-11-30", {"excluded-still-assigned": 2, "excluded-leader-without-successor": 1}),
        ("2031-12-31", {}),
    ],
)
def test_ledger__gives_the_findings_that_guides_show(
    plan: Plan, ledger: Ledger, as_of: str, reported: dict[str, int]
) -> None:
    found = [
        finding.name
        for finding in SESSION.validate(
            plan, as_of=dt.date.fromisoformat(as_of), select=["OAP8"], records=SESSION.records(ledger=ledger)
        )
        if finding.name != "obligation-unanswered"
    ]
    assert {name: found.count(name) for name in found} == reported


@pytest.fixture(scope="module")
def reporting() -> Records:
    read = SESSION.records(
        reports=oap_invented_2031.REPORTS, operations=oap_invented_2031.OPERATIONS, kpis=oap_invented_2031.KPIS
    )
    return read.require_complete("Q-2031")


def test_reports__are_by_invented_parties_and_say_that_they_are_invented(reporting: Records) -> None:
    assert reporting.reports is not None
    assert reporting.operations is not None
    reports = reporting.reports.of_plan("Q-2031")
    superseded = {id for report in reports for id in report.content.supersedes}
    assert (len(reports), len(superseded)) == (15, 2)
    for report in reports:
        assert {str(item) for item in report.content.by} <= CODES, report.id
        assert report.content.source.startswith("Invented: "), report.id
        assert report.content.on >= dt.date(2031, 6, 1), report.id
    assert [operation.id for operation in reporting.operations.operations] == ["JAD-2031-1"]


def test_reports__have_the_mistakes_that_guides_show(plan: Plan, ledger: Ledger, reporting: Records) -> None:
    found = SESSION.validate(
        plan,
        select=["OAP85", "OAP86", "OAP87"],
        records=SESSION.records(
            ledger=ledger, reports=reporting.reports, operations=reporting.operations, kpis=reporting.kpis
        ),
    )
    late = "after the last day of the plan (31 December 2031)."
    by_qp = "The report by QP of 15 June 2032 says that"
    by_qm = "The report by QM of 20 December 2031 states"
    assert sorted((finding.name, finding.message) for finding in found) == [
        ("breakdown-differs", "The parts of KPI 1 of action 4.1 by party add up to 30, but the figure is 28."),
        ("possible-duplicate", "Actions 2.1 and 3.2 may count one result twice: 'clocks seized' is 460 to 590."),
        ("precondition-not-met", "Action 3.1 needs 3 out of QO, QP and QR, but only QO and QP take part."),
        ("result-outside-plan", f"{by_qp} KPI 1 of action 4.2 was reached on 10 June 2032, {late}"),
        ("result-outside-plan", f"{by_qp} action 4.2 ended on 10 June 2032, {late}"),
        (
            "sources-differ",
            (
                "KPI 1 of action 2.2: a leader states a different share for a party than the party itself "
                "(QP: 5 of its own, on 30 June 2031; QO: 3 by QP, on 11 July 2031)."
            ),
        ),
        (
            "stated-total-differs",
            (
                "The report by QM of 15 July 2031 states 5 for 'live', "
                "but the reports say so about 6; 1 action is not reported."
            ),
        ),
        ("stated-total-differs", f"{by_qm} 1 for 'not-completed', but the reports say so about 0."),
        ("stated-total-differs", f"{by_qm} 3 for 'completed', but the reports say so about 4."),
        ("stated-total-differs", f"{by_qm} 4 for 'live', but the reports say so about 3."),
        ("stated-total-differs", f"{by_qm} 600 for 'clocks seized', but the reports add up to 460 to 590."),
        *(
            (
                "status-counts-differ",
                f"The status counts of the report by QM of {on} add up to {total}, but it states 8 actions.",
            )
            for on, total in (("15 July 2031", 7), ("20 December 2031", 9))
        ),
    ]


def test_reports__have_leaders_who_differ_until_the_driver_settles_it(
    plan: Plan, ledger: Ledger, reporting: Records
) -> None:
    unsettled, settled = (
        [
            finding.message
            for finding in SESSION.validate(
                plan,
                select="leaders-differ",
                as_of=dt.date(2031, 12, day),
                records=SESSION.records(
                    ledger=ledger, reports=reporting.reports, operations=reporting.operations, kpis=reporting.kpis
                ),
            )
        ]
        for day in (19, 20)
    )
    assert unsettled == [
        "The leaders of action 3.2 report different statuses for 'December 2031': QM 'live' and QN 'completed'."
    ]
    assert settled == []
