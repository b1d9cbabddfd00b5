"""The state of a round: who is asked, who has answered, what is open, and who is late."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.support.invented import day, entry, ledger
from tests.support.progress_cases import filed, own

import oap_invented_2031 as example
from empact import Session, UnknownIdError, parse_parties
from empact.analysis import (
    InboxFile,
    InboxState,
    PlanContext,
    RoundParty,
    RoundState,
    driver_report,
    report_forms,
    round_state,
)
from empact.documents import Table, build_round
from empact.model import EntryContent, EntryKind, FiledRedaction, Prose, Redaction, Reports

SESSION = Session([example])
PLAN = SESSION.load("oap-invented-2031")
CALL = entry(EntryKind.CALL, "2031-06-02", "", "QM", due=day("2031-07-05"), text=Prose(text="June 2031"))


def context(*entries: EntryContent, as_of: str | None = "2031-12-31", reports: Any = example.REPORTS) -> PlanContext:
    """The invented plan with these ledger entries, and the reports of the example or others.

    By its KPI register, 4.2 is a milestone, of which no share is asked.
    """
    records = SESSION.records(ledger=ledger(*entries), reports=reports, kpis=example.KPIS)
    return SESSION.context(PLAN, as_of=None if as_of is None else dt.date.fromisoformat(as_of), records=records)


def by_party(state: RoundState) -> dict[str, RoundParty]:
    return {party.party: party for party in state.parties}


def test_round_state__asks_exactly_those_for_whom_forms_are_made() -> None:
    ctx = context()
    forms = report_forms(ctx, "June").forms
    asked = [party for party in round_state(ctx, "June").parties if party.asked]
    assert [party.party for party in asked] == [form.party for form in forms]
    for party, form in zip(asked, forms, strict=True):
        questions = [question.key for action in form.actions for question in action.questions if question.expected]
        assert [key for action in party.actions for key in (each.key for each in action.questions)] == questions


def test_round_state__has_what_is_open_by_party_and_action() -> None:
    """QO reported on 2.2 on 11 July; QP on 2.2 and 4.2 on 30 June, there without the day of the milestone."""
    parties = by_party(round_state(context(), "June"))
    assert [(each.action.number, len(each.unanswered), each.reported_on) for each in parties["QO"].actions] == [
        ("1.1", 1, None),
        ("1.2", 1, None),
        ("2.2", 0, dt.date(2031, 7, 11)),
        ("3.1", 1, None),
    ]
    assert [each.action.number for each in parties["QP"].actions if not each.open] == ["2.2"]
    assert [key.rpartition(" ")[0] for key in parties["QP"].actions[-1].open] == ["Q-2031:4.2/1 reached"]
    assert (parties["QO"].silent, parties["QN"].silent) == (False, True)
    assert parties["QN"].answered_on is None
    assert len(parties["QN"].open) == parties["QN"].expected == 6


def test_round_state__knows_what_was_known_on_a_day() -> None:
    parties = by_party(round_state(context(as_of="2031-07-10"), "June"))
    assert (parties["QO"].silent, parties["QP"].silent) == (True, False)


def test_round_state__without_a_call_or_a_date_has_nobody_who_is_late() -> None:
    without, undated = round_state(context(), "June"), round_state(context(CALL, as_of=None), "June")
    assert (without.called, undated.called) == (False, True)
    assert not any(party.late for party in (*without.parties, *undated.parties))
    assert without.to_remind == undated.to_remind == ()


def test_round_state__says_on_which_actions_each_is_late() -> None:
    parties = by_party(round_state(context(CALL), "June"))
    late = {party: [each.action.number for each in known.actions if each.late] for party, known in parties.items()}
    assert late == {
        "QM": ["1.1", "4.1"],
        "QN": ["1.1", "1.2", "3.1", "3.2"],
        "QO": ["1.1", "1.2", "2.2", "3.1"],
        "QP": ["1.1", "3.1", "4.1"],
        "QQ": ["1.1", "1.2", "3.2"],
        "QR": ["1.1", "3.1", "3.2"],
        "QX": ["2.2", "4.1"],
        "QZ": ["2.2"],
    }
    on_the_day = round_state(context(CALL, as_of="2031-07-05"), "June")
    assert not any(party.late for party in on_the_day.parties)


def test_round_state__reminds_who_was_called_and_is_silent() -> None:
    assert [party.party for party in round_state(context(CALL), "June").to_remind] == ["QN", "QQ", "QX"]
    of_one = entry(EntryKind.CALL, "2031-06-02", "QN", "QM", due=day("2031-07-05"), text=Prose(text="June 2031"))
    assert [party.party for party in round_state(context(of_one), "June").to_remind] == ["QN"]


def test_round_state__reminds_nobody_who_is_in_the_inbox_and_not_who_called() -> None:
    sent = [
        InboxFile(file="QN.xlsx", state=InboxState.ASKED_BACK, party="QN"),
        InboxFile(file="QQ.xlsx", state=InboxState.FOREIGN, party="QQ"),
        InboxFile(file="QX.xlsx", state=InboxState.NEW, party="QX", checkpoint="December 2031"),
    ]
    assert [party.party for party in round_state(context(CALL), "June", inbox=sent).to_remind] == ["QQ"]


def test_round_state__reminds_nobody_while_the_sender_of_a_file_is_not_known() -> None:
    for state in (InboxState.NOT_READ, InboxState.UNREAD, InboxState.ASKED_BACK, InboxState.EMPTY):
        sent = round_state(context(CALL), "June", inbox=[InboxFile(file="QN.pdf", state=state)])
        assert [file.file for file in sent.of_unknown_sender] == ["QN.pdf"]
        assert (len(sent.unheard), sent.to_remind) == (3, ())
    foreign = InboxFile(file="QN.xlsx", state=InboxState.FOREIGN)
    assert len(round_state(context(CALL), "June", inbox=[foreign]).to_remind) == 3
    empty = Reports(plan=PLAN.id)
    silent = [party.party for party in round_state(context(CALL, reports=empty), "June").to_remind]
    assert silent == ["QZ", "QN", "QO", "QP", "QQ", "QR", "QX"]


def test_round_state__lists_who_reported_without_being_asked() -> None:
    extra = filed("QQ", own(1), on="2031-06-30", checkpoint="June 2031")
    named = entry(EntryKind.CALL, "2031-06-02", "COSI", "QM", due=day("2031-07-05"), text=Prose(text="June 2031"))
    state = round_state(context(named, reports=Reports(plan=PLAN.id, reports=(extra,))), "June")
    (other,) = (party for party in state.parties if not party.asked)
    assert (other.party, other.late, other.expected, other.due) == ("COSI", False, 0, dt.date(2031, 7, 5))


def test_round_state__is_of_the_newest_checkpoint_and_refuses_an_unknown_one() -> None:
    assert round_state(context(as_of="2031-07-10")).checkpoint == "June 2031"
    assert round_state(context()).checkpoint == "December 2031"
    with pytest.raises(UnknownIdError, match="Checkpoint 'Zebra' does not exist"):
        round_state(context(), "Zebra")


def test_round_state__does_not_hold_a_redacted_report_for_silence() -> None:
    """QN reported on 28 June, before the day of the call, QX on 11 July, after it; both reports were redacted."""
    redactions = [
        FiledRedaction(
            id=f"{on}-june-2031-{party.lower()}-0000000000000000",
            digest="1" * 64,
            content=Redaction(
                plan=PLAN.id,
                digest="0" * 64,
                checkpoint="June 2031",
                by=parse_parties(party),
                on=dt.date.fromisoformat(on),
                redacted=dt.date(2031, 7, 20),
                reason="It named a person.",
            ),
        )
        for party, on in (("QN", "2031-06-28"), ("QX", "2031-07-11"))
    ]
    ctx = context(CALL, reports=Reports(plan=PLAN.id, redactions=redactions))
    state = round_state(ctx, "June")
    parties = by_party(state)
    assert parties["QN"].redacted_reports == ("2031-06-28-june-2031-qn-0000000000000000",)
    assert (parties["QN"].silent, parties["QN"].answered_on, parties["QN"].late) == (False, None, False)
    assert (parties["QX"].silent, parties["QX"].late, parties["QQ"].silent) == (False, True, True)
    assert {"QN", "QX"}.isdisjoint(party.party for party in state.to_remind)
    assert (driver_report(ctx, "June").reported, driver_report(ctx, "December").reported) == (2, 0)
    document = build_round(ctx, state=state)
    (section,) = (section for section in document.sections if section.key == "parties")
    assert isinstance(section.body, Table)
    names = [str(row.cells[0].value) for row in section.body.rows]
    assert [name for name in names if "redacted" in name] == ["QN (report redacted)", "QX (report redacted)"]
