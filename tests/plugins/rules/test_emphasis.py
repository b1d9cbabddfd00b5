"""The rules about emphasis at their edges: what they say to write, where, and what is no sign of emphasis."""

from __future__ import annotations

import json

import pytest
from tests.support.findings import messages_in, numbered, told_in


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Train **(to be confirmed)**.", "[{words: '(to be confirmed)', style: bold}]"),
        ("Train *staff*.", "[{words: 'staff', style: italic}]"),
        ("Train <u>staff\nand guards</u>.", "[{words: 'staff and guards', style: underline}]"),
        ("In the 1<sup>st</sup> quarter", "[{words: 'st', within: '1st', style: superscript}]"),
        ("Train <del>staff</del> guards", "[{words: 'staff', style: strike}]"),
        ("***a*** <i>b</i>", "[{words: 'a', style: bold}]"),
    ],
)
def test_emphasis_in_text__says_what_to_write(text: str, hint: str) -> None:
    (finding,) = told_in("OAP112", numbered(f"activity: {json.dumps(text)}"))
    assert finding.hint == f"Remove the signs, and write beside the text: emphasis: {hint}."


@pytest.mark.parametrize(
    "text",
    ["SG*; B:SG*", "2 * 3 * 4", "2*3*4", "* one\n* two", "a *\n\nb *", "<b> alone", "<u>a\n\nb</u>", "a < b > c", "**"],
)
def test_emphasis_in_text__leaves_other_signs_alone(text: str) -> None:
    assert messages_in("OAP112", numbered(f"activity: {json.dumps(text)}")) == []


def test_emphasis_not_found__is_at_the_entry_of_any_text_of_the_plan() -> None:
    missing = "{text: a, emphasis: [{words: b, style: bold}]}"
    given = f"""\
cover: {{issuer: {missing}, covering: {missing}}}
driver: {{text: QM, emphasis: [{{words: b, style: bold}}]}}
sections: [{{number: "1", text: {missing}}}]
goals: [{{number: "1", annex: {missing}}}]
actions: [{{number: "1.1", results: {{June: {missing}}}, funding: [{{payer: {missing}}}]}}]
notes: [{{mark: "7", text: {missing}}}]
"""
    assert [(finding.place.pointer, finding.message) for finding in told_in("OAP111", given)] == [
        (f"{at}/emphasis/0", f"{name} does not have 'b', which is to be bold.")
        for at, name in (
            ("/cover/issuer", "The issuer of the cover page"),
            ("/cover/covering", "The covering of the cover page"),
            ("/driver", "The driver of the plan"),
            ("/sections/0/text", "The text of section 1"),
            ("/goals/0/annex", "The annex of strategic goal 1"),
            ("/actions/0/results/June", "The June result of action 1.1"),
            ("/actions/0/funding/0/payer", "The payer of action 1.1"),
            ("/notes/0/text", "The text of note 7"),
        )
    ]
