"""The reference document as others leave it: the plan is another one only where they edited it."""

from __future__ import annotations

import functools
import inspect
import io
import json
import random
import re
from collections import Counter
from typing import Any

import pytest
from tests.plugins.importing.test_reference_document import LAYOUT, SESSION, tree_of, words_of, words_of_plan
from tests.support.council_source import is_word
from tests.support.council_word import tables, texts, tracking, withholding
from tests.support.council_word.file import CouncilFile, Edit
from tests.support.council_word.reference import reference

from empact import Plan, Reading
from empact.containers import read_word


@functools.cache
def reading_of(*edits: Edit, changes: str | None = "accept") -> Reading[Plan]:
    options = {} if changes is None else {changes: True}
    return SESSION.read(io.BytesIO(reference(*edits)), format="docx", options=options)


@functools.cache
def plan_of(*edits: Edit, changes: str = "accept") -> Any:
    return tree_of(reading_of(*edits, changes=changes).require())


def changed(*edits: Edit, changes: str = "accept") -> dict[str, Any]:
    """Return the values that are other ones than in the plan of the document without edits."""
    before, after = (flat(plan_of(*each, changes=changes)) for each in ((), edits))
    return {at: after.get(at) for at in before | after if before.get(at) != after.get(at)}


def flat(value: Any, at: str = "") -> dict[str, Any]:
    """Return the values of a tree by their places; an action is called by its number."""
    if isinstance(value, dict):
        return {place: leaf for key, inner in value.items() for place, leaf in flat(inner, f"{at}/{key}").items()}
    if isinstance(value, list):
        named = at in {"/actions", "/sections", "/goals"}
        keys = [inner["number"] if named else index for index, inner in enumerate(value)]
        items = zip(keys, value, strict=True)
        return {place: leaf for key, inner in items for place, leaf in flat(inner, f"{at}/{key}").items()}
    return {at: value}


@pytest.mark.one_python
@pytest.mark.parametrize(
    "edit",
    [
        *(tables.merged_down, tables.shared_leader, tables.merged_results, tables.short_row, tables.empty_rows),
        *(tables.goal_above_head, tables.repeated_heads, tables.cut_table, tables.table_of_each_goal),
        *(tables.numbers_with_full_stops, texts.plain_headings, texts.typed_lists, texts.hard_blanks),
        *(texts.commented, texts.boxes, texts.controls_on_the_cover, texts.cover_in_tables),
        *(tables.two_rows_of_titles, tables.other_order, tables.other_titles, tables.controls_in_the_table),
        *(tables.another_table, texts.labels_of_2011, texts.title_in_two_paragraphs, texts.more_lines_on_the_cover),
        *(texts.contents, tables.goals_not_merged, tables.goals_in_two_cells, tracking.changed_look),
    ],
    ids=lambda edit: edit.__name__,
)
def test_plan__is_the_same(edit: Edit) -> None:
    assert changed(edit) == {}


def test_strict_document__is_the_same_plan() -> None:
    reading = SESSION.read(io.BytesIO(reference(strict=True)), format="docx", options={"accept": True})
    assert tree_of(reading.require()) == plan_of()


TOGETHER: tuple[Edit, ...] = (
    *(tables.merged_down, tables.shared_leader, tables.empty_rows, tables.controls_in_the_table, tables.cut_table),
    *(tables.other_titles, tables.other_order, tables.two_rows_of_titles, tables.another_table, texts.cover_in_tables),
    *(texts.commented, texts.boxes, texts.title_in_two_paragraphs, texts.contents, texts.plain_headings),
    *(texts.typed_lists, texts.hard_blanks, tracking.changed_look, tables.numbers_with_full_stops),
)
"""Edits of one document, in an order in which each finds what it edits."""


def test_plan__is_the_same_if_many_have_edited_the_document() -> None:
    assert changed(*TOGETHER) == {}


@pytest.mark.oracle
def test_plan__is_the_same_whoever_has_edited_the_document() -> None:
    chance = random.Random(26)
    for _ in range(200):
        edits = [edit for edit in TOGETHER if chance.random() < 0.3]
        assert changed(*edits) == {}, [edit.__name__ for edit in edits]


