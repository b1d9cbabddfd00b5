"""The exclusion clause (plan section 5.3): dossiers for the reference plan with an invented ledger, and their laws.

The ledger lies in ``tests/ledgers`` and is invented throughout. The sentences below were written from it and from the
Council document, by eye.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import empact
import oap_c_2012
from empact import Config, Plan, Session, UnknownIdError
from empact.analysis import (
    Absence,
    CriterionKind,
    Dossier,
    EvidenceState,
    PlanContext,
    Statement,
    Thresholds,
    absences,
    assignments,
    exclusion,
    impact_of_leaving,
    words_at,
)
from empact.diagnostics import Pointer
from empact.grammar import parse_parties
from empact.model import (
    EntryContent,
    EntryKind,
    Ledger,
    LedgerEntry,
    Parties,
    Prose,
    Provision,
    Ref,
    Reply,
    Span,
    Verdict,
)
from empact.reference import register
from empact.serde import plan_tree

FOLDER = Path(__file__).parent / "ledgers"
SESSION = Session([oap_c_2012])
PLAN = SESSION.load("oap-c-2012")
LEDGER = SESSION.workspace.ledger.of("C-2012", FOLDER)

COMMITMENT = "2012-02-10-commitment-ES-1ba2c3e4ad0a08c3"
REMINDER = "2012-06-05-reminder-ES-faddbc502a5a636c"
FIRST = "2012-06-18-exhortation-Spain-aebd57fede371186"
ANSWER = "2012-06-29-answer-ES-4a390589fc7e1a8d"
CONTACT = "2012-07-05-contact-ES-7ffa1c27fb822471"
SECOND = "2012-08-20-exhortation-ES-74420685b144075e"
FINDING = "2012-09-10-jeopardy-ES-124a1fd1f54b668c"
DISPUTE = "2012-09-17-answer-ES-3537c43a9cfc00ab"
DECISION = "2012-10-01-decision-ES-c3344b03813e7364"

NOT_MET = (
    "The commitment of 2012-02-10 (To name the operator of the satellite network) was due on 2012-05-31, "
    "and no entry says that it was met."
)
EXHORTS = (
    "The Driver exhorts ES on 2012-06-18 about 6.2, with a deadline of 2012-07-02 (To name the operator without delay)."
)
UNDERWAY = "The exhortation of 2012-06-18 is answered on 2012-06-29: underway (A tender is being prepared)."


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def dossier(party: str, as_of: str) -> Dossier:
    return empact.exclusion(PLAN, party, as_of=day(as_of), ledger=LEDGER)


def told(statements: tuple[Statement, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """Each sentence with the entries it rests on."""
    return [(one.text, one.entries) for one in statements]


def states(found: Dossier) -> list[EvidenceState]:
    assert [one.kind for one in found.criteria] == list(CriterionKind)
    return [one.state for one in found.criteria]


# A member state at three dates


def test_as_long_as_nothing_is_known_everything_is_missing() -> None:
    found = dossier("ES", "2012-01-31")
    assert states(found) == [EvidenceState.NONE] * 3
    assert (found.can_be_subject, found.excluded, found.complete) == (True, False, False)
    assert [one.evidence + one.against for one in found.criteria] == [(), (), ()]
    assert [one.text for criterion in found.criteria for one in criterion.missing] == [
        "No commitment of ES is recorded.",
        "The plan involves ES in 1.1, 1.2, 1.3, 2.3, 3.1, 6.2, 6.3, 7.1; no commitment is recorded for them.",
        "No unsuccessful exhortation of ES by the Driver is recorded.",
        "No finding that ES jeopardises delivery is recorded.",
    ]
    assert (found.beside, found.decisions) == ((), ())


def test_where_the_evidence_is_partly_there_both_sides_and_the_gaps_are_told() -> None:
    found = dossier("Spain", "2012-07-15")
    assert found.party == "ES"
    assert states(found) == [EvidenceState.COMPLETE, EvidenceState.PARTLY, EvidenceState.NONE]
    commitments, exhortations, jeopardy = found.criteria
    assert told(commitments.evidence) == [(NOT_MET, (COMMITMENT,))]
    assert told(exhortations.evidence) == [(EXHORTS, (FIRST,))]
    assert told(exhortations.against) == [(UNDERWAY, (FIRST, ANSWER))]
    assert told(exhortations.missing) == [
        (
            "One exhortation without success is recorded; the clause says 'exhortations', without a number.",
            (FIRST,),
        )
    ]
    assert told(jeopardy.missing) == [("No finding that ES jeopardises delivery is recorded.", ())]
    assert told(found.beside) == [
        (
            (
                "On 2012-06-05 a reminder by Europol for 6.2 is recorded, which is not an exhortation "
                "(The operator is not named yet)."
            ),
            (REMINDER,),
        ),
        ("On 2012-07-05 a contact with ES by IT for 6.2 is recorded (Call about the tender).", (CONTACT,)),
    ]
    assert (found.excluded, found.complete) == (False, False)


def test_once_it_is_decided_the_decision_stands_beside_the_evidence() -> None:
    before, found = dossier("ES", "2012-09-30"), dossier("ES", "2012-10-15")
    assert states(before) == states(found) == [EvidenceState.COMPLETE, EvidenceState.CONTESTED, EvidenceState.CONTESTED]
    assert (before.excluded, before.complete, before.decisions) == (False, False, ())
    assert told(found.criteria[1].evidence) == [
        (EXHORTS, (FIRST,)),
        (
            (
                "The Driver exhorts ES on 2012-08-20 about 6.2, with a deadline of 2012-09-03 (To name the operator by "
                "3 September); no answer is recorded."
            ),
            (SECOND,),
        ),
    ]
    assert told(found.criteria[2].evidence) == [
        (
            (
                "On 2012-09-10 IT finds that ES jeopardises delivery of 6.2 "
                "(Without an operator the project cannot be launched in 2012)."
            ),
            (FINDING,),
        )
    ]
    assert told(found.criteria[2].against) == [
        (
            "The finding of 2012-09-10 is answered on 2012-09-17: disputed (The project can be launched in December).",
            (FINDING, DISPUTE),
        )
    ]
    assert told(found.decisions) == [
        ("By a decision of 2012-10-01 by COSI, ES is considered no longer a participant in the OAP.", (DECISION,))
    ]
    assert found.excluded
    assert found.excluded_since == day("2012-10-01")


def test_what_the_text_leaves_open_is_told_and_no_number_is_made_up() -> None:
    assert [one.text for one in dossier("ES", "2012-07-15").left_open] == [
        "The text does not say what a commitment is, or whether one that is met late counts as met.",
        "The text does not say how many exhortations are needed; no number is set here.",
        "The text does not say by when an exhortation must succeed; no time is set here.",
        "The text does not say who finds that conduct or inactivity jeopardises the delivery.",
        "The text does not say who decides, or how a decision can be contested.",
        "The text does not say what happens to the actions that the state leads.",
        "The text does not say whether a state can be readmitted, or how.",
    ]
    assert Thresholds() == Thresholds(exhortations=None, days=None)


def test_a_dossier_quotes_the_clause_as_it_stands(source_text: str) -> None:
    clause = dossier("ES", "2012-07-15").clause
    assert clause is not None
    assert clause.startswith("The MS, which will not accomplish with its commitments")
    assert clause in source_text


# Who cannot be subject to it, and the Driver


@pytest.mark.parametrize(
    ("party", "says"),
    [
        (
            "Frontex",
            (
                "European Agency for the Management of Operational Cooperation at the External Borders of the Member "
                "States of the European Union is not a member state but an EU agency on 2012-08-31: the clause covers "
                "member states only, so it does not apply."
            ),
        ),
        (
            "Serbia",
            (
                "Serbia is not a member state but a third country on 2012-08-31: the clause covers member states only, "
                "so it does not apply."
            ),
        ),
    ],
)
def test_an_agency_or_a_third_country_cannot_be_subject_and_its_record_is_shown_all_the_same(
    party: str, says: str
) -> None:
    found = dossier(party, "2012-08-31")
    assert found.can_be_subject is False
    assert [one.text for one in found.about] == [says]
    assert found.criteria[0].state is EvidenceState.COMPLETE
    assert not found.complete


def test_croatia_can_be_subject_once_it_is_a_member_state() -> None:
    later = attrs.evolve(PLAN, period=Span(start=day("2013-01-01"), end=day("2013-12-31")))
    for on, subject in (("2012-12-31", False), ("2013-06-30", False), ("2013-07-01", True), ("2026-11-25", True)):
        assert exclusion(SESSION.context(later, as_of=day(on), ledger=LEDGER), "HR").can_be_subject is subject, on


def test_who_left_the_union_after_the_plan_can_still_be_subject_to_its_clause() -> None:
    found = dossier("UK", "2026-11-25")
    assert found.can_be_subject is True
    assert found.about[0].text == (
        "United Kingdom is a member state on 2012-12-31, the last day of the plan: the clause covers member states."
    )


def test_the_holder_of_the_presidency_can_be_named_by_its_office() -> None:
    """Denmark in the first half of 2012, Cyprus in the second."""
    assert dossier("Acting EU Presidency", "2012-06-30").party == "DK"
    assert dossier("Acting EU Presidency", "2012-07-01").party == "CY"


def test_the_driver_is_told_that_the_exhortations_are_its_own() -> None:
    found = dossier("IT", "2012-08-31")
    assert found.about[1].text == ("Italy is the Driver, who makes the exhortations that the clause requires.")
    assert [str(anchor) for anchor in found.about[1].stated] == ["section 4.1/1/1", "section 5.3/2/1"]
    impact = empact.impact_of_leaving(PLAN, "IT", leaving=day("2012-08-31"))
    assert [one.text for one in impact.plan] == ["IT is the driver of the plan; without it, nobody would be."]


def test_a_plan_without_the_clause_says_so() -> None:
    bare = attrs.evolve(PLAN, provisions=())
    found = exclusion(SESSION.context(bare, as_of=day("2012-10-15"), ledger=LEDGER), "ES")
    assert (found.clause, found.can_be_subject, found.criteria, found.left_open) == (None, None, (), ())
    assert not found.complete
    assert {FIRST, COMMITMENT, DECISION} <= {id for one in found.statements for id in one.entries}
    assert [one.text for one in found.about] == ["The plan has no exclusion clause."]
    assert all(one.traces for one in found.statements)


def test_somebody_whom_nobody_knows_has_no_dossier() -> None:
    with pytest.raises(UnknownIdError, match=r"^Party 'Greeece' does not exist. Did you mean 'Greece'\?$"):
        dossier("Greeece", "2012-07-15")
    with pytest.raises(UnknownIdError, match="Did you mean 'Greece'"):
        empact.impact_of_leaving(PLAN, "Greeece", leaving=day("2012-07-15"))


def test_the_ledger_can_be_named_by_its_folder() -> None:
    assert empact.exclusion(PLAN, "ES", as_of=day("2012-10-15"), ledger=FOLDER) == dossier("ES", "2012-10-15")


# Every sentence can be traced


def value_at(tree: Any, pointer: Pointer) -> Any:
    for token in pointer.tokens:
        tree = tree[int(token)] if isinstance(tree, list) else tree[token]
    return tree


@pytest.mark.parametrize("party", ["ES", "Frontex", "RS", "IT", "UK", "HU"])
@pytest.mark.parametrize("as_of", ["2012-01-01", "2012-01-31", "2012-07-15", "2012-10-15", "2013-06-30"])
def test_every_sentence_rests_on_something_that_can_be_looked_up(party: str, as_of: str) -> None:
    tree = json.loads(json.dumps(plan_tree(PLAN)))
    known = LEDGER.until(day(as_of))
    for one in dossier(party, as_of).statements:
        assert one.text.endswith(".")
        assert one.traces
        assert all(known.entry(id) for id in one.entries)
        assert all(words_at(PLAN, anchor) for anchor in one.stated)
        assert all(value_at(tree, at) is not None for at in one.at)


def test_every_entry_about_a_party_stands_in_its_dossier() -> None:
    cited = {id for one in dossier("ES", "2012-12-31").statements for id in one.entries}
    about = {
        one.id
        for one in LEDGER
        if {"ES", "Spain"} & {i.party for i in (one.content.parties or one.content.by).understood}
    }
    assert about == {COMMITMENT, REMINDER, FIRST, ANSWER, CONTACT, SECOND, FINDING, DISPUTE, DECISION}
    assert cited == about


# Ledgers made by hand


def parties_of(text: str) -> Parties:
    return Parties(text=text, items=tuple(parse_parties(text)))


def ledger(*entries: EntryContent) -> Ledger:
    """A ledger in which the entries are called e1, e2 and so on."""
    return Ledger(
        plan="C-2012",
        entries=tuple(LedgerEntry(id=f"e{n}", digest=f"{n:064}", content=one) for n, one in enumerate(entries, 1)),
    )


def entry(kind: EntryKind, on: str, parties: str = "ES", by: str = "", **fields: Any) -> EntryContent:
    return EntryContent(
        plan="C-2012",
        kind=kind,
        on=day(on),
        parties=parties_of(parties),
        by=parties_of(by),
        source="Invented",
        **fields,
    )


def criterion(kind: CriterionKind, as_of: str, *entries: EntryContent, party: str = "ES", **thresholds: int) -> Any:
    config = Config(exclusion=Thresholds(**thresholds))
    found = exclusion(Session(config=config).context(PLAN, as_of=day(as_of), ledger=ledger(*entries)), party)
    return next(one for one in found.criteria if one.kind is kind)


def commitment(**fields: Any) -> EntryContent:
    return entry(EntryKind.COMMITMENT, "2012-02-01", due=day("2012-05-31"), **fields)


def answer(on: str, reply: Reply | None, *to: str, parties: str = "", by: str = "ES") -> EntryContent:
    return entry(EntryKind.ANSWER, on, parties, by, reply=reply, replies_to=to)


def exhortation(on: str, parties: str = "ES", by: str = "IT", **fields: Any) -> EntryContent:
    """An exhortation whose deadline is its own day, unless another is given."""
    return entry(EntryKind.EXHORTATION, on, parties, by, **{"due": day(on), **fields})


def texts(statements: tuple[Statement, ...]) -> list[str]:
    return [one.text for one in statements]


def test_commitments__that_are_not_due_yet_are_no_evidence() -> None:
    found = criterion(CriterionKind.COMMITMENTS, "2012-05-31", commitment())
    assert (found.state, found.evidence, found.against) == (EvidenceState.NONE, (), ())
    assert texts(found.missing)[1] == "The commitment of 2012-02-01 is not due until 2012-05-31."


def test_a_commitment_that_was_met_in_time_is_no_evidence() -> None:
    found = criterion(CriterionKind.COMMITMENTS, "2012-12-01", commitment(), answer("2012-05-30", Reply.MET, "e1"))
    assert found.evidence == ()
    assert texts(found.against) == ["The commitment of 2012-02-01 is reported as met on 2012-05-30."]


def test_a_commitment_that_was_met_too_late_has_both_sides() -> None:
    found = criterion(CriterionKind.COMMITMENTS, "2012-12-01", commitment(), answer("2012-07-02", Reply.MET, "e1"))
    assert texts(found.evidence) == [
        "The commitment of 2012-02-01 was due on 2012-05-31, but was reported as met only on 2012-07-02."
    ]
    assert texts(found.against) == ["The commitment of 2012-02-01 is reported as met on 2012-07-02."]


def test_others_may_report_that_a_commitment_was_met_and_are_named() -> None:
    account = entry(EntryKind.ACCOUNT, "2012-05-20", "ES", "Europol", reply=Reply.MET, replies_to=("e1",))
    found = criterion(CriterionKind.COMMITMENTS, "2012-12-01", commitment(), account)
    assert found.evidence == ()
    assert texts(found.against) == ["The commitment of 2012-02-01 is reported as met on 2012-05-20 by Europol."]


def test_a_commitment_that_is_declined_is_evidence_before_its_day() -> None:
    found = criterion(CriterionKind.COMMITMENTS, "2012-03-15", commitment(), answer("2012-03-01", Reply.DECLINED, "e1"))
    assert texts(found.evidence) == ["The commitment of 2012-02-01 is reported as declined on 2012-03-01."]


def test_a_commitment_without_a_day_leaves_open_whether_it_was_met() -> None:
    found = criterion(CriterionKind.COMMITMENTS, "2012-12-01", entry(EntryKind.COMMITMENT, "2012-02-01"))
    assert found.state is EvidenceState.NONE
    assert texts(found.missing)[:2] == [
        "No unmet commitment of ES is recorded.",
        "The commitment of 2012-02-01 has no due date.",
    ]


def test_what_is_missing_stays_told_beside_the_evidence() -> None:
    """ES is named for 1.1, 1.2, 1.3, 2.3, 3.1, 6.2, 6.3 and 7.1 (2.3 and 3.1 as one of All MS)."""
    undated = entry(EntryKind.COMMITMENT, "2012-02-01", actions=(Ref(action="7.1"),))
    found = criterion(CriterionKind.COMMITMENTS, "2012-12-01", commitment(actions=(Ref(action="6.2"),)), undated)
    assert found.state is EvidenceState.COMPLETE
    assert texts(found.missing) == [
        "The commitment of 2012-02-01 has no due date.",
        "The plan involves ES in 1.1, 1.2, 1.3, 2.3, 3.1, 6.3; no commitment is recorded for them.",
    ]


def test_an_answer_for_one_of_two_actions_leaves_the_other_open() -> None:
    both = commitment(actions=(Ref(action="6.2"), Ref(action="7.1")))
    first, second = (
        attrs.evolve(answer(on, Reply.MET, "e1"), actions=(Ref(action=number),))
        for on, number in (("2012-05-10", "6.2"), ("2012-05-20", "7.1"))
    )
    assert criterion(CriterionKind.COMMITMENTS, "2012-12-01", both, first).state is EvidenceState.CONTESTED
    assert criterion(CriterionKind.COMMITMENTS, "2012-12-01", both, first, second).state is EvidenceState.NONE


def test_the_answer_of_one_is_not_that_of_another() -> None:
    both = exhortation("2012-06-01", "ES, HU"), answer("2012-06-10", Reply.MET, "e1", by="HU")
    silent = criterion(CriterionKind.EXHORTATIONS, "2012-12-01", *both)
    responses = criterion(CriterionKind.EXHORTATIONS, "2012-12-01", *both, party="HU")
    assert texts(silent.evidence) == [
        "The Driver exhorts ES on 2012-06-01, with a deadline of 2012-06-01; no answer is recorded."
    ]
    assert responses.evidence == ()
    assert texts(responses.against) == ["The exhortation of 2012-06-01 is answered on 2012-06-10: met."]


def test_an_exhortation_of_all_member_states_is_one_of_each_at_that_time() -> None:
    for party, count in (("ES", 1), ("HR", 0), ("Frontex", 0)):
        found = criterion(CriterionKind.EXHORTATIONS, "2012-12-01", exhortation("2012-06-01", "All MS"), party=party)
        assert len(found.evidence) == count, party


def test_an_exhortation_by_somebody_else_counts_for_nothing_and_is_shown() -> None:
    only = ledger(exhortation("2012-06-01", by="Europol"))
    found = exclusion(SESSION.context(PLAN, as_of=day("2012-12-01"), ledger=only), "ES")
    assert found.criteria[1].state is EvidenceState.NONE
    assert texts(found.beside) == [
        "On 2012-06-01 an exhortation by Europol is recorded, but only the Driver or a co-driver can exhort."
    ]


def test_an_answer_that_answers_nothing_is_shown() -> None:
    found = exclusion(SESSION.context(PLAN, as_of=day("2012-12-01"), ledger=ledger(answer("2012-06-10", None))), "ES")
    assert texts(found.beside) == [
        "On 2012-06-10 an answer by ES is recorded, but it answers no entry that counts here."
    ]


def test_a_project_can_say_how_many_exhortations_it_asks_for_and_how_old() -> None:
    two = exhortation("2012-06-01"), exhortation("2012-07-01")
    assert criterion(CriterionKind.EXHORTATIONS, "2012-07-20", *two).state is EvidenceState.COMPLETE
    assert criterion(CriterionKind.EXHORTATIONS, "2012-07-20", two[0], exhortations=1).state is EvidenceState.COMPLETE
    three = criterion(CriterionKind.EXHORTATIONS, "2012-07-20", *two, exhortations=3)
    assert texts(three.missing) == ["2 exhortations without success are recorded, but the settings require 3."]
    old = criterion(CriterionKind.EXHORTATIONS, "2012-07-20", *two, exhortations=2, days=30)
    assert texts(old.missing) == [
        "One exhortation without success and at least 30 days old is recorded, but the settings require 2."
    ]
    assert (
        criterion(CriterionKind.EXHORTATIONS, "2012-07-31", *two, exhortations=2, days=30).state
        is EvidenceState.COMPLETE
    )
    config = Config(exclusion=Thresholds(exhortations=2, days=30))
    open_ = exclusion(
        Session(config=config).context(PLAN, as_of=day("2012-07-20"), ledger=ledger(*two)), "ES"
    ).left_open
    assert texts(open_)[1:3] == [
        "The text does not say how many exhortations are needed; 2 is set here.",
        "The text does not say by when an exhortation must succeed; 30 days is set here.",
    ]


def test_days_alone_are_counted_as_well() -> None:
    two = exhortation("2012-06-01"), exhortation("2012-07-19")
    found = criterion(CriterionKind.EXHORTATIONS, "2012-07-20", *two, days=30)
    assert (found.state, texts(found.missing)) == (
        EvidenceState.PARTLY,
        [
            (
                "One exhortation without success and at least 30 days old is recorded; "
                "the clause says 'exhortations', without a number."
            )
        ],
    )
    fresh = criterion(CriterionKind.EXHORTATIONS, "2012-07-20", two[1], days=30)
    assert texts(fresh.missing) == ["No exhortation without success is at least 30 days old, as the settings require."]


def test_an_exhortation_that_gives_time_is_not_without_success_before_that() -> None:
    two = exhortation("2012-06-18"), exhortation("2012-07-20", due=day("2012-08-03"))
    running = criterion(CriterionKind.EXHORTATIONS, "2012-08-03", *two)
    assert running.state is EvidenceState.PARTLY
    assert running.against == ()
    assert texts(running.missing)[1:] == [
        "The Driver exhorts ES on 2012-07-20, with a deadline of 2012-08-03; the deadline has not passed."
    ]
    assert criterion(CriterionKind.EXHORTATIONS, "2012-08-04", *two).state is EvidenceState.COMPLETE
    declined = criterion(CriterionKind.EXHORTATIONS, "2012-08-01", *two, answer("2012-07-30", Reply.DECLINED, "e2"))
    assert declined.state is EvidenceState.COMPLETE


def test_what_is_reported_on_the_commitment_is_a_success_of_the_exhortation_about_it() -> None:
    asked = commitment(), exhortation("2012-06-01", replies_to=("e1",)), exhortation("2012-07-01", replies_to=("e1",))
    found = criterion(CriterionKind.EXHORTATIONS, "2012-12-01", *asked, answer("2012-07-15", Reply.MET, "e1"))
    assert (found.state, found.evidence) == (EvidenceState.NONE, ())
    assert texts(found.against) == [
        "What the exhortation of 2012-06-01 asks for is reported as met on 2012-07-15.",
        "What the exhortation of 2012-07-01 asks for is reported as met on 2012-07-15.",
    ]
    between = criterion(CriterionKind.EXHORTATIONS, "2012-12-01", *asked, answer("2012-06-15", Reply.MET, "e1"))
    assert [one.entries for one in between.evidence] == [("e3",)]


def test_who_is_asked_in_cooperation_is_asked_as_well() -> None:
    """A cell may name partners, as that of 6.2 does."""
    for party, count in (("PT", 1), ("ES", 1), ("IT", 0)):
        asked = exhortation("2012-06-01", "PT, in cooperation with ES")
        assert len(criterion(CriterionKind.EXHORTATIONS, "2012-12-01", asked, party=party).evidence) == count, party


NONE, PARTLY = EvidenceState.NONE, EvidenceState.PARTLY
COMMON = (Ref(action="6.2"), Ref(action="2.3"))


@pytest.mark.parametrize(
    ("asked", "named", "met", "state"),
    [
        ((0,), [(0, 1)], [("2012-07-10", (0,))], NONE),  # what it is about is met, the rest of the commitment is not
        ((0, 1), [(0,)], [("2012-07-10", (0,))], PARTLY),  # 2.3 is no part of the commitment, and open
        ((0, 1), [(0,), (1,)], [("2012-06-10", (0,)), ("2012-07-10", (1,))], NONE),  # the last part after the letter
        ((), [(0, 1)], [("2012-06-10", (0,)), ("2012-07-10", (1,))], NONE),
        ((), [(0,)], [("2012-06-10", (0,))], PARTLY),  # before the letter: it asks for more
        ((), [(0,)], [("2012-06-10", (0,)), ("2012-07-10", ())], NONE),  # and is told again
        ((), [()], [("2012-07-10", ())], NONE),
        ((0,), [()], [("2012-07-10", ())], NONE),
        ((), [], [("2012-07-10", ())], PARTLY),  # the commitment is none that the letter names
    ],
)
def test_an_exhortation_has_success_where_what_it_is_about_is_met(
    asked: tuple[int, ...], named: list[tuple[int, ...]], met: list[tuple[str, tuple[int, ...]]], state: EvidenceState
) -> None:
    """The letter is of 1 July; 0 is action 6.2 and 1 is 2.3; each answer answers all that is committed."""

    def refs(chosen: tuple[int, ...]) -> tuple[Ref, ...]:
        return tuple(COMMON[one] for one in chosen)

    made = [commitment(actions=refs(one)) for one in named or [()]]
    ids = tuple(f"e{number}" for number in range(1, len(made) + 1))
    letter = exhortation("2012-07-01", actions=refs(asked), replies_to=ids if named else ())
    answers = [attrs.evolve(answer(on, Reply.MET, *ids), actions=refs(chosen)) for on, chosen in met]
    found = criterion(CriterionKind.EXHORTATIONS, "2012-12-01", *made, letter, *answers)
    assert (found.state, len(found.evidence)) == (state, 0 if state is NONE else 1)


def test_who_says_on_the_commitment_that_it_is_underway_is_not_silent() -> None:
    asked = commitment(), exhortation("2012-06-01", replies_to=("e1",), due=day("2012-12-31"))
    silent, underway = "no answer is recorded", answer("2012-06-10", Reply.UNDERWAY, "e1")
    before = criterion(CriterionKind.EXHORTATIONS, "2013-01-01", *asked)
    after = criterion(CriterionKind.EXHORTATIONS, "2013-01-01", *asked, underway)
    assert [silent in found.evidence[0].text for found in (before, after)] == [True, False]
    declined = answer("2012-06-10", Reply.DECLINED, "e1")
    assert criterion(CriterionKind.EXHORTATIONS, "2012-07-01", *asked, underway).evidence == ()
    assert len(criterion(CriterionKind.EXHORTATIONS, "2012-07-01", *asked, declined).evidence) == 2


def test_an_answer_counts_with_the_plan_of_its_actions() -> None:
    both = commitment(actions=(Ref(action="6.2"), Ref(plan="B-2012", action="6.2")))
    here = attrs.evolve(answer("2012-05-10", Reply.MET, "e1"), actions=(Ref(plan="C-2012", action="6.2"),))
    found = criterion(CriterionKind.COMMITMENTS, "2012-12-01", both, here)
    assert texts(found.evidence) == [
        "The commitment of 2012-02-01 was due on 2012-05-31, and no entry says that it was met for B-2012:6.2."
    ]


def test_a_co_driver_exhorts_in_its_own_name_and_nobody_exhorts_itself() -> None:
    plan = attrs.evolve(PLAN, co_drivers=parties_of("FR"))
    letters = ledger(exhortation("2012-06-01", "ES", "FR"), exhortation("2012-06-02", "All MS", "IT"))
    found = {
        code: exclusion(SESSION.context(plan, as_of=day("2012-12-01"), ledger=letters), code).criteria[1]
        for code in ("ES", "IT")
    }
    assert [one.text for one in found["ES"].evidence] == [
        "The co-driver FR exhorts ES on 2012-06-01, with a deadline of 2012-06-01; no answer is recorded.",
        "The Driver exhorts ES on 2012-06-02, with a deadline of 2012-06-02; no answer is recorded.",
    ]
    assert found["IT"].evidence == ()


def test_a_driver_that_is_excluded_exhorts_nobody() -> None:
    out = decision("2012-03-01", Verdict.EXCLUDED, "IT")
    for on, count in (("2012-02-29", 1), ("2012-03-01", 0)):
        found = criterion(CriterionKind.EXHORTATIONS, "2012-12-01", out, exhortation(on))
        assert len(found.evidence) == count, on


def test_a_copy_of_an_entry_counts_once() -> None:
    one = LedgerEntry(id="e1", digest="a" * 64, content=exhortation("2012-06-01"))
    twice = Ledger(plan="C-2012", entries=(one, attrs.evolve(one, id="e1 (1)")))
    found = exclusion(SESSION.context(PLAN, as_of=day("2012-12-01"), ledger=twice), "ES").criteria[1]
    assert (found.state, len(found.evidence)) == (EvidenceState.PARTLY, 1)


def test_what_was_recorded_by_mistake_counts_for_nothing_and_is_shown() -> None:
    wrong = commitment(text=Prose(text="To send two experts."))
    mended = entry(EntryKind.CORRECTION, "2012-03-01", "", replies_to=("e1",), text=Prose(text="It was Portugal."))
    found = exclusion(SESSION.context(PLAN, as_of=day("2012-12-01"), ledger=ledger(wrong, mended)), "ES")
    assert (found.criteria[0].state, found.criteria[0].evidence) == (EvidenceState.NONE, ())
    assert told(found.beside) == [
        (
            "On 2012-02-01 a commitment is recorded, but a correction of 2012-03-01 takes it back (It was Portugal).",
            ("e1", "e2"),
        )
    ]
    again = entry(EntryKind.CORRECTION, "2012-04-01", "", replies_to=("e2",))
    back = exclusion(SESSION.context(PLAN, as_of=day("2012-12-01"), ledger=ledger(wrong, mended, again)), "ES")
    assert back.criteria[0].state is EvidenceState.COMPLETE
    before = exclusion(SESSION.context(PLAN, as_of=day("2012-02-29"), ledger=ledger(wrong, mended)), "ES")
    assert texts(before.criteria[0].missing)[1] == (
        "The commitment of 2012-02-01 (To send two experts) is not due until 2012-05-31."
    )


@pytest.mark.parametrize("name", ["a", "z"])
def test_a_correction_that_is_corrected_the_same_day_has_no_effect_whatever_its_name(name: str) -> None:
    mended = entry(EntryKind.CORRECTION, "2012-03-01", "", replies_to=("e1",))
    again = entry(EntryKind.CORRECTION, "2012-03-01", "", replies_to=("m",))
    named = (("e1", commitment()), ("m", mended), (name, again))
    whole = Ledger(plan="C-2012", entries=tuple(LedgerEntry(id=id, digest=id * 9, content=one) for id, one in named))
    found = exclusion(SESSION.context(PLAN, as_of=day("2012-12-01"), ledger=whole), "ES")
    assert found.criteria[0].state is EvidenceState.COMPLETE
    assert {id for one in found.statements for id in one.entries} == {"e1", "m", name}


def test_who_corrects_what_is_corrected_already_takes_nothing_from_the_first() -> None:
    twice = [entry(EntryKind.CORRECTION, on, "", replies_to=("e1",)) for on in ("2012-03-01", "2012-03-02")]
    found = exclusion(SESSION.context(PLAN, as_of=day("2012-12-01"), ledger=ledger(commitment(), *twice)), "ES")
    assert [one.entries for one in found.beside] == [("e1", "e2", "e3")]


def test_corrections_that_take_back_each_other_have_no_effect() -> None:
    first, second = (entry(EntryKind.CORRECTION, "2012-03-01", "", replies_to=("e1", other)) for other in ("e3", "e2"))
    assert (
        criterion(CriterionKind.COMMITMENTS, "2012-12-01", commitment(), first, second).state is EvidenceState.COMPLETE
    )


def test_an_entry_with_a_false_year_can_be_corrected_today() -> None:
    false = attrs.evolve(commitment(), on=day("2099-02-01"), due=day("2099-05-31"))
    known = ledger(false, entry(EntryKind.CORRECTION, "2012-03-01", "", replies_to=("e1",)))
    assert exclusion(SESSION.context(PLAN, as_of=day("2100-01-01"), ledger=known), "ES").criteria[0].evidence == ()


def test_a_decision_is_not_taken_back_by_a_correction() -> None:
    both = ledger(OUT, entry(EntryKind.CORRECTION, "2012-10-02", "", replies_to=("e1",)))
    assert exclusion(SESSION.context(PLAN, as_of=day("2012-12-01"), ledger=both), "ES").excluded


def test_the_ledger_of_another_plan_says_nothing_of_this_one() -> None:
    message = "^The ledger is about B-2012, but the plan is C-2012.$"
    with pytest.raises(ValueError, match=message):
        empact.exclusion(PLAN, "ES", as_of=day("2012-12-01"), ledger=Ledger(plan="B-2012"))
    with pytest.raises(ValueError, match=message):
        empact.impact_of_leaving(PLAN, "ES", leaving=day("2012-12-01"), ledger=Ledger(plan="B-2012"))
    with pytest.raises(ValueError, match=r"^The entry 'e1' is about C-2012, but the ledger is about B-2012.$"):
        Ledger(plan="B-2012", entries=ledger(OUT).entries)


# Laws

KINDS = st.sampled_from(list(EntryKind))
DAYS = st.dates(day("2012-01-01"), day("2012-12-31"))
WHO = st.sampled_from(["ES", "Spain", "HU", "All MS", "ES, IT", "PT, in cooperation with ES", "Relevant MS", "Frontex"])


@st.composite
def entries(draw: st.DrawFn) -> list[EntryContent]:
    count = draw(st.integers(0, 7))
    names = st.lists(st.integers(1, max(count, 1)).map("e{}".format), max_size=2).map(tuple)
    return [draw(an_entry(names)) for _ in range(count)]


@st.composite
def an_entry(draw: st.DrawFn, names: st.SearchStrategy[tuple[str, ...]]) -> EntryContent:
    """Any entry that fits its kind; what it replies to may be there, be the entry itself, or not be there."""
    kind, on = draw(KINDS), draw(DAYS)
    facts = kind.facts
    own = "by" in facts.about and {"parties", "by"} & set(facts.needs)  # either of the two is needed: here it is by
    needs = "parties" in facts.needs and not own
    by = draw(st.sampled_from(["IT", "ES", "Europol"] if own or "by" in facts.needs else ["IT", "ES", ""]))
    replies_to = draw(names)
    replies = facts.fits("reply") and replies_to
    return EntryContent(
        plan="C-2012",
        kind=kind,
        on=on,
        parties=parties_of(draw(WHO if needs else WHO | st.just(""))),
        by=parties_of(by),
        due=draw(st.none() | st.dates(on, day("2012-12-31"))) if facts.fits("due") else None,
        reply=draw(st.none() | st.sampled_from(list(Reply))) if replies else None,
        verdict=draw(st.sampled_from(list(Verdict))) if facts.fits("verdict") else None,
        actions=draw(st.sampled_from([(), (Ref(action="6.2"),)])),
        replies_to=replies_to or (("e1",) if "replies_to" in facts.needs else ()),
        text=Prose(text="A slip." if "text" in facts.needs else None),
        source="Invented",
    )


FEW = settings(max_examples=settings().max_examples // 5, suppress_health_check=[HealthCheck.too_slow], deadline=None)


def sentences(found: Dossier) -> set[tuple[str, str]]:
    """Each sentence for or against a condition, with the condition and the entries it rests on."""
    return {
        (one.kind.value, f"{sign} {s.text} {s.entries}")
        for one in found.criteria
        for sign, side in (("+", one.evidence), ("-", one.against))
        for s in side
    }


def test_dossier__names_corrections_that_correct_each_other() -> None:
    known = (
        entry(EntryKind.COMMITMENT, "2012-01-01", "ES"),
        entry(EntryKind.CORRECTION, "2012-01-02", "", "IT", replies_to=("e1", "e3")),
        entry(EntryKind.CORRECTION, "2012-01-02", "", "IT", replies_to=("e2",)),
    )
    found = exclusion(SESSION.context(PLAN, as_of=day("2012-12-01"), ledger=ledger(*known)), "ES")
    said = [(one.text, one.entries) for one in found.beside]
    assert said == [
        ("On 2012-01-02 a correction by IT is recorded, but it has no effect.", ("e2",)),
        ("On 2012-01-02 a correction by IT is recorded, but it has no effect.", ("e3",)),
    ]


@FEW
@given(entries(), DAYS)
def test_adding_evidence_never_removes_any(known: list[EntryContent], as_of: dt.date) -> None:
    """What was cited stays cited; and unless the new entry answers or corrects something, every sentence stays."""
    if not known:
        return
    less, more = (
        exclusion(SESSION.context(PLAN, as_of=as_of, ledger=ledger(*some)), "ES") for some in (known[:-1], known)
    )
    cited = [{id for one in found.statements for id in one.entries} for found in (less, more)]
    assert cited[0] <= cited[1]
    if not known[-1].kind.facts.answers and not known[-1].kind.facts.correcting:
        assert sentences(less) <= sentences(more)


@FEW
@given(entries(), DAYS)
def test_every_sentence_has_a_trace_whatever_is_recorded(known: list[EntryContent], as_of: dt.date) -> None:
    found = exclusion(SESSION.context(PLAN, as_of=as_of, ledger=ledger(*known)), "ES")
    assert all(one.traces for one in found.statements)
    cited = {id for one in found.statements for id in one.entries}
    for one in ledger(*known).until(as_of):
        named = {item.party for item in one.content.parties.understood}
        assert named.isdisjoint({"ES", "Spain", "All MS"}) or one.id in cited


@FEW
@given(entries(), DAYS)
def test_what_is_dated_later_changes_nothing(known: list[EntryContent], as_of: dt.date) -> None:
    whole = ledger(*known)
    now, then = (SESSION.context(PLAN, as_of=as_of, ledger=known) for known in (whole, whole.until(as_of)))
    assert exclusion(now, "ES") == exclusion(then, "ES")


@FEW
@given(entries(), st.randoms())
def test_the_order_in_which_entries_are_found_does_not_matter(known: list[EntryContent], random: Any) -> None:
    shuffled = list(ledger(*known))
    shuffled += [attrs.evolve(one, digest="f" * 64) for one in shuffled[:2]]  # of one name, in another folder
    whole = Ledger(plan="C-2012", entries=tuple(shuffled))
    random.shuffle(shuffled)
    assert Ledger(plan="C-2012", entries=tuple(shuffled)) == whole


@FEW
@given(entries(), DAYS)
def test_a_decision_never_changes_a_view_dated_before_it(known: list[EntryContent], on: dt.date) -> None:
    """Who is meant on a day depends on the decisions of that day and before alone; a slip was never decided."""
    whole = ledger(*(one for one in known if one.kind is not EntryKind.CLERICAL_ERROR))
    register_ = register()
    planned = assignments(PLAN, register_)
    now = planned.without(absences(whole, register_))
    then = planned.without(absences(whole, register_, as_of=on))
    assert [one.on(on) for one in now] == [one.on(on) for one in then]


# What a decision does to who is meant


def decision(on: str, verdict: Verdict, parties: str = "ES") -> EntryContent:
    return entry(EntryKind.DECISION, on, parties, "COSI", verdict=verdict)


OUT = decision("2012-10-01", Verdict.EXCLUDED)


def test_all_ms_are_one_less_from_the_day_of_the_decision() -> None:
    view = PlanContext(plan=PLAN, ledger=ledger(OUT)).assignments
    (everybody,) = view.of("2.3")[1:]
    assert [(str(one.span), len(one.parties)) for one in everybody.resolved] == [
        ("2012-01-01 to 2012-09-30", 27),
        ("2012-10-01 to 2012-12-31", 26),
    ]
    assert "ES takes no part from 2012-10-01, by the decision 'e1'" in everybody.explain()
    assert [one.entry for one in everybody.absences] == ["e1"]


def test_a_named_party_is_there_until_the_day_before() -> None:
    view = PlanContext(plan=PLAN, ledger=ledger(OUT)).assignments
    (lead,) = view.of("6.2")[:1]
    assert [(str(one.span), [p.code for p in one.parties]) for one in lead.resolved] == [
        ("2012-01-01 to 2012-09-30", ["ES"])
    ]


def test_without_a_decision_nothing_changes() -> None:
    plain = assignments(PLAN, register())
    kept = absences(ledger(decision("2012-10-01", Verdict.RETAINED)), register())
    assert kept == ()
    assert plain.without(kept) == plain
    assert not any(one.absences for one in plain)
    late = Absence(party="ES", since=day("2013-01-01"))
    assert [one.resolved for one in plain.without([late])] == [one.resolved for one in plain]


def test_who_is_readmitted_is_back_on_that_day() -> None:
    back = ledger(OUT, decision("2012-11-15", Verdict.READMITTED, "Spain"))
    (gone,) = absences(back, register())
    assert (gone.party, gone.since, gone.until) == ("ES", day("2012-10-01"), day("2012-11-14"))
    (lead,) = assignments(PLAN, register()).without([gone]).of("6.2")[:1]
    assert [str(one.span) for one in lead.resolved] == ["2012-01-01 to 2012-09-30", "2012-11-15 to 2012-12-31"]


def test_a_decision_that_is_taken_back_the_same_day_had_no_effect() -> None:
    first, second = OUT, attrs.evolve(decision("2012-10-01", Verdict.READMITTED), follows=("b",))
    taken_back = Ledger(
        plan="C-2012",
        entries=(LedgerEntry(id="z", digest="b", content=first), LedgerEntry(id="a", digest="c", content=second)),
    )
    assert absences(taken_back, register()) == ()


def test_what_lies_between_two_decisions_of_a_day_keeps_them_in_order_in_every_view() -> None:
    """Excluded on 1 October; a meeting of the 5th is recorded; then the exclusion is taken back, as of the 1st."""
    meeting = attrs.evolve(entry(EntryKind.MEETING, "2012-10-05"), follows=("z",))
    back = attrs.evolve(decision("2012-10-01", Verdict.READMITTED), follows=("m",))
    named = (("e3", "z", OUT), ("e2", "m", meeting), ("e1", "a", back))
    whole = Ledger(plan="C-2012", entries=tuple(LedgerEntry(id=id, digest=d, content=one) for id, d, one in named))
    for on in ("2012-10-01", "2012-10-04", "2012-10-05"):
        assert absences(whole, register(), as_of=day(on)) == (), on


def test_the_first_day_that_there_is_has_decisions_too() -> None:
    first = decision("0001-01-01", Verdict.EXCLUDED), decision("0001-01-01", Verdict.READMITTED)
    assert absences(ledger(*first), register()) == ()
    assert exclusion(SESSION.context(PLAN, as_of=day("2012-06-01"), ledger=ledger(*first)), "ES").excluded is False


def test_who_is_excluded_twice_is_absent_once() -> None:
    twice = ledger(OUT, decision("2012-11-01", Verdict.EXCLUDED))
    assert [(one.since, one.until) for one in absences(twice, register())] == [(day("2012-10-01"), None)]


# What if


def test_the_impact_of_spain_leaving_is_read_off_the_plan() -> None:
    found = empact.impact_of_leaving(PLAN, "ES", leaving=day("2012-01-01"))
    assert texts(found.without_leader) == [
        "Action 6.2 would have no leader: ES leads it alone, though this is not certain."
    ]
    assert texts(found.fewer_leaders) == []
    assert texts(found.thinner)[0] == (
        "27 of 28 known participants would be left in action 1.1; 'All MS' would be 26 of 27."
    )
    assert texts(found.thinner)[-1] == "6 of 7 known participants would be left in action 7.1."
    assert "Action 2.1 counts on 'Relevant MS'; the plan does not say whether ES is one of them." in texts(found.open)
    assert (found.plan, found.uncovered, found.links) == ((), (), ())


@pytest.mark.parametrize(
    ("party", "leaving", "groups"),
    [
        ("PL", "2012-01-01", ["2.1", "4.1", "4.2", "5.1", "6.2", "7.2"]),
        ("PL", "2012-11-01", ["2.1", "4.2", "5.1", "6.2", "7.2"]),  # 4.1 is over in October
        ("UK", "2012-01-01", ["4.1", "4.2", "6.2", "7.2"]),
        ("Eurojust", "2012-01-01", ["3.1"]),
        ("HR", "2012-01-01", []),
    ],
)
def test_impact_of_leaving__groups_that_may_include_the_party(party: str, leaving: str, groups: list[str]) -> None:
    found = empact.impact_of_leaving(PLAN, party, leaving=day(leaving))
    assert [one.text.split()[1] for one in found.open] == groups


def test_impact_of_leaving__group_that_excludes_the_party() -> None:
    text = "empact: plan/1\nid: X\nactions: [{number: '1', participants: Relevant MS (except DK)}]\n"
    plan = empact.loads(text, format="yaml")
    found = {code: empact.impact_of_leaving(plan, code, leaving=day("2026-01-01")).open for code in ("DK", "SE")}
    assert {code: len(groups) for code, groups in found.items()} == {"DK": 0, "SE": 1}


def test_a_remaining_leader_is_told_with_its_condition() -> None:
    assert texts(empact.impact_of_leaving(PLAN, "IT", leaving=day("2012-01-01")).fewer_leaders) == [
        (
            "Action 2.1 would lose the leader IT: Frontex (if: any possible operations at the external borders) "
            "would lead it, though this is not certain."
        )
    ]


def test_what_is_over_stays_as_it_was() -> None:
    found = empact.impact_of_leaving(PLAN, "ES", leaving=day("2012-11-01"))
    assert texts(found.thinner) == [
        "26 of 27 known participants would be left in action 2.3; 'All MS' would be 26 of 27.",
        "6 of 7 known participants would be left in action 7.1.",
    ]
    assert list(empact.impact_of_leaving(PLAN, "ES", leaving=day("2013-01-01"))) == []


def test_who_left_before_is_counted_neither_before_nor_after() -> None:
    found = empact.impact_of_leaving(PLAN, "HU", leaving=day("2012-11-01"), ledger=ledger(OUT))
    assert "25 of 26 known participants would be left in action 2.3; 'All MS' would be 25 of 26." in texts(
        found.thinner
    )


SMALL = """\
empact: plan/1
id: X-2012
period: {start: 2012-01-01, end: 2012-12-31}
goals: [{number: "1"}, {number: "2"}]
actions:
  - {number: "1.1", goal: "1", leaders: [PL], participants: [LT], timing: Whole year}
  - {number: "1.2", goal: "1", leaders: "PL, LT (tbc)", timing: Whole year, links: [uses 1.1, SG 2]}
  - {number: "2.1", goal: "2", leaders: [PL], timing: Whole year, links: ["1.2", "1.1", "B:1.1"]}
  - {number: "2.2", goal: "2", leaders: Acting EU Presidency, timing: Whole year, participants: [PL]}
  - {number: "2.2", goal: "2", leaders: LT, timing: Whole year}
