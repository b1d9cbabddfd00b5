"""What a comment behind a value of a plan means: the members of ``families/comments.yaml``."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.family_cells import commented, families, load, value

import empact
from empact.diagnostics import CUT_BY_COMMENT, MALFORMED, Diagnostic

CELLS = [cell for family in families("comments") for cell in family["cells"]]


def findings(text: str) -> list[Diagnostic]:
    with pytest.raises(empact.PlanReadError) as caught:
        load(text)
    return list(caught.value.diagnostics)


def of_verdict(verdict: str) -> list[Any]:
    return [pytest.param(cell, id=cell["id"]) for cell in CELLS if cell["verdict"] == verdict]


@pytest.mark.parametrize("cell", of_verdict("read"))
def test_a_comment__that_is_one__leaves_the_value(cell: dict[str, Any]) -> None:
    text, path = commented(cell)
    found = value(load(text), path)
    if isinstance(cell["means"], list) and isinstance(found, str):
        found = found.split(", ")
    assert (found.rstrip("\n") if isinstance(found, str) else found) == cell["means"]


@pytest.mark.parametrize("cell", of_verdict("report"))
def test_a_comment__that_may_be_a_part_of_the_value__is_an_error(cell: dict[str, Any]) -> None:
    (one,) = findings(commented(cell)[0])
    assert one.kind in (CUT_BY_COMMENT, MALFORMED)
    assert one.place.line is not None


@pytest.mark.parametrize("cell", of_verdict("rule"))
def test_a_quoted_number_sign__is_a_part_of_the_value__which_a_rule_reports(cell: dict[str, Any]) -> None:
    text, path = commented(cell)
    plan = load(text)
    assert value(plan, path) == cell["means"][0]
    found = empact.validate(plan, select=["words-not-understood"])
    assert [one.name for one in found] == ["words-not-understood"]


def test_a_comment__in_data_without_a_class__cuts_only_words() -> None:
    data = value(load("extensions:\n  x:\n    a: 3 # x\n    b: true # y\n    c:\n      - 1.5 # z"), "extensions.x")
    assert data == {"a": 3, "b": True, "c": [1.5]}
    (one,) = findings("extensions:\n  x:\n    a: word # x")
    assert (one.code, one.place.line, one.place.pointer) == ("OAP008", 5, "/extensions/x/a")


def test_a_comment__in_a_place_that_is_wrong__is_not_reported_too() -> None:
    found = findings("titel: x # y\ngoals: x # y\nactions:\n  - number: {a: x # y\n   }")
    assert {one.code for one in found} == {"OAP012", "OAP014"}


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (
            "driver: HU # and AT",
            'If it is part of the value, write it without "#". If not, move the comment to its own',
        ),
        ("title: Operation # 3", "Put the text in quotes, or move the comment to its own line."),
        ("cover:\n  number: 17793/2/11 # REV 2", "If it is part of the value"),
        ("actions:\n  - number: '1'\n    timing: April # to June", "If it is part of the value"),
        ("actions:\n  - number: '1'\n    links:\n      - 2.1 #, 2.2", "If it is part of the value"),
        ("actions:\n  - number: '1'\n    timing: soonish # x", "Put the text in quotes"),
        ("actions:\n  - number: '1'\n    links:\n      - {unparsed: see # x\n      }", "Put the text in quotes"),
    ],
)
def test_a_cut__has_a_hint_for_its_field(text: str, hint: str) -> None:
    (one,) = findings(text)
    assert one.kind is CUT_BY_COMMENT
    assert one.hint is not None
    assert one.hint.startswith(hint)


@pytest.mark.parametrize(
    "text",
    [
        "actions: # none yet",
        "actions:\n  - number: '1' # x\n    timing: [April, June] # and July",
        "actions:\n  - number: 1.1 # x\n    links:\n      - 2.1 # x",
        "actions:\n  - number: 1.1 # x\n    leaders:\n      items:\n        - HU # x\n      withheld: false # x",
        "actions:\n  - number: 1.1\n    continues:\n      - B-2031:2.1 # x",
    ],
)
def test_a_comment__behind_a_code_inside__is_a_comment(text: str) -> None:
    assert load(text).id == "C-2031"


def test_a_line_that_goes_on_after_a_comment__is_reported_as_cut() -> None:
    (one,) = findings("title: Part one\n  # part two\n  part three")
    assert (one.code, one.place.line, one.place.column) == ("OAP008", 4, 3)
    (one,) = findings("driver: HU # x\n  co: y")
    assert one.kind is MALFORMED
