"""Forms that come back as Word documents."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import attrs
import pytest
from tests.support.filled_forms import filled_document

import oap_invented_2031
from empact import Session
from empact.containers import read_word
from empact.model import Report, WrittenFor

SESSION = Session(plugins=[oap_invented_2031])
PLAN = SESSION.load("oap-invented-2031")
CONTEXT = SESSION.context(PLAN)
ANSWERS: Mapping[str, object] = {
    "Q-2031 on": "2031-06-28",
    "Q-2031:4.2 status": "not started",
    "Q-2031:2.2/1 own": "5",
    "Q-2031:4.1/1 own": "Nothing to report",
    "Q-2031:3.1 narrative": "The servers < arrived & work.",
}
TYPED = """\
empact: report/1
plan: Q-2031
checkpoint: June 2031
by: QP
on: 2031-06-28
source: report form
actions:
  - {action: "4.2", status: not started}
  - {action: "2.2", figures: [{kpi: 1, scope: own, value: 5}]}
  - {action: "3.1", narrative: The servers < arrived & work.}
  - {action: "4.1", figures: [{kpi: 1, scope: own, nothing: true}]}
"""


def form(language: str = "en") -> bytes:
    return SESSION.export(PLAN, document="report-form", party="QP", checkpoint="June", to="docx", language=language)


def read(data: bytes, tmp_path: Path, name: str = "QP.docx") -> tuple[Report | None, list[str]]:
    (tmp_path / name).write_bytes(data)
    reading = SESSION.read_report(tmp_path / name, CONTEXT)
    report = reading.value
    problems = [str(found).removeprefix(f"{tmp_path}/") for found in reading.diagnostics]
    return None if report is None else attrs.evolve(report, received=None, written_for=WrittenFor()), problems


def changed(data: bytes, pattern: str, new: str) -> bytes:
    """A document in whose text a pattern is replaced."""
    parts, made = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in parts.namelist():
            part = parts.read(name)
            if name == "word/document.xml":
                text, number = re.subn(pattern, new, part.decode(), flags=re.DOTALL)
                assert number, pattern
                part = text.encode()
            file.writestr(name, part)
    return made.getvalue()


@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_read__gives_the_report_that_the_same_answers_make_typed(language: str, tmp_path: Path) -> None:
    report, problems = read(filled_document(form(language), ANSWERS), tmp_path)
    assert (report, problems) == (SESSION.loads(TYPED, format="yaml", kind=Report), [])


def test_read__takes_a_form_whose_content_controls_are_lost(tmp_path: Path) -> None:
    data = filled_document(form(), ANSWERS)
    untouched = r"<w:sdt><w:sdtPr>(?:(?!</w:sdtPr>).)*<w:showingPlcHdr/>(?:(?!</w:sdt>).)*</w:sdt>"
    bare = changed(
        changed(data, untouched, ""), r"<w:sdt><w:sdtPr>.*?</w:sdtPr><w:sdtContent>|</w:sdtContent></w:sdt>", ""
    )
    assert read(bare, tmp_path) == (SESSION.loads(TYPED, format="yaml", kind=Report), [])


def test_read__takes_the_list_of_a_status_for_silence_if_its_control_is_lost(tmp_path: Path) -> None:
    """Some programs keep the text of a control, also the hint in one that nobody filled in."""
    answers = {key: answer for key, answer in ANSWERS.items() if key != "Q-2031:4.2 status"}
    controls = r"<w:sdt><w:sdtPr>.*?</w:sdtPr><w:sdtContent>|</w:sdtContent></w:sdt>"
    bare = changed(filled_document(form(), answers), controls, "")
    assert "not started / live" in "".join(cell.text for table in read_word(bare).tables for cell in table.cells)
    typed = TYPED.replace('  - {action: "4.2", status: not started}\n', "")
    assert read(bare, tmp_path) == (SESSION.loads(typed, format="yaml", kind=Report), [])


def test_read__says_in_which_cell_of_which_table_an_answer_stands(tmp_path: Path) -> None:
    """By eye: the first table is about the report, the second has what QP leads: 4.2 is its only action."""
    report, problems = read(filled_document(form(), {**ANSWERS, "Q-2031:4.2/1 total": "one"}), tmp_path)
    assert report is None
    assert problems == ["QP.docx, table 2, row 5, column 5: error OAP022 form-answer: 'one' is not a number."]


def test_read__of_a_form_that_nobody_has_filled_in_says_so(tmp_path: Path) -> None:
    assert read(form(), tmp_path) == (None, ["QP.docx: error OAP003 empty-file: The form is not filled in."])


@pytest.mark.parametrize("suffix", [".doc", ".odt", ".xls"])
def test_read__of_an_old_or_another_format_says_what_to_save_it_as(suffix: str, tmp_path: Path) -> None:
    report, problems = read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), tmp_path, f"QP{suffix}")
    assert report is None
    saved_as = ".xlsx" if suffix == ".xls" else ".docx"
    assert problems == [
        f"QP{suffix}: error OAP002 malformed: The file is a file of Office 97 to 2003: save it as {saved_as}."
    ]


def behind(data: bytes, key: str, words: str) -> bytes:
    """A document with words that somebody has typed behind a content control."""
    control = rf'(<w:tag w:val="{key} [0-9a-f]+/answer"/>(?:(?!</w:sdt>).)*</w:sdt>)'
    return changed(data, control, rf"\1<w:r><w:t>{words}</w:t></w:r>")


def test_read__takes_what_is_typed_behind_a_content_control(tmp_path: Path) -> None:
    answers = {key: answer for key, answer in ANSWERS.items() if key != "Q-2031:2.2/1 own"}
    data = behind(filled_document(form(), answers), "Q-2031:2.2/1 own", "5")
    data = behind(data, "Q-2031:3.1 narrative", " All of them.")
    typed = TYPED.replace("& work.", "& work. All of them.")
    assert read(data, tmp_path) == (SESSION.loads(typed, format="yaml", kind=Report), [])


def test_read__leaves_out_the_choices_behind_a_status_that_the_form_had_itself(tmp_path: Path) -> None:
    report = SESSION.loads(TYPED, format="yaml", kind=Report)
    reports = SESSION.workspace.reports.add_checked(PLAN, [report], tmp_path / "reports", create=True).reports
    records = SESSION.records(reports=tmp_path / "reports")
    again = SESSION.export(
        PLAN, document="report-form", party="QP", checkpoint="June", to="docx", records=records, language="en"
    )
    assert "not started (" in "".join(cell.text for table in read_word(again).tables for cell in table.cells)
    same, problems = read(filled_document(again, {"Q-2031 on": "2031-06-28"}), tmp_path)
    assert same is not None
    assert (attrs.evolve(same, supersedes=()), problems) == (report, [])
    assert same.supersedes == (reports[0].id,)


def test_read__reports_a_sentence_below_a_table(tmp_path: Path) -> None:
    """By eye: the second table has what QP leads, and the title of the third one stands below it."""
    data = changed(
        filled_document(form(), ANSWERS),
        r"(<w:p>(?:(?!<w:p>).)*?What you take part in)",
        r"<w:p><w:r><w:t>We also trained 12 examiners.</w:t></w:r></w:p>\1",
    )
    report, problems = read(data, tmp_path)
    assert report is None
    (problem,) = problems
    assert problem.startswith("QP.docx, table 2: error OAP022 form-answer: Below the table stands a text")


@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_read__reports_the_keys_of_two_rows_that_were_exchanged(language: str, tmp_path: Path) -> None:
    key = "Q-2031:4.2 {} [0-9a-f]{{8}}"
    data = filled_document(form(language), ANSWERS)
    one, other = (re.search(key.format(asked), everything(data)) for asked in ("status", "narrative"))
    assert one is not None
    assert other is not None
    data = changed(changed(changed(data, one[0], "@@"), other[0], one[0]), "@@", other[0])
    report, problems = read(data, tmp_path)
    assert report is None
    assert ["which was not sent there" in problem for problem in problems] == [True, True]
    assert (other[0] in problems[0], one[0] in problems[1]) == (True, True)


def everything(data: bytes) -> str:
    """The text of the cells of a document."""
    return "\n".join(cell.text for table in read_word(data).tables for cell in table.cells)
