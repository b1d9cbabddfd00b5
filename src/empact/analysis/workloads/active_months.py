"""Active months: the months in which the actions of a plan take place, certainly or possibly."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import attrs

from empact.analysis.positions import walk_actions
from empact.analysis.reasons import Reason
from empact.analysis.schedules import Schedule, Scheduled
from empact.arguments import check_type
from empact.diagnostics import Pointer
from empact.model import Action, Bound, Choice, Milestone, Plan, Span
from empact.model.plan import check_plan
from empact.values import unlisted, value

_LAST = 12


class Month(NamedTuple):
    """A month of a year: ``2012-03``. Months are ordered by time."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"


@functools.lru_cache(maxsize=4096)
def months(span: Span) -> tuple[Month, ...]:
    """Return the months of a span, including partial ones."""
    first, last = (day.year * _LAST + day.month - 1 for day in (span.start, span.end))
    return tuple(Month(number // _LAST, number % _LAST + 1) for number in range(first, last + 1))


@value(kw_only=True)
class Stretch:
    """Days on which an action takes place, certainly or possibly."""

    span: Span
    """The days, first and last included."""
    certain: bool
    """Whether it takes place in every month of these days; otherwise in some of them."""


@value(kw_only=True)
class Months:
    """The months in which something takes place, certainly or possibly. No month is both."""

    certain: tuple[Month, ...] = ()
    """The months in which it takes place, in the order of time."""
    possible: tuple[Month, ...] = ()
    """Further months in which it may take place, in the order of time."""

    def __iter__(self) -> Iterator[Month]:
        return iter(sorted((*self.certain, *self.possible)))

    def __len__(self) -> int:
        return len(self.certain) + len(self.possible)

    @property
    def doubtful(self) -> Months:
        """The same months, all of them possible and none certain."""
        return Months(possible=tuple(self))


def months_within(stretches: Iterable[Stretch], within: Iterable[Span]) -> Months:
    """Return the months in which the stretches and one of these spans have a day in common."""
    # The intersection is taken by day and only then rounded to months, so that a stretch and a span in the same month
    # without a common day give no month. A month that any stretch makes certain is certain.
    certain: dict[Month, None] = {}
    possible: dict[Month, None] = {}
    periods = tuple(within)
    for stretch in stretches:
        for period in periods:
            inside = stretch.span.intersection(period)
            if inside is not None:
                chosen = certain if stretch.certain else possible
                chosen.update(dict.fromkeys(months(inside)))
    return Months(certain=tuple(sorted(certain)), possible=tuple(sorted(possible.keys() - certain.keys())))


@value(kw_only=True)
class Run:
    """An action with the months of its plan in which it takes place."""

    plan: Plan = attrs.field(repr=False)
    """The plan that has the action."""
    action: Action = attrs.field(repr=False)
    """The action that takes place."""
    position: int = attrs.field(repr=False, metadata=unlisted())
    """The index of the action in ``plan.actions``."""
    at: Pointer
    """The pointer of the action."""
    sure: bool
    """Whether the action is certain; false if it is tentative or suspended. All its months are then possible."""
    months: Months
    """The months in which it takes place."""
    left: tuple[Month, ...]
    """The months of its timing that are not counted: those outside the period of the plan or of the action."""
    stretches: tuple[Stretch, ...] = attrs.field(repr=False, metadata=unlisted())
    """The days behind these months."""
    reasons: tuple[Reason, ...] = attrs.field(metadata=unlisted())
    """Why it takes place in these months."""

    def __str__(self) -> str:
        return f"{self.plan.id}:{self.action.number}"

    def explain(self) -> tuple[str, ...]:
        """Return the reasons for these months, a line each."""
        return tuple(map(str, self.reasons))


def runs(plan: Plan, times: Schedule) -> tuple[Run, ...]:
    """Return the actions of a plan in document order, with their months.

    Milestones count in their months, as in :meth:`Schedule.span`. These months are certain:

    - All months of a period. They are only possible if the period is provisional, or has a shorter duration
      ("1-2 weeks in the 2nd quarter").
    - The month of a milestone, if its window is within one month. Otherwise all months of the window are possible.

    The months of alternatives ("April/May/June") are possible, and those of a time without a year in a longer plan. A
    deadline ("by June") makes the months from the start of the action possible.

    Args:
        plan: The plan.
        times: The schedule of the plan.
    """
    check_plan("runs()", plan)
    check_type("The times", "a Schedule", Schedule, times)
    return tuple(_run(plan, position, at, times) for position, at, _ in walk_actions(plan))


def _run(plan: Plan, position: int, at: Pointer, times: Schedule) -> Run:
    action, items = plan.actions[position], times.of_action(position)
    stretches = tuple(stretch for item in items for stretch in stretches_of(item, times.days(item)))
    within = () if plan.period is None else (plan.period,)
    active = months_within(stretches, within)
    stated = {month for item in items for span in _stated(item) for month in _nearby_months(span, plan.period)}
    left = tuple(sorted(stated - set(active)))
    sure = not (action.tentative or action.suspended)
    reasons = [Reason(line.text, at=line.at) for item in items for line in item.reasons]
    reasons += [Reason(f"its months are possible, not certain: {why}", at=item.at) for item, why in _open(items, times)]
    if not sure:
        word = "tentative" if action.tentative else "suspended"
        reasons.append(Reason(f"the action is {word}, so its months are possible, not certain"))
    if left:
        which = ", ".join(map(str, left))
        reasons.append(Reason(f"not counted, outside the period of the plan: {which}"))
    return Run(
        plan=plan,
        action=action,
        position=position,
        at=at,
        sure=sure,
        months=active if sure else active.doubtful,
        left=left,
        stretches=stretches,
        reasons=tuple(reasons),
    )


def stretches_of(item: Scheduled, days: Iterable[Span]) -> Iterator[Stretch]:
    """Yield days of an item of a timing as stretches: whether something happens in every month of them."""
    for span in days:
        yield Stretch(span=span, certain=why_open(item, span) is None)


def _nearby_months(span: Span, period: Span | None) -> tuple[Month, ...]:
    """Return the months of a window within the period of the plan, and its first and last month."""
    # Not every month of the window: a mistyped year could give thousands.
    if period is None:
        return months(Span(start=span.start, end=span.start))
    inside = span.intersection(period)
    ends = {Span(start=day, end=day) for day in (span.start, span.end)}
    around = (month for end in ends for month in months(end))
    return (*around, *(() if inside is None else months(inside)))


def _stated(scheduled: Scheduled) -> Iterable[Span]:
    """Return the days that the timing names: of a deadline, the last one."""
    if scheduled.item.bound not in {Bound.BY, Bound.BEFORE}:
        return scheduled.windows
    return () if scheduled.latest is None else (Span(start=scheduled.latest, end=scheduled.latest),)


def why_open(scheduled: Scheduled, span: Span) -> str | None:
    """Return why the months of a window are only possible; None if they are certain."""
    # "Certain" must hold for every reading of the text: that the action takes place in the month, whatever day is
    # chosen later. So a window within one month is certain even if the day in it is open, and a longer one is certain
    # only if the action fills it.
    if scheduled.item.provisional:
        return "the timing is provisional"
    if len(scheduled.item.windows) > 1 and scheduled.choice is Choice.ANY:
        return "they are alternatives"
    if scheduled.open_year:
        return "the year is not written, and the plan lasts several years"
    if _one_month(span.start, span.end):
        return None
    if isinstance(scheduled.item, Milestone):
        return "a milestone happens once, in a window longer than a month"
    return None if scheduled.item.duration is None else f"it takes only {scheduled.item.duration} of its window"


def _open(items: Iterable[Scheduled], times: Schedule) -> Iterator[tuple[Scheduled, str]]:
    for item in items:
        days = times.days(item)
        if days:
            why = why_open(item, Span(start=min(day.start for day in days), end=max(day.end for day in days)))
            if why is not None:
                yield item, why


def _one_month(start: dt.date, end: dt.date) -> bool:
    return (start.year, start.month) == (end.year, end.month)
