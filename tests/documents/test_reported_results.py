"""The results columns of a plan, filled from its reports; the texts are written by reading the reports by hand."""

from __future__ import annotations

import datetime as dt
import io
import pickle
import re
import shutil
import types
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner, Result
from tests.support.invented import decision, ledger
from tests.support.linear import growth
from tests.support.progress_cases import figure, filed, operation, own, plan, register

import oap_c_2012
import oap_invented_2031 as example
from empact import ExportError, Plan, PlanReadError, Session
from empact.analysis import PlanContext
from empact.cli import main
from empact.documents import (
    CellNote,
    Document,
    Section,
    Table,
    TableCell,
    Text,
    build_council_document,
    build_driver_annex,
    build_driver_report,
    build_handbook,
    build_plan_sheet,
    build_progress,
    build_tasking,
)
from empact.hooks import Artifact, Audience, Exporter, Option, hookimpl
from empact.model import ActionReport, Checkpoint, FiledReport, FrozenMap, Note, Prose, Reports, Span

SESSION = Session([example, oap_c_2012])
PLAN = SESSION.load("oap-invented-2031")
REPORTING = SESSION.records(reports=example.REPORTS, operations=example.OPERATIONS, kpis=example.KPIS)
JUNE, DECEMBER = "reported/June 2031", "reported/December 2031"
BY_HAND = {
    ("2.1", JUNE): "not started\nKPI: not reported",
    ("2.1", DECEMBER): (
        "successfully completed\nKPI: 460 clocks seized, reported by 1 of 1 expected; shares: 370 clocks seized, "
        "reported by 3 of 4 expected\n"
        "clocks seized: 460 to 590 together with 3.2, because one result may be counted twice"
    ),
    ("2.2", JUNE): (
        "live\nKPI: 8 joint patrols, reported by 1 of 1 expected; shares: 5 joint patrols, reported by 1 of 3 expected"
    ),
    ("2.2", DECEMBER): (
        "carried over: Q-2032:2.2\nKPI: 32 joint patrols, reported by 1 of 1 expected; shares: 14 "
        "joint patrols, reported by 1 of 3 expected"
    ),
    ("3.1", JUNE): "not reported",
    ("3.1", DECEMBER): "live\nKPI: 2 states connected, reported by 1 of 1 expected",
    ("3.2", JUNE): "live\nKPI: 1 workshops searched, reported by 1 of 2 expected",
    ("3.2", DECEMBER): (
        "live (settled by the Driver)\nKPI: 2 workshops searched, reported by 2 of 2 expected; settled by the Driver\n"
        "clocks seized: at least 130 (shares)\n"
        "clocks seized: 460 to 590 together with 2.1, because one result may be counted twice"
    ),
    ("4.1", JUNE): (
        "live\nKPI: 28 examiners trained, reported by 1 of 1 expected\nexaminers who passed the test: 22 of 28"
    ),
    ("4.1", DECEMBER): (
        "completed\nKPI: 62 examiners trained, reported by 1 of 1 expected\n"
        "examiners who passed the test: QR 22 of 28 (June 2031), 30 of 34 (December 2031); how they add up is not "
        "decided"
    ),
    ("4.2", JUNE): "live\nKPI: not reported",
    ("4.2", DECEMBER): "not completed: The photographs of ten hallmarks are missing.\nKPI: not reported",
}


def context(day: str | None = "2031-12-31", of: Plan = PLAN) -> PlanContext:
    as_of = None if day is None else dt.date.fromisoformat(day)
    return SESSION.context(
        of,
        as_of=as_of,
        records=SESSION.records(
            ledger=example.LEDGER, reports=REPORTING.reports, operations=REPORTING.operations, kpis=REPORTING.kpis
        ),
    )


def cells(document: Document) -> dict[tuple[str, str], TableCell]:
    """The cells of the results columns, by the key of the row and of the column."""
    return {
        (row.key, column.key): cell
        for section in document.sections
        if isinstance(section.body, Table)
        for row in section.body.rows
        for column, cell in zip(section.body.columns, row.cells, strict=True)
        if column.key.startswith(("results/", "reported/"))
    }


def sheet(day: str | None = "2031-12-31", of: Plan = PLAN, **options: Any) -> dict[tuple[str, str], TableCell]:
    return cells(build_plan_sheet(context(day, of), with_reports=True, **options))


def of_reports(*reports: FiledReport, of: Plan | None = None, day: str | None = None, **fields: Any) -> PlanContext:
    """The context of a small plan with these reports."""
    of = of or plan()
    return PlanContext(
        plan=of,
        register=SESSION.register,
        reports=Reports(plan=of.id, reports=reports),
        as_of=None if day is None else dt.date.fromisoformat(day),
        **fields,
    )


def texts(ctx: PlanContext) -> dict[tuple[str, str], object]:
    return {key: cell.value for key, cell in cells(build_plan_sheet(ctx, with_reports=True)).items()}


@pytest.mark.parametrize("place", BY_HAND)
def test_results__are_those_of_the_table_by_hand(place: tuple[str, str]) -> None:
    assert sheet()[place].value == BY_HAND[place]


