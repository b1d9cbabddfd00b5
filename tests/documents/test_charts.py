"""Charts: their parts check types, dates and keys, and those of the reference plan are its timings and links by eye."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import attrs
import jsonschema
import pytest
from tests.support.linear import growth
from tests.support.written import SESSION, WORDS, document, made

from empact import Plan, Portfolio
from empact.documents import (
    AnyChart,
    Bar,
    BarChart,
    Chart,
    Document,
    GraphChart,
    GraphEdge,
    GraphNode,
    Section,
    StackedBar,
    StackedBarChart,
    Text,
    TimelineBar,
    TimelineChart,
    TimelineLane,
    TimelineMilestone,
    ValueChart,
    ValueLine,
    ValuePanel,
    ValuePoint,
    build_links,
    build_timeline,
)
from empact.testing import make_action, make_goal, make_plan

PLAN = SESSION.load("oap-c-2012")
SCHEMA = json.loads(SESSION.schema(of=Document))
FIRST, LAST = dt.date(2012, 1, 1), dt.date(2012, 12, 31)
untyped: Any = attrs.evolve
"""A changed copy, for calls that a type checker would refuse."""
BAR = TimelineBar(start=dt.date(2012, 3, 1), end=dt.date(2012, 4, 30), certain=False, label="first")
MILESTONE = TimelineMilestone(label="Meet", latest=dt.date(2012, 6, 30))
TIMELINE = TimelineChart(
    title="By date",
    start=FIRST,
    end=LAST,
    lanes=(TimelineLane(key="1.1", label="X:1.1", bars=(BAR,), milestones=(MILESTONE,)),),
)
GRAPH = GraphChart(
    title="Links",
    nodes=(GraphNode(key="1.1", label="1.1", group="SG 1"), GraphNode(key="F", label="OAP F")),
    edges=(GraphEdge(source="1.1", target="F", label="u", kind="uses"),),
)

STACKS = StackedBarChart(
    title="By status",
    series=("open", "done", "silent"),
    bars=(
        StackedBar(key="X June", label="June", values=(3, 0, 1), group="X"),
        StackedBar(key="X December", label="December", values=(0, 4, 0), group="X"),
    ),
)
BARS = BarChart(
    title="Share of the target",
    bars=(
        Bar(key="1.1/1", label="1.1", low=Decimal(92), high=Decimal(92), text="92 %"),
        Bar(key="1.2/1", label="1.2", low=Decimal(40), high=Decimal(80), text="40 to 80 %"),
    ),
    line=ValueLine(label="Target", value=Decimal(100)),
)
PANEL = ValuePanel(
    key="1.1 KPI 1",
    label="Arrests",
    group="X:1.1",
    unit="arrests",
    points=(
        ValuePoint(label="June"),
        ValuePoint(label="July", low=Decimal(5), high=Decimal(5)),
        ValuePoint(label="December", low=Decimal("12.5"), high=Decimal(24)),
    ),
    lines=(ValueLine(label="Target", value=Decimal(20)), ValueLine(label="Baseline", value=Decimal(19))),
)
VALUES = ValueChart(title="Over time", panels=(PANEL,))


def charted(chart: AnyChart, *sections: Section) -> Document:
    """A document with a chart."""
    return document(Section(key="drawn", title="Drawn", body=Text(()), chart=chart), *sections)


def without_charts(given: Document) -> Document:
    """The document without its charts."""
    return attrs.evolve(given, sections=tuple(attrs.evolve(section, chart=None) for section in given.sections))


def timeline(*plans: Plan) -> TimelineChart:
    (chart,) = build_timeline(SESSION.context(Portfolio(plans))).charts
    assert isinstance(chart, TimelineChart)
    return chart


def graph(plan: Plan, *others: Plan) -> GraphChart:
    (chart,) = build_links(SESSION.context(Portfolio((plan, *others))).of(plan)).charts
    assert isinstance(chart, GraphChart)
    return chart


# The parts


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: TimelineBar(start=LAST, end=FIRST, certain=True),
            "The bar from 2012-12-31 to 2012-01-01 ends before it starts.",
        ),
        (
            lambda: TimelineMilestone(label="Meet", earliest=LAST, latest=FIRST),
            "The milestone from 2012-12-31 to 2012-01-01 ends before it starts.",
        ),
        (lambda: TimelineMilestone(label="Meet"), "The milestone 'Meet' has neither an earliest nor a latest day."),
        (
            lambda: attrs.evolve(TIMELINE, end=dt.date(2012, 4, 1)),
            "The lane '1.1' has 2012-04-30, which is not between 2012-01-01 and 2012-04-01.",
        ),
        (
            lambda: attrs.evolve(TIMELINE, lanes=(), start=LAST, end=FIRST),
            "The timeline from 2012-12-31 to 2012-01-01 ends before it starts.",
        ),
        (lambda: attrs.evolve(TIMELINE, lanes=TIMELINE.lanes * 2), "Two lanes have the key '1.1'."),
        (lambda: attrs.evolve(GRAPH, nodes=GRAPH.nodes * 2), "Two nodes have the key '1.1'."),
        (lambda: attrs.evolve(STACKS, bars=STACKS.bars * 2), "Two bars have the key 'X June'."),
        (lambda: attrs.evolve(STACKS, series=("a", "a", "b")), "Two series have the key 'a'."),
        (
            lambda: attrs.evolve(STACKS, series=("a", "b")),
            "The bar 'X June' needs a count of at least 0 for each of 2 series.",
        ),
        (
            lambda: attrs.evolve(STACKS, bars=(StackedBar(key="x", label="", values=(1, -1, 2)),)),
            "The bar 'x' needs a count of at least 0 for each of 3 series.",
        ),
        (lambda: attrs.evolve(BARS, bars=BARS.bars * 2), "Two bars have the key '1.1/1'."),
        (
            lambda: Bar(key="x", label="x", low=Decimal(2), high=Decimal(1), text=""),
            "The bar 'x' goes from 2 to 1; it needs 0 <= low <= high.",
        ),
        (
            lambda: Bar(key="x", label="x", low=Decimal(-1), high=Decimal(1), text=""),
            "The bar 'x' goes from -1 to 1; it needs 0 <= low <= high.",
        ),
        (
            lambda: ValuePoint(label="June", low=Decimal(1)),
            "The point 'June' needs a low and a high value, or none of them.",
        ),
        (
            lambda: ValuePoint(label="June", low=Decimal(2), high=Decimal(1)),
            "The point 'June' goes from 2 to 1, which is below it.",
        ),
        (
            lambda: ValuePoint(label="June", low=Decimal(2), high=Decimal(2), missing="no total"),
            "The point 'June' has a value, so it cannot have 'missing': 'no total'.",
        ),
        (
            lambda: ValuePoint(label="June", low=Decimal("NaN"), high=Decimal(1)),
            "The value of 'June' is NaN, and cannot be drawn.",
        ),
        (
            lambda: ValueLine(label="Target", value=Decimal("Infinity")),
            "The value of 'Target' is Infinity, and cannot be drawn.",
        ),
        (lambda: attrs.evolve(VALUES, panels=(PANEL, PANEL)), "Two panels have the key '1.1 KPI 1'."),
        (lambda: attrs.evolve(GRAPH, nodes=GRAPH.nodes[:1]), "The edge from '1.1' to 'F' needs a node 'F'."),
    ],
)
def test_a_chart__refuses_what_cannot_be_drawn(make: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=r"^") as caught:
        make()
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: untyped(TIMELINE.lanes[0], key=1), r"TimelineLane\.key"),
        (lambda: untyped(GRAPH, title=None), r"GraphChart\.title"),
        (lambda: untyped(BAR, start="2012-01-01"), r"TimelineBar\.start"),
        (lambda: untyped(MILESTONE, latest=dt.datetime(2012, 1, 1)), r"TimelineMilestone\.latest"),  # noqa: DTZ001
        (lambda: untyped(GRAPH.nodes[0], group=1), r"GraphNode\.group"),
        (lambda: untyped(GRAPH.edges[0], kind=None), r"GraphEdge\.kind"),
        (lambda: untyped(STACKS.bars[0], values=(1.5,)), r"StackedBar\.values"),
        (lambda: untyped(PANEL.points[1], low=5), r"ValuePoint\.low"),
        (lambda: untyped(WORDS, chart="a chart"), r"Section\.chart must be a TimelineChart or a GraphChart or"),
    ],
)
def test_a_chart__checks_types(make: Callable[[], object], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        make()


def test_a_chart__says_what_it_shows() -> None:
    days = (dt.date(2012, 3, 1), dt.date(2012, 4, 30), dt.date(2012, 6, 30))
    assert TIMELINE.shown == ("X:1.1", "first", "Meet", *days)
    assert GRAPH.shown == ("1.1", "OAP F", "u")
    assert STACKS.shown == ("June", "X", "4", "open", "3", "silent", "1", "December", "done")
    assert VALUES.shown == (
        *("Arrests", "X:1.1", "arrests", "June", "July", "December", "Target", "Baseline"),
        *("5", "12.5", "24", "20", "19"),
    )


def test_a_section__has_a_chart_of_a_known_kind() -> None:
    @attrs.frozen(kw_only=True)
    class PieChart(Chart):
        @property
        def shown(self) -> tuple[str | dt.date, ...]:
            return ()

    with pytest.raises(TypeError, match="not a PieChart"):
        untyped(WORDS, chart=PieChart(title="Pie"))


def test_a_document__lists_its_charts() -> None:
    assert charted(TIMELINE, WORDS, attrs.evolve(WORDS, key="more", chart=GRAPH)).charts == (TIMELINE, GRAPH)


# The writers


@pytest.mark.parametrize("to", ["text", "csv", "markdown"])
@pytest.mark.parametrize("chart", [TIMELINE, GRAPH, STACKS, VALUES])
def test_a_writer_without_pictures__leaves_a_chart_out(to: str, chart: AnyChart) -> None:
    with_chart = charted(chart, WORDS)
    assert made(to, with_chart) == made(to, without_charts(with_chart))


def test_json__has_the_data_of_timelines_and_graphs() -> None:
    (text,) = made("json", charted(TIMELINE, attrs.evolve(WORDS, key="graph", chart=GRAPH), WORDS)).values()
    tree = json.loads(text)
    jsonschema.Draft202012Validator(SCHEMA).validate(tree)
    first, second, third = tree["sections"]
    assert first["chart"] == {
        "kind": "timeline",
        "title": "By date",
        "start": "2012-01-01",
        "end": "2012-12-31",
        "lanes": [
            {
                "key": "1.1",
                "label": "X:1.1",
                "bars": [{"start": "2012-03-01", "end": "2012-04-30", "certain": False, "label": "first"}],
                "milestones": [{"label": "Meet", "latest": "2012-06-30"}],
            }
        ],
    }
    assert second["chart"] == {
        "kind": "graph",
        "title": "Links",
        "nodes": [{"key": "1.1", "label": "1.1", "group": "SG 1"}, {"key": "F", "label": "OAP F"}],
        "edges": [{"source": "1.1", "target": "F", "label": "u", "kind": "uses"}],
    }
    assert "chart" not in third


def test_json__has_the_data_of_charts_of_numbers() -> None:
    (text,) = made("json", charted(STACKS, attrs.evolve(WORDS, key="values", chart=VALUES))).values()
    tree = json.loads(text)
    jsonschema.Draft202012Validator(SCHEMA).validate(tree)
    first, second = (section["chart"] for section in tree["sections"])
    assert first == {
        "kind": "stacked-bars",
        "title": "By status",
        "series": ["open", "done", "silent"],
        "bars": [
            {"key": "X June", "label": "June", "group": "X", "values": [3, 0, 1]},
            {"key": "X December", "label": "December", "group": "X", "values": [0, 4, 0]},
        ],
    }
    (panel,) = second["panels"]
    assert (second["kind"], second["title"]) == ("values", "Over time")
    assert panel == {
        "key": "1.1 KPI 1",
        "label": "Arrests",
        "group": "X:1.1",
        "unit": "arrests",
        "points": [
            {"label": "June"},
            {"label": "July", "low": 5, "high": 5},
            {"label": "December", "low": 12.5, "high": 24},
        ],
        "lines": [{"label": "Target", "value": 20}, {"label": "Baseline", "value": 19}],
    }


# The timeline of the reference plan: the column Timing


def lane(number: str) -> TimelineLane:
    (found,) = (lane for lane in timeline(PLAN).lanes if lane.label == f"C-2012:{number}")
    return found


def bars(number: str) -> list[tuple[str, str, bool, str | None]]:
    return [(f"{bar.start}", f"{bar.end}", bar.certain, bar.label) for bar in lane(number).bars]


def milestones(number: str) -> list[tuple[str, str, str]]:
    return [(f"{one.earliest}", f"{one.latest}", one.label.partition(",")[0]) for one in lane(number).milestones]


def test_the_timeline_chart__has_a_lane_for_each_action_by_date() -> None:
    chart = timeline(PLAN)
    assert (chart.title, chart.end) == ("Timeline of C-2012", LAST)
    assert chart.start == dt.date(2011, 12, 1), "the meeting that 2.2 is based on"
    assert [lane.key.partition(":")[2] for lane in chart.lanes] == [
        *("5.2", "2.2", "2.3", "4.2", "6.1", "6.2", "7.1", "5.1"),
        *("1.3", "6.3", "1.2", "2.1", "4.1", "1.1", "3.1", "7.2"),
    ]


def test_the_timeline_chart__has_exact_and_possible_periods() -> None:
    assert bars("5.2") == [("2012-01-01", "2012-08-31", True, None)]  # January to August
    assert bars("6.1") == [("2012-01-01", "2012-12-31", False, None)]  # Whole year, but suspended
    # 1-2 weeks in April/May, and again in October/November: the first and the second phase
    assert bars("2.1") == [("2012-04-01", "2012-05-31", False, "1"), ("2012-10-01", "2012-11-30", False, "2")]
    assert bars("5.1") == [("2012-02-01", "2012-02-29", False, None), ("2012-06-01", "2012-06-30", False, None)]


def test_the_timeline_chart__has_milestones() -> None:
    assert bars("2.2") == []
    assert milestones("2.2") == [
        ("2012-04-01", "2012-09-30", "Coordinated day of action in 2nd quarter and 3rd quarter"),
        ("2011-12-01", "2011-12-31", "operational meeting in December 2011"),  # "planned for Dec 2011"
        ("2012-01-01", "2012-03-31", "Application for ISEC funds in 1st quarter"),
        ("2012-01-01", "2012-06-30", "Analysts meeting in Budapest/Wien in 1st semester"),
    ]
    assert milestones("5.1") == [  # "to be held prior to June", "to be established for October/November 2012"
        ("2012-01-01", "2012-05-31", "One meeting with Europol and participating MSs before June"),
        ("2012-10-01", "2012-11-30", "One day of action to be established in October 2012/November 2012"),
    ]


def test_the_timeline_chart__of_plans_without_dates_is_not_there() -> None:
    plan = make_plan(id="X", actions=[make_action("1.1", timing="")])
    assert build_timeline(SESSION.context(plan)).charts == ()


# The graph of links of the reference plan: the columns I/D, and what the texts mention


def test_the_graph_of_links__has_the_arrows_of_the_plan() -> None:
    chart = graph(PLAN)
    labels = {node.key: node.label for node in chart.nodes}
    arrows: dict[str, list[str]] = {}
    for edge in chart.edges:
        arrows.setdefault(edge.source, []).append(f"{edge.label} {labels[edge.target]}")
    # I/D OA and I/D SG; 1.1 uses the first phase of 2.1, whose second uses 1.1; 4.1 has SGs in priority B and F.
    assert arrows == {
        "1.1": ["link SG 2", "link SG 4", "uses the results 2.1", "link 5.2"],
        "1.2": ["link SG 4"],
        "1.3": ["link SG 4", "feeds 2.1"],
        "2.1": [
            *("link SG 1", "link SG 4", "feeds 1.1", "uses the results 1.1", "mentions 1.3"),
            "mentions Western Balkans",
        ],
        "2.2": ["link SG 1", "link B:SG*", "link 1.1", "link 2.1", "link 2.3"],
        "2.3": ["link SG 1", "link 1.1", "link 2.2"],
        "4.1": ["link B:SG*", "link F:SG*"],
        "5.2": ["link SG 1", "link SG 2", "link SG 4", "link 1.1"],
        "6.1": ["mentions THB"],
    }
    assert {(edge.label, edge.kind) for edge in chart.edges} == {
        ("link", "link"),
        ("uses the results", "uses"),
        ("feeds", "feeds"),
        ("mentions", "mention"),
    }


def test_the_graph_of_links__has_its_nodes_by_goal() -> None:
    groups: dict[str | None, list[str]] = {}
    for node in graph(PLAN).nodes:
        groups.setdefault(node.group, []).append(node.label)
    assert groups == {
        "SG 1": ["SG 1", "1.1", "1.2", "1.3"],
        "SG 2": ["SG 2", "2.1", "2.2", "2.3"],
        "SG 4": ["SG 4", "4.1"],
        "SG 5": ["5.2"],
        "SG 6": ["6.1"],
        None: ["B:SG*", "F:SG*", "Western Balkans", "THB"],
    }


def test_the_graph_of_links__has_the_links_of_other_plans() -> None:
    goals = [make_goal("1")]
    own = make_plan(id="X-2031", goals=goals, actions=[make_action("1.1", links="Y-2031:2.1; 1.1; 9.9")])
    links = "X-2031:1.1; X-2031:SG 1; X-2031:SG*; X-2031:9.9"
    other = make_plan(id="Y-2031", actions=[make_action("2.1", links=links), make_action("2.2", links="2.1")])
    chart = graph(own, other)
    labels = {node.key: node.label for node in chart.nodes}
    assert [(labels[edge.source], labels[edge.target]) for edge in chart.edges] == [
        ("1.1", "Y-2031:2.1"),
        ("1.1", "1.1"),
        ("Y-2031:2.1", "1.1"),
        ("Y-2031:2.1", "SG 1"),
        ("Y-2031:2.1", "SG*"),
    ]


def test_the_graph_of_links__of_a_plan_without_links_is_not_there() -> None:
    assert build_links(SESSION.context(make_plan(id="X", actions=[make_action("1.1", links="9.9")]))).charts == ()


def test_the_link_matrix__is_linear_in_the_links() -> None:
    def work(count: int) -> Callable[[], object]:
        actions = [make_action(f"1.{number}", links=f"1.{number % count + 1}") for number in range(1, count + 1)]
        ctx = SESSION.context(make_plan(id="X-2031", goals=[make_goal("1")], actions=actions))
        assert len(ctx.plan_links.declared) == count
        return lambda: build_links(ctx)

    assert growth(work, 150) < 2.3


def test_bars__have_one_scale_up_to_the_highest_value_or_the_line() -> None:
    assert BARS.most == 100
    assert attrs.evolve(BARS, line=None).most == 92
    assert BarChart(title="None", bars=()).most == 0
    assert BARS.shown == ("1.1", "92 %", "1.2", "40 to 80 %", "Target")
