"""Agenda: what is due by which day from which party: reports, figures, commitments and answers."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar

import attrs

from empact.analysis.calls import ReportedDays, ReportRequest, report_requests
from empact.analysis.claims.casts import LEADING, cast_of
from empact.analysis.claims.indicators import Indicator
from empact.analysis.claims.log import claim_log
from empact.analysis.claims.values import Claim
from empact.analysis.facts import PlanFacts, PortfolioFacts, Result, check_context
from empact.analysis.involvement.resolved import known_party
from empact.analysis.positions import action_pointer
from empact.analysis.progressing.planned import planned_milestone
from empact.arguments import check_date
from empact.diagnostics import Pointer
from empact.model import EntryKind, FrozenMap, LedgerEntry, Party, Span
from empact.values import unlisted, value


class DueKind(enum.Enum):
    """What is due. A missing report is not an unmet commitment; a reminder is not an exhortation."""

    REPORT = "report"
    """A progress report at a checkpoint."""
    FIGURE = "figure"
    """What a KPI measures, by the day that the plan sets for it."""
    COMMITMENT = "commitment"
    ANSWER = "answer"
    """An answer that a reminder or an exhortation asks for."""


@value(kw_only=True)
class DueItem:
    """Something that is due from one party: a report, a figure, a commitment or an answer."""

    kind: DueKind
    """What is due: a report, a figure, a commitment or an answer."""
    plan_id: str
    """The id of the plan."""
    party_code: str | None
    """The code of the party; None for a figure of an action whose leader the plan leaves open."""
    due: dt.date | None
    """The day by which it is due; None for a report without a call. A figure is due on the day that the plan sets;
    everything else is due on the day of a ledger entry.
    """
    checkpoint: str | None = None
    """The checkpoint of a report, such as ``June``; None for anything else."""
    cut_off: dt.date | None = None
    """The cut-off day of that checkpoint; None for anything but a report."""
    expected: bool = attrs.field(default=True, repr=False, metadata=unlisted())
    """Whether the plan lets expect it from the party; False for a report of a party that a call asks by name without
    that. Then it is never late.
    """
    actions: tuple[str, ...] = ()
    """The actions that it is about: for a report, the numbers of the actions to report on, in the order of the plan;
    for a ledger entry, as written in the entry.
    """
    words: str = ""
    """The words of the plan or of the ledger, quoted; empty for a report."""
    set_by: tuple[str, ...] = ()
    """The codes of the parties that called, asked or committed; empty if the plan sets the day."""
    entry_id: str | None = None
    """The id of the ledger entry that sets the day; None if the plan sets it, or if nobody has called for
    the report.
    """
    at: Pointer | None = None
    """The pointer of the KPI of the plan that is due; None for anything but a figure."""
    planned: Span | None = None
    """The days for which a figure is planned: those of its action, up to the due day. None for anything else."""
    reported: FrozenMap[str, dt.date] = attrs.field(default=FrozenMap(), repr=False, metadata=unlisted())
    """For a report: the actions on which a report in force says something, each with the first day on which it did."""
    done_on: dt.date | None = attrs.field(default=None, repr=False, metadata=unlisted())
    """The day on which it was done, according to the records: the last of its actions was reported on, a figure was
    reported, the last part of a commitment was reported as met, or the party answered. None if it is not done.
    """

    @property
    def day(self) -> dt.date | None:
        """The day under which it is listed: the due day, or the cut-off day of the checkpoint."""
        return self.due or self.cut_off

    @property
    def done(self) -> bool:
        """Whether it is done."""
        return self.done_on is not None

    @property
    def missing(self) -> tuple[str, ...]:
        """For a report: the actions on which nothing is reported, in the order of the plan."""
        return self._actions(lambda day: day is None)

    @property
    def can_be_late(self) -> bool:
        """Whether a recorded entry sets its day, and it is expected. A figure is never late: the plan sets its day."""
        return self.entry_id is not None and self.expected

    def is_late(self, on: dt.date) -> bool:
        """Return whether something of it was not done by its due day, as known at the end of a later day."""
        check_date("on", on, required=True)
        return self._is_late(self.done_on, on)

    def late_actions(self, on: dt.date) -> tuple[str, ...]:
        """Return the actions of a report that nothing was reported on by its due day, as known at a later day's end."""
        check_date("on", on, required=True)
        return self._actions(lambda day: self._is_late(day, on))

    def _actions(self, chosen: Callable[[dt.date | None], bool]) -> tuple[str, ...]:
        numbers = self.actions if self.kind is DueKind.REPORT else ()
        return tuple(number for number in numbers if chosen(self.reported.get(number)))

    def _is_late(self, done_on: dt.date | None, on: dt.date) -> bool:
        if not self.can_be_late or self.due is None or self.due >= on:
            return False
        return done_on is None or done_on > self.due


