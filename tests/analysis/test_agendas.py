"""The agenda: due days come from recorded calls only, and what is late is said only where it is asked for."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import attrs
import pytest
from tests.support.invented import SESSION, answer, day, dossier, entry, exhortation, ledger
from tests.support.progress_cases import figure, filed, own, plan, settled, span

import oap_c_2012
import oap_invented_2031
from empact import Plan, Session, UnknownIdError
from empact.analysis import Agenda, DueItem, DueKind, PlanContext, Portfolio, PortfolioContext, agenda, exclusion
from empact.model import Checkpoint, EntryContent, EntryKind, FiledReport, Ledger, Prose, Ref, Reply, Reports, Verdict

PLAN = plan({"leaders": "QN", "participants": "QM, QO"}, {"number": "1.2", "leaders": "QO", "participants": "QZ"})


def call(
    on: str, due: str, checkpoint: str = "June 2031", who: str = "", by: str = "QM", **fields: Any
) -> EntryContent:
    return entry(EntryKind.CALL, on, who, by, due=day(due), text=Prose(text=checkpoint), **fields)


CALL = call("2031-06-02", "2031-07-05")


def due(
    *entries: EntryContent,
    of: Plan = PLAN,
    reports: tuple[FiledReport, ...] = (),
    as_of: str | None = None,
    party: str | None = None,
) -> Agenda:
    return agenda(context(*entries, of=of, reports=reports, as_of=as_of), party=party)


def context(
    *entries: EntryContent, of: Plan = PLAN, reports: tuple[FiledReport, ...] = (), as_of: str | None = None
) -> PlanContext:
    return PlanContext(
        plan=of,
        register=SESSION.register,
        ledger=ledger(*entries),
        reports=Reports(plan=of.id, reports=reports),
        as_of=None if as_of is None else day(as_of),
    )


def listed(found: Agenda, checkpoint: str = "June 2031") -> dict[str | None, str | None]:
    """The due day of each party's report for a checkpoint."""
    return {one.party_code: None if one.due is None else str(one.due) for one in found if one.checkpoint == checkpoint}


def one_of(found: Agenda, party: str, kind: DueKind = DueKind.REPORT, checkpoint: str | None = "June 2031") -> DueItem:
    (item,) = (one for one in found if (one.party_code, one.kind, one.checkpoint) == (party, kind, checkpoint))
    return item


# --- due days


def test_report__has_no_due_day_without_a_call_and_nobody_is_late() -> None:
    found = due(as_of="2032-12-31")
    assert listed(found) == {"QM": None, "QN": None, "QO": None, "QZ": None}
    assert {one.cut_off for one in found} == {dt.date(2031, 6, 30), dt.date(2031, 12, 31)}
    assert found.late == ()


def test_call__sets_the_due_day_for_all_leaders_and_participants() -> None:
    found = due(CALL)
    assert listed(found) == dict.fromkeys(("QM", "QN", "QO", "QZ"), "2031-07-05")
    assert set(listed(found, "December 2031").values()) == {None}
    report = one_of(found, "QO")
    assert (report.actions, report.set_by, report.entry_id) == (("1.1", "1.2"), ("QM",), "e1")
    assert (report.kind, report.day, report.cut_off) == (DueKind.REPORT, dt.date(2031, 7, 5), dt.date(2031, 6, 30))


def test_call__to_some_parties_sets_the_day_of_these() -> None:
    found = due(call("2031-06-02", "2031-07-05", who="QN, QX"))
    assert listed(found) == {"QM": None, "QN": "2031-07-05", "QO": None, "QX": "2031-07-05", "QZ": None}
    assert one_of(found, "QX").actions == ()  # QX takes part in nothing, and is asked by name


def test_call__about_some_actions_sets_the_day_of_the_reports_on_these() -> None:
    narrow = call("2031-06-03", "2031-06-20", actions=(Ref(action="1.2"),))
    of_qo = [(str(one.due), one.actions) for one in due(CALL, narrow) if one.party_code == "QO" and one.due is not None]
    assert of_qo == [("2031-06-20", ("1.2",)), ("2031-07-05", ("1.1",))]
    found = due(CALL, narrow, reports=(filed("QO", own(1), on="2031-06-10", action="1.1"),))
    days = {one.actions: one.done for one in found if one.party_code == "QO"}
    assert days[("1.2",)] is False  # the report is about 1.1 only
    assert days[("1.1",)] is True


