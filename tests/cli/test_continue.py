"""``empact continue``: one new file with the draft of the next plan, never replaced, with the marking."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.support.invented import SESSION

import oap_invented_2031 as example
from empact.cli import main

PLAN = SESSION.load("oap-invented-2031")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the invented plan, in which the commands run."""
    monkeypatch.chdir(tmp_path)
    SESSION.export(PLAN, to="yaml", path=tmp_path / "plan.yaml")
    return tmp_path


def run(*arguments: str) -> Result:
    options = ("plan.yaml", "--id", "Q-2032", "--as-of", "2031-12-31")
    return CliRunner().invoke(main, ["continue", *options, *arguments], prog_name="empact", obj=SESSION)


def test_continue__writes_a_draft_that_loads_and_says_how_many_are_to_be_decided(folder: Path) -> None:
    done = run("--reports", str(example.REPORTS), "--kpis", str(example.KPIS), "-o", "drafts/next.yaml")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == (
        "Note: drafts/next.yaml has 8 actions: 4 to continue, 3 to end, 1 to ask about. "
        "'empact validate drafts/next.yaml' lists what is not decided.\n"
    )
    draft = SESSION.load(folder / "drafts/next.yaml")
    assert (draft.id, draft.marking, str(draft.period)) == ("Q-2032", "LIMITE", "2032-01-01 to 2032-12-31")
    proposals = {action.number: action.proposal for action in draft.actions}
    assert proposals["4.1"] is not None
    assert proposals["4.1"].why.startswith("QR reports 'completed' for December 2031 on 2031-12-11.")


def test_continue__without_records_proposes_by_the_timing_alone() -> None:
    done = run()
    assert done.stdout.startswith("empact: plan/1\nid: Q-2032\n")
    assert "why: Its planned time ended on 2031-09-30. No report is known." in done.stdout
    assert done.stderr == ""


def test_continue__never_replaces_a_file(folder: Path) -> None:
    (folder / "next.yaml").write_text("mine", encoding="utf-8")
    done = run("-o", "next.yaml")
    assert done.exit_code == 2
    assert "Error: next.yaml exists; choose another name." in done.stderr
    assert (folder / "next.yaml").read_text(encoding="utf-8") == "mine"


def test_continue__writes_json_by_the_suffix(folder: Path) -> None:
    assert run("-o", "next.json", "--period", "2032-2033").exit_code == 0
    tree = json.loads((folder / "next.json").read_text(encoding="utf-8"))
    assert (tree["empact"], tree["period"]) == ("plan/1", {"start": "2032-01-01", "end": "2033-12-31"})
    assert SESSION.load(folder / "next.json").actions[0].proposal is not None


def test_continue__raises_the_marking_and_refuses_a_release_below_it(folder: Path) -> None:
    assert run("--marking", "EU RESTRICTED", "-o", "next.yaml").exit_code == 0
    assert "marking: RESTREINT UE/EU RESTRICTED; LIMITE" in (folder / "next.yaml").read_text(encoding="utf-8")
    refused = run("--release", "public", "-o", "other.yaml")
    assert refused.exit_code == 2
    assert not (folder / "other.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--period", "31"), "'31' is not a period. Write one year or two, such as 2013 or 2026-2027."),
        (("--period", "2033-2032"), "'2033-2032' is not a period."),
        (("--period", "2031"), "The next plan begins after Q-2031, which ends on 2031-12-31; not on 2031-01-01."),
        (("--id", "Q-2031"), "The next plan needs an id of its own; Q-2031 is the plan that it continues."),
        (("--id", "Q 2032"), "the id must be one word without space, comma, colon, semicolon or slash"),
    ],
)
def test_continue__refuses_what_is_no_next_plan(arguments: tuple[str, ...], message: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert message in " ".join(done.stderr.split())
