"""Connections: all links of a portfolio, whether they are reciprocated, and what only the prose mentions."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

import attrs

from empact.analysis.portfolio.mentions import unlinked
from empact.analysis.portfolio.resolving import EVERY_GOAL, Destination, Outcome, PlanIndex, PortfolioIndex, Resolution
from empact.analysis.positions import by_action, items_of, walk_actions
from empact.arguments import check_type
from empact.diagnostics import Pointer
from empact.model import Action, FlowDirection, FrozenMap, Link, LinkKind, Plan, Ref
from empact.values import listed, unlisted, value


class LinkState(enum.Enum):
    """The state of a link.

    A link is reciprocated if the other end links back, and one-way if it could but does not. It is open if that can't
    be known: the other end has no action, or its links are withheld. ``ONLY_IN_PROSE`` is a mention without a link.
    """

    RECIPROCATED = "reciprocated"
    ONE_WAY = "one-way"
    OPEN = "open"
    NOT_LOADED = "not-loaded"
    MISSING = "missing"
    ONLY_IN_PROSE = "only-in-prose"


@value(kw_only=True)
class Connection:
    """A link of an action, or a mention in its prose, with what is at the other end."""

    plan: Plan = attrs.field(repr=False)
    """The plan that has the link."""
    action: Action = attrs.field(repr=False)
    """The action that has the link."""
    position: int = attrs.field(repr=False, metadata=unlisted())
    """The index of the action in ``plan.actions``."""
    cell: str = attrs.field(repr=False)
    """The field that contains the link or the mention: ``links``, ``activity``."""
    at: Pointer
    """The pointer of the link, or of the cell that contains the mention."""
    ref: Ref
    """What the link or mention refers to, in notation."""
    state: LinkState
    """Whether the other end exists, and whether it links back."""
    resolution: Resolution = attrs.field(metadata=unlisted())
    """What the reference leads to in the loaded plans, or what is missing."""
    link: Link | None = None
    """The link of the plan; None for a mention in prose."""
    words: str | None = None
    """The words of a mention in prose, quoted; None for a link."""
    name: str | None = None
    """The plan's own name of the priority that a mention means; None for a link, and for a mention of an action."""
    answer: str | None = None
    """The first action that links back, with its plan: ``B-2012:3.1``; None if none does."""

    @listed
    def destinations(self) -> tuple[Destination, ...]:
        """What it leads to in the loaded plans; the letter of a priority may mean several plans."""
        return self.resolution.destinations

    @listed
    def why(self) -> str | None:
        """What is missing, such as "B-2012 has no action 9.9"; None if the destination is found."""
        return self.resolution.why

    @property
    def flow(self) -> FlowDirection | None:
        """Whether the action uses the results of the other end or feeds it; None if the plan does not say so.

        A link of the kind ``depends`` without a direction uses them.
        """
        if self.link is None:
            return None
        return self.link.flow or (FlowDirection.USES if self.link.kind is LinkKind.DEPENDS else None)

    @property
    def action_number(self) -> str:
        """The number of the action that has the link."""
        return self.action.number

    @property
    def crosses(self) -> bool:
        """Whether it leads to another plan, loaded or not."""
        plans = self.resolution.plans
        return any(plan is not self.plan for plan in plans) if plans else self.ref.plan is not None

    @property
    def to_the_past(self) -> bool:
        """Whether every plan that it leads to ended before its own began, and so can't link back."""
        own, periods = self.plan.period, [plan.period for plan in self.resolution.plans]
        return own is not None and bool(periods) and all(span is not None and span.end < own.start for span in periods)


