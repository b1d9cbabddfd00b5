"""``empact task``: the tasking sheets of parties, on the command line."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import oap_invented_2031
from empact import Session
from empact.analysis import tasking
from empact.cli import main

LEDGER = str(oap_invented_2031.LEDGER)
pytestmark = pytest.mark.usefixtures("invented_plan_installed")
HEAD = ["empact", "marking", "plans", "as_of"]
PARTS = ("leads", "co_leads", "cooperates", "joins", "joins_through", "possible", "mentioned")
OF_ACTION = {"description", "target", "kpis", "documentation", "channels", "funding"}
OF_OTHERS = {"leaders", "participants", "co_leaders", "cooperating", "results", "extensions"}
Q_HEAD = """\
empact: plan/1
id: Q-2031
title: Invented
period: {start: 2031-01-01, end: 2031-12-31}
goals: [{number: "1", body: To know the invented routes.}]
actions:
"""
B_2012 = """\
empact: plan/1
id: B-2012
title: Invented
cycle: {id: 2011-2013}
priority: {code: B, name: Western Balkans}
period: {start: 2012-01-01, end: 2012-12-31}
actions: [{number: "1.1", leaders: HU, links: ["C:2.2"], timing: May}]
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="empact")


def tree(*arguments: str) -> dict[str, Any]:
    done = run("task", *arguments, "--format", "json")
    assert (done.exit_code, re.sub(r"Note: The sheet of [^.]+\.\s[^.]+\.\n", "", done.stderr)) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "b.yaml").write_text(B_2012, encoding="utf-8")
    return tmp_path


def test_task__json_of_one_party() -> None:
    sheet = tree("oap-c-2012", "--party", "Hungary")
    assert list(sheet)[:6] == [*HEAD, "unread", "plan"]
    assert [plan["id"] for plan in sheet["plans"]] == ["C-2012"]
    assert (sheet["empact"], sheet["plan"], sheet["party"], sheet["name"], sheet["member"]) == (
        ("tasking/1", "C-2012", "HU", "Hungary", True)
    )
    assert [entry["action"] for entry in sheet["leads"]] == ["C-2012:2.2", "C-2012:5.2"]
    entries = [entry for part in PARTS for entry in sheet.get(part, [])]
    assert {key for entry in entries for key in entry} >= OF_ACTION
    assert not any(OF_OTHERS & entry.keys() for entry in entries)
    lead = sheet["leads"][1]
    span = {"start": "2012-01-01", "end": "2012-08-31"}
    assert lead["spans"] == [{"text": "January to August", "span": span, "certain": True}]
    assert (lead["goal"], lead["role"]) == ("C-2012:SG 5", "leader")
    assert lead["channels"] == [
        {"system": "AWF", "file": "Checkpoint", "focal_point": "Twister", "stated": "5.2/timing/4/1"}
    ]
    assert [one["source"] for one in lead["funding"] if "source" in one] == ["Europol"]
    assert lead["notes"][0]["mark"] == "8"
    assert lead["milestones"][3] == {
        "text": "Coordinated day of action in 2nd quarter",
        "spans": [{"span": {"start": "2012-04-01", "end": "2012-06-30"}, "certain": False}],
    }
    assert sheet["checkpoints"] == {"June": ["2012-06-30"], "Dec": ["2012-12-31"]}
    assert [note.keys() for note in lead["notes"]] == [{"mark", "text"}] * len(lead["notes"])


def test_task__json_of_a_part_on_condition_or_to_be_confirmed() -> None:
    (lead,) = (entry for entry in tree("oap-c-2012", "--party", "Frontex")["leads"] if entry["action"] == "C-2012:2.1")
    assert lead["certainty"] == "conditional"
    assert lead["conditions"] == ["any possible operations at the external borders"]
    (lead,) = tree("oap-c-2012", "--party", "ES")["leads"]
    assert lead["certainty"] == "tentative"
    assert lead["conditions"] == [
        "to be confirmed: ongoing contacts with Spain",
        "The launch of this project is subject to the adhesion of at least 2 third countries (out of DZ, TN, LY, EG).",
    ]


@pytest.mark.parametrize(("party", "member"), [("HR", False), ("Europol", None), ("RS", False), ("UK", True)])
def test_task__json_says_whether_a_state_is_a_member(party: str, member: bool | None) -> None:  # noqa: FBT001
    assert tree("oap-c-2012", "--party", party)["member"] is member


