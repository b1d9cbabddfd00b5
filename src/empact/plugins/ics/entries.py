"""Derives the entries of a calendar from a plan: which days, and whether they are exact or only possible."""

from __future__ import annotations

import datetime as dt
import enum
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from empact.analysis import Certainty, Connection, PlanContext, Scheduled, Task, Tasking, checkpoint_dates
from empact.documents import unique_keys
from empact.model import (
    Action,
    Bound,
    Choice,
    FlowDirection,
    Milestone,
    Period,
    Plan,
    Span,
    TimingStatus,
    Unparsed,
    joined_spans,
)

_NAMESPACE = uuid.UUID("6d1c1c8e-54b8-5c0e-9d0b-2d2f6b0f5f1a")
"""The namespace of the UIDs. It never changes: another one would make a second entry of each imported one."""
_OPEN_STATES = frozenset(
    {TimingStatus.POSTPONED, TimingStatus.SUSPENDED, TimingStatus.CARRIED_OVER, TimingStatus.NOT_APPLICABLE}
)


class EntryKind(enum.Enum):
    """The kind of an entry; it is a part of its UID."""

    PERIOD = "period"
    MILESTONE = "milestone"
    CHECKPOINT = "checkpoint"
    REPORT = "report"
    FIGURE = "figure"
    COMMITMENT = "commitment"
    ANSWER = "answer"


@attrs.frozen(kw_only=True, eq=False)
class Entry:
    """One entry of a calendar."""

    ctx: PlanContext
    """The context of the plan that it is about."""
    subject: str
    """What it is about: ``C-2012:5.1``, or ``C-2012`` for a checkpoint."""
    kind: EntryKind
    """The kind of entry, such as a milestone or a checkpoint."""
    ordinal: tuple[int, int]
    """The number of the item of its kind, and of the time within the item, both from 1."""
    span: Span
    """The first and the last day of the entry."""
    words: str
    """The words of the plan: a milestone, a time, the name of a checkpoint."""
    doubts: tuple[str, ...] = ()
    """Why it is only possible; empty if the days are exact."""
    is_deadline: bool = False
    """Whether the day is the last one for it."""
    position: int | None = None
    """The position of its action in the plan, counted from 0. None if it is about no action."""
    item: Scheduled | None = None
    """The time of the action as scheduled. None if it is about no action."""
    tasks: tuple[Task, ...] = ()
    """The parts of the party, if the calendar is that of a party."""
    parties: tuple[str, ...] = ()
    """The parties from which something is due, in the calendar of an agenda."""
    key: str | None = None
    """What the UID is made of, in the calendar of an agenda. None in others."""
    recorded: dt.date | None = None
    """The day of the ledger entry that sets the day, in the calendar of an agenda. None in others."""

    @property
    def uid(self) -> str:
        """The UID: it depends on neither texts nor dates, so that a second import of a changed plan updates."""
        item, time = self.ordinal
        return str(uuid.uuid5(_NAMESPACE, self.key or f"{self.subject}/{self.kind.value}/{item}/{time}"))

    @property
    def action(self) -> Action | None:
        """The action that it is about; None for a checkpoint, and for the agenda."""
        return None if self.position is None else self.ctx.plan.actions[self.position]

    @property
    def is_cancelled(self) -> bool:
        """Whether the plan says that it does not take place."""
        return self.item is not None and _status(self.item) is TimingStatus.CANCELLED


@attrs.frozen
class Undated:
    """Something without a date, which a calendar cannot show."""

    ctx: PlanContext
    """The context of the plan that it is about."""
    subject: str
    """What it is about: ``C-2012:5.1``."""
    words: str
    """The words of the plan."""


_Doubts = tuple[str, ...]


def plan_entries(ctx: PlanContext, tasking: Tasking | None) -> Iterator[Entry | Undated]:
    """Yield the entries of a plan in document order, then its checkpoints; also what has no date.

    Args:
        ctx: The plan.
        tasking: What a party has to do in the plan; without it, all actions.
    """
    tasks = None if tasking is None else _by_action(tasking)
    if tasking is not None and not tasks and not tasking.roles:
        return
    numbers = unique_keys(action.number for action in ctx.plan.actions)
    for position, number in enumerate(numbers):
        if tasks is None:
            yield from _action_entries(ctx, position, f"{ctx.plan.id}:{number}", ())
        elif position in tasks:
            yield from _action_entries(ctx, position, f"{ctx.plan.id}:{number}", tasks[position])
    for index, (name, days) in enumerate(checkpoint_dates(ctx.plan).items(), 1):
        for time, day in enumerate(days, 1):
            yield Entry(
                ctx=ctx,
                subject=ctx.plan.id,
                kind=EntryKind.CHECKPOINT,
                ordinal=(index, time),
                span=Span(start=day, end=day),
                words=name,
            )
        if not days:
            yield Undated(ctx, ctx.plan.id, f"checkpoint {name}")


