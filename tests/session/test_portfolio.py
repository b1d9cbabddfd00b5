"""Reading many plans at once: folders, files and bundled plans, and every problem of all of them together."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

import empact
import oap_c_2012
from empact import PlanReadError, Session, Severity, UnknownFormatError, UnknownIdError


def plan(id: str) -> str:
    return f"empact: plan/1\nid: {id}\n"


@pytest.fixture(scope="module")
def session() -> Session:
    return Session([oap_c_2012])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two plans, files that are none, a hidden file and a folder."""
    files = {
        "b.yaml": plan("B-2012"),
        "F.JSON": '{"empact": "plan/1", "id": "F-2012"}',
        "notes.txt": "empact: plan/1",
        ".hidden.yaml": plan("H-2012"),
        "inside.yaml/deep.yaml": plan("D-2012"),
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_a_folder_gives_its_plans_by_the_names_of_the_files(session: Session, folder: Path) -> None:
    assert [one.id for one in session.portfolio(folder)] == ["F-2012", "B-2012"]  # capital letters come first
    assert [str(one) for one in session.files(folder)] == [str(folder / "F.JSON"), str(folder / "b.yaml")]


def test_folders_files_streams_and_bundled_plans_stand_in_the_order_of_the_call(session: Session, folder: Path) -> None:
    file = folder / "inside.yaml" / "deep.yaml"
    stream = io.StringIO(plan("S-2012"))
    stream.name = "s.yaml"
    portfolio = session.portfolio(str(file), "oap-c-2012", f"{folder}/", stream)
    assert [one.id for one in portfolio] == ["D-2012", "C-2012", "F-2012", "B-2012", "S-2012"]


def test_a_plan_of_a_folder_points_at_its_file(session: Session, folder: Path) -> None:
    first = session.portfolio(folder).plans[0]
    assert first.source is not None
    assert first.source.file == str(folder / "F.JSON")


def test_nothing_and_an_empty_folder_give_an_empty_portfolio(session: Session, tmp_path: Path) -> None:
    assert session.portfolio().plans == ()
    assert session.portfolio(tmp_path).plans == ()


def test_what_is_no_empact_document_is_skipped_in_a_folder_and_told(session: Session, folder: Path) -> None:
    (folder / "compose.yaml").write_text("services: {}\n", encoding="utf-8")
    (folder / "list.json").write_text("[1]", encoding="utf-8")
    assert [one.id for one in session.portfolio(folder)] == ["F-2012", "B-2012"]
    readings = [session.read(file) for file in session.files(folder)]
    told = [
        (Path(one.source).name, [(d.code, d.severity) for d in one.diagnostics]) for one in readings if not one.value
    ]
    assert told == [("compose.yaml", [("OAP010", Severity.WARNING)]), ("list.json", [("OAP010", Severity.WARNING)])]
    assert [one.skipped for one in readings] == [False, False, True, True]
    assert readings[2].diagnostics[0].hint == "It is skipped. A plan starts with 'empact: plan/1'."


def test_a_file_that_is_named_has_to_be_a_plan(session: Session, folder: Path) -> None:
    other = folder / "compose.yaml"
    other.write_text("services: {}\n", encoding="utf-8")
    assert not session.read(other).skipped
    with pytest.raises(PlanReadError, match="OAP010 The key 'empact', which names the format, is missing"):
        session.portfolio(folder, other)


def test_every_problem_of_every_file_is_told_at_once(session: Session, folder: Path) -> None:
    (folder / "one.yaml").write_text("empact: plan/1\nid: X\ntitel: x\nsectoins: []\n", encoding="utf-8")
    (folder / "two.yaml").write_text("empact: plan/1\nid: [\n", encoding="utf-8")
    (folder / "other.yaml").write_text("services: {}\n", encoding="utf-8")
    with pytest.raises(PlanReadError) as problem:
        session.portfolio("oap-c-2012", folder)
    found = [(Path(str(one.place.file)).name, one.code) for one in problem.value.diagnostics]
    assert found == [("one.yaml", "OAP012"), ("one.yaml", "OAP012"), ("other.yaml", "OAP010"), ("two.yaml", "OAP002")]
    assert "other.yaml" not in str(problem.value)  # it is passed over, not the reason


def test_a_source_that_does_not_exist_is_the_callers_mistake(session: Session, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        session.portfolio(tmp_path / "nowhere.yaml")
    with pytest.raises(UnknownIdError, match=r"^Bundled plan 'oap-c-2021' does not exist"):
        session.portfolio("oap-c-2021")
    (tmp_path / "plan.txt").write_text(plan("X"), encoding="utf-8")
    with pytest.raises(UnknownFormatError):
        session.portfolio(tmp_path / "plan.txt")


def test_the_function_is_the_method_of_the_default_session(folder: Path) -> None:
    assert [one.id for one in empact.portfolio("oap-c-2012", folder)] == ["C-2012", "F-2012", "B-2012"]
