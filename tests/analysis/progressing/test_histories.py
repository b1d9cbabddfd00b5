"""Progress over time: the picture at each checkpoint so far, as known today."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest
from tests.support.invented import SESSION as INVENTED
from tests.support.progress_cases import amount, figure, filed, plan, register

import oap_invented_2031 as example
from empact import Plan, Session
from empact.analysis import PlanContext, Portfolio, PortfolioContext, progress, progress_over_time
from empact.model import ActionStatus, Checkpoint, FiledReport, Reports, Span

SESSION = Session([example])
PLAN = SESSION.load("oap-invented-2031")
REPORTING = SESSION.records(reports=example.REPORTS, operations=example.OPERATIONS, kpis=example.KPIS)


def context(*reports: FiledReport, of: Plan | None = None, as_of: str | None = None) -> PlanContext:
    of = of or plan()
    return PlanContext(
        plan=of,
        register=INVENTED.register,
        reports=Reports(plan=of.id, reports=reports),
        kpi_register=register("incremental", of.id, *(action.number for action in of.actions)),
        as_of=None if as_of is None else dt.date.fromisoformat(as_of),
    )


def values(ctx: PlanContext, checkpoint: str | None = None) -> list[tuple[str, str | None]]:
    points = progress_over_time(ctx, progress(ctx, checkpoint))
    return [(str(point.round), amount(point.actions[0].kpi())) for point in points]


def test_over_time__is_the_picture_of_each_checkpoint() -> None:
    ctx = SESSION.context(
        PLAN,
        records=SESSION.records(
            ledger=example.LEDGER, reports=REPORTING.reports, operations=REPORTING.operations, kpis=REPORTING.kpis
        ),
    )
    points = progress_over_time(ctx, progress(ctx))
    assert [str(point.round) for point in points] == ["June 2031", "December 2031"]
    for point in points:
        same = progress(ctx, point.round.checkpoint)
        assert [(str(action), action.status, action.kpi().value) for action in point.actions] == [
            (str(action), action.status, action.kpi().value) for action in same
        ]
        assert sum(point.status_counts.values()) == 8


def test_over_time__ends_at_the_checkpoint_of_the_picture() -> None:
    ctx = context(filed("QN", figure(5)), filed("QN", figure(6), on="2031-12-10"))
    assert values(ctx) == [("June 2031", "5"), ("December 2031", "11")]
    assert values(ctx, "June 2031") == [("June 2031", "5")]


def test_a_report_that_comes_late__counts_at_the_checkpoint_that_it_names() -> None:
    corrected = filed("QN", figure(7), on="2031-09-01", checkpoint="June 2031")
    assert values(context(corrected)) == [("June 2031", "7")]
    assert values(context(corrected), "December 2031") == [("June 2031", "7"), ("December 2031", "at least 7")]
    assert values(context(corrected, as_of="2031-08-31")) == [("June 2031", None)]


def test_a_checkpoint_to_come__is_there_once_somebody_reports_on_it() -> None:
    early = filed("QN", figure(6), on="2031-11-20", checkpoint="December 2031")
    assert values(context(early, as_of="2031-11-25")) == [("June 2031", None), ("December 2031", "at least 6")]
    assert values(context(early, as_of="2031-11-19")) == [("June 2031", None)]


def test_a_plan_of_two_years__has_a_round_for_each_june() -> None:
    of = attrs.evolve(
        plan(),
        period=Span(start=dt.date(2031, 1, 1), end=dt.date(2032, 12, 31)),
        checkpoints=(Checkpoint(name="June"), Checkpoint(name="December")),
    )
    first = filed("QN", figure(5), checkpoint="June")
    second = filed("QN", figure(6), on="2032-06-28", checkpoint="June")
    assert values(context(first, second, of=of)) == [
        ("June 2031", "5"),
        ("December 2031", "at least 5"),
        ("June 2032", "at least 11"),
    ]
    ctx = context(first, second, of=of, as_of="2032-12-31")
    assert values(ctx) == [
        ("June 2031", "5"),
        ("December 2031", "at least 5"),
        ("June 2032", "at least 11"),
        ("December 2032", "at least 11"),
    ]


def test_a_plan_without_checkpoints__has_no_rounds() -> None:
    of = attrs.evolve(plan(), checkpoints=())
    assert values(context(filed("QN", figure(5), checkpoint="Spring"), of=of)) == []


def test_over_time__of_several_plans_is_plan_by_plan() -> None:
    plans = (plan({}, {"number": "1.2"}, id="Q-2031"), plan({}, id="Q-2032"))
    ctx = PortfolioContext(
        portfolio=Portfolio(plans),
        register=INVENTED.register,
        reports={"Q-2032": Reports(plan="Q-2032", reports=(filed("QN", status="live", plan="Q-2032"),))},
    )
    points = progress_over_time(ctx, progress(ctx, "June 2031"))
    assert [(point.plan.id, dict(point.status_counts)) for point in points] == [
        ("Q-2031", {ActionStatus.NOT_REPORTED: 2}),
        ("Q-2032", {ActionStatus.LIVE: 1}),
    ]


def test_over_time__needs_a_context() -> None:
    ctx = context()
    with pytest.raises(TypeError, match=r"progress_over_time\(\) takes a context of plans"):
        progress_over_time(plan(), progress(ctx))  # type: ignore[arg-type]
