"""Verdicts: whether what is reported for a KPI reaches its target, where every possible value gives the same."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from decimal import Decimal

import attrs

from empact.analysis.claims.indicators import PERCENT, Indicator, unit_key
from empact.analysis.claims.rounds import Round
from empact.analysis.overlap.wording import words
from empact.analysis.progressing.amounts import (
    Amount,
    Range,
    exact_sum,
    format_number,
    percentage,
    round_percent,
    share,
)
from empact.analysis.progressing.decisions import Decision
from empact.analysis.progressing.milestones import ReachedDay
from empact.analysis.progressing.planned import PlannedAndReported, PlannedState
from empact.arguments import check_type, write_decimal
from empact.model import Baseline, Comparison, Kpi, KpiKind
from empact.values import unlisted, value


def measure_key(measure: str) -> str:
    """Return the significant words of a measure: two measures with the same words are the same."""
    return " ".join(words(measure)) or " ".join(measure.casefold().split())


class TargetState(enum.Enum):
    """Whether a target is reached."""

    REACHED = "reached"
    """It is reached, before or after its day."""
    NOT_REACHED = "not reached"
    """It is not reached on its day; or the value is above an upper limit."""
    OPEN = "open"
    """Its day is still to come."""
    UNJUDGED = "cannot be judged"
    """The possible values do not all give the same verdict, or there is no value."""


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
        check_type("The value", "a Decimal", Decimal, value, write_decimal)
        return self.most is not None and (value >= self.most if self.strict else value > self.most)

    def below(self, value: Decimal) -> bool:
        """Whether a value is less than it has to be."""
        check_type("The value", "a Decimal", Decimal, value, write_decimal)
        return self.least is not None and (value <= self.least if self.strict else value < self.least)

    def hold(self, value: Decimal) -> bool:
        """Whether a value is within the bounds."""
        check_type("The value", "a Decimal", Decimal, value, write_decimal)
        return not self.above(value) and not self.below(value)


@value(kw_only=True)
class TargetJudgement:
    """Whether what is reported reaches the target of a KPI."""

    state: TargetState
    """Whether it is reached, not reached, open, or cannot be judged."""
    text: str
    """Why, in a sentence."""
    percent: Range | None = None
    """How much of a target value is reached, in percent; None if that has no meaning."""
    in_time: bool | None = None
    """Whether it is reached by its day; None if it is not reached, has no day, or if that is not known."""
    bounds: TargetBounds | None = attrs.field(default=None, repr=False, metadata=unlisted())
    """What the value has to be, in its unit or in percent; None if it cannot be compared with the target."""

    def __str__(self) -> str:
        after = " after its day" if self.in_time is False else ""
        return f"{self.state.value}{after}: {self.text}"


def _unjudged(text: str) -> TargetJudgement:
    return TargetJudgement(state=TargetState.UNJUDGED, text=text)


def judge_milestone(planned: PlannedAndReported, reached: ReachedDay | None) -> TargetJudgement:
    """Return whether a milestone is reached, and whether by its day.

    Args:
        planned: When the milestone was planned, and when it was reached.
        reached: The day on which the leaders state that it was reached; None if none states it.
    """
    day = None if planned.planned is None else planned.planned.end
    if reached is not None and reached.unclear:
        return _unjudged("The leaders differ on whether it was reached.")
    if reached is None or reached.first is None or reached.last is None:
        if day is not None and planned.state in {PlannedState.NOT_BEGUN, PlannedState.NOT_DUE}:
            return TargetJudgement(state=TargetState.OPEN, text=f"Its day is {day}.")
        if reached is None:
            return _unjudged("No report states the day on which it was reached.")
        return TargetJudgement(state=TargetState.NOT_REACHED, text="It is reported as not reached.")
    when = f"on {reached.first}" if reached.first == reached.last else f"between {reached.first} and {reached.last}"
    text = f"It was reached {when}" + ("" if planned.behind is None else f", {planned.behind}")
    in_time = {PlannedState.BEFORE: True, PlannedState.IN_TIME: True, PlannedState.AFTER: False}.get(planned.state)
    return TargetJudgement(state=TargetState.REACHED, text=f"{text}.", in_time=in_time)


def judge(indicator: Indicator, decision: Decision, current: Round) -> TargetJudgement | None:
    """Return whether the value of a KPI reaches its target at a checkpoint; None if the KPI has no target.

    There is a verdict only if every possible value gives the same verdict. Before its day, a target is met or open; an
    upper limit is not met or open. A figure of a time before the plan is not a target.

    Args:
        indicator: The KPI, with its target and its day.
        decision: What the claims amount to at the checkpoint.
        current: The round of the checkpoint.
    """
    kpi = indicator.known
    if (
        kpi is None
        or indicator.past
        or (kpi.comparison is None and (kpi.value is None or kpi.kind is KpiKind.QUALITATIVE))
    ):
        return None
    value = decision.headline
    why = _why_not_comparable(indicator, kpi, value)
    if value is None or why is not None:
        return _unjudged(why or "There is no value to compare with the target.")
    if indicator.rounds is None:  # it can be cumulative or incremental, and both have to give the same
        silent = [made.round.number for made in decision.rounds if made.silent]
        if silent and decision.rounds[-1].round.number in silent:
            return _unjudged(f"{_shown(value, TargetBounds())} so far: a later round is silent.")
        value = attrs.evolve(value, at_least=value.at_least or bool(silent))
    bounds = _bounds(kpi, indicator.baseline)
    if isinstance(bounds, str):
        return _unjudged(bounds)
    possible = [_compared(amount) for amount in (value, decision.conflict) if amount is not None]
    early = indicator.day is not None and current.on < indicator.day
    judged = _judged(kpi, value, possible, bounds, early=early)
    return attrs.evolve(judged, bounds=bounds)


def _compared(amount: Amount) -> Range:
    """Return what is compared with a target: the value, or the percentage of a ratio."""
    percents = amount.percents
    return amount.range if amount.of is None or percents is None else percents


def _why_not_comparable(  # noqa: PLR0911 - one for each reason
    indicator: Indicator, kpi: Kpi, value: Amount | None
) -> str | None:
    """Return why a value cannot be compared with the target; None if it can."""
    if value is None:
        return "There is no value to compare with the target."
    if value.so_far:
        return f"{value.text[:1].upper()}{value.text[1:]}: a later round is silent."
    if indicator.per is not None:
        return f"The target is meant per {indicator.per}, and the value is not."
    if kpi.period is not None:
        return f"The target is about {kpi.period}, and the value is about all that is reported."
    if value.of is not None:
        percent = PERCENT & {unit_key(kpi.unit), unit_key(indicator.unit)}
        if not percent or value.of.low <= 0:
            ratio = "The target is not a percentage, and the value is a ratio."
            return "The denominator is zero." if percent else ratio
    elif kpi.comparison not in _RELATIVE and _differ(kpi.unit, value.unit):
        return f"The target is in {kpi.unit!r}, and the value in {value.unit!r}."
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
    match kpi.bound or kpi.comparison:
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
    """Return the bounds of a target that is relative to a start: "at least 10 % more" of 210 is at least 231."""
    match kpi.comparison:
        case Comparison.INCREASE:
            return TargetBounds(least=start, strict=True)
        case Comparison.DECREASE:
            return TargetBounds(most=start, strict=True)
        case Comparison.KEEP:
            return TargetBounds(least=start, most=start)
        case _:
            return None if kpi.value is None else _stepped(kpi, start, kpi.value)


def _stepped(kpi: Kpi, start: Decimal, step: Decimal) -> TargetBounds:
    """Return the bounds of a step from a start, with the words that limit its size."""
    end = _end(kpi, start, step)
    if kpi.most is not None:
        other = _end(kpi, start, kpi.most)
        return TargetBounds(least=min(end, other), most=max(end, other))
    if kpi.bound is Comparison.EQUAL:
        return TargetBounds(least=end, most=end)
    strict = kpi.bound in {Comparison.LESS_THAN, Comparison.MORE_THAN}
    limited = kpi.bound in {Comparison.LESS_THAN, Comparison.AT_MOST}
    if limited is (kpi.comparison is Comparison.DECREASE_BY):  # "at most 5 % fewer" of 100 is at least 95
        return TargetBounds(least=end, strict=strict)
    return TargetBounds(most=end, strict=strict)


def _end(kpi: Kpi, start: Decimal, step: Decimal) -> Decimal:
    """Return where a step from a start ends: "10 % more" than 210 is 231."""
    if kpi.comparison is Comparison.OF_BASELINE:
        return share(start, step)
    by = share(start, step) if unit_key(kpi.unit) in PERCENT else step
    return exact_sum(start, -by if kpi.comparison is Comparison.DECREASE_BY else by)


def _judged(
    kpi: Kpi, value: Amount, possible: Sequence[Range], bounds: TargetBounds, *, early: bool
) -> TargetJudgement:
    """Compare the possible values with bounds; ``early`` means that the day of the target is still to come."""
    aim = f"the target {kpi.target}" + ("" if kpi.per is None else f" per {kpi.per}")
    shown = _shown(value, bounds)
    percent = None
    total = possible[0]
    if bounds.least is not None and bounds.least > 0 and bounds.most is None:
        percent = Range(percentage(total.low, bounds.least), percentage(total.high, bounds.least))
    open_ = TargetJudgement(state=TargetState.OPEN, text=f"{shown}; {aim} is still open.", percent=percent)
    low, high = min(values.low for values in possible), max(values.high for values in possible)
    all_above = bounds.above(low)
    if all_above:
        text = f"{shown} is above {format_number(bounds.most or low)}, the upper end of {aim}."
        return TargetJudgement(state=TargetState.NOT_REACHED, text=text, percent=percent)
    if early and bounds.most is not None:
        return open_
    held = [bounds.hold(end) for end in (low, high)]
    if value.at_least:  # everything above is possible too
        held.append(bounds.most is None)
    if all(held):
        return TargetJudgement(state=TargetState.REACHED, text=f"{shown} reaches {aim}.", percent=percent)
    if any(held) or (bounds.below(low) and bounds.above(high)):
        text = f"{shown}: whether it reaches {aim} depends on the value."
        return TargetJudgement(state=TargetState.UNJUDGED, text=text, percent=percent)
    if early:
        return open_
    return TargetJudgement(state=TargetState.NOT_REACHED, text=f"{shown} is below {aim}.", percent=percent)


def _shown(value: Amount, bounds: TargetBounds) -> str:
    """Return a value in words; of a ratio its percentage, with one decimal."""
    compared = _compared(value)
    shown = Range(_short(compared.low, bounds), _short(compared.high, bounds))
    return f"{'At least ' if value.at_least else ''}{shown}"


def _short(value: Decimal, bounds: TargetBounds) -> Decimal:
    """Return a value with one decimal if it comes from a division, and is still on the same side of the bounds."""
    if len(value.as_tuple().digits) < _DIVIDED:
        return value
    short = round_percent(value)
    return short if (bounds.above(short), bounds.below(short)) == (bounds.above(value), bounds.below(value)) else value
