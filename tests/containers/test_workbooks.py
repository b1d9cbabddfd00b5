"""Workbooks as they are read: what is in a cell, where it is, and what of it nobody sees."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from tests.support.office import START, archive, ooxml, open_document, relations, workbook

from empact.containers import (
    ContainerError,
    Limits,
    Sheet,
    SheetCell,
    SheetComment,
    Workbook,
    open_package,
    read_workbook,
)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
MOMENT = dt.datetime.combine(dt.date(2031, 6, 30), dt.time(10, 30, 15))


def written(fill: Callable[[Any, Any], None], **options: object) -> Workbook:
    """Return what is read of a workbook that XlsxWriter makes."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, **options})
    fill(book, book.add_worksheet("Report"))
    book.close()
    return read_workbook(file.getvalue())


def values(sheet: Sheet) -> dict[str, object]:
    return {cell.address: cell.value for cell in sheet.cells}


def cells(xml: str, shared: str = "") -> tuple[SheetCell, ...]:
    """Return the cells of a sheet with these rows."""
    return read_workbook(workbook(f"<sheetData>{xml}</sheetData>", shared)).sheets[0].cells


def ods(rows: str, columns: str = "", table: str = "", styles: str = "") -> Workbook:
    """Return what is read of an OpenDocument with one sheet."""
    made = open_document("spreadsheet", f'<table:table table:name="Report"{table}>{columns}{rows}</table:table>')
    if not styles:
        return read_workbook(made)
    parts = dict(open_package(made).parts)
    automatic = f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>".encode()
    return read_workbook(archive({**parts, "content.xml": parts["content.xml"].replace(b"<office:body>", automatic)}))


def test_workbook__has_the_values_that_somebody_has_written() -> None:
    def fill(book: Any, sheet: Any) -> None:
        day, share = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "0.0%"})
        time = book.add_format({"num_format": "hh:mm"})
        moment = book.add_format({"num_format": '[$-409]d mmm yyyy "at" h:mm'})
        sheet.write_string("A1", "  two  blanks\nand a line ")
        sheet.write_number("B1", 20)
        sheet.write_number("C1", 0.1 + 0.2)
        sheet.write_boolean("D1", boolean=True)
        sheet.write_datetime("E1", dt.date(2031, 6, 30), day)
        sheet.write_number("F1", 0.2, share)
        sheet.write_datetime("G1", dt.time(10, 30), time)
        sheet.write_datetime("H1", MOMENT, moment)
        sheet.write_rich_string("A2", "seized ", book.add_format({"bold": True}), "20", " kg")
        sheet.write_string("B2", "_x0041_ & <b>")
        sheet.write_number("XFD1048576", 7)
        book.add_chartsheet()

    (sheet,) = written(fill).sheets
    assert (sheet.name, sheet.is_hidden) == ("Report", False)
    assert values(sheet) == {
        "A1": "  two  blanks\nand a line ",
        "B1": 20,
        "C1": Decimal("0.3"),
        "D1": True,
        "E1": dt.date(2031, 6, 30),
        "F1": Decimal("0.2"),
        "G1": dt.time(10, 30),
        "H1": MOMENT,
        "A2": "seized 20 kg",
        "B2": "_x0041_ & <b>",
        "XFD1048576": 7,
    }
    assert [cell.address for cell in sheet.cells if cell.is_percent] == ["F1"]
    assert [len(row) for row in sheet.rows()] == [8, 2, 1]
    cell = sheet.cell("XFD1048576")
    assert cell is not None
    assert (cell.row, cell.column) == (1_048_576, 16_384)
    assert sheet.cell("A3") is None
    with pytest.raises(ValueError, match="not 'r1c1'"):
        sheet.cell("r1c1")


