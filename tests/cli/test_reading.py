"""What commands say about the plans, folders and ledgers that their arguments name."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from empact.cli import main

PLAN = "empact: plan/1\nid: X\n"


def run(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "100"}).invoke(main, arguments, prog_name="empact")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a folder `plans` that has two plans."""
    (tmp_path / "plans").mkdir()
    for name in "XY":
        (tmp_path / "plans" / f"{name}.yaml").write_text(PLAN.replace("X", name), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_read_all__reads_a_source_that_is_named_twice_once() -> None:
    done = run("validate", "plans", "plans/X.yaml", "oap-c-2012", "oap-c-2012")
    assert " of 3 plans (X, Y, C-2012)." in done.stdout
    assert done.stderr.splitlines() == [
        "Warning: plans/X.yaml is named twice; it is read once.",
        "Warning: oap-c-2012 is named twice; it is read once.",
    ]


def test_read_all__does_not_call_a_folder_without_a_valid_plan_empty(folder: Path) -> None:
    (folder / "bad").mkdir()
    (folder / "bad" / "bad.yaml").write_text("empact: plan/1\ntitle: no id\n", encoding="utf-8")
    assert "Error: bad: the folder has no valid plan.\n" in run("validate", "bad").stderr
    (folder / "none").mkdir()
    assert "Error: none: the folder has no plan.\n" in run("validate", "none").stderr


def test_read_portfolio__warns_of_plans_with_one_id(folder: Path) -> None:
    assert run("coverage", "plans").stderr == ""
    for copies in (2, 3):
        (folder / f"copy-{copies}.yaml").write_text(PLAN, encoding="utf-8")
        warning = f"Warning: {copies} plans have the id X; each of them is counted."
        assert run("coverage", "plans", *sorted(map(str, folder.glob("copy-*.yaml")))).stderr.splitlines() == [warning]


def test_read_ledgers__warns_of_a_named_folder_without_an_entry(folder: Path) -> None:
    assert "ledger entry" not in run("agenda", "oap-c-2012").stderr
    (folder / "records").mkdir()
    assert "Warning: records has no ledger entry.\n" in run("agenda", "oap-c-2012", "--ledger", "records").stderr
    (folder / "records" / "ledger").mkdir()
    warning = f"Warning: records has no ledger entry. Did you mean {Path('records/ledger')}?\n"
    assert warning in run("agenda", "oap-c-2012", "--ledger", "records").stderr


@pytest.mark.parametrize("command", ["validate", "show", "export --to csv"])
@pytest.mark.parametrize("name", ["loop.yaml", "one.yaml", "loops/plan.yaml"])
def test_a_link_to_itself__is_reported_as_a_file_that_cannot_be_read(folder: Path, name: str, command: str) -> None:
    (folder / "loop.yaml").symlink_to("loop.yaml")
    (folder / "one.yaml").symlink_to("other.yaml")
    (folder / "other.yaml").symlink_to("one.yaml")
    (folder / "loops").symlink_to("loops")
    done = run(*command.split(), name)
    assert done.exit_code == 2, done.output
    assert f"Error: {name}: Too many levels of symbolic links" in done.stderr
