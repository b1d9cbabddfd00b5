"""What is concluded from a value, and what is behind schedule (section 5)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import attrs
from tests.oracles.figures.closing import status_at
from tests.oracles.figures.force import Force
from tests.oracles.figures.inputs import Action, Comparison, Figure, Kind, Kpi, NotYet, Number, Ratio, Reached, Target
from tests.oracles.figures.shown import Status, day_text
from tests.oracles.figures.stated import Value
from tests.oracles.figures.values import value_at

REACHED = "reached"
NOT_REACHED = "not reached"
LATE = "reached late"
KEPT = "kept"
OPEN = "open"
NONE = "cannot be judged"

_HUNDRED = Decimal(100)


@attrs.frozen(kw_only=True)
class Verdict:
    """What is concluded about a target at a checkpoint."""

    verdict: str
    """One of the words of the page, or `cancelled` or `carried over` if that is agreed."""
    why: tuple[str, ...] = ()
    """Why it cannot be judged."""
    shown: str
    percent: Decimal | None = None
    """How much of "at least N" is reached."""
    row: str = ""


def day_of(force: Force, action: Action, kpi: Kpi) -> dt.date:
    """Return the day of a KPI's target: its own, else the end of the action, else the last day of the plan."""
    own = (kpi.target.day if kpi.target else None) or kpi.day
    return own or action.end or force.world.last_day


def bounds(target: Target) -> tuple[Decimal, Decimal] | None:
    """Return N and M of a target as absolute figures, equal if there is one. None without a usable base."""
    low = target.low if target.low is not None else Decimal(0)
    high = target.high if target.high is not None else low
    if not target.is_change:
        return low, high
    base = target.base
    if base is None or not base.is_usable or base.value is None:
        return None
    return base.value * (_HUNDRED + low) / _HUNDRED, base.value * (_HUNDRED + high) / _HUNDRED


def verdict_at(force: Force, action: Action, kpi: Kpi, place: int, value: Value | None = None) -> Verdict | None:
    """Return the verdict on a KPI at the checkpoint of a round. None if it has no target, or is counted in words."""
    target = kpi.target
    if target is None or kpi.method.kind is Kind.WORDS:
        return None
    value = value_at(force, action, kpi, place) if value is None else value
    status = status_at(force, action, place)
    is_open = force.world.rounds[place].data_day < day_of(force, action, kpi)
    limits = bounds(target)
    if status.agreed is not None:
        return Verdict(verdict=status.agreed, shown=status.agreed, row=f"verdict: {status.agreed} by agreement")
    if limits is None:
        return _none((*value.why, "no base"), "no base")
    if target.comparison is Comparison.BY_DAY:
        return _by_day(value, day_of(force, action, kpi), is_open=is_open)
    return _by_number(value, kpi, limits, is_open=is_open, is_closed=status.closed_in is not None)


def _by_number(value: Value, kpi: Kpi, limits: tuple[Decimal, Decimal], *, is_open: bool, is_closed: bool) -> Verdict:
    comparison = kpi.target.comparison if kpi.target else Comparison.AT_LEAST
    amount = _amount(value.figures[0]) if value.figures and value.status is not Status.DISPUTED else None
    is_count = kpi.method.kind is Kind.COUNT
    kind = "count" if is_count else "level, ratio"
    word = None
    if amount is not None and value.is_certain:
        word = _certain(comparison, amount, limits, count=is_count, is_open=is_open and not (is_closed and is_count))
    elif amount is not None and is_count:
        word = _provisional(comparison, amount, limits)
    if word is None or amount is None:
        return _none(value.why, f"{value.status} {kind}" if value.status is Status.PROVISIONAL else str(value.status))
    percent = None
    if comparison is Comparison.AT_LEAST and value.is_certain and limits[0] > 0:
        percent = amount / limits[0] * _HUNDRED
    state = "final or settled" if value.is_certain else "provisional"
    row = f"verdict: {state} {kind}, {comparison}: {word}"
    return Verdict(verdict=word, shown=word + _on(value), percent=percent, row=row)


def _amount(figure: Figure) -> Decimal | None:
    if isinstance(figure, Number):
        return figure.value
    if isinstance(figure, Ratio) and figure.denominator:
        return figure.numerator / figure.denominator * _HUNDRED
    return None


