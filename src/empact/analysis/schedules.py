"""Schedule: resolve the timing of the actions of a plan to dates."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from functools import cached_property

import attrs

from empact.analysis.positions import by_action, walk_actions
from empact.analysis.reasons import Reason
from empact.arguments import check_type
from empact.diagnostics import Pointer
from empact.model import Bound, Choice, Milestone, Period, Plan, Span, Unit, Window
from empact.reprs import short_repr

_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.SEMESTER: 6, Unit.YEAR: 12}
_ONE_DAY = dt.timedelta(days=1)


@attrs.frozen(kw_only=True)
class Scheduled:
    """One item of a timing, as dates.

    ``action`` is the number of its action, ``position`` the index of that action in ``plan.actions``.
    ``windows`` are the dates of its windows, in the order of the item; ``choice`` says whether they are alternatives.
    ``earliest`` and ``latest`` are the first and the last possible day; None if the plan leaves them open.
    """

    action: str
    position: int
    at: Pointer
    item: Period | Milestone
    windows: tuple[Span, ...]
    choice: Choice
    earliest: dt.date | None
    latest: dt.date | None
    reasons: tuple[Reason, ...]

    __repr__ = short_repr

    @property
    def phase(self) -> str | None:
        """The phase of the action that the item is about."""
        return self.item.phase if isinstance(self.item, Period) else None

    def explain(self) -> tuple[str, ...]:
        """Return the reasons for these dates, a line each: the cell, the rule, and what the rule rests on."""
        return tuple(map(str, self.reasons))


@attrs.frozen
class Schedule:
    """The timing of all actions of a plan, in document order."""

    plan: Plan
    items: tuple[Scheduled, ...]

    __repr__ = short_repr

    def __iter__(self) -> Iterator[Scheduled]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @cached_property
    def _by_action(self) -> dict[str | int | None, list[Scheduled]]:
        return by_action(self.items)

    @cached_property
    def _by_phase(self) -> dict[tuple[str | int | None, str | None], list[Scheduled]]:
        found: dict[tuple[str | int | None, str | None], list[Scheduled]] = {}
        for action, items in self._by_action.items():
            for item in items:
                found.setdefault((action, item.phase), []).append(item)
        return found

    def of(self, action: str | int, phase: str | None = None) -> tuple[Scheduled, ...]:
        """Return the items of an action, or of one of its phases.

        ``action`` is a number ("2.1"), which means every action with that number, or a position: the index of one
        action in ``plan.actions``.
        """
        check_type("The action", "a number such as '2.1' or a position", (str, int), action)
        if phase is None:
            return tuple(self._by_action.get(action, ()))
        return tuple(self._by_phase.get((action, phase), ()))

    def span(self, action: str | int, phase: str | None = None) -> Span | None:
        """Return the days from the earliest to the latest of an action, or of one phase; None if the plan has no dates.

        If the action has a period, its milestones do not extend the span. The span of alternatives ("May/June") covers
        all of them, and the span of "by June" starts with the plan. A span says when something can take place, not how
        long it takes: see the items and ``item.item`` for that.

        Args:
            action: A number or a position, as in :meth:`of`.
            phase: The phase; without it, the action with all phases.
        """
        items = self.of(action, phase)
        periods = [item for item in items if isinstance(item.item, Period)] or list(items)
        bounds = [(item.earliest, item.latest) for item in periods]
        starts = [earliest for earliest, latest in bounds if earliest is not None and latest is not None]
        ends = [latest for earliest, latest in bounds if earliest is not None and latest is not None]
        return Span(start=min(starts), end=max(ends)) if starts else None

    def own_time(self, action: str | int) -> Span | None:
        """Return the time for which the parties of an action are resolved: its span, extended to its last milestone.

        A milestone after the period, such as a day of action, involves the same parties. None if there is no span.
        ``action`` is a number or a position, as in :meth:`of`.
        """
        span = self.span(action)
        ends = [item.latest for item in self.of(action) if item.latest is not None]
        return None if span is None else Span(start=span.start, end=max([span.end, *ends]))


def schedule(plan: Plan) -> Schedule:
    """Resolve the timing of a plan to dates.

    A month without a year is that month in every year of the plan's period.
    """
    items = [
        _scheduled(plan, position, item, at / "timing" / "items" / index)
        for position, at, action in walk_actions(plan)
        for index, item in enumerate(action.timing)
        if isinstance(item, (Period, Milestone))
    ]
    return Schedule(plan, tuple(items))


def _scheduled(plan: Plan, position: int, item: Period | Milestone, at: Pointer) -> Scheduled:
    action = plan.actions[position]
    spans = [span for window in item.windows for span in dates(window, plan.period)]
    earliest, latest, bound = _bounds(item, spans, plan.period)
    cell = Reason(f"{plan.id}:{action.number} timing says {str(item)!r}", at=at)
    return Scheduled(
        action=action.number,
        position=position,
        at=at,
        item=item,
        windows=tuple(spans),
        choice=item.choice,
        earliest=earliest,
        latest=latest,
        reasons=(cell, *_year(item, plan.period), *bound),
    )


def _year(item: Period | Milestone, period: Span | None) -> Iterator[Reason]:
    if any(window.year is None for window in item.windows):
        if period is None:
            yield Reason("a window without a year has no dates if the plan has no period")
        else:
            yield Reason(f"a window without a year lies in the period of the plan, {period}", at=Pointer("/period"))


def _bounds(
    item: Period | Milestone, spans: list[Span], period: Span | None
) -> tuple[dt.date | None, dt.date | None, tuple[Reason, ...]]:
    bound = item.bound if isinstance(item, Milestone) else Bound.IN
    if not spans:
        return None, None, ()
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    if bound is Bound.IN:
        return first, last, ()
    start = None if period is None else period.start
    if bound is Bound.BY:
        return _at_most(start, last), last, (Reason(f"'by' ends with the last day of the window, {last}"),)
    latest = first - _ONE_DAY
    return _at_most(start, latest), latest, (Reason(f"'before' ends the day before the window, {latest}"),)


def _at_most(start: dt.date | None, end: dt.date) -> dt.date | None:
    return start if start is None or start <= end else None


def dates(window: Window, period: Span | None) -> tuple[Span, ...]:
    """Return the dates of a window: one span if it has a year, otherwise one in each year of the period.

    A window that does not exist in the calendar, such as month 13, has no dates.
    """
    if window.year is not None:
        return _span(window, window.year, window.last_year or window.year)
    if period is None:
        return ()
    years = range(period.start.year, period.end.year + 1)
    spans = (span for year in years for span in _span(window, year, year))
    return tuple(span for span in spans if span.overlaps(period))


def _span(window: Window, first_year: int, last_year: int) -> tuple[Span, ...]:
    try:
        if window.unit is Unit.WEEK:
            start = dt.date.fromisocalendar(first_year, min(window.first, _weeks(first_year)), 1)
            end = dt.date.fromisocalendar(last_year, min(window.last, _weeks(last_year)), 7)
        else:
            size = _MONTHS[window.unit]
            start = _day(first_year, (window.first - 1) * size + 1, window.day or 1)
            last_day = window.last_day or (window.day if window.single else None)
            end = _day(last_year, window.last * size, last_day or 31)
    except (ValueError, OverflowError, KeyError):
        return ()
    return (Span(start=start, end=end),) if start <= end else ()


def _weeks(year: int) -> int:
    return dt.date(year, 12, 28).isocalendar().week


def _day(year: int, month: int, day: int) -> dt.date:
    """Return a day of a month, or its last day if the month is shorter."""
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))