def test_results__name_the_reports_that_they_are_from() -> None:
    assert sheet()["3.2", DECEMBER].notes == (
        CellNote(
            "Reports: 2031-06-28-june-2031-qm-d67b352f369ab97b, 2031-12-14-december-2031-qm-02372b87033e049d, "
            "2031-12-16-december-2031-qn-156add937cf15005, 2031-12-20-december-2031-qm-ec13110f0d69623d"
        ),
    )


def test_results__of_a_superseded_report_are_gone() -> None:
    later = sheet("2032-06-15")["4.2", DECEMBER]
    assert later.value == "completed\nKPI: reached on 2032-06-10, reported by 1 of 1 expected"
    assert "2a3bb0105022762e" not in str(later.notes)


def test_silence__is_not_reported_and_never_zero() -> None:
    on_the_day = sheet("2031-06-30")
    assert on_the_day["2.1", JUNE] == TableCell("not reported")
    assert on_the_day["2.2", JUNE].value == (
        "status not reported\nKPI: at least 5 joint patrols (shares), reported by 1 of 3 expected"
    )
    assert not any(re.search(r"\b0 (clocks|joint|exam)", str(cell.value)) for cell in on_the_day.values())


def test_a_checkpoint_after_the_date_of_knowledge__has_only_what_is_reported_already() -> None:
    in_june = sheet("2031-06-30")
    assert {value for (_, column), value in in_june.items() if column == DECEMBER} == {TableCell()}
    early = {row: cell.value for (row, column), cell in sheet("2031-12-10").items() if column == DECEMBER}
    assert [row for row, value in early.items() if value is not None] == ["2.1", "2.2", "4.2"]
    assert early["2.2"] == BY_HAND["2.2", DECEMBER]


def test_leaders_that_differ__are_both_named_until_the_driver_settles_it() -> None:
    value = sheet("2031-12-16")["3.2", DECEMBER].value
    assert str(value).split("\n")[:2] == [
        "unclear: QM: live; QN: completed",
        "KPI: 2 to 3 workshops searched, reported by 2 of 2 expected; sources differ",
    ]


def test_what_the_plan_has_in_the_cell__stays_apart_with_its_notes() -> None:
    actions = list(PLAN.actions)
    actions[2] = attrs.evolve(actions[2], results=FrozenMap({"June 2031": Prose(text="Prepared.[^9]")}))
    planned = attrs.evolve(
        PLAN, actions=tuple(actions), notes=(*PLAN.notes, Note(mark="9", text=Prose(text="By letter.")))
    )
    found = sheet(of=planned)
    cell = found["2.1", JUNE]
    assert cell.value == f"{BY_HAND['2.1', JUNE]}\n\nin the plan: Prepared.[^9]"
    assert cell.notes[0] == CellNote("By letter.", "9")
    assert cell.notes[1].text.startswith("Reports: ")
    assert sheet("2031-01-01", of=planned)["2.1", JUNE].value == "in the plan: Prepared.[^9]"
    assert cells(build_plan_sheet(context(of=planned)))["2.1", "results/June 2031"].value == "Prepared.[^9]"
    tasking = cells(build_tasking(context(of=planned), party="QO", with_reports=True))
    in_short = CellNote("Reports: QO (June 2031)")
    assert tasking["2.1", JUNE] == attrs.evolve(cell, notes=(cell.notes[0], in_short))


def test_without_the_option__the_columns_are_as_in_the_plan() -> None:
    found = cells(build_plan_sheet(context()))
    assert {column for _, column in found} == {"results/June 2031", "results/December 2031"}
    assert set(found.values()) == {TableCell()}
    without_reports = SESSION.context(PLAN, as_of=dt.date(2031, 12, 31))
    assert build_plan_sheet(context()) == build_plan_sheet(without_reports)


def test_rows__keep_their_keys_and_references_in_all_documents() -> None:
    for build in (build_plan_sheet, build_council_document, build_handbook):
        with_reports, without = build(context(), with_reports=True), build(context())
        assert with_reports.plans == without.plans
        tables = with_reports.tables if build is build_plan_sheet else with_reports.tables[:-1]  # the list of reports
        assert [[(row.key, row.ref) for row in table.rows] for table in tables] == [
            [(row.key, row.ref) for row in table.rows] for table in without.tables
        ]
        assert [[column.title for column in table.columns] for table in tables] == [
            [column.title for column in table.columns] for table in without.tables
        ]
        assert pickle.loads(pickle.dumps(with_reports)) == with_reports


def test_the_other_documents__have_the_same_texts() -> None:
    expected = cells(build_plan_sheet(context(), with_reports=True, per_goal=True))
    assert {key: cell.value for key, cell in expected.items()} == {key: cell.value for key, cell in sheet().items()}
    assert cells(build_council_document(context(), with_reports=True)) == expected
    assert cells(build_council_document(context(), with_reports=True, per_goal=True)) == expected
    handbook = build_handbook(context(), with_reports=True, party="QO")
    goals = attrs.evolve(handbook, sections=tuple(one for one in handbook.sections if one.key.startswith("plan-")))
    assert cells(goals) == expected
    sheet_of_qo = cells(build_tasking(context(), party="QO", with_reports=True))
    of_sheet = tuple(section for section in handbook.sections if section.key.startswith("tasking-"))
    assert cells(attrs.evolve(handbook, sections=of_sheet)) == sheet_of_qo
    assert not cells(build_tasking(context(), party="QO"))


