"""The texts of a plan around its table: headings, paragraphs, lists, and the goals that a section lists."""

from __future__ import annotations

from typing import Any

from tests.support.council_word.markup import paragraph, run
from tests.support.word_tables import TITLES, actions, findings, table, text, tree

TITLE = text("Operational Action Plan 2031", "<w:b/>")
TABLE = table(TITLES, *actions("1.1"))


def sections(*paragraphs: str, behind: str = "") -> Any:
    return tree(TITLE + "".join(paragraphs) + TABLE + behind).get("sections")


def heading(words: str) -> str:
    return text(words, "<w:b/>")


def said(*paragraphs: str) -> list[str]:
    return [each for each in findings(TITLE + "".join(paragraphs) + TABLE) if "The period is" not in each]


def test_section__has_its_number_its_heading_and_its_paragraphs() -> None:
    body = [heading("1. Aim"), text("One."), text("Two."), heading("2.1 Scope"), text("Three.")]
    assert sections(*body) == [
        {"number": "1", "heading": "1. Aim", "text": "One.\n\nTwo."},
        {"number": "2.1", "heading": "2.1 Scope", "text": "Three."},
    ]
    assert said(*body) == []


def test_heading__that_only_its_number_shows_is_guessed() -> None:
    body = [heading("1. Aim"), text("One."), text("1.1 Scope"), text("Two."), text("3 clocks were seized.")]
    assert sections(*body) == [
        {"number": "1", "heading": "1. Aim", "text": "One."},
        {"number": "1.1", "heading": "1.1 Scope", "text": "Two.\n\n3 clocks were seized."},
    ]
    assert said(*body) == ["guessed: The line '1.1 Scope' is read as a heading."]


def test_heading__without_a_number_gets_the_next_one() -> None:
    level = '<w:outlineLvl w:val="{}"/>'
    body = [text("Aim", "", level.format(0)), text("Scope", "", level.format(1)), text("Means", "", level.format(0))]
    assert [section["number"] for section in sections(*body)] == ["1", "1.1", "2"]
    assert said(*body)[0] == "guessed: The heading 'Aim' has no number; it is read as section 1."


def test_heading__without_a_number_among_others_is_behind_the_one_before() -> None:
    level = '<w:outlineLvl w:val="0"/>'
    body = [text("Preface", "", level), text("1. Aim", "", level), text("Means", "", level), text("2. End", "", level)]
    assert [section["number"] for section in sections(*body)] == ["0-1", "1", "1-1", "2"]


def test_list__has_its_items_on_lines_of_their_own() -> None:
    body = [heading("1. Aim"), text("We will:"), text("-\tknow;"), text("\u2022 act."), text("Then rest.")]
    assert sections(*body) == [
        {"number": "1", "heading": "1. Aim", "text": "We will:\n\n- know;\n- act.\n\nThen rest."}
    ]


def test_goals__of_a_section_are_goals() -> None:
    body = [
        heading("5.1 Strategic goals"),
        text("There are two."),
        text("Goal 1:", "<w:b/>"),
        text("To know."),
        text("Goal 2: To act."),
        heading("5.2 Planning"),
        text("We plan."),
    ]
    plan = tree(TITLE + "".join(body) + TABLE)
    assert plan["goals"] == [{"number": "1", "body": "To know."}, {"number": "2", "body": "To act."}]
    assert [section.get("text") for section in plan["sections"]] == ["There are two.", "We plan."]


def test_goal__that_goes_on_is_guessed() -> None:
    body = [heading("5.1 Strategic goals"), text("Goal 1: To know."), text("And to tell.")]
    assert tree(TITLE + "".join(body) + TABLE)["goals"] == [{"number": "1", "body": "To know.\n\nAnd to tell."}]
    assert said(*body) == ["guessed: The paragraph 'And to tell.' is read as a part of goal 1."]


def test_text__before_the_first_section_is_reported() -> None:
    assert said(text("A word before.")) == ["not-understood: The text 'A word before.' is not read."]


def test_text__behind_the_table_is_a_section_or_reported() -> None:
    assert findings(TABLE + text("Thank you."))[-1] == "not-understood: The text 'Thank you.' is not read."
    assert sections(heading("1. Aim"), text("One."), behind=heading("2. End") + text("Two.")) == [
        {"number": "1", "heading": "1. Aim", "text": "One."},
        {"number": "2", "heading": "2. End", "text": "Two."},
    ]


def test_notes__in_a_list_are_notes() -> None:
    assert tree(TABLE + text("Other notes") + text("Note 7: See there."))["notes"] == [
        {"mark": "7", "text": "See there."}
    ]


def test_table_of_contents__is_no_section() -> None:
    body = [text("1. Aim\t2"), heading("1. Aim"), text("One.")]
    assert sections(*body) == [{"number": "1", "heading": "1. Aim", "text": "One."}]
    assert said(*body) == ["not-understood: The line '1. Aim 2' of the table of contents is not read."]


def test_emphasis__of_a_paragraph_is_kept() -> None:
    body = [heading("1. Aim"), paragraph(run("Do it ") + run("now", "<w:i/>") + run("."))]
    assert sections(*body)[0]["text"] == {"text": "Do it now.", "emphasis": [{"words": "now", "style": "italic"}]}


def test_emphasis__of_words_in_a_heading_or_the_title_is_reported() -> None:
    level = '<w:outlineLvl w:val="0"/>'
    body = [paragraph(run("1. ") + run("Aim ", "<w:b/>") + run("and scope", "<w:b/><w:i/>"), level), text("One.")]
    assert said(*body) == ["not-understood: The emphasis in 'Aim and scope' is not kept."]
    assert said(paragraph(run("1. ") + run("Aim", "<w:b/>"), level)) == []
    title = paragraph(run("Operational Action Plan ", "<w:b/>") + run("2031", "<w:b/><w:u w:val='single'/>"))
    found = findings(title + TABLE, accept=True)
    assert "not-understood: The emphasis in 'Operational Action Plan 2031' is not kept." in found


def test_lowered_letters__are_read_and_reported() -> None:
    body = [heading("1. Aim"), paragraph(run("CO") + run("2", '<w:vertAlign w:val="subscript"/>'))]
    assert sections(*body)[0]["text"] == "CO2"
    assert said(*body) == ["not-understood: That '2' is lowered is not kept."]
