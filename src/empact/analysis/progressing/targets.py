"""Targets: whether what is reported for a KPI reaches the target of the plan."""

from __future__ import annotations

import datetime as dt
import enum
from decimal import Decimal

import attrs

from empact.analysis.progressing.figures import PERCENT, unit_key
from empact.analysis.progressing.ranges import Range, add, format_number
from empact.model import Adds, Baseline, Comparison, Kpi, KpiKind
from empact.reprs import short_repr

_HUNDRED = Decimal(100)


class TargetState(enum.Enum):
    """Whether a target is reached."""

    REACHED = "reached"
    NOT_REACHED = "not reached yet"
    UNJUDGED = "cannot be judged"


@attrs.frozen(kw_only=True)
class TargetJudgement:
    """Whether what is reported reaches the target of a KPI, and why.

    - ``state``: Reached, not reached yet, or it cannot be judged.
    - ``text``: Why, in a sentence.
    - ``percent``: How much of a target value is reached, in percent, where that has a meaning.
    """

    state: TargetState
    text: str
    percent: Range | None = None

    __repr__ = short_repr

    def __str__(self) -> str:
        return f"{self.state.value}: {self.text}"


def _unjudged(text: str) -> TargetJudgement:
    return TargetJudgement(state=TargetState.UNJUDGED, text=text)


def judge_milestone(reached: dt.date | None, said: bool, latest: dt.date | None) -> TargetJudgement:
    """Return whether a milestone is reached.

    Args:
        reached: The day on which it was reached.
        said: Whether a report says that it is not reached.
        latest: The last day of the plan for it.
    """
    if reached is not None:
        late = latest is not None and reached > latest
        after = f", after {latest}, the last day that the plan has for it" if late else ""
        return TargetJudgement(state=TargetState.REACHED, text=f"It was reached on {reached}{after}.")
    if said:
        return TargetJudgement(state=TargetState.NOT_REACHED, text="It is reported as not reached.")
    return _unjudged("No report has the day on which it was reached.")


def judge(  # noqa: PLR0911 - each is a reason of its own
    kpi: Kpi, adds: Adds | None, total: Range | None, of: Range | None, baseline: Baseline | None, *, ended: bool
) -> TargetJudgement | None:
    """Return whether a total reaches the target of a KPI; None if the KPI has no target.

    A floor that is reached stays reached. A ceiling is only kept once the last checkpoint is over.

    Args:
        kpi: The KPI.
        adds: How its figures add up.
        total: The total.
        of: The denominators of a ratio.
        baseline: The value from which it starts.
        ended: Whether the checkpoint is the last one of the plan.
    """
    if kpi.comparison is None and (kpi.value is None or kpi.kind is KpiKind.QUALITATIVE):
        return None
    if total is None:
        return _unjudged("There is no total to compare with the target.")
    if kpi.per is not None:
        return _unjudged(f"The target is meant per {kpi.per}, and the total is not.")
    if kpi.period is not None:
        return _unjudged(f"The target is about {kpi.period}, and the total is about all that is reported.")
    if of is not None:
        return _judge_ratio(kpi, total, of, baseline, ended=ended)
    bounds = _bounds(kpi, baseline)
    if isinstance(bounds, str):
        return _unjudged(bounds)
    return _compare(kpi, total, bounds, passing=adds in {Adds.CUMULATIVE, Adds.INCREMENTAL} and not ended)


def _judge_ratio(kpi: Kpi, total: Range, of: Range, baseline: Baseline | None, *, ended: bool) -> TargetJudgement:
    if unit_key(kpi.unit) not in PERCENT:
        return _unjudged("The target is no percentage, and the total is a ratio.")
    if not of.low:
        return _unjudged("The denominator is zero.")
    bounds = _bounds(kpi, baseline)
    if isinstance(bounds, str):
        return _unjudged(bounds)
    ends = [_HUNDRED * value / other for value in (total.low, total.high) for other in (of.low, of.high)]
    return _compare(kpi, Range.around(ends), bounds, passing=not ended)


