"""The commands workload, coverage and lineage: what they print, how wide, in which signs, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.support.paths import PLAN_FOLDER

from empact.analysis import Month, Months
from empact.cli import main
from empact.cli.charts import Signs, format_ids, line, pieces

NEXT = str(PLAN_FOLDER / "c_2013.yaml")
BLOCKS = Signs("█", "░", "▁▂▃▄▅▆▇█")


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
        "C-2012  Operational Action Plan 2012: Priority Crime Area C: Illegal Immigration",
        "    RESTREINT UE/EU RESTRICTED",
    ]
    assert block(lines, "Actions that each party leads") == [
        "Actions that each party leads",
        "2012      Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec  total",
        "DK          .   .   .   .   1   1   .   .   .   .   .   .      1",
        "ES         +1  +1  +1  +1  +1  +1  +1  +1  +1  +1  +1  +1     +1",
        "IT         +1  +1  +1  +2  +2  +1  +1  +1  +1  +2  +2  +1    1+1",
        "CY          .   .   .   .   .   .   1   1   1   1   .   .      1",
        "HU        1+1 1+1 1+1 1+1 1+1 1+1 1+1 1+1  +1   .   .   .      2",
        "AT         +1  +1  +1  +1  +1  +1  +1  +1  +1   .   .   .      1",
        "UK          1 1+1 1+1 1+1 1+1 1+1   1   1   .  +1  +1   .      2",
        "Europol     1   1   1   1   2   2   2   2   4   2   1   1      4",
        "Frontex   1+1 1+1 1+2 1+4 2+3 2+2 2+1 2+1 3+1 2+1 1+1   1    6+1",
        "Eurojust    1   1   1   1   1   1   1   1   1   1   1   1      1",
        "CEPOL       .   .   .   .   .   .   .   .   1   .  +1  +1      2",
        "COM         .   .  +1  +1   .   .   .   .   1   .   .   .      2",
    ]


def test_what_is_not_counted_stands_beneath_the_numbers() -> None:
    text = " ".join(" ".join(said("workload", "oap-c-2012")).split())
    assert "2+1 means two certain and one more possible." in text
    assert "not counted for any party: 'Relevant MS' in 5 actions, C-2012:2.1, C-2012:4.1, C-2012:4.2" in text
    outside = "Months outside the period of the plan, so not counted"
    assert f"{outside}: C-2012:2.2 (Dec 2011), C-2012:5.2 (Dec 2011)," in text


def test_the_workload_of_one_party_action_by_action() -> None:
    lines = said("workload", "oap-c-2012", "--party", "Cyprus")
    assert block(lines, "CY  Cyprus") == [
        "CY  Cyprus",
        "leads 1, joins 6",
        "2012          Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        "leads",
        "  C-2012:4.1                          ███ ███ ███ ███",
        "joins",
        "  C-2012:1.1                                  ███",
        "  C-2012:1.2              ░░░ ░░░ ░░░",
        "  C-2012:1.3          ░░░ ░░░",
        "  C-2012:2.3  ███ ███ ███ ███ ███ ███ ███ ███ ███ ███ ███ ███",
        "  C-2012:3.1                                  ███",
        "  C-2012:6.3          ░░░ ░░░",
        "all             1   1 1+2 1+3 1+1 1+1   2   2   4   2   1   1",
        "█ certain  ░ possible",
        "Left open by the plan whether CY is meant, so not counted: 'MS concerned",
        "  involved in EUROSUR' in 1 action, C-2012:6.2.",
        "Left open by the plan whether CY is meant, so not counted: 'Relevant MS' in 5",
        "  actions, C-2012:2.1, C-2012:4.1, C-2012:4.2, C-2012:5.1, C-2012:7.2.",
    ]
    assert "Actions that each party leads" not in lines


def test_a_party_has_the_name_of_the_time_of_the_plan() -> None:
    lines = said("workload", "oap-c-2012", "--party", "CEPOL", "--party", "BA")
    assert "CEPOL  European Police College" in lines
    assert "BA  Bosnia and Herzegovina has no role in any action." in lines


def test_a_terminal_without_blocks_gets_ascii() -> None:
    terminal = CliRunner(charset="ascii", env={"COLUMNS": "80"})
    done = terminal.invoke(main, ["workload", "oap-c-2012", "--party", "CY"])
    assert done.exit_code == 0
    text = done.stdout_bytes.decode("ascii")
    assert "  C-2012:1.2              ??? ??? ???" in text.splitlines()
    assert "# certain  ? possible" in text.splitlines()
    whole = terminal.invoke(main, ["workload", "oap-c-2012"])
    assert whole.exit_code == 0
    assert b"\\u" not in whole.stdout_bytes


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


def test_with_many_months_the_totals_follow_and_only_those_are_listed_who_have_something_to_do() -> None:
    lines = said("workload", "oap-c-2012", str(PLAN_FOLDER))
    leads = block(lines, "Actions that each party leads")
    assert [one.split()[0] for one in leads if "Jan Feb" in one] == ["2012", "2013", "2026", "2027"]
    assert leads[2].split()[0] == "BG"  # B-2012:3.1; BE leads from 2013 on
    assert any(one.startswith("total: BE 3+1, BG 8, DK 4,") for one in leads)


def test_the_workload_for_programs() -> None:
    found = document("workload", "oap-c-2012")
    assert list(found) == [
        "empact",
        "marking",
        "plans",
        "as_of",
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
    assert said("workload", "oap-c-2012", "--party", "HR")[-1] == "HR  Croatia has no role in any action."
    eurojust = " ".join(" ".join(said("workload", "oap-c-2012", "--party", "Eurojust")).split())
    group = "'other relevant EU Agencies and International Organisations' in 1 action, C-2012:3.1"
    assert eurojust.endswith(f"Left open by the plan whether Eurojust is meant, so not counted: {group}.")
    assert "Relevant MS" not in eurojust
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
    assert lines[:4] == ["X", "", "Actions", "total: all 2"]
    assert "Not a known party, so not counted for any party: 'Ruritania' in 1 action, X:1." in lines
    assert "Named in a plan without a period, so not counted for any party: 'HU' in 1 action, X:1." in lines
    assert "Party cells that are withheld or cannot be read: X:2." in lines
    assert "Without dates, so only in the totals: X:1, X:2." in lines


# coverage


def test_the_coverage_of_the_reference_plan() -> None:
    lines = said("coverage", "oap-c-2012")
    assert lines[3:] == [
        "Goals of priority C, 2011-2013",
        "GOAL  WHEN              ACTIONS UNDER IT, AND LINKED TO IT",
        "1     2012  ██████████  3: 1.1, 1.2, 1.3; linked: 2.1, 2.2, 2.3, 5.2",
        "2     2012  ██████████  3: 2.1, 2.2, 2.3; linked: 1.1, 5.2",
        "3     2012  ███         1: 3.1",
        "4     2012  ███████     2: 4.1, 4.2; linked: 1.1, 1.2, 1.3, 2.1, 5.2",
        "5     2012  ███████     2: 5.1, 5.2",
        "6     2012  ██████████  3: 6.1, 6.2, 6.3",
        "7     2012  ███████     2: 7.1, 7.2",
        "They are also valid in 2013, for which no plan is loaded.",
        "",
        "Inter-dependencies",
        "PLAN    PRIORITY             STATE  LINKED BY",
        "C-2012  B (Western Balkans)  used   2.2, 4.1",
        "C-2012  F (THB)              used   4.1",
    ]


def test_goals_without_actions_and_interdependencies_that_are_not_declared_are_told() -> None:
    lines = said("coverage", "oap-c-2012", str(PLAN_FOLDER), columns=120)
    goal = PLAN_FOLDER / "b_2012.yaml"
    (told,) = block(lines, "No action serves")[1:]
    assert told.startswith("  B-2012:SG 5  To trace and to seize the proceeds that groups of the region invest")
    assert told.partition("5  ")[2] in goal.read_text(encoding="utf-8")
    overlaps = block(lines, "Inter-dependencies")
    assert [one.split()[:3] for one in overlaps if "undeclared" in one] == [
        ["B-2012", "G", "undeclared"],
        ["C-2013", "E", "undeclared"],
    ]
    assert "C-2012   B (Western Balkans)                 used        2.2, 4.1; declared by B-2012" in overlaps


def test_a_goal_that_misses_other_years_than_its_fellows_says_so(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    goals = ', {number: "2", valid: {start: 2026-01-01, end: 2028-12-31}}]\n'
    file.write_text(
        f'empact: plan/1\nid: X\nperiod: {{start: 2026-01-01, end: 2026-12-31}}\ngoals: [{{number: "1"}}{goals}',
        encoding="utf-8",
    )
    assert said("coverage", str(file))[2:] == [
        "Goals of X",
        "GOAL  WHEN         ACTIONS UNDER IT, AND LINKED TO IT",
        "1     2026         none",
        "2     2026         none",
        "      2027-2028    no plan loaded",
        "",
        "No action serves",
        "  X:SG 1",
        "  X:SG 2",
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
    assert lines[6:8] == [
        "C-2012: 16 actions: 5 carried-over, 4 renumbered, 2 merged, 5 dropped. 2 matches inferred from the words.",
        "C-2013: 200 actions, 190 new.",
    ]
    assert block(lines, "C-2012  CONTINUATION  C-2013  WHY")[1:8] == [
        "1.1     carried-over  1.1     stated; 19 of 29 words the same, score 0.79",
        "1.2     merged        1.2     stated; 10 of 33 words the same, score 0.47",
        "1.3     merged        1.2     stated; 10 of 30 words the same, score 0.50",
        "2.1     carried-over  2.1     stated; 40 of 43 words the same, score 0.96",
        "2.2     renumbered    2.4     stated; 26 of 33 words the same, score 0.88",
        "2.3     carried-over  2.3     stated; 19 of 31 words the same, score 0.76",
        "3.1     dropped               To organise a workshop aimed at sharing ...",
    ]
    assert "4.2     carried-over  4.2     not stated; 16 of 16 words the same, score 1.00" in lines
    assert "6.1     dropped               To restart the SAHaraMED project, aiming ..." in lines  # no note mark


def test_what_comes_from_elsewhere_is_listed() -> None:
    lines = said("lineage", NEXT, str(PLAN_FOLDER / "ms_2026.yaml"))
    assert "MS-2026: 13 actions, 10 new, 1 from elsewhere." in lines
    assert lines[-1] == "OA-3a continues MS-2024:OA-3a"


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


def test_the_earlier_plan_is_named_first() -> None:
    done = run("lineage", NEXT, "oap-c-2012")
    assert done.exit_code == 2
    assert "Error: C-2013 starts after C-2012: give the earlier plan first." in done.stderr


# Exit codes


@pytest.mark.parametrize("command", ["workload", "coverage"])
def test_a_source_that_gives_no_plan_makes_the_code_2_and_the_others_are_shown(command: str, tmp_path: Path) -> None:
    slip = tmp_path / "slip.yaml"
    slip.write_text("empact: plan/1\nid: X\nactoins: []\n", encoding="utf-8")
    done = run(command, "oap-c-2012", str(slip), str(tmp_path / "nowhere.yaml"))
    assert done.exit_code == 2
    assert done.stdout.startswith("C-2012  Operational Action Plan 2012")
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


# Charts


def test_the_months_of_a_year_stand_beside_each_other_as_far_as_they_fit() -> None:
    months = [Month(2026, number) for number in range(3, 13)] + [Month(2028, 1)]

    def sizes(room: int) -> list[int]:
        return [len(piece) for piece in pieces(months, room, 4)]

    assert sizes(48) == [10, 1]
    assert sizes(47) == [4, 6, 1]
    assert sizes(23) == [2, 4, 4, 1]
    assert sizes(0) == [1, 3, 3, 3, 1]
    assert list(pieces([], 48, 4)) == []


def test_bars_and_levels_show_the_least_and_the_most() -> None:
    assert [BLOCKS.bar(number, 100, 10) for number in (0, 1, 50, 100)] == ["", "█", "█████", "██████████"]
    assert [BLOCKS.level(number, 16) for number in (0, 1, 2, 3, 16)] == ["", "▁", "▁", "▂", "█"]


def test_a_line_is_drawn_through_the_months_of_an_action() -> None:
    months = [Month(2026, number) for number in (1, 2, 3)]
    found = Months(certain=(months[0],), possible=(months[2],))
    assert line(found, months, BLOCKS, 4) == " ███     ░░░"


def test_of_many_ids_a_few_are_shown() -> None:
    assert format_ids(["1", "2"], 2) == "1, 2"
    assert format_ids(["1", "2", "3", "4"], 2) == "1, 2 and 2 more"
