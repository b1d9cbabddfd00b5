"""The commands that look at several plans, or at what lies around one: folders, ``links`` and ``cycles``."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import empact
from empact.cli import main
from empact.cli.console import MANY
from empact.cli.reading import read_all
from empact.reference import cycles

B_2012 = """\
empact: plan/1
id: B-2012
cycle: {id: 2011-2013}
priority: {code: B}
period: {start: 2012-01-01, end: 2012-12-31}
marking: INVENTED
goals: [{number: "1"}]
actions:
  - {number: "1.1", goal: "1", links: ["C:2.2", "C:9.9"]}
"""


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner(env={"COLUMNS": "80"}).invoke(main, arguments, input=stdin)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one plan and one file that is none."""
    (tmp_path / "b.yaml").write_text(B_2012, encoding="utf-8")
    (tmp_path / "compose.yaml").write_text("services: {}\n", encoding="utf-8")
    return tmp_path


# Folders


def test_a_folder_is_checked_together_with_a_plan(folder: Path) -> None:
    done = run("validate", "oap-c-2012", str(folder), "--select", "OAP701", "--fail-on", "never")
    assert done.exit_code == 0
    verdict = "1 error and 1 warning, 1 of them in 1 of 17 actions of 2 plans (C-2012, B-2012)."
    assert done.stdout.splitlines()[1:3] == ["", verdict]  # below the marking
    assert "compose.yaml:1:1: warning OAP010" in done.stdout


def test_a_plan_of_a_folder_that_cannot_be_read_is_told_and_the_others_are_checked(folder: Path) -> None:
    (folder / "broken.yaml").write_text("empact: plan/1\nid: X\ntitel: x\n", encoding="utf-8")
    done = run("validate", str(folder), "--select", "OAP701", "--fail-on", "never")
    assert done.exit_code == 2
    assert "error OAP012" in done.stdout
    assert done.stdout.splitlines()[2].endswith(" in B-2012.")


@pytest.mark.parametrize("command", ["validate", "links"])
def test_a_folder_without_a_plan_gives_none(command: str, folder: Path) -> None:
    (folder / "b.yaml").unlink()
    done = run(command, str(folder))
    assert done.exit_code == 2
    assert f"Error: {folder}: the folder has no plan.\n" in done.stderr


def test_one_that_does_not_exist_is_told_by_its_name(tmp_path: Path) -> None:
    done = run("validate", f"{tmp_path}/nowhere/")
    assert done.exit_code == 2
    assert done.stderr.startswith(f"Error: {tmp_path}/nowhere/: No such file")