def sheet_of(party: str, ctx: PlanContext | None = None) -> dict[tuple[str, str], TableCell]:
    return cells(build_tasking(ctx or context(), party=party, with_reports=True))


def test_sheet_of_a_leader__has_all_that_is_reported_on_its_actions() -> None:
    found = sheet_of("QO")
    # what 2.1 counts together with 3.2, which QO does not lead, is not in its sheet
    assert found["2.1", DECEMBER].value == BY_HAND["2.1", DECEMBER].rpartition("\n")[0]
    assert found["2.2", DECEMBER].value == BY_HAND["2.2", DECEMBER]
    assert found["2.2", DECEMBER].notes == (
        CellNote("Reports: QP (June 2031), QO (June 2031), QP (December 2031), QO (December 2031)"),
    )
    before = sheet_of("QM", context("2031-12-16"))["3.2", DECEMBER]
    assert str(before.value).startswith("unclear: QM: live; QN: completed\nKPI: 2 to 3 workshops searched")


def test_sheet_of_a_participant__has_its_own_figures_and_the_value_of_the_action_alone() -> None:
    found = sheet_of("QP")
    assert found["2.2", DECEMBER] == TableCell(
        "KPI: 32 joint patrols; QP: 14 of its own",
        (CellNote("Reports: QP (June 2031), QP (December 2031)"),),
    )
    assert found["1.1", DECEMBER] == TableCell("KPI: 11 monthly reports")


def test_sheet_of_a_participant__does_not_say_what_its_leader_has_not_reported() -> None:
    of = plan({"leaders": "QN", "participants": "QO, QP"})
    nothing = of_reports(filed("QP", figure(8, unit="tonnes"), id="p"), of=of)
    assert sheet_of("QO", nothing)["1.1", JUNE] == TableCell()
    assert sheet_of("QP", nothing)["1.1", JUNE].value == "KPI: not counted: QP: 8 tonnes in total"
    assert str(sheet_of("QN", nothing)["1.1", JUNE].value).startswith("status not reported\nKPI: no figure counts")


def test_sheet_of_a_participant__has_no_names_and_no_numbers_of_others() -> None:
    of = plan({"leaders": "QN, QR", "participants": "QO, QP"})
    reports = [
        filed("QN", figure(10), status="live", id="n"),
        filed("QR", figure(13), status="completed", id="r"),
        filed("QO", own(5), id="o"),
        filed("QP", own(7), figure(8, unit="tonnes"), id="p"),
    ]
    ctx = of_reports(*reports, of=of, kpi_register=register("cumulative", unit="arrests"))
    assert sheet_of("QO", ctx)["1.1", JUNE] == TableCell(
        "KPI: 10 to 13 arrests; QO: 5 of its own", (CellNote("Reports: o"),)
    )
    assert sheet_of("QP", ctx)["1.1", JUNE].value == (
        "KPI: 10 to 13 arrests; QP: 7 of its own; not counted: QP: 8 tonnes in total"
    )
    leader = str(sheet_of("QR", ctx)["1.1", JUNE].value)
    assert leader.startswith("unclear: QN: live; QR: completed\nKPI: 10 to 13 arrests, reported by 2 of 2 expected")


def test_sheet_of_a_party_from_outside__has_no_results_but_its_own() -> None:
    silent = sheet_of("QX")
    assert {cell for (_, column), cell in silent.items() if column in {JUNE, DECEMBER}} == {TableCell()}
    of = plan({"leaders": "QN", "participants": "QO, QX"})
    ctx = of_reports(filed("QN", figure(10), status="live", id="n"), filed("QX", own(4), id="x"), of=of)
    assert sheet_of("QX", ctx)["1.1", JUNE] == TableCell("KPI: QX: 4 of its own", (CellNote("Reports: x"),))


ID = re.compile(r"203[12]-[0-9-]+-(?:june|december)-2031-q[a-z]-[0-9a-f]{16}")


def printed(section: Section) -> str:
    """All of a section but its keys, which nobody reads."""
    return repr(attrs.asdict(section, filter=lambda field, _: field.name != "key"))


def reports_of(document: Document, key: str = "reports") -> list[str]:
    """The ids of the list of reports, after a look that no other section has an id."""
    *others, last = sorted(document.sections, key=lambda section: section.key == key)
    assert last.key == key
    assert [section.key for section in others if ID.search(printed(section))] == []
    assert isinstance(last.body, Table)
    return [str(row.values[-1]) for row in last.body.rows]


def test_notes__name_a_report_in_short_where_a_list_has_its_id() -> None:
    documents = [
        (build_plan_sheet(context(), with_reports=True, per_goal=True), "reports"),
        (build_council_document(context(), with_reports=True), "reports"),
        (build_handbook(context(), with_reports=True, party="QO"), "plan-reports"),
    ]
    for document, key in documents:
        assert cells(document)["3.2", DECEMBER].notes == (
            CellNote(
                "Reports: QM (police, June 2031), QM (police, December 2031), QN (December 2031), "
                "QM (Driver, December 2031)"
            ),
        )
        assert len(reports_of(document, key)) == 13  # those in force on the last day of 2031
    assert [section.key for section in documents[2][0].sections if section.key.endswith("reports")] == ["plan-reports"]


