"""Targets: whether what is reported for a KPI reaches the target of the plan."""

from __future__ import annotations

import datetime as dt
import enum
from decimal import Decimal

import attrs

from empact.analysis.progressing.figures import PERCENT, measure_key, unit_key
from empact.analysis.progressing.ranges import (
    Range,
    Ratio,
    exact_sum,
    format_number,
    percent_range,
    percentage,
    round_percent,
    share,
)
from empact.model import Baseline, Comparison, Kpi, KpiKind
from empact.values import value


class TargetState(enum.Enum):
    """Whether a target is reached."""

    REACHED = "reached"
    NOT_REACHED = "not reached yet"
    UNJUDGED = "cannot be judged"


@value
class TargetBounds:
    """What a total has to be to reach a target."""

    least: Decimal | None = None
    """The lowest value that reaches the target; None if there is no lower bound."""
    most: Decimal | None = None
    """The highest value that reaches the target; None if there is no upper bound."""
    strict: bool = False
    """Whether the bound itself does not reach it ("more than 20")."""

    def above(self, value: Decimal) -> bool:
        """Whether a value is more than it may be."""
        return self.most is not None and (value >= self.most if self.strict else value > self.most)

    def below(self, value: Decimal) -> bool:
        """Whether a value is less than it has to be."""
        return self.least is not None and (value <= self.least if self.strict else value < self.least)

    def hold(self, value: Decimal) -> bool:
        """Whether a value is within the bounds."""
        return not self.above(value) and not self.below(value)


@value(kw_only=True)
class TargetJudgement:
    """Whether what is reported reaches the target of a KPI."""

    state: TargetState
    """Whether it is reached, not reached yet, or cannot be judged."""
    text: str
    """Why, in a sentence."""
    percent: Range | None = None
    """How much of a target value is reached, in percent; None where that has no meaning."""
    bounds: TargetBounds | None = attrs.field(default=None, repr=False)
    """What the total has to be, in its unit or in percent; None if it cannot be compared with the target."""

    def __str__(self) -> str:
        return f"{self.state.value}: {self.text}"


def _unjudged(text: str) -> TargetJudgement:
    return TargetJudgement(state=TargetState.UNJUDGED, text=text)


def judge_milestone(reached: dt.date | None, latest: dt.date | None, *, denied: bool | None) -> TargetJudgement:
    """Return whether a milestone is reached.

    Args:
        reached: The day on which it was reached.
        latest: The last day of the plan for it.
        denied: Whether the newest report says that it is not reached; None if the reports differ on it.
    """
    if reached is not None:
        late = latest is not None and reached > latest
        after = f", after {latest}, the last day that the plan has for it" if late else ""
        return TargetJudgement(state=TargetState.REACHED, text=f"It was reached on {reached}{after}.")
    if denied is None:
        return _unjudged("The reports differ on whether it was reached.")
    if denied:
        return TargetJudgement(state=TargetState.NOT_REACHED, text="It is reported as not reached.")
    return _unjudged("No report has the day on which it was reached.")


@value(kw_only=True)
class Measured:
    """What is compared with a target."""

    total: Range | None
    """The total; None if there is none."""
    of: Range | None
    """The denominators, if it is a ratio; otherwise None."""
    ratios: tuple[Ratio, ...] = ()
    """The numerators and denominators that are possible, in pairs; empty if only their bounds are known."""
    unit: str | None
    """The unit of the total; None if it is not known."""
    baseline: Baseline | None
    """The value from which the KPI starts; None if neither the plan nor the register says it."""
    rising: bool
    """Whether the total can still rise: there are checkpoints to come, or contributions are not reported."""


def judge(kpi: Kpi, measured: Measured) -> TargetJudgement | None:
    """Return whether a total reaches the target of a KPI; None if the KPI has no target.

    A floor that is reached stays reached. A ceiling is only kept once the last checkpoint is over, and all that counts
    is reported.
    """
    if kpi.comparison is None and (kpi.value is None or kpi.kind is KpiKind.QUALITATIVE):
        return None
    total, of = measured.total, measured.of
    why = _why_not_comparable(kpi, measured)
    bounds = _bounds(kpi, measured.baseline)
    if total is None or why is not None:
        return _unjudged(why or "There is no total to compare with the target.")
    if isinstance(bounds, str):
        return _unjudged(bounds)
    if of is not None:
        total = percent_range(total, of, measured.ratios)
    judged = _compare(kpi, total, bounds, rising=measured.rising)
    return attrs.evolve(judged, bounds=bounds)


