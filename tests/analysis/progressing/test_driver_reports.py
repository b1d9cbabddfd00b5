"""What the Driver reports to COSI as data: what is behind schedule, and which values are not certain."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from tests.support.driver_papers import SESSION, context, told_by_several
from tests.support.progress_cases import figure, filed, own, plan, register, settled

from empact import Plan
from empact.analysis import BehindKind, Doubt, DriverReport, PlanContext, Range, Thing, driver_report
from empact.model import FiledReport, KpiRegister, Reports

JUNE, DECEMBER = "June 2031", "December 2031"


def reported(
    *reports: FiledReport, of: Plan | None = None, kpis: KpiRegister | None = None, at: str = JUNE
) -> DriverReport:
    about = of or plan()
    known = Reports(plan=about.id, reports=reports)
    return driver_report(PlanContext(plan=about, register=SESSION.register, reports=known, kpi_register=kpis), at)


def behind(*reports: FiledReport, **more: Any) -> list[tuple[str, BehindKind, dt.date, dt.date | None, int | None]]:
    found = reported(*reports, **more).behind
    return [(each.about, each.kind, each.planned, each.on, each.days) for each in found]


MARCH = plan({"timing": "by 31 March 2031"})
END = dt.date(2031, 3, 31)


def test_action_that_goes_on_after_its_planned_end__is_behind() -> None:
    assert behind(filed("QN", status="live", on="2031-06-20"), of=MARCH) == [
        ("Q-2031:1.1", BehindKind.NOT_OVER, END, None, None)
    ]


def test_action_that_went_on_before_its_planned_end__is_not_behind() -> None:
    # it may have ended in time
    assert behind(filed("QN", status="live", on="2031-03-20"), of=MARCH) == []


def test_silence_and_cancellation__are_not_behind() -> None:
    assert behind(of=MARCH) == []
    assert behind(filed("QN", status="cancelled", on="2031-06-20"), of=MARCH) == []


def test_action_that_ended_after_its_planned_end__is_behind_by_days() -> None:
    late = filed("QN", status="completed", on="2031-06-20", said={"ended": dt.date(2031, 4, 10)})
    assert behind(late, of=MARCH) == [("Q-2031:1.1", BehindKind.ENDED_AFTER, END, dt.date(2031, 4, 10), 10)]


def test_leaders_that_differ_on_the_last_day__are_behind_only_if_all_days_are_after_the_plan() -> None:
    of = plan({"timing": "by 31 March 2031", "leaders": "QN, QR"})

    def ended(first: int, second: int) -> list[BehindKind]:
        reports = [
            filed(by, status="completed", on="2031-06-20", said={"ended": dt.date(2031, month, 10)}, id=by)
            for by, month in (("QN", first), ("QR", second))
        ]
        return [kind for _, kind, *_ in behind(*reports, of=of)]

    assert ended(3, 4) == []
    assert ended(4, 5) == [BehindKind.ENDED_AFTER]


def test_milestone_that_was_reached_after_its_day__is_behind_by_itself() -> None:
    of = plan({"kpi": "1 manual written by April 2031"})
    report = filed("QN", figure(reached=dt.date(2031, 5, 9)), on="2031-06-20")
    assert behind(report, of=of, kpis=register("milestone", "Q-2031")) == [
        ("Q-2031:1.1/1", BehindKind.REACHED_AFTER, dt.date(2031, 4, 30), dt.date(2031, 5, 9), 9)
    ]


@pytest.mark.parametrize(
    ("adds", "reports", "doubt", "possible"),
    [
        ("cumulative", [filed("QN", figure(5))], Doubt.SO_FAR, (5, 5)),
        ("incremental", [filed("QN", figure(5))], Doubt.AT_LEAST, (5, 5)),
        (None, [filed("QN", figure(5)), filed("QN", figure(7), on="2031-12-01", id="b")], Doubt.NOT_ADDED, None),
        (
            "ratio",
            [filed(by, own(2, of=4), on="2031-12-01", id=by) for by in ("QM", "QO")],
            *(Doubt.COUNTED_TWICE, (4, 4)),
        ),
        (
            "cumulative",
            [filed("QN", figure(value), on="2031-12-01", id=str(value)) for value in (5, 6)],
            *(Doubt.DIFFERING, (5, 6)),
        ),
    ],
)
def test_uncertain_value__says_why(
    adds: str | None, reports: list[FiledReport], doubt: Doubt, possible: tuple[int, int] | None
) -> None:
    kpis = None if adds is None else register(adds, "Q-2031")
    (value,) = reported(*reports, kpis=kpis, at=DECEMBER).uncertain
    assert (value.about, value.doubt) == ("Q-2031:1.1/1", doubt)
    assert value.range == (None if possible is None else Range(*map(Decimal, possible)))


def test_certain_value__is_not_listed() -> None:
    kpis = register("cumulative", "Q-2031")
    assert reported(filed("QN", figure(5), on="2031-12-01"), kpis=kpis, at=DECEMBER).uncertain == ()


def test_uncertain_values__have_those_that_several_actions_count() -> None:
    values = driver_report(context("2031-12-31")).uncertain
    assert [(value.about, value.doubt) for value in values] == [
        ("Q-2031:3.1/1", Doubt.NOT_ADDED),
        ("Q-2031:3.2 clocks seized", Doubt.AT_LEAST),
        ("Q-2031:4.1 examiners who passed the test", Doubt.NOT_ADDED),
        ("clocks seized", Doubt.COUNTED_TWICE),
    ]
    assert str(values[-1].range) == "460 to 590"


def test_differences__have_what_is_settled_first_and_one_of_each_thing_that_is_open() -> None:
    of = plan({"leaders": "QN, QR"})
    reports = [
        filed("QN", figure(10), status="live", on="2031-12-01", id="n"),
        filed("QR", figure(13), status="completed", on="2031-12-02", id="r"),
        filed("QM", on="2031-12-20", settles=settled(["n", "r"], value=12), id="m"),
    ]
    found = reported(*reports, of=of, kpis=register("cumulative", "Q-2031"), at=DECEMBER).differences
    assert [(each.about, each.thing, each.is_settled) for each in found] == [
        ("Q-2031:1.1/1", Thing.TOTAL, True),
        ("Q-2031:1.1", Thing.STATUS, False),
    ]


def test_difference_of_ratios__has_no_range_of_their_numerators() -> None:
    reports = [filed("QN", figure(22, of=28), id="n"), filed("QR", figure(25, of=30), id="r")]
    found = reported(*reports, of=plan({"leaders": "QN, QR"}), kpis=register("ratio", "Q-2031")).differences
    assert [(each.thing, each.range) for each in found] == [(Thing.TOTAL, None)]


def test_what_a_leader_states_of_another_party__is_no_difference_for_cosi() -> None:
    # QO states 3 for QP, which states 5: a matter of the two and the Driver
    assert [each.about for each in driver_report(context("2031-12-31")).differences] == ["Q-2031:3.2", "Q-2031:3.2/1"]


def test_turnout__is_a_number_of_parties() -> None:
    report = driver_report(context("2031-12-31"))
    assert (report.reported, report.expected) == (6, 8)


def test_json__names_no_party_that_reports() -> None:
    given = told_by_several()
    reports = given.pop("reports")
    report = reported(*reports, **given, at=DECEMBER)
    text = json.dumps(SESSION.tree(report))
    assert [name for name in ("QN", "QR", "QO", "QP", "QQ") if f'"{name}"' in text] == []
    assert SESSION.tree(report)["differences"][2] == {
        "about": "Q-2031:1.1/1",
        "thing": "total",
        "range": {"low": 10, "high": 13},
        "is_settled": False,
    }
