"""Connections: every link of the plans of a portfolio, whether the other end answers, and what only the prose says."""

from __future__ import annotations

import enum
from collections.abc import Iterator

import attrs

from empact.analysis.portfolio.mentions import unlinked
from empact.analysis.portfolio.resolving import EVERY_GOAL, Destination, Outcome, PlanIndex, PortfolioIndex, Resolution
from empact.analysis.positions import walk_actions
from empact.diagnostics import Pointer
from empact.model import Action, Link, Plan, Ref
from empact.reprs import short_repr


class LinkState(enum.Enum):
    """How a link stands.

    A link is reciprocated where the other end answers it, and one-way where that could answer and does not. It is open
    where nobody can tell: no action stands at the other end, or the links there are withheld. What stands only in
    prose is no link at all.
    """

    RECIPROCATED = "reciprocated"
    ONE_WAY = "one-way"
    OPEN = "open"
    NOT_LOADED = "not-loaded"
    MISSING = "missing"
    ONLY_IN_PROSE = "only-in-prose"


@attrs.frozen(kw_only=True)
class Connection:
    """A link of an action, or something of which only its prose speaks, and what is at the other end.

    ``at`` points at the link, or at the cell with the ``words`` that speak of it. ``cell`` is the field of that cell
    (``links``, ``activity``), ``position`` the index of the action in ``plan.actions``. ``answer`` names the first
    action that links back: ``B-2012:3.1``.
    """

    plan: Plan = attrs.field(repr=False)
    action: Action = attrs.field(repr=False)
    position: int = attrs.field(repr=False)
    cell: str = attrs.field(repr=False)
    at: Pointer
    ref: Ref
    state: LinkState
    resolution: Resolution
    link: Link | None = None
    words: str | None = None
    name: str | None = None
    answer: str | None = None

    __repr__ = short_repr

    @property
    def crosses(self) -> bool:
        """Whether it leads out of its plan, or would."""
        plans = self.resolution.plans
        return any(plan is not self.plan for plan in plans) if plans else self.ref.plan is not None

    @property
    def to_the_past(self) -> bool:
        """Whether every plan that it leads to was over before its own began: nobody there could know of it."""
        own, periods = self.plan.period, [plan.period for plan in self.resolution.plans]
        return own is not None and bool(periods) and all(one is not None and one.end < own.start for one in periods)


@attrs.frozen(kw_only=True)
class PlanLinks:
    """The links of one plan in both directions: its own in document order, and those that other plans have to it.

    ``overlapping`` are the other plans that name its priority among their inter-dependencies.
    """

    plan: Plan = attrs.field(repr=False)
    declared: tuple[Connection, ...]
    prose: tuple[Connection, ...]
    incoming: tuple[Connection, ...]
    overlapping: tuple[Plan, ...] = attrs.field(repr=False)

    __repr__ = short_repr

    def of(self, *states: LinkState) -> tuple[Connection, ...]:
        """The plan's own connections in these states."""
        return tuple(one for one in (*self.declared, *self.prose) if one.state in states)

    @property
    def reciprocated(self) -> tuple[Connection, ...]:
        """The links that the other end answers."""
        return self.of(LinkState.RECIPROCATED)

    @property
    def one_way(self) -> tuple[Connection, ...]:
        """The links that the other end could answer and does not."""
        return self.of(LinkState.ONE_WAY)

    @property
    def unresolved(self) -> tuple[Connection, ...]:
        """The links that lead nowhere: the plan is not loaded, or there is no such part or priority."""
        return self.of(LinkState.NOT_LOADED, LinkState.MISSING)


_Part = tuple[str, str]
"""A goal, an action that stands under none, or the whole plan."""

_WHOLE: _Part = ("whole", "")


def _goal(number: str) -> _Part:
    return "goal", number


def _home(action: Action) -> _Part:
    """The part of its plan that an action stands for where goals are linked."""
    return ("action", action.number) if action.goal is None else _goal(action.goal)


@attrs.frozen
class _Declared:
    shelf: PlanIndex
    action: Action
    position: int
    at: Pointer
    link: Link
    resolution: Resolution
    ends: tuple[tuple[PlanIndex, str | None, _Part], ...]
    """The plans at the other end: in each the action, or None, and the part that is meant."""


