"""The progress of the invented plan of 2031: every number is calculated by hand from the example's reports."""

from __future__ import annotations

import datetime as dt

import pytest

import oap_invented_2031
from empact import Session
from empact.analysis import DifferenceKind, PreconditionState, Progress, TargetState, progress
from empact.model import ActionStatus, Adds

SESSION = Session([oap_invented_2031])
PLAN = SESSION.load("oap-invented-2031")
REPORTING = SESSION.records(
    reports=oap_invented_2031.REPORTS, operations=oap_invented_2031.OPERATIONS, kpis=oap_invented_2031.KPIS
)
LEDGER = SESSION.workspace.ledger.of_plan(PLAN.id, oap_invented_2031.LEDGER)


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

QR_IN_JUNE = "2031-06-28-june-2031-qr-1e3779ec5057d347"
QP_IN_DECEMBER = "2031-12-09-december-2031-qp-a9b66b2e96e5f9df"

# The tables by hand: the value of each KPI, and the status. None: no value.
TABLE_JUNE = {
    "1.1": ("5", ActionStatus.LIVE),  # QZ on 27 June: 5; its report of 20 June is superseded
    "1.2": ("180", ActionStatus.LIVE),  # QZ on 27 June: 180; the superseded 150 no longer counts
    "2.1": (None, ActionStatus.NOT_STARTED),  # no figure: missing, not 0
    "2.2": ("8", ActionStatus.LIVE),  # QO: 8; QP's own 5 stands beside it
    "3.1": (None, ActionStatus.NOT_REPORTED),  # the leader QN is silent; what the Driver says are words
    "3.2": ("1", ActionStatus.LIVE),  # QM: 1; QN is silent
    "4.1": ("28", ActionStatus.LIVE),  # QR: 28
    "4.2": (None, ActionStatus.LIVE),  # a milestone without a day
}
TABLE_DECEMBER = {
    "1.1": ("11", ActionStatus.LIVE),  # incremental: 5 + 6
    "1.2": ("200", ActionStatus.COMPLETED),  # cumulative: 200, not 180 + 200
    "2.1": ("460", ActionStatus.COMPLETED),  # QO: 460; the shares 120 (QP) + 150 (QR) + 100 (QM) stand beside it
    "2.2": ("32", ActionStatus.CARRIED_OVER),  # cumulative: 32, not 8 + 32
    "3.1": ("2", ActionStatus.LIVE),  # it is not decided how it adds up, but there is one value: QN's 2
    "3.2": ("2", ActionStatus.LIVE),  # QM says 2, QN 3; the Driver cites both and settles 2
    "4.1": ("62", ActionStatus.COMPLETED),  # incremental: 28 + 34
    "4.2": (None, ActionStatus.NOT_COMPLETED),
}


@pytest.mark.parametrize(("picture", "table"), [(JUNE, TABLE_JUNE), (DECEMBER, TABLE_DECEMBER)])
def test_progress__is_the_table_calculated_by_hand(
    picture: Progress, table: dict[str, tuple[str | None, ActionStatus]]
) -> None:
    gathered = {
        action.action.number: (None if (value := action.kpi().value) is None else str(value.range), action.status)
        for action in picture
    }
    assert gathered == table
    assert all(kpi.value is None or kpi.value.certain for kpi in picture.kpis)  # no range, no "at least", no "so far"


def test_progress__lists_the_actions_in_the_order_of_the_plan() -> None:
    assert [action.action for action in JUNE] == list(PLAN.actions)
    assert len(JUNE) == 8
    assert [str(kpi.key) for kpi in JUNE.kpis][:3] == ["1.1 KPI 1", "1.2 KPI 1", "2.1 KPI 1"]


def test_progress__counts_statuses_that_add_up_to_the_number_of_actions() -> None:
    assert dict(JUNE.status_counts()) == {
        ActionStatus.NOT_REPORTED: 1,  # 3.1
        ActionStatus.NOT_STARTED: 1,  # 2.1
        ActionStatus.LIVE: 6,  # 1.1, 1.2, 2.2, 3.2, 4.1, 4.2
    }
    assert dict(DECEMBER.status_counts("Q-2031")) == {
        ActionStatus.LIVE: 3,  # 1.1, 3.1, 3.2
        ActionStatus.COMPLETED: 3,  # 1.2, 2.1, 4.1
        ActionStatus.NOT_COMPLETED: 1,  # 4.2
        ActionStatus.CARRIED_OVER: 1,  # 2.2
    }


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        (
            JUNE,
            {
                "actions": ("8", "8", True),
                "status counts": ("7", "8", False),  # 5 + 1 + 1
                "live": ("5", "6 to 7", False),  # 3.1 is silent, and can be anything
                "not-started": ("1", "1 to 2", True),
                "unclear": ("1", "0 to 1", True),
            },
        ),
        (
            DECEMBER,
            {
                "actions": ("8", "8", True),
                "status counts": ("9", "8", False),  # 1 + 2 + 4 + 1 + 1
                "completed": ("3", "3", True),  # "successfully completed" is one of them
                "live": ("4", "3", False),
                "carried-over": ("1", "1", True),
                "not-completed": ("1", "1", True),
                "clocks seized": ("600", "460 to 590", False),
            },
        ),
    ],
)
def test_stated_totals__stand_beside_those_of_the_reports(
    picture: Progress, expected: dict[str, tuple[str, str, bool]]
) -> None:
    stated = {
        compared.what: (str(compared.stated), str(compared.derived), compared.agrees) for compared in picture.stated
    }
    assert stated == expected


