"""The Driver's report of the invented plan, and of small plans, for its tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import attrs
from tests.support.progress_cases import figure, filed, own, plan, register

import oap_invented_2031 as example
from empact import Plan, Session
from empact.analysis import PlanContext
from empact.documents import Document, Table, build_driver_report
from empact.model import FiledReport, KpiRegister, Prose, Reports

SESSION = Session([example])
PLAN = SESSION.load("oap-invented-2031")
REPORTING = SESSION.records(reports=example.REPORTS, operations=example.OPERATIONS, kpis=example.KPIS)
RECORDS = SESSION.records(
    ledger=example.LEDGER, reports=REPORTING.reports, operations=REPORTING.operations, kpis=REPORTING.kpis
)


def context(day: str) -> PlanContext:
    """The invented plan with its records, as known on a day."""
    return SESSION.context(PLAN, as_of=dt.date.fromisoformat(day), records=RECORDS)


def asking(**texts: str) -> PlanContext:
    """The invented plan, whose Driver asks in its December report for what the texts say: ``decisions="..."``."""
    assert RECORDS.reports is not None
    said: dict[str, Any] = {key: Prose(text=text) for key, text in texts.items()}
    (reports,) = RECORDS.reports.reports
    changed = [
        attrs.evolve(report, content=attrs.evolve(report.content, **said))
        if report.content.outlook and report.content.checkpoint == "December 2031"
        else report
        for report in reports
    ]
    records = SESSION.records(
        ledger=example.LEDGER,
        reports=Reports(plan=PLAN.id, reports=changed),
        operations=REPORTING.operations,
        kpis=REPORTING.kpis,
    )
    return SESSION.context(PLAN, as_of=dt.date(2031, 12, 31), records=records)


def exported(document: str = "driver-report", **options: Any) -> Any:
    """The exported paper of the invented plan, or another document about it."""
    return SESSION.export(PLAN, document=document, as_of=dt.date(2031, 12, 31), records=RECORDS, **options)


def paper(
    *reports: FiledReport,
    of: Plan | None = None,
    kpis: KpiRegister | None = None,
    build: Callable[..., Document] = build_driver_report,
    **more: Any,
) -> Document:
    """The paper about a plan of one action with these reports, or its annex."""
    about = of or plan()
    known = Reports(plan=about.id, reports=reports)
    ctx = PlanContext(plan=about, register=SESSION.register, reports=known, kpi_register=kpis)
    return build(ctx, **more)


def action(document: Document, section: str, number: str) -> dict[str, Any]:
    """The values of an action that are not empty, by the key of the column."""
    body = document.section(section).body
    assert isinstance(body, Table)
    row = next(row for row in body.rows if row.key == number)
    found = zip(body.columns, row.values, strict=True)
    return {column.key: value for column, value in found if value is not None}


def printed(document: Document) -> str:
    """All of a paper that people read."""
    parts: list[str] = [document.title, str(dict(document.properties))]
    for section in document.sections:
        body = section.body
        parts += [section.title, str([row.values for row in body.rows] if isinstance(body, Table) else body)]
    return "\n".join(parts)


def broken_reports() -> list[FiledReport]:
    """Reports with what a form can have wrong: what is missing beside a status, and what the plan does not have."""
    return [
        filed("QN", figure(3), on="2031-06-20", status="live", id="a"),
        filed("QN", figure(4, kpi=7), on="2031-12-01", status="cancelled", id="b"),
        filed("QN", on="2031-12-02", action="9.9", status="live", id="c"),
        filed("QN", on="2031-12-03", checkpoint="May", status="live", id="d"),
        filed("QO", own(2, unit="kilos"), on="2031-12-04", id="e", channel="SIENA"),
        filed("QO", on="2031-12-05", id="f"),
        filed("QZ", on="2031-12-06", id="g"),
    ]


def told_by_several() -> dict[str, Any]:
    """Leaders QN and QR that differ on everything, participants QO (5) and QP (7), and QQ, which is silent."""
    several = plan({"leaders": "QN, QR", "participants": "QO, QP, QQ"})
    reports = [
        filed("QN", figure(10), status="live", on="2031-12-01", said={"ended": dt.date(2031, 11, 1)}, id="n"),
        filed("QR", figure(13), status="completed", on="2031-12-02", said={"ended": dt.date(2031, 11, 2)}, id="r"),
        filed("QO", own(5), on="2031-12-03", said={"narrative": Prose(text="We took part.")}, id="o"),
        filed("QP", own(7), figure(99), on="2031-12-04", status="cancelled", id="p"),
    ]
    return {"reports": reports, "of": several, "kpis": register("cumulative", "Q-2031", unit="arrests")}


def of_differing_leaders(build: Callable[..., Document], **more: Any) -> Document:
    """The paper, or its annex, about leaders that differ."""
    given = told_by_several()
    return paper(*given.pop("reports"), **given, build=build, **more)
