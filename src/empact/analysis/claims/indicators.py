"""Indicators: what the plan and the KPI register say about each KPI, or part of a KPI, before any report."""

from __future__ import annotations

import datetime as dt
import string
from collections.abc import Iterator

from empact.analysis.facts import PlanFacts
from empact.analysis.schedules import dates
from empact.arguments import check_type
from empact.model import (
    Adds,
    AddsFacts,
    Baseline,
    Comparison,
    CountedBy,
    FigureKind,
    Kpi,
    KpiDefinition,
    KpiKey,
    OverTime,
    Unit,
    Unparsed,
)
from empact.values import value

PERCENT = frozenset({"%", "per cent", "percent"})
POINTS = "percentage points"
"""The unit of a change of a percentage: from 10 % to 15 % are 5."""
_CHANGES = frozenset({Comparison.INCREASE_BY, Comparison.DECREASE_BY, Comparison.OF_BASELINE})
"""The targets that are relative to a baseline: of those in percent, the unit is not that of figures."""
_YEAR = range(365, 367)
"""The days of a year."""


def unit_key(unit: str | None) -> str | None:
    """Return the form in which units are compared."""
    return None if unit is None else " ".join(unit.casefold().split())


@value(kw_only=True)
class Indicator:
    """What is reported on: a KPI of an action, a part of a KPI that names several things, or another measure."""

    plan_id: str
    """The id of the plan."""
    action_number: str
    """The number of the action."""
    key: KpiKey | None = None
    """The identity of the KPI or of its part; None for another measure."""
    measure: str
    """The text of the KPI, or the words of the measure."""
    kpi: Kpi | Unparsed | None = None
    """The KPI of the plan, or the words that are not understood; None for another measure."""
    definition: KpiDefinition | None = None
    """What the KPI register says about it; None if it says nothing."""
    past: bool = False
    """Whether its figure is of a time before the plan, so that it is not a target: ``12 seizures in 2012`` in 2014."""
    day: dt.date | None = None
    """The last day that the plan has for it: its deadline, or the end of the action; None if the plan has none."""
    has_day: bool = False
    """Whether the plan states that day itself, and it is not only the end of the action."""
    per: str | None = None
    """For what the target is meant, each time, such as ``month``; None if it is meant once for the plan, as ``8 per
    year`` is in a plan that lasts one year.
    """

    def __str__(self) -> str:
        if self.key is None:
            return f"{self.plan_id}:{self.action_number} {self.measure}"
        return f"{self.plan_id}:{self.action_number}/{self.key.number}"

    @property
    def known(self) -> Kpi | None:
        """The KPI, if its text is understood."""
        return self.kpi if isinstance(self.kpi, Kpi) else None

    @property
    def adds(self) -> Adds | None:
        """How its figures add up; None if neither the plan nor the register says it."""
        known = self.known
        if known is not None and known.adds is not None:
            return known.adds
        return None if self.definition is None else self.definition.adds

    @property
    def decided_by(self) -> str | None:
        """Who decided how the figures add up: ``the plan``, or the decision of the register. None if nobody has."""
        if self.known is not None and self.known.adds is not None:
            return "the plan"
        definition = self.definition
        if definition is None or definition.adds is None:
            return None
        return f"{definition.decided_by} on {definition.on}, in the KPI register"

    @property
    def over_time(self) -> OverTime | None:
        """How the figures of a ratio combine from round to round; None if it is not decided."""
        return None if self.definition is None else self.definition.over_time

    @property
    def rounds(self) -> AddsFacts | None:
        """How the values of the rounds become one: that of a ratio is in the register. None if it is not decided."""
        adds = self.adds
        if adds is None or adds.facts.figure is not FigureKind.RATIO:
            return None if adds is None else adds.facts
        return None if self.over_time is None else Adds(self.over_time.value).facts

    @property
    def so_far(self) -> bool:
        """Whether a figure contains those of the rounds before."""
        return self.rounds is not None and self.rounds.so_far

    @property
    def new(self) -> bool:
        """Whether a figure contains only what is new in its round."""
        return self.rounds is not None and self.rounds.new

    @property
    def level(self) -> bool:
        """Whether a figure is a level on one day, such as a stock."""
        return self.rounds is not None and self.rounds.level

    @property
    def figure(self) -> FigureKind | None:
        """What a figure states: a number, a ratio, a day or words; None if nobody has decided it."""
        adds = self.adds
        return None if adds is None else adds.facts.figure

    @property
    def counts_shares(self) -> bool:
        """Whether the participants are expected to report shares: not of a day or words, or if the leader counts."""
        if self.key is None or (self.definition is not None and self.definition.counted_by is CountedBy.LEADER):
            return False
        return self.figure not in {FigureKind.DAY, FigureKind.WORDS}

    @property
    def unit(self) -> str | None:
        """The unit in which figures count: that of the register, or that of the plan; None if neither has one.

        The unit of a change ("+10 %") is that of its target only: figures count what is measured, such as seizures.
        """
        if self.definition is not None and self.definition.unit is not None:
            return self.definition.unit
        known = self.known
        stated = None if known is None else known.unit
        if stated is None or not self._is_change:
            return stated
        return "%" if stated == POINTS else None

    @property
    def figure_unit(self) -> str | None:
        """The unit that a figure has if it states none; of a change in percent, the words of what is counted."""
        return self.known.measures if self.unit is None and self.known is not None and self._is_change else self.unit

    @property
    def _is_change(self) -> bool:
        """Whether the target is a change in percent, or in percentage points."""
        known = self.known
        return known is not None and known.comparison in _CHANGES and unit_key(known.unit) in {*PERCENT, POINTS}

    def takes_unit(self, unit: str | None) -> bool:
        """Whether a figure in a unit counts. Without a unit, it is in that of the KPI; a ratio may be in per cent.

        What is counted can be in any unit but per cent if only a change in percent is stated.
        """
        check_type("The unit", "a text or None", (str, type(None)), unit)
        stated = unit_key(unit)
        if stated in PERCENT and self.figure is FigureKind.RATIO:
            return True
        if self.unit is None:
            return not (self._is_change and stated in PERCENT)
        return stated is None or stated == unit_key(self.unit)

    @property
    def counted(self) -> str:
        """The words of what is counted, by which measures are compared."""
        return (self.known.counted if self.known is not None else None) or self.measure

    @property
    def baseline(self) -> Baseline | None:
        """The value from which it starts: the plan goes before the register."""
        if self.known is not None and self.known.baseline is not None:
            return self.known.baseline
        return None if self.definition is None else self.definition.baseline


