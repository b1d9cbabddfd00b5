"""Rules about time: every action has a timing, within the period of the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from empact import Plan
from empact.analysis import Scheduled
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Rule, RuleContext
from empact.model import Bound, Milestone, Span, Unit
from empact.plugins.rules.dates import format_date, format_span
from empact.plugins.rules.phrasing import excerpt

_WEEK_MARGIN = dt.timedelta(days=6)  # the first and the last week of a period can reach out of it


def timing_missing(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action has no timing.

    "This OAP will be implemented according to the breakdown of actions and timeframes contained in the attached
    activity planning table" (plan section 5.3). Without a time, nobody can be late, and nobody can plan to take part.
    "Whole year" is a time. "To be determined" is enough too, if the time is not known yet.
    """
    for at, action in ctx.actions():
        if not action.timing:
            yield Finding(
                f"Action {action.number} has no timing.",
                at / "timing",
                hint="Write when it takes place, or 'whole year' or 'to be determined'.",
            )


def _outside(item: Scheduled, period: Span) -> bool:
    """Whether a dated item is partly or completely outside a period."""
    if item.latest is None:
        return True  # no window has a date in the period
    if isinstance(item.item, Milestone) and item.item.bound is not Bound.IN:
        return item.latest not in period
    if all(window.year is None for window in item.item.windows):
        return False  # the years come from the period
    margin = _WEEK_MARGIN if any(window.unit is Unit.WEEK for window in item.item.windows) else dt.timedelta()
    return any(span.start < period.start - margin or span.end > period.end + margin for span in item.windows)


def _format_time(item: Scheduled) -> str:
    if item.latest is None:
        return f"in {'/'.join(map(str, item.item.windows))!r}"
    if item.earliest is None or (isinstance(item.item, Milestone) and item.item.bound is not Bound.IN):
        return f"by {format_date(item.latest)}"
    return f"from {format_span(Span(start=item.earliest, end=item.latest))}"


def timing_outside_period(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An item of the timing is partly or completely outside the period of the plan.

    Either the year is wrong, or the item belongs to the plan of another year. What is due "within the end of 2011"
    (actions 5.2 and 6.1) is over before the plan of 2012 starts, and nobody will report on it. A month without a year
    is a month of the period. It is outside only if the period does not contain that month. A preparation before the
    period can be correct. In this case, waive the warning with that reason.
    """
    period = plan.period
    if period is None or period.end < period.start:
        return
    for item in ctx.schedule:
        if item.item.windows and _outside(item, period):
            what = f"plans {excerpt(item.item.label)}" if isinstance(item.item, Milestone) else "takes place"
            yield Finding(
                f"Action {item.action} {what} {_format_time(item)}, outside the plan's period from "
                f"{format_span(period)}.",
                item.at,
                hint="Correct the year, or move it to the plan of that year.",
            )


def period_reversed(plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    """The period of the plan ends before it starts.

    No action can take place in such a period, and no result that depends on dates is useful. Usually two years, or the
    start and the end, are swapped.
    """
    period = plan.period
    if period is not None and period.end < period.start:
        yield Finding(
            f"The plan's period ends on {format_date(period.end)}, before it starts on {format_date(period.start)}.",
            Pointer("/period"),
            hint="Correct the year, or swap start and end.",
        )


RULES = (
    Rule(code="OAP301", name="timing-missing", severity=Severity.WARNING, check=timing_missing),
    Rule(code="OAP302", name="timing-outside-period", severity=Severity.WARNING, check=timing_outside_period),
    Rule(code="OAP305", name="period-reversed", severity=Severity.ERROR, check=period_reversed),
)
