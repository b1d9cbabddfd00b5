"""Planned and reported: when an action or a milestone was planned, and when reports say that it took place."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from empact.analysis.claims.indicators import Indicator
from empact.analysis.claims.log import ActionClaims, operation_days
from empact.analysis.claims.rounds import Round
from empact.analysis.claims.values import Apart, Claim, Thing
from empact.analysis.facts import PlanFacts
from empact.analysis.progressing.milestones import ReachedDay
from empact.analysis.progressing.statuses import FINAL, StatusPicture, status_at
from empact.model import ActionStatus, Span, Window
from empact.values import unlisted, value


class PlannedState(enum.Enum):
    """How what is reported lies to what was planned."""

    BEFORE = "before"
    """It was over before its planned time."""
    IN_TIME = "in time"
    """It took place in its planned time."""
    AFTER = "after"
    """It took place after its planned time, or a part of it did."""
    UNCLEAR = "unclear"
    """The leaders differ: by one of them it was in time, and by another it was not."""
    NOT_REACHED = "not reached"
    """Its planned time is over, and it is reported as not reached; or the action is reported as not completed, carried
    over or cancelled.
    """
    NOT_BEGUN = "not begun"
    """Its planned time has not begun, and nothing is reported."""
    NOT_DUE = "not due"
    """Its planned time is not over, and it is not reported as over."""
    UNKNOWN = "unknown"
    """Its planned time is over, and no report says on which day it was; or the plan sets no time."""


@value(kw_only=True)
class HeldDays:
    """Days on which an action, a part of it or a milestone took place, as a report states them."""

    days: Span
    """The first and the last day."""
    claim: Claim
    """The claim of the report."""
    operation: str | None = None
    """The operation whose days they are, by its id; None if the report states them itself."""


@value(kw_only=True)
class PlannedAndReported:
    """When an action or a milestone was planned, and when reports say, up to a checkpoint, that it took place."""

    planned: Span | None
    """The days for which it was planned: those of the action, or of a milestone up to its last day. None if the plan
    sets no time.
    """
    first: dt.date | None = None
    """The first day on which it took place; None if no report states it."""
    last: dt.date | None = None
    """The last day on which it took place; None if no report states it."""
    state: PlannedState
    """Whether it took place before, in or after its planned time."""
    days_after: int | None = None
    """How many days after its planned time it was. None if it was not, if the day is not certain, or if the plan states
    no day, but a longer time such as a quarter.
    """
    held: tuple[HeldDays, ...] = attrs.field(default=(), repr=False, metadata=unlisted())
    """The days that reports state."""

    @property
    def later(self) -> tuple[HeldDays, ...]:
        """What reports state that took place after the planned time."""
        planned = self.planned
        return () if planned is None else tuple(held for held in self.held if held.days.end > planned.end)

    @property
    def behind(self) -> str | None:
        """How far it was after its planned time, in words: ``81 days after 2031-09-30``; None if it was not."""
        if self.planned is None or self.state is not PlannedState.AFTER:
            return None
        end = self.planned.end
        if self.days_after is None:
            return f"after {end}, the end of its planned time"
        return f"{count_days(self.days_after)} after {end}"

    def __str__(self) -> str:
        first, last = self.first or self.last, self.last or self.first
        planned = "not planned for a time" if self.planned is None else f"planned for {self.planned}"
        if first is None or last is None:
            return f"{planned}: {self._words}"
        days = str(first) if first == last else f"{first} to {last}"
        return f"{planned}, and reported for {days}: {self._words}"

    @property
    def _words(self) -> str:
        unknown = self.state is PlannedState.UNKNOWN
        return "whether it was in time is not known" if unknown else self.behind or self.state.value


def count_days(number: int) -> str:
    """Return a number of days in words: ``1 day``, ``81 days``."""
    return f"{number} day{'' if number == 1 else 's'}"


def planned_milestone(
    ctx: PlanFacts, position: int, indicator: Indicator, reached: ReachedDay | None, point: Round | None
) -> PlannedAndReported:
    """Return when a KPI with a day was planned, and when it was reached.

    Args:
        ctx: The plan.
        position: The index of its action in ``plan.actions``.
        indicator: The KPI, with its day.
        reached: The day on which its leaders state that it was reached; None if none states it.
        point: The round up to which reports count; None if the plan has none that early.
    """
    time, end = _time(ctx, position), indicator.day
    window = None if end is None else Span(start=end if time is None else min(time.start, end), end=end)
    first, last = (None, None) if reached is None else (reached.first, reached.last)
    held = tuple(
        HeldDays(days=Span(start=claim.day, end=claim.day), claim=claim)
        for claim in (() if reached is None else reached.claims)
        if claim.day is not None and reached is not None and claim.day in {first, last}
    )
    state = _state_in_calendar(ctx, window, point)
    if reached is not None and reached.unclear:
        state = PlannedState.UNCLEAR
    elif window is not None and first is not None and last is not None:
        state = _state(window, [first, last], last)
    elif reached is not None and reached.denied and state is PlannedState.UNKNOWN:
        state = PlannedState.NOT_REACHED
    after = state is PlannedState.AFTER and indicator.has_day and first == last
    days = (last - window.end).days if after and window is not None and last is not None else None
    return PlannedAndReported(planned=window, first=first, last=last, state=state, days_after=days, held=held)


_WITHOUT_STATUS = frozenset({ActionStatus.NOT_REPORTED, ActionStatus.UNCLEAR})
"""Statuses beside which a last day says that an action is over; one that goes on is not, regardless of the stated
day."""


def planned_action(
    ctx: PlanFacts,
    claims: ActionClaims,
    pictures: Sequence[StatusPicture],
    days: Mapping[Thing, dt.date | None],
    point: Round | None,
) -> PlannedAndReported:
    """Return when an action was planned, and when it took place: by its days, and by those of its operations.

    Args:
        ctx: The plan.
        claims: The claims about the action, up to the round.
        pictures: Its status in each round up to this one that has one, in the order of time.
        days: Its first and its last day as its leaders state them, or as the Driver settles them.
        point: The round up to which reports count; None if the plan has none that early.
    """
    window = _time(ctx, claims.position)
    stated = [held for thing, day in days.items() for held in _stated(claims, thing, day)]
    ended, status = days[Thing.ENDED], status_at(pictures, point).status
    by = next((picture.round for picture in pictures if picture.status is ActionStatus.COMPLETED), None)
    held = (*stated, *_of_operations(ctx, claims), *_of_periods(claims, window))
    known = [day for day in days.values() if day is not None]
    first = min((*known, *(holding.days.start for holding in held)), default=None)
    last = max((*known, *(holding.days.end for holding in held)), default=None)
    state = _state_in_calendar(ctx, window, point, begun=first is not None)
    ends = [one.days.end for one in stated if one.claim.thing is Thing.ENDED]
    over = status is ActionStatus.COMPLETED or (ended is not None and status in _WITHOUT_STATUS)
    if window is not None and last is not None and last > window.end:
        state = _state(window, ends if last in ends else [], last)
    elif status in FINAL - {ActionStatus.COMPLETED}:
        state = PlannedState.NOT_REACHED
    elif window is not None and over and last is not None:
        state = _state(window, [], last)
    elif window is not None and over and by is not None and by.on <= window.end:
        state = PlannedState.IN_TIME  # whatever the day was, it is not after the cut-off day
    after = state is PlannedState.AFTER and _states_day(ctx, claims.position, window)
    behind = (last - window.end).days if after and window is not None and last is not None else None
    return PlannedAndReported(planned=window, first=first, last=last, state=state, days_after=behind, held=held)


def _time(ctx: PlanFacts, position: int) -> Span | None:
    """Return the days for which an action is planned: those of its timing, or of the plan."""
    return ctx.schedule.span(position) or ctx.plan.period


def _state(window: Span, stated: Iterable[dt.date], last: dt.date) -> PlannedState:
    """Return how a last day lies to a planned time; ``stated`` are the last days of leaders, who can differ."""
    sides = {day > window.end for day in (*stated, last)}
    if len(sides) > 1:
        return PlannedState.UNCLEAR
    if last > window.end:
        return PlannedState.AFTER
    return PlannedState.BEFORE if last < window.start else PlannedState.IN_TIME


def _state_in_calendar(
    ctx: PlanFacts, window: Span | None, point: Round | None, *, begun: bool = False
) -> PlannedState:
    """Return what is known of something that no report says to be over, on the cut-off day or the date of knowledge."""
    day = min((day for day in (ctx.as_of, None if point is None else point.on) if day is not None), default=None)
    if window is None or day is None or day >= window.end:
        return PlannedState.UNKNOWN
    return PlannedState.NOT_DUE if begun or day >= window.start else PlannedState.NOT_BEGUN


def _stated(claims: ActionClaims, thing: Thing, day: dt.date | None) -> Iterator[HeldDays]:
    """Yield the first or the last day of an action: those of the newest round, or the one that is settled."""
    stated = [claim for claim in claims.claims if claim.thing is thing and claim.apart is None]
    newest = stated[-1].round if stated else None
    field = thing.value
    settled = any(one.round == newest and getattr(one.settlement, field) == day for one in claims.settled)
    for claim in stated:
        if claim.round == newest and claim.day is not None and (not settled or claim.day == day):
            yield HeldDays(days=Span(start=claim.day, end=claim.day), claim=claim)


def _of_operations(ctx: PlanFacts, claims: ActionClaims) -> Iterator[HeldDays]:
    """Yield the days of the operations that figures of the action name, each once."""
    known = {operation.id: operation for operation in reversed(ctx.operations)}
    named: set[str] = set()
    for claim in _figures(claims):
        for id in () if claim.figure is None else claim.figure.operations:
            days = operation_days(known.get(id))
            if days is not None and id not in named:
                named.add(id)
                yield HeldDays(days=days, claim=claim, operation=id)


def _of_periods(claims: ActionClaims, window: Span | None) -> Iterator[HeldDays]:
    """Yield the periods of figures that begin after a planned time.

    Others say nothing of when the action took place: a figure can be about more days than the action.
    """
    seen: set[tuple[str, Span]] = set()
    for claim in _figures(claims):
        period = None if claim.figure is None else claim.figure.period
        if period is not None and window is not None and period.start > window.end:
            key = (claim.filed.id, period)
            if key not in seen:
                seen.add(key)
                yield HeldDays(days=period, claim=claim)


_COUNTED = (Thing.SHARE, Thing.TOTAL)
_IN_TIME_OR_NOT = (None, Apart.BEFORE, Apart.AFTER)


def _figures(claims: ActionClaims) -> Iterator[Claim]:
    for _, stated in claims.figures:
        for claim in stated:
            if claim.thing in _COUNTED and claim.apart in _IN_TIME_OR_NOT:
                yield claim


def _states_day(ctx: PlanFacts, position: int, window: Span | None) -> bool:
    """Whether the plan states the last day of an action itself, not only a longer time such as a quarter."""
    return any(
        _is_to_the_day(written)
        for item in ctx.schedule.of_action(position)
        if window is not None and item.latest == window.end
        for written in item.item.windows
    )


def _is_to_the_day(window: Window) -> bool:
    return window.last_day is not None or (window.single and window.day is not None)
