"""The exclusion clause (plan section 5.3): dossiers for an invented plan with an invented ledger, and their laws.

The plan and the ledger are those of ``examples/oap_invented_2031``. The sentences below were written from them, by eye.
What the plan would be without a state is read off the reference plan as well.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support import like_2012

import empact
import oap_c_2012
import oap_invented_2031
from empact import Config, Plan, Session, UnknownIdError
from empact.analysis import (
    Absence,
    CriterionKind,
    Dossier,
    EvidenceState,
    PlanChange,
    Statement,
    Thresholds,
    WithdrawalImpact,
    assignments,
    exclusion,
    impact_of_leaving,
    words_at,
)
from empact.analysis.involvement.absences import absences
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
from empact.serde import plan_tree

PLUGINS = [oap_c_2012, oap_invented_2031]
SESSION = Session(PLUGINS)
REGISTER = SESSION.register
PLAN = SESSION.load("oap-invented-2031")
PLAN_2012 = SESSION.load("oap-c-2012")
LEDGER = SESSION.workspace.ledger.of_plan("Q-2031", oap_invented_2031.LEDGER)

COMMITMENT = "2031-02-10-commitment-QN-2f6041b278c37089"
REMINDER = "2031-06-05-reminder-QN-75ac37ac478a8a91"
FIRST = "2031-06-18-exhortation-Nettlemark-945165b245d1d76f"
ANSWER = "2031-06-29-answer-QN-7086bd83d7528d16"
CONTACT = "2031-07-05-contact-QN-06c2348921a60422"
SECOND = "2031-08-20-exhortation-QN-f048072410102c2f"
FINDING = "2031-09-10-jeopardy-QN-33d59a2962bd8023"
DISPUTE = "2031-09-17-answer-QN-77e80f337b55bc81"
DECISION = "2031-10-01-decision-QN-c1afb0f9760ae5b9"
MET = "2031-12-05-answer-QN-dd13de3ee313827b"
READMITTED = "2031-12-15-decision-QN-c1cce54f6e3516d9"

NOT_MET = (
    "The commitment of 2031-02-10 (To name the operator of the network) was due on 2031-05-31, "
    "and no entry says that it was met."
)
EXHORTS = (
    "The Driver exhorts QN on 2031-06-18 about 3.1, with a deadline of 2031-07-02 (To name the operator without delay)."
)
UNDERWAY = "The exhortation of 2031-06-18 is answered on 2031-06-29: underway (A tender is being prepared)."


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def impact(
    plan: Plan, party: str, *, leaving: dt.date, as_of: dt.date | None = None, ledger: Ledger | None = None
) -> WithdrawalImpact:
    """What leaving changes, as known on the day, or by default on the day of leaving."""
    context = SESSION.context(plan, as_of=as_of or leaving, records=SESSION.records(ledger=ledger))
    return context.impact_of_leaving(party, leaving=leaving)


def dossier(party: str, as_of: str) -> Dossier:
    return exclusion(SESSION.context(PLAN, as_of=day(as_of), records=SESSION.records(ledger=LEDGER)), party)


def told(statements: tuple[Statement, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """Each sentence with the entries it rests on."""
    return [(one.text, one.entries) for one in statements]


def states(found: Dossier) -> list[EvidenceState]:
    assert [one.kind for one in found.criteria] == list(CriterionKind)
    return [one.state for one in found.criteria]


# A member state at three dates


def test_as_long_as_nothing_is_known_everything_is_missing() -> None:
    found = dossier("QN", "2031-01-31")
    assert states(found) == [EvidenceState.NONE] * 3
    assert (found.can_be_subject, found.excluded, found.complete) == (True, False, False)
    assert [one.evidence + one.against for one in found.criteria] == [(), (), ()]
    assert [one.text for criterion in found.criteria for one in criterion.missing] == [
        "No commitment of QN is recorded.",
        "The plan involves QN in 1.1, 1.2, 2.1, 3.1, 3.2; no commitment is recorded for them.",
        "No unsuccessful exhortation of QN by the Driver is recorded.",
        "No finding that QN jeopardises delivery is recorded.",
    ]
    assert (found.beside, found.decisions) == ((), ())


def test_where_the_evidence_is_partly_there_both_sides_and_the_gaps_are_told() -> None:
    found = dossier("Nettlemark", "2031-07-15")
    assert found.party_code == "QN"
    assert states(found) == [EvidenceState.COMPLETE, EvidenceState.PARTLY, EvidenceState.NONE]
    commitments, exhortations, jeopardy = found.criteria
    assert told(commitments.evidence) == [(NOT_MET, (COMMITMENT,))]
    assert told(exhortations.evidence) == [(EXHORTS, (FIRST,))]
    assert told(exhortations.against) == [(UNDERWAY, (FIRST, ANSWER))]
    assert told(exhortations.missing) == [
        (
            "One unsuccessful exhortation is recorded; the clause says 'exhortations', without a number.",
            (FIRST,),
        )
    ]
    assert told(jeopardy.missing) == [("No finding that QN jeopardises delivery is recorded.", ())]
    assert told(found.beside) == [
        (
            (
                "On 2031-06-05 a reminder by QZ for 3.1 is recorded, which is not an exhortation "
                "(The operator is not named yet)."
            ),
            (REMINDER,),
        ),
        ("On 2031-07-05 a contact with QN by QM for 3.1 is recorded (Call about the tender).", (CONTACT,)),
    ]
    assert (found.excluded, found.complete) == (False, False)


def test_once_it_is_decided_the_decision_stands_beside_the_evidence() -> None:
    before, found = dossier("QN", "2031-09-30"), dossier("QN", "2031-10-15")
    assert states(before) == states(found) == [EvidenceState.COMPLETE, EvidenceState.CONTESTED, EvidenceState.CONTESTED]
    assert (before.excluded, before.complete, before.decisions) == (False, False, ())
    assert told(found.criteria[1].evidence) == [
        (EXHORTS, (FIRST,)),
        (
            (
                "The Driver exhorts QN on 2031-08-20 about 3.1, with a deadline of 2031-09-03 (To name the operator by "
                "3 September); no answer is recorded."
            ),
            (SECOND,),
        ),
    ]
    assert told(found.criteria[2].evidence) == [
        (
            (
                "On 2031-09-10 QM finds that QN jeopardises delivery of 3.1 "
                "(Without an operator no state can be connected in 2031)."
            ),
            (FINDING,),
        )
    ]
    assert told(found.criteria[2].against) == [
        (
            "The finding of 2031-09-10 is answered on 2031-09-17: disputed (The network can be opened in December).",
            (FINDING, DISPUTE),
        )
    ]
    assert told(found.decisions) == [
        ("By a decision of 2031-10-01 by COSI, QN is considered no longer a participant in the OAP.", (DECISION,))
    ]
    assert found.excluded
    assert found.excluded_since == day("2031-10-01")


def test_what_the_text_leaves_open_is_told_and_no_number_is_made_up() -> None:
    assert [one.text for one in dossier("QN", "2031-07-15").left_open] == [
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
    clause = dossier("QN", "2031-07-15").clause
    assert clause is not None
    assert clause.startswith("The MS, which will not accomplish with its commitments")
    assert clause in source_text


# Who cannot be subject to it, and the Driver


@pytest.mark.parametrize(
    ("party", "says"),
    [
        (
            "QZ",
            (
                "Zonal Clock Agency (invented) is not a member state but an EU agency on 2031-08-31: the clause covers "
                "member states only, so it does not apply."
            ),
        ),
        (
            "Xanthmark",
            (
                "Xanthmark (invented) is not a member state but a third country on 2031-08-31: the clause covers "
                "member states only, so it does not apply."
            ),
        ),
    ],
)
def test_an_agency_or_a_third_country_cannot_be_subject_and_its_record_is_shown_all_the_same(
    party: str, says: str
) -> None:
    found = dossier(party, "2031-08-31")
    assert found.can_be_subject is False
    assert [one.text for one in found.about] == [says]
    assert found.criteria[0].state is EvidenceState.COMPLETE
    assert not found.complete


def test_croatia_can_be_subject_once_it_is_a_member_state() -> None:
    later = attrs.evolve(PLAN_2012, period=Span(start=day("2013-01-01"), end=day("2013-12-31")))
    for on, subject in (("2012-12-31", False), ("2013-06-30", False), ("2013-07-01", True), ("2026-11-25", True)):
        assert exclusion(SESSION.context(later, as_of=day(on)), "HR").can_be_subject is subject, on


def test_who_left_the_union_after_the_plan_can_still_be_subject_to_its_clause() -> None:
    found = exclusion(SESSION.context(PLAN_2012, as_of=day("2026-11-25")), "UK")
    assert found.can_be_subject is True
    assert found.about[0].text == (
        "United Kingdom is a member state on 2012-12-31, the last day of the plan: the clause covers member states."
    )


def test_the_holder_of_the_presidency_can_be_named_by_its_office() -> None:
    """Denmark in the first half of 2012, Cyprus in the second."""
    for on, holder in (("2012-06-30", "DK"), ("2012-07-01", "CY")):
        assert exclusion(SESSION.context(PLAN_2012, as_of=day(on)), "Acting EU Presidency").party_code == holder


def test_the_driver_is_told_that_the_exhortations_are_its_own() -> None:
    found = dossier("QM", "2031-08-31")
    assert (
        found.about[1].text == "Mossmark (invented) is the Driver, who makes the exhortations that the clause requires."
    )
    assert [str(anchor) for anchor in found.about[1].stated] == ["section 4.1/1/1", "section 5.3/2/1"]
    impact = impact_of_leaving(SESSION.context(PLAN), "QM", leaving=day("2031-08-31"))
    assert [one.text for one in impact.whole_plan] == ["QM is the driver of the plan; without it, nobody would be."]


def test_dossier__says_that_the_clause_is_not_marked() -> None:
    bare = attrs.evolve(PLAN, provisions=())
    found = exclusion(SESSION.context(bare, as_of=day("2031-10-15"), records=SESSION.records(ledger=LEDGER)), "QN")
    assert (found.clause, found.can_be_subject, found.criteria, found.left_open) == (None, None, (), ())
    assert not found.complete
    assert {FIRST, COMMITMENT, DECISION} <= {id for one in found.statements for id in one.entries}
    (about,) = found.about  # section 5.3 has the clause in its second paragraph: provision "section 5.3/2/1"
    assert about.text.startswith(
        "The exclusion clause of the plan is not marked: section 5.3/2 says “The MS, which will "
    )
    assert about.text.endswith("add under 'provisions' in the plan file: - {kind: exclusion, stated: section 5.3/2}")
    assert [str(anchor) for anchor in about.stated] == ["section 5.3/2"]
    assert all(one.traces for one in found.statements)


SECTIONS = """\
empact: plan/1
id: X-2031
period: {{start: 2031-01-01, end: 2031-12-31}}
sections: [{{number: "5.1", text: "{first}"}}, {{number: "5.3", text: "{second}"}}]
"""


@pytest.mark.parametrize(
    ("first", "second", "place"),
    [
        ("See the exclusion clause below.", "It will be considered no longer  a participant.", "section 5.3/1"),
        ("This is the so called “exclusion clause”.", "Nothing else.", "section 5.1/1"),
        ("Participants longer than a day.", "An exclusion of goods: no clause.", None),
    ],
)
def test_dossier__names_the_words_of_a_clause_that_is_not_marked(first: str, second: str, place: str | None) -> None:
    plan = empact.loads(SECTIONS.format(first=first, second=second), format="yaml")
    (about,) = exclusion(SESSION.context(plan, as_of=day("2031-10-15")), "QN").about
    if place is None:
        assert about.text == "No provision of the plan is marked as its exclusion clause."
        return
    assert f"not marked: {place} says “" in about.text
    line = about.text.partition("in the plan file: ")[2]  # the line, written into the file as the sentence says
    marked = empact.loads(f"{SECTIONS.format(first=first, second=second)}provisions:\n  {line}\n", format="yaml")
    assert exclusion(SESSION.context(marked, as_of=day("2031-10-15")), "QN").can_be_subject


def test_somebody_whom_nobody_knows_has_no_dossier() -> None:
    with pytest.raises(UnknownIdError, match=r"^Party 'Greeece' does not exist. Did you mean 'Greece'\?$"):
        dossier("Greeece", "2031-07-15")
    with pytest.raises(UnknownIdError, match="Did you mean 'Greece'"):
        impact_of_leaving(SESSION.context(PLAN), "Greeece", leaving=day("2031-07-15"))


def test_the_ledger_can_be_named_by_its_folder() -> None:
    context = SESSION.context(PLAN, as_of=day("2031-10-15"), records=SESSION.records(ledger=oap_invented_2031.LEDGER))
    assert exclusion(context, "QN") == dossier("QN", "2031-10-15")


# Every sentence can be traced


def value_at(tree: Any, pointer: Pointer) -> Any:
    for token in pointer.tokens:
        tree = tree[int(token)] if isinstance(tree, list) else tree[token]
    return tree


@pytest.mark.parametrize("party", ["QN", "QZ", "QX", "QM", "QP", "QO"])
@pytest.mark.parametrize("as_of", ["2031-01-01", "2031-01-31", "2031-07-15", "2031-10-15", "2032-06-30"])
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
    cited = {id for one in dossier("QN", "2031-12-31").statements for id in one.entries}
    about = {
        one.id
        for one in LEDGER
        if {"QN", "Nettlemark"} & {i.party for i in (one.content.parties or one.content.by).understood}
    }
    assert about == {COMMITMENT, REMINDER, FIRST, ANSWER, CONTACT, SECOND, FINDING, DISPUTE, DECISION, MET, READMITTED}
    assert cited == about


# Ledgers made by hand


def parties_of(text: str) -> Parties:
    return Parties(text=text, items=tuple(parse_parties(text)))


def ledger(*entries: EntryContent) -> Ledger:
    """A ledger in which the entries are called e1, e2 and so on."""
    return Ledger(
        plan="Q-2031",
        entries=tuple(LedgerEntry(id=f"e{n}", digest=f"{n:064}", content=one) for n, one in enumerate(entries, 1)),
    )


def entry(kind: EntryKind, on: str, parties: str = "QN", by: str = "", **fields: Any) -> EntryContent:
    return EntryContent(
        plan="Q-2031",
        kind=kind,
        on=day(on),
        parties=parties_of(parties),
        by=parties_of(by),
        source="Invented",
        **fields,
    )


def criterion(kind: CriterionKind, as_of: str, *entries: EntryContent, party: str = "QN", **thresholds: int) -> Any:
    config = Config(exclusion=Thresholds(**thresholds))
    found = exclusion(
        Session(PLUGINS, config=config).context(
            PLAN, as_of=day(as_of), records=Session(PLUGINS, config=config).records(ledger=ledger(*entries))
        ),
        party,
    )
    return next(one for one in found.criteria if one.kind is kind)


def commitment(**fields: Any) -> EntryContent:
    return entry(EntryKind.COMMITMENT, "2031-02-01", due=day("2031-05-31"), **fields)


def answer(on: str, reply: Reply | None, *to: str, parties: str = "", by: str = "QN") -> EntryContent:
    return entry(EntryKind.ANSWER, on, parties, by, reply=reply, replies_to=to)


def exhortation(on: str, parties: str = "QN", by: str = "QM", **fields: Any) -> EntryContent:
    """An exhortation whose deadline is its own day, unless another is given."""
    return entry(EntryKind.EXHORTATION, on, parties, by, **{"due": day(on), **fields})


def texts(statements: Iterable[Statement | PlanChange]) -> list[str]:
    return [one.text for one in statements]


def test_commitments__that_are_not_due_yet_are_no_evidence() -> None:
    found = criterion(CriterionKind.COMMITMENTS, "2031-05-31", commitment())
    assert (found.state, found.evidence, found.against) == (EvidenceState.NONE, (), ())
    assert texts(found.missing)[1] == "The commitment of 2031-02-01 is not due until 2031-05-31."


def test_a_commitment_that_was_met_in_time_is_no_evidence() -> None:
    found = criterion(CriterionKind.COMMITMENTS, "2031-12-01", commitment(), answer("2031-05-30", Reply.MET, "e1"))
    assert found.evidence == ()
    assert texts(found.against) == ["The commitment of 2031-02-01 is reported as met on 2031-05-30."]


def test_a_commitment_that_was_met_too_late_has_both_sides() -> None:
    found = criterion(CriterionKind.COMMITMENTS, "2031-12-01", commitment(), answer("2031-07-02", Reply.MET, "e1"))
    assert texts(found.evidence) == [
        "The commitment of 2031-02-01 was due on 2031-05-31, but was reported as met only on 2031-07-02."
    ]
    assert texts(found.against) == ["The commitment of 2031-02-01 is reported as met on 2031-07-02."]


def test_others_may_report_that_a_commitment_was_met_and_are_named() -> None:
    account = entry(EntryKind.ACCOUNT, "2031-05-20", "QN", "QZ", reply=Reply.MET, replies_to=("e1",))
    found = criterion(CriterionKind.COMMITMENTS, "2031-12-01", commitment(), account)
    assert found.evidence == ()
    assert texts(found.against) == ["The commitment of 2031-02-01 is reported as met on 2031-05-20 by QZ."]


def test_a_commitment_that_is_declined_is_evidence_before_its_day() -> None:
    found = criterion(CriterionKind.COMMITMENTS, "2031-03-15", commitment(), answer("2031-03-01", Reply.DECLINED, "e1"))
    assert texts(found.evidence) == ["The commitment of 2031-02-01 is reported as declined on 2031-03-01."]


def test_a_commitment_without_a_day_leaves_open_whether_it_was_met() -> None:
    found = criterion(CriterionKind.COMMITMENTS, "2031-12-01", entry(EntryKind.COMMITMENT, "2031-02-01"))
    assert found.state is EvidenceState.NONE
    assert texts(found.missing)[:2] == [
        "No unmet commitment of QN is recorded.",
        "The commitment of 2031-02-01 has no due date.",
    ]


def test_what_is_missing_stays_told_beside_the_evidence() -> None:
    """QN is named for 1.1, 1.2, 2.1, 3.1 and 3.2."""
    undated = entry(EntryKind.COMMITMENT, "2031-02-01", actions=(Ref(action="1.2"),))
    found = criterion(CriterionKind.COMMITMENTS, "2031-12-01", commitment(actions=(Ref(action="3.1"),)), undated)
    assert found.state is EvidenceState.COMPLETE
    assert texts(found.missing) == [
        "The commitment of 2031-02-01 has no due date.",
        "The plan involves QN in 1.1, 2.1, 3.2; no commitment is recorded for them.",
    ]


def test_an_answer_for_one_of_two_actions_leaves_the_other_open() -> None:
    both = commitment(actions=(Ref(action="3.1"), Ref(action="1.2")))
    first, second = (
        attrs.evolve(answer(on, Reply.MET, "e1"), actions=(Ref(action=number),))
        for on, number in (("2031-05-10", "3.1"), ("2031-05-20", "1.2"))
    )
    assert criterion(CriterionKind.COMMITMENTS, "2031-12-01", both, first).state is EvidenceState.CONTESTED
    assert criterion(CriterionKind.COMMITMENTS, "2031-12-01", both, first, second).state is EvidenceState.NONE


def test_the_answer_of_one_is_not_that_of_another() -> None:
    both = exhortation("2031-06-01", "QN, QO"), answer("2031-06-10", Reply.MET, "e1", by="QO")
    silent = criterion(CriterionKind.EXHORTATIONS, "2031-12-01", *both)
    responses = criterion(CriterionKind.EXHORTATIONS, "2031-12-01", *both, party="QO")
    assert texts(silent.evidence) == [
        "The Driver exhorts QN on 2031-06-01, with a deadline of 2031-06-01; no answer is recorded."
    ]
    assert responses.evidence == ()
    assert texts(responses.against) == ["The exhortation of 2031-06-01 is answered on 2031-06-10: met."]


def test_an_exhortation_of_all_member_states_is_one_of_each_at_that_time() -> None:
    for party, count in (("QN", 1), ("QX", 0), ("QZ", 0)):
        found = criterion(CriterionKind.EXHORTATIONS, "2031-12-01", exhortation("2031-06-01", "All MS"), party=party)
        assert len(found.evidence) == count, party


def test_an_exhortation_by_somebody_else_counts_for_nothing_and_is_shown() -> None:
    only = ledger(exhortation("2031-06-01", by="QZ"))
    found = exclusion(SESSION.context(PLAN, as_of=day("2031-12-01"), records=SESSION.records(ledger=only)), "QN")
    assert found.criteria[1].state is EvidenceState.NONE
    assert texts(found.beside) == [
        "On 2031-06-01 an exhortation by QZ is recorded, but only the Driver or a co-driver can exhort."
    ]


def test_an_answer_that_answers_nothing_is_shown() -> None:
    found = exclusion(
        SESSION.context(
            PLAN, as_of=day("2031-12-01"), records=SESSION.records(ledger=ledger(answer("2031-06-10", None)))
        ),
        "QN",
    )
    assert texts(found.beside) == [
        "On 2031-06-10 an answer by QN is recorded, but it answers no entry that counts here."
    ]


def test_a_project_can_say_how_many_exhortations_it_asks_for_and_how_old() -> None:
    two = exhortation("2031-06-01"), exhortation("2031-07-01")
    assert criterion(CriterionKind.EXHORTATIONS, "2031-07-20", *two).state is EvidenceState.COMPLETE
    assert criterion(CriterionKind.EXHORTATIONS, "2031-07-20", two[0], exhortations=1).state is EvidenceState.COMPLETE
    three = criterion(CriterionKind.EXHORTATIONS, "2031-07-20", *two, exhortations=3)
    assert texts(three.missing) == ["2 unsuccessful exhortations are recorded, but the settings require 3."]
    old = criterion(CriterionKind.EXHORTATIONS, "2031-07-20", *two, exhortations=2, days=30)
    assert texts(old.missing) == [
        "One unsuccessful exhortation at least 30 days old is recorded, but the settings require 2."
    ]
    assert (
        criterion(CriterionKind.EXHORTATIONS, "2031-07-31", *two, exhortations=2, days=30).state
        is EvidenceState.COMPLETE
    )
    config = Config(exclusion=Thresholds(exhortations=2, days=30))
    open_ = exclusion(
        Session(PLUGINS, config=config).context(
            PLAN, as_of=day("2031-07-20"), records=Session(PLUGINS, config=config).records(ledger=ledger(*two))
        ),
        "QN",
    ).left_open
    assert texts(open_)[1:3] == [
        "The text does not say how many exhortations are needed; 2 is set here.",
        "The text does not say by when an exhortation must succeed; 30 days is set here.",
    ]


def test_days_alone_are_counted_as_well() -> None:
    two = exhortation("2031-06-01"), exhortation("2031-07-19")
    found = criterion(CriterionKind.EXHORTATIONS, "2031-07-20", *two, days=30)
    assert (found.state, texts(found.missing)) == (
        EvidenceState.PARTLY,
        [
            (
                "One unsuccessful exhortation at least 30 days old is recorded; "
                "the clause says 'exhortations', without a number."
            )
        ],
    )
    fresh = criterion(CriterionKind.EXHORTATIONS, "2031-07-20", two[1], days=30)
    assert texts(fresh.missing) == ["No unsuccessful exhortation is at least 30 days old, as the settings require."]


def test_an_exhortation_that_gives_time_is_not_without_success_before_that() -> None:
    two = exhortation("2031-06-18"), exhortation("2031-07-20", due=day("2031-08-03"))
    running = criterion(CriterionKind.EXHORTATIONS, "2031-08-03", *two)
    assert running.state is EvidenceState.PARTLY
    assert running.against == ()
    assert texts(running.missing)[1:] == [
        "The Driver exhorts QN on 2031-07-20, with a deadline of 2031-08-03; the deadline has not passed."
    ]
    assert criterion(CriterionKind.EXHORTATIONS, "2031-08-04", *two).state is EvidenceState.COMPLETE
    declined = criterion(CriterionKind.EXHORTATIONS, "2031-08-01", *two, answer("2031-07-30", Reply.DECLINED, "e2"))
    assert declined.state is EvidenceState.COMPLETE


def test_what_is_reported_on_the_commitment_is_a_success_of_the_exhortation_about_it() -> None:
    asked = commitment(), exhortation("2031-06-01", replies_to=("e1",)), exhortation("2031-07-01", replies_to=("e1",))
    found = criterion(CriterionKind.EXHORTATIONS, "2031-12-01", *asked, answer("2031-07-15", Reply.MET, "e1"))
    assert (found.state, found.evidence) == (EvidenceState.NONE, ())
    assert texts(found.against) == [
        "What the exhortation of 2031-06-01 asks for is reported as met on 2031-07-15.",
        "What the exhortation of 2031-07-01 asks for is reported as met on 2031-07-15.",
    ]
    between = criterion(CriterionKind.EXHORTATIONS, "2031-12-01", *asked, answer("2031-06-15", Reply.MET, "e1"))
    assert [one.entries for one in between.evidence] == [("e3",)]


def test_who_is_asked_in_cooperation_is_asked_as_well() -> None:
    """A cell may name partners, as that of 3.1 does."""
    for party, count in (("QP", 1), ("QN", 1), ("QM", 0)):
        asked = exhortation("2031-06-01", "QP, in cooperation with QN")
        assert len(criterion(CriterionKind.EXHORTATIONS, "2031-12-01", asked, party=party).evidence) == count, party


NONE, PARTLY = EvidenceState.NONE, EvidenceState.PARTLY
COMMON = (Ref(action="3.1"), Ref(action="1.1"))


@pytest.mark.parametrize(
    ("asked", "named", "met", "state"),
    [
        ((0,), [(0, 1)], [("2031-07-10", (0,))], NONE),  # what it is about is met, the rest of the commitment is not
        ((0, 1), [(0,)], [("2031-07-10", (0,))], PARTLY),  # 1.1 is no part of the commitment, and open
        ((0, 1), [(0,), (1,)], [("2031-06-10", (0,)), ("2031-07-10", (1,))], NONE),  # the last part after the letter
        ((), [(0, 1)], [("2031-06-10", (0,)), ("2031-07-10", (1,))], NONE),
        ((), [(0,)], [("2031-06-10", (0,))], PARTLY),  # before the letter: it asks for more
        ((), [(0,)], [("2031-06-10", (0,)), ("2031-07-10", ())], NONE),  # and is told again
        ((), [()], [("2031-07-10", ())], NONE),
        ((0,), [()], [("2031-07-10", ())], NONE),
        ((), [], [("2031-07-10", ())], PARTLY),  # the commitment is none that the letter names
    ],
)
def test_an_exhortation_has_success_where_what_it_is_about_is_met(
    asked: tuple[int, ...], named: list[tuple[int, ...]], met: list[tuple[str, tuple[int, ...]]], state: EvidenceState
) -> None:
    """The letter is of 1 July; 0 is action 3.1 and 1 is 1.1; each answer answers all that is committed."""

    def refs(chosen: tuple[int, ...]) -> tuple[Ref, ...]:
        return tuple(COMMON[one] for one in chosen)

    made = [commitment(actions=refs(one)) for one in named or [()]]
    ids = tuple(f"e{number}" for number in range(1, len(made) + 1))
    letter = exhortation("2031-07-01", actions=refs(asked), replies_to=ids if named else ())
    answers = [attrs.evolve(answer(on, Reply.MET, *ids), actions=refs(chosen)) for on, chosen in met]
    found = criterion(CriterionKind.EXHORTATIONS, "2031-12-01", *made, letter, *answers)
    assert (found.state, len(found.evidence)) == (state, 0 if state is NONE else 1)


def test_who_says_on_the_commitment_that_it_is_underway_is_not_silent() -> None:
    asked = commitment(), exhortation("2031-06-01", replies_to=("e1",), due=day("2031-12-31"))
    silent, underway = "no answer is recorded", answer("2031-06-10", Reply.UNDERWAY, "e1")
    before = criterion(CriterionKind.EXHORTATIONS, "2032-01-01", *asked)
    after = criterion(CriterionKind.EXHORTATIONS, "2032-01-01", *asked, underway)
    assert [silent in found.evidence[0].text for found in (before, after)] == [True, False]
    declined = answer("2031-06-10", Reply.DECLINED, "e1")
    assert criterion(CriterionKind.EXHORTATIONS, "2031-07-01", *asked, underway).evidence == ()
    assert len(criterion(CriterionKind.EXHORTATIONS, "2031-07-01", *asked, declined).evidence) == 2


def test_an_answer_counts_with_the_plan_of_its_actions() -> None:
    both = commitment(actions=(Ref(action="3.1"), Ref(plan="B-2031", action="3.1")))
    here = attrs.evolve(answer("2031-05-10", Reply.MET, "e1"), actions=(Ref(plan="Q-2031", action="3.1"),))
    found = criterion(CriterionKind.COMMITMENTS, "2031-12-01", both, here)
    assert texts(found.evidence) == [
        "The commitment of 2031-02-01 was due on 2031-05-31, and no entry says that it was met for B-2031:3.1."
    ]


def test_a_co_driver_exhorts_in_its_own_name_and_nobody_exhorts_itself() -> None:
    plan = attrs.evolve(PLAN, co_drivers=parties_of("QQ"))
    letters = ledger(exhortation("2031-06-01", "QN", "QQ"), exhortation("2031-06-02", "All MS", "QM"))
    found = {
        code: exclusion(
            SESSION.context(plan, as_of=day("2031-12-01"), records=SESSION.records(ledger=letters)), code
        ).criteria[1]
        for code in ("QN", "QM")
    }
    assert [one.text for one in found["QN"].evidence] == [
        "The co-driver QQ exhorts QN on 2031-06-01, with a deadline of 2031-06-01; no answer is recorded.",
        "The Driver exhorts QN on 2031-06-02, with a deadline of 2031-06-02; no answer is recorded.",
    ]
    assert found["QM"].evidence == ()


def test_a_driver_that_is_excluded_exhorts_nobody() -> None:
    out = decision("2031-03-01", Verdict.EXCLUDED, "QM")
    for on, count in (("2031-02-28", 1), ("2031-03-01", 0)):
        found = criterion(CriterionKind.EXHORTATIONS, "2031-12-01", out, exhortation(on))
        assert len(found.evidence) == count, on


def test_a_copy_of_an_entry_counts_once() -> None:
    one = LedgerEntry(id="e1", digest="a" * 64, content=exhortation("2031-06-01"))
    twice = Ledger(plan="Q-2031", entries=(one, attrs.evolve(one, id="e1 (1)")))
    found = exclusion(
        SESSION.context(PLAN, as_of=day("2031-12-01"), records=SESSION.records(ledger=twice)), "QN"
    ).criteria[1]
    assert (found.state, len(found.evidence)) == (EvidenceState.PARTLY, 1)


def test_what_was_recorded_by_mistake_counts_for_nothing_and_is_shown() -> None:
    wrong = commitment(text=Prose(text="To send two experts."))
    mended = entry(EntryKind.CORRECTION, "2031-03-01", "", replies_to=("e1",), text=Prose(text="It was Pebblemark."))
    found = exclusion(
        SESSION.context(PLAN, as_of=day("2031-12-01"), records=SESSION.records(ledger=ledger(wrong, mended))), "QN"
    )
    assert (found.criteria[0].state, found.criteria[0].evidence) == (EvidenceState.NONE, ())
    assert told(found.beside) == [
        (
            "On 2031-02-01 a commitment is recorded, but a correction of 2031-03-01 takes it back (It was Pebblemark).",
            ("e1", "e2"),
        )
    ]
    again = entry(EntryKind.CORRECTION, "2031-04-01", "", replies_to=("e2",))
    back = exclusion(
        SESSION.context(PLAN, as_of=day("2031-12-01"), records=SESSION.records(ledger=ledger(wrong, mended, again))),
        "QN",
    )
    assert back.criteria[0].state is EvidenceState.COMPLETE
    before = exclusion(
        SESSION.context(PLAN, as_of=day("2031-02-28"), records=SESSION.records(ledger=ledger(wrong, mended))), "QN"
    )
    assert texts(before.criteria[0].missing)[1] == (
        "The commitment of 2031-02-01 (To send two experts) is not due until 2031-05-31."
    )


@pytest.mark.parametrize("name", ["a", "z"])
def test_a_correction_that_is_corrected_the_same_day_has_no_effect_whatever_its_name(name: str) -> None:
    mended = entry(EntryKind.CORRECTION, "2031-03-01", "", replies_to=("e1",))
    again = entry(EntryKind.CORRECTION, "2031-03-01", "", replies_to=("m",))
    named = (("e1", commitment()), ("m", mended), (name, again))
    whole = Ledger(plan="Q-2031", entries=tuple(LedgerEntry(id=id, digest=id * 9, content=one) for id, one in named))
    found = exclusion(SESSION.context(PLAN, as_of=day("2031-12-01"), records=SESSION.records(ledger=whole)), "QN")
    assert found.criteria[0].state is EvidenceState.COMPLETE
    assert {id for one in found.statements for id in one.entries} == {"e1", "m", name}


def test_who_corrects_what_is_corrected_already_takes_nothing_from_the_first() -> None:
    twice = [entry(EntryKind.CORRECTION, on, "", replies_to=("e1",)) for on in ("2031-03-01", "2031-03-02")]
    found = exclusion(
        SESSION.context(PLAN, as_of=day("2031-12-01"), records=SESSION.records(ledger=ledger(commitment(), *twice))),
        "QN",
    )
    assert [one.entries for one in found.beside] == [("e1", "e2", "e3")]


def test_corrections_that_take_back_each_other_have_no_effect() -> None:
    first, second = (entry(EntryKind.CORRECTION, "2031-03-01", "", replies_to=("e1", other)) for other in ("e3", "e2"))
    assert (
        criterion(CriterionKind.COMMITMENTS, "2031-12-01", commitment(), first, second).state is EvidenceState.COMPLETE
    )


def test_an_entry_with_a_false_year_can_be_corrected_today() -> None:
    false = attrs.evolve(commitment(), on=day("2099-02-01"), due=day("2099-05-31"))
    known = ledger(false, entry(EntryKind.CORRECTION, "2031-03-01", "", replies_to=("e1",)))
    assert (
        exclusion(SESSION.context(PLAN, as_of=day("2100-01-01"), records=SESSION.records(ledger=known)), "QN")
        .criteria[0]
        .evidence
        == ()
    )


def test_a_decision_is_not_taken_back_by_a_correction() -> None:
    both = ledger(OUT, entry(EntryKind.CORRECTION, "2031-10-02", "", replies_to=("e1",)))
    assert exclusion(
        SESSION.context(PLAN, as_of=day("2031-12-01"), records=SESSION.records(ledger=both)), "QN"
    ).excluded


def test_the_ledger_of_another_plan_says_nothing_of_this_one() -> None:
    other = SESSION.records(ledger=Ledger(plan="B-2031"))
    assert SESSION.context(PLAN, as_of=day("2031-12-01"), records=other).exclusion("QN").known == 0
    with pytest.raises(ValueError, match=r"^The entry 'e1' is about Q-2031, but the ledger is about B-2031.$"):
        Ledger(plan="B-2031", entries=ledger(OUT).entries)


# Laws

KINDS = st.sampled_from(list(EntryKind))
DAYS = st.dates(day("2031-01-01"), day("2031-12-31"))
WHO = st.sampled_from(["QN", "Nettlemark", "QO", "All MS", "QN, QM", "QP, in cooperation with QN", "Relevant MS", "QZ"])


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
    by = draw(st.sampled_from(["QM", "QN", "QZ"] if own or "by" in facts.needs else ["QM", "QN", ""]))
    replies_to = draw(names)
    replies = facts.fits("reply") and replies_to
    later = st.dates(on, day("2031-12-31"))
    return EntryContent(
        plan="Q-2031",
        kind=kind,
        on=on,
        parties=parties_of(draw(WHO if needs else WHO | st.just(""))),
        by=parties_of(by),
        due=draw(later if "due" in facts.needs else st.none() | later) if facts.fits("due") else None,
        reply=draw(st.none() | st.sampled_from(list(Reply))) if replies else None,
        verdict=draw(st.sampled_from(list(Verdict))) if facts.fits("verdict") else None,
        actions=draw(st.sampled_from([(), (Ref(action="3.1"),)])),
        replies_to=replies_to or (("e1",) if "replies_to" in facts.needs else ()),
        text=Prose(text="A slip." if "text" in facts.needs else None),
        lost=("0" * 64,) if "lost" in facts.needs else (),
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
        entry(EntryKind.COMMITMENT, "2031-01-01", "QN"),
        entry(EntryKind.CORRECTION, "2031-01-02", "", "QM", replies_to=("e1", "e3")),
        entry(EntryKind.CORRECTION, "2031-01-02", "", "QM", replies_to=("e2",)),
    )
    found = exclusion(
        SESSION.context(PLAN, as_of=day("2031-12-01"), records=SESSION.records(ledger=ledger(*known))), "QN"
    )
    said = [(one.text, one.entries) for one in found.beside]
    assert said == [
        ("On 2031-01-02 a correction by QM is recorded, but it has no effect.", ("e2",)),
        ("On 2031-01-02 a correction by QM is recorded, but it has no effect.", ("e3",)),
    ]


def test_dossier__names_everybody_who_says_that_an_entry_is_lost() -> None:
    """An earlier statement, filed later, does not take the place of the one that was cited."""
    said = (
        entry(EntryKind.LOSS, "2031-08-01", "", "QM", lost=("0" * 64,), text=Prose(text="A disk failed.")),
        entry(EntryKind.LOSS, "2031-07-01", "", "QN", lost=("0" * 64, "0" * 64), text=Prose(text="A fire.")),
    )
    (lost,) = exclusion(
        SESSION.context(PLAN, as_of=day("2031-12-01"), records=SESSION.records(ledger=ledger(*said))), "QN"
    ).lost
    says = "as QN says on 2031-07-01 (A fire), and as QM says on 2031-08-01 (A disk failed)"
    assert lost.text == f"1 entry of the ledger is lost, {says}."
    assert lost.entries == ("e2", "e1")


def test_dossier__counts_each_lost_entry_once() -> None:
    said = (
        entry(EntryKind.LOSS, "2031-08-01", "", "QM", lost=("a" * 64, "b" * 64), text=Prose(text="A disk failed.")),
        entry(EntryKind.LOSS, "2031-09-01", "", "QN", lost=("b" * 64,), text=Prose(text="A fire.")),
    )
    lost = exclusion(
        SESSION.context(PLAN, as_of=day("2031-12-01"), records=SESSION.records(ledger=ledger(*said))), "QN"
    ).lost
    assert sorted((one.text.partition(" lost")[0], one.entries) for one in lost) == [
        ("1 entry of the ledger is", ("e1",)),
        ("1 entry of the ledger is", ("e1", "e2")),
    ]


@FEW
@given(entries(), DAYS)
def test_adding_evidence_never_removes_any(known: list[EntryContent], as_of: dt.date) -> None:
    """What was cited stays cited; and unless the new entry answers or corrects something, every sentence stays."""
    if not known:
        return
    less, more = (
        exclusion(SESSION.context(PLAN, as_of=as_of, records=SESSION.records(ledger=ledger(*some))), "QN")
        for some in (known[:-1], known)
    )
    cited = [{id for one in found.statements for id in one.entries} for found in (less, more)]
    assert cited[0] <= cited[1]
    if not known[-1].kind.facts.answers and not known[-1].kind.facts.correcting:
        assert sentences(less) <= sentences(more)


@FEW
@given(entries(), DAYS)
def test_every_sentence_has_a_trace_whatever_is_recorded(known: list[EntryContent], as_of: dt.date) -> None:
    found = exclusion(SESSION.context(PLAN, as_of=as_of, records=SESSION.records(ledger=ledger(*known))), "QN")
    assert all(one.traces for one in found.statements)
    cited = {id for one in found.statements for id in one.entries}
    for one in ledger(*known).until(as_of):
        named = {item.party for item in one.content.parties.understood}
        assert named.isdisjoint({"QN", "Nettlemark", "All MS"}) or one.id in cited


@FEW
@given(entries(), DAYS)
def test_what_is_dated_later_changes_nothing(known: list[EntryContent], as_of: dt.date) -> None:
    whole = ledger(*known)
    now, then = (
        SESSION.context(PLAN, as_of=as_of, records=SESSION.records(ledger=known))
        for known in (whole, whole.until(as_of))
    )
    found, later = exclusion(now, "QN"), len(whole.distinct) - len(whole.until(as_of).distinct)
    assert found.later == later
    without = exclusion(then, "QN")
    # What is lost is said whatever the day: nobody knows the days of lost entries.
    assert attrs.evolve(found, later=0, lost=without.lost) == without


@FEW
@given(entries(), st.randoms())
def test_the_order_in_which_entries_are_found_does_not_matter(known: list[EntryContent], random: Any) -> None:
    shuffled = list(ledger(*known))
    shuffled += [attrs.evolve(one, digest="f" * 64) for one in shuffled[:2]]  # of one name, in another folder
    whole = Ledger(plan="Q-2031", entries=tuple(shuffled))
    random.shuffle(shuffled)
    assert Ledger(plan="Q-2031", entries=tuple(shuffled)) == whole


@FEW
@given(entries(), DAYS)
def test_a_decision_never_changes_a_view_dated_before_it(known: list[EntryContent], on: dt.date) -> None:
    """Who is meant on a day depends on the decisions of that day and before alone; a slip was never decided."""
    whole = ledger(*(one for one in known if one.kind is not EntryKind.CLERICAL_ERROR))
    register_ = REGISTER
    planned = assignments(PLAN, register_)
    now = planned.without(absences(whole, register_))
    then = planned.without(absences(whole, register_, as_of=on))
    assert [one.on(on) for one in now] == [one.on(on) for one in then]


# What a decision does to who is meant


def decision(on: str, verdict: Verdict, parties: str = "QN") -> EntryContent:
    return entry(EntryKind.DECISION, on, parties, "COSI", verdict=verdict)


OUT = decision("2031-10-01", Verdict.EXCLUDED)


def test_all_ms_are_one_less_from_the_day_of_the_decision() -> None:
    """The real 27 and the six invented ones."""
    plan = attrs.evolve(PLAN, actions=(attrs.evolve(PLAN.actions[0], participants=parties_of("All MS")),))
    view = SESSION.context(plan, records=SESSION.records(ledger=ledger(OUT))).assignments
    (everybody,) = view.of_action("1.1")[1:]
    assert [(str(one.span), len(one.parties)) for one in everybody.resolved] == [
        ("2031-01-01 to 2031-09-30", 33),
        ("2031-10-01 to 2031-12-31", 32),
    ]
    assert "QN takes no part from 2031-10-01 (ledger: 'e1')" in everybody.explain()
    assert [one.entry_id for one in everybody.absences] == ["e1"]


def test_a_named_party_is_there_until_the_day_before() -> None:
    view = SESSION.context(PLAN, records=SESSION.records(ledger=ledger(OUT))).assignments
    (lead,) = view.of_action("3.1")[:1]
    assert [(str(one.span), [p.code for p in one.parties]) for one in lead.resolved] == [
        ("2031-01-01 to 2031-09-30", ["QN"])
    ]


def test_without_a_decision_nothing_changes() -> None:
    plain = assignments(PLAN, REGISTER)
    kept = absences(ledger(decision("2031-10-01", Verdict.RETAINED)), REGISTER)
    assert kept == ()
    assert plain.without(kept) == plain
    assert not any(one.absences for one in plain)
    late = Absence(party_code="QN", since=day("2032-01-01"))
    assert [one.resolved for one in plain.without([late])] == [one.resolved for one in plain]


def test_who_is_readmitted_is_back_on_that_day() -> None:
    back = ledger(OUT, decision("2031-11-15", Verdict.READMITTED, "Nettlemark"))
    (gone,) = absences(back, REGISTER)
    assert (gone.party_code, gone.since, gone.until) == ("QN", day("2031-10-01"), day("2031-11-14"))
    (lead,) = assignments(PLAN, REGISTER).without([gone]).of_action("3.1")[:1]
    assert [str(one.span) for one in lead.resolved] == ["2031-01-01 to 2031-09-30", "2031-11-15 to 2031-12-31"]


def test_a_decision_that_is_taken_back_the_same_day_had_no_effect() -> None:
    first, second = OUT, attrs.evolve(decision("2031-10-01", Verdict.READMITTED), follows=("b",))
    taken_back = Ledger(
        plan="Q-2031",
        entries=(LedgerEntry(id="z", digest="b", content=first), LedgerEntry(id="a", digest="c", content=second)),
    )
    assert absences(taken_back, REGISTER) == ()


def test_what_lies_between_two_decisions_of_a_day_keeps_them_in_order_in_every_view() -> None:
    """Excluded on 1 October; a meeting of the 5th is recorded; then the exclusion is taken back, as of the 1st."""
    meeting = attrs.evolve(entry(EntryKind.MEETING, "2031-10-05"), follows=("z",))
    back = attrs.evolve(decision("2031-10-01", Verdict.READMITTED), follows=("m",))
    named = (("e3", "z", OUT), ("e2", "m", meeting), ("e1", "a", back))
    whole = Ledger(plan="Q-2031", entries=tuple(LedgerEntry(id=id, digest=d, content=one) for id, d, one in named))
    for on in ("2031-10-01", "2031-10-04", "2031-10-05"):
        assert absences(whole, REGISTER, as_of=day(on)) == (), on


def test_the_first_day_that_there_is_has_decisions_too() -> None:
    first = decision("0001-01-01", Verdict.EXCLUDED), decision("0001-01-01", Verdict.READMITTED)
    assert absences(ledger(*first), REGISTER) == ()
    assert (
        exclusion(
            SESSION.context(PLAN, as_of=day("2031-06-01"), records=SESSION.records(ledger=ledger(*first))), "QN"
        ).excluded
        is False
    )


def test_who_is_excluded_twice_is_absent_once() -> None:
    twice = ledger(OUT, decision("2031-11-01", Verdict.EXCLUDED))
    assert [(one.since, one.until) for one in absences(twice, REGISTER)] == [(day("2031-10-01"), None)]


# What if


def test_the_impact_of_a_state_leaving_is_read_off_the_plan() -> None:
    found = impact(like_2012.PLAN, "QN", leaving=day("2031-01-01"))
    assert texts(found.without_leader) == [
        "Action 6.2 would have no leader: QN leads it alone, though this is not certain."
    ]
    assert texts(found.fewer_leaders) == []
    assert texts(found.fewer_participants)[0] == (
        "33 of 34 known participants would be left in action 1.1; 'All MS' would be 32 of 33."
    )
    assert texts(found.fewer_participants)[-1] == "6 of 7 known participants would be left in action 7.1."
    assert "Action 2.1 counts on 'Relevant MS'; the plan does not say whether QN is one of them." in texts(
        found.possible
    )
    assert (found.whole_plan, found.goals, found.links) == ((), (), ())


@pytest.mark.parametrize(
    ("party", "leaving", "groups"),
    [
        ("QQ", "2031-01-01", ["2.1", "4.1", "4.2", "5.1", "6.2", "7.2"]),
        ("QQ", "2031-11-01", ["2.1", "4.2", "5.1", "6.2", "7.2"]),  # 4.1 is over in October
        ("QP", "2031-01-01", ["4.1", "4.2", "6.2", "7.2"]),
        ("Eurojust", "2031-01-01", ["3.1"]),
        ("QX", "2031-01-01", []),
    ],
)
def test_impact_of_leaving__groups_that_may_include_the_party(party: str, leaving: str, groups: list[str]) -> None:
    found = impact(like_2012.PLAN, party, leaving=day(leaving))
    assert [one.text.split()[1] for one in found.possible] == groups


def test_impact_of_leaving__group_that_excludes_the_party() -> None:
    text = "empact: plan/1\nid: X\nactions: [{number: '1', participants: 'Relevant MS (except: QN)'}]\n"
    plan = empact.loads(text, format="yaml")
    found = {code: impact(plan, code, leaving=day("2031-01-01")).possible for code in ("QN", "QO")}
    assert {code: len(groups) for code, groups in found.items()} == {"QN": 0, "QO": 1}


def test_a_remaining_leader_is_told_with_its_condition() -> None:
    assert texts(impact(like_2012.PLAN, "QM", leaving=day("2031-01-01")).fewer_leaders) == [
        (
            "Action 2.1 would lose the leader QM: Frontex (if: any possible operations at the external borders) "
            "would lead it, though this is not certain."
        )
    ]


def test_what_is_over_stays_as_it_was() -> None:
    found = impact(like_2012.PLAN, "QN", leaving=day("2031-11-01"))
    assert texts(found.fewer_participants) == [
        "32 of 33 known participants would be left in action 2.3; 'All MS' would be 32 of 33.",
        "6 of 7 known participants would be left in action 7.1.",
    ]
    assert list(impact(like_2012.PLAN, "QN", leaving=day("2032-01-01"))) == []


def test_who_left_before_is_counted_neither_before_nor_after() -> None:
    found = impact_of_leaving(
        SESSION.context(PLAN, records=SESSION.records(ledger=ledger(OUT))), "QO", leaving=day("2031-11-01")
    )
    assert "4 of 5 known participants would be left in action 1.1." in texts(found.fewer_participants)


SMALL = """\
empact: plan/1
id: X-2031
period: {start: 2031-01-01, end: 2031-12-31}
goals: [{number: "1"}, {number: "2"}]
actions:
  - {number: "1.1", goal: "1", leaders: [QN], participants: [QO], timing: Whole year}
  - {number: "1.2", goal: "1", leaders: "QN, QO (tbc)", timing: Whole year, links: [uses 1.1, SG 2]}
  - {number: "2.1", goal: "2", leaders: [QN], timing: Whole year, links: ["1.2", "1.1", "B:1.1"]}
  - {number: "2.2", goal: "2", leaders: Acting EU Presidency, timing: Whole year, participants: [QN]}
  - {number: "2.2", goal: "2", leaders: QO, timing: Whole year}