@value(kw_only=True)
class Agenda(Result):
    """What is due in plans.

    The date of knowledge changes what is recorded: a call sets a day, and nobody is to report on an action after its
    final status. Time alone changes nothing.
    """

    _uses: ClassVar = ("ledger", "kpis")

    items: tuple[DueItem, ...]
    """What is due, by day, party and kind."""

    def __iter__(self) -> Iterator[DueItem]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def as_of(self) -> dt.date | None:
        """The date of knowledge: later records are ignored. None if all are used; then nothing is late."""
        return self.context.as_of

    def between(self, first: dt.date | None = None, last: dt.date | None = None) -> Agenda:
        """Return what is due from a day on and until a day."""
        check_date("first", first)
        check_date("last", last)
        if first is None and last is None:
            return self
        kept = (
            item
            for item in self.items
            if item.day is not None and (first or item.day) <= item.day <= (last or item.day)
        )
        return attrs.evolve(self, items=tuple(kept))

    @property
    def late(self) -> tuple[DueItem, ...]:
        """What is late on the date of knowledge, for the Driver and the Support Unit; nothing without such a date."""
        return tuple(item for item in self.items if self.as_of is not None and item.is_late(self.as_of))


def agenda(ctx: PlanFacts | PortfolioFacts, *, party: Party | str | None = None) -> Agenda:
    """Return what is due in plans, by day and party.

    A leader is to report from the round in which its action begins until a final status, a participant where the action
    has begun and one of its KPIs counts shares. Reports have a due day only if a call of the Driver or the Support Unit
    is recorded in the ledger; without one they are listed at the cut-off day of the checkpoint, and nobody is late.
    Figures are those of KPIs whose day the plan sets. Commitments, and answers that reminders and exhortations ask for,
    are those with a day in the ledger. Items of a party that is excluded on the day are left out.

    Args:
        ctx: The context of the plans. Entries and reports after its date of knowledge are ignored.
        party: A party, its code or its name: only what is due from it. By default what is due from all.

    Raises:
        UnknownIdError: The register has no such party.
    """
    check_context("agenda()", ctx)
    items = [
        item
        for context in ctx.contexts
        for code in [None if party is None else known_party(party, _day(context), context.register).code]
        for item in _items(context)
        if code is None or item.party_code == code
    ]
    return Agenda(context=ctx, items=tuple(sorted(items, key=_order)))


def _day(ctx: PlanFacts) -> dt.date:
    """Return the day on which the name of a party is looked up."""
    day, period = ctx.as_of, ctx.plan.period
    if period is None:
        return day or dt.date.max
    return period.end if day is None else period.nearest(day)


def _order(item: DueItem) -> tuple[object, ...]:
    kinds = list(DueKind)
    key = (
        item.day or dt.date.max,
        item.party_code is None,
        item.party_code or "",
        kinds.index(item.kind),
        item.plan_id,
    )
    return (*key, item.checkpoint or "", item.actions, item.entry_id or "", str(item.at or ""))


def due_reports(ctx: PlanFacts) -> Iterator[DueItem]:
    """Yield the reports that are due in a plan, in the order of the rounds: one for each party, round and call.

    Args:
        ctx: The context of the plan. Calls and reports after its date of knowledge are ignored.
    """
    reported = ReportedDays(ctx)
    yield from (_report(ctx, request, reported) for request in report_requests(ctx))


