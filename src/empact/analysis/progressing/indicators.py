"""Indicators: the KPIs and other measures of an action, and what is reported for each."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable
from decimal import Decimal

import attrs

from empact.analysis.progressing.breakdowns import BreakdownSum
from empact.analysis.progressing.disagreements import Disagreement
from empact.analysis.progressing.figures import PERCENT, ReportedFigure, unit_key
from empact.analysis.progressing.ranges import Range, Ratio, percent_range, percentage
from empact.analysis.progressing.reporters import Turnout
from empact.analysis.progressing.rounds import Round
from empact.analysis.progressing.sums import Part
from empact.analysis.progressing.targets import TargetJudgement
from empact.analysis.reasons import Reason
from empact.model import Adds, Baseline, FigureKind, FigureScope, Kpi, KpiDefinition, KpiKey, Unparsed
from empact.values import value


@value(kw_only=True)
class Total:
    """What the figures for a KPI add up to: a range from the lowest to the highest possible value.

    The bounds differ if sources report one result differently, or if figures may count one result twice.
    """

    low: Decimal
    """The lowest possible value."""
    high: Decimal
    """The highest possible value; equal to the lowest if the value is certain."""
    unit: str | None = None
    """The unit; None if neither plan nor register nor report says it."""
    of: Range | None = None
    """The denominators, if it is a ratio; otherwise None."""
    ratios: tuple[Ratio, ...] = attrs.field(default=(), repr=False)
    """If it is a ratio: the numerators and denominators that are possible, in pairs; empty if only their bounds are
    known.
    """
    scope: FigureScope
    """Whether it is made of the totals of the leaders, or is the sum of own contributions. The two are never added."""
    reporters: Turnout
    """Who is expected to report these figures, and who has at the checkpoint."""
    earlier: tuple[str, ...] = ()
    """The checkpoints that the value is from, if some of it (of a sum over the checkpoints: all of it) is from before
    the checkpoint; otherwise empty.
    """

    @property
    def certain(self) -> bool:
        """Whether the value is known exactly."""
        return self.low == self.high and (self.of is None or self.of.certain)

    @property
    def range(self) -> Range:
        """The value with its bounds."""
        return Range(self.low, self.high)

    @property
    def percent(self) -> Decimal | None:
        """The ratio in percent; None if it is no ratio, or not certain."""
        if self.of is None or not self.certain or not self.of.low:
            return None
        return percentage(self.low, self.of.low)

    @property
    def percents(self) -> Range | None:
        """The ratio in percent with its bounds, of the sums of numerators and denominators; None if it is none."""
        if self.of is None or self.of.low <= 0:
            return None
        return percent_range(self.range, self.of, self.ratios)

    def __str__(self) -> str:
        value = str(self.range) if self.of is None else f"{self.range} of {self.of}"
        return value if self.unit is None or (self.of and unit_key(self.unit) in PERCENT) else f"{value} {self.unit}"


class SetApartKind(enum.Enum):
    """Why a figure is not counted."""

    UNIT = "unit"
    """It is in another unit than the KPI."""
    SEVERAL_UNITS = "several units"
    """The figures are in several units, and neither the plan nor the KPI register sets one."""
    RATIO = "ratio"
    """It is a percentage or a ratio without its numerator and denominator."""
    ROLE = "role"
    """It is a total of the action, and by somebody who does not report it."""
    VALUE = "value"
    """It has no value, or a denominator where the KPI has none."""


@value(kw_only=True)
class SetApart:
    """A figure that is listed and not counted."""

    kind: SetApartKind
    """Why it is not counted, as a word for programs."""
    figure: ReportedFigure
    """The figure that is not counted."""
    why: str
    """Why it is not counted, in a sentence."""

    def __str__(self) -> str:
        return f"{self.figure}: {self.why}"


@value(kw_only=True)
class KpiProgress:
    """What is reported for a KPI of an action up to a checkpoint, or for a measure that is no KPI."""

    plan: str
    """The id of the plan."""
    action: str
    """The number of the action."""
    key: KpiKey | None
    """The identity of the KPI, its action and its ordinal; None for another measure."""
    measure: str
    """The text of the KPI, or the words of the measure."""
    kpi: Kpi | Unparsed | None = attrs.field(repr=False)
    """The KPI of the plan, or the words that are not understood; None for another measure."""
    adds: Adds | None
    """How the figures add up; None if neither the plan nor the register says it."""
    decided_by: str | None
    """Who decided how the figures add up: ``the plan``, or the decision of the register. None if nobody has."""
    definition: KpiDefinition | None = attrs.field(repr=False)
    """What the KPI register says about the KPI; None if it says nothing."""
    unit: str | None
    """The unit in which the figures count; None if neither the plan nor the register says it."""
    total: Total | None
    """What the figures add up to; None if that is not known, or if they are no numbers."""
    contributions: Total | None
    """The sum of the own contributions, where the total is that of the leaders: to compare, not to add.
    None otherwise.
    """
    reached: dt.date | None
    """The day on which a milestone was reached, as reported; None if none is reported."""
    figures: tuple[ReportedFigure, ...]
    """Every figure that was reported, in the order of checkpoint, day and report."""
    parts: tuple[Part, ...] = attrs.field(repr=False)
    """What the total is made of: each part counts once."""
    apart: tuple[SetApart, ...]
    """The figures that are not counted, each with the reason."""
    round: Round | None
    """The checkpoint; None if the plan has none that early."""
    leaders: Turnout
    """Who is expected to report totals, and who has at the checkpoint. After an earlier checkpoint at which the action
    came to an end, those who reported then count too, and so does who has reported a milestone as reached.
    """
    participants: Turnout
    """Who is expected to report own contributions, and who has at the checkpoint, as for the leaders. No contributions
    are expected for milestones and for results in words.
    """
    disagreements: tuple[Disagreement, ...]
    """Reported values that do not agree."""
    breakdowns: tuple[BreakdownSum, ...] = attrs.field(repr=False)
    """The parts of the total in each dimension."""
    target: TargetJudgement | None
    """Whether the target is reached; None if there is none."""
    reasons: tuple[Reason, ...] = attrs.field(repr=False)
    """How the total comes about."""

    def __str__(self) -> str:
        return f"{self.plan}:{self.action} {self.measure}" if self.key is None else f"{self.plan}:{self.key}"

    @property
    def figure_kind(self) -> FigureKind | None:
        """What its figures state; None if neither the plan nor the register says how they add up."""
        return None if self.adds is None else self.adds.facts.figure

    @property
    def baseline(self) -> Baseline | None:
        """The value from which it starts: that of the plan, or that of the register."""
        return baseline_of(self.kpi if isinstance(self.kpi, Kpi) else None, self.definition)

    @property
    def expected(self) -> tuple[str, ...]:
        """The parties that are expected to report figures: leaders, then participants."""
        return (*self.leaders.expected, *self.participants.expected)

    @property
    def missing(self) -> tuple[str, ...]:
        """The expected parties that have not reported a figure at the checkpoint. Silence is missing, never zero.

        Leaders are expected to report a total, participants a contribution. Who has not reported the status of an
        action is in ``ActionProgress.leaders.missing``.
        """
        return (*self.leaders.missing, *self.participants.missing)

    @property
    def silent(self) -> tuple[str, ...]:
        """The expected parties without a contribution at the checkpoint, where the total is the sum of these."""
        return silent_parties(self.total, self.parts, self.expected)

    @property
    def slipped(self) -> tuple[ReportedFigure, ...]:
        """The figures whose result is from after the period of the plan."""
        return tuple(figure for figure in self.figures if figure.slipped)

    def explain(self) -> tuple[str, ...]:
        """Return how the total comes about, a sentence each, with the ids of the reports."""
        return tuple(map(str, self.reasons))


def silent_parties(total: Total | None, parts: Iterable[Part], expected: Iterable[str]) -> tuple[str, ...]:
    """Return the expected parties without a contribution at the checkpoint of a sum of these; none of other totals.

    A leader that reports no contribution of its own is one of them: what it did would be in the total of the action.
    """
    if total is None or total.scope is FigureScope.TOTAL:
        return ()
    heard = {figure.by for part in parts for figure in part.figures}.intersection(total.reporters.reported)
    return tuple(code for code in expected if code not in heard)


def baseline_of(kpi: Kpi | None, definition: KpiDefinition | None) -> Baseline | None:
    """Return the value from which a KPI starts: the plan goes before the register."""
    if kpi is not None and kpi.baseline is not None:
        return kpi.baseline
    return None if definition is None else definition.baseline


@value(kw_only=True)
class Indicator:
    """What the plan and the register say about a KPI or a measure, before any report."""

    plan: str
    """The id of the plan."""
    action: str
    """The number of the action."""
    key: KpiKey | None = None
    """The identity of the KPI, its action and its ordinal; None for another measure."""
    measure: str
    """The text of the KPI, or the words of the measure."""
    kpi: Kpi | Unparsed | None = None
    """The KPI of the plan, or the words that are not understood; None for another measure."""
    definition: KpiDefinition | None = None
    """What the KPI register says about the KPI; None if it says nothing."""

    @property
    def known(self) -> Kpi | None:
        """The KPI, if its text is understood."""
        return self.kpi if isinstance(self.kpi, Kpi) else None

    @property
    def adds(self) -> tuple[Adds | None, str | None]:
        """How its figures add up, and who decided it: the plan goes before the register."""
        if self.known is not None and self.known.adds is not None:
            return self.known.adds, "the plan"
        definition = self.definition
        if definition is None or definition.adds is None:
            return None, None
        return definition.adds, f"{definition.decided_by} on {definition.on}, in the KPI register"

    @property
    def unit(self) -> str | None:
        """The unit in which figures count: that of the register, or that of the plan."""
        if self.definition is not None and self.definition.unit is not None:
            return self.definition.unit
        return None if self.known is None else self.known.unit

    @property
    def counted(self) -> str:
        """The words of what is counted, by which measures are compared."""
        return (self.known.counted if self.known is not None else None) or self.measure
