"""Workbooks as LibreOffice sees them: saved again as xlsx and ods, and printed. Excel itself was not tried."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook
from tests.support.written import SESSION

from empact.documents import (
    CellNote,
    Column,
    ColumnType,
    Document,
    FillIn,
    Hyperlink,
    PlanFingerprint,
    Row,
    Section,
    Table,
    TableCell,
    Text,
)
from empact.session.exporting import export_context, run_exporter

pytestmark = pytest.mark.oracle

MARKING = "RESTREINT UE/EU RESTRICTED"
ODD = "=1+1 <b>&amp;</b> \x1b[2J \U0001f600"
PROPERTIES = {
    "empact.document": "minutes/1",
    "empact.marking": MARKING,
    "empact.plan": "X-2026",
    "empact.plan.number": "1/26",
    "empact.plan.sha256": "0" * 64,
    "empact.party": "HU",
}


def _minutes() -> Document:
    """A document with each kind of cell."""
    columns = (
        Column(key="number", title="#", width=6, refers_to=("details",)),
        Column(key="what", title="What is to be done", width=40),
        Column(key="links", title="Links", type=ColumnType.LIST, width=30),
        Column(key="date", title="Date", type=ColumnType.DATE),
        Column(key="amount", title="Amount", type=ColumnType.NUMBER),
        Column(key="answer", title="Answer"),
    )
    trained = TableCell("Train.[^7]", (CellNote("Only if asked.", "7"),))
    answer = TableCell(None, (), FillIn(("agreed", "changed, see note", "refused")))
    rows = (
        Row("1.10", ("1.10", trained, None, dt.date(2026, 3, 1), 2.5, answer), "X-2026:1.10 0f"),
        Row("2", ("2", ODD, (Hyperlink("Terms", "https://www.example.org/a?b=1"), "SG 1"), None, None, answer)),
        Row("3", ("3", "A sentence of some length. " * 20, None, None, 7, TableCell("x", (), FillIn(("x", "y"))))),
    )
    more = tuple(Row(str(number), (str(number), "A line.", None, None, number, None)) for number in range(4, 90))
    details = Table(columns[:2], (Row("1.10", ("1.10", "Here.")),))
    return Document(
        kind="minutes",
        title="Minutes of a meeting",
        name="minutes",
        marking=MARKING,
        properties={"party": "HU"},
        plans=(PlanFingerprint(plan_id="X-2026", number="1/26", sha256="0" * 64),),
        sections=(
            Section(key="table", title="Things to do", body=Table(columns, (*rows, *more))),
            Section(key="details", title="Details", body=details),
            Section(key="text", title="Text", body=Text(("A paragraph.", ODD))),
        ),
    )


def _written(document: Document) -> bytes:
    (exporter,) = (one for one in SESSION.exporters if one.name == "xlsx")
    ctx = export_context(lambda: SESSION.context(SESSION.load("oap-c-2012")), {})
    (artifact,) = run_exporter(SESSION.plugins, exporter, document, ctx)
    return artifact.data


def _converted(data: bytes, to: str, folder: Path) -> Path:
    program = shutil.which("soffice")
    assert program is not None, "install libreoffice-calc"
    given, out = folder / "given.xlsx", folder / "out"
    given.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", to, "--outdir", str(out), str(given)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    (made,) = out.iterdir()
    assert done.returncode == 0, done.stderr
    return made


def _texts(path: Path, name: str) -> list[list[Any]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python()


@pytest.mark.parametrize("to", ["xlsx", "ods"])
def test_a_workbook__keeps_its_values_and_references_when_it_is_saved_again(to: str, tmp_path: Path) -> None:
    data = _written(_minutes())
    again = _converted(data, to, tmp_path)
    for name in ("About", "Things to do", "Details", "Answers"):
        before = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(name).to_python()
        assert _texts(again, name) == before
    row = _texts(again, "Things to do")[3]
    assert (row[0], row[3], row[4], row[6]) == ("1.10", dt.date(2026, 3, 1), 2.5, "X-2026:1.10 0f")


def test_a_workbook__keeps_notes_links_answers_and_properties_when_it_is_saved_again(tmp_path: Path) -> None:
    book: Any = openpyxl.load_workbook(_converted(_written(_minutes()), "xlsx", tmp_path))
    assert {one.name: one.value for one in book.custom_doc_props.props} == PROPERTIES
    page = book["Things to do"]
    assert page["B4"].comment.text.strip() == "[^7] Only if asked."
    assert page["A4"].hyperlink.location.replace("'", "").replace(".", "!") == "Details!A4"
    assert page["C5"].hyperlink.target == "https://www.example.org/a?b=1"
    assert (page.freeze_panes, page.print_title_rows) == ("B4", "$1:$3")
    rules = {str(rule.sqref): rule.formula1 for rule in page.data_validations.dataValidation}
    assert set(rules) == {"F4:F5", "F6"}
    assert MARKING in page.oddHeader.center.text
    assert MARKING in page.oddFooter.center.text
    assert {each.sheet_state for each in book} == {"visible"}


def test_a_workbook__keeps_notes_and_properties_as_ods(tmp_path: Path) -> None:
    with zipfile.ZipFile(_converted(_written(_minutes()), "ods", tmp_path)) as archive:
        meta, content = archive.read("meta.xml").decode(), archive.read("content.xml").decode()
    found = re.findall(r'<meta:user-defined meta:name="([^"]*)"[^>]*>([^<]*)<', meta)
    assert PROPERTIES.items() <= dict(found).items()
    (note,) = re.findall("<office:annotation.*?</office:annotation>", content, re.DOTALL)
    assert "[^7] Only if asked." in re.sub("<[^>]*>", "", note)


def test_a_sheet__is_printed_across_with_its_header_and_the_marking_on_each_page(tmp_path: Path) -> None:
    pdf = _converted(_written(_minutes()), "pdf", tmp_path)
    info = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    size = re.search(r"Page size: +([\d.]+) x ([\d.]+)", info)
    assert size is not None
    assert [round(float(length)) for length in size.groups()] == [842, 595]
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    pages = text.split("\f")[:-1]
    assert len(pages) >= 4
    for page in pages:
        assert page.count(MARKING) >= 3  # above and below the page, and in the first row
    of_table = [page for page in pages if "What is to be done" in page]
    assert len(of_table) >= 3
    assert "#REF!" not in text
