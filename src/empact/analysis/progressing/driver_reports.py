"""Driver reports: what the Driver reports to COSI about one plan at a checkpoint, without naming who reported what.

It has what :func:`~empact.analysis.claims.convention.sees` lets COSI see: headlines, statuses, settled differences,
ranges where sources differ, and turnout as a number.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

import attrs

from empact.analysis.claims.rounds import Round, round_redactions
from empact.analysis.claims.values import Claim, SettledClaim, Thing
from empact.analysis.facts import PlanFacts, Result, check_plan_context
from empact.analysis.markings import RecordMarking, record_markings
from empact.analysis.progressing.amounts import Range
from empact.analysis.progressing.differences import Difference, DifferenceKind
from empact.analysis.progressing.duplicates import PossibleDuplicate
from empact.analysis.progressing.gathering import progress
from empact.analysis.progressing.kpi_pictures import KpiProgress
from empact.analysis.progressing.pictures import ActionProgress, Progress
from empact.analysis.progressing.planned import PlannedState
from empact.analysis.progressing.verdicts import TargetState
from empact.model import ActionStatus, FigureKind, FiledReport, Plan, Prose
from empact.values import listed, owned, unlisted, value

_SEVERAL = 2


class BehindKind(enum.Enum):
    """What is known about an action, or a KPI with its own day, that is behind schedule."""

    ENDED_AFTER = "ended after its planned end"
    """It took place after its planned time, or a part of it did."""
    NOT_COMPLETED = "not completed"
    """It is reported as not completed."""
    CARRIED_OVER = "carried over"
    """It continues in a later plan."""
    NOT_OVER = "not over"
    """Its planned end is past, and a later report says that it has not started, or continues."""
    REACHED_AFTER = "reached after its day"
    """The target is reached, after the day that the plan sets for it."""
    NOT_REACHED = "not reached"
    """The target is not reached on the day that the plan sets for it."""


@value(kw_only=True)
class BehindPlan:
    """An action, or a KPI of it, that is behind its planned day. It says nothing about a party: nobody is late."""

    action: ActionProgress = attrs.field(metadata=unlisted())
    """The action."""
    kpi: KpiProgress | None = attrs.field(default=None, metadata=unlisted())
    """The KPI; None if it is the action itself."""
    planned: dt.date
    """The last day that the plan sets for it."""
    kind: BehindKind
    """What is known."""
    on: dt.date | None = None
    """The last day on which the action took place, or the day on which the milestone was reached; None if no report
    states it.
    """
    days: int | None = None
    """How many days after the planned day that is; None if it is not known, or if the plan states no day, but a longer
    time such as a quarter.
    """

    @listed
    def about(self) -> str:
        """The action with its plan, or its KPI: ``Q-2031:2.1``, ``Q-2031:2.1/1``."""
        return str(self.action if self.kpi is None else self.kpi)


@value(kw_only=True)
class Headline:
    """What is reported for a KPI or another measure of an action, without naming who reported it."""

    about: str
    """The KPI, or the measure, with its action: ``Q-2031:2.1/1``."""
    measure: str
    """The text of the KPI, or the words of the measure."""
    range: Range | None
    """The possible values; None if there is no number, or if the values of several rounds are not added up."""
    unit: str | None
    """The unit; None if none is stated."""
    at_least: bool
    """Whether the value can be higher, because an expected party has not reported."""
    target: TargetState | None
    """Whether the target is reached; None if there is none."""
    in_time: bool | None
    """Whether it is reached by its day; None if it is not reached, has no day, or if that is not known."""


class Doubt(enum.Enum):
    """Why a value is not certain."""

    DIFFERING = "sources differ"
    """Sources differ, and the Driver has not settled it."""
    AT_LEAST = "at least"
    """An expected party has not reported."""
    SO_FAR = "so far"
    """Nothing is reported in a later round."""
    NOT_ADDED = "not added up"
    """Neither the plan nor the register says how the values of several rounds add up."""
    COUNTED_TWICE = "may be counted twice"
    """Several actions or parties may count the same result."""


@value(kw_only=True)
class UncertainValue:
    """A value that is not certain."""

    doubt: Doubt
    """Why it is not certain."""
    kpi: KpiProgress | None = attrs.field(default=None, metadata=unlisted())
    """The KPI, or the other measure; None if it is about several actions."""
    duplicate: PossibleDuplicate | None = attrs.field(default=None, metadata=unlisted())
    """The figures of several actions that may count the same result; None if it is about one KPI."""
    range: Range | None
    """The possible values; None if there are only the values of each round, or a day."""

    @listed
    def about(self) -> str:
        """The KPI or the measure with its action, or the measure that several actions count."""
        return str(self.kpi) if self.duplicate is None else self.duplicate.measure


@value(kw_only=True)
class DifferingSources:
    """A difference between leaders: settled by the Driver, or open. It does not name who reports what."""

    action: ActionProgress = attrs.field(metadata=unlisted())
    """The action."""
    kpi: KpiProgress | None = attrs.field(default=None, metadata=unlisted())
    """The KPI or the other measure; None if it is about the status or a day of the action."""
    difference: Difference = attrs.field(metadata=unlisted())
    """The difference."""

    @listed
    def about(self) -> str:
        """The action with its plan, or its KPI."""
        return str(self.action if self.kpi is None else self.kpi)

    @listed
    def thing(self) -> Thing:
        """What is reported differently: a total, a day or a status."""
        return self.difference.claims[0].thing

    @listed
    def range(self) -> Range | None:
        """The possible totals; None if it is about something else, or about ratios: their denominators can differ."""
        ratios = any(claim.of is not None for claim in self.claims)
        if self.kpi is None or ratios or self.thing not in {Thing.TOTAL, Thing.SHARE}:
            return None
        return possible_range(self.kpi)

    @listed
    def is_settled(self) -> bool:
        """Whether the Driver has settled it."""
        return not self.difference.open

    @property
    def settled(self) -> SettledClaim | None:
        """The settlement of the Driver; None if it is open."""
        return self.difference.settled

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What the leaders state."""
        return self.difference.claims