def action_indicators(ctx: PlanFacts, position: int) -> tuple[Indicator, ...]:
    """Return the KPIs of an action, by its index in ``plan.actions``; a KPI with parts is its parts."""
    return tuple(_indicators(ctx, position))


def _indicators(ctx: PlanFacts, position: int) -> Iterator[Indicator]:
    action = ctx.plan.actions[position]
    for index, kpi in enumerate(action.kpis):
        letters = string.ascii_lowercase[: len(kpi.parts)] if isinstance(kpi, Kpi) else ""
        for letter in letters or (None,):
            part = kpi.part(letter) if isinstance(kpi, Kpi) and letter is not None else kpi
            yield _indicator(ctx, position, KpiKey(action=action.number, ordinal=index + 1, letter=letter), part)


def _indicator(ctx: PlanFacts, position: int, key: KpiKey, kpi: Kpi | Unparsed) -> Indicator:
    period = ctx.plan.period
    definition = ctx.kpi_definition(key, KpiKey(action=key.action, ordinal=key.ordinal))
    deadline = kpi.deadline if isinstance(kpi, Kpi) else None
    stated = None if deadline is None else max((span.end for span in dates(deadline, period)), default=None)
    per = kpi.per if isinstance(kpi, Kpi) else None
    yearly = per == Unit.YEAR.value and period is not None and (period.end - period.start).days + 1 in _YEAR
    time = period if yearly else ctx.schedule.span(position) or period
    return Indicator(
        plan_id=ctx.plan.id,
        action_number=key.action,
        key=key,
        measure=kpi.text,
        past=isinstance(kpi, Kpi) and period is not None and kpi.is_before(period.start.year),
        kpi=kpi,
        definition=definition,
        day=stated or (None if time is None else time.end),
        has_day=stated is not None,
        per=None if yearly else per,
    )


def other_measure(ctx: PlanFacts, position: int, measure: str) -> Indicator:
    """Return what is reported on that is not a KPI of the plan: a measure in words."""
    return Indicator(plan_id=ctx.plan.id, action_number=ctx.plan.actions[position].number, measure=measure)
