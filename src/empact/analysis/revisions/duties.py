"""Duties: which party gained, lost or moved a duty in a revision, and whose tasking sheet has to go out again.

A sheet goes out again if anything that its party reads on it has changed. That is more than its duties: a sheet has the
words of each action, who leads it and who else takes part, its links and notes, and the general provisions.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from empact.analysis.facts import PlanFacts
from empact.analysis.involvement.assignments import PartyRole
from empact.analysis.taskings.projection import Taskings
from empact.analysis.taskings.tasks import Task, Tasking
from empact.arguments import check_type
from empact.model import Span
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

    MARKING = "marking"
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
    sources: dict[int, list[int]] = {}
    for place, positions in continued.items():
        for position in positions:
            sources.setdefault(position, []).append(place)
    changes = (
        _change(code, _sheet(old, code), _sheet(new, code), continued, sources)
        for code in (party.code for party in after.register.parties)
        if code in parties
    )
    general = _general_changes(was, now)
    return tuple(
        PartyChange(
            party_code=change.party_code,
            duties=change.duties,
            actions=change.actions,
            general=tuple(dict.fromkeys((*general, *change.general))),
        )
        for change in changes
    )


def _alone(facts: PlanFacts) -> PlanFacts:
    """Return a plan as planned, by itself: two revisions in one portfolio would link to each other."""
    return PlanFacts(plan=facts.plan, register=facts.register, extensions=facts.extensions, as_of=facts.as_of)


def _sheet(taskings: Taskings, code: str) -> Tasking:
    """Return what the sheet of a party has: that of a party from outside the Union has its own actions only."""
    tasking = taskings.of_party(code)
    return tasking.own_actions() if tasking.outsider else tasking


def _general_changes(was: PlanFacts, now: PlanFacts) -> Iterator[SheetPart]:
    """Yield what every sheet has of the plan as a whole and that is not as it was."""
    if was.marking != now.marking:
        yield SheetPart.MARKING
    if was.draft is not now.draft:
        yield SheetPart.DRAFT
    if was.plan.period != now.plan.period:
        yield SheetPart.PERIOD


def _change(
    code: str,
    old: Tasking,
    new: Tasking,
    continued: Mapping[int, tuple[int, ...]],
    sources: Mapping[int, list[int]],
) -> PartyChange:
    was, now = _by_position(old), _by_position(new)
    general: dict[SheetPart, tuple[object, object]] = {
        SheetPart.PROVISIONS: (tuple(map(str, old.provisions)), tuple(map(str, new.provisions))),
        SheetPart.ROLES: (old.roles, new.roles),
        SheetPart.CHECKPOINTS: (list(old.checkpoints.items()), list(new.checkpoints.items())),
        SheetPart.UNREADABLE: (len(old.gaps), len(new.gaps)),
    }
    return PartyChange(
        party_code=code,
        duties=tuple(_duties(was, now, continued, sources)),
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
    was: _ByPosition, now: _ByPosition, continued: Mapping[int, tuple[int, ...]], sources: Mapping[int, list[int]]
) -> Iterator[DutyChange]:
    for position, tasks in sorted(now.items()):
        before = [task for place in sources.get(position, ()) for task in was.get(place, ())]
        yield from _changed_duty(before, tasks)
    for place, tasks in sorted(was.items()):
        positions = continued.get(place, ())
        if not any(position in now for position in positions):
            yield _lost(tasks)


def _changed_duty(before: list[Task], after: list[Task]) -> Iterator[DutyChange]:
    """Yield how a duty differs from what it was: it can have another number, role and time at once."""
    number = after[0].action.number
    if not before:
        yield _made(DutyKind.GAINED, before, after, None, number)
        return
    old_number = before[0].action.number
    if number not in {task.action.number for task in before}:
        yield _made(DutyKind.NUMBER, before, after, old_number, number)
    if _roles(before) != _roles(after) or _is_possible(before) is not _is_possible(after):
        yield _made(DutyKind.ROLE, before, after, old_number, number)
    if _days(before) != _days(after):
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