@attrs.frozen
class _Bounds:
    """What a total has to be: at least, at most; ``strict`` excludes the bound itself."""

    least: Decimal | None = None
    most: Decimal | None = None
    strict: bool = False


_RELATIVE = frozenset(
    {
        Comparison.INCREASE,
        Comparison.DECREASE,
        Comparison.INCREASE_BY,
        Comparison.DECREASE_BY,
        Comparison.KEEP,
        Comparison.OF_BASELINE,
    }
)


def _bounds(kpi: Kpi, baseline: Baseline | None) -> _Bounds | str:  # noqa: PLR0911 - a table of comparisons
    """Return the bounds of a target, or why there are none."""
    start = None if baseline is None else baseline.value
    if kpi.comparison in _RELATIVE:
        return "The target is relative to a baseline that is not known." if start is None else _relative(kpi, start)
    value = kpi.value
    if value is None:
        return "The target has no value."
    match kpi.comparison:
        case Comparison.AT_MOST | Comparison.DECREASE_TO:
            return _Bounds(most=value)
        case Comparison.LESS_THAN:
            return _Bounds(most=value, strict=True)
        case Comparison.MORE_THAN:
            return _Bounds(least=value, strict=True)
        case Comparison.EQUAL:
            return _Bounds(least=value, most=value)
        case _:
            return _Bounds(least=value, most=kpi.most)


def _relative(kpi: Kpi, start: Decimal) -> _Bounds | str:
    share = unit_key(kpi.unit) in PERCENT
    match kpi.comparison:
        case Comparison.INCREASE:
            return _Bounds(least=start, strict=True)
        case Comparison.DECREASE:
            return _Bounds(most=start, strict=True)
        case Comparison.KEEP:
            return _Bounds(least=start, most=start)
        case _:
            pass
    if kpi.value is None:
        return "The target has no value."
    part = start * kpi.value / _HUNDRED if share or kpi.comparison is Comparison.OF_BASELINE else kpi.value
    if kpi.comparison is Comparison.INCREASE_BY:
        return _Bounds(least=add(start, part))
    if kpi.comparison is Comparison.DECREASE_BY:
        return _Bounds(most=add(start, -part))
    return _Bounds(least=part)


def _compare(kpi: Kpi, total: Range, bounds: _Bounds, *, passing: bool) -> TargetJudgement:
    """Compare a total with bounds; ``passing`` means that it can still rise."""
    aim = f"the target {kpi.target}"
    percent = None
    if bounds.least is not None and bounds.least > 0 and bounds.most is None:
        percent = Range(_HUNDRED * total.low / bounds.least, _HUNDRED * total.high / bounds.least)
    inside = [_inside(value, bounds) for value in (total.low, total.high)]
    if not any(inside) and inside[0] is inside[1]:
        if bounds.most is not None and _above(total.low, bounds):
            text = f"{total} is above {format_number(bounds.most)}, the upper end of {aim}."
        elif _above(total.high, bounds):  # a range from below to above
            return _unjudged(f"The total is {total}, and {aim} is in between.")
        else:
            text = f"{total} is below {aim}."
        return TargetJudgement(state=TargetState.NOT_REACHED, text=text, percent=percent)
    if not all(inside):
        return TargetJudgement(
            state=TargetState.UNJUDGED, text=f"The total is {total}: it depends on its value.", percent=percent
        )
    if bounds.most is not None and passing:
        return _unjudged(f"{total} is within {aim} so far, and can still rise.")
    return TargetJudgement(state=TargetState.REACHED, text=f"{total} reaches {aim}.", percent=percent)


def _above(value: Decimal, bounds: _Bounds) -> bool:
    return bounds.most is not None and (value >= bounds.most if bounds.strict else value > bounds.most)


def _inside(value: Decimal, bounds: _Bounds) -> bool:
    if bounds.least is not None and (value <= bounds.least if bounds.strict else value < bounds.least):
        return False
    return not _above(value, bounds)
