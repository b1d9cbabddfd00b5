"""Indicators: what is reported for one KPI, or another measure, of an action."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import attrs

from empact.analysis.progressing.adding import (
    SUMMED,
    Disagreement,
    DisagreementKind,
    Part,
    Sum,
    add_up,
    grouped,
)
from empact.analysis.progressing.breakdowns import (
    BreakdownSum,
    add_breakdowns,
    check_breakdowns,
    check_parts_of_parties,
)
from empact.analysis.progressing.figures import ReportedFigure, unit_key
from empact.analysis.progressing.ranges import Range, format_number
from empact.analysis.progressing.reporters import Turnout
from empact.analysis.progressing.rounds import Round
from empact.analysis.progressing.targets import TargetJudgement, TargetState, judge, judge_milestone
from empact.analysis.reasons import Reason
from empact.model import Adds, FigureScope, Kpi, KpiDefinition, KpiKey, ReporterRole, Unparsed
from empact.reference import Register
from empact.reprs import short_repr


@attrs.frozen(kw_only=True)
class Total:
    """What the figures for a KPI add up to.

    - ``low``, ``high``: The bounds of the value; they are equal if it is certain. They differ if sources report one
      result differently, or if figures may count one result twice.
    - ``unit``: The unit; None if neither plan nor register nor report says it.
    - ``of``: The denominators, if it is a ratio.
    - ``scope``: Whether it is made of the totals of the leaders, or is the sum of own contributions. The two are never
      added.
    - ``reporters``: Who was expected to report these figures, and who has.
    """

    low: Decimal
    high: Decimal
    unit: str | None = None
    of: Range | None = None
    scope: FigureScope
    reporters: Turnout

    __repr__ = short_repr

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
        return Decimal(100) * self.low / self.of.low

    def __str__(self) -> str:
        value = str(self.range) if self.of is None else f"{self.range} of {self.of}"
        return value if self.unit is None else f"{value} {self.unit}"


@attrs.frozen(kw_only=True)
class SetApart:
    """A figure that is listed and not counted, with the reason."""

    figure: ReportedFigure
    why: str

    __repr__ = short_repr

    def __str__(self) -> str:
        return f"{self.figure}: {self.why}"


@attrs.frozen(kw_only=True)
class KpiProgress:
    """What is reported for a KPI of an action up to a checkpoint, or for a measure that is no KPI.

    - ``plan``, ``action``: The id of the plan, and the number of the action.
    - ``key``: The identity of the KPI; None for another measure.
    - ``measure``: The text of the KPI, or the words of the measure.
    - ``kpi``: The KPI of the plan, or the words that are not understood; None for another measure.
    - ``adds``: How the figures add up; None if neither the plan nor the register says it.
    - ``decided_by``: Who decided it: ``the plan``, or the decision of the register.
    - ``definition``: What the register says about the KPI.
    - ``unit``: The unit in which the figures count.
    - ``total``: What they add up to; None if that is not known, or if they are no numbers.
    - ``contributions``: The sum of the own contributions, where the total is that of the leaders: to compare, not to
      add.
    - ``reached``: The day on which a milestone was reached.
    - ``figures``: Every figure that was reported, in the order of checkpoint, day and report.
    - ``parts``: What the total is made of: each part counts once.
    - ``apart``: Figures that are not counted, each with the reason.
    - ``leaders``, ``participants``: Who is expected to report totals and contributions, and who has by the checkpoint.
      No contributions are expected for milestones and for results in words.
    - ``disagreements``: Reported values that do not agree.
    - ``breakdowns``: The parts of the total in each dimension.
    - ``target``: Whether the target is reached; None if there is none.
    - ``reasons``: How the total comes about.
    """

    plan: str
    action: str
    key: KpiKey | None
    measure: str
    kpi: Kpi | Unparsed | None = attrs.field(repr=False)
    adds: Adds | None
    decided_by: str | None
    definition: KpiDefinition | None = attrs.field(repr=False)
    unit: str | None
    total: Total | None
    contributions: Total | None
    reached: dt.date | None
    figures: tuple[ReportedFigure, ...]
    parts: tuple[Part, ...] = attrs.field(repr=False)
    apart: tuple[SetApart, ...]
    leaders: Turnout
    participants: Turnout
    disagreements: tuple[Disagreement, ...]
    breakdowns: tuple[BreakdownSum, ...] = attrs.field(repr=False)
    target: TargetJudgement | None
    reasons: tuple[Reason, ...] = attrs.field(repr=False)

    __repr__ = short_repr

    def __str__(self) -> str:
        return f"{self.plan}:{self.action} {self.measure}" if self.key is None else f"{self.plan}:{self.key}"

    @property
    def expected(self) -> tuple[str, ...]:
        """The parties that are expected to report figures: leaders, then participants."""
        return (*self.leaders.expected, *self.participants.expected)

    @property
    def missing(self) -> tuple[str, ...]:
        """The expected parties that have not reported a figure. Silence is missing, never zero."""
        return (*self.leaders.missing, *self.participants.missing)

    @property
    def slipped(self) -> tuple[ReportedFigure, ...]:
        """The figures whose result is from after the period of the plan."""
        return tuple(one for one in self.figures if one.slipped)

    def explain(self) -> tuple[str, ...]:
        """Return how the total comes about, a sentence each, with the ids of the reports."""
        return tuple(map(str, self.reasons))


@attrs.frozen(kw_only=True)
class Indicator:
    """What the plan and the register say about a KPI or a measure, before any report."""

    plan: str
    action: str
    key: KpiKey | None = None
    measure: str
    kpi: Kpi | Unparsed | None = None
    definition: KpiDefinition | None = None

    __repr__ = short_repr

    @property
    def known(self) -> Kpi | None:
        """The KPI, if its text is understood."""
        return self.kpi if isinstance(self.kpi, Kpi) else None

    @property
    def adds(self) -> tuple[Adds | None, str | None]:
        """How its figures add up, and who decided it: the plan goes before the register."""
        if self.known is not None and self.known.adds is not None:
            return self.known.adds, "the plan"
        found = self.definition
        if found is None or found.adds is None:
            return None, None
        return found.adds, f"{found.decided_by} on {found.on}, in the KPI register"

    @property
    def units(self) -> tuple[str, ...]:
        """The units in which figures count: that of the register, and that of the plan."""
        stated = (
            None if self.definition is None else self.definition.unit,
            None if self.known is None else self.known.unit,
        )
        return tuple(unit for unit in stated if unit is not None)

    @property
    def counted(self) -> str:
        """The words of what is counted, by which measures are compared."""
        return (self.known.counted if self.known is not None else None) or self.measure


def indicator_progress(  # noqa: PLR0913 - each is a fact of its own
    indicator: Indicator,
    figures: Iterable[ReportedFigure],
    *,
    leaders: Turnout,
    participants: Turnout,
    register: Register,
    current: Round | None,
    latest: dt.date | None,
    ended: bool,
) -> KpiProgress:
    """Return what the figures for a KPI or a measure add up to.

    Args:
        indicator: The KPI or the measure.
        figures: Its figures.
        leaders: Who is expected to report the total.
        participants: Who is expected to report contributions.
        register: The known parties.
        current: The checkpoint of the picture.
        latest: The last day that the plan has for the KPI.
        ended: Whether the checkpoint is the last one of the plan.
    """
    known = sorted(figures, key=lambda one: one.order)
    return _Adding(indicator, known, leaders, participants, register).progress(current, latest, ended=ended)


_WITHOUT_CONTRIBUTIONS = frozenset({Adds.MILESTONE, Adds.QUALITATIVE})
_TOTALS_BY = frozenset({ReporterRole.LEADER, ReporterRole.DRIVER})


class _Adding:
    def __init__(
        self,
        indicator: Indicator,
        figures: Sequence[ReportedFigure],
        leaders: Turnout,
        participants: Turnout,
        register: Register,
    ) -> None:
        self.indicator, self.figures, self.register = indicator, figures, register
        self.adds, self.decided_by = indicator.adds
        self.apart: list[SetApart] = []
        self.unit, self.counted = self._counted()
        if self.adds in _WITHOUT_CONTRIBUTIONS:
            participants = Turnout(open=participants.open)
        of_leaders = (one for one in figures if one.figure.scope is FigureScope.TOTAL)
        own = (one for one in figures if one.figure.scope is FigureScope.OWN)
        self.leaders = leaders.with_reports(one.by for one in of_leaders if one.role in _TOTALS_BY)
        self.participants = participants.with_reports(one.by for one in own)

    def progress(self, current: Round | None, latest: dt.date | None, *, ended: bool) -> KpiProgress:
        indicator = self.indicator
        totals = [one for one in self.counted if one.figure.scope is FigureScope.TOTAL]
        own = [one for one in self.counted if one.figure.scope is FigureScope.OWN]
        by_leaders, by_parties = self._sum(totals), self._sum(own)
        chosen = by_leaders or by_parties
        total = self._total(chosen, FigureScope.TOTAL if by_leaders else FigureScope.OWN)
        contributions = self._total(by_parties, FigureScope.OWN) if by_leaders else None
        reached, dates = self._reached()
        disagreements = [
            *(() if by_leaders is None else by_leaders.disagreements),
            *(() if by_parties is None else by_parties.disagreements),
            *dates,
            *self._compared(totals, own),
            *check_parts_of_parties(self.counted, self.register),
            *check_breakdowns(self.figures),
        ]
        parts = () if chosen is None else chosen.parts
        return KpiProgress(
            plan=indicator.plan,
            action=indicator.action,
            key=indicator.key,
            measure=indicator.measure,
            kpi=indicator.kpi,
            adds=self.adds,
            decided_by=self.decided_by,
            definition=indicator.definition,
            unit=self.unit,
            total=total,
            contributions=contributions,
            reached=reached,
            figures=tuple(self.figures),
            parts=parts,
            apart=tuple(self.apart),
            leaders=self.leaders,
            participants=self.participants,
            disagreements=tuple(disagreements),
            breakdowns=add_breakdowns(parts),
            target=self._judged(total, reached, latest, ended=ended),
            reasons=tuple(self._reasons(total, contributions, parts, disagreements)),
        )

    def _counted(self) -> tuple[str | None, list[ReportedFigure]]:
        """Return the unit, and the figures in it that can be added; the others are set apart."""
        numbers = [one for one in self.figures if self._is_number(one)]
        stated = self.indicator.units
        accepted = {unit_key(unit) for unit in stated}
        if not stated:
            used = dict.fromkeys(one.figure.unit for one in numbers)
            keys = {unit_key(unit) for unit in used}
            if len(keys) > 1:
                units = ", ".join(unit or "no unit" for unit in used)
                why = f"the figures have several units ({units}), and neither the plan nor the register sets one"
                self.apart += [SetApart(figure=one, why=why) for one in numbers]
                return None, []
            return next(iter(used), None), numbers
        same: list[ReportedFigure] = []
        for one in numbers:
            if one.figure.unit is None or unit_key(one.figure.unit) in accepted:
                same.append(one)
            else:
                self.apart.append(SetApart(figure=one, why=f"its unit is not {stated[0]!r}"))
        return stated[0], same

    def _is_number(self, one: ReportedFigure) -> bool:
        """Whether a figure is a number that can count; one that is not is set apart, with the reason."""
        why = None
        if one.figure.value is None:
            why = None if self.adds in {None, *_WITHOUT_CONTRIBUTIONS} else "it has no value"
        elif one.percentage:
            why = "a percentage without its numerator and denominator is not added"
        elif self.adds is Adds.RATIO and one.figure.of is None:
            why = "a ratio needs a denominator"
        elif self.adds in SUMMED and self.adds is not Adds.RATIO and one.figure.of is not None:
            why = "it is a ratio, and the figures of this KPI are no ratios"
        elif one.figure.scope is FigureScope.TOTAL and one.role not in _TOTALS_BY:
            why = f"a {one.role.value.replace('-', ' ')} does not report the total"
        else:
            return True
        if why is not None:
            self.apart.append(SetApart(figure=one, why=why))
        return False

    def _sum(self, figures: Sequence[ReportedFigure]) -> Sum | None:
        return add_up(figures, self.adds) if figures and self.adds in SUMMED and self.adds is not None else None

    def _total(self, sum: Sum | None, scope: FigureScope) -> Total | None:
        if sum is None:
            return None
        reporters = self.leaders if scope is FigureScope.TOTAL else self.participants
        value, of = sum.value, sum.of
        return Total(low=value.low, high=value.high, unit=self.unit, of=of, scope=scope, reporters=reporters)

    def _reached(self) -> tuple[dt.date | None, Iterable[Disagreement]]:
        """Return the day on which a milestone was reached: the earliest that the newest reports say."""
        found = [one for one in self.figures if one.figure.reached is not None and one.role in _TOTALS_BY]
        if self.adds is not Adds.MILESTONE or not found:
            return None, ()
        newest = [one for one in found if one.round.number == found[-1].round.number]
        days = {one.figure.reached for one in newest if one.figure.reached is not None}
        if len(days) == 1:
            return min(days), ()
        text = f"Two sources report different days: {'; '.join(map(str, newest))}."
        reports = tuple(sorted({one.report.id for one in newest}))
        return min(days), (Disagreement(kind=DisagreementKind.DATES, text=text, reports=reports),)

    def _compared(self, totals: Iterable[ReportedFigure], own: Iterable[ReportedFigure]) -> Iterator[Disagreement]:
        """Compare the total and the contributions of each checkpoint that has both."""
        if self.adds not in SUMMED or self.adds is None:
            return
        by_round = grouped(own, lambda one: one.round)
        for round, of_leaders in grouped(totals, lambda one: one.round).items():
            contributed = by_round.get(round)
            if contributed is None:
                continue
            total, parts = (add_up(figures, self.adds).value for figures in (of_leaders, contributed))
            if parts.low <= total.high and total.low <= parts.high:
                continue
            text = f"At {round}, the total is {total}, and the own contributions add up to {parts}"
            figures = (*of_leaders, *contributed)
            reports = tuple(dict.fromkeys(one.report.id for one in figures))
            yield Disagreement(
                kind=DisagreementKind.CONTRIBUTIONS,
                text=f"{text}{self._why_less(total, parts, contributed)} ({', '.join(reports)}).",
                reports=reports,
            )

    def _why_less(self, total: Range, parts: Range, contributed: Iterable[ReportedFigure]) -> str:
        """Return why contributions may add up to less than the total."""
        heard = {one.by for one in contributed}
        silent = [one for one in self.participants.expected if one not in heard]
        leading = [one for one in self.leaders.expected if one not in heard]
        if parts.low > total.high or not (silent or leading):
            return ""
        said = f"; {', '.join(silent)} reported no contribution" if silent else ""
        return f"{said}; what {', '.join(leading)} did itself is in the total only" if leading else said

    def _judged(
        self, total: Total | None, reached: dt.date | None, latest: dt.date | None, *, ended: bool
    ) -> TargetJudgement | None:
        indicator = self.indicator
        if self.adds is Adds.MILESTONE:
            newest = [one.figure for one in self.figures if one.role in _TOTALS_BY][-1:]
            said = any(figure.reached is None and figure.value == 0 for figure in newest)
            return judge_milestone(reached, said, latest)
        if indicator.known is None:
            return None
        baseline = indicator.known.baseline
        if baseline is None and indicator.definition is not None:
            baseline = indicator.definition.baseline
        value, of = (None, None) if total is None else (total.range, total.of)
        judged = judge(indicator.known, self.adds, value, of, baseline, ended=ended)
        if judged is None or judged.state is not TargetState.NOT_REACHED or total is None:
            return judged
        if not total.reporters.missing:
            return judged
        return attrs.evolve(judged, text=f"{judged.text} {total.reporters} expected parties have reported.")

    def _reasons(
        self, total: Total | None, contributions: Total | None, parts: Sequence[Part], found: Iterable[Disagreement]
    ) -> Iterator[Reason]:
        if self.adds is None:
            yield Reason("Neither the plan nor the KPI register says how the figures add up, so there is no total.")
        else:
            yield Reason(f"The figures are {self.adds.value}, as decided by {self.decided_by}.")
        if not self.figures:
            yield Reason("Nobody has reported a figure.")
        if total is not None:
            yield from self._why_total(total, contributions, parts)
        else:
            yield from (Reason(f"{one}.") for one in self.figures)
        yield from (Reason(f"Not counted: {one}.") for one in self.apart)
        yield from (Reason(str(one)) for one in found)
        for who, turnout in (("leaders", self.leaders), ("participants", self.participants)):
            if turnout.expected:
                missing = f"; missing: {', '.join(turnout.missing)}" if turnout.missing else ""
                yield Reason(f"{turnout} expected {who} have reported a figure{missing}.")
            if turnout.open:
                yield Reason(f"The plan leaves open which parties are meant by {', '.join(turnout.open)}.")

    def _why_total(self, total: Total, contributions: Total | None, parts: Sequence[Part]) -> Iterator[Reason]:
        made = "what the leaders report for the action" if total.scope is FigureScope.TOTAL else "own contributions"
        yield Reason(f"The total is {total}: {made}.")
        for part in parts:
            value = str(part.value) if part.of is None else f"{part.value} of {part.of}"
            where = "" if part.operation is None else f", once for the operation {part.operation}"
            why = "" if part.why is None else f" ({part.why})"
            yield Reason(f"{value}{where}: {'; '.join(map(str, part.figures))}{why}.")
        if contributions is not None:
            text = f"The own contributions add up to {contributions}; they are compared with the total and not added."
            yield Reason(text)
        used = {id(one) for part in parts for one in part.figures}
        replaced = [one for one in self.counted if id(one) not in used and one.figure.scope is total.scope]
        yield from (Reason(f"Replaced by a newer figure: {one}.") for one in replaced)
        if total.percent is not None:
            yield Reason(f"That is {format_number(round(total.percent, 1))} %.")