@value(kw_only=True)
class DriverText:
    """A section of the Driver's own text, from one of its reports."""

    section: str
    """The section: ``context``, ``assessment``, ``decisions``, ``support`` or ``outlook``."""
    text: Prose
    """The words of the report."""
    filed: FiledReport = attrs.field(repr=False, metadata=unlisted())
    """The report."""


@value(kw_only=True)
class DriverReport(Result):
    """What the Driver reports to COSI about a plan at a checkpoint."""

    _uses: ClassVar[tuple[str, ...]] = ("reports", "operations", "kpis")

    plan: Plan
    """The plan."""
    progress: Progress = attrs.field(repr=False, metadata=unlisted())
    """The progress of the plan at the checkpoint, with everything that is reported."""
    round: Round | None = attrs.field(metadata=unlisted())
    """The round of the checkpoint; None if the plan has no checkpoint that early."""
    behind: tuple[BehindPlan, ...]
    """The actions behind schedule, in the order of the plan; a KPI with its own day is listed separately."""
    uncertain: tuple[UncertainValue, ...]
    """The values that are not certain, in the order of the plan; those of several actions last."""
    differences: tuple[DifferingSources, ...]
    """The differences between leaders; those that the Driver has settled come first."""
    texts: tuple[DriverText, ...] = attrs.field(metadata=owned())
    """The Driver's own text, section by section."""
    expected: int
    """How many parties are expected to report at the checkpoint."""
    reported: int
    """How many of them have reported; also those whose report was redacted, who are not silent."""

    @listed
    def checkpoint(self) -> str | None:
        """The name of the checkpoint; None if the plan has none that early."""
        return None if self.round is None else self.round.checkpoint

    @listed
    def on(self) -> dt.date | None:
        """The cut-off day; None if the plan has no checkpoint that early."""
        return None if self.round is None else self.round.on

    @listed
    def counts(self) -> Mapping[str, int]:
        """The number of actions by status; they add up to the number of actions."""
        return self.progress.counts

    @listed
    def statuses(self) -> Mapping[str, ActionStatus]:
        """The status of each action, by the action with its plan."""
        return {str(action): action.status for action in self.progress}

    @listed
    def headlines(self) -> tuple[Headline, ...]:
        """What is reported for each KPI and each other measure, in the order of the plan."""
        return tuple(
            _headline(kpi) for action in self.progress for kpi in (*action.kpis, *action.measures) if kpi.claims
        )

    @property
    def records(self) -> tuple[RecordMarking, ...]:
        """The markings of the reports."""
        return record_markings(self.progress.reports)

    @property
    def is_over(self) -> bool:
        """Whether the checkpoint is over on the date of knowledge; before that, no report is expected."""
        on = self.context.as_of
        return self.round is None or on is None or self.round.on <= on


