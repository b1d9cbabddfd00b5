"""Reports that are added through the door: each is a unit, whole or absent, and a call can be repeated."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.killing import killed_at_each_moment, needs_kill

import oap_invented_2031
from empact import Plan, Session
from empact.analysis.records import AddedReports
from empact.diagnostics import Pointer, Severity
from empact.errors import PlanReadError
from empact.hooks import Finding, Rule, RuleContext, hookimpl
from empact.model import Report
from empact.storage.reading import Reading
from empact.storage.writing import create

SESSION = Session(plugins=[oap_invented_2031])
PLAN = SESSION.load("oap-invented-2031")
RECORDS = SESSION.records(operations=oap_invented_2031.OPERATIONS, kpis=oap_invented_2031.KPIS)


def text_of(by: str, line: str, *, on: str = "2031-06-28", top: str = "") -> str:
    head = f"empact: report/1\nplan: Q-2031\ncheckpoint: June 2031\nby: {by}\non: {on}\nsource: Invented form\n{top}"
    return f"{head}actions:\n  - action: '2.2'\n    {line}\n"


def read(text: str) -> Reading[Report]:
    return SESSION.read(io.StringIO(text), Report, format="yaml")


def report(by: str, line: str = "narrative: Patrols.", **more: str) -> Report:
    return read(text_of(by, line, **more)).require()


WRONG = "figures: [{kpi: 9, scope: own, value: 5}]"
SHARE = "figures: [{{kpi: 1, scope: own, value: {}}}]"


def add(folder: Path, *reports: Report | Reading[Report], **more: Any) -> AddedReports:
    return SESSION.workspace.reports.add_checked(PLAN, reports, folder, records=RECORDS, create=True, **more)


def parties(result: AddedReports) -> tuple[list[str], list[str]]:
    """Return the parties whose reports are now in the folder, and those whose reports were refused."""
    refused = [str(each.report.by) for each in result.refused if each.report is not None]
    return [str(each.content.by) for each in result.reports], refused


def too_short(_plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A report says too little."""
    for filed in ctx.reports:
        if len(filed.content.actions[0].narrative.plain) < 5:
            yield Finding("The report says too little.", Pointer("/actions/0/narrative"), file=filed)


class ReportRules:
    """A plugin with one rule twice: about reports, and about the plan."""

    @hookimpl
    def empact_rules(self) -> Iterator[Rule]:
        yield Rule(code="MINE001", name="short", severity=Severity.ERROR, check=too_short, about=("reports",))
        yield Rule(code="MINE002", name="short-in-validate", severity=Severity.ERROR, check=too_short)


def test_add_checked__runs_the_rules_of_plugins_that_are_about_reports(tmp_path: Path) -> None:
    session = Session(plugins=[oap_invented_2031, ReportRules()])
    reports = [report("QP", "narrative: Ok."), report("QR")]
    door = session.workspace.reports
    result = door.add_checked(PLAN, reports, tmp_path / "reports", records=RECORDS, create=True)
    assert parties(result) == (["QR"], ["QP"])
    assert [finding.code for finding in result.refused[0].diagnostics if finding.severity is Severity.ERROR] == [
        "MINE001"
    ]


def test_add_checked__without_any_rule_about_reports_adds_what_can_be_read(tmp_path: Path) -> None:
    session = Session(plugins=[oap_invented_2031], disable=["empact.rules"])
    door = session.workspace.reports
    result = door.add_checked(PLAN, [report("QP", WRONG)], tmp_path / "reports", records=RECORDS, create=True)
    assert parties(result) == (["QP"], [])


@pytest.mark.parametrize("wrong", [{0}, {2}, {4}, {0, 1}, {1, 3}, {0, 2, 4}, {0, 1, 2, 3, 4}, set[int]()])
def test_add_checked__adds_each_report_that_has_no_error(wrong: set[int], tmp_path: Path) -> None:
    names = ["QP", "QR", "QQ", "QM", "QZ"]
    reports = [report(name, WRONG if place in wrong else "narrative: Patrols.") for place, name in enumerate(names)]
    result = add(tmp_path / "reports", *reports)
    added = [name for place, name in enumerate(names) if place not in wrong]
    assert parties(result) == (added, [name for name in names if name not in added])
    assert all(each.added for each in result.reports)
    assert len(list(tmp_path.rglob("*.yaml"))) == len(added)
    again = add(tmp_path / "reports", *reports)
    assert [each.added for each in again.reports] == [False] * len(added)
    assert [each.id for each in again.reports] == [each.id for each in result.reports]


