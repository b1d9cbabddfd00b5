"""Targets and KPIs in fields."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import attrs

from empact.analysis.facts import PlanFacts
from empact.analysis.kpis import PlanKpi
from empact.analysis.resolved_plans.cells import ResolvedCell, of_cell
from empact.analysis.schedules import dates
from empact.diagnostics import Pointer
from empact.model import Adds, Baseline, Comparison, Direction, Kpi, KpiKind, Kpis, Span, Target, Targets, Window
from empact.values import as_fields, value


@value(kw_only=True)
class ResolvedBaseline:
    """The value from which a KPI starts."""

    value: Decimal | None = None
    """The value at the start, in the unit of the KPI. None if the plan only names the time to compare with."""
    year: int | None = None
    """The year of the value. None if the plan does not state it."""
    due: tuple[Span, ...]
    """When the value is to be set; empty if it is set already, or without a date."""


@value(kw_only=True)
class ResolvedKpi:
    """A key performance indicator, or one of the things that it names, with what the plan states about it."""

    id: str
    """Its id: the plan, the action and its ordinal there, such as ``C-2012:2.3/1``; of a part with its letter, such as
    ``C-2012:2.2/1a``.
    """
    at: Pointer
    """The pointer of the KPI; a part has that of its KPI."""
    text: str
    """The indicator, as printed."""
    kind: KpiKind | None = None
    """How it is measured. None if the words do not say it."""
    measures: str | None = None
    """What is measured, such as ``assets frozen`` in EUR. None if ``unit`` says it."""
    unit: str | None = None
    """What is counted, or the unit of the value, such as ``EUR``. None if the words do not say it."""
    direction: Direction | None = None
    """The direction in which the value should change; ``reach`` for a value to reach. None if there is no target."""
    comparison: Comparison | None = None
    """How a figure is compared with the value, such as ``at least``. None if the plan does not state it."""
    value: Decimal | None = None
    """The target value; for a range, the lower end. None if the plan has no number."""
    most: Decimal | None = None
    """The upper end of a range. None if there is no range."""
    bound: Comparison | None = None
    """How the size of a change is limited, such as ``at least`` in "at least 5 % more arrests". None if the plan does
    not state it.
    """
    target: str | None = None
    """The target in words, such as ``at least 50 EUR``. None if the plan states none."""
    baseline: ResolvedBaseline | None = None
    """The value from which it starts. None if the plan states none."""
    per: str | None = None
    """What the value applies to each time, such as ``month``. None if it applies once."""
    period: tuple[Span, ...]
    """The days that are measured: one span for each year of the plan that can be meant. Empty if it does not state
    them.
    """
    deadline: tuple[Span, ...]
    """When the value is to be reached: at the latest at the end of the span, one for each year of the plan that can be
    meant. Empty if the plan states no day besides the timing of the action.
    """
    within_timing: bool
    """Whether the plan says that the deadline is the timing of the action."""
    adds: Adds | None = None
    """How the figures of several reports add up. It is never assumed: None if the plan does not state it."""
    parts: tuple[ResolvedKpi, ...]
    """The things that it names, each as a separate KPI. With parts, it has no value itself."""


@value(kw_only=True)
class ResolvedTargets(ResolvedCell):
    """The targets of an action, without its KPIs."""

    items: tuple[Target, ...] = attrs.field(metadata=as_fields())
    """The targets, in order."""


@value(kw_only=True)
class ResolvedKpis(ResolvedCell):
    """The key performance indicators of an action."""

    items: tuple[ResolvedKpi, ...]
    """The KPIs, in order. Words that are not understood have an ordinal too."""


def resolved_targets(cell: Targets, at: Pointer) -> ResolvedTargets:
    """Return the targets of an action, in fields."""
    return ResolvedTargets(**of_cell(cell, at), items=cell.understood)


def resolved_kpis(ctx: PlanFacts, position: int, cell: Kpis, at: Pointer) -> ResolvedKpis:
    """Return the KPIs of an action, in fields.

    Args:
        ctx: The context of the plan.
        position: The index of the action in ``plan.actions``.
        cell: The cell.
        at: The pointer of the cell.
    """
    return ResolvedKpis(**of_cell(cell, at), items=tuple(_resolved(ctx, ctx.kpis.of_action(position))))


def _resolved(ctx: PlanFacts, entries: Iterable[PlanKpi]) -> Iterable[ResolvedKpi]:
    for entry in entries:
        kpi = entry.kpi
        if isinstance(kpi, Kpi):
            yield ResolvedKpi(
                id=f"{ctx.plan.id}:{entry.key.action}/{entry.key.number}",
                at=entry.at,
                text=kpi.text,
                kind=kpi.kind,
                measures=kpi.measures,
                unit=kpi.unit,
                direction=kpi.direction,
                comparison=kpi.comparison,
                value=kpi.value,
                most=kpi.most,
                bound=kpi.bound,
                target=kpi.target,
                baseline=None if kpi.baseline is None else _baseline(ctx, kpi.baseline),
                per=kpi.per,
                period=_dates(ctx, kpi.period),
                deadline=_dates(ctx, kpi.deadline),
                within_timing=kpi.within_timing,
                adds=kpi.adds,
                parts=tuple(_resolved(ctx, entry.parts)),
            )


def _baseline(ctx: PlanFacts, baseline: Baseline) -> ResolvedBaseline:
    return ResolvedBaseline(value=baseline.value, year=baseline.year, due=_dates(ctx, baseline.due))


def _dates(ctx: PlanFacts, window: Window | None) -> tuple[Span, ...]:
    return () if window is None else dates(window, ctx.plan.period)
