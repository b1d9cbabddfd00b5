"""Flows: what one action gives to another, whether it comes in time, and whether two wait for each other."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence

import attrs

from empact import Plan
from empact.hooks import (
    Choice,
    Finding,
    FlowDirection,
    Period,
    Pointer,
    Rule,
    RuleContext,
    Schedule,
    Scheduled,
    Severity,
    Span,
)

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
    """A result that one part of the plan gives and another uses, and the links that say so."""

    giver: _Part
    user: _Part
    at: Pointer
    also: tuple[Pointer, ...]


def _flows(plan: Plan, ctx: RuleContext) -> list[_Flow]:
    """The links with a known way between actions of this plan; one that both ends tell is one flow."""
    found: dict[tuple[_Part, _Part], list[Pointer]] = {}
    for at, action, link in ctx.links(plan):
        to = link.to
        if link.flow is None or to.plan is not None or to.action is None:
            continue
        if ctx.portfolio.action(plan, to.action) is None:
            continue
        here, there = _Part(action.number, link.phase), _Part(to.action, to.phase)
        found.setdefault((here, there) if link.flow is FlowDirection.FEEDS else (there, here), []).append(at)
    return [_Flow(giver, user, at, tuple(also)) for (giver, user), (at, *also) in found.items()]


def _periods(part: _Part, times: Schedule) -> list[Scheduled]:
    """The dated periods of an action, or of one phase of it, the earliest first."""
    items = times.of(part.action, part.phase)
    dated = [item for item in items if isinstance(item.item, Period) and item.windows]
    return sorted(dated, key=lambda item: item.windows[0].start)


def _giving(part: _Part, times: Schedule) -> Scheduled | None:
    """The period in which a part gives its result: the first."""
    return next(iter(_periods(part, times)), None)


def _using(part: _Part, times: Schedule) -> Scheduled | None:
    """The period in which a part uses a result: its first phase, or else the last period."""
    periods = _periods(part, times)
    phased = [item for item in periods if item.phase is not None]
    return next(iter([*phased, *reversed(periods)]), None)


def _end(span: Span) -> dt.date:
    return span.end


def _by_year(item: Scheduled, *, apart: bool) -> dict[int, list[Span]]:
    years: dict[int, list[Span]] = {}
    for span in item.windows:
        years.setdefault(span.start.year if apart else 0, []).append(span)
    return years


def _too_late(giver: Span, user: Span) -> bool:
    """Whether a result of the one time may miss the other: a time longer than a month gives, and uses, all along."""
    brief = all((span.end - span.start).days < _DAYS_OF_A_MONTH for span in (giver, user))
    return giver.end >= user.end if brief else giver.start > user.end


def _clash(giver: Scheduled, user: Scheduled) -> tuple[Span, Span] | None:
    """The last choice for giving and the first for using, in one year, if that is too late."""
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
    """An action may deliver its result after the action that uses it has begun.

    Only links with a direction count (`uses 1.3`, `feeds 2.1`), and only the periods of both actions. They are compared
    phase by phase. For a choice such as "April/May" the worst case counts: action 1.3 (March/April) feeds action 2.1,
    whose first phase can take place in April. An action that lasts longer than a month can give results during the
    entire time, and can use results until its end. It is reported only if the giving action begins after the time of
    the using action is over. If an action has several phases or periods, the first one gives; the first phase, or else
    the last period, uses.
    """
    flows, times = _flows(plan, ctx), ctx.schedule(plan)
    giving = {part: _giving(part, times) for part in {flow.giver for flow in flows}}
    using = {part: _using(part, times) for part in {flow.user for flow in flows}}
    for flow in flows:
        gives, uses = giving[flow.giver], using[flow.user]
        pair = None if gives is None or uses is None else _clash(gives, uses)
        if pair is not None:
            given, used = pair
            giver = str(flow.giver)
            yield Finding(
                f"{giver[0].upper()}{giver[1:]} may last until {given.end}, and {flow.user}, which uses its result, "
                f"may begin on {used.start}.",
                flow.at,
                hint="Let the one end before the other begins, or say which of the months is meant.",
                related=flow.also,
            )


_Node = tuple[str, str | None, bool]
"""An action's beginning (its phase None, not done), its end (None, done), or one of its phases."""