def test_add_checked__says_why_and_what_settles_it(tmp_path: Path) -> None:
    (first,) = add(tmp_path, report("QP", SHARE.format(5))).reports
    second = add(tmp_path, report("QP", SHARE.format(6), on="2031-06-29"))
    (refused,) = second.refused
    assert (refused.file, refused.why, refused.unwritten) == (None, "OAP880 two-reports.", False)
    assert [remedy.option for remedy in refused.remedies] == ["supersedes", "part"]
    assert f"--supersedes {first.id[:-12]}" in refused.remedies[0].says
    (also,) = next(finding for finding in refused.diagnostics if finding.code == "OAP880").related
    assert also.place.subject == f"Q-2031:{first.id}"
    stranger = report("QN", SHARE.format(5))
    assert [remedy.option for remedy in add(tmp_path, stranger).refused[0].remedies] == ["accept"]
    assert parties(add(tmp_path, stranger, accept=True)) == (["QN"], [])
    both = add(tmp_path, report("QX", SHARE.format(5).replace("kpi: 1", "kpi: 1, unit: metres")))
    assert [remedy.option for remedy in both.refused[0].remedies] == []


def test_add_checked__of_an_older_report_does_not_say_that_it_can_supersede(tmp_path: Path) -> None:
    add(tmp_path, report("QP", SHARE.format(5), on="2031-06-29"))
    (refused,) = add(tmp_path, report("QP", SHARE.format(6), on="2031-06-28")).refused
    assert [remedy.option for remedy in refused.remedies] == ["part"]


@pytest.mark.parametrize("other", ["narrative: Patrols.", WRONG])
def test_add_checked__judges_a_report_together_with_what_it_supersedes(other: str, tmp_path: Path) -> None:
    wrong = report("QP", WRONG)
    known = SESSION.workspace.reports.as_filed(wrong, plans=[PLAN])
    right = report("QP", SHARE.format(5), on="2031-06-29", top=f"supersedes: [{known.id}]\n")
    refused = ["QR"] if other == WRONG else []
    result = add(tmp_path, right, report("QR", other), wrong)
    assert parties(result) == (["QP", "QP"] if refused else ["QP", "QR", "QP"], refused)


def test_add_checked__of_a_report_that_supersedes_a_refused_one_refuses_it_too(tmp_path: Path) -> None:
    wrong = report("QP", WRONG)
    known = SESSION.workspace.reports.as_filed(wrong, plans=[PLAN])
    also_wrong = report("QP", WRONG, on="2031-06-29", top=f"supersedes: [{known.id}]\n")
    result = add(tmp_path, also_wrong, report("QR"), wrong)
    assert parties(result) == (["QR"], ["QP", "QP"])
    assert "OAP853" in result.refused[0].why


def test_add_checked__refuses_the_second_of_two_that_are_one_form(tmp_path: Path) -> None:
    result = add(tmp_path, report("QP"), report("QP"), report("QP", on="2031-06-27"))
    assert parties(result) == (["QP"], ["QP", "QP"])
    assert {finding.code for each in result.refused for finding in each.diagnostics} == {"OAP880"}
    assert add(tmp_path, report("QP")).refused == ()


def test_add_checked__of_a_reading_has_the_places_of_its_file(tmp_path: Path) -> None:
    file = tmp_path / "form.yaml"
    file.write_text(text_of("QP", WRONG), encoding="utf-8")
    result = add(tmp_path / "reports", SESSION.read(file, Report))
    (finding,) = result.refused[0].diagnostics
    assert (result.refused[0].file, finding.place.file, finding.place.line) == (str(file), str(file), 9)
    with pytest.raises(ValueError, match="is about R-2031"):
        add(tmp_path / "reports", read(text_of("QP", WRONG).replace("Q-2031", "R-2031")).require())


def test_add_checked__on_a_full_disk_lists_what_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reports = [report(name) for name in ("QP", "QR", "QQ")]
    with monkeypatch.context() as patch:
        written: list[Path] = []

        def full(path: Path, data: bytes) -> None:
            if written:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
            written.append(path)
            create(path, data)

        patch.setattr("empact.storage.folders.create", full)
        result = add(tmp_path, *reports)
    assert parties(result) == (["QP"], ["QR", "QQ"])
    assert [each.unwritten for each in result.refused] == [True, True]
    assert result.refused[0].why == f"{os.strerror(errno.ENOSPC)}."
    again = add(tmp_path, *reports)
    assert [(str(each.content.by), each.added) for each in again.reports] == [
        ("QP", False),
        ("QR", True),
        ("QQ", True),
    ]


MOMENTS = 30
WORK = """
import oap_invented_2031
from empact import Session
from empact.model import Report

session = Session(plugins=[oap_invented_2031])
plan = session.load("oap-invented-2031")
records = session.records(kpis=oap_invented_2031.KPIS)
readings = [session.read(path, Report) for path in sorted((top / "forms").iterdir())]

def work(folder):
    session.workspace.reports.add_checked(plan, readings, folder, records=records, create=True)
"""
"""Adds the forms of a folder."""


