"""Rules about time: every action has a timing, within the period of the plan."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator

import attrs

from empact import Plan
from empact.analysis import Scheduled
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Rule, RuleContext, language
from empact.model import Bound, Milestone, Period, Span, Unit
from empact.plugins.rules.columns import Column, report_missing
from empact.plugins.rules.phrasing import excerpt, format_date, format_span

_WEEK_MARGIN = dt.timedelta(days=6)  # the first and the last week of a period can reach out of it

_IN_A_YEAR = {Unit.MONTH: 12, Unit.QUARTER: 4, Unit.SEMESTER: 2}
_NEXT_YEAR = "It continues into the next year, which the plan does not cover."
_OUTSIDE = "Correct the year, or move it to the plan of that year."
_BEFORE = (
    "If it prepares the action, waive this finding; otherwise correct the year, or move it to the plan of that year."
)


def timing_missing(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action has no timing.

    "This OAP will be implemented according to the breakdown of actions and timeframes contained in the attached
    activity planning table" (plan section 5.3). Without a time, nobody can be late, and nobody can plan to take part.
    "Whole year" is a time. "To be determined" is enough too, if the time is not known yet. Several actions without a
    timing are one finding about the plan.
    """
    column = Column("timing", "a timing", "Write when it takes place, or 'whole year' or 'to be determined'.")
    without = [(at, action) for at, action in ctx.actions() if not action.timing]
    yield from report_missing(plan, column, without)


def _outside(item: Scheduled, period: Span) -> bool:
    """Whether a dated item is partly or completely outside a period."""
    if item.latest is None:
        return True  # no window has a date in the period
    if item.item.bound in {Bound.FROM, Bound.AFTER}:
        return False  # what started earlier and goes on
    if isinstance(item.item, Milestone) and item.item.bound is not Bound.IN:
        return item.latest not in period
    if all(window.year is None and window.unit is not Unit.PRESIDENCY for window in item.item.windows):
        return False  # the years come from the period
    margin = _WEEK_MARGIN if any(window.unit is Unit.WEEK for window in item.item.windows) else dt.timedelta()
    return any(span.start < period.start - margin or span.end > period.end + margin for span in item.windows)


def _format_time(item: Scheduled) -> str:
    if item.latest is None:
        bound = item.item.bound if isinstance(item.item, Period) else Bound.IN
        return f"{bound.value} {'/'.join(map(str, item.item.windows))!r}"
    if item.earliest is None or (isinstance(item.item, Milestone) and item.item.bound is not Bound.IN):
        return f"by {format_date(item.latest)}"
    return f"from {format_span(Span(start=item.earliest, end=item.latest))}"


def _over_new_year(item: Scheduled) -> str | None:
    """Return what to write for "December to February" if the period has no such time; None for any other item."""
    if item.latest is not None:
        return None
    for window in item.item.windows:
        if window.year is None and window.last < window.first:
            if window.day is not None or window.unit not in _IN_A_YEAR:
                return f"{_NEXT_YEAR} Write the days that are in the period."
            end, start = attrs.evolve(window, last=_IN_A_YEAR[window.unit]), attrs.evolve(window, first=1)
            return f"{_NEXT_YEAR} Write '{end}' or '{start}', whichever is in the period, or '{start}, {end}' for both."
    return None


