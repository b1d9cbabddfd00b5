"""Schedule: resolve the timing of the actions of a plan to dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from empact.analysis.positions import action_key, by_action, items_of, phases, walk_actions
from empact.analysis.reasons import Reason
from empact.arguments import check_text, check_type
from empact.diagnostics import Pointer
from empact.errors import UnknownIdError
from empact.grammar import parse_timing_item
from empact.model import Action, Bound, Choice, Milestone, Period, Plan, Span, Unit, Window
from empact.model.plan import check_plan
from empact.model.spans import days_of_month
from empact.reference import register
from empact.values import value

_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.SEMESTER: 6, Unit.YEAR: 12}
_ONE_DAY = dt.timedelta(days=1)


@value(kw_only=True)
class Scheduled:
    """One item of a timing, as dates."""

    plan_id: str
    """The id of the plan."""
    period: Span | None
    """The period of the plan, within which the words of the timing are understood; None if it has none."""
    action_number: str
    """The number of the action that has the timing."""
    position: int
    """The index of that action in ``plan.actions``."""
    at: Pointer
    """The pointer of the item."""
    item: Period | Milestone
    """The period or milestone of the plan."""
    windows: tuple[Span, ...]
    """The dates of its windows, in the order of the item."""
    choice: Choice
    """Whether the windows are alternatives, or all of them are meant."""
    earliest: dt.date | None
    """The first possible day; None if the plan leaves it open."""
    latest: dt.date | None
    """The last possible day; None if the plan leaves it open."""
    open_year: bool = False
    """Whether the plan lasts several years and does not say which one is meant: "April" is two months then."""

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why these dates: the cell, the rule, and what the rule is based on."""
        return tuple(_reasons(self))

    @property
    def phase(self) -> str | None:
        """The phase of the action that the item is about."""
        return self.item.phase if isinstance(self.item, Period) else None

    def explain(self) -> tuple[str, ...]:
        """Return the reasons for these dates, a line each: the cell, the rule, and what the rule is based on."""
        return tuple(map(str, self.reasons))


@value
class Schedule:
    """The timing of all actions of a plan, as dates."""

    plan: Plan
    """The plan whose timing is resolved."""
    items: tuple[Scheduled, ...]
    """The items of the timings, in document order."""

    def __iter__(self) -> Iterator[Scheduled]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @cached_property
    def _by_action(self) -> dict[str | int | None, list[Scheduled]]:
        return by_action(self.items)

    @cached_property
    def _by_phase(self) -> dict[tuple[str | int | None, str | None], list[Scheduled]]:
        by_phase: dict[tuple[str | int | None, str | None], list[Scheduled]] = {}
        for key, items in self._by_action.items():
            for item in items:
                by_phase.setdefault((key, item.phase), []).append(item)
        return by_phase

    def of_action(self, action: Action | str | int, phase: str | None = None) -> tuple[Scheduled, ...]:
        """Return the items of an action, or of one of its phases; there are none if the action has no timing.

        Args:
            action: An action of the plan; a number ("2.1"), which means every action with that number; or a position,
                the index of one action in ``plan.actions``.
            phase: The phase, such as "1"; without it, the action with all phases.

        Raises:
            UnknownIdError: The plan has no such action, or the action no such phase.

        >>> import empact
        >>> plan = empact.load("oap-c-2012")
        >>> context = empact.context(plan)
        >>> [(str(item.earliest), str(item.latest)) for item in context.schedule.of_action("1.3")]
        [('2012-03-01', '2012-04-30')]
        """
        if phase is None:
            return items_of(self.plan, action, self._by_action)
        check_text("The phase", phase)
        key = action_key(self.plan, action)
        items = self._by_phase.get((key, phase), ())
        if not items:
            self._check_phase(key, phase)
        return tuple(items)

    def _check_phase(self, key: str | int, phase: str) -> None:
        """Raise an UnknownIdError for a phase that no action with this number or position has."""
        actions = [action for position, action in enumerate(self.plan.actions) if key in {position, action.number}]
        known = {known for action in actions for known in phases(action)}
        if phase not in known:
            raise UnknownIdError(f"Phase of action {actions[0].number}", phase, sorted(known))

    def span(self, action: Action | str | int, phase: str | None = None) -> Span | None:
        """Return the days from the first to the last thing of an action, or of one phase; None if there are no dates.

        Milestones count as periods do: an action in June with a workshop in October lasts until October, and its
        parties are resolved for all of that time. What lies outside the period of the plan, such as a meeting in the
        year before on which the action is based, does not count. The span of alternatives ("May/June") covers all.
        A span says when something can take place, not how long it takes: see the items and ``item.item`` for that.

        >>> import empact
        >>> plan = empact.load("oap-c-2012")
        >>> str(empact.context(plan).schedule.span("1.2"))
        '2012-04-01 to 2012-06-30'

        Args:
            action: An action, a number or a position, as in :meth:`of_action`.
            phase: The phase; without it, the action with all phases.

        Raises:
            UnknownIdError: The plan has no such action, or the action no such phase.
        """
        spans = [days for item in self.of_action(action, phase) for days in self.days(item)]
        return Span(start=min(span.start for span in spans), end=max(span.end for span in spans)) if spans else None

    def days(self, item: Scheduled) -> tuple[Span, ...]:
        """Return the days of one item that count for its action: its windows, unless it is due by or before them.

        A deadline ("by June") can be met from the start of the action on, or from the start of the plan if it is over
        before the rest of the action starts. A milestone outside the period of the plan has no days.
        """
        check_type("The item", "a Scheduled", Scheduled, item)
        spans = item.windows
        if _is_deadline(item):
            if item.earliest is None or item.latest is None:
                return ()
            start = self._starts.get(item.position)
            start = item.earliest if start is None or start > item.latest else start
            spans = (Span(start=start, end=item.latest),)
        return _counted(item, spans, self.plan.period)

    @cached_property
    def _starts(self) -> dict[int, dt.date]:
        """The first day of each action by position, deadlines apart."""
        starts: dict[int, dt.date] = {}
        for item in self.items:
            for days in () if _is_deadline(item) else _counted(item, item.windows, self.plan.period):
                starts[item.position] = min(days.start, starts.get(item.position, days.start))
        return starts