def test_task__party_without_a_part_has_no_lists() -> None:
    sheet = tree("oap-c-2012", "--party", "HR")
    assert not {*PARTS, "provisions"} & sheet.keys()
    done = run("task", "oap-c-2012", "--party", "HR")
    assert done.exit_code == 0
    assert "Member state: no, only from 2013-07-01" in done.stdout
    assert "None." in done.stdout


def test_task__json_of_several_parties_or_plans() -> None:
    both = tree("oap-c-2012", "b.yaml", "--party", "HU")
    assert (both["empact"], list(both)) == ("taskings/1", [*HEAD, "unread", "taskings"])
    assert [(plan["id"], "marking" in plan) for plan in both["plans"]] == [("C-2012", True), ("B-2012", False)]
    assert [(sheet["plan"], sheet["party"]) for sheet in both["taskings"]] == [("C-2012", "HU"), ("B-2012", "HU")]
    assert both["taskings"][0].keys() & {*HEAD} == set()
    back = [link for entry in both["taskings"][0]["leads"] for link in entry["links"] if link["back"]]
    assert {
        "back": True,
        "text": "C:2.2",
        "others": ["B-2012:1.1"],
        "led_by": ["HU"],
        "state": "reciprocated",
    } in back
    assert [
        sheet["party"] for sheet in tree("b.yaml", "--party", "HU", "--party", "AT", "--party", "Hungary")["taskings"]
    ] == [
        "HU",
        "AT",
    ]


def test_task__batches_have_members_and_agencies_of_the_time_and_nobody_else() -> None:
    states = [sheet["party"] for sheet in tree("oap-c-2012", "--all-ms")["taskings"]]
    assert len(states) == 27
    assert {"UK", "EL"} <= set(states)
    assert not {"HR", "RS", "COM"} & set(states)
    agencies = [sheet["party"] for sheet in tree("oap-c-2012", "--all-agencies")["taskings"]]
    assert {"Europol", "Frontex", "Eurojust", "CEPOL"} <= set(agencies)
    assert not {"COM", "Interpol", "IOM", "LY"} & set(agencies)
    everyone = tree("oap-c-2012", "--all-ms", "--all-agencies", "--party", "IOM")["taskings"]
    assert [sheet["party"] for sheet in everyone] == ["IOM", *states, *agencies]


def test_task__all_parties_have_a_part_or_may_have_one(tmp_path: Path) -> None:
    actions = (
        '  - {number: "1", goal: "1", activity: Act., leaders: QN, participants: "QO, QX"}\n'
        '  - {number: "2", goal: "1", activity: Ask LY., leaders: QN, participants: Relevant MS}\n'
    )
    path = tmp_path / "q.yaml"
    path.write_text(f"{Q_HEAD}{actions}", encoding="utf-8")
    invented = Session([oap_invented_2031])

    def of(*arguments: str) -> list[str]:
        done = CliRunner().invoke(main, ["task", str(path), *arguments, "--format", "json"], obj=invented)
        assert done.exit_code == 0, done.output
        return [sheet["party"] for sheet in json.loads(done.stdout)["taskings"]]

    everyone = of("--all-parties")
    assert {"QN", "QO", "QP", "QX"} <= {*everyone}  # who leads, joins, may join, and a third country with an action
    assert not {"Europol", "Frontex", "LY"} & {*everyone}  # agencies without a part, and who is only mentioned
    assert of("--party", "Europol", "--all-parties") == ["Europol", *everyone]


OUTSIDE = ("DZ", "EG", "LY", "RS", "TN", "IOM")
"""Who takes part by name in 2.2, 6.1 and 6.2 of the plan of 2012, and is neither a state nor a body of the Union."""


def test_task__outsiders_get_a_sheet_of_a_marked_plan_only_by_name(folder: Path) -> None:
    done = run("task", "oap-c-2012", "--all-parties", "-o", "sheets/")
    assert done.exit_code == 0
    assert " ".join(done.stderr.split()) == (
        f"Note: C-2012 is marked, so a party from outside the Union gets a sheet only by name. Left out: "
        f"{', '.join(OUTSIDE)}. Add --party DZ for its sheet."
    )
    made = {path.stem.removeprefix("C-2012-tasking-") for path in (folder / "sheets").iterdir()}
    assert {"HU", "UK", "Europol", "Frontex", "COM"} <= made
    assert made.isdisjoint(OUTSIDE)
    named = run("task", "oap-c-2012", "--party", "Serbia", "--all-parties", "--format", "json")
    parties = [sheet["party"] for sheet in json.loads(named.stdout)["taskings"]]
    assert (parties[0], {*parties} & {*OUTSIDE}) == ("RS", {"RS"})
    assert "Left out: DZ, EG, LY, TN, IOM." in " ".join(named.stderr.split())
    assert "Left out" not in run("task", "oap-c-2012", "--party", "RS").stderr


