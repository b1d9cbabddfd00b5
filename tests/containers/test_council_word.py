"""The reference document as the Council writes it in Word: each cell, note and emphasis is read as it is printed."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from tests.support.council_word.cells import cells_of, cells_of_plan
from tests.support.council_word.reference import MARKING, NUMBER, reference
from tests.support.paths import REFERENCE

from empact.containers import NoteKind, WordDocument, read_word


@pytest.fixture(scope="module")
def document() -> WordDocument:
    return read_word(reference())


@pytest.fixture(scope="module")
def plan() -> Any:
    return yaml.load(REFERENCE.read_text(encoding="utf-8"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def test_reference__has_the_same_bytes_twice() -> None:
    assert reference() == reference()


def test_table__has_its_176_cells(document: WordDocument, plan: Any) -> None:
    expected = cells_of_plan(plan)
    assert len(expected) == 176
    assert cells_of(document) == expected


def test_table__has_a_head_that_is_repeated_and_goals_over_all_columns(document: WordDocument, plan: Any) -> None:
    (table,) = document.tables
    assert [row.is_header for row in table.rows] == [True] + [False] * 26
    goals = [row.cells[0] for row in table.rows if len(row.cells) == 1]
    assert [(goal.columns, goal.text) for goal in goals] == [
        (11, f"Strategic Goal {goal['number']}: {goal['annex'].strip()}") for goal in plan["goals"]
    ]


def test_notes__stand_at_their_words(document: WordDocument, plan: Any) -> None:
    found = [
        ("".join(part.text for part in paragraph.runs[:index]), run.note)
        for paragraph in document.paragraphs
        for index, run in enumerate(paragraph.runs)
        if run.note is not None
    ]
    assert [before.split()[-1] for before, _ in found] == [
        *("crime", "2011", "areas", "2012-13", "Reference", "Checkpoint"),
        *("IT", "semester.", "project", "project"),
    ]
    assert {note.kind for _, note in found} == {NoteKind.FOOTNOTE}
    assert [note.text for _, note in found] == [note["text"].strip() for note in plan["notes"]]


def test_emphasis__is_that_of_the_source(document: WordDocument) -> None:
    first, second, third = ("st", "raised"), ("nd", "raised"), ("rd", "raised")
    found: dict[str, list[tuple[str, str]]] = {}
    for row in document.tables[0].rows[1:]:
        for cell in row.cells[1:]:
            for paragraph in cell.paragraphs:
                found.setdefault(row.cells[0].text, []).extend(
                    (run.text, " ".join(looks)) for run in paragraph.runs if (looks := looks_of(run))
                )
    spain = "(to be confirmed: ongoing contacts with Spain)."
    asked = "With the agreement of MS involved in a particular case at Eurojust, Europol's presence will be requested"
    assert {number: parts for number, parts in found.items() if parts} == {
        "1.1": [first],
        "2.1": [first, second],
        "2.2": [second, third, first, first],
        "4.2": [(f"{asked} at the coordination meeting", "underlined")],
        "5.2": [first, first, first, second, first, second],
        "6.2": [(spain, "bold underlined")],
    }


def looks_of(run: Any) -> list[str]:
    names = {
        "bold": run.is_bold,
        "italic": run.is_italic,
        "underlined": run.is_underlined,
        "raised": run.is_superscript,
    }
    return [name for name, is_so in names.items() if is_so]


def test_pages__have_the_marking_above_and_below(document: WordDocument) -> None:
    assert document.headers == (MARKING,)
    assert document.footers == (f"{NUMBER}\t\t1\n{MARKING}", f"{NUMBER}\tANNEX\t1\n{MARKING}")


def test_sections__have_headings_and_lists(document: WordDocument, plan: Any) -> None:
    headings = [(found.heading, found.text) for found in document.paragraphs if found.heading is not None]
    assert headings == [(1 + section["number"].count("."), section["heading"]) for section in plan["sections"]]
    items = [found.text[:10] for found in document.paragraphs if found.list_level is not None]
    assert items == [
        *("Priority B", "Priority F", "Operationa", "Member Sta", "Agency Tas", "Cross-refe", "Cross-refe"),
        *("Reference ", "Cumulative", "prevent an", "investigat", "efficientl"),
    ]
    texts = {found.text for found in document.paragraphs}
    assert "See doc. 17803/11 COSI 105 ENFOPOL 445 CRIMORG 238 ENFOCUSTOM 164." in texts
    assert any(text.endswith("attention (see end of paragraph 5.2.).") for text in texts)


def test_strict__reads_the_same(document: WordDocument) -> None:
    data = reference(strict=True)
    assert data != reference()
    assert read_word(data) == document
