"""Tasks: the part of a party in an action, with everything that the party has to know about it."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar

import attrs

from empact.analysis.facts import Result, is_draft
from empact.analysis.involvement.absences import Absence
from empact.analysis.involvement.assignments import PartyAssignment, PartyRole
from empact.analysis.portfolio.connections import LinkState
from empact.analysis.reasons import Reason
from empact.analysis.sentences import words_at
from empact.analysis.taskings.asked import PartQuestion, part_question
from empact.analysis.taskings.provisions import GeneralProvision
from empact.analysis.workloads.active_months import Stretch
from empact.analysis.workloads.duties import Gap
from empact.diagnostics import Pointer
from empact.errors import UnknownIdError
from empact.grammar.prose import bare_line
from empact.model import (
    Action,
    Anchor,
    Approval,
    Channel,
    Condition,
    EntryKind,
    FrozenMap,
    Funding,
    Kpis,
    Note,
    PartReply,
    Party,
    PartyKind,
    Plan,
    Prose,
    Ref,
    Span,
    StrategicGoal,
    Targets,
)
from empact.values import listed, unlisted, value


class Certainty(enum.Enum):
    """How certain a part in an action is: certain, still to be confirmed, or conditional."""

    CERTAIN = "certain"
    TENTATIVE = "tentative"
    CONDITIONAL = "conditional"


@value(kw_only=True)
class TaskSpan:
    """Days on which an action takes place and the party takes part."""

    text: str
    """The words of the timing, as written."""
    span: Span
    """The days, first and last included."""
    certain: bool
    """Whether something happens in every month of these days; false if it is so in some of them only, or perhaps not at
    all.
    """


@value(kw_only=True)
class TaskMilestone:
    """An event of an action, or another item of its timing without a period."""

    text: str
    """The words of the milestone, as written."""
    spans: tuple[Stretch, ...] = ()
    """When it can happen, in the order of time; empty if it has no date."""
    conditions: tuple[str, ...] = ()
    """What it depends on, in the words of the plan."""


@value(kw_only=True)
class TaskLink:
    """A link of an action to another one, or a link back to it."""

    back: bool
    """Whether the other action has the link, and this one is its destination."""
    text: str
    """The link as written, or the words of a mention in prose."""
    others: tuple[str, ...]
    """The ids at the other end: ``B-2012:3.1``, ``C-2012:SG 2``."""
    led_by: tuple[str, ...]
    """Who leads the action at the other end, by the names in its plan."""
    state: LinkState
    """Whether the other end exists, and whether it links back."""


@value(kw_only=True)
class TaskNote:
    """A note of the plan on an action."""

    mark: str
    """The mark of the note: ``7`` for a note that is marked ``[^7]`` in a text."""
    text: Prose
    """The text of the note."""


@value(kw_only=True)
class Task:
    """A part of a party in an action, with everything that the party has to know about it."""

    plan: Plan = attrs.field(repr=False)
    """The plan that has the action."""
    action: Action = attrs.field(repr=False)
    """The action that the party has a part in."""
    position: int = attrs.field(repr=False, metadata=unlisted())
    """The index of the action in ``plan.actions``."""
    at: Pointer
    """The pointer of the action."""
    role: PartyRole | None = None
    """The role of the party; None if the prose only mentions it."""
    certainty: Certainty | None = None
    """How certain the part is; None if the plan does not say that the party is meant, or only mentions it."""
    conditions: tuple[str, ...] = ()
    """What the part and the action depend on, in the words of the plan."""
    through: str | None = None
    """The group or office that makes it the party's part ("All MS"); None if the party is named."""
    times: tuple[Span, ...] = ()
    """When the party has this part: a Presidency of half a year, a membership from July on."""
    spans: tuple[TaskSpan, ...] = ()
    """When the action takes place, within these times."""
    milestones: tuple[TaskMilestone, ...] = ()
    """The milestones within these times, those without a date, and those outside the plan."""
    led_by: tuple[str, ...] = ()
    """The leaders of the action, as planned, by their names in the plan."""
    partners: tuple[str, ...] = ()
    """Who else takes part, as planned, without the party itself."""
    links: tuple[TaskLink, ...] = attrs.field(default=(), repr=False)
    """The links of the action to other actions, and the links back to it."""
    notes: tuple[TaskNote, ...] = attrs.field(default=(), repr=False)
    """The notes of the plan on the action."""
    mentions: tuple[Reason, ...] = attrs.field(default=(), repr=False, metadata=unlisted())
    """Where the prose of the action names the party."""
    _items: tuple[PartyAssignment, ...] = attrs.field(default=(), alias="items", repr=False)

    def __str__(self) -> str:
        return f"{self.plan.id}:{self.action.number}"

    @listed
    def goal(self) -> StrategicGoal | None:
        """The strategic goal of the action. None if it has none, or if the plan does not have the goal."""
        return None if self.action.goal is None else self.plan.find_goal(self.action.goal)

    @listed
    def activity(self) -> Prose | None:
        """The activity of the action. None if the cell is empty."""
        return self.action.activity or None

    @listed
    def description(self) -> Prose | None:
        """The description of the action. None if the cell is empty."""
        return self.action.description or None

    @listed
    def target(self) -> Targets | None:
        """The target of the action. None if the cell is empty."""
        return self.action.target or None

    @listed
    def kpis(self) -> Kpis | None:
        """The KPIs of the action. None if the cell is empty."""
        return self.action.kpis or None

    @listed
    def channels(self) -> tuple[Channel, ...]:
        """The information channels of the action."""
        return self.action.channels

    @listed
    def funding(self) -> tuple[Funding, ...]:
        """The funding of the action."""
        return self.action.funding

    @listed
    def documentation(self) -> tuple[str, ...]:
        """Names or web addresses of the project documentation of the action."""
        return self.action.documentation

    @property
    def start(self) -> dt.date | None:
        """The first day in the period of the plan on which anything can happen; None without a date."""
        period = self.plan.period
        days = [task_span.span for task_span in self.spans]
        days += [stretch.span for milestone in self.milestones for stretch in milestone.spans]
        return min((span.start for span in days if period is None or span.overlaps(period)), default=None)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why the party has this part, or may have it, and where the text names it."""
        reasons = [reason for item in self._items for reason in item.reasons]
        if self._items and self.certainty is None:
            reasons.append(Reason("the plan does not say whether the party is one of them, so the part is possible"))
        return tuple(dict.fromkeys((*reasons, *self.mentions)))

    @listed
    def why(self) -> tuple[str, ...]:
        """Why the party has this part, or may have it, and where the text names it."""
        return self.explain()

    def explain(self) -> tuple[str, ...]:
        """Return the reasons, a line each."""
        return tuple(map(str, self.reasons))


_OUTSIDERS = frozenset(
    {PartyKind.THIRD_COUNTRY, PartyKind.INTERNATIONAL_ORGANISATION, PartyKind.NETWORK, PartyKind.PRIVATE}
)
"""The kinds of party from outside the Union, whose sheets have only their own actions."""


def kinds_in(party: Party, period: Span) -> tuple[tuple[PartyKind, ...], tuple[Span, ...]]:
    """Return the kinds of a party in a period, member state first, and when it is a member state."""
    inside = (membership.span.intersection(period) for membership in party.memberships)
    membership = tuple(span for span in inside if span is not None)
    if not party.memberships:
        return (party.kind,), ()
    whole = membership == (period,)
    return (
        *((PartyKind.MEMBER_STATE,) if membership else ()),
        *(() if whole else (PartyKind.THIRD_COUNTRY,)),
    ), membership


def is_outsider(party: Party | None, period: Span) -> bool:
    """Check whether a party is neither a state of the Union in a period nor a body of it; None is an unknown party."""
    return party is None or kinds_in(party, period)[0][0] in _OUTSIDERS


@value(kw_only=True)
class OwnEntry:
    """An entry of the ledger about the party, without the names of other parties that it is about."""

    id: str
    """The id of the entry: the name of its file."""
    kind: EntryKind
    """What is recorded, such as a commitment or a decision."""
    on: dt.date
    """The day on which it happened."""
    actions: tuple[Ref, ...] = ()
    """The actions of the plan that it names."""
    part: PartReply | None = None
    """What the party says of its part in these actions, in a confirmation. None in other kinds."""
    text: Prose = Prose()
    """What was committed, asked, answered, found or decided."""
    due: dt.date | None = None
    """The last day of a commitment, or the deadline for an answer. None if there is no deadline."""
    source: str
    """Who or what says so: a letter, minutes, the number of a document."""


@value(kw_only=True)
class Tasking(Result):
    """What one party has to do in a plan: a projection of the party assignments."""

    _uses: ClassVar = ("ledger",)

    plan: Plan = attrs.field(repr=False)
    """The plan that tasks the party."""
    party: Party
    """The party that the tasking is for."""
    name: str
    """Its name in the period of the plan."""
    kind: PartyKind
    """Its kind in the period of the plan, such as member state or agency."""
    member: bool | None
    """Whether the state is a member state in the period of the plan, or in a part of it; None for a party that is not a
    state.
    """
    membership: tuple[Span, ...] = ()
    """The days of the period on which the state is a member state; empty for a party that is not a state."""
    leads: tuple[Task, ...] = ()
    """The actions that it leads."""
    co_leads: tuple[Task, ...] = ()
    """The actions that it co-leads."""
    cooperates: tuple[Task, ...] = ()
    """The actions in which it cooperates with the leader."""
    joins: tuple[Task, ...] = ()
    """The actions in which it takes part or gives support, by name."""
    joins_through: tuple[Task, ...] = ()
    """The actions in which it takes part as one of a group ("All MS") or as the holder of an office."""
    possible: tuple[Task, ...] = ()
    """The actions with an open group that may include it ("Relevant MS"). Nothing says that it does."""
    mentioned: tuple[Task, ...] = ()
    """The actions whose text names the party without giving it a part."""
    provisions: tuple[GeneralProvision, ...] = ()
    """The general provisions that apply to the party (sections 4, 5.2 and 5.3)."""
    roles: tuple[PartyRole, ...] = ()
    """Its roles in the plan as a whole, such as Driver."""
    states: tuple[Approval, ...] = ()
    """The states that the plan has reached at the date of knowledge, and those that it is expected to reach."""
    checkpoints: FrozenMap[str, tuple[dt.date, ...]] = FrozenMap()
    """The dates of the checkpoints by name; no date if the name of a checkpoint is not a time."""
    gaps: tuple[Gap, ...] = ()
    """The party cells of the plan that are withheld or cannot be read, and so may give the party more to do."""
    entries: tuple[OwnEntry, ...] = ()
    """The entries of the ledger about the party, by date; empty without a ledger."""
    absences: tuple[Absence, ...] = ()
    """The recorded decisions that exclude the party; empty without a ledger."""
    withheld: FrozenMap[str, int] = attrs.field(default=FrozenMap[str, int](), repr=False, metadata=unlisted())
    """How many ``possible``, ``mentioned``, ``links``, ``leaders`` and ``gaps`` are left out by ``own_actions``. Empty
    if nothing is left out. It is for the person who makes the sheet; no format writes it.
    """

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The parts that the plan gives to the party, without those that are only possible."""
        return (*self.leads, *self.co_leads, *self.cooperates, *self.joins, *self.joins_through)

    @listed
    def draft(self) -> bool:
        """Whether the plan is a draft: neither agreed nor validated nor approved."""
        return is_draft(self.states)

    @listed
    def questions(self) -> tuple[PartQuestion, ...]:
        """What a sheet can ask the party: a question for each action in which it has or may have a part."""
        by_position: dict[int, list[Task]] = {}
        for task in (*self.tasks, *self.possible):
            by_position.setdefault(task.position, []).append(task)
        (context,) = self.context.contexts
        said = {known.position: known for known in context.confirmations if known.party_code == self.party.code}
        return tuple(
            part_question(
                self.plan,
                tasks[0].action,
                said.get(position),
                is_open=any(task.certainty in {None, Certainty.TENTATIVE} for task in tasks),
                draft=self.draft,
            )
            for position, tasks in sorted(by_position.items())
        )

    @property
    def outsider(self) -> bool:
        """Whether the party is from outside: a third country, an organisation, a network or a private body."""
        return self.kind in _OUTSIDERS

    def own_actions(self) -> Tasking:
        """Return the tasking without actions of others: no possible part, no mention, and no link back.

        ``withheld`` of the new tasking counts what it lacks.
        """
        links = [link for task in self.tasks for link in task.links]
        counts = {
            "possible": len(self.possible),
            "mentioned": len(self.mentioned),
            "links": sum(link.back for link in links),
            "leaders": sum(bool(link.led_by) for link in links if not link.back),
            "gaps": len(self.gaps),
        }
        return attrs.evolve(
            self,
            withheld=FrozenMap({part: number for part, number in counts.items() if number}),
            leads=_without_others(self.leads),
            co_leads=_without_others(self.co_leads),
            cooperates=_without_others(self.cooperates),
            joins=_without_others(self.joins),
            joins_through=_without_others(self.joins_through),
            possible=(),
            mentioned=(),
            gaps=(),
        )


