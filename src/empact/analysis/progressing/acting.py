"""Actions: the progress of one action, from what the reports say of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from empact.analysis.conditions import Quorum
from empact.analysis.facts import PlanFacts
from empact.analysis.kpis import PlanKpi
from empact.analysis.positions import action_pointer
from empact.analysis.progressing.disagreements import Claim, Disagreement, DisagreementKind
from empact.analysis.progressing.figures import Line, ReportedFigure, Setting, measure_key
from empact.analysis.progressing.indicators import Indicator, KpiProgress
from empact.analysis.progressing.pictures import ActionProgress, CarriedOver, ReportedText
from empact.analysis.progressing.preconditions import judge_quorum
from empact.analysis.progressing.reporters import Turnout, expected_reporters
from empact.analysis.progressing.rounds import Round, plan_rounds
from empact.analysis.progressing.statuses import StatusClaim, status_at
from empact.analysis.progressing.summing import Frame, indicator_progress
from empact.analysis.schedules import dates
from empact.model import Action, ActionStatus, Kpi, KpiKey, Operation, Prose, ReporterRole, Unparsed
from empact.reprs import short_repr


@attrs.frozen(kw_only=True, eq=False)
class PlanFrame:
    """What all actions of a plan share when their progress is gathered."""

    ctx: PlanFacts
    """The context of the plan."""
    current: Round | None
    """The checkpoint up to which reports count; None if the plan has none that early."""
    last: Round | None
    """The last checkpoint of the plan; None if it has none."""
    operations: Mapping[str, Operation]
    """The operations that reports can name, by id."""

    __repr__ = short_repr

    @classmethod
    def of(cls, ctx: PlanFacts, current: Round | None) -> PlanFrame:
        """Return the frame of a plan at a checkpoint."""
        every = plan_rounds(ctx.plan, ctx.reports)
        return cls(
            ctx=ctx,
            current=current,
            last=every[-1] if every else None,
            operations={operation.id: operation for operation in reversed(ctx.operations)},
        )


@attrs.define(eq=False)
class ActionGathering:
    """Gathers the progress of one action."""

    plan: PlanFrame
    """What the actions of its plan share."""
    position: int
    """The index of the action in ``plan.actions``."""
    action: Action
    """The action whose progress is gathered."""
    lines: Sequence[Line]
    """What the reports say of the action, by checkpoint and day."""

    __repr__ = short_repr

    @property
    def ctx(self) -> PlanFacts:
        """The context of the plan."""
        return self.plan.ctx

    def progress(self, kpis: Iterable[PlanKpi], quorums: Iterable[Quorum]) -> ActionProgress:
        """Return the progress of the action.

        Args:
            kpis: Its KPIs.
            quorums: The numbers of parties that it needs.
        """
        current = self.plan.current
        leaders, participants = expected_reporters(self.ctx.assignments, self.position)
        indicators = {kpi.key.ordinal: self._indicator(kpi.key, kpi.kpi) for kpi in kpis}
        figures, unknown = self._figures(indicators)
        status, statuses = status_at(self._claims(), current)
        heard_from = status.claims[0].round if status.claims else current  # a final status needs no further report
        measured = [
            self._measured(indicator, of_indicator, leaders, participants, heard_from)
            for indicator, of_indicator in figures
        ]
        placed = [figure for kpi in measured for figure in kpi.figures]
        at_checkpoint = [line for line in self.lines if line.said.status is not None and line.round == current]
        started, ended, differing = self._days()
        return ActionProgress(
            plan=self.ctx.plan,
            action=self.action,
            position=self.position,
            at=action_pointer(self.position),
            round=current,
            reported_status=status,
            statuses=statuses,
            leaders=leaders.with_reports(line.by for line in at_checkpoint if line.role is ReporterRole.LEADER),
            narratives=self._texts("narrative"),
            obstacles=self._texts("obstacles"),
            support=self._texts("support"),
            reasons=self._texts("reason"),
            started=started,
            ended=ended,
            carried_over=self._carried_over(),
            agreed_by=tuple(
                dict.fromkeys(
                    code for line in self.lines for code in self.ctx.codes(line.said.agreed_by, line.report.content.on)
                )
            ),
            slippage=tuple(self._slippage(ended, placed)),
            kpis=tuple(kpi for kpi in measured if kpi.key is not None),
            measures=tuple(measure for measure in measured if measure.key is None),
            unknown_kpis=tuple(unknown),
            preconditions=tuple(judge_quorum(quorum, placed, self.ctx.register) for quorum in quorums),
            disagreements=tuple(differing),
            reports=tuple(line.report for line in self.lines),
        )

    def _claims(self) -> Iterator[StatusClaim]:
        for line in self.lines:
            word, content = line.said.status, line.report.content
            if word is not None:
                yield StatusClaim(
                    status=self.ctx.status(word) or ActionStatus.UNCLEAR,
                    word=word,
                    by=line.by,
                    role=line.role,
                    report=line.report.id,
                    filed=line.report,
                    at=line.at / "status",
                    on=content.on,
                    round=line.round,
                    cites=frozenset(content.cites),
                )

    def _texts(self, field: str) -> tuple[ReportedText, ...]:
        texts: list[ReportedText] = []
        for line in self.lines:
            text: Prose = getattr(line.said, field)
            if text:
                on = line.report.content.on
                texts.append(ReportedText(text=text, by=line.by, report=line.report.id, on=on, round=line.round))
        return tuple(texts)

    def _days(self) -> tuple[dt.date | None, dt.date | None, list[Disagreement]]:
        """Return the first and the last day of the action as reported, and the days that do not agree."""
        days: list[dt.date | None] = []
        disagreements: list[Disagreement] = []
        for field in ("started", "ended"):
            said = [
                (getattr(line.said, field), line)
                for line in self.lines
                if getattr(line.said, field) is not None and line.role in _DECIDING
            ]
            newest = [(day, line) for day, line in said if line.round == said[-1][1].round]
            settling = _settling(newest)
            days.append((settling or said)[-1][0] if said else None)
            if len({day for day, _ in newest}) > 1:
                what = f"two sources report different days on which action {self.action.number} {field}"
                words = "; ".join(f"{line.by} reported {day} ({line.report.id})" for day, line in newest)
                claims = tuple(
                    Claim(by=line.by, said=str(day), report=line.report, at=line.at / field) for day, line in newest
                )
                disagreements.append(
                    Disagreement(
                        kind=DisagreementKind.DATES,
                        what=what,
                        text=f"{what[0].upper()}{what[1:]}: {words}.",
                        claims=claims,
                        settled_by=settling[-1][1].report.id if settling else None,
                    )
                )
        return days[0], days[1], disagreements

    def _carried_over(self) -> CarriedOver | None:
        for line in reversed(self.lines):
            to = line.said.carried_over
            if to is not None:
                destinations = self.ctx.portfolio.resolve(self.ctx.plan, to).destinations
                return CarriedOver(to=to, destinations=tuple(map(str, destinations)), report=line.report.id)
        return None

    def _slippage(self, ended: dt.date | None, figures: Iterable[ReportedFigure]) -> Iterator[str]:
        period = self.ctx.plan.period
        if period is not None and ended is not None and ended > period.end:
            yield f"The action ended on {ended}, after the period of the plan, which ends on {period.end}."
        for figure in figures:
            if figure.slipped:
                yield f"{figure}: the result is from after the period of the plan."

    def _indicator(self, key: KpiKey, kpi: Kpi | Unparsed) -> Indicator:
        register = self.ctx.kpi_register
        return Indicator(
            plan=self.ctx.plan.id,
            action=self.action.number,
            key=key,
            measure=kpi.text,
            kpi=kpi,
            definition=None if register is None else register.find(key),
        )

    def _figures(
        self, indicators: Mapping[int, Indicator]
    ) -> tuple[list[tuple[Indicator, list[tuple[int, Line]]]], list[str]]:
        """Return every KPI and measure with its figures, and a sentence for each KPI that the action does not have."""
        by_key: dict[int | str, tuple[Indicator, list[tuple[int, Line]]]] = {
            ordinal: (indicator, []) for ordinal, indicator in indicators.items()
        }
        unknown: list[str] = []
        for line in self.lines:
            for index, figure in enumerate(line.said.figures):
                if figure.measure is not None:
                    key: int | str = measure_key(figure.measure)
                    indicator = Indicator(plan=self.ctx.plan.id, action=self.action.number, measure=figure.measure)
                    by_key.setdefault(key, (indicator, []))[1].append((index, line))
                elif figure.kpi is not None and figure.kpi in indicators:
                    by_key[figure.kpi][1].append((index, line))
                else:
                    number = self.action.number
                    unknown.append(
                        f"{line.report.id} has a figure for KPI {figure.kpi}, which is not in action {number}."
                    )
        return list(by_key.values()), unknown

    def _measured(
        self,
        indicator: Indicator,
        figures: Iterable[tuple[int, Line]],
        leaders: Turnout,
        participants: Turnout,
        heard_from: Round | None,
    ) -> KpiProgress:
        plan, times = self.ctx.plan, self.ctx.schedule
        setting = Setting(
            plan=plan.id,
            action=self.action.number,
            time=times.span(self.position),
            period=plan.period,
            operations=self.plan.operations,
        )
        adds = indicator.adds[0]
        placed = [
            setting.place(index, indicator.counted, line, new=adds is not None and adds.facts.new)
            for index, line in figures
        ]
        other = indicator.key is None  # nobody is expected to report what the plan does not ask for
        frame = Frame(
            leaders=Turnout() if other else leaders,
            participants=Turnout() if other else participants,
            register=self.ctx.register,
            latest=self._latest(indicator),
            current=self.plan.current,
            heard_from=heard_from,
            ended=self.plan.current is not None and self.plan.current == self.plan.last,
        )
        return indicator_progress(indicator, placed, frame)

    def _latest(self, indicator: Indicator) -> dt.date | None:
        """Return the last day that the plan has for a KPI: its deadline, or the end of the action."""
        kpi, period = indicator.known, self.ctx.plan.period
        if kpi is not None and kpi.deadline is not None:
            return max((span.end for span in dates(kpi.deadline, period)), default=None)
        time = self.ctx.schedule.span(self.position)
        return time.end if time is not None else None if period is None else period.end


def _settling(said: Sequence[tuple[dt.date, Line]]) -> list[tuple[dt.date, Line]]:
    """Return what the Driver says in reports that cite those of the leaders; nothing if that differs too."""
    others = {line.report.id for _, line in said if line.role is not ReporterRole.DRIVER}
    settling = [
        (day, line)
        for day, line in said
        if line.role is ReporterRole.DRIVER and others and others <= {*line.report.content.cites}
    ]
    return settling if len({day for day, _ in settling}) == 1 else []


_DECIDING = frozenset({ReporterRole.LEADER, ReporterRole.DRIVER})
