"""The rules of the priority, beyond their cases."""

from __future__ import annotations

from typing import Any

import pytest

import oap_c_2012
from empact import Session
from empact.testing import make_plan

SESSION = Session([oap_c_2012])
OURS: dict[str, Any] = {"cycle": {"id": "2011-2013"}, "priority": {"code": "C"}}
FOCUS: dict[str, Any] = {"sections": [{"number": "1", "text": "notably at the Greek-Turkish border"}]}
BASED = "HIO based on the outcomes of the risk analysis under Actions 1.1 and 9.9"


def found(code: str, *actions: dict[str, Any], **fields: Any) -> list[str | None]:
    plan = make_plan(**fields, goals=[], actions=actions)
    return [one.place.pointer for one in SESSION.validate(plan, select=[code])]


@pytest.mark.parametrize(
    ("analysis", "operation", "late"),
    [
        ("March", "April", False),
        ("March/June", "April", False),  # March is possible
        ("May", "April/May", False),  # early in May, late in May
        ("April to June", "May", True),  # it is over in June
        ("June", "May", True),
        ("Whole year", "May", False),
        ("tbd", "May", False),
        ("1 May", "1 May", False),
        ("March/April to June", "10 March", True),
    ],
)
def test_an_operation_is_told_only_where_no_choice_of_months_is_in_time(
    analysis: str, operation: str, *, late: bool
) -> None:
    rows = ({"number": "1.1", "timing": analysis}, {"number": "2.1", "activity": BASED, "timing": operation})
    assert found("OAPC001", *rows, **OURS) == ["/actions/1/timing/items/0"] * late


def test_an_operation_rests_on_an_analysis_that_it_names_or_links_to() -> None:
    rows: tuple[dict[str, Any], ...] = (
        {"number": "1", "activity": "A new risk analysis of the routes"},
        {"number": "2", "activity": "Develop High Impact Operations"},
        {"number": "3", "activity": "Develop High Impact Operations", "links": ["1"]},
        {"number": "4", "activity": "Develop High Impact Operations", "links": ["SG 1", "2"]},
    )
    assert found("OAPC001", *rows, **OURS) == ["/actions/1/activity", "/actions/3/activity"]


@pytest.mark.parametrize(
    ("activity", "participants", "covered"),
    [
        ("Patrols at the Greek-Turkish border", "EL", True),
        ("Patrols between Greece and Turkey", "All MS", True),
        ("Patrols between Greece and Turkey", "Relevant MS", False),
        ("Patrols in Greece", "EL", False),
        ("Patrols in Libya", "EL", False),
    ],
)
def test_the_focus_is_covered_by_an_action_there_with_a_party_from_there(
    activity: str, participants: str, *, covered: bool
) -> None:
    row = {"number": "1", "activity": activity, "participants": participants}
    assert found("OAPC002", row, **OURS, **FOCUS) == ["/sections/0/text"] * (not covered)
    assert found("OAPC002", row, **OURS) == []  # a plan that does not state it


@pytest.mark.parametrize(
    "fields",
    [
        {"priority": {"code": "C"}, "cycle": {"id": "2014-2017"}},
        {"priority": {"code": "B"}, "cycle": {"id": "2011-2013"}},
        {"priority": None},
    ],
)
def test_other_priorities_are_left_alone(fields: dict[str, Any]) -> None:
    row = {"number": "1", "activity": "Develop High Impact Operations"}
    assert found("OAPC", row, **fields, **FOCUS) == []