def test_formula__has_no_value_but_its_stored_result() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_number("A1", 20)
        sheet.write_formula("B1", "=A1*2", None, 40)
        sheet.write_array_formula("C1:C3", "{=A1:A3}", None, 20)
        sheet.write_number("C2", 5)

    (sheet,) = written(fill).sheets
    assert [(cell.address, cell.value, cell.is_formula, cell.result) for cell in sheet.cells] == [
        ("A1", 20, False, None),
        ("B1", None, True, 40),
        ("C1", None, True, 20),
        ("C2", None, True, 5),
        ("C3", None, True, 0),
    ]


def test_ods__has_the_stored_result_of_a_formula() -> None:
    cell = (
        '<table:table-cell table:formula="of:=[.A1]" office:value-type="string"><text:p>May</text:p></table:table-cell>'
    )
    (found,) = ods(f"<table:table-row>{cell}</table:table-row>").sheets[0].cells
    assert (found.value, found.result) == (None, "May")


def test_comment__is_read_also_on_an_empty_cell() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_string("A1", "words")
        sheet.write_comment("C3", "Later.")
        sheet.write_comment("A1", "[^7] Only with consent.\n\nOnly then.")

    (sheet,) = written(fill).sheets
    assert sheet.comments == (SheetComment(1, 1, "[^7] Only with consent.\n\nOnly then."), SheetComment(3, 3, "Later."))


def test_ods__has_comments() -> None:
    comment = "<office:annotation><text:p>[^7] Only</text:p><text:p>then.</text:p></office:annotation>"
    row = f"<table:table-row><table:table-cell/><table:table-cell>{comment}</table:table-cell></table:table-row>"
    (sheet,) = ods(row).sheets
    assert (sheet.cells, sheet.comments) == ((), (SheetComment(1, 2, "[^7] Only\nthen."),))


def test_sheet__says_whether_something_lies_on_it() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_string("A1", "words")
        sheet.insert_textbox("C3", "Later.")

    assert written(fill).sheets[0].has_drawings
    shape = "<table:shapes><draw:frame/></table:shapes>"
    (plain,), (drawn,) = ods("").sheets, ods("", columns=shape).sheets
    assert (plain.has_drawings, drawn.has_drawings) == (False, True)


def test_cell__says_whether_words_are_struck_through() -> None:
    def fill(book: Any, sheet: Any) -> None:
        struck = book.add_format({"font_strikeout": True})
        sheet.write_string("A1", "May", struck)
        sheet.write_rich_string("B1", "June ", struck, "May")
        sheet.write_string("C1", "July")

    assert [cell.is_struck for cell in written(fill).sheets[0].cells] == [True, True, False]
    style = (
        '<style:style style:name="T1" style:family="text">'
        '<style:text-properties style:text-line-through-type="single"/></style:style>'
    )
    spans = "".join(
        f"<table:table-cell><text:p><text:span text:style-name='{name}'>May</text:span></text:p></table:table-cell>"
        for name in ("T1", "T2")
    )
    (sheet,) = ods(f"<table:table-row>{spans}</table:table-row>", styles=style).sheets
    assert [cell.is_struck for cell in sheet.cells] == [True, False]


