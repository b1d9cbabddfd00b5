"""``Session.import_plan``: where each value of a plan was read, as its reader says or as it stands there."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from tests.support.office import word
from tests.support.word_tables import TITLES, actions, cell, table

import empact
from empact import PlanReadError, Session
from empact.diagnostics import GUESSED, Place
from empact.hooks import Plain, RawDocument, ReadContext, Reader, hookimpl

TREE = {
    "empact": "plan/1",
    "id": "X-2031",
    "goals": [{"number": "1"}],
    "actions": [{"number": "1.1", "leaders": "QM", "links": "SG 1; 1.1", "documentation": ["A", "B"]}],
}
PLACES = {
    "/actions/0/leaders": Place(file="plan.scan", page=3, table=1, row=2, column=3),
    "/actions/0": Place(file="plan.scan", page=3, table=1, row=2),
}
SOURCES = {
    "/actions/0/links": (
        (Place(file="plan.scan", page=3, table=1, row=2, column=5), "SG 1"),
        (Place(file="plan.scan", page=4, table=1, row=2, column=6), "1.1"),
    )
}


def read(_data: bytes, ctx: ReadContext) -> RawDocument:
    ctx.report(GUESSED, "Column 3.", ctx.at(page=3, table=1, row=2, column=3))  # and no value is
    return RawDocument(TREE, PLACES.get, sources=SOURCES, guessed=frozenset({"/goals/0", "/actions/0/links"}))


class Plugin:
    @hookimpl
    def empact_readers(self) -> list[Reader]:
        return [Reader(name="scan", suffixes=".scan", read=f"{__name__}:read", from_folders=False)]


def scan() -> io.BytesIO:
    file = io.BytesIO(b"%PDF")
    file.name = "plan.scan"
    return file


def test_import_plan__has_each_value_with_its_words_and_its_nearest_place() -> None:
    imported = Session([Plugin()]).import_plan(scan())
    assert [(each.pointer, [source.text for source in each.sources], each.guessed) for each in imported.values] == [
        ("/id", ["X-2031"], False),
        ("/goals/0/number", ["1"], True),
        ("/actions/0/number", ["1.1"], False),
        ("/actions/0/leaders", ["QM"], False),
        ("/actions/0/links", ["SG 1", "1.1"], True),
        ("/actions/0/documentation", ["A, B"], False),
    ]
    at = {each.pointer: str(each.sources[0].place) for each in imported.values}
    assert at["/id"] == "plan.scan"
    assert at["/actions/0/leaders"] == "plan.scan, page 3, table 1, row 2, column 3"
    assert at["/actions/0/documentation"] == "plan.scan, page 3, table 1, row 2"
    assert (imported.cells, imported.words) == (3, 9)


def test_import_plan__of_a_plan_without_marking_has_none() -> None:
    session = Session([Plugin()])
    tree = session.tree(session.import_plan(scan(), format="scan"))
    assert (tree["empact"], tree.get("marking"), [plan["id"] for plan in tree["plans"]]) == (
        "imported-plan/1",
        None,
        ["X-2031"],
    )


def test_import_plan__of_a_document_with_changes_raises_an_error_with_their_places() -> None:
    body = table(TITLES, *actions("1.1"), [cell("1.2"), cell("Do.", "", "<w:strike/>"), cell("QM"), cell("May 2031")])
    with pytest.raises(PlanReadError) as caught:
        empact.import_plan(io.BytesIO(word(body)), format="docx")
    assert [str(each.place) for each in caught.value.diagnostics] == ["<stream>, table 1, row 3, column 2"]
    imported = empact.import_plan(io.BytesIO(word(body)), format="docx", options={"accept": True})
    assert dict(imported.options) == {"accept": "yes"}
    assert str(imported.plan.action("1.2").activity) == ""


@pytest.mark.parametrize("sources", [{"/id": "x"}, {"/id": ("x",)}, [("/id", ())]])
def test_raw_document__has_sources_of_the_right_type(sources: object) -> None:
    with pytest.raises(TypeError, match=r"RawDocument\.sources"):
        RawDocument({"id": Plain("1")}, sources=sources)  # type: ignore[arg-type]


@pytest.mark.parametrize("guessed", [{"/id"}, ("/id",), frozenset({1})])
def test_raw_document__has_pointers_of_guesses(guessed: object) -> None:
    with pytest.raises(TypeError, match=r"RawDocument\.guessed"):
        RawDocument({"id": Plain("1")}, guessed=guessed)  # type: ignore[arg-type]


def test_reading__of_a_refused_file_has_the_marking_that_its_reader_saw() -> None:
    read = empact.default_session().read(io.BytesIO(word("<w:p><w:r><w:t>LIMITE</w:t></w:r></w:p>")), format="docx")
    assert (read.value, read.marking, read.is_marked) == (None, "LIMITE", True)


def test_import_plan__names_no_folder_of_its_layout(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[columns]\nleaders = "Who"\n', encoding="utf-8")
    body = table(["#", "Activity", "Who", "Colour"], ["1.1", "Do.", "QM", "Red"])
    session = Session()
    imported = session.import_plan(io.BytesIO(word(body)), format="docx", options={"layout": str(path)})
    assert imported.options == {"layout": "mine.toml"}
    assert [finding.message for finding in imported.findings if "'mine.toml'" in finding.message]
    assert str(tmp_path) not in json.dumps(session.tree(imported))
