"""Charts: what the tables of a document say, to be drawn as a picture. They are data; a writer draws them.

A chart has nothing that the tables and texts of its document do not have, so a format without pictures leaves it out
and loses nothing.
"""

from __future__ import annotations

import abc
import datetime as dt
from collections.abc import Iterator
from typing import Literal

from empact.documents.keys import check_keys
from empact.model.typed import checked_value
from empact.values import listed


@checked_value(kw_only=True)
class Chart(abc.ABC):
    """A chart of a section, to be drawn as a picture.

    It is a :class:`TimelineChart`, a :class:`GraphChart`, a :class:`StackedBarChart` or a :class:`ValueChart`.
    """

    title: str
    """What the chart is about, in the language of the document."""

    @property
    @abc.abstractmethod
    def shown(self) -> tuple[str | dt.date, ...]:
        """The labels and the dates that a reader sees; each is in a table or a text of the same document."""


@checked_value(kw_only=True)
class TimelineBar:
    """A period of a lane.

    Raises:
        ValueError: It ends before it starts.
    """

    start: dt.date
    """The first day."""
    end: dt.date
    """The last day, included."""
    certain: bool
    """Whether the dates are exact; otherwise they are only possible."""
    label: str | None = None
    """The name of the period; None if nothing names it."""

    def __attrs_post_init__(self) -> None:
        _check_order("bar", self.start, self.end)


@checked_value(kw_only=True)
class TimelineMilestone:
    """A milestone of a lane, on one day or between two.

    Raises:
        ValueError: Both days are open, or the latest is before the earliest.
    """

    label: str
    """The words of the milestone."""
    earliest: dt.date | None = None
    """The earliest possible day; None if it is open."""
    latest: dt.date | None = None
    """The latest possible day; None if it is open."""

    def __attrs_post_init__(self) -> None:
        if self.earliest is None and self.latest is None:
            message = f"The milestone {self.label!r} has neither an earliest nor a latest day."
            raise ValueError(message)
        if self.earliest is not None and self.latest is not None:
            _check_order("milestone", self.earliest, self.latest)


@checked_value(kw_only=True)
class TimelineLane:
    """A line of a timeline, such as an action."""

    key: str
    """The key of the row that the lane is about, in a table of the same document."""
    label: str
    """What the lane is called, such as the number of the action."""
    bars: tuple[TimelineBar, ...] = ()
    """Its periods."""
    milestones: tuple[TimelineMilestone, ...] = ()
    """Its milestones."""

    @property
    def dates(self) -> Iterator[dt.date]:
        """The dates of its bars and milestones."""
        yield from (day for bar in self.bars for day in (bar.start, bar.end))
        yield from (day for item in self.milestones for day in (item.earliest, item.latest) if day is not None)


@checked_value(kw_only=True)
class TimelineChart(Chart):
    """Lanes over a number of days.

    Raises:
        ValueError: Two lanes have the same key, or a lane has a date outside these days.
    """

    start: dt.date
    """The first day."""
    end: dt.date
    """The last day, included."""
    lanes: tuple[TimelineLane, ...]
    """The lanes, from top to bottom."""

    def __attrs_post_init__(self) -> None:
        _check_order("timeline", self.start, self.end)
        check_keys("lanes", (lane.key for lane in self.lanes))
        for lane in self.lanes:
            for day in lane.dates:
                if not self.start <= day <= self.end:
                    message = f"The lane {lane.key!r} has {day}, which is not between {self.start} and {self.end}."
                    raise ValueError(message)

    @listed
    def kind(self) -> Literal["timeline"]:
        """The kind of chart."""
        return "timeline"

    @property
    def shown(self) -> tuple[str | dt.date, ...]:
        """The labels of lanes, bars and milestones, and their dates."""
        shown: dict[str | dt.date, None] = {}
        for lane in self.lanes:
            labels = (lane.label, *(bar.label for bar in lane.bars), *(item.label for item in lane.milestones))
            shown |= dict.fromkeys(label for label in labels if label is not None)
            shown |= dict.fromkeys(lane.dates)
        return tuple(shown)


@checked_value(kw_only=True)
class GraphNode:
    """A node of a graph, such as an action."""

    key: str
    """The key of the row that the node is about, if a table of the same document has one. No two nodes have
    the same.
    """
    label: str
    """What the node is called."""
    group: str | None = None
    """What the node belongs to, such as its plan: nodes with the same group are drawn together. None if it belongs to
    nothing.
    """


@checked_value(kw_only=True)
class GraphEdge:
    """An arrow from one node to another."""

    source: str
    """The key of the node that it leads from."""
    target: str
    """The key of the node that it leads to."""
    label: str
    """The words at the arrow, in the language of the document."""
    kind: str
    """The word of the label for programs, the same in every language: ``uses``."""


@checked_value(kw_only=True)
class GraphChart(Chart):
    """Nodes, and the arrows between them.

    Raises:
        ValueError: Two nodes have the same key, or an edge leads from or to a node that is not there.
    """

    nodes: tuple[GraphNode, ...]
    """The nodes, in the order of the document."""
    edges: tuple[GraphEdge, ...]
    """The arrows between the nodes."""

    def __attrs_post_init__(self) -> None:
        check_keys("nodes", (node.key for node in self.nodes))
        keys = {node.key for node in self.nodes}
        for edge in self.edges:
            for key in (edge.source, edge.target):
                if key not in keys:
                    message = f"The edge from {edge.source!r} to {edge.target!r} needs a node {key!r}."
                    raise ValueError(message)

    @listed
    def kind(self) -> Literal["graph"]:
        """The kind of chart."""
        return "graph"

    @property
    def shown(self) -> tuple[str | dt.date, ...]:
        """The labels of nodes and edges."""
        return tuple(dict.fromkeys((*(node.label for node in self.nodes), *(edge.label for edge in self.edges))))


def _check_order(what: str, start: dt.date, end: dt.date) -> None:
    if end < start:
        message = f"The {what} from {start} to {end} ends before it starts."
        raise ValueError(message)
