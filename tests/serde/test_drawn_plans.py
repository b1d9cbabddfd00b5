"""What holds for every plan that a file can hold: drawn plans come back from their files, and the schema agrees.

A plan takes long to draw, so these tests take a quarter of the examples of the profile; ``.ci/oracles`` takes the most.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from tests.support import cattrs_reading
from tests.support.schemas import OTHERS, SESSION, problems, structures

from empact import Plan
from empact.hooks import Plain
from empact.model import Answers, EntryContent, Practice
from empact.serde import RawDocument, files, plan_tree, structure_plan
from empact.serde.kinds import ANSWERS, ENTRY, PRACTICE
from empact.serde.structure_errors import Problem
from empact.serde.structure_errors import problems as structuring_problems
from empact.serde.structuring import structurer
from empact.testing import strategies

DRAWN = settings(
    max_examples=settings().max_examples // 4,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


# There and back


@DRAWN
@given(strategies.plans(), st.booleans())
def test_a_plan_comes_back_from_its_tree(plan: Plan, compact: bool) -> None:  # noqa: FBT001 - drawn
    tree = plan_tree(plan, compact=compact)
    again, problems = structure_plan(RawDocument(copy.deepcopy(tree)), "f")
    assert problems == []
    assert again == plan
    assert again is not None
    assert repr(plan_tree(again, compact=compact)) == repr(tree)


@DRAWN
@given(strategies.plans(), st.sampled_from(["json", "yaml"]))
def test_a_plan_comes_back_from_its_file_and_the_file_from_the_plan(plan: Plan, format_: str) -> None:
    data = SESSION.export(plan, to=format_)
    assert data is not None
    again = SESSION.loads(data.decode(), format=format_)
    assert again == plan
    assert SESSION.export(again, to=format_) == data
    assert repr(plan_tree(again)) == repr(plan_tree(plan))


@DRAWN
@given(strategies.plans())
def test_yaml_and_json_are_one_document_in_two_spellings(plan: Plan) -> None:
    text = SESSION.export(plan, to="yaml")
    assert text is not None
    there = SESSION.loads(text.decode(), format="yaml")
    assert SESSION.export(there, to="json") == SESSION.export(plan, to="json")


# The compiled functions and cattrs, one verdict

WRONG: tuple[Any, ...] = (None, False, 2.9, 7, "x y", "", [], ["a", 1], {}, {"text": 1}, {"items": [{}]}, Plain("2"))


def spots(tree: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value of a tree."""
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [path, *(spot for key, value in inner for spot in spots(value, (*path, key)))]


@st.composite
def mutated_trees(draw: st.DrawFn) -> dict[str, Any]:
    """Trees of plans in which a value was replaced or dropped, or a key was added, once or twice."""
    tree = copy.deepcopy(plan_tree(draw(strategies.plans()), compact=draw(st.booleans())))
    for _ in range(draw(st.integers(1, 2))):
        ways = [path for path in spots(tree) if path and path[0] != "empact"]
        *way, last = draw(st.sampled_from(ways))
        parent: Any = tree
        for key in way:
            parent = parent[key]
        match draw(st.sampled_from(["replace", "drop", "add"])):
            case "replace":
                parent[last] = copy.deepcopy(draw(st.sampled_from(WRONG)))
            case "drop":
                del parent[last]
            case _ if isinstance(parent, dict):
                parent["unheard of"] = 1
            case _:
                parent.append(False)
        if not [path for path in spots(tree) if path and path[0] != "empact"]:
            break
    return tree


def read(tree: dict[str, Any], structure: Callable[[Any, type[Plan]], Plan]) -> Plan | list[Problem]:
    try:
        return structure(copy.deepcopy(tree), Plan)
    except Exception as error:  # noqa: BLE001 - whatever it is, the document is not valid
        return list(structuring_problems(error))


@DRAWN
@given(mutated_trees())
def test_structurer__reads_a_document_as_cattrs_does_and_reports_the_same_problems(tree: dict[str, Any]) -> None:
    tree.pop("empact")
    plan = read(tree, structurer().structure)
    event("accepted" if isinstance(plan, Plan) else "not accepted")
    assert plan == read(tree, cattrs_reading.reader().structure)


@pytest.mark.parametrize("part", [False, 2.9, [], {}])
def test_structurer__accepts_only_a_text_as_the_part_of_an_anchor_as_cattrs_does(part: object) -> None:
    location = {"name": "x", "kind": "country", "stated": {"part": part}}
    tree = {"id": "X-2026", "title": "X", "actions": [{"number": "1.1", "locations": [location]}]}
    refused = read(tree, structurer().structure)
    assert isinstance(refused, list)
    assert [problem.pointer for problem in refused] == ["/actions/0/locations/0/stated/part"]
    assert refused == read(tree, cattrs_reading.reader().structure)


@DRAWN
@given(mutated_trees())
def test_what_is_refused_is_told_with_pointers_into_the_document(tree: dict[str, Any]) -> None:
    plan, problems = structure_plan(RawDocument(tree), "f")
    assert (plan is None) == bool(problems)
    for told in problems:
        assert told.place.pointer is not None
        assert told.message.endswith(".")
        assert told.code in {"OAP012", "OAP013", "OAP014", "OAP015"}


# The schema and the reader


@DRAWN
@given(strategies.plans())
def test_every_plan_that_is_written_is_valid(plan: Plan) -> None:
    assert problems(plan_tree(plan)) == []
    assert problems(plan_tree(plan, compact=True)) == []


BROKEN = [None, True, 0, 2.5, "", "a b", "legal", [], [None], ["HU"], [5], {}, {"text": "a"}, {"zz": "b"}, "2.1"]


@DRAWN
@given(strategies.plans(), st.booleans(), st.data())
def test_both_agree_on_a_plan_in_which_one_value_was_changed(plan: Plan, compact: bool, data: st.DataObject) -> None:  # noqa: FBT001 - drawn
    tree: Any = copy.deepcopy(plan_tree(plan, compact=compact))
    *path, last = data.draw(st.sampled_from([path for path in spots(tree) if path]))
    value = data.draw(st.sampled_from(BROKEN))
    # Exactly one party: only the grammar knows what that is. A mapping among dates is read as words to be kept.
    assume(last != "party" and not (path and path[-1] == "statements"))
    assume(not (isinstance(value, dict) and "text" in value and "date" in path))
    holder: Any = tree
    for key in path:
        holder = holder[key]
    holder[last] = value
    assert structures(tree) == (not problems(tree)), (path, last, value, problems(tree))


# The other kinds of file


@DRAWN
@given(strategies.of(EntryContent))
def test_every_entry_that_is_written_is_valid(entry: EntryContent) -> None:
    assert OTHERS[ENTRY].is_valid(files.tree(entry, ENTRY))
    assert OTHERS[ENTRY].is_valid(files.tree(entry, ENTRY, compact=True))


@DRAWN
@given(strategies.of(Practice))
def test_every_practice_that_is_written_is_valid(practice: Practice) -> None:
    assert OTHERS[PRACTICE].is_valid(files.tree(practice, PRACTICE))
    assert OTHERS[PRACTICE].is_valid(files.tree(practice, PRACTICE, compact=True))


@DRAWN
@given(strategies.of(Answers))
def test_answers_schema__accepts_every_file_of_answers_that_is_written(answers: Answers) -> None:
    assert OTHERS[ANSWERS].is_valid(files.tree(answers, ANSWERS))
    assert OTHERS[ANSWERS].is_valid(files.tree(answers, ANSWERS, compact=True))