@value(kw_only=True)
class PlanLinks:
    """The links of one plan in both directions."""

    plan: Plan = attrs.field(repr=False)
    """The plan whose links are listed."""
    declared: tuple[Connection, ...]
    """Its own links, in document order."""
    prose: tuple[Connection, ...]
    """What only its prose mentions, in document order: mentions are not links."""
    incoming: tuple[Connection, ...]
    """The links to it from other plans of the portfolio."""
    overlapping: tuple[Plan, ...] = attrs.field(repr=False)
    """The other plans that list its priority among their inter-dependencies."""

    @listed
    def counts(self) -> FrozenMap[LinkState, int]:
        """The number of its own links and mentions in each state."""
        counted = Counter(connection.state for connection in (*self.declared, *self.prose))
        return FrozenMap({state: counted[state] for state in LinkState})

    def in_states(self, *states: LinkState) -> tuple[Connection, ...]:
        """Return the plan's own links and mentions in these states.

        >>> import empact
        >>> plan = empact.load("oap-c-2012")
        >>> from empact.analysis import LinkState
        >>> links = empact.context(plan).plan_links
        >>> [(link.action.number, str(link.ref)) for link in links.in_states(LinkState.ONE_WAY)][:2]
        [('1.1', 'SG 4'), ('1.2', 'SG 4')]
        """
        for state in states:
            check_type("Each of states", "a LinkState", LinkState, state, _write_state)
        return tuple(connection for connection in (*self.declared, *self.prose) if connection.state in states)

    def of_action(self, action: Action | str | int) -> tuple[Connection, ...]:
        """Return the links and mentions of an action of the plan; there may be none.

        Args:
            action: An action of the plan; a number ("2.1"), which means every action with that number; or a position,
                the index of one action in ``plan.actions``.

        Raises:
            UnknownIdError: The plan has no such action.
        """
        return items_of(self.plan, action, self._by_action)

    @cached_property
    def _by_action(self) -> dict[str | int | None, list[Connection]]:
        return by_action((*self.declared, *self.prose))

    @property
    def reciprocated(self) -> tuple[Connection, ...]:
        """The links with a link back."""
        return self.in_states(LinkState.RECIPROCATED)

    @property
    def one_way(self) -> tuple[Connection, ...]:
        """The links without a link back, although the other end could have one."""
        return self.in_states(LinkState.ONE_WAY)

    @property
    def unresolved(self) -> tuple[Connection, ...]:
        """The links that can't be resolved: the plan is not loaded, or the part or priority does not exist."""
        return self.in_states(LinkState.NOT_LOADED, LinkState.MISSING)


def _write_state(word: object) -> str | None:
    names = [f"LinkState.{state.name}" for state in LinkState if state.value == word]
    return names[0] if names else "plan_links.of_action(...)" if isinstance(word, (str, Action)) else None


_Part = tuple[str, str]
"""A goal, an action without a goal, or the complete plan."""

_WHOLE: _Part = ("whole", "")


def _goal(number: str) -> _Part:
    return "goal", number


def _home(action: Action) -> _Part:
    """Return the part of the plan that an action belongs to: its goal, or itself if it has none."""
    return ("action", action.number) if action.goal is None else _goal(action.goal)


@value
class _Declared:
    index: PlanIndex
    action: Action
    position: int
    at: Pointer
    link: Link
    resolution: Resolution
    ends: tuple[tuple[PlanIndex, str | None, _Part], ...]
    """The other ends, one per plan: the plan, the action or None, and the part of the plan."""


