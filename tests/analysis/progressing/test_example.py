"""The progress of the invented plan of 2031: every number is calculated by hand from the example's reports."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

import oap_invented_2031
from empact import Session
from empact.analysis import (
    BreakdownSum,
    DisagreementKind,
    PreconditionState,
    Progress,
    TargetState,
    progress,
)
from empact.model import ActionStatus, Adds, FigureScope

SESSION = Session([oap_invented_2031])
PLAN = SESSION.load("oap-invented-2031")
REPORTING = SESSION.records(
    reports=oap_invented_2031.REPORTS, operations=oap_invented_2031.OPERATIONS, kpis=oap_invented_2031.KPIS
)
LEDGER = SESSION.workspace.ledger.of_plan(PLAN.id, oap_invented_2031.LEDGER)


def parts(found: BreakdownSum) -> dict[str, int]:
    return {name: int(value) for name, value in found.parts.items()}


def at(checkpoint: str | None, as_of: str | None = None) -> Progress:
    day = None if as_of is None else dt.date.fromisoformat(as_of)
    return progress(
        SESSION.context(
            PLAN,
            as_of=day,
            records=SESSION.records(
                ledger=LEDGER, reports=REPORTING.reports, operations=REPORTING.operations, kpis=REPORTING.kpis
            ),
        ),
        checkpoint,
    )


JUNE = at("June 2031")
DECEMBER = at("December 2031", "2031-12-31")
LATER = at("December 2031")

QR_IN_JUNE = "2031-06-28-june-2031-qr-e653fc62a8ef3ffa"
QP_IN_DECEMBER = "2031-12-09-december-2031-qp-05ffec9a898c28a9"

# The table by hand. Total of each KPI, status; None: no total.
TABLE_JUNE = {
    "1.1": ("5", ActionStatus.LIVE),  # QZ on 27 June: 5; its report of 20 June is superseded
    "1.2": ("180", ActionStatus.LIVE),  # QZ on 27 June: 180; the superseded 150 counts no more
    "2.1": (None, ActionStatus.NOT_STARTED),  # no figure: missing, not 0
    "2.2": ("8", ActionStatus.LIVE),  # QO: 8; QP's own 5 is a part of it
    "3.1": (None, ActionStatus.UNCLEAR),  # the leader QN is silent, the Driver says unclear; nobody decided the adding
    "3.2": ("1", ActionStatus.LIVE),  # QM: 1; QN is silent
    "4.1": ("28", ActionStatus.LIVE),  # QR: 28
    "4.2": (None, ActionStatus.LIVE),  # a milestone without a day
}
TABLE_DECEMBER = {
    "1.1": ("11", ActionStatus.LIVE),  # incremental: 5 + 6
    "1.2": ("200", ActionStatus.COMPLETED),  # cumulative: 200, not 180 + 200
    "2.1": ("460", ActionStatus.COMPLETED),  # QO: 460; own 120 (QP) + 150 (QR) + 100 (QM) = 370 are parts of it
    "2.2": ("32", ActionStatus.CARRIED_OVER),  # cumulative: 32, not 8 + 32
    "3.1": (None, ActionStatus.LIVE),
    "3.2": ("2", ActionStatus.LIVE),  # QM says 2, QN 3; the Driver cites both and settles 2
    "4.1": ("62", ActionStatus.COMPLETED),  # incremental: 28 + 34
    "4.2": (None, ActionStatus.NOT_COMPLETED),
}


@pytest.mark.parametrize(("picture", "table"), [(JUNE, TABLE_JUNE), (DECEMBER, TABLE_DECEMBER)])
def test_progress__is_the_table_calculated_by_hand(
    picture: Progress, table: dict[str, tuple[str | None, ActionStatus]]
) -> None:
    found = {
        one.action.number: (None if (total := one.kpi().total) is None else str(total.range), one.status)
        for one in picture
    }
    assert found == table


def test_progress__lists_the_actions_in_the_order_of_the_plan() -> None:
    assert [one.action for one in JUNE] == list(PLAN.actions)
    assert len(JUNE) == 8
    assert [str(kpi.key) for kpi in JUNE.kpis][:3] == ["1.1 KPI 1", "1.2 KPI 1", "2.1 KPI 1"]


def test_progress__counts_statuses_that_add_up_to_the_number_of_actions() -> None:
    assert dict(JUNE.status_counts()) == {
        ActionStatus.NOT_STARTED: 1,  # 2.1
        ActionStatus.LIVE: 6,  # 1.1, 1.2, 2.2, 3.2, 4.1, 4.2
        ActionStatus.UNCLEAR: 1,  # 3.1
    }
    assert dict(DECEMBER.status_counts("Q-2031")) == {
        ActionStatus.LIVE: 3,  # 1.1, 3.1, 3.2
        ActionStatus.COMPLETED: 3,  # 1.2, 2.1, 4.1
        ActionStatus.NOT_COMPLETED: 1,  # 4.2
        ActionStatus.CARRIED_OVER: 1,  # 2.2
    }


@pytest.mark.parametrize(("picture", "stated"), [(JUNE, 7), (DECEMBER, 9)])
def test_stated_status_counts__do_not_add_up_in_two_rounds(picture: Progress, stated: int) -> None:
    # June: 5 live + 1 not started + 1 unclear = 7. December: 1 + 2 + 4 + 1 + 1 = 9. The plan has 8 actions.
    found = next(one for one in picture.stated if one.what == "status counts")
    assert (int(found.stated), str(found.derived), found.agrees) == (stated, "8", False)
    assert next(one for one in picture.stated if one.what == "actions").agrees


def test_stated_sum__is_compared_with_the_range_of_the_reports() -> None:
    found = next(one for one in DECEMBER.stated if one.what == "clocks seized")
    assert (found.stated, str(found.derived), found.agrees) == (Decimal(600), "460 to 590", False)
    assert found.report in str(found)


def test_breakdown__is_checked_only_if_it_is_exhaustive() -> None:
    kpi = JUNE.action("4.1").kpi()
    assert [one.text for one in kpi.disagreements if one.kind is DisagreementKind.BREAKDOWN] == [
        f"QR reported on 2031-06-28: 28 in total ({QR_IN_JUNE}), but the parts by party add up to 30."  # 12 + 10 + 8
    ]
    assert not [one for one in DECEMBER.action("2.1").kpi().disagreements if one.kind is DisagreementKind.BREAKDOWN]


def test_breakdown__adds_parts_as_minimum_values() -> None:
    by_party, by_kind = DECEMBER.action("2.1").kpi().breakdowns
    assert (parts(by_party), by_party.at_least) == ({"QN": 90, "QP": 120}, True)  # "of which"
    assert (parts(by_kind), by_kind.at_least) == ({}, True)  # 300 + 210 overlap
    (june_and_december,) = DECEMBER.action("4.1").kpi().breakdowns
    assert parts(june_and_december) == {"QM": 14, "QP": 12, "QX": 8}  # December only: June does not add up
    assert june_and_december.at_least
    assert june_and_december.left_out == ("2031-06-28-june-2031-qr-e653fc62a8ef3ffa",)
    (patrols,) = JUNE.action("2.2").kpi().breakdowns
    assert (parts(patrols), patrols.at_least) == ({"QO": 5, "QP": 3}, False)  # 5 + 3 = 8


def test_two_sources_that_differ__are_both_kept() -> None:
    kpi = JUNE.action("2.2").kpi()
    (found,) = (one for one in kpi.disagreements if one.kind is DisagreementKind.SOURCES)
    assert "5 of its own" in found.text
    assert "QO reports 3 for QP" in found.text
    assert found.reports == (
        "2031-06-30-june-2031-qp-a250c48530cd24d9",
        "2031-07-11-june-2031-qo-e8b554bcbced369d",
    )
    assert [figure.by for figure in kpi.figures] == ["QP", "QO"]


def test_leaders_that_differ__are_settled_by_the_driver_who_cites_both() -> None:
    action = DECEMBER.action("3.2")
    settled = "2031-12-20-december-2031-qm-62823222dda7ee13"
    assert (action.reported_status.settled_by, action.reported_status.conflict) == (settled, False)
    assert {claim.by: claim.word for claim in action.claims if claim.report != settled} == {
        "QM": "live",
        "QN": "completed",
    }
    (found,) = action.kpi().disagreements
    assert found.settled_by == settled
    before = at("December 2031", "2031-12-19").action("3.2")  # the Driver has not reported yet
    assert (before.status, before.word, before.reported_status.conflict) == (ActionStatus.UNCLEAR, None, True)
    total = before.kpi().total
    assert total is not None
    assert str(total.range) == "2 to 3"


def test_total__and_own_contributions_are_compared_and_not_added() -> None:
    kpi = DECEMBER.action("2.1").kpi()
    assert kpi.total is not None
    assert kpi.contributions is not None
    assert (str(kpi.total), kpi.total.scope) == ("460 clocks seized", FigureScope.TOTAL)
    assert (str(kpi.contributions), kpi.contributions.scope) == ("370 clocks seized", FigureScope.OWN)
    (found,) = kpi.disagreements
    assert found.kind is DisagreementKind.CONTRIBUTIONS
    assert found.explanation == "QN reported no contribution; what QO did itself is in the total only"


def test_total__says_how_many_of_the_expected_parties_have_reported() -> None:
    kpi = DECEMBER.action("2.1").kpi()
    assert kpi.total is not None
    assert kpi.contributions is not None
    assert (str(kpi.total.reporters), str(kpi.contributions.reporters)) == ("1 of 1", "3 of 4")
    assert kpi.missing == ("QN",)
    assert JUNE.action("3.2").kpi().leaders.missing == ("QN",)
    assert JUNE.action("3.1").leaders.missing == ("QN",)
    assert JUNE.action("4.2").kpi().participants.expected == ()  # nobody contributes to a milestone


def test_adds__says_who_decided_it() -> None:
    kpi = JUNE.action("1.1").kpi()
    assert (kpi.adds, kpi.decided_by) == (Adds.INCREMENTAL, "QM on 2031-01-30, in the KPI register")
    kpi = DECEMBER.action("3.1").kpi()
    assert (kpi.adds, kpi.decided_by, kpi.total, len(kpi.figures)) == (None, None, None, 1)


@pytest.mark.parametrize(
    ("number", "state", "words"),
    [
        ("1.1", TargetState.NOT_REACHED, "11 is below the target 12."),
        ("1.2", TargetState.REACHED, "200 reaches the target 200."),
        ("2.1", TargetState.NOT_REACHED, "460 is below the target 500."),
        ("3.1", TargetState.UNJUDGED, "There is no total to compare with the target."),
        ("4.1", TargetState.REACHED, "62 reaches the target 60."),
    ],
)
def test_target__is_judged_by_the_total(number: str, state: TargetState, words: str) -> None:
    judged = DECEMBER.action(number).kpi().target
    assert judged is not None
    assert (judged.state, judged.text) == (state, words)


def test_result_a_year_late__is_slippage() -> None:
    action = LATER.action("4.2")
    assert (action.status, action.kpi().reached) == (ActionStatus.COMPLETED, dt.date(2032, 6, 10))
    assert action.slippage[0] == (
        "The action ended on 2032-06-10, after the period of the plan, which ends on 2031-12-31."
    )
    assert [figure.by for figure in action.kpi().slipped] == ["QP"]
    assert str(action.kpi().target) == (
        "reached: It was reached on 2032-06-10, after 2031-06-30, the last day that the plan has for it."
    )
    assert DECEMBER.action("4.2").slippage == ()  # not known yet


def test_quorum__is_not_met() -> None:
    (found,) = DECEMBER.action("3.1").preconditions
    # The breakdown of QN's figure lists all: QO 1, QP 1, so not QR. Three are needed.
    assert (found.state, found.taking_part, found.absent, found.needed) == (
        PreconditionState.NOT_MET,
        ("QO", "QP"),
        ("QR",),
        3,
    )
    (before,) = JUNE.action("3.1").preconditions
    assert (before.state, before.unknown) == (PreconditionState.NOT_REPORTED, ("QO", "QP", "QR"))


def test_sum_of_a_measure__is_a_range_where_a_result_may_count_twice() -> None:
    # QO reports 460 clocks for 2.1 in the operation of 8 to 14 September; QM reports 130 for 3.2 on 10 to 12 September,
    # without an operation, and takes part in both. Low: 460, if the 130 are among them. High: 460 + 130 = 590.
    (found,) = DECEMBER.sums
    assert str(found) == "clocks seized: 460 to 590"
    assert found.actions == ("Q-2031:2.1", "Q-2031:3.2")
    (duplicate,) = DECEMBER.possible_duplicates
    assert found.duplicates == (duplicate,)
    assert "QM" in duplicate.parties
    assert duplicate in DECEMBER.duplicates_of(DECEMBER.action("2.1").kpi())
    assert DECEMBER.duplicates_of(DECEMBER.action("1.1").kpi()) == ()


def test_carried_over__names_the_next_action() -> None:
    carried = DECEMBER.action("2.2").carried_over
    assert carried is not None
    assert (str(carried), carried.destinations) == ("Q-2032:2.2", ())  # the plan of 2032 is not loaded


def test_texts__come_with_their_report() -> None:
    action = DECEMBER.action("4.2")
    assert [(str(one), one.by, str(one.round)) for one in action.support] == [
        ("Photographs of the hallmarks of QQ.", "QP", "June 2031")
    ]
    assert [str(one) for one in action.reasons] == ["The photographs of ten hallmarks are missing."]
    (driver,) = DECEMBER.of_driver
    assert driver.content.assessment.plain == "The week in September was the main result of the year."


def test_explain__names_reports_and_days() -> None:
    assert DECEMBER.action("4.1").kpi().explain()[:4] == (
        "The figures are incremental, as decided by QM on 2031-01-30, in the KPI register.",
        "The total is 62 examiners trained: what is reported for the whole action.",
        "28: QR reported on 2031-06-28: 28 in total (2031-06-28-june-2031-qr-e653fc62a8ef3ffa).",
        "34: QR reported on 2031-12-11: 34 in total (2031-12-11-december-2031-qr-1bfc9ed54215000a).",
    )
    assert DECEMBER.action("2.1").kpi().figures[0].explain() == (
        f"QP reported on 2031-12-09: 120 of its own, in operation JAD-2031-1 ({QP_IN_DECEMBER}).",
        "It is about 'clocks seized' of Q-2031:2.1, at the checkpoint December 2031.",
        "The source of the report is 'Invented: form of 9 December 2031'.",
        "The operation JAD-2031-1 is 'Joint action days of September 2031 (invented)': its results count once.",
    )
    assert JUNE.action("1.1").explain()[0] == "The status of Q-2031:1.1 is live ('live')."
    for one in (*JUNE, *DECEMBER, *LATER):
        for line in (*one.explain(), *(line for kpi in (*one.kpis, *one.measures) for line in kpi.explain())):
            assert line.endswith(".")


def test_progress__says_which_records_were_not_read() -> None:
    plan = SESSION.load("oap-invented-2031")
    assert SESSION.context(plan).progress().unread == ("reports", "operations", "kpis")
    reports = SESSION.records(reports=oap_invented_2031.REPORTS)
    assert SESSION.context(plan, records=reports).progress().unread == ("operations", "kpis")
    assert SESSION.context(plan, records=REPORTING).progress().unread == ()