def test_call__of_a_later_day_replaces_the_day() -> None:
    assert listed(due(CALL, call("2031-06-10", "2031-07-12", who="QO")))["QO"] == "2031-07-12"
    assert listed(due(CALL, call("2031-06-10", "2031-07-12")))["QN"] == "2031-07-12"
    assert listed(due(call("2031-06-10", "2031-07-12"), CALL))["QN"] == "2031-07-12"  # whatever the order of adding


def test_call__that_is_corrected_has_no_effect() -> None:
    taken_back = entry(EntryKind.CORRECTION, "2031-06-05", "", replies_to=("e1",))
    assert set(listed(due(CALL, taken_back)).values()) == {None}
    assert due(CALL, taken_back, as_of="2031-12-31").late == ()


def test_call__counts_from_its_day_on() -> None:
    assert set(listed(due(CALL, as_of="2031-06-01")).values()) == {None}
    assert set(listed(due(CALL, as_of="2031-06-02")).values()) == {"2031-07-05"}


@pytest.mark.parametrize(
    ("fields", "effect"),
    [
        ({"by": "QM"}, True),
        ({"by": "EMPACT Support Unit"}, True),
        ({"by": "QO"}, False),
        ({"checkpoint": "JUNE  2031"}, True),
        ({"checkpoint": "June"}, False),
        ({"checkpoint": "June 2032"}, False),
    ],
)
def test_call__is_by_the_driver_or_the_support_unit_and_names_a_checkpoint(fields: Any, *, effect: bool) -> None:
    found = due(call("2031-06-02", "2031-07-05", **fields))
    assert set(listed(found).values()) == {"2031-07-05" if effect else None}


def test_call__names_the_nearest_of_two_checkpoints_with_one_name() -> None:
    years = attrs.evolve(PLAN, period=span("2031-01-01", "2032-12-31"), checkpoints=(Checkpoint(name="June"),))
    found = due(call("2032-06-02", "2032-07-05", "June"), of=years)
    assert {(str(one.cut_off), one.due and str(one.due)) for one in found} == {
        ("2031-06-30", None),
        ("2032-06-30", "2032-07-05"),
    }


def test_plan_without_checkpoints__asks_for_no_reports() -> None:
    bare = attrs.evolve(PLAN, checkpoints=())
    assert list(due(CALL, of=bare, reports=(filed("QO", own(1)),))) == []


def test_excluded_party__owes_nothing_on_the_day() -> None:
    excluded = entry(EntryKind.DECISION, "2031-06-20", "QO", "COSI", verdict=Verdict.EXCLUDED)
    assert "QO" not in listed(due(CALL, excluded))


# --- what is done, and what is late


def test_report__after_the_due_day_is_done_and_late_as_of_its_day() -> None:
    late = filed("QN", figure(3), on="2031-07-11", checkpoint="June 2031")
    found = due(CALL, reports=(late,), as_of="2031-07-20")
    report = one_of(found, "QN")
    assert (report.done, report.done_on) == (True, dt.date(2031, 7, 11))
    assert {one.party_code for one in found.late} == {"QM", "QN", "QO", "QZ"}
    before = due(CALL, reports=(late,), as_of="2031-07-10")
    assert one_of(before, "QN").done is False
    assert due(CALL, reports=(late,), as_of="2031-07-05").late == ()  # the day itself is not over


def test_report__in_time_is_never_late() -> None:
    found = due(CALL, reports=(filed("QN", figure(3), on="2031-07-05"),), as_of="2031-12-31")
    assert "QN" not in {one.party_code for one in found.late}


