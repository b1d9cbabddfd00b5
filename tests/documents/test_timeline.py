"""The timeline: the column Timing of the reference plan read by eye, and plans of several years."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.support.document_rows import keys, paragraphs, rows

import empact.plugins.documents
import oap_c_2012
from empact import Plan, Portfolio, Session
from empact.documents import Document, build_timeline
from empact.testing import DocumentContract, make_action, make_plan

SESSION = Session([oap_c_2012])
PLAN = SESSION.load("oap-c-2012")


def built(*plans: Plan) -> Document:
    return build_timeline(SESSION.context(Portfolio(plans)))


def months(document: Document, year: int = 2012) -> list[str]:
    """A line for each action: its number, and its signs from January to December."""
    found = rows(document, f"months-{year}").items()
    return [f"{name.partition(':')[2]} {''.join(sign or '.' for sign in row[1:])}" for name, row in found]


def test_timeline__has_the_months_of_each_action_by_date() -> None:
    assert months(built(PLAN)) == [
        "5.2 xxxxxxxx....",  # January to August
        "2.2 ooooooooo...",  # milestones alone, from the 1st to the 3rd quarter
        "2.3 xxxxxxxxxxxx",  # Whole year
        "4.2 xxxxxxxxxxxx",
        "6.1 oooooooooooo",  # Whole year, but suspended
        "6.2 oooooooooooo",  # Whole year, but to be confirmed
        "7.1 xxxxxxxxxxxx",
        "5.1 .ooooo...oo.",  # February/June, a meeting prior to June, a day of action in October/November
        "1.3 ..oo........",  # March/April
        "6.3 ..oo........",
        "1.2 ...ooo......",  # April/May/June
        "2.1 ...oo....oo.",  # 1-2 weeks in April/May, and again in October/November
        "4.1 ....xxxxxx..",  # May to October
        "1.1 ........x...",  # September
        "3.1 ........x...",
        "7.2 ..........oo",  # November/December
    ]


def test_timeline__opens_with_what_is_under_way_and_what_begins_next() -> None:
    assert paragraphs(built(PLAN), "summary") == (
        "16 actions: 7 with exact dates, 8 with possible dates, 1 with milestones only.",
    )
    known = build_timeline(SESSION.context(PLAN, as_of=dt.date(2012, 6, 30)))
    assert paragraphs(known, "summary")[1:] == (
        "Under way on 30 June 2012: 1.2, 2.3, 4.1, 4.2, 5.1, 5.2, 6.1, 6.2, 7.1.",
        "Next to begin, on 1 September 2012: 1.1, 3.1.",
    )
    # the chart comes before the signs and the tables that explain it
    assert [section.chart is not None for section in known.sections][:3] == [True, False, False]
    assert [section.key for section in known.sections][:3] == ["summary", "legend", "months-2012"]


def test_timeline__has_exact_and_possible_periods_by_date() -> None:
    found = [(row[2].partition(":")[2], row[3], row[4]) for row in rows(built(PLAN), "periods").values()]
    assert found == [
        ("5.2", "exact", None),
        *((number, "exact", None) for number in ("2.3", "4.2")),
        *((number, "possible", None) for number in ("6.1", "6.2")),
        ("7.1", "exact", None),
        ("5.1", "possible", None),
        ("1.3", "possible", None),
        ("6.3", "possible", None),
        ("2.1", "possible", "1"),
        ("1.2", "possible", None),
        ("4.1", "exact", None),
        ("5.1", "possible", None),
        ("1.1", "exact", None),
        ("3.1", "exact", None),
        ("2.1", "possible", "2"),
        ("7.2", "possible", None),
    ]
    periods = rows(built(PLAN), "periods")
    assert periods["C-2012:2.1 2 2012-10-01"][:2] == [dt.date(2012, 10, 1), dt.date(2012, 11, 30)]
    assert periods["C-2012:5.2 2012-01-01"][:2] == [dt.date(2012, 1, 1), dt.date(2012, 8, 31)]


def test_timeline__has_milestones_by_date() -> None:
    found: list[list[Any]] = list(rows(built(PLAN), "milestones").values())
    assert found == sorted(found, key=lambda row: row[0] or dt.date.min)
    by_words = {row[3]: row[:3] for row in found}
    # "to be held prior to June", "A day of action to be established for October/November 2012"
    assert by_words["One meeting with Europol and participating MSs before June"] == [
        dt.date(2012, 1, 1),
        dt.date(2012, 5, 31),
        "C-2012:5.1",
    ]
    assert by_words["One day of action to be established in October 2012/November 2012"] == [
        dt.date(2012, 10, 1),
        dt.date(2012, 11, 30),
        "C-2012:5.1",
    ]
    # "based on operational meeting planned for Dec 2011", before the period of the plan
    assert by_words["operational meeting in December 2011"][:2] == [dt.date(2011, 12, 1), dt.date(2011, 12, 31)]


def test_timeline__lists_what_has_no_date() -> None:
    timings: list[Any] = ["", {"withheld": True}, "by 2020", "May ???"]
    actions = [make_action(f"1.{number}", timing=timing) for number, timing in enumerate(timings, 1)]
    document = built(make_plan(id="X-2026", actions=actions))
    assert list(rows(document, "undated").values()) == [
        ["X-2026:1.1", "no timing"],
        ["X-2026:1.2", "withheld"],
        ["X-2026:1.4", "May ???"],
    ]
    assert [row[1:3] for row in rows(document, "milestones").values()] == [[dt.date(2020, 12, 31), "X-2026:1.3"]]
    assert [row[1] for row in rows(built(PLAN), "undated").values() if row[0] == "C-2012:4.1"] == [
        "ILOs/LOs meetings could be organized in Turkey/Russia/Africa"
    ]


def test_timeline__of_several_plans_and_years_has_a_table_for_each_year() -> None:
    period = {"start": "2031-01-01", "end": "2032-12-31"}
    plan = make_plan(id="X-2031", period=period, actions=[make_action("1.1", timing="November 2031 to February 2032")])
    other = make_plan(
        id="Y-2032",
        period={"start": "2032-01-01", "end": "2032-12-31"},
        actions=[make_action("2.1", timing="January to March")],
    )
    document = built(other, plan)
    assert [key for key in keys(document) if key.startswith("months")] == ["months-2031", "months-2032"]
    assert months(document, 2031) == ["1.1 ..........xx"]
    assert months(document, 2032) == ["1.1 xx..........", "2.1 xxx........."]


def test_timeline__of_the_plan_fits_into_80_columns() -> None:
    text = SESSION.export(PLAN, document="timeline", to="text")
    assert text is not None
    lines = text.decode().splitlines()
    assert max(map(len, lines)) <= 80
    assert "C-2012:4.1                      x    x    x    x    x    x" in lines
    assert "2012-04-01  2012-05-31  C-2012:2.1  possible  1" in lines


class TestTimeline(DocumentContract):
    plugin = empact.plugins.documents
    document = "timeline"