@value(kw_only=True)
class TaskingList(Result):
    """What several parties have to do, or one party in several plans."""

    _uses: ClassVar = ("ledger",)

    taskings: tuple[Tasking, ...]
    """The taskings: plan by plan, and in a plan party by party."""


def _without_others(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """Return tasks with their own links only, and without the leaders of the actions at the other end."""
    return tuple(
        attrs.evolve(task, links=tuple(attrs.evolve(link, led_by=()) for link in task.links if not link.back))
        for task in tasks
    )


_TO_BE_CONFIRMED = "to be confirmed"


def is_doubtful(item: PartyAssignment) -> bool:
    """Whether an item is to be confirmed, or applies only under a condition."""
    return item.is_tentative or item.item.condition is not None


def certainty_of(action: Action, items: Sequence[PartyAssignment]) -> Certainty:
    """Return how certain a part is; of several items that give it, one without doubt is enough."""
    if action.tentative:
        return Certainty.TENTATIVE
    doubts = [item for item in items if is_doubtful(item)]
    if len(doubts) < len(items):
        return Certainty.CERTAIN
    return Certainty.TENTATIVE if any(doubt.is_tentative for doubt in doubts) else Certainty.CONDITIONAL


class Conditions:
    """The conditions of the actions of a plan, in its own words."""

    def __init__(self, plan: Plan, notes: Mapping[int, Sequence[Note]]) -> None:
        self._plan, self._notes = plan, notes

    def of(self, position: int, items: Iterable[PartyAssignment]) -> tuple[str, ...]:
        """Return what a part and its action depend on, in the words of the plan, each once."""
        action = self._plan.actions[position]
        phrases = [words for item in items for words in self._doubts(position, item)]
        phrases += [
            self._quoted(reservation.stated).strip("(). ")
            for reservation in action.reservations
            if reservation.stated is not None
        ]
        phrases += map(self.words, action.conditions)
        kept: list[str] = []
        for words in dict.fromkeys(phrases):
            if words and not any(words in other for other in kept):
                kept.append(words)
        return tuple(kept)

    def _doubts(self, position: int, item: PartyAssignment) -> Iterator[str]:
        """Yield why a role is to be confirmed, or its condition."""
        if item.is_tentative:
            reason = item.item.reason
            yield f"{_TO_BE_CONFIRMED}: {reason}" if reason else self._qualified(position, item) or _TO_BE_CONFIRMED
        if item.item.condition is not None:
            yield self.words(item.item.condition)

    def _qualified(self, position: int, item: PartyAssignment) -> str | None:
        """Return the notes that qualify exactly this item: 6.2/participants/LY."""
        part, cell = self._plan.actions[position].number, item.cell
        wanted = Anchor(part=part, cell=cell, item=item.name)
        return " ".join(note.text.plain for note in self._notes[position] if wanted in note.qualifies) or None

    def words(self, condition: Condition) -> str:
        """Return the words of a condition: its own, or the sentence that states it."""
        if condition.text is not None or condition.stated is None:
            return str(condition)
        return self._quoted(condition.stated)

    def _quoted(self, anchor: Anchor) -> str:
        try:
            return bare_line(words_at(self._plan, anchor))
        except UnknownIdError:
            return str(anchor)