def test_superseded_report__counts_as_the_newer_and_a_correction_makes_nothing_late() -> None:
    first = filed("QN", figure(3), on="2031-06-28")
    corrected = filed("QN", figure(4), on="2031-07-11", checkpoint="June 2031", supersedes=(first.id,))
    found = due(CALL, reports=(first, corrected), as_of="2031-12-31")
    assert one_of(found, "QN").done_on == dt.date(2031, 6, 28)
    assert "QN" not in {one.party_code for one in found.late}
    assert one_of(found, "QN").done_on == one_of(due(CALL, reports=(corrected, first)), "QN").done_on


def test_superseded_report__of_another_round_or_party_stays_in_force() -> None:
    first = filed("QN", figure(3), on="2031-06-28")
    moved = filed("QN", figure(4), on="2031-07-11", checkpoint="December 2031", supersedes=(first.id,))
    found = due(CALL, reports=(first, moved), as_of="2031-12-31")
    assert one_of(found, "QN").done_on == dt.date(2031, 6, 28)
    assert one_of(found, "QN", checkpoint="December 2031").done_on == dt.date(2031, 7, 11)
    other = filed("QO", own(4), on="2031-07-11", checkpoint="June 2031", supersedes=(first.id,))
    assert one_of(due(CALL, reports=(first, other)), "QN").done_on == dt.date(2031, 6, 28)
    assert dict(one_of(due(CALL, reports=(first, other)), "QO").reported) == {"1.1": dt.date(2031, 7, 11)}


def test_report__is_done_when_something_is_said_of_each_of_its_actions() -> None:
    two = due(CALL, reports=(filed("QO", own(1), on="2031-06-28"), filed("QO", own(1), on="2031-07-11", action="1.2")))
    report = one_of(two, "QO")
    assert (dict(report.reported), report.done_on) == (
        {"1.1": day("2031-06-28"), "1.2": day("2031-07-11")},
        day("2031-07-11"),
    )
    assert (report.missing, report.late_actions(day("2031-12-31"))) == ((), ("1.2",))
    one = one_of(due(CALL, reports=(filed("QO", own(1), on="2031-06-28"),), as_of="2031-12-31"), "QO")
    assert (one.done, one.missing, one.late_actions(day("2031-12-31"))) == (False, ("1.2",), ("1.2",))
    assert one.is_late(day("2031-12-31"))
    assert one.late_actions(day("2031-07-05")) == ()  # the day itself is not over


def test_report__that_says_nothing_of_an_action_does_not_count() -> None:
    empty = filed("QN", on="2031-06-28")
    assert empty.content.actions[0].is_empty
    assert dict(one_of(due(CALL, reports=(empty,)), "QN").reported) == {}
    words = filed("QN", on="2031-06-28", said={"obstacles": Prose(text="Snow.")})
    assert one_of(due(CALL, reports=(words,)), "QN").done_on == day("2031-06-28")
    later = filed("QN", on="2031-07-11", checkpoint="June 2031", supersedes=(words.id,))
    assert one_of(due(CALL, reports=(words, later)), "QN").missing == ("1.1",)  # the report in force says nothing


def test_recorded__has_what_a_ledger_entry_sets_a_day_for() -> None:
    found = due(CALL, of=DATED, as_of="2031-12-31")
    assert {one.kind for one in found} == {DueKind.REPORT, DueKind.FIGURE}
    assert [(one.party_code, one.checkpoint) for one in found if one.can_be_late] == [
        (who, "June 2031") for who in ("QM", "QN", "QO")
    ]


def test_report_of_the_driver__that_only_settles_answers_no_call() -> None:
    first, other = filed("QN", figure(3)), filed("QO", figure(4))
    settling = filed("QM", on="2031-07-01", settles=settled((first.id, other.id), value=3))
    assert one_of(due(CALL, reports=(first, other, settling)), "QM").done is False
    assert one_of(due(CALL, reports=(filed("QM", own(1)),)), "QM").done is True


def test_order_of_entries_and_reports__does_not_matter() -> None:
    known = context(CALL, call("2031-06-10", "2031-07-12", who="QO"), exhortation("2031-06-12", due=day("2031-06-30")))
    reports = (filed("QN", figure(3)), filed("QO", own(1)), filed("QO", own(2), on="2031-07-11"))
    expected = agenda(attrs.evolve(known, reports=Reports(plan=PLAN.id, reports=reports)))
    for seed in range(5):
        entries, filings = list(known.whole_ledger), list(reports)
        random.Random(seed).shuffle(entries)
        random.Random(seed).shuffle(filings)
        mixed = attrs.evolve(
            known,
            ledger=Ledger(plan=PLAN.id, entries=tuple(entries)),
            reports=Reports(plan=PLAN.id, reports=tuple(filings)),
        )
        assert agenda(mixed) == expected


