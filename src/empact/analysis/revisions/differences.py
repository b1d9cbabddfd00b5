"""Differences: what changed from one revision of a plan to the next, as values from which the next can be made."""

from __future__ import annotations

import bisect
import enum
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

import attrs

from empact.analysis.facts import PlanFacts, PortfolioFacts, Result, check_context
from empact.analysis.portfolio.mentions import named_actions
from empact.analysis.revisions.duties import PartyChange, party_changes, unknown_parties
from empact.analysis.revisions.matching import (
    Basis,
    Matching,
    PartMatch,
    match_actions,
    match_goals,
    match_notes,
    match_sections,
)
from empact.analysis.revisions.meanings import Side, action_meanings, added_meanings, item_meanings, party_meanings
from empact.analysis.revisions.meant import Meant, MeantKind
from empact.analysis.revisions.renumbering import Renumbering, renumbering
from empact.analysis.revisions.written import Change, changed_fields
from empact.model import Plan
from empact.values import listed, unlisted, value


class PartKind(enum.Enum):
    """The kind of a part of a plan that has a number."""

    GOAL = "goal"
    ACTION = "action"
    SECTION = "section"
    NOTE = "note"


class PartState(enum.Enum):
    """What became of a part of a plan in the next revision."""

    ADDED = "added"
    REMOVED = "removed"
    SPLIT = "split"
    MERGED = "merged"
    RENUMBERED = "renumbered"
    MOVED = "moved"
    REORDERED = "reordered"
    CHANGED = "changed"


@value(kw_only=True)
class PartDiff:
    """A goal, an action, a section or a note that is not as it was."""

    kind: PartKind
    """The kind of part."""
    states: tuple[PartState, ...]
    """What became of it. Empty if it only follows the new numbers of others."""
    before: tuple[str, ...] = ()
    """Its number in the old plan; several if they were merged. Empty if it was added."""
    after: str | None = None
    """Its number in the new plan. None if it was removed."""
    basis: Basis | None = None
    """Why the two are matched. None if it was added or removed."""
    score: float | None = None
    """The similarity of the words of the two, from 0 to 1. None if one has no words, or if it was added or removed."""
    doubtful: bool = False
    """Whether it may be another part: little more than half of the words are the same, or none."""
    changes: tuple[Change, ...] = ()
    """The fields with another value, in the order of the class. Empty if it was added or removed."""
    meant: tuple[Meant, ...] = ()
    """What is meant otherwise; of an added action its times and KPIs. Empty if it was removed."""
    places: tuple[int, ...] = attrs.field(default=(), repr=False, metadata=unlisted())
    """The indexes of the old parts, the first of which the changes apply to."""
    position: int | None = attrs.field(default=None, repr=False, metadata=unlisted())
    """The index of the new part. None if it was removed."""
    added: Any = attrs.field(default=None, repr=False, metadata=unlisted())
    """The added part. None if it was not added."""

    @listed
    def why(self) -> tuple[str, ...]:
        """Why the two are matched, and the doubt about it, a sentence each."""
        return tuple(_why(self))

    def __str__(self) -> str:
        return f"{self.kind.value} {self.after or ', '.join(self.before)}: {', '.join(s.value for s in self.states)}"


def _why(part: PartDiff) -> Iterator[str]:
    if part.basis is None:
        return
    yield WHY[part.basis]
    if part.doubtful:
        yield DOUBT if part.score is not None else DOUBT_WITHOUT_WORDS


WHY = {
    Basis.STATED: "the new plan says what it continues",
    Basis.CONTENT: "the content is the same",
    Basis.WORDS: "most of the words are the same",
    Basis.CONTAINED: "the longer text has nearly all words of the shorter one",
    Basis.CELLS: "the number and at least half of the cells are the same",
    Basis.NUMBER: "the number is the same",
}
"""Why two parts are matched, in words."""
DOUBT = "doubtful: fewer than four of five words are the same"
"""The doubt about a match of two texts."""
DOUBT_WITHOUT_WORDS = "doubtful: there are no words to compare"
"""The doubt about a match without texts."""


@value(kw_only=True)
class Arrangement:
    """Where the parts of one kind in the new plan come from."""

    size: int
    """The number of the parts in the old plan."""
    order: tuple[int | None, ...]
    """The index in the old plan of each part of the new plan; None if it was added."""