def build_annex(ctx: PlanContext) -> Document:
    """The annex of the paper, for the Driver."""
    return build_driver_annex(ctx)


LAST = {
    "2031-12-31": "2031-12-20-december-2031-qm-ec13110f0d69623d",
    "2032-06-15": "2032-06-15-december-2031-qp-d0f316ac10c73dd4",
}
"""The last report that is in force on a day. That of 2032 supersedes one of December."""


@pytest.mark.parametrize("day", LAST)
@pytest.mark.parametrize(("build", "key"), [(build_progress, "reports"), (build_annex, "evidence")])
def test_documents_about_progress__have_no_id_outside_the_list(
    build: Callable[[PlanContext], Document], key: str, day: str
) -> None:
    found = reports_of(build(context(day)), key)
    assert len(found) == 13
    assert LAST[day] in found


def test_reports_that_count_nowhere__are_named_in_short_if_they_are_in_the_list() -> None:
    digits = "0123456789abcdef"
    listed = attrs.evolve(filed("QN", figure(1), action="9.9"), id=f"listed-{digits}")
    other = attrs.evolve(filed("QO", figure(1), checkpoint="Autumn 2031"), id=f"other-{digits}")
    document = build_progress(of_reports(listed, other))
    assert document.section("unplaced").body == Text(
        (
            f"other-{digits} names the checkpoint 'Autumn 2031', which is not in Q-2031, or has no day there.",
            "QN (June 2031) is about action 9.9, which is not in Q-2031.",
        )
    )
    assert values(document, "reports", "report") == [listed.id]


def test_words_of_reporters__stay_as_written() -> None:
    id = "listed-0123456789abcdef"
    words = f"Replaced; see ({id}) and report {id}"
    said: dict[str, Prose] = dict.fromkeys(("narrative", "obstacles", "support", "reason"), Prose(text=words))
    figures = (figure(text=Prose(text=words)), figure(1, kpi=7))
    report = attrs.evolve(filed("QN", *figures, status="cancelled", said=said), id=id)
    of_driver = filed("QM", context=Prose(text=words))
    ctx = of_reports(report, of_driver)
    document = build_plan_sheet(ctx, with_reports=True, per_goal=True)
    assert cells(document)["1.1", JUNE] == TableCell(
        f"cancelled: {words}\nKPI: QN: {words}; reported by 1 of 1 expected\n"
        "QN (June 2031) has a figure for KPI 7, which is not in action 1.1.",
        (CellNote("Reports: QN (June 2031)"),),
    )
    paper = build_driver_report(ctx)
    assert isinstance(own := paper.section("context").body, Text)
    assert own.paragraphs == (f"{words} [1]",)
    for column in ("narratives", "closing", "obstacles", "support"):
        assert f"{words} [2]" in values(paper, "goal-1", column)[0]


def test_list_of_a_tasking_sheet__has_the_reports_that_the_party_sees() -> None:
    found = reports_of(build_tasking(context(), party="QZ", with_reports=True))
    # QZ leads 1.1 and 1.2, on which nobody else has reported, and takes part in 2.2, on which it has not
    assert found == ["2031-06-27-june-2031-qz-66a032c2e2028e25", "2031-12-12-december-2031-qz-151ba754b30dafcc"]
    of_leader = reports_of(build_tasking(context(), party="QO", with_reports=True))
    assert "2031-12-09-december-2031-qp-a9b66b2e96e5f9df" in of_leader  # on 2.1 and 2.2
    assert "2031-12-11-december-2031-qr-20e79837215bea94" in of_leader  # on 2.1


def test_a_book_of_several_plans__has_the_results_of_each() -> None:
    other = attrs.evolve(PLAN, id="Q-2033")
    ctx = SESSION.context(
        PLAN,
        other,
        as_of=dt.date(2031, 12, 31),
        records=SESSION.records(
            ledger=example.LEDGER, reports=REPORTING.reports, operations=REPORTING.operations, kpis=REPORTING.kpis
        ),
    )
    book = build_tasking(ctx, party="QO", with_reports=True)
    leads = [section.body for section in book.sections if section.key.endswith("-leads")]
    first, second = [
        {row.key: row.cells[[one.key for one in body.columns].index(JUNE)].value for row in body.rows}
        for body in leads
        if isinstance(body, Table)
    ]
    assert first == {"2.1": BY_HAND["2.1", JUNE], "2.2": BY_HAND["2.2", JUNE]}
    assert set(second.values()) == {"not reported"}


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "fr",
            (
                "en cours (réglé par le Driver)\nICP: 2 workshops searched, rapporté par 2 sur 2 attendus; réglé par "
                "le Driver\nclocks seized: au moins 130 (parts)\n"
                "clocks seized: 460 à 590 avec 2.1, car un résultat peut être compté deux fois"
            ),
        ),
        (
            "de",
            (
                "laufend (vom Driver geklärt)\nKPI: 2 workshops searched, gemeldet von 2 von 2 erwarteten; vom Driver "
                "geklärt\nclocks seized: mindestens 130 (Anteile)\n"
                "clocks seized: 460 bis 590 zusammen mit 2.1, da ein Ergebnis doppelt gezählt sein kann"
            ),
        ),
    ],
)
def test_fixed_words__are_translated_and_those_of_reports_are_not(language: str, expected: str) -> None:
    found = sheet(language=language)
    assert found["3.2", DECEMBER].value == expected
    assert str(found["2.1", DECEMBER].value).startswith("successfully completed\n")
    assert list(found) == list(sheet())


