"""Rules about dependencies: a result is ready before it is needed, and no actions wait for each other."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence

import attrs

from empact import Plan
from empact.analysis import Schedule, Scheduled
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Related, Rule, RuleContext
from empact.model import Choice, FlowDirection, Period, Span
from empact.plugins.rules.phrasing import format_date

_DAYS_OF_A_MONTH = 31
_LONGEST_PATH = 10


@attrs.frozen
class _Part:
    """An action, or one of its phases."""

    action: str
    phase: str | None = None

    def __str__(self) -> str:
        return f"action {self.action}" if self.phase is None else f"phase {self.phase} of action {self.action}"

    @property
    def number(self) -> str:
        return self.action if self.phase is None else f"{self.action}/{self.phase}"


@attrs.frozen
class _Flow:
    """A result that one part of the plan gives and another uses, with the pointers of its links."""

    giver: _Part
    user: _Part
    at: Pointer
    also: tuple[Pointer, ...]

    def __str__(self) -> str:
        return f"{self.giver.number} feeds {self.user.number}"


def _flows(plan: Plan, ctx: RuleContext) -> list[_Flow]:
    """Return the links with a direction between actions of this plan; links of both ends are one flow."""
    pointers: dict[tuple[_Part, _Part], list[Pointer]] = {}
    for at, action, link in ctx.links():
        to = link.to
        if link.flow is None or to.plan is not None or to.action is None:
            continue
        if ctx.portfolio.find_action(plan, to.action) is None:
            continue
        part, other = _Part(action.number, link.phase), _Part(to.action, to.phase)
        pointers.setdefault((part, other) if link.flow is FlowDirection.FEEDS else (other, part), []).append(at)
    return [_Flow(giver, user, at, tuple(also)) for (giver, user), (at, *also) in pointers.items()]


def _periods(part: _Part, times: Schedule) -> list[Scheduled]:
    """Return the dated periods of an action or a phase, the earliest first."""
    items = (item for item in times.of_action(part.action) if part.phase in {None, item.phase})
    dated = [item for item in items if isinstance(item.item, Period) and item.windows]
    return sorted(dated, key=lambda item: item.windows[0].start)


def _giving(part: _Part, times: Schedule) -> Scheduled | None:
    """Return the period in which a part gives its result: the first."""
    return next(iter(_periods(part, times)), None)


def _using(part: _Part, times: Schedule) -> Scheduled | None:
    """Return the period in which a part uses a result: its first phase, or else the last period."""
    periods = _periods(part, times)
    phased = [item for item in periods if item.phase is not None]
    return next(iter([*phased, *reversed(periods)]), None)


def _end(span: Span) -> dt.date:
    return span.end


def _by_year(item: Scheduled, *, apart: bool) -> dict[int, list[Span]]:
    """Group the windows of an item by year, or all under 0 if ``apart`` is false."""
    years: dict[int, list[Span]] = {}
    for span in item.windows:
        years.setdefault(span.start.year if apart else 0, []).append(span)
    return years


def _too_late(giver: Span, user: Span) -> bool:
    """Whether a result of ``giver`` may come too late for ``user``."""
    # A time of up to a month gives its result at its end. A longer one gives and uses results all the time, so it is
    # late only if it starts after the other one is over.
    short = all((span.end - span.start).days < _DAYS_OF_A_MONTH for span in (giver, user))
    return giver.end >= user.end if short else giver.start > user.end


def _clash(giver: Scheduled, user: Scheduled) -> tuple[Span, Span] | None:
    """Return the worst case of giving and using in one year, if it is too late; None otherwise."""
    # Of alternatives ("April/May") the worst case counts: the last for giving, the first for using. Of windows that
    # all hold ("May and September"), the best case counts. A month without a year is a month of each year of the plan,
    # so only windows of the same year are compared then.
    apart = any(window.year is None for item in (giver, user) for window in item.item.windows)
    last: Callable[..., Span] = max if giver.choice is Choice.ANY else min
    first: Callable[..., Span] = min if user.choice is Choice.ANY else max
    users = _by_year(user, apart=apart)
    for year, spans in _by_year(giver, apart=apart).items():
        if year in users:
            pair = last(spans, key=_end), first(users[year], key=_end)
            if _too_late(*pair):
                return pair
    return None


def input_later_than_use(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action may deliver its result after the action that uses it has started.

    Only links with a direction count (`uses 1.3`, `feeds 2.1`), and only the periods of both actions. They are compared
    phase by phase. For a choice such as "April/May" the worst case counts: action 1.3 (March/April) feeds action 2.1,
    whose first phase can take place in April. An action that lasts longer than a month can give results during all
    of its time, and can use results until its end. It is reported only if the giving action starts after the time of
    the using action is over. If an action has several phases or periods, the first one gives; the first phase, or else
    the last period, uses.
    """
    flows, times = _flows(plan, ctx), ctx.schedule
    giving = {part: _giving(part, times) for part in {flow.giver for flow in flows}}
    using = {part: _using(part, times) for part in {flow.user for flow in flows}}
    for flow in flows:
        gives, uses = giving[flow.giver], using[flow.user]
        pair = None if gives is None or uses is None else _clash(gives, uses)
        if pair is not None:
            given, used = pair
            user = str(flow.user)
            giver = flow.giver.action if flow.giver.phase is None else str(flow.giver)
            yield Finding(
                f"{user[0].upper()}{user[1:]} may start ({format_date(used.start)}) before {giver}, which it needs, "
                f"is finished ({format_date(given.end)}).",
                flow.at,
                hint="Move one of them, or write which of the months is meant.",
                related=tuple(Related(at, f"a link that says the same: {flow}") for at in flow.also),
            )