@value(kw_only=True)
class Revision:
    """One of the two plans that are compared."""

    plan_id: str
    """The id of the plan."""
    number: str | None = None
    """The number of its document, such as ``17793/2/11 REV 2``. None if it has none."""
    date: str | None = None
    """The date of its document, as printed. None if it has none."""


@value(kw_only=True)
class StaleNumber:
    """A number in the prose of an action that means another action now: nobody has written it anew."""

    action: str
    """The number of the action with the words, in the new plan."""
    field: str
    """The field with the words, such as ``activity``."""
    names: str
    """The number in the words."""
    now: str | None = None
    """The number that the action has now which the words meant in the old plan. None if it was removed."""


@value(kw_only=True)
class Diff(Result):
    """What changed from one revision of a plan to the next.

    A diff is true if anything has changed. :func:`empact.apply` makes the new plan from the old one and the diff.
    """

    old: Revision
    """The old plan."""
    new: Revision
    """The new plan."""
    changes: tuple[Change, ...] = ()
    """The fields of the plan as a whole and the lines of its cover that have another value."""
    meant: tuple[Meant, ...] = ()
    """What is meant otherwise in the plan as a whole."""
    goals: tuple[PartDiff, ...] = ()
    """The strategic goals that are not as they were: in the order of the new plan, then the removed ones."""
    actions: tuple[PartDiff, ...] = ()
    """The actions that are not as they were."""
    sections: tuple[PartDiff, ...] = ()
    """The narrative sections that are not as they were."""
    notes: tuple[PartDiff, ...] = ()
    """The notes that are not as they were."""
    stale: tuple[StaleNumber, ...] = ()
    """The numbers in the words of actions that mean another action now, such as ``Actions 1.1 and 1.3`` after 1.3
    became 1.2.
    """
    arrangements: tuple[tuple[str, Arrangement], ...] = attrs.field(default=(), repr=False, metadata=unlisted())
    """Where the goals, actions, sections and notes come from, by the field of the plan."""

    def __bool__(self) -> bool:
        return bool(self.changes or self.parts)

    @property
    def parts(self) -> tuple[PartDiff, ...]:
        """The goals, actions, sections and notes that are not as they were."""
        return (*self.goals, *self.actions, *self.sections, *self.notes)

    @listed
    def equal(self) -> bool:
        """Whether the two plans are equal."""
        return not self

    @listed
    def parties(self) -> tuple[PartyChange, ...]:
        """The parties that gained, lost or moved a duty, or whose tasking sheet has to go out again."""
        return self._parties

    @listed
    def unknown_parties(self) -> tuple[str, ...]:
        """The names in the two plans that the register does not know: ``parties`` has nothing about them."""
        return unknown_parties(*_two(self.context)) if self else ()

    @cached_property
    def _parties(self) -> tuple[PartyChange, ...]:
        if not self:
            return ()
        old, new = _two(self.context)
        return party_changes(old, new, _continued(self, old.plan, new.plan))


def _continued(diff: Diff, old: Plan, new: Plan) -> dict[int, tuple[int, ...]]:
    """Return the positions of the new actions that continue each old one."""
    order = dict(diff.arrangements)["actions"].order if diff.arrangements else tuple(range(len(new.actions)))
    targets: dict[int, list[int]] = {place: [] for place in range(len(old.actions))}
    for position, place in enumerate(order):
        if place is not None:
            targets[place].append(position)
    for part in diff.actions:
        for place in part.places[1:]:
            if part.position is not None:
                targets[place].append(part.position)
    return {place: tuple(positions) for place, positions in targets.items()}


def diff(ctx: PlanFacts | PortfolioFacts) -> Diff:
    """Return what changed from the first plan of a context to the second; a plan alone is compared with itself.

    Actions are matched as for :func:`~empact.analysis.lineage`: by their content, whatever their number is, then by the
    words of the activity. Goals, sections and notes are matched by their words, then by their numbers.

    Args:
        ctx: The context of the old plan and the new one.

    Raises:
        ValueError: The context has more than two plans.
    """
    check_context("diff()", ctx)
    old, new = _two(ctx)
    return _Comparison(old, new).diff(ctx)


def _two(ctx: PlanFacts | PortfolioFacts) -> tuple[PlanFacts, PlanFacts]:
    contexts = ctx.contexts
    if not 1 <= len(contexts) <= 2:  # noqa: PLR2004 - the old plan and the new one
        message = f"diff() takes the context of two plans, not of {len(contexts)}."
        raise ValueError(message)
    return contexts[0], contexts[-1]


