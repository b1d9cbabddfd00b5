"""HTML as other programs see it: the Nu checker, axe, and Chromium on screens, in the dark and on paper."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.support.written import NAMES, SESSION, export, made

from empact import Plan
from empact.documents import (
    CellNote,
    Column,
    ColumnType,
    Document,
    FillIn,
    GraphChart,
    GraphEdge,
    GraphNode,
    Hyperlink,
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
)

pytestmark = pytest.mark.oracle

LOOK = Path(__file__).with_name("look_at_pages.cjs")
PACKAGES = ("axe-core", "puppeteer-core", "vnu-jar")
LOOKS = 4
"""The looks at a page: at two widths, each in two colour schemes."""
UNKNOWN_TO_NU = "CSS: “paint-order”: Property “paint-order” doesn't exist."
"""The property is in SVG 2. Browsers have had it since 2017; the checker does not know it."""
ODD = "</title></style></script><script>alert('no')</script><img src=x onerror=alert(1)> =1+1 ../x \x1b[2J"
MARKING = "RESTREINT UE/EU RESTRICTED"


def _minutes() -> Document:
    """A document with each kind of value, and texts that are no markup."""
    columns = (
        Column(key="number", title="#", width=5),
        Column(key="what", title="What is to be done", width=40),
        Column(key="links", title="Links", type=ColumnType.LIST),
        Column(key="date", title="Date", type=ColumnType.DATE),
        Column(key="amount", title="Amount", type=ColumnType.NUMBER),
        Column(key="answer", title="Answer"),
    )
    here, bare = Hyperlink("Terms of reference", "https://www.example.org/terms?a=1&b=2"), "https://example.org/"
    note, other = CellNote("Only if asked.", "7"), CellNote("See there.\nThen here.")
    rows = (
        Row(
            "1",
            (
                "1",
                TableCell("Train officers.[^7]\n\n" + "A sentence of some length. " * 8, (note, other)),
                (here, Hyperlink(bare, bare), "SG 1"),
                dt.date(2012, 3, 1),
                1500,
                TableCell(None, (), FillIn(("agreed", "changed", "refused"))),
            ),
        ),
        Row("2", ("2", TableCell(ODD, (note,)), None, None, 2.5, TableCell("agreed", (), FillIn()))),
        Row("3", ("3", "word" * 60, None, None, None, None)),
    )
    text = Section(key="text", title=ODD, body=Text(("One paragraph.\nTwo lines.", ODD, "word" * 60)))
    sections = (
        Section(key="table", title="Things to do", body=Table(columns, rows)),
        Section(key="same", title="Things to do", body=Table(columns[:2], (Row("1", ("1", "Meet")),))),
        Section(key="empty", title="Nothing", body=Table(columns)),
        text,
    )
    drawn = tuple(
        Section(key=key, title=f"A {key}", body=Text(("Drawn.",)), chart=chart)
        for key, chart in (("timeline", _timeline()), ("graph", _graph()), ("bars", _bars()), ("values", _values()))
    )
    return Document(
        kind="minutes", title=f"Minutes {ODD}", name="minutes", marking=MARKING, sections=(*sections, *drawn)
    )


def _timeline() -> TimelineChart:
    """Lanes with every sign, and labels that are no markup or longer than a picture is wide."""
    first, last = dt.date(2011, 12, 31), dt.date(2014, 1, 1)
    bars = (
        TimelineBar(start=first, end=dt.date(2012, 6, 30), certain=True, label=ODD),
        TimelineBar(start=dt.date(2013, 1, 1), end=last, certain=False, label="1"),
        TimelineBar(start=dt.date(2012, 10, 1), end=dt.date(2012, 10, 1), certain=True),
    )
    milestones = (
        TimelineMilestone(label=ODD, latest=first),
        TimelineMilestone(label="Meet", earliest=last),
        TimelineMilestone(label="Meet", earliest=first, latest=last),
    )
    lanes = [
        TimelineLane(key=str(number), label=f"X:{number}", bars=bars, milestones=milestones) for number in range(40)
    ]
    odd = (TimelineLane(key="odd", label=ODD, bars=bars), TimelineLane(key="long", label="W" * 60))
    return TimelineChart(title=f"By date {ODD}", start=first, end=last, lanes=(*lanes, *odd))


def _graph() -> GraphChart:
    """Nodes with edges of every kind, to others and to themselves, and labels that are no markup or too long."""
    nodes = [GraphNode(key=str(number), label=str(number), group=str(number // 5 * 5)) for number in range(60)]
    others = (GraphNode(key="odd", label=ODD), GraphNode(key="long", label="W" * 60))
    ends = [(str(number), str(number * 7 % 60)) for number in range(60)] + [("odd", "3"), ("3", "odd"), ("7", "long")]
    kinds = ("link", "uses", "feeds", "mention", "likeness")
    edges = [
        GraphEdge(source=source, target=target, label=kinds[index % 5], kind=kinds[index % 5])
        for index, (source, target) in enumerate(ends)
    ]
    return GraphChart(title=f"Links {ODD}", nodes=(*nodes, *others), edges=tuple(edges))


def _bars() -> StackedBarChart:
    """Bars with every series, one without a count, and labels that are no markup or longer than a picture is wide."""
    series = (*(f"series {number}" for number in range(6)), ODD, "W" * 60)
    bars = [StackedBar(key=str(number), label=f"Round {number}", values=(number,) * 8) for number in range(3)]
    long = StackedBar(key="odd", label=ODD, values=(500, *(1,) * 7), group=ODD)
    return StackedBarChart(title=f"Counts {ODD}", series=series, bars=(*bars, long))


def _values() -> ValueChart:
    """Panels with values, ranges, gaps and lines: very small, very large, below zero, and with labels as above."""
    panels = []
    for index, scale in enumerate(map(Decimal, ("1", "-0.001", "1e12"))):
        points = (
            ValuePoint(label="June", low=scale, high=scale),
            ValuePoint(label="Silence"),
            ValuePoint(label=ODD, low=min(scale, 2 * scale), high=max(scale, 2 * scale)),
        )
        lines = (ValueLine(label="Target", value=3 * scale), ValueLine(label="W" * 60, value=scale))
        panels.append(ValuePanel(key=str(index), label=f"{ODD} {index}", unit="W" * 40, points=points, lines=lines))
    return ValueChart(title=f"Values {ODD}", panels=tuple(panels))


def _pages() -> dict[str, bytes]:
    """Each document of the reference plan, and of two plans, with a document that has everything."""
    plan = SESSION.load("oap-c-2012")
    other = attrs.evolve(Plan(id="X-2012"), marking=MARKING)
    pages: dict[str, bytes | None] = {name: export(name, "html") for name in NAMES}
    pages["party"] = SESSION.export(plan, document="workload", party=["HU"], to="html")
    pages["per-goal"] = SESSION.export(plan, per_goal=True, to="html")
    pages["two-plans"] = SESSION.export(plan, other, document="findings", to="html")
    (minutes,) = made("html", _minutes()).values()
    return {name: data for name, data in pages.items() if data is not None} | {"minutes": minutes.encode()}


def _run(*command: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    program = shutil.which(str(command[0]))
    assert program is not None, f"install {command[0]}"
    return subprocess.run([program, *command[1:]], capture_output=True, text=True, check=False, **options)


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("node")
    done = _run("npm", "install", "--no-fund", "--no-audit", "--prefix", folder, *PACKAGES)
    assert done.returncode == 0, done.stderr
    return folder / "node_modules"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("pages")
    for name, data in _pages().items():
        (folder / f"{name}.html").write_bytes(data)
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def looks(modules: Path, pages: list[Path], tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    chromium = shutil.which("chromium")
    assert chromium is not None, "install chromium"
    done = _run("node", LOOK, modules, chromium, tmp_path_factory.mktemp("pictures"), *pages)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    assert len(found) == LOOKS * len(pages)
    return found


def test_the_nu_checker__finds_no_error_in_any_page(modules: Path, pages: list[Path]) -> None:
    jar = modules / "vnu-jar" / "build" / "dist" / "vnu.jar"
    done = _run("java", "-jar", jar, "--errors-only", "--exit-zero-always", "--format", "json", *pages)
    found = [one for one in json.loads(done.stderr)["messages"] if one["message"] != UNKNOWN_TO_NU]
    assert found == []


def test_axe__finds_no_violation_in_any_page(looks: list[dict[str, Any]]) -> None:
    assert [(look["page"], look["width"], look["scheme"], look["violations"]) for look in looks] == [
        (look["page"], look["width"], look["scheme"], []) for look in looks
    ]
    assert all(look["passes"] > 15 for look in looks)


def test_a_page__makes_no_request_and_writes_nothing_on_the_console(looks: list[dict[str, Any]]) -> None:
    assert [(look["page"], noise) for look in looks for noise in look["noise"]] == []


def test_a_page__has_its_style_and_never_scrolls_to_the_side(looks: list[dict[str, Any]]) -> None:
    assert all(look["rules"] > 40 for look in looks)
    assert [(look["page"], look["width"]) for look in looks if look["overflow"] > 0] == []


def test_a_title_of_a_column__has_no_broken_word_on_a_screen(looks: list[dict[str, Any]]) -> None:
    screens = [look for look in looks if look["width"] == "desktop"]
    assert [(look["page"], look["breaks"]) for look in screens if look["breaks"]] == []


def test_a_page__hides_what_does_not_have_the_words_of_the_search(looks: list[dict[str, Any]]) -> None:
    assert sum(look["rows"] for look in looks) > 500
    assert [(look["page"], look["shown"]) for look in looks if look["shown"]] == []


def test_the_search__is_reached_by_keyboard_and_shows_the_sections_with_the_words(looks: list[dict[str, Any]]) -> None:
    found = [(look["page"], look["found"]) for look in looks if look["found"]]
    assert len(found) > LOOKS
    wanted = {"first": True, "others": [], "entries": True, "reached": True, "left": 0}
    assert [(page, {key: each[key] for key in wanted}) for page, each in found] == [(page, wanted) for page, _ in found]
    assert all(each["count"].endswith(" rows") for _, each in found)
    assert [page for page, each in found if each["named"] is False] == []
    assert sum(each["named"] is True for _, each in found) > LOOKS


def test_a_chart__is_in_the_pages_that_have_one_and_inside_its_picture(looks: list[dict[str, Any]]) -> None:
    charts = {look["page"]: look["charts"] for look in looks if look["charts"]}
    assert charts == {"timeline": 1, "links": 1, "handbook": 2, "progress": 1, "minutes": 7}
    assert [(look["page"], look["width"], look["outside"]) for look in looks if look["outside"]] == []


def test_a_printed_chart__has_its_labels(looks: list[dict[str, Any]]) -> None:
    (file,) = (look["pdf"] for look in looks if look["page"] == "handbook" and look["pdf"])
    text = _run("pdftotext", "-layout", file, "-").stdout
    assert "Western Balkans" in text.partition("Links of C-2012")[2].partition("From action to action")[0]
    assert "2012-01" in text.partition("Timeline of C-2012")[2].partition("Months of 2012")[0]


@pytest.mark.parametrize("name", ["per-goal", "handbook"])
def test_a_printed_page__has_the_last_column_of_tables_with_long_titles(name: str, tmp_path: Path) -> None:
    plan, page, paper = SESSION.load("oap-c-2012"), tmp_path / "page.html", tmp_path / "page.pdf"
    handbook = name == "handbook"
    data = (
        SESSION.export(plan, document="handbook", to="html", party="HU")
        if handbook
        else SESSION.export(plan, to="html", per_goal=True)
    )
    page.write_bytes(data or b"")
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
    assert _run("chromium", *quiet, f"--print-to-pdf={paper}", page.as_uri()).returncode == 0
    sheets = _run("pdftotext", "-layout", paper, "-").stdout.split("\f")[:-1]
    titles = [line.split() for sheet in sheets for line in sheet.splitlines() if "Plan channels" in line]
    assert len(titles) >= len(plan.goals)
    assert [line[-5:] for line in titles] == [["June", "Dec", "Channels", "Plan", "channels"]] * len(titles)
    if handbook:
        (dates,) = (sheet for sheet in sheets if "Tasking of HU: Actions by date" in sheet)
        assert re.search(r"^ *Action .* Note$", dates, re.MULTILINE)


def test_a_page__is_complete_without_its_script(looks: list[dict[str, Any]]) -> None:
    assert [look["page"] for look in looks if look["without_script"] != look["with_script"]] == []


def test_a_printed_page__has_the_marking_at_both_ends_of_each_sheet(looks: list[dict[str, Any]]) -> None:
    plan, invented = (SESSION.load(name).marking_in_force(None) for name in ("oap-c-2012", "oap-invented-2031"))
    others = {"minutes": MARKING, "two-plans": MARKING, "exclusion": invented}
    for file in {look["page"]: look["pdf"] for look in looks if look["pdf"]}.values():
        marking = others.get(Path(file).stem, plan)
        assert marking is not None
        sheets = _run("pdftotext", "-layout", file, "-").stdout.split("\f")[:-1]
        assert sheets
        for sheet in sheets:
            lines = [line for line in sheet.splitlines() if line.strip()]
            assert marking in lines[0]
            assert marking in lines[-2], "the last line is the number of the sheet"