def _why_not_comparable(kpi: Kpi, measured: Measured) -> str | None:
    """Return why a total cannot be compared with the target; None if it can."""
    of, unit = measured.of, measured.unit
    if measured.total is None:
        return "There is no total to compare with the target."
    if kpi.per is not None:
        return f"The target is meant per {kpi.per}, and the total is not."
    if kpi.period is not None:
        return f"The target is about {kpi.period}, and the total is about all that is reported."
    if of is not None:
        percent = unit_key(kpi.unit) in PERCENT
        if not percent or of.low <= 0:
            return "The denominator is zero." if percent else "The target is no percentage, and the total is a ratio."
    elif kpi.comparison not in _RELATIVE and _differ(kpi.unit, unit):
        return f"The target is in {kpi.unit!r}, and the total in {unit!r}."
    return None


def _differ(one: str | None, other: str | None) -> bool:
    """Whether two units are different; the words of what is counted may differ in singular and plural."""
    if one is None or other is None or unit_key(one) == unit_key(other):
        return False
    percent = PERCENT & {unit_key(one), unit_key(other)}
    return bool(percent) or measure_key(one) != measure_key(other)


_DIVIDED = 28
"""A value with so many digits comes from a division."""
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


def _bounds(kpi: Kpi, baseline: Baseline | None) -> TargetBounds | str:
    """Return the bounds of a target, or why there are none."""
    start, value = None if baseline is None else baseline.value, kpi.value
    if kpi.comparison in _RELATIVE:
        if start is None:
            return "The target is relative to a baseline that is not known."
        bounds = _relative(kpi, start)
    else:
        bounds = None if value is None else _absolute(kpi, value)
    return bounds or "The target has no value."


def _absolute(kpi: Kpi, value: Decimal) -> TargetBounds:
    match kpi.comparison:
        case Comparison.AT_MOST | Comparison.DECREASE_TO:
            return TargetBounds(most=value)
        case Comparison.LESS_THAN:
            return TargetBounds(most=value, strict=True)
        case Comparison.MORE_THAN:
            return TargetBounds(least=value, strict=True)
        case Comparison.EQUAL:
            return TargetBounds(least=value, most=value)
        case _:
            return TargetBounds(least=value, most=kpi.most)


def _relative(kpi: Kpi, start: Decimal) -> TargetBounds | None:
    by = Decimal(0) if kpi.value is None else kpi.value
    if unit_key(kpi.unit) in PERCENT or kpi.comparison is Comparison.OF_BASELINE:
        by = share(start, by)
    bounds = {
        Comparison.INCREASE: TargetBounds(least=start, strict=True),
        Comparison.DECREASE: TargetBounds(most=start, strict=True),
        Comparison.KEEP: TargetBounds(least=start, most=start),
    }
    of_value = {
        Comparison.INCREASE_BY: TargetBounds(least=exact_sum(start, by)),
        Comparison.DECREASE_BY: TargetBounds(most=exact_sum(start, -by)),
        Comparison.OF_BASELINE: TargetBounds(least=by),
    }
    return (bounds if kpi.value is None else {**bounds, **of_value}).get(kpi.comparison or Comparison.KEEP)


def _compare(kpi: Kpi, total: Range, bounds: TargetBounds, *, rising: bool) -> TargetJudgement:
    """Compare a total with bounds; ``rising`` means that it can still rise."""
    aim = f"the target {kpi.target}"
    shown = Range(_short(total.low, bounds), _short(total.high, bounds))
    percent = None
    if bounds.least is not None and bounds.least > 0 and bounds.most is None:
        percent = Range(percentage(total.low, bounds.least), percentage(total.high, bounds.least))
    inside = [bounds.hold(value) for value in (total.low, total.high)]
    if not any(inside):
        if bounds.most is not None and bounds.above(total.low):
            text = f"{shown} is above {format_number(bounds.most)}, the upper end of {aim}."
        elif bounds.above(total.high):  # a range from below to above
            return _unjudged(f"The total is {shown}, and {aim} is in between.")
        else:
            text = f"{shown} is below {aim}."
        return TargetJudgement(state=TargetState.NOT_REACHED, text=text, percent=percent)
    if not all(inside):
        return TargetJudgement(
            state=TargetState.UNJUDGED, text=f"The total is {shown}: it depends on its value.", percent=percent
        )
    if bounds.most is not None and rising:
        return _unjudged(f"{shown} is within {aim} so far, and can still rise.")
    return TargetJudgement(state=TargetState.REACHED, text=f"{shown} reaches {aim}.", percent=percent)


def _short(value: Decimal, bounds: TargetBounds) -> Decimal:
    """Return a value with one decimal if it comes from a division, and is still on the same side of the bounds."""
    if len(value.as_tuple().digits) < _DIVIDED:
        return value
    short = round_percent(value)
    return short if (bounds.above(short), bounds.below(short)) == (bounds.above(value), bounds.below(value)) else value