# --- figures, commitments and answers

DATED = plan({"kpi": "1 manual written by June 2031"})


def test_figure__is_due_on_the_day_of_its_kpi_and_never_late() -> None:
    found = due(of=DATED, as_of="2031-12-31")
    item = one_of(found, "QN", DueKind.FIGURE, None)
    assert (item.due, item.actions, item.words) == (dt.date(2031, 6, 30), ("1.1",), "1 manual written by June 2031")
    assert (str(item.at), item.set_by, item.done) == ("/actions/0/kpis/items/0", (), False)
    assert found.late == ()
    early = filed("QN", figure(0), on="2031-03-01", checkpoint="March")
    assert one_of(due(of=DATED, reports=(early,)), "QN", DueKind.FIGURE, None).done is False
    reported = due(of=DATED, reports=(filed("QN", figure(1)),))
    assert one_of(reported, "QN", DueKind.FIGURE, None).done_on == dt.date(2031, 6, 28)


def test_figure__of_an_open_leader_is_listed_as_the_plan_has_it() -> None:
    found = due(of=plan({"kpi": "1 manual written by June 2031", "leaders": "Relevant MS"}))
    assert [one.party_code for one in found if one.kind is DueKind.FIGURE] == ["Relevant MS"]


def test_figure__of_the_plan_of_2012_is_the_report_within_the_timeframe() -> None:
    session = Session([oap_c_2012])
    found = agenda(session.context(session.load("oap-c-2012"), as_of=dt.date(2013, 6, 1)))
    figures = [(one.party_code, str(one.due), one.actions) for one in found if one.kind is DueKind.FIGURE]
    assert figures == [("Europol", "2012-09-30", ("1.1",)), ("Frontex", "2012-09-30", ("1.1",))]
    assert found.late == ()


def test_commitment__is_due_on_its_day_and_done_when_it_is_reported_as_met() -> None:
    promise = entry(EntryKind.COMMITMENT, "2031-02-10", due=day("2031-05-31"), text=Prose(text="To send\ntwo."))
    found = due(promise, as_of="2031-06-30")
    item = one_of(found, "QN", DueKind.COMMITMENT, None)
    assert (item.due, item.words, item.set_by, item.entry_id) == (day("2031-05-31"), "To send two.", ("QN",), "e1")
    assert item in found.late
    met = due(promise, answer("2031-05-20", Reply.MET, "e1"), as_of="2031-06-30")
    assert one_of(met, "QN", DueKind.COMMITMENT, None).done_on == day("2031-05-20")
    assert met.late == ()
    underway = due(promise, answer("2031-05-20", Reply.UNDERWAY, "e1"))
    assert one_of(underway, "QN", DueKind.COMMITMENT, None).done is False


def test_answer__is_due_on_the_day_that_a_reminder_or_an_exhortation_sets() -> None:
    asked = exhortation("2031-06-18", due=day("2031-07-02"))
    found = due(asked, entry(EntryKind.REMINDER, "2031-06-05", "QO", "QZ", due=day("2031-06-15")))
    kinds = [(one.party_code, str(one.due), one.set_by) for one in found if one.kind is DueKind.ANSWER]
    assert kinds == [("QO", "2031-06-15", ("QZ",)), ("QN", "2031-07-02", ("QM",))]
    answered = due(asked, answer("2031-06-29", Reply.UNDERWAY, "e1"))
    assert one_of(answered, "QN", DueKind.ANSWER, None).done_on == day("2031-06-29")
    assert [one.kind for one in due(exhortation("2031-06-18"))].count(DueKind.ANSWER) == 0  # it sets no day


# --- the agenda as a whole


