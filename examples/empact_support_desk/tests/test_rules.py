"""The house style, beyond its cases: what it reports in the plan of 2012, and what it ignores."""

from __future__ import annotations

from typing import Any

import pytest

import empact_support_desk
import oap_c_2012
from empact import Session
from empact.testing import make_action, make_plan

SESSION = Session([empact_support_desk, oap_c_2012])


def test_these_abbreviations_of_the_plan_of_2012_are_nowhere_explained() -> None:
    found = SESSION.validate(SESSION.load("oap-c-2012"), select=["abbreviation-not-explained"])
    assert [(one.place.subject, one.message.split("'")[1]) for one in found] == [
        ("C-2012:1.2", "CIRAM"),  # "including on the use of the CIRAM at national level"
        ("C-2012:1.2", "IMB"),  # "to share and foster the concept of IMB"
        ("C-2012:2.2", "OCG"),  # "focusing in OCGs active along the illegal immigration route"
        ("C-2012:4.1", "ILO"),  # "relevant regional ILOs and LOs": liaison officers, but the text does not say so
        ("C-2012:5.2", "COSPOL"),  # "Follow up activities of COSPOL VOIC"; VOIC is among its initiatives
        ("C-2012:7.1", "NCC"),  # "Workshop for the initial NCC"
        ("C-2012:7.2", "VIS"),  # "the use of VIS at EU and MS level"
    ]


def test_one_sentence_of_the_plan_of_2012_has_fifty_words() -> None:
    (one,) = SESSION.validate(SESSION.load("oap-c-2012"), select=["long-sentence"])
    assert (one.place.subject, one.place.pointer) == ("C-2012:2.1", "/actions/3/activity")
    assert one.message == ("Action 2.1 has a sentence of 50 words (at most 45), which begins 'Based on the outcomes'.")


def found(code: str, activity: str, **fields: Any) -> list[str]:
    plan = make_plan(actions=[make_action(activity=activity)], **fields)
    return [one.message for one in SESSION.validate(plan, select=[code])]


@pytest.mark.parametrize(
    ("activity", "reported"),
    [
        ("Fight OCG.", True),
        ("Fight OCGs.", True),
        ("Fight organised crime groups (OCG).", False),
        ("Fight OCG (organised crime groups).", False),
        ("Fight crime with FRONTEX and COSI.", False),  # parties
        ("Report by KPI.", False),  # usual
        ("Follow route TR-EL-FYROM-RS.", False),  # a word with hyphens is no abbreviation
        ("Go to HQ.", False),  # two letters
    ],
)
def test_an_abbreviation_is_reported_unless_somebody_knows_it(activity: str, *, reported: bool) -> None:
    assert bool(found("DESK101", activity)) is reported


def test_an_abbreviation_may_be_explained_anywhere_in_the_plan() -> None:
    section = {"number": "1", "text": "Organised crime groups (OCGs) move on."}
    assert found("DESK101", "Fight OCG.", sections=[section]) == []


def test_abbreviation_not_explained__does_not_count_note_marks_as_words() -> None:
    section = {"number": "1", "text": "Organised crime groups (OCG[^1]) move on."}
    assert found("DESK101", "Fight OCG[^2].", sections=[section]) == []


@pytest.mark.parametrize(
    ("activity", "reported"),
    [
        ("word " * 44 + "word.", False),
        ("word " * 45 + "word.", True),
        ("word " * 30 + "end. " + "word " * 30, False),
        ("word " * 30 + "end; " + "word " * 30, False),
        ("word " * 30 + "end\n\n- " + "word " * 30, False),
        ("word " * 44 + "word[^1] word", True),
    ],
)
def test_a_sentence_is_long_from_forty_six_words_on(activity: str, *, reported: bool) -> None:
    assert bool(found("DESK102", activity.strip())) is reported