class Connections:
    """All connections of a portfolio, made in one walk over its links."""

    def __init__(self, shelves: PortfolioIndex) -> None:
        self._shelves = shelves
        self._to_action: dict[tuple[int, str, int, str], Destination] = {}
        self._to_part: dict[tuple[int, str, int, _Part], Destination] = {}
        self._between: dict[tuple[int, _Part, int, _Part], Destination] = {}
        self._acting: set[tuple[int, _Part]] = set()
        self._withheld: set[tuple[int, _Part]] = set()
        self._declared: list[list[Connection]] = [[] for _ in shelves.all]
        self._prose: list[list[Connection]] = [[] for _ in shelves.all]
        self._incoming: list[list[Connection]] = [[] for _ in shelves.all]
        self._overlapping: list[dict[int, Plan]] = [{} for _ in shelves.all]
        declared = [one for shelf in shelves.all for one in self._links(shelf)]
        for one in declared:
            self._enter(one)
        for one in declared:
            self._tell(self._declared, one.shelf, self._connection(one))
        for shelf in shelves.all:
            for spoken in self._mentions(shelf):
                self._tell(self._prose, shelf, spoken)
            for overlap in shelf.plan.interdependencies:
                for other in shelves.meant(shelf, overlap.priority).shelves:
                    if other is not shelf:
                        self._overlapping[other.position].setdefault(shelf.position, shelf.plan)
        self._told = [
            PlanLinks(
                plan=shelf.plan,
                declared=tuple(self._declared[shelf.position]),
                prose=tuple(self._prose[shelf.position]),
                incoming=tuple(self._incoming[shelf.position]),
                overlapping=tuple(self._overlapping[shelf.position].values()),
            )
            for shelf in shelves.all
        ]

    def of(self, shelf: PlanIndex) -> PlanLinks:
        """The connections of one plan."""
        return self._told[shelf.position]

    def _tell(self, own: list[list[Connection]], home: PlanIndex, one: Connection) -> None:
        own[home.position].append(one)
        for shelf in self._shelves.meant(home, one.ref.plan).shelves:
            if shelf is not home:
                self._incoming[shelf.position].append(one)

    def _links(self, shelf: PlanIndex) -> Iterator[_Declared]:
        for position, at, action in walk_actions(shelf.plan):
            for part in (_home(action), _WHOLE, ("action", action.number)):
                self._acting.add((shelf.position, part))
                if action.links.withheld:
                    self._withheld.add((shelf.position, part))
            for item, link in enumerate(action.links):
                if isinstance(link, Link):
                    resolution = self._shelves.resolve(shelf, link.to)
                    ends = tuple(self._ends(shelf, resolution))
                    yield _Declared(shelf, action, position, at / "links" / "items" / item, link, resolution, ends)

    def _ends(self, home: PlanIndex, resolution: Resolution) -> Iterator[tuple[PlanIndex, str | None, _Part]]:
        if resolution.state is not Outcome.FOUND:
            return
        ref = resolution.ref
        for shelf in self._shelves.meant(home, ref.plan).shelves:
            if ref.action is not None:
                found = shelf.actions.get(ref.action)
                if found is not None and isinstance(found.value, Action):
                    yield shelf, ref.action, _home(found.value)
            elif ref.goal in {None, EVERY_GOAL}:
                yield shelf, None, _WHOLE
            elif ref.goal in shelf.goals:
                yield shelf, None, _goal(ref.goal)

    def _enter(self, one: _Declared) -> None:
        """Note which ends a link joins; of several links the first is kept."""
        source = one.shelf.every_action[one.position]
        here, number = one.shelf.position, one.action.number
        for shelf, action, part in one.ends:
            there = shelf.position
            if action is not None:
                self._to_action.setdefault((here, number, there, action), source)
            else:
                self._to_part.setdefault((here, number, there, part), source)
            for own in (_home(one.action), _WHOLE):
                self._between.setdefault((here, own, there, part), source)

    def _connection(self, one: _Declared) -> Connection:
        answer = next(filter(None, (self._answer(one, end) for end in one.ends)), None)
        if one.resolution.state is Outcome.MISSING:
            state = LinkState.MISSING
        elif one.resolution.state is Outcome.NOT_LOADED:
            state = LinkState.NOT_LOADED
        elif answer is not None:
            state = LinkState.RECIPROCATED
        elif any(self._can_answer(*end) for end in one.ends):
            state = LinkState.ONE_WAY
        else:
            state = LinkState.OPEN
        return Connection(
            plan=one.shelf.plan,
            action=one.action,
            position=one.position,
            cell="links",
            at=one.at,
            ref=one.link.to,
            state=state,
            resolution=one.resolution,
            link=one.link,
            answer=None if answer is None or answer.value is one.action else str(answer),
        )

    def _answer(self, one: _Declared, end: tuple[PlanIndex, str | None, _Part]) -> Destination | None:
        """The action at this end that links back.

        An action answers by a link to the action; one of another plan also by a link to its goal, to all goals or to
        the plan. A goal, all goals or a plan answer by any link of their actions to the goal of the action, to another
        action of that goal, to all goals or to the plan.
        """
        shelf, action, part = end
        there, here, home = shelf.position, one.shelf.position, _home(one.action)
        if action is None:
            return self._between.get((there, part, here, home)) or self._between.get((there, part, here, _WHOLE))
        direct = self._to_action.get((there, action, here, one.action.number))
        if direct is not None or shelf is one.shelf:
            return direct
        return self._to_part.get((there, action, here, home)) or self._to_part.get((there, action, here, _WHOLE))

    def _can_answer(self, shelf: PlanIndex, action: str | None, part: _Part) -> bool:
        """Whether somebody acts at this end, and shows the links."""
        key = shelf.position, part if action is None else ("action", action)
        return key in self._acting and key not in self._withheld

    def _mentions(self, shelf: PlanIndex) -> Iterator[Connection]:
        for one in unlinked(shelf.plan, lambda ref: self._shelves.priority(shelf, ref)):
            yield Connection(
                plan=shelf.plan,
                action=one.action,
                position=one.position,
                cell=one.cell,
                at=one.at,
                ref=one.ref,
                state=LinkState.ONLY_IN_PROSE,
                resolution=self._shelves.resolve(shelf, one.ref),
                words=one.words,
                name=one.name,
            )
