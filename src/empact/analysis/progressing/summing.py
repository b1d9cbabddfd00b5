"""Summing: what the figures for one KPI, or another measure, of an action add up to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import attrs

from empact.analysis.progressing.adding import add_up
from empact.analysis.progressing.breakdowns import add_breakdowns, check_breakdowns, check_parts_of_parties
from empact.analysis.progressing.disagreements import Claim, Disagreement, DisagreementKind, differing
from empact.analysis.progressing.figures import PERCENT, ReportedFigure, unit_key
from empact.analysis.progressing.indicators import (
    Indicator,
    KpiProgress,
    SetApart,
    SetApartKind,
    Total,
    baseline_of,
    silent_parties,
)
from empact.analysis.progressing.ranges import format_percent
from empact.analysis.progressing.reporters import Turnout
from empact.analysis.progressing.rounds import Round
from empact.analysis.progressing.sums import Part, Sum, grouped
from empact.analysis.progressing.targets import Measured, TargetJudgement, TargetState, judge, judge_milestone
from empact.analysis.reasons import Reason
from empact.model import Adds, FigureKind, FigureScope, ReporterRole
from empact.reference import Register
from empact.values import value


@value(kw_only=True)
class Frame:
    """What the plan says about the figures for a KPI."""

    leaders: Turnout
    """Who is expected to report totals."""
    participants: Turnout
    """Who is expected to report own contributions."""
    register: Register
    """The known parties, by which names are resolved."""
    latest: dt.date | None
    """The last day that the plan has for the KPI; None if it has none."""
    current: Round | None
    """The checkpoint; None if the plan has none that early."""
    heard_from: Round | None
    """The first checkpoint whose reports count as reported at it: an earlier one if the status of the action was final
    there. None if the plan has no checkpoint that early.
    """
    ended: bool
    """Whether the checkpoint is the last one of the plan."""


def indicator_progress(indicator: Indicator, figures: Iterable[ReportedFigure], frame: Frame) -> KpiProgress:
    """Return what the figures for a KPI or a measure add up to, and how."""
    return _Summing(indicator, sorted(figures, key=lambda figure: figure.order), frame).progress()


_TOTALS_BY = frozenset({ReporterRole.LEADER, ReporterRole.DRIVER})


def _of_driver(figures: Iterable[ReportedFigure]) -> list[ReportedFigure]:
    """Return the figures of the Driver whose report cites those of all others."""
    known = tuple(figures)
    others = {figure.report.id for figure in known if figure.role is not ReporterRole.DRIVER}
    return [
        figure for figure in known if figure.role is ReporterRole.DRIVER and others <= {*figure.report.content.cites}
    ]


class _Summing:
    def __init__(self, indicator: Indicator, figures: Sequence[ReportedFigure], frame: Frame) -> None:
        self.indicator, self.figures, self.frame = indicator, figures, frame
        self.adds, self.decided_by = indicator.adds
        facts = None if self.adds is None else self.adds.facts
        self.states = None if facts is None else facts.figure
        self.summed, self.newest = facts is not None and facts.summed, facts is not None and facts.newest
        self.level = facts is not None and facts.level
        self.leaders_only = facts is not None and not facts.summed
        self.apart: list[SetApart] = []
        self.unit, self.counted = self._counted()
        leaders, participants = frame.leaders, frame.participants
        if self.leaders_only:
            participants = Turnout(open=participants.open)
        heard = [figure for figure in figures if self._is_heard(figure)]
        of_leaders = (figure for figure in heard if figure.figure.scope is FigureScope.TOTAL)
        own = (figure for figure in heard if figure.figure.scope is FigureScope.OWN)
        self.leaders = leaders.with_reports(figure.by for figure in of_leaders if figure.role in _TOTALS_BY)
        self.participants = participants.with_reports(figure.by for figure in own)
        if self.summed and not self.newest:
            self.participants = attrs.evolve(self.participants, missed=tuple(self._missed(heard)))

    def _is_heard(self, figure: ReportedFigure) -> bool:
        """Whether who reported a figure counts as having reported at the checkpoint."""
        since = self.frame.heard_from
        return (self.states is FigureKind.DAY and figure.figure.reached is not None) or (
            since is not None and figure.round.number >= since.number
        )

    def _missed(self, heard: Iterable[ReportedFigure]) -> Iterator[str]:
        """Yield who reported at the checkpoint and not at an earlier one, of those expected, with its checkpoints."""
        now = {figure.round for figure in heard}
        own = [figure for figure in self.figures if figure.figure.scope is FigureScope.OWN]
        earlier = dict.fromkeys(
            figure.round for figure in own if figure.round not in now and figure.round != self.frame.current
        )
        made = {(figure.by, figure.round) for figure in own}
        for party in self.participants.expected:
            if party in self.participants.missing:
                continue
            missed = [self._label(point) for point in earlier if (party, point) not in made]
            if missed:
                yield f"{party} ({', '.join(missed)})"

    def _label(self, point: Round) -> str:
        """Return what a checkpoint is called, with its day if the current one has the same name."""
        current = self.frame.current
        return f"{point} {point.on}" if current not in {None, point} and str(point) == str(current) else str(point)

    def progress(self) -> KpiProgress:
        indicator = self.indicator
        totals = [figure for figure in self.counted if figure.figure.scope is FigureScope.TOTAL]
        own = [figure for figure in self.counted if figure.figure.scope is FigureScope.OWN]
        by_leaders, by_parties = self._sum(totals), self._sum(own)
        chosen = by_leaders or by_parties
        total = self._total(chosen, FigureScope.TOTAL if by_leaders else FigureScope.OWN)
        contributions = self._total(by_parties, FigureScope.OWN) if by_leaders else None
        reached, denied, dates = self._reached()
        disagreements = [
            *(() if by_leaders is None else by_leaders.disagreements),
            *(() if by_parties is None else by_parties.disagreements),
            *dates,
            *self._compared(totals, own),
            *check_parts_of_parties(self.counted, self.frame.register),
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
            round=self.frame.current,
            leaders=self.leaders,
            participants=self.participants,
            disagreements=tuple(disagreements),
            breakdowns=add_breakdowns(parts),
            target=self._judged(total, parts, reached, denied=denied),
            reasons=tuple(self._reasons(total, contributions, parts, disagreements)),
        )

    def _counted(self) -> tuple[str | None, list[ReportedFigure]]:
        """Return the unit, and the figures in it that can be added; the others are set apart."""
        stated = self.indicator.unit
        numbers = self._without_percentages([figure for figure in self.figures if self._is_number(figure)], stated)
        if stated is not None:
            same = [figure for figure in numbers if unit_key(figure.figure.unit) in {None, unit_key(stated)}]
            other = (figure for figure in numbers if unit_key(figure.figure.unit) not in {None, unit_key(stated)})
            self._set_apart(SetApartKind.UNIT, other, f"its unit is not {stated!r}")
            return stated, same
        used = dict.fromkeys(figure.figure.unit for figure in numbers)
        if len({unit_key(unit) for unit in used}) > 1:
            units = ", ".join(unit or "no unit" for unit in used)
            why = f"the figures have several units ({units}), and neither the plan nor the register sets one"
            self._set_apart(SetApartKind.SEVERAL_UNITS, numbers, why)
            return None, []
        return next(iter(used), None), numbers

    def _set_apart(self, kind: SetApartKind, figures: Iterable[ReportedFigure], why: str) -> None:
        self.apart += [SetApart(kind=kind, figure=figure, why=why) for figure in figures]

    def _without_percentages(self, figures: Sequence[ReportedFigure], unit: str | None) -> list[ReportedFigure]:
        """Set percentages apart that would have to be added: only the newest one of the leaders counts by itself."""
        if not any(unit_key(figure.figure.unit or unit) in PERCENT for figure in figures):
            return [*figures]
        alone = grouped(figures, lambda figure: (figure.round, figure.by, figure.role, figure.figure.scope))
        added: list[ReportedFigure] = []
        for (_, _, _, scope), same in alone.items():
            if not self.newest or scope is FigureScope.OWN or len(same) > 1:
                added += [
                    figure
                    for figure in same
                    if unit_key(figure.figure.unit or unit) in PERCENT and figure.figure.of is None
                ]
        self._set_apart(SetApartKind.RATIO, added, "a percentage without its numerator and denominator is not added")
        apart = {id(figure) for figure in added}
        return [figure for figure in figures if id(figure) not in apart]

    def _is_number(self, figure: ReportedFigure) -> bool:
        """Whether a figure is a number that can count; one that is not is set apart, with the reason."""
        why, kind = None, SetApartKind.VALUE
        if figure.figure.scope is FigureScope.TOTAL and figure.role is not figure.report.content.role:
            driver = figure.report.content.role is ReporterRole.DRIVER
            why = f"{figure.by} {'is not the Driver of the plan' if driver else 'does not lead the action'}"
            kind = SetApartKind.ROLE
        elif figure.figure.value is None:
            why = "it has no value" if self.summed else None
        elif (
            self.states is FigureKind.RATIO and figure.figure.of is None and unit_key(figure.figure.unit) not in PERCENT
        ):
            why, kind = "a ratio needs a denominator", SetApartKind.RATIO
        elif self.states is FigureKind.NUMBER and figure.figure.of is not None:
            why = "it is a ratio, and the figures of this KPI are no ratios"
        elif figure.figure.scope is FigureScope.TOTAL and figure.role not in _TOTALS_BY:
            why, kind = f"a {figure.role.value.replace('-', ' ')} does not report the total", SetApartKind.ROLE
        else:
            return True
        if why is not None:
            self._set_apart(kind, [figure], why)
        return False

    def _sum(self, figures: Sequence[ReportedFigure]) -> Sum | None:
        return add_up(figures, self.adds) if figures and self.adds is not None and self.summed else None

    def _total(self, scope_sum: Sum | None, scope: FigureScope) -> Total | None:
        if scope_sum is None:
            return None
        reporters = self.leaders if scope is FigureScope.TOTAL else self.participants
        value, of = scope_sum.value, scope_sum.of
        return Total(
            low=value.low,
            high=value.high,
            unit=self.unit,
            of=of,
            ratios=() if of is None else scope_sum.ratios,
            scope=scope,
            reporters=reporters,
            earlier=self._earlier(scope_sum),
        )

    def _earlier(self, scope_sum: Sum) -> tuple[str, ...]:
        """Return the checkpoints that a value is from, if it is not of the current one."""
        points = {figure.round.number: figure.round for part in scope_sum.parts for figure in part.figures}
        current = self.frame.current
        is_new = current is not None and current.number in points
        if is_new and (len(points) == 1 or not self.newest):
            return ()
        return tuple(self._label(points[number]) for number in sorted(points))

    def _reached(self) -> tuple[dt.date | None, bool | None, Sequence[Disagreement]]:
        """Return the day on which a milestone was reached, and whether it is denied, by the newest reports."""
        if self.states is not FigureKind.DAY:
            return None, False, ()
        said = [
            figure
            for figure in self.figures
            if figure.role in _TOTALS_BY and (figure.figure.reached or figure.figure.value == 0)
        ]
        newest = [figure for figure in said if figure.round.number == said[-1].round.number]
        disagreements: list[Disagreement] = []
        if len({figure.figure.reached for figure in newest}) > 1:
            settled = _of_driver(newest)
            denied = any(figure.figure.reached is None for figure in newest)
            one_day = len({figure.figure.reached for figure in settled}) == 1
            by = settled[-1].report.id if one_day else None
            what = (
                "one source denies the milestone that another reports"
                if denied
                else "two sources report different days"
            )
            disagreements.append(differing(DisagreementKind.DATES, what, newest, by))
            if one_day:
                newest = settled
            elif denied:
                return None, None, tuple(disagreements)
        days = [figure.figure.reached for figure in newest if figure.figure.reached is not None]
        if not disagreements and said and not days and any(figure.figure.reached is not None for figure in said):
            disagreements.append(differing(DisagreementKind.FALL, "a milestone was reached, and then it was not", said))
        return min(days, default=None), bool(newest) and not days, disagreements

    def _compared(self, totals: Iterable[ReportedFigure], own: Iterable[ReportedFigure]) -> Iterator[Disagreement]:
        """Compare the sources of each checkpoint, and its total with its contributions."""
        # Within one checkpoint it makes no difference how figures of several add up, or whether that is decided.
        if self.leaders_only:
            return
        adds = self.adds or Adds.INCREMENTAL
        by_round = grouped(own, lambda figure: figure.round)
        for point, of_leaders in grouped(totals, lambda figure: figure.round).items():
            contributed = by_round.get(point)
            if self.adds is None:
                yield from add_up(of_leaders, adds).disagreements
            if contributed is None:
                continue
            whole, made = add_up(of_leaders, adds), add_up(contributed, adds)
            if whole.meets(made):
                continue
            total, parts = whole.value, made.value
            what = f"the total is {whole}, and the own contributions add up to {made}"
            claims = tuple(map(Claim.of, (*of_leaders, *contributed)))
            reports = ", ".join(dict.fromkeys(claim.report.id for claim in claims))
            why = self._why_less(contributed) if parts.high < total.low else None
            yield Disagreement(
                kind=DisagreementKind.CONTRIBUTIONS,
                what=what,
                text=f"At {point}, {what}{f'; {why}' if why else ''} ({reports}).",
                claims=claims,
                explanation=why,
            )

    def _why_less(self, contributed: Iterable[ReportedFigure]) -> str | None:
        """Return why contributions may add up to less than the total; None if all that is in it is reported."""
        heard = {figure.by for figure in contributed}
        silent = [code for code in self.participants.expected if code not in heard]
        leading = [code for code in self.leaders.expected if code not in heard]
        said = [f"{', '.join(silent)} reported no contribution"] if silent else []
        said += [f"what {', '.join(leading)} did itself is in the total only"] if leading else []
        unsure = (*self.participants.unconfirmed, *self.participants.open)
        said += [f"the plan leaves open whether others take part ({', '.join(unsure)})"] if unsure else []
        return "; ".join(said) or None

    def _judged(
        self, total: Total | None, parts: Iterable[Part], reached: dt.date | None, *, denied: bool | None
    ) -> TargetJudgement | None:
        indicator = self.indicator
        silent = silent_parties(total, parts, (*self.leaders.expected, *self.participants.expected))
        if self.states is FigureKind.DAY:
            return judge_milestone(reached, self.frame.latest, denied=denied)
        if indicator.known is None:
            return None
        measured = Measured(
            total=None if total is None else total.range,
            of=None if total is None else total.of,
            ratios=() if total is None else total.ratios,
            unit=self.unit,
            baseline=baseline_of(indicator.known, indicator.definition),
            rising=bool(silent) or not (self.level or self.frame.ended),
        )
        judged = judge(indicator.known, measured)
        if judged is None or total is None or not total.reporters.missing:
            return judged
        if judged.state is TargetState.REACHED or (judged.state is TargetState.UNJUDGED and not silent):
            return judged
        return attrs.evolve(judged, text=f"{judged.text} {total.reporters} expected parties have reported.")

    def _reasons(
        self,
        total: Total | None,
        contributions: Total | None,
        parts: Sequence[Part],
        disagreements: Iterable[Disagreement],
    ) -> Iterator[Reason]:
        if self.indicator.key is None:
            yield Reason("It is no KPI of the plan, so its figures have no total.")
        elif self.adds is None:
            yield Reason("Neither the plan nor the KPI register says how the figures add up, so there is no total.")
        else:
            yield Reason(f"{self.adds.facts.says}, as decided by {self.decided_by}.")
        if not self.figures:
            yield Reason("Nobody has reported a figure.")
        if total is not None:
            yield from self._why_total(total, contributions, parts)
        else:
            yield from (Reason(f"{figure}.") for figure in self.figures)
        yield from (Reason(f"Not counted: {set_apart}.") for set_apart in self.apart)
        yield from (Reason(str(disagreement)) for disagreement in disagreements)
        for who, turnout in (("leaders", self.leaders), ("participants", self.participants)):
            if turnout.expected:
                missing = f"; missing: {', '.join(turnout.missing)}" if turnout.missing else ""
                yield Reason(f"{turnout} expected {who} have reported a figure at this checkpoint{missing}.")
            if turnout.missed:
                yield Reason(f"Without a contribution at an earlier checkpoint: {', '.join(turnout.missed)}.")
            if turnout.open:
                yield Reason(f"The plan leaves open which parties are meant by {', '.join(turnout.open)}.")

    def _why_total(self, total: Total, contributions: Total | None, parts: Sequence[Part]) -> Iterator[Reason]:
        whole = total.scope is FigureScope.TOTAL
        made = "what is reported for the whole action" if whole else "the sum of the own contributions"
        when = f", from {', '.join(total.earlier)}" if total.earlier else ""
        yield Reason(f"The total is {total}{when}: {made}.")
        for part in parts:
            value = str(part.value) if part.of is None else f"{part.value} of {part.of}"
            where = "" if part.operation is None else f", once for the operation {part.operation}"
            why = "" if part.why is None else f" ({part.why})"
            yield Reason(f"{value}{where}: {'; '.join(map(str, part.figures))}{why}.")
        if contributions is not None:
            text = f"The own contributions add up to {contributions}; they are compared with the total and not added."
            yield Reason(text)
            own = (figure for figure in self.counted if figure.figure.scope is FigureScope.OWN)
            yield from (Reason(f"Compared: {figure}.") for figure in own)
        used = {id(figure) for part in parts for figure in part.figures}
        replaced = [figure for figure in self.counted if id(figure) not in used and figure.figure.scope is total.scope]
        yield from (Reason(f"Listed, and not counted beside the others: {figure}.") for figure in replaced)
        if total.percent is not None:
            yield Reason(f"That is {format_percent(total.percent)}.")
