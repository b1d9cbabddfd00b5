"""Folders of reports, operations and KPI registers: what is added, read, changed, misplaced or there twice."""

from __future__ import annotations

import datetime as dt
import errno
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from empact import PlanReadError, Session, UnknownIdError, parse_parties
from empact.errors import ConfigError, ExportError
from empact.model import (
    ActionReport,
    Adds,
    FiledReport,
    KpiDefinition,
    KpiRegister,
    Operation,
    Ref,
    Report,
    Reports,
    Settlement,
)
from empact.storage import folders
from empact.storage.writing import create

SESSION = Session()
PLAN = SESSION.loads("empact: plan/1\nid: Q-2031\n", format="yaml")


def report(**changes: object) -> Report:
    plain = Report(
        plan="Q-2031",
        checkpoint="June 2031",
        by=parse_parties("QN"),
        on=dt.date(2031, 6, 28),
        source="form of 28 June 2031",
        actions=(ActionReport(action="1.1", status="live"),),
    )
    return attrs.evolve(plain, **changes)  # type: ignore[arg-type]


def naming(field: str, id: str) -> dict[str, object]:
    """What a report has that supersedes another, or that settles what it states."""
    return {field: (id if field == "supersedes" else Settlement(action="1.1", status="live", cites=(id,)),)}


def found(folder: Path) -> list[tuple[str, str | None]]:
    return [(one.code, one.place.subject) for one in SESSION.workspace.reports.read(folder).diagnostics]


def test_add__names_the_file_after_day_checkpoint_party_and_digest(tmp_path: Path) -> None:
    filed = SESSION.workspace.reports.add(report(), tmp_path)
    assert re.fullmatch(r"2031-06-28-june-2031-qn-[0-9a-f]{16}", filed.id)
    assert filed.digest.startswith(filed.id[-16:])
    (path,) = tmp_path.rglob("*.yaml")
    assert path == tmp_path / "Q-2031" / f"{filed.id}.yaml"
    assert SESSION.workspace.reports.of_plan("Q-2031", tmp_path).reports == (filed,)


def test_add__of_the_same_report_writes_one_file(tmp_path: Path) -> None:
    first = SESSION.workspace.reports.add(report(), tmp_path)
    assert SESSION.workspace.reports.add(report(), tmp_path) == first
    (path,) = tmp_path.rglob("*.yaml")
    path.rename(path.with_name("by hand.yaml"))
    assert SESSION.workspace.reports.add(report(), tmp_path).id == "by hand"
    assert len(list(tmp_path.rglob("*.yaml"))) == 1


def test_add__refuses_what_supersedes_or_cites_an_unknown_report(tmp_path: Path) -> None:
    first = SESSION.workspace.reports.add(report(), tmp_path)
    later = report(on=dt.date(2031, 6, 30), supersedes=(first.id,))
    second = SESSION.workspace.reports.add(later, tmp_path)
    assert SESSION.workspace.reports.of_plan("Q-2031", tmp_path).reports == (first, second)
    for field in ("supersedes", "settles"):
        with pytest.raises(UnknownIdError, match="Report 'x'"):
            SESSION.workspace.reports.add(report(**naming(field, "x")), tmp_path)


def test_add__needs_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="No folder for the report"):
        SESSION.workspace.reports.add(report())
    with pytest.raises(FileNotFoundError):
        SESSION.workspace.reports.add(report(), tmp_path / "missing")
    SESSION.workspace.reports.add(report(), tmp_path / "missing", create=True)
    assert len(SESSION.workspace.reports.of_plan("Q-2031", tmp_path / "missing")) == 1


