"""Traffic lights: how much of the targets of an action is reached, by the thresholds of a project. Off by default."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

import attrs

from empact.analysis.facts import PlanFacts, PortfolioFacts, check_context
from empact.analysis.light_thresholds import Light, LightThresholds
from empact.analysis.progressing.amounts import Range, exact_sum, format_percent, percentage
from empact.analysis.progressing.kpi_pictures import KpiProgress
from empact.analysis.progressing.pictures import ActionLight, ActionProgress, Progress
from empact.analysis.progressing.verdicts import TargetJudgement, TargetState
from empact.arguments import check_type
from empact.errors import ConfigError
from empact.model import ActionStatus, Comparison, FigureKind
from empact.values import value

_WHOLE, _NONE = Decimal(100), Decimal(0)


_ORDER = (Light.RED, Light.AMBER, Light.GREEN)


def lights(ctx: PlanFacts | PortfolioFacts, progress: Progress) -> tuple[ActionLight, ...]:
    """Return the light of each action, in the order of the plans.

    The lowest of the KPIs with a target decides, by the share of the whole target that is reached so far. A floor is
    reached in part, a ceiling is kept or not; of an increase or a decrease, the way from the baseline counts. A light
    that depends on a value that is not certain, or not known, is not calculated. There is no light of a state.

    Args:
        ctx: The context of the plans; the thresholds are ``ctx.lights``.
        progress: Their progress, from the same context.

    Raises:
        ConfigError: The context has no thresholds.
    """
    check_context("lights()", ctx)
    check_type("The progress", "a Progress", Progress, progress)
    check_context("lights()", ctx)
    if ctx.lights is None:
        what = "No thresholds of traffic lights are set, and there are no default values."
        raise ConfigError(f"{what} Write a table such as [progress.lights] with green = 0.9 and amber = 0.5.")
    of_driver = {report.id for report in progress.of_driver}
    return tuple(_light(action, ctx.lights, of_driver) for action in progress)


def _light(action: ActionProgress, thresholds: LightThresholds, of_driver: Iterable[str]) -> ActionLight:
    said = tuple(text for text in action.narratives if text.report in of_driver)
    if action.status is ActionStatus.CANCELLED:
        why = "The action is cancelled."
        return ActionLight(action=action, light=Light.NOT_CALCULATED, why=why, of_driver=said)
    shares = [share for kpi in action.kpis if (share := share_of_target(kpi)) is not None]
    if not shares:
        why = "No KPI of the action has a target." if action.kpis else "The action has no KPI."
        return ActionLight(action=action, light=Light.NOT_CALCULATED, why=why, of_driver=said)
    worst = min(_ORDER.index(thresholds.light(share.low)) for share in shares)
    deciding = [share for share in shares if share.why is None and _ORDER.index(thresholds.light(share.high)) == worst]
    if deciding:
        lowest = min(deciding, key=lambda share: share.low)
        return ActionLight(action=action, light=_ORDER[worst], percent=lowest.low, why=f"{lowest}.", of_driver=said)
    unsure = [share for share in shares if thresholds.light(share.low) is not thresholds.light(share.high)]
    why = " ".join(share.doubt for share in unsure)
    return ActionLight(action=action, light=Light.NOT_CALCULATED, why=why, of_driver=said)


@value(kw_only=True)
class TargetShare:
    """How much of the target of a KPI is reached. If nothing is known of it, it is from none to the whole."""

    kpi: KpiProgress = attrs.field(repr=False)
    """The progress of the KPI."""
    low: Decimal = _NONE
    """The lowest possible share, in percent."""
    high: Decimal = _WHOLE
    """The highest possible share, in percent."""
    why: str | None = None
    """Why nothing is known of it, in a sentence; None if something is."""

    @property
    def doubt(self) -> str:
        """Why the light is not certain, in a sentence."""
        value = self.kpi.value
        if self.why is None and value is not None and (value.at_least or value.so_far):
            return f"{_name(self.kpi)}: {value.text}, so the light depends on what is not reported."
        return self.why or f"{self}, and the light depends on the value."

    def __str__(self) -> str:
        low, high = format_percent(self.low), format_percent(self.high)
        return f"{_name(self.kpi)}: {low if low == high else f'{low} to {high}'} of its target is reached"


def _name(kpi: KpiProgress) -> str:
    return kpi.measure if kpi.key is None else f"KPI {kpi.key.number}"


def share_of_target(kpi: KpiProgress) -> TargetShare | None:
    """Return how much of its target a KPI has reached; None if it has no target."""
    judged = kpi.target
    if judged is None:
        return None
    if not kpi.claims:
        return TargetShare(kpi=kpi, why=f"{_name(kpi)} is not reported.")
    shares = list(_shares(kpi, judged))
    if None in shares:
        return TargetShare(kpi=kpi, why=f"{_name(kpi)}: The baseline of the target is not known.")
    known = [share for share in shares if share is not None]
    if not known:
        return TargetShare(kpi=kpi, why=f"{_name(kpi)}: {judged.text}")
    low, high = min(known), max(known)
    bounds, value = judged.bounds, kpi.value
    if value is not None and value.so_far:
        low, high = _NONE, _WHOLE
    elif value is not None and value.at_least and bounds is not None:  # everything above is possible too
        if kpi.indicator.figure is FigureKind.RATIO:
            low, high = _NONE, _WHOLE
        elif not bounds.above(value.low):
            low, high = low if bounds.most is None else _NONE, _WHOLE
    return TargetShare(kpi=kpi, low=low, high=high)


def _shares(progress: KpiProgress, judged: TargetJudgement) -> Iterator[Decimal | None]:
    """Yield the share of the target at both ends of what is possible, in percent; None if it needs a baseline.

    Nothing is yielded if the value cannot be compared with the target.
    """
    if progress.indicator.figure is FigureKind.DAY:
        if judged.state is not TargetState.UNJUDGED:
            yield _WHOLE if judged.state is TargetState.REACHED else _NONE
        return
    bounds, kpi = judged.bounds, progress.known
    ranges = _possible(progress)
    if bounds is None or kpi is None or _can_be_exceeded(judged, ranges):
        return
    start = None if progress.indicator.baseline is None else progress.indicator.baseline.value
    change = kpi.comparison in _UP | _DOWN
    for values in ranges:
        if bounds.strict and bounds.least in {values.low, values.high} and not change:
            return  # the whole, and still not enough
        for end in (values.low, values.high):
            if bounds.hold(end):
                yield _WHOLE
            elif change:
                up = kpi.comparison in _UP
                yield None if start is None else _way(start, end, bounds.least if up else bounds.most, up=up)
            elif bounds.below(end) and bounds.least is not None and bounds.least > 0:
                yield min(max(percentage(end, bounds.least), _NONE), _WHOLE)
            else:
                yield _NONE  # a ceiling is kept or not


def _possible(progress: KpiProgress) -> list[Range]:
    """Return the values that are possible; of a ratio the percentages."""
    amounts = (amount for amount in (progress.value, progress.decision.conflict) if amount is not None)
    return [amount.range if amount.of is None else amount.percents or amount.range for amount in amounts]


def _can_be_exceeded(judged: TargetJudgement, ranges: Iterable[Range]) -> bool:
    """Whether a ceiling is kept so far, before its day."""
    bounds = judged.bounds
    if bounds is None or bounds.most is None or judged.state is not TargetState.OPEN:
        return False
    return any(bounds.hold(end) for values in ranges for end in (values.low, values.high))


_UP = frozenset({Comparison.INCREASE, Comparison.INCREASE_BY, Comparison.INCREASE_TO})
_DOWN = frozenset({Comparison.DECREASE, Comparison.DECREASE_BY, Comparison.DECREASE_TO})


def _way(start: Decimal, value: Decimal, aim: Decimal | None, *, up: bool) -> Decimal:
    """Return how much of the way from a baseline to an aim is done, in percent; none if the aim is not on that side."""
    if aim is None or (aim <= start if up else aim >= start):
        return _NONE
    done = percentage(exact_sum(value, -start), exact_sum(aim, -start))
    return min(max(done, _NONE), _WHOLE)