"""


def test_goals_and_links_follow_from_actions_without_leader() -> None:
    plan = empact.loads(SMALL, format="yaml")
    found = empact.impact_of_leaving(plan, "PL", leaving=day("2012-03-01"))
    assert texts(found.without_leader) == [
        "Action 1.1 would have no leader: PL leads it alone.",
        "Action 2.1 would have no leader: PL leads it alone.",
    ]
    assert texts(found.fewer_leaders) == [
        "Action 1.2 would lose the leader PL: LT (tbc) would lead it, though this is not certain."
    ]
    assert found.uncovered == ()
    assert texts(found.links) == [
        "The link 'uses 1.1' of action 1.2 would be broken: no leader in action 1.1.",
        "The link '1.2' of action 2.1 would be broken: no leader in action 2.1.",
        "The link '1.1' of action 2.1 would be broken: no leader in action 2.1 and 1.1.",
    ]
    assert texts(found.thinner) == ["0 of 1 known participants would be left in action 2.2."]
    one_goal = attrs.evolve(plan, actions=plan.actions[:3])
    left = empact.impact_of_leaving(one_goal, "PL", leaving=day("2012-03-01"))
    assert texts(left.uncovered) == ["Strategic goal 2 would not be served: its only action would have no leader."]
    assert "The link 'SG 2' of action 1.2 would be broken: nobody to serve goal 2." in texts(left.links)


def test_an_action_may_lose_its_leader_later_in_the_year() -> None:
    """Cyprus holds the Presidency from July 2012."""
    plan = empact.loads(SMALL, format="yaml")
    assert texts(empact.impact_of_leaving(plan, "CY", leaving=day("2012-03-01")).without_leader) == [
        "Action 2.2 would have no leader from 2012-07-01: CY leads it alone then."
    ]
    assert texts(empact.impact_of_leaving(plan, "DK", leaving=day("2012-08-01")).without_leader) == []


def test_an_action_has_a_leader_until_its_last_milestone() -> None:
    """The period of 5.1 ends in June 2012; its day of action is "to be established for October/November 2012"."""
    one_day = "Action 5.1 would have no leader: UK leads it alone."
    assert one_day in texts(empact.impact_of_leaving(PLAN, "UK", leaving=day("2012-07-01")).without_leader)
    assert one_day in texts(empact.impact_of_leaving(PLAN, "UK", leaving=day("2012-11-30")).without_leader)
    assert one_day not in texts(empact.impact_of_leaving(PLAN, "UK", leaving=day("2012-12-01")).without_leader)


def test_a_leader_that_nobody_knows_still_leads() -> None:
    plan = empact.loads(
        SMALL.replace("leaders: [PL], participants", "leaders: [PL, Acme], participants"), format="yaml"
    )
    found = empact.impact_of_leaving(plan, "PL", leaving=day("2012-03-01"))
    assert "Action 1.1 would lose the leader PL: Acme would lead it." in texts(found.fewer_leaders)


def test_a_plan_without_a_period_changes_nothing_that_is_known() -> None:
    plan = Plan(id="X", provisions=(Provision(kind=PLAN.provisions[0].kind, stated=PLAN.provisions[0].stated),))
    assert list(empact.impact_of_leaving(plan, "PL", leaving=day("2012-03-01"))) == []


TWICE = """\
empact: plan/1
id: C-2012
priority: {code: C}
period: {start: 2012-01-01, end: 2012-12-31}
goals: [{number: "1"}, {number: "2"}]
actions:
  - {number: "1.1", goal: "1", leaders: [PL], links: ["C:2.1", "C:SG 2", "C-2012:1.1", "C:SG*"]}
  - {number: "1.1", goal: "1", leaders: [LT], links: ["2.1"]}
  - {number: "2.1", goal: "2", leaders: [PL]}
