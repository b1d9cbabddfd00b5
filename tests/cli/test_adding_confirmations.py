"""Confirmations on the command line: added one by one, and what commands then say of who takes part."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from empact.cli import main

pytestmark = pytest.mark.usefixtures("invented_plan_installed")

PLAN = """\
empact: plan/1
id: Q-2031
title: Invented plan 2031
period: {start: 2031-01-01, end: 2031-12-31}
driver: QM
actions:
  - {number: "1.1", activity: Meet., leaders: QM, participants: "QN, Relevant MS", timing: Whole year}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, words)])


def add(plan: Path, by: str, part: str, on: str = "2031-01-20") -> Result:
    words = ("--by", by, "--action", "1.1", "--part", part, "--on", on, "--source", "Invented: sheet")
    return run("ledger", "add", plan, "confirmation", *words, f"--ledger={plan.parent / 'ledger'}", "--create")


def data(*words: str | Path) -> Any:
    done = run(*words, "--format", "json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_workload__has_a_party_from_the_day_on_which_it_confirmed(plan: Path) -> None:
    assert add(plan, "QO", "confirmed").stderr == ""
    words = ("workload", plan, f"--ledger={plan.parent / 'ledger'}", "--as-of")
    parties = {day: [party["name"] for party in data(*words, day)["parties"]] for day in ("2031-01-19", "2031-01-20")}
    assert parties == {"2031-01-19": ["QM", "QN"], "2031-01-20": ["QM", "QN", "QO"]}


def test_ledger_add__warns_of_a_party_without_such_a_part(plan: Path) -> None:
    done = add(plan, "QX", "confirmed")  # a third country
    assert done.exit_code == 0
    assert "QX says on 20 January 2031 whether it takes part in action 1.1, which does not name it" in done.stderr


def test_ledger_add__warns_of_two_that_differ(plan: Path) -> None:
    assert add(plan, "QO", "confirmed").stderr == ""
    done = add(plan, "QO", "declined")
    assert (
        "QO says different things of its part in action 1.1 on 20 January 2031: confirmed and declined." in done.stderr
    )


def test_validate__has_the_notice_to_the_driver(plan: Path) -> None:
    add(plan, "QN", "declined")
    words = ("validate", plan, f"--ledger={plan.parent / 'ledger'}", "--select", "part-declined", "--as-of")
    notice = "QN declined its part in action 1.1 on 20 January 2031, but the draft names it."
    assert "No findings" in run(*words, "2031-01-19").stdout
    assert notice in " ".join(run(*words, "2031-12-01").stdout.split())
