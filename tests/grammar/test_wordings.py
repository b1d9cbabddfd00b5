"""Texts near that of a cell that can be read in one way only: written down by eye, and as a law of all families."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.family_cells import families, period

from empact.grammar import parse_kpis, parse_links, parse_parties, parse_targets, parse_timing
from empact.grammar.wordings.nearest import NearText, nearest_wordings
from empact.model import Cell, Kpis, Links, Parties, Targets, Timing
from empact.reference import register

PARSERS: dict[type[Cell[Any]], Any] = {
    Parties: parse_parties,
    Links: parse_links,
    Timing: parse_timing,
    Targets: parse_targets,
    Kpis: parse_kpis,
}
PARTIES = {
    # beside the group, or in its list
    "All MS except DK and Europol": ("All MS except DK, Europol", "All MS (except: DK, Europol)"),
    "All MS - DK": ("All MS, DK", "All MS (except: DK)"),
    "MS bordering UA and MD": ("MS bordering UA; MD", "MS bordering UA, MS bordering MD"),
    "Third countries (RS, Europol)": ("Third countries, RS, Europol",),
    # a word behind several
    "DE, FR, NL (co-leaders)": (
        "DE, FR (co-leaders), NL (co-leaders)",
        "DE, FR (role: co-leader), NL (role: co-leader)",
    ),
    "co-leader NL and DE": ("co-leader NL, co-leader DE", "NL (role: co-leader), DE"),
    "All MS and agencies concerned": ("All MS, agencies concerned", "All MS, All agencies concerned"),
    # a remark, which can be a condition or a reason
    "HU (Contributes), AT": ("HU (if: Contributes), AT", "HU (tbc: Contributes), AT"),
    # a choice that is still to be made
    "Hungary, Austria or Germany": ("Hungary, Austria (tbc), Germany (tbc)",),
    "HU or AT": ("HU (tbc), AT (tbc)",),
    "DK (Presidency)": ("DK, Presidency",),
    # nobody can know
    "IT (Withdrawn)": (),
    "Relevant MS or Frontex": (),
    "Not all MS": (),
    "All MS except two": (),
    "TBD": (),
}
TIMES = {
    "February/June": ("February or June", "February, June", "February to June"),
    "Q1/Q3": ("Q1 or Q3", "Q1, Q3", "Q1 to Q3"),
    "05/06/2012": ("5 June 2012", "6 May 2012"),
    "31/12": ("31 December",),
    # a month, and no word such as "may be"
    "by end of may": ("by end of May",),
    "may/june": ("May/June",),
    "mid 2012": (),
    "all year except August/December": ("all year except August, December", "all year except August to December"),
    "asap": (),
    "bi-annually": (),
    "May instead of March": (),
    "cancelled in May": (),
}
LINKS = {
    "OAP THB, OA 2.1; OA 3.1": ("OAP THB, OA 2.1, OA 3.1", "OA 3.1; OAP THB, OA 2.1"),
    "Priority B + SG 4": ("Priority B; SG 4", "Priority B, SG 4"),
    "uses 2.1 and 2.2": ("uses 2.1, 2.2", "uses 2.1, uses 2.2"),
    "SG 2 or 3": (),
    "SG 1 and following": (),
    "other OAs": (),
}
KPIS = {
    "at least 5 JITs and 20 arrests": ("at least 5 JITs; 20 arrests", "at least 5 JITs, at least 20 arrests"),
    "Number of action days / locations": (
        "Number of action days; locations",
        "Number of action days, Number of locations",
    ),
    "Number of arrests / detected persons": (
        "Number of arrests; detected persons",
        "Number of arrests, Number of detected persons",
    ),
    "20 arrests / seizures": ("20 arrests; seizures", "20 arrests, 20 seizures"),
    "Number of arrests / seizures: 20": ("Number of arrests; seizures: 20", "Number of arrests: 20, seizures: 20"),
    "10/20 arrests": ("10 arrests, 20 arrests",),
    "2/3 of MS reply": (),
    "KPI – No of SIENA messages + No of hits": ("KPI – No of SIENA messages, No of hits",),
    "about 10 arrests": (),
    "a majority of MS": (),
    "20 arrests or more per MS": (),
}
BY_EYE = [
    (cls, text, expected)
    for cls, rows in ((Parties, PARTIES), (Timing, TIMES), (Links, LINKS), (Kpis, KPIS))
    for text, expected in rows.items()
]


def near(text: str, cls: type[Cell[Any]], years: Sequence[int] = ()) -> list[NearText]:
    return list(nearest_wordings(text, cls, years=years))


@pytest.mark.parametrize(("cls", "text", "expected"), BY_EYE, ids=[text for _, text, _ in BY_EYE])
def test_nearest_wordings__begin_with_those_that_were_written_first(
    cls: type[Cell[Any]], text: str, expected: tuple[str, ...]
) -> None:
    found = [each.text for each in near(text, cls)]
    assert tuple(found[: max(len(expected), 1)]) == expected


def test_nearest_wordings__have_the_meaning_that_they_are_shown_with() -> None:
    beside, excepted = near("All MS except DK and Europol", Parties)
    assert [(item.party, item.excluded) for item in beside.cell.understood] == [("All MS", ("DK",)), ("Europol", ())]
    assert [(item.party, item.excluded) for item in excepted.cell.understood] == [("All MS", ("DK", "Europol"))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("April", ["April 2031", "April 2032", "April of each year"]),
        ("from March", ["from March 2031", "from March 2032", "from March of each year"]),
        ("December/January 2032", ["December; January 2032", "December 2031/January 2032"]),
        ("Q1 2031, Q1", ["Q1 2031; Q1", "Q1 2031, Q1 2032", "Q1 2031, Q1 of each year"]),
    ],
)
def test_nearest_wordings__have_a_year_of_the_plan(text: str, expected: list[str]) -> None:
    assert [each.text for each in near(text, Timing, (2031, 2032))] == expected


def test_nearest_wordings__change_only_the_statement_that_is_not_sure() -> None:
    text = "Kick-off meeting in January\nJADs in 05/06/2012\nJune"
    assert [each.text for each in near(text, Timing)] == [
        "Kick-off meeting in January\nJADs in 5 June 2012\nJune",
        "Kick-off meeting in January\nJADs in 6 May 2012\nJune",
    ]


def test_nearest_wordings__of_two_statements_combine_those_of_each() -> None:
    text = "at least 5 JITs and 20 arrests; at least 3 meetings and 2 reports"
    assert [each.text for each in near(text, Kpis)][:2] == [
        "at least 5 JITs; 20 arrests; at least 3 meetings; 2 reports",
        "at least 5 JITs; 20 arrests; at least 3 meetings, at least 2 reports",
    ]


def test_nearest_wordings__in_a_column_of_links_keep_to_it() -> None:
    found = [(each.text, list(map(str, each.cell))) for each in nearest_wordings("2.1 & 3", Links, before="; ")]
    assert found == [("2.1; 3", ["2.1", "3"])]


def test_nearest_wordings__of_a_long_text_are_not_sought() -> None:
    assert near(f"{'zorgle ' * 100}/ Europol", Parties) == []


def test_nearest_wordings__of_many_statements_that_are_not_sure_are_not_combined() -> None:
    text = "; ".join(["at least 5 JITs and 20 arrests"] * 30)
    assert near(text, Kpis) == []


@pytest.mark.parametrize("text", [f"{' ' * 9_990}x", "a/" * 4_000, "(" * 5_000, "HU/" * 12 + "zorgle?"])
def test_nearest_wordings__of_hostile_texts_end(text: str) -> None:
    for cls in PARSERS:
        assert len(near(text, cls, range(2031, 2035))) < 100


# Laws


CLASSES: dict[str, type[Cell[Any]]] = {"kpis": Kpis, "links": Links, "parties": Parties, "timing": Timing}
CELLS = {
    f"{name} {cell['text']!r} {cell.get('plan', '')}": (CLASSES[name], cell)
    for name in CLASSES
    for family in families(name)
    for cell in family["cells"]
    if cell.get("cell") != "document"
}
WORD = re.compile(r"\w+")


def check(text: str, cls: type[Cell[Any]], years: Sequence[int]) -> None:
    found = near(text, cls, years)
    for each in found:
        read = PARSERS[cls](each.text)
        assert read == each.cell
        assert read.unparsed == ()
        assert read.items != ()
        assert each.text != text
    meanings = [frozenset(map(str, each.cell.items)) for each in found if cls is Parties]
    assert len(set(meanings)) == len(meanings)  # one for each meaning
    assert [each.rank for each in found] == sorted(each.rank for each in found)
    for each in found:
        codes = {word for word in WORD.findall(text) if cls is Parties and register().find(word) is not None}
        words = {*WORD.findall(text)} - {"and", "as", "well"} if cls in {Kpis, Targets} else set[str]()
        assert {*codes, *words} <= {*WORD.findall(each.text)}  # nothing is dropped


@pytest.mark.parametrize("name", CELLS)
def test_nearest_wordings__are_understood_and_have_all_words(name: str) -> None:
    cls, cell = CELLS[name]
    span = period(cell)
    check(cell["text"], cls, range(span.start.year, span.end.year + 1) if span.start.year != span.end.year else ())


PIECES: dict[type[Cell[Any]], list[str]] = {
    Parties: [
        "HU",
        "AT (tbc)",
        "All MS",
        "except DK",
        "Europol",
        "relevant MS",
        "(observers)",
        "co-leader NL",
        "MD",
        "(if needed)",
    ],
    Timing: ["May", "June", "Q3", "2031", "by", "workshop in", "15 July", "whole year", "after the JAD"],
    Links: ["SG 1", "2.1", "3", "OAP THB", "OA 4.1", "B:SG*", "uses", "(partly)"],
    Kpis: ["Number of", "arrests", "20", "seizures", "at least", "JITs", "per month", "(baseline 2030: 5)", "5 %"],
    Targets: ["Increase of", "5 %", "arrests", "at least 20", "seizures"],
}
JOINTS = [", ", "; ", "\n", " ", " and ", " or ", "/", " - ", " & "]


@st.composite
def texts(draw: st.DrawFn) -> tuple[type[Cell[Any]], str]:
    cls = draw(st.sampled_from(list(PIECES)))
    pieces = draw(st.lists(st.sampled_from(PIECES[cls]), min_size=2, max_size=6))
    joints = draw(st.lists(st.sampled_from(JOINTS), min_size=len(pieces), max_size=len(pieces)))
    return cls, "".join(map(str.__add__, pieces, joints)).strip()


@given(texts(), st.sampled_from([(), (2031, 2032)]))
def test_nearest_wordings__of_any_text_are_understood(drawn: tuple[type[Cell[Any]], str], years: Sequence[int]) -> None:
    cls, text = drawn
    check(text, cls, years)