@needs_kill
def test_add_checked__killed_at_any_moment_leaves_each_file_whole_or_absent(tmp_path: Path) -> None:
    forms = tmp_path / "forms"
    forms.mkdir()
    for name, line in {
        "QP": "narrative: Patrols.",
        "QQ": WRONG,
        "QR": "narrative: Two.",
        "QZ": "support: Maps.",
    }.items():
        (forms / f"{name}.yaml").write_text(text_of(name, line), encoding="utf-8")
    folders = killed_at_each_moment(tmp_path, WORK, moments=MOMENTS, points=["empact.storage.folders:add"])
    whole = {path.name: path.read_bytes() for path in (tmp_path / "whole").rglob("*.yaml")}
    assert len(whole) == 3
    found: dict[int, Path] = {}
    for folder in folders:
        files = [path for path in folder.rglob("*.yaml") if not path.name.startswith(".")]
        assert all(path.read_bytes() == whole[path.name] for path in files)
        found[len(files)] = folder
    assert set(found) == {0, 1, 2, 3}
    readings = [SESSION.read(path, Report) for path in sorted(forms.iterdir())]
    for there, folder in found.items():  # a second call adds the rest
        with pytest.warns(UserWarning, match="which was killed. The lock is removed."):
            result = SESSION.workspace.reports.add_checked(PLAN, readings, folder, records=RECORDS, create=True)
        assert [each.added for each in result.reports] == [False] * there + [True] * (3 - there)
        assert parties(result) == (["QP", "QR", "QZ"], ["QQ"])


def test_add_checked__refuses_a_file_that_cannot_be_read_on_its_own(tmp_path: Path) -> None:
    unread = read("empact: report/1\nplan: Q-2031\n")
    result = add(tmp_path, unread, report("QP"))
    assert parties(result) == (["QP"], [])
    (refused,) = result.refused
    assert (refused.report, refused.why, bool(refused.diagnostics)) == (None, "It cannot be read.", True)


PERSONAL = "narrative: 'Invented: tel. 555 1234, desk@clocks.example'"


def test_add_checked__says_only_where_personal_data_are_and_of_which_kind(tmp_path: Path) -> None:
    """Other findings are listed with them, so that it is corrected once. They quote nothing either."""
    line = f"{PERSONAL}\n    status: 'ask tel. 555 1234'"
    for more in ({}, {"accept": True}):
        (refused,) = add(tmp_path, report("QN", line), **more).refused
        assert refused.why == "OAP834 personal-data, OAP857 status-unknown, OAP883 not-by-leader."
        assert [finding.message for finding in refused.diagnostics][:3] == [
            "The text in 'status' of action 2.2 has a telephone number.",
            "The text in 'narrative' of action 2.2 has an e-mail address and a telephone number.",
            "QN has the unknown status 'ask *************' for action 2.2.",
        ]
        assert refused.remedies == ()  # accepting the texts is not enough
        assert not {"555", "desk@"} & {word for word in ("555", "desk@") if word in repr(refused.diagnostics)}
    assert list(tmp_path.rglob("*.yaml")) == []
    (refused,) = add(tmp_path, report("QN", line), accept_text=True).refused
    assert refused.why == "OAP857 status-unknown, OAP883 not-by-leader."


def test_add_checked__adds_a_text_with_personal_data_only_if_that_is_accepted(tmp_path: Path) -> None:
    both = report("QN", f"{PERSONAL}\n    {SHARE.format(5)}")  # QN is not named in the action
    assert parties(add(tmp_path, both, accept_text=True)) == ([], ["QN"])
    result = add(tmp_path, both, accept=True, accept_text=True)
    assert parties(result) == (["QN"], [])
    assert {finding.code for finding in result.diagnostics} >= {"OAP834", "OAP885"}


def test_read_report__quotes_no_personal_data_in_what_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "form.yaml"
    path.write_text(text_of("QN", "figures: [{kpi: 1, scope: 'tel. 555 1234', value: 'desk@clocks.example'}]"))
    reading = SESSION.read_report(path, SESSION.context(PLAN, records=RECORDS))
    messages = " ".join(f"{finding.message} {finding.hint}" for finding in reading.diagnostics)
    assert reading.value is None
    assert "'*************'" in messages
    assert not any(word in messages for word in ("555", "desk@"))


def test_load__of_a_report_quotes_no_personal_data(tmp_path: Path) -> None:
    path = tmp_path / "Q-2031" / "form.yaml"
    path.parent.mkdir()
    path.write_text(text_of("QN", "figures: [{kpi: 1, scope: 'tel. 555 1234', value: 8}]"), encoding="utf-8")
    with pytest.raises(PlanReadError) as caught:
        SESSION.load(path, Report, plans=[PLAN])
    assert "'*************'" in str(caught.value.diagnostics[0].message)
    reading = SESSION.workspace.reports.read(tmp_path, plans=[PLAN])
    assert not any("555" in finding.message for finding in reading.diagnostics)