"""


def test_goals_and_links_follow_from_actions_without_leader() -> None:
    plan = empact.loads(SMALL, format="yaml")
    found = impact(plan, "QN", leaving=day("2031-03-01"))
    assert texts(found.without_leader) == [
        "Action 1.1 would have no leader: QN leads it alone.",
        "Action 2.1 would have no leader: QN leads it alone.",
    ]
    assert texts(found.fewer_leaders) == [
        "Action 1.2 would lose the leader QN: QO (tbc) would lead it, though this is not certain."
    ]
    assert found.goals == ()
    assert texts(found.links) == [
        "The link 'uses 1.1' of action 1.2 would be broken: no leader in action 1.1.",
        "The link '1.2' of action 2.1 would be broken: no leader in action 2.1.",
        "The link '1.1' of action 2.1 would be broken: no leader in action 2.1 and 1.1.",
    ]
    assert texts(found.fewer_participants) == ["0 of 1 known participants would be left in action 2.2."]
    one_goal = attrs.evolve(plan, actions=plan.actions[:3])
    left = impact(one_goal, "QN", leaving=day("2031-03-01"))
    assert texts(left.goals) == ["Strategic goal 2 would not be served: its only action would have no leader."]
    assert "The link 'SG 2' of action 1.2 would be broken: nobody to serve goal 2." in texts(left.links)


def test_an_action_may_lose_its_leader_later_in_the_year() -> None:
    """Cyprus holds the Presidency from July 2012."""
    plan = empact.loads(SMALL.replace("2031", "2012"), format="yaml")
    assert texts(impact(plan, "CY", leaving=day("2012-03-01")).without_leader) == [
        "Action 2.2 would have no leader from 2012-07-01: CY leads it alone then."
    ]
    assert texts(impact(plan, "DK", leaving=day("2012-08-01")).without_leader) == []


def test_an_action_has_a_leader_until_its_last_milestone() -> None:
    """The period of 5.1 ends in June; its day of action is "to be established for October/November"."""
    one_day = "Action 5.1 would have no leader: QP leads it alone."
    for leaving, led in (("2031-07-01", True), ("2031-11-30", True), ("2031-12-01", False)):
        found = impact(like_2012.PLAN, "QP", leaving=day(leaving))
        assert (one_day in texts(found.without_leader)) is led, leaving


def test_a_leader_that_nobody_knows_still_leads() -> None:
    plan = empact.loads(
        SMALL.replace("leaders: [QN], participants", "leaders: [QN, Acme], participants"), format="yaml"
    )
    found = impact(plan, "QN", leaving=day("2031-03-01"))
    assert "Action 1.1 would lose the leader QN: Acme would lead it." in texts(found.fewer_leaders)


def test_a_plan_without_a_period_changes_nothing_that_is_known() -> None:
    plan = Plan(
        id="X", provisions=(Provision(kind=PLAN_2012.provisions[0].kind, stated=PLAN_2012.provisions[0].stated),)
    )
    assert list(impact(plan, "QN", leaving=day("2031-03-01"))) == []


TWICE = """\
empact: plan/1
id: C-2031
priority: {code: C}
period: {start: 2031-01-01, end: 2031-12-31}
goals: [{number: "1"}, {number: "2"}]
actions:
  - {number: "1.1", goal: "1", leaders: [QN], links: ["C:2.1", "C:SG 2", "C-2031:1.1", "C:SG*"]}
  - {number: "1.1", goal: "1", leaders: [QO], links: ["2.1"]}
  - {number: "2.1", goal: "2", leaders: [QN]}