"""


def test_of_two_actions_with_one_number_each_has_its_own_leader() -> None:
    """The second 1.1 is led by LT, and serves goal 1."""
    found = empact.impact_of_leaving(empact.loads(TWICE, format="yaml"), "PL", leaving=day("2012-03-01"))
    assert [(one.text, one.at) for one in found.without_leader] == [
        ("Action 1.1 would have no leader: PL leads it alone.", ("/actions/0/leaders/items/0",)),
        ("Action 2.1 would have no leader: PL leads it alone.", ("/actions/2/leaders/items/0",)),
    ]
    assert [(one.text, one.at) for one in found.uncovered] == [
        ("Strategic goal 2 would not be served: its only action would have no leader.", ("/goals/1", "/actions/2"))
    ]


def test_a_link_is_followed_whatever_it_calls_the_plan() -> None:
    """C is the plan's own priority, and C-2012 the plan; a link to all goals holds as long as one of them is served."""
    found = empact.impact_of_leaving(empact.loads(TWICE, format="yaml"), "PL", leaving=day("2012-03-01"))
    assert [(one.text, one.at) for one in found.links] == [
        (
            "The link 'C:2.1' of action 1.1 would be broken: no leader in action 1.1 and 2.1.",
            ("/actions/0/links/items/0",),
        ),
        (
            "The link 'C:SG 2' of action 1.1 would be broken: no leader in action 1.1 and nobody to serve goal 2.",
            ("/actions/0/links/items/1",),
        ),
        (
            "The link 'C-2012:1.1' of action 1.1 would be broken: no leader in action 1.1.",
            ("/actions/0/links/items/2",),
        ),
        ("The link 'C:SG*' of action 1.1 would be broken: no leader in action 1.1.", ("/actions/0/links/items/3",)),
        ("The link '2.1' of action 1.1 would be broken: no leader in action 2.1.", ("/actions/1/links/items/0",)),
    ]