def _by_action(tasking: Tasking) -> Mapping[int, tuple[Task, ...]]:
    """Return the parts of a party by action; a party from outside the Union has only its own actions."""
    own = tasking.own_actions() if tasking.outsider else tasking
    by_position: dict[int, list[Task]] = {}
    for task in (*own.tasks, *own.possible, *own.mentioned):
        by_position.setdefault(task.position, []).append(task)
    return {position: tuple(tasks) for position, tasks in by_position.items()}


def _action_entries(ctx: PlanContext, position: int, subject: str, tasks: Sequence[Task]) -> Iterator[Entry | Undated]:
    action = ctx.plan.actions[position]
    counts = dict.fromkeys(EntryKind, 0)
    for item in ctx.schedule.of_action(position):
        kind = EntryKind.MILESTONE if isinstance(item.item, Milestone) else EntryKind.PERIOD
        counts[kind] += 1
        words = " ".join(str(item.item).split())
        times = _own_times(ctx, item)
        if not times:
            yield Undated(ctx, subject, words)
        elif tasks:
            times = _party_times(action, item, tasks)
        for time, (span, doubts) in enumerate(_joined(item, times), 1):
            yield Entry(
                ctx=ctx,
                subject=subject,
                kind=kind,
                ordinal=(counts[kind], time),
                span=span,
                words=words,
                doubts=doubts,
                is_deadline=_is_deadline(item) and span.end == item.latest,
                position=position,
                item=item,
                tasks=tuple(tasks),
            )
    yield from (Undated(ctx, subject, unparsed.text) for unparsed in action.timing if isinstance(unparsed, Unparsed))
    if not action.timing or action.timing.withheld:
        yield Undated(ctx, subject, "withheld" if action.timing.withheld else "no timing")


def _is_deadline(item: Scheduled) -> bool:
    return item.item.bound in {Bound.BY, Bound.BEFORE}


def _own_times(ctx: PlanContext, item: Scheduled) -> list[tuple[Span, _Doubts]]:
    """Return the days of an item with what makes them only possible: of a deadline the last day."""
    action = ctx.plan.actions[item.position]
    if _is_deadline(item):
        spans = [] if item.latest is None else [Span(start=item.latest, end=item.latest)]
    else:
        spans = [*(ctx.schedule.days(item) or item.windows)]  # a milestone outside the plan has windows only
    return [(span, tuple(_doubts(action, item, span))) for span in spans]


def _party_times(action: Action, item: Scheduled, tasks: Iterable[Task]) -> list[tuple[Span, _Doubts]]:
    """Return the days of an item within the parts of a party, with what makes them only possible."""
    text = str(item.item)
    party_times: list[tuple[Span, _Doubts]] = []
    for task in tasks:
        times = [(time.span, time.certain) for time in task.spans if time.text == text]
        times += [
            (time.span, time.certain)
            for milestone in task.milestones
            if milestone.text == text
            for time in milestone.spans
        ]
        for span, is_certain in times:
            days = _deadline_within(item, span) if _is_deadline(item) else span
            doubts = tuple(_doubts(action, item, days))
            part = _PART[task.certainty] if task.role is not None else "only mentioned"
            if part is None and not (is_certain or doubts or _is_deadline(item)):
                part = _PART[Certainty.TENTATIVE]
            party_times.append((days, doubts if part is None else (*doubts, part)))
    return party_times


_PART: Mapping[Certainty | None, str | None] = {
    Certainty.CERTAIN: None,
    Certainty.TENTATIVE: "the part is to be confirmed",
    Certainty.CONDITIONAL: "the part is conditional",
    None: "the part is open",
}


def _deadline_within(item: Scheduled, span: Span) -> Span:
    """Return the last day of a deadline, unless a part ends before it."""
    day = item.latest
    return Span(start=day, end=day) if day is not None and (item.earliest is None or day in span) else span