def test_told_share__that_differs_is_a_difference() -> None:
    # QO says that QP held 3 of the 8 patrols; QP says 5.
    kpi = JUNE.action("2.2").kpi()
    (difference,) = kpi.differences
    assert (difference.kind, difference.reports) == (
        DifferenceKind.ATTRIBUTED,
        ("2031-06-30-june-2031-qp-a4480b38a7f6f6fb", "2031-07-11-june-2031-qo-aaf9c2dbf133bb3b"),
    )
    assert {claim.about: int(claim.value or 0) for claim in kpi.attributed} == {"QO": 5, "QP": 3}
    assert str(kpi.shares) == "5 joint patrols"


def test_leaders_that_differ__are_settled_by_the_driver_who_cites_both() -> None:
    action = DECEMBER.action("3.2")
    settled = "2031-12-20-december-2031-qm-ec13110f0d69623d"
    assert (action.reported_status.settled_by, action.reported_status.conflict) == (settled, False)
    assert {claim.by: claim.words for claim in action.reported_status.claims} == {"QM": "live", "QN": "completed"}
    (difference,) = action.kpi().differences
    assert (difference.kind, difference.settled_by) == (DifferenceKind.TOTALS, settled)
    before = at("December 2031", "2031-12-19").action("3.2")  # the Driver has not reported yet
    assert (before.status, before.word, before.reported_status.conflict) == (ActionStatus.UNCLEAR, None, True)
    assert str(before.kpi().value) == "2 to 3 workshops searched"


def test_total_and_shares__are_compared_and_not_added() -> None:
    kpi = DECEMBER.action("2.1").kpi()
    assert (str(kpi.value), str(kpi.shares)) == ("460 clocks seized", "370 clocks seized")
    assert kpi.differences == ()  # QN has not answered: the other 90 may be its
    assert {claim.about: int(claim.value or 0) for claim in kpi.attributed if claim.about in {"QN", "QP"}} == {
        "QN": 90,
        "QP": 120,
    }


def test_turnout__is_that_of_the_kpi() -> None:
    kpi = DECEMBER.action("2.1").kpi()
    assert (str(kpi.leaders), str(kpi.participants), kpi.missing) == ("1 of 1", "3 of 4", ("QN",))
    assert JUNE.action("2.1").kpi().expected == ()  # the action is one of September
    assert JUNE.action("3.2").kpi().leaders.missing == ("QN",)
    assert JUNE.action("3.1").leaders.missing == ("QN",)
    assert JUNE.action("4.2").kpi().participants.expected == ()  # nobody has a share in a milestone


def test_adds__says_who_decided_it() -> None:
    kpi = JUNE.action("1.1").kpi()
    assert (kpi.adds, kpi.decided_by) == (Adds.INCREMENTAL, "QM on 2031-01-30, in the KPI register")
    kpi = DECEMBER.action("3.1").kpi()
    assert (kpi.adds, kpi.decided_by, len(kpi.claims)) == (None, None, 3)  # 2 in total, and what it says of QO and QP


@pytest.mark.parametrize(
    ("number", "state", "words"),
    [
        ("1.1", TargetState.NOT_REACHED, "11 is below the target 12."),
        ("1.2", TargetState.REACHED, "200 reaches the target 200. On 2031-06-30 it was not."),
        ("2.1", TargetState.NOT_REACHED, "460 is below the target 500."),
        ("2.2", TargetState.NOT_REACHED, "32 is below the target 40."),
        ("3.1", TargetState.UNJUDGED, "At least 2: whether it reaches the target 4 depends on the value."),
        ("3.2", TargetState.NOT_REACHED, "2 is below the target 3."),
        ("4.1", TargetState.REACHED, "62 reaches the target 60."),
    ],
)
def test_target__is_judged_by_the_value(number: str, state: TargetState, words: str) -> None:
    target = DECEMBER.action(number).kpi().target
    assert target is not None
    assert (target.state, target.text) == (state, words)