def test_agenda__of_two_plans_is_sorted_by_day_and_party() -> None:
    other = plan(id="Q-2032")
    portfolio = PortfolioContext(
        portfolio=Portfolio((other, PLAN)), register=SESSION.register, ledgers={PLAN.id: ledger(CALL)}
    )
    found = agenda(portfolio)
    order = [(str(one.day), one.party_code, one.plan_id) for one in found]
    assert order == sorted(order)
    assert {one.plan_id for one in found} == {"Q-2031", "Q-2032"}
    assert {one.plan_id for one in found if one.due is not None} == {"Q-2031"}


def test_agenda__of_a_party_has_only_its_items_by_code_or_name() -> None:
    every = due(CALL)
    own_items = tuple(one for one in every if one.party_code == "QO")
    assert due(CALL, party="QO").items == due(CALL, party="Ottermark").items == own_items
    with pytest.raises(UnknownIdError, match="'Zebra'"):
        due(party="Zebra")


def test_between__keeps_the_days_given_with_both_ends() -> None:
    found = due(CALL)
    assert found.between() is found
    assert {str(one.day) for one in found.between(day("2031-07-05"), day("2031-12-31"))} == {"2031-07-05", "2031-12-31"}
    assert len(found.between(last=day("2031-07-04"))) == 0
    assert len(found.between(first=day("2032-01-01"))) == 0


def test_late__needs_a_date_of_knowledge() -> None:
    assert due(CALL).late == ()


def test_call__adds_nothing_to_a_dossier() -> None:
    commitment = entry(EntryKind.COMMITMENT, "2031-02-10", due=day("2031-05-31"))

    def criteria(*entries: EntryContent) -> list[tuple[object, object]]:
        known = SESSION.context(PLAN, as_of=day("2031-12-31"), records=SESSION.records(ledger=ledger(*entries)))
        return [(one.kind, one.state) for one in exclusion(known, "QN").criteria]

    named = call("2031-06-02", "2031-07-05", who="QN")
    assert criteria(commitment, named, CALL) == criteria(commitment)
    assert [one.text for one in dossier("2031-12-31", named).beside] == [
        "On 2031-06-02 a call for reports by QM is recorded, which is not an exhortation (June 2031)."
    ]


def test_validate__never_says_that_a_report_is_late() -> None:
    named = call("2031-06-02", "2031-07-05", who="QN")
    found = SESSION.validate(
        PLAN, select="OAP8", as_of=day("2032-12-31"), records=SESSION.records(ledger=ledger(named, CALL))
    )
    assert [one.code for one in found] == []


def test_example__has_the_days_of_its_calls() -> None:
    session = Session([oap_invented_2031])
    loaded = session.load("oap-invented-2031")
    reports = session.records(
        reports=oap_invented_2031.REPORTS, operations=oap_invented_2031.OPERATIONS, kpis=oap_invented_2031.KPIS
    )
    known = session.context(
        loaded,
        as_of=day("2032-01-31"),
        records=session.records(
            ledger=oap_invented_2031.LEDGER, reports=reports.reports, operations=reports.operations, kpis=reports.kpis
        ),
    )
    found = agenda(known)
    assert set(listed(found).values()) == {None}
    assert set(listed(found, "December 2031").values()) == {"2032-01-09"}
    december = {one.party_code: one for one in found if one.checkpoint == "December 2031"}
    reported = {party: {number: str(day) for number, day in one.reported.items()} for party, one in december.items()}
    # as dated in the files; QQ and QX have sent none
    assert reported == {
        "QM": {"2.1": "2031-12-14", "3.2": "2031-12-14"},
        "QN": {"3.1": "2031-12-16", "3.2": "2031-12-16"},
        "QO": {"2.1": "2031-12-10", "2.2": "2031-12-10"},
        "QP": {"2.1": "2031-12-09", "2.2": "2031-12-09", "4.2": "2031-12-09"},
        "QQ": {},
        "QR": {"2.1": "2031-12-11", "4.1": "2031-12-11"},
        "QX": {},
        "QZ": {"1.1": "2031-12-12", "1.2": "2031-12-12"},
    }
    assert december["QO"].missing == ("1.1", "1.2", "3.1")