def test_add_all__writes_each_report_once_and_returns_them_in_order(tmp_path: Path) -> None:
    first = SESSION.workspace.reports.add(report(), tmp_path)
    others = [report(by=parse_parties(party)) for party in ("QO", "QP")]
    added = SESSION.workspace.reports.add_all([others[0], report(), others[1], others[0]], tmp_path)
    assert [str(one.content.by) for one in added] == ["QO", "QN", "QP", "QO"]
    assert (added[1], added[0]) == (first, added[3])
    assert set(SESSION.workspace.reports.of_plan("Q-2031", tmp_path)) == set(added)
    assert len(list(tmp_path.rglob("*.yaml"))) == 3
    assert SESSION.workspace.reports.add_all([], tmp_path) == ()


def test_as_filed__has_the_id_under_which_the_report_is_added(tmp_path: Path) -> None:
    filed = SESSION.workspace.reports.as_filed(report())
    assert list(tmp_path.iterdir()) == []
    assert SESSION.workspace.reports.add(report(), tmp_path) == filed


@pytest.mark.parametrize("field", ["supersedes", "settles"])
def test_add_all__finds_what_a_report_names_among_the_others(
    tmp_path: Path, field: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The later report stands first; the one that it names is written before it."""
    first = SESSION.workspace.reports.as_filed(report())
    second = SESSION.workspace.reports.as_filed(report(on=dt.date(2031, 6, 29), **naming(field, first.id)))
    third = report(on=dt.date(2031, 6, 30), **naming(field, second.id))
    with pytest.raises(UnknownIdError, match=second.id):
        SESSION.workspace.reports.add_all([third, first.content], tmp_path)
    assert list(tmp_path.iterdir()) == []
    written: list[str] = []

    def noted(path: Path, data: bytes) -> None:
        written.append(path.stem)
        create(path, data)

    monkeypatch.setattr(folders, "create", noted)
    added = SESSION.workspace.reports.add_all([third, second.content, first.content], tmp_path)
    assert [one.content.on.day for one in added] == [30, 29, 28]
    assert written == [first.id, second.id, added[0].id]
    assert (
        SESSION.validate(PLAN, select="report-reference-unknown", records=SESSION.records(reports=tmp_path)).worst
        is None
    )


def test_add_all__does_not_take_an_id_of_another_plan(tmp_path: Path) -> None:
    first = SESSION.workspace.reports.as_filed(report(plan="R-2031"))
    with pytest.raises(UnknownIdError):
        SESSION.workspace.reports.add_all([first.content, report(**naming("settles", first.id))], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_add_all__writes_nothing_if_one_report_is_refused(tmp_path: Path) -> None:
    for wrong, error in (
        (report(**naming("settles", "x")), UnknownIdError),
        (report(source="half \ud800"), ExportError),
    ):
        with pytest.raises(error):
            SESSION.workspace.reports.add_all([report(), wrong], tmp_path)
        assert list(tmp_path.iterdir()) == []


def test_add_all__can_be_repeated_after_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    several = [report(by=parse_parties(party)) for party in ("QN", "QO", "QP")]
    begun: list[Path] = []

    def fail(path: Path, data: bytes) -> None:
        begun.append(path)
        if len(begun) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        create(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(folders, "create", fail)
        with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
            SESSION.workspace.reports.add_all(several, tmp_path)
    assert len(SESSION.workspace.reports.of_plan("Q-2031", tmp_path)) == 1
    added = SESSION.workspace.reports.add_all(several, tmp_path)
    assert set(SESSION.workspace.reports.of_plan("Q-2031", tmp_path)) == set(added)


def test_add_all__reads_each_file_of_the_folder_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading, not time, is counted: for n files that exist and n new ones, n are read; for twice as many, 2n."""

    def new(count: int) -> list[Report]:
        return [report(source=f"form {number}") for number in range(count)]

    read = folders.read
    for count in (10, 20):
        folder = tmp_path / str(count)
        SESSION.workspace.reports.add_all(new(count), folder, create=True)
        opened: list[Path] = []
        monkeypatch.setattr(
            folders, "read", lambda path, *rest, opened=opened: (opened.append(path), read(path, *rest))[1]
        )
        SESSION.workspace.reports.add_all(new(2 * count), folder)
        assert (len(opened), len(set(opened))) == (count, count)
        opened.clear()
        known = SESSION.workspace.reports.read(folder)
        SESSION.workspace.reports.add_all(new(3 * count), folder, known=known)
        assert len(opened) == 2 * count
        monkeypatch.setattr(folders, "read", read)


def test_read__without_a_workspace_is_empty() -> None:
    assert len(SESSION.workspace.reports.read().of_plan("Q-2031")) == 0
    assert SESSION.workspace.operations.read().operations == ()
    assert len(SESSION.workspace.kpis.of_plan("Q-2031")) == 0


def test_read__reports_a_file_that_was_changed(tmp_path: Path) -> None:
    filed = SESSION.workspace.reports.add(report(), tmp_path)
    (path,) = tmp_path.rglob("*.yaml")
    path.write_text(path.read_text(encoding="utf-8").replace("live", "completed"), encoding="utf-8")
    assert found(tmp_path) == [("OAP018", f"Q-2031:{filed.id}")]
    with pytest.raises(PlanReadError, match="changed after it was recorded"):
        SESSION.workspace.reports.of_plan("Q-2031", tmp_path, plans=[PLAN])
    with pytest.raises(PlanReadError):
        SESSION.workspace.reports.add(report(on=dt.date(2031, 7, 1)), tmp_path)


def test_read__reports_a_file_in_the_folder_of_another_plan(tmp_path: Path) -> None:
    filed = SESSION.workspace.reports.add(report(), tmp_path)
    (path,) = tmp_path.rglob("*.yaml")
    (tmp_path / "R-2031").mkdir()
    path.rename(tmp_path / "R-2031" / path.name)
    assert found(tmp_path) == [("OAP019", f"Q-2031:{filed.id}")]
    for plan in ("Q-2031", "R-2031"):
        with pytest.raises(PlanReadError, match="in the folder of R-2031"):
            SESSION.workspace.reports.of_plan(plan, tmp_path, plans=[PLAN, attrs.evolve(PLAN, id="R-2031")])


def test_read__reports_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    SESSION.workspace.reports.add(report(), tmp_path)
    (tmp_path / "Q-2031" / "other.yaml").write_text("empact: report/1\nplan: Q-2031\n", encoding="utf-8")
    read = SESSION.workspace.reports.read(tmp_path)
    assert not read.complete
    assert {one.name for one in read.diagnostics} == {"missing-key"}
    assert len(read.of_plan("Q-2031")) == 1


@settings(max_examples=settings().max_examples // 2, deadline=None)
@given(order=st.permutations(range(4)))
def test_reports__do_not_depend_on_the_order_of_files(order: list[int]) -> None:
    days = [dt.date(2031, 6, day) for day in (20, 20, 25, 30)]
    filed = [
        FiledReport(id=f"r{index}", digest=str(index), content=report(on=day, supersedes=("r0",) * (index == 2)))
        for index, day in enumerate(days)
    ]
    assert Reports(plan="Q-2031", reports=tuple(filed[index] for index in order)) == Reports(
        plan="Q-2031", reports=tuple(filed)
    )


def test_until__leaves_out_later_reports(tmp_path: Path) -> None:
    first = SESSION.workspace.reports.add(report(), tmp_path)
    SESSION.workspace.reports.add(report(on=dt.date(2031, 12, 1), supersedes=(first.id,)), tmp_path)
    reports = SESSION.workspace.reports.of_plan("Q-2031", tmp_path)
    assert reports.until(dt.date(2031, 11, 30)).reports == (first,)
    assert reports.until(None) is reports


OPERATION = Operation(id="JAD-2031-1", name="Joint action days", actions=(Ref(plan="Q-2031", action="2.1"),))
REGISTER = KpiRegister(
    plan="Q-2031",
    definitions=(KpiDefinition(action="1.1", adds=Adds.LATEST, decided_by="QM", on=dt.date(2031, 1, 30)),),
)


def test_operations__are_files_that_exist_once(tmp_path: Path) -> None:
    path = SESSION.workspace.operations.add(OPERATION, tmp_path)
    assert path == tmp_path / "JAD-2031-1.yaml"
    with pytest.raises(FileExistsError):
        SESSION.workspace.operations.add(attrs.evolve(OPERATION, name="Other"), tmp_path)
    assert SESSION.workspace.operations.read(tmp_path).require_complete().operations == (OPERATION,)
    with pytest.raises(OSError, match="A file with this name is hidden, and it would not be read"):
        SESSION.workspace.operations.add(attrs.evolve(OPERATION, id=".x"), tmp_path)


def test_operations__with_the_same_id_are_reported(tmp_path: Path) -> None:
    path = SESSION.workspace.operations.add(OPERATION, tmp_path)
    shutil.copy(path, tmp_path / "copy.yaml")
    read = SESSION.workspace.operations.read(tmp_path)
    (problem,) = read.diagnostics
    assert (problem.code, problem.place.line, problem.place.subject) == ("OAP020", 2, "JAD-2031-1")
    assert read.operations == (OPERATION,)
    with pytest.raises(PlanReadError):
        read.require_complete()


def test_kpis__of_one_plan_in_two_files_are_reported(tmp_path: Path) -> None:
    path = SESSION.workspace.kpis.add(REGISTER, tmp_path)
    assert SESSION.workspace.kpis.of_plan("Q-2031", tmp_path) == REGISTER
    shutil.copy(path, tmp_path / "copy.yaml")
    assert [one.code for one in SESSION.workspace.kpis.read(tmp_path).diagnostics] == ["OAP021"]
    with pytest.raises(PlanReadError, match="KPI register of Q-2031 is also in"):
        SESSION.workspace.kpis.of_plan("Q-2031", tmp_path, plans=[PLAN])


def test_records__takes_values_folders_and_readings(tmp_path: Path) -> None:
    filed = SESSION.workspace.reports.add(report(), tmp_path)
    reports = SESSION.workspace.reports.of_plan("Q-2031", tmp_path)
    read = SESSION.records(reports=reports, operations=[OPERATION], kpis=REGISTER)
    assert read.reports is not None
    assert SESSION.records(reports=read.reports).reports is read.reports
    assert read.unread == ("ledger", "seals", "practices", "mappings")
    assert read.require_complete("Q-2031").reports == read.reports
    assert read.reports.of_plan("Q-2031").reports == (filed,)
    plan = SESSION.loads("empact: plan/1\nid: Q-2031\n", format="yaml")
    context = SESSION.context(plan, records=read)
    assert context.reports == reports
    assert (context.operations, context.kpi_register) == ((OPERATION,), REGISTER)
    assert len(SESSION.context(plan).reports) == 0
    other = SESSION.loads("empact: plan/1\nid: R-2031\n", format="yaml")
    both = SESSION.context(plan, other, records=read)
    assert [len(one.reports) for one in both] == [1, 0]


@pytest.mark.parametrize(
    ("read", "several", "each"),
    [
        (
            SESSION.workspace.reports.read,
            "The reports must be a Reports, a list of them, a reading or a folder",
            "Each of the reports must be a Reports",
        ),
        (
            SESSION.workspace.operations.read,
            "The operations must be an Operation, a list of them, a reading or a folder",
            "Each of the operations must be an Operation",
        ),
        (
            SESSION.workspace.kpis.read,
            "The KPI register must be a KpiRegister, a list of them, a reading or a folder",
            "Each KPI register must be a KpiRegister",
        ),
    ],
)
def test_read__of_a_wrong_type_says_what_is_wanted(read: Callable[[Any], object], several: str, each: str) -> None:
    for wrong, wanted in ((5, several), ([5], each)):
        with pytest.raises(TypeError, match=f"^{wanted}, not the int 5.$"):
            read(wrong)
