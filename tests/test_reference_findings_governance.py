"""What the rules about ledgers find for the reference plan: nothing without one, and these with an invented one.

The ledger lies in ``tests/ledgers`` and is invented throughout. Each finding stands beside what proves it: the words of
the Council document, or the entry of the ledger.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

import oap_c_2012
from empact import Diagnostics, Plan, Session

SESSION = Session([oap_c_2012])
PLAN = SESSION.load("oap-c-2012", Plan)
LEDGER = SESSION.ledger(Path(__file__).parent / "ledgers", "C-2012")

SPAIN = "2012-02-10-commitment-ES-1ba2c3e4ad0a08c3"
FRONTEX = "2012-03-01-commitment-Frontex-9f1d02b5f802bd40"
SERBIA = "2012-03-15-commitment-RS-92bd9e08cce21884"
REMINDER = "2012-06-05-reminder-ES-faddbc502a5a636c"
EXHORTATION = "2012-08-20-exhortation-ES-74420685b144075e"
FINDING = "2012-09-10-jeopardy-ES-124a1fd1f54b668c"
DECISION = "2012-10-01-decision-ES-c3344b03813e7364"


def open_commitment(entry: str, on: str, due: str, party: str) -> tuple[str, str, str, str]:
    says = f"A commitment of {on} was due on {due}, and no entry says that {party} has met it by {{as_of}}."
    return "OAP810", f"C-2012:{entry}", "/due", says


OPEN = open_commitment(SPAIN, "2012-02-10", "2012-05-31", "ES")
ASKED = [
    OPEN,
    open_commitment(FRONTEX, "2012-03-01", "2012-06-30", "Frontex"),
    open_commitment(SERBIA, "2012-03-15", "2012-07-31", "RS"),
    (
        "OAP810",
        f"C-2012:{REMINDER}",
        "/due",
        "A reminder of 2012-06-05 asks for an answer by 2012-06-15, and ES has given none by {as_of}.",
    ),
    (
        "OAP810",
        f"C-2012:{EXHORTATION}",
        "/due",
        "An exhortation of 2012-08-20 asks for an answer by 2012-09-03, and ES has given none by {as_of}.",
    ),
]
EXPECTED = {
    "2012-01-31": [],
    "2012-06-15": [OPEN],  # the last day for an answer to the reminder
    "2012-09-20": [
        (
            "OAP801",
            f"C-2012:{FINDING}",
            "",
            (
                "The ledger has evidence about ES for each of the three conditions of the exclusion clause, "
                "and no decision."
            ),
        ),
        *ASKED,
    ],
    "2012-10-15": [
        (
            "OAP805",
            "C-2012:6.2",
            "/actions/12/leaders",
            "Action 6.2 has no leader from 2012-10-01: ES is excluded.",
        ),
        (
            "OAP804",
            "C-2012:7.1",
            "/actions/14/participants/items/5",
            "Action 7.1 names ES as participant, yet by the decision of 2012-10-01 it is no longer a participant.",
        ),
        *ASKED,
    ],
}
PROOFS = (
    "(to be confirmed: ongoing contacts with Spain). | ES, in cooperation with EC, IT, MT | MS concerned involved",
    "| Frontex | PL, IT, FI, FR, SK, ES, Europol. |",
    "Whole year Workshop to be held in October or November.",  # 7.1 is not over on 1 October
)
SILENT = {"OAP802", "OAP803", "OAP806", "OAP807", "OAP808", "OAP809", "OAP811", "OAP812", "OAP813"}
"""Rules that find nothing: ES was exhorted before, is a member state and not the Driver; the ledger is in order."""


def told(as_of: str | None, *, ledger: bool = True) -> Diagnostics:
    day = None if as_of is None else dt.date.fromisoformat(as_of)
    return SESSION.validate(PLAN, as_of=day, select="OAP8", ledger=LEDGER if ledger else None)


@pytest.mark.parametrize("as_of", [None, "2012-10-15", "2026-01-01"])
def test_without_a_ledger_no_rule_about_ledgers_finds_anything(as_of: str | None) -> None:
    assert list(told(as_of, ledger=False)) == []


@pytest.mark.parametrize("as_of", EXPECTED)
def test_the_invented_ledger_gives_exactly_these_findings(as_of: str) -> None:
    found = [(one.code, one.place.subject, one.place.pointer, one.message) for one in told(as_of)]
    assert found == [(*one[:3], one[3].format(as_of=as_of)) for one in EXPECTED[as_of]]


def test_without_a_date_of_knowledge_the_decisions_have_their_effect_and_nothing_is_late() -> None:
    assert [(one.code, one.place.subject) for one in told(None)] == [("OAP805", "C-2012:6.2"), ("OAP804", "C-2012:7.1")]


def test_a_finding_about_an_entry_points_into_its_file() -> None:
    place = told("2012-09-20")[4].place
    assert place.file is not None
    assert Path(place.file).name == f"{REMINDER}.yaml"
    assert (place.line, place.column) == (10, 6)


def test_every_rule_of_the_group_is_looked_at() -> None:
    found = {one[0] for expected in EXPECTED.values() for one in expected}
    assert {one.rule.code for one in SESSION.rules if one.rule.code.startswith("OAP8")} == found | SILENT
    assert {one.code for as_of in EXPECTED for one in told(as_of)}.isdisjoint(SILENT)


def test_the_decision_rests_on_what_the_findings_say() -> None:
    assert LEDGER.entry(DECISION).content.replies_to[1:] == (EXHORTATION, FINDING)


def test_the_words_that_prove_it_stand_in_the_council_document(source_text: str) -> None:
    cells = re.sub(r"</?(?:p|ul|li|sup|b|u)>", "", source_text.replace("\t", " | ")).replace("**", "")
    document = " ".join(cells.split())
    assert [words for words in PROOFS if words not in document] == []


def test_other_rules_find_for_the_plan_what_they_find_without_a_ledger() -> None:
    """A decision changes who is meant, and thereby no other finding in this plan."""
    plain, decided = (
        SESSION.validate(PLAN, as_of=dt.date(2012, 10, 15), ignore="OAP8", ledger=ledger) for ledger in (None, LEDGER)
    )
    assert list(plain) == list(decided)
