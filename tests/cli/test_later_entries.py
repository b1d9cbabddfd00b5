"""``empact validate`` says how many entries of the ledger it leaves out, since their day is still to come."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import oap_invented_2031
from empact import Session
from empact.cli import main

PLAN = """\
empact: plan/1
id: Q-2031
title: Invented
period: {start: 2031-01-01, end: 2031-12-31}
oversight: COSI
driver: QM
goals: [{number: "1", body: To know the invented routes.}]
actions: [{number: "1.1", goal: "1", activity: Act., leaders: QN, timing: Whole year}]
"""
SESSION = Session([oap_invented_2031])


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, obj=SESSION)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(PLAN, encoding="utf-8")
    meeting = ("ledger", "add", "plan.yaml", "meeting", "--party", "QN", "--source", "minutes", "--ledger", "ledger")
    for day in ("2012-05-14", "9031-05-14", "9031-06-14"):
        assert run(*meeting, "--on", day, "--create").exit_code == 0


def test_validate__says_how_many_entries_are_of_a_later_day() -> None:
    call = ("validate", "plan.yaml", "--ledger", "ledger")
    (note,) = re.findall("Note: .*", run(*call).stderr)
    day = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
    said = f"Note: 2 entries of the ledger are of a day after {day}, and left out. For all of them, add "
    assert re.fullmatch(f"{said}--as-of 9031-06-14.", note)
    quiet = run("-q", *call)
    assert (quiet.exit_code, "Note" in quiet.stderr) == (0, False)


@pytest.mark.parametrize("arguments", [("--ledger", "ledger", "--as-of", "2031-01-01"), ()])
def test_validate__without_such_entries_or_with_a_day__says_nothing_of_them(arguments: tuple[str, ...]) -> None:
    checked = run("validate", "plan.yaml", *arguments)
    assert (checked.exit_code, "Note" in checked.stderr) == (0, False)
