"""A plan that is written as a workbook or as CSV and read again is the same plan, in all that the format can hold."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from tests.plugins.importing.test_reference_document import differences
from tests.support.libre_office import saved_again
from tests.support.sheet_plans import held
from tests.support.word_plans import PLAN_ID, SESSION, Tree, plan_of, word_plans

import empact
from empact import Plan, Reading
from empact.containers import Sheet, read_workbook


def written(plan: Plan, to: str, **options: Any) -> bytes:
    return SESSION.export(plan, to=to, path=None, **options)


def reading(data: bytes, to: str) -> Reading[Plan]:
    return SESSION.read(io.BytesIO(data), format=to, options={"id": PLAN_ID} if to == "csv" else {})


def lost(plan: Plan, to: str, **options: Any) -> list[tuple[str, Any, Any]]:
    """Return what does not come back of a plan, each with what was there and what is."""
    ours, again = (
        held(each, in_workbook=to == "xlsx") for each in (plan, reading(written(plan, to, **options), to).require())
    )
    return list(differences(ours, again))


@pytest.mark.one_python
@pytest.mark.parametrize("to", ["xlsx", "csv"])
@given(plan=word_plans())
@settings(max_examples=settings().max_examples, deadline=None)
def test_plan__comes_back(to: str, plan: Plan) -> None:
    assert lost(plan, to) == []


@pytest.mark.parametrize("to", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["de", "fr"])
@given(plan=word_plans())
@settings(max_examples=max(1, settings().max_examples // 6), deadline=None)
def test_plan__comes_back_from_another_language(language: str, to: str, plan: Plan) -> None:
    assert lost(plan, to, language=language) == []


@given(plan=word_plans())
@settings(max_examples=max(1, settings().max_examples // 3), deadline=None)
def test_plan__comes_back_from_a_sheet_for_each_goal(plan: Plan) -> None:
    assert lost(plan, "xlsx", per_goal=True) == []
    again = reading(written(plan, "xlsx", per_goal=True), "xlsx").require()
    assert [(goal.number, str(goal.annex)) for goal in again.goals] == [
        (goal.number, str(goal.annex)) for goal in plan.goals
    ]


def reference(**options: Any) -> bytes:
    return written(empact.load("oap-c-2012"), "xlsx", **options)


def check_reference(data: bytes, format: str) -> None:
    """Check that a file has the bundled plan of 2012, as far as a workbook holds it."""
    ours, read = empact.load("oap-c-2012"), reading(data, format).require()
    assert list(differences(held(ours, in_workbook=True), held(read, in_workbook=True))) == []
    assert [str(goal.annex) for goal in read.goals] == [str(goal.annex) for goal in ours.goals]
    assert (read.period, [str(party) for party in read.driver]) == (ours.period, ["Italy"])


def test_reference_plan__comes_back() -> None:
    check_reference(reference(per_goal=True), "xlsx")


@pytest.mark.oracle
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_reference_plan__comes_back_from_libre_office(kind: str, tmp_path: Path) -> None:
    check_reference(saved_again(tmp_path, {"plan.xlsx": reference(per_goal=True)}, kind)["plan"], kind)


LAYOUT = """
Plan C-2012 Document Period 2012-01-01 to 2012-12-31 Driver Goals 7 Actions 16 Checkpoints June (2012-06-30), Dec
(2012-12-31) As of 2026-11-30 Status of the marking as printed; no declassification document known Published Sheets
Actions (16 rows)
Goal # Activity Leader Participants Description I/D SG I/D OA Timing Target Results>June Results>Dec Channels Plan
channels Ref.
"""
"""The words of the workbook that say what follows from the others, or what a column is."""


def test_reference_plan__has_each_word_of_the_workbook() -> None:
    data = reference(as_of=dt.date(2026, 11, 30))
    plan = reading(data, "xlsx").require()
    known = {word for text in (LAYOUT, *_texts(SESSION.tree(plan))) for word in _words(text)}
    about, actions = read_workbook(data).sheets
    left: set[str] = set()
    for text in (*_cells(about), *_cells(actions), *(comment.text for comment in actions.comments)):
        if not re.match(r"empact\.|\S+:\S+ [0-9a-f]{8}|[0-9a-f]{64}", text):
            left.update(_words(text))
    assert sorted(left - known) == []
    rows = [row[:-1] for row in actions.rows()][3:]  # below the marking, the title and the titles; without Ref.
    for row, action in zip(rows, SESSION.tree(plan)["actions"], strict=True):
        printed = Counter(word for cell in row for word in _words(str(cell.value)))
        assert printed == Counter(word for text in _texts(action) for word in _words(text))


def _cells(sheet: Sheet) -> list[str]:
    return [str(cell.value) for cell in sheet.cells]


def _texts(tree: Any) -> Iterator[str]:
    """Yield the texts of a tree."""
    if isinstance(tree, dict | list):
        for value in tree.values() if isinstance(tree, dict) else tree:
            yield from _texts(value)
    else:
        yield str(tree)


def _words(text: str) -> list[str]:
    return re.sub(r"\[\^\w+\]", "", text).replace(";", " ").split()


ACTION: Tree = {"number": "1.1", "activity": "Visit all ports."}


def again(to: str, **changed: Any) -> Tree:
    """Return what comes back of a plan with one action that has some other values."""
    plan = plan_of({"empact": "plan/1", "id": PLAN_ID, "actions": [{**ACTION, **changed}]})
    actions: list[Tree] = SESSION.tree(reading(written(plan, to), to).require())["actions"]
    return actions[0]


@pytest.mark.parametrize("entries", [["15358/10"], ["https://example.org/a", "15358/10", "https://example.org/b"]])
def test_page__says_what_comes_back_of_documentation(entries: list[str]) -> None:
    assert again("xlsx", documentation=entries)["documentation"] == entries
    assert again("csv", documentation=entries)["documentation"] == ["; ".join(entries)]


@pytest.mark.parametrize("to", ["xlsx", "csv"])
def test_page__says_what_comes_back_in_another_way(to: str) -> None:
    emphasised = {"text": "Visit all ports.", "emphasis": [{"words": "all", "style": "bold"}]}
    assert again(to, activity=emphasised) == ACTION
    assert again(to, kpis="Number of visits")["target"] == "Number of visits"
    assert again(to, description={"withheld": True})["description"] == {"withheld": True}
    assert again(to, channels=[{"system": "SIENA"}])["extensions"] == {"other-columns": {"Channels": "SIENA"}}
    assert again(to, links="SG 1 ; 1.2")["links"] == "SG 1; 1.2"
    assert again(to, description="=1+1\n'=2; @x")["description"] == "=1+1\n'=2; @x"
