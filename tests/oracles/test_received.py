"""Workbooks and Word files that LibreOffice has saved again: what is read of them is what was read before."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from tests.containers.test_word import control, file, paragraph, run, table
from tests.containers.test_workbooks import MOMENT
from tests.support import libre_office
from tests.support.written import export

from empact.containers import ContentControl, SheetCell, TrackedChange, WordDocument, read_word, read_workbook

pytestmark = pytest.mark.oracle


def saved_again(folder: Path, data: bytes, suffix: str, kind: str) -> bytes:
    """Return one file as LibreOffice saves it."""
    return libre_office.saved_again(folder / "again", {f"file.{suffix}": data}, kind)["file"]


def workbook_file() -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet: Any = book.add_worksheet("Report")
    day, share = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "0%"})
    clock, moment = book.add_format({"num_format": "h:mm"}), book.add_format({"num_format": "d mmm yyyy h:mm:ss"})
    sheet.write_row("A1", ["words", 20, 0.1, -3.75, "  two  blanks\nand a line"])
    sheet.write_boolean("A2", boolean=True)
    sheet.write_boolean("B2", boolean=False)
    sheet.write_datetime("C2", dt.date(2031, 6, 30), day)
    sheet.write_datetime("D2", dt.time(10, 30), clock)
    sheet.write_datetime("E2", MOMENT, moment)
    sheet.write_number("F2", 0.2, share)
    sheet.write_formula("G2", "=B1*2", None, 40)
    sheet.write_array_formula("H2:H4", "{=B1:B3}", None, 20)
    sheet.merge_range("B6:C8", "merged")
    sheet.write_rich_string("A9", "20 ", book.add_format({"bold": True}), "kg", " and more")
    sheet.write_string("A10", "30/06/2031")
    sheet.write("A12", "hidden row")
    sheet.set_row(11, None, None, {"hidden": True})
    sheet.write("Z1", "hidden column")
    sheet.set_column("Z:AB", None, None, {"hidden": True})
    sheet.write_row("A15", [7, 7, 7])
    sheet.write_column("A16", [7, 7])
    sheet.write("XFD1048576", "far")
    sheet.protect("password")
    hidden = book.add_worksheet("Old")
    hidden.write("A1", 1)
    hidden.hide()
    book.close()
    return made.getvalue()


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_workbook__that_libreoffice_has_saved_has_the_same_cells(tmp_path: Path, kind: str) -> None:
    data = workbook_file()
    before, after = read_workbook(data).sheets, read_workbook(saved_again(tmp_path, data, "xlsx", kind)).sheets
    assert [(sheet.name, sheet.is_hidden) for sheet in after] == [("Report", False), ("Old", True)]
    assert len(before[0].cells) == 26
    assert [sheet.cells for sheet in after] == [sheet.cells for sheet in before]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
@pytest.mark.parametrize("document", ["plan", "progress", "coverage"])
def test_exported_workbook__that_libreoffice_has_saved_has_the_same_cells(
    tmp_path: Path, document: str, kind: str
) -> None:
    data = export(document, "xlsx")
    before, after = read_workbook(data).sheets, read_workbook(saved_again(tmp_path, data, "xlsx", kind)).sheets
    assert [sheet.name for sheet in after] == [sheet.name for sheet in before]
    assert [list(map(seen, sheet.cells)) for sheet in after] == [list(map(seen, sheet.cells)) for sheet in before]


def seen(cell: SheetCell) -> object:
    return cell.address, cell.value, cell.is_formula, cell.is_hidden, cell.rows, cell.columns


def test_exported_plan__that_libreoffice_has_saved_has_the_same_176_cells(tmp_path: Path) -> None:
    data = export("plan", "docx")
    before, after = read_word(data), read_word(saved_again(tmp_path, data, "docx", "docx"))
    assert [[cell.text for cell in table.cells] for table in after.tables] == [
        [cell.text for cell in table.cells] for table in before.tables
    ]
    assert [len(row.cells) for row in after.tables[2].rows].count(11) == 17
    assert notes(after) == notes(before)
    assert len(notes(after)) > 0
    assert set(after.headers) == set(before.headers)


def notes(document: WordDocument) -> list[tuple[str, str]]:
    """Return each note with the words before it."""
    return [
        ("".join(part.text for part in paragraph.runs[:index])[-10:], run.note.text)
        for paragraph in document.paragraphs
        for index, run in enumerate(paragraph.runs)
        if run.note is not None
    ]


def test_form__that_libreoffice_has_saved_has_its_answers(tmp_path: Path) -> None:
    choice = '<w:dropDownList><w:listItem w:displayText="On time" w:value="on"/></w:dropDownList>'
    check = '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'
    rows = [
        ("total", run("158"), ""),
        ("status", run("On time"), choice),
        (
            "reached",
            run("30/06/2031"),
            '<w:date w:fullDate="2031-06-30T00:00:00Z"><w:dateFormat w:val="dd/MM/yyyy"/></w:date>',
        ),
        ("text", run("ca. 20, "), "<w:text/>"),
        ("open", run("Click here"), "<w:showingPlcHdr/>"),
        ("agreed", run("☒"), check),
    ]
    answers = [
        f"<w:tc>{paragraph(run(tag))}</w:tc><w:tc>"
        + paragraph(control(text, f'<w:tag w:val="{tag}"/>{kind}'))
        + "</w:tc>"
        for tag, text, kind in rows
    ]
    changed = f'<w:ins w:id="9" w:author="A" w:date="2031-01-01T00:00:00Z">{run("June")}</w:ins>'
    data = file(paragraph(run("In "), changed) + table(*answers) + paragraph())
    before, after = read_word(data), read_word(saved_again(tmp_path, data, "docx", "docx"))
    assert list(map(answer, after.controls)) == list(map(answer, before.controls))
    assert after.paragraphs[0].runs[-1].change is TrackedChange.INSERTED


def answer(found: ContentControl) -> object:
    return found.tag, found.kind, found.text, found.value, found.is_placeholder, found.table, found.row, found.column
