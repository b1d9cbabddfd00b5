"""``empact parse``: what a text means as a cell of an action."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from empact.cli import main

TEXT = "All MS except DK and Europol"


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner(env={"COLUMNS": "100"}).invoke(main, ["parse", *arguments], input=stdin, prog_name="empact")


def test_parse__prints_meaning_doubts_and_wordings_below_the_marking_of_the_plan() -> None:
    done = run(TEXT, "--as", "participants", "--plan", "oap-c-2012")
    lines = done.stdout.splitlines()
    assert (done.exit_code, done.stderr) == (0, "")
    assert lines[:2] == [
        "RESTREINT UE/EU RESTRICTED",
        "Text: All MS except DK and Europol · Column: participants · Time: Jan to Dec 2012",
    ]
    assert [line for line in lines if line in {"It means", "In doubt", "Write instead", "Notes"}] == [
        "It means",
        "In doubt",
        "Write instead",
    ]
    assert "  It then means  All MS (except: DK): 26 parties; Europol: Europol" in lines


def test_parse__without_a_plan_has_no_marking_and_says_what_is_missing() -> None:
    done = run("All MS", "--as", "participants")
    assert done.stdout.splitlines() == [
        "A cell without a plan",
        "Text: All MS · Column: participants",
        "",
        "It means",
        "Item    Meaning                   Role",
        "All MS  all of them, by the date  participant",
        "",
        "Notes",
        "There is no plan: groups have no members, links lead nowhere, and times have no year.",
    ]


def test_parse__prints_json() -> None:
    tree = json.loads(run(TEXT, "--as", "participants", "--plan", "oap-c-2012", "--format", "json").stdout)
    assert (tree["empact"], tree["marking"], tree["column"]) == (
        "parsed-cell/1",
        "RESTREINT UE/EU RESTRICTED",
        "participants",
    )
    assert [doubt["finding"]["code"] for doubt in tree["doubts"]] == ["OAP107"]
    assert [wording["meaning"]["text"] for wording in tree["wordings"]] == [
        "All MS except DK, Europol",
        "All MS (except: DK, Europol)",
    ]


@pytest.mark.parametrize(
    ("text", "fail_on", "code"),
    [
        ("SG 9; 2.1", "error", 1),  # there is no such goal
        ("SG 9; 2.1", "never", 0),
        ("SG 1 (partly); 2.1", "error", 0),
        ("SG 1 (partly); 2.1", "warning", 1),
        ("SG 1, SG 4, SG 5", "warning", 0),
    ],
)
def test_parse__exits_with_1_for_a_doubt_at_or_above_the_severity(text: str, fail_on: str, code: int) -> None:
    assert run(text, "--as", "links", "--plan", "oap-c-2012", "--fail-on", fail_on).exit_code == code


def test_parse__reads_a_cell_of_several_lines_from_the_standard_input() -> None:
    done = run("-", "--as", "leaders", "--format", "json", stdin="HU, AT\nFrontex\n")
    tree = json.loads(done.stdout)
    assert (tree["text"], tree["meaning"]["items"]) == ("HU, AT\nFrontex", ["HU", "AT", "Frontex"])


def test_parse__reads_a_plan_from_a_file_and_in_the_place_of_an_action(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        "empact: plan/1\nid: Q-2031\nperiod: {start: 2031-01-01, end: 2031-12-31}\n"
        "actions: [{number: '1.1', timing: May}, {number: '1.2', timing: July}]\n",
        encoding="utf-8",
    )
    done = run("all MS", "--as", "participants", "--plan", str(plan), "--action", "1.2")
    assert "Column: participants · Action: Q-2031:1.2 · Time: Jul 2031" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["May", "--as", "month"], "Error: Invalid value for '--as': 'month' is not one of"),
        (["May"], "Error: Missing option '--as'."),
        ([" ", "--as", "timing"], "Error: Invalid value for 'TEXT': The text is empty"),
        (["x" * 10_001, "--as", "timing"], "Error: Invalid value for 'TEXT': The text has 10,001 characters"),
        (["May", "--as", "timing", "--action", "1.1"], "Error: Option '--action' needs --plan."),
        (["May", "--as", "timing", "--plan", "oap-c-2012", "--action", "9.9"], "Error: Action '9.9' does not exist."),
        (["May", "--as", "timing", "--plan", "none.yaml"], "Error: none.yaml:"),
        (["-", "--as", "timing", "--plan", "-"], "Error: '-' reads the standard input once"),
    ],
)
def test_parse__says_what_is_wrong(arguments: list[str], says: str) -> None:
    done = run(*arguments, stdin="May")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(says)


def test_parse__refuses_a_standard_input_that_is_not_utf_8() -> None:
    done = run("-", "--as", "timing", stdin=b"M\xe4rz")
    assert (done.exit_code, done.stderr.splitlines()[0]) == (2, "Error: The standard input is not UTF-8.")


def test_parse__stops_if_the_plan_is_above_the_level_of_a_release() -> None:
    done = run("May", "--as", "timing", "--plan", "oap-c-2012", "--release", "LIMITE")
    assert (done.exit_code, done.stdout) == (2, "")
