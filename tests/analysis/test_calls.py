"""Who is asked to report, and who can be late: the page on claims, section 7."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
import pytest
from tests.support.invented import SESSION, day, entry, ledger
from tests.support.progress_cases import figure, filed, own, plan, register, settled, span

from empact import Plan
from empact.analysis import Agenda, DueKind, PlanContext, agenda
from empact.model import Adds, CountedBy, EntryContent, EntryKind, FiledReport, PartyName, Prose, Ref, Reports
from empact.reference import Register, Role, Tenure

JUNE, DECEMBER = "June 2031", "December 2031"


def call(checkpoint: str, due: str, who: str = "", **fields: Any) -> EntryContent:
    return entry(EntryKind.CALL, "2031-06-02", who, "QM", due=day(due), text=Prose(text=checkpoint), **fields)


CALLS = (call(JUNE, "2031-07-05"), call(DECEMBER, "2032-01-09"))


def due(
    of: Plan, *reports: FiledReport, entries: tuple[EntryContent, ...] = CALLS, as_of: str = "2032-06-30", **more: Any
) -> Agenda:
    context = PlanContext(
        plan=of,
        register=more.pop("parties", SESSION.register),
        ledger=ledger(*entries),
        reports=Reports(plan=of.id, reports=reports),
        as_of=day(as_of),
        **more,
    )
    return agenda(context)


def asked(found: Agenda, checkpoint: str) -> dict[str | None, tuple[str, ...]]:
    """The actions on which each party is to report."""
    return {one.party_code: one.actions for one in found if one.checkpoint == checkpoint}


def late(found: Agenda, checkpoint: str) -> set[str | None]:
    return {one.party_code for one in found.late if one.checkpoint == checkpoint}


# --- who is expected


def test_leader_and_participants__are_asked_from_the_round_in_which_the_action_begins() -> None:
    found = due(plan({}, {"number": "1.2", "leaders": "QZ", "participants": "QM", "timing": "September"}))
    assert asked(found, JUNE) == {"QN": ("1.1",), "QM": ("1.1",), "QO": ("1.1",)}
    assert asked(found, DECEMBER) == {"QN": ("1.1",), "QM": ("1.1", "1.2"), "QO": ("1.1",), "QZ": ("1.2",)}
    assert "QZ" not in late(found, JUNE)
    assert "QZ" in late(found, DECEMBER)


def test_leader__may_report_before_the_action_begins_and_is_not_late() -> None:
    autumn = plan({"timing": "September"})
    found = due(autumn, filed("QN", figure(1), on="2031-08-01", checkpoint=JUNE))
    assert asked(found, JUNE) == {}
    assert late(found, JUNE) == set()


@pytest.mark.parametrize("status", ["completed", "carried over", "cancelled"])
def test_nobody__is_asked_after_the_round_of_a_final_status(status: str) -> None:
    found = due(plan(), filed("QN", status=status))
    assert asked(found, JUNE).keys() == {"QN", "QM", "QO"}
    assert asked(found, DECEMBER) == {}
    assert asked(due(plan(), filed("QN", status="live")), DECEMBER).keys() == {"QN", "QM", "QO"}
    assert asked(due(plan(), filed("QO", status=status)), DECEMBER).keys() == {"QN", "QM", "QO"}  # QO does not lead


def test_nobody__is_asked_after_leaders_that_differ_on_final_words() -> None:
    two = plan({"leaders": "QN, QO", "participants": "QM"})
    differ = (filed("QN", status="completed"), filed("QO", status="cancelled"))
    assert asked(due(two, *differ), DECEMBER) == {}
    one = (filed("QN", status="completed"), filed("QO", status="live"))
    assert asked(due(two, *one), DECEMBER).keys() == {"QN", "QO", "QM"}


@pytest.mark.parametrize(
    ("adds", "fields", "participants"),
    [
        (Adds.CUMULATIVE, {}, True),
        (Adds.RATIO, {}, True),
        (None, {}, True),
        (Adds.MILESTONE, {}, False),
        (Adds.QUALITATIVE, {}, False),
        (Adds.CUMULATIVE, {"counted_by": CountedBy.LEADER}, False),
    ],
)
def test_participants__are_asked_where_a_kpi_counts_shares(
    adds: Adds | None, fields: dict[str, Any], *, participants: bool
) -> None:
    found = due(plan(), kpi_register=register(adds, "Q-2031", "1.1", **fields))
    assert asked(found, JUNE).keys() == ({"QN", "QM", "QO"} if participants else {"QN"})
    assert late(found, JUNE) == asked(found, JUNE).keys()


def test_unconfirmed_and_open_parties__are_not_asked() -> None:
    found = due(plan({"participants": "QM (tbc), Relevant MS"}))
    assert asked(found, JUNE).keys() == {"QN"}


# --- offices

PRESIDENCY = Role(
    code="presidency-of-the-invented",
    names=(PartyName(text="Invented Presidency"),),
    tenures=(
        Tenure(holder="QQ", since=dt.date(2031, 1, 1), until=dt.date(2031, 6, 30)),
        Tenure(holder="QZ", since=dt.date(2031, 7, 1), until=dt.date(2031, 12, 31)),
    ),
)
PARTIES = Register(SESSION.register.parties, (PRESIDENCY,))


def test_presidency__is_asked_in_the_round_of_its_own_half_year() -> None:
    whole = plan({"leaders": "Invented Presidency", "participants": ""})
    found = due(whole, parties=PARTIES)
    assert (asked(found, JUNE), asked(found, DECEMBER)) == ({"QQ": ("1.1",)}, {"QZ": ("1.1",)})
    assert (late(found, JUNE), late(found, DECEMBER)) == ({"QQ"}, {"QZ"})


def test_presidency__that_leads_from_july_is_not_late_in_june() -> None:
    second = plan({"leaders": "Invented Presidency", "participants": "QM", "timing": "July to December"})
    found = due(second, parties=PARTIES)
    assert (late(found, JUNE), late(found, DECEMBER)) == (set(), {"QZ", "QM"})


def test_presidency__of_which_only_one_half_year_is_known_is_not_asked_in_the_other() -> None:
    known = Register(SESSION.register.parties, (attrs.evolve(PRESIDENCY, tenures=PRESIDENCY.tenures[1:]),))
    found = due(plan({"leaders": "Invented Presidency", "participants": "QM"}), parties=known)
    assert (asked(found, JUNE), asked(found, DECEMBER)) == ({"QM": ("1.1",)}, {"QZ": ("1.1",), "QM": ("1.1",)})


def test_party_that_also_takes_part_by_name__is_asked_whatever_office_it_holds() -> None:
    both = plan({"leaders": "QN", "participants": "Invented Presidency, QZ"})
    assert "QZ" in asked(due(both, parties=PARTIES), JUNE)


# --- who is late


def test_call_by_name__of_a_party_of_which_nothing_is_expected_makes_nobody_late() -> None:
    named = call(JUNE, "2031-07-05", "QX")
    found = due(plan(), entries=(named,))
    assert [(one.party_code, one.actions, str(one.due)) for one in found if one.due] == [("QX", (), "2031-07-05")]
    assert late(found, JUNE) == set()


def test_call_by_name__before_the_action_begins_makes_nobody_late() -> None:
    autumn = plan({"timing": "September"})
    assert late(due(autumn, entries=(call(JUNE, "2031-07-05", "QN"),)), JUNE) == set()


def test_call_to_some__makes_only_these_late() -> None:
    assert late(due(plan(), entries=(call(JUNE, "2031-07-05", "QO"),)), JUNE) == {"QO"}


def test_call_about_an_action__asks_nothing_of_a_party_that_is_not_expected_on_it() -> None:
    two = plan({}, {"number": "1.2", "leaders": "QZ", "participants": "QM", "timing": "September"})
    about = call(JUNE, "2031-07-05", actions=(Ref(action="1.2"),))
    assert late(due(two, entries=(about,)), JUNE) == set()
    assert late(due(two, entries=(attrs.evolve(about, text=Prose(text=DECEMBER)),)), DECEMBER) == {"QZ", "QM"}


def test_party__that_has_nothing_to_report_has_answered() -> None:
    nothing = filed("QO", own(nothing=True))
    assert late(due(plan(), nothing), JUNE) == {"QN", "QM"}


def test_first_report__counts_for_its_day_through_two_corrections() -> None:
    first = filed("QO", own(1), on="2031-07-01")
    second = filed("QO", own(2), on="2031-07-10", checkpoint=JUNE, supersedes=(first.id,))
    third = filed("QO", own(3), on="2031-07-20", checkpoint=JUNE, supersedes=(second.id,))
    for reports in ((first, second, third), (third, second, first)):
        assert "QO" not in late(due(plan(), *reports), JUNE)
    assert "QO" in late(due(plan(), second), JUNE)


def test_report__of_which_a_correction_takes_everything_back_is_silence() -> None:
    first = filed("QO", own(1), on="2031-07-01")
    withdrawn = filed("QO", on="2031-07-10", checkpoint=JUNE, supersedes=(first.id,))
    assert "QO" in late(due(plan(), first, withdrawn), JUNE)


def test_driver_that_settles__has_not_reported_on_the_action() -> None:
    two = plan({"leaders": "QN, QO", "participants": "QM"})
    stated = (filed("QN", figure(3)), filed("QO", figure(4)))
    settling = filed("QM", on="2031-07-01", settles=settled((one.id for one in stated), value=3))
    assert "QM" in late(due(two, *stated, settling), JUNE)


def test_plan_of_two_years__asks_in_each_round_only_for_what_has_begun() -> None:
    years = attrs.evolve(plan({"timing": "September 2032"}), period=span("2031-01-01", "2032-12-31"))
    found = due(years, as_of="2033-01-31")
    assert {one.checkpoint for one in found if one.kind is DueKind.REPORT} == set()  # its rounds are those of 2031
