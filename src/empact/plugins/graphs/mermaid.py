"""Formats the graph of links as Mermaid, which GitHub, GitLab and many wikis draw."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from empact import Portfolio
from empact.hooks import Artifact, ExportContext
from empact.plugins.graphs.graph import Edge, EdgeKind, Graph, Group, Node, NodeKind, link_graph

_INDENT = "  "
_SHAPES: Mapping[NodeKind, tuple[str, str]] = {
    NodeKind.ACTION: ("[", "]"),
    NodeKind.GOAL: ("([", "])"),
    NodeKind.PLAN: ("[[", "]]"),
    NodeKind.NOT_LOADED: ("[(", ")]"),
    NodeKind.MISSING: ("{{", "}}"),
    NodeKind.UNREAD: (">", "]"),
}
_ARROWS: Mapping[EdgeKind, str] = {
    EdgeKind.RECIPROCATED: "==>",
    EdgeKind.LINK: "-->",
    EdgeKind.UNRESOLVED: "-.->",
    EdgeKind.PROSE: "-.->",
}
_SPECIAL = re.compile(r"(?<![^\W_])[.-]|[.-](?![^\W_])|[^\w ,.-]|_")
"""What is written as a number: all but letters, digits, spaces and commas. A dot or a hyphen in a word stays."""


def write(_portfolio: Portfolio, ctx: ExportContext) -> Iterator[Artifact]:
    """Write one file: put it into a block of the language ``mermaid`` on a Markdown page."""
    graph = link_graph(ctx.context, ctx.marking)
    yield Artifact(f"{graph.name}.mmd", "".join(f"{line}\n" for line in _lines(graph)).encode())


def _lines(graph: Graph) -> Iterator[str]:
    head = [graph.title, *([graph.marking] if graph.marking else [])]
    yield from (f"%% {line}" for line in head)
    yield "flowchart LR"
    title = f"{graph.title} ({graph.marking})" if graph.marking else graph.title
    yield f"{_INDENT}subgraph all [{_label([title])}]"
    for group in graph.groups:
        yield from _group(group, _INDENT * 2)
    yield from (f"{_INDENT * 2}{_node(node)}" for node in graph.nodes)
    yield f"{_INDENT}end"
    yield from (f"{_INDENT}{_edge(edge)}" for edge in graph.edges)


def _group(group: Group, indent: str) -> Iterator[str]:
    # Mermaid has room for one line above a group: a second one would be behind its nodes.
    yield f"{indent}subgraph {group.id} [{_label([' '.join(group.lines)])}]"
    yield from (f"{indent}{_INDENT}{_node(node)}" for node in group.nodes)
    for subgroup in group.groups:
        yield from _group(subgroup, indent + _INDENT)
    yield f"{indent}end"


def _node(node: Node) -> str:
    before, behind = _SHAPES[node.kind]
    return f"{node.id}{before}{_label(node.lines)}{behind}"


def _edge(edge: Edge) -> str:
    label = f"|{_label([edge.label])}|" if edge.label else ""
    return f"{edge.source} {_ARROWS[edge.kind]}{label} {edge.target}"


def _label(lines: Iterable[str]) -> str:
    return '"' + "<br/>".join(map(_escaped, lines)) + '"'


def _escaped(text: str) -> str:
    """Escape a text: a character that could be a sign of Mermaid, Markdown or HTML as its number, such as ``#35;``."""
    return _SPECIAL.sub(lambda match: f"#{ord(match[0])};", text)
