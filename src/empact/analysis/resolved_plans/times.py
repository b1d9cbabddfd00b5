"""Timings in fields: the periods and the milestones of an action, as dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import attrs

from empact.analysis.facts import PlanFacts
from empact.analysis.resolved_plans.cells import ResolvedCell, of_cell
from empact.analysis.resolved_plans.parties import NamedParty, named_parties
from empact.analysis.schedules import Scheduled, dates
from empact.analysis.workloads.active_months import Run, Stretch, stretches_of
from empact.diagnostics import Pointer
from empact.model import Bound, Choice, Condition, Duration, Milestone, Period, Span, Timing, TimingStatus
from empact.values import as_fields, value


@value(kw_only=True)
class DatedItem:
    """What a period and a milestone of a timing have in common."""

    at: Pointer
    """The pointer of the item."""
    text: str
    """The item in words: the sentence of the plan, or the notation of a plan."""
    bound: Bound
    """How it relates to its windows: it is ``in`` them; it is due ``by`` their end or ``before`` them; it lasts
    ``from`` or ``after`` them to the end of the plan, or ``until`` their end; or it is ``undated``.
    """
    windows: tuple[Span, ...]
    """The dates of the windows of time that the plan names, in the order of the plan."""
    choice: Choice
    """Whether it happens in ``any`` one of the windows ("April/May"), or in ``each`` ("May and June")."""
    start: dt.date | None = None
    """The first possible day. None if the plan leaves it open."""
    end: dt.date | None = None
    """The last possible day. None if the plan leaves it open."""
    deadline: dt.date | None = None
    """The last day, if the item is due ``by`` or ``before`` a time. None if it is not."""
    days: tuple[Stretch, ...]
    """The days that count for the action, each with whether something happens in every month of them (``certain``), or
    only in some of them or perhaps not at all. Nothing is certain for an action that is tentative or suspended. Days
    outside the period of the plan do not count. Empty if there is no date, or if the plan has no period.
    """
    every_year: bool
    """Whether it is meant in each year of the plan."""
    open_year: bool
    """Whether the plan lasts several years and does not say which one is meant."""
    provisional: bool
    """Whether it is still to be confirmed."""
    conditions: tuple[Condition, ...] = attrs.field(metadata=as_fields())
    """What it depends on."""


@value(kw_only=True)
class ResolvedPeriod(DatedItem):
    """When an action, or one of its phases, takes place."""

    phase: str | None = None
    """The number of the phase. None for the whole action."""
    duration: Duration | None = attrs.field(default=None, metadata=as_fields())
    """How long it takes. None if the plan does not state it."""
    status: TimingStatus | None = None
    """A status that the cell has instead of a time, such as ``ongoing``. None if it has no status.
    """
    moved_from: tuple[Span, ...]
    """The original dates of a postponed item."""
    decided_by: str | None = None
    """Who still has to determine the timing, as written. None if the plan does not say."""


@value(kw_only=True)
class ResolvedMilestone(DatedItem):
    """An event in the course of an action."""

    label: str
    """What happens, such as ``Analysts meeting``."""
    occurrences: int | None = None
    """How often it happens. None if the plan does not say."""
    locations: tuple[str, ...]
    """Where it happens; several are alternatives."""
    responsible: tuple[NamedParty, ...]
    """Who organises it."""


@value(kw_only=True)
class ResolvedTiming(ResolvedCell):
    """The timing of an action."""

    start: dt.date | None = None
    """The first day on which anything of the action can happen. None without a date."""
    end: dt.date | None = None
    """The last day on which anything of the action can happen. None without a date."""
    periods: tuple[ResolvedPeriod, ...]
    """When the action takes place, by phase where it has phases, in order."""
    milestones: tuple[ResolvedMilestone, ...]
    """The events in its course, in order."""


def resolved_timing(ctx: PlanFacts, run: Run, cell: Timing, at: Pointer) -> ResolvedTiming:
    """Return the timing of an action, in fields.

    Args:
        ctx: The context of the plan.
        run: The action with its months.
        cell: The cell.
        at: The pointer of the cell.
    """
    scheduled, span = ctx.schedule.of_action(run.position), ctx.schedule.span(run.position)
    return ResolvedTiming(
        **of_cell(cell, at),
        start=None if span is None else span.start,
        end=None if span is None else span.end,
        periods=tuple(_period(ctx, run, item, item.item) for item in scheduled if isinstance(item.item, Period)),
        milestones=tuple(
            _milestone(ctx, run, item, item.item) for item in scheduled if isinstance(item.item, Milestone)
        ),
    )


def _period(ctx: PlanFacts, run: Run, scheduled: Scheduled, period: Period) -> ResolvedPeriod:
    return ResolvedPeriod(
        **_dated(ctx, run, scheduled),
        phase=period.phase,
        duration=period.duration,
        status=period.status,
        moved_from=tuple(span for window in period.moved_from for span in dates(window, ctx.plan.period)),
        decided_by=period.decided_by,
    )


def _milestone(ctx: PlanFacts, run: Run, scheduled: Scheduled, milestone: Milestone) -> ResolvedMilestone:
    time = scheduled.earliest or (None if ctx.plan.period is None else ctx.plan.period.start)
    return ResolvedMilestone(
        **_dated(ctx, run, scheduled),
        label=milestone.label,
        occurrences=milestone.occurrences,
        locations=milestone.locations,
        responsible=named_parties(ctx, milestone.responsible, time),
    )


def _days(ctx: PlanFacts, run: Run, scheduled: Scheduled) -> Iterator[Stretch]:
    """Yield the days of an item that count for its action: those in the period of the plan."""
    period = ctx.plan.period
    for stretch in stretches_of(scheduled, ctx.schedule.days(scheduled)):
        # It is certain or not as a whole, as for the months: half a window that is left open stays open.
        within = None if period is None else stretch.span.intersection(period)
        if within is not None:
            yield Stretch(span=within, certain=stretch.certain and run.sure)


def _dated(ctx: PlanFacts, run: Run, scheduled: Scheduled) -> dict[str, Any]:
    """Return the arguments that a period and a milestone have in common."""
    item = scheduled.item
    return {
        "at": scheduled.at,
        "text": str(item),
        "bound": item.bound,
        "windows": tuple(span for window in item.windows for span in dates(window, ctx.plan.period)),
        "choice": item.choice,
        "start": scheduled.earliest,
        "end": scheduled.latest,
        "deadline": scheduled.latest if item.bound in {Bound.BY, Bound.BEFORE} else None,
        "days": tuple(_days(ctx, run, scheduled)),
        "every_year": any(window.every_year for window in item.windows),
        "open_year": scheduled.open_year,
        "provisional": item.provisional,
        "conditions": item.conditions,
    }
