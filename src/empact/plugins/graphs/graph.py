"""The graph of the links of plans, without a format: actions by goal and by plan, and what they have links to."""

from __future__ import annotations

import enum
import textwrap
from collections.abc import Iterable, Iterator

import attrs

from empact.analysis import Connection, LinkState, Outcome, PlanContext, PortfolioContext
from empact.documents import file_stem
from empact.hooks import printable
from empact.model import Action, LinkOrigin, Plan, Prose, StrategicGoal

_WIDTH = 26
"""The most characters of a line of a label: Mermaid breaks lines that are not much longer."""
_SHORT = 80
"""The most characters of the words of an action or a goal."""
_EVERY = "*"


class NodeKind(enum.Enum):
    """The kind of a node: a part of a plan of the portfolio, or the end of a link that leads nowhere."""

    ACTION = "action"
    GOAL = "goal"
    PLAN = "plan"
    NOT_LOADED = "not loaded"
    MISSING = "missing"
    UNREAD = "unread"


class EdgeKind(enum.Enum):
    """The kind of an edge: a link with a link back, any other link, or one that is only a mention in a text."""

    RECIPROCATED = "reciprocated"
    LINK = "link"
    UNRESOLVED = "unresolved"
    PROSE = "prose"


@attrs.frozen
class Node:
    """A node of a graph: a goal, an action or another plan."""

    id: str
    """Its id, which is a plain word."""
    kind: NodeKind
    """The kind of node, which decides its shape."""
    lines: tuple[str, ...]
    """The lines of its label."""


@attrs.frozen
class Group:
    """A group of nodes and groups: a plan, or a goal in it."""

    id: str
    """Its id, which is a plain word."""
    lines: tuple[str, ...]
    """The lines of its label."""
    nodes: tuple[Node, ...] = ()
    """The nodes in it that are in none of its groups."""
    groups: tuple[Group, ...] = ()
    """The groups in it."""


@attrs.frozen
class Edge:
    """An edge from an action that has a link to the destination of the link."""

    source: str
    """The id of the node of the action."""
    target: str
    """The id of the node of the destination."""
    kind: EdgeKind
    """The kind of edge, which decides how its line is drawn."""
    label: str
    """The words beside the line; empty for none."""


@attrs.frozen(kw_only=True)
class Graph:
    """The links of plans as a graph."""

    name: str
    """The name of the graph in the file."""
    title: str
    """The title above the graph."""
    marking: str | None
    """The marking that the graph has to carry. None if it has none."""
    groups: tuple[Group, ...]
    """The plans, each with its goals and actions."""
    nodes: tuple[Node, ...]
    """The nodes that are in no plan of the graph."""
    edges: tuple[Edge, ...]
    """The links."""


def link_graph(ctx: PlanContext | PortfolioContext, marking: str | None = None) -> Graph:
    """Return the links of all plans of a context, within a plan and across plans.

    Each link is an edge. One to a plan that is not loaded, or to something that does not exist, leads to a node of its
    own; so do links that are withheld or cannot be read, and, in the graph of a ``PlanContext``, those to other plans
    of its portfolio. A mention in the prose without a link is an edge too. The graph carries ``marking``; without it,
    the marking of the context.
    """
    return _Builder(ctx.contexts).graph(marking or ctx.marking)


def _lines(*texts: str) -> tuple[str, ...]:
    """Return texts in lines of a label, with control characters as escapes."""
    plain = (" ".join(printable(text.replace("\r", "\n")).split()) for text in texts)
    return tuple(line for text in plain for line in textwrap.wrap(text, _WIDTH, break_on_hyphens=False))


def _short(cell: Prose) -> str:
    words = " ".join(cell.plain.split())
    return textwrap.shorten(words, _SHORT, placeholder=" ...") if words else "withheld" if cell.withheld else ""