class Terminal(io.StringIO):
    """A standard error that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("count", "shown"), [(MANY - 1, False), (MANY, True)])
def test_a_terminal_sees_how_far_many_files_have_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, *, shown: bool
) -> None:
    for number in range(count):
        (tmp_path / f"{number}.yaml").write_text(B_2012, encoding="utf-8")
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    read = read_all(empact.Session(), [str(tmp_path)], None)
    assert (len(read.values), read.complete) == (count, True)
    assert ("Reading" in terminal.getvalue()) is shown


def test_a_pipe_sees_nothing_of_it(tmp_path: Path) -> None:
    for number in range(MANY):
        (tmp_path / f"{number}.yaml").write_text(B_2012, encoding="utf-8")
    assert run("validate", str(tmp_path), "--select", "OAP208").stderr == ""


# links


def test_links_are_shown_in_both_directions_with_their_states(folder: Path) -> None:
    done = run("links", str(folder), "oap-c-2012")
    assert done.exit_code == 0
    first, rest = done.stdout.split("\n\nINVENTED; RESTREINT UE/EU RESTRICTED\nC-2012  Operational Action Plan 2012")
    assert first.splitlines() == [
        "INVENTED; RESTREINT UE/EU RESTRICTED",  # a marking that is not known ranks above all levels
        "",
        "INVENTED; RESTREINT UE/EU RESTRICTED",  # the links from the other plan are part of it
        "B-2012",
        "2 links: 1 reciprocated, 1 missing. 3 from other plans.",
        "",
        "Links and mentions",
        "From  Link   State         Link back, or why not",
        "1.1   C:2.2  reciprocated  C-2012:2.2",
        "1.1   C:9.9  missing       C-2012 has no action 9.9",
        "",
        "Links from other plans",
        "From        Link   State          Link back, or why not",
        "C-2012:2.2  B:SG*  reciprocated   B-2012:1.1",
        "C-2012:4.1  B:SG*  one-way",
        'C-2012:2.1  OAP B  only-in-prose  in Activity: "Western Balkans"',
    ]
    lines = rest.splitlines()
    assert lines[1:3] == [
        "25 links: 13 reciprocated, 11 one-way, 1 not-loaded. 3 only in prose. 2 from",
        "other plans.",
    ]
    assert "1.1   uses 2.1/1         reciprocated   2.1" in lines
    assert [line.split() for line in lines if "Western Balkans" in line] == [
        ["2.1", "OAP", "B", "only-in-prose", "in", "Activity:", '"Western', 'Balkans"']
    ]
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_a_file_that_is_no_plan_is_told_beside_the_links(folder: Path) -> None:
    done = run("links", str(folder))
    assert done.exit_code == 0
    assert "compose.yaml:1:1: OAP010 The key 'empact', which names the format, is missing." in done.stderr


def test_what_cannot_be_read_gives_exit_code_2_and_the_links_of_the_others() -> None:
    done = run("links", "nowhere.yaml", "oap-c-2012")
    assert done.exit_code == 2
    assert done.stderr.startswith("Error: nowhere.yaml: ")
    assert done.stdout.startswith("RESTREINT UE/EU RESTRICTED\nC-2012  ")
    assert run("links", "nowhere.yaml").stdout == ""


def test_a_plan_without_links_says_so() -> None:
    done = run("links", "-", "--from", "yaml", stdin="empact: plan/1\nid: X\n")
    assert done.stdout == "X\n0 links.\n"


def test_links_for_programs_are_one_document(folder: Path) -> None:
    done = run("links", str(folder), "oap-c-2012", "--format", "json")
    told = json.loads(done.stdout)
    assert told["empact"] == "links/1"
    first, _ = told["plans"]
    assert [first["id"], first["marking"], first["file"]] == ["B-2012", "INVENTED", str(folder / "b.yaml")]
    links_of_first, links_of_second = told["links"]
    assert links_of_first["counts"] == {
        "reciprocated": 1,
        "one-way": 0,
        "open": 0,
        "not-loaded": 0,
        "missing": 1,
        "only-in-prose": 0,
    }
    assert links_of_first["declared"] == [
        {
            "action": "B-2012:1.1",
            "cell": "links",
            "at": "/actions/0/links/items/0",
            "link": "C:2.2",
            "ref": "C:2.2",
            "state": "reciprocated",
            "destinations": ["C-2012:2.2"],
            "answer": "C-2012:2.2",
        },
        {
            "action": "B-2012:1.1",
            "cell": "links",
            "at": "/actions/0/links/items/1",
            "link": "C:9.9",
            "ref": "C:9.9",
            "state": "missing",
            "destinations": [],
            "why": "C-2012 has no action 9.9",
        },
    ]
    assert links_of_second["prose"][1] == {
        "action": "C-2012:2.1",
        "cell": "activity",
        "at": "/actions/3/activity",
        "name": "Western Balkans",
        "words": "Western Balkans",
        "ref": "OAP B",
        "state": "only-in-prose",
        "destinations": ["B-2012"],
    }
    assert [link["action"] for link in links_of_second["incoming"]] == ["B-2012:1.1", "B-2012:1.1"]


# cycles


def test_the_cycles_are_listed_with_source_and_confidence() -> None:
    done = run("cycles")
    lines = [line.split() for line in done.stdout.splitlines() if line[0].isdigit()]
    assert [line[:5] for line in lines] == [
        ["2011-2013", "8", "(A-H)", "EU", "policy"],
        ["2014-2017", "9", "(A-I)", "EU", "policy"],
        ["2018-2021", "10", "EU", "policy", "cycle"],
        ["2022-2025", "10", "EMPACT", "2022-2025", "(Council"],
        ["2026-2029", "7", "EMPACT", "2026-2029", "(Council"],
    ]
    assert "(years of its plans, general-knowledge)" in " ".join(done.stdout.split())


def test_a_cycle_is_shown_with_its_steps_and_what_its_priorities_go_on_as() -> None:
    lines = run("cycles", "2011-13").stdout.splitlines()
    assert lines[0] == "2011-2013  EU policy cycle for organised and serious international crime"
    assert "OCTA 2011: 8709/11 (17793/2/11 REV 2, note 2, stated)" in lines
    start = lines.index("B Western Balkans (17793/2/11 REV 2, stated)")
    assert lines[start + 1 : start + 5] == [
        "  No known successor",
        "C Illegal immigration (17793/2/11 REV 2, stated)",
        "  Continues as: 2014-2017 A, Illegal immigration (comparison of the lists of",
        "    priorities, general-knowledge)",
    ]


def test_merging_splitting_and_becoming_a_goal_of_all_are_told_apart() -> None:
    text = " ".join(run("cycles", "2018-2021").stdout.split())
    assert "Cybercrime (9450/17, read) From: 2014-2017 G, Cybercrime" in text
    assert "Continues in part as: 2022-2025, Cyber-attacks" in text
    assert "general-knowledge); 2022-2025, Child sexual exploitation" in text
    assert "Becomes part of: 2022-2025, Fraud, economic and financial crimes" in text
    assert (
        "Becomes a goal of all priorities of: 2022-2025 (Council conclusions of 26 May 2021, general-knowledge)" in text
    )


def test_the_last_cycle_has_no_successors_to_miss() -> None:
    assert "No known successor" not in run("cycles", "2026-2029").stdout


@pytest.mark.parametrize("id", [cycle.id for cycle in cycles()])
def test_every_cycle_fits_a_narrow_terminal(id: str) -> None:
    assert max(map(len, run("cycles", id).stdout.splitlines())) <= 80


def test_an_unknown_cycle_is_told() -> None:
    done = run("cycles", "2011-2014")
    assert done.exit_code == 2
    assert "Policy cycle '2011-2014' does not exist." in done.stderr
