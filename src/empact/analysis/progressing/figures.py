"""Figures: each value of the reports with who reported it, when, and for what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

import attrs

from empact.analysis.involvement.assignments import Determinacy, PartyRole
from empact.analysis.involvement.resolved import party_codes
from empact.analysis.overlap.wording import words
from empact.analysis.progressing.ranges import format_number
from empact.analysis.progressing.rounds import Round
from empact.diagnostics import Pointer
from empact.model import ActionReport, Figure, FigureScope, FiledReport, Operation, ReporterRole, Span
from empact.reference import Register
from empact.values import value

if TYPE_CHECKING:
    from empact.analysis.facts import PlanFacts
    from empact.model import FiledReport, ReporterRole


PERCENT = frozenset({"%", "per cent", "percent"})


def reporter(report: FiledReport, register: Register) -> str:
    """Return the code of the party that made a report; its name as written if it is not known."""
    content = report.content
    codes = party_codes(content.by, content.on, register)
    return codes[0] if codes else str(content.by)


def measure_key(measure: str) -> str:
    """Return the significant words of a measure: two measures with the same words are the same."""
    return " ".join(words(measure)) or " ".join(measure.casefold().split())


def unit_key(unit: str | None) -> str | None:
    """Return the form in which units are compared."""
    return None if unit is None else " ".join(unit.casefold().split())


@value(kw_only=True)
class ReportedFigure:
    """A figure of a report, with who reported it and for what."""

    plan: str
    """The id of the plan."""
    action: str
    """The number of the action."""
    measure: str
    """What was measured: the words of the KPI, or those of the figure."""
    figure: Figure
    """The figure as reported."""
    report: FiledReport = attrs.field(repr=False)
    """The report that has the figure."""
    at: Pointer = attrs.field(repr=False)
    """The pointer of the figure in the report."""
    by: str
    """The code of the party that reported it."""
    role: ReporterRole
    """The role in which it counts: who says to be the Driver or a leader, and is not, is a participant."""
    round: Round
    """The checkpoint at which it was reported."""
    days: Span | None = None
    """The days that it is about: its period, or the days of its operation, or the time of the action up to the
    checkpoint. None if they are not known.
    """
    operation: Operation | None = attrs.field(default=None, repr=False)
    """The operation that the figure names; None if it names none, or one that is not known."""
    slipped: bool = False
    """Whether the result is from after the period of the plan."""

    @property
    def key(self) -> tuple[str, str, str] | None:
        """What makes it one result everywhere: its operation, its measure and the reporter; None without operation."""
        return None if self.figure.operation is None else (self.figure.operation, measure_key(self.measure), self.by)

    @property
    def order(self) -> tuple[int, dt.date, str]:
        """The order of figures: by checkpoint, day and report."""
        return self.round.number, self.report.content.on, self.report.id

    def __str__(self) -> str:
        return f"{self.by} reported on {self.report.content.on}: {self.said} ({self.report.id})"

    @property
    def said(self) -> str:
        """The figure in words: ``460 in total, in operation JAD-2031-1``, ``22 of 28 of its own``."""
        figure = self.figure
        parts: list[str] = []
        if figure.value is not None:
            value = format_number(figure.value)
            value = value if figure.of is None else f"{value} of {format_number(figure.of)}"
            unit = "" if figure.unit is None else f" {figure.unit}"
            parts.append(f"{value}{unit} {'in total' if figure.scope is FigureScope.TOTAL else 'of its own'}")
        parts += [] if figure.reached is None else [f"reached on {figure.reached}"]
        parts += [] if parts else [f"“{figure.text.plain}”"]
        parts += [] if figure.operation is None else [f"in operation {figure.operation}"]
        return ", ".join(parts)

    def explain(self) -> tuple[str, ...]:
        """Return where the figure comes from, a sentence each."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[str]:
        content = self.report.content
        yield f"{self}."
        yield f"It is about {self.measure!r} of {self.plan}:{self.action}, at the checkpoint {self.round}."
        quoted = "" if self.figure.source is None else f", which quotes {self.figure.source!r}"
        yield f"The source of the report is {content.source!r}{quoted}."
        if self.figure.period is not None:
            yield f"It is about the days {self.figure.period}."
        if self.operation is not None:
            yield f"The operation {self.operation.id} is {self.operation.name!r}: its results count once."
        elif self.figure.operation is not None:
            yield f"The operation {self.figure.operation} is not known."
        if self.slipped:
            yield "The result is from after the period of the plan."