_Node = tuple[str, str | None, bool]
"""The start of an action (phase None, False), its end (phase None, True), or one of its phases (True)."""


class _Graph:
    """The flows as a directed graph: an edge leads from what comes first to what has to wait for it.

    An action is two nodes, its start and its end, and each phase is a node between them. So a flow to an action waits
    at its start, a flow from an action leaves at its end, and phases can break a cycle.
    """

    def __init__(self, flows: Iterable[_Flow]) -> None:
        self.edges: dict[_Node, list[tuple[_Node, _Flow | None]]] = {}
        for flow in flows:
            for part in (flow.giver, flow.user):
                self._enter(part)
            self.edges[self.given(flow.giver)].append((self.used(flow.user), flow))

    def _enter(self, part: _Part) -> None:
        start, end, phase = (part.action, None, False), (part.action, None, True), (part.action, part.phase, True)
        if start not in self.edges:
            self.edges[start] = [(end, None)]
            self.edges[end] = []
        if phase not in self.edges:
            self.edges[start].append((phase, None))
            self.edges[phase] = [(end, None)]

    @staticmethod
    def given(part: _Part) -> _Node:
        return part.action, part.phase, True

    @staticmethod
    def used(part: _Part) -> _Node:
        return part.action, part.phase, part.phase is not None

    def components(self) -> dict[_Node, int]:
        """Return the strongly connected component of each node: two nodes share one if they wait for each other.

        This is Tarjan's algorithm, in time linear in nodes and edges. It keeps its own stack of iterators, because a
        chain of a few thousand actions would exceed the recursion limit.
        """
        order: dict[_Node, int] = {}
        low: dict[_Node, int] = {}
        component: dict[_Node, int] = {}
        path: list[_Node] = []
        for root in self.edges:
            if root in order:
                continue
            order[root] = low[root] = len(order)
            path.append(root)
            work = [(root, iter(self.edges[root]))]
            while work:
                node, following = work[-1]
                for neighbour, _ in following:
                    if neighbour not in order:
                        order[neighbour] = low[neighbour] = len(order)
                        path.append(neighbour)
                        work.append((neighbour, iter(self.edges[neighbour])))
                        break
                    if neighbour not in component:
                        low[node] = min(low[node], order[neighbour])
                else:
                    work.pop()
                    if work:
                        low[work[-1][0]] = min(low[work[-1][0]], low[node])
                    if low[node] == order[node]:
                        while node not in component:
                            component[path.pop()] = order[node]
        return component

    def shortest_path(self, start: _Node, goal: _Node, component: dict[_Node, int]) -> list[_Flow]:
        """Return the flows of a shortest path between two nodes of one component (breadth-first search)."""
        came: dict[_Node, tuple[_Node, _Flow | None] | None] = {start: None}
        waiting = deque([start])
        while goal not in came:
            node = waiting.popleft()
            for neighbour, flow in self.edges[node]:
                if neighbour not in came and component[neighbour] == component[start]:
                    came[neighbour] = node, flow
                    waiting.append(neighbour)
        flows: list[_Flow] = []
        step = came[goal]
        while step is not None:
            node, flow = step
            if flow is not None:
                flows.append(flow)
            step = came[node]
        return flows[::-1]


def _format_cycle(flows: Sequence[_Flow]) -> str:
    actions = dict.fromkeys(flow.giver.action for flow in flows)
    steps = list(map(str, flows))
    if len(steps) > _LONGEST_PATH:
        steps[_LONGEST_PATH - 2 : -1] = [f"{len(steps) - _LONGEST_PATH + 1} more"]
    path = ", ".join(steps)
    if len(actions) == 1:
        return f"Action {flows[0].giver.action} waits for itself: {path}."
    return f"{len(actions)} actions wait for each other: {path}."


def link_cycle(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """Actions depend on each other in a cycle, so none of them can start.

    Only links with a direction count (`uses 1.1`, `feeds 2.1`). A link to a complete action counts for all of its
    phases. Phases can break a cycle: phase 1 of action 2.1 feeds action 1.1, and action 1.1 feeds phase 2 of 2.1. So
    the solution is often to say which phase gives and which one uses. Each cycle is reported once, with a shortest path
    around it from its first link. The related places are the links on this path. Cycles that share an action are
    reported together.
    """
    flows = _flows(plan, ctx)
    graph = _Graph(flows)
    component = graph.components()
    reported: set[int] = set()
    for flow in flows:
        giver, user = graph.given(flow.giver), graph.used(flow.user)
        if component[giver] == component[user] and component[giver] not in reported:
            reported.add(component[giver])
            cycle = [flow, *graph.shortest_path(user, giver, component)]
            yield Finding(
                _format_cycle(cycle),
                flow.at,
                hint="Write which phase feeds which, or remove the link that is not needed.",
                related=tuple(Related(other.at, str(other)) for other in cycle[1:]),
            )


RULES = (
    Rule(code="OAP303", name="input-later-than-use", severity=Severity.WARNING, check=input_later_than_use),
    Rule(code="OAP304", name="link-cycle", severity=Severity.ERROR, check=link_cycle),
)