RESTREINT = "marking: RESTREINT UE/EU RESTRICTED\n"
DECLASSIFIED = "marking_today: {status: declassified, document: 12345/1/12 DCL 1, on: 2023-05-05}"


@pytest.mark.parametrize(
    ("marking", "options", "made"),
    [
        ("", (), ["HU", "RS"]),
        ("marking: LIMITE", (), ["HU"]),
        ("", ("--marking", "LIMITE"), ["HU"]),
        (RESTREINT + DECLASSIFIED, (), ["HU", "RS"]),
        (RESTREINT + DECLASSIFIED, ("--as-of", "2022-01-01"), ["HU"]),
    ],
)
def test_task__all_parties_goes_by_the_marking_in_force(
    folder: Path, marking: str, options: tuple[str, ...], made: list[str]
) -> None:
    text = B_2012.replace("leaders: HU", "leaders: HU, participants: RS")
    (folder / "b.yaml").write_text(text + marking, encoding="utf-8")
    done = run("task", "b.yaml", "--all-parties", *options, "-o", "sheets/")
    assert done.exit_code == 0, done.output
    assert [path.stem for path in sorted((folder / "sheets").iterdir())] == [f"B-2012-tasking-{code}" for code in made]
    assert ("Left out: RS." in done.stderr) is ("RS" not in made)


WITHHELD = "Note: The sheet of LY leaves out 1 mention of C-2012. Add --all-actions to have all."


@pytest.mark.parametrize(
    "options",
    [
        ("task", "--format", "text"),
        ("task", "--format", "json"),
        ("task", "--format", "markdown"),
        ("export", "--document", "tasking", "--to", "text"),
        ("export", "--document", "tasking", "--to", "json"),
    ],
)
def test_task__what_an_outsider_may_not_see_is_said_on_the_error_output_only(options: tuple[str, ...]) -> None:
    done = run(*options, "oap-c-2012", "--party", "LY")
    assert (done.exit_code, " ".join(done.stderr.split())) == (0, WITHHELD)
    assert [word for word in ("leaves out", "remarks", "withheld") if word in done.stdout] == []
    assert run(*options, "oap-c-2012", "--party", "LY", "--all-actions").stderr == ""
    assert run(*options, "oap-c-2012", "--party", "HU").stderr == ""


def test_task__one_file_of_several_parties_says_what_each_may_not_see(folder: Path) -> None:
    parties = ("--party", "LY", "--party", "IOM", "--party", "HU")
    done = run("task", "oap-c-2012", *parties, "--format", "html", "-o", "sheets.html")
    said = " ".join(done.stderr.split())
    assert "The sheet of LY leaves out 1 mention of C-2012." in said
    assert "The sheet of IOM leaves out 1 possible part of C-2012." in said
    assert "leaves out" not in (folder / "sheets.html").read_text(encoding="utf-8")


def test_task__book_of_an_outsider_says_in_one_line_what_it_lacks_of_each_plan(folder: Path) -> None:
    other = B_2012.replace("HU", "IT").replace("May", "May, target: Libya is asked")
    (folder / "b.yaml").write_text(other, encoding="utf-8")
    done = run("task", "oap-c-2012", "b.yaml", "--party", "LY")
    said = " ".join(done.stderr.split())
    assert said == (
        "Note: The sheet of LY leaves out 1 mention of C-2012; 1 mention of B-2012. Add --all-actions to have all."
    )


def test_task__outsider_has_only_its_own_actions_unless_all_are_asked_for() -> None:
    own, everything = tree("oap-c-2012", "--party", "LY"), tree("oap-c-2012", "--party", "LY", "--all-actions")
    assert ([entry["action"] for entry in own["joins"]], "mentioned" in own) == (["C-2012:6.2"], False)
    assert [entry["action"] for entry in everything["mentioned"]] == ["C-2012:6.1"]
    assert [entry["action"] for entry in tree("oap-c-2012", "--party", "IOM", "--all-actions")["possible"]] == [
        "C-2012:3.1"
    ]
    assert "possible" not in tree("oap-c-2012", "--party", "IOM")
    assert [entry["action"] for entry in tree("oap-c-2012", "--party", "EC")["mentioned"]] == ["C-2012:5.2"]


