"""A plan that is written as a Word document and read again is the same plan, in all that the document can hold."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from docx import Document as Opened
from hypothesis import given, settings
from tests.oracles.test_council_word import EDITS
from tests.plugins.importing.test_reference_document import differences
from tests.support.council_word.file import Edit
from tests.support.council_word.reference import reference
from tests.support.paths import ROOT
from tests.support.word_plans import PLAN_ID, SESSION, Tree, held, plan_of, word_plans

from empact import Plan, Reading
from empact.model import Action, Checkpoint, CitedDocument, Cover, Note, Section, StrategicGoal

NUMBER = "9.1"
ACTION: Tree = {"number": NUMBER, "activity": "Visit all ports."}


def written(plan: Plan, **options: Any) -> bytes:
    """Return a plan as a Word document."""
    return SESSION.export(plan, to="docx", path=None, **options)


def reading(data: bytes) -> Reading[Plan]:
    """Read a Word document of ours, in which bold and underlined words are no changes."""
    return SESSION.read(io.BytesIO(data), format="docx", options={"accept": True, "id": PLAN_ID})


def read(data: bytes) -> Plan:
    return reading(data).require()


def lost(plan: Plan, **options: Any) -> list[tuple[str, Any, Any]]:
    """Return what does not come back of a plan, each with what was there and what is."""
    return list(differences(held(plan), held(read(written(plan, **options)))))


def again(**changed: Any) -> Any:
    """Return what comes back of a plan with one action and some other values."""
    tree = {"empact": "plan/1", "id": PLAN_ID, "title": "Operational Action Plan 2031", "actions": [ACTION], **changed}
    return held(read(written(plan_of(tree))))


@pytest.mark.one_python
@given(word_plans())
@settings(max_examples=settings().max_examples, deadline=None)
def test_plan__comes_back_from_word(plan: Plan) -> None:
    assert lost(plan) == []


@given(word_plans())
@settings(max_examples=max(1, settings().max_examples // 3), deadline=None)
def test_plan__comes_back_from_a_table_for_each_goal(plan: Plan) -> None:
    assert lost(plan, per_goal=True) == []


@pytest.mark.parametrize("language", ["de", "fr"])
@given(plan=word_plans())
@settings(max_examples=max(1, settings().max_examples // 6), deadline=None)
def test_plan__comes_back_from_another_language(language: str, plan: Plan) -> None:
    assert lost(plan, language=language) == []


def test_plan__comes_back_from_a_template(tmp_path: Path) -> None:
    template = tmp_path / "ministry.docx"
    file: Any = Opened()
    file.sections[0].header.paragraphs[0].text = "Ministry"
    file.save(str(template))

    @given(word_plans())
    @settings(max_examples=max(1, settings().max_examples // 6), deadline=None)
    def check(plan: Plan) -> None:
        assert lost(plan, template=str(template)) == []

    check()


def test_plan__that_is_too_wide_for_a_page_comes_back() -> None:
    names = [f"checkpoint {number}" for number in range(14)]
    results = {name: f"Done by {name}: {'very' * 12}long" for name in names}
    actions = [{**ACTION, "number": "1.1", "goal": "1", "results": results}, ACTION]
    goals = [{"number": "1", "annex": "To stop it"}]
    tree = {"empact": "plan/1", "id": PLAN_ID, "title": "Operational Action Plan 2031", "checkpoints": names}
    plan = plan_of({**tree, "goals": goals, "actions": actions})
    assert len(Opened(io.BytesIO(written(plan))).tables) == 2  # a form for each action
    assert lost(plan) == []


@pytest.mark.one_python
@pytest.mark.parametrize("edit", [None, *EDITS], ids=lambda edit: getattr(edit, "__name__", "as printed"))
def test_document__gives_a_plan_that_comes_back(edit: Edit | None) -> None:
    plan = read(reference(*([edit] if edit else [])))
    columns = [part for part, _, _ in lost(plan) if not part.endswith("/extensions")]
    assert columns == []


def test_own_document__is_understood() -> None:
    plan = plan_of({"empact": "plan/1", "id": PLAN_ID, "title": "Operational Action Plan 2031", "actions": [ACTION]})
    assert [finding.name for finding in reading(written(plan)).diagnostics] == ["guessed"]  # the period


def test_target__has_its_own_emphasis() -> None:
    target = {"text": "At least 10 visits", "emphasis": [{"words": "10", "style": "bold"}]}
    (action,) = again(actions=[{**ACTION, "target": target, "kpis": "KPI: 10 visits"}])["actions"]
    assert action["target"] == {"text": "At least 10 visits", "emphasis": {"bold": "_________10_______"}}
    assert action["kpis"] == "KPI: 10 visits"


def test_action__without_a_goal_has_none() -> None:
    actions = [{"number": "1.1", "goal": "1"}, ACTION]
    found = again(goals=[{"number": "1", "annex": "Stop it"}], actions=actions)["actions"]
    assert [action.get("goal") for action in found] == ["1", None]


def test_section__of_the_third_level_is_written() -> None:
    sections = [{"number": "1.1.1", "heading": "1.1.1. Aim", "text": "To stop it."}]
    assert again(sections=sections)["sections"] == sections


def test_cell__that_is_withheld_is_withheld() -> None:
    assert again(actions=[{**ACTION, "description": {"withheld": True}}])["actions"] == [
        {**ACTION, "description": {"withheld": True}}
    ]


PAGE = (ROOT / "docs" / "howto" / "word.md").read_text(encoding="utf-8").partition("cannot hold\n")[2]
LOST, _, OTHERWISE = PAGE.partition("\n## ")[0].partition("in another way")
HELD = {
    *("title", "marking", "cover", "sections", "checkpoints", "goals", "actions", "notes"),
    *(f"cover/{name}" for name in ("issuer", "place", "date", "number", "codes", "kind", "sender", "recipient")),
    *("cover/previous", "cover/subject", "cover/covering"),
    *("cover/previous/*/number", "cover/previous/*/codes", "cover/previous/*/role"),
    *("sections/*/number", "sections/*/heading", "sections/*/text", "checkpoints/*/name"),
    *("goals/*/number", "goals/*/body", "goals/*/annex", "notes/*/mark", "notes/*/text"),
    *("actions/*/number", "actions/*/goal", "actions/*/activity", "actions/*/leaders", "actions/*/participants"),
    *("actions/*/description", "actions/*/links", "actions/*/timing", "actions/*/target", "actions/*/kpis"),
    "actions/*/results",
}
"""What the law of this page is about."""


def test_page__has_all_that_a_document_cannot_hold() -> None:
    classes: dict[str, type[attrs.AttrsInstance]] = {
        "": Plan,
        "cover/": Cover,
        "cover/previous/*/": CitedDocument,
        "sections/*/": Section,
        "checkpoints/*/": Checkpoint,
        "goals/*/": StrategicGoal,
        "actions/*/": Action,
        "notes/*/": Note,
    }
    fields = {f"{at}{field.name}" for at, cls in classes.items() for field in attrs.fields(cls) if field.init}
    first = (row.split("|")[1] for row in LOST.splitlines() if row.startswith("| `"))
    named = [path for cell in first for path in re.findall(r"`([^`]+)`", cell)]
    assert sorted(fields - HELD) == sorted(named)


@given(word_plans())
@settings(max_examples=max(1, settings().max_examples // 6), deadline=None)
def test_document__holds_nothing_else(plan: Plan) -> None:
    tree = json.loads(json.dumps(SESSION.tree(read(written(plan))), default=str))
    assert set(_paths(tree)) - {"empact", "id", "priority", "period"} <= HELD


def _paths(tree: Tree, at: str = "") -> Iterator[str]:
    for key, value in tree.items():
        yield f"{at}{key}"
        if key in {"sections", "goals", "actions", "notes", "previous"}:
            for item in value:
                yield from _paths(item, f"{at}{key}/*/")
        elif key == "cover":
            yield from _paths(value, "cover/")


TEXT = "Visit all ports."


@pytest.mark.parametrize(
    ("row", "changed", "found"),
    [
        ("`withheld` in part", {"actions": [{**ACTION, "activity": {"text": TEXT, "withheld": True}}]}, ACTION),
        ("no entry of `goals`", {"actions": [{**ACTION, "goal": "7"}]}, ACTION),
        (
            "do not begin with KPI",
            {"actions": [{**ACTION, "target": "All.", "kpis": "Number"}]},
            {**ACTION, "target": "All.\n\nNumber"},
        ),
        (
            "struck through",
            {
                "actions": [
                    {**ACTION, "timing": {"text": "May June", "emphasis": [{"words": "May", "style": "strike"}]}}
                ]
            },
            {**ACTION, "timing": "June"},
        ),
        ("hard blanks", {"actions": [{**ACTION, "activity": "Visit\N{NO-BREAK SPACE}all\tports."}]}, ACTION),
    ],
)
def test_page__says_what_comes_back_in_another_way(row: str, changed: Tree, found: Tree) -> None:
    assert row in OTHERWISE
    assert again(**changed)["actions"] == [found]


def test_page__says_what_comes_back_of_goals_sections_and_titles() -> None:
    assert "as `annex`" in OTHERWISE
    goals = again(goals=[{"number": "1", "body": "To stop it"}])["goals"]
    assert goals == [{"number": "1", "body": "To stop it", "annex": "To stop it"}]
    assert "a heading without its number" in OTHERWISE
    assert again(sections=[{"number": "4", "heading": "Aim", "text": "To stop it."}])["sections"][0]["number"] == "1"
    assert "a title that does not begin" in OTHERWISE
    assert "title" not in again(title="Clocks")
    assert "a line break in a paragraph of a section" in OTHERWISE
    sections = again(sections=[{"number": "1", "heading": "1. Aim", "text": "To stop\nit."}])["sections"]
    assert sections[0]["text"] == "To stop it."
