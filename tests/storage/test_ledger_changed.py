"""A file of a ledger that was changed or removed, or is in the folder of another plan, is reported and refused."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest
from click.testing import CliRunner, Result
from tests.support.invented import PLAN, SESSION, TEXT, decision, entry, exhortation

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
    assert (done.exit_code, "OAP016 entry-changed." in done.stderr) == (2, True), done.output  # Q-2032 is not known


def test_of__raises_for_a_changed_entry(folder: Path) -> None:
    assert len(SESSION.workspace.ledger.of_plan("Q-2031", folder)) == 2
    change(newest(folder), "2031-07-01", "2032-07-01")
    with pytest.raises(PlanReadError, match="was changed after it was recorded"):
        SESSION.workspace.ledger.of_plan("Q-2031", folder, plans=[PLAN])


def test_validate__reports_a_changed_entry_once(folder: Path) -> None:
    change(newest(folder), "COSI", "COPS")
    found = SESSION.validate(
        PLAN, as_of=dt.date(2031, 12, 1), select="ledger-tampered", records=SESSION.records(ledger=folder)
    )
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
    found = SESSION.validate(
        PLAN, as_of=dt.date(2031, 12, 1), select="ledger-tampered", records=SESSION.records(ledger=root)
    )
    assert [one.message for one in found] == [says]
    with pytest.raises(PlanReadError, match="OAP017 entry-misplaced"):
        SESSION.workspace.ledger.of_plan("Q-2031", root)
    (tmp_path / "plan.yaml").write_text(TEXT, encoding="utf-8")
    plan = str(tmp_path / "plan.yaml")
    assert [run(root, *words).exit_code for words in (("ledger", "check", plan), ("validate", plan))] == [1, 1]
    assert [run(root, *words).exit_code for words in (("governance", plan), ("workload", plan))] == [2, 2]
    at_once = [says] if name == "ledger/Q-2031" else []  # the folder of a call can have any name
    assert [one.message for one in SESSION.workspace.ledger.read(root).diagnostics] == at_once


@pytest.mark.parametrize("command", [("ledger", "check"), ("validate", "--select", "OAP809")])
def test_check_and_validate__report_an_entry_in_a_new_folder_of_another_plan_once(
    folder: Path, command: tuple[str, ...]
) -> None:
    """The folder has no entry of its own, so its name alone shows that it is the folder of a plan."""
    (folder / "B-2026").mkdir()
    moved = newest(folder).rename(folder / "B-2026" / newest(folder).name)
    done = run(folder, *command, str(folder.parent / "plan.yaml"))
    assert (done.exit_code, done.stdout.count("OAP017")) == (1, 1), done.output
    (problem,) = SESSION.workspace.ledger.read(folder).diagnostics
    assert (problem.message, problem.place.file) == (
        "The entry is about Q-2031, but it is in the folder of B-2026.",
        str(moved),
    )


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
    known = SESSION.workspace.ledger.of_plan("Q-2031", tmp_path)
    assert sorted(repr(one.content.extensions["desk"]["open"]) for one in known) == ["1", "1.0", "True"]


def test_add__the_same_decision_again_is_one_entry(tmp_path: Path) -> None:
    same = decision("2031-07-01", verdict=Verdict.RETAINED)
    ids = [SESSION.workspace.ledger.add(same, tmp_path).id for _ in range(2)]
    assert ids[0] == ids[1]


# What is missing, as the entries that follow it show

MISSING = "follows an entry that was removed or changed"


def without_the_first(folder: Path) -> str:
    """Remove the entry that the newest one follows; return the start of its digest."""
    (path,) = folder.rglob("*-exhortation-*.yaml")
    path.unlink()
    return path.stem[-16:]


@pytest.mark.parametrize(
    "command",
    [
        ("exclusion", "PLAN", "QN"),
        ("governance", "PLAN"),
        ("ledger", "list", "PLAN"),
        ("workload", "PLAN"),
        ("overlaps", "PLAN"),
        ("task", "PLAN", "--party", "QN", "--with-ledger"),
        ("export", "PLAN", "--document", "workload", "--to", "text"),
    ],
)
def test_views__refuse_a_ledger_with_a_removed_entry(folder: Path, command: tuple[str, ...]) -> None:
    words = [str(folder.parent / "plan.yaml") if word == "PLAN" else word for word in command]
    before = run(folder, *words)
    assert before.exit_code == 0, before.output
    digest = without_the_first(folder)
    done = run(folder, *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert str(newest(folder)) in done.stderr
    assert f"OAP809 A decision of 2031-07-01 {MISSING}: digest {digest}." in " ".join(done.stderr.split())
    assert "Restore the files from a copy of the ledger." in " ".join(done.stderr.split())


def test_of__raises_for_a_removed_entry_of_its_plan_only(folder: Path) -> None:
    SESSION.workspace.ledger.add(attrs.evolve(entry(EntryKind.MEETING, "2031-02-01"), plan="Q-2032"), folder)
    without_the_first(folder)
    with pytest.raises(PlanReadError, match=MISSING) as raised:
        SESSION.workspace.ledger.of_plan("Q-2031", folder, plans=[PLAN])
    (problem,) = raised.value.diagnostics
    (rule,) = (rule.value for rule in SESSION.rules if rule.value.code == problem.code)
    assert (problem.name, problem.severity) == (rule.name, rule.severity)
    assert (problem.place.pointer, problem.place.line) == ("/follows", 9)
    assert len(SESSION.workspace.ledger.of_plan("Q-2032", folder)) == 1
    with pytest.raises(PlanReadError, match=MISSING):
        SESSION.context(PLAN, records=SESSION.records(ledger=folder, plans=[PLAN]))


def test_context__accepts_the_ledger_of_a_day_whose_entries_follow_later_ones(tmp_path: Path) -> None:
    """An entry can be dated before the one that it follows: what was known on a day is not a ledger with a gap."""
    for on in ("2031-07-01", "2031-02-01"):
        SESSION.workspace.ledger.add(entry(EntryKind.MEETING, on), tmp_path)
    known = SESSION.workspace.ledger.of_plan("Q-2031", tmp_path).until(dt.date(2031, 3, 1))
    assert [digest for (_, digest) in known.gaps] != []
    assert len(SESSION.context(PLAN, records=SESSION.records(ledger=[known])).ledger) == 1


def test_gaps__a_changed_file_is_there(folder: Path) -> None:
    (path,) = folder.rglob("*-exhortation-*.yaml")
    digest = path.stem[-16:]
    change(path, "2031-04-15", "2031-04-16")
    assert SESSION.workspace.ledger.read(folder).of_plan("Q-2031").gaps == ()
    path.unlink()
    ((gap, (missing,)),) = SESSION.workspace.ledger.read(folder).of_plan("Q-2031").gaps
    assert (gap.id, missing[:16]) == (newest(folder).stem, digest)


def test_read__lists_again_when_another_program_added_entries_meanwhile(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A listing made while entries are added can have an entry without the one that it follows."""
    from empact.storage import folders

    list_files = folders.list_files
    listings = [[newest(folder)]]
    monkeypatch.setattr(folders, "list_files", lambda *given: listings.pop() if listings else list_files(*given))
    assert len(SESSION.workspace.ledger.of_plan("Q-2031", folder)) == 2