GOALS = """\
empact: plan/1
id: X-2012
period: {start: 2012-01-01, end: 2012-12-31}
goals: [{number: "1"}, {number: "2"}]
actions:
  - {number: "1.1", goal: "1", leaders: [PL]}
  - {number: "1.2", goal: "1"%s}
  - {number: "2.1", goal: "2"}
"""


@pytest.mark.parametrize(
    ("other", "served"),
    [
        ("", False),  # it had no leader from the start
        (", leaders: [PL]", False),
        (", leaders: [LT]", True),
        (", leaders: [Acme]", True),  # somebody whom nobody knows may be there
        (", leaders: [Relevant MS]", True),
        (", leaders: [LT], timing: January", True),  # its work is done
        (", timing: January", False),
        (", leaders: Acting EU Presidency", True),
    ],
)
def test_a_goal_is_served_as_long_as_one_of_its_actions_is_led(other: str, *, served: bool) -> None:
    found = empact.impact_of_leaving(empact.loads(GOALS % other, format="yaml"), "PL", leaving=day("2012-03-01"))
    told = "Strategic goal 1 would not be served: none of its actions would have a leader."
    assert texts(found.uncovered) == ([] if served else [told])


def test_a_goal_of_which_no_action_had_a_leader_is_not_lost_through_somebody() -> None:
    found = empact.impact_of_leaving(empact.loads(GOALS % "", format="yaml"), "LT", leaving=day("2012-03-01"))
    assert list(found) == []