"""


def test_of_two_actions_with_one_number_each_has_its_own_leader() -> None:
    """The second 1.1 is led by QO, and serves goal 1."""
    found = impact(empact.loads(TWICE, format="yaml"), "QN", leaving=day("2031-03-01"))
    assert [(one.text, one.at) for one in found.without_leader] == [
        ("Action 1.1 would have no leader: QN leads it alone.", ("/actions/0/leaders/items/0",)),
        ("Action 2.1 would have no leader: QN leads it alone.", ("/actions/2/leaders/items/0",)),
    ]
    assert [(one.text, one.at) for one in found.goals] == [
        ("Strategic goal 2 would not be served: its only action would have no leader.", ("/goals/1", "/actions/2"))
    ]


def test_a_link_is_followed_whatever_it_calls_the_plan() -> None:
    """C is the plan's own priority, and C-2031 the plan; a link to all goals holds as long as one of them is served."""
    found = impact(empact.loads(TWICE, format="yaml"), "QN", leaving=day("2031-03-01"))
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
            "The link 'C-2031:1.1' of action 1.1 would be broken: no leader in action 1.1.",
            ("/actions/0/links/items/2",),
        ),
        ("The link 'C:SG*' of action 1.1 would be broken: no leader in action 1.1.", ("/actions/0/links/items/3",)),
        ("The link '2.1' of action 1.1 would be broken: no leader in action 2.1.", ("/actions/1/links/items/0",)),
    ]


