"""The charts of the HTML writer: SVG that is well-formed, has no markup but its own, and leads to the rows."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from tests.documents.test_charts import (
    BARS,
    GRAPH,
    PANEL,
    STACKS,
    TIMELINE,
    VALUES,
    charted,
    graph,
    timeline,
    without_charts,
)
from tests.support.linear import growth
from tests.support.written import SESSION, WORDS, document, export, made, table

from empact.documents import (
    AnyChart,
    BarChart,
    Document,
    GraphChart,
    GraphEdge,
    GraphNode,
    Row,
    StackedBar,
    StackedBarChart,
    TimelineChart,
    TimelineLane,
    ValueChart,
    ValueLine,
    ValuePanel,
    ValuePoint,
    words_in,
)
from empact.plugins.html.page import draw
from empact.plugins.html.stacks import _path
from empact.testing import documents

PLAN = SESSION.load("oap-c-2012")
ODD = "</title></svg><script>alert('no')</script> \" onload='x' & \x1b[2J"
SHOWN = ODD.replace("\x1b", "\\x1b")


def pictures(page: str) -> list[ET.Element]:
    """Each picture of a page, read as XML."""
    return [ET.fromstring(found) for found in re.findall(r"<svg.*?</svg>", page, re.DOTALL)]


def html(document: Document) -> str:
    (text,) = made("html", document).values()
    return text


def charts_of(page: str) -> list[ET.Element]:
    """The pictures of charts, without those of their keys."""
    return [picture for picture in pictures(page) if picture.get("role") == "group"]


def texts(picture: ET.Element) -> list[str]:
    return [text.text or "" for text in picture.iter("text") if "label" in (text.get("class") or "")]


def classes(picture: ET.Element) -> list[str]:
    return [element.get("class") or "" for element in picture.iter() if element.get("class")]


@given(documents())
def test_a_picture__of_any_chart_is_well_formed(document: Document) -> None:
    page = html(document)
    for picture in pictures(page):
        for element in picture.iter():
            assert not {name for name in element.keys() if name.startswith("on") or name == "style"}  # noqa: SIM118
            assert element.tag in {"svg", "g", "a", "title", "desc", "line", "rect", "circle", "path", "text"}
    assert page == html(document)


def odd(chart: AnyChart) -> AnyChart:
    """A chart with an odd text wherever it can have one."""
    if isinstance(chart, TimelineChart):
        (lane,) = chart.lanes
        bars = tuple(attrs.evolve(bar, label=ODD) for bar in lane.bars)
        others = tuple(attrs.evolve(one, label=ODD) for one in lane.milestones)
        changed = attrs.evolve(lane, key=ODD, label=ODD, bars=bars, milestones=others)
        return attrs.evolve(chart, title=ODD, lanes=(changed,))
    if isinstance(chart, StackedBarChart):
        first, second = chart.bars
        bars_of = (attrs.evolve(first, key=ODD, label=ODD, group=ODD), attrs.evolve(second, label=ODD, group=ODD))
        return attrs.evolve(chart, title=ODD, series=(ODD, "b", "c"), bars=bars_of)
    if isinstance(chart, BarChart):
        certain, ranged = chart.bars
        odd_bars = (attrs.evolve(certain, key=ODD, label=ODD, text=ODD), attrs.evolve(ranged, label=ODD))
        return attrs.evolve(chart, title=ODD, bars=odd_bars, line=ValueLine(label=ODD, value=Decimal(100)))
    if isinstance(chart, ValueChart):
        (panel,) = chart.panels
        points = tuple(attrs.evolve(one, label=ODD) for one in panel.points)
        lines = tuple(attrs.evolve(one, label=ODD) for one in panel.lines)
        about = {"key": ODD, "label": ODD, "group": ODD, "unit": ODD}
        return attrs.evolve(chart, title=ODD, panels=(attrs.evolve(panel, points=points, lines=lines, **about),))
    assert isinstance(chart, GraphChart)
    nodes = (GraphNode(key=ODD, label=ODD, group=ODD), GraphNode(key="b", label=ODD))
    return GraphChart(title=ODD, nodes=nodes, edges=(GraphEdge(source=ODD, target="b", label=ODD, kind=ODD),))


@pytest.mark.parametrize("chart", [TIMELINE, GRAPH, STACKS, BARS, VALUES])
def test_a_picture__has_no_markup_of_a_text(chart: AnyChart) -> None:
    page = html(charted(odd(chart), table(Row(ODD, ("a", "b")))))
    assert "<script>alert" not in page
    assert "\x1b" not in page
    (picture,) = charts_of(page)
    assert any(SHOWN in (title.text or "") for title in picture.iter("title"))
    assert all(" onload" not in (element.get("class") or "") for element in picture.iter())
    plain = charts_of(html(charted(chart)))[0]
    tags = {element.tag for element in plain.iter()} | {"a", "title"}
    assert {element.tag for element in picture.iter()} <= tags


def test_a_figure__has_its_title_and_a_key() -> None:
    page = html(charted(TIMELINE, attrs.evolve(WORDS, chart=GRAPH)))
    assert re.findall(r'<figcaption id="(.*?)">(.*?)</figcaption>', page) == [
        ("chart/drawn", "By date"),
        ("chart/words", "Links"),
    ]
    assert [picture.get("aria-labelledby") for picture in charts_of(page)] == ["chart/drawn", "chart/words"]
    keys = re.findall(r"</svg> (.*?)</li>", page)
    assert keys == ["possible dates", "milestone: its latest day, and a line from its earliest", "u"]
    assert page.count('(<a href="#chart/') == 2


def test_a_label__leads_to_the_first_row_with_its_key() -> None:
    first, second = table(Row("1.1", ("a", "b"))), attrs.evolve(table(Row("1.1", ("a", "b"))), key="again")
    for chart in (TIMELINE, GRAPH):
        (picture,) = charts_of(html(charted(chart, first, second)))
        assert [link.get("href") for link in picture.iter("a")] == ["#row/table/1.1"]
        (alone,) = charts_of(html(charted(chart)))
        assert list(alone.iter("a")) == []


def test_a_long_label__is_cut_and_complete_under_the_pointer() -> None:
    (node, other) = GRAPH.nodes
    name = "A plan with a name that is far too long for a picture"
    (picture,) = charts_of(html(charted(attrs.evolve(GRAPH, nodes=(node, attrs.evolve(other, label=name))))))
    cut = "A plan with a name that is\N{HORIZONTAL ELLIPSIS}"
    assert list(list(picture.iter("text"))[-1].itertext()) == [name, cut]


@pytest.mark.parametrize(
    "chart",
    [
        attrs.evolve(TIMELINE, lanes=()),
        GraphChart(title="None", nodes=(), edges=()),
        attrs.evolve(STACKS, bars=()),
        ValueChart(title="None", panels=()),
    ],
)
def test_an_empty_chart__is_left_out(chart: AnyChart) -> None:
    assert draw(chart, "chart/a", {}, words_in("en")) is None
    assert html(charted(chart)) == html(without_charts(charted(chart)))


# Timelines


def test_the_timeline__of_the_plan_has_its_bars_and_milestones() -> None:
    (picture,) = charts_of(export("timeline", "html").decode())
    found = classes(picture)
    chart = timeline(PLAN)
    assert texts(picture) == [lane.label for lane in chart.lanes]
    bars = [bar for lane in chart.lanes for bar in lane.bars]
    assert (found.count("certain"), found.count("possible")) == (
        sum(bar.certain for bar in bars),
        sum(not bar.certain for bar in bars),
    )
    assert found.count("milestone") == sum(len(lane.milestones) for lane in chart.lanes)
    hints = [title.text for title in picture.iter("title")]
    assert "2012-01-01 to 2012-08-31, exact" in hints
    assert "2012-04-01 to 2012-05-31, possible: 1" in hints
    assert "until 2011-12-31: One coordinated day of action by December 2011" in hints
    scale = [text.text for text in picture.iter("text") if text.get("class") == "scale"]
    assert scale == ["2011-12", "2012-01", *(f"{month:02}" for month in range(2, 13))]
    hrefs = [link.get("href") for link in picture.iter("a")]
    assert hrefs[0] == "#row/months-2012/C-2012%3A5.2"


@pytest.mark.parametrize(
    ("first", "last", "ticks"),
    [
        ((2031, 1, 1), (2032, 12, 31), ["2031-01", "04", "07", "10", "2032-01", "04", "07", "10"]),
        ((2026, 1, 1), (2040, 12, 31), [str(year) for year in range(2026, 2041)]),
        ((1, 1, 1), (9999, 12, 31), [f"{year:04}" for year in (*range(1000, 10000, 1000),)]),
        ((9999, 12, 31), (9999, 12, 31), ["9999-12"]),
    ],
)
def test_the_scale__has_few_lines_however_long_the_time_is(
    first: tuple[int, int, int], last: tuple[int, int, int], ticks: list[str]
) -> None:
    chart = TimelineChart(
        title="By date", start=dt.date(*first), end=dt.date(*last), lanes=(TimelineLane(key="a", label="a"),)
    )
    (picture,) = charts_of(html(charted(chart)))
    assert [text.text for text in picture.iter("text") if text.get("class") == "scale"] == ticks
    assert float(picture.get("width") or 0) < 1200


def test_a_timeline_of_many_lanes__is_several_pictures() -> None:
    lanes = tuple(attrs.evolve(TIMELINE.lanes[0], key=f"{number}", label=f"{number}") for number in range(70))
    parts = charts_of(html(charted(attrs.evolve(TIMELINE, lanes=lanes))))
    assert [len(texts(part)) for part in parts] == [30, 30, 10]
    assert [label for part in parts for label in texts(part)] == [str(number) for number in range(70)]


# Graphs


def test_the_graph__of_the_plan_has_its_nodes_and_arrows() -> None:
    (picture,) = charts_of(export("links", "html").decode())
    chart = graph(PLAN)
    assert texts(picture) == [node.label for node in chart.nodes]
    hints = [title.text for title in picture.iter("title")]
    assert len(hints) == len(chart.edges)
    assert "1.1 \N{RIGHTWARDS ARROW} 2.1: uses the results" in hints
    assert "6.1 \N{RIGHTWARDS ARROW} THB: mentions" in hints
    drawn = [element.get("d") or "" for element in picture.iter("path") if "edge" in (element.get("class") or "")]
    assert len(set(drawn)) == len(drawn), "no arc covers another"
    hrefs = {text.text: link.get("href") for link in picture.iter("a") for text in link}
    assert hrefs["2.1"] == "#row/actions/2.1"
    assert "THB" not in hrefs


def test_an_edge_of_an_unknown_kind_or_to_itself__is_drawn() -> None:
    nodes = (GraphNode(key="a", label="a"),)
    edges = (GraphEdge(source="a", target="a", label="is like", kind="likeness"),)
    (picture,) = charts_of(html(charted(GraphChart(title="Alike", nodes=nodes, edges=edges))))
    assert "edge link" in classes(picture)


def test_a_graph__is_drawn_in_linear_time() -> None:
    def chart(count: int) -> GraphChart:
        nodes = tuple(GraphNode(key=str(number), label=str(number)) for number in range(count))
        edges = (
            GraphEdge(source=str(number), target=str(number * 7 % count), label="x", kind="link")
            for number in range(count)
        )
        return GraphChart(title="Many", nodes=nodes, edges=tuple(edges))

    made_before = {count: chart(count) for count in (2, 250, 500)}
    assert growth(lambda count: lambda: draw(made_before[count], "a", {}, words_in("en")), 250) < 2.2


def test_a_graph_that_is_too_long_for_a_sheet__says_so_on_paper() -> None:
    def page(count: int) -> str:
        nodes = tuple(GraphNode(key=str(number), label=str(number)) for number in range(count))
        return html(charted(GraphChart(title="Many", nodes=nodes, edges=())))

    words = "The chart is too long for a page. The tables contain the same data."
    assert [(words in page(count), 'class="scroll long"' in page(count)) for count in (40, 45)] == [
        (False, False),
        (True, True),
    ]


# Stacked bars


def test_stacked_bars__have_their_counts_as_patterns_and_in_words() -> None:
    page = html(charted(STACKS, table(Row("X June", ("a", "b")))))
    (picture,) = charts_of(page)
    assert texts(picture) == ["X", "June: 4", "3 open, 1 silent", "December: 4", "4 done"]
    assert [link.get("href") for link in picture.iter("a")] == ["#row/table/X%20June"]
    parts = list(picture.iter("rect"))
    assert [element.get("class") for element in parts] == ["stack plain", "stack solid", "stack rising"]
    assert [float(element.get("width") or 0) for element in parts] == [234, 78, 312]  # three quarters, a quarter, all
    assert [text.text for text in picture.iter("text") if "count-in" in (text.get("class") or "")] == ["3", "1", "4"]
    assert re.findall(r"</svg> (.*?)</li>", page) == ["open", "done", "silent"]
    assert float(picture.get("width") or 0) <= 328  # the width of a phone, without its margins


def test_stacked_bars__have_a_pattern_for_each_of_eight_series() -> None:
    series = tuple("abcdefgh")
    bar = StackedBar(key="x", label="x", values=(5,) * 8)
    (picture,) = charts_of(html(charted(StackedBarChart(title="All", series=series, bars=(bar,)))))
    styles = [element.get("class") for element in picture.iter("rect")]
    assert len(set(styles)) == 8
    drawn = {element.get("class"): element.get("d") for element in picture.iter("path")}
    assert {name for name in drawn if name} == {
        f"pattern {name}" for name in ("rising", "falling", "upright", "crossed", "dots")
    }
    assert len(set(drawn.values())) == 5


def test_lines_of_a_pattern__stay_in_their_part() -> None:
    for pattern in ("rising", "falling", "upright", "crossed", "dots"):
        for width in (1, 7, 20, 300):
            path = "".join(_path(pattern, 100, 50, width))
            for x, y in re.findall(r"[ML]([\d.-]+) ([\d.-]+)", path):
                assert 100 <= float(x) <= 100 + width
                assert 50 <= float(y) <= 74


def test_counts_in_words__are_in_lines_that_fit() -> None:
    series = tuple(f"a rather long word {letter}" for letter in "abcd")
    bar = StackedBar(key="x", label="x", values=(1, 2, 0, 4))
    (picture,) = charts_of(html(charted(StackedBarChart(title="All", series=series, bars=(bar,)))))
    assert texts(picture) == ["x: 7", "1 a rather long word a,", "2 a rather long word b,", "4 a rather long word d"]


def test_the_bars_of_a_group__have_one_scale() -> None:
    bars = [
        StackedBar(key=key, label=key, group=key[0], values=(value,))
        for key, value in (("a1", 2), ("a2", 4), ("b", 90))
    ]
    (picture,) = charts_of(html(charted(StackedBarChart(title="All", series=("x",), bars=tuple(bars)))))
    assert [element.get("width") for element in picture.iter("rect")] == ["156", "312", "312"]


def test_bars_without_counts__are_drawn() -> None:
    bar = StackedBar(key="x", label="x", values=(0,))
    (picture,) = charts_of(html(charted(StackedBarChart(title="None", series=("a",), bars=(bar,)))))
    assert texts(picture) == ["x: 0"]
    assert list(picture.iter("rect")) == []


# Values over time


def test_a_panel__has_its_values_a_range_and_a_gap() -> None:
    page = html(charted(VALUES, table(Row("1.1 KPI 1", ("a", "b")))))
    (picture,) = charts_of(page)
    assert '<p id="chart/drawn/1"><a href="#row/table/1.1%20KPI%201">X:1.1: Arrests</a></p>' in page
    assert picture.get("aria-labelledby") == "chart/drawn/1"
    (said,) = (element.text for element in picture.iter("desc"))
    assert said == (
        "June: not reported; July: 5 arrests; December: 12.5\N{EN DASH}24 arrests; Target: 20 arrests; "
        "Baseline: 19 arrests"
    )
    found = classes(picture)
    assert (found.count("dot"), found.count("span"), found.count("series")) == (1, 1, 1)  # no line across the gap
    printed = [text.text for text in picture.iter("text")]
    assert {"not reported", "5", "12.5\N{EN DASH}24", "arrests", "June", "Target 20", "Baseline 19"} <= set(printed)
    assert [text for text in printed if text in {"0", "10", "20", "30"}] == ["0", "10", "20", "30"]
    (dot,) = picture.iter("circle")
    assert dot.get("cy") == "126"  # 5 of 30, on a height of 120 below 26
    assert re.findall(r"</svg> (.*?)</li>", page) == ["value", "range of possible values", "Target", "Baseline"]


def test_labels_of_lines__are_not_on_each_other() -> None:
    (picture,) = charts_of(html(charted(VALUES)))
    heights = [float(text.get("y") or 0) for text in picture.iter("text") if (text.text or "")[:4] in {"Targ", "Base"}]
    assert heights[1] - heights[0] >= 13


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ((0,), ["0", "1"]),
        ((1,), ["0", "0.5", "1"]),
        ((7,), ["0", "2", "4", "6", "8"]),
        ((-5, 5), ["-5", "0", "5"]),
        ((460,), ["0", "200", "400", "600"]),
        (("1E+400",), ["0", "5E+399", "1E+400"]),
        (("0.0001",), ["0", "0.00005", "0.0001"]),
        ((80, "-0.5"), ["-50", "0", "50", "100"]),
    ],
)
def test_the_axis__has_few_round_numbers_of_any_size(values: tuple[int | str, ...], ticks: list[str]) -> None:
    points = tuple(ValuePoint(label="x", low=Decimal(one), high=Decimal(one)) for one in values)
    panel = ValuePanel(key="a", label="a", points=points)
    (picture,) = charts_of(html(charted(ValueChart(title="a", panels=(panel,)))))
    assert [text.text for text in picture.iter("text") if "axis" in (text.get("class") or "")] == ticks
    for element in picture.iter("circle"):
        assert 26 <= float(element.get("cy") or 0) <= 146


def test_charts_of_numbers__are_drawn_in_linear_time() -> None:
    def stacks(count: int) -> StackedBarChart:
        bars = (StackedBar(key=str(number), label="June", values=(3, 0, 1)) for number in range(count))
        return StackedBarChart(title="", series=("a", "b", "c"), bars=tuple(bars))

    def values(count: int) -> ValueChart:
        return ValueChart(title="", panels=tuple(attrs.evolve(PANEL, key=str(number)) for number in range(count)))

    def bars(count: int) -> BarChart:
        return BarChart(title="", bars=tuple(attrs.evolve(BARS.bars[0], key=str(number)) for number in range(count)))

    for make in (stacks, bars, values):
        made_before = {count: make(count) for count in (2, 250, 500)}
        assert growth(lambda count: lambda: draw(made_before[count], "a", {}, words_in("en")), 250) < 2.2  # noqa: B023


def test_bars__are_solid_up_to_what_is_certain_and_have_the_line_to_compare_with() -> None:
    page = html(charted(BARS, table(Row("1.1/1", ("a", "b")))))
    (picture,) = charts_of(page)
    drawn = [(element.get("class"), element.get("x"), element.get("width")) for element in picture.iter("rect")]
    assert drawn == [
        ("stack solid", "1", "287"),  # 312 * 92 / 100
        ("stack solid", "1", "124.8"),
        ("stack open", "125.8", "124.8"),
    ]
    assert texts(picture) == ["1.1: 92 %", "1.2: 40 to 80 %"]
    assert [element.get("x1") for element in picture.iter("line")] == ["313"]
    assert [link.get("href") for link in picture.iter("a")] == ["#row/table/1.1%2F1"]


def test_the_handbook__leads_from_a_node_to_the_action_of_the_plan() -> None:
    data = SESSION.export(PLAN, document="handbook", to="html")
    assert data is not None
    _, links = charts_of(data.decode())
    hrefs = {text.text: link.get("href") for link in links.iter("a") for text in link}
    assert hrefs["2.1"] == "#row/plan-goal-2/2.1"
    assert 'id="row/plan-goal-2/2.1"' in data.decode()


def test_a_document_without_charts__has_no_picture() -> None:
    assert pictures(html(document(WORDS))) == []
