"""Formats the graph of links as DOT, the language of Graphviz."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from empact import Portfolio
from empact.hooks import Artifact, ExportContext
from empact.plugins.graphs.graph import Edge, EdgeKind, Graph, Group, Node, NodeKind, link_graph

_INDENT = "  "
_NODES: Mapping[NodeKind, str] = {
    NodeKind.ACTION: "",
    NodeKind.GOAL: "shape=ellipse",
    NodeKind.PLAN: "shape=tab",
    NodeKind.NOT_LOADED: 'shape=folder, style="dashed"',
    NodeKind.MISSING: 'shape=octagon, style="dashed"',
    NodeKind.UNREAD: 'shape=note, style="dashed"',
}
_EDGES: Mapping[EdgeKind, str] = {
    EdgeKind.RECIPROCATED: "penwidth=2",
    EdgeKind.LINK: "",
    EdgeKind.UNRESOLVED: 'style="dashed"',
    EdgeKind.PROSE: 'style="dotted"',
}


def write(_portfolio: Portfolio, ctx: ExportContext) -> Iterator[Artifact]:
    """Write one file: run ``dot -Tsvg`` on it to get a picture."""
    graph = link_graph(ctx.context, ctx.marking)
    yield Artifact(f"{graph.name}.dot", "".join(f"{line}\n" for line in _lines(graph)).encode())


def _lines(graph: Graph) -> Iterator[str]:
    head = [graph.title, *([graph.marking] if graph.marking else [])]
    yield from (f"// {line}" for line in head)
    yield f"digraph {_quoted(graph.title)} {{"
    yield f"{_INDENT}graph [label={_label(head)}, labelloc=t, rankdir=LR, fontname=Helvetica];"
    yield f"{_INDENT}node [shape=box, fontname=Helvetica, fontsize=10];"
    yield f"{_INDENT}edge [fontname=Helvetica, fontsize=9];"
    for group in graph.groups:
        yield from _group(group, _INDENT)
    yield from (f"{_INDENT}{_node(node)}" for node in graph.nodes)
    yield from (f"{_INDENT}{_edge(edge)}" for edge in graph.edges)
    yield "}"


def _group(group: Group, indent: str) -> Iterator[str]:
    inner = indent + _INDENT
    yield f"{indent}subgraph cluster_{group.id} {{"
    yield f"{inner}label={_label(group.lines)};"
    yield from (f"{inner}{_node(node)}" for node in group.nodes)
    for subgroup in group.groups:
        yield from _group(subgroup, inner)
    yield f"{indent}}}"


def _node(node: Node) -> str:
    return f"{node.id} {_attributes(f'label={_label(node.lines)}', _NODES[node.kind])};"


def _edge(edge: Edge) -> str:
    label = f"label={_label([edge.label])}" if edge.label else ""
    attributes = _attributes(label, _EDGES[edge.kind])
    return f"{edge.source} -> {edge.target}{f' {attributes}' if attributes else ''};"


def _attributes(*attributes: str) -> str:
    given = ", ".join(filter(None, attributes))
    return f"[{given}]" if given else ""


def _label(lines: Iterable[str]) -> str:
    return '"' + "\\n".join(map(_escaped, lines)) + '"'


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    r"""Escape a text in one line: a backslash begins ``\N`` and others, an ampersand the name of a character."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
