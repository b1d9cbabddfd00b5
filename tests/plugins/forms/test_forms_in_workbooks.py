"""Forms that come back as workbooks: as they were sent, and as people and programs change them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import attrs
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.support.filled_forms import filled_workbook

import oap_invented_2031
from empact import Session
from empact.diagnostics import Severity
from empact.model import Report, WrittenFor

SESSION = Session(plugins=[oap_invented_2031])
PLAN = SESSION.load("oap-invented-2031")
CONTEXT = SESSION.context(PLAN)
ANSWERS: Mapping[str, object] = {
    "Q-2031 on": dt.date(2031, 6, 28),
    "Q-2031:2.2 status": "live",
    "Q-2031:2.2 started": dt.date(2031, 3, 3),
    "Q-2031:2.2/1 total": 8,
    "Q-2031:2.2 narrative": "Eight patrols.",
    "Q-2031:1.1/1 own": "nothing to report",
    "Q-2031:1.2/1 own": 12,
}
TYPED = """\
empact: report/1
plan: Q-2031
checkpoint: June 2031
by: QO
on: 2031-06-28
source: report form
actions:
  - action: "1.1"
    figures: [{kpi: 1, scope: own, nothing: true}]
  - action: "1.2"
    figures: [{kpi: 1, scope: own, value: 12}]
  - action: "2.2"
    status: live
    started: 2031-03-03
    figures: [{kpi: 1, scope: total, value: 8}]
    narrative: Eight patrols.