_PARTS = frozenset({"goals", "actions", "sections", "notes", "cover"})
_NO_SIDE_EFFECT = frozenset({"number", "mark", "goal"})


class _Comparison:
    """Two plans, with their parts matched."""

    def __init__(self, before: PlanFacts, after: PlanFacts) -> None:
        self._before, self._after = before, after
        self._old, self._new = before.plan, after.plan
        self._actions = match_actions(self._old, self._new)
        self._goals = match_goals(self._old, self._new)
        self._sections = match_sections(self._old, self._new)
        self._notes = match_notes(self._old, self._new)
        self._numbers: Renumbering = renumbering(
            self._old,
            self._new,
            actions=self._actions,
            goals=self._goals,
            sections=self._sections,
            notes=self._notes,
        )

    def diff(self, ctx: PlanFacts | PortfolioFacts) -> Diff:
        old, new = self._old, self._new
        kinds: tuple[tuple[str, PartKind, Matching], ...] = (
            ("goals", PartKind.GOAL, self._goals),
            ("actions", PartKind.ACTION, self._actions),
            ("sections", PartKind.SECTION, self._sections),
            ("notes", PartKind.NOTE, self._notes),
        )
        if old == new:
            return Diff(context=ctx, old=_revision(old), new=_revision(new))
        parts = {field: tuple(self._part_diffs(field, kind, matching)) for field, kind, matching in kinds}
        return Diff(
            context=ctx,
            old=_revision(old),
            new=_revision(new),
            changes=tuple(self._plan_changes()),
            meant=tuple(self._plan_meanings()),
            stale=tuple(self._stale_numbers()),
            arrangements=tuple(
                (
                    field,
                    Arrangement(
                        size=len(getattr(old, field)),
                        order=tuple(match.before[0] if match.before else None for match in matching.matches),
                    ),
                )
                for field, _, matching in kinds
            ),
            **parts,
        )

    def _plan_changes(self) -> Iterator[Change]:
        carried = self._numbers.written(attrs.evolve(self._old, goals=(), actions=(), sections=(), notes=()))
        yield from changed_fields(self._old, self._new, carried, leave=_PARTS)
        for change in changed_fields(self._old.cover, self._new.cover, carried.cover):
            yield attrs.evolve(change, field=f"cover/{change.field}")

    def _plan_meanings(self) -> Iterator[Meant]:
        bare = attrs.evolve(self._old, goals=(), actions=(), sections=(), notes=())
        yield from item_meanings(self._numbers.written(bare), self._new)
        yield from party_meanings((Side(self._before, None),), Side(self._after, None))

    def _stale_numbers(self) -> Iterator[StaleNumber]:
        """Yield the numbers that stand in the prose of an action as they did, although that action has another now."""
        numbers = self._numbers
        taken = {action.number for action in self._new.actions} & numbers.gone
        changed = {old: new for old, new in numbers.actions.items() if old != new}
        stale: dict[str, str | None] = {**changed, **dict.fromkeys(taken, None)}
        for match in self._actions.matches if stale else ():
            if match.before:
                action = self._new.actions[match.after]
                was, now = named_actions(self._old.actions[match.before[0]]), named_actions(action)
                for field, names in now.items():
                    if len(was[field]) == len(names):  # otherwise the sentence is another one
                        same = dict.fromkeys(new for old, new in zip(was[field], names, strict=True) if old == new)
                        for name in same:
                            if name in stale:
                                yield StaleNumber(action=action.number, field=field, names=name, now=stale[name])

    def _part_diffs(self, field: str, kind: PartKind, matching: Matching) -> Iterator[PartDiff]:
        old: Sequence[Any] = getattr(self._old, field)
        new: Sequence[Any] = getattr(self._new, field)
        out_of_place = _out_of_place(old, new, matching)
        targets = matching.targets()
        for match in matching.matches:
            part = new[match.after]
            if not match.before:
                meant: Iterable[Meant] = ()
                if kind is PartKind.ACTION:
                    meant = added_meanings(Side(self._after, match.after))
                yield PartDiff(
                    kind=kind,
                    states=(PartState.ADDED,),
                    after=_number(part),
                    meant=tuple(meant),
                    position=match.after,
                    added=part,
                )
                continue
            others = sorted({after for place in match.before for after in targets[place]} - {match.after})
            compared = self._compared(kind, match, others, moved=match.after in out_of_place, old=old, part=part)
            if compared.states or compared.changes:
                yield compared
        for place in matching.removed:
            yield PartDiff(kind=kind, states=(PartState.REMOVED,), before=(_number(old[place]),), places=(place,))

    def _compared(  # noqa: PLR0913 - the part, what it continues, and what is known of both
        self, kind: PartKind, match: PartMatch, others: Sequence[int], *, moved: bool, old: Sequence[Any], part: Any
    ) -> PartDiff:
        was = old[match.before[0]]
        carried = self._numbers.written(was)
        changes = tuple(self._followed(kind, change) for change in changed_fields(was, part, carried))
        is_action = kind is PartKind.ACTION
        meant = tuple(self._action_meanings(match, others, changes) if is_action else item_meanings(carried, part))
        similarity = match.similarity
        return PartDiff(
            kind=kind,
            states=tuple(_states(match, changes, meant, renumbered=_number(was) != _number(part), moved=moved)),
            before=tuple(_number(old[place]) for place in match.before),
            after=_number(part),
            basis=match.basis,
            score=None if similarity is None else round(similarity.score, 2),
            doubtful=match.is_doubtful,
            changes=changes,
            meant=meant,
            places=match.before,
            position=match.after,
        )

    def _followed(self, kind: PartKind, change: Change) -> Change:
        """Return a change of the goal of an action; it follows if the goal itself has another number."""
        if kind is not PartKind.ACTION or change.field != "goal":
            return change
        return attrs.evolve(change, follows=self._numbers.goals.get(change.before, change.before) == change.after)

    def _action_meanings(self, match: PartMatch, others: Sequence[int], changes: Iterable[Change]) -> Iterator[Meant]:
        goals = {self._old.actions[place].goal for place in match.before}
        expected = {goal if goal is None else self._numbers.goals.get(goal, goal) for goal in goals}
        for change in changes:
            if change.field == "goal" and change.after not in expected:
                yield Meant(kind=MeantKind.MOVED, field="goal", before=change.before, after=change.after)
        yield from action_meanings(
            [Side(self._before, place) for place in match.before],
            Side(self._after, match.after),
            self._numbers,
            others=[Side(self._after, position) for position in others],
        )


