"""The rules about ledgers where their cases do not look: several parties, decisions taken back, other spellings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.support.linear import calls

import empact
import oap_invented_2031
from empact import Config, Plan, Session
from empact.analysis import Thresholds
from empact.grammar import parse_parties
from empact.hooks import hookimpl
from empact.model import (
    EntryContent,
    EntryKind,
    Ledger,
    LedgerEntry,
    Membership,
    Parties,
    PartReply,
    Party,
    PartyKind,
    Prose,
    Ref,
    Reply,
    Unparsed,
    Verdict,
)

PLUGINS = [oap_invented_2031]
SESSION = Session(PLUGINS)
TEXT = """\
empact: plan/1
id: Q-2031
period: {start: 2031-01-01, end: 2031-12-31}
driver: QM
provisions: [{kind: exclusion, stated: section 5.3/1}]
sections: [{number: "5.3", text: The exclusion clause.}]
actions:
  - {number: "1.1", leaders: "QN, QO", participants: All MS, timing: Whole year}
  - {number: "1.2", leaders: [QN], participants: [QO], timing: March}
  - {number: "1.3", leaders: "QN, QZ (if: any operation at the border)", timing: Whole year}
"""


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def parties(text: str) -> Parties:
    return Parties(text=text, items=tuple(parse_parties(text)))


def entry(kind: EntryKind, on: str, who: str = "QN", by: str = "", **fields: Any) -> EntryContent:
    about, author = (parties(text) if text else Parties() for text in (who, by))
    return EntryContent(plan="Q-2031", kind=kind, on=day(on), parties=about, by=author, source="Invented", **fields)


def exhortation(on: str, who: str = "QN", by: str = "QM", **fields: Any) -> EntryContent:
    return entry(EntryKind.EXHORTATION, on, who, by, **fields)


def decision(on: str, who: str = "QN", verdict: Verdict = Verdict.EXCLUDED) -> EntryContent:
    return entry(EntryKind.DECISION, on, who, "COSI", verdict=verdict)


def ledger(*entries: EntryContent, plan: str = "Q-2031") -> Ledger:
    """The entries one behind the other, called e1, e2 and so on."""
    chain = [
        LedgerEntry(id=f"e{n}", digest=str(n), content=attrs.evolve(one, follows=(str(n - 1),) if n > 1 else ()))
        for n, one in enumerate(entries, 1)
    ]
    return Ledger(plan=plan, entries=tuple(chain))


def found(*entries: EntryContent, as_of: str | None = "2031-12-01", plan: str = TEXT, **thresholds: int) -> list[str]:
    session = Session(PLUGINS, config=Config(exclusion=Thresholds(**thresholds)))
    day_ = None if as_of is None else day(as_of)
    told = session.validate(
        empact.loads(plan, format="yaml"), as_of=day_, select="OAP8", records=session.records(ledger=ledger(*entries))
    )
    by_hand = "OAP832"  # the entries of these tests have no digests
    return [f"{one.place.subject} {one.code} {one.message}" for one in told if one.code != by_hand]


def judged(*entries: EntryContent, **options: Any) -> list[str]:
    """The findings, without those that an exhortation was not answered."""
    return [one for one in found(*entries, **options) if "asks for an answer" not in one]


def left(*entries: EntryContent, **options: Any) -> list[str]:
    """The findings about what a decision leaves in the plan."""
    return [one for one in found(*entries, **options) if one.split()[1] in {"OAP804", "OAP805", "OAP806"}]


EVIDENCE = (
    entry(EntryKind.COMMITMENT, "2031-01-20", due=day("2031-03-31"), actions=(Ref(action="1.1"),)),
    exhortation("2031-04-15", "Nettlemark", "Mossmark", due=day("2031-04-15")),
    exhortation("2031-05-15", due=day("2031-05-15")),
    entry(EntryKind.JEOPARDY, "2031-06-10", by="QM"),
)
OPEN = (
    "Q-2031:e1 OAP810 A commitment of 20 January 2031 was due on 31 March 2031, but no entry says that QN has met it "
    "by {}."
)
COMPLETE = (
    "Q-2031:e4 OAP801 The ledger has evidence about QN for all three conditions of the exclusion clause, "
    "but no decision."
)


# Evidence that is complete


def test_evidence_is_complete_at_a_date_and_not_without_one() -> None:
    assert judged(*EVIDENCE) == [COMPLETE, OPEN.format("1 December 2031")]
    assert judged(*EVIDENCE, as_of="2031-06-09") == [OPEN.format("9 June 2031")]
    assert found(*EVIDENCE, as_of=None) == []


def test_a_plan_without_the_clause_excludes_nobody() -> None:
    assert judged(*EVIDENCE, plan=TEXT.replace("kind: exclusion", "kind: account")) == [OPEN.format("1 December 2031")]


def test_a_project_may_ask_for_more_exhortations() -> None:
    assert judged(*EVIDENCE, exhortations=3) == [OPEN.format("1 December 2031")]
    assert judged(*EVIDENCE, exhortations=2, days=250) == [OPEN.format("1 December 2031")]


def complete(*entries: EntryContent, as_of: str = "2031-12-01") -> list[str]:
    return [one for one in found(*entries, as_of=as_of) if "OAP801" in one]


def test_any_decision_ends_it_until_there_is_newer_evidence() -> None:
    retained = decision("2031-07-01", verdict=Verdict.RETAINED)
    assert complete(*EVIDENCE, retained) == []
    again = entry(EntryKind.JEOPARDY, "2031-08-01", by="QM")
    newer = COMPLETE.replace("e4", "e6").replace("no decision", "no decision since 1 July 2031")
    assert complete(*EVIDENCE, retained, again) == [newer]


def test_a_commitment_whose_day_passes_after_the_decision_is_newer_evidence() -> None:
    later = attrs.evolve(EVIDENCE[0], due=day("2031-09-30"))
    known = (later, *EVIDENCE[1:], decision("2031-07-01", verdict=Verdict.RETAINED))
    assert complete(*known, as_of="2031-09-30") == []
    assert complete(*known, as_of="2031-10-01") == [COMPLETE.replace("no decision", "no decision since 1 July 2031")]


def test_a_commitment_that_was_met_late_is_no_newer_evidence_than_that_it_was_not_met() -> None:
    met = entry(EntryKind.ANSWER, "2031-08-01", by="QN", reply=Reply.MET, replies_to=("e1",))
    assert complete(*EVIDENCE, decision("2031-07-01", verdict=Verdict.RETAINED), met) == []


def test_evidence_that_was_recorded_by_mistake_is_none() -> None:
    wrong = entry(EntryKind.CORRECTION, "2031-08-01", "", replies_to=("e4",))
    assert complete(*EVIDENCE, wrong) == []
    assert complete(*EVIDENCE, wrong, as_of="2031-07-31") == [COMPLETE]


def test_nobody_asks_for_a_decision_about_who_is_excluded_already() -> None:
    more = entry(EntryKind.JEOPARDY, "2031-08-01", by="QM")
    assert not any("OAP801" in one for one in found(*EVIDENCE, decision("2031-07-01"), more))


def test_an_agency_is_never_asked_about() -> None:
    agency = tuple(attrs.evolve(one, parties=parties("QZ")) for one in EVIDENCE)
    assert [one for one in found(*agency) if "OAP801" in one] == []


class _Leaver:
    """A plugin with an invented state that is a member until the middle of 2032."""

    @hookimpl
    def empact_parties(self) -> Iterable[Party]:
        member = Membership(since=day("2031-01-01"), until=day("2032-06-30"))
        yield Party(code="QT", kind=PartyKind.MEMBER_STATE, name="Thornmark (invented)", memberships=(member,))


def test_who_leaves_the_union_after_the_plan_is_still_asked_about() -> None:
    leaver = tuple(attrs.evolve(one, parties=parties("QT")) for one in EVIDENCE)
    plan, session = empact.loads(TEXT, format="yaml"), Session([*PLUGINS, _Leaver()])
    told = session.validate(
        plan, as_of=day("2035-11-25"), select="OAP801", records=session.records(ledger=ledger(*leaver))
    )
    assert [f"{one.place.subject} {one.code} {one.message}" for one in told] == [COMPLETE.replace("QN", "QT")]


# Decisions


def test_an_exhortation_by_somebody_else_or_afterwards_is_none_before_the_decision() -> None:
    says = (
        "Q-2031:{} OAP802 QN is excluded on 1 July 2031, but the ledger has no exhortation by the Driver that failed "
        "before that day."
    )
    assert says.format("e2") in found(exhortation("2031-04-15", by="QZ"), decision("2031-07-01"))
    assert says.format("e1") in found(decision("2031-07-01"), exhortation("2031-08-01"))
    assert says.format("e2") in found(exhortation("2031-07-01"), decision("2031-07-01"))
    asked = exhortation("2031-06-29", due=day("2031-06-30"))
    assert not any("OAP802" in one for one in found(decision("2031-07-01"), asked, exhortations=1))


def test_an_exhortation_that_had_success_is_none_before_the_decision() -> None:
    met = entry(EntryKind.ANSWER, "2031-05-01", by="QN", reply=Reply.MET, replies_to=("e1",))
    asked = exhortation("2031-04-15", due=day("2031-04-30"))
    assert any("OAP802" in one for one in found(asked, met, decision("2031-07-01"), exhortations=1))
    late = attrs.evolve(met, on=day("2031-07-02"))
    assert not any("OAP802" in one for one in found(asked, decision("2031-07-01"), late, exhortations=1))


def test_an_exclusion_that_is_over_is_told_no_more() -> None:
    for who in ("QN", "QZ", "QM"):
        known = decision("2031-07-01", who), decision("2031-09-01", who, Verdict.READMITTED)
        assert found(*known[:1]) != []
        assert judged(*known) == [], who


def test_fewer_exhortations_than_the_project_asks_for_are_told() -> None:
    (two_of_three,) = (one for one in found(*EVIDENCE, decision("2031-07-01"), exhortations=3) if "OAP802" in one)
    assert two_of_three == (
        "Q-2031:e5 OAP802 QN is excluded on 1 July 2031, but the ledger has only 2 of 3 exhortations by the Driver "
        "that failed before that day."
    )


def test_a_decision_about_somebody_unknown_excludes_nobody_and_is_told() -> None:
    told = found(exhortation("2031-04-15", "Atlantis"), decision("2031-07-01", "Atlantis"))
    assert [one for one in told if "e2" in one] == [
        "Q-2031:e2 OAP803 Atlantis can't be excluded, so the decision has no effect: it is an unknown party."
    ]


def test_a_decision_that_is_taken_back_the_same_day_is_told_no_more() -> None:
    wrong = decision("2031-07-01", "QZ")
    assert any("OAP803" in one for one in found(wrong))
    assert found(wrong, decision("2031-07-01", "QZ", Verdict.READMITTED)) == []


def test_a_co_driver_is_missed_as_well() -> None:
    told = found(decision("2031-07-01", "QQ"), plan=TEXT.replace("driver: QM", "driver: QM\nco_drivers: [QQ]"))
    assert "Q-2031:e1 OAP806 QQ, a co-driver of the plan, is excluded on 1 July 2031." in told


# What a decision leaves in the plan

OUT = (exhortation("2031-04-15", "QN, QO"), decision("2031-07-01"))


def test_an_action_that_is_over_may_keep_the_name() -> None:
    assert left(*OUT) == [
        ("Q-2031:1.1 OAP804 Action 1.1 names QN as leader, but QN has been excluded since 1 July 2031."),
        ("Q-2031:1.3 OAP804 Action 1.3 names QN as leader, but QN has been excluded since 1 July 2031."),
    ]


def test_a_decision_after_the_end_of_the_plan_concerns_no_action() -> None:
    assert left(exhortation("2031-04-15"), decision("2032-02-01"), as_of="2032-03-01") == []


def test_two_excluded_leaders_leave_an_action_alone_from_the_later_day_on() -> None:
    told = found(*OUT, decision("2031-09-01", "Ottermark"))
    assert [one for one in told if "1.1" in one] == [
        "Q-2031:1.1 OAP805 Action 1.1 has no leader from 1 September 2031: QN and QO are excluded."
    ]


def test_a_conditional_leader_is_a_leader() -> None:
    assert not any("OAP805" in one for one in found(*OUT))


def test_who_comes_back_is_missed_no_more() -> None:
    alone = TEXT.replace('"QN, QO"', "[QN]")
    assert any("OAP805" in one for one in found(*OUT, plan=alone, as_of="2031-08-31"))
    back = decision("2031-09-01", verdict=Verdict.READMITTED)
    assert found(*OUT, back, plan=alone) == []
    again = found(*OUT, back, decision("2031-11-01"), plan=alone)
    assert "Q-2031:1.1 OAP805 Action 1.1 has no leader from 1 November 2031: QN is excluded." in again


def test_two_actions_with_one_number_are_told_apart() -> None:
    twice = TEXT + '  - {number: "1.1", leaders: [QP], timing: Whole year}\n'
    told = found(*OUT, decision("2031-09-01", "QO"), plan=twice)
    assert [one for one in told if "OAP805" in one] == [
        "Q-2031:1.1 OAP805 Action 1.1 has no leader from 1 September 2031: QN and QO are excluded."
    ]


def test_those_who_cooperate_are_named_too() -> None:
    partner = TEXT.replace('"QN, QO"', '"QP, in cooperation with QN"')
    assert left(*OUT, plan=partner)[0] == (
        "Q-2031:1.1 OAP804 Action 1.1 names QN as cooperating party, but QN has been excluded since 1 July 2031."
    )


# The ledger itself


def test_a_commitment_to_an_action_of_another_plan_is_not_looked_at() -> None:
    other = Ref(plan="R-2031", action="9.9")
    assert found(entry(EntryKind.COMMITMENT, "2031-01-20", actions=(other,))) == []
    both = other, Ref(plan="Q-2031", action="1.1"), Ref(goal="1")
    assert found(entry(EntryKind.COMMITMENT, "2031-01-20", "", "QN", actions=both)) == [
        "Q-2031:e1 OAP807 The commitment of 20 January 2031 by QN names SG 1, which is not an action of Q-2031."
    ]


def test_an_entry_that_is_dated_before_what_it_answers_is_told_whatever_is_known() -> None:
    early = entry(EntryKind.ANSWER, "2031-04-02", "", "QN", replies_to=("e2",))
    told = "Q-2031:e1 OAP808 An answer of 2 April 2031 refers to an exhortation of 15 April 2031, which is later."
    assert found(early, exhortation("2031-04-15")) == [told]
    assert found(early, exhortation("2031-04-15"), as_of="2031-04-10") == [told]


def test_each_of_those_who_were_asked_has_to_answer() -> None:
    asked = exhortation("2031-04-15", "QN, QO, QP", due=day("2031-05-01"))
    answer = entry(EntryKind.ANSWER, "2031-04-20", "", "Ottermark", reply=Reply.UNDERWAY, replies_to=("e1",))
    assert found(asked, answer) == [
        (
            "Q-2031:e1 OAP810 An exhortation of 15 April 2031 asks for an answer by 1 May 2031, but QN and QP have not "
            "answered by 1 December 2031."
        )
    ]
    for_all = entry(EntryKind.ANSWER, "2031-04-20", "QN, QP", "QM", replies_to=("e1",))
    assert found(asked, answer, for_all) == []
    assert found(asked, answer, as_of="2031-05-01") == []


def test_entries_about_another_plan_are_none_of_this_one() -> None:
    plan = empact.loads(TEXT, format="yaml")
    entries = [attrs.evolve(one, plan="R-2031") for one in OUT]
    other = ledger(*entries, plan="R-2031")
    assert (
        list(SESSION.validate(plan, as_of=day("2031-12-01"), select="OAP8", records=SESSION.records(ledger=other)))
        == []
    )


def test_a_commitment_is_open_until_an_entry_says_that_it_was_met() -> None:
    asked = EVIDENCE[0]
    underway = entry(EntryKind.ANSWER, "2031-03-20", by="QN", reply=Reply.UNDERWAY, replies_to=("e1",))
    met = attrs.evolve(underway, on=day("2031-05-02"), reply=Reply.MET)
    assert found(asked, as_of="2031-03-31") == []
    assert found(asked, underway, as_of="2031-04-01") == [OPEN.format("1 April 2031")]
    assert found(asked, underway, met) == []
    assert found(asked, entry(EntryKind.CORRECTION, "2031-03-01", "", replies_to=("e1",))) == []


def test_names_that_mean_nobody_are_told_with_their_place() -> None:
    told = found(
        entry(
            EntryKind.JEOPARDY,
            "2031-06-10",
            "QN, in cooperation with Pebbelmark",
            "Mosmark",
            actions=(Ref(action="9.9"),),
        ),
        entry(EntryKind.CONTACT, "2031-06-11", "Presidency, Relevant MS", actions=(Ref(plan="R-2031", action="9.9"),)),
    )
    assert sorted(told) == [
        "Q-2031:e1 OAP811 A finding of jeopardy of 10 June 2031 names 9.9, which is not an action of Q-2031.",
        "Q-2031:e1 OAP811 Unknown party 'Mosmark' in a finding of jeopardy of 10 June 2031.",
        "Q-2031:e1 OAP811 Unknown party 'Pebbelmark' in a finding of jeopardy of 10 June 2031.",
    ]


def test_words_that_are_no_parties_are_told() -> None:
    unparsed = Parties(text="QN ((", items=(*parse_parties("QN"), Unparsed(text="((")))
    told = found(attrs.evolve(entry(EntryKind.CONTACT, "2031-06-11"), parties=unparsed))
    assert told == ["Q-2031:e1 OAP811 Cannot read the party '((' in a contact of 11 June 2031."]


def test_a_name_that_the_plan_has_is_taken_as_it_is() -> None:
    plan = TEXT.replace("participants: [QO]", "participants: [Coast patrol]")
    assert found(entry(EntryKind.CONTACT, "2031-06-11", "Coast patrol"), plan=plan) == []


def test_decisions_that_do_not_fit_those_before_are_told() -> None:
    back = decision("2031-09-01", verdict=Verdict.READMITTED)
    assert found(back) == [
        "Q-2031:e1 OAP808 The decision of 1 September 2031 readmits QN, but no decision excludes it."
    ]
    kept = found(exhortation("2031-04-15"), decision("2031-07-01"), decision("2031-08-01", verdict=Verdict.RETAINED))
    assert (
        "Q-2031:e3 OAP808 The decision of 1 August 2031 keeps QN, but QN has been excluded since 1 July 2031." in kept
    )


def test_decisions_of_a_fork_that_contradict_each_other_are_told() -> None:
    """Two copies of a ledger, each with a decision of that day, put together again: only their names order them."""
    asked = exhortation("2031-04-15")
    out, kept = decision("2031-07-01"), decision("2031-07-01", verdict=Verdict.RETAINED)
    chain = ledger(asked, kept, out)
    fork = attrs.evolve(
        chain, entries=[attrs.evolve(one, content=attrs.evolve(one.content, follows=("1",))) for one in chain]
    )
    says = "Two decisions of 1 July 2031 about QN differ, and neither was added after the other."
    plan = empact.loads(TEXT, format="yaml")
    for known, times in ((chain, 0), (fork, 1)):
        told = SESSION.validate(plan, as_of=day("2031-12-01"), select="OAP808", records=SESSION.records(ledger=known))
        assert [one.message for one in told] == [says] * times


def test_decisions_of_one_day_stay_in_order_at_every_date_of_knowledge() -> None:
    """What was recorded between them is dated later."""
    between = entry(EntryKind.CONTACT, "2031-09-05")
    known = (
        exhortation("2031-04-15"),
        decision("2031-07-01"),
        between,
        decision("2031-07-01", verdict=Verdict.READMITTED),
    )
    for as_of in ("2031-07-01", "2031-08-01", "2031-12-01"):
        assert judged(*known, as_of=as_of) == [], as_of


def test_a_copy_of_a_decision_changes_nothing_and_a_decision_may_rest_on_a_correction() -> None:
    back = ledger(exhortation("2031-04-15"), decision("2031-07-01"), decision("2031-09-01", verdict=Verdict.READMITTED))
    copied = attrs.evolve(back, entries=[*back.entries, attrs.evolve(back.entries[-1], id="e3 (1)")])
    plan = empact.loads(TEXT, format="yaml")
    told = SESSION.validate(plan, as_of=day("2031-12-01"), select="OAP8", records=SESSION.records(ledger=copied))
    assert [one.code for one in told] == ["OAP812"]
    wrong = entry(EntryKind.CORRECTION, "2031-06-20", "", replies_to=("e1",))
    rests = attrs.evolve(decision("2031-07-01", verdict=Verdict.RETAINED), replies_to=("e2",))
    assert found(exhortation("2031-04-15"), wrong, rests) == []


def test_who_is_excluded_owes_nothing_any_more() -> None:
    due = entry(EntryKind.COMMITMENT, "2031-01-20", due=day("2031-08-31"), actions=(Ref(action="1.1"),))
    told = found(due, exhortation("2031-04-15"), decision("2031-07-01"))
    assert not any("OAP810" in one for one in told)


def test_without_a_period_an_excluded_party_is_still_told_where_it_is_named() -> None:
    plan = TEXT.replace("period: {start: 2031-01-01, end: 2031-12-31}\n", "")
    told = found(exhortation("2031-04-15"), decision("2031-07-01"), plan=plan)
    assert [one.split()[1] for one in told if "OAP804" in one] == ["OAP804", "OAP804", "OAP804"]
    assert any("OAP806" in one for one in found(decision("2031-07-01", "QM"), plan=plan))


def test_an_exhortation_by_a_slip_of_the_name_is_told() -> None:
    assert found(exhortation("2031-04-15", by="QR")) == [
        ("Q-2031:e1 OAP813 An exhortation of 15 April 2031 is by QR, but only exhortations by the Driver (QM) count.")
    ]
    two = TEXT.replace("driver: QM", "driver: QM\nco_drivers: [QQ]")
    assert found(exhortation("2031-04-15", by="QQ"), plan=two) == []


def test_an_unknown_name_is_told_in_every_decision() -> None:
    told = found(decision("2031-07-01", "Grece", Verdict.RETAINED))
    assert told == ["Q-2031:e1 OAP811 Unknown party 'Grece' in a decision of 1 July 2031."]


def test_a_correction_of_a_decision_is_told() -> None:
    told = found(*OUT, entry(EntryKind.CORRECTION, "2031-08-01", "", replies_to=("e2",)))
    assert (
        "Q-2031:e3 OAP808 A correction of 1 August 2031 corrects a decision, but only another decision can reverse it."
        in told
    )


def test_several_ledgers_of_one_plan_are_one() -> None:
    plan = empact.loads(TEXT, format="yaml")
    first, second = ledger(OUT[0]), Ledger(plan="Q-2031", entries=ledger(*OUT).entries[1:])
    told = SESSION.validate(
        plan, as_of=day("2031-12-01"), select="OAP8", records=SESSION.records(ledger=[first, second])
    )
    whole = SESSION.validate(plan, as_of=day("2031-12-01"), select="OAP8", records=SESSION.records(ledger=ledger(*OUT)))
    assert list(told) == list(whole) != []


# Laws


@pytest.mark.parametrize("as_of", ["2031-03-31", "2031-04-15", "2031-06-30", "2031-07-01", "2031-08-31", "2031-09-01"])
def test_what_is_dated_later_changes_no_finding(as_of: str) -> None:
    whole = (*EVIDENCE, decision("2031-07-01"), decision("2031-09-01", verdict=Verdict.READMITTED))
    known = [one for one in whole if one.on <= day(as_of)]
    assert found(*whole, as_of=as_of) == found(*known, as_of=as_of)


def test_an_exclusion_does_not_change_who_has_drafted_the_plan() -> None:
    plan = empact.loads(TEXT.replace("driver: QM", "driver: QM\ndrafters: [QN, QM]"), format="yaml")
    alone = {}
    for name, known in (("plain", ()), ("decided", ledger(decision("2031-01-01")))):
        told = SESSION.validate(
            plan, as_of=day("2031-12-01"), select=["OAP414", "OAP415"], records=SESSION.records(ledger=known)
        )
        alone[name] = [one.message for one in told]
    assert alone["plain"] == alone["decided"] != []


# The cost


ASKS = {EntryKind.COMMITMENT, EntryKind.EXHORTATION, EntryKind.REMINDER}


def many(plan: Plan, count: int) -> Ledger:
    codes = ["QN", "QO", "QP", "QQ", "QR", "QX", "QZ", "QY"]
    kinds = [EntryKind.COMMITMENT, EntryKind.EXHORTATION, EntryKind.JEOPARDY, EntryKind.ANSWER, EntryKind.REMINDER]
    entries = [
        entry(
            kinds[n % 5],
            str(day("2031-01-01") + dt.timedelta(days=n * 300 // count)),
            codes[n % 8],
            "QM",
            due=day("2031-12-31") if kinds[n % 5] in ASKS else None,
            actions=(Ref(action="1.1"),),
            replies_to=(f"e{n}",) if n else (),
        )
        for n in range(count)
    ]
    assert plan.id == "Q-2031"
    return ledger(*entries)


def took(plan: Plan, known: Ledger) -> int:
    """How many functions are called to check a plan with what is recorded about it."""
    return calls(
        lambda: SESSION.validate(plan, as_of=day("2031-12-01"), select="OAP8", records=SESSION.records(ledger=known))
    )


@pytest.mark.one_python
def test_twice_the_entries_take_twice_the_work() -> None:
    plan = empact.loads(TEXT, format="yaml")
    few, more = (many(plan, count) for count in (500, 1000))
    took(plan, few)  # what is made once
    assert took(plan, more) / took(plan, few) == pytest.approx(2, abs=0.2)


@pytest.mark.parametrize("kind", EntryKind)
def test_no_kind_of_entry_makes_a_rule_stop(kind: EntryKind) -> None:
    needed: dict[str, Any] = {"verdict": Verdict.EXCLUDED, "lost": ("0" * 64,), "due": dt.date(2031, 6, 30)}
    needed |= {"actions": (Ref(action="9.9"),), "part": PartReply.CONFIRMED}
    fields = {field: value for field, value in needed.items() if field in kind.facts.needs}
    said = {"text": Prose(text="A slip."), "replies_to": ("e1", "e7")}
    bare = entry(kind, "2031-05-01", "" if kind.facts.by_one else "Relevant MS", "Acme", **fields, **said)
    assert not any("OAP902" in one for one in found(bare, bare))


def test_entry_personal_data__masks_what_other_findings_about_the_entry_quote(tmp_path: Path) -> None:
    """A party that nobody knows is quoted; the file is not a report, and is searched as one."""
    text = (
        "empact: ledger/1\nplan: Q-2031\nkind: commitment\non: 2031-02-01\nby: QN\nactions: ['1.1']\n"
        "parties: desk@clocks.example\ntext: two officers\nsource: Invented\n"
    )
    folder = tmp_path / "Q-2031"
    folder.mkdir()
    (folder / "2031-02-01-commitment-QN.yaml").write_text(text, encoding="utf-8")
    plan = empact.loads(
        "empact: plan/1\nid: Q-2031\nactions: [{number: '1.1', leaders: QN, activity: Watch.}]\n", format="yaml"
    )
    session = empact.default_session()
    records = session.records(ledger=tmp_path)
    findings = session.validate(plan, records=records)
    assert {finding.code for finding in findings} >= {"OAP811", "OAP835"}
    shown = (str(findings), *(session.format(findings, to, plan, *records.readings) for to in ("text", "json")))
    assert not [one for one in shown if "clocks.example" in one]