GOALS = """\
empact: plan/1
id: X-2031
period: {start: 2031-01-01, end: 2031-12-31}
goals: [{number: "1"}, {number: "2"}]
actions:
  - {number: "1.1", goal: "1", leaders: [QN]}
  - {number: "1.2", goal: "1"%s}
  - {number: "2.1", goal: "2"}
"""


@pytest.mark.parametrize(
    ("other", "served"),
    [
        ("", False),  # it had no leader from the start
        (", leaders: [QN]", False),
        (", leaders: [QO]", True),
        (", leaders: [Acme]", True),  # somebody whom nobody knows may be there
        (", leaders: [Relevant MS]", True),
        (", leaders: [QO], timing: January", True),  # its work is done
        (", timing: January", False),
    ],
)
def test_a_goal_is_served_as_long_as_one_of_its_actions_is_led(other: str, *, served: bool) -> None:
    found = impact(empact.loads(GOALS % other, format="yaml"), "QN", leaving=day("2031-03-01"))
    told = "Strategic goal 1 would not be served: none of its actions would have a leader."
    assert texts(found.goals) == ([] if served else [told])


def test_a_goal_of_which_no_action_had_a_leader_is_not_lost_through_somebody() -> None:
    found = impact(empact.loads(GOALS % "", format="yaml"), "QO", leaving=day("2031-03-01"))
    assert list(found) == []