@pytest.mark.parametrize(
    ("cell", "value", "is_formula"),
    [
        ('<c r="B2" t="b"><f aca="false">TRUE()</f><v>1</v></c>', True, False),
        ('<c r="B2" t="b"><f>FALSE()</f><v>1</v></c>', False, False),
        ('<c r="B2" t="b"><f>NOT(FALSE())</f><v>1</v></c>', None, True),
        ('<c r="B2"><f t="shared" si="0"/><v>7</v></c>', None, True),
        ('<c r="B2" t="str"><f>A1</f><v>words</v></c>', None, True),
        ('<c r="B2" t="e"><v>#N/A</v></c>', "#N/A", False),
        ('<c r="B2" t="d"><v>2031-06-30</v></c>', dt.date(2031, 6, 30), False),
        ('<c r="B2" t="d"><v>2031-06-30T10:30:15</v></c>', MOMENT, False),
        ('<c r="B2" t="d"><v>30 June</v></c>', "30 June", False),
        ('<c r="B2"><v>1E+3</v></c>', 1000, False),
        ('<c r="B2"><v>20.000000000000004</v></c>', 20, False),
        ('<c r="B2"><v>1E999</v></c>', "1E999", False),
        ('<c r="B2"><v>ca. 20</v></c>', "ca. 20", False),
        ('<c r="B2" t="inlineStr"><is><r><t>a</t></r><rPh><t>b</t></rPh><r><t>c</t></r></is></c>', "ac", False),
        ('<c r="B2" t="inlineStr"><is><t>a_x000D_\nb_x0000_</t></is></c>', "a\nb\N{REPLACEMENT CHARACTER}", False),
    ],
)
def test_cell__of_a_kind_that_programs_write(cell: str, value: object, *, is_formula: bool) -> None:
    (found,) = cells(f'<row r="2">{cell}</row>')
    assert (found.address, found.value, found.is_formula) == ("B2", value, is_formula)
    assert type(found.value) is type(value)


def test_cell__that_is_empty_is_not_there() -> None:
    empty = '<row r="1"><c r="A1" s="0"/><c r="B1"><v></v></c><c r="C1" t="inlineStr"><is><t></t></is></c></row>'
    assert cells(empty) == ()
    assert cells('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', "<si><t/></si>") == ()


def test_cell__without_an_address_comes_after_the_one_before() -> None:
    found = cells("<row><c><v>1</v></c><c><v>2</v></c></row><row r='5'><c><v>3</v></c></row><row><c><v>4</v></c></row>")
    assert [(cell.address, cell.value) for cell in found] == [("A1", 1), ("B1", 2), ("A5", 3), ("A6", 4)]


def test_cell__that_nobody_sees_is_hidden() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["seen", "hidden column"])
        sheet.set_column("B:D", None, None, {"hidden": True})
        sheet.write("A2", "hidden row")
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.write("A3", "no height")
        sheet.set_row(2, 0)
        hidden = book.add_worksheet("Old")
        hidden.write("A1", "hidden sheet")
        hidden.very_hidden()

    report, old = written(fill).sheets
    assert [(cell.value, cell.is_hidden) for cell in report.cells] == [
        ("seen", False),
        ("hidden column", True),
        ("hidden row", True),
        ("no height", True),
    ]
    assert old.is_hidden
    assert old.cells[0].is_hidden


def test_merged_cell__has_its_size_and_hides_what_it_covers() -> None:
    sheet = (
        '<sheetData><row r="2"><c r="B2"><v>1</v></c><c r="C2"><v>2</v></c><c r="D2"><v>3</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="B2:C4"/></mergeCells>'
    )
    found = read_workbook(workbook(sheet)).sheets[0].cells
    assert [(cell.value, cell.rows, cell.columns, cell.is_hidden) for cell in found] == [
        (1, 3, 2, False),
        (2, 1, 1, True),
        (3, 1, 1, False),
    ]


@pytest.mark.parametrize(
    ("code", "number", "value"),
    [
        ("General", 45_000, 45_000),
        ("dd/mm/yyyy", 45_000, dt.date(2023, 3, 15)),
        ("dd/mm/yyyy", 45_000.5, dt.datetime.combine(dt.date(2023, 3, 15), dt.time(12))),
        ("mmm\\ yy", 45_000, dt.date(2023, 3, 15)),
        ('#,##0 "days"', 45_000, 45_000),
        ("[Red]0.00", 2.5, Decimal("2.5")),
        ("[h]:mm", 1.5, dt.timedelta(hours=36)),
        ("h:mm", 0.5, dt.time(12)),
        ("mm:ss", 0.5, dt.time(12)),
        ("yyyy-mm-dd", 1, dt.date(1900, 1, 1)),
        ("yyyy-mm-dd", 59, dt.date(1900, 2, 28)),
        ("yyyy-mm-dd", 60, 60),  # a day that only Excel knows
        ("yyyy-mm-dd", 61, dt.date(1900, 3, 1)),
        ("yyyy-mm-dd", -3, -3),
        ("yyyy-mm-dd", 2_958_465, dt.date(9999, 12, 31)),
        ("yyyy-mm-dd", 2_958_466, 2_958_466),
        ("yyyy-mm-dd", 1e300, int(Decimal("1e300"))),
    ],
)
def test_date__is_a_number_with_the_format_of_a_date(code: str, number: float, value: object) -> None:
    (sheet,) = written(
        lambda book, sheet: sheet.write_number("A1", number, book.add_format({"num_format": code}))
    ).sheets
    assert sheet.cells[0].value == value
    assert type(sheet.cells[0].value) is type(value)


