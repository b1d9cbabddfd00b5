"""Pictures: the progress of each action and of plans at a checkpoint."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import ClassVar

import attrs

from empact.analysis.claims.casts import Turnout
from empact.analysis.claims.rounds import Round
from empact.analysis.facts import Result
from empact.analysis.light_thresholds import Light
from empact.analysis.markings import RecordMarking, record_markings
from empact.analysis.progressing.amounts import Amount, Step
from empact.analysis.progressing.differences import Difference
from empact.analysis.progressing.duplicates import PossibleDuplicate
from empact.analysis.progressing.kpi_pictures import KpiProgress
from empact.analysis.progressing.measures import MeasureSum
from empact.analysis.progressing.planned import PlannedAndReported
from empact.analysis.progressing.preconditions import Precondition
from empact.analysis.progressing.stated import StatedComparison
from empact.analysis.progressing.statuses import StatusPicture
from empact.analysis.statements import Statement
from empact.arguments import check_text, check_type, write_text
from empact.diagnostics import Pointer
from empact.errors import UnknownIdError
from empact.model import Action, ActionStatus, FiledReport, KpiNumber, Plan, Prose, Ref
from empact.values import listed, owned, unlisted, value


@value(kw_only=True)
class ReportedText:
    """Words that a report has about an action: the narrative, an obstacle, the support needed, a reason."""

    text: Prose
    """The words of the report."""
    by: str
    """The code of the party that reported it."""
    report: str
    """The id of the report."""
    on: dt.date
    """The day of the report."""
    round: Round
    """The round of the report."""

    def __str__(self) -> str:
        return self.text.plain


@value(kw_only=True)
class CarriedOver:
    """The action of a later plan that continues an action, as a report says."""

    to: Ref
    """The action as the report names it."""
    destinations: tuple[str, ...]
    """The actions that this leads to in the loaded plans, each with its plan; empty if the plan is not loaded."""
    report: str
    """The id of the report."""

    def __str__(self) -> str:
        return str(self.to)


@value(kw_only=True)
class ActionLight:
    """The traffic light of an action at a checkpoint, by the thresholds of a project."""

    action: ActionProgress = attrs.field(repr=False, metadata=unlisted())
    """The progress of the action."""
    light: Light
    """The colour, or that none is calculated."""
    percent: Decimal | None = None
    """How much of its target the deciding KPI has reached, in percent; for a range, the low end. None if the light is
    not calculated.
    """
    why: str
    """Which KPI decides, or why the light is not calculated, in a sentence."""
    of_driver: tuple[ReportedText, ...] = attrs.field(default=(), repr=False)
    """The Driver's text about the action at the checkpoint."""

    def __str__(self) -> str:
        return f"{self.light.value}: {self.why}"


