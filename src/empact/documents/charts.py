"""Charts: what the tables of a document say, to be drawn as a picture. They are data; a writer draws them."""

from __future__ import annotations

import abc
import datetime as dt
import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from empact.arguments import format_given, with_article
from empact.documents.keys import check_keys
from empact.model.typed import checked_value
from empact.values import listed


@checked_value(kw_only=True)
class Chart(abc.ABC):
    """A chart of a section, to be drawn as a picture.

    It is a :class:`TimelineChart`, a :class:`GraphChart`, a :class:`StackedBarChart`, a :class:`BarChart` or a
    :class:`ValueChart`.
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


@checked_value(kw_only=True)
class StackedBar:
    """A bar of counts, such as the actions at a checkpoint by their status."""

    key: str
    """The key of the row that the bar is about, in a table of the same document."""
    label: str
    """What the bar is called, such as the checkpoint."""
    values: tuple[int, ...]
    """The counts, none below zero: one for each series of the chart, in their order."""
    group: str | None = None
    """What the bar belongs to, such as its plan: bars with the same group are drawn together. None if it belongs to
    nothing.
    """

    @property
    def total(self) -> int:
        """The sum of its counts."""
        return sum(self.values)


@checked_value(kw_only=True)
class StackedBarChart(Chart):
    """Bars of counts.

    Raises:
        ValueError: Two bars have the same key, two series the same name, or a bar has a count below zero, or more or
            fewer counts than there are series.
    """

    series: tuple[str, ...]
    """What the counts of each bar are, such as statuses, in the order of the counts."""
    bars: tuple[StackedBar, ...]
    """The bars, in the order of the document."""

    def __attrs_post_init__(self) -> None:
        check_keys("bars", (bar.key for bar in self.bars))
        check_keys("series", self.series)
        for bar in self.bars:
            if len(bar.values) != len(self.series) or min(bar.values, default=0) < 0:
                message = f"The bar {bar.key!r} needs a count of at least 0 for each of {len(self.series)} series."
                raise ValueError(message)
            for count in bar.values:
                problem = number_problem(count)
                if problem is not None:
                    message = f"A count of the bar {bar.key!r} {problem}"
                    raise ValueError(message)

    @listed
    def kind(self) -> Literal["stacked-bars"]:
        """The kind of chart."""
        return "stacked-bars"

    @property
    def shown(self) -> tuple[str | dt.date, ...]:
        """The labels and groups of bars, the series that occur, and the counts with their sums."""
        shown: dict[str, None] = {}
        for bar in self.bars:
            shown |= dict.fromkeys([bar.label, *([] if bar.group is None else [bar.group]), str(bar.total)])
            for name, value in zip(self.series, bar.values, strict=True):
                shown |= dict.fromkeys([name, str(value)] if value else [])
        return tuple(shown)


@checked_value(kw_only=True)
class ValueLine:
    """A value to compare with, such as a target.

    Raises:
        ValueError: The value is not finite.
    """

    label: str
    """What the value is, such as "target"."""
    value: Decimal
    """The value to compare with, in the unit of the panel."""

    def __attrs_post_init__(self) -> None:
        _check_finite(self.label, self.value)


@checked_value(kw_only=True)
class Bar:
    """A bar of a value, or of a range from its lower to its upper bound.

    Raises:
        ValueError: A bound is below zero or not finite, or ``high`` is below ``low``.
    """

    key: str
    """The key of the row that the bar is about, in the table of the same section."""
    label: str
    """What the bar is called, such as the number of the action."""
    low: Decimal
    """The lower bound of the value."""
    high: Decimal
    """The upper bound of the value, equal to the lower one if the value is certain."""
    text: str
    """The value in words, with its unit: ``92 %``, ``at least 92 %``."""

    def __attrs_post_init__(self) -> None:
        for value in (self.low, self.high):
            _check_finite(self.label, value)
        if not 0 <= self.low <= self.high:
            message = f"The bar {self.label!r} goes from {self.low} to {self.high}; it needs 0 <= low <= high."
            raise ValueError(message)


@checked_value(kw_only=True)
class BarChart(Chart):
    """Bars of values in one unit, on one scale: one for each row of a table, as far as the row has a value.

    Raises:
        ValueError: Two bars have the same key.
    """

    bars: tuple[Bar, ...]
    """The bars, in the order of the rows."""
    line: ValueLine | None = None
    """A value to compare with, such as the target; None if there is none."""

    def __attrs_post_init__(self) -> None:
        check_keys("bars", (bar.key for bar in self.bars))

    @listed
    def kind(self) -> Literal["bars"]:
        """The kind of chart."""
        return "bars"

    @property
    def most(self) -> Decimal:
        """The value at the end of the scale: the highest of the bars and of the line; never below 0."""
        ends = [Decimal(0), *(bar.high for bar in self.bars)]
        return max([*ends, *([] if self.line is None else [self.line.value])])

    @property
    def shown(self) -> tuple[str | dt.date, ...]:
        """The labels of the bars, their values in words, and the label of the line."""
        compared = [] if self.line is None else [self.line.label]
        return tuple(dict.fromkeys([text for bar in self.bars for text in (bar.label, bar.text)] + compared))


@checked_value(kw_only=True)
class ValuePoint:
    """A value at a point in time, such as a checkpoint; without both bounds, it is missing.

    Raises:
        ValueError: Only one bound is given, one is not finite, ``high`` is below ``low``, or a value is missing too.
    """

    label: str
    """The point in time, such as the name of the checkpoint."""
    low: Decimal | None = None
    """The lower bound of the value; None if it is missing."""
    high: Decimal | None = None
    """The upper bound of the value, equal to the lower one if the value is certain; None if it is missing."""
    missing: str | None = None
    """Why there is no value, in a few words; None if there is one, or if it is not reported."""

    def __attrs_post_init__(self) -> None:
        if self.low is None and self.high is None:
            return
        if self.missing is not None:
            message = f"The point {self.label!r} has a value, so it cannot have 'missing': {self.missing!r}."
            raise ValueError(message)
        if self.low is None or self.high is None:
            message = f"The point {self.label!r} needs a low and a high value, or none of them."
            raise ValueError(message)
        for value in (self.low, self.high):
            _check_finite(self.label, value)
        if self.high < self.low:
            message = f"The point {self.label!r} goes from {self.low} to {self.high}, which is below it."
            raise ValueError(message)


@checked_value(kw_only=True)
class ValuePanel:
    """The values of one measure over time, and the lines to compare them with."""

    key: str
    """The key of the row that the panel is about, in a table of the same document."""
    label: str
    """The measure, in the words of the plan or the report."""
    group: str | None = None
    """What the measure belongs to, such as an action; None if it belongs to nothing."""
    unit: str | None = None
    """The unit of all values; None if they have none."""
    points: tuple[ValuePoint, ...]
    """The values, in the order of time."""
    lines: tuple[ValueLine, ...] = ()
    """Values to compare with, such as a target."""

    @property
    def values(self) -> Iterator[Decimal]:
        """The values of its points and lines."""
        for point in self.points:
            yield from (value for value in (point.low, point.high) if value is not None)
        yield from (line.value for line in self.lines)


@checked_value(kw_only=True)
class ValueChart(Chart):
    """A panel for each measure, with its values over time.

    Raises:
        ValueError: Two panels have the same key.
    """

    panels: tuple[ValuePanel, ...]
    """The panels, one for each measure."""

    def __attrs_post_init__(self) -> None:
        check_keys("panels", (panel.key for panel in self.panels))

    @listed
    def kind(self) -> Literal["values"]:
        """The kind of chart."""
        return "values"

    @property
    def shown(self) -> tuple[str | dt.date, ...]:
        """The labels, groups and units of panels, the labels of points and lines, and values or what is missing."""
        shown: dict[str, None] = {}
        for panel in self.panels:
            compared = (line.label for line in panel.lines)
            points = (text for point in panel.points for text in (point.label, point.missing))
            labels = (panel.label, panel.group, panel.unit, *points, *compared)
            shown |= dict.fromkeys(label for label in labels if label is not None)
            shown |= dict.fromkeys(map(str, panel.values))
        return tuple(shown)


_MOST_DIGITS = 4_000
"""The most digits before or after the point: Python writes a whole number of at most 4,300."""
_MOST_BITS = 13_300
"""The bits of a whole number with that many digits."""


def number_problem(number: float | Decimal) -> str | None:
    """Return what is wrong with a number that cannot be written, as the end of a sentence; None if nothing is."""
    if isinstance(number, int):
        is_long = number.bit_length() > _MOST_BITS
    else:
        if not (math.isfinite(number) if isinstance(number, float) else number.is_finite()):
            return f"is {format_given(number)}, which is not a finite number."
        is_long = isinstance(number, Decimal) and bool(number) and abs(number.adjusted()) >= _MOST_DIGITS
    kind = with_article(type(number).__name__)
    return f"is {kind} of more than {_MOST_DIGITS:,} digits, which cannot be written." if is_long else None


def _check_finite(label: str, value: Decimal) -> None:
    if not value.is_finite():
        message = f"The value of {label!r} is {value}, and cannot be drawn."
        raise ValueError(message)
    problem = number_problem(value)
    if problem is not None:
        message = f"The value of {label!r} {problem}"
        raise ValueError(message)