def test_date__counts_from_1904_if_the_workbook_says_so() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_datetime("A1", dt.date(2031, 6, 30), book.add_format({"num_format": 14}))

    assert written(fill, date_1904=True).sheets[0].cells[0].value == dt.date(2031, 6, 30)


def test_sheet__may_be_in_strict_ooxml_and_say_a_wrong_size() -> None:
    parts = {
        "xl/workbook.xml": f'{START}<workbook xmlns="{STRICT}" xmlns:r="http://purl.oclc.org/ooxml/officeDocument/relationships">'
        '<sheets><sheet name="One" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations({"a": ("worksheet", "worksheets/sheet1.xml")}),
        "xl/worksheets/sheet1.xml": f'{START}<worksheet xmlns="{STRICT}"><dimension ref="A1:XFD1048576"/>'
        '<sheetData><row r="3"><c r="C3"><v>5</v></c></row></sheetData></worksheet>',
    }
    assert values(read_workbook(archive(ooxml(parts))).sheets[0]) == {"C3": 5}


# OpenDocument


def test_ods__has_the_values_that_somebody_has_written() -> None:
    (sheet,) = ods(
        '<table:table-row><table:table-cell office:value-type="string">'
        '<text:p>two<text:s text:c="2"/>blanks,  two</text:p>'
        "<text:p>and <text:span>a</text:span>\n  line<text:line-break/><text:a>link</text:a></text:p>"
        "<office:annotation><text:p>a note of somebody</text:p></office:annotation></table:table-cell>"
        '<table:table-cell office:value-type="float" office:value="20"><text:p>20,00</text:p></table:table-cell>'
        '<table:table-cell office:value-type="percentage" office:value="0.2"/>'
        '<table:table-cell office:value-type="currency" office:value="2.50"/>'
        '<table:table-cell office:value-type="date" office:date-value="2031-06-30"/>'
        '<table:table-cell office:value-type="date" office:date-value="2031-06-30T10:30:15"/>'
        '<table:table-cell office:value-type="time" office:time-value="PT10H30M00S"/>'
        '<table:table-cell office:value-type="time" office:time-value="PT36H00M00.5S"/>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="false"/>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="true" table:formula="of:=TRUE()"/>'
        '<table:table-cell office:value-type="float" office:value="7" table:formula="of:=[.B1]"/>'
        "</table:table-row>"
    ).sheets
    assert values(sheet) == {
        "A1": "two  blanks,  two\nand a line\nlink",
        "B1": 20,
        "C1": Decimal("0.2"),
        "D1": Decimal("2.5"),
        "E1": dt.date(2031, 6, 30),
        "F1": MOMENT,
        "G1": dt.time(10, 30),
        "H1": dt.timedelta(hours=36, seconds=0.5),
        "I1": False,
        "J1": True,
        "K1": None,
    }
    assert [cell.address for cell in sheet.cells if cell.is_formula] == ["K1"]
    assert [cell.address for cell in sheet.cells if cell.is_percent] == ["C1"]


def test_ods__has_no_cell_where_nothing_is_written() -> None:
    kinds = ("float", "percentage", "date", "time", "string")
    empty = "".join(f'<table:table-cell office:value-type="{kind}"><text:p/></table:table-cell>' for kind in kinds)
    assert ods(f"<table:table-row>{empty}</table:table-row>").sheets[0].cells == ()