def _certain(
    comparison: Comparison, amount: Decimal, limits: tuple[Decimal, Decimal], *, count: bool, is_open: bool
) -> str:
    """Return the verdict on a final or settled number. `is_open` is False for a count in a closed action."""
    low, high = limits
    met = {
        Comparison.AT_LEAST: amount >= low,
        Comparison.AT_MOST: amount <= low,
        Comparison.RANGE: low <= amount <= high,
    }[comparison]
    if not count:
        return OPEN if is_open else REACHED if met else NOT_REACHED
    if comparison is Comparison.AT_LEAST:
        return REACHED if met else OPEN if is_open else NOT_REACHED
    if amount > (low if comparison is Comparison.AT_MOST else high):
        return NOT_REACHED
    if is_open:
        return OPEN
    if comparison is Comparison.AT_MOST:
        return KEPT
    return REACHED if met else NOT_REACHED


def _provisional(comparison: Comparison, amount: Decimal, limits: tuple[Decimal, Decimal]) -> str | None:
    """Return the verdict on a provisional count, which can only grow."""
    low, high = limits
    if comparison is Comparison.AT_LEAST:
        return REACHED if amount >= low else None
    return NOT_REACHED if amount > (low if comparison is Comparison.AT_MOST else high) else None


def _by_day(value: Value, due: dt.date, *, is_open: bool) -> Verdict:
    if not value.is_certain or not value.figures:
        return _none(value.why, str(value.status))
    if value.reached_after_plan is not None:
        shown = f"{NOT_REACHED}; reached on {day_text(value.reached_after_plan)}, after the plan"
        return Verdict(verdict=NOT_REACHED, shown=shown, row="verdict: day, reached after the plan")
    figure = value.figures[0]
    if isinstance(figure, Reached):
        word = REACHED if figure.day <= due else LATE
    elif isinstance(figure, NotYet):
        word = OPEN if is_open else NOT_REACHED
    else:
        return _none(value.why, "no day")
    return Verdict(verdict=word, shown=word, row=f"verdict: final day: {word}")


def _on(value: Value) -> str:
    """Return on what figures a verdict is made, if they are not all, or estimated."""
    on = ""
    if value.cover is not None and value.cover[0] < value.cover[1]:
        on += f", on the figures of {value.cover[0]} of {value.cover[1]} parties"
    return on + (", on an estimate" if value.estimated else "")


def _none(why: tuple[str, ...], row: str) -> Verdict:
    shown = f"{NONE}: {'; '.join(why)}" if why else NONE
    return Verdict(verdict=NONE, why=why, shown=shown, row=f"verdict: none: {row}")


@attrs.frozen(kw_only=True)
class Behind:
    """What is behind schedule, and what stands beside it."""

    behind: tuple[str, ...]
    """The actions ("1.1") and KPIs ("1.1/2") that are behind schedule, with what is said of each after a colon."""
    carried_over: tuple[str, ...]
    """The actions that are carried over by agreement, in a line of their own."""
    rows: tuple[str, ...] = ()


def behind_at(force: Force, place: int) -> Behind:
    """Return what is behind schedule at the checkpoint of a round."""
    behind: list[str] = []
    carried: list[str] = []
    rows: list[str] = []
    data_day = force.world.rounds[place].data_day
    for action in force.world.actions:
        status = status_at(force, action, place)
        if status.agreed == "carried over":
            carried.append(action.number)
            rows.append("behind: carried over, in its own line")
        if status.agreed is not None:
            continue
        end = action.end or force.world.last_day
        awaited = status.status is Status.MISSING and not force.world.reply_day_passed(place)
        spared = status.status is Status.NOT_DUE or awaited
        if status.closed_in is None and end <= data_day and not spared:
            behind.append(f"{action.number}: {status.shown}")
            proposed = "behind: a proposed cancellation or carry-over past its end"
            rows.append(proposed if status.proposed else "behind: an action whose end has come")
        for kpi in action.kpis:
            value = value_at(force, action, kpi, place)
            verdict = verdict_at(force, action, kpi, place, value)
            spared = value.status is Status.NOT_DUE or value.awaited
            if verdict is None or day_of(force, action, kpi) > data_day or spared:
                continue
            if verdict.verdict in {NONE, NOT_REACHED}:
                what = value.shown if value.status is Status.MISSING else verdict.shown
                behind.append(f"{action.number}/{kpi.id}: {what}")
                rows.append(f"behind: a KPI, {'none' if verdict.verdict == NONE else NOT_REACHED}")
    return Behind(behind=tuple(behind), carried_over=tuple(carried), rows=tuple(rows))