def test_task__uses_no_ledger_unless_asked(folder: Path) -> None:
    (folder / "empact.toml").write_text('workspace = "records"\n', encoding="utf-8")
    entry = ("--on", "2031-02-20", "--source", "Invented")
    plan = "oap-invented-2031"
    added = run("ledger", "add", plan, "meeting", "--party", "QO", "--party", "QN", "--create", *entry)
    assert added.exit_code == 0
    assert "entries" not in tree(plan, "--party", "QO")
    found = tree(plan, "--party", "QO", "--with-ledger", "--as-of", "2031-12-31")
    kinds = [(one["kind"], one["on"], one["source"]) for one in found["entries"]]
    assert kinds == [("meeting", "2031-02-20", "Invented")]
    assert "QN" not in json.dumps([{**one, "id": ""} for one in found["entries"]])
    assert "absences" not in found
    assert "entries" not in tree(plan, "--party", "QP", "--with-ledger", "--as-of", "2031-12-31")
    assert "entries" not in tree(plan, "--party", "QO", "--with-ledger", "--as-of", "2031-01-01")
    sheet = run("task", plan, "--party", "QO", "--with-ledger", "--as-of", "2031-12-31").stdout
    assert "Entries of the ledger about the party" in sheet
    assert "Entries of the ledger" not in run("task", plan, "--party", "QO").stdout


def test_task__with_a_ledger_folder_has_the_decisions_about_the_party() -> None:
    ledger = ("--with-ledger", "--ledger", LEDGER, "--as-of", "2031-11-30")
    found = tree("oap-invented-2031", "--party", "QN", *ledger)
    assert [one["since"] for one in found["absences"]] == ["2031-10-01"]
    lead = found["leads"][0]
    assert (lead["action"], lead["spans"][0]["span"]["end"]) == ("Q-2031:3.1", "2031-09-30")
    other = tree("oap-invented-2031", "--party", "QP", *ledger)
    assert "absences" not in other
    assert [task["led_by"] for task in other["joins"] if task["action"] == "Q-2031:3.1"] == [["QN"]]


@pytest.mark.parametrize("options", [(), ("--with-ledger", "--ledger", LEDGER)])
def test_task__json_is_the_tree_of_the_tasking(options: tuple[str, ...]) -> None:
    session, day = Session.installed(), dt.date(2031, 11, 30)
    plan = session.load("oap-invented-2031")
    context = session.context(plan, as_of=day, records=session.records(ledger=LEDGER) if options else None)
    found = tree("oap-invented-2031", "--party", "QN", "--as-of", str(day), *options)
    assert session.tree(tasking(context, "QN")) == found
    assert ("entries" in found, "absences" in found) == (bool(options), bool(options))


def test_task__with_ledger_but_without_a_workspace_says_so() -> None:
    done = run("task", "oap-c-2012", "--party", "HU", "--with-ledger")
    assert done.exit_code == 0
    assert done.stderr.startswith("Note: No entries are used.")


def test_task__writes_files(folder: Path) -> None:
    assert run("task", "oap-c-2012", "--all-ms", "-o", "sheets/").exit_code == 0
    assert len(list((folder / "sheets").iterdir())) == 27
    assert (folder / "sheets" / "C-2012-tasking-HU.txt").read_text("utf-8") == run(
        "task", "oap-c-2012", "--party", "HU"
    ).stdout
    assert run("task", "oap-c-2012", "--party", "HU", "--format", "csv", "-o", "csv/").exit_code == 0
    overview = (folder / "csv" / "C-2012-tasking-HU-overview.csv").read_text("utf-8-sig").splitlines()
    columns = "Key,Action,Our part,Activity,Led by,When,KPI,Your answer,Remark,Competent authority,Key of the question"
    assert overview[0] == f"{columns},Notes,Marking"
    assert run("task", "oap-c-2012", "--party", "HU", "--format", "json", "-o", "hu.json").exit_code == 0
    assert json.loads((folder / "hu.json").read_text("utf-8")) == tree("oap-c-2012", "--party", "HU")
    assert run("task", "oap-c-2012", "--all-agencies", "--format", "json", "-o", "json/").exit_code == 0
    assert [path.name for path in (folder / "json").iterdir()] == ["taskings.json"]