def test_a_plan_without_checkpoints__has_the_columns_of_its_reports() -> None:
    bare = attrs.evolve(plan(), checkpoints=())
    assert texts(of_reports(of=bare)) == {}
    report = filed("QN", figure(12), status="live", checkpoint="Mid-term")
    found = texts(of_reports(report, of=bare, day="2031-12-31"))
    assert found == {
        ("1.1", "reported/Mid-term"): (
            "not counted, because the plan has no day for this checkpoint: QN: live; KPI 1: 12 in total"
        )
    }


def test_a_checkpoint_that_only_reports_name__has_a_column_at_the_end_and_counts_nowhere() -> None:
    report = filed("QN", figure(12), figure(3, measure="cars"), status="live", checkpoint="Autumn 2031")
    ctx = of_reports(report, kpi_register=register("cumulative"))
    assert texts(ctx) == {
        ("1.1", JUNE): "not reported",
        ("1.1", DECEMBER): "not reported",
        ("1.1", "reported/Autumn 2031"): (
            "not counted, because the plan has no day for this checkpoint: "
            "QN: live; KPI 1: 12 in total; cars: 3 in total"
        ),
    }
    assert cells(build_plan_sheet(ctx, with_reports=True))["1.1", "reported/Autumn 2031"].notes == (
        CellNote(f"Reports: {report.id}"),
    )
    titles = [column.title for column in build_plan_sheet(ctx, with_reports=True).tables[0].columns]
    assert titles[-3:] == ["Results>June 2031", "Results>December 2031", "Results>Autumn 2031"]


def test_a_checkpoint_in_each_of_two_years__has_both_in_its_column() -> None:
    two_years = attrs.evolve(
        plan(),
        period=Span(start=dt.date(2031, 1, 1), end=dt.date(2032, 12, 31)),
        checkpoints=(Checkpoint(name="June"), Checkpoint(name="December")),
    )
    first = filed("QN", figure(3), status="live", on="2031-06-28", checkpoint="June")
    second = filed("QN", figure(9), status="completed", on="2032-06-28", checkpoint="June")
    ctx = of_reports(first, second, of=two_years, day="2032-07-31", kpi_register=register("cumulative"))
    assert texts(ctx)["1.1", "reported/June"] == (
        "2031-06-30:\nlive\nKPI: 3 arrests, reported by 1 of 1 expected\n"
        "2032-06-30:\ncompleted\nKPI: 9 arrests, reported by 1 of 1 expected"
    )


def kpi_line(*reports: FiledReport, adds: str | None, **fields: Any) -> str:
    ctx = of_reports(*reports, kpi_register=register(adds, "Q-2031", **fields))
    return str(texts(ctx)["1.1", JUNE]).removeprefix("status not reported\n")


def test_a_line_of_a_kpi__says_how_the_figures_add_up() -> None:
    day = dt.date(2031, 6, 3)
    assert kpi_line(filed("QN", figure(9, of=12)), adds="ratio") == "KPI: 9 of 12 arrests, reported by 1 of 1 expected"
    assert (
        kpi_line(filed("QN", figure(9, of=12)), adds="ratio", unit="%") == "KPI: 9 of 12, reported by 1 of 1 expected"
    )
    assert (
        kpi_line(filed("QN", figure(reached=day)), adds="milestone")
        == "KPI: reached on 2031-06-03, reported by 1 of 1 expected"
    )
    assert (
        kpi_line(filed("QN", figure(1)), adds="milestone")
        == "KPI: the day is not reported, reported by 0 of 1 expected; not counted: QN: 1 in total"
    )
    text = figure(text=Prose(text="A network."))
    for adds in ("qualitative", "cumulative"):
        assert kpi_line(filed("QN", text), adds=adds) == "KPI: QN: A network.; reported by 1 of 1 expected"
    both = (filed("QM", own(4)), filed("QO", own(3)))
    assert kpi_line(*both, adds="incremental", unit="arrests") == (
        "KPI: 7 arrests (shares), reported by 2 of 2 expected"
    )
    assert kpi_line(both[0], adds="incremental", unit="arrests") == (
        "KPI: at least 4 arrests (shares), reported by 1 of 2 expected"
    )
    apart = (filed("QN", figure(4, unit="arrests"), figure(2, unit="tonnes")),)
    assert kpi_line(*apart, adds="cumulative", unit="arrests") == (
        "KPI: 4 arrests, reported by 1 of 1 expected; not counted: QN: 2 tonnes in total"
    )


def test_a_total_of_an_earlier_round__is_the_value_so_far() -> None:
    ctx = of_reports(filed("QN", figure(5), status="live"), kpi_register=register("cumulative"))
    assert texts(ctx) == {
        ("1.1", JUNE): "live\nKPI: 5 arrests, reported by 1 of 1 expected",
        ("1.1", DECEMBER): "status not reported\nKPI: 5 arrests so far (June 2031), reported by 0 of 1 expected",
    }


