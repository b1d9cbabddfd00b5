"""Emphasis in documents: the parts of a cell, what formats with styles print, and that others print the words alone."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from typing import Any

import pytest
from docx import Document as Opened
from hypothesis import given
from tests.serde.test_emphasis import PLAN, plain
from tests.support.written import SESSION, document, made, made_bytes, table

from empact.documents import CellNote, Row, Section, StyledText, TableCell, Text, cell_parts
from empact.model import Emphasis, EmphasisStyle
from empact.testing import documents

BOLD, UNDERLINE, RAISED = EmphasisStyle.BOLD, EmphasisStyle.UNDERLINE, EmphasisStyle.SUPERSCRIPT
DAY = dt.date(2012, 9, 1)
SEVEN = CellNote("Only if asked.", "7")
BARE = SESSION.loads(json.dumps(plain(SESSION.tree(PLAN))), format="json")
"""The reference plan without emphasis."""


@pytest.mark.parametrize(
    ("value", "emphasis", "parts"),
    [
        ("Train staff.", [Emphasis(words="staff", style=BOLD)], (("Train ", StyledText("staff", (BOLD,)), "."),)),
        ("Train.", [Emphasis(style=UNDERLINE)], ((StyledText("Train.", (UNDERLINE,)),),)),
        ("the 1st", [Emphasis(words="st", within="1st", style=RAISED)], (("the 1", StyledText("st", (RAISED,))),)),
        (
            "a b c",
            [Emphasis(words="b c", style=UNDERLINE), Emphasis(words="a b", style=BOLD)],
            ((StyledText("a ", (BOLD,)), StyledText("b", (BOLD, UNDERLINE)), StyledText(" c", (UNDERLINE,))),),
        ),
        (("a", "b"), [Emphasis(words="b", style=BOLD)], (("a", ", ", StyledText("b", (BOLD,))),)),
        (("Go.", "b"), [Emphasis(words="b", style=BOLD)], (("Go.",), (StyledText("b", (BOLD,)),))),
        (
            "go[^7] on",
            [Emphasis(style=BOLD)],
            ((StyledText("go", (BOLD,)), SEVEN, StyledText(" on", (BOLD,))),),
        ),
        ("a", [Emphasis(words="b", style=BOLD)], (("a",),)),
        (7, [Emphasis(style=BOLD)], (("7",),)),
        (None, [Emphasis(style=BOLD)], ()),
    ],
)
def test_cell_parts__has_texts_in_their_styles(value: Any, emphasis: list[Emphasis], parts: Any) -> None:
    notes = (SEVEN,) if value == "go[^7] on" else ()
    assert cell_parts(TableCell(value, notes, emphasis=tuple(emphasis))) == parts


@given(documents())
def test_cell_parts__has_all_letters_of_a_text(drawn: Any) -> None:
    for body in (section.body for section in drawn.sections):
        cells = [body.cell] if isinstance(body, Text) else [cell for row in body.rows for cell in row.cells]
        for cell in cells:
            bare = cell_parts(TableCell(cell.value, cell.notes))
            styled = cell_parts(cell)
            assert ["".join(map(str, item)) for item in styled] == ["".join(map(str, item)) for item in bare]


# What the formats make of the reference plan; expected by eye from the printed document


def printed_runs() -> list[tuple[str, str]]:
    """The styles and the words of the runs of the Word file that are printed in a style, the cover and tables last."""
    file = Opened(io.BytesIO(SESSION.export(PLAN, to="docx")))
    cells = [cell for made_table in file.tables for row in made_table.rows for cell in row.cells]
    paragraphs = [*file.paragraphs, *(paragraph for cell in dict.fromkeys(cells) for paragraph in cell.paragraphs)]
    runs = []
    for run in (run for paragraph in paragraphs for run in paragraph.runs if run.text.strip()):
        styles = (("bold", run.bold), ("italic", run.italic), ("underline", run.underline))
        named = " ".join([name for name, holds in styles if holds] + ["superscript"] * bool(run.font.superscript))
        if named:
            words = " ".join(run.text.split())
            runs.append((named, words if len(words) < 50 else f"{words[:10]} ... {words[-10:]}"))
    return runs


def test_docx__prints_the_emphasis_of_the_reference_plan() -> None:
    assert printed_runs() == [
        ("italic", "Weaken the ... rth Africa"),
        ("italic", "“Weaken th ... h Africa”."),
        ("italic", "Western Balkans"),
        *[("bold", f"Goal {number}:") for number in range(1, 8)],
        ("bold", "COUNCIL OF THE EUROPEAN UNION"),
        *[("bold", words) for words in ("Brussels", "15 December 2011", "17793/2/11 REV 2")],
        ("bold", "JAI 894 CO ...  COMIX 782"),
        ("bold", "NOTE"),
        ("superscript", "st"),  # 1.1
        *[("superscript", words) for words in ("st", "nd")],  # 2.1
        *[("superscript", words) for words in ("nd", "rd", "st", "st")],  # 2.2
        ("underline", "With the a ... on meeting"),  # 4.2
        *[("superscript", words) for words in ("st", "st", "st", "nd", "st", "nd")],  # 5.2
        ("bold underline", "(to be confirmed: ongoing contacts with Spain)."),  # 6.2
    ]


def test_html__prints_the_emphasis_of_the_reference_plan() -> None:
    page = SESSION.export(PLAN, to="html").decode()
    assert "<strong><u>(to be confirmed: ongoing contacts with Spain).</u></strong>" in page
    assert "<u>With the agreement of MS involved in a particular case at Eurojust, Europol&#39;s presence" in page
    assert len(re.findall(r"1<sup>st</sup>|2<sup>nd</sup>|3<sup>rd</sup>", page)) == 13
    assert len(re.findall(r"<(strong|em|u|s|sup)>(?!<)", page)) == 15


def test_html__nests_the_elements_of_several_styles() -> None:
    every = tuple(Emphasis(words="a", style=style) for style in EmphasisStyle)
    row = Row("r", (TableCell("a & <b>", emphasis=every), "c"))
    page = made("html", document(table(row), Section(key="t", title="T", body=Text(("a",), (), every))))
    styled = "<strong><em><u><s><sup>a</sup></s></u></em></strong>"
    assert page["X-minutes.html"].count(styled) == 2
    assert f"{styled} &amp; &lt;b&gt;" in page["X-minutes.html"]


def test_docx__splits_a_styled_text_at_a_blank_line() -> None:
    row = Row("r", (TableCell("one\n\ntwo", emphasis=(Emphasis(style=BOLD),)), "c"))
    file = Opened(io.BytesIO(made_bytes("docx", document(table(row)))))
    assert [
        (paragraph.text, [run.bold for run in paragraph.runs])
        for paragraph in file.tables[-1].rows[-1].cells[0].paragraphs
    ] == [("one", [True]), ("two", [True])]


@pytest.mark.parametrize("to", ["csv", "markdown", "ics", "mermaid"])
def test_formats_without_styles__print_the_words_alone(to: str) -> None:
    assert SESSION.export(PLAN, to=to) == SESSION.export(BARE, to=to)


@pytest.mark.parametrize("name", sorted({spec.name for spec in SESSION.documents} - {"findings", "report-form"}))
def test_documents__are_the_same_text_with_and_without_emphasis(name: str) -> None:
    # The findings have the lines of the file, and a form has the digest of the plan.
    options: dict[str, Any] = {"party": "HU"} if name in {"tasking", "exclusion"} else {}
    options |= {"cell": "All MS"} if name == "parsed-cell" else {}
    with_it, without = (SESSION.export(plan, to="text", document=name, as_of=DAY, **options) for plan in (PLAN, BARE))
    assert with_it == without
    assert b"C-2012" in with_it