def driver_report(ctx: PlanFacts, checkpoint: str | None = None) -> DriverReport:
    """Return what the Driver reports to COSI about a plan at a checkpoint (plan sections 4.1, 5.3).

    Args:
        ctx: The plan with its reports.
        checkpoint: The name of the checkpoint; the start of it is enough. By default as in :func:`progress`.

    Raises:
        UnknownIdError: The plan has no such checkpoint.
        SealError: The plan is as it was sealed, and the seal is for another checkpoint.
    """
    check_plan_context("driver_report()", ctx)
    reached = progress(ctx, checkpoint)
    expected, reported = _turnout(reached)
    current = reached.rounds[ctx.plan.id]
    redacted = {str(made.content.by) for made, placed in round_redactions(ctx) if placed and placed == current}
    differences = [differing for action in reached for differing in _differences(action)]
    return DriverReport(
        context=ctx,
        plan=ctx.plan,
        progress=reached,
        round=current,
        behind=tuple(behind for action in reached for behind in _behind(action)),
        uncertain=tuple(_uncertain(reached)),
        differences=tuple(sorted(differences, key=lambda differing: not differing.is_settled)),
        texts=tuple(_texts(reached.of_driver)),
        expected=len(expected),
        reported=len(expected & (reported | redacted)),
    )


def possible_range(kpi: KpiProgress) -> Range | None:
    """Return the possible totals of a KPI: also the shares, where they do not fit its total. None without a number."""
    if kpi.value is None:
        return None
    amounts = [amount for amount in (kpi.value, kpi.decision.conflict) if amount is not None]
    return Range.around(bound for amount in amounts for bound in (amount.low, amount.high))


def _headline(kpi: KpiProgress) -> Headline:
    amount, target = kpi.value, kpi.target
    return Headline(
        about=str(kpi),
        measure=kpi.measure,
        range=possible_range(kpi),
        unit=None if amount is None else amount.unit,
        at_least=amount is not None and amount.at_least,
        target=None if target is None else target.state,
        in_time=None if target is None else target.in_time,
    )


def _texts(reports: Iterable[FiledReport]) -> Iterator[DriverText]:
    for report in reports:
        for section, text in report.content.own_text.items():
            yield DriverText(section=section, text=text, filed=report)


_KINDS = {ActionStatus.NOT_COMPLETED: BehindKind.NOT_COMPLETED, ActionStatus.CARRIED_OVER: BehindKind.CARRIED_OVER}
GOING_ON = frozenset({ActionStatus.LIVE, ActionStatus.NOT_STARTED})


def _behind(action: ActionProgress) -> Iterator[BehindPlan]:
    """Yield that an action is behind its planned end, and which KPIs are behind the day that the plan sets for them.

    It is behind only if every value that is possible says so: silence does not.
    """
    planned, picture = action.planned, action.reported_status
    if planned.planned is not None:
        end = planned.planned.end
        kind = _KINDS.get(action.status)
        newest = max((claim.on for claim in picture.claims), default=dt.date.min)
        if planned.state is PlannedState.AFTER:
            kind = kind or BehindKind.ENDED_AFTER
        elif action.status in GOING_ON and newest > end:
            kind = BehindKind.NOT_OVER
        if kind is not None:
            after = planned.state is PlannedState.AFTER
            on = planned.last if after else None
            yield BehindPlan(action=action, planned=end, kind=kind, on=on, days=planned.days_after)
    for kpi in action.kpis:
        yield from _kpi_behind(action, kpi)