class _Builder:
    """Collects edges, and the nodes that they need beside the actions."""

    def __init__(self, contexts: Iterable[PlanContext]) -> None:
        self._contexts = tuple({id(ctx.plan): ctx for ctx in contexts}.values())  # a plan given twice is one
        self._numbers = {id(ctx.plan): number for number, ctx in enumerate(self._contexts)}
        self._edges: dict[Edge, None] = {}
        self._ends: dict[tuple[str, ...], Node] = {}
        self._linked_goals: set[tuple[int, int]] = set()
        self._linked_plans: set[int] = set()

    def graph(self, marking: str | None) -> Graph:
        for ctx in self._contexts:
            for link in (*ctx.plan_links.declared, *ctx.plan_links.prose):
                self._add(link)
            self._add_unread(ctx.plan)
        ids = [ctx.plan.id for ctx in self._contexts]
        stem = file_stem(ids[0]) if len(ids) == 1 else "portfolio"
        return Graph(
            name=f"{stem}-links",
            title=" ".join(printable(f"Links of {', '.join(ids)}").split()),
            marking=_plain(marking),
            groups=tuple(self._plan(ctx, len(ids)) for ctx in self._contexts),
            nodes=tuple(self._ends.values()),
            edges=tuple(self._edges),
        )

    def _add(self, link: Connection) -> None:
        source = _action_id(self._numbers[id(link.plan)], link.position)
        for target in self._targets(link):
            self._edges[Edge(source, target, _edge_kind(link), _label(link))] = None

    def _targets(self, link: Connection) -> Iterator[str]:
        """Yield the ids of what a link leads to; a link to all goals of a plan leads to the plan."""
        resolution = link.resolution
        if not resolution.destinations:
            yield self._end(link).id
            return
        for end in resolution.destinations:
            number = self._numbers.get(id(end.plan))
            if number is None:  # the graph is of one plan of a portfolio
                yield self._node((end.plan.id, str(link.ref)), NodeKind.PLAN, end.plan.id, str(link.ref)).id
            elif isinstance(end.value, Action) and end.position is not None:
                yield _action_id(number, end.position)
            elif isinstance(end.value, StrategicGoal) and end.position is not None and link.ref.goal != _EVERY:
                self._linked_goals.add((number, end.position))
                yield _goal_id(number, end.position)
            else:
                self._linked_plans.add(number)
                yield _plan_id(number)

    def _end(self, link: Connection) -> Node:
        """Return the node for what is not loaded, for all links of a cycle to it, or does not exist."""
        ref, cycle, why = str(link.ref), link.plan.cycle, link.resolution.why
        if link.resolution.state is Outcome.NOT_LOADED:
            return self._node(("" if cycle is None else cycle.id, ref), NodeKind.NOT_LOADED, ref, f"not loaded: {why}")
        return self._node((link.plan.id, ref), NodeKind.MISSING, ref, f"missing: {why}")

    def _add_unread(self, plan: Plan) -> None:
        number = self._numbers[id(plan)]
        for position, action in enumerate(plan.actions):
            words = [f"cannot be read: {unparsed.text}" for unparsed in action.links.unparsed]
            words += ["links withheld"] if action.links.withheld else []
            for text in words:
                node = self._node((str(number), str(position), text), NodeKind.UNREAD, text)
                self._edges[Edge(_action_id(number, position), node.id, EdgeKind.UNRESOLVED, "")] = None

    def _node(self, key: tuple[str, ...], kind: NodeKind, *texts: str) -> Node:
        known = self._ends.get((kind.value, *key))
        return known or self._ends.setdefault((kind.value, *key), Node(f"x{len(self._ends)}", kind, _lines(*texts)))

    def _plan(self, ctx: PlanContext, plans: int) -> Group:
        plan, number = ctx.plan, self._numbers[id(ctx.plan)]
        actions: dict[str | None, list[Node]] = {}
        for position, action in enumerate(plan.actions):
            node = Node(_action_id(number, position), NodeKind.ACTION, _lines(action.number, _short(action.activity)))
            actions.setdefault(action.goal, []).append(node)
        groups: list[Group] = []
        for position, goal in enumerate(plan.goals):
            lines = _lines(f"SG {goal.number}", _short(goal.annex or goal.body))
            own = [Node(_goal_id(number, position), NodeKind.GOAL, lines[:1])]
            nodes = (*(own if (number, position) in self._linked_goals else ()), *actions.pop(goal.number, ()))
            groups.append(Group(f"p{number}g{position}", lines, nodes))
        alone = actions.pop(None, [])
        groups += [
            Group(f"p{number}h{position}", _lines(f"SG {goal}"), tuple(nodes))
            for position, (goal, nodes) in enumerate(actions.items())
        ]
        whole = [Node(_plan_id(number), NodeKind.PLAN, _lines(plan.id))] if number in self._linked_plans else []
        marking = ctx.plan.marking_in_force(ctx.as_of) if plans > 1 else None
        texts = (plan.id, plan.title or "", marking or "")
        return Group(f"p{number}", _lines(*texts), (*whole, *alone), tuple(group for group in groups if group.nodes))


def _plain(text: str | None) -> str | None:
    return None if text is None else " ".join(printable(text).split())


def _plan_id(plan: int) -> str:
    return f"p{plan}all"


def _goal_id(plan: int, position: int) -> str:
    return f"p{plan}s{position}"


def _action_id(plan: int, position: int) -> str:
    return f"p{plan}a{position}"


def _edge_kind(link: Connection) -> EdgeKind:
    if link.link is None:
        return EdgeKind.PROSE
    if link.state is LinkState.RECIPROCATED:
        return EdgeKind.RECIPROCATED
    unresolved = link.state in {LinkState.MISSING, LinkState.NOT_LOADED}
    return EdgeKind.UNRESOLVED if unresolved else EdgeKind.LINK


def _label(link: Connection) -> str:
    """Return the words of a link without its destination: ``phase 2 uses``, ``uses phase 1``, ``feeds (shared)``."""
    declared = link.link
    if declared is None:
        return "only mentioned"
    words = [] if declared.phase is None else [f"phase {declared.phase}"]
    words += [] if declared.flow is None else [declared.flow.value]
    words += (
        []
        if declared.to.phase is None
        else [f"phase {declared.to.phase}" if declared.flow else f"to phase {declared.to.phase}"]
    )
    words += [] if declared.kind is None else [f"({declared.kind.value})"]
    words += ["(support unit)"] if declared.origin is LinkOrigin.SUPPORT_UNIT else []
    return printable(" ".join(words))