def test_a_goal_is_served_until_the_last_leader_of_its_actions_leaves() -> None:
    """Denmark holds the Presidency until June 2012, Cyprus until December, Ireland until June 2013."""
    plan = empact.loads(GOALS % ", leaders: Acting EU Presidency", format="yaml")
    plan = attrs.evolve(plan, actions=plan.actions[1:])
    assert texts(empact.impact_of_leaving(plan, "CY", leaving=day("2012-03-01")).uncovered) == [
        "Strategic goal 1 would not be served from 2012-07-01: its only action would have no leader."
    ]
    longer = empact.loads((GOALS % ", leaders: Acting EU Presidency").replace("end: 2012", "end: 2013"), format="yaml")
    longer = attrs.evolve(longer, actions=longer.actions[1:])
    found = empact.impact_of_leaving(longer, "CY", leaving=day("2012-03-01"))
    assert texts(found.without_leader) == ["Action 1.2 would have no leader from 2012-07-01: CY leads it alone then."]
    assert found.uncovered == ()


HEADS = """\
empact: plan/1
id: X-2012
period: {{start: 2012-01-01, end: 2012-12-31}}
driver: {driver}
co_drivers: {co_drivers}
"""


@pytest.mark.parametrize(
    ("driver", "co_drivers", "party", "says"),
    [
        ("[IT]", "[AT]", "IT", "IT is the driver of the plan; without it, nobody would be, and AT is still co-driver."),
        ("[Italy]", "[AT]", "AT", "AT is named as co-driver; without it, nobody would be, and Italy is still driver."),
        (
            "[IT]",
            "[AT, PL (tbc)]",
            "AT",
            "AT is named as co-driver; without it, PL (tbc) would be, and IT is still driver.",
        ),
        (
            "[IT]",
            "[AT, PL]",
            "IT",
            "IT is the driver of the plan; without it, nobody would be, and AT, PL are still co-drivers.",
        ),
        ("[IT, Acme]", "[]", "IT", "IT is the driver of the plan; without it, Acme would be."),
        ("[IT]", "[]", "IT", "IT is the driver of the plan; without it, nobody would be."),
    ],
)
def test_whoever_else_drives_the_plan_is_told(driver: str, co_drivers: str, party: str, says: str) -> None:
    plan = empact.loads(HEADS.format(driver=driver, co_drivers=co_drivers), format="yaml")
    assert texts(empact.impact_of_leaving(plan, party, leaving=day("2012-03-01")).plan) == [says]


