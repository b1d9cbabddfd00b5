"""What the rules about ledgers find: nothing for the reference plan, and these for the invented plan with its ledger.

The plan and the ledger are those of ``examples/oap_invented_2031``. The findings were read in them, by eye.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import ClassVar

import pytest
from tests.support.reference_findings import PLAN, SESSION, Expected, Findings, ReferenceFindings

import oap_invented_2031
from empact import Diagnostics, Session

INVENTED = Session([oap_invented_2031])
Q_2031 = INVENTED.load("oap-invented-2031")
LEDGER = INVENTED.workspace.ledger.of_plan("Q-2031", oap_invented_2031.LEDGER)

STATE = "2031-02-10-commitment-QN-2f6041b278c37089"
AGENCY = "2031-03-01-commitment-QZ-b0c307e4126a36c0"
COUNTRY = "2031-03-15-commitment-QX-6c6b4f22a286d41a"
REMINDER = "2031-06-05-reminder-QN-75ac37ac478a8a91"
EXHORTATION = "2031-08-20-exhortation-QN-f048072410102c2f"
FINDING = "2031-09-10-jeopardy-QN-33d59a2962bd8023"
DECISION = "2031-10-01-decision-QN-c1afb0f9760ae5b9"


def open_commitment(entry: str, on: str, due: str, party: str, as_of: str) -> Expected:
    says = f"A commitment of {on} was due on {due}, but no entry says that {party} has met it by {as_of}."
    return Expected(f"Q-2031:{entry}", "/due", (), says)


def state(as_of: str) -> Expected:
    return open_commitment(STATE, "10 February 2031", "31 May 2031", "QN", as_of)


def asked(as_of: str) -> list[Expected]:
    """Everything that was due before the autumn."""
    return [
        state(as_of),
        open_commitment(AGENCY, "1 March 2031", "30 June 2031", "QZ", as_of),
        open_commitment(COUNTRY, "15 March 2031", "31 July 2031", "QX", as_of),
        Expected(
            f"Q-2031:{REMINDER}",
            "/due",
            (),
            f"A reminder of 5 June 2031 asks for an answer by 15 June 2031, but QN has not answered by {as_of}.",
        ),
        Expected(
            f"Q-2031:{EXHORTATION}",
            "/due",
            (),
            f"An exhortation of 20 August 2031 asks for an answer by 3 September 2031, but QN has not answered by "
            f"{as_of}.",
        ),
    ]


NOTHING: Findings = {f"OAP8{number:02}": () for number in range(1, 21)}
"""QN was exhorted before, is a member state and not the Driver, and the ledger is in order."""


class OnADay(ReferenceFindings):
    groups = (
        "OAP80",
        "OAP81",
        "OAP82",
    )  # those about reports: the tests of the example, and test_reports.py
    ledger = LEDGER
    order: ClassVar[list[str]]

    @pytest.fixture(scope="class")
    @classmethod
    def found(cls) -> Diagnostics:
        return INVENTED.validate(
            Q_2031, select=list(cls.expected), as_of=cls.as_of, records=INVENTED.records(ledger=cls.ledger)
        )

    def test_findings__follow_the_order_of_the_plan_and_of_the_ledger(self, found: Diagnostics) -> None:
        assert [finding.code for finding in found] == self.order


class TestInJanuary(OnADay):
    as_of = dt.date(2031, 1, 31)
    expected = NOTHING
    order: ClassVar[list[str]] = []


class TestOnTheLastDayForAnAnswerToTheReminder(OnADay):
    as_of = dt.date(2031, 6, 15)
    expected: ClassVar[Findings] = {**NOTHING, "OAP810": [state("15 June 2031")]}
    order: ClassVar[list[str]] = ["OAP810"]


class TestBeforeTheDecision(OnADay):
    as_of = dt.date(2031, 9, 20)
    expected: ClassVar[Findings] = {
        **NOTHING,
        "OAP801": [
            Expected(
                f"Q-2031:{FINDING}",
                "",
                (),
                "The ledger has evidence about QN for all three conditions of the exclusion clause (contested: "
                "unsuccessful exhortations and delivery jeopardised by conduct or inactivity), but no decision.",
            )
        ],
        "OAP810": asked("20 September 2031"),
    }
    order: ClassVar[list[str]] = ["OAP801", *["OAP810"] * 5]

    def test_place__is_a_line_of_the_file_of_the_entry(self, found: Diagnostics) -> None:
        place = found[4].place
        assert place.file is not None
        assert Path(place.file).name == f"{REMINDER}.yaml"
        assert (place.line, place.column) == (10, 6)


def still_assigned(action: str, pointer: str, role: str) -> Expected:
    says = f"Action {action} names QN as {role}, but QN has been excluded since 1 October 2031."
    return Expected(f"Q-2031:{action}", pointer, (), says)


class TestAfterTheDecision(OnADay):
    as_of = dt.date(2031, 10, 15)
    expected: ClassVar[Findings] = {
        **NOTHING,
        "OAP804": [  # 1.2 and 2.1 are over on 1 October
            still_assigned("1.1", "/actions/0/participants/items/1", "participant"),
            still_assigned("3.2", "/actions/5/leaders/items/1", "leader"),
        ],
        "OAP805": [
            Expected(
                "Q-2031:3.1",
                "/actions/4/leaders",
                (),
                "Action 3.1 has no leader from 1 October 2031: QN is excluded.",
            )
        ],
        "OAP810": asked("15 October 2031"),
    }
    order: ClassVar[list[str]] = ["OAP804", "OAP805", "OAP804", *["OAP810"] * 5]


class TestAfterTheReadmission(OnADay):
    as_of = dt.date(2031, 12, 15)
    expected: ClassVar[Findings] = {
        **NOTHING,
        "OAP810": [
            open_commitment(AGENCY, "1 March 2031", "30 June 2031", "QZ", "15 December 2031"),
            open_commitment(COUNTRY, "15 March 2031", "31 July 2031", "QX", "15 December 2031"),
        ],
    }
    order: ClassVar[list[str]] = ["OAP810"] * 2


@pytest.mark.parametrize("as_of", [None, dt.date(2012, 10, 15), dt.date(2026, 1, 1)])
def test_rules__find_nothing_for_the_reference_plan_without_a_ledger(as_of: dt.date | None) -> None:
    assert list(SESSION.validate(PLAN, as_of=as_of, select="OAP8")) == []


def test_without_a_date_of_knowledge_the_decisions_have_their_effect_and_nothing_is_late() -> None:
    until = LEDGER.until(dt.date(2031, 11, 30))
    found = INVENTED.validate(Q_2031, select="OAP8", records=INVENTED.records(ledger=until))
    assert [(one.code, one.place.subject) for one in found] == [
        ("OAP804", "Q-2031:1.1"),
        ("OAP805", "Q-2031:3.1"),
        ("OAP804", "Q-2031:3.2"),
    ]


def test_the_decision_rests_on_what_the_findings_say() -> None:
    assert LEDGER.entry(DECISION).content.replies_to[1:] == (EXHORTATION, FINDING)


def test_other_rules_find_for_the_plan_what_they_find_without_a_ledger() -> None:
    """A decision changes who is meant, and thereby no other finding in this plan."""
    plain, decided = (
        INVENTED.validate(Q_2031, as_of=dt.date(2031, 10, 15), ignore="OAP8", records=INVENTED.records(ledger=ledger))
        for ledger in (None, LEDGER)
    )
    assert list(plain) == list(decided)
