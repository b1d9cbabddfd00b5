"""What the rules about several plans find in the reference plan alone, read by eye.

Each finding stands beside the words of the Council document that prove it; a test finds each of them there. In the
proofs a bar parts the cells of the table.
"""

from __future__ import annotations

import re

import pytest

import oap_c_2012
from empact import Diagnostics, Plan, Session

SESSION = Session([oap_c_2012])

OVERLAPS = ("- Priority B (*Western Balkans*) because", "- Priority F (THB) because")
LINKS_2_2 = "RS authorities cooperate in the project. | SG 1, SGs in priority B | 1.1, 2.1, 2.3 |"
LINKS_4_1 = "Turkey, Russia, Ukraine and Africa. | SGs in priority B and priority F | | May to October"
ALL_GOALS = "However, all the strategic goals are addressed in the OAP for 2012."
PARTIES_4_1 = "and organised immigration crime. | Acting EU Presidency, Europol, Frontex | Relevant MS |"

EXPECTED: dict[str, list[tuple[str, str, str, tuple[str, ...]]]] = {
    # Without the plans of B and F nobody can say whether their goals are there, and whether they link back.
    "OAP701": [],
    "OAP702": [],
    "OAP703": [],  # B and F are linked, and section 2 names both
    "OAP704": [],  # seven goals, each with an action
    "OAP705": [
        (
            "C-2012:4.1",
            "/actions/7/locations/0",
            "Action 4.1 names Turkey, Russia and Ukraine as places, and none of them takes part.",  # Africa is no state
            (PARTIES_4_1, "illegal migration flows from/through Turkey, Russia, Ukraine and Africa."),
        ),
        (
            "C-2012:5.2",
            "/actions/10/timing/items/1",
            "Action 5.2 names VN and US as places, and none of them takes part.",
            ("| UK, HU | Europol, PL, SK, DE |", "Study visit in VN in the 1", "Study visit in US in the 1"),
        ),
        (
            "C-2012:6.1",
            "/actions/11/locations/0",
            "Action 6.1 names Libya as a place, yet it takes no part.",
            ("aiming at improving the capacity of Libya in controlling", "| IT | EC, IOM, EL, Frontex |"),
        ),
    ],
    "OAP709": [],  # no plan of the year before is at hand; tests/test_lineage.py has the year after
    "OAP706": [
        (
            "C-2012:2.2",
            "/actions/4/kpis/items/0",
            "Actions 2.2 and 2.3 both count 'arrests'.",
            ("KPI: Number of arrests / detected illegal immigrants", "| Number of arrests | |"),
        ),
        (
            "C-2012:2.3",
            "/actions/5/kpis/items/1",
            "Actions 2.3 and 5.1 both count 'action days'.",
            ("| Number of action days | |", "KPI: Number of action days / locations"),
        ),
    ],
    "OAP707": [],  # no other plan is there
    "OAP708": [],  # sixteen actions with sixteen activities: the nearest, 1.1 and 2.1, share the outcomes of the HIOs
}
"""The subject, the pointer, the message and the words that prove it."""

SILENT = {
    "OAP708": ("Outcomes of the HIOs – 1st phase to be carried out at main Italian Adriatic ports",),
    "OAP703": (*OVERLAPS, LINKS_2_2, LINKS_4_1),
    "OAP704": (ALL_GOALS,),
}
"""The words that prove why a rule finds nothing."""


@pytest.fixture(scope="module")
def told() -> Diagnostics:
    return SESSION.validate(SESSION.load("oap-c-2012", Plan), select=list(EXPECTED))


@pytest.mark.parametrize("code", EXPECTED)
def test_the_reference_plan_gives_exactly_these_findings(told: Diagnostics, code: str) -> None:
    found = [(one.place.subject, one.place.pointer, one.message) for one in told if one.code == code]
    assert found == [one[:3] for one in EXPECTED[code]]


def test_every_rule_of_the_group_is_looked_at() -> None:
    assert {one.rule.code for one in SESSION.rules if one.rule.code.startswith("OAP7")} == EXPECTED.keys()


@pytest.mark.parametrize("code", EXPECTED)
def test_the_words_that_prove_it_stand_in_the_council_document(source_text: str, code: str) -> None:
    cells = re.sub(r"</?(?:p|ul|li|sup|b|u)>", "", source_text.replace("\t", " | ")).replace("**", "")
    document = " ".join(cells.split())
    proofs = (*(words for one in EXPECTED[code] for words in one[3]), *SILENT.get(code, ()))
    assert [words for words in proofs if words not in document] == []


def test_a_finding_points_at_everything_that_it_rests_on(told: Diagnostics) -> None:
    related = {one.message: [place.pointer for place in one.related] for one in told}
    assert related == {
        EXPECTED["OAP705"][0][2]: ["/actions/7/locations/1", "/actions/7/locations/2"],
        EXPECTED["OAP705"][1][2]: ["/actions/10/timing/items/2"],
        EXPECTED["OAP705"][2][2]: [],
        EXPECTED["OAP706"][0][2]: ["/actions/5/kpis/items/2"],
        EXPECTED["OAP706"][1][2]: ["/actions/9/kpis/items/0"],
    }