def test_values_that_nobody_has_decided_how_to_add__are_listed() -> None:
    ctx = of_reports(filed("QN", figure(5)), filed("QN", figure(7), on="2031-12-02"))
    assert str(texts(ctx)["1.1", DECEMBER]).split("\n")[1] == (
        "KPI: QN 5 arrests (June 2031), 7 (December 2031); how they add up is not decided, reported by 1 of 1 expected"
    )


def test_own_figure__names_its_operation_and_its_checkpoint() -> None:
    report = filed("QO", own(5, operation="JAD-1"))
    ctx = of_reports(report, operations=(operation("JAD-1", ("2031-05-01", "2031-05-04"), "Q-2031:1.1"),))
    found = sheet_of("QO", ctx)
    assert found["1.1", JUNE].value == "KPI: QO: 5 of its own, in operation JAD-1"
    assert found["1.1", DECEMBER].value == "KPI: QO (June 2031): 5 of its own, in operation JAD-1"


@pytest.mark.parametrize(
    ("word", "said", "expected"),
    [
        ("cancelled", {"reason": Prose(text="No routes are left.")}, "cancelled: No routes are left."),
        ("live", {"reason": Prose(text="It is live.")}, "live"),
        ("Completed", {}, "completed"),
        ("continue", {}, "unclear: continue"),
        ("almost done", {}, "unclear: almost done"),
        ("unclear", {}, "unclear"),
    ],
)
def test_a_status__is_in_the_word_of_the_report(word: str, said: dict[str, Any], expected: str) -> None:
    ctx = of_reports(filed("QN", status=word, said=said))
    assert texts(ctx)["1.1", JUNE] == f"{expected}\nKPI: not reported"


def test_a_figure_of_an_unknown_kpi__is_reported() -> None:
    report = filed("QN", figure(5, kpi=7), status="live")
    lines = str(texts(of_reports(report))["1.1", JUNE]).split("\n")
    assert lines == ["live", "KPI: not reported", f"{report.id} has a figure for KPI 7, which is not in action 1.1."]


def records(folder: Path) -> Session:
    """A session whose workspace has the reports of the example."""
    (folder / "empact.toml").write_text('workspace = "records"\n', encoding="utf-8")
    for part in (example.REPORTS, example.OPERATIONS, example.KPIS, example.LEDGER):
        shutil.copytree(part, folder / "records" / part.name)
    return Session([example, oap_c_2012], config=folder / "empact.toml")


DAY = dt.date(2031, 12, 31)


def text_of(data: bytes) -> str:
    """The text of a file, or of all parts of an archive, without tags."""
    if not data.startswith(b"PK"):
        return data.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
    return re.sub(r"<[^>]+>", "", "".join(parts))


@pytest.mark.parametrize("to", ["csv", "docx", "html", "markdown", "text", "xlsx"])
def test_every_format__has_the_results_and_their_reports(tmp_path: Path, to: str) -> None:
    session = records(tmp_path)
    recorded = session.workspace.records
    text = text_of(session.export(PLAN, to=to, as_of=DAY, with_reports=True, records=recorded))
    plainly = re.sub(r"\s+", " ", text.replace("\\", ""))
    assert "460 clocks seized, reported by 1 of 1 expected" in plainly
    assert "460 to 590 together with 3.2" in plainly
    assert "2031-12-20-december-2031-qm-ec13110f0d69623d" in plainly
    without = text_of(session.export(PLAN, to=to, as_of=DAY, records=recorded))
    assert "460" not in re.sub(r"\s+", " ", without)


@pytest.mark.parametrize("document", ["plan", "handbook", "tasking"])
def test_without_the_option__no_report_is_used(tmp_path: Path, document: str) -> None:
    session = records(tmp_path)
    options: dict[str, Any] = {"document": document, "to": "html", "as_of": DAY}
    options |= {"party": "QO"} if document == "tasking" else {}
    expected = session.export(PLAN, **options, records=session.records(ledger=example.LEDGER))
    assert session.export(PLAN, **options, records=session.workspace.records) == expected
    (tmp_path / "records/reports/Q-2031/2031-06-28-broken.yaml").write_text("empact: report/1\n", encoding="utf-8")
    assert session.export(PLAN, **options, records=session.workspace.records) == expected
    with pytest.raises(PlanReadError):
        session.export(PLAN, **options, records=session.workspace.records, with_reports=True)


@pytest.mark.parametrize("to", ["docx", "csv"])
def test_with_the_option__a_plan_without_any_report_is_refused(tmp_path: Path, to: str) -> None:
    missing = (
        "The option 'with_reports' needs reports, and there are none about Q-2031. "
        "Name their folder with --reports, or the workspace in empact.toml (in Python: records=)."
    )
    for reports in (None, (), tmp_path):
        with pytest.raises(ExportError) as caught:
            SESSION.export(PLAN, to=to, with_reports=True, records=SESSION.records(reports=reports))
        assert str(caught.value) == missing
    recorded = records(tmp_path).workspace.records
    with pytest.raises(ExportError) as caught:
        SESSION.export(PLAN, to=to, as_of=dt.date(2031, 6, 1), with_reports=True, records=recorded)
    assert str(caught.value) == (
        "The option 'with_reports' needs reports, and those about Q-2031 are all from after 2031-06-01."
    )


