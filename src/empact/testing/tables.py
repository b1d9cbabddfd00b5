"""Hypothesis strategies for documents: sections with texts, tables and charts, and cells of every type."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import strategies as st

from empact.documents import (
    Bar,
    BarChart,
    CellNote,
    Column,
    ColumnType,
    Document,
    FillIn,
    GraphChart,
    GraphEdge,
    GraphNode,
    Hyperlink,
    Layout,
    Row,
    Section,
    StackedBar,
    StackedBarChart,
    Table,
    TableCell,
    Text,
    TimelineBar,
    TimelineChart,
    TimelineLane,
    TimelineMilestone,
    ValueChart,
    ValueLine,
    ValuePanel,
    ValuePoint,
    unique_keys,
)
from empact.model import FrozenMap
from empact.testing.values import emphasis, texts

_KEYS = st.text("abcdefghij0123456789", min_size=1, max_size=6)
_ODD = st.sampled_from(
    ["=1+1", "a;=2", "x\n@SUM(A1)", "\x1b[2J\x07", "a\u202eb", "日本語", "e\u0301", "<b>&amp;", "| a |"]
)
_TEXTS = texts | _ODD
_LINKS = st.builds(Hyperlink, _TEXTS, st.sampled_from(["https://www.example.org/", "https://example.org/?a=1&b=2"]))
_NUMBERS = st.integers(-(10**9), 10**9) | st.decimals(-1000, 1000, places=2) | st.floats(-1e6, 1e6)
_DATES = st.dates(dt.date(2010, 1, 1), dt.date(2030, 12, 31))
_VALUES: dict[ColumnType, st.SearchStrategy[str | int | float | Decimal | dt.date | Hyperlink | tuple[str, ...]]] = {
    ColumnType.TEXT: _TEXTS,
    ColumnType.NUMBER: _NUMBERS,
    ColumnType.COUNT: st.integers(0, 20) | st.sampled_from(["+1", "2+1", "12+3", "10"]),
    ColumnType.DATE: _DATES,
    ColumnType.LINK: _LINKS,
    ColumnType.LIST: st.lists(_TEXTS, max_size=3).map(tuple),
}
_NOTES = st.lists(st.builds(CellNote, _TEXTS, st.none() | st.sampled_from(["1", "7"])), max_size=2).map(tuple)
_REFERS_TO = st.lists(st.sampled_from("abc"), max_size=2, unique=True).map(tuple)
_SECTIONS = st.dictionaries(_TEXTS, st.sampled_from("abc"), max_size=2)
_REFS = st.none() | _TEXTS
_FILL_IN = st.none() | st.builds(FillIn, st.lists(_KEYS, max_size=3).map(tuple))


@st.composite
def _tables(draw: st.DrawFn) -> Table:
    keys = unique_keys(draw(st.lists(_KEYS, min_size=1, max_size=4)))
    columns = tuple(
        Column(
            key=key,
            title=draw(_TEXTS),
            type=draw(st.sampled_from(ColumnType)),
            width=draw(st.none() | st.integers(4, 60)),
            refers_to=draw(_REFERS_TO),
            sections=draw(_SECTIONS),
        )
        for key in keys
    )
    plain = draw(st.booleans())
    rows = tuple(
        Row(key, tuple(draw(_cells(column.type, plain=plain)) for column in columns), draw(_REFS))
        for key in unique_keys(draw(st.lists(_TEXTS, max_size=4)))
    )
    return Table(columns, rows)


def _cells(type_: ColumnType, *, plain: bool) -> st.SearchStrategy[TableCell]:
    values = st.none() | _VALUES[type_]
    if plain:
        return st.builds(TableCell, values)
    return values.flatmap(
        lambda value: st.builds(
            TableCell, st.just(value), _NOTES, _FILL_IN, emphasis(value if isinstance(value, str) else None)
        )
    )


_LEVELS = st.sampled_from([1, 2])
_CERTAIN = st.booleans()


@st.composite
def _timelines(draw: st.DrawFn) -> TimelineChart:
    days = sorted(draw(st.lists(_DATES, min_size=2, max_size=6)))
    pairs = st.lists(st.sampled_from(days), min_size=2, max_size=2).map(sorted)
    bars = pairs.flatmap(
        lambda pair: st.builds(
            TimelineBar, start=st.just(pair[0]), end=st.just(pair[1]), certain=_CERTAIN, label=st.none() | _TEXTS
        )
    )
    milestones = pairs.flatmap(
        lambda pair: st.builds(
            TimelineMilestone, label=_TEXTS, earliest=st.none() | st.just(pair[0]), latest=st.just(pair[1])
        )
    )
    lanes = tuple(
        TimelineLane(
            key=key,
            label=draw(_TEXTS),
            bars=tuple(draw(st.lists(bars, max_size=2))),
            milestones=tuple(draw(st.lists(milestones, max_size=2))),
        )
        for key in unique_keys(draw(st.lists(_TEXTS, max_size=3)))
    )
    return TimelineChart(title=draw(_TEXTS), start=days[0], end=days[-1], lanes=lanes)


@st.composite
def _graphs(draw: st.DrawFn) -> GraphChart:
    keys = unique_keys(draw(st.lists(_TEXTS, min_size=1, max_size=4)))
    nodes = tuple(GraphNode(key=key, label=draw(_TEXTS), group=draw(st.none() | st.sampled_from("ab"))) for key in keys)
    ends = st.sampled_from(keys)
    edges = draw(st.lists(st.builds(GraphEdge, source=ends, target=ends, label=_TEXTS, kind=_TEXTS), max_size=4))
    return GraphChart(title=draw(_TEXTS), nodes=nodes, edges=tuple(edges))


@st.composite
def _stacks(draw: st.DrawFn) -> StackedBarChart:
    series = unique_keys(draw(st.lists(_TEXTS, max_size=3)))
    counts = st.lists(st.integers(0, 300), min_size=len(series), max_size=len(series)).map(tuple)
    bars = tuple(
        StackedBar(key=key, label=draw(_TEXTS), values=draw(counts), group=draw(st.none() | _TEXTS))
        for key in unique_keys(draw(st.lists(_TEXTS, max_size=3)))
    )
    return StackedBarChart(title=draw(_TEXTS), series=tuple(series), bars=bars)


@st.composite
def _bars(draw: st.DrawFn) -> BarChart:
    ends = st.lists(_AMOUNTS.filter(lambda amount: amount >= 0), min_size=2, max_size=2).map(sorted)
    bars = tuple(
        Bar(key=key, label=draw(_TEXTS), low=low, high=high, text=draw(_TEXTS))
        for key in unique_keys(draw(st.lists(_TEXTS, max_size=3)))
        for low, high in [draw(ends)]
    )
    return BarChart(title=draw(_TEXTS), bars=bars, line=draw(st.none() | _LINES))


def _ranged(label: str, ends: list[Decimal]) -> ValuePoint:
    return ValuePoint(label=label, low=ends[0], high=ends[1])


_AMOUNTS = st.decimals(-(10**9), 10**9, places=2) | st.sampled_from([Decimal(0), Decimal("1E+400"), Decimal("-1E-400")])
_PAIRS = st.lists(_AMOUNTS, min_size=2, max_size=2).map(sorted)
_POINTS = st.builds(ValuePoint, label=_TEXTS, missing=st.none() | _TEXTS) | st.builds(_ranged, _TEXTS, _PAIRS)
_LINES = st.builds(ValueLine, label=_TEXTS, value=_AMOUNTS)


@st.composite
def _values(draw: st.DrawFn) -> ValueChart:
    panels = tuple(
        ValuePanel(
            key=key,
            label=draw(_TEXTS),
            group=draw(st.none() | _TEXTS),
            unit=draw(st.none() | _TEXTS),
            points=tuple(draw(st.lists(_POINTS, max_size=3))),
            lines=tuple(draw(st.lists(_LINES, max_size=3))),
        )
        for key in unique_keys(draw(st.lists(_TEXTS, max_size=3)))
    )
    return ValueChart(title=draw(_TEXTS), panels=panels)


_CHARTS = st.none() | _timelines() | _graphs() | _stacks() | _bars() | _values()
_PARAGRAPHS = st.lists(_TEXTS, max_size=3).map(tuple)
_BODIES = (
    _PARAGRAPHS.flatmap(
        lambda texts: st.builds(Text, st.just(texts), st.just(()) | _NOTES, st.just(()) | emphasis(" ".join(texts)))
    )
    | _tables()
)

_LAYOUTS = st.sampled_from([None, *Layout])


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents of any shape: without sections, with empty tables, notes, cells to fill in, charts, odd texts."""
    keys = unique_keys(draw(st.lists(_KEYS, max_size=3, unique=True)))
    return Document(
        kind=draw(st.sampled_from(["plan", "minutes"])),
        title=draw(_TEXTS),
        name="X-2026-minutes",
        marking=draw(st.sampled_from([None, "LIMITE", "RESTREINT UE/EU RESTRICTED"])),
        properties=FrozenMap(draw(st.dictionaries(_KEYS, _TEXTS | _DATES, max_size=2))),
        sections=tuple(
            Section(
                key=key,
                title=draw(_TEXTS),
                body=draw(_BODIES),
                level=draw(_LEVELS),
                layout=draw(_LAYOUTS),
                chart=draw(_CHARTS),
            )
            for key in keys
        ),
    )
