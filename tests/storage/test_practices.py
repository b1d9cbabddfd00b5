"""Practices, and the files of practices and entries: what is refused, what they are called, and plain data of them."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import attrs
import pytest

import empact
from empact import PlanReadError, Session
from empact.model import EntryContent, EntryKind, FrozenMap, LedgerEntry, Practice, PracticeKind, Request
from empact.model.parties import Parties

SESSION = Session()
DAY = dt.date(2026, 3, 1)
OPEN = [empact.Plan(id="X-2026")]
PRACTICE = Practice(plan="X-2026", title="T", kind=PracticeKind.GOOD, on=DAY, source="Invented")
ENTRY = EntryContent(plan="X-2026", kind=EntryKind.MEETING, on=DAY, source="Invented")


@pytest.mark.parametrize(
    ("due", "answered", "says"),
    [
        (1, None, "due on 2026-02-28"),
        (None, 1, "answered on 2026-02-28"),
        (1, 2, "due on 2026-02-28 and answered on 2026-02-27"),
    ],
)
def test_a_request_is_not_due_or_answered_before_it_is_made(due: int | None, answered: int | None, says: str) -> None:
    days = [None if back is None else DAY - dt.timedelta(days=back) for back in (due, answered)]
    with pytest.raises(ValueError, match=rf"^the request is {says}, before it is made on 2026-03-01$"):
        Request(to=Parties(), on=DAY, due=days[0], answered=days[1])
    assert Request(to=Parties(), on=DAY, due=DAY, answered=DAY).answered == DAY


def test_a_request_in_a_file_is_refused_at_its_place() -> None:
    text = (
        "empact: practice/1\nplan: X\ntitle: T\nkind: good\non: 2026-03-01\nsource: Invented\nrequests:\n"
        "  - {to: HU, on: 2026-03-01}\n  - {to: HU, on: 2026-03-01, answered: 2026-02-01}\n"
    )
    with pytest.raises(PlanReadError) as raised:
        empact.loads(text, format="yaml", kind=Practice)
    (told,) = raised.value.diagnostics
    assert (told.place.pointer, told.place.line) == ("/requests/1", 9)
    assert told.message == "The request is answered on 2026-02-01, before it is made on 2026-03-01."


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Übung für Zöllner", "2026-03-01-ubung-fur-zollner.yaml"),
        ("Contrôle", "2026-03-01-controle.yaml"),
        ("Team 2 (night)", "2026-03-01-team-2-night.yaml"),
    ],
)
def test_a_file_is_named_without_the_accents_of_the_title(title: str, name: str, tmp_path: Path) -> None:
    assert SESSION.workspace.practices.add(attrs.evolve(PRACTICE, title=title), tmp_path, plans=OPEN).name == name


def test_titles_without_latin_letters_have_files_of_their_own(tmp_path: Path) -> None:
    titles = ("Ομάδα", "Έκθεση", "Ομάδα 1", "Έκθεση 1", "1")
    paths = {
        SESSION.workspace.practices.add(attrs.evolve(PRACTICE, title=title), tmp_path, plans=OPEN).name
        for title in titles
    }
    assert len(paths) == len(titles)
    assert all(name.startswith(("2026-03-01-good-", "2026-03-01-1")) for name in paths)
    with pytest.raises(FileExistsError):
        SESSION.workspace.practices.add(attrs.evolve(PRACTICE, title=titles[0]), tmp_path, plans=OPEN)


@pytest.mark.parametrize("plans", [[], [attrs.evolve(OPEN[0], marking="LIMITE")], [empact.Plan(id="Y-2026")]])
def test_a_file_is_not_named_after_the_title_of_a_marked_or_unknown_plan(
    plans: list[empact.Plan], tmp_path: Path
) -> None:
    name = SESSION.workspace.practices.add(PRACTICE, tmp_path, plans=plans).name
    assert re.fullmatch(r"2026-03-01-good-[0-9a-f]{8}\.yaml", name)


@pytest.mark.parametrize("titles", [("A Ομάδα", "A Έκθεση"), ("long " * 20 + "one", "long " * 20 + "two")])
def test_titles_of_which_something_is_left_out_do_not_meet(titles: tuple[str, str], tmp_path: Path) -> None:
    paths = {
        SESSION.workspace.practices.add(attrs.evolve(PRACTICE, title=title), tmp_path, plans=OPEN) for title in titles
    }
    assert len(paths) == len(titles)


def test_a_practice_that_is_there_is_told_with_what_to_do(tmp_path: Path) -> None:
    path = SESSION.workspace.practices.add(PRACTICE, tmp_path, plans=OPEN)
    with pytest.raises(FileExistsError, match="choose another title, or edit the file") as raised:
        SESSION.workspace.practices.add(attrs.evolve(PRACTICE, source="Invented again"), tmp_path, plans=OPEN)
    assert raised.value.filename == str(path)


def test_nothing_is_written_into_a_folder_that_is_not_looked_into(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="A folder with this name is hidden, and its files would not be read") as raised:
        SESSION.workspace.ledger.add(attrs.evolve(ENTRY, plan=".X"), tmp_path)
    assert raised.value.filename == ".X"
    with pytest.raises(OSError, match="is hidden"):
        SESSION.workspace.practices.add(attrs.evolve(PRACTICE, plan=".X"), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_that_the_session_could_not_read(tmp_path: Path) -> None:
    session = Session(disable="empact.yaml")
    with pytest.raises(empact.ExportError, match=r"No plugin of the session reads \.yaml files"):
        session.workspace.ledger.add(ENTRY, tmp_path)
    with pytest.raises(empact.ExportError, match=r"No plugin of the session reads \.yaml files"):
        session.workspace.practices.add(PRACTICE, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["", " \n", "# nothing\n"])
@pytest.mark.parametrize(
    ("kind", "hint"),
    [
        (EntryContent, "A ledger entry starts with 'empact: ledger/1'."),
        (Practice, "A practice starts with 'empact: practice/1'."),
        (empact.Plan, "A plan starts with 'empact: plan/1'."),
    ],
)
def test_an_empty_file_is_told_with_how_its_kind_starts(text: str, kind: type[object], hint: str) -> None:
    with pytest.raises(PlanReadError) as raised:
        empact.loads(text, format="yaml", kind=kind)
    assert [one.hint for one in raised.value.diagnostics] == [hint]


def test_a_value_as_plain_data_is_what_its_file_holds() -> None:
    extensions = FrozenMap({"desk": {"case": 7}})
    entry, practice = attrs.evolve(ENTRY, extensions=extensions), attrs.evolve(PRACTICE, extensions=extensions)
    assert SESSION.tree(practice) == {
        "empact": "practice/1",
        "plan": "X-2026",
        "title": "T",
        "kind": "good",
        "on": "2026-03-01",
        "source": "Invented",
        "extensions": {"desk": {"case": 7}},
    }
    for value in (entry, practice, empact.load("oap-c-2012")):
        tree = SESSION.tree(value)
        assert empact.loads(json.dumps(tree), format="json", kind=type(value)) == value
    added = LedgerEntry(id="x", digest="0", content=entry)
    with pytest.raises(TypeError):
        SESSION.tree(added)


def test_a_session_reads_what_is_recorded_in_its_workspace(tmp_path: Path) -> None:
    (tmp_path / "empact.toml").write_text('workspace = "records"\n', encoding="utf-8")
    session = Session(config=tmp_path / "empact.toml")
    (tmp_path / "records").mkdir()
    assert (session.workspace.practices.read().practices, session.workspace.ledger.read().ledgers) == ((), ())
    session.workspace.practices.add(PRACTICE, tmp_path / "records" / "practice", create=True)
    added = session.workspace.ledger.add(ENTRY, tmp_path / "records" / "ledger", create=True)
    assert session.workspace.practices.read().practices == (PRACTICE,)
    assert session.workspace.ledger.read().of_plan("X-2026").entries == (added,)
    assert (Session().workspace.practices.read().practices, Session().workspace.ledger.read().ledgers) == ((), ())
