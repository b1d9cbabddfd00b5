"""The JSON of a plan in fields: valid, complete, and released and marked as the plan itself is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import attrs
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oap_c_2012
from empact import Plan, PlanReadError, ReleaseError, Session
from empact.model import Cell, FrozenMap, Parties, Prose, Unparsed
from empact.testing import make_action, make_plan, strategies

SESSION = Session([oap_c_2012])
PLAN = SESSION.load("oap-c-2012")
SCHEMA = json.loads(SESSION.schema(of="resolved-plan"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker(["date"]))


def refuse(constant: str) -> Any:
    raise AssertionError(f"{constant} is not JSON")


def fields(plan: Plan, **options: Any) -> dict[str, Any]:
    """The JSON of a plan in fields, as a program in another language reads it."""
    data = SESSION.export(plan, to="json", items="fields", **options)
    assert data is not None
    tree: dict[str, Any] = json.loads(data, parse_constant=refuse)
    return tree


def inner(value: object) -> Iterator[object]:
    """The values directly in a value of a plan."""
    cls: Any = type(value)
    if isinstance(value, tuple):
        yield from cast("tuple[object, ...]", value)
    elif isinstance(value, FrozenMap):
        yield from cast("FrozenMap[str, object]", value).values()
    elif attrs.has(cls):
        names = attrs.fields_dict(cls).keys() - {"source", "extensions"}
        yield from (getattr(value, name) for name in names)


def words_of(value: object) -> Iterator[str]:
    """The printed words of every cell in a value of a plan, and the words that are not understood."""
    if isinstance(value, (Prose, Cell)) and str(value):
        yield str(value)
    if isinstance(value, Unparsed):
        yield value.text
    for each in inner(value):
        yield from words_of(each)


def texts(tree: object) -> Iterator[str]:
    """Every text in a tree."""
    if isinstance(tree, str):
        yield tree
    for each in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from texts(each)


def withheld(tree: object) -> int:
    """The number of cells in a tree that are withheld."""
    within = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return sum(map(withheld, within)) + (isinstance(tree, dict) and tree.get("withheld") is True)


def hidden(value: object) -> int:
    """The number of cells in a value of a plan that are withheld."""
    own = isinstance(value, (Prose, Cell)) and value.withheld
    return own + sum(map(hidden, inner(value)))


@settings(max_examples=settings().max_examples // 4)  # each example is exported and validated
@given(plan=strategies.plans() | strategies.linked_plans())
def test_export_in_fields__is_valid_and_loses_no_words(plan: Plan) -> None:
    tree = fields(plan)
    assert [f"{error.json_path}: {error.message[:200]}" for error in VALIDATOR.iter_errors(tree)] == []
    assert set(words_of(plan)) - set(texts(tree)) == set()
    assert withheld(tree) == hidden(plan)


@given(portfolio=strategies.portfolios(), index=st.integers(0, 2))
def test_export_in_fields__leads_to_the_actions_and_goals_of_all_plans(portfolio: Any, index: int) -> None:
    plans = portfolio.plans
    ids = {f"{plan.id}:{action.number}" for plan in plans for action in plan.actions}
    ids |= {f"{plan.id}:SG {goal.number}" for plan in plans for goal in plan.goals}
    resolved = SESSION.context(portfolio).of(plans[index % len(plans)]).resolved()
    links = [link for action in resolved.actions for link in action.links.items]
    assert {str(end) for link in links for end in link.destinations} <= ids
    assert [link.why for link in links if not link.destinations] == []


def test_export_in_fields__of_the_reference_plan() -> None:
    tree = fields(PLAN)
    assert list(VALIDATOR.iter_errors(tree)) == []
    assert set(words_of(PLAN)) - set(texts(tree)) == set()
    (hungary, austria, frontex) = tree["actions"][4]["leaders"]["items"]
    assert [item["code"] for item in (hungary, austria, frontex)] == ["HU", "AT", "Frontex"]
    assert tree["actions"][3]["timing"]["periods"][0]["days"] == [
        {"span": {"start": "2012-04-01", "end": "2012-04-30"}, "certain": False},
        {"span": {"start": "2012-05-01", "end": "2012-05-31"}, "certain": False},
    ]


def test_export_in_fields__has_no_text_in_notation_that_is_not_beside_its_fields() -> None:
    """No value is a union of a text and a mapping: nothing has to be parsed to read it."""
    unions = [name for name, part in SCHEMA["$defs"].items() if "anyOf" in json.dumps(part)]
    assert unions == []
    assert "anyOf" not in json.dumps(SCHEMA["properties"])


def test_export_in_fields__a_list_is_there_also_if_it_is_empty() -> None:
    parts = [SCHEMA, *SCHEMA["$defs"].values()]
    left_out = {
        key
        for part in parts
        for key, each in part.get("properties", {}).items()
        if each.get("type") == "array" and key not in part["required"]
    }
    assert left_out == {"unread"}  # of the envelope


def test_export_in_fields__text_is_the_default_and_reads_back() -> None:
    assert SESSION.export(PLAN, to="json") == SESSION.export(PLAN, to="json", items="text")
    with pytest.raises(ValueError, match="items"):
        SESSION.export(PLAN, to="json", items="columns")
    data = SESSION.export(PLAN, to="json", items="fields")
    assert data is not None
    with pytest.raises(PlanReadError):
        SESSION.loads(data.decode(), format="json")


def test_export_in_fields__has_a_file_of_its_own_beside_the_plan(tmp_path: Path) -> None:
    other = make_plan(id="Y-2026")
    for items in ("text", "fields"):
        SESSION.export(PLAN, other, to="json", items=items, path=tmp_path)
    assert {file.name for file in tmp_path.iterdir()} == {
        *("C-2012.json", "C-2012-fields.json", "Y-2026.json", "Y-2026-fields.json"),
    }


def test_export_in_fields__is_the_same_in_yaml() -> None:
    data = SESSION.export(PLAN, to="yaml", items="fields")
    assert data is not None
    assert data.startswith(b"empact: resolved-plan/1\nmarking: RESTREINT UE/EU RESTRICTED\n")
    assert b'start: "2012-04-01"' in data  # a text, not a date, for every reader of YAML


def test_export_in_fields__is_released_as_the_plan_is() -> None:
    for items in ("text", "fields"):
        with pytest.raises(ReleaseError):
            SESSION.export(PLAN, to="json", items=items, release="LIMITE")
        assert SESSION.export(PLAN, to="json", items=items, release="RESTREINT UE/EU RESTRICTED")


def test_export_in_fields__carries_the_marking_and_a_raised_one() -> None:
    secret = "SECRET UE/EU SECRET"
    assert fields(PLAN)["marking"] == "RESTREINT UE/EU RESTRICTED"
    assert fields(PLAN, marking=secret)["marking"] == secret
    unmarked = fields(make_plan(marking=None))
    assert "marking" not in unmarked


def test_export_in_fields__a_withheld_cell_has_no_words() -> None:
    action = make_action(leaders=Parties(withheld=True), activity=Prose(withheld=True))
    (resolved,) = fields(make_plan(actions=[action]))["actions"]
    assert resolved["activity"] == {"text": "", "withheld": True}
    assert resolved["leaders"] == {"text": "", "withheld": True, "unparsed": [], "items": []}