# Adding to a ledger that is not as it was


def break_changed(folder: Path) -> str:
    change(newest(folder), "COSI", "QM")
    return CHANGED


def break_misplaced(folder: Path) -> str:
    (folder / "B-2026").mkdir()
    newest(folder).rename(folder / "B-2026" / newest(folder).name)
    return "OAP017 entry-misplaced."  # B-2026 is not known


def break_unreadable(folder: Path) -> str:
    (folder / "note.yaml").write_text("empact: ledger/1\nplan: Q-2031\nkind: meeting\n", encoding="utf-8")
    return "note.yaml"


def break_missing(folder: Path) -> str:
    without_the_first(folder)
    return MISSING


@pytest.mark.parametrize("broken", [break_changed, break_misplaced, break_unreadable, break_missing])
def test_add__refuses_a_ledger_that_is_not_as_it_was(folder: Path, broken: Callable[[Path], str]) -> None:
    says = broken(folder)
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    with pytest.raises(PlanReadError) as raised:
        SESSION.workspace.ledger.add(entry(EntryKind.MEETING, "2031-08-01"), folder, plans=[PLAN])
    assert says in str(raised.value)
    for reply in ([], ["--replies-to", "2031-04-15-exh"]):
        words = ["meeting", "--party", "QN", "--on", "2031-08-01", "--source", "Invented", *reply]
        done = run(folder, "ledger", "add", str(folder.parent / "plan.yaml"), *words)
        assert (done.exit_code, done.stdout) == (2, "")
        assert says in " ".join(done.stderr.split())
    assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before


def test_add__works_again_after_the_file_is_restored(folder: Path) -> None:
    data = newest(folder).read_bytes()
    change(newest(folder), "COSI", "QM")
    with pytest.raises(PlanReadError, match="Restore the file with the digest"):
        SESSION.workspace.ledger.add(entry(EntryKind.MEETING, "2031-08-01"), folder, plans=[PLAN])
    newest(folder).write_bytes(data)
    SESSION.workspace.ledger.add(entry(EntryKind.MEETING, "2031-08-01"), folder)
    done = run(folder, "ledger", "check", str(folder.parent / "plan.yaml"))
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(("on", "warned"), [("2099-01-01", 1), ("2031-12-31", 0), ("2026-01-05", 0)])
def test_add__warns_of_a_day_after_the_period_and_after_today(folder: Path, on: str, warned: int) -> None:
    words = ["meeting", "--party", "QN", "--on", on, "--source", "Invented"]
    done = run(folder, "ledger", "add", str(folder.parent / "plan.yaml"), *words)
    says = "The entry is dated 2099-01-01, after today and after the last day of Q-2031 (2031-12-31)."
    assert (done.exit_code, " ".join(done.stderr.split()).count(says)) == (0, warned)


@pytest.mark.parametrize(
    ("as_of", "says"),
    [
        (
            "2031-01-01",
            "no entry about Q-2031, as known on 2031-01-01. 2 later entries are not used.",
        ),
        ("2031-04-15", "1 entry about Q-2031, as known on 2031-04-15. 1 later entry is not used."),
        ("2031-08-01", "The ledger has 2 entries about Q-2031, as known on 2031-08-01. Who this is"),
    ],
)
def test_exclusion__counts_the_entries_after_the_date_of_knowledge(folder: Path, as_of: str, says: str) -> None:
    plan = str(folder.parent / "plan.yaml")
    done = run(folder, "exclusion", plan, "QN", "--as-of", as_of)
    assert says in " ".join(done.stdout.split())
    tree = json.loads(run(folder, "exclusion", plan, "QN", "--as-of", as_of, "--format", "json").stdout)
    assert tree["known"] + tree["later"] == 2
    later = SESSION.export(
        PLAN,
        to="text",
        document="exclusion",
        party="QN",
        as_of=dt.date.fromisoformat(as_of),
        records=SESSION.records(ledger=folder),
    )
    assert (" not used." in later.decode()) == (tree["later"] > 0)