def test_task__text_of_several_parties_is_printed_one_after_the_other() -> None:
    done = run("task", "oap-c-2012", "b.yaml", "--party", "HU", "--party", "AT")
    assert done.exit_code == 0
    titles = [line.split(":")[0] for line in done.stdout.splitlines() if line.startswith("Tasking of")]
    assert titles == ["Tasking of HU (Hungary)", "Tasking of AT (Austria)"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["oap-c-2012"], "Error: Name a party with --party, or use --all-parties, --all-ms or --all-agencies."),
        (["oap-c-2012", "--party", "Ruritania"], "Error: Party 'Ruritania' does not exist."),
        (["oap-c-2012", "--party", "Deutschland"], "'Deutschland' is the German name of Germany: write DE."),
        (["oap-c-2012", "--party", "HU", "--format", "pdf"], "Error: Format 'pdf' does not exist. Known: csv, "),
        (["oap-c-2012", "--party", "hu"], "Error: Party 'hu' does not exist. Did you mean 'HU'?"),
        (["oap-c-2012", "--party", "gr"], "Error: Party 'gr' does not exist. Did you mean 'EL'?"),
        (["oap-c-2012", "--party", "HU", "-o", "x.xlsx"], "Write --format xlsx or a name with .txt."),
        (
            ["oap-c-2012", "--party", "HU", "--format", "json", "-o", "x.docx"],
            "Write --format docx or a name with .json",
        ),
        (["oap-c-2012", "--party", "HU", "-o", "x.yaml"], "but is written as 'text'. Write a name with .txt."),
        (
            ["oap-c-2012", "--all-ms", "--format", "html"],
            "27 files: C-2012-tasking-BE.html, C-2012-tasking-BG.html, C-2012-tasking-CZ.html and 24 more. Name",
        ),
        (["oap-c-2012", "--party", "HU", "--format", "yaml"], "Error: Document 'tasking' in the format 'yaml'"),
        (["oap-c-2012", "--party", "HU", "--format", "csv"], "files: C-2012-tasking-HU-summary.csv"),
        (["oap-c-2012", "--party", "HU", "--ledger", LEDGER], "Error: --ledger needs --with-ledger."),
        (["oap-c-2012", "--party", "HU", "-o", ""], "Error: Invalid value for '-o': it is empty"),
        (["missing.yaml", "--party", "HU"], "Error: missing.yaml"),
        (["b.yaml", "copy.yaml", "--all-ms", "-o", "sheets/"], "Error: Two plans have the id 'B-2012'"),
    ],
)
def test_task__wrong_usage(arguments: list[str], message: str, folder: Path) -> None:
    (folder / "copy.yaml").write_text(B_2012, encoding="utf-8")
    done = run("task", *arguments)
    assert done.exit_code == 2
    assert message in done.stderr


@pytest.mark.parametrize("format_", ["text", "json", "html"])
@pytest.mark.parametrize("plans", [["oap-c-2012", "missing.yaml"], ["missing.yaml"]], ids=str)
def test_task__a_book_that_lacks_a_plan_is_not_written(format_: str, plans: list[str], folder: Path) -> None:
    (folder / "book").write_text("before", encoding="utf-8")
    for output in ([], ["-o", "book"], ["-o", "sheets/"]):
        done = run("task", *plans, "--party", "HU", "--format", format_, *output)
        assert (done.exit_code, done.stdout) == (2, "")
        assert ("Error: Nothing is written: " in done.stderr) == (len(plans) > 1)
    assert (folder / "book").read_text("utf-8") == "before"
    assert not (folder / "sheets").exists()


def test_task__says_that_a_plan_is_a_draft_and_which_cells_cannot_be_read(folder: Path) -> None:
    text = B_2012.replace("timing: May", "participants: {withheld: true}")
    (folder / "draft.yaml").write_text(text, encoding="utf-8")
    sheet = tree("draft.yaml", "--party", "PL")
    assert sheet["draft"] is True
    assert sheet["gaps"] == [{"action": "B-2012:1.1", "at": "/actions/0/participants", "withheld": True}]
    printed = run("task", "draft.yaml", "--party", "PL").stdout
    assert printed.startswith("Draft tasking of PL (Poland): Invented\n")
    assert "Party cells that cannot be read: 1.1 participants (withheld)" in printed


def test_task__takes_the_options_of_the_format(folder: Path) -> None:
    narrow = run("task", "oap-c-2012", "--party", "HU", "--width", "60")
    wide = run("task", "oap-c-2012", "--party", "HU")
    assert max(map(len, narrow.stdout.splitlines())) <= 60 < max(map(len, wide.stdout.splitlines()))
    (folder / "own.docx").write_text("no Word file", "utf-8")
    done = run("task", "oap-c-2012", "--party", "HU", "--format", "docx", "--template", "own.docx", "-o", "hu.docx")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "own.docx" in done.stderr
    assert not (folder / "hu.docx").exists()
    assert run("task", "oap-c-2012", "--party", "HU", "--format", "html", "--width", "60").exit_code == 2
