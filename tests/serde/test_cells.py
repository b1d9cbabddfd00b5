"""Cells of a file: how long one may be, and what is read of its text and its items."""

from __future__ import annotations

import json
from typing import Any

import pytest

import empact
from empact.model import Parties, PartyItem
from empact.serde import plan_tree
from empact.serde.cells import MAX_CELL, mapping
from empact.serde.scalars import to_str
from empact.serde.structure_errors import StructureErrors
from empact.serde.structuring import structurer

PLAN = "empact: plan/1\nid: X\n"


@pytest.mark.parametrize("cell", ["timing", "leaders", "links", "kpis"])
@pytest.mark.parametrize("written", ["{long}", "[{long}]", "{{items: [{long}]}}", "{{text: {long}}}"])
def test_a_cell__has_a_longest_length(cell: str, written: str) -> None:
    long = '"' + "June, " * (MAX_CELL // 6 + 1) + '"'
    plan = f"{PLAN}actions:\n  - number: 1.1\n    {cell}: {written.format(long=long)}\n"
    with pytest.raises(empact.PlanReadError) as problem:
        empact.loads(plan, format="yaml")
    (found,) = problem.value.diagnostics
    assert found.message == "The cell has 10,002 characters; the maximum is 10,000."
    assert found.place.line == 5


@pytest.mark.parametrize("written", ["{long}", "[{long}]", "{{items: [{long}]}}", "{{text: {long}}}"])
def test_a_cell__of_the_longest_length_is_read(written: str) -> None:
    longest = "x" * MAX_CELL
    plan = f"{PLAN}actions:\n  - number: 1.1\n    leaders: {written.format(long=longest)}\n"
    (action,) = empact.loads(plan, format="yaml").actions
    assert action.leaders.items == (PartyItem(party=longest),)


@pytest.mark.parametrize("item", ["AT", {"party": "AT"}])
def test_a_cell__has_the_items_as_written_whatever_its_text_says(item: Any) -> None:
    cell = structurer().structure({"text": "HU", "items": [item]}, Parties)
    assert (cell.text, cell.items) == ("HU", (PartyItem(party="AT"),))


@pytest.mark.parametrize("raw", [{}, {"name": None}, {"name": None, "kind": "port"}])
def test_mapping__misses_a_required_key_without_a_value(raw: dict[str, object]) -> None:
    with pytest.raises(StructureErrors) as caught:
        mapping(raw, {"name": to_str, "kind": to_str}, "a place", required=("name",))
    ((key, problem),) = caught.value.parts
    assert key == "name"
    assert isinstance(problem, KeyError)


def test_mapping__leaves_out_a_known_key_without_a_value() -> None:
    assert mapping({"name": "Rotterdam", "kind": None}, {"name": to_str, "kind": to_str}, "a place") == {
        "name": "Rotterdam"
    }


PARTS = "parts: [{text: 30 searches, unit: searches, value: 30}, {text: arrests, unit: arrests}]"


def kpi_plan(fields: str) -> str:
    """A plan with a KPI that is written by hand."""
    return f'{PLAN}actions:\n  - number: "1.1"\n    kpis: [{{text: Searches and arrests, {fields}}}]\n'


def test_a_kpi__can_have_parts_that_its_words_do_not_show() -> None:
    plan = empact.loads(kpi_plan(PARTS), format="yaml")
    (kpi,) = plan.actions[0].kpis.understood
    assert [str(part.target) for part in kpi.parts] == ["30 searches", "None"]
    for compact in (True, False):
        tree = plan_tree(plan, compact=compact)
        assert empact.loads(json.dumps(tree), format="json") == plan


def test_a_kpi__whose_words_show_its_parts_stays_words() -> None:
    plan = empact.loads(f'{PLAN}actions:\n  - number: "1.1"\n    kpis: 30 searches/12 arrests\n', format="yaml")
    (kpi,) = plan.actions[0].kpis.understood
    assert [part.unit for part in kpi.parts] == ["searches", "arrests"]
    assert plan_tree(plan, compact=True)["actions"][0]["kpis"] == "30 searches/12 arrests"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        (f"value: 42, {PARTS}", "A KPI with parts has no value of its own: each part has one."),
        ("parts: [{text: arrests, unit: arrests}]", "A KPI has no parts, or 2 to 26 of them, not 1."),
        ("parts: [{text: arrests}, {text: x, unit: x}]", "The required key 'unit' is missing."),
    ],
)
def test_a_kpi__with_parts_that_cannot_be_is_reported(fields: str, says: str) -> None:
    with pytest.raises(empact.PlanReadError) as problem:
        empact.loads(kpi_plan(fields), format="yaml")
    assert [found.message for found in problem.value.diagnostics] == [says]
