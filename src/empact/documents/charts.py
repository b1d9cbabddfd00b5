"""Charts: what the tables of a document say, to be drawn as a picture. They are data; a writer draws them.

A chart has nothing that the tables and texts of its document do not have, so a format without pictures leaves it out
and loses nothing. A writer that does not know a kind of chart leaves it out too.
"""

from __future__ import annotations

import abc
import datetime as dt
from collections.abc import Iterator

from empact.documents.keys import check_keys
from empact.model.typed import checked_value


@checked_value(kw_only=True)
class Chart(abc.ABC):
    """A chart of a section; ``title`` says what it is about.

    It is a :class:`TimelineChart`, a :class:`GraphChart`, a :class:`StackedBarChart` or a :class:`ValueChart`.
    """

    title: str

    @property
    @abc.abstractmethod
    def shown(self) -> tuple[str | dt.date, ...]:
        """The labels and the dates that a reader sees; each is in a table or a text of the same document."""


@checked_value(kw_only=True)
class TimelineBar:
    """A period of a lane, from ``start`` to ``end``, both included.

    ``certain`` says whether the dates are exact, or only possible. ``label`` names the period, if anything does.

    Raises:
        ValueError: It ends before it starts.
    """

    start: dt.date
    end: dt.date
    certain: bool
    label: str | None = None

    def __attrs_post_init__(self) -> None:
        _check_order("bar", self.start, self.end)


@checked_value(kw_only=True)
class TimelineMilestone:
    """A milestone of a lane, between its ``earliest`` and its ``latest`` day; one of them can be open (None).

    Raises:
        ValueError: Both are open, or the latest day is before the earliest.
    """

    label: str
    earliest: dt.date | None = None
    latest: dt.date | None = None

    def __attrs_post_init__(self) -> None:
        if self.earliest is None and self.latest is None:
            message = f"The milestone {self.label!r} has neither an earliest nor a latest day."
            raise ValueError(message)
        if self.earliest is not None and self.latest is not None:
            _check_order("milestone", self.earliest, self.latest)


@checked_value(kw_only=True)
class TimelineLane:
    """A line of a timeline, such as an action: its bars and its milestones.

    ``key`` is the key of the row that the lane is about, in a table of the same document.
    """

    key: str
    label: str
    bars: tuple[TimelineBar, ...] = ()
    milestones: tuple[TimelineMilestone, ...] = ()

    @property
    def dates(self) -> Iterator[dt.date]:
        """The dates of its bars and milestones."""
        yield from (day for bar in self.bars for day in (bar.start, bar.end))
        yield from (day for item in self.milestones for day in (item.earliest, item.latest) if day is not None)


@checked_value(kw_only=True)
class TimelineChart(Chart):
    """Lanes over the days from ``start`` to ``end``, both included.

    Raises:
        ValueError: Two lanes have the same key, or a lane has a date outside these days.
    """

    start: dt.date
    end: dt.date
    lanes: tuple[TimelineLane, ...]

    def __attrs_post_init__(self) -> None:
        _check_order("timeline", self.start, self.end)
        check_keys("lanes", (lane.key for lane in self.lanes))
        for lane in self.lanes:
            for day in lane.dates:
                if not self.start <= day <= self.end:
                    message = f"The lane {lane.key!r} has {day}, which is not between {self.start} and {self.end}."
                    raise ValueError(message)

    @property
    def shown(self) -> tuple[str | dt.date, ...]:
        """The labels of lanes, bars and milestones, and their dates."""
        found: dict[str | dt.date, None] = {}
        for lane in self.lanes:
            labels = (lane.label, *(bar.label for bar in lane.bars), *(item.label for item in lane.milestones))
            found |= dict.fromkeys(label for label in labels if label is not None)
            found |= dict.fromkeys(lane.dates)
        return tuple(found)


@checked_value(kw_only=True)
class GraphNode:
    """A node of a graph, such as an action.

    ``key`` is the key of the row that the node is about, if a table of the same document has one. Nodes with the same
    ``group`` are drawn together.
    """

    key: str
    label: str
    group: str | None = None


@checked_value(kw_only=True)
class GraphEdge:
    """An arrow from one node to another, by their keys. ``kind`` is the word of its label for programs: ``uses``."""

    source: str
    target: str
    label: str
    kind: str


@checked_value(kw_only=True)
class GraphChart(Chart):
    """Nodes, and the arrows between them.

    Raises:
        ValueError: Two nodes have the same key, or an edge leads from or to a node that is not there.
    """

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]

    def __attrs_post_init__(self) -> None:
        check_keys("nodes", (node.key for node in self.nodes))
        keys = {node.key for node in self.nodes}
        for edge in self.edges:
            for key in (edge.source, edge.target):
                if key not in keys:
                    message = f"The edge from {edge.source!r} to {edge.target!r} needs a node {key!r}."
                    raise ValueError(message)

    @property
    def shown(self) -> tuple[str | dt.date, ...]:
        """The labels of nodes and edges."""
        return tuple(dict.fromkeys((*(node.label for node in self.nodes), *(edge.label for edge in self.edges))))


def _check_order(what: str, start: dt.date, end: dt.date) -> None:
    if end < start:
        message = f"The {what} from {start} to {end} ends before it starts."
        raise ValueError(message)
