"""A file of a ledger that was changed, or is in the folder of another plan, is reported whatever plan it names."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import attrs
import pytest
from click.testing import CliRunner, Result
from tests.invented import PLAN, SESSION, TEXT, decision, entry, exhortation

from empact import PlanReadError
from empact.cli.app import main
from empact.model import EntryKind, FrozenMap, Verdict

CHANGED = "The file of this entry was changed after it was recorded."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A ledger whose newest entry is a decision, beside the plan."""
    (tmp_path / "plan.yaml").write_text(TEXT, encoding="utf-8")
    ledger = tmp_path / "ledger"
    for one in (exhortation("2031-04-15"), decision("2031-07-01")):
        SESSION.workspace.ledger.add(one, ledger, create=True)
    return ledger


def newest(folder: Path) -> Path:
    (path,) = folder.rglob("*-decision-*.yaml")
    return path


def change(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def run(folder: Path, *command: str) -> Result:
    arguments = [*command, "--ledger", str(folder)]
    return CliRunner().invoke(main, arguments, obj=SESSION)


def test_read__reports_a_changed_file_that_now_names_another_plan(folder: Path) -> None:
    change(newest(folder), "plan: Q-2031", "plan: Q-2032")
    (problem, misplaced) = SESSION.workspace.ledger.read(folder).diagnostics
    assert (problem.code, problem.name, problem.message) == ("OAP016", "entry-changed", CHANGED)
    assert (problem.place.file, problem.place.subject) == (str(newest(folder)), f"Q-2032:{newest(folder).stem}")
    assert newest(folder).stem[-16:] in (problem.hint or "")
    assert (misplaced.code, misplaced.name) == ("OAP017", "entry-misplaced")
    assert misplaced.message == "The entry is about Q-2032, but it is in the folder of Q-2031."
    assert (misplaced.place.pointer, misplaced.place.line) == ("/plan", 2)


@pytest.mark.parametrize("command", [("ledger", "check"), ("validate",)])
def test_check_and_validate__fail_when_the_newest_entry_names_another_plan(
    folder: Path, command: tuple[str, ...]
) -> None:
    plan = str(folder.parent / "plan.yaml")
    before = run(folder, *command, plan, *(["--select", "OAP809"] if command == ("validate",) else []))
    assert before.exit_code == 0, before.output
    change(newest(folder), "plan: Q-2031", "plan: Q-2032")
    after = run(folder, *command, plan, *(["--select", "OAP809"] if command == ("validate",) else []))
    assert after.exit_code == 1
    assert "OAP016 entry-changed" in after.stdout
    assert "Save the newest" not in after.stdout


@pytest.mark.parametrize(
    "command",
    [("exclusion", "QN"), ("governance",), ("ledger", "list"), ("workload",), ("overlaps",)],
)
def test_views__refuse_a_changed_entry(folder: Path, command: tuple[str, ...]) -> None:
    change(newest(folder), "plan: Q-2031", "plan: Q-2032")
    plan = str(folder.parent / "plan.yaml")
    words = [plan, "QN"] if command == ("exclusion", "QN") else [plan]
    name = command[:1] if command == ("exclusion", "QN") else command
    done = run(folder, *name, *words)
    assert (done.exit_code, CHANGED in done.stderr) == (2, True), done.output


def test_of__raises_for_a_changed_entry(folder: Path) -> None:
    assert len(SESSION.workspace.ledger.of("Q-2031", folder)) == 2
    change(newest(folder), "2031-07-01", "2032-07-01")
    with pytest.raises(PlanReadError, match="was changed after it was recorded"):
        SESSION.workspace.ledger.of("Q-2031", folder)


def test_validate__reports_a_changed_entry_once(folder: Path) -> None:
    change(newest(folder), "COSI", "COPS")
    found = SESSION.validate(PLAN, ledger=folder, as_of=dt.date(2031, 12, 1), select="ledger-tampered")
    assert [one.message for one in found] == [CHANGED]


def test_read__reports_a_file_that_was_moved_into_the_folder_of_another_plan(folder: Path) -> None:
    other = attrs.evolve(entry(EntryKind.MEETING, "2031-02-01"), plan="Q-2032")
    SESSION.workspace.ledger.add(other, folder)
    moved = newest(folder).rename(folder / "Q-2032" / newest(folder).name)
    (problem,) = SESSION.workspace.ledger.read(folder).diagnostics
    assert (problem.name, problem.place.file) == ("entry-misplaced", str(moved))


@pytest.mark.parametrize("name", ["Q-2031", "ledger/Q-2031"])
def test_misplaced__the_only_entry_of_a_plan_that_now_names_another(tmp_path: Path, name: str) -> None:
    """A file written by hand has no digest in its name, and no other entry shows that the folder is that of a plan."""
    folder = tmp_path / name
    folder.mkdir(parents=True)
    note = "empact: ledger/1\nplan: Q-2032\nkind: meeting\non: 2031-02-01\nsource: Invented\n"
    (folder / "note.yaml").write_text(note, encoding="utf-8")
    root = tmp_path / name.partition("/")[0]
    says = "The entry is about Q-2032, but it is in the folder of Q-2031."
    found = SESSION.validate(PLAN, ledger=root, as_of=dt.date(2031, 12, 1), select="ledger-tampered")
    assert [one.message for one in found] == [says]
    with pytest.raises(PlanReadError, match="but it is in the folder of Q-2031"):
        SESSION.workspace.ledger.of("Q-2031", root)
    (tmp_path / "plan.yaml").write_text(TEXT, encoding="utf-8")
    plan = str(tmp_path / "plan.yaml")
    assert [run(root, *words).exit_code for words in (("ledger", "check", plan), ("validate", plan))] == [1, 1]
    assert [run(root, *words).exit_code for words in (("governance", plan), ("workload", plan))] == [2, 2]
    assert list(SESSION.workspace.ledger.read(root).diagnostics) == []


def test_read__accepts_a_folder_that_is_not_of_another_plan(folder: Path) -> None:
    (folder / "Q-2031").rename(folder / "first half")
    shutil.move(newest(folder), folder)
    assert list(SESSION.workspace.ledger.read(folder).diagnostics) == []


def test_add__true_and_1_are_different_entries(tmp_path: Path) -> None:
    first = attrs.evolve(entry(EntryKind.MEETING, "2031-02-01"), extensions=FrozenMap({"desk": {"open": True}}))
    second = attrs.evolve(first, extensions=FrozenMap({"desk": {"open": 1}}))
    third = attrs.evolve(first, extensions=FrozenMap({"desk": {"open": 1.0}}))
    ids = {SESSION.workspace.ledger.add(one, tmp_path).id for one in (first, second, third, first, second)}
    assert len(ids) == 3
    known = SESSION.workspace.ledger.of("Q-2031", tmp_path)
    assert sorted(repr(one.content.extensions["desk"]["open"]) for one in known) == ["1", "1.0", "True"]


def test_add__the_same_decision_again_is_one_entry(tmp_path: Path) -> None:
    same = decision("2031-07-01", verdict=Verdict.RETAINED)
    ids = [SESSION.workspace.ledger.add(same, tmp_path).id for _ in range(2)]
    assert ids[0] == ids[1]
