"""``empact report redact``: the words of a report leave the folder, and nothing else changes."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.support.document_rows import rows
from tests.support.filled_forms import filled_document, filled_workbook, workbook_bytes
from tests.support.killing import killed_at_each_moment, needs_kill

import oap_invented_2031 as example
from empact import Config, Session
from empact.cli.app import main
from empact.documents import build_driver_annex, build_progress
from empact.errors import SealError, UnknownIdError
from empact.model import Redaction, Report

PLAN = "oap-invented-2031"
SECRET = ("desk@clocks.example", "Invented: Jo Doe", "0049 30 5550 1234")
WORDS = f"{SECRET[1]} is at {SECRET[0]} or {SECRET[2]}"
REASON = "it named a person"
JUNE = ("--on", "2031-07-05", "--reason", REASON)
NOTE = f"""\
empact: report/1
plan: Q-2031
checkpoint: June 2031
by: QX
on: 2031-07-04
source: "Invented: note of 4 July"
actions:
  - action: "2.2"
    narrative: "{WORDS}"
    figures: [{{kpi: 1, scope: own, value: 2}}]
"""


def opened(folder: Path) -> Session:
    return Session([example], config=Config(workspace=str(folder / "records")))


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A session with a workspace that has the records of the invented plan."""
    for folder in (example.REPORTS, example.OPERATIONS, example.KPIS, example.LEDGER):
        shutil.copytree(folder, tmp_path / "records" / folder.name)
    return opened(tmp_path)


def run(session: Session, *arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "120"}).invoke(main, ["report", *arguments], obj=session)


