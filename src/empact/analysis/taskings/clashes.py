"""Clashes: where one party has two things to do on the same days, in one plan or in several."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import attrs

from empact.analysis.taskings.tasks import Task, Tasking
from empact.model import Period, Span
from empact.values import value

_DAY = dt.timedelta(days=1)
_MONTH = 31
"""The days of the longest period that is an event, such as a workshop in May."""
_SHORTER = 28
"""A period of fewer days is shorter than a month, so that its days are exact."""


class ClashKind(enum.Enum):
    """What happens at the same time: two actions that the party leads or co-leads, or two events."""

    LEADS = "led at the same time"
    EVENTS = "events on the same days"


@value(kw_only=True)
class BusyTime:
    """Days on which a party is busy with an action."""

    task: Task
    """The part of the party in the action."""
    at: tuple[int, int]
    """The position of the plan in the call, and that of the action in the plan."""
    span: Span
    """The days, first and last included."""
    certain: bool
    """Whether the party is busy on each of the days; false if it is so on some of them only, or perhaps not at all."""
    text: str = ""
    """The words of an event, quoted; empty for an action that the party leads."""

    def __str__(self) -> str:
        return f"{self.task}{' ' if self.text else ''}{self.text}{'' if self.certain else ' (possible)'}"


@value(kw_only=True)
class Clash:
    """Days on which a party is busy with two actions or more. It is certain if it is so on each of the days."""

    kind: ClashKind
    """What happens at the same time: actions that the party leads, or events."""
    span: Span
    """The days that they have in common, first and last included."""
    times: tuple[BusyTime, ...]
    """What the party is busy with on these days, at least two of them."""

    @property
    def certain(self) -> bool:
        """Whether the party is certainly busy with each of the actions."""
        return all(time.certain for time in self.times)


def clashes(taskings: Sequence[Tasking]) -> tuple[Clash, ...]:
    """Return the clashes of one party by date: those that are certain, and those that are only possible.

    - Two actions that the party leads or co-leads. As in the workload, what is certain in a month is certain.
    - Two events of actions in which it takes part: milestones, and periods of a month or less. They clash for certain
      only if the plans give their exact days: a day in May and a week in May may be apart.

    A possible clash has all actions that may happen on its days, without the words of their events, since many events
    have a window of months; those of a certain clash are among them.

    Args:
        taskings: The taskings of the party, one for each plan.
    """
    every: list[Clash] = []
    for kind, times_of in _TIMES.items():
        listed = (time for number, tasking in enumerate(taskings) for time in times_of(number, tasking))
        times = sorted(listed, key=lambda time: time.at)
        every += _clashes(kind, [time for time in times if time.certain])
        actions = [attrs.evolve(time, text="") for time in times]
        every += (clash for clash in _clashes(kind, actions) if not clash.certain)
    return tuple(sorted(every, key=lambda clash: (clash.span.start, clash.span.end, clash.kind.value)))


def _led(number: int, tasking: Tasking) -> Iterator[BusyTime]:
    """Yield the days of the actions that the party leads, and of their milestones."""
    for task in (*tasking.leads, *tasking.co_leads):
        days = [(task_span.span, task_span.certain) for task_span in task.spans]
        days += [(stretch.span, stretch.certain) for milestone in task.milestones for stretch in milestone.spans]
        for span, certain in dict.fromkeys(days):
            yield BusyTime(task=task, at=(number, task.position), span=span, certain=certain)


def _events(number: int, tasking: Tasking) -> Iterator[BusyTime]:
    """Yield the days of the events of the actions in which the party has or may have a part."""
    for task in (*tasking.tasks, *tasking.possible):
        at = number, task.position
        # A duration shorter than its window leaves open which days of the window they are.
        open_days = {str(item) for item in task.action.timing.understood if isinstance(item, Period) and item.duration}
        for task_span in task.spans:
            days = _days(task_span.span)
            if days <= _MONTH:
                certain = task_span.certain and days < _SHORTER and task_span.text not in open_days
                yield BusyTime(task=task, at=at, span=task_span.span, certain=certain, text=task_span.text)
        for milestone in task.milestones:
            for stretch in milestone.spans:
                certain = stretch.certain and _days(stretch.span) == 1
                yield BusyTime(task=task, at=at, span=stretch.span, certain=certain, text=milestone.text)


_TIMES: Mapping[ClashKind, Callable[[int, Tasking], Iterator[BusyTime]]] = {
    ClashKind.LEADS: _led,
    ClashKind.EVENTS: _events,
}


def _days(span: Span) -> int:
    return (span.end - span.start).days + 1


def _clashes(kind: ClashKind, times: Sequence[BusyTime]) -> Iterator[Clash]:
    """Yield the longest spans in which the same times of two actions or more are under way."""
    # A sweep over the first and last days: a plan has as many days as its period, so twice the actions take twice the
    # work, where a comparison of all pairs would take four times as much.
    last: Clash | None = None
    for span, active in _sweep(times):
        if len({time.at for time in active}) < 2:  # noqa: PLR2004 - a clash needs two actions
            continue
        if last is not None and last.span.end + _DAY == span.start and _same(last.times, active):
            last = attrs.evolve(last, span=Span(start=last.span.start, end=span.end))
            continue
        if last is not None:
            yield last
        last = Clash(kind=kind, span=span, times=active)
    if last is not None:
        yield last


def _same(times: Iterable[BusyTime], others: Iterable[BusyTime]) -> bool:
    """Whether the party is busy with the same, as certainly; a window and the next one can be of one action."""
    first, second = ([(time.at, time.text, time.certain) for time in side] for side in (times, others))
    return first == second


def _sweep(times: Sequence[BusyTime]) -> Iterator[tuple[Span, tuple[BusyTime, ...]]]:
    """Yield the spans between which times begin or end, each with the times under way, in order."""
    begins = _by_day((time.span.start, number) for number, time in enumerate(times))
    ends = _by_day((time.span.end + _DAY, number) for number, time in enumerate(times) if time.span.end < dt.date.max)
    active: set[int] = set()
    days = sorted({*begins, *ends})
    for index, day in enumerate(days):
        active.difference_update(ends.get(day, ()))
        active.update(begins.get(day, ()))
        if active:
            end = days[index + 1] - _DAY if index + 1 < len(days) else dt.date.max
            yield Span(start=day, end=end), _once(times[number] for number in sorted(active))


def _by_day(pairs: Iterable[tuple[dt.date, int]]) -> dict[dt.date, list[int]]:
    by_day: dict[dt.date, list[int]] = {}
    for day, number in pairs:
        by_day.setdefault(day, []).append(number)
    return by_day


def _once(times: Iterable[BusyTime]) -> tuple[BusyTime, ...]:
    """Return each action or event once, the certain time if it has both."""
    by_key: dict[tuple[tuple[int, int], str], BusyTime] = {}
    for time in times:
        key = time.at, time.text
        if key not in by_key or (time.certain and not by_key[key].certain):
            by_key[key] = time
    return tuple(by_key.values())
