"""Action dependencies: what an action needs and what needs it, by the links of the actions at both ends."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import attrs

from empact.analysis.facts import PlanFacts, Result, check_plan_context
from empact.analysis.portfolio.connections import Connection, LinkState, PlanLinks
from empact.analysis.portfolio.plans import Portfolio
from empact.analysis.portfolio.resolving import Destination
from empact.analysis.positions import action_pointer
from empact.model import Action, FlowDirection, Plan
from empact.values import unlisted, value


@value(kw_only=True)
class ActionDependency:
    """What an action has to do with one other action, goal or plan, as the links of both ends say."""

    other: Destination | None
    """The action, goal or plan at the other end. None if it does not exist or its plan is not loaded: ``links`` says
    what is meant.
    """
    flow: FlowDirection | None
    """Whether the action uses the results of the other end or feeds it; None if the plan does not say so."""
    phase: str | None = None
    """The phase of the action that this is about; None for the whole action."""
    other_phase: str | None = None
    """The phase of the action at the other end; None for the whole action."""
    state: LinkState
    """The state of the first link: whether the other end exists, and whether it links back."""
    links: tuple[Connection, ...] = attrs.field(repr=False)
    """The links that say so, and mentions in prose: those of the action first, then those of the other end."""

    def __str__(self) -> str:
        return str(self.other or self.links[0].ref)


@value(kw_only=True)
class ActionDependencies(Result):
    """What an action needs, what needs it, and what it is linked with."""

    plan: Plan = attrs.field(repr=False)
    """The plan that has the action."""
    action: Action
    """The action that is asked about."""
    position: int = attrs.field(repr=False, metadata=unlisted())
    """The index of the action in ``plan.actions``."""
    needs: tuple[ActionDependency, ...]
    """What it uses the results of, by its own links ("uses 1.1") or those of the other action ("feeds 2.1")."""
    needed_by: tuple[ActionDependency, ...]
    """What uses its results, by its own links or those of the other action."""
    linked: tuple[ActionDependency, ...]
    """What it is linked with in no stated direction: actions, goals, other plans, and mentions in prose, which have
    the state ``only-in-prose``. Links of others to the goal of the action are not among them. A link of the action to
    itself is in none of the three.
    """
    all_needs: tuple[Destination, ...]
    """The actions that it needs, directly or through others, the nearest first; never the action itself. An action of
    which it needs one phase counts with what this phase needs.
    """
    all_needed_by: tuple[Destination, ...]
    """The actions that need it, directly or through others, the nearest first; never the action itself."""

    def __iter__(self) -> Iterator[ActionDependency]:
        yield from (*self.needs, *self.needed_by, *self.linked)

    def __str__(self) -> str:
        return f"{self.plan.id}:{self.action.number}"


def depends_on(ctx: PlanFacts, action: Action | str) -> ActionDependencies:
    """Return what an action needs and what needs it, by its own links and the links to it.

    Most links of a plan state no direction: "2.2" in the column of 2.3 says that the two depend on each other, not
    which one gives and which one uses. Only a link with a direction (``uses 1.1``, ``feeds 2.1``), or of the kind
    ``depends``, is a need; the others are ``linked``. Links from and to the other plans of the context count.

    Args:
        ctx: The context of the plan.
        action: The action, or its number. If two actions have the same number, a number means the first.

    Raises:
        UnknownIdError: The plan has no such action; the message names the closest number.
    """
    check_plan_context("depends_on()", ctx)
    position = ctx.plan.position(action)
    network = ctx.once(_network)
    needs, needed_by, linked = network.sorted(ctx.plan, position)
    return ActionDependencies(
        context=ctx,
        plan=ctx.plan,
        action=ctx.plan.actions[position],
        position=position,
        needs=needs,
        needed_by=needed_by,
        linked=linked,
        all_needs=network.reached(ctx.plan, position, FlowDirection.USES),
        all_needed_by=network.reached(ctx.plan, position, FlowDirection.FEEDS),
    )


def _network(ctx: PlanFacts) -> _Network:
    return _Network(ctx.portfolio)


class _Network:
    """The dependencies of the actions of a portfolio, each plan indexed once and each action looked up once."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._portfolio = portfolio
        self._links: dict[int, _LinksByAction] = {}
        self._known: dict[tuple[int, int], tuple[ActionDependency, ...]] = {}

    def sorted(self, plan: Plan, position: int) -> tuple[tuple[ActionDependency, ...], ...]:
        """Return what an action needs, what needs it, and what it is linked with without a direction."""
        all_of_it = [dependency for dependency in self._of(plan, position) if not _is_own(dependency, plan, position)]
        return tuple(
            tuple(dependency for dependency in all_of_it if dependency.flow is flow)
            for flow in (FlowDirection.USES, FlowDirection.FEEDS, None)
        )

    def reached(self, plan: Plan, position: int, flow: FlowDirection) -> tuple[Destination, ...]:
        """Return the actions that are reached from an action in one direction: a breadth-first search."""
        # Phases are places of their own: phase 1 of 2.1, which feeds 1.1, does not wait for 1.1 as phase 2 does.
        waiting = deque[tuple[Plan, int, str | None]]([(plan, position, None)])
        seen: set[tuple[int, int, str | None]] = {(id(plan), position, None)}
        reached: dict[tuple[int, int], Destination] = {}
        while waiting:
            here, index, phase = waiting.popleft()
            for dependency in self._of(here, index):
                other = dependency.other
                if dependency.flow is not flow or not _is_of_phase(dependency, phase):
                    continue
                if other is None or other.position is None or not isinstance(other.value, Action):
                    continue
                place = id(other.plan), other.position, dependency.other_phase
                if place not in seen:
                    seen.add(place)
                    waiting.append((other.plan, other.position, dependency.other_phase))
                    reached.setdefault(place[:2], other)
        reached.pop((id(plan), position), None)
        return tuple(reached.values())

    def _of(self, plan: Plan, position: int) -> tuple[ActionDependency, ...]:
        key = id(plan), position
        if key not in self._known:
            if key[0] not in self._links:
                self._links[key[0]] = _LinksByAction(plan, self._portfolio.links(plan))
            self._known[key] = self._links[key[0]].dependencies(position)
        return self._known[key]


