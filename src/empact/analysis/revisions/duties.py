"""Duties: which party gained, lost or moved a duty in a revision, and whose tasking sheet has to go out again.

A sheet goes out again if anything that its party reads on it has changed. That is more than its duties: a sheet has the
words of each action, who leads it and who else takes part, its links and notes, and the general provisions.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from empact.analysis.facts import PlanFacts
from empact.analysis.involvement.assignments import Determinacy, PartyRole
from empact.analysis.revisions.written import without_sources
from empact.analysis.taskings.projection import Taskings
from empact.analysis.taskings.tasks import Task, Tasking
from empact.arguments import check_type
from empact.model import Plan, Span
from empact.values import listed, value


class DutyKind(enum.Enum):
    """What became of a duty of a party."""

    GAINED = "gained"
    LOST = "lost"
    ROLE = "other role"
    TIME = "other time"
    NUMBER = "other number"


class SheetPart(enum.Enum):
    """What a tasking sheet shows of the plan as a whole."""

    ID = "id"
    TITLE = "title"
    MARKING = "marking"
    PUBLISHED = "cover: publication"
    STATE = "state"
    DRAFT = "whether it is a draft"
    PERIOD = "period"
    PROVISIONS = "provisions"
    ROLES = "roles"
    CHECKPOINTS = "checkpoints"
    UNREADABLE = "unreadable cells"


@value(kw_only=True)
class DutyChange:
    """A duty of a party that is not as it was: a part in an action."""

    kind: DutyKind
    """What became of it."""
    before: str | None = None
    """The number of the action in the old plan. None if the duty is gained."""
    after: str | None = None
    """The number of the action in the new plan. None if the action is gone."""
    roles_before: tuple[PartyRole, ...] = ()
    """The roles of the party before. Empty if it had none."""
    roles_after: tuple[PartyRole, ...] = ()
    """The roles of the party now. Empty if it has none."""
    possible: bool = False
    """Whether the plan leaves open if the party is meant, before or now: "Relevant MS"."""
    days_before: tuple[Span, ...] = ()
    """When the party took part before."""
    days_after: tuple[Span, ...] = ()
    """When the party takes part now."""


@value(kw_only=True)
class PartyChange:
    """What a revision changes for one party."""

    party_code: str
    """The code of the party."""
    duties: tuple[DutyChange, ...] = ()
    """Its duties that are not as they were: those of the new plan in its order, then the lost ones."""
    actions: tuple[str, ...] = ()
    """The actions that its tasking sheet shows otherwise: their numbers in the new plan, of lost ones in the old."""
    general: tuple[SheetPart, ...] = ()
    """What else its tasking sheet shows otherwise, such as the provisions."""

    @listed
    def tasked_again(self) -> bool:
        """Whether its tasking sheet has to go out again: what it reads there has changed."""
        return bool(self.actions or self.general)

    def of_kind(self, *kinds: DutyKind) -> tuple[DutyChange, ...]:
        """Return the changes of these kinds."""
        for kind in kinds:
            check_type("Each of kinds", "a DutyKind", DutyKind, kind)
        return tuple(duty for duty in self.duties if duty.kind in kinds)


def party_changes(
    before: PlanFacts, after: PlanFacts, continued: Mapping[int, tuple[int, ...]]
) -> tuple[PartyChange, ...]:
    """Return what a revision changes for each party that has a part in one of the plans, in the order of the register.

    Args:
        before: The old plan.
        after: The new plan.
        continued: The positions of the new actions that continue each old one.
    """
    was, now = _alone(before), _alone(after)
    old, new = Taskings(was), Taskings(now)
    parties = {*old.with_part(), *new.with_part()}
    changes = (
        _change(code, _sheet(old, code), _sheet(new, code), continued)
        for code in (party.code for party in after.register.parties)
        if code in parties
    )
    general = tuple(_general_changes(was, now))
    return tuple(
        PartyChange(
            party_code=change.party_code,
            duties=change.duties,
            actions=change.actions,
            general=tuple(dict.fromkeys((*general, *change.general))),
        )
        for change in changes
    )


def unknown_parties(before: PlanFacts, after: PlanFacts) -> tuple[str, ...]:
    """Return the names in the cells of two plans that the register does not know, as written, each once."""
    items = (item for facts in (before, after) for item in facts.stated_assignments)
    return tuple(dict.fromkeys(item.name for item in items if item.determinacy is Determinacy.UNKNOWN))


def _alone(facts: PlanFacts) -> PlanFacts:
    """Return a plan as planned, by itself: two revisions in one portfolio would link to each other."""
    return PlanFacts(plan=facts.plan, register=facts.register, extensions=facts.extensions, as_of=facts.as_of)


def _sheet(taskings: Taskings, code: str) -> Tasking:
    """Return what the sheet of a party has: that of a party from outside the Union has its own actions only."""
    tasking = taskings.of_party(code)
    return tasking.own_actions() if tasking.outsider else tasking


_SHOWN_TO_ALL: Mapping[SheetPart, Callable[[PlanFacts], object]] = {
    SheetPart.ID: lambda facts: facts.plan.id,
    SheetPart.TITLE: lambda facts: " ".join((facts.plan.title or "").split()),
    SheetPart.MARKING: lambda facts: (facts.marking, facts.plan.printed_marking, facts.plan.marking_today),
    SheetPart.PUBLISHED: lambda facts: str(facts.plan.cover.published or ""),
    SheetPart.STATE: lambda facts: without_sources(facts.states),
    SheetPart.DRAFT: lambda facts: facts.draft,
    SheetPart.PERIOD: lambda facts: facts.plan.period,
}
"""What stands on the sheet of each party alike."""


def _general_changes(was: PlanFacts, now: PlanFacts) -> Iterator[SheetPart]:
    """Yield what every sheet has of the plan as a whole and that is not as it was."""
    for part, shown in _SHOWN_TO_ALL.items():
        if shown(was) != shown(now):
            yield part


def _change(code: str, old: Tasking, new: Tasking, continued: Mapping[int, tuple[int, ...]]) -> PartyChange:
    was, now = _by_position(old), _by_position(new)
    general: dict[SheetPart, tuple[object, object]] = {
        SheetPart.PROVISIONS: (tuple(map(str, old.provisions)), tuple(map(str, new.provisions))),
        SheetPart.ROLES: (old.roles, new.roles),
        SheetPart.CHECKPOINTS: (list(old.checkpoints.items()), list(new.checkpoints.items())),
        SheetPart.UNREADABLE: (len(old.gaps), len(new.gaps)),
    }
    return PartyChange(
        party_code=code,
        duties=tuple(_duties(was, now, new.plan, continued)),
        actions=tuple(_read_otherwise(old, new)),
        general=tuple(part for part, (first, second) in general.items() if first != second),
    )


_ByPosition = dict[int, list[Task]]


def _by_position(tasking: Tasking) -> _ByPosition:
    tasks: _ByPosition = {}
    for task in (*tasking.tasks, *tasking.possible):
        tasks.setdefault(task.position, []).append(task)
    return tasks


def _duties(
    was: _ByPosition, now: _ByPosition, plan: Plan, continued: Mapping[int, tuple[int, ...]]
) -> Iterator[DutyChange]:
    goes_on = {place: _goes_on(tasks, now, plan, continued.get(place, ())) for place, tasks in was.items()}
    for position, tasks in sorted(now.items()):
        before = [task for place in sorted(was) if goes_on[place] == position for task in was[place]]
        yield from _changed_duty(before, tasks)
    for place, tasks in sorted(was.items()):
        if goes_on[place] not in now:
            yield _lost(tasks)


def _goes_on(tasks: list[Task], now: _ByPosition, plan: Plan, positions: Sequence[int]) -> int | None:
    """Return where a duty goes on: in the part of a split action that has its number, or else the first with a part.

    In the other parts, the party gains a duty: an action that is still there under its number is no other one now.
    """
    number = tasks[0].action.number
    same = (position for position in positions if plan.actions[position].number == number)
    return next(same, next((position for position in positions if position in now), None))


def _changed_duty(before: list[Task], after: list[Task]) -> Iterator[DutyChange]:
    """Yield how a duty differs from what it was: it can have another number, role and time at once.

    Where actions are merged, a party keeps the roles and times that it had in any of them.
    """
    number = after[0].action.number
    if not before:
        yield _made(DutyKind.GAINED, before, after, None, number)
        return
    old_numbers = dict.fromkeys(task.action.number for task in before)
    for old_number in old_numbers:
        if old_number != number:
            own = [task for task in before if task.action.number == old_number]
            yield _made(DutyKind.NUMBER, own, after, old_number, number)
    old_number = number if number in old_numbers else next(iter(old_numbers))
    merged = len({task.position for task in before}) > 1
    roles = _roles(before) != _roles(after) and not (merged and set(_roles(after)) <= set(_roles(before)))
    if roles or _is_possible(before) is not _is_possible(after):
        yield _made(DutyKind.ROLE, before, after, old_number, number)
    if _days(before) != _days(after) and not (merged and set(_days(after)) <= set(_days(before))):
        yield _made(DutyKind.TIME, before, after, old_number, number)


def _lost(before: list[Task]) -> DutyChange:
    return _made(DutyKind.LOST, before, [], before[0].action.number, None)


def _made(kind: DutyKind, before: list[Task], after: list[Task], old: str | None, new: str | None) -> DutyChange:
    return DutyChange(
        kind=kind,
        before=old,
        after=new,
        roles_before=_roles(before),
        roles_after=_roles(after),
        possible=_is_possible(after or before),
        days_before=_days(before),
        days_after=_days(after),
    )


def _roles(tasks: Iterable[Task]) -> tuple[PartyRole, ...]:
    named = {task.role for task in tasks}
    return tuple(role for role in PartyRole if role in named)


def _is_possible(tasks: Iterable[Task]) -> bool:
    return all(task.certainty is None for task in tasks)


def _days(tasks: Iterable[Task]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(span.span for task in tasks for span in task.spans))


def _read_otherwise(old: Tasking, new: Tasking) -> Iterator[str]:
    """Yield the numbers of the actions whose rows on the sheet differ, also those that only one of the sheets has."""
    was, now = _rows(old), _rows(new)
    changed = {number for number, rows in now.items() if was.get(number) != rows}
    yield from dict.fromkeys(action.number for action in new.plan.actions if action.number in changed)
    yield from (number for number in was if number not in now)


def _rows(tasking: Tasking) -> dict[str, list[tuple[Any, ...]]]:
    """Return what a sheet shows of each action, by its number."""
    lists = {
        "leads": tasking.leads,
        "co_leads": tasking.co_leads,
        "cooperates": tasking.cooperates,
        "joins": tasking.joins,
        "joins_through": tasking.joins_through,
        "possible": tasking.possible,
        "mentioned": tasking.mentioned,
    }
    rows: dict[str, list[tuple[Any, ...]]] = {}
    for name, tasks in lists.items():
        for task in tasks:
            rows.setdefault(task.action.number, []).append((name, *_row(task)))
    return rows


def _row(task: Task) -> tuple[Any, ...]:
    goal, action = task.goal, task.action
    return (
        action.goal,
        None if goal is None else (str(goal.annex), str(goal.body)),
        task.role,
        task.certainty,
        task.conditions,
        task.through,
        task.spans,
        task.milestones,
        str(action.activity),
        str(action.description),
        str(action.timing),
        tuple(map(str, action.target)),
        tuple(map(str, action.kpis)),
        task.led_by,
        task.partners,
        task.links,
        task.notes,
        action.channels,
        action.funding,
        action.documentation,
        task.explain(),
    )