def added(session: Session, folder: Path, text: str = NOTE) -> str:
    """The id of a report that was added, although it has personal data."""
    (folder / "note.yaml").write_text(text, encoding="utf-8")
    done = run(session, "add", PLAN, str(folder / "note.yaml"), "--accept-text")
    assert done.exit_code == 0, done.output
    (folder / "note.yaml").unlink()
    return done.stdout.strip()


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """The text of every file below a folder, hidden ones too, and of every part of a container."""
    for path in (path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        yield str(path), data.decode("utf-8", errors="replace")
        if zipfile.is_zipfile(io.BytesIO(data)):
            parts = zipfile.ZipFile(io.BytesIO(data))
            yield from ((f"{path}!{name}", parts.read(name).decode("utf-8", "replace")) for name in parts.namelist())


def files_with_words(folder: Path) -> list[str]:
    return [name for name, text in texts(folder) if any(word in text or word in name for word in SECRET)]


def form(session: Session, to: str) -> bytes:
    """A form of QO that came back, with words that do not belong there."""
    plan = session.load(PLAN)
    sent = session.export(plan, document="report-form", party="QO", checkpoint="June", to=to)
    answers = {"Q-2031 on": "2031-06-28", "Q-2031:2.2/1 total": 8, "Q-2031:2.2 narrative": WORDS}
    return workbook_bytes(filled_workbook(sent, answers)) if to == "xlsx" else filled_document(sent, answers)


def test_redact__lists_what_it_would_do_and_does_nothing_without_yes(session: Session, tmp_path: Path) -> None:
    id = added(session, tmp_path)
    before = dict(texts(tmp_path))
    done = run(session, "redact", PLAN, id[:24], *JUNE)
    assert (done.exit_code, done.stdout) == (0, f"To be redacted: {id}\n")
    assert "Nothing is changed." in done.stderr
    assert dict(texts(tmp_path)) == before


def test_redact__keeps_digest_day_party_and_reason(session: Session, tmp_path: Path) -> None:
    id = added(session, tmp_path)
    (path,) = (tmp_path / "records").rglob(f"{id}.yaml")
    filed = session.workspace.reports.of_plan("Q-2031").report(id)
    done = run(session, "redact", PLAN, id, *JUNE, "--yes")
    assert (done.exit_code, done.stdout, done.stderr) == (0, f"Redacted: {id}\n", "")
    kept = session.load(path, Redaction)
    assert (kept.digest, str(kept.on), str(kept.by), kept.reason) == (filed.digest, "2031-07-04", "QX", REASON)
    assert (kept.checkpoint, str(kept.redacted), kept.supersedes) == ("June 2031", "2031-07-05", ())
    assert files_with_words(tmp_path) == []
    reports = session.workspace.reports.of_plan("Q-2031")
    assert id not in {report.id for report in reports}
    assert [redaction.id for redaction in reports.redactions] == [id]
    assert run(session, "redact", PLAN, id, *JUNE, "--yes").stdout == f"Already redacted: {id}\n"
    assert run(session, "check", PLAN).exit_code == 0


@pytest.mark.parametrize("to", ["xlsx", "docx"])
def test_redact__leaves_the_words_in_no_file(tmp_path: Path, to: str) -> None:
    """Not in the report, the form that it came in, copies of these, and what a stopped program left."""
    session = opened(tmp_path)
    inbox = tmp_path / f"form.{to}"
    inbox.write_bytes(form(session, to))
    done = run(session, "add", PLAN, str(inbox), "--accept-text", "--create")
    assert done.exit_code == 0, done.output
    inbox.unlink()
    (received,) = (tmp_path / "records" / "received").iterdir()
    (report,) = (tmp_path / "records" / "reports").rglob("*.yaml")
    shutil.copy(received, received.with_name(".empact-0123456789abcdef"))
    shutil.copy(report, report.with_name(f"copy-{report.name[-21:-5]}.yaml"))
    report.with_name(".empact-1123456789abcdef").write_bytes(report.read_bytes()[:-9])
    other = report.with_name(".empact-2123456789abcdef")
    other.write_bytes(b"empact: report/1\nplan: Q-2032\n")  # of another report
    assert len(files_with_words(tmp_path)) >= 5
    dry = run(session, "redact", PLAN, report.stem, *JUNE)
    assert dry.stdout == f"To be deleted: received/{received.name}\nTo be redacted: {report.stem}\n"
    assert run(session, "redact", PLAN, report.stem, *JUNE, "--yes").exit_code == 0
    assert files_with_words(tmp_path) == []
    assert not other.exists()
    assert not received.exists()
    assert len(session.workspace.reports.of_plan("Q-2031").redactions) == 1


def test_redact__names_the_other_reports_of_the_same_file_first(tmp_path: Path) -> None:
    session = opened(tmp_path)
    path = tmp_path / "form.xlsx"
    path.write_bytes(form(session, "xlsx"))
    first = run(session, "add", PLAN, str(path), "--accept-text", "--create").stdout.strip()
    again = ("--part", "customs", "--supersedes", first)
    done = run(session, "add", PLAN, str(path), "--accept-text", *again)
    second = done.stdout.strip()
    assert second != first, done.output
    (received,) = (tmp_path / "records" / "received").iterdir()
    dry = run(session, "redact", PLAN, first, *JUNE)
    assert " ".join(dry.stdout.split()) == (
        f"Came in the same file: {second} Superseded or cited by: {second} "
        f"To be deleted: received/{received.name} To be redacted: {first}"
    )
    both = run(session, "redact", PLAN, first, second, *JUNE, "--yes")
    assert "Came in the same file" not in both.stdout
    path.unlink()
    assert files_with_words(tmp_path) == []


def test_redact__names_what_else_may_have_the_words_before_it_deletes(session: Session, tmp_path: Path) -> None:
    first = added(session, tmp_path)
    corrected = NOTE.replace("value: 2", "value: 3")
    second = added(session, tmp_path, corrected.replace("actions:", f"supersedes: [{first}]\nactions:"))
    for yes in ((), ("--yes",)):
        done = run(session, "redact", PLAN, f"{second}.", *JUNE, *yes)  # an id with the full stop of a sentence
        assert done.stdout.splitlines()[0] == f"Supersedes: {first}"
    assert [name.rpartition("/")[2] for name in files_with_words(tmp_path)] == [f"{first}.yaml"]


@pytest.mark.parametrize(
    ("marking", "kept"),
    [
        ("LIMITE Kowalski", None),
        ("Kowalski; LIMITE", "LIMITE"),
        ("RESTREINT UE/EU RESTRICTED", "RESTREINT UE/EU RESTRICTED"),
        ("jo@clocks.example", None),
    ],
)
def test_redact__keeps_of_the_marking_what_is_one(session: Session, tmp_path: Path, marking: str, kept: str) -> None:
    id = added(session, tmp_path, NOTE.replace("actions:", f'marking: "{marking}"\nactions:'))
    done = run(session, "redact", PLAN, id, *JUNE, "--yes")
    assert done.exit_code == 0, done.output
    (redaction,) = session.workspace.reports.of_plan("Q-2031").redactions
    assert redaction.content.marking == kept


def test_redact__of_a_report_keeps_what_it_superseded_out_of_the_totals(session: Session, tmp_path: Path) -> None:
    first = added(session, tmp_path, NOTE.replace(WORDS, "Invented: patrols"))
    second = added(session, tmp_path, NOTE.replace("actions:", f"supersedes: [{first}]\nactions:"))
    run(session, "redact", PLAN, second, *JUNE, "--yes")
    listed = session.context(session.load(PLAN), records=session.records(tmp_path / "records")).progress("June")
    assert {first, second}.isdisjoint(report.id for report in listed.reports)
    assert run(session, "check", PLAN).exit_code == 0


def test_add__refuses_what_was_redacted_until_it_is_corrected(tmp_path: Path) -> None:
    """The form is still in the inbox: it is not added again, and not kept again."""
    session = opened(tmp_path)
    path = tmp_path / "form.xlsx"
    path.write_bytes(form(session, "xlsx"))
    id = run(session, "add", PLAN, str(path), "--accept-text", "--create").stdout.strip()
    run(session, "redact", PLAN, id, *JUNE, "--yes")
    again = run(session, "add", PLAN, str(path), "--accept-text", "--format", "json")
    assert again.exit_code == 1
    assert "It was redacted on 2031-07-05" in again.stdout
    assert files_with_words(tmp_path / "records") == []


def test_redact__refuses_personal_data_in_the_reason_and_does_not_repeat_it(session: Session, tmp_path: Path) -> None:
    id = added(session, tmp_path)
    done = run(session, "redact", PLAN, id, "--reason", f"has {SECRET[0]}", "--yes")
    assert done.exit_code == 2
    assert "The reason has an e-mail address." in done.stderr
    assert SECRET[0] not in done.output
    assert run(session, "redact", PLAN, "2031-13", *JUNE).exit_code == 2
    assert "Several reports start" in run(session, "redact", PLAN, "2031-", *JUNE).stderr


def test_seal__accepts_a_redacted_report_and_the_sealed_paper_names_it(session: Session, tmp_path: Path) -> None:
    id = added(session, tmp_path)
    assert run(session, "seal", PLAN, "--checkpoint", "June", "--on", "2031-07-20").exit_code == 0
    run(session, "redact", PLAN, id, *JUNE, "--yes")
    check = run(session, "check", PLAN)
    assert (check.exit_code, "OAP840" in check.stdout) == (0, False)
    (seal,) = session.context(session.load(PLAN), records=session.records(tmp_path / "records")).seal_list().seals
    assert [record.id for record in seal.redacted] == [id]
    assert (seal.missing, seal.changed) == ((), ())
    assert f"Redacted: report {id}" in " ".join(run(session, "seals", PLAN, "--as-of", "2031-12-31").stdout.split())
    assert id[-16:] in sealed(session, tmp_path, "driver-report")  # by its digest: the paper names no party
    assert id not in sealed(session, tmp_path, "driver-report")
    assert "1 report was redacted: what it stated is not counted." in sealed(session, tmp_path, "driver-report")
    said = "The report by QX for June 2031 of 2031-07-04 was redacted on 2031-07-05"
    assert said in sealed(session, tmp_path, "driver-annex")
    for path in (tmp_path / "records").rglob(f"{id}.yaml"):
        path.unlink()
    with pytest.raises(SealError, match=f"report {id} is missing"):
        sealed(session, tmp_path, "driver-report")


def sealed(session: Session, folder: Path, document: str) -> str:
    """The text of a sealed document about June, with one space between words."""
    made = session.export(
        session.load(PLAN),
        document=document,
        to="text",
        records=session.records(folder / "records"),
        checkpoint="June",
        sealed=True,
    )
    return " ".join(made.decode().split())


@pytest.mark.parametrize("document", ["progress", "reports"])
def test_documents__say_that_a_report_was_redacted(session: Session, tmp_path: Path, document: str) -> None:
    id = added(session, tmp_path)
    run(session, "redact", PLAN, id, *JUNE, "--yes")
    records = session.records(tmp_path / "records")
    for language, said in (("en", "was redacted"), ("fr", "a été expurgé"), ("de", "geschwärzt")):
        made = session.export(session.load(PLAN), document=document, to="text", language=language, records=records)
        text = " ".join(made.decode().split())
        assert said in text
        assert REASON in text


def test_progress__does_not_show_a_party_as_silent_whose_report_was_redacted(session: Session, tmp_path: Path) -> None:
    """QZ leads 1.1 and has reported its total twice, QO leads 2.2; QX reports for neither."""
    june = ("2031-06-20-june-2031-qz-e5fe27b49e9e0fd5", "2031-06-27-june-2031-qz-66a032c2e2028e25")
    own = "2031-07-11-june-2031-qo-aaf9c2dbf133bb3b"
    assert run(session, "redact", PLAN, *june, own, *JUNE, "--yes").exit_code == 0
    records = session.records(tmp_path / "records")
    context = session.context(session.load(PLAN), records=records, as_of=dt.date(2031, 7, 31))
    kpis = rows(build_progress(context, checkpoint="June"), "kpis")
    assert ("QZ (report redacted)",) in kpis["Q-2031:1.1/1"]
    annex = rows(build_driver_annex(context, checkpoint="June"), "turnout")
    assert annex["2.2/1"][-1] == ("QO (report redacted)", "QZ (report redacted)", "QX")


def test_a_redaction__under_the_name_of_another_report_is_a_changed_file(session: Session, tmp_path: Path) -> None:
    id = added(session, tmp_path)
    run(session, "redact", PLAN, id, *JUNE, "--yes")
    (path,) = (tmp_path / "records").rglob(f"{id}.yaml")
    path.rename(path.with_name(f"{id[:-1]}{'0' if id[-1] != '0' else '1'}.yaml"))
    assert "OAP018" in run(session, "check", PLAN).output


def test_reports_redact__in_python(session: Session, tmp_path: Path) -> None:
    plan, reports = session.load(PLAN), session.workspace.reports
    path = tmp_path / "note.yaml"
    path.write_text(NOTE, encoding="utf-8")
    filed = reports.add(session.load(path, Report), plans=[plan])
    path.unlink()
    (planned,) = reports.redact(plan, [filed.id], reason=REASON, on=dt.date(2031, 7, 5), dry_run=True).reports
    assert reports.of_plan("Q-2031").report(filed.id) == filed
    (done,) = reports.redact(plan, [filed.id], reason=REASON, on=dt.date(2031, 7, 5)).reports
    assert (planned, done.redaction.content.digest, done.was_redacted) == (done, filed.digest, False)
    (again,) = reports.redact(plan, [filed.id], reason="other", on=dt.date(2031, 7, 6)).reports
    assert (again.was_redacted, again.redaction.content) == (True, done.redaction.content)
    with pytest.raises(UnknownIdError, match="Report 'r9' does not exist"):
        reports.redact(plan, ["r9"], reason=REASON, on=dt.date(2031, 7, 5))
    with pytest.raises(ValueError, match="The reason is empty"):
        reports.redact(plan, [filed.id], reason=" ", on=dt.date(2031, 7, 5))
    assert files_with_words(tmp_path) == []


WORK = """
import shutil
from click.testing import CliRunner
import oap_invented_2031
from empact import Config, Session
from empact.cli.app import main

def work(folder):
    shutil.copytree(top / "records", folder / "records")
    session = Session([oap_invented_2031], config=Config(workspace=str(folder / "records")))
    (report,) = (top / "records" / "reports" / "Q-2031").glob("*.yaml")
    given = ["oap-invented-2031", report.stem, "--reason", "it named a person", "--on", "2031-07-05", "--yes"]
    done = CliRunner().invoke(main, ["report", "redact", *given], obj=session)
    assert done.exit_code == 0, done.output
"""
"""Redacts a report."""


@pytest.mark.one_python
@needs_kill
@pytest.mark.parametrize("moments", [12, pytest.param(150, marks=pytest.mark.oracle)])
def test_redact__killed_at_any_moment_is_ended_by_a_second_run(tmp_path: Path, moments: int) -> None:
    session = opened(tmp_path)
    path = tmp_path / "form.xlsx"
    path.write_bytes(form(session, "xlsx"))
    id = run(session, "add", PLAN, str(path), "--accept-text", "--create").stdout.strip()
    path.unlink()
    folders = killed_at_each_moment(
        tmp_path, WORK, moments=moments, points=["empact.session.report_redacting:redact_report"]
    )
    whole = {name.split("/whole/")[1]: text for name, text in texts(tmp_path / "whole")}
    states = set()
    for folder in folders:
        reports = opened(folder).workspace.reports.of_plan("Q-2031")
        assert [record.id for record in (*reports, *reports.redactions)] == [id]  # it is never lost
        states.add((len(reports), len(list((folder / "records" / "received").iterdir()))))
        again = run(opened(folder), "redact", PLAN, id, *JUNE, "--yes")
        assert again.exit_code == 0, again.output
        assert files_with_words(folder) == []
        left = {name.split(f"/{folder.name}/")[1]: text for name, text in texts(folder)}
        assert {name: text for name, text in left.items() if "/.empact-" not in name} == whole
    assert {(1, 1), (1, 0)} <= states
