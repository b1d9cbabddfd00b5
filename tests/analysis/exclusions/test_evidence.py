"""What counts as evidence under the exclusion clause, and what a recorded decision does; all with invented states."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from tests.support.invented import (
    PLAN,
    SESSION,
    STATES,
    TEXT,
    answer,
    day,
    decision,
    dossier,
    entry,
    exhortation,
    found,
    ledger,
)

import empact
from empact import EntryError
from empact.analysis import Criterion, EvidenceState, Statement, overlaps, workload
from empact.analysis.involvement.absences import absences
from empact.cli.app import main
from empact.model import EntryContent, EntryKind, Prose, Ref, Reply, Span

NONE, PARTLY, CONTESTED, COMPLETE = EvidenceState
BOTH = (Ref(action="2.2"), Ref(action="5.2"))


def actions(*numbers: str) -> tuple[Ref, ...]:
    return tuple(Ref(action=number) for number in numbers)


def commitment(*numbers: str, due: str | None = "2031-03-31", who: str = "QN") -> EntryContent:
    day_ = None if due is None else day(due)
    return entry(EntryKind.COMMITMENT, "2031-01-20", who, due=day_, actions=actions(*numbers))


def jeopardy(by: str = "QM", on: str = "2031-06-10") -> EntryContent:
    return entry(EntryKind.JEOPARDY, on, "QN", by)


def texts(statements: tuple[Statement, ...]) -> list[str]:
    return [one.text for one in statements]


def criterion(index: int, *entries: EntryContent, as_of: str = "2031-12-01", **thresholds: Any) -> Criterion:
    return dossier(as_of, *entries, **thresholds).criteria[index]


# (a) commitments


def test_commitments__each_action_is_judged_on_its_own() -> None:
    met = answer("2031-03-20", Reply.MET, "e1", actions=actions("5.2"))
    of = criterion(0, commitment("2.2", "5.2"), met)
    assert texts(of.evidence) == [
        "The commitment of 2031-01-20 was due on 2031-03-31, and no entry says that it was met for 2.2."
    ]
    assert texts(of.against) == ["The commitment of 2031-01-20 is reported as met for 5.2 on 2031-03-20."]
    assert of.state is CONTESTED


def test_commitments__met_late_for_one_action_and_never_for_another() -> None:
    late = answer("2031-05-20", Reply.MET, "e1", actions=actions("5.2"))
    of = criterion(0, commitment("2.2", "5.2"), late)
    assert texts(of.evidence) == [
        "The commitment of 2031-01-20 was due on 2031-03-31, but was reported as met for 5.2 only on 2031-05-20.",
        "The commitment of 2031-01-20 was due on 2031-03-31, and no entry says that it was met for 2.2.",
    ]
    assert [one.entries for one in of.evidence] == [("e1", "e2"), ("e1",)]


def test_commitments__met_in_time_for_one_action_and_late_for_the_other() -> None:
    early = answer("2031-03-20", Reply.MET, "e1", actions=actions("5.2"))
    late = answer("2031-05-20", Reply.MET, "e1", actions=actions("2.2"))
    of = criterion(0, commitment("2.2", "5.2"), early, late)
    assert texts(of.evidence) == [
        "The commitment of 2031-01-20 was due on 2031-03-31, but was reported as met for 2.2 only on 2031-05-20."
    ]


def test_commitments__met_late_as_a_whole_is_contested_and_not_never_met() -> None:
    of = criterion(0, commitment("2.2", "5.2"), answer("2031-05-20", Reply.MET, "e1"))
    assert texts(of.evidence) == [
        "The commitment of 2031-01-20 was due on 2031-03-31, but was reported as met only on 2031-05-20."
    ]
    assert texts(of.against) == ["The commitment of 2031-01-20 is reported as met on 2031-05-20."]
    assert of.state is CONTESTED


@pytest.mark.parametrize(
    ("numbers", "reported", "says"),
    [
        ((), ("5.2",), "met as a whole"),  # which actions it covers is not known
        (("2.2",), ("5.2",), "met for 2.2"),  # the report is about another action
        (("2.2",), (), None),
    ],
)
def test_commitments__a_report_about_another_action_says_nothing_of_this_one(
    numbers: tuple[str, ...], reported: tuple[str, ...], says: str | None
) -> None:
    met = answer("2031-03-20", Reply.MET, "e1", actions=actions(*reported))
    of = criterion(0, commitment(*numbers), met)
    start = "The commitment of 2031-01-20 was due on 2031-03-31, and no entry says that it was "
    assert texts(of.evidence) == ([] if says is None else [f"{start}{says}."])
    where = "" if says is None else f" for {reported[0]}"
    assert texts(of.against) == [f"The commitment of 2031-01-20 is reported as met{where} on 2031-03-20."]


def test_commitments__without_the_other_side_are_recorded() -> None:
    of = criterion(0, commitment("2.2"))
    assert (of.state, of.against) == (COMPLETE, ())


def test_commitments__that_are_not_due_yet_are_neither_side() -> None:
    of = criterion(0, commitment("2.2"), commitment("5.2", due="2031-12-31"))
    assert (of.state, of.against) == (COMPLETE, ())
    assert "The commitment of 2031-01-20 is not due until 2031-12-31." in texts(of.missing)


def test_commitments__an_entry_can_say_that_one_was_not_met() -> None:
    not_met = entry(EntryKind.ACCOUNT, "2031-02-10", "QN", "QM", reply=Reply.NOT_MET, replies_to=("e1",))
    of = criterion(0, commitment("2.2", due=None), not_met)
    assert texts(of.evidence) == ["The commitment of 2031-01-20 is reported as not met on 2031-02-10 by QM."]
    assert of.state is COMPLETE


def test_obligation_unanswered__is_reported_for_each_action() -> None:
    met = answer("2031-03-20", Reply.MET, "e1", who="QN", actions=actions("5.2"))
    both = commitment("2.2", "5.2", who="QN, QO")
    assert [one for one in found(both, met) if "OAP810" in one] == [
        (
            "Q-2031:e1 OAP810 A commitment of 20 January 2031 was due on 31 March 2031, but no entry says that QN has "
            "met it for 2.2 by 1 December 2031."
        ),
        (
            "Q-2031:e1 OAP810 A commitment of 20 January 2031 was due on 31 March 2031, but no entry says that QO has "
            "met it by 1 December 2031."
        ),
    ]


PROMISE = "The commitment of 2031-01-20"
MET_WHEN_ASKED = f"{PROMISE} is reported as met on 2031-{{}}, in answer to the exhortation of 2031-02-01."
NAMES_NONE = "The exhortation of 2031-02-01, which names no commitment, is answered on 2031-03-20: met."
OVERDUE = f"{PROMISE} was due on 2031-03-31, and no entry says that it was met"


def exhorted(*numbers: str, names: bool = True, due: str = "2031-06-01") -> EntryContent:
    to = ("e1",) if names else ()
    return exhortation("2031-02-01", actions=actions(*numbers), replies_to=to, due=day(due))


@pytest.mark.parametrize(
    ("asked", "met", "evidence", "against", "state"),
    [
        (exhorted(), answer("2031-03-20", Reply.MET, "e2"), [], [MET_WHEN_ASKED.format("03-20")], NONE),
        (
            exhorted(),
            answer("2031-05-20", Reply.MET, "e2"),
            [f"{PROMISE} was due on 2031-03-31, but was reported as met only on 2031-05-20."],
            [MET_WHEN_ASKED.format("05-20")],
            CONTESTED,
        ),
        (  # it asks for 2.2 only, so "met" is about 2.2 only
            exhorted("2.2"),
            answer("2031-03-20", Reply.MET, "e2"),
            [f"{OVERDUE} for 5.2."],
            [f"{PROMISE} is reported as met for 2.2 on 2031-03-20, in answer to the exhortation of 2031-02-01."],
            CONTESTED,
        ),
        (exhorted(names=False), answer("2031-03-20", Reply.MET, "e2"), [f"{OVERDUE}."], [NAMES_NONE], CONTESTED),
        (exhorted("3.1", names=False), answer("2031-03-20", Reply.MET, "e2"), [f"{OVERDUE}."], [], COMPLETE),
        (exhorted(), answer("2031-03-20", Reply.UNDERWAY, "e2"), [f"{OVERDUE}."], [], COMPLETE),
    ],
)
def test_commitments__met_in_answer_to_an_exhortation_is_against(
    asked: EntryContent, met: EntryContent, evidence: list[str], against: list[str], state: EvidenceState
) -> None:
    of = criterion(0, commitment("2.2", "5.2"), asked, met)
    assert (texts(of.evidence), texts(of.against), of.state) == (evidence, against, state)


def test_obligation_unanswered__a_commitment_that_is_met_in_answer_to_an_exhortation_is_met() -> None:
    entries = commitment("2.2"), exhorted(), answer("2031-05-20", Reply.MET, "e2")
    assert any("no entry says that QN has met it" in finding for finding in found(*entries[:2]))
    assert not any("no entry says" in finding for finding in found(*entries))


# (b) exhortations


@pytest.mark.parametrize("as_of", ["2031-06-02", "2031-12-01", "2041-01-01"])
@pytest.mark.parametrize("thresholds", [{}, {"days": 10}, {"exhortations": 1, "days": 1}])
def test_exhortations__time_alone_never_makes_one_unsuccessful(as_of: str, thresholds: dict[str, int]) -> None:
    of = criterion(1, exhortation("2031-06-01"), as_of=as_of, **thresholds)
    assert (of.state, of.evidence, of.against) == (NONE, (), ())
    assert texts(of.missing)[1:] == [
        "The Driver exhorts QN on 2031-06-01; it sets no day, and no entry says that it failed."
    ]


def test_exhortations__the_day_that_one_sets_has_to_pass_unfulfilled() -> None:
    asked = exhortation("2031-06-01", due=day("2031-06-15"))
    before, after = (criterion(1, asked, as_of=day_) for day_ in ("2031-06-15", "2031-06-16"))
    assert (before.state, before.against) == (NONE, ())
    assert texts(before.missing)[1:] == [
        "The Driver exhorts QN on 2031-06-01, with a deadline of 2031-06-15; the deadline has not passed."
    ]
    assert (after.state, len(after.evidence)) == (PARTLY, 1)
    met = answer("2031-06-15", Reply.MET, "e1")
    assert criterion(1, asked, met).state is NONE


@pytest.mark.parametrize("reply", [Reply.NOT_MET, Reply.DECLINED])
def test_exhortations__an_entry_can_say_that_one_had_no_success(reply: Reply) -> None:
    said = answer("2031-06-20", reply, "e1", who="QN", by="QM")
    of = criterion(1, exhortation("2031-06-01"), said, exhortations=1)
    assert texts(of.evidence) == [
        "The Driver exhorts QN on 2031-06-01.",
        f"The exhortation of 2031-06-01 is answered on 2031-06-20 by QM: {reply.value.replace('-', ' ')}.",
    ]
    assert of.state is COMPLETE


def test_exhortations__what_an_entry_says_about_the_commitment_is_shown() -> None:
    said = answer("2031-06-20", Reply.DECLINED, "e1")
    of = criterion(1, commitment("2.2"), exhortation("2031-06-01", replies_to=("e1",)), said, exhortations=1)
    assert texts(of.evidence) == [
        "The Driver exhorts QN on 2031-06-01.",
        "What the exhortation of 2031-06-01 asks for is reported as declined on 2031-06-20.",
    ]
    assert [one.entries for one in of.evidence] == [("e2",), ("e2", "e3")]


def test_exhortations__are_judged_for_each_action() -> None:
    asked = exhortation("2031-06-01", actions=BOTH, due=day("2031-06-15"))
    met = answer("2031-06-10", Reply.MET, "e1", actions=actions("5.2"))
    of = criterion(1, asked, met, exhortations=1)
    assert texts(of.evidence) == [
        (
            "The Driver exhorts QN on 2031-06-01 about 2.2, 5.2, with a deadline of 2031-06-15; "
            "no entry says that it was met for 2.2."
        )
    ]
    assert texts(of.against) == ["The exhortation of 2031-06-01 is answered for 5.2 on 2031-06-10: met."]
    assert of.state is CONTESTED


def test_exhortations__a_part_that_was_met_on_the_commitment_is_shown() -> None:
    asked = exhortation("2031-06-01", replies_to=("e1",), due=day("2031-06-15"))
    met = answer("2031-06-10", Reply.MET, "e1", actions=actions("5.2"))
    of = criterion(1, commitment("2.2", "5.2"), asked, met, exhortations=1)
    assert texts(of.against) == [
        "What the exhortation of 2031-06-01 asks for is reported as met for 5.2 on 2031-06-10."
    ]
    assert of.state is CONTESTED


def test_exhortations__what_was_met_before_is_not_said_to_be_open() -> None:
    made = commitment("2.2", "5.2", due=None)
    asked = exhortation("2031-06-01", replies_to=("e1",), due=day("2031-06-15"))
    part = answer("2031-05-10", Reply.MET, "e1", actions=actions("5.2"))
    start = "The Driver exhorts QN on 2031-06-01, with a deadline of 2031-06-15; "
    of = criterion(1, made, asked, part, exhortations=1)
    assert texts(of.evidence) == [f"{start}no entry says that it was met for 2.2, and no answer is recorded."]
    assert texts(of.against) == [
        "What the exhortation of 2031-06-01 asks for is reported as met for 5.2 on 2031-05-10."
    ]
    of = criterion(1, made, asked, answer("2031-05-10", Reply.MET, "e1"), exhortations=1)
    assert texts(of.evidence) == [
        f"{start}what it asks for was reported as met before that day, and no answer is recorded."
    ]
    assert of.state is CONTESTED


# (c) jeopardy


@pytest.mark.parametrize(
    ("by", "state"),
    [("QM", COMPLETE), ("COSI", COMPLETE), ("QX", PARTLY), ("QO", PARTLY), ("QZ", PARTLY), ("", PARTLY)],
)
def test_jeopardy__who_finds_it_is_left_open(by: str, state: EvidenceState) -> None:
    of = criterion(2, jeopardy(by))
    assert (of.state, len(of.evidence)) == (state, 1)
    assert texts(of.missing) == (
        []
        if state is COMPLETE
        else [
            (
                "The clause does not say who finds that delivery is jeopardised; "
                "no finding by COSI or the Driver of the plan is recorded."
            )
        ]
    )


def test_jeopardy__that_is_disputed_is_contested() -> None:
    of = criterion(2, jeopardy(), answer("2031-06-20", Reply.DISPUTED, "e1"))
    assert (of.state, len(of.evidence), len(of.against)) == (CONTESTED, 1, 1)


def test_dossier__lists_what_the_text_leaves_open() -> None:
    start = "The text does not say "
    assert texts(dossier("2031-12-01").left_open) == [
        f"{start}what a commitment is, or whether one that is met late counts as met.",
        f"{start}how many exhortations are needed; no number is set here.",
        f"{start}by when an exhortation must succeed; no time is set here.",
        f"{start}who finds that conduct or inactivity jeopardises the delivery.",
        f"{start}who decides, or how a decision can be contested.",
        f"{start}what happens to the actions that the state leads.",
        f"{start}whether a state can be readmitted, or how.",
    ]


def test_dossier__shows_nothing_of_the_plan_without_the_state() -> None:
    of = dossier("2031-12-01", commitment("2.2"))
    assert not any("would" in one.text for one in of.statements)
    assert of.impact is None


# Decisions

EVIDENCE = (
    commitment("2.2"),
    exhortation("2031-04-15", due=day("2031-04-30")),
    exhortation("2031-05-15", due=day("2031-05-31")),
    jeopardy(),
)
OAP802 = "Q-2031:{} OAP802 QN is excluded on 1 July 2031, but the ledger has {} by the Driver that failed before "
OAP814 = "Q-2031:{} OAP814 QN is excluded on 1 July 2031, but the ledger has no evidence "


def of_rule(code: str, *entries: EntryContent, **options: Any) -> list[str]:
    return [one for one in found(*entries, **options) if code in one]


def test_decision__with_evidence_for_each_condition_has_no_finding() -> None:
    assert of_rule("OAP802", *EVIDENCE, decision("2031-07-01")) == []
    assert of_rule("OAP814", *EVIDENCE, decision("2031-07-01")) == []


def test_decision__without_evidence_of_commitments_or_jeopardy_is_reported() -> None:
    out = decision("2031-07-01")
    assert of_rule("OAP814", out) == [
        (
            f"{OAP814.format('e1')}by that day for two conditions: commitments not met and delivery jeopardised by "
            "conduct or inactivity."
        )
    ]
    assert of_rule("OAP814", *EVIDENCE[:3], out) == [
        f"{OAP814.format('e4')}by that day for one condition: delivery jeopardised by conduct or inactivity."
    ]
    assert of_rule("OAP814", *EVIDENCE[1:], out) == [
        f"{OAP814.format('e4')}by that day for one condition: commitments not met."
    ]


def test_decision__evidence_of_a_later_day_does_not_count() -> None:
    later = (*EVIDENCE[:3], decision("2031-07-01"), jeopardy(on="2031-07-02"))
    assert len(of_rule("OAP814", *later)) == 1
    same = (*EVIDENCE[:3], decision("2031-07-01"), jeopardy(on="2031-07-01"))
    assert of_rule("OAP814", *same) == []


def test_decision__contested_evidence_is_for_people_to_judge() -> None:
    met = answer("2031-05-20", Reply.MET, "e1")
    assert of_rule("OAP814", *EVIDENCE, met, decision("2031-07-01")) == []


def test_decision__the_clause_asks_for_several_exhortations() -> None:
    one = (EVIDENCE[0], EVIDENCE[1], EVIDENCE[3], decision("2031-07-01"))
    assert of_rule("OAP802", *one) == [
        f"{OAP802.format('e4', 'only one exhortation')}that day: the clause says 'exhortations'."
    ]
    assert of_rule("OAP802", *one, exhortations=1) == []
    assert of_rule("OAP802", *one[:1], one[-1]) == [f"{OAP802.format('e2', 'no exhortation')}that day."]
    assert of_rule("OAP802", *EVIDENCE, decision("2031-07-01"), exhortations=3) == [
        f"{OAP802.format('e5', 'only 2 of 3 exhortations')}that day."
    ]


def test_decision__an_exhortation_that_only_grew_old_is_none() -> None:
    old = tuple(attrs.evolve(one, due=None) for one in EVIDENCE[1:3])
    assert len(of_rule("OAP802", EVIDENCE[0], *old, EVIDENCE[3], decision("2031-07-01"))) == 1


def test_exclusion_evidence_complete__names_the_contested_conditions() -> None:
    start = "OAP801 The ledger has evidence about QN for all three conditions of the exclusion clause"
    assert of_rule("OAP801", *EVIDENCE) == [f"Q-2031:e4 {start}, but no decision."]
    met = answer("2031-05-20", Reply.MET, "e1")
    assert of_rule("OAP801", *EVIDENCE, met) == [
        f"Q-2031:e4 {start} (contested: commitments not met), but no decision."
    ]
    abroad = (*EVIDENCE[:3], jeopardy("QX"))
    assert of_rule("OAP801", *abroad) == []


# A decision that was recorded by mistake


def slip(*to: str, on: str = "2031-07-05", text: str = "The minutes exclude QO.") -> EntryContent:
    return entry(EntryKind.CLERICAL_ERROR, on, "", replies_to=to, text=Prose(text=text))


def test_clerical_error__takes_the_decision_out_of_every_view() -> None:
    known = ledger(decision("2031-07-01"), slip("e1"))
    assert absences(known, SESSION.register) == ()
    assert [one.party_code for one in absences(known, SESSION.register, as_of=day("2031-07-04"))] == ["QN"]
    of = dossier("2031-12-01", decision("2031-07-01"), slip("e1"))
    assert (of.excluded, of.excluded_since) == (False, None)
    assert [(one.text, one.entries) for one in of.decisions] == [
        (
            (
                "On 2031-07-01 a decision by COSI is recorded that QN is considered no longer a participant in the "
                "OAP, but it is marked as a clerical error on 2031-07-05 and has no effect (The minutes exclude QO)."
            ),
            ("e1", "e2"),
        )
    ]
    assert dossier("2031-07-04", decision("2031-07-01"), slip("e1")).excluded_since == day("2031-07-01")


def test_clerical_error__is_visible_in_the_findings() -> None:
    assert found(decision("2031-07-01"), slip("e1")) == [
        "Q-2031:e2 OAP815 The decision of 1 July 2031 about QN is marked as a clerical error and has no effect."
    ]


def test_clerical_error__can_itself_be_corrected() -> None:
    back = entry(EntryKind.CORRECTION, "2031-07-06", "", replies_to=("e2",))
    assert dossier("2031-12-01", decision("2031-07-01"), slip("e1"), back).excluded


def test_clerical_error__has_no_effect_on_other_entries() -> None:
    of = dossier("2031-12-01", commitment("2.2"), slip("e1"))
    assert of.criteria[0].state is COMPLETE
    says = "A clerical error of 5 July 2031 names a commitment of 20 January 2031, which is not a decision."
    assert f"Q-2031:e2 OAP808 {says}" in found(commitment("2.2"), slip("e1"))


def test_clerical_error__needs_a_reason_and_a_decision(tmp_path: Path) -> None:
    with pytest.raises(EntryError, match="needs 'text'"):
        slip("e1", text="")
    add = SESSION.workspace.ledger.add
    promised, decided = add(commitment("2.2"), tmp_path), add(decision("2031-07-01"), tmp_path)
    with pytest.raises(EntryError, match="A clerical error is about a decision"):
        add(slip(promised.id), tmp_path)
    with pytest.raises(EntryError, match="clerical-error"):
        add(entry(EntryKind.CORRECTION, "2031-07-05", "", replies_to=(decided.id,)), tmp_path)
    add(slip(decided.id), tmp_path)
    again = add(decision("2031-07-01"), tmp_path)
    assert again.id != decided.id


# A decision against a body that cannot be excluded


@pytest.mark.parametrize("who", ["QZ", "QX", "COSI", "Atlantis"])
def test_decision__against_a_body_that_cannot_be_excluded_has_no_effect(who: str) -> None:
    out = decision("2031-02-01", who)
    context = SESSION.context(PLAN, as_of=day("2031-12-01"), records=SESSION.records(ledger=ledger(out)))
    plain = SESSION.context(PLAN, as_of=day("2031-12-01"))
    assert context.absences == ()
    assert [one.resolved for one in context.assignments] == [one.resolved for one in plain.assignments]
    assert workload(context) == workload(plain)
    assert overlaps(context) == overlaps(plain)
    assert not any(f"{rule} " in one for one in found(out) for rule in ("OAP802", "OAP804", "OAP805", "OAP814"))


def test_decision__against_an_agency_is_reported_as_without_effect() -> None:
    assert of_rule("OAP803", decision("2031-07-01", "QZ")) == [
        "Q-2031:e1 OAP803 QZ can't be excluded, so the decision has no effect: the clause covers member states only."
    ]
    assert of_rule("OAP803", decision("2031-07-01", "QZ"), slip("e1")) == []


def test_dossier__says_that_a_decision_against_an_agency_has_no_effect() -> None:
    of = dossier("2031-12-01", decision("2031-07-01", "QZ"), party="QZ")
    assert texts(of.decisions) == [
        (
            "On 2031-07-01 a decision by COSI is recorded that QZ is considered no longer a participant in the OAP, "
            "but it has no effect, because only a member state can be excluded."
        )
    ]
    assert not of.excluded


def test_decision__a_state_counts_as_in_the_period_of_the_plan() -> None:
    early = Span(start=day("2030-01-01"), end=day("2030-12-31"))
    known = ledger(decision("2031-07-01"))
    assert absences(known, SESSION.register, period=early) == ()
    assert len(absences(known, SESSION.register, period=PLAN.period)) == 1


@given(st.lists(st.sampled_from(["QZ", "QX", *STATES]), max_size=4), st.dates(day("2031-01-01"), day("2031-12-31")))
def test_absences__are_of_member_states_only(codes: list[str], on: dt.date) -> None:
    known = ledger(*(decision(str(on), code) for code in codes))
    assert {one.party_code for one in absences(known, SESSION.register)} == set(codes) & set(STATES)


# The command line


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "plan.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "ledger").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--ledger", "ledger"], obj=SESSION)


def add(*arguments: str) -> Result:
    return run("ledger", "add", "plan.yaml", *arguments, "--source", "Invented")


def test_ledger_add__reports_at_once_what_does_not_count(project: Path) -> None:
    done = add("exhortation", "--party", "QN", "--by", "QO", "--on", "2031-06-01", "--due", "2031-06-15")
    assert (done.exit_code, done.stdout.startswith("2031-06-01-exhortation-QN-")) == (0, True)
    assert done.stderr == (
        "Warning: An exhortation of 1 June 2031 is by QO, but only exhortations by the Driver (QM) count. "
        "Add it again as a reminder or with the right name, and add a correction of this entry.\n"
    )
    excluded = add("decision", "--party", "QZ", "--by", "COSI", "--verdict", "excluded", "--on", "2031-07-01")
    assert excluded.exit_code == 0
    assert "QZ can't be excluded, so the decision has no effect" in excluded.stderr
    counts = add("exhortation", "--party", "QN", "--by", "QM", "--on", "2031-06-02", "--due", "2031-06-15")
    assert (counts.exit_code, counts.stderr) == (0, "")


def test_ledger_add__marks_a_decision_as_a_clerical_error(project: Path) -> None:
    made = add(
        "decision", "--party", "QN", "--by", "COSI", "--verdict", "excluded", "--on", "2031-07-01"
    ).stdout.strip()
    done = add("clerical-error", "--replies-to", made, "--text", "It is QO.", "--on", "2031-07-05")
    assert done.exit_code == 0
    listed = run("ledger", "list", "plan.yaml").stdout
    in_one_line = " ".join(listed.split())
    assert "Corrected by: clerical-error, 5 July 2031" in in_one_line
    assert f"clerical-error, 5 July 2031 {done.stdout.strip()}" in in_one_line
    checked = run("ledger", "check", "plan.yaml")
    assert (checked.exit_code, "OAP815" in checked.stdout) == (0, True)


def test_exclusion__shows_the_plan_without_the_state_only_when_asked(project: Path) -> None:
    words = ("exclusion", "plan.yaml", "QN", "--as-of", "2031-06-01")
    plain, asked = run(*words), run(*words, "--impact")
    assert (plain.exit_code, asked.exit_code) == (0, 0)
    heading = "The plan without QN from 2031-06-01"
    assert [heading in one.stdout for one in (plain, asked)] == [False, True]
    assert ['"impact"' in run(*words, *more, "--format", "json").stdout for more in ((), ("--impact",))] == [
        False,
        True,
    ]
    assert "would have no leader" in asked.stdout
    assert "would" not in plain.stdout


def test_exclusion__counts_contested_conditions(project: Path) -> None:
    made = add("commitment", "--party", "QN", "--action", "2.2", "--on", "2031-01-20", "--due", "2031-03-31").stdout
    add("answer", "--by", "QN", "--reply", "met", "--replies-to", made.strip(), "--on", "2031-05-20")
    lines = run("exclusion", "plan.yaml", "QN", "--as-of", "2031-06-01").stdout.splitlines()
    assert "Conditions with complete evidence: 0 of 3, with contested evidence: 1." in lines
    assert "(a) commitments not met: evidence contested" in lines


def test_exhortation_not_by_driver__is_reported_where_the_plan_names_no_driver() -> None:
    plan = empact.loads(TEXT.replace("driver: QM\n", ""), format="yaml")
    assert [one for one in found(exhortation("2031-06-01"), plan=plan) if "OAP813" in one] == [
        "Q-2031:e1 OAP813 An exhortation of 1 June 2031 is by QM, but the plan names no Driver: no exhortation counts."
    ]


def test_exhortation_not_by_driver__is_reported_where_the_driver_exhorts_itself() -> None:
    assert [one for one in found(exhortation("2031-06-01", "QM")) if "OAP813" in one] == [
        "Q-2031:e1 OAP813 An exhortation of 1 June 2031 is by QM to itself, which does not count."
    ]
    assert [one for one in found(exhortation("2031-06-01", "QM, QN")) if "OAP813" in one] == []


def test_exhortation_not_by_driver__says_that_the_driver_is_excluded() -> None:
    known = found(decision("2031-03-01", "QM"), exhortation("2031-06-01"))
    assert [one for one in known if "OAP813" in one] == [
        "Q-2031:e2 OAP813 An exhortation of 1 June 2031 is by QM, but QM is excluded on that day: it does not count."
    ]