def _is_own(dependency: ActionDependency, plan: Plan, position: int) -> bool:
    """Whether the other end is the action itself."""
    other = dependency.other
    return other is not None and other.plan is plan and other.position == position and isinstance(other.value, Action)


def _is_of_phase(dependency: ActionDependency, phase: str | None) -> bool:
    return phase is None or dependency.phase in {None, phase}


_Key = tuple[object, FlowDirection | None, str | None, str | None]
_INVERSE = {FlowDirection.USES: FlowDirection.FEEDS, FlowDirection.FEEDS: FlowDirection.USES, None: None}


class _LinksByAction:
    """The links of a plan by the actions at both ends."""

    def __init__(self, plan: Plan, links: PlanLinks) -> None:
        self._plan = plan
        self._own: dict[int, list[Connection]] = {}
        self._back: dict[int, list[Connection]] = {}
        for link in (*links.declared, *links.prose):
            self._own.setdefault(link.position, []).append(link)
        for link in (*links.declared, *links.prose, *links.incoming):
            for end in link.destinations:
                is_self = link.plan is plan and link.position == end.position
                if end.plan is plan and isinstance(end.value, Action) and end.position is not None and not is_self:
                    self._back.setdefault(end.position, []).append(link)

    def dependencies(self, position: int) -> tuple[ActionDependency, ...]:
        """Return the dependencies of an action: links that say the same of the same other end are one."""
        others: dict[_Key, Destination | None] = {}
        links: dict[_Key, list[Connection]] = {}
        for link in self._own.get(position, ()):
            phase = None if link.link is None else link.link.phase
            for end in link.destinations or (None,):
                key = _identity(end, link), link.flow, phase, link.ref.phase
                others.setdefault(key, end)
                links.setdefault(key, []).append(link)
        for link in self._back.get(position, ()):
            phase = None if link.link is None else link.link.phase
            end = Destination(link.plan, action_pointer(link.position), link.action, link.position)
            key = _identity(end, link), _INVERSE[link.flow], link.ref.phase, phase
            others.setdefault(key, end)
            links.setdefault(key, []).append(link)
        _add_undirected(links)
        return tuple(
            ActionDependency(
                other=others[key],
                flow=key[1],
                phase=key[2],
                other_phase=key[3],
                state=of_key[0].state,
                links=tuple(of_key),
            )
            for key, of_key in links.items()
        )


def _identity(end: Destination | None, link: Connection) -> object:
    """Return what two links to the same other end share: its place, or its name if it leads nowhere."""
    return str(link.ref) if end is None else (id(end.plan), type(end.value), end.position)


def _add_undirected(links: dict[_Key, list[Connection]]) -> None:
    """Add links without a direction, and mentions, to a need of the same other end: they say less than it does."""
    directed: dict[object, _Key] = {}
    for key in links:
        if key[1] is not None:
            directed.setdefault(key[0], key)
    for key in [key for key in links if key[1] is None and key[0] in directed]:
        links[directed[key[0]]] += links.pop(key)