def _is_deadline(item: Scheduled) -> bool:
    return item.item.bound in (Bound.BY, Bound.BEFORE)


def _counted(item: Scheduled, spans: tuple[Span, ...], period: Span | None) -> tuple[Span, ...]:
    """Return the days of an item; of a milestone, only those that can be in the period of the plan."""
    if period is None or isinstance(item.item, Period):
        return spans
    return tuple(days for days in spans if days.overlaps(period))


def schedule(plan: Plan) -> Schedule:
    """Resolve the timing of a plan to dates.

    A month without a year is that month in every year of the plan's period, see ``open_year`` of :class:`Scheduled`.

    >>> import empact
    >>> plan = empact.load("oap-c-2012")
    >>> from empact.analysis import schedule
    >>> str(schedule(plan).span("1.2"))
    '2012-04-01 to 2012-06-30'
    """
    check_plan("schedule()", plan)
    known: dict[int, _Dates] = {}  # by the id() of the item: equal times of a plan are usually one object
    items: list[Scheduled] = []
    for position, at, action in walk_actions(plan):
        for index, item in enumerate(action.timing.items):
            if isinstance(item, (Period, Milestone)):
                dated = known.get(id(item))
                if dated is None:
                    dated = known[id(item)] = _dates(item, plan.period)
                pointer = Pointer(f"{at}/timing/items/{index}")
                items.append(_scheduled(plan, position, item, pointer, dated))
    return Schedule(plan, tuple(items))


def checkpoint_dates(plan: Plan) -> dict[str, tuple[dt.date, ...]]:
    """Return the dates of the checkpoints of a plan by name, in the order of the plan.

    A checkpoint without a date is the last day of the time that it is named after: ``June`` is 30 June in each year of
    the plan, ``October 2026`` is 31 October 2026. It has no dates if its name is not a time.
    """
    check_plan("checkpoint_dates()", plan)
    days_by_name: dict[str, list[dt.date]] = {}
    for checkpoint in plan.checkpoints:
        named = None if checkpoint.on is not None else parse_timing_item(checkpoint.name)
        days = days_by_name.setdefault(checkpoint.name, [])
        if checkpoint.on is not None:
            days.append(checkpoint.on)
        elif isinstance(named, Period) and named.bound is Bound.IN:
            days += [span.end for window in named.windows for span in dates(window, plan.period)]
    return {name: tuple(sorted(set(days))) for name, days in days_by_name.items()}


class _Dates(NamedTuple):
    """The dates of an item in the period of a plan, which any action with such an item has."""

    windows: tuple[Span, ...]
    earliest: dt.date | None
    latest: dt.date | None
    open_year: bool


def _dates(item: Period | Milestone, period: Span | None) -> _Dates:
    dated = [(window, dates(window, period)) for window in item.windows]
    spans = [span for _, days in dated for span in days]
    earliest, latest = _bounds(item, spans, period)
    if item.bound in _OPEN:
        spans = [] if earliest is None or latest is None else [Span(start=earliest, end=latest)]
    several_years = any(len(days) > 1 and not window.every_year for window, days in dated)
    return _Dates(tuple(spans), earliest, latest, several_years and not _is_of_every_year(item))


def _scheduled(plan: Plan, position: int, item: Period | Milestone, at: Pointer, dated: _Dates) -> Scheduled:
    return Scheduled(
        plan_id=plan.id,
        period=plan.period,
        action_number=plan.actions[position].number,
        position=position,
        at=at,
        item=item,
        windows=dated.windows,
        choice=item.choice,
        earliest=dated.earliest,
        latest=dated.latest,
        open_year=dated.open_year,
    )


