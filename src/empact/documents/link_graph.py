"""The links of a plan as a graph: its actions and goals by goal, then what is in other plans."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from empact.analysis import Connection, LinkState, PlanLinks
from empact.documents.charts import GraphChart, GraphEdge, GraphNode
from empact.model import Plan, Ref

_KINDS = {"u": "uses", "f": "feeds", "x": "link", "m": "mention"}
"""The kind of an edge, by its letter in the matrix."""


def link_graph(
    title: str, links: PlanLinks, letter: Callable[[Connection], str], own_end: Callable[[Ref], str]
) -> GraphChart | None:
    """Return the links of a plan as a graph; None if it has none.

    The edges are the letters of the matrix, and the links with other plans in both directions. Links that lead nowhere
    have no end, and actions without a link no edge: both are only in the tables.

    Args:
        title: The title of the chart.
        links: The links.
        letter: Returns the letter of a link.
        own_end: Returns the name of the action or goal that a link within the plan leads to.
    """
    edges: dict[GraphEdge, None] = {}
    elsewhere: dict[str, str] = {}  # the label by the key

    def outside(label: str) -> str:
        key = f"other plan: {label}"
        elsewhere[key] = label
        return key

    def add(source: str, target: str, link: Connection) -> None:
        label = letter(link)
        edges[GraphEdge(source=source, target=target, label=label, kind=_KINDS[label])] = None

    for link in (*links.declared, *links.prose):
        if link.state is not LinkState.MISSING:
            end = outside(link.words or str(link.ref)) if link.crosses else own_end(link.ref)
            add(link.action.number, end, link)
    for link in links.incoming:
        if link.state is not LinkState.MISSING:
            part = Ref(goal=link.ref.goal, action=link.ref.action)
            add(
                outside(f"{link.plan.id}:{link.action.number}"),
                own_end(part) or outside(str(link.link or link.words)),
                link,
            )
    if not edges:
        return None
    used = {key for edge in edges for key in (edge.source, edge.target)}
    own = [node for node in _own_nodes(links.plan) if node.key in used]
    known = {node.key for node in own} | elsewhere.keys()
    ends = sorted(used - known)  # all goals, or the plan as a whole
    nodes = (
        *own,
        *(GraphNode(key=key, label=key) for key in ends),
        *(GraphNode(key=key, label=label) for key, label in elsewhere.items()),
    )
    return GraphChart(title=title, nodes=nodes, edges=tuple(edges))


def _own_nodes(plan: Plan) -> Iterator[GraphNode]:
    """Yield a node for each goal, with the actions of the goal behind it, then for the actions without a goal."""
    names = dict.fromkeys(str(Ref(goal=goal.number)) for goal in plan.goals)
    groups: dict[str | None, dict[str, None]] = {name: {name: None} for name in names}
    for action in plan.actions:
        groups.setdefault(None if action.goal is None else str(Ref(goal=action.goal)), {})[action.number] = None
    seen: set[str] = set()
    for group, keys in groups.items():
        for key in keys:
            if key not in seen:
                seen.add(key)
                yield GraphNode(key=key, label=key, group=group)
