"""Progress reports: whether the time to add, read, check and add them up is linear in their number."""

from __future__ import annotations

import datetime as dt
import functools
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import oap_invented_2031
from benchmarks.measuring import Row, Run, seconds
from empact import Plan, Session, parse_parties
from empact.model import (
    ActionReport,
    Adds,
    Figure,
    FigureScope,
    FrozenMap,
    KpiDefinition,
    KpiRegister,
    Operation,
    Ref,
    Report,
    Span,
)

_STATES = ("QM", "QN", "QO", "QP", "QQ", "QR")
_CHECKPOINTS = (("March", 3, 31), ("June", 6, 30), ("September", 9, 30), ("December", 12, 31))
_MEASURES = ("clocks seized", "workshops searched", "arrests", "joint patrols", "examiners trained")
_OF_AN_ACTION = 4
"""The leader and three participants: the states that report on an action at each checkpoint."""


def invented_plan(actions: int) -> Plan:
    """Build a plan in which each action has a leader, three participants and a KPI."""
    lines = [
        "empact: plan/1",
        "id: Q-2031",
        "period: {start: 2031-01-01, end: 2031-12-31}",
        "driver: QM",
        "checkpoints:",
    ]
    lines += [f"  - {{name: {name}, on: {dt.date(2031, month, day)}}}" for name, month, day in _CHECKPOINTS]
    lines += ["goals:", '  - {number: "1", body: To stop counterfeit clocks.}', "actions:"]
    for index in range(actions):
        leader, *others = _parties(index)
        measure = _MEASURES[index % len(_MEASURES)]
        lines += [
            f'  - number: "1.{index + 1}"',
            '    goal: "1"',
            f"    activity: Search the workshops of route {index}.",
            f"    leaders: {leader}",
            f"    participants: {', '.join(others)}",
            "    timing: Whole year",
            f"    target: 100 {measure}.",
            f'    kpis: "KPI: 100 {measure}"',
        ]
    return Session().loads("\n".join(lines), format="yaml")


def _parties(index: int) -> list[str]:
    """The leader and the participants of an action; two actions that follow each other have the same."""
    return [_STATES[(index // 2 + place) % len(_STATES)] for place in range(_OF_AN_ACTION)]


def invented_operations(actions: int) -> tuple[Operation, ...]:
    """Build an operation for every tenth action, which also belongs to the next one."""
    return tuple(
        Operation(
            id=f"JAD-{index}",
            name=f"Joint action days {index} (invented)",
            days=(Span(start=dt.date(2031, 2, 1), end=dt.date(2031, 2, 7)),),
            actions=(Ref(plan="Q-2031", action=f"1.{index + 1}"), Ref(plan="Q-2031", action=f"1.{index + 2}")),
        )
        for index in range(0, actions - 1, 10)
    )


def _adds(index: int) -> Adds:
    return Adds.CUMULATIVE if index % 2 else Adds.INCREMENTAL


def invented_register(actions: int) -> KpiRegister:
    """Build the definitions of all KPIs: without these, figures are listed and not added up."""
    decided = dt.date(2031, 1, 30)
    return KpiRegister(
        plan="Q-2031",
        definitions=tuple(
            KpiDefinition(action=f"1.{index + 1}", adds=_adds(index), decided_by="QM", on=decided)
            for index in range(actions)
        ),
    )


def invented_reports(count: int, actions: int) -> Iterator[Report]:
    """Build reports, each on two actions: of the leaders first, then of the participants, checkpoint by checkpoint."""
    pairs = actions // 2
    for number in range(count):
        turn, pair = divmod(number, pairs)
        later, place = divmod(turn, _OF_AN_ACTION)
        name, month, day = _CHECKPOINTS[later % len(_CHECKPOINTS)]
        leads = place == 0
        yield Report(
            plan="Q-2031",
            checkpoint=name,
            by=parse_parties(_parties(2 * pair)[place]),
            part=f"authority {pair}",
            on=dt.date(2031, month, day),
            source=f"Invented: form {number}",
            actions=tuple(_reported(index, later, leads=leads) for index in (2 * pair, 2 * pair + 1)),
        )


def _reported(index: int, later: int, *, leads: bool) -> ActionReport:
    scope = FigureScope.TOTAL if leads else FigureScope.OWN
    each = later + 1 if _adds(index) is Adds.CUMULATIVE else 1
    value = Decimal((_OF_AN_ACTION - 1) * each if leads else each)
    operations = {f"JAD-{index}": value} if index % 10 == 0 and not leads else {}
    figures = (
        Figure(kpi=1, scope=scope, value=value, operations=FrozenMap(operations)),
        Figure(measure="arrests", scope=scope, value=value),
    )
    return ActionReport(action=f"1.{index + 1}", status="live" if leads else None, figures=figures)


def measure(run: Run) -> Iterator[Row]:
    """Add reports to a folder in one call, then read them, check them with every rule about reports and add them up."""
    reports, plan = run.size(1_000, 8), invented_plan(run.size(250, 8))
    session = Session(plugins=[oap_invented_2031])
    half, whole = (functools.partial(_work, session, plan, count) for count in (reports // 2, reports))
    if not run.small:
        half()  # fills the caches
    yield from run.growth_rows("reports", run.alternate(half, whole))


def _work(session: Session, plan: Plan, count: int) -> dict[str, float]:
    """Return the processor time of each part of the work with so many reports, in seconds."""
    actions = len(plan.actions)
    reports = tuple(invented_reports(count, actions))
    workspace = session.workspace
    with tempfile.TemporaryDirectory(prefix="empact-reports-") as name:
        folder = Path(name) / "reports"
        add = seconds(lambda: workspace.reports.add_all(reports, folder, create=True))
        read = seconds(lambda: workspace.reports.read(folder))
        filed = workspace.reports.read(folder)
    operations, kpis = invented_operations(actions), invented_register(actions)
    records = session.records(reports=filed, operations=operations, kpis=kpis)
    check = seconds(lambda: [session.validate(plan, records=records, select=("OAP85", "OAP86", "OAP87"))])
    add_up = seconds(lambda: session.context(plan, records=records).progress().actions)
    return {"add reports": add, "read reports": read, "check reports": check, "add up reports": add_up}