def _joined(item: Scheduled, times: Sequence[tuple[Span, _Doubts]]) -> list[tuple[Span, _Doubts]]:
    """Return the times of an item by date: without those inside a surer one, and periods in a row as one.

    If a party has several parts in one action, the one with the fewest doubts counts. A milestone in each of several
    times happens several times, so these stay apart.
    """
    kept: list[tuple[Span, _Doubts]] = []
    for span, doubts in sorted(times, key=lambda time: len(time[1])):
        if not any(_covers(surer, span, len(doubts) - len(its)) for surer, its in kept):
            kept.append((span, doubts))
    if isinstance(item.item, Milestone) and item.choice is Choice.EACH:
        joined = kept
    else:
        groups = dict.fromkeys(doubts for _, doubts in kept)
        joined = [
            (span, group) for group in groups for span in joined_spans(days for days, its in kept if its == group)
        ]
    return sorted(joined, key=lambda time: (time[0].start, time[0].end))


def _covers(surer: Span, span: Span, more: int) -> bool:
    """Whether a time says all that another one says, which has more doubts by this number."""
    return surer == span or (more > 0 and surer.start <= span.start and span.end <= surer.end)


def _doubts(action: Action, item: Scheduled, span: Span) -> Iterator[str]:
    """Yield why an item may not fill these days. Unlike in a table of months, each day counts here."""
    timing, status = item.item, _status(item)
    if action.tentative or action.suspended:
        yield "tentative" if action.tentative else "suspended"
    if status in _OPEN_STATES:
        yield status.value
    if timing.provisional:
        yield "to be confirmed"
    if len(timing.windows) > 1 and item.choice is Choice.ANY:
        yield "one of several times"
    elif isinstance(timing, Milestone) and span.start != span.end:
        yield "the day is open"
    if isinstance(timing, Period) and timing.duration is not None:
        yield f"takes {timing.duration}"
    if item.open_year:
        yield "the year is open"
    if timing.conditions:
        yield "conditional"


def _status(item: Scheduled) -> TimingStatus | None:
    return None if isinstance(item.item, Milestone) else item.item.status


DEPENDS_ON, SIBLING = "DEPENDS-ON", "SIBLING"
Relations = Mapping[str, Mapping[str, str]]
"""The types of the relations, by the UID of the entry that has them and by the UID of the other entry."""


class _Ends:
    """The entry that stands for an action, or for a phase of it: its first one."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._first: dict[tuple[int, int | None, str | None], Entry] = {}
        for entry in entries:
            plan = id(entry.ctx.plan)
            self._first.setdefault((plan, entry.position, None), entry)
            if entry.item is not None:
                self._first.setdefault((plan, entry.position, entry.item.phase), entry)

    def of(self, plan: Plan, position: int | None, phase: str | None) -> Entry | None:
        key = id(plan), position
        return None if position is None else self._first.get((*key, phase)) or self._first.get((*key, None))


def relations(contexts: Iterable[PlanContext], entries: Iterable[Entry]) -> Relations:
    """Return the relations of entries by the links of their actions, as resolved in the portfolio.

    An entry depends on that of the action whose results it uses, and on one that feeds it. Actions with any other link
    are siblings. A link to something that has no entry here gives no relation; the description has it as printed.

    Args:
        contexts: The plans.
        entries: The entries that may have relations: those that are written in full.
    """
    ends = _Ends(entries)
    related: dict[str, dict[str, str]] = {}
    for ctx in contexts:
        for link in ctx.plan_links.declared:
            for source, other in _pairs(ends, link):
                first, second, type_ = _relation(link, source, other)
                if related.setdefault(first, {}).get(second) != DEPENDS_ON:
                    related[first][second] = type_
    return related


def _pairs(ends: _Ends, link: Connection) -> Iterator[tuple[Entry, Entry]]:
    source = ends.of(link.plan, link.position, None if link.link is None else link.link.phase)
    for end in link.resolution.destinations:
        other = ends.of(end.plan, end.position, link.ref.phase) if isinstance(end.value, Action) else None
        if source is not None and other is not None and source is not other:
            yield source, other


def _relation(link: Connection, source: Entry, other: Entry) -> tuple[str, str, str]:
    if link.flow is FlowDirection.FEEDS:
        return other.uid, source.uid, DEPENDS_ON
    return source.uid, other.uid, SIBLING if link.flow is None else DEPENDS_ON