@value(kw_only=True)
class ActionProgress:
    """What is reported about one action up to a checkpoint."""

    plan: Plan = attrs.field(repr=False)
    """The plan that has the action."""
    action: Action = attrs.field(repr=False)
    """The action that the reports are about."""
    position: int = attrs.field(repr=False, metadata=unlisted())
    """The index of the action in ``plan.actions``."""
    at: Pointer = attrs.field(metadata=unlisted())
    """The pointer of the action in its plan."""
    round: Round | None = attrs.field(metadata=unlisted())
    """The round of the checkpoint; None if the plan has no checkpoint that early."""
    reported_status: StatusPicture = attrs.field(metadata=owned())
    """The status with the claims of the leaders; ``status`` is short for it."""
    statuses: tuple[StatusPicture, ...] = attrs.field(repr=False, metadata=unlisted())
    """The status in each round up to this one in which it is reported, in the order of time."""
    leaders: Turnout
    """The leaders that are expected to report in the round, and those that have reported a status."""
    narratives: tuple[ReportedText, ...]
    """What was done, in the words of the reports, by round and day."""
    obstacles: tuple[ReportedText, ...]
    """The obstacles, in the words of the reports, by round and day."""
    support: tuple[ReportedText, ...]
    """The support that is needed, in the words of the reports, by round and day."""
    reasons: tuple[ReportedText, ...]
    """Why the action is cancelled or not completed, in the words of the reports, by round and day."""
    started: dt.date | None
    """The first day of the action, as its leaders state it; None if none states it."""
    ended: dt.date | None
    """The last day of the action, as its leaders state it; None if none states it."""
    planned: PlannedAndReported
    """When the action was planned, and when it took place according to reports."""
    carried_over: CarriedOver | None
    """The action that continues it; None if no report says so."""
    agreed_by: tuple[str, ...]
    """The codes of the parties that agreed on its cancellation."""
    slippage: tuple[Statement, ...]
    """Results after the period of the plan, each with the party and the report that state it."""
    kpis: tuple[KpiProgress, ...]
    """The KPIs of the action, and the parts of those that name several things, in the order of the plan."""
    measures: tuple[KpiProgress, ...]
    """Other measures that are reported, in the order of their first figure."""
    unknown_kpis: tuple[Statement, ...]
    """Figures for KPIs that the action does not have, each with its report. They are not counted."""
    preconditions: tuple[Precondition, ...]
    """The parties that it needs, if they can be counted."""
    differences: tuple[Difference, ...]
    """Statuses and days that do not agree; differences of figures are with their KPIs."""
    reports: tuple[FiledReport, ...] = attrs.field(repr=False, metadata=unlisted())
    """The reports about the action, by round and day."""
    light: ActionLight | None = attrs.field(default=None, repr=False)
    """Its traffic light; None if lights were not requested."""

    def __str__(self) -> str:
        return f"{self.plan.id}:{self.action.number}"

    @listed
    def status(self) -> ActionStatus:
        """The status of the action."""
        return self.reported_status.status

    @property
    def word(self) -> str | None:
        """The status in the words of the report; None if there is none, or if leaders differ."""
        return self.reported_status.word

    def kpi(self, number: KpiNumber | int | str = 1) -> KpiProgress:
        """Return the progress of a KPI by its number, such as ``1``; of a part, such as ``1a``.

        Raises:
            UnknownIdError: The action has no such KPI.
        """
        check_type("The number", "an int or a text such as '1a'", (KpiNumber, int, str), number)
        wanted = str(number)
        for kpi in self.kpis:
            if kpi.kpi == wanted:
                return kpi
        raise UnknownIdError(f"KPI of {self}", wanted, [kpi.name for kpi in self.kpis], listed=True)

    def explain(self) -> tuple[str, ...]:
        """Return why this is the status, and what else is reported, a sentence each."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[str]:
        word = "" if self.word is None else f" ({self.word!r})"
        yield f"The status of {self} is {self.status.value}{word}."
        yield from self.reported_status.explain()
        if self.leaders.expected:
            missing = f"; missing: {', '.join(self.leaders.missing)}" if self.leaders.missing else ""
            yield f"{self.leaders} expected leaders have reported at this checkpoint{missing}."
        yield f"It was {self.planned}."
        if self.carried_over is not None:
            yield f"It continues in {self.carried_over} ({self.carried_over.report})."
        yield from map(str, (*self.slippage, *self.unknown_kpis))
        yield from map(str, self.differences)


@value(kw_only=True)
class PlanCheckpoint:
    """The checkpoint of a plan at which its progress is shown."""

    plan_id: str
    """The id of the plan."""
    round: Round | None = attrs.field(metadata=unlisted())
    """The round; None if the plan has none that early."""

    @listed
    def checkpoint(self) -> str | None:
        """The name of the checkpoint; None if the plan has none that early."""
        return None if self.round is None else self.round.checkpoint

    @listed
    def on(self) -> dt.date | None:
        """The cut-off day; None if the plan has no checkpoint that early."""
        return None if self.round is None else self.round.on


@value(kw_only=True)
class Progress(Result):
    """What was done in plans up to a checkpoint; a loop gives the actions in the order of the plans."""

    _uses: ClassVar[tuple[str, ...]] = ("reports", "operations", "kpis")

    checkpoints: tuple[PlanCheckpoint, ...]
    """The checkpoint of each plan."""
    actions: tuple[ActionProgress, ...] = attrs.field(repr=False)
    """The progress of each action, in the order of the plans."""
    sums: tuple[MeasureSum, ...]
    """What is reported for one measure in several actions."""
    possible_duplicates: tuple[PossibleDuplicate, ...]
    """Figures of several actions that may count one result twice."""
    stated: tuple[StatedComparison, ...]
    """The totals stated in the reports of the checkpoint, compared with what the reports add up to."""
    unplaced: tuple[Statement, ...]
    """Reports that are not counted, in whole or for an action, because the plan does not have their checkpoint or the
    action."""
    of_driver: tuple[FiledReport, ...] = attrs.field(repr=False, metadata=unlisted())
    """The reports of the Driver at the checkpoint, with its own text."""
    reports: tuple[FiledReport, ...] = attrs.field(repr=False, metadata=unlisted())
    """The reports that count, by round and day: those in force, up to the checkpoint."""
    party_code: str | None = None
    """The code of a party, if only its actions are shown: those that it leads or takes part in. None for all."""

    def __iter__(self) -> Iterator[ActionProgress]:
        return iter(self.actions)

    def __len__(self) -> int:
        return len(self.actions)

    @property
    def records(self) -> tuple[RecordMarking, ...]:
        """The markings of the reports."""
        return record_markings(self.reports)

    @listed
    def counts(self) -> Mapping[str, int]:
        """The number of actions by status; they add up to the number of actions."""
        return {status.value: number for status, number in self.status_counts().items()}

    @property
    def rounds(self) -> Mapping[str, Round | None]:
        """The round of each plan, by its id; None for a plan that has none that early."""
        return {checkpoint.plan_id: checkpoint.round for checkpoint in self.checkpoints}

    @cached_property
    def _by_number(self) -> dict[str, ActionProgress]:
        by_number: dict[str, ActionProgress] = {}
        for action in self.actions:
            by_number.setdefault(str(action), action)
            by_number.setdefault(action.action.number, action)
        return by_number

    def action(self, action: Action | str) -> ActionProgress:
        """Return the progress of an action.

        Args:
            action: The action; or its number, ``2.1``, with its plan ``Q-2031:2.1``. The first, where several match.

        Raises:
            UnknownIdError: There is no such action. The message names the closest.
        """
        if isinstance(action, Action):
            same = (known for known in self.actions if known.action.number == action.number and known.action == action)
            if (match := next(same, None)) is not None:
                return match
            raise UnknownIdError("Action", action.number, self._by_number, hint="It is not one of these plans.")
        check_type("The action", "an Action or its number", str, action, write_text)
        try:
            return self._by_number[action]
        except KeyError:
            raise UnknownIdError("Action", action, self._by_number) from None

    def explanation(self, name: str) -> Explanation:
        """Return how the value of a KPI is calculated.

        Args:
            name: The action with the number of its KPI, such as ``2.1/1``, or of a part, such as ``2.2/1a``; another
                measure with its words, such as ``3.2/clocks seized``. The plan can stand before it:
                ``Q-2031:2.1/1``.

        Raises:
            UnknownIdError: There is no such action, or it has no such KPI. The message lists those that it has.
        """
        check_text("The name", name)
        number, _, words = name.partition("/")
        action, wanted = self.action(number.strip()), " ".join(words.casefold().split())
        known = (*action.kpis, *action.measures)
        kpi = next((kpi for kpi in known if " ".join(kpi.name.casefold().split()) == wanted), None)
        if kpi is None:
            raise UnknownIdError("KPI", name, [f"{number.strip()}/{kpi.name}" for kpi in known], listed=True)
        return Explanation(context=self.context, action=action, kpi=kpi, reports=self.reports)

    @property
    def kpis(self) -> tuple[KpiProgress, ...]:
        """The progress of every KPI, in the order of the plans."""
        return tuple(kpi for action in self.actions for kpi in action.kpis)

    def status_counts(self, plan: Plan | str | None = None) -> Mapping[ActionStatus, int]:
        """Count the actions by status. The counts add up to the number of actions.

        Args:
            plan: A plan of the context or its id: only its actions. None for those of all plans.

        Raises:
            UnknownIdError: The context has no such plan.
        """
        if plan is None:
            return count_statuses(self.actions)
        return count_statuses(self._by_plan.get(self.context.portfolio.plan(plan).id, ()))

    @cached_property
    def _by_plan(self) -> Mapping[str, Sequence[ActionProgress]]:
        by_plan: dict[str, list[ActionProgress]] = {}
        for action in self.actions:
            by_plan.setdefault(action.plan.id, []).append(action)
        return by_plan

    def follow(self, action: ActionProgress) -> tuple[ActionProgress, ...]:
        """Return the actions that continue an action, in the loaded plans: the next, the one after it, and so on."""
        check_type("The action", "an ActionProgress", ActionProgress, action, _write_progress)
        by_name: dict[str, ActionProgress] = {str(action): action}
        waiting = [action]
        while waiting:
            carried = waiting.pop(0).carried_over
            for name in () if carried is None else carried.destinations:
                following = self._by_number.get(name)
                if following is not None and name not in by_name:
                    by_name[name] = following
                    waiting.append(following)
        return tuple(by_name.values())[1:]

    def duplicates_of(self, kpi: KpiProgress) -> tuple[PossibleDuplicate, ...]:
        """Return the possible duplicates in which a claim about this KPI or measure takes part."""
        check_type("The kpi", "a KpiProgress", KpiProgress, kpi)
        mine = {id(claim) for claim in kpi.claims}
        return tuple(
            duplicate for duplicate in self.possible_duplicates if any(id(claim) in mine for claim in duplicate.claims)
        )

    def explain(self) -> tuple[str, ...]:
        """Return what does not add up, and what is not counted, a sentence each."""
        said = [line for duplicate in self.possible_duplicates for line in duplicate.explain()]
        different = [str(comparison) for comparison in self.stated if comparison.agrees is False]
        return (*said, *different, *map(str, self.unplaced))


@value(kw_only=True)
class Explanation(Result):
    """How the value of a KPI at a checkpoint is calculated."""

    _uses: ClassVar[tuple[str, ...]] = ("reports", "operations", "kpis")

    action: ActionProgress = attrs.field(repr=False, metadata=unlisted())
    """The progress of the action."""
    kpi: KpiProgress = attrs.field(metadata=unlisted())
    """The progress of the KPI, of its part, or of another measure."""
    reports: tuple[FiledReport, ...] = attrs.field(repr=False, metadata=unlisted())
    """The reports that count, by round and day."""

    @property
    def records(self) -> tuple[RecordMarking, ...]:
        """The markings of the reports."""
        return record_markings(self.reports)

    @listed
    def about(self) -> str:
        """The KPI, with its plan and action: ``Q-2031:2.1/1``; another measure with its words."""
        return str(self.kpi)

    @listed
    def measure(self) -> str:
        """The text of the KPI, or the words of the measure."""
        return self.kpi.measure

    @listed
    def checkpoint(self) -> str | None:
        """The name of the checkpoint; None if the plan has none that early."""
        return None if self.action.round is None else self.action.round.checkpoint

    @listed
    def value(self) -> Amount | None:
        """The value; None if there is no number, or if it is not decided how several add up."""
        return self.kpi.value

    @listed
    def steps(self) -> tuple[Step, ...]:
        """The value, its parts with party, day and report, and what is left out, as a tree: each has its depth."""
        return self.kpi.explain()


@value(kw_only=True)
class RoundProgress:
    """The progress of a plan at one of its checkpoints."""

    plan: Plan = attrs.field(repr=False)
    """The plan that the reports are about."""
    round: Round
    """The round of the checkpoint."""
    actions: tuple[ActionProgress, ...] = attrs.field(repr=False)
    """The progress of its actions at the checkpoint, in the order of the plan; of a party, of its actions alone."""

    @property
    def status_counts(self) -> Mapping[ActionStatus, int]:
        """The number of actions by status; they add up to the number of actions."""
        return count_statuses(self.actions)


def _write_progress(value: object) -> str | None:
    return "progress.action(...)" if isinstance(value, (Action, str)) else None


def count_statuses(actions: Iterable[ActionProgress]) -> Mapping[ActionStatus, int]:
    """Count actions by status, in the order of the statuses; a status that no action has is left out."""
    counts = dict.fromkeys(ActionStatus, 0)
    for action in actions:
        counts[action.status] += 1
    return {status: count for status, count in counts.items() if count}