def _kpi_behind(action: ActionProgress, kpi: KpiProgress) -> Iterator[BehindPlan]:
    day, target, point = kpi.indicator.day, kpi.target, kpi.round
    if day is None or not kpi.indicator.has_day or target is None or point is None:
        return
    if target.in_time is False:
        days = None if kpi.planned is None else kpi.planned.days_after
        on = None if kpi.reached is None or kpi.reached.first != kpi.reached.last else kpi.reached.last
        yield BehindPlan(action=action, kpi=kpi, planned=day, kind=BehindKind.REACHED_AFTER, on=on, days=days)
    elif target.state is TargetState.NOT_REACHED and day <= point.on:
        yield BehindPlan(action=action, kpi=kpi, planned=day, kind=BehindKind.NOT_REACHED)


def _uncertain(reached: Progress) -> Iterator[UncertainValue]:
    for action in reached:
        for kpi in (*action.kpis, *action.measures):
            doubt = doubt_of(kpi)
            if doubt is not None:
                yield UncertainValue(doubt=doubt, kpi=kpi, range=possible_range(kpi))
    for duplicate in reached.possible_duplicates:
        yield UncertainValue(doubt=Doubt.COUNTED_TWICE, duplicate=duplicate, range=duplicate.value)


def doubt_of(kpi: KpiProgress) -> Doubt | None:
    """Return why the value of a KPI is not certain; None if it is, or if nothing is reported."""
    if any(difference.open and _is_of_headline(difference) for difference in kpi.differences):
        return Doubt.DIFFERING
    if any(difference.open and difference.kind is DifferenceKind.EQUAL_PAIRS for difference in kpi.differences):
        return Doubt.COUNTED_TWICE
    amount = kpi.value
    if len(kpi.values) >= _SEVERAL or silent_round(kpi) is not None:
        return Doubt.NOT_ADDED
    if amount is None or amount.certain:
        return None
    if amount.at_least:
        return Doubt.AT_LEAST
    return Doubt.SO_FAR if amount.so_far else Doubt.DIFFERING


def silent_round(kpi: KpiProgress) -> Round | None:
    """Return a round in which a KPI was expected and not reported, if it is not decided how the rounds add up."""
    indicator = kpi.indicator
    if kpi.value is None or indicator.rounds is not None or indicator.figure is FigureKind.DAY:
        return None
    return next((made.round for made in kpi.decision.rounds if made.silent), None)


_OF_HEADLINE = frozenset(
    {
        DifferenceKind.TOTALS,
        DifferenceKind.TWO_VALUES,
        DifferenceKind.ABOVE_TOTAL,
        DifferenceKind.BELOW_TOTAL,
        DifferenceKind.DAYS,
        DifferenceKind.FALL,
        DifferenceKind.STATUS,
    }
)
"""The differences that make a headline uncertain; others are between a party and another one, or of a settlement."""


def _is_of_headline(difference: Difference) -> bool:
    """Whether a difference makes a headline uncertain; a share that falls is a matter of its party."""
    falls = difference.kind is DifferenceKind.FALL
    return difference.kind in _OF_HEADLINE and not (falls and difference.claims[0].thing is Thing.SHARE)


def _differences(action: ActionProgress) -> Iterator[DifferingSources]:
    """Yield the differences about an action; of several that are open about one thing, the first: the range is one."""
    about: list[tuple[KpiProgress | None, Difference]] = [(None, difference) for difference in action.differences]
    about += [(kpi, difference) for kpi in (*action.kpis, *action.measures) for difference in kpi.differences]
    known: set[object] = set()
    for kpi, difference in about:
        if not _is_of_headline(difference):
            continue
        key = (None if kpi is None else str(kpi), kpi is None and difference.claims[0].thing)
        if difference.open and key in known:
            continue
        known.add(key if difference.open else None)
        yield DifferingSources(action=action, kpi=kpi, difference=difference)


def _turnout(reached: Progress) -> tuple[set[str], set[str]]:
    """Return the parties that are expected to report anything at a checkpoint, and those that have."""
    several = [
        turnout
        for action in reached
        for turnout in (
            action.leaders,
            *(turnout for kpi in action.kpis for turnout in (kpi.leaders, kpi.participants)),
        )
    ]
    expected = {code for turnout in several for code in turnout.expected}
    return expected, {code for turnout in several for code in turnout.reported}