def test_a_goal_is_served_until_the_last_leader_of_its_actions_leaves() -> None:
    """Denmark holds the Presidency until June 2012, Cyprus until December, Ireland until June 2013."""
    plan = empact.loads(GOALS.replace("2031", "2012") % ", leaders: Acting EU Presidency", format="yaml")
    plan = attrs.evolve(plan, actions=plan.actions[1:])
    assert texts(impact(plan, "CY", leaving=day("2012-03-01")).goals) == [
        "Strategic goal 1 would not be served from 2012-07-01: its only action would have no leader."
    ]
    longer = empact.loads(
        (GOALS.replace("2031", "2012") % ", leaders: Acting EU Presidency").replace("end: 2012", "end: 2013"),
        format="yaml",
    )
    longer = attrs.evolve(longer, actions=longer.actions[1:])
    found = impact(longer, "CY", leaving=day("2012-03-01"))
    assert texts(found.without_leader) == ["Action 1.2 would have no leader from 2012-07-01: CY leads it alone then."]
    assert found.goals == ()


HEADS = """\
empact: plan/1
id: X-2031
period: {{start: 2031-01-01, end: 2031-12-31}}
driver: {driver}
co_drivers: {co_drivers}
"""


@pytest.mark.parametrize(
    ("driver", "co_drivers", "party", "says"),
    [
        ("[QM]", "[QP]", "QM", "QM is the driver of the plan; without it, nobody would be, and QP is still co-driver."),
        (
            "[Mossmark]",
            "[QP]",
            "QP",
            "QP is named as co-driver; without it, nobody would be, and Mossmark is still driver.",
        ),
        (
            "[QM]",
            "[QP, QN (tbc)]",
            "QP",
            "QP is named as co-driver; without it, QN (tbc) would be, and QM is still driver.",
        ),
        (
            "[QM]",
            "[QP, QN]",
            "QM",
            "QM is the driver of the plan; without it, nobody would be, and QP, QN are still co-drivers.",
        ),
        ("[QM, Acme]", "[]", "QM", "QM is the driver of the plan; without it, Acme would be."),
        ("[QM]", "[]", "QM", "QM is the driver of the plan; without it, nobody would be."),
    ],
)
def test_whoever_else_drives_the_plan_is_told(driver: str, co_drivers: str, party: str, says: str) -> None:
    plan = empact.loads(HEADS.format(driver=driver, co_drivers=co_drivers), format="yaml")
    assert texts(impact(plan, party, leaving=day("2031-03-01")).whole_plan) == [says]