class _Graph:
    """What has to wait for what: parts as nodes, flows as edges, and each phase between beginning and end."""

    def __init__(self, flows: Iterable[_Flow]) -> None:
        self.edges: dict[_Node, list[tuple[_Node, _Flow | None]]] = {}
        for flow in flows:
            for part in (flow.giver, flow.user):
                self._enter(part)
            self.edges[self.given(flow.giver)].append((self.used(flow.user), flow))

    def _enter(self, part: _Part) -> None:
        begin, end, phase = (part.action, None, False), (part.action, None, True), (part.action, part.phase, True)
        if begin not in self.edges:
            self.edges[begin] = [(end, None)]
            self.edges[end] = []
        if phase not in self.edges:
            self.edges[begin].append((phase, None))
            self.edges[phase] = [(end, None)]

    @staticmethod
    def given(part: _Part) -> _Node:
        return part.action, part.phase, True

    @staticmethod
    def used(part: _Part) -> _Node:
        return part.action, part.phase, part.phase is not None

    def circles(self) -> dict[_Node, int]:
        """The number of the circle that each node belongs to (Tarjan's strong components, without recursion)."""
        order: dict[_Node, int] = {}
        low: dict[_Node, int] = {}
        circle: dict[_Node, int] = {}
        path: list[_Node] = []
        for root in self.edges:
            if root in order:
                continue
            order[root] = low[root] = len(order)
            path.append(root)
            work = [(root, iter(self.edges[root]))]
            while work:
                node, following = work[-1]
                for target, _ in following:
                    if target not in order:
                        order[target] = low[target] = len(order)
                        path.append(target)
                        work.append((target, iter(self.edges[target])))
                        break
                    if target not in circle:
                        low[node] = min(low[node], order[target])
                else:
                    work.pop()
                    if work:
                        low[work[-1][0]] = min(low[work[-1][0]], low[node])
                    if low[node] == order[node]:
                        while node not in circle:
                            circle[path.pop()] = order[node]
        return circle

    def way(self, start: _Node, goal: _Node, circle: dict[_Node, int]) -> list[_Flow]:
        """The flows of a shortest way between two nodes of one circle."""
        came: dict[_Node, tuple[_Node, _Flow | None] | None] = {start: None}
        waiting = deque([start])
        while goal not in came:
            node = waiting.popleft()
            for target, flow in self.edges[node]:
                if target not in came and circle[target] == circle[start]:
                    came[target] = node, flow
                    waiting.append(target)
        flows: list[_Flow] = []
        step = came[goal]
        while step is not None:
            node, flow = step
            if flow is not None:
                flows.append(flow)
            step = came[node]
        return flows[::-1]


def _told(flows: Sequence[_Flow]) -> str:
    actions = dict.fromkeys(flow.giver.action for flow in flows)
    steps = [f"{flow.giver.number} feeds {flow.user.number}" for flow in flows]
    if len(steps) > _LONGEST_PATH:
        steps[_LONGEST_PATH - 2 : -1] = [f"{len(steps) - _LONGEST_PATH + 1} more"]
    path = ", ".join(steps)
    if len(actions) == 1:
        return f"Action {flows[0].giver.action} waits for itself: {path}."
    return f"{len(actions)} actions wait for each other: {path}."


def link_cycle(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """Actions depend on each other in a cycle, so none of them can begin.

    Only links with a direction count (`uses 1.1`, `feeds 2.1`). A link to an entire action counts for all of its
    phases. Phases can break a cycle: phase 1 of action 2.1 feeds action 1.1, and action 1.1 feeds phase 2 of 2.1. So
    the solution is often to say which phase gives and which one uses. Each cycle is reported once, with a shortest path
    around it from its first link. The related places are the links on this path. Cycles that share an action are
    reported together.
    """
    flows = _flows(plan, ctx)
    graph = _Graph(flows)
    circle = graph.circles()
    told: set[int] = set()
    for flow in flows:
        giver, user = graph.given(flow.giver), graph.used(flow.user)
        if circle[giver] == circle[user] and circle[giver] not in told:
            told.add(circle[giver])
            around = [flow, *graph.way(user, giver, circle)]
            yield Finding(
                _told(around),
                flow.at,
                hint="Say which phase feeds which, or drop the link that is not needed.",
                related=tuple(other.at for other in around[1:]),
            )


RULES = (
    Rule(code="OAP303", name="input-later-than-use", severity=Severity.WARNING, check=input_later_than_use),
    Rule(code="OAP304", name="link-cycle", severity=Severity.ERROR, check=link_cycle),
)
