"""Personal data in reports on the command line: where and of which kind, never what."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl.comments import Comment
from tests.support.filled_forms import filled_document, filled_workbook, workbook_bytes

import oap_invented_2031
from empact import Config, Session
from empact.cli.app import main
from empact.model import Report

SESSION = Session(plugins=[oap_invented_2031])
PLAN = "oap-invented-2031"
WORDS = ("555", "1234", "desk@", "clocks.example", "3704", "0532")
REPORT = """\
empact: report/1
plan: Q-2031
checkpoint: June 2031
by: QX
on: 2031-07-04
source: "Invented: mail of desk@clocks.example"
actions:
  - action: "2.2"
    status: "ask tel. 555 1234"
    narrative: "Invented: DE89 3704 0044 0532 0130 00"
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, obj=SESSION)


def written(folder: Path, text: str = REPORT) -> str:
    path = folder / "note.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("shown", [(), ("--format", "json"), ("--show", "info"), ("--accept",)])
def test_add__never_repeats_personal_data(tmp_path: Path, shown: tuple[str, ...]) -> None:
    reports = tmp_path / "reports"
    done = run("report", "add", PLAN, written(tmp_path), "--reports", str(reports), "--create", *shown)
    assert done.exit_code == 1
    for said in (
        "The text in 'source' has an e-mail address.",
        "The text in 'status' of action 2.2 has a telephone number.",
        "The text in 'narrative' of action 2.2 has an IBAN.",
    ):
        assert said in " ".join(done.stdout.split())
    assert not [word for word in WORDS if word in done.stdout + done.stderr]
    assert not list(reports.rglob("*.yaml"))


def test_add__accepts_texts_with_accept_text_and_still_repeats_nothing(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    note = written(tmp_path, REPORT.replace('    status: "ask tel. 555 1234"\n', ""))
    done = run("report", "add", PLAN, note, "--reports", str(reports), "--create", "--accept-text")
    assert done.exit_code == 0
    assert len(list(reports.rglob("*.yaml"))) == 1
    done = run("report", "check", PLAN, "--reports", str(reports))
    assert "OAP834 personal-data" in done.stdout
    assert not [word for word in WORDS if word in done.stdout + done.stderr]
    plan, records = SESSION.load(PLAN), SESSION.records(reports=reports)
    findings = SESSION.validate(plan, records=records)
    assert [finding.place.pointer for finding in findings if finding.code == "OAP834"] == [
        "/source",
        "/actions/0/narrative",
    ]
    for name in ("concise", "json", "text"):
        shown = SESSION.format(findings, name, plan, *records.readings)
        assert not [word for word in WORDS if word in str(shown)]


def test_validate__quotes_no_personal_data_of_a_status_that_is_filed(tmp_path: Path) -> None:
    plan, folder = SESSION.load(PLAN), tmp_path / "reports"
    report = SESSION.read(written(tmp_path), Report).require()
    SESSION.workspace.reports.add(report, folder, create=True)
    findings = SESSION.validate(plan, records=SESSION.records(reports=folder))
    (unknown,) = (finding for finding in findings if finding.code == "OAP857")
    assert "'ask *************'" in unknown.message


def test_add__keeps_no_form_with_personal_data_where_nothing_is_read(tmp_path: Path) -> None:
    """The functional address of the form itself is no finding."""
    session = Session([oap_invented_2031], config=Config(workspace=str(tmp_path), reply_to="desk@clocks.example"))
    sent = session.export(
        session.load(PLAN),
        document="report-form",
        party="QO",
        checkpoint="June",
        reply_to="desk@clocks.example",
        to="xlsx",
    )
    book = filled_workbook(sent, {"Q-2031 on": "2031-06-28", "Q-2031:2.2/1 total": 8})
    form, folder = tmp_path / "form.xlsx", tmp_path / "reports"
    call = ("report", "add", PLAN, str(form), "--reports", str(folder), "--create")
    book.create_sheet("Ours")["A1"] = "ask tel. 555 1234"
    form.write_bytes(workbook_bytes(book))
    done = CliRunner().invoke(main, call, obj=session)
    assert done.exit_code == 1
    assert "The file has a telephone number in a place that is not read" in " ".join(done.stdout.split())
    assert "555" not in done.output
    assert not (tmp_path / "received").exists()
    del book["Ours"]
    form.write_bytes(workbook_bytes(book))
    done = CliRunner().invoke(main, call, obj=session)
    assert (done.exit_code, len(list((tmp_path / "received").iterdir()))) == (0, 1), done.output


@pytest.mark.parametrize("now", [None, "office@clocks.example"])
@pytest.mark.parametrize("to", ["xlsx", "docx"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_add__takes_a_form_whatever_the_functional_address_is_now(
    now: str | None, to: str, language: str, tmp_path: Path
) -> None:
    sent = SESSION.export(
        SESSION.load(PLAN),
        document="report-form",
        party="QO",
        checkpoint="June",
        reply_to="desk@clocks.example",
        to=to,
        language=language,
    )
    answers = {"Q-2031 on": "2031-06-28", "Q-2031:2.2/1 total": "8"}
    data = filled_document(sent, answers) if to == "docx" else workbook_bytes(filled_workbook(sent, answers))
    form, config = tmp_path / f"form.{to}", Config(workspace=str(tmp_path), reply_to=now)
    form.write_bytes(data)
    call = ("report", "add", PLAN, str(form), "--reports", str(tmp_path / "reports"), "--create")
    done = CliRunner().invoke(main, call, obj=Session([oap_invented_2031], config=config))
    assert done.exit_code == 0, done.output


def test_add__compares_the_functional_address_as_a_whole(tmp_path: Path) -> None:
    """An address in a comment of a form that begins or ends like the functional one is that of a person."""
    session = Session([oap_invented_2031], config=Config(workspace=str(tmp_path), reply_to="anna@clocks.example"))
    sent = session.export(session.load(PLAN), document="report-form", party="QO", checkpoint="June", to="xlsx")
    book = filled_workbook(sent, {"Q-2031 on": "2031-06-28", "Q-2031:2.2/1 total": 8})
    cell = book["What you lead"]["E4"]
    for address, code in (("xanna@clocks.example", 1), ("na@clocks.example", 1), ("anna@clocks.example", 0)):
        cell.comment = Comment(address, "QO")
        (tmp_path / "form.xlsx").write_bytes(workbook_bytes(book))
        folder = str(tmp_path / "reports")
        call = ("report", "add", PLAN, str(tmp_path / "form.xlsx"), "--reports", folder, "--create")
        done = CliRunner().invoke(main, call, obj=session)
        assert done.exit_code == code, (address, done.output)
        assert address not in done.output


@pytest.mark.parametrize("shown", [(), ("--format", "json")])
def test_add__never_repeats_personal_data_of_a_marking(tmp_path: Path, shown: tuple[str, ...]) -> None:
    """The marking of a record stands in every output that is made from it."""
    note = written(tmp_path, REPORT.replace("by: QX", 'by: QX\nmarking: "desk@clocks.example"'))
    folder = ("--reports", str(tmp_path / "reports"), "--create")
    for call in (("add", PLAN, note, *folder, *shown), ("round", PLAN, note, *folder[:2], *shown)):
        done = run("report", *call)
        assert done.output
        assert not [word for word in WORDS if word in done.output]