class Connections:
    """All connections of a portfolio, found in two passes over its links."""

    # A hash join of the links with themselves: the first pass indexes every link by its two ends, the second looks up
    # each link with its ends exchanged. That is linear in the number of links, where comparing each link with each is
    # quadratic. The three tables hold links from action to action, from action to part, and from part to part.

    def __init__(self, indexes: PortfolioIndex) -> None:
        self._indexes = indexes
        self._to_action: dict[tuple[int, str, int, str], Destination] = {}
        self._to_part: dict[tuple[int, str, int, _Part], Destination] = {}
        self._between: dict[tuple[int, _Part, int, _Part], Destination] = {}
        self._acting: set[tuple[int, _Part]] = set()
        self._withheld: set[tuple[int, _Part]] = set()
        self._declared: list[list[Connection]] = [[] for _ in indexes.all]
        self._prose: list[list[Connection]] = [[] for _ in indexes.all]
        self._incoming: list[list[Connection]] = [[] for _ in indexes.all]
        self._overlapping: list[dict[int, Plan]] = [{} for _ in indexes.all]
        declared = [link for index in indexes.all for link in self._links(index)]
        for link in declared:
            self._add(link)
        for link in declared:
            self._append(self._declared, link.index, self._connection(link))
        for index in indexes.all:
            for mention in self._mentions(index):
                self._append(self._prose, index, mention)
            for overlap in index.plan.interdependencies:
                for other in indexes.resolve_plans(index, overlap.priority).indexes:
                    if other is not index:
                        self._overlapping[other.position].setdefault(index.position, index.plan)
        self._plan_links = [
            PlanLinks(
                plan=index.plan,
                declared=tuple(self._declared[index.position]),
                prose=tuple(self._prose[index.position]),
                incoming=tuple(self._incoming[index.position]),
                overlapping=tuple(self._overlapping[index.position].values()),
            )
            for index in indexes.all
        ]

    def of(self, index: PlanIndex) -> PlanLinks:
        """Return the connections of one plan."""
        return self._plan_links[index.position]

    def _append(self, own: list[list[Connection]], home: PlanIndex, connection: Connection) -> None:
        own[home.position].append(connection)
        for index in self._indexes.resolve_plans(home, connection.ref.plan).indexes:
            if index is not home:
                self._incoming[index.position].append(connection)

    def _links(self, index: PlanIndex) -> Iterator[_Declared]:
        for position, at, action in walk_actions(index.plan):
            for part in (_home(action), _WHOLE, ("action", action.number)):
                self._acting.add((index.position, part))
                if action.links.withheld:
                    self._withheld.add((index.position, part))
            for item, link in enumerate(action.links):
                if isinstance(link, Link):
                    resolution = self._indexes.resolve(index, link.to)
                    ends = tuple(self._ends(index, resolution))
                    yield _Declared(index, action, position, at / "links" / "items" / item, link, resolution, ends)

    def _ends(self, home: PlanIndex, resolution: Resolution) -> Iterator[tuple[PlanIndex, str | None, _Part]]:
        if resolution.state is not Outcome.FOUND:
            return
        ref = resolution.ref
        for index in self._indexes.resolve_plans(home, ref.plan).indexes:
            if ref.action is not None:
                destination = index.actions.get(ref.action)
                if destination is not None and isinstance(destination.value, Action):
                    yield index, ref.action, _home(destination.value)
            elif ref.goal in {None, EVERY_GOAL}:
                yield index, None, _WHOLE
            elif ref.goal in index.goals:
                yield index, None, _goal(ref.goal)

    def _add(self, declared: _Declared) -> None:
        """Index a link by its ends; of several links between the same ends the first is kept."""
        source = declared.index.every_action[declared.position]
        plan, number = declared.index.position, declared.action.number
        for index, action, part in declared.ends:
            other = index.position
            if action is not None:
                self._to_action.setdefault((plan, number, other, action), source)
            else:
                self._to_part.setdefault((plan, number, other, part), source)
            for own in (_home(declared.action), _WHOLE):
                self._between.setdefault((plan, own, other, part), source)

    def _connection(self, declared: _Declared) -> Connection:
        answer = next(filter(None, (self._answer(declared, end) for end in declared.ends)), None)
        if declared.resolution.state is Outcome.MISSING:
            state = LinkState.MISSING
        elif declared.resolution.state is Outcome.NOT_LOADED:
            state = LinkState.NOT_LOADED
        elif answer is not None:
            state = LinkState.RECIPROCATED
        elif any(self._can_answer(*end) for end in declared.ends):
            state = LinkState.ONE_WAY
        else:
            state = LinkState.OPEN
        return Connection(
            plan=declared.index.plan,
            action=declared.action,
            position=declared.position,
            cell="links",
            at=declared.at,
            ref=declared.link.to,
            state=state,
            resolution=declared.resolution,
            link=declared.link,
            answer=None if answer is None or answer.value is declared.action else str(answer),
        )

    def _answer(self, declared: _Declared, end: tuple[PlanIndex, str | None, _Part]) -> Destination | None:
        """Return the action at one end of a link that links back.

        An action links back by a link to the action; one of another plan also by a link to its goal, to all goals or
        to the plan. A goal, all goals or a plan link back by any link of their actions to the goal of the action, to
        another action of that goal, to all goals or to the plan.
        """
        index, action, part = end
        other, plan, home = index.position, declared.index.position, _home(declared.action)
        if action is None:
            return self._between.get((other, part, plan, home)) or self._between.get((other, part, plan, _WHOLE))
        direct = self._to_action.get((other, action, plan, declared.action.number))
        if direct is not None or index is declared.index:
            return direct
        return self._to_part.get((other, action, plan, home)) or self._to_part.get((other, action, plan, _WHOLE))

    def _can_answer(self, index: PlanIndex, action: str | None, part: _Part) -> bool:
        """Whether one end of a link has an action, and its links are not withheld."""
        key = index.position, part if action is None else ("action", action)
        return key in self._acting and key not in self._withheld

    def _mentions(self, index: PlanIndex) -> Iterator[Connection]:
        for mention in unlinked(index.plan, lambda ref: self._indexes.priority(index, ref)):
            yield Connection(
                plan=index.plan,
                action=mention.action,
                position=mention.position,
                cell=mention.cell,
                at=mention.at,
                ref=mention.ref,
                state=LinkState.ONLY_IN_PROSE,
                resolution=self._indexes.resolve(index, mention.ref),
                words=mention.words,
                name=mention.name,
            )
