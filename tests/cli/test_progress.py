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


def block(number: str, found: str) -> str:
    """The lines about an action, as one."""
    (lines,) = (part for part in found.split("\n\n") if part.startswith(f"{number} "))
    return " ".join(lines.split())


def tree(*arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text("--format", "json", *arguments))
    return found


def test_text__begins_with_the_marking_and_a_short_verdict() -> None:
    head, verdict, *_ = text().split("\n\n")
    assert head.splitlines()[1] == "    LIMITE"
    assert " ".join(verdict.split()) == (
        "Q-2031 (December 2031): 8 actions: 3 live, 3 completed, 1 not completed, 1 carried over. "
        "Figures are reported for 7 of 8 KPIs; targets: 2 reached, 4 not reached yet, 1 not judged. "
        "To settle: 2 disagreements, 1 possible duplicate, 3 stated totals that the reports do not add up to."
    )


def test_text__has_80_columns() -> None:
    assert max(map(len, text().splitlines())) <= 80


def test_action__has_its_status_with_who_reported_it_and_its_totals() -> None:
    found = block("2.1", text())
    assert "completed: QO reported 'successfully completed' on 2031-12-10." in found
    assert "460 clocks seized, incremental; reported by 1 of 1 expected" in found
    # QP 120, QR 150 and QM 100 are parts of the 460; QN is silent
    assert "own contributions: 370 clocks seized; reported by 3 of 4 expected, not reported by QN" in found
    assert "target not reached yet: 460 is below the target 500." in found


def test_leaders_that_differ__are_both_named() -> None:
    found = block("3.2", text())
    assert "QN reported 'completed' on 2031-12-16" in found
    assert "The leaders differ; the Driver settles it." in found
    before = CliRunner(env={"COLUMNS": "80"}).invoke(
        main, ["progress", "oap-invented-2031", "--as-of", "2031-12-19", *FOLDERS]
    )
    found = block("3.2", before.stdout)
    assert "unclear: QM reported 'live'" in found
    assert "2 to 3 workshops searched" in found


def test_silence__is_not_reported_and_never_zero() -> None:
    found = text("--checkpoint", "June")
    assert "KPI 1: 500 clocks seized not reported" in block("2.1", found)
    assert "Not reported by QN." in block("3.1", found)
    nothing = run("--as-of", "2031-01-31")
    assert "Q-2031 (June 2031): 8 actions: 8 not reported." in nothing.stdout
    assert "The cut-off day of June 2031 is 2031-06-30, which is after 2031-01-31." in nothing.stdout
    assert "not reported by QZ." in block("1.1", nothing.stdout)
    for word in (" 0 ", "late", "overdue"):
        assert word not in block("1.1", nothing.stdout)


def test_no_total__has_its_reason_and_the_figures() -> None:
    found = block("3.1", text())
    assert (
        "no total, since nobody has decided how the figures add up; QN: 2 in total; reported by 1 of 1 expected"
        in found
    )
    assert "Needed parties: not met: 2 of the 3 needed out of QO, QP, QR." in found


def test_possible_duplicates_and_stated_totals__are_listed() -> None:
    found = " ".join(text().split())
    assert "Q-2031:2.1 and Q-2031:3.2 count 'clocks seized', on days that overlap." in found
    assert "clocks seized: 460 to 590: Q-2031:2.1, Q-2031:3.2" in found
    assert "states 9 for 'status counts', and they are about 8 actions." in found
    assert "4 stated totals agree with the reports." in found  # 8 actions, 3 completed, 1 carried over, 1 not completed


@pytest.mark.parametrize(
    ("checkpoint", "totals"),
    [
        ("June", [5, 180, None, 8, None, 1, 28, None]),
        ("december 2031", [11, 200, 460, 32, None, 2, 62, None]),
    ],
)
def test_json__has_the_totals_of_the_table_by_hand(checkpoint: str, totals: list[int | None]) -> None:
    found = tree("--checkpoint", checkpoint)
    bounds = [one["kpis"][0]["total"] for one in found["actions"]]
    assert [one and one["low"] for one in bounds] == totals
    assert [one and one["high"] for one in bounds] == totals


def test_json__counts_every_status() -> None:
    counts = tree()["counts"]
    assert sum(counts.values()) == 8
    assert (counts["live"], counts["completed"], counts["not-reported"]) == (3, 3, 0)


def test_json__names_who_is_missing() -> None:
    (kpi,) = tree()["actions"][2]["kpis"]
    assert kpi["participants"]["missing"] == ["QN"]
    assert kpi["contributions"]["low"] == 370


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
    found = text("--lights")
    assert "Lights: green from 90 %, amber from 50 % of the target." in " ".join(found.split())
    assert "light: amber: KPI 1: 80 % of its target is reached." in block("2.2", found)  # 32 of 40
    said = block("3.2", found)
    assert "light: amber: KPI 1: 66.7 % of its target is reached." in said  # 2 of 3
    assert "the Driver, QM: Both leaders count the workshop of August; the third search has not begun." in said
    assert "light: not calculated: KPI 1: There is no total to compare with the target." in block("3.1", found)
    assert "light" not in text()


@pytest.mark.usefixtures("thresholds")
def test_lights__are_in_json_only_if_asked_for() -> None:
    found = tree("--lights")["lights"]
    assert [(one["action"], one["light"], one["percent"]) for one in found[2:5]] == [
        ("Q-2031:2.1", "green", 92),
        ("Q-2031:2.2", "amber", 80),
        ("Q-2031:3.1", "not calculated", None),
    ]
    assert [said["by"] for said in found[5]["of_driver"]] == ["QM"]
    assert "lights" not in tree()


def test_lights__without_thresholds_are_an_error_that_says_what_to_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("--lights")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Write a table such as [progress.lights] with green = 0.9 and amber = 0.5." in " ".join(done.stderr.split())


# The actions of one party


def test_party__has_only_the_actions_that_it_leads_or_takes_part_in() -> None:
    found = text("--party", "QQ")  # takes part in 1.1, 1.2, 3.2 and 4.2
    assert [part[:3] for part in found.split("\n\n") if part[:1].isdigit()] == ["1.1", "1.2", "3.2", "4.2"]
    assert "Q-2031 (December 2031): 4 actions of QQ: 2 live, 1 completed, 1 not completed." in " ".join(found.split())
    for word in ("late", "overdue", "states 9"):
        assert word not in found.replace("related", "")
    assert "Possible duplicates" in found  # of 2.1 and 3.2
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
