"""A chart of a document as plain data."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from empact.documents import (
    Chart,
    GraphChart,
    StackedBarChart,
    TimelineChart,
    TimelineLane,
    ValueChart,
    ValuePanel,
)


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
    if isinstance(chart, StackedBarChart):
        return {
            "kind": "stacked-bars",
            "title": chart.title,
            "series": list(chart.series),
            "bars": [
                known(key=bar.key, label=bar.label, group=bar.group, values=list(bar.values)) for bar in chart.bars
            ],
        }
    if isinstance(chart, ValueChart):
        return {"kind": "values", "title": chart.title, "panels": list(map(_panel, chart.panels))}
    return None


def _panel(panel: ValuePanel) -> dict[str, Any]:
    points = [
        known(label=one.label, low=_number(one.low), high=_number(one.high), missing=one.missing)
        for one in panel.points
    ]
    lines = [{"label": line.label, "value": plain_number(line.value)} for line in panel.lines]
    about = known(key=panel.key, label=panel.label, group=panel.group, unit=panel.unit)
    return {**about, "points": points, "lines": lines}


def _number(value: Decimal | None) -> int | float | None:
    return None if value is None else plain_number(value)


def plain_number(value: Decimal) -> int | float:
    """Return a number as JSON has it."""
    return int(value) if value == value.to_integral_value() else float(value)


def _lane(lane: TimelineLane) -> dict[str, Any]:
    bars = [known(start=bar.start, end=bar.end, certain=bar.certain, label=bar.label) for bar in lane.bars]
    milestones = [known(label=one.label, earliest=one.earliest, latest=one.latest) for one in lane.milestones]
    return {"key": lane.key, "label": lane.label, "bars": bars, "milestones": milestones}


def known(**values: Any) -> dict[str, Any]:
    """Return the values that are not None, as a dict."""
    return {key: value for key, value in values.items() if value is not None}
