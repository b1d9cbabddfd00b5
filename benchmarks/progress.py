"""Progress of a plan on whose actions 27 states report: the time to add it up, and that of its documents."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator
from decimal import Decimal

from benchmarks.measuring import Measure, Ratio, Row, Run, growth, timed
from empact import Plan, Records, Session, parse_parties
from empact.model import (
    ActionReport,
    Adds,
    Figure,
    FigureScope,
    FiledReport,
    KpiDefinition,
    KpiRegister,
    Report,
    Reports,
)

_STATES = (
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HU", "IE"),
    *("IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "UK"),
)
_CHECKPOINTS = (("June", dt.date(2012, 6, 30)), ("December", dt.date(2012, 12, 31)))
_MEASURES = ("searches", "arrests", "seizures", "joint patrols", "trained officers")
_FORMATS = ("html", "docx", "xlsx")


def reported_plan(actions: int) -> Plan:
    """Build a plan with a leader and 26 participants for each action."""
    lines = [
        "empact: plan/1",
        "id: X-2012",
        "period: {start: 2012-01-01, end: 2012-12-31}",
        "driver: IT",
        "checkpoints:",
    ]
    lines += [f"  - {{name: {name}, on: {day}}}" for name, day in _CHECKPOINTS]
    lines += ["goals:", '  - {number: "1", body: To stop counterfeit clocks.}', "actions:"]
    for index in range(actions):
        leader = _STATES[index % len(_STATES)]
        counted = _MEASURES[index % len(_MEASURES)]
        lines += [
            f'  - number: "1.{index + 1}"',
            '    goal: "1"',
            f"    activity: Search the workshops of route {index}.",
            f"    leaders: {leader}",
            f"    participants: {', '.join(state for state in _STATES if state != leader)}",
            "    timing: Whole year",
            f"    target: 100 {counted}.",
            f'    kpis: "KPI: 100 {counted}"',
        ]
    return Session().loads("\n".join(lines), format="yaml")


def records_of(plan: Plan) -> Records:
    """Build what each state reports on each action at each checkpoint, and how its KPI adds up."""
    reports = tuple(
        FiledReport(id=f"{name}-{state}", digest=f"{number:064x}", content=_report(plan, name, day, state))
        for number, (name, day, state) in enumerate((*point, state) for point in _CHECKPOINTS for state in _STATES)
    )
    definitions = tuple(
        KpiDefinition(action=action.number, adds=Adds.INCREMENTAL, decided_by="IT", on=dt.date(2012, 1, 30))
        for action in plan.actions
    )
    kpis = KpiRegister(plan=plan.id, definitions=definitions)
    return Session().records(reports=Reports(plan=plan.id, reports=reports), kpis=kpis)


def _report(plan: Plan, checkpoint: str, day: dt.date, state: str) -> Report:
    figure = Figure(kpi=1, scope=FigureScope.OWN, value=Decimal(2))
    return Report(
        plan=plan.id,
        checkpoint=checkpoint,
        by=parse_parties(state),
        on=day,
        source="Invented",
        actions=tuple(ActionReport(action=action.number, status="live", figures=(figure,)) for action in plan.actions),
    )


def measure(run: Run) -> Iterator[Row]:
    """Compare each document with adding up alone, and all actions with half of them."""
    session = Session()
    half, whole = (_works(session, run.size(actions, small)) for actions, small in ((125, 2), (250, 4)))
    ratios = [
        Ratio(measured=f"progress as {format}", beside="adding it up", work=whole[format], unit=whole[""])
        for format in _FORMATS
    ]
    ratios += [growth(f"progress as {format}", "actions", whole[format], half[format]) for format in _FORMATS]
    yield from run.measure(ratios)


def _works(session: Session, actions: int) -> dict[str, Measure | None]:
    plan = reported_plan(actions)
    records = records_of(plan)
    write = functools.partial(session.export, plan, document="progress", records=records)
    works = {format: timed(functools.partial(write, to=format)) for format in _FORMATS}
    return {"": timed(lambda: session.context(plan, records=records).progress().actions), **works}