def _states(
    match: PartMatch, changes: Iterable[Change], meant: Sequence[Meant], *, renumbered: bool, moved: bool
) -> Iterator[PartState]:
    if match.is_split:
        yield PartState.SPLIT
    if len(match.before) > 1:
        yield PartState.MERGED
    if renumbered and not match.is_split and len(match.before) == 1:
        yield PartState.RENUMBERED
    if any(each.kind is MeantKind.MOVED for each in meant):
        yield PartState.MOVED
    if moved:
        yield PartState.REORDERED
    shown = any(not change.follows and change.field not in _NO_SIDE_EFFECT for change in changes)
    if shown or any(each.kind is not MeantKind.MOVED for each in meant):
        yield PartState.CHANGED


def _out_of_place(old: Sequence[Any], new: Sequence[Any], matching: Matching) -> frozenset[int]:
    """Return the parts that stand elsewhere in the order of the others, though they have their numbers.

    Those that stand in the longest common order are in place; a part with another number stands elsewhere for that.
    """
    kept = [
        (match.after, match.before[0])
        for match in matching.matches
        if match.before and _number(old[match.before[0]]) == _number(new[match.after])
    ]
    ends: list[int] = []
    chain: list[int] = []
    previous: list[int | None] = []
    for index, (_, place) in enumerate(kept):
        at = bisect.bisect_left(ends, place)
        previous.append(chain[at - 1] if at else None)
        ends[at : at + 1] = [place]
        chain[at : at + 1] = [index]
    in_order: set[int] = set()
    last = chain[-1] if chain else None
    while last is not None:
        in_order.add(last)
        last = previous[last]
    return frozenset(after for index, (after, _) in enumerate(kept) if index not in in_order)


def _number(part: Any) -> str:
    number: str = part.mark if hasattr(part, "mark") else part.number
    return number


def _revision(plan: Plan) -> Revision:
    cover = plan.cover
    return Revision(plan_id=plan.id, number=cover.number.plain.strip() or None, date=cover.date.plain.strip() or None)
