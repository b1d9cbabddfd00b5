"""The commands workload, coverage and lineage: what they print, how wide, in which signs, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.support.paths import PLAN_FOLDER

from empact.cli import main

NEXT = str(PLAN_FOLDER / "c_2013.yaml")


def run(*arguments: str, columns: int = 80, stdin: str | None = None) -> Result:
    return CliRunner(env={"COLUMNS": str(columns)}).invoke(main, arguments, input=stdin)


def said(*arguments: str, columns: int = 80) -> list[str]:
    done = run(*arguments, columns=columns)
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout.splitlines()


def document(*arguments: str) -> dict[str, Any]:
    done = run(*arguments, "--format", "json")
    assert done.exit_code == 0
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def block(lines: list[str], first: str) -> list[str]:
    """The lines from one on to the next empty one."""
    start = lines.index(first)
    end = next((place for place, one in enumerate(lines) if place > start and not one), len(lines))
    return lines[start:end]


# load


def test_the_workload_of_the_reference_plan_in_numbers() -> None:
    lines = said("workload", "oap-c-2012")
    assert lines[:2] == [
        "RESTREINT UE/EU RESTRICTED",
        "C-2012  Operational Action Plan 2012: Priority Crime Area C: Illegal Immigration",
    ]
    assert block(lines, "Actions in 2012: 14+2, which is 14 certain and 2 more possible")[2:] == [
        "all      4+3  4+4  4+6  4+8  5+6  5+5  5+3  5+3  6+3  4+4  3+5  3+3",
        "         ▅▅▅  ▆▆▆  ▇▇▇  ███  ███  ▇▇▇  ▆▆▆  ▆▆▆  ▆▆▆  ▆▆▆  ▆▆▆  ▄▄▄",
    ]
    assert block(lines, "Actions that each party leads, 2012") == [
        "Actions that each party leads, 2012",
        "Party     Jan  Feb  Mar  Apr  May  Jun  Jul  Aug  Sep  Oct  Nov  Dec  total",
        "DK          .    .    .    .    1    1    .    .    .    .    .    .      1",
        "ES         +1   +1   +1   +1   +1   +1   +1   +1   +1   +1   +1   +1     +1",
        "IT         +1   +1   +1   +2   +2   +1   +1   +1   +1   +2   +2   +1    1+1",
        "CY          .    .    .    .    .    .    1    1    1    1    .    .      1",
        "HU        1+1  1+1  1+1  1+1  1+1  1+1  1+1  1+1   +1    .    .    .      2",
        "AT         +1   +1   +1   +1   +1   +1   +1   +1   +1    .    .    .      1",
        "UK          1  1+1  1+1  1+1  1+1  1+1    1    1    .   +1   +1    .      2",
        "Europol     1    1    1    1    2    2    2    2    4    2    1    1      4",
        "Frontex   1+1  1+1  1+2  1+4  2+3  2+2  2+1  2+1  3+1  2+1  1+1    1    6+1",
        "Eurojust    1    1    1    1    1    1    1    1    1    1    1    1      1",
        "CEPOL       .    .    .    .    .    .    .    .    1    .   +1   +1      2",
        "COM         .    .   +1   +1    .    .    .    .    1    .    .    .      2",
    ]


def test_what_is_not_counted_stands_beneath_the_numbers() -> None:
    assert block(said("workload", "oap-c-2012"), "Not counted") == [
        "Not counted",
        "Words of the plan: MS concerned involved in EUROSUR",
        "  Why: Left open by the plan · Actions: C-2012:6.2",
        "Words of the plan: Relevant MS · Why: Left open by the plan",
        "  Actions: C-2012:2.1, C-2012:4.1, C-2012:4.2, C-2012:5.1, C-2012:7.2",
        "Words of the plan: other relevant EU Agencies and International Organisations",
        "  Why: Left open by the plan · Actions: C-2012:3.1",
        "Why: Months outside the period of the plan or of the action",
        "  Actions: C-2012:2.2 (Dec 2011), C-2012:5.2 (Dec 2011), C-2012:6.1 (Dec 2011)",
    ]


def test_the_workload_of_one_party_action_by_action() -> None:
    lines = said("workload", "oap-c-2012", "--party", "Cyprus")
    assert lines[2:] == [
        "CY (Cyprus): leads 1, joins 6.",
        "2+1 means two certain actions and one more possible.",
        "",
        "CY, 2012",
        "Role   Action      Jan  Feb  Mar  Apr  May  Jun  Jul  Aug  Sep  Oct  Nov  Dec",
        "leads  C-2012:4.1    .    .    .    .    .    .  ███  ███  ███  ███    .    .",
        "joins  C-2012:1.1    .    .    .    .    .    .    .    .  ███    .    .    .",
        "joins  C-2012:1.2    .    .    .  ░░░  ░░░  ░░░    .    .    .    .    .    .",
        "joins  C-2012:1.3    .    .  ░░░  ░░░    .    .    .    .    .    .    .    .",
        "joins  C-2012:2.3  ███  ███  ███  ███  ███  ███  ███  ███  ███  ███  ███  ███",
        "joins  C-2012:3.1    .    .    .    .    .    .    .    .  ███    .    .    .",
        "joins  C-2012:6.3    .    .  ░░░  ░░░    .    .    .    .    .    .    .    .",
        "       all           1    1  1+2  1+3  1+1  1+1    2    2    4    2    1    1",
        "█ certain  ░ possible",
        "",
        "Not counted: the plan leaves open whether the party is meant",
        "Party  Words of the plan                 Actions",
        "CY     MS concerned involved in EUROSUR  C-2012:6.2",
        "CY     Relevant MS                       C-2012:2.1, C-2012:4.1, C-2012:4.2,",
        "                                         C-2012:5.1, C-2012:7.2",
    ]


def test_a_party_has_the_name_of_the_time_of_the_plan() -> None:
    lines = said("workload", "oap-c-2012", "--party", "CEPOL", "--party", "BA")
    assert lines[2:4] == [
        "BA (Bosnia and Herzegovina) has no role in any action.",
        "CEPOL (European Police College): leads 2.",
    ]


def test_a_terminal_without_blocks_gets_ascii() -> None:
    terminal = CliRunner(charset="ascii", env={"COLUMNS": "80"})
    done = terminal.invoke(main, ["workload", "oap-c-2012", "--party", "CY"])
    assert done.exit_code == 0
    text = done.stdout_bytes.decode("ascii")
    assert "joins  C-2012:1.2    .    .    .  ???  ???  ???    .    .    .    .    .    ." in text.splitlines()
    assert "# certain  ? possible" in text.splitlines()
    whole = terminal.invoke(main, ["workload", "oap-c-2012"])
    assert whole.exit_code == 0
    assert b"\\" not in whole.stdout_bytes


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize(
    "arguments",
    [
        ("workload", "oap-c-2012"),
        ("workload", "oap-c-2012", str(PLAN_FOLDER)),
        ("workload", "oap-c-2012", str(PLAN_FOLDER), "--party", "IT", "--party", "Europol"),
        ("coverage", "oap-c-2012"),
        ("lineage", "oap-c-2012", NEXT),
    ],
)
def test_no_line_is_wider_than_the_terminal(arguments: tuple[str, ...], columns: int) -> None:
    assert [line for line in said(*arguments, columns=columns) if len(line) > columns] == []


def test_with_many_years_the_totals_stand_in_the_last_one() -> None:
    lines = said("workload", "oap-c-2012", str(PLAN_FOLDER))
    assert "Actions: 238+3, which is 238 certain and 3 more possible" in lines
    titles = [f"Actions that each party leads, {year}" for year in (2012, 2013, 2026, 2027)]
    assert [line for line in lines if line.startswith("Actions that each party leads")] == titles
    first, *_, last = (block(lines, title) for title in titles)
    assert (first[1].split()[-1], first[2].split()[0]) == ("Dec", "BG")  # B-2012:3.1; BE leads from 2013 on
    assert (last[1].split()[-2:], last[2].split()[0], last[2].split()[-1]) == (["all", "years"], "BE", "3+1")


def test_the_workload_for_programs() -> None:
    found = document("workload", "oap-c-2012")
    assert list(found) == [
        "empact",
        "marking",
        "plans",
        "as_of",
        "unread",
        "months",
        "runs",
        "parties",
        "apart",
        "gaps",
        "counts",
        "undated",
        "excluded",
    ]
    assert found["empact"] == "workload/1"
    assert found["plans"] == [
        {
            "id": "C-2012",
            "title": "Operational Action Plan 2012: Priority Crime Area C: Illegal Immigration",
            "file": "oap_c_2012/plan.yaml",
            "marking": "RESTREINT UE/EU RESTRICTED",
        }
    ]
    assert (found["months"][0], found["months"][-1], len(found["months"])) == ("2012-01", "2012-12", 12)
    assert found["counts"]["total"] == {"certain": 14, "possible": 2}
    frontex = next(party for party in found["parties"] if party["name"] == "Frontex")
    leads = frontex["roles"]["leader"]
    assert leads["counts"]["total"] == {"certain": 6, "possible": 1}
    assert list(leads["counts"]["certain"].values()) == [1, 1, 1, 1, 2, 2, 2, 2, 3, 2, 1, 1]
    assert list(leads["counts"]["possible"].values()) == [1, 1, 2, 4, 3, 2, 1, 1, 1, 1, 1]
    assert leads["duties"][2] == {
        "run": "C-2012:1.3",
        "role": "leader",
        "sure": True,
        "months": {"possible": ["2012-03", "2012-04"]},
    }
    assert [words["name"] for words in found["apart"]][1] == "Relevant MS"
    assert "open" not in frontex
    assert {run["action"]: run["left"] for run in found["runs"]}["C-2012:5.2"] == ["2011-12"]


def test_workload__of_a_party_says_what_is_left_open_for_it() -> None:
    """Croatia and Eurojust are not member states in 2012, so "Relevant MS" does not mean them."""
    assert said("workload", "oap-c-2012", "--party", "HR")[-1] == "HR (Croatia) has no role in any action."
    eurojust = said("workload", "oap-c-2012", "--party", "Eurojust", columns=120)
    left_open = block(eurojust, "Not counted: the plan leaves open whether the party is meant")
    assert left_open[2:] == ["Eurojust  other relevant EU Agencies and International Organisations  C-2012:3.1"]
    tree = document("workload", "oap-c-2012", "--party", "Eurojust")
    (party,) = tree["parties"]
    assert (tree["apart"], tree["counts"]["total"]["certain"]) == ([], 2)
    (left_open,) = party["open"]
    assert left_open["name"] == "other relevant EU Agencies and International Organisations"
    assert left_open["roles"]["participant"]["counts"]["total"] == {"certain": 0, "possible": 1}
    (duty,) = left_open["roles"]["participant"]["duties"]
    assert (duty["run"], duty["sure"], duty["months"]) == ("C-2012:3.1", False, {"possible": ["2012-09"]})


def test_a_plan_that_says_next_to_nothing_is_shown_too() -> None:
    actions = '[{number: "1", leaders: "HU, Ruritania"}, {number: "2", leaders: {withheld: true}}]'
    text = f"empact: plan/1\nid: X\nactions: {actions}\n"
    lines = run("workload", "-", "--from", "yaml", stdin=text, columns=120).stdout.splitlines()
    assert lines == [
        "X",
        "Actions: 2",
        "",
        "Not counted",
        "Words of the plan  Why                                              Actions",
        "HU                 Named in a plan without a period                 X:1",
        "Ruritania          Not a known party                                X:1",
        "                   Party cells that are withheld or cannot be read  X:2",
        "                   Without dates, so only in the totals             X:1, X:2",
    ]


# coverage


def test_the_coverage_of_the_reference_plan() -> None:
    lines = said("coverage", "oap-c-2012")
    assert lines[2:] == [
        "7 goals, each served by at least one action.",
        "Goals of priority C, 2011-2013: also valid in 2013, for which no plan is loaded.",
        "",
        "Goals of priority C, 2011-2013",
        "Goal  When  Actions              Under it       Linked to it",
        "1     2012        3  ██████████  1.1, 1.2, 1.3  2.1, 2.2, 2.3, 5.2",
        "2     2012        3  ██████████  2.1, 2.2, 2.3  1.1, 5.2",
        "3     2012        1  ███         3.1",
        "4     2012        2  ███████     4.1, 4.2       1.1, 1.2, 1.3, 2.1, 5.2",
        "5     2012        2  ███████     5.1, 5.2",
        "6     2012        3  ██████████  6.1, 6.2, 6.3",
        "7     2012        2  ███████     7.1, 7.2",
        "",
        "Inter-dependencies",
        "Plan    Priority             State  Linked by",
        "C-2012  B (Western Balkans)  used   2.2, 4.1",
        "C-2012  F (THB)              used   4.1",
    ]


def test_goals_without_actions_and_interdependencies_that_are_not_declared_are_listed() -> None:
    lines = said("coverage", "oap-c-2012", str(PLAN_FOLDER), columns=120)
    _, _, unserved = block(lines, "Goals that no action serves")
    assert unserved.startswith("B-2012:SG 5  To trace and to seize the proceeds that groups of the region invest")
    assert unserved.partition("5  ")[2] in (PLAN_FOLDER / "b_2012.yaml").read_text(encoding="utf-8")
    overlaps = block(lines, "Inter-dependencies")
    assert [one.split()[:3] for one in overlaps if "undeclared" in one] == [
        ["B-2012", "G", "undeclared"],
        ["C-2013", "E", "undeclared"],
    ]
    (declared,) = (one.split("  ") for one in overlaps if one.startswith("C-2012   B "))
    assert [text.strip() for text in declared if text] == [
        "C-2012",
        "B (Western Balkans)",
        "used",
        "2.2, 4.1",
        "B-2012",
    ]


def test_a_long_list_is_cut_on_a_terminal_only() -> None:
    assert any("1.6 and 24 more" in line for line in said("coverage", NEXT, columns=120))
    text = run("export", NEXT, "--document", "coverage", "--to", "text").stdout
    assert "1.30" in text
    assert " more" not in text


def test_a_goal_that_misses_other_years_than_its_fellows_says_so(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    goals = ', {number: "2", valid: {start: 2026-01-01, end: 2028-12-31}}]\n'
    file.write_text(
        f'empact: plan/1\nid: X\nperiod: {{start: 2026-01-01, end: 2026-12-31}}\ngoals: [{{number: "1"}}{goals}',
        encoding="utf-8",
    )
    said_of_x = said("coverage", str(file))
    assert said_of_x[1] == "2 goals; no action serves X:SG 1, X:SG 2."
    assert said_of_x[2:] == [
        "",
        "Goals of X",
        "Goal  When       Actions  Under it           Linked to it",
        "1     2026             0",
        "2     2026             0",
        "      2027-2028        .  no plan is loaded",
        "",
        "Goals that no action serves",
        "Goal    Words of the plan",
        "X:SG 1",
        "X:SG 2",
    ]


def test_the_coverage_for_programs() -> None:
    found = document("coverage", "oap-c-2012")
    assert list(found) == ["empact", "marking", "plans", "as_of", "goals", "dependencies"]
    assert found["empact"] == "coverage/1"
    assert found["goals"][1] == {
        "cycle": "2011-2013",
        "priority": "C",
        "number": "2",
        "valid": {"start": "2012-01-01", "end": "2013-12-31"},
        "services": [
            {
                "at": "/goals/1",
                "goal": "C-2012:SG 2",
                "under": ["C-2012:2.1", "C-2012:2.2", "C-2012:2.3"],
                "period": {"start": "2012-01-01", "end": "2012-12-31"},
                "linked_by": ["C-2012:1.1", "C-2012:5.2"],
            }
        ],
        "served": True,
        "missing": [{"start": "2013-01-01", "end": "2013-12-31"}],
    }
    (link,) = found["dependencies"][1].pop("links")
    assert (link["action"], link["at"], link["ref"]) == ("C-2012:4.1", "/actions/7/links/items/1", "F:SG*")
    assert found["dependencies"][1] == {
        "plan": "C-2012",
        "priority": "F",
        "name": "THB",
        "declared": "/interdependencies/1",
        "state": "used",
    }


# lineage


def test_the_lineage_of_the_actions_of_2012() -> None:
    lines = said("lineage", "oap-c-2012", NEXT, columns=120)
    counted = "5 carried-over, 4 renumbered, 2 merged, 5 dropped"
    start = lines.index("C-2013: 200 actions: 190 new.")
    assert lines[start - 1] == (f"C-2012: 16 actions: {counted}. Inferred from the words, and not stated: 2.")
    assert block(lines, "From C-2012 to C-2013")[1:9] == [
        "C-2012  Continuation  C-2013  Score  Why, or what is dropped",
        "1.1     carried-over  1.1      0.79  stated; 19 of 29 words the same",
        "1.2     merged        1.2      0.47  stated; 10 of 33 words the same",
        "1.3     merged        1.2      0.50  stated; 10 of 30 words the same",
        "2.1     carried-over  2.1      0.96  stated; 40 of 43 words the same",
        "2.2     renumbered    2.4      0.88  stated; 26 of 33 words the same",
        "2.3     carried-over  2.3      0.76  stated; 19 of 31 words the same",
        "3.1     dropped                      To organise a workshop aimed at sharing ...",
    ]
    assert "4.2     carried-over  4.2      1.00  not stated; 16 of 16 words the same" in lines
    assert "6.1     dropped                      To restart the SAHaraMED project, aiming ..." in lines  # no note mark


def test_what_comes_from_elsewhere_is_listed() -> None:
    lines = said("lineage", NEXT, str(PLAN_FOLDER / "ms_2026.yaml"))
    assert "MS-2026: 13 actions: 10 new, 1 from elsewhere." in lines
    assert "MS-2026:OA-3a continues MS-2024:OA-3a." in lines


def test_the_lineage_for_programs() -> None:
    found = document("lineage", "oap-c-2012", NEXT)
    keys = ["earlier", "later", "histories", "new", "from_elsewhere", "counts"]
    assert list(found) == ["empact", "marking", "plans", "as_of", *keys]
    assert found["empact"] == "lineage/1"
    assert (found["earlier"], found["later"], len(found["new"])) == ("C-2012", "C-2013", 190)
    assert found["counts"] == {"carried-over": 5, "renumbered": 4, "merged": 2, "split": 0, "dropped": 5}
    by_action = {history["action"]: history for history in found["histories"]}
    assert by_action["C-2012:3.1"] == {"action": "C-2012:3.1", "continuation": "dropped", "matches": []}
    assert by_action["C-2012:6.3"]["matches"] == [
        {
            "later": "C-2013:6.7",
            "at": "/actions/156",
            "stated": False,
            "score": 1.0,
            "why": ["of the 29 words of C-2012:6.3 and the 29 of C-2013:6.7, 29 are the same"],
        }
    ]


def test_the_plan_that_starts_first_is_the_earlier_one() -> None:
    tree = json.loads(run("lineage", NEXT, "oap-c-2012", "--format", "json").stdout)
    assert (tree["earlier"], tree["later"]) == ("C-2012", "C-2013")


# Exit codes


@pytest.mark.parametrize("command", ["workload", "coverage"])
def test_a_source_that_gives_no_plan_makes_the_code_2_and_the_others_are_shown(command: str, tmp_path: Path) -> None:
    slip = tmp_path / "slip.yaml"
    slip.write_text("empact: plan/1\nid: X\nactoins: []\n", encoding="utf-8")
    done = run(command, "oap-c-2012", str(slip), str(tmp_path / "nowhere.yaml"))
    assert done.exit_code == 2
    assert done.stdout.startswith("RESTREINT UE/EU RESTRICTED\nC-2012  Operational Action Plan 2012")
    assert "slip.yaml:3:1: OAP012" in done.stderr
    assert "nowhere.yaml: No such file or directory" in done.stderr
    empty = tmp_path / "empty"
    empty.mkdir()
    alone = run(command, str(empty))
    assert (alone.exit_code, alone.stdout) == (2, "")


def test_an_unknown_party_makes_the_code_2() -> None:
    done = run("workload", "oap-c-2012", "--party", "Frontx")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "'Frontx' does not exist. Did you mean 'Frontex'?" in done.stderr
