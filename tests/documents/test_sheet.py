"""The sheet: a plan to read, its head, and each goal with its actions, cell by cell."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.support.document_rows import keys, rows
from tests.support.findings import actions, read
from tests.support.sheets import sheet_lines

import empact.plugins.documents
import oap_c_2012
from empact import Session
from empact.documents import Layout, Table, build_sheet
from empact.errors import UnknownIdError
from empact.model import Parties, PartyItem, StrategicGoal
from empact.testing import DocumentContract, make_action, make_plan

SESSION = Session([oap_c_2012])
PLAN = SESSION.load("oap-c-2012")
CONTEXT = SESSION.context(PLAN)
DOCUMENT = build_sheet(CONTEXT)


def cell(number: str, key: str) -> object:
    """A cell of an action."""
    for section in DOCUMENT.sections:
        assert isinstance(section.body, Table)
        for row in section.body.rows:
            if row.key == number:
                return row.values[[column.key for column in section.body.columns].index(key)]
    raise AssertionError(number)


def test_sheet__has_a_section_for_each_goal_with_its_actions() -> None:
    assert keys(DOCUMENT) == [f"goal-{number}" for number in range(1, 8)]
    assert {section.layout for section in DOCUMENT.sections} == {Layout.RECORDS}
    assert list(rows(DOCUMENT, "goal-1")) == ["1.1", "1.2", "1.3"]
    assert DOCUMENT.sections[0].title.startswith("SG 1: To maintain a comprehensive intelligence picture")


def test_sheet__of_a_plan_whose_title_has_no_words_is_called_by_the_id() -> None:
    assert build_sheet(SESSION.context(make_plan(id="X-2026", title="\n"))).title == "X-2026"


def test_sheet__shows_what_an_action_continues_and_what_a_draft_proposes() -> None:
    draft = SESSION.context(PLAN, as_of=dt.date(2012, 12, 8)).continue_plan(id="C-2013")
    body = build_sheet(SESSION.context(draft), action="2.3").sections[0].body
    assert isinstance(body, Table)
    shown = {column.key: value for column, value in zip(body.columns, body.rows[0].values, strict=True)}
    assert shown["continues"] == "C-2012:2.3"
    assert str(shown["proposal"]).splitlines() == [
        "continue: It has no end of its own and lasts as long as the plan. No report is known.",
        "New number: 2.1",
        "All MS: HR is a member state from 2013-07-01 on.",
        "Before, Timing: Whole year",
    ]
    of_2012 = DOCUMENT.sections[0].body
    assert isinstance(of_2012, Table)
    assert not {"continues", "proposal"} & {column.key for column in of_2012.columns}


def test_sheet__has_the_head_of_the_plan() -> None:
    # The cover, section 4.3 and the columns of results of the plan.
    head = {name: DOCUMENT.properties[name] for name in ("document", "period", "driver", "channels", "checkpoints")}
    assert head == {
        "document": "17793/2/11 REV 2",
        "period": "2012-01-01 to 2012-12-31",
        "driver": "Italy",
        "channels": "AWF Checkpoint (primary); EIS (optional); SIENA (recommended)",
        "checkpoints": ("June (2012-06-30)", "Dec (2012-12-31)"),
    }


def test_sheet__shows_an_empty_cell_and_what_was_entered_by_hand() -> None:
    assert (cell("2.1", "leaders"), cell("2.1", "results/June")) == ("IT[^7]", "-")
    assert cell("2.1", "by_hand") == (
        "Leader: IT; Frontex (if: any possible operations at the external borders)\n"
        "Links: SG 1; SG 4; phase 1 feeds 1.1; phase 2 uses 1.1"
    )
    assert cell("2.3", "by_hand") is None


def test_sheet__of_one_action_has_its_goal_only_and_no_head() -> None:
    document = build_sheet(CONTEXT, action="2.2")
    assert keys(document) == ["goal-2"]
    assert list(rows(document, "goal-2")) == ["2.2"]
    assert "checkpoints" not in document.properties


def test_sheet__of_an_action_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(UnknownIdError, match=r"Action '2\.11' does not exist\. Did you mean '2\.1'\?"):
        build_sheet(CONTEXT, action="2.11")


def test_sheet__has_a_column_for_each_kpi_that_is_understood() -> None:
    # The first and third KPI of 1.1 have no facts.
    plan = read(*actions('number: "1.1", kpis: [Report finalised, "Number of arrests: min. 20 per MS"]'))
    document = build_sheet(SESSION.context(plan))
    (section,) = document.sections
    assert isinstance(section.body, Table)
    assert [column.key for column in section.body.columns if column.key.startswith("kpis/")] == ["kpis/2"]
    assert section.body.rows[0].values[-2] == "arrests; target at least 20; per MS"


def test_sheet__shows_a_goal_without_actions_and_the_number_of_a_goal_that_is_missing() -> None:
    goals = (StrategicGoal(number="1"),)
    lines = sheet_lines(make_plan(goals=goals, actions=[make_action("9.1", goal="9")]))
    assert lines[:2] == ["SG 1", "None."]
    assert lines[3:6] == ["Actions without a goal in the plan", "9.1", "  Goal           9"]


def test_sheet__is_in_other_languages() -> None:
    document = build_sheet(CONTEXT, language="de")
    assert document.properties["channels"].startswith("AWF Checkpoint (vorrangig)")
    body = document.sections[0].body
    assert isinstance(body, Table)
    assert [column.title for column in body.columns][:2] == ["Maßnahme", "Tätigkeit"]


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_sheet__names_what_was_entered_by_hand_in_no_language(language: str) -> None:
    plan = make_plan(driver=Parties(text="that of the last plan", items=(PartyItem(party="IT"),)))
    assert rows(build_sheet(SESSION.context(plan), language=language), "by-hand").keys() == {"driver"}


class TestSheet(DocumentContract):
    plugin = empact.plugins.documents
    document = "sheet"
