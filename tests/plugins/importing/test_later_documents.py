"""Documents of an invented later cycle: a mapping file of under 30 lines says what their columns are."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.plugins.importing.test_reference_document import SESSION
from tests.support.council_word import later

from empact import Plan, Reading
from empact.model import ItemRole

FORMS: tuple[tuple[str, Callable[[], bytes]], ...] = (
    (later.LAYOUT, later.later),
    (later.FORM_LAYOUT, later.forms),
)


@pytest.fixture(params=FORMS, ids=["table", "forms"])
def reading(request: pytest.FixtureRequest, tmp_path: Path) -> Reading[Plan]:
    layout, document = request.param
    path = tmp_path / "layout.toml"
    path.write_text(layout, encoding="utf-8")
    assert len(layout.splitlines()) < 30
    options = {"layout": str(path), "id": "Q-2031"}
    return SESSION.read(io.BytesIO(document()), format="docx", options=options)


@pytest.fixture
def plan(reading: Reading[Plan]) -> Plan:
    return reading.require()


def test_cells__are_those_of_the_actions(plan: Plan) -> None:
    assert [action.number for action in plan.actions] == [texts[0] for texts in later.ACTIONS]
    for action, texts in zip(plan.actions, later.ACTIONS, strict=True):
        written = dict(zip(later.TITLES, texts, strict=True))
        assert (str(action.activity), str(action.description)) == (written["Title"], written["Description"])
        assert (str(action.kpis), str(action.target)) == (written["Indicator"], written["Target value"])
        assert action.goal == action.number[0]


def test_parties__of_two_columns_are_all_there(plan: Plan) -> None:
    for action, texts in zip(plan.actions, later.ACTIONS, strict=True):
        written = dict(zip(later.TITLES, texts, strict=True))
        named = re.findall("Q[A-Z]", written["Member States"] + written["Others"])
        assert [item.party for item in action.participants.understood] == named
        leaders = [(item.party, item.role is ItemRole.CO_LEADER) for item in action.leaders.understood]
        co_leaders = [(code, True) for code in re.findall("Q[A-Z]", written["Co-leader(s)"])]
        assert leaders == [(written["Leader"], False), *co_leaders]


def test_timing__of_two_columns_is_one_period(plan: Plan) -> None:
    assert [str(action.timing) for action in plan.actions] == [
        "1 January 2031 to 31 December 2031",
        "1 March 2031 to 30 June 2031",
        "1 September 2031 to 30 September 2031",
    ]


def test_column__that_the_layout_does_not_have_is_data_of_an_extension_and_reported(reading: Reading[Plan]) -> None:
    kept = [dict(action.extensions["other-columns"]) for action in reading.require().actions]
    assert [data["Crime area"] for data in kept] == [
        "Counterfeiting",
        "Counterfeiting\n\nMoney laundering",
        "Counterfeiting",
    ]
    assert [data.get("Budget (EUR)") for data in kept] == ["40 000", None, "25 000"]
    said = [finding.message for finding in reading.diagnostics if finding.kind.name == "not-understood"]
    assert any("'Crime area'" in message for message in said)
    assert any("'Budget (EUR)'" in message for message in said)


def test_cover__is_read_from_tables(plan: Plan) -> None:
    cover = plan.cover
    assert (str(cover.number), str(cover.date), str(cover.place)) == ("5432/1/31 REV 1", "3 February 2031", "Brussels")
    assert [str(document.number) for document in cover.previous] == ["5432/31", "5111/31"]
    assert (str(plan.driver), str(plan.co_drivers), str(plan.marking)) == ("QM", "QN, QO", "LIMITE")
    assert str(plan.title) == later.TITLE


def test_goals_and_notes__are_read(plan: Plan) -> None:
    assert {goal.number: str(goal.annex) for goal in plan.goals} == later.GOALS
    assert [(note.mark, str(note.text)) for note in plan.notes] == [("1", later.NOTE)]
