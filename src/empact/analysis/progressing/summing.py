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
    return _Summing(indicator, sorted(figures, key=lambda one: one.order), frame).progress()


_TOTALS_BY = frozenset({ReporterRole.LEADER, ReporterRole.DRIVER})


def _of_driver(figures: Iterable[ReportedFigure]) -> list[ReportedFigure]:
    """Return the figures of the Driver whose report cites those of all others."""
    known = tuple(figures)
    others = {one.report.id for one in known if one.role is not ReporterRole.DRIVER}
    return [one for one in known if one.role is ReporterRole.DRIVER and others <= {*one.report.content.cites}]


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
        heard = [one for one in figures if self._is_heard(one)]
        of_leaders = (one for one in heard if one.figure.scope is FigureScope.TOTAL)
        own = (one for one in heard if one.figure.scope is FigureScope.OWN)
        self.leaders = leaders.with_reports(one.by for one in of_leaders if one.role in _TOTALS_BY)
        self.participants = participants.with_reports(one.by for one in own)
        if self.summed and not self.newest:
            self.participants = attrs.evolve(self.participants, missed=tuple(self._missed(heard)))

    def _is_heard(self, one: ReportedFigure) -> bool:
        """Whether who reported a figure counts as having reported at the checkpoint."""
        since = self.frame.heard_from
        return (self.states is FigureKind.DAY and one.figure.reached is not None) or (
            since is not None and one.round.number >= since.number
        )

    def _missed(self, heard: Iterable[ReportedFigure]) -> Iterator[str]:
        """Yield who reported at the checkpoint and not at an earlier one, of those expected, with its checkpoints."""
        now = {one.round for one in heard}
        own = [one for one in self.figures if one.figure.scope is FigureScope.OWN]
        earlier = dict.fromkeys(one.round for one in own if one.round not in now and one.round != self.frame.current)
        made = {(one.by, one.round) for one in own}
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
        totals = [one for one in self.counted if one.figure.scope is FigureScope.TOTAL]
        own = [one for one in self.counted if one.figure.scope is FigureScope.OWN]
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
        numbers = self._without_percentages([one for one in self.figures if self._is_number(one)], stated)
        if stated is not None:
            same = [one for one in numbers if unit_key(one.figure.unit) in {None, unit_key(stated)}]
            other = (one for one in numbers if unit_key(one.figure.unit) not in {None, unit_key(stated)})
            self._set_apart(SetApartKind.UNIT, other, f"its unit is not {stated!r}")
            return stated, same
        used = dict.fromkeys(one.figure.unit for one in numbers)
        if len({unit_key(unit) for unit in used}) > 1:
            units = ", ".join(unit or "no unit" for unit in used)
            why = f"the figures have several units ({units}), and neither the plan nor the register sets one"
            self._set_apart(SetApartKind.SEVERAL_UNITS, numbers, why)
            return None, []
        return next(iter(used), None), numbers

    def _set_apart(self, kind: SetApartKind, figures: Iterable[ReportedFigure], why: str) -> None:
        self.apart += [SetApart(kind=kind, figure=one, why=why) for one in figures]

    def _without_percentages(self, figures: Sequence[ReportedFigure], unit: str | None) -> list[ReportedFigure]:
        """Set percentages apart that would have to be added: only the newest one of the leaders counts by itself."""
        if not any(unit_key(one.figure.unit or unit) in PERCENT for one in figures):
            return [*figures]
        alone = grouped(figures, lambda one: (one.round, one.by, one.role, one.figure.scope))
        added: list[ReportedFigure] = []
        for (_, _, _, scope), same in alone.items():
            if not self.newest or scope is FigureScope.OWN or len(same) > 1:
                added += [one for one in same if unit_key(one.figure.unit or unit) in PERCENT and one.figure.of is None]
        self._set_apart(SetApartKind.RATIO, added, "a percentage without its numerator and denominator is not added")
        apart = {id(one) for one in added}
        return [one for one in figures if id(one) not in apart]

    def _is_number(self, one: ReportedFigure) -> bool:
        """Whether a figure is a number that can count; one that is not is set apart, with the reason."""
        why, kind = None, SetApartKind.VALUE
        if one.figure.scope is FigureScope.TOTAL and one.role is not one.report.content.role:
            driver = one.report.content.role is ReporterRole.DRIVER
            why = f"{one.by} {'is not the Driver of the plan' if driver else 'does not lead the action'}"
            kind = SetApartKind.ROLE
        elif one.figure.value is None:
            why = "it has no value" if self.summed else None
        elif self.states is FigureKind.RATIO and one.figure.of is None and unit_key(one.figure.unit) not in PERCENT:
            why, kind = "a ratio needs a denominator", SetApartKind.RATIO
        elif self.states is FigureKind.NUMBER and one.figure.of is not None:
            why = "it is a ratio, and the figures of this KPI are no ratios"
        elif one.figure.scope is FigureScope.TOTAL and one.role not in _TOTALS_BY:
            why, kind = f"a {one.role.value.replace('-', ' ')} does not report the total", SetApartKind.ROLE
        else:
            return True
        if why is not None:
            self._set_apart(kind, [one], why)
        return False

    def _sum(self, figures: Sequence[ReportedFigure]) -> Sum | None:
        return add_up(figures, self.adds) if figures and self.adds is not None and self.summed else None

    def _total(self, found: Sum | None, scope: FigureScope) -> Total | None:
        if found is None:
            return None
        reporters = self.leaders if scope is FigureScope.TOTAL else self.participants
        value, of = found.value, found.of
        return Total(
            low=value.low,
            high=value.high,
            unit=self.unit,
            of=of,
            ratios=() if of is None else found.ratios,
            scope=scope,
            reporters=reporters,
            earlier=self._earlier(found),
        )

    def _earlier(self, found: Sum) -> tuple[str, ...]:
        """Return the checkpoints that a value is from, if it is not of the current one."""
        points = {one.round.number: one.round for part in found.parts for one in part.figures}
        current = self.frame.current
        is_new = current is not None and current.number in points
        if is_new and (len(points) == 1 or not self.newest):
            return ()
        return tuple(self._label(points[number]) for number in sorted(points))

    def _reached(self) -> tuple[dt.date | None, bool | None, Sequence[Disagreement]]:
        """Return the day on which a milestone was reached, and whether it is denied, by the newest reports."""
        if self.states is not FigureKind.DAY:
            return None, False, ()
        said = [one for one in self.figures if one.role in _TOTALS_BY and (one.figure.reached or one.figure.value == 0)]
        newest = [one for one in said if one.round.number == said[-1].round.number]
        found: list[Disagreement] = []
        if len({one.figure.reached for one in newest}) > 1:
            settled = _of_driver(newest)
            denied = any(one.figure.reached is None for one in newest)
            one_day = len({one.figure.reached for one in settled}) == 1
            by = settled[-1].report.id if one_day else None
            what = (
                "one source denies the milestone that another reports"
                if denied
                else "two sources report different days"
            )
            found.append(differing(DisagreementKind.DATES, what, newest, by))
            if one_day:
                newest = settled
            elif denied:
                return None, None, tuple(found)
        days = [one.figure.reached for one in newest if one.figure.reached is not None]
        if not found and said and not days and any(one.figure.reached is not None for one in said):
            found.append(differing(DisagreementKind.FALL, "a milestone was reached, and then it was not", said))
        return min(days, default=None), bool(newest) and not days, found

    def _compared(self, totals: Iterable[ReportedFigure], own: Iterable[ReportedFigure]) -> Iterator[Disagreement]:
        """Compare the sources of each checkpoint, and its total with its contributions."""
        # Within one checkpoint it makes no difference how figures of several add up, or whether that is decided.
        if self.leaders_only:
            return
        adds = self.adds or Adds.INCREMENTAL
        by_round = grouped(own, lambda one: one.round)
        for point, of_leaders in grouped(totals, lambda one: one.round).items():
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
            reports = ", ".join(dict.fromkeys(one.report.id for one in claims))
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
        heard = {one.by for one in contributed}
        silent = [one for one in self.participants.expected if one not in heard]
        leading = [one for one in self.leaders.expected if one not in heard]
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
        self, total: Total | None, contributions: Total | None, parts: Sequence[Part], found: Iterable[Disagreement]
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
            yield from (Reason(f"{one}.") for one in self.figures)
        yield from (Reason(f"Not counted: {one}.") for one in self.apart)
        yield from (Reason(str(one)) for one in found)
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
            own = (one for one in self.counted if one.figure.scope is FigureScope.OWN)
            yield from (Reason(f"Compared: {one}.") for one in own)
        used = {id(one) for part in parts for one in part.figures}
        replaced = [one for one in self.counted if id(one) not in used and one.figure.scope is total.scope]
        yield from (Reason(f"Listed, and not counted beside the others: {one}.") for one in replaced)
        if total.percent is not None:
            yield Reason(f"That is {format_percent(total.percent)}.")