def test_ods__expands_what_repeats_only_where_it_is_not_empty() -> None:
    (sheet,) = ods(
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/>'
        '<table:table-cell office:value-type="float" office:value="5" table:number-columns-repeated="2"/>'
        "</table:table-row>"
    ).sheets
    assert values(sheet) == {"B1048571": 5, "C1048571": 5, "B1048572": 5, "C1048572": 5}


def test_ods__knows_what_nobody_sees_and_what_is_merged() -> None:
    row = '<table:table-row{}><table:table-cell{}office:value-type="float" office:value="{}"/>{}</table:table-row>'
    (sheet,) = ods(
        row.format(' table:visibility="filter"', " ", 1, "")
        + row.format("", " ", 2, '<table:table-cell office:value-type="float" office:value="3"/>')
        + '<table:table-row-group table:display="false"><table:table-row-group>'
        + f"{row.format('', ' ', 4, '')}</table:table-row-group></table:table-row-group>"
        + row.format(
            "",
            ' table:number-columns-spanned="2" table:number-rows-spanned="3" ',
            5,
            '<table:covered-table-cell office:value-type="float" office:value="6"/>',
        ),
        '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="9"/>',
    ).sheets
    assert [(cell.value, cell.is_hidden, cell.rows, cell.columns) for cell in sheet.cells] == [
        (1, True, 1, 1),
        (2, False, 1, 1),
        (3, True, 1, 1),
        (4, True, 1, 1),
        (5, False, 3, 2),
        (6, True, 1, 1),
    ]
    style = (
        '<style:style style:name="t" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    (hidden,) = ods(row.format("", " ", 1, ""), table=' table:style-name="t"', styles=style).sheets
    assert (hidden.is_hidden, hidden.cells[0].is_hidden) == (True, True)


def test_ods__skips_what_is_not_in_the_cells() -> None:
    cell = '<table:table-row><table:table-cell office:value-type="float" office:value="{}"/></table:table-row>'
    was = cell.format(1).removeprefix("<table:table-row>").removesuffix("</table:table-row>")
    inner = f'<table:table table:name="Inner">{cell.format(2)}</table:table>'
    shapes = f"<table:shapes><draw:frame><table:table>{cell.format(3)}</table:table></draw:frame></table:shapes>"
    rows = f"{shapes}<table:table-row><table:table-cell>{inner}</table:table-cell></table:table-row>{cell.format(4)}"
    body = f'<table:tracked-changes>{was}</table:tracked-changes><table:table table:name="Report">{rows}</table:table>'
    (sheet,) = read_workbook(open_document("spreadsheet", body)).sheets
    assert values(sheet) == {"A2": 4}


def test_ods__has_a_formula_that_fills_several_cells() -> None:
    (sheet,) = ods(
        '<table:table-row><table:table-cell table:formula="of:={1|2}" table:number-matrix-columns-spanned="1" '
        'table:number-matrix-rows-spanned="2" office:value-type="float" office:value="1"/></table:table-row>'
        '<table:table-row><table:table-cell office:value-type="float" office:value="2"/></table:table-row>'
    ).sheets
    assert [(cell.value, cell.is_formula) for cell in sheet.cells] == [(None, True), (None, True)]


# Laws

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), min_size=1, max_size=40).filter(
    lambda text: not ILLEGAL_CHARACTERS_RE.search(text) and not {"\ufffe", "\uffff"} & {*text}
)
NUMBERS = st.integers(-(10**14), 10**14) | st.decimals(-(10**6), 10**6, places=4)
DAYS = st.dates(dt.date(1900, 3, 1), dt.date(9999, 12, 31))
PLACES = st.tuples(st.integers(0, 2000), st.integers(0, 300))
GRIDS = st.dictionaries(PLACES, TEXTS | NUMBERS | st.booleans() | DAYS, max_size=12)


