"""Running: the months in which the actions of a plan take place, for certain or possibly."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import attrs

from empact.analysis.positions import walk_actions
from empact.analysis.reasons import Reason
from empact.analysis.schedules import Schedule, Scheduled
from empact.diagnostics import Pointer
from empact.model import Action, Bound, Choice, Milestone, Period, Plan, Span
from empact.reprs import short_repr

_LAST = 12


class Month(NamedTuple):
    """A month of a year: ``2012-03``. Months stand in the order of time."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"


@functools.lru_cache(maxsize=4096)
def months(span: Span) -> tuple[Month, ...]:
    """The months of which a period has a day."""
    first, last = (day.year * _LAST + day.month - 1 for day in (span.start, span.end))
    return tuple(Month(number // _LAST, number % _LAST + 1) for number in range(first, last + 1))


@attrs.frozen(kw_only=True)
class Stretch:
    """Days on which an action takes place, or may: ``certain`` says that it does in each month that they touch."""

    span: Span
    certain: bool

    __repr__ = short_repr


@attrs.frozen(kw_only=True)
class Months:
    """The months of something: those that are certain, and the others that are possible. No month is both."""

    certain: tuple[Month, ...] = ()
    possible: tuple[Month, ...] = ()

    __repr__ = short_repr

    def __iter__(self) -> Iterator[Month]:
        return iter(sorted((*self.certain, *self.possible)))

    def __len__(self) -> int:
        return len(self.certain) + len(self.possible)

    @property
    def doubtful(self) -> Months:
        """The same months, all of them possible and no more."""
        return Months(possible=tuple(self))


def months_within(stretches: Iterable[Stretch], within: Iterable[Span]) -> Months:
    """The months of which stretches and one of these periods have a day in common."""
    certain: dict[Month, None] = {}
    possible: dict[Month, None] = {}
    periods = tuple(within)
    for one in stretches:
        for period in periods:
            inside = one.span.intersection(period)
            if inside is not None:
                found = certain if one.certain else possible
                found.update(dict.fromkeys(months(inside)))
    return Months(certain=tuple(sorted(certain)), possible=tuple(sorted(possible.keys() - certain.keys())))


@attrs.frozen(kw_only=True)
class Run:
    """An action in the months of its plan in which it takes place.

    ``position`` is the index of the action in ``plan.actions``.
    ``sure`` is false where the plan says that the action itself may not take place: it is tentative or suspended; all
    its months are then possible. ``left`` are further months that its timing speaks of and that are not counted:
    outside the period of the plan, or those of a milestone outside the period of the action.
    """

    plan: Plan = attrs.field(repr=False)
    action: Action = attrs.field(repr=False)
    position: int = attrs.field(repr=False)
    at: Pointer
    sure: bool
    months: Months
    left: tuple[Month, ...]
    stretches: tuple[Stretch, ...] = attrs.field(repr=False)
    reasons: tuple[Reason, ...]

    __repr__ = short_repr

    def __str__(self) -> str:
        return f"{self.plan.id}:{self.action.number}"

    def explain(self) -> tuple[str, ...]:
        """Why these months, a line each."""
        return tuple(map(str, self.reasons))


def runs(plan: Plan, times: Schedule) -> tuple[Run, ...]:
    """The actions of a plan in document order, each in its months.

    As in the schedule, the milestones of an action that has a period do not widen it. Which months count as certain:

    - Of alternatives ("April/May/June") each month is possible, none is certain.
    - A period lasts from its first to its last day, and every month of it is certain; where a shorter duration is
      stated ("1-2 weeks in the 2nd quarter"), or the period is provisional, its months are possible.
    - A milestone happens within its window: its month is certain where the window lies within one month.
    """
    return tuple(_run(plan, position, at, times.of(position)) for position, at, _ in walk_actions(plan))


def _run(plan: Plan, position: int, at: Pointer, items: Sequence[Scheduled]) -> Run:
    action = plan.actions[position]
    periods = [one for one in items if isinstance(one.item, Period)]
    counted = periods or items
    stretches = tuple(stretch for one in counted for stretch in _stretches(one))
    within = () if plan.period is None else (plan.period,)
    found = months_within(stretches, within)
    spoken = {month for one in items for span in one.windows for month in _few(span, plan.period)}
    left = tuple(sorted(spoken - set(found)))
    sure = not (action.tentative or action.suspended)
    reasons = [Reason(line.text, at=line.at) for one in counted for line in one.reasons]
    reasons += [
        Reason(f"each of its months is possible, none certain: {why}", at=one.at) for one, why in _open(counted)
    ]
    if not sure:
        word = "tentative" if action.tentative else "suspended"
        reasons.append(Reason(f"the action is {word}, so that all its months are possible and no more"))
    if left:
        which = ", ".join(map(str, left))
        reasons.append(Reason(f"not counted, outside the period of the plan or of the action: {which}"))
    return Run(
        plan=plan,
        action=action,
        position=position,
        at=at,
        sure=sure,
        months=found if sure else found.doubtful,
        left=left,
        stretches=stretches,
        reasons=tuple(reasons),
    )


def _few(span: Span, period: Span | None) -> tuple[Month, ...]:
    """The months of a window, as far as they lie near its plan: a slip of the pen may name any year."""
    if period is None:
        return months(Span(start=span.start, end=span.start))
    inside = span.intersection(period)
    ends = {Span(start=day, end=day) for day in (span.start, span.end)}
    around = (month for end in ends for month in months(end))
    return (*around, *(() if inside is None else months(inside)))


def _stretches(one: Scheduled) -> Iterator[Stretch]:
    if isinstance(one.item, Milestone) and one.item.bound is not Bound.IN:
        if one.earliest is not None and one.latest is not None:
            span = Span(start=one.earliest, end=one.latest)
            yield Stretch(span=span, certain=_why_open(one, span) is None)
        return
    for span in one.windows:
        yield Stretch(span=span, certain=_why_open(one, span) is None)


def _why_open(one: Scheduled, span: Span) -> str | None:
    """Why the months of a window are possible and no more; None where they are certain."""
    if one.item.provisional:
        return "the timing is provisional"
    if len(one.item.windows) > 1 and one.choice is Choice.ANY:
        return "they are alternatives"
    if _one_month(span.start, span.end):
        return None
    if isinstance(one.item, Milestone):
        return "a milestone happens once in a longer time"
    return None if one.item.duration is None else f"it takes {one.item.duration} of a longer time"


def _open(items: Iterable[Scheduled]) -> Iterator[tuple[Scheduled, str]]:
    for one in items:
        span = None if one.earliest is None or one.latest is None else Span(start=one.earliest, end=one.latest)
        why = None if span is None else _why_open(one, span)
        if why is not None:
            yield one, why


def _one_month(start: dt.date, end: dt.date) -> bool:
    return (start.year, start.month) == (end.year, end.month)
