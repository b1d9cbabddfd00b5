"""Tasking: project the party assignments of a plan onto one party."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from empact.analysis.facts import PlanFacts, check_plan_context
from empact.analysis.involvement.absences import Absence
from empact.analysis.involvement.assignments import (
    Determinacy,
    PartyAssignment,
    PartyAssignments,
    PartyRole,
    everyone,
)
from empact.analysis.involvement.candidates import Candidates
from empact.analysis.involvement.resolved import known_party
from empact.analysis.reasons import Reason
from empact.analysis.schedules import Scheduled, checkpoint_dates
from empact.analysis.taskings.provisions import Recipient, general_provisions
from empact.analysis.taskings.surroundings import NamedInProse, Surroundings, action_notes
from empact.analysis.taskings.tasks import (
    Certainty,
    Conditions,
    OwnEntry,
    Task,
    Tasking,
    TaskMilestone,
    TaskNote,
    TaskSpan,
    certainty_of,
    is_doubtful,
    kinds_in,
)
from empact.analysis.workloads.active_months import Run, Stretch, runs, stretches_of
from empact.analysis.workloads.duties import gaps_of
from empact.arguments import check_type
from empact.model import (
    Action,
    Collective,
    FrozenMap,
    LedgerEntry,
    Milestone,
    Party,
    PartyKind,
    Span,
    Unparsed,
    joined_spans,
)

_ANY_TIME = Span(start=dt.date.min, end=dt.date.max)
_LISTS = {PartyRole.LEADER: "leads", PartyRole.CO_LEADER: "co_leads", PartyRole.COOPERATING: "cooperates"}
"""The list of a tasking for each role; every other role joins, by name or through a group."""


def tasking(ctx: PlanFacts, party: Party | str) -> Tasking:
    """Return what a party has to do in a plan.

    Each action that the party leads, co-leads, cooperates in or joins is a task, once for each role: these are the
    duties that :func:`~empact.analysis.workload` counts. Groups and offices are resolved at the action's own time.
    What an open group leaves possible, and what only mentions the party, is listed apart. A decision of the ledger of
    the context that excludes the party takes its tasks away from that day on; decisions about others change nothing.

    Args:
        ctx: The context of the plan.
        party: The party, its code or its name.

    Raises:
        UnknownIdError: The register has no such party.
    """
    return Taskings(ctx).of_party(party)


class _Claim(NamedTuple):
    """An item that gives a party a part, or may mean it, for a time."""

    item: PartyAssignment
    span: Span


_Claims = dict[str, dict[tuple[int, PartyRole], list[_Claim]]]


class _Parts(NamedTuple):
    """The parts that parties have, and those that open groups may give them, by the codes of the parties."""

    assignments: PartyAssignments
    given: _Claims
    open: _Claims


class Taskings:
    """The taskings of a plan. What they share is derived once; a party that the ledger is about has its own parts."""

    def __init__(self, ctx: PlanFacts) -> None:
        check_plan_context("tasking()", ctx)
        self._ctx = ctx
        self._notes = action_notes(ctx.plan)
        self._task_notes = {
            position: tuple(TaskNote(mark=note.mark, text=note.text) for note in notes)
            for position, notes in self._notes.items()
        }
        self._conditions = Conditions(ctx.plan, self._notes)
        self._around = Surroundings(ctx)
        self._prose = NamedInProse(ctx.plan, ctx.register, self._notes)
        self._runs = runs(ctx.plan, ctx.schedule)
        self._checkpoints = FrozenMap(checkpoint_dates(ctx.plan))
        self._gaps = tuple(gap for run in self._runs for gap in gaps_of(run))
        self._planned = self._parts(ctx.stated_assignments)

    def _parts_of(self, code: str) -> _Parts:
        """Return the parts of a party: what the ledger says of the others is not for its sheet."""
        ctx = self._ctx
        absences = tuple(absence for absence in ctx.absences if absence.party_code == code)
        confirmations = tuple(said for said in ctx.confirmations if said.party_code == code)
        if not absences and not confirmations:
            return self._planned
        assignments = ctx.stated_assignments
        if confirmations:
            from empact.analysis.involvement.confirmations import with_confirmations  # most plans have none

            assignments = with_confirmations(assignments, confirmations, ctx.register, ctx.schedule)
        return self._parts(assignments.without(absences), absences)

    def _parts(self, assignments: PartyAssignments, absences: Sequence[Absence] = ()) -> _Parts:
        parts = _Parts(assignments, {}, {})
        candidates = Candidates(self._ctx.plan, self._ctx.register, self._ctx.schedule)
        for run in self._runs:
            items = assignments.of_action(run.position)
            for item in items:
                for span, parties in self._resolved(item):
                    self._add(parts.given, run, item, span, parties)
                for span, parties in self._unsettled(item):
                    self._add(parts.open, run, item, span, parties)
            for item, resolved in candidates.possible(items, absences):
                self._add(parts.open, run, item, resolved.span, resolved.parties)
        return parts

    def _add(self, claims: _Claims, run: Run, item: PartyAssignment, span: Span, parties: Iterable[Party]) -> None:
        for party in parties:
            claims.setdefault(party.code, {}).setdefault((run.position, item.role), []).append(_Claim(item, span))

    def _resolved(self, item: PartyAssignment) -> Iterator[tuple[Span, tuple[Party, ...]]]:
        """Yield the parties of an item; a name in a plan without a period is that party at any time."""
        for resolved in item.resolved:
            yield resolved.span, resolved.parties
        if item.determinacy is Determinacy.NAMED and not item.resolved and not item.absences:
            party = self._ctx.register.find(item.name)
            if party is not None:
                yield _ANY_TIME, (party,)

    def _unsettled(self, item: PartyAssignment) -> Iterator[tuple[Span, tuple[Party, ...]]]:
        """Yield who may be meant by "All MS" in a plan without a period: every state that is a member at any time."""
        group = item.item.collective
        if item.determinacy is Determinacy.EVERY and group is not None and not item.resolved and not item.absences:
            parties = {
                party.code: party for span in everyone(self._ctx.register, group, _ANY_TIME) for party in span.parties
            }
            yield _ANY_TIME, tuple(parties.values())

    def batch(self, kind: PartyKind) -> tuple[str, ...]:
        """Return the codes of the parties of a kind at any time of the plan, in the order of the register."""
        check_type("The kind", "a PartyKind", PartyKind, kind)
        register, day = self._ctx.register, self._ctx.as_of or dt.date.max
        period = self._ctx.plan.period or Span(start=day, end=day)
        spans = everyone(register, Collective(members=(kind,)), period)
        codes = {party.code for span in spans for party in span.parties}
        return tuple(party.code for party in register.parties if party.code in codes)

    def with_part(self) -> tuple[str, ...]:
        """Return the codes of the parties that have a part, or may have one, in the order of the register."""
        codes = (party.code for party in self._ctx.register.parties)
        parts = ((code, self._parts_of(code)) for code in codes)
        return tuple(code for code, own in parts if code in own.given or code in own.open)

    def of_party(self, party: Party | str) -> Tasking:
        """Return the tasking of a party.

        Raises:
            UnknownIdError: The register has no such party.
        """
        ctx, period = self._ctx, self._ctx.plan.period
        day = period.start if period is not None else ctx.as_of
        known = known_party(party, day or dt.date.max, ctx.register)
        mentions, parts = self._prose.of(known), self._parts_of(known.code)
        lists: dict[str, list[Task]] = {}
        for (position, role), claims in parts.given.get(known.code, {}).items():
            by_name = any(claim.item.determinacy is Determinacy.NAMED for claim in claims)
            name = _LISTS.get(role, "joins" if by_name else "joins_through")
            lists.setdefault(name, []).append(self._task(known, position, role, claims, mentions))
        possible = [
            self._task(known, position, role, claims, mentions, possible=True)
            for (position, role), claims in parts.open.get(known.code, {}).items()
        ]
        tasks = [task for name in lists for task in lists[name]]
        concerned = {task.position for task in (*tasks, *possible)}
        mentioned = [self._mention(position, mentions) for position in sorted(mentions.keys() - concerned)]
        kinds, membership = kinds_in(known, period or _ANY_TIME)
        roles = {
            item.role: None
            for item in parts.assignments.of_action(None)
            if known.code in {party.code for party in item.parties}
        }
        leads = any(task.role in {PartyRole.LEADER, PartyRole.CO_LEADER} for task in tasks)
        recipient = Recipient(party=known, kinds=kinds, roles=tuple(roles), leads=leads, takes_part=bool(tasks))
        return Tasking(
            context=ctx,
            plan=ctx.plan,
            party=known,
            name=ctx.register.name(known, day) if day is not None else known.name,
            kind=kinds[0],
            member=None if not known.memberships and known.kind is not PartyKind.THIRD_COUNTRY else bool(membership),
            membership=membership,
            **{name: tuple(sorted(those, key=_position)) for name, those in lists.items()},
            possible=tuple(sorted(possible, key=_position)),
            mentioned=tuple(mentioned),
            provisions=general_provisions(ctx, recipient),
            roles=tuple(roles),
            states=ctx.states,
            checkpoints=self._checkpoints,
            gaps=self._gaps,
            entries=tuple(map(_own_entry, ctx.evidence.about(known.code))),
            absences=tuple(absence for absence in ctx.absences if absence.party_code == known.code),
            withheld=FrozenMap(),
        )

    def _task(  # noqa: PLR0913 - a task has as many parts
        self,
        party: Party,
        position: int,
        role: PartyRole,
        claims: Sequence[_Claim],
        mentions: dict[int, tuple[Reason, ...]],
        *,
        possible: bool = False,
    ) -> Task:
        run, action = self._runs[position], self._ctx.plan.actions[position]
        items = tuple({id(claim.item): claim.item for claim in claims}.values())
        certainty = None if possible else certainty_of(action, items)
        sure = certainty is Certainty.CERTAIN and run.sure
        firm = joined_spans(claim.span for claim in claims if sure and not is_doubtful(claim.item))
        times = joined_spans(claim.span for claim in claims)
        scheduled = self._ctx.schedule.of_action(position)
        named = any(item.determinacy is Determinacy.NAMED for item in items)
        return Task(
            plan=self._ctx.plan,
            action=action,
            position=position,
            at=run.at,
            role=role,
            certainty=certainty,
            conditions=self._conditions.of(position, () if certainty is Certainty.CERTAIN else items),
            through=None if named and not possible else "; ".join(dict.fromkeys(item.name for item in items)),
            times=times,
            spans=tuple(span for item in scheduled for span in self._spans(item, times, firm)),
            milestones=tuple(self._milestones(action, scheduled, times, firm)),
            led_by=self._around.led_by(position),
            partners=self._around.partners(position, party.code),
            links=self._around.links(position),
            notes=self._task_notes[position],
            mentions=mentions.get(position, ()),
            items=items,
        )

    def _mention(self, position: int, mentions: dict[int, tuple[Reason, ...]]) -> Task:
        """Return the task of an action that only mentions a party: all its dates are the action's own."""
        run, action, scheduled = (
            self._runs[position],
            self._ctx.plan.actions[position],
            self._ctx.schedule.of_action(position),
        )
        times = (_ANY_TIME,)
        firm = times if run.sure else ()
        return Task(
            plan=self._ctx.plan,
            action=action,
            position=position,
            at=run.at,
            conditions=self._conditions.of(position, ()),
            spans=tuple(span for item in scheduled for span in self._spans(item, times, firm)),
            milestones=tuple(self._milestones(action, scheduled, times, firm)),
            led_by=self._around.led_by(position),
            partners=self._around.partners(position, ""),
            links=self._around.links(position),
            notes=self._task_notes[position],
            mentions=mentions[position],
        )

    def _spans(self, item: Scheduled, times: Sequence[Span], firm: Sequence[Span]) -> Iterator[TaskSpan]:
        if not isinstance(item.item, Milestone):
            for stretch in self._within(item, times, firm):
                yield TaskSpan(text=str(item.item), span=stretch.span, certain=stretch.certain)

    def _within(self, item: Scheduled, times: Sequence[Span], firm: Sequence[Span]) -> Iterator[Stretch]:
        """Yield the days of an item of a timing within the times of a part: certain ones only within the firm times."""
        for stretch in stretches_of(item, self._ctx.schedule.days(item)):
            for time in (*firm, *(time for time in times if time not in firm)):
                inside = stretch.span.intersection(time)
                if inside is not None:
                    yield Stretch(span=inside, certain=stretch.certain and time in firm)

    def _milestones(
        self, action: Action, scheduled: Sequence[Scheduled], times: Sequence[Span], firm: Sequence[Span]
    ) -> Iterator[TaskMilestone]:
        for item in scheduled:
            days = self._ctx.schedule.days(item)
            inside = tuple(self._within(item, times, firm))
            if isinstance(item.item, Milestone) and days and not inside:
                continue  # at another time than that of the part: of the next Presidency, before the accession
            if isinstance(item.item, Milestone) or not days:
                # A milestone outside the plan, such as a meeting in the year before, keeps its dates.
                spans = inside or tuple(Stretch(span=span, certain=False) for span in item.windows)
                yield TaskMilestone(
                    text=str(item.item),
                    spans=spans,
                    conditions=tuple(map(self._conditions.words, item.item.conditions)),
                )
        yield from (TaskMilestone(text=item.text) for item in action.timing if isinstance(item, Unparsed))


def _own_entry(entry: LedgerEntry) -> OwnEntry:
    content = entry.content
    return OwnEntry(
        id=entry.id,
        kind=content.kind,
        on=content.on,
        actions=content.actions,
        part=content.part,
        text=content.text,
        due=content.due,
        source=content.source,
    )


def _position(task: Task) -> int:
    return task.position
