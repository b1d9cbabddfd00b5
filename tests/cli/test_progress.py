"""``empact progress``: what the reports of the invented plan add up to; the values are calculated by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import oap_invented_2031
from empact.cli import main

pytestmark = pytest.mark.usefixtures("invented_plan_installed")
FOLDERS = [
    f"--{part}={folder}"
    for part, folder in {
        "reports": oap_invented_2031.REPORTS,
        "operations": oap_invented_2031.OPERATIONS,
        "kpis": oap_invented_2031.KPIS,
        "ledger": oap_invented_2031.LEDGER,
    }.items()
]


def run(*arguments: str, folders: list[str] = FOLDERS) -> Result:
    call = ["progress", "oap-invented-2031", *arguments, *folders]
    return CliRunner(env={"COLUMNS": "80"}).invoke(main, call, prog_name="empact")


def text(*arguments: str) -> str:
    done = run("--as-of", "2031-12-31", *arguments)
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout


def section(title: str, shown: str) -> str:
    """The lines of a section, as one."""
    (lines,) = (part for part in shown.split("\n\n") if part.startswith(f"{title}\n"))
    return " ".join(lines.split())


def tree(*arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text("--format", "json", *arguments))
    return found


def test_text__begins_with_the_marking_and_a_short_verdict() -> None:
    head, *_ = text().split("\n\n")
    assert head.splitlines()[0] == "LIMITE"
    assert "Readers: only the Driver and the Support Unit" in head.splitlines()[2]
    assert " ".join(head.splitlines()[3:]) == (
        "Checkpoints: Q-2031: December 2031 "
        "Q-2031 (December 2031): 8 actions: 3 live, 3 completed, 1 not completed, 1 carried over. "
        "Figures are reported for 7 of 8 KPIs; targets: 1 reached, 1 reached after its day, 4 not reached, "
        "1 cannot be judged. "
        "To settle: 1 difference, 1 possible duplicate, 3 stated totals that differ from the reports."
    )


def test_text__has_80_columns_and_few_lines() -> None:
    lines = text().splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) < 124  # as many as the view had that was made by hand


def test_text__is_the_document() -> None:
    shown = text()
    assert "Reported: QO: successfully completed, 2031-12-10" in section("Status of actions", shown)
    assert "The leaders differ; the Driver settles it." in section("Status of actions", shown)
    kpis = section("KPIs", shown)
    assert "Reported so far: 460 clocks seized · Reported by: 1 of 1" in kpis
    # QP 120, QR 150 and QM 100 are parts of the 460; QN is silent
    assert "Shares: 370 clocks seized; reported by 3 of 4 expected, not reported by QN" in kpis
    assert "Target: not reached: 460 is below the target 500." in kpis
    assert "Q-2031:2.1 and Q-2031:3.2 count 'clocks seized', on days that overlap." in section(
        "Possible duplicates", shown
    )
    assert "Together: at least 460 to 590" in section("Sums over several actions", shown)
    assert "status counts 9 8 no QM (Driver, December 2031)" in section("Totals that reports state", shown)
    for heading in ("Status over time", "KPIs over time", "Reports used"):  # --checkpoint shows them
        assert heading not in shown


def test_leaders_that_differ__are_a_range_until_the_driver_settles_it() -> None:
    before = run("--as-of", "2031-12-19").stdout
    assert "The leaders differ, and the Driver has not settled it." in section("Status of actions", before)
    assert "Reported so far: 2 to 3 workshops searched; sources differ" in section("KPIs", before)


def test_silence__is_not_reported_and_never_zero() -> None:
    nothing = run("--as-of", "2031-01-31").stdout
    said = " ".join(nothing.split())
    assert "Q-2031 (June 2031): 8 actions: 8 not reported." in said
    assert "The cut-off day of June 2031 is 2031-06-30, which is after 2031-01-31." in said
    assert "Not reported by: QZ" in section("Status of actions", nothing)
    for word in (": 0 ", "late", "overdue"):
        assert word not in section("KPIs", nothing).replace("Reported by: 0 of", "").replace("calculated", "")


@pytest.mark.parametrize(
    ("checkpoint", "values"),
    [
        ("June", [5, 180, None, 8, None, 1, 28, None]),
        ("december 2031", [11, 200, 460, 32, 2, 2, 62, None]),
    ],
)
def test_json__has_the_values_of_the_table_by_hand(checkpoint: str, values: list[int | None]) -> None:
    bounds = [action["kpis"][0].get("value") for action in tree("--checkpoint", checkpoint)["actions"]]
    assert [value and value["low"] for value in bounds] == values
    assert [value and value["high"] for value in bounds] == values


def test_json__counts_the_statuses() -> None:
    assert tree()["counts"] == {"live": 3, "completed": 3, "not-completed": 1, "carried-over": 1}


def test_json__has_values_with_their_claims_and_why() -> None:
    (kpi,) = tree()["actions"][2]["kpis"]
    assert kpi["value"] == {
        "low": 460,
        "high": 460,
        "unit": "clocks seized",
        "basis": "total",
        "at_least": False,
        "so_far": False,
        "rounds": ["December 2031"],
    }
    assert (kpi["kpi"], kpi["adds"], kpi["shares"]["low"]) == ("1", "incremental", 370)
    assert kpi["participants"]["missing"] == ["QN"]
    first = kpi["claims"][0]
    assert {key: first[key] for key in ("thing", "by", "round", "on", "value", "operations")} == {
        "thing": "share",
        "by": "QP",
        "round": "December 2031",
        "on": "2031-12-09",
        "value": 120,
        "operations": {"JAD-2031-1": 120},
    }
    assert first["report"].startswith("2031-12-09-december-2031-qp-")
    assert kpi["why"][0] == "The figures are incremental, as decided by QM on 2031-01-30, in the KPI register."


def test_json__has_differences_with_who_settles_them() -> None:
    action = tree()["actions"][5]
    (difference,) = action["kpis"][0]["differences"]
    assert (difference["kind"], len(difference["reports"])) == ("totals", 2)
    assert difference["settled_by"].startswith("2031-12-20-december-2031-qm-")
    assert action["kpis"][0]["value"]["settled_by"] == difference["settled_by"]


def test_json__is_not_much_larger_than_what_it_says() -> None:
    # 49,250 bytes were those of the keys that were chosen by hand; with all that a value is made of, it is like that.
    assert len(text("--format", "json").encode()) < 1.5 * 49_250


@pytest.mark.parametrize(
    ("name", "words"),
    [("May", "Checkpoint 'May' does not exist."), ("", "Checkpoint '' does not exist.")],
)
def test_checkpoint__is_one_of_the_plan(name: str, words: str) -> None:
    done = run("--checkpoint", name)
    assert done.exit_code == 2
    assert words in done.stderr


def test_reports__need_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(folders=[])
    assert done.exit_code == 2
    assert "The command needs the reports folder." in done.stderr


def test_folder_without_a_report_about_the_plan__is_a_warning(tmp_path: Path) -> None:
    done = run(folders=[f"--reports={tmp_path}"])
    assert done.exit_code == 0
    assert "has no report about Q-2031." in done.stderr


def test_export__reads_the_reports_of_the_folders(tmp_path: Path) -> None:
    call = ["export", "oap-invented-2031", "--document", "progress", "--to", "text", "--checkpoint", "June"]
    done = CliRunner().invoke(main, [*call, "--as-of", "2031-12-31", *FOLDERS], prog_name="empact")
    assert done.exit_code == 0
    assert "Reported so far: 180 clocks compared" in done.stdout
    unknown = CliRunner().invoke(main, [*call, "--as-of", "2031-12-31"], prog_name="empact")
    assert (unknown.exit_code, "The command needs the reports folder." in unknown.stderr) == (2, True)
    empty = ("--reports", str(tmp_path))
    silent = CliRunner().invoke(main, [*call, "--as-of", "2031-12-31", *empty], prog_name="empact")
    assert silent.exit_code == 0
    assert "Reported so far: not reported" in silent.stdout
    assert "180 clocks compared" not in silent.stdout


# Lights


@pytest.fixture
def thresholds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project with thresholds of traffic lights: green from 90 %, amber from 50 %."""
    (tmp_path / "empact.toml").write_text("[progress.lights]\ngreen = 0.9\namber = 0.5\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("thresholds")
def test_lights__are_words_beside_the_assessment_of_the_driver() -> None:
    shown = text("--lights")
    assert "Lights: green from 90 %, amber from 50 % of the target" in " ".join(shown.split())
    lit = section("Traffic lights", shown)
    assert "Action: 2.2 · Light: amber · Share of the target: 80 % Why: KPI 1: 80 % of its target" in lit  # 32 of 40
    assert "Action: 3.2 · Light: amber · Share of the target: 66.7 %" in lit  # 2 of 3
    assert "QM: Both leaders count the workshop of August; the third search has not begun." in lit
    assert "Action: 4.2 · Light: not calculated · Why: KPI 1 is not reported." in lit
    assert "light" not in text()


@pytest.mark.usefixtures("thresholds")
def test_lights__are_in_json_only_if_asked_for() -> None:
    lit = [(action["action"], action["light"]) for action in tree("--lights")["actions"]]
    assert [(action, light["light"], light.get("percent")) for action, light in lit[2:4]] == [
        ("Q-2031:2.1", "green", 92),
        ("Q-2031:2.2", "amber", 80),
    ]
    assert "percent" not in lit[7][1]  # 4.2: not calculated
    assert {said["by"] for said in lit[5][1]["of_driver"]} == {"QM"}
    assert all("light" not in action for action in tree()["actions"])


def test_lights__without_thresholds_are_an_error_that_says_what_to_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("--lights")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Write a table such as [progress.lights] with green = 0.9 and amber = 0.5." in " ".join(done.stderr.split())


# The actions of one party


def test_party__has_only_the_actions_that_it_leads_or_takes_part_in() -> None:
    shown = text("--party", "QQ")  # takes part in 1.1, 1.2, 3.2 and 4.2
    said = section("Status of actions", shown)
    assert [
        number for number in ("1.1", "1.2", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2") if f": {number} " in said
    ] == [*("1.1", "1.2", "3.2", "4.2")]
    assert "Q-2031 (December 2031): 4 actions of QQ: 2 live, 1 completed, 1 not completed." in " ".join(shown.split())
    for word in ("late", "overdue", "states 9"):
        assert word not in shown.replace("related", "")
    assert "Possible duplicates" in shown  # of 2.1 and 3.2
    assert "Possible duplicates" not in text("--party", "QX")  # 2.2 and 4.1


def test_party__is_in_json_with_its_counts() -> None:
    found = tree("--party", "QO")
    assert found["party"] == "QO"
    assert [one["action"] for one in found["actions"]] == [
        *("Q-2031:1.1", "Q-2031:1.2", "Q-2031:2.1", "Q-2031:2.2", "Q-2031:3.1")
    ]
    assert sum(found["counts"].values()) == 5
    assert "party" not in tree()


def test_party__is_one_that_is_known() -> None:
    done = run("--party", "QW")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "'QW' does not exist" in done.stderr


# How a value comes about


def test_why__prints_the_tree_of_one_value_with_party_day_and_report() -> None:
    shown = " ".join(text("--why", "2.1/1").split())
    assert "Q-2031:2.1/1: 500 clocks seized 460 clocks seized; reported by QO" in shown
    assert "3.1 370 clocks seized: the sum of the shares. Not reported by QN." in shown
    assert "3.1.1 QP reported on 2031-12-09: 120 of its own (120 of it in JAD-2031-1) [QP (December 2031)]." in shown
    assert "Shown but not counted: QO reported on 2031-12-10: 90 by QN" in shown
    assert "Status of actions" not in shown


def test_why__is_in_json_the_steps() -> None:
    found = tree("--why", "2.1/1")
    assert (found["empact"], found["about"], found["value"]["low"]) == ("progress-why/1", "Q-2031:2.1/1", 460)
    assert [step["depth"] for step in found["steps"]] == [0, 0, 0, 1, 2, 2, 2, 0, 0, 0]
    assert found["steps"][1]["row"] == "total"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("2.1/7", "KPI '2.1/7' does not exist. Known: 2.1/1."),
        ("2.1", "KPI '2.1' does not exist. Known: 2.1/1."),
        ("3.2/2", "KPI '3.2/2' does not exist. Known: 3.2/1, 3.2/clocks seized."),
        ("9.9/1", "Action '9.9' does not exist."),
    ],
)
def test_why__of_an_unknown_kpi_is_an_error_with_the_known_ones(name: str, words: str) -> None:
    done = run("--why", name, "--as-of", "2031-12-31")
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in " ".join(done.stderr.split())
