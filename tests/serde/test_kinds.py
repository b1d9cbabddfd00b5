"""Kinds of file: one row and one class are all that a new kind needs."""

from __future__ import annotations

import datetime as dt
import json
from importlib import resources
from pathlib import Path

import attrs
import pytest

from empact import PlanReadError, Reading, Session, UnknownIdError
from empact.model import Answers, EntryContent, Plan, Practice, Source
from empact.serde import kinds
from empact.serde.kinds import FILE_KINDS, FileKind, kind_in, kind_of
from empact.storage.reading import Readings


@attrs.frozen(kw_only=True)
class Visit:
    """A visit to a partner: a class that no row of empact knows."""

    plan: str
    on: dt.date
    remarks: tuple[str, ...] = ()
    source: Source | None = attrs.field(default=None, init=False, eq=False, repr=False)


VISIT = FileKind(Visit, "visit/1", "visit", title="Visit to a partner", word="visit", folder="visits")
TEXT = "empact: visit/1\nplan: C-2012\non: 2012-05-14\nremarks: [Customs]\n"


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Session:
    """A session to which one row is added, with a workspace."""
    monkeypatch.setattr(kinds, "FILE_KINDS", (*FILE_KINDS, VISIT))
    (tmp_path / "empact.toml").write_text('workspace = "records"\n', encoding="utf-8")
    return Session(config=tmp_path / "empact.toml")


def test_file_kinds__tell_files_apart_by_class_format_word_and_schema() -> None:
    for name in ("cls", "format", "word", "schema", "title"):
        assert len({getattr(kind, name) for kind in FILE_KINDS}) == len(FILE_KINDS)
    for kind in FILE_KINDS:
        assert (resources.files("empact.serde") / kind.schema).is_file()
        assert kind_of(kind.cls) is kind


@pytest.mark.parametrize("cls", [Plan, EntryContent, Practice, Answers])
def test_read__gives_a_reading_of_every_kind(cls: type[object], tmp_path: Path) -> None:
    file = tmp_path / "empty.yaml"
    file.write_text("", encoding="utf-8")
    reading = Session().read(file, cls)
    assert (type(reading), reading.value, reading.source, reading.text) == (Reading, None, str(file), "")
    assert [found.hint for found in reading.diagnostics] == [kind_of(cls).hint]


def test_a_new_row__is_read_and_written(session: Session, tmp_path: Path) -> None:
    file = tmp_path / "visit.yaml"
    file.write_text(TEXT, encoding="utf-8")
    visit = Visit(plan="C-2012", on=dt.date(2012, 5, 14), remarks=("Customs",))
    reading = session.read(file, Visit)
    assert (reading.value, list(reading.diagnostics), reading.text) == (visit, [], TEXT)
    assert reading.places is not None
    assert reading.places.place("/on").line == 3
    assert reading.value is not None
    assert reading.value.source == reading.places
    assert session.load(file, Visit) == session.loads(TEXT, format="yaml", kind=Visit) == visit
    assert session.loads(json.dumps(session.tree(visit)), format="json", kind=Visit) == visit


def test_a_new_row__has_a_schema_and_a_folder(session: Session, tmp_path: Path) -> None:
    schema = json.loads(session.schema(of=Visit))
    assert (schema["$id"], schema["title"]) == ("urn:empact:visit:1", "Visit to a partner")
    assert schema["required"] == ["empact", "plan", "on"]
    assert session.workspace.folder("visits") == tmp_path / "records" / "visits"


def test_a_new_row__is_named_where_another_kind_is_expected(session: Session) -> None:
    for text, kind, sentence in (
        (TEXT, Plan, "Expected a plan, but the file is a visit."),
        ("empact: practice/1\n", Visit, "Expected a visit, but the file is a practice."),
    ):
        with pytest.raises(PlanReadError, match="OAP011") as raised:
            session.loads(text, format="yaml", kind=kind)
        assert [problem.message for problem in raised.value.diagnostics] == [sentence]


def test_readings__are_complete_when_every_file_is_read_or_skipped(session: Session, tmp_path: Path) -> None:
    for name, text in {"a.yaml": TEXT, "b.yaml": "services: {}\n"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = Readings(tuple(session.read(file, Visit) for file in session.files(tmp_path)))
    assert ([visit.plan for visit in found.values], found.complete, found.require_complete()) == (
        ["C-2012"],
        True,
        found,
    )
    assert [(one.skipped, len(one.diagnostics)) for one in found.readings] == [(False, 0), (True, 1)]
    assert [one.hint for one in found.diagnostics] == ["It is skipped. A visit starts with 'empact: visit/1'."]
    (tmp_path / "c.yaml").write_text("empact: visit/1\n", encoding="utf-8")
    broken = Readings(tuple(session.read(file, Visit) for file in session.files(tmp_path)))
    assert not broken.complete
    with pytest.raises(PlanReadError):
        _ = broken.require_complete()
    assert not Readings(found.readings, missing=("d.yaml",)).complete


def test_kind_in__names_the_folders_of_a_workspace() -> None:
    assert kind_in("ledger").cls is EntryContent
    with pytest.raises(UnknownIdError, match="practice"):
        kind_in("practices")
    assert Session().workspace.folder("ledger") is None
