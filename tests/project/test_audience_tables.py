"""The tables of the page on need to know come from the data of the audiences and from the documents."""

from __future__ import annotations

import importlib
from typing import Any

import pytest
from tests.support.paths import DOCS

import empact
from empact.audiences import Audience, Fact, sees

HEAD = ["Driver and Support Unit", "Leader", "Participant", "COSI", "Party from outside the plan"]


@pytest.fixture(scope="module")
def tables() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(DOCS / "_ext"))
        return importlib.import_module("audience_tables")


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")[1:-1]]


def test_table_of_facts__has_what_each_audience_sees(tables: Any) -> None:
    head, _, *rows = map(cells, tables.facts())
    assert head == ["fact", *HEAD]
    assert [row[0].casefold() for row in rows] == [fact.value.casefold() for fact in Fact]
    for fact, row in zip(Fact, rows, strict=True):
        assert row[1:] == ["yes" if sees(audience, fact) else "-" for audience in Audience]


def test_table_of_documents__has_each_document_with_its_readers(tables: Any) -> None:
    head, _, *rows = map(cells, tables.documents())
    assert head == ["audience", "documents"]
    listed = dict(rows)
    assert [*listed] == HEAD
    assert listed["COSI"] == "`driver-report`"
    assert listed["Leader"] == listed["Participant"] == "`tasking`, `report-form`"
    assert "the plan as `docx`" in listed["Driver and Support Unit"]
    for spec in empact.default_session().documents:
        places = [text for text in (*listed.values(), tables.without_reports()) if f"`{spec.name}`" in text]
        assert len(places) == max(1, len(spec.audiences)), spec.name


def test_page__includes_both_tables() -> None:
    page = (DOCS / "explanation" / "need-to-know.md").read_text(encoding="utf-8")
    assert page.index("{include} who-sees-what.txt") < page.index("{include} who-reads-what.txt")