OTHER_DOCUMENTS: tuple[Edit, ...] = (
    *(texts.corrigendum, texts.corrigendum_of_a_language, texts.addendum, texts.revised_addendum, texts.declassified),
    tables.numbers_drawn_by_word,
)
"""The edits after which the document is another one, or is not read as a whole."""
EDITS: tuple[Edit, ...] = tuple(
    edit
    for module in (tables, texts)
    for name, edit in vars(module).items()
    if getattr(edit, "__module__", "") == module.__name__
    and inspect.get_annotations(edit, eval_str=True) == {"made": CouncilFile, "return": None}
    and edit not in OTHER_DOCUMENTS
    and not name.startswith("_")
)
"""The edits after which the document is still a whole plan without changes."""
OWN_LAYOUT: dict[Edit, str] = {
    tables.two_rows_of_titles: "Results June Dec",
    tables.other_titles: "Action leader Timeframe",
    tables.one_more_column: "First workshop of its kind",  # data of an extension, which another test looks at
    texts.more_lines_on_the_cover: "(OR. en)",
}
"""The words of an edit that are layout, in addition to those of the document."""


@pytest.mark.one_python
@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_words__are_in_the_plan_or_reported_or_said_to_be_layout(edit: Edit) -> None:
    reading = reading_of(edit)
    left = Counter(map(bare, words_of(read_word(reference(edit)))))
    left.subtract(map(bare, words_of_plan(tree_of(reading.require()))))
    reported = (word for finding in reading.diagnostics for word in re.split(r"[\s']+", finding.message))
    known = set(map(bare, (*reported, *LAYOUT.split(), *OWN_LAYOUT.get(edit, "").split())))
    assert {word for word, number in left.items() if number > 0} - known == set()


def bare(word: str) -> str:
    """Return a word without the signs of punctuation at its end, and without places where it may be broken."""
    return word.replace("\N{SOFT HYPHEN}", "").casefold().rstrip(".:")


PURPOSE = "Collect and analyse information for intelligence and investigation purposes."
DISRUPT = "Identify/prosecute/disrupt organised immigration crime groups."
WORKSHOP = "Workshop shall take into account the results of the 2011 studies and seminars."
MINORS = "Special focus will be dedicated on returning unaccompanied minors."


