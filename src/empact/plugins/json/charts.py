"""A chart of a document as plain data."""

from __future__ import annotations

from typing import Any

from empact.documents import Chart, GraphChart, TimelineChart, TimelineLane


def chart_tree(chart: Chart) -> dict[str, Any] | None:
    """Return a chart as dicts and lists; None for a kind of chart that ``document/1`` does not have."""
    if isinstance(chart, TimelineChart):
        return {
            "kind": "timeline",
            "title": chart.title,
            "start": chart.start,
            "end": chart.end,
            "lanes": list(map(_lane, chart.lanes)),
        }
    if isinstance(chart, GraphChart):
        return {
            "kind": "graph",
            "title": chart.title,
            "nodes": [known(key=node.key, label=node.label, group=node.group) for node in chart.nodes],
            "edges": [
                {"source": edge.source, "target": edge.target, "label": edge.label, "kind": edge.kind}
                for edge in chart.edges
            ],
        }
    return None


def _lane(lane: TimelineLane) -> dict[str, Any]:
    bars = [known(start=bar.start, end=bar.end, certain=bar.certain, label=bar.label) for bar in lane.bars]
    milestones = [known(label=one.label, earliest=one.earliest, latest=one.latest) for one in lane.milestones]
    return {"key": lane.key, "label": lane.label, "bars": bars, "milestones": milestones}


def known(**values: Any) -> dict[str, Any]:
    """Return the values that are not None, as a dict."""
    return {key: value for key, value in values.items() if value is not None}
