"""What the rules about ledgers find for the reference plan: nothing without one, and these with an invented one.

The ledger lies in ``tests/ledgers`` and is invented throughout. Each finding stands beside what proves it: the words of
the Council document, or the entry of the ledger.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import ClassVar

import pytest
from tests.reference_findings import PLAN, SESSION, Expected, Findings, ReferenceFindings

from empact import Diagnostics

LEDGER = SESSION.workspace.ledger.of("C-2012", Path(__file__).parent / "ledgers")

SPAIN = "2012-02-10-commitment-ES-1ba2c3e4ad0a08c3"
FRONTEX = "2012-03-01-commitment-Frontex-9f1d02b5f802bd40"
SERBIA = "2012-03-15-commitment-RS-92bd9e08cce21884"
REMINDER = "2012-06-05-reminder-ES-faddbc502a5a636c"
EXHORTATION = "2012-08-20-exhortation-ES-74420685b144075e"
FINDING = "2012-09-10-jeopardy-ES-124a1fd1f54b668c"
DECISION = "2012-10-01-decision-ES-c3344b03813e7364"
LEADS = "(to be confirmed: ongoing contacts with Spain). | ES, in cooperation with EC, IT, MT | MS concerned involved"


def open_commitment(entry: str, on: str, due: str, party: str, as_of: str) -> Expected:
    says = f"A commitment of {on} was due on {due}, but no entry says that {party} has met it by {as_of}."
    return Expected(f"C-2012:{entry}", "/due", (), says)


def spain(as_of: str) -> Expected:
    return open_commitment(SPAIN, "10 February 2012", "31 May 2012", "ES", as_of)


def asked(as_of: str) -> list[Expected]:
    """Everything that was due before the autumn."""
    return [
        spain(as_of),
        open_commitment(FRONTEX, "1 March 2012", "30 June 2012", "Frontex", as_of),
        open_commitment(SERBIA, "15 March 2012", "31 July 2012", "RS", as_of),
        Expected(
            f"C-2012:{REMINDER}",
            "/due",
            (),
            f"A reminder of 5 June 2012 asks for an answer by 15 June 2012, but ES has not answered by {as_of}.",
        ),
        Expected(
            f"C-2012:{EXHORTATION}",
            "/due",
            (),
            f"An exhortation of 20 August 2012 asks for an answer by 3 September 2012, but ES has not answered by "
            f"{as_of}.",
        ),
    ]


NOTHING: Findings = {f"OAP8{number:02}": () for number in range(1, 16)}
"""ES was exhorted before, is a member state and not the Driver, and the ledger is in order."""


class OnADay(ReferenceFindings):
    groups = ("OAP8",)
    ledger = LEDGER
    order: ClassVar[list[str]]

    def test_findings__follow_the_order_of_the_plan_and_of_the_ledger(self, found: Diagnostics) -> None:
        assert [finding.code for finding in found] == self.order


class TestInJanuary(OnADay):
    as_of = dt.date(2012, 1, 31)
    expected = NOTHING
    order: ClassVar[list[str]] = []


class TestOnTheLastDayForAnAnswerToTheReminder(OnADay):
    as_of = dt.date(2012, 6, 15)
    expected: ClassVar[Findings] = {**NOTHING, "OAP810": [spain("15 June 2012")]}
    order: ClassVar[list[str]] = ["OAP810"]


class TestBeforeTheDecision(OnADay):
    as_of = dt.date(2012, 9, 20)
    expected: ClassVar[Findings] = {
        **NOTHING,
        "OAP801": [
            Expected(
                f"C-2012:{FINDING}",
                "",
                (),
                "The ledger has evidence about ES for all three conditions of the exclusion clause (contested: "
                "exhortations without success and delivery jeopardised by conduct or inactivity), but no decision.",
            )
        ],
        "OAP810": asked("20 September 2012"),
    }
    order: ClassVar[list[str]] = ["OAP801", *["OAP810"] * 5]

    def test_place__is_a_line_of_the_file_of_the_entry(self, found: Diagnostics) -> None:
        place = found[4].place
        assert place.file is not None
        assert Path(place.file).name == f"{REMINDER}.yaml"
        assert (place.line, place.column) == (10, 6)


class TestAfterTheDecision(OnADay):
    as_of = dt.date(2012, 10, 15)
    expected: ClassVar[Findings] = {
        **NOTHING,
        "OAP804": [
            Expected(
                "C-2012:7.1",
                "/actions/14/participants/items/5",
                (
                    "| Frontex | PL, IT, FI, FR, SK, ES, Europol. |",
                    "Whole year Workshop to be held in October or November.",  # 7.1 is not over on 1 October
                ),
                "Action 7.1 names ES as participant, but ES has been excluded since 1 October 2012.",
            )
        ],
        "OAP805": [
            Expected(
                "C-2012:6.2",
                "/actions/12/leaders",
                (LEADS,),
                "Action 6.2 has no leader from 1 October 2012: ES is excluded.",
            )
        ],
        "OAP810": asked("15 October 2012"),
    }
    order: ClassVar[list[str]] = ["OAP805", "OAP804", *["OAP810"] * 5]


def told(as_of: str | None, *, ledger: bool = True) -> Diagnostics:
    day = None if as_of is None else dt.date.fromisoformat(as_of)
    return SESSION.validate(PLAN, as_of=day, select="OAP8", ledger=LEDGER if ledger else None)


@pytest.mark.parametrize("as_of", [None, "2012-10-15", "2026-01-01"])
def test_without_a_ledger_no_rule_about_ledgers_finds_anything(as_of: str | None) -> None:
    assert list(told(as_of, ledger=False)) == []


def test_without_a_date_of_knowledge_the_decisions_have_their_effect_and_nothing_is_late() -> None:
    assert [(one.code, one.place.subject) for one in told(None)] == [("OAP805", "C-2012:6.2"), ("OAP804", "C-2012:7.1")]


def test_the_decision_rests_on_what_the_findings_say() -> None:
    assert LEDGER.entry(DECISION).content.replies_to[1:] == (EXHORTATION, FINDING)


def test_other_rules_find_for_the_plan_what_they_find_without_a_ledger() -> None:
    """A decision changes who is meant, and thereby no other finding in this plan."""
    plain, decided = (
        SESSION.validate(PLAN, as_of=dt.date(2012, 10, 15), ignore="OAP8", ledger=ledger) for ledger in (None, LEDGER)
    )
    assert list(plain) == list(decided)
