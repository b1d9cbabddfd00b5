"""The command ``empact calendar``: what is due in each month."""

from __future__ import annotations

from typing import Any

import pytest
from click.testing import CliRunner

import empact_support_desk
import oap_c_2012
from empact import Session
from empact.testing import make_action, make_plan
from empact_support_desk.calendar import calendar, due, lines

SESSION = Session([empact_support_desk, oap_c_2012])
TWO_YEARS = {"start": "2026-01-01", "end": "2027-12-31"}


def days(timing: Any, **period: Any) -> list[str]:
    plan = make_plan(actions=[make_action(timing=timing)], **period)
    return [str(one.day) for one in due(plan)]


@pytest.mark.parametrize(
    ("timing", "expected"),
    [
        ("May", ["2026-05-31"]),
        ("April to June", ["2026-06-30"]),
        ("April/May/June", ["2026-06-30"]),  # the last of the alternatives
        ("March and November", ["2026-03-31", "2026-11-30"]),  # each
        ("by June", ["2026-06-30"]),
        ("1st quarter", ["2026-03-31"]),
        ("", ["None"]),
        ({"withheld": True}, ["None"]),
        ("when the ice melts", ["None"]),
        ([{"label": "Meeting", "bound": "undated"}], ["None"]),
        ([{"label": "Meeting", "windows": [{"first": 6}], "bound": "before"}], ["2026-05-31"]),
    ],
)
def test_something_is_due_at_its_end(timing: Any, expected: list[str]) -> None:
    assert days(timing) == expected


def test_a_month_without_a_year_is_due_in_each_year_of_the_plan() -> None:
    assert days("October", period=TWO_YEARS) == ["2026-10-31", "2027-10-31"]
    assert days("October 2027", period=TWO_YEARS) == ["2027-10-31"]


def test_every_action_of_the_plan_of_2012_has_its_line() -> None:
    plan = SESSION.load("oap-c-2012")
    assert {one.action.number for one in due(plan)} == {action.number for action in plan.actions}


def test_the_plan_of_2012_has_these_things_due_in_autumn() -> None:
    text = "\n".join(lines(SESSION.load("oap-c-2012")))
    (autumn,) = (part for part in text.split("\n\n") if part.startswith("October 2012"))
    assert autumn == (
        "October 2012\n"
        "  4.1     Acting EU Presidency, Europol, Frontex: Operational meeting(s) of relevant regional ILOs\n"
        "          and LOs including those working in neighbouring ... (May to October)"
    )


def test_the_marking_stands_below_the_title_and_what_has_no_date_at_the_end() -> None:
    plan = make_plan(
        title="Routes (invented)",
        marking="LIMITE",
        actions=[
            make_action("1.1", timing="", activity="Wait.", leaders=""),
            make_action("1.2", timing="May", activity="Train.[^1]", leaders="HU, AT"),
        ],
    )
    assert list(lines(plan)) == [
        "X-2026  Routes (invented)",
        "LIMITE",
        "",
        "May 2026",
        "  1.2     HU, AT: Train. (May)",
        "",
        "Without a date",
        "  1.1     no leader: Wait. (no timing)",
    ]


@pytest.mark.parametrize(
    ("timing", "expected"),
    [
        ("by June", ["Train. (by June)"]),
        ("May", ["Train. (May)"]),
        (["May", {"label": "Workshop", "windows": [{"first": 6}]}], ["Train. (May)", "Workshop in June"]),
    ],
)
def test_one_milestone_of_several_says_itself_what_is_due(timing: Any, expected: list[str]) -> None:
    plan = make_plan(actions=[make_action(timing=timing, activity="Train.")])
    assert [one.what for one in due(plan)] == expected


def test_the_command_prints_a_bundled_plan_or_a_file(tmp_path: Any) -> None:
    reported = CliRunner().invoke(calendar, ["oap-c-2012"], obj=SESSION)
    assert reported.exit_code == 0
    assert reported.output.startswith("C-2012  Operational Action Plan 2012")
    file = tmp_path / "plan.txt"
    file.write_text('empact: plan/1\nid: "X\\e-2026"\n', encoding="utf-8")
    reported = CliRunner().invoke(calendar, [str(file), "--from", "yaml"], obj=SESSION)
    assert (reported.exit_code, reported.output) == (0, "X\\x1b-2026\n")