def _items(ctx: PlanFacts) -> Iterator[DueItem]:
    yield from due_reports(ctx)
    yield from _figures(ctx)
    for entry in ctx.evidence.in_force:
        due = entry.content.due
        if due is not None:
            yield from (
                item
                for item in _recorded(ctx, entry)
                if item.party_code is None or not ctx.evidence.is_absent(item.party_code, due)
            )


def _report(ctx: PlanFacts, request: ReportRequest, reported: ReportedDays) -> DueItem:
    numbers = tuple(dict.fromkeys(ctx.plan.actions[position].number for position in request.positions))
    call = request.call
    days = {number: reported.on(request.round, request.party_code, number) for number in numbers}
    known = FrozenMap({number: day for number, day in days.items() if day is not None})
    whole = max(known.values(), default=None) if len(known) == len(days) else None
    return DueItem(
        kind=DueKind.REPORT,
        plan_id=ctx.plan.id,
        party_code=request.party_code,
        due=request.due,
        checkpoint=request.round.checkpoint,
        cut_off=request.round.on,
        expected=bool(numbers),
        actions=numbers,
        set_by=() if call is None else ctx.evidence.by(call),
        entry_id=None if call is None else call.id,
        reported=known,
        done_on=whole if numbers else reported.on(request.round, request.party_code, None),
    )


def _figures(ctx: PlanFacts) -> Iterator[DueItem]:
    for action in claim_log(ctx).actions:
        for indicator, claims in action.figures:
            day = _figure_day(ctx, indicator, action.position)
            if day is None or indicator.key is None:
                continue
            planned = planned_milestone(ctx, action.position, indicator, None, None).planned
            for party in _answering(ctx, action.position, day):
                if party is None or not ctx.evidence.is_absent(party, day):
                    yield DueItem(
                        kind=DueKind.FIGURE,
                        plan_id=ctx.plan.id,
                        party_code=party,
                        due=day,
                        actions=(indicator.action_number,),
                        words=" ".join(indicator.measure.split()),
                        at=action_pointer(action.position) / "kpis" / "items" / (indicator.key.ordinal - 1),
                        planned=planned,
                        done_on=_figure_on(claims, party, day),
                    )


def _answering(ctx: PlanFacts, position: int, day: dt.date) -> tuple[str | None, ...]:
    """Return who leads an action on a day, or a group as the plan has it; None if it names nobody."""
    named = (item.name for item in ctx.planned_assignments.of_action(position, *LEADING))
    return cast_of(ctx, position, day).leaders or tuple(dict.fromkeys(named)) or (None,)


def _figure_day(ctx: PlanFacts, indicator: Indicator, position: int) -> dt.date | None:
    """Return the last day that the plan sets for a KPI: its own, or that of the timing of its action."""
    if indicator.has_day:
        return indicator.day
    within = indicator.known is not None and indicator.known.within_timing
    time = ctx.schedule.span(position) if within else None
    return None if time is None else time.end


def _figure_on(claims: Iterable[Claim], party: str | None, day: dt.date) -> dt.date | None:
    """Return the day on which a party reported a KPI for a round on or after a day, or as reached."""
    days = (claim.on for claim in claims if party in {None, claim.by} and (claim.day or claim.round.on >= day))
    return min(days, default=None)


def _recorded(ctx: PlanFacts, entry: LedgerEntry) -> Iterator[DueItem]:
    """Yield the commitments and the answers that an entry sets a day for."""
    content, evidence = entry.content, ctx.evidence
    promised = content.kind is EntryKind.COMMITMENT
    if not (promised or content.kind.facts.asks):
        return
    for party in evidence.parties(entry):
        if promised:
            met = evidence.met_parts(entry, party)
            days = [part.answer.content.on for part in met.parts] if met.complete else []
            done_on = max(days, default=None)
        else:
            done_on = min((response.content.on for response in evidence.responses(entry, party)), default=None)
        yield DueItem(
            kind=DueKind.COMMITMENT if promised else DueKind.ANSWER,
            plan_id=ctx.plan.id,
            party_code=party,
            due=content.due,
            actions=tuple(map(str, content.actions)),
            words=" ".join(content.text.plain.split()),
            set_by=evidence.by(entry) or ((party,) if promised else ()),
            entry_id=entry.id,
            done_on=done_on,
        )
