"""What the rules find across the reference plan and the three invented plans, each with the words that prove it.

The words are searched for in the files themselves. Rules that only count within the long plan are in their own tests.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from tests.support.paths import PLAN_FOLDER

import oap_c_2012
from empact import Diagnostics, Session

REFERENCE = Path(oap_c_2012.__file__).parent / "plan.yaml"
SESSION = Session([oap_c_2012])


class Expected(NamedTuple):
    """A finding: its rule, its subject, and words of the plans from which a reader sees it."""

    code: str
    subject: str
    proof: tuple[tuple[str, str], ...]


B, C12, C13, MS = "b_2012.yaml", "plan.yaml", "c_2013.yaml", "ms_2026.yaml"
EXPECTED = [
    # 2.4 and 7.1 and 8.1 are no actions: C-2012 has 2.1 to 2.3, B-2012 five goals, C-2013 seven.
    Expected("OAP701", "B-2012:3.2", ((B, "C-2012:2.4"), (C12, 'number: "2.3"'))),
    Expected("OAP701", "C-2013:4.9", ((C13, "B-2012:7.1"),)),
    Expected("OAP701", "MS-2026:OA-4b", ((MS, "C-2013:8.1"),)),
    # B-2012 answers 2.2 (in 2.1 and 2.2) and never 4.1; C-2012:1.1 has "SG 2, SG 4; 2.1, 5.2".
    Expected("OAP702", "C-2012:4.1", ((C12, "SGs in priority B and priority F"),)),
    Expected("OAP702", "B-2012:1.2", ((B, "uses C-2012:1.1"),)),
    # The inter-dependencies of B-2012 are C and F, those of C-2013 B and F.
    Expected("OAP703", "B-2012:4.3", ((B, "G:SG 1"),)),
    Expected("OAP703", "C-2013:5.12", ((C13, "E:SG 1"),)),
    # No action of B-2012 has a number that begins with 5.
    Expected("OAP704", "B-2012:SG 5", ((B, "To trace and to seize the proceeds"),)),
    # Libya, Albania and the others are places and no parties.
    Expected("OAP705", "C-2012:4.1", ((C12, "from/through Turkey, Russia, Ukraine and Africa"),)),
    Expected("OAP705", "C-2012:5.2", ((C12, "Study visit in VN"),)),
    Expected("OAP705", "C-2012:6.1", ((C12, "aiming at improving the capacity of Libya"),)),
    Expected("OAP705", "B-2012:1.3", ((B, "in the ports of Durrës and Vlorë in Albania"),)),
    Expected("OAP705", "C-2013:2.31", ((C13, "off the coast of Libya"),)),
    Expected("OAP707", "C-2012:2.1", ((C12, "High Impact Operations (HIO) along the main routes"),)),
    Expected("OAP707", "B-2012:2.3", ((B, "High Impact Operations (HIO) along the main routes"),)),
    Expected("OAP708", "C-2013:4.19", ((C13, "Workshop on how guardians, police and asylum offices share"),)),
    Expected("OAP709", "C-2013:4.2", ((C12, "Notification by Eurojust"), (C13, "Notification by Eurojust"))),
    Expected("OAP709", "C-2013:6.7", ((C12, "technical assistance"), (C13, "technical assistance"))),
]


@pytest.fixture(scope="module")
def found() -> Diagnostics:
    return SESSION.validate(SESSION.portfolio("oap-c-2012", PLAN_FOLDER), select="portfolio")


def test_every_finding_across_the_plans_is_expected_and_no_other(found: Diagnostics) -> None:
    told = sorted((one.code, str(one.place.subject)) for one in found if one.code != "OAP706")
    assert told == sorted((one.code, one.subject) for one in EXPECTED)


@pytest.mark.parametrize("one", EXPECTED, ids=lambda one: f"{one.code}-{one.subject}")
def test_the_words_that_prove_it_stand_in_the_plan(one: Expected) -> None:
    for file, words in one.proof:
        path = REFERENCE if file == C12 else PLAN_FOLDER / file
        assert words in " ".join(path.read_text(encoding="utf-8").split())


def test_what_may_be_counted_twice_is_told_across_plans_where_they_are_linked(found: Diagnostics) -> None:
    across = [str(one.place.subject) for one in found if one.code == "OAP706" and ":" in one.message]
    assert across == ["C-2012:2.2", "B-2012:2.1"]  # "Arrests at the HU-RS section [...] count for both plans."
    (b,) = (one for one in found if one.code == "OAP706" and one.place.subject == "B-2012:2.1")
    assert b.message == "Action 2.1 counts 'arrests', and so do C-2012:2.2 and C-2012:2.3."


def test_a_plan_that_is_not_loaded_is_no_error() -> None:
    alone = SESSION.validate(SESSION.load(PLAN_FOLDER / B), select=["OAP701", "OAP702"])
    assert list(alone) == []