def test_the_option__is_not_one_of_the_plan_as_data() -> None:
    with pytest.raises(TypeError, match=r"^Unknown option 'with_reports'"):
        SESSION.export(PLAN, to="json", with_reports=True, records=REPORTING)


def test_an_exporter_of_a_plugin__has_the_reports_only_if_its_option_is_set() -> None:
    found: list[int] = []

    def write(plan: Plan, ctx: Any) -> list[Artifact]:
        found.append(len(ctx.context.reports))
        return [Artifact("a.txt", str(plan.marking_in_force(None)).encode())]

    plugin = types.ModuleType("with_reports_plugin")
    option = Option("filled", summary="Fill it.", type=bool, default=False, needs="reports")
    exporter = Exporter(
        name="filled", suffix=".txt", write="with_reports_plugin:write", options=(option,), audiences=(Audience.DRIVER,)
    )
    vars(plugin).update(write=write, empact_exporters=hookimpl(lambda: [exporter]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(__import__("sys").modules, plugin.__name__, plugin)
        session = Session([example, plugin])
        session.export(PLAN, to="filled", records=REPORTING)
        session.export(PLAN, to="filled", filled=True, records=REPORTING)
    assert found == [0, 15]


@pytest.mark.parametrize("fields", [{"type": str}, {"type": bool, "repeated": True}])
def test_an_option_that_needs_reports__is_yes_or_no(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="needs reports, so its type has to be bool, and it is given once"):
        Option("filled", summary="Fill it.", needs="reports", **fields)


def test_an_option__needs_nothing_else() -> None:
    with pytest.raises(ValueError, match=r"Option\.needs must be 'reports'"):
        Option("filled", summary="Fill it.", type=bool, needs="practices")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("to", "shown"),
    [
        ("csv", "\n'=1+1: 3 <script>"),
        ("html", "=1+1: 3 &lt;script&gt;"),
        ("markdown", r"\<script\>"),
        ("docx", "=1+1: 3 &lt;script&gt;"),
        ("xlsx", "=1+1: 3 &lt;script&gt;"),
    ],
)
def test_texts_of_reports__are_harmless(to: str, shown: str) -> None:
    report = filed("QN", figure(3, measure="=1+1", unit="<script>"), status="=1+1 <script>\x1b[2J")
    reports = Reports(plan="Q-2031", reports=(report,))
    text = text_of(SESSION.export(plan(), to=to, with_reports=True, records=SESSION.records(reports=reports)))
    assert shown in text
    assert "\x1b" not in text


def test_command__fills_the_columns_of_the_printed_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    session = records(tmp_path)
    call = ["export", "oap-invented-2031", "--to", "text", "--as-of", "2031-12-31", "--with-reports"]
    done = CliRunner().invoke(main, call, obj=session)
    assert done.exit_code == 0, done.output
    assert "Results>December 2031: successfully completed\n  KPI: 460 clocks seized" in done.stdout
    refused = CliRunner().invoke(main, call, obj=Session([example]))
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.startswith("Error: The command needs the reports folder. Name the folder with --reports")
    unknown = CliRunner().invoke(main, [*call, "--to", "json"], obj=session)
    assert unknown.exit_code == 2
    assert "Option '--with-reports' does not exist" in unknown.stderr


def test_task__adds_the_results_of_each_action(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    session = records(tmp_path)

    def run(*arguments: str, of: Session = session) -> Result:
        return CliRunner().invoke(main, ["task", "oap-invented-2031", "--party", "QO", *arguments], obj=of)

    day = ("--as-of", "2031-12-31")
    without, with_reports = run(*day), run(*day, "--with-reports")
    assert (without.exit_code, with_reports.exit_code) == (0, 0), with_reports.output
    assert "Results>" not in without.stdout
    assert "Results>June 2031: live\n  KPI: 8 joint patrols, reported by 1 of 1 expected" in with_reports.stdout
    named = run(*day, "--with-reports", "--reports", str(example.REPORTS), of=Session([example]))
    assert "Results>June 2031: live\n  KPI: 8 joint patrols" in named.stdout  # without the KPI register
    for arguments, message in {
        (*day, "--reports", "records"): "--reports, --operations and --kpis need --with-reports.",
        (*day, "--with-reports", "--format", "json"): (
            "--with-reports needs a format of documents; for JSON, use 'empact progress'."
        ),
        ("--as-of", "2031-01-01", "--with-reports"): (
            "The option 'with_reports' needs reports, and those about Q-2031 are all from after 2031-01-01."
        ),
    }.items():
        refused = run(*arguments)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert message in refused.stderr


def test_a_tasking_sheet__says_nothing_of_the_ledger_in_its_results() -> None:
    of = plan({"leaders": "QM, QN", "participants": "QO"})
    ctx = of_reports(filed("QM", figure(3)), of=of, ledger=ledger(decision("2031-01-01")))
    assert "reported by 1 of 1 expected" in str(texts(ctx)["1.1", JUNE])
    for with_ledger in (False, True):
        sheet_of_qm = cells(build_tasking(ctx, party="QM", with_reports=True, with_ledger=with_ledger))
        assert "reported by 1 of 2 expected" in str(sheet_of_qm["1.1", JUNE].value)


def test_results__cost_twice_as_much_for_twice_as_many_possible_duplicates() -> None:
    def work(count: int) -> Any:
        ctx = doubles(count)
        return lambda: build_plan_sheet(ctx, with_reports=True)

    assert growth(work, 30) < 2.2


def doubles(count: int) -> PlanContext:
    """The context of a plan all of whose actions may count one result."""
    numbers = [f"1.{number}" for number in range(1, count + 1)]
    of = plan(*({"number": number, "links": numbers[0]} for number in numbers))
    period = ("2031-05-01", "2031-05-10")
    reports = [filed("QM", own(5, period=period), action=number, id=f"r{number}") for number in numbers]
    return of_reports(*reports, of=of, kpi_register=register("incremental", "Q-2031", *numbers))


def test_a_possible_duplicate__names_six_other_actions_at_most() -> None:
    last = texts(doubles(9))["1.9", JUNE]
    assert str(last).endswith(
        "5 to 45 together with 1.1, 1.2, 1.3, 1.4, 1.5, 1.6 and 2 more, because one result may be counted twice"
    )
    assert "together with 1.2, 1.3, 1.4, 1.5, 1.6, 1.7 and 2 more" in str(texts(doubles(9))["1.1", JUNE])
    assert "together with 1.1, 1.3, 1.4, 1.5, 1.6, 1.7, because" in str(texts(doubles(7))["1.2", JUNE])


def test_results__cost_twice_as_much_for_twice_as_many_reports() -> None:
    of = plan(*({"number": f"1.{number}"} for number in range(1, 6)))

    def work(count: int) -> Any:
        reports = [
            filed(
                ("QM", "QN", "QO")[number % 3],
                own(number),
                action=f"1.{number % 5 + 1}",
                id=f"r{number}",
                checkpoint=("June 2031", "Autumn 2031")[number % 2],
            )
            for number in range(count)
        ]
        ctx = of_reports(*reports, of=of)
        return lambda: build_plan_sheet(ctx, with_reports=True)

    assert growth(work, 60) < 2.2


def test_note__does_not_name_a_report_that_left_the_action_empty() -> None:
    of = plan({}, {"number": "1.2"})
    filled, other = filed("QN", figure(5)), filed("QO", status="live", action="1.2")
    report = attrs.evolve(
        filled, content=attrs.evolve(filled.content, actions=(*filled.content.actions, ActionReport(action="1.2")))
    )
    document = build_plan_sheet(of_reports(report, other, of=of), with_reports=True)
    assert cells(document)["1.2", JUNE].notes == (CellNote(f"Reports: {other.id}"),)
    assert cells(document)["1.1", JUNE].notes == (CellNote(f"Reports: {filled.id}"),)


@pytest.mark.parametrize(
    ("adds", "said"),
    [
        ("cumulative", "5 arrests so far (June 2031)"),
        ("incremental", "at least 5 arrests (June 2031)"),
        ("latest", "5 arrests so far (June 2031)"),
    ],
)
def test_value_of_an_earlier_checkpoint__names_it_in_every_output(adds: str, said: str) -> None:
    ctx = of_reports(filed("QN", figure(5)), day="2031-12-31", kpi_register=register(adds))
    assert texts(ctx)["1.1", DECEMBER] == f"status not reported\nKPI: {said}, reported by 0 of 1 expected"
    assert values(build_progress(ctx), "kpis", "value") == [(said,)]
    (result,) = values(build_driver_report(ctx), "goal-1", "results")[0]
    assert result == f"Number of arrests: {said} [1]"


def values(document: Document, section: str, column: str) -> list[Any]:
    """The values of a column of a table."""
    body = document.section(section).body
    assert isinstance(body, Table)
    place = [one.key for one in body.columns].index(column)
    return [row.values[place] for row in body.rows]


def test_task__with_reports_of_several_parties_in_one_file_is_for_the_driver(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    session = records(tmp_path)
    sheets = ["task", "oap-invented-2031", "--party", "QO", "--party", "QP", "--as-of", "2031-12-31"]
    for_the_driver = "Readers: only the Driver and the Support Unit"

    def written(path: str, *arguments: str) -> list[str]:
        call = [*sheets, *arguments, "-o", path]
        done = CliRunner().invoke(main, call, obj=session)
        assert done.exit_code == 0, done.output
        files = sorted(Path(path).iterdir()) if path.endswith("/") else [Path(path)]
        return [file.read_text(encoding="utf-8") for file in files]

    (book,) = written("book.txt", "--with-reports")
    assert for_the_driver in book
    (without,) = written("without.txt", "--release", "LIMITE")
    assert for_the_driver not in without
    apart = written("apart/", "--with-reports", "--release", "LIMITE")
    assert len(apart) == 2
    assert not any(for_the_driver in text for text in apart)
    refused = CliRunner().invoke(main, [*sheets, "--with-reports", "--release", "LIMITE", "-o", "no.txt"], obj=session)
    assert (refused.exit_code, Path("no.txt").exists()) == (2, False)
    assert "A book with the reports of several parties is for the Driver and the Support Unit only" in refused.stderr
