"""A rule about slippage: what took place, according to reports, after its planned time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from empact import Plan
from empact.diagnostics import Severity
from empact.hooks import Finding, Rule, RuleContext
from empact.plugins.rules.phrasing import format_date, format_span
from empact.plugins.rules.reported import subject

if TYPE_CHECKING:
    from empact.analysis import HeldDays, PlannedAndReported


def later_than_planned(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action, one of its operations or a milestone took place after its planned time.

    It is still a result of the plan. But an action day planned for the third quarter and held in winter is late, and
    neither its status nor its figures show that. Late results may be of no use to the actions that wait for them. If a
    report itself states a day after the last day of the plan, `result-outside-plan` reports it.
    """
    for action in ctx.progress() if ctx.whole_reports is not None and len(ctx.reports) else ():
        number = action.action.number
        yield from _findings(plan, action.planned, f"action {number}", f"action {number}")
        for kpi in action.kpis:
            if kpi.planned is not None:
                yield from _findings(plan, kpi.planned, f"KPI {kpi.kpi} of action {number}", "it")


def _findings(plan: Plan, planned: PlannedAndReported, name: str, again: str) -> Iterator[Finding]:
    """Yield what took place after its planned time; ``again`` names it a second time."""
    ended = any(held.claim.thing.value == "ended" for held in planned.later)
    for held in planned.later:
        if planned.planned is None or _is_found_already(plan, held) or (ended and held.claim.thing.value == "started"):
            continue
        filed, time = held.claim.filed, format_span(planned.planned)
        yield Finding(
            f"{subject(filed)} {_said(held, name)}, after the time for which {again} was planned ({time}).",
            held.claim.at,
            hint="If the date is right, there is nothing to do: the progress of the plan shows it.",
            file=filed,
        )


def _is_found_already(plan: Plan, held: HeldDays) -> bool:
    """Whether a day that the report itself states is after the plan: `result-outside-plan` finds it."""
    return held.operation is None and plan.period is not None and held.days.start > plan.period.end


def _said(held: HeldDays, name: str) -> str:
    """Say what a report states: ``says that action 2.1 ended on 14 October 2031``."""
    thing, days = held.claim.thing.value, held.days
    if held.operation is not None:
        return f"has a figure for {name} from the operation {held.operation}, which was until {format_date(days.end)}"
    if thing in {"started", "ended"}:
        return f"says that {name} {thing} on {format_date(days.end)}"
    if thing == "day":
        return f"says that {name} was reached on {format_date(days.end)}"
    return f"has a figure for {name} of {format_span(days)}"


RULES = (
    Rule(
        code="OAP895", name="later-than-planned", about=("reports",), severity=Severity.INFO, check=later_than_planned
    ),
)
