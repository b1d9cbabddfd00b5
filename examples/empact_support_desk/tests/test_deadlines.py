"""The document of deadlines: a row for each, with a key that stays and a cell to fill in."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import empact_support_desk
import oap_c_2012
from empact import Plan, Session
from empact.testing import make_action, make_plan

SESSION = Session([empact_support_desk, oap_c_2012])
PLAN = make_plan(
    marking="LIMITE",
    actions=[
        make_action("1.1", activity="Exchange.", leaders="HU, AT", timing="May"),
        make_action("1.2", activity="Compare.", leaders="", timing="March"),
        make_action("1.3", activity="Report.", leaders="HU", timing=""),
    ],
)


def rows(plan: Plan, until: dt.date | None = None) -> list[dict[str, str]]:
    options: dict[str, Any] = {} if until is None else {"until": until}
    data: bytes = SESSION.export(plan, to="csv", document="deadlines", **options)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_deadlines__are_sorted_by_date_with_a_cell_to_fill_in() -> None:
    found = rows(PLAN)
    assert [(row["Key"], row["Due"], row["Leader"]) for row in found] == [
        ("1.2 2026-03-31", "2026-03-31", ""),
        ("1.1 2026-05-31", "2026-05-31", "HU; AT"),
        ("1.3 without a date", "", "HU"),
    ]
    assert {(row["State"], row["Notes"], row["Marking"]) for row in found} == {
        ("", "State: open, done, dropped", "LIMITE")
    }


def test_deadlines__until_a_day_leave_out_later_ones_and_those_without_a_date() -> None:
    assert [row["#"] for row in rows(PLAN, dt.date(2026, 3, 31))] == ["1.2"]


def test_deadlines__of_the_plan_of_2012_read_well_as_text() -> None:
    plan = SESSION.load("oap-c-2012")
    text = SESSION.export(plan, to="text", document="deadlines", until=dt.date(2012, 3, 31)).decode()
    assert text.startswith(f"{plan.marking_in_force(None)}\n\nDeadlines of C-2012\n")
    assert "State: [      ] (open, done, dropped)" in text
