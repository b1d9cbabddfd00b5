"""Pictures: the progress of each action, and of plans, at a checkpoint."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import attrs

from empact.analysis.progressing.disagreements import Disagreement
from empact.analysis.progressing.duplicates import PossibleDuplicate
from empact.analysis.progressing.indicators import KpiProgress
from empact.analysis.progressing.measures import MeasureSum
from empact.analysis.progressing.preconditions import Precondition
from empact.analysis.progressing.reporters import Turnout
from empact.analysis.progressing.rounds import Round
from empact.analysis.progressing.stated import StatedComparison
from empact.analysis.progressing.statuses import StatusClaim, StatusPicture
from empact.diagnostics import Pointer
from empact.errors import UnknownIdError
from empact.model import Action, ActionStatus, FiledReport, Plan, Prose, Ref
from empact.values import value


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
    """The checkpoint of the report."""

    def __str__(self) -> str:
        return self.text.plain


@value(kw_only=True)
class CarriedOver:
    """The action of a later plan in which an action goes on, as a report says."""

    to: Ref
    """The action as the report names it."""
    destinations: tuple[str, ...]
    """The actions that this leads to in the loaded plans, each with its plan; empty if the plan is not loaded."""
    report: str
    """The id of the report."""

    def __str__(self) -> str:
        return str(self.to)


@value(kw_only=True)
class ActionProgress:
    """What is reported about one action up to a checkpoint."""

    plan: Plan = attrs.field(repr=False)
    """The plan that has the action."""
    action: Action = attrs.field(repr=False)
    """The action that the reports are about."""
    position: int = attrs.field(repr=False)
    """The index of the action in ``plan.actions``."""
    at: Pointer
    """The pointer of the action in its plan."""
    round: Round | None
    """The checkpoint; None if the plan has none that early."""
    reported_status: StatusPicture
    """The status with the claims of the reports; ``status`` and ``word`` are short for it."""
    statuses: tuple[StatusPicture, ...] = attrs.field(repr=False)
    """The status at each checkpoint up to this one at which it is reported, in the order of time."""
    leaders: Turnout
    """Who is expected to report the status at this checkpoint, and who has."""
    narratives: tuple[ReportedText, ...]
    """What was done, in the words of the reports, by checkpoint and day."""
    obstacles: tuple[ReportedText, ...]
    """What was in the way, in the words of the reports, by checkpoint and day."""
    support: tuple[ReportedText, ...]
    """The support that is needed, in the words of the reports, by checkpoint and day."""
    reasons: tuple[ReportedText, ...]
    """Why the action is cancelled or not completed, in the words of the reports, by checkpoint and day."""
    started: dt.date | None
    """The first day of the action, as the newest report of a leader says; None if none says it."""
    ended: dt.date | None
    """The last day of the action, as the newest report of a leader says; None if none says it."""
    carried_over: CarriedOver | None
    """The action in which it goes on; None if no report says so."""
    agreed_by: tuple[str, ...]
    """The codes of the parties that agreed on its cancellation."""
    slippage: tuple[str, ...]
    """What was achieved after the period of the plan, a sentence each."""
    kpis: tuple[KpiProgress, ...]
    """The KPIs of the action, in the order of the plan, with or without figures."""
    measures: tuple[KpiProgress, ...]
    """Other measures that are reported, in the order of their first figure."""
    unknown_kpis: tuple[str, ...]
    """Figures for KPIs that the action does not have, a sentence each. They count nowhere."""
    preconditions: tuple[Precondition, ...]
    """The parties that it needs, as far as they can be counted."""
    disagreements: tuple[Disagreement, ...]
    """Reported days that do not agree; those of figures are with their KPIs."""
    reports: tuple[FiledReport, ...] = attrs.field(repr=False)
    """The reports about the action, by checkpoint and day."""

    def __str__(self) -> str:
        return f"{self.plan.id}:{self.action.number}"

    @property
    def status(self) -> ActionStatus:
        """The status of the action."""
        return self.reported_status.status

    @property
    def word(self) -> str | None:
        """The status in the word of the report; None if there is none, or if leaders differ."""
        return self.reported_status.word

    @property
    def claims(self) -> tuple[StatusClaim, ...]:
        """What the reports say about the status."""
        return self.reported_status.claims

    def kpi(self, ordinal: int = 1) -> KpiProgress:
        """Return the progress of the KPI with this ordinal, counted from 1.

        Raises:
            UnknownIdError: The action has no such KPI.
        """
        for kpi in self.kpis:
            if kpi.key is not None and kpi.key.ordinal == ordinal:
                return kpi
        known = [str(kpi.key.ordinal) for kpi in self.kpis if kpi.key is not None]
        raise UnknownIdError("KPI", str(ordinal), known)

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
        if self.carried_over is not None:
            yield f"It goes on in {self.carried_over} ({self.carried_over.report})."
        yield from self.slippage
        yield from self.unknown_kpis
        yield from map(str, self.disagreements)


@value(kw_only=True)
class Progress:
    """What was done in plans up to a checkpoint; a loop gives the actions in the order of the plans."""

    actions: tuple[ActionProgress, ...] = attrs.field(repr=False)
    """The progress of each action, in the order of the plans."""
    rounds: Mapping[str, Round | None]
    """The checkpoint of each plan, by its id; None for a plan that has none that early."""
    as_of: dt.date | None
    """The date of knowledge: later reports are ignored. None if all are used."""
    sums: tuple[MeasureSum, ...]
    """What is reported for one measure in several actions."""
    possible_duplicates: tuple[PossibleDuplicate, ...]
    """Figures of several actions that may count one result twice."""
    stated: tuple[StatedComparison, ...]
    """The totals that the reports of the checkpoint state, beside what the reports add up to."""
    unplaced: tuple[str, ...]
    """Reports that count nowhere, a sentence each: their checkpoint, or an action, is none of the plan."""
    of_driver: tuple[FiledReport, ...] = attrs.field(repr=False)
    """The reports of the Driver at the checkpoint, with its own text."""
    reports: tuple[FiledReport, ...] = attrs.field(repr=False)
    """The reports that count, by checkpoint and day: those in force, up to the checkpoint."""
    unread: tuple[str, ...] = ()
    """The kinds of records that were not read, such as ``kpis``. Without reports, nothing counts as reported; without
    KPI registers, nobody has decided how the figures of a KPI add up.
    """

    def __iter__(self) -> Iterator[ActionProgress]:
        return iter(self.actions)

    def __len__(self) -> int:
        return len(self.actions)

    @cached_property
    def _by_number(self) -> dict[str, ActionProgress]:
        by_number: dict[str, ActionProgress] = {}
        for action in self.actions:
            by_number.setdefault(str(action), action)
            by_number.setdefault(action.action.number, action)
        return by_number

    def action(self, number: str) -> ActionProgress:
        """Return the progress of an action: ``2.1``, or with its plan ``Q-2031:2.1``. The first, where several match.

        Raises:
            UnknownIdError: There is no such action. The message names the closest.
        """
        try:
            return self._by_number[number]
        except KeyError:
            raise UnknownIdError("Action", number, self._by_number) from None

    @property
    def kpis(self) -> tuple[KpiProgress, ...]:
        """The progress of every KPI, in the order of the plans."""
        return tuple(kpi for action in self.actions for kpi in action.kpis)

    def status_counts(self, plan: str | None = None) -> Mapping[ActionStatus, int]:
        """Count the actions by status, of one plan or of all. The counts add up to the number of actions."""
        return count_statuses(action for action in self.actions if plan is None or action.plan.id == plan)

    def follow(self, action: ActionProgress) -> tuple[ActionProgress, ...]:
        """Return the actions in which an action goes on, in the loaded plans: the next, the one after it, and so on."""
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
        """Return the possible duplicates in which a figure of this KPI or measure takes part."""
        mine = {id(figure) for figure in kpi.figures}
        return tuple(
            duplicate
            for duplicate in self.possible_duplicates
            if any(id(figure) in mine for figure in duplicate.figures)
        )

    def explain(self) -> tuple[str, ...]:
        """Return what does not add up, and what counts nowhere, a sentence each."""
        said = [line for duplicate in self.possible_duplicates for line in duplicate.explain()]
        differing = [str(comparison) for comparison in self.stated if comparison.agrees is False]
        return (*said, *differing, *self.unplaced)


def count_statuses(actions: Iterable[ActionProgress]) -> Mapping[ActionStatus, int]:
    """Count actions by status, in the order of the statuses; a status that no action has is left out."""
    counts = dict.fromkeys(ActionStatus, 0)
    for action in actions:
        counts[action.status] += 1
    return {status: count for status, count in counts.items() if count}