def test_target__before_its_day_is_open() -> None:
    states = {action.action.number: action.kpi().target for action in JUNE}
    assert {number for number, target in states.items() if target and target.state is TargetState.OPEN} == {
        *("1.1", "2.2", "3.2", "4.1")
    }
    assert str(states["1.2"]) == "not reached: 180 is below the target 200."  # by June 2031


def test_result_a_year_late__is_slippage() -> None:
    action = LATER.action("4.2")
    reached = action.kpi().reached
    assert reached is not None
    assert (action.status, reached.first) == (ActionStatus.COMPLETED, dt.date(2032, 6, 10))
    assert len(action.slippage) == 2  # the day on which the action ended, and that of the milestone
    assert action.slippage[0].text.endswith(": after the period of the plan, which ends on 2031-12-31.")
    target = action.kpi().target
    assert (str(target), target and target.in_time) == (
        "reached after its day: It was reached on 2032-06-10, 346 days after 2031-06-30.",
        False,
    )
    assert DECEMBER.action("4.2").slippage == ()  # not known yet


def test_quorum__is_not_met() -> None:
    (precondition,) = DECEMBER.action("3.1").preconditions
    # The breakdown of QN's figure lists all: QO 1, QP 1, so not QR. Three are needed.
    assert (precondition.state, precondition.taking_part, precondition.absent, precondition.needed) == (
        PreconditionState.NOT_MET,
        ("QO", "QP"),
        ("QR",),
        3,
    )
    (before,) = JUNE.action("3.1").preconditions
    assert (before.state, before.unknown) == (PreconditionState.NOT_REPORTED, ("QO", "QP", "QR"))


def test_sum_of_a_measure__is_a_range_where_a_result_may_count_twice() -> None:
    # QO reports 460 clocks for 2.1 in the operation of 8 to 14 September; QM reports 130 for 3.2 on 10 to 12 September,
    # without an operation, and takes part in both. Low: 460, if the 130 are among them. High: 460 + 130 = 590. At
    # least, since the 130 are a share of a measure for which nobody is expected.
    (total,) = DECEMBER.sums
    assert str(total) == "clocks seized: at least 460 to 590"
    assert total.actions == ("Q-2031:2.1", "Q-2031:3.2")
    (duplicate,) = DECEMBER.possible_duplicates
    assert total.duplicates == (duplicate,)
    assert "QM" in duplicate.parties
    assert duplicate in DECEMBER.duplicates_of(DECEMBER.action("2.1").kpi())
    assert DECEMBER.duplicates_of(DECEMBER.action("1.1").kpi()) == ()


def test_carried_over__names_the_next_action() -> None:
    carried = DECEMBER.action("2.2").carried_over
    assert carried is not None
    assert (str(carried), carried.destinations) == ("Q-2032:2.2", ())  # the plan of 2032 is not loaded


def test_texts__come_with_their_report() -> None:
    action = DECEMBER.action("4.2")
    assert [(str(text), text.by, str(text.round)) for text in action.support] == [
        ("Photographs of the hallmarks of QQ.", "QP", "June 2031")
    ]
    assert [str(text) for text in action.reasons] == ["The photographs of ten hallmarks are missing."]
    assert [report.content.assessment.plain for report in DECEMBER.of_driver if report.content.assessment] == [
        "The week in September was the main result of the year."
    ]


def test_explanation__names_reports_and_days() -> None:
    assert [str(step) for step in DECEMBER.action("4.1").kpi().explain()[:4]] == [
        "The figures are incremental, as decided by QM on 2031-01-30, in the KPI register.",
        "62 examiners trained: the sum of the rounds.",
        "  QR reported on 2031-06-28: 28 in total (2031-06-28-june-2031-qr-1e3779ec5057d347).",
        "  QR reported on 2031-12-11: 34 in total (2031-12-11-december-2031-qr-20e79837215bea94).",
    ]
    assert JUNE.action("1.1").explain()[0] == "The status of Q-2031:1.1 is live ('live')."
    for action in (*JUNE, *DECEMBER, *LATER):
        steps = [step.text for kpi in (*action.kpis, *action.measures) for step in kpi.explain()]
        assert all(line.endswith((".", ":")) for line in (*action.explain(), *steps))


def test_progress__says_which_records_were_not_read() -> None:
    plan = SESSION.load("oap-invented-2031")
    assert SESSION.context(plan).progress().unread == ("reports", "operations", "kpis")
    reports = SESSION.records(reports=oap_invented_2031.REPORTS)
    assert SESSION.context(plan, records=reports).progress().unread == ("operations", "kpis")
    assert SESSION.context(plan, records=REPORTING).progress().unread == ()