DECISIONS = st.lists(
    st.builds(
        entry,
        st.just(EntryKind.DECISION),
        DAYS.map(str),
        st.sampled_from(["QN", "QP", "QQ", "Mossmark", "QZ", "All MS"]),
        verdict=st.sampled_from(list(Verdict)),
    ),
    max_size=4,
)


@FEW
@given(DECISIONS, DAYS, st.sampled_from(["QM", "QN", "QO"]))
def test_a_decision_never_changes_what_a_plan_would_be_on_a_day_before_it(
    known: list[EntryContent], on: dt.date, party: str
) -> None:
    whole = ledger(*known)
    then = impact_of_leaving(
        SESSION.context(PLAN, as_of=on, records=SESSION.records(ledger=whole.until(on))), party, leaving=on
    )
    assert (
        impact_of_leaving(SESSION.context(PLAN, as_of=on, records=SESSION.records(ledger=whole)), party, leaving=on)
        == then
    )


def test_a_decision_that_is_known_later_counts_where_it_is_asked_for() -> None:
    """QM and QN lead 3.2; QN is excluded in June, and is back in August."""
    decided = ledger(decision("2031-06-01", Verdict.EXCLUDED, "QN"), decision("2031-08-01", Verdict.READMITTED, "QN"))

    def of_3_2(on: str, as_of: str | None = None) -> list[str]:
        ctx = SESSION.context(PLAN, as_of=day(as_of or on), records=SESSION.records(ledger=decided))
        found = impact_of_leaving(ctx, "QM", leaving=day(on))
        return [one.text for one in (*found.without_leader, *found.fewer_leaders) if "Action 3.2" in one.text]

    assert of_3_2("2031-03-01") == ["Action 3.2 would lose the leader QM: QN would lead it."]
    assert of_3_2("2031-03-01", "2031-06-01") == [
        "Action 3.2 would have no leader from 2031-06-01: QM leads it alone then."
    ]
    assert of_3_2("2031-07-01") == ["Action 3.2 would have no leader: QM leads it alone."]
    assert of_3_2("2031-07-01", "2031-09-01") == [
        "Action 3.2 would have no leader from 2031-07-01: QM leads it alone then."
    ]


def test_impact_of_leaving__as_of_is_the_date_of_knowledge() -> None:
    decided = ledger(decision("2031-06-01", Verdict.EXCLUDED, "QN"))
    leaving = day("2031-03-01")
    then = impact(PLAN, "QM", leaving=leaving, ledger=decided)
    later = impact(PLAN, "QM", leaving=leaving, as_of=day("2031-06-01"), ledger=decided)
    assert "Action 3.2 would lose the leader QM: QN would lead it." in texts(then.fewer_leaders)
    assert "Action 3.2 would have no leader from 2031-06-01: QM leads it alone then." in texts(later.without_leader)
    assert (then.leaving, later.leaving) == (leaving, leaving)
    assert then == impact(PLAN, "QM", leaving=leaving, as_of=leaving, ledger=decided)
