"""What the dossier says about reports: to be weighed, beside the conditions, and nothing for a silent party."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from tests.support import invented
from tests.support.linear import growth

import empact
from empact import Plan
from empact.analysis import (
    Dossier,
    EvidenceState,
    ReportedKind,
    ReportedStatement,
    claim_log,
    exclusion,
    unweighed_reports,
)
from empact.model import (
    ActionReport,
    Breakdown,
    BreakdownKind,
    EntryContent,
    EntryKind,
    Figure,
    FigureScope,
    FiledReport,
    FrozenMap,
    Prose,
    Ref,
    Reply,
    Report,
    Reports,
    Verdict,
)

PLAN: Plan = empact.loads(
    invented.TEXT.replace("driver: QM", "driver: QM\ncheckpoints: [June 2031, December 2031]").replace(
        "timing: Whole year}", 'timing: Whole year, kpis: "KPI: 12 routes closed"}'
    ),
    format="yaml",
)
"""QN leads 2.2, with QM and QO; QO leads 5.2, with QN and QZ."""
TOTAL, OWN = FigureScope.TOTAL, FigureScope.OWN


def committed(on: str = "2031-02-10", action: str | None = "5.2", due: str | None = "2031-05-31") -> EntryContent:
    return invented.entry(
        EntryKind.COMMITMENT,
        on,
        "",
        "QN",
        actions=() if action is None else (Ref(action=action),),
        due=None if due is None else invented.day(due),
        text=Prose(text="To close two routes."),
    )


def figure(value: int, scope: FigureScope = OWN, **parts: int) -> Figure:
    told = Breakdown(
        by="party", kind=BreakdownKind.PARTIAL, parts=FrozenMap({code: Decimal(part) for code, part in parts.items()})
    )
    return Figure(kpi=1, scope=scope, value=Decimal(value), breakdowns=(told,) if parts else ())


def report(by: str, on: str, *lines: ActionReport, id: str = "", **fields: Any) -> FiledReport:
    given = {"checkpoint": "June 2031", "source": "Invented", **fields}
    content = Report(plan="Q-2031", by=invented.parties(by), on=invented.day(on), actions=lines, **given)
    return FiledReport(id=id or f"{by}-{on}", digest=id or f"{by}-{on}", content=content)


def line(*figures: Figure, action: str = "5.2", **fields: Any) -> ActionReport:
    return ActionReport(action=action, figures=figures, **fields)


def dossier(
    entries: tuple[EntryContent, ...], *reports: FiledReport, as_of: str = "2031-12-20", party: str = "QN"
) -> Dossier:
    records = invented.SESSION.records(
        ledger=invented.ledger(*entries), reports=Reports(plan="Q-2031", reports=reports) if reports else None
    )
    return exclusion(invented.SESSION.context(PLAN, as_of=invented.day(as_of), records=records), party)


def texts(found: Dossier, kind: ReportedKind | None = None) -> list[str]:
    return [told.statement.text for told in found.to_weigh if kind is None or told.kind is kind]


def test_to_weigh__has_the_report_of_the_party_that_cites_the_commitment() -> None:
    found = dossier((committed(),), report("QN", "2031-06-28", line(figure(90)), accounts=("e1",)))
    (told,) = found.to_weigh
    assert str(told.statement) == (
        "QN reported on action 5.2 on 2031-06-28, for June 2031: 90 of its own (KPI 1). The report cites the "
        "commitment of 2031-02-10 (To close two routes), which was due on 2031-05-31, and no entry says that it was "
        "met."
    )
    assert isinstance(told, ReportedStatement)
    assert (told.kind, told.entry_id, told.report_id, told.by, told.action_number, told.on, told.checkpoint) == (
        *(ReportedKind.OWN, "e1", "QN-2031-06-28", "QN", "5.2", dt.date(2031, 6, 28), "June 2031"),
    )
    assert told.statement.traces == ("e1", "QN-2031-06-28", "/actions/1")
    assert told.statement in found.statements


def test_to_weigh__changes_no_condition_and_decides_nothing() -> None:
    entries = (committed(), invented.exhortation("2031-07-10", due=invented.day("2031-08-01")))
    without, found = dossier(entries), dossier(entries, report("QN", "2031-06-28", line(figure(90)), accounts=("e1",)))
    assert found.to_weigh
    assert found.criteria == without.criteria
    assert found.criteria[0].state is EvidenceState.COMPLETE
    assert (found.excluded, found.decisions, found.left_open) == (False, without.decisions, without.left_open)


def test_to_weigh__has_status_days_and_words_of_a_leader() -> None:
    said = line(
        figure(7, TOTAL),
        action="2.2",
        status="live",
        started=invented.day("2031-03-01"),
        narrative=Prose(text="Two routes\nare watched."),
        obstacles=Prose(text="No vessel"),
    )
    (text,) = texts(dossier((committed(action="2.2"),), report("QN", "2031-06-28", said)))
    assert text.startswith(
        "QN reported on action 2.2 on 2031-06-28, for June 2031: 7 in total (KPI 1), status 'live', started on "
        "2031-03-01, “Two routes are watched”, obstacles: “No vessel”. The report does not cite the commitment"
    )


def test_to_weigh__says_why_a_figure_does_not_count() -> None:
    (text,) = texts(dossier((committed(),), report("QN", "2031-06-28", line(figure(7, TOTAL)))))
    assert "for June 2031: 7 in total (KPI 1, not counted: QN does not lead the action). The report" in text


@pytest.mark.parametrize(
    ("due", "answers", "says"),
    [
        (None, (), "which has no due date, and no entry says that it was met."),
        ("2031-12-31", (), "which is due on 2031-12-31, and no entry says that it was met."),
        (
            "2031-05-31",
            (invented.answer("2031-07-01", Reply.MET, "e1"),),
            "which was due on 2031-05-31, and is reported as met in the ledger on 2031-07-01.",
        ),
        (
            "2031-05-31",
            (invented.answer("2031-07-01", Reply.DECLINED, "e1"),),
            "which was due on 2031-05-31, and is reported as declined in the ledger on 2031-07-01.",
        ),
    ],
)
def test_to_weigh__says_what_the_ledger_has_about_the_commitment(
    due: str | None, answers: tuple[EntryContent, ...], says: str
) -> None:
    (text,) = texts(dossier((committed(due=due), *answers), report("QN", "2031-06-28", line(figure(90)))))
    assert text.endswith(says)


def test_to_weigh__says_which_actions_are_open() -> None:
    promised = invented.entry(
        EntryKind.COMMITMENT,
        "2031-02-10",
        "",
        "QN",
        actions=(Ref(action="2.2"), Ref(action="5.2")),
        due=invented.day("2031-05-31"),
    )
    met = invented.answer("2031-05-01", Reply.MET, "e1", actions=(Ref(action="5.2"),))
    (text,) = texts(dossier((promised, met), report("QN", "2031-06-28", line(figure(90)))))
    assert text.endswith("which was due on 2031-05-31, and no entry says that it was met for 2.2.")


def test_to_weigh__says_that_a_report_is_earlier_than_the_commitment() -> None:
    (text,) = texts(dossier((committed("2031-07-10", due=None),), report("QN", "2031-06-28", line(figure(90)))))
    assert "The report is earlier than the commitment of 2031-07-10" in text


def test_to_weigh__has_reports_that_cite_the_commitment_and_nothing_of_its_actions() -> None:
    found = dossier(
        (committed(), committed("2031-03-01", action=None, due=None)),
        report("QN", "2031-06-28", line(figure(3), action="2.2"), accounts=("e1", "e2")),
        report("QO", "2031-07-02", line(narrative=Prose(text="See the letter.")), accounts=("e1",)),
    )
    assert [(told.kind, told.entry_id, told.by, told.action_number) for told in found.to_weigh] == [
        (ReportedKind.CITED, "e1", "QN", None),
        (ReportedKind.CITED, "e1", "QO", None),
        (ReportedKind.CITED, "e2", "QN", None),
    ]
    assert texts(found)[0] == (
        "QN reported on 2031-06-28, for June 2031, and cites the commitment of 2031-02-10 (To close two routes), "
        "which was due on 2031-05-31, and no entry says that it was met."
    )


def test_to_weigh__has_a_share_that_a_leader_tells_also_of_a_party_that_filed_nothing() -> None:
    told = report("QO", "2031-07-02", line(figure(100, TOTAL, QN=90, QZ=10)))
    found = dossier((committed(),), told)
    (text,) = texts(found)
    assert text == (
        "QO reported on action 5.2 on 2031-07-02, for June 2031: 90 by QN (KPI 1); QN reported no figure for it. "
        "The commitment of 2031-02-10 (To close two routes) was due on 2031-05-31, and no entry says that it was met."
    )
    found = dossier((committed(),), told, report("QN", "2031-06-28", line(figure(95))))
    assert "90 by QN (KPI 1); QN itself reported 95 of its own." in texts(found, ReportedKind.STATED)[0]
    assert texts(dossier((committed(),), told, party="QM")) == []
    by_participant = report("QZ", "2031-07-02", line(figure(100, TOTAL, QN=90, QZ=10)))
    assert texts(dossier((committed(),), by_participant)) == []


def test_to_weigh__has_the_obstacles_that_leaders_report_and_not_those_of_others() -> None:
    own = report("QN", "2031-06-28", line(figure(90)))
    blocked = line(obstacles=Prose(text="The vessel was in the yard."))
    found = dossier((committed(),), own, report("QO", "2031-07-02", blocked), report("QZ", "2031-07-03", blocked))
    (text,) = texts(found, ReportedKind.OBSTACLES)
    assert text == (
        "QO, a leader of action 5.2, reported obstacles on 2031-07-02, for June 2031: “The vessel was in the yard”. "
        "The commitment of 2031-02-10 (To close two routes) was due on 2031-05-31, and no entry says that it was met."
    )


def test_to_weigh__has_obstacles_of_an_action_on_which_the_party_reported_nothing() -> None:
    blocked = report("QO", "2031-07-02", line(obstacles=Prose(text="A strike.")))
    found = dossier((committed(),), blocked, report("QN", "2031-06-28", line(figure(3), action="2.2")))
    assert [told.kind for told in found.to_weigh] == [ReportedKind.OBSTACLES]


def test_to_weigh__is_empty_for_a_silent_party() -> None:
    blocked = line(obstacles=Prose(text="The vessel of QN was in the yard."), narrative=Prose(text="QN is late."))
    entries = (committed(), invented.exhortation("2031-07-10"))
    silent = dossier(entries, report("QO", "2031-07-02", blocked), report("QN", "2031-07-02"))
    assert silent.to_weigh == ()
    before = dossier(entries)
    assert (silent, silent.statements) == (before, before.statements)
    assert dossier((), report("QN", "2031-06-28", line(figure(90)))).to_weigh == ()


def test_to_weigh__uses_reports_in_force_that_are_known_on_the_day() -> None:
    first = report("QN", "2031-06-28", line(figure(90)))
    second = report("QN", "2031-07-05", line(figure(95)), supersedes=(first.id,))
    told = [
        [statement.report_id for statement in dossier((committed(),), first, second, as_of=as_of).to_weigh]
        for as_of in ("2031-06-27", "2031-06-28", "2031-07-05")
    ]
    assert told == [[], [first.id], [second.id]]


def test_to_weigh__has_reports_for_a_checkpoint_without_a_round() -> None:
    (text,) = texts(dossier((committed(),), report("QN", "2031-06-28", line(figure(90)), checkpoint="Summer")))
    assert text.startswith("QN reported on action 5.2 on 2031-06-28, for Summer: what is not counted.")


def test_to_weigh__looks_at_no_action_of_another_plan() -> None:
    elsewhere = invented.entry(
        EntryKind.COMMITMENT, "2031-02-10", "", "QN", actions=(Ref(plan="B-2031", action="5.2"),)
    )
    assert dossier((elsewhere,), report("QN", "2031-06-28", line(figure(90)))).to_weigh == ()


def test_unread__says_that_reports_were_not_read() -> None:
    entries = (committed(),)
    assert dossier(entries).unread == ("reports",)
    assert dossier(entries, report("QN", "2031-06-28", line(figure(90)))).unread == ()


def test_to_weigh__takes_time_in_proportion_to_the_reports() -> None:
    def work(count: int) -> Callable[[], object]:
        days = [invented.day("2031-06-30") - dt.timedelta(days=number % 100) for number in range(count)]
        mine = [report("QN", str(on), line(figure(4)), id=f"n{number}") for number, on in enumerate(days)]
        told = [report("QO", str(on), line(figure(9, TOTAL, QN=4)), id=f"o{number}") for number, on in enumerate(days)]
        records = invented.SESSION.records(
            ledger=invented.ledger(committed()), reports=Reports(plan="Q-2031", reports=(*mine, *told))
        )
        ctx = invented.SESSION.context(PLAN, as_of=invented.day("2031-12-20"), records=records)
        claim_log(ctx)  # the log has a test of its own
        return lambda: exclusion(ctx, "QN")

    assert growth(work, 30) == pytest.approx(2, abs=0.2)


# The rule and its look-up: reports that an entry does not name


def unnamed(entry: EntryContent, *reports: FiledReport, others: tuple[EntryContent, ...] = (committed(),)) -> list[str]:
    ledger = invented.ledger(*others, entry)
    records = invented.SESSION.records(ledger=ledger, reports=Reports(plan="Q-2031", reports=reports))
    ctx = invented.SESSION.context(PLAN, as_of=invented.day("2031-12-20"), records=records)
    return [found.id for found in unweighed_reports(ctx, ledger.entries[-1], "QN")]


REPORTED = report("QN", "2031-06-28", line(figure(4)))


@pytest.mark.parametrize(
    "entry",
    [
        invented.exhortation("2031-07-10", replies_to=("e1",)),
        invented.exhortation("2031-07-10", actions=(Ref(action="5.2"),)),
        invented.decision("2031-07-10"),
    ],
)
def test_unweighed_reports__of_an_exhortation_or_an_exclusion_about_a_commitment(entry: EntryContent) -> None:
    assert unnamed(entry, REPORTED) == [REPORTED.id]


@pytest.mark.parametrize(
    "entry",
    [
        invented.exhortation("2031-06-28", replies_to=("e1",)),  # on the day of the report
        invented.exhortation("2031-07-10", actions=(Ref(action="2.2"),)),
        invented.exhortation("2031-07-10"),
        invented.exhortation("2031-07-10", by="QO", replies_to=("e1",)),
        invented.exhortation("2031-07-10", replies_to=("e1",), text=Prose(text="QN-2031-06-28 has only 4.")),
        invented.exhortation("2031-07-10", replies_to=("e1",), text=Prose(text="The report of 28 June 2031 has 4.")),
        invented.decision("2031-07-10", verdict=Verdict.RETAINED),
        invented.entry(EntryKind.REMINDER, "2031-07-10", by="QM", replies_to=("e1",)),
    ],
)
def test_unweighed_reports__are_none_of_other_entries(entry: EntryContent) -> None:
    assert unnamed(entry, REPORTED) == []


def test_unweighed_reports__are_none_that_say_nothing_of_the_commitment() -> None:
    exhorted = invented.exhortation("2031-07-10", replies_to=("e1",))
    empty = report("QN", "2031-06-28", line(Figure(kpi=1, scope=OWN, nothing=True)))
    assert unnamed(exhorted, empty) == []
    assert unnamed(exhorted, report("QN", "2031-06-28", line(figure(4), action="2.2"))) == []
    assert unnamed(exhorted, report("QO", "2031-06-28", line(figure(4)))) == []
    assert unnamed(exhorted, report("QN", "2031-02-09", line(figure(4)))) == []
    assert unnamed(exhorted, REPORTED, others=(committed(), invented.answer("2031-07-01", Reply.MET, "e1"))) == []


def test_unweighed_reports__are_those_that_were_in_force_on_the_day() -> None:
    exhorted = invented.exhortation("2031-07-10", replies_to=("e1",))
    for on, left in (("2031-07-05", ["later"]), ("2031-07-15", [REPORTED.id])):
        later = report("QN", on, line(figure(5)), id="later", supersedes=(REPORTED.id,))
        assert unnamed(exhorted, REPORTED, later) == left


def test_report_not_named__asks_for_a_waiver_for_a_decision() -> None:
    ledger = invented.ledger(committed(), invented.decision("2031-07-10"))
    records = invented.SESSION.records(ledger=ledger, reports=Reports(plan="Q-2031", reports=(REPORTED,)))
    (found,) = invented.SESSION.validate(PLAN, as_of=invented.day("2031-12-20"), records=records, select="OAP817")
    assert found.message == (
        "The decision of 10 July 2031 excludes QN for a commitment on which QN had reported on 28 June 2031, and does "
        "not name the report."
    )
    assert found.hint == "Add a waiver that names QN-2031-06-28 and says why it is not enough."