@given(GRIDS)
def test_cells_written__are_the_cells_read(grid: dict[tuple[int, int], Any]) -> None:
    def fill(book: Any, sheet: Any) -> None:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for (row, column), value in grid.items():
            if isinstance(value, str):
                sheet.write_string(row, column, value)
            elif isinstance(value, bool):
                sheet.write_boolean(row, column, value)
            elif isinstance(value, dt.date):
                sheet.write_datetime(row, column, value, day)
            else:
                sheet.write_number(row, column, value)

    (sheet,) = written(fill).sheets
    assert {(cell.row - 1, cell.column - 1): cell.value for cell in sheet.cells} == grid


@given(GRIDS)
def test_cells_of_openpyxl__are_the_cells_read(grid: dict[tuple[int, int], Any]) -> None:
    file = io.BytesIO()
    book = openpyxl.Workbook()
    for (row, column), value in grid.items():
        cell = book.worksheets[0].cell(row + 1, column + 1)
        cell.value = value
        cell.data_type = "s" if isinstance(value, str) else cell.data_type
    book.save(file)
    (sheet,) = read_workbook(file.getvalue()).sheets
    assert {(cell.row - 1, cell.column - 1): cell.value for cell in sheet.cells} == grid


# What is refused


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>', "has the cell A1 twice"),
        ('<row r="1"><c r="A0"><v>1</v></c></row>', "has a cell outside the rows and columns of a sheet"),
        ('<row r="1"><c r="XFE1"><v>1</v></c></row>', "has a cell outside the rows and columns of a sheet"),
        ('<row r="1048577"><c><v>1</v></c></row>', "has a cell outside the rows and columns of a sheet"),
        ('<row r="x"><c><v>1</v></c></row>', "has parts that do not fit each other"),
        ('<row r="1"><c t="s"><v>7</v></c></row>', "has parts that do not fit each other"),
        ('<row r="1"><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c></row>', "has more than 3 cells"),
        ("<row/>" * 201, "has a part 'xl/worksheets/sheet1.xml' with more than 100 elements"),
    ],
)
def test_sheet__that_is_damaged_or_too_large_is_refused(rows: str, fault: str) -> None:
    with pytest.raises(ContainerError) as error:
        read_workbook(workbook(f"<sheetData>{rows}</sheetData>"), Limits(most_cells=3, most_elements=100))
    assert str(error.value) == fault


def test_ods__with_more_cells_than_memory_is_refused_before_they_are_made() -> None:
    bomb = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" '
        'office:value="1" table:number-columns-repeated="16384"/></table:table-row>'
    )
    with pytest.raises(ContainerError, match="has more than 300,000 cells"):
        ods(bomb)


def test_merged_cells__that_lie_in_one_another_are_refused() -> None:
    rows = "".join(f'<row r="{number}"><c><v>1</v></c></row>' for number in range(1, 2001))
    merged = '<mergeCell ref="A1:C2000"/>' * 2000
    with pytest.raises(ContainerError, match="has too many merged cells"):
        read_workbook(workbook(f"<sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells>"))


# Limits of the format


def test_sheet__has_a_name_that_excel_can_have() -> None:
    assert read_workbook(workbook("<sheetData/>", name="x" * 31)).sheets[0].name == "x" * 31
    with pytest.raises(ContainerError, match="has a sheet with a name of more than 31 characters"):
        read_workbook(workbook("<sheetData/>", name="x" * 32))


@pytest.mark.parametrize(("length", "is_read"), [(255, 1), (256, 0), (200_000, 0)])
def test_number_format__has_a_length_that_excel_can_have(length: int, is_read: int) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write("A1", 5, book.add_format({"num_format": "[" * length}))

    if is_read:
        assert values(written(fill).sheets[0]) == {"A1": Decimal(5)}
    else:
        with pytest.raises(ContainerError, match="has a number format of more than 255 characters"):
            written(fill)