class Line(NamedTuple):
    """What one report says of one action, in which place, and who reported it in which role at which checkpoint."""

    round: Round
    report: FiledReport
    at: Pointer
    by: str
    role: ReporterRole
    said: ActionReport


@value
class Setting:
    """What is needed to place the figures of an action."""

    plan: str
    """The id of the plan."""
    action: str
    """The number of the action."""
    time: Span | None
    """The days of the action by its timing; None if they are not known."""
    period: Span | None
    """The period of the plan; None if it has none."""
    operations: Mapping[str, Operation]
    """The operations that figures can name, by id."""

    def place(self, index: int, measure: str, line: Line, *, new: bool) -> ReportedFigure:
        """Return a figure of a report, by its index, with its place and its days."""
        figure = line.said.figures[index]
        operation = None if figure.operation is None else self.operations.get(figure.operation)
        return ReportedFigure(
            plan=self.plan,
            action=self.action,
            measure=measure,
            figure=figure,
            report=line.report,
            at=line.at / "figures" / index,
            by=line.by,
            role=line.role,
            round=line.round,
            days=figure.period or self._days_of(operation) or self._until(line.round, new=new),
            operation=operation,
            slipped=self._slipped(figure),
        )

    def _slipped(self, figure: Figure) -> bool:
        days = [figure.reached, None if figure.period is None else figure.period.start]
        return self.period is not None and any(day is not None and day > self.period.end for day in days)

    @staticmethod
    def _days_of(operation: Operation | None) -> Span | None:
        days = () if operation is None else operation.days
        return Span(start=min(span.start for span in days), end=max(span.end for span in days)) if days else None

    def _until(self, checkpoint: Round, *, new: bool) -> Span | None:
        """Return the days that a figure without a period is about: up to its checkpoint, in the time of the action."""
        time = self.time or self.period
        if time is None:
            return None
        start = checkpoint.start if new else None
        end = max(
            checkpoint.on or time.end, time.start
        )  # a leader may report what it did before or after the time planned
        return Span(start=max(time.start, start or time.start), end=max(end, start or end))


_LEADING = (PartyRole.LEADER, PartyRole.CO_LEADER)


def is_by_driver(ctx: PlanFacts, report: FiledReport) -> bool:
    """Return whether a report is by the Driver or a co-driver of the plan, in that role.

    Args:
        ctx: The context of the plan.
        report: The report.
    """
    from empact.model import ReporterRole  # most plans have no reports

    content, plan = report.content, ctx.plan
    if content.role is not ReporterRole.DRIVER:
        return False
    drivers = {*ctx.codes(plan.driver, content.on), *ctx.codes(plan.co_drivers, content.on)}
    return not drivers.isdisjoint(ctx.codes(content.by, content.on))


def leader_codes(ctx: PlanFacts, action: int | str) -> frozenset[str]:
    """Return the codes of the leaders of an action as planned, and their names where the register has none.

    Args:
        ctx: The context of the plan.
        action: The number of the action, or its position in the plan.
    """
    leaders = ctx.planned_assignments.of_action(action, *_LEADING)
    return frozenset(code for leader in leaders for code in ([party.code for party in leader.parties] or [leader.name]))


def role_in_effect(ctx: PlanFacts, report: FiledReport, action: int | str) -> ReporterRole:
    """Return the role in which a report counts for an action.

    Who says to be the Driver or a leader, and by the plan is not, counts as a participant. Where the plan leaves open
    who leads the action, nothing contradicts a leader.

    Args:
        ctx: The context of the plan.
        report: The report.
        action: The number of the action, or its position in the plan.
    """
    from empact.model import ReporterRole  # most plans have no reports

    content = report.content
    if content.role is ReporterRole.DRIVER and not is_by_driver(ctx, report):
        return ReporterRole.PARTICIPANT
    if content.role is ReporterRole.LEADER:
        known = leader_codes(ctx, action)
        leading = ctx.planned_assignments.of_action(action, *_LEADING)
        unsure = not leading or any(leader.determinacy in {Determinacy.OPEN, Determinacy.UNKNOWN} for leader in leading)
        if not unsure and known.isdisjoint(ctx.codes(content.by, content.on)):
            return ReporterRole.PARTICIPANT
    return content.role
