"""Reports on a small plan of the invented states, written in a few words."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import attrs
from tests.support.invented import SESSION

import empact
from empact import Plan
from empact.analysis import (
    DifferenceKind,
    KpiProgress,
    PlanContext,
    Portfolio,
    PortfolioContext,
    Progress,
    progress,
)
from empact.model import (
    ActionReport,
    Adds,
    Figure,
    FigureScope,
    FiledReport,
    FrozenMap,
    KpiDefinition,
    KpiRegister,
    Ledger,
    Operation,
    Parties,
    PartyItem,
    Ref,
    Report,
    Reports,
    Settlement,
    Span,
)
from empact.reference import Register

HEAD = """\
empact: plan/1
id: {id}
title: An invented plan
period: {{start: 2031-01-01, end: 2031-12-31}}
driver: QM
checkpoints: [June 2031, December 2031]
goals: [{{number: "1", body: To know the invented routes.}}]
actions:
"""
ROW = (
    '  - {{number: "{number}", goal: "1", activity: Act., leaders: "{leaders}", participants: "{participants}", '
    'links: [{links}], timing: "{timing}", kpis: "KPI: {kpi}"}}\n'
)


def plan(*rows: Mapping[str, str], id: str = "Q-2031") -> Plan:
    """An invented plan; a row says what its action has beside the usual."""
    usual = {
        "number": "1.1",
        "leaders": "QN",
        "participants": "QM, QO",
        "links": "",
        "timing": "Whole year",
        "kpi": "Number of arrests",
    }
    return empact.loads(
        HEAD.format(id=id) + "".join(ROW.format(**{**usual, **row}) for row in rows or ({},)), format="yaml"
    )


def settled(cites: Iterable[str], action: str = "1.1", **what: Any) -> tuple[Settlement, ...]:
    """What the Driver settles about one thing of an action, such as ``value=7, kpi=1``."""
    if what.get("value") is not None:
        what = {"kpi": 1, **what, "value": Decimal(what["value"])}
    return (Settlement(action=action, cites=tuple(cites), **what),)


def span(start: str, end: str | None = None) -> Span:
    return Span(start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end or start))


def figure(value: str | int | None = None, scope: str = "total", **fields: Any) -> Figure:
    """A figure; all of its value belongs to ``operation``, if one is given."""
    if "measure" not in fields:
        fields.setdefault("kpi", 1)
    if fields.get("of") is not None:
        fields["of"] = Decimal(fields["of"])
    operations = dict(fields.pop("operations", {}))
    operation = fields.pop("operation", None)
    if operation is not None and value is not None:
        operations[operation] = value
    fields["operations"] = FrozenMap({id: Decimal(part) for id, part in operations.items()})
    if isinstance(fields.get("period"), tuple):
        fields["period"] = span(*fields["period"])
    return Figure(value=None if value is None else Decimal(value), scope=FigureScope(scope), **fields)


def own(value: str | int | None = None, **fields: Any) -> Figure:
    return figure(value, "own", **fields)


def filed(
    by: str,
    *figures: Figure,
    on: str = "2031-06-28",
    action: str = "1.1",
    status: str | None = None,
    plan: str = "Q-2031",
    id: str | None = None,
    said: Mapping[str, Any] | None = None,
    **fields: Any,
) -> FiledReport:
    """A report of one party about one action. It is for June if it is of June or before, unless it says otherwise."""
    day = dt.date.fromisoformat(on)
    content = Report(
        plan=plan,
        checkpoint=fields.pop("checkpoint", "June 2031" if day < dt.date(2031, 7, 31) else "December 2031"),
        by=Parties(items=(PartyItem(party=by),)),
        on=day,
        source=fields.pop("source", "Invented"),
        actions=(ActionReport(action=action, status=status, figures=figures, **(said or {})),),
        **fields,
    )
    digest = hashlib.sha256(repr(attrs.asdict(content)).encode()).hexdigest()
    return FiledReport(id=id or f"{on}-{by}-{digest[:8]}", digest=digest, content=content)


def register(adds: Adds | str | None, plan: str = "Q-2031", *actions: str, **fields: Any) -> KpiRegister:
    adds = None if adds is None else Adds(adds)
    common = {"adds": adds, "decided_by": "QM", "on": dt.date(2031, 1, 30), **fields}
    return KpiRegister(
        plan=plan, definitions=tuple(KpiDefinition(action=action, **common) for action in actions or ("1.1",))
    )


def operation(id: str = "JAD-1", days: tuple[str, ...] = ("2031-09-08", "2031-09-14"), *actions: str) -> Operation:
    refs = tuple(Ref(plan=name.partition(":")[0], action=name.partition(":")[2]) for name in actions)
    return Operation(id=id, name=f"Joint action days {id}", days=(span(*days),), actions=refs)


def picture(
    *reports: FiledReport,
    of: Plan | None = None,
    adds: Adds | str | None = None,
    kpis: KpiRegister | None = None,
    operations: Iterable[Operation] = (),
    checkpoint: str | None = None,
    as_of: str | None = None,
    ledger: Ledger | None = None,
    parties: Register = SESSION.register,
) -> Progress:
    """The progress of one plan."""
    of = of or plan()
    kpis = kpis or register(adds, of.id, *(action.number for action in of.actions))
    facts = context(of, reports, kpis=kpis, operations=operations, as_of=as_of, ledger=ledger, parties=parties)
    return progress(facts, checkpoint)


def context(
    of: Plan,
    reports: Iterable[FiledReport] = (),
    *,
    kpis: KpiRegister | None = None,
    operations: Iterable[Operation] = (),
    as_of: str | None = None,
    ledger: Ledger | None = None,
    parties: Register = SESSION.register,
) -> PlanContext:
    """The context of one plan with reports."""
    return PlanContext(
        plan=of,
        register=parties,
        ledger=ledger or Ledger(plan=of.id),
        reports=Reports(plan=of.id, reports=tuple(reports)),
        operations=tuple(operations),
        kpi_register=kpis,
        as_of=None if as_of is None else dt.date.fromisoformat(as_of),
    )


def pictures(plans: Iterable[Plan], reports: Iterable[FiledReport], adds: str, *operations: Operation) -> Progress:
    """The progress of several plans together."""
    known, every = tuple(plans), tuple(reports)
    context = PortfolioContext(
        portfolio=Portfolio(known),
        register=SESSION.register,
        reports={
            of.id: Reports(plan=of.id, reports=tuple(report for report in every if report.content.plan == of.id))
            for of in known
        },
        operations=operations,
        kpi_registers={of.id: register(adds, of.id, *(action.number for action in of.actions)) for of in known},
    )
    return progress(context)


def kpi(*reports: FiledReport, adds: Adds | str | None = "cumulative", **more: Any) -> KpiProgress:
    """The progress of KPI 1 of action 1.1."""
    return picture(*reports, adds=adds, **more).action("1.1").kpi()


def amount(progress: KpiProgress) -> str | None:
    """The value of a KPI in words, without its unit: ``12``, ``at least 12``, ``8 of 10 so far``; None if none."""
    return None if progress.value is None else attrs.evolve(progress.value, unit=None).text


def kinds(progress: KpiProgress) -> list[DifferenceKind]:
    """The kinds of the values of a KPI that do not agree."""
    return [difference.kind for difference in progress.differences]