DECISIONS = st.lists(
    st.builds(
        entry,
        st.just(EntryKind.DECISION),
        DAYS.map(str),
        st.sampled_from(["HU", "UK", "AT", "Italy", "Frontex", "All MS"]),
        verdict=st.sampled_from(list(Verdict)),
    ),
    max_size=4,
)


@FEW
@given(DECISIONS, DAYS, st.sampled_from(["UK", "HU", "IT"]))
def test_a_decision_never_changes_what_a_plan_would_be_on_a_day_before_it(
    known: list[EntryContent], on: dt.date, party: str
) -> None:
    whole = ledger(*known)
    then = empact.impact_of_leaving(PLAN, party, leaving=on, ledger=whole.until(on))
    assert empact.impact_of_leaving(PLAN, party, leaving=on, ledger=whole) == then


def test_a_decision_that_is_known_later_counts_where_it_is_asked_for() -> None:
    """UK and HU lead 5.2; HU is excluded in June, and is back in August."""
    decided = ledger(decision("2012-06-01", Verdict.EXCLUDED, "HU"), decision("2012-08-01", Verdict.READMITTED, "HU"))

    def of_5_2(on: str, as_of: str | None = None) -> list[str]:
        ctx = PlanContext(plan=PLAN, ledger=decided, as_of=day(as_of or on))
        found = impact_of_leaving(ctx, "UK", leaving=day(on))
        return [one.text for one in (*found.without_leader, *found.fewer_leaders) if "Action 5.2" in one.text]

    assert of_5_2("2012-03-01") == ["Action 5.2 would lose the leader UK: HU would lead it."]
    assert of_5_2("2012-03-01", "2012-06-01") == [
        "Action 5.2 would have no leader from 2012-06-01: UK leads it alone then."
    ]
    assert of_5_2("2012-07-01") == ["Action 5.2 would have no leader: UK leads it alone."]
    assert of_5_2("2012-07-01", "2012-09-01") == [
        "Action 5.2 would have no leader from 2012-07-01: UK leads it alone then."
    ]


def test_impact_of_leaving__as_of_is_the_date_of_knowledge() -> None:
    decided = ledger(decision("2012-06-01", Verdict.EXCLUDED, "HU"))
    leaving = day("2012-03-01")
    then = empact.impact_of_leaving(PLAN, "UK", leaving=leaving, ledger=decided)
    later = empact.impact_of_leaving(PLAN, "UK", leaving=leaving, as_of=day("2012-06-01"), ledger=decided)
    assert "Action 5.2 would lose the leader UK: HU would lead it." in texts(then.fewer_leaders)
    assert "Action 5.2 would have no leader from 2012-06-01: UK leads it alone then." in texts(later.without_leader)
    assert (then.leaving, later.leaving) == (leaving, leaving)
    assert then == empact.impact_of_leaving(PLAN, "UK", leaving=leaving, as_of=leaving, ledger=decided)
