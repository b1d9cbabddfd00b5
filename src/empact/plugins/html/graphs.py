"""Draws a graph as an arc diagram: the nodes below each other, and each edge as an arc beside them."""

# An arc diagram needs no search for places, so its cost is linear, and the same graph always looks the same. It stays
# readable on a phone, which is narrow: many nodes make it longer, not wider.

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from empact.documents import GraphChart, GraphEdge, GraphNode
from empact.plugins.html.drawing import ChartView, Drawing, Label, Shape, column_width, drawing, label, shape

_NODE, _GROUP = 24, 14
"""The height of a node, and the space between two groups."""
_DOT = 4
_TIP = 8
"""The length of the tip of an arrow."""
_WIDEST = 360
"""The width that a long arc comes near; a short one is half of a circle."""
_APART = 6
"""How much wider an arc is than the one before it between the same nodes."""
_KINDS = ("link", "uses", "feeds", "mention")
"""The kinds of edges with a line of their own; all others have that of a link."""


def draw_graph(chart: GraphChart, place: str, rows: Mapping[str, str]) -> ChartView:
    """Return a graph as one picture.

    Args:
        chart: The graph.
        place: The id of the chart.
        rows: The id of each row of the page, by its key.
    """
    heights = dict(_heights(chart.nodes))
    left = column_width(node.label for node in chart.nodes) + _DOT
    names = {node.key: " ".join(node.label.split()) for node in chart.nodes}
    shapes: list[Shape] = []
    across: dict[frozenset[str], float] = {}  # the width of the widest arc between two nodes
    for edge in chart.edges:
        ends = frozenset((edge.source, edge.target))
        across[ends] = across[ends] + _APART if ends in across else _width(heights[edge.source], heights[edge.target])
        hint = f"{names[edge.source]} \N{RIGHTWARDS ARROW} {names[edge.target]}: {' '.join(edge.label.split())}"
        shapes += _arc(edge, heights, (left, across[ends]), hint)
    shapes += [shape("circle", "node", cx=left, cy=heights[node.key], r=_DOT) for node in chart.nodes]
    right = left + _DOT + _TIP + max(across.values(), default=0) + 4
    down = max(heights.values()) + _NODE / 2
    picture = drawing(right, down, shapes, _labels(chart.nodes, heights, left - _DOT - 4, rows))
    return ChartView(id=place, title=chart.title, drawings=(picture,), key=tuple(_key(chart)))


def _heights(nodes: tuple[GraphNode, ...]) -> Iterator[tuple[str, float]]:
    """Yield the key and the height of each node."""
    y = _NODE / 2
    for index, node in enumerate(nodes):
        if index:
            y += _NODE if nodes[index - 1].group == node.group else _NODE + _GROUP
        yield node.key, y


def _labels(
    nodes: tuple[GraphNode, ...], heights: Mapping[str, float], right: float, rows: Mapping[str, str]
) -> Iterator[Label]:
    """Yield the label of each node, which ends at its dot; that of a group is bold."""
    for node in nodes:
        row = rows.get(node.key)
        style = "beside head" if node.group == node.key else "beside"
        yield label(node.label, row and f"#{row}", right, heights[node.key] + 4, style)


def _width(start: float, end: float) -> float:
    half = abs(end - start) / 2
    return half * _WIDEST / math.hypot(half, _WIDEST) if half else _NODE / 2


def _style(kind: str) -> str:
    return kind if kind in _KINDS else _KINDS[0]


def _arc(edge: GraphEdge, heights: Mapping[str, float], place: tuple[float, float], hint: str) -> Iterator[Shape]:
    """Yield an arc, half of an ellipse, and the tip of its arrow; an edge from a node to itself is a loop.

    ``place`` is the left end of the arc, and its width.
    """
    left, across = place
    start, end = heights[edge.source], heights[edge.target]
    x, style = left + _DOT + 1, _style(edge.kind)
    if start == end:
        yield shape("circle", f"edge {style}", hint, cx=x + _DOT, cy=start, r=_DOT + 2)
        return
    half, turn = abs(end - start) / 2, int(end > start)
    path = f"M{x:.1f} {start:.1f}h{_TIP}A{across:.1f} {half:.1f} 0 0 {turn} {x + _TIP:.1f} {end:.1f}"
    yield shape("path", f"edge {style}", hint, d=path)
    yield shape("path", f"tip {style}", d=f"M{x:.1f} {end:.1f}l{_TIP} -4v8z")


def _key(chart: GraphChart) -> Iterator[tuple[Drawing, str]]:
    """Yield the line of each label of edges, with the label."""
    labels = {(edge.label, _style(edge.kind)): None for edge in chart.edges}
    for text, style in labels:
        line = shape("line", f"edge {style}", x1=1, y1=7, x2=40, y2=7)
        yield drawing(50, 14, [line, shape("path", f"tip {style}", d=f"M49 7l-{_TIP} -4v8z")]), text
