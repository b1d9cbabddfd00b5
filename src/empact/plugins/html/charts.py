"""Draws the charts of a document: one function for each kind."""

from __future__ import annotations

from collections.abc import Mapping

from empact.documents import AnyChart, GraphChart, StackedBarChart, TimelineChart, ValueChart, Words
from empact.plugins.html.drawing import ChartView
from empact.plugins.html.graphs import draw_graph
from empact.plugins.html.stacks import draw_stacks
from empact.plugins.html.timelines import draw_timeline
from empact.plugins.html.value_panels import draw_values


def draw(chart: AnyChart, place: str, rows: Mapping[str, str], words: Words) -> ChartView | None:
    """Return a chart as pictures; None if it is empty: the tables have what it shows.

    Args:
        chart: The chart.
        place: The id of the chart.
        rows: The id of each row of the page, by its key.
        words: The language of what the chart says beside the words of the document.
    """
    if isinstance(chart, TimelineChart) and chart.lanes:
        return draw_timeline(chart, place, rows, words)
    if isinstance(chart, GraphChart) and chart.nodes:
        return draw_graph(chart, place, rows)
    if isinstance(chart, StackedBarChart) and chart.bars:
        return draw_stacks(chart, place, rows)
    if isinstance(chart, ValueChart) and chart.panels:
        return draw_values(chart, place, rows, words)
    return None