"""
"""The same answers, typed."""


def form(language: str = "en") -> bytes:
    return SESSION.export(PLAN, document="report-form", party="QO", checkpoint="June", to="xlsx", language=language)


def filled(language: str = "en", answers: Mapping[str, object] = ANSWERS) -> Workbook:
    return filled_workbook(form(language), answers)


def read(book: Workbook, tmp_path: Path, name: str = "QO.xlsx") -> tuple[Report | None, list[str]]:
    """The report of a workbook that came back, and what is asked back."""
    book.save(tmp_path / name)
    reading = SESSION.read_report(tmp_path / name, CONTEXT)
    return reading.value, [str(found).removeprefix(f"{tmp_path}/") for found in reading.diagnostics]


def as_typed(report: Report | None) -> Report | None:
    """A report without what only a form has, with its actions in the order of the plan."""
    if report is None:
        return None
    actions = tuple(sorted(report.actions, key=lambda action: action.action))
    return attrs.evolve(report, actions=actions, received=None, written_for=WrittenFor())


def test_read__gives_the_report_that_the_same_answers_make_typed(tmp_path: Path) -> None:
    report, problems = read(filled(), tmp_path)
    assert problems == []
    assert as_typed(report) == SESSION.loads(TYPED, format="yaml", kind=Report)


@pytest.mark.parametrize(("given", "digits"), [(8, "8"), (2.5, "2.5"), (10**15, "1000000000000000"), ("8.0", "8.0")])
def test_read__keeps_the_digits_of_a_number(given: object, digits: str, tmp_path: Path) -> None:
    report, _ = read(filled(answers={"Q-2031 on": ANSWERS["Q-2031 on"], "Q-2031:2.2/1 total": given}), tmp_path)
    assert report is not None
    assert [str(figure.value) for figure in report.actions[0].figures] == [digits]


@pytest.mark.parametrize(
    ("language", "status"), [("fr", "live"), ("fr", "En cours"), ("de", "laufend"), ("de", " Laufend")]
)
def test_read__takes_a_form_in_each_language(language: str, status: str, tmp_path: Path) -> None:
    report, problems = read(filled(language, {**ANSWERS, "Q-2031:2.2 status": status}), tmp_path)
    assert (as_typed(report), problems) == (SESSION.loads(TYPED, format="yaml", kind=Report), [])


def test_read__takes_an_answer_that_looks_like_a_key(tmp_path: Path) -> None:
    """Three words are like a key of the plan as a whole: the last is eight digits."""
    book = filled(answers={**ANSWERS, "Q-2031:2.2 narrative": "Patrols until 20310630"})
    for sheet in book:
        _keys_first(sheet)
    report, problems = read(book, tmp_path)
    assert problems == []
    assert report is not None
    assert str(report.actions[0].narrative) == "Patrols until 20310630"


def test_read__of_a_form_without_any_title_of_answers_says_only_that(tmp_path: Path) -> None:
    book = filled()
    for sheet in book:
        rows: Any = sheet.iter_rows()
        for row in rows:
            for cell in row:
                cell.value = None if cell.value == "Your answer" else cell.value
    report, problems = read(book, tmp_path)
    assert report is None
    assert {problem.partition("error ")[2] for problem in problems} == {
        "OAP022 form-answer: No column has the title of the answers."
    }


def _unprotect(book: Workbook) -> None:
    for sheet in book:
        sheet.protection.disable()
        sheet.title = f"X{sheet.title[:20]}"
    book.properties.creator = "Somebody"


def _each(change: Callable[[Worksheet], None]) -> Callable[[Workbook], None]:
    def changed(book: Workbook) -> None:
        for sheet in book:
            change(sheet)

    return changed


def _sort(sheet: Worksheet) -> None:
    """Turn the rows below the titles round."""
    first = next((row[0].row for row in sheet.iter_rows() if "Your answer" in [cell.value for cell in row]), None)
    if first is None:
        return
    rows: list[list[Any]] = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first + 1)]
    for number, values in enumerate(reversed(rows), first + 1):
        for column, value in enumerate(values, 1):
            cell: Any = sheet.cell(number, column)
            cell.value = value


def _keys_first(sheet: Worksheet) -> None:
    sheet.insert_cols(1)
    for row in range(1, sheet.max_row + 1):
        key: Any = next((cell for cell in reversed(sheet[row]) if str(cell.value).startswith("Q-2031")), None)
        if key is not None and sheet.title != "Information":
            first: Any = sheet.cell(row, 1)
            first.value, key.value = key.value, None


CHANGES: Mapping[str, Callable[[Workbook], None]] = {
    "unprotected and renamed": _unprotect,
    "sorted": _each(_sort),
    "columns in front": _each(lambda sheet: sheet.insert_cols(1, 2)),
    "keys first": _each(_keys_first),
    "column between": _each(lambda sheet: sheet.insert_cols(4)),
    "rows above": _each(lambda sheet: sheet.insert_rows(1, 3)),
    "column of the keys hidden": _each(lambda sheet: setattr(sheet.column_dimensions["F"], "hidden", True)),
}


@pytest.mark.parametrize("name", CHANGES)
def test_read__takes_a_form_that_people_have_changed(name: str, tmp_path: Path) -> None:
    book = filled()
    CHANGES[name](book)
    report, problems = read(book, tmp_path)
    assert (as_typed(report), problems) == (SESSION.loads(TYPED, format="yaml", kind=Report), [])


def test_read__says_of_each_value_in_which_cell_it_stood(tmp_path: Path) -> None:
    """By eye: the day is in C5 of the sheet "This report"; 2.2 is the only action that QO leads and that has begun."""
    report, _ = read(filled(), tmp_path)
    assert report is not None
    assert report.received is not None
    assert len(report.received.sha256) == 64
    cells = dict(report.received.cells)
    assert cells["/on"] == "sheet 'This report', cell B6"
    assert {place.partition(", cell")[0] for place in cells.values()} == {
        "sheet 'This report'",
        "sheet 'What you lead'",
        "sheet 'What you take part in'",
    }
    assert str(tmp_path) not in str(report.received)
    assert "QO.xlsx" not in str(report.received)


@pytest.mark.parametrize(
    ("key", "answer", "problem"),
    [
        ("Q-2031:2.2/1 total", "ca. 20", "'ca. 20' is not a number."),
        ("Q-2031:2.2/1 total", "=4+4", "The cell has a formula, so what it says can change."),
        ("Q-2031:2.2/1 total", True, "The cell has 'true', which is not a text, a number or a date."),
        ("Q-2031:2.2 started", "3 March", "'3 March' is not a date."),
    ],
)
def test_read__asks_back_an_answer_with_its_cell(key: str, answer: object, problem: str, tmp_path: Path) -> None:
    report, problems = read(filled(answers={**ANSWERS, key: answer}), tmp_path)
    assert report is None
    (message,) = problems
    assert message.startswith("QO.xlsx, sheet 'What you lead', cell E")
    assert message.endswith(f": error OAP022 form-answer: {problem}")


@pytest.mark.parametrize("hide", ["row", "sheet"])
def test_read__asks_back_what_is_hidden(hide: str, tmp_path: Path) -> None:
    book = filled()
    sheet = book["What you take part in"]
    if hide == "sheet":
        sheet.sheet_state = "hidden"
    else:
        for row in range(1, sheet.max_row + 1):
            sheet.row_dimensions[row].hidden = True
    report, problems = read(book, tmp_path)
    assert report is None
    assert len(problems) == 2
    assert all("is in a hidden row, column or sheet." in problem for problem in problems)


def test_read__of_a_form_that_nobody_has_filled_in_says_so(tmp_path: Path) -> None:
    assert read(filled(answers={}), tmp_path) == (
        None,
        ["QO.xlsx: error OAP003 empty-file: The form is not filled in."],
    )


def test_read__asks_for_the_title_of_the_answers_if_it_is_lost(tmp_path: Path) -> None:
    book = filled()
    for row in book["What you lead"].iter_rows():
        for cell in row:
            if cell.value == "Your answer":
                cell.value = "Antworten"
    report, problems = read(book, tmp_path)
    assert report is None
    assert problems[0] == (
        "QO.xlsx, sheet 'What you lead': error OAP022 form-answer: No column has the title of the answers."
    )


def test_read__names_what_stands_where_the_title_of_the_answers_stood(tmp_path: Path) -> None:
    book = filled()
    for row in book["What you lead"].iter_rows():
        for cell in row:
            if cell.value == "Your answer":
                cell.value = "completed"
    book.save(tmp_path / "QO.xlsx")
    (problem, *_) = SESSION.read_report(tmp_path / "QO.xlsx", SESSION.context(PLAN)).diagnostics
    assert problem.hint == (
        "Restore the title of the column, as in the form that was sent. "
        "The row above the first key has: Action | What | Expected | Stated before | completed | Key."
    )


def test_read__warns_of_deleted_rows(tmp_path: Path) -> None:
    book = filled()
    sheet = book["What you take part in"]
    sheet.delete_rows(4, 2)
    reading_path = tmp_path / "QO.xlsx"
    book.save(reading_path)
    reading = SESSION.read_report(reading_path, CONTEXT)
    assert reading.value is not None
    assert [(found.severity, "Rows of the form are missing" in found.message) for found in reading.diagnostics] == [
        (Severity.WARNING, True)
    ]


def test_read__of_another_workbook_says_that_it_is_no_form(tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("Arrests")["A1"] = "Arrests"
    report, problems = read(book, tmp_path)
    assert report is None
    assert problems == [
        "QO.xlsx: error OAP010 not-a-plan: The file has no row with the key of a question, so it is not a form."
    ]


def test_read__asks_back_an_answer_whose_key_is_gone(tmp_path: Path) -> None:
    """The narrative of 2.2 is in E8, by eye; nobody expects one, so nothing else would say that it is lost."""
    book = filled()
    sheet = book["What you lead"]
    key: Any = next(cell for cell in sheet[8] if str(cell.value).startswith("Q-2031:2.2 narrative"))
    key.value = str(key.value).replace(" ", "\N{NO-BREAK SPACE}")
    assert read(book, tmp_path)[1] == []
    key.value = None
    report, problems = read(book, tmp_path)
    assert (report, len(problems)) == (None, 1)
    assert (
        "sheet 'What you lead', cell E8: error OAP022 form-answer: The answer is in a row without a key." in problems[0]
    )


def found(book: Workbook, text: str) -> tuple[Worksheet, int]:
    """The sheet and the row of the first cell that begins with a text."""
    return next(
        (sheet, number)
        for sheet in (book[name] for name in book.sheetnames)
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1)
        if any(str(value).startswith(text) for value in row)
    )


@pytest.mark.parametrize("column", ["B", "C", "D"])
@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_read__reports_a_figure_that_was_typed_beside_its_column(language: str, column: str, tmp_path: Path) -> None:
    """By eye: the columns are Action, What, Expected, Stated before, Your answer and Key."""
    answers = {key: answer for key, answer in ANSWERS.items() if key != "Q-2031:1.2/1 own"}
    book = filled(language, answers)
    sheet, row = found(book, "Q-2031:1.2/1 own")
    sheet[f"{column}{row}"] = 12
    report, problems = read(book, tmp_path)
    assert report is None
    (problem,) = problems
    assert problem.startswith(f"QO.xlsx, sheet '{sheet.title}', cell E{row}: error OAP022 form-answer: Beside the key")
    assert "stands '12', which was not sent there." in problem


def test_read__of_a_form_with_nothing_but_a_figure_beside_its_column__reports_it(tmp_path: Path) -> None:
    book = filled("en", {})
    sheet, row = found(book, "Q-2031:1.2/1 own")
    sheet[f"D{row}"] = 12
    report, problems = read(book, tmp_path)
    assert report is None
    assert ["stands '12', which was not sent there." in problem for problem in problems] == [False, True]
    assert "The day of the report is missing." in problems[0]


def test_read__reports_the_keys_of_two_rows_that_were_exchanged(tmp_path: Path) -> None:
    """Both rows are about action 2.2: the words of the action are the same in them."""
    book = filled()
    (sheet, one), (_, other) = found(book, "Q-2031:2.2 narrative"), found(book, "Q-2031:2.2 obstacles")
    cells = sheet[f"F{one}"], sheet[f"F{other}"]
    cells[0].value, cells[1].value = cells[1].value, cells[0].value
    report, problems = read(book, tmp_path)
    assert report is None
    assert [f"cell E{row}: " in problem for problem, row in zip(problems, sorted((one, other)), strict=True)] == [
        True,
        True,
    ]
    assert all("which was not sent there." in problem for problem in problems)


def test_read__reports_a_text_below_the_last_row(tmp_path: Path) -> None:
    book = filled()
    sheet, _ = found(book, "Q-2031:2.2 narrative")
    row = sheet.max_row + 2
    sheet[f"A{row}"] = "We also trained 12 examiners."
    report, problems = read(book, tmp_path)
    assert report is None
    assert [f"cell E{row}: " in problem and "in a row without a key" in problem for problem in problems] == [True]


def test_read__takes_what_was_stated_before_as_it_was_when_the_form_was_made(tmp_path: Path) -> None:
    """Another report may have been added since then."""
    book = filled()
    sheet, row = found(book, "Q-2031:2.2/1 total")
    rounds = [one.name for one in PLAN.checkpoints]
    sheet[f"D{row}"] = f"3 ({rounds[0]})"
    report, problems = read(book, tmp_path)
    assert (report is not None, problems) == (True, [])