def timing_outside_period(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An item of the timing is partly or completely outside the period of the plan.

    Either the year is wrong, or the item belongs to the plan of another year. Work due "within the end of 2011"
    (actions 5.2 and 6.1) is over before the plan of 2012 starts, and nobody will report on it. A month without a year
    is a month of the period. It is outside only if the period does not contain that month. A preparation before the
    period can be correct, such as the operational meeting of action 2.2 in December 2011. In this case, waive the
    warning with that reason.
    """
    period = plan.period
    if period is None or period.end < period.start:
        return
    for item in ctx.schedule:
        if item.item.windows and _outside(item, period):
            what, hint = "takes place", _over_new_year(item) or _OUTSIDE
            if isinstance(item.item, Milestone):
                what = f"plans {excerpt(item.item.label)}"
                hint = _OUTSIDE if item.latest is None or item.latest >= period.start else _BEFORE
            yield Finding(
                f"Action {item.action_number} {what} {_format_time(item)}, outside the plan's period from "
                f"{format_span(period)}.",
                item.at,
                hint=hint,
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


def year_not_stated(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A time without a year fits more than one year of the plan.

    A plan of two years has two Aprils, and "April" does not say which one is meant: the first, the second, or both. The
    same applies to "2nd quarter", "by the end of the year" and "whole year". Write the year ("April 2027"), its number
    in the plan ("April of the second year"), or "every April" if both are meant; "whole plan period" is all of it. A
    time that occurs only once in the plan, such as "November to February" in a plan of two calendar years, is clear. So
    is "monthly", which applies to each year.
    """
    for item in ctx.schedule:
        if item.open_year:
            period = format_span(plan.period) if plan.period is not None else "several years"
            yield Finding(
                f"The timing {excerpt(str(item.item))} of action {item.action_number} has no year, and fits more than "
                f"one year of the plan ({period}).",
                item.at,
                hint="Write the year, or 'every' before it if each year is meant.",
            )


def milestone_outside_time(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A milestone is outside the stated time of its action.

    Action 5.1 takes place in "February/June", and its day of action is "to be established for October/November 2012".
    Both count as time of the action: its parties are needed in October too. But people who read only the period of the
    action do not expect that. Extend the period, or move the milestone. Only actions with a period are checked. A
    report or an evaluation naturally comes after the action, so it is not reported if it is due later. A milestone
    outside the period of the plan is reported by timing-outside-period.
    """
    for at, _ in ctx.actions():
        items = ctx.schedule.of_action(_position(at))
        periods = [days for item in items if isinstance(item.item, Period) for days in item.windows]
        if not periods:
            continue
        stated = Span(start=min(period.start for period in periods), end=max(period.end for period in periods))
        if plan.period is None or not stated.overlaps(plan.period):
            continue
        for item in items:
            days = ctx.schedule.days(item) if isinstance(item.item, Milestone) else ()
            if (
                days
                and not _outside(item, plan.period)
                and not any(end.overlaps(stated) for end in _ends_of(item, days))
                and not _reports_afterwards(item, stated)
            ):
                yield Finding(
                    f"Action {item.action_number} takes place from {format_span(stated)}, but plans "
                    f"{excerpt(str(item.item))} outside that time.",
                    item.at,
                    hint="Extend the time of the action, or move the milestone.",
                )


def _position(at: Pointer) -> int:
    return int(str(at).rpartition("/")[2])


def _ends_of(item: Scheduled, days: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the days of a milestone; of a deadline only the last one, since it can be met before."""
    if item.item.bound not in {Bound.BY, Bound.BEFORE}:
        return days
    return tuple(Span(start=span.end, end=span.end) for span in days)


@functools.cache
def _report() -> re.Pattern[str]:
    """Return the pattern of the name of a report: "Evaluation report on the routes", not "Workshop on the report"."""
    words = language("en.rules")
    about, report = words.pattern("milestones", "about"), words.pattern("milestones", "reports")
    joined = words.pattern("milestones", "and")  # "Report and workshop" is a workshop too
    names = rf"(?:(?!{about}\b)\w[\w-]*\s+)*?{report}(?:\s+{about}\b.*)?\W*"
    return re.compile(rf"(?!.*\b{joined}\b){names}", re.IGNORECASE | re.DOTALL)


def _reports_afterwards(item: Scheduled, stated: Span) -> bool:
    """Whether an item is a report about the action, due after its time."""
    after = all(span.start > stated.end for span in _ends_of(item, item.windows))
    return after and isinstance(item.item, Milestone) and _report().fullmatch(item.item.label.strip()) is not None


RULES = (
    Rule(code="OAP301", name="timing-missing", severity=Severity.WARNING, check=timing_missing),
    Rule(code="OAP302", name="timing-outside-period", severity=Severity.WARNING, check=timing_outside_period),
    Rule(code="OAP305", name="period-reversed", severity=Severity.ERROR, check=period_reversed),
    Rule(code="OAP306", name="year-not-stated", severity=Severity.WARNING, check=year_not_stated),
    Rule(code="OAP307", name="milestone-outside-time", severity=Severity.WARNING, check=milestone_outside_time),
)