_OPEN = frozenset({Bound.FROM, Bound.AFTER, Bound.UNTIL})
"""The bounds of a time with one end; the other is that of the period of the plan."""


def _is_of_every_year(item: Period | Milestone) -> bool:
    """Whether an item is meant in each year although no year is written: "monthly", "twice a year"."""
    if isinstance(item, Milestone):
        return item.occurrences is not None and [window.unit for window in item.windows] == [Unit.YEAR]
    complete = {(window.unit, window.first) for window in item.windows if window.single and window.day is None}
    unit = next((unit for unit, _ in complete), Unit.YEAR)
    whole = {(unit, number) for number in range(1, _MONTHS[Unit.YEAR] // _MONTHS.get(unit, 1) + 1)}
    return item.choice is Choice.EACH and len(whole) > 1 and complete == whole


def _bounds(item: Period | Milestone, spans: list[Span], period: Span | None) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last possible day of an item whose windows have these dates."""
    if not spans:
        return None, None
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    start, end = (None, None) if period is None else (period.start, period.end)
    match item.bound:
        case Bound.BY | Bound.UNTIL:
            return _at_most(start, last), last
        case Bound.BEFORE:
            latest = first - _ONE_DAY
            return _at_most(start, latest), latest
        case Bound.FROM:
            return first, _at_least(end, first)
        case Bound.AFTER:
            earliest = last + _ONE_DAY
            return earliest, _at_least(end, earliest)
        case _:
            return first, last


def _at_most(start: dt.date | None, end: dt.date) -> dt.date | None:
    return start if start is None or start <= end else None


def _at_least(end: dt.date | None, start: dt.date) -> dt.date | None:
    return end if end is None or start <= end else None


def _reasons(scheduled: Scheduled) -> Iterator[Reason]:
    item, period = scheduled.item, scheduled.period
    yield Reason(f"{scheduled.plan_id}:{scheduled.action_number} timing says {str(item)!r}", at=scheduled.at)
    if any(window.year is None for window in item.windows):
        if period is None:
            yield Reason("a window without a year has no dates if the plan has no period")
        else:
            yield Reason(f"a window without a year is in the period of the plan, {period}", at=Pointer("/period"))
    if any(dates(window, period) for window in item.windows):
        match item.bound:
            case Bound.BY | Bound.UNTIL:
                yield Reason(f"{item.bound.value!r} ends with the last day of the window, {scheduled.latest}")
            case Bound.BEFORE:
                yield Reason(f"'before' ends the day before the window, {scheduled.latest}")
            case Bound.FROM:
                yield Reason("'from' lasts to the end of the plan")
            case Bound.AFTER:
                words = "'after' starts the day after the window"
                yield Reason(f"{words}, {scheduled.earliest}, and lasts to the end of the plan")
            case _:
                pass


def dates(window: Window, period: Span | None) -> tuple[Span, ...]:
    """Return the dates of a window: one span if it has a year, otherwise one in each year of the period.

    A window that does not exist in the calendar, such as month 13, has no dates. A range over the turn of a year
    ("November to February") has the dates that lie in the period completely.
    """
    if window.unit is Unit.PRESIDENCY:
        return _tenures(window, period)
    if window.year is not None:
        return _span(window, window.year, window.last_year or window.year)
    if period is None:
        return ()
    if window.unit is Unit.PLAN:
        return (period,) if period.start <= period.end else ()
    years = range(period.start.year, period.end.year + 1)
    if window.plan_year is not None:
        years = years[window.plan_year - 1 : window.plan_year] if window.plan_year > 0 else years[:0]
    if window.first > window.last and window.plan_year is None:
        spans = (span for year in years[:-1] for span in _span(window, year, year + 1))
        return tuple(span for span in spans if span.start in period and span.end in period)
    spans = (span for year in years for span in _span(window, year, year))
    return tuple(span for span in spans if span.overlaps(period))


def _tenures(window: Window, period: Span | None) -> tuple[Span, ...]:
    """Return the terms in which a state has the Presidency of the Council, in the year or the period of the plan."""
    if window.year is not None:
        period = Span(start=dt.date(window.year, 1, 1), end=dt.date(window.year, 12, 31))
    role = register().role("Presidency")
    if period is None or role is None:
        return ()
    terms = (term.span for term in role.tenures if term.holder == window.holder)
    return tuple(term for term in terms if term.overlaps(period))


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
    except (ValueError, OverflowError, LookupError):
        return ()
    return (Span(start=start, end=end),) if start <= end else ()


def _weeks(year: int) -> int:
    return dt.date(year, 12, 28).isocalendar().week


def _day(year: int, month: int, day: int) -> dt.date:
    """Return a day of a month, or its last day if the month is shorter."""
    return dt.date(year, month, min(day, days_of_month(year, month)))
