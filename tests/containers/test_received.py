"""Files that people send: the plan as empact exports it, files of other programs, and damaged ones."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from decimal import Decimal

import docx
import openpyxl
import pytest
from tests.support.mutating import mutated
from tests.support.office import START, archive, marked_word, ooxml, open_document, relations, word, workbook
from tests.support.written import SESSION, export

from empact.containers import ContainerError, EncryptedError, Limits, open_package, read_word, read_workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
CELL = '<sheetData><row r="1"><c r="A1"><v>5</v></c></row></sheetData>'


def shown(value: object) -> object:
    """Return a value of openpyxl as the walk has it: it gives a date as a moment, and a number as a float."""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    return Decimal(str(value)) if isinstance(value, float) else value


def test_exported_plan__has_each_of_its_176_cells_in_the_word_file() -> None:
    data = export("plan", "docx")
    other = docx.Document(io.BytesIO(data)).tables[2]
    rows = [row.cells for row in read_word(data).tables[2].rows]
    expected = [[cell.text for cell in row.cells] for row in other.rows]
    actions = [row for row in rows if len(row) == 11][1:]
    assert sum(map(len, actions)) == 176
    assert [row[0].text for row in actions] == [action.number for action in SESSION.load("oap-c-2012").actions]
    for row, texts in zip(rows, expected, strict=True):
        assert [cell.text for cell in row] == (texts if len(row) == 11 else texts[:1])
    assert set(read_word(data).headers) == {"RESTREINT UE/EU RESTRICTED"}


@pytest.mark.parametrize("document", ["plan", "progress", "workload"])
def test_exported_document__has_each_of_its_cells_in_the_workbook(document: str) -> None:
    data = export(document, "xlsx")
    sheets = read_workbook(data).sheets
    other = openpyxl.load_workbook(io.BytesIO(data))
    assert [sheet.name for sheet in sheets] == other.sheetnames
    for sheet in sheets:
        filled = (cell for row in other[sheet.name].iter_rows() for cell in row if cell.value not in {None, ""})
        expected = {cell.coordinate: None if cell.data_type == "f" else shown(cell.value) for cell in filled}
        assert {cell.address: cell.value for cell in sheet.cells} == expected
        assert {cell.address for cell in sheet.cells if cell.rows * cell.columns > 1} <= {
            str(area).partition(":")[0] for area in other[sheet.name].merged_cells.ranges
        }


def no_zip(start: bytes) -> bytes:
    return start + b" rest of the file" * 50


@pytest.mark.parametrize("read", [read_word, read_workbook])
@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "is empty"),
        (OLE, "is a file of Office 97 to 2003: save it as "),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "is encrypted: save it without a password"),
        (no_zip(b"%PDF-1.7"), "is a PDF file, not "),
        (no_zip(b"{\\rtf1"), "is a text in RTF, HTML or XML, regardless of its name: save it as "),
        (no_zip(b"\xef\xbb\xbf<html>"), "is a text in RTF, HTML or XML, regardless of its name: save it as "),
        (no_zip(b"Goal;Action"), "is not a "),
        (archive({"a.txt": "a"}), "is a file of another program, not "),
        (archive({"_rels/.rels": "<!DOCTYPE x>"}), "is a file of another program, not "),
        (open_document("text", ""), "is an OpenDocument text (.odt), not "),
        (open_document("presentation", ""), "is a file of another program, not "),
        (workbook(CELL)[:-30], "is not a zip file that can be opened"),
        (workbook(CELL)[:40], "is not a zip file that can be opened"),
    ],
)
def test_file__of_another_kind_is_refused_with_what_to_do(
    read: Callable[[bytes], object], data: bytes, fault: str
) -> None:
    with pytest.raises(ContainerError) as error:
        read(data)
    assert str(error.value).startswith(fault) or ("odt" in fault and read is read_workbook)


def test_file__of_the_other_kind_is_refused() -> None:
    with pytest.raises(ContainerError, match=r"^is a workbook, not a Word document: save it as \.docx$"):
        read_word(workbook(CELL))
    with pytest.raises(ContainerError, match=r"^is a Word document, not a workbook: save it as \.xlsx$"):
        read_workbook(marked_word("LIMITE"))
    with pytest.raises(ContainerError, match=r"^is a workbook, not a Word document: save it as \.docx$"):
        read_word(open_document("spreadsheet", ""))


@pytest.mark.parametrize(
    "content_type",
    ["application/vnd.ms-excel.sheet.macroEnabled.main+xml", "application/vnd.ms-excel.sheet.binary.macroEnabled.main"],
)
def test_workbook__with_macros_is_refused(content_type: str) -> None:
    parts = ooxml({"xl/workbook.xml": f"{START}<workbook/>"}, {"xl/workbook.xml": content_type})
    with pytest.raises(ContainerError, match=r"(has macros|is a binary workbook.*): save it as \.xlsx"):
        read_workbook(archive(parts))


def test_document__with_macros_is_refused() -> None:
    body = f"{START}<w:document/>"
    with pytest.raises(ContainerError, match=r"has macros: save it as \.docx"):
        read_word(archive(ooxml({"word/document.xml": body, "word/vbaProject.bin": b"macros"})))


def test_open_document__that_is_encrypted_is_refused() -> None:
    manifest = '<manifest:file-entry xmlns:manifest="m"><manifest:encryption-data/></manifest:file-entry>'
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    with pytest.raises(EncryptedError, match="is encrypted"):
        read_workbook(archive({"mimetype": mimetype, "META-INF/manifest.xml": manifest, "content.xml": b"\x9f\x01"}))


def test_workbook__with_a_sheet_outside_or_with_entities_is_refused() -> None:
    parts = {
        "xl/workbook.xml": workbook_part(),
        "xl/_rels/workbook.xml.rels": relations({"a": ("worksheet", "https://example.org/sheet.xml", "External")}),
    }
    with pytest.raises(ContainerError, match="has a sheet in another file"):
        read_workbook(archive(ooxml(parts)))
    bomb = '<!DOCTYPE x [<!ENTITY e "zebra">]><worksheet>&e;</worksheet>'
    local = relations({"a": ("worksheet", "worksheets/sheet1.xml")})
    parts = {**parts, "xl/_rels/workbook.xml.rels": local, "xl/worksheets/sheet1.xml": bomb}
    with pytest.raises(ContainerError, match="declares a DOCTYPE"):
        read_workbook(archive(ooxml(parts)))


def test_workbook__with_one_part_for_two_sheets_is_refused() -> None:
    """It would be read once for each of them, so the time of a small file would have no bound."""
    sheet = '<sheet name="One" r:id="a"/>'
    two = workbook_part().replace(sheet, f'{sheet}<sheet name="Two" r:id="b"/>')
    same = dict.fromkeys("ab", ("worksheet", "worksheets/sheet1.xml"))
    parts = dict(open_package(workbook(CELL)).parts) | {
        "xl/workbook.xml": two.encode(),
        "xl/_rels/workbook.xml.rels": relations(same).encode(),
    }
    with pytest.raises(ContainerError, match="has two sheets in one part"):
        read_workbook(archive(parts))


def workbook_part() -> str:
    namespaces = (
        'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    )
    return f'{START}<workbook {namespaces}><sheets><sheet name="One" r:id="a"/></sheets></workbook>'


def test_workbook__with_too_many_rows_is_refused_before_it_is_read() -> None:
    rows = "".join(f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>' for number in range(1, 1_000_001, 5))
    start = time.process_time()
    with pytest.raises(ContainerError, match="with more than 100,000 elements"):
        read_workbook(workbook(f"<sheetData>{rows}</sheetData>"), Limits(most_elements=100_000))
    assert time.process_time() - start < 20


def test_sheet__takes_the_memory_of_its_cells_wherever_they_are() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    blank = f'<table:table-row table:number-rows-repeated="1048575">{empty}'
    last = '<table:table-row><table:table-cell office:value-type="float" office:value="2"/></table:table-row>'
    sheet = f'<table:table table:name="One">{blank}</table:table-row>{last}</table:table>'
    for data in (workbook(f"<sheetData>{rows}</sheetData>"), open_document("spreadsheet", sheet)):
        read_workbook(data)  # the first call imports modules
        tracemalloc.start()
        cells = read_workbook(data).sheets[0].cells
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert cells[-1].row == 1_048_576
        assert most < 1_000_000


def test_time__grows_with_the_file_and_not_with_its_square() -> None:
    texts = "".join(f"<w:r><w:t>{'a' * 20}</w:t></w:r>" for _ in range(15_000))
    columns = "<cols>" + '<col min="1" max="16384" hidden="1"/>' * 30_000 + "</cols>"
    filled = "".join(f"<c><v>{number}</v></c>" for number in range(5_000))
    start = time.process_time()
    read_word(word(f"<w:p>{texts}</w:p>"))
    read_workbook(workbook(f'{columns}<sheetData><row r="1">{filled}</row></sheetData>'))
    assert time.process_time() - start < 30


def test_reading__needs_no_library() -> None:
    code = "import sys, empact.containers.docx, empact.containers.ods, empact.containers.xlsx; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"openpyxl", "docx", "lxml", "xlsxwriter"} & set(done.stdout.split())


@pytest.mark.one_python
def test_word__with_open_fields_takes_time_by_its_size() -> None:
    """60,000 fields without an end, around 60,000 texts: looking at each field for each text took half a minute."""
    fields = '<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/></w:r>' * 60_000
    data = word(f"<w:p>{fields}{'<w:r><w:t>a</w:t></w:r>' * 60_000}</w:p>")
    start = time.process_time()
    assert read_word(data).paragraphs[0].text == "a" * 60_000
    assert time.process_time() - start < 10


def test_ods__with_groups_in_groups_takes_time_by_its_size() -> None:
    """Looking at each of 60,000 groups for each of 60,000 rows took ten seconds."""
    group, rows = "table:table-row-group", "<table:table-row/>" * 60_000
    inside = f"{f'<{group}>' * 60_000}{rows}{f'</{group}>' * 60_000}"
    start = time.process_time()
    (sheet,) = read_workbook(open_document("spreadsheet", f"<table:table>{inside}</table:table>")).sheets
    assert (sheet.cells, time.process_time() - start < 6) == ((), True)


def test_limits__of_the_caller_hold() -> None:
    data = workbook(CELL)
    assert read_workbook(data).sheets[0].cells[0].value == 5
    for limits, fault in (
        (Limits(most_bytes=100), "is larger than"),
        (Limits(most_unpacked=100), "when it is unpacked"),
        (Limits(most_parts=1), "has more than 1 parts"),
        (Limits(most_elements=1), "with more than 1 elements"),
        (Limits(most_cells=0), "has more than 0 cells"),
    ):
        with pytest.raises(ContainerError, match=fault):
            read_workbook(data, limits)


def test_read_workbook__refuses_one_long_text_in_many_cells() -> None:
    """The texts of a workbook are stored once, so a small file could be read as terabytes."""
    shared = f"<si><t>{'a' * 1_000}</t></si>"
    rows = '<row><c t="s"><v>0</v></c></row>' * 21
    repeated = (
        '<table:table><table:table-row table:number-rows-repeated="21"><table:table-cell office:value-type="string">'
        f"<text:p>{'a' * 1_000}</text:p></table:table-cell></table:table-row></table:table>"
    )
    for data in (workbook(f"<sheetData>{rows}</sheetData>", shared), open_document("spreadsheet", repeated)):
        assert len(read_workbook(data, Limits(most_unpacked=21_000)).sheets[0].cells) == 21
        with pytest.raises(ContainerError, match="has more than 20,000 characters in its cells"):
            read_workbook(data, Limits(most_unpacked=20_000))


SHEET = (
    '<table:tracked-changes><table:table-cell office:value-type="float" office:value="1"/>'
    '</table:tracked-changes><table:table table:name="Report">'
    '<table:table-column table:visibility="collapse"/><table:table-row-group table:display="false">'
    '<table:table-row table:number-rows-repeated="3">'
    '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2" office:value-type="string">'
    '<text:p>a<text:s text:c="3"/></text:p></table:table-cell>'
    '<table:covered-table-cell office:value-type="float" office:value="5"/></table:table-row>'
    '</table:table-row-group><table:table-row table:number-rows-repeated="1000">'
    '<table:table-cell table:number-columns-repeated="900"/>'
    '<table:table-cell office:value-type="date" office:date-value="2031-06-30"/>'
    '<table:table-cell office:value-type="time" office:time-value="PT10H30M00S"/>'
    '<table:table-cell table:formula="of:=TRUE()" office:value-type="boolean" office:boolean-value="true"/>'
    "</table:table-row></table:table>"
)
FORM = (
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr>'
    '<w:ins><w:r><w:t>a</w:t><w:fldChar w:fldCharType="begin"/><w:instrText>b</w:instrText>'
    '<w:fldChar w:fldCharType="end"/></w:r></w:ins></w:p><w:tbl><w:tr><w:trPr><w:gridBefore w:val="1"/>'
    '</w:trPr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:sdt><w:sdtPr>'
    '<w:tag w:val="a"/><w:date w:fullDate="2031-06-30T00:00:00Z"/></w:sdtPr><w:sdtContent><w:r><w:t>30 June'
    "</w:t></w:r></w:sdtContent></w:sdt></w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/>"
    '<w:shd w:val="clear" w:fill="000000"/></w:tcPr><w:p/></w:tc><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>'
    "<w:sdtContent><w:tc><w:p/></w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>"
)
SEEDS: dict[str, tuple[Callable[[bytes], object], Callable[[], bytes]]] = {
    "xlsx": (read_workbook, lambda: export("plan", "xlsx")),
    "docx": (read_word, lambda: export("plan", "docx")),
    "ods": (read_workbook, lambda: open_document("spreadsheet", SHEET)),
    "forms": (read_word, lambda: word(FORM)),
}
"""How a file is read, and how it is made before it is damaged."""


def damaged(kind: str, number: int, seed: int = 0) -> float:
    """Read damaged files, which are read or refused; return the seconds of the slowest."""
    read, make = SEEDS[kind]
    slowest = 0.0
    for data in mutated(make(), number, seed):
        start = time.process_time()
        with contextlib.suppress(ContainerError):
            read(data)
        slowest = max(slowest, time.process_time() - start)
    return slowest


@pytest.mark.one_python
@pytest.mark.parametrize("kind", [*SEEDS])
def test_damaged_file__is_read_or_refused_and_nothing_else(kind: str) -> None:
    assert damaged(kind, 125) < 20


@pytest.mark.oracle
@pytest.mark.parametrize("kind", [*SEEDS])
def test_damaged_file__of_thousands_is_read_or_refused(kind: str) -> None:
    assert damaged(kind, 500, seed=1) < 20