@pytest.mark.parametrize(
    ("edit", "accepted", "rejected"),
    [
        (tracking.changed_words, {"/actions/1.1/timing": "October"}, {}),
        (
            tracking.changed_words_by_hand,
            {
                "/actions/1.1/timing": None,
                "/actions/1.1/timing/text": "October",
                "/actions/1.1/timing/emphasis/0/style": "bold",
                "/actions/1.1/timing/emphasis/1/style": "underline",
            },
            {},
        ),
        (
            tracking.joined_paragraphs,
            {"/actions/2.1/target": f"Detect illegal migrants. {DISRUPT}\n\n{PURPOSE}"},
            {},
        ),
        (tracking.split_paragraph, {}, {"/actions/3.1/description": f"{WORKSHOP} {MINORS}"}),
        (
            tracking.changed_note,
            {"/notes/6/text": "Frontex is leader for all possible operations at the external borders."},
            {},
        ),
        (tracking.inserted_column, {}, {"/checkpoints/1": None}),
        (
            tracking.inserted_row,
            {
                "/actions/7.3/number": "7.3",
                "/actions/7.3/goal": "7",
                "/actions/7.3/activity": "To describe the tools.",
                "/actions/7.3/leaders": "Europol",
            },
            {},
        ),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_change__counts_if_it_is_accepted_and_not_if_it_is_rejected(
    edit: Edit, accepted: dict[str, Any], rejected: dict[str, Any]
) -> None:
    assert changed(edit) == accepted
    assert changed(edit, changes="reject") == rejected


@pytest.mark.parametrize("edit", [tracking.deleted_row, tracking.struck_row], ids=lambda edit: edit.__name__)
def test_row__that_is_deleted_is_gone_if_that_is_accepted(edit: Edit) -> None:
    found = changed(edit)
    assert {at[: len("/actions/7.2")] for at in found} == {"/actions/7.2"}
    assert set(found.values()) == {None}
    rejected = changed(edit, changes="reject")
    assert rejected == {}


def test_paragraph__that_was_moved_is_where_it_is_settled() -> None:
    assert changed(tracking.moved_paragraph, changes="reject") == {}
    found = changed(tracking.moved_paragraph)
    assert set(found) == {"/sections/5.2/text"}
    before = plan_of()["sections"]
    (section,) = (section["text"].split("\n\n") for section in before if section["number"] == "5.2")
    first, second, moved, fourth, *rest = section
    assert found["/sections/5.2/text"].split("\n\n") == [first, second, fourth, moved, *rest]


def test_note__that_was_inserted_has_a_number_of_its_own() -> None:
    assert changed(tracking.inserted_note, changes="reject") == {}
    plan = plan_of(tracking.inserted_note)
    (leaders,) = (action["leaders"] for action in plan["actions"] if action["number"] == "1.3")
    assert leaders == "Frontex[^7]"
    assert [(note["mark"], note["text"][:15]) for note in plan["notes"]][6:8] == [
        ("7", "To be confirmed"),
        ("8", "Frontex is lead"),
    ]


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        (tracking.changed_words, "table 1, row 3, column 8"),
        (tracking.changed_words_by_hand, "table 1, row 3, column 8"),
        (tracking.joined_paragraphs, "table 1, row 7, column 9"),
        (tracking.split_paragraph, "table 1, row 13, column 5"),
        (tracking.inserted_row, "table 1, row 28"),
        (tracking.deleted_row, "table 1, row 27"),
        (tracking.struck_row, "table 1, row 27, column 1"),
        (tracking.inserted_column, "table 1, row 1, column 11"),
        (tracking.inserted_note, "table 1, row 5, column 3"),
        (tracking.changed_note, "table 1, row 7, column 3"),
        (tracking.moved_paragraph, ""),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_change__is_listed_with_its_place_if_it_is_not_settled(edit: Edit, place: str) -> None:
    reading = reading_of(edit, changes=None)
    assert reading.value is None
    assert {finding.kind.name for finding in reading.diagnostics} == {"unsettled-change"}
    assert any(place in str(finding.place) for finding in reading.diagnostics)
    assert len(reading.diagnostics) > len(reading_of(changes=None).diagnostics)
    assert tracking.AUTHOR not in repr(list(reading.diagnostics))


def test_endnote__has_the_mark_that_word_prints() -> None:
    roman = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
    marks = {str(number): mark for number, mark in enumerate(roman, 1)}
    expected = json.loads(
        re.sub(r"(?<=\[\^)\d+(?=\])", lambda mark: marks[mark[0]], json.dumps(plan_of(), ensure_ascii=False))
    )
    for note in expected["notes"]:
        note["mark"] = marks[note["mark"]]
    assert plan_of(texts.notes_at_the_end) == expected


SECRET: dict[Edit, tuple[str, str]] = {
    withholding.blackened_cell: ("/actions/2.2/timing", "Budapest or Wien"),
    withholding.white_words: ("/actions/7.1/description", "shared-intelligence"),
    withholding.hidden_words: ("/actions/7.2/description", "taking advantage"),
    withholding.covered_cell: ("/actions/6.3/description", "avoiding duplication"),
    withholding.covered_cell_of_old: ("/actions/6.3/description", "avoiding duplication"),
}
"""Where a text is withheld, and words that only it has."""


@pytest.mark.parametrize("edit", SECRET, ids=lambda edit: edit.__name__)
def test_cell__that_nobody_can_read_is_withheld(edit: Edit) -> None:
    at, words = SECRET[edit]
    reading = reading_of(edit)
    assert words in repr(plan_of())
    assert words not in repr(tree_of(reading.require()))
    assert words not in repr([(finding.message, finding.hint) for finding in reading.diagnostics])
    found = changed(edit)
    assert found.pop(f"{at}/withheld") is True
    assert {place for place in found if not place.startswith(at)} == set()
    assert set(found.values()) <= {None}


@pytest.mark.parametrize(
    "edit", [withholding.covered_cell, withholding.covered_cell_of_old], ids=lambda edit: edit.__name__
)
@pytest.mark.parametrize("changes", [None, "accept", "reject"])
def test_change__of_a_text_that_is_withheld_is_listed_without_it(edit: Edit, changes: str | None) -> None:
    reading = reading_of(edit, tracking.changed_words_in_a_description, changes=changes)
    said = repr([(finding.message, finding.hint) for finding in reading.diagnostics])
    said += "" if reading.value is None else repr(tree_of(reading.value))
    assert [word for word in ("compared", "collected") if word in said] == []


def test_words__that_are_blackened_are_withheld_and_the_rest_is_read() -> None:
    reading = reading_of(withholding.blackened_words)
    (action,) = (action for action in tree_of(reading.require())["actions"] if action["number"] == "1.1")
    assert "intelligence gaps" not in repr(action) + repr(list(reading.diagnostics))
    assert action["target"] == {"withheld": True}
    assert action["kpis"] == "KPI: Report finalised within the timeframe."


def test_cell__with_words_for_what_was_taken_out_is_withheld() -> None:
    found = changed(withholding.withheld_by_words)
    assert found == {
        "/actions/4.1/description": None,
        "/actions/4.1/description/withheld": True,
        "/actions/5.1/participants": None,
        "/actions/5.1/participants/withheld": True,
    }


def test_column__that_is_not_known_is_data_of_an_extension_and_reported() -> None:
    assert changed(tables.one_more_column) == {
        "/actions/1.2/extensions/other-columns/Remarks": "First workshop of its kind"
    }
    findings = reading_of(tables.one_more_column).diagnostics
    (found,) = (finding for finding in findings if finding.kind.name == "not-understood")
    assert "'Remarks'" in found.message
    assert (found.place.table, found.place.row, found.place.column) == (1, 1, 12)


def test_words__behind_the_table_are_not_those_of_the_last_section() -> None:
    assert changed(texts.words_after_the_table) == {}


def test_heading__without_a_number_is_not_one_of_the_numbered_sections() -> None:
    sections = plan_of(texts.heading_without_number)["sections"]
    numbers = [section["number"] for section in sections]
    assert len(set(numbers)) == len(numbers)
    assert [section for section in sections if section["heading"] != "Introduction"] == plan_of()["sections"]


def test_row__whose_number_word_draws_is_reported_or_numbered() -> None:
    reading = reading_of(tables.numbers_drawn_by_word)
    numbers = [] if reading.value is None else [action.number for action in reading.value.actions]
    said = " ".join(finding.message for finding in reading.diagnostics)
    assert numbers == [action["number"] for action in plan_of()["actions"]] or "Tailored risk assessment" in said
    assert len(numbers) in {0, 16}


def test_title__with_a_slip_is_guessed() -> None:
    findings = reading_of(tables.other_titles).diagnostics
    found = [finding for finding in findings if "'Participents'" in finding.message]
    assert [(finding.kind.name, finding.place.column) for finding in found] == [("guessed", 4)]


def test_heading__has_the_number_that_word_draws() -> None:
    numbers = [section["number"] for section in plan_of()["sections"]]
    sections = plan_of(texts.automatic_numbers)["sections"]
    assert [section["number"] for section in sections] == numbers
    assert [re.sub(r"^[\d.]+ ", "", section["heading"]) for section in sections] == [
        re.sub(r"^[\d.]+ ", "", section["heading"]) for section in plan_of()["sections"]
    ]
    assert changed(texts.automatic_numbers).keys() <= {f"/sections/{number}/heading" for number in numbers}


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (texts.boxes, texts.BOXED),
        (tables.inner_table, "KPI Number of action days / locations"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_words__beside_the_text_are_in_the_plan_or_reported(edit: Edit, words: str) -> None:
    reading = reading_of(edit)
    said = repr(tree_of(reading.require())) + repr([finding.message for finding in reading.diagnostics])
    assert [word for word in words.split() if is_word(word) and word not in said] == []


def test_comment__is_reported_and_not_read() -> None:
    reading = reading_of(texts.commented)
    found = [finding for finding in reading.diagnostics if "comment" in finding.message.lower()]
    assert [(finding.place.table, finding.place.row, finding.place.column) for finding in found] == [
        (None, None, None),
        (1, 13, 3),
    ]
    said = repr(list(reading.diagnostics)) + repr(reading.value)
    assert texts.COMMENT not in said
    assert texts.COMMENTER not in said


@pytest.mark.parametrize(
    ("edit", "basis", "addition"),
    [
        (texts.corrigendum, "17793/2/11 REV 2", "COR 1"),
        (texts.corrigendum_of_a_language, "17793/2/11 REV 2", "COR 1"),
        (texts.addendum, "17793/2/11 REV 2", "ADD 1"),
        (texts.revised_addendum, "17793/11", "ADD 1"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_document__that_changes_another_one_is_refused_with_that_one(edit: Edit, basis: str, addition: str) -> None:
    reading = reading_of(edit)
    assert reading.value is None
    said = " ".join(finding.message for finding in reading.diagnostics)
    assert basis in said
    assert addition in said


def test_cover__of_a_declassification_is_not_that_of_the_plan() -> None:
    assert {at for at in changed(texts.declassified) if at.startswith(("/cover", "/sections", "/title"))} == set()
    said = " ".join(finding.message for finding in reading_of(texts.declassified).diagnostics)
    assert "DCL 1" in said
    assert texts.DECLASSIFIED[:30] in said
