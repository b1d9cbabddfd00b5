"""The XLSX writer: workbooks as python-calamine and openpyxl read them."""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given
from python_calamine import CalamineWorkbook
from tests.documents.test_charts import BARS
from tests.support.written import NAMES, SAMPLE, SESSION, WORDS, document, export, table

import empact.plugins.xlsx
from empact import ExportError, MissingExtraError, Plan
from empact.analysis import PlanContext
from empact.cli import main
from empact.containers import active_parts, open_package
from empact.documents import (
    Bar,
    BarChart,
    CellNote,
    Column,
    ColumnType,
    Document,
    FillIn,
    Hyperlink,
    PlanFingerprint,
    Row,
    Scalar,
    Section,
    Table,
    TableCell,
    Text,
    Value,
    ValueLine,
    build_plan_sheet,
)
from empact.plugins.xlsx import tables, texts
from empact.plugins.xlsx.texts import cut, harmless, pieces, sheet_names, units
from empact.session.exporting import export_context, run_exporter
from empact.testing import ExporterContract, documents, make_action, make_plan

PLAN = SESSION.load("oap-c-2012")
MARKING = "RESTREINT UE/EU RESTRICTED"


def xlsx(document: Document) -> bytes:
    (exporter,) = (one for one in SESSION.exporters if one.name == "xlsx")
    ctx = export_context(lambda: PlanContext(plan=Plan(id="X")), {})
    (artifact,) = run_exporter(SESSION.plugins, exporter, document, ctx)
    assert artifact.name == f"{document.name}.xlsx"
    return artifact.data


def opened(data: bytes) -> Any:
    """A workbook as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(data))


def properties_of(book: Any) -> dict[str, str]:
    return {one.name: one.value for one in book.custom_doc_props.props}


def values(data: bytes, name: str) -> list[list[Any]]:
    """The values of a sheet as python-calamine reads them."""
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(name).to_python()


def body(data: bytes, name: str, *, above: int = 2) -> list[list[Any]]:
    """The rows of a table, with its header, without what is above it."""
    return values(data, name)[above:]


def as_read(value: Value) -> Any:
    """A value as it is read back from a cell."""
    if isinstance(value, tuple):
        return "\n".join(str(as_read(item)) for item in value)
    return "" if value is None else value.text if isinstance(value, Hyperlink) else value


# The plan of 2012


def test_xlsx__has_every_value_of_the_plan_of_2012() -> None:
    built = build_plan_sheet(PlanContext(plan=PLAN))
    (expected,) = built.tables
    header, *rows = body(xlsx(built), "Actions")
    assert header == [*(column.title for column in expected.columns), "Ref."]
    assert rows == [[*map(as_read, row.values), row.ref] for row in expected.rows]
    page = opened(xlsx(built))["Actions"]
    read = [[cell.value for cell in row] for row in page.iter_rows(min_row=4)]
    assert read == [[*(as_read(value) or None for value in row.values), row.ref] for row in expected.rows]
    assert len(rows) == 16
    assert (rows[0][1], rows[0][8]) == ("1.1", "September")
    assert all(isinstance(row[1], str) for row in rows)


def test_xlsx__per_goal_has_a_sheet_for_each_goal() -> None:
    data = SESSION.export(PLAN, to="xlsx", per_goal=True)
    assert data is not None
    names = opened(data).sheetnames
    assert names[0] == "About"
    assert names[1].startswith("SG 1 ")
    assert len(names) == 1 + len(PLAN.goals)
    numbers = [row[1] for name in names[1:] for row in body(data, name)[1:] if row[0] != "None."]
    assert numbers == [action.number for action in PLAN.actions]


def test_xlsx__can_be_read_printed_and_filtered() -> None:
    page = opened(export("plan", "xlsx"))["Actions"]
    assert page.freeze_panes == "C4"
    assert (page.print_title_rows, page.print_title_cols) == ("$1:$3", "$A:$B")
    assert page.auto_filter.ref == "A3:O19"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    cell = page["C4"]
    assert (cell.alignment.wrap_text, cell.alignment.vertical) == (True, "top")
    widths = {key: column.width for key, column in page.column_dimensions.items()}
    assert widths["C"] > 30 > widths["B"]
    assert widths["O"] < 15


def _widths(page: Any) -> dict[int, float]:
    """The width of each column that states one, in characters: the file has neighbours of one width together."""
    dimensions = page.column_dimensions.values()
    return {index: each.width for each in dimensions for index in range(each.min, each.max + 1)}


def _paper(page: Any) -> tuple[float, float]:
    """The width of the columns of a sheet, and that between the margins of its paper, in points."""
    across = {9: 297}[page.page_setup.paperSize] / 25.4
    room = 72 * (across - page.page_margins.left - page.page_margins.right)
    known = _widths(page)
    return sum(0.75 * 7 * known.get(index, 9.14) for index in range(1, max(page.max_column, *known) + 1)), room


def _smallest_print(page: Any) -> float:
    """The size of the smallest letters of a printed sheet, in points."""
    letters = min((cell.font.sz for row in page.iter_rows() for cell in row if cell.value is not None), default=11)
    properties = page.sheet_properties.pageSetUpPr
    if properties is None or not properties.fitToPage:
        return letters * (page.page_setup.scale or 100) / 100
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
    width, room = _paper(page)
    return letters * min(1, room / width)


@pytest.mark.parametrize("name", NAMES)
def test_xlsx__prints_no_letters_smaller_than_eight_points(name: str) -> None:
    assert {page.title: size for page in opened(export(name, "xlsx")) if (size := _smallest_print(page)) < 8} == {}


def test_xlsx__prints_what_fits_on_one_page_and_more_on_several_with_the_columns_that_name_the_rows() -> None:
    def printed(number: int) -> Any:
        columns = (
            Column(key="a", title="A", width=8),
            *(Column(key=str(n), title="B", width=60) for n in range(number)),
        )
        body = Table(columns, (Row("1", ("1", *("A long text. " * 60,) * number)),))
        return opened(xlsx(document(Section(key="t", title="T", body=body))))["T"]

    one, several = printed(3), printed(12)
    assert one.sheet_properties.pageSetUpPr.fitToPage
    assert one.page_setup.fitToHeight == 0
    assert one.page_setup.fitToWidth in {None, 1}  # 1 is the default of the format
    assert one.print_title_cols is None
    assert not several.sheet_properties.pageSetUpPr.fitToPage
    assert several.page_setup.scale == 73
    assert (several.print_title_rows, several.print_title_cols) == ("$1:$3", "$A:$A")
    assert several.HeaderFooter.scaleWithDoc is False


@pytest.mark.parametrize("name", NAMES)
def test_xlsx__breaks_no_word_of_a_title(name: str) -> None:
    narrow: list[tuple[str, str]] = []
    for page in opened(export(name, "xlsx")):
        widths = _widths(page)
        head = page.print_title_rows and int(page.print_title_rows.split("$")[-1])
        for cell in page[head] if head else ():
            words = str(cell.value or "").split()
            narrow += [(page.title, word) for word in words if len(word) > widths.get(cell.column, 9.14)]
    assert narrow == []


def test_xlsx__a_column_is_as_wide_as_its_longest_word_and_its_filter_need() -> None:
    columns = (Column(key="a", title="Responsibilities", width=6), Column(key="b", title="B", width=8))
    body = Table(columns, (Row("1", ("1", "Identify/prosecute/disrupt")),))
    widths = _widths(opened(xlsx(document(Section(key="t", title="T", body=body))))["T"])
    assert widths[1] > len("Responsibilities")
    assert 23 < widths[2] < 30, "a cell of Excel breaks no line behind a slash"


@pytest.mark.parametrize("name", NAMES)
def test_xlsx__has_the_marking_on_each_sheet_and_page_and_nothing_is_hidden(name: str) -> None:
    data = export(name, "xlsx")
    book = opened(data)
    marking = str(book.properties.category)
    assert marking
    for page in book:
        assert page.sheet_state == "visible"
        assert page["A1"].value == marking
        assert marking in str(page.oddHeader.center.text)
        assert marking in str(page.oddFooter.center.text)
        assert not any(row.hidden for row in page.row_dimensions.values())
        assert not any(column.hidden for column in page.column_dimensions.values())
    properties = properties_of(book)
    assert properties["empact.marking"] == marking
    assert {sheet.name for sheet in CalamineWorkbook.from_filelike(io.BytesIO(data)).sheets_metadata} == {
        page.title for page in book
    }


def test_xlsx__has_the_fingerprint_in_its_properties_and_on_its_first_sheet() -> None:
    data = export("tasking", "xlsx")
    properties = properties_of(opened(data))
    assert properties == {
        "empact.document": "tasking/1",
        "empact.marking": MARKING,
        "empact.plan": "C-2012",
        "empact.plan.number": "17793/2/11 REV 2",
        "empact.plan.sha256": properties["empact.plan.sha256"],
        "empact.party": "HU",
    }
    assert re.fullmatch("[0-9a-f]{64}", properties["empact.plan.sha256"])
    first = {row[0]: row[1] for row in values(data, "About") if row[0]}
    assert {name: first[name] for name in properties} == properties


def test_xlsx__has_a_fingerprint_for_each_plan() -> None:
    plans = (PlanFingerprint(plan_id="X", sha256="0"), PlanFingerprint(plan_id="Y", number="1/12", sha256="1"))
    data = xlsx(attrs.evolve(document(party=("HU", "AT"), marking=None), plans=plans))
    assert properties_of(opened(data)) == {
        "empact.document": "minutes/1",
        "empact.plan": "X",
        "empact.plan.sha256": "0",
        "empact.plan.2": "Y",
        "empact.plan.2.number": "1/12",
        "empact.plan.2.sha256": "1",
        "empact.party": "HU",
        "empact.party.2": "AT",
    }


def test_xlsx__of_two_plans_has_the_highest_marking_on_each_sheet() -> None:
    plans = [make_plan(id="X-2026", marking="LIMITE"), make_plan(id="Y-2026", marking="RESTREINT UE/EU RESTRICTED")]
    data = SESSION.export(*plans, to="xlsx", document="workload")
    assert data is not None
    book = opened(data)
    both = "RESTREINT UE/EU RESTRICTED; LIMITE"
    assert {page["A1"].value for page in book} == {both}
    assert {str(page.oddHeader.center.text) for page in book} == {both}
    properties = properties_of(book)
    assert (properties["empact.plan"], properties["empact.plan.2"]) == ("X-2026", "Y-2026")


# Values


def test_xlsx__has_numbers_dates_and_texts_as_what_they_are() -> None:
    types = (ColumnType.TEXT, ColumnType.NUMBER, ColumnType.DATE, ColumnType.LIST)
    rows = (
        Row("1", ("1.10", 5, dt.date(2012, 3, 1), ("a", "b"))),
        Row("2", ("2012-03-01", Decimal("2.50"), dt.date(1900, 3, 1), ("1", 2, dt.date(2012, 3, 1)))),
        Row("3", ("=1+1", -0.125, dt.date(9999, 12, 31), ())),
        Row("4", ("5", 123456789012345, dt.date(1900, 2, 28), ("https://www.example.org/",))),
        Row("5", ("", 1234567890123456, None, None)),
        Row("6", (None, Decimal("0.1234567890123456"), dt.date(1815, 6, 18), None)),
    )
    data = xlsx(document(table(*rows, types=types)))
    _, *found = body(data, "A table")
    assert found == [
        ["1.10", 5.0, dt.date(2012, 3, 1), "a, b"],
        ["2012-03-01", 2.5, dt.date(1900, 3, 1), "1, 2, 2012-03-01"],
        ["=1+1", -0.125, dt.date(9999, 12, 31), ""],
        ["5", 123456789012345.0, "1900-02-28", "https://www.example.org/"],
        ["", "1234567890123456", "", ""],
        ["", "0.1234567890123456", "1815-06-18", ""],
    ]
    page = opened(data)["A table"]
    assert [cell.data_type for cell in page["A"][3:]] == ["s", "s", "s", "s", "n", "n"]
    assert page["C4"].number_format == "yyyy-mm-dd"
    assert not list(page._hyperlinks)


@pytest.mark.parametrize(
    "text", ["=HYPERLINK(1)", "@SUM(A1)", "+1", "-1", "{=1}", "'=1", "https://x.eu/", "1e5", "TRUE"]
)
def test_xlsx__text_stays_text(text: str) -> None:
    note = TableCell(text, (CellNote(text),), FillIn((text, "yes")))
    made = document(table(Row(text, (text, note))), Section(key="w", title=text, body=Text((text,))), plan=text)
    data = xlsx(attrs.evolve(made, title=text, name="X"))
    assert body(data, "A table")[1][:2] == [text, text]
    assert values(data, "About")[1][0] == text
    assert list(active_parts(open_package(data))) == []


def test_xlsx__characters_that_no_workbook_can_have_are_escapes() -> None:
    odd = "a\x00b\x1bc\ud800d\uffffe\u202ef_x0041_g\th"
    seen = "a\\x00b\\x1bc\\ud800d\\uffffe\\u202ef_x0041_g\th"
    made = document(table(Row("1", (odd, TableCell(odd, (CellNote(odd),), FillIn((odd, "b")))))), plan=odd, marking=odd)
    data = xlsx(attrs.evolve(made, title=odd))
    line = seen.replace("\t", " ")
    assert body(data, "A table")[1] == [seen, seen, "1"]
    assert values(data, "About")[:3] == [[line, ""], [line, ""], ["Plan", seen]]
    book = opened(data)
    comment = book["A table"]["B4"].comment
    assert comment is not None
    properties = properties_of(book)
    found = (comment.text, properties["empact.marking"])  # openpyxl does not take back the escape of what is like one
    assert tuple(text.replace("_x005F_", "_") for text in found) == (seen, line)


# Notes, links and cells to fill in


def test_xlsx__has_notes_as_cell_notes_and_keeps_their_marks() -> None:
    data = xlsx(SAMPLE)
    page = opened(data)["A table"]
    assert [row[0] for row in body(data, "A table")[1:]] == ["Train.[^7]", "Meet", "See [^7], there", ""]
    notes = {cell.coordinate: cell.comment.text for row in page for cell in row if cell.comment is not None}
    assert notes == {"A4": "[^7] Only if asked.", "A5": "Look there.\nThen here.", "A6": "[^7] Only if asked."}


def test_xlsx__has_links_to_addresses_and_no_others() -> None:
    address = "https://www.example.org/a?b=1&c=2#part"
    given: list[tuple[Hyperlink | tuple[Scalar, ...], str, str | None]] = [
        (Hyperlink("Here", address), "Here", address),
        (Hyperlink(" ", "https://example.org/"), "https://example.org/", "https://example.org/"),
        (Hyperlink("Write", "mailto:a@example.org"), "Write", "mailto:a@example.org"),
        (Hyperlink("Write", "MAILTO:a@example.org"), "Write <MAILTO:a@example.org>", None),
        (Hyperlink("File", "file:///etc/passwd"), "File <file:///etc/passwd>", None),
        (Hyperlink("Run", "javascript:alert(1)"), "Run <javascript:alert(1)>", None),
        (Hyperlink("Cell", "internal:A!A1"), "Cell <internal:A!A1>", None),
        (Hyperlink("Long", f"https://x.eu/{'a' * 2080}"), f"Long <https://x.eu/{'a' * 2080}>", None),
        ((Hyperlink("One", address), "text"), "One\ntext", address),
        ((Hyperlink("One", address), Hyperlink("Two", address)), f"One <{address}>\nTwo <{address}>", None),
    ]
    rows = tuple(
        Row(str(at), ((value if isinstance(value, tuple) else (value,)),)) for at, (value, _, _) in enumerate(given)
    )
    data = xlsx(document(table(*rows, types=(ColumnType.LIST,))))
    page = opened(data)["A table"]
    for cell, (_, text, target) in zip(page["A"][3:], given, strict=True):
        assert cell.value == text
        link = cell.hyperlink
        whole = None if link is None else "#".join(filter(None, (link.target, link.location)))
        assert whole == target


def test_xlsx__more_links_than_a_sheet_has_room_for_are_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "LINKS", 1)
    rows = tuple(Row(str(at), (Hyperlink("Here", f"https://x.eu/{at}"),)) for at in range(2))
    page = opened(xlsx(document(table(*rows, types=(ColumnType.LINK,)))))["A table"]
    assert [cell.value for cell in page["A"][3:]] == ["Here", "Here <https://x.eu/1>"]
    assert [cell.hyperlink is None for cell in page["A"][3:]] == [False, True]


def test_xlsx__a_finding_leads_to_the_row_of_its_action() -> None:
    book = opened(export("findings", "xlsx"))
    page, actions = book["Findings"], book["Actions with findings"]
    leading = {row[1].value: row[1].hyperlink for row in page.iter_rows(min_row=4) if row[1].hyperlink is not None}
    assert "C-2012:2.2" in leading
    assert "C-2012" not in leading
    for subject, link in leading.items():
        where, _, cell = str(link.location).rpartition("!")
        assert where == "'Actions with findings'"
        assert actions[cell].value == subject


def test_xlsx__leads_from_a_sheet_to_another_even_if_its_name_has_an_apostrophe() -> None:
    columns = (Column(key="a", title="A", refers_to=("other",)),)
    first = Section(key="first", title="1", body=Table(columns, (Row("1", ("x",)), Row("2", ("y",)))))
    other = Section(key="other", title="It's", body=Table((Column(key="b", title="B"),), (Row("x", ("Here",)),)))
    book = opened(xlsx(document(first, other)))
    above, below = (cell.hyperlink for cell in book["1"]["A"][3:])
    assert above is not None
    assert above.location == "'It''s'!A4"
    assert book["It's"]["A4"].value == "Here"
    assert below is None
    contents = [cell.hyperlink.location for cell in book["About"]["B"] if cell.hyperlink is not None]
    assert contents == ["'1'!A1", "'It''s'!A1"]


def test_xlsx__cells_to_fill_in_have_a_colour_and_a_list_of_answers() -> None:
    given = [("yes", "no"), ("yes", "no"), (), ("a, b", "c"), ("x" * 200, "y" * 60), ("yes", "no")]
    rows = tuple(Row(f"k{at}", (str(at), TableCell(None, (), FillIn(options)))) for at, options in enumerate(given))
    data = xlsx(document(table(*rows)))
    book = opened(data)
    page = book["A table"]
    assert {cell.fill.fgColor.rgb for cell in page["B"][3:]} == {"FFFFF6D6"}
    assert page["A4"].fill.fgColor.rgb != "FFFFF6D6"
    rules = {str(rule.sqref): (rule.type, rule.formula1) for rule in page.data_validations.dataValidation}
    assert rules == {
        "B4:B5": ("list", '"yes,no"'),
        "B9": ("list", '"yes,no"'),
        "B7": ("list", "'Answers'!$A$4:$A$5"),
        "B8": ("list", "'Answers'!$B$4:$B$5"),
    }
    answers = book["Answers"]
    assert [cell.value for cell in answers["A"][3:]] == ["a, b", "c"]
    assert [len(str(cell.value)) for cell in answers["B"][3:]] == [200, 60]
    assert [row[2] for row in body(data, "A table")] == ["Ref.", "k0", "k1", "k2", "k3", "k4", "k5"]


def test_xlsx__rows_without_references_and_cells_to_fill_in_have_no_column_for_them() -> None:
    assert body(xlsx(document(table(Row("1", ("a", "b"))))), "A table") == [["Column 0", "Column 1"], ["a", "b"]]
    found = xlsx(document(table(Row("1", ("a", "b"), "X:1 0f"), Row("2", ("c", "d")))))
    assert [row[2] for row in body(found, "A table")] == ["Ref.", "X:1 0f", "2"]


# What does not fit


def test_xlsx__a_text_that_is_too_long_for_a_cell_goes_on_in_another_sheet() -> None:
    long = "\U0001f600 word " * 12_000
    made = document(table(Row("1", ("short", TableCell(long, (CellNote(long),))))), WORDS)
    data = xlsx(made)
    start = str(body(data, "A table")[1][1])
    assert units(start) <= texts.CELL
    first, hint = start.rsplit("\n", 1)
    assert hint == "[continued in the sheet 'Continued', from row 4]"
    comment = opened(data)["A table"]["B4"].comment
    assert comment is not None
    noted, hint = comment.text.rsplit("\n", 1)
    rest = body(data, "Continued")[1:]
    row = int(hint.rpartition(" ")[2].rstrip("]")) - 4
    assert {where for where, _ in rest} == {"'A table'!B4"}
    assert first + "".join(str(text) for _, text in rest[:row]) == long
    assert noted + "".join(str(text) for _, text in rest[row:]) == long


def test_xlsx__more_rows_than_a_sheet_has_go_on_in_another_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_ROWS", 5)
    columns = (Column(key="a", title="A", refers_to=("table",)),)
    rows = tuple(Row(str(at), (str(at),)) for at in range(5))
    data = xlsx(document(Section(key="table", title="Table", body=Table(columns, rows))))
    book = opened(data)
    assert book.sheetnames == ["About", "Table", "Table (2)", "Table (3)"]
    assert [body(data, name)[1:] for name in book.sheetnames[1:]] == [[["0"], ["1"]], [["2"], ["3"]], [["4"]]]
    link = book["Table (3)"]["A4"].hyperlink
    assert link is not None
    assert link.location == "'Table (3)'!A4"


def test_xlsx__a_table_with_more_columns_than_a_sheet_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_COLUMNS", 2)
    assert xlsx(document(table(Row("1", ("a", "b")))))
    with pytest.raises(ExportError, match="The table 'table' has 3 columns, but a sheet has 2"):
        xlsx(document(table(Row("1", ("a", "b"), "X:1 0f"))))


def test_xlsx__empty_tables_and_texts_say_so() -> None:
    empty = Section(key="none", title="Nothing", body=Text(()))
    data = xlsx(document(table(), empty, marking=None))
    assert values(data, "A table")[1:] == [["Column 0", "Column 1"], ["None.", ""]]
    assert ["Nothing", "None."] in values(data, "About")
    assert opened(data)["A table"].auto_filter.ref is None
    assert values(xlsx(document(Section(key="a", title="A", body=Table(())), marking=None)), "A")


def test_xlsx__the_first_sheet_has_the_texts_and_the_properties() -> None:
    data = xlsx(document(WORDS, table(Row("1", ("a", "b"))), as_of=dt.date(2012, 6, 30), parties=("HU", "AT")))
    assert values(data, "About") == [
        ["LIMITE", ""],
        ["Minutes of a meeting", ""],
        ["As of", "2012-06-30"],
        ["Parties", "HU, AT"],
        ["Sheets", "A table (1 row)"],
        ["Words", "One."],
        ["", "Two;=2"],
        ["empact.document", "minutes/1"],
        ["empact.marking", "LIMITE"],
    ]


# Names and headings


def test_sheet_names__are_allowed_and_unique() -> None:
    titles = [
        "Actions",
        "ACTIONS",
        "actions (2)",
        "a/b\\c?d*e[f]:g",
        "'It's'",
        "History",
        "",
        "\x1b",
        "x" * 40,
        "x" * 40,
    ]
    assert sheet_names(titles) == [
        *("Actions", "ACTIONS (2)", "actions (2) (2)", "a b c d e f g", "It's", "History (2)", "Sheet"),
        *("x1b", "x" * 31, f"{'x' * 27} (2)"),
    ]
    assert sheet_names(["Joins through a group or an office", "\U0001f600" * 20]) == [
        *("Joins through a group or an", "\U0001f600" * 15),
    ]


@given(documents())
def test_sheet_names__of_any_document_are_allowed(document: Document) -> None:
    names = opened(xlsx(document)).sheetnames
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < units(name) <= 31
        assert not re.search(r"[\[\]:*?/\\]", name)
        assert name.strip("'") == name


@pytest.mark.parametrize(
    ("marking", "printed"),
    [
        ("A & B", "A && B"),
        ("R&G &[Picture]", "R&& G && [Picture]"),
        ("&" * 90, "&&" * 90),
        ("&" * 200, f"{'&&' * 125}..."),
        ("é" * 253, "é" * 253),
        ("é" * 254, f"{'é' * 250}..."),
    ],
)
def test_xlsx__the_marking_above_and_below_a_page_is_a_text(marking: str, printed: str) -> None:
    data = xlsx(document(marking=marking))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
    (header,) = re.findall("<oddHeader>(.*)</oddHeader>", page)
    assert header.replace("&amp;", "&") == f"&C{printed}"
    assert values(data, "About")[0][0] == marking


def test_xlsx__a_long_marking_is_whole_below_a_page_and_the_title_is_shortened() -> None:
    others = ", ".join(f"State {number}" for number in range(9))
    status = "public (no document on its status known)"
    marking = f"issued as RESTREINT UE/EU RESTRICTED; LIMITE; RELEASABLE TO {others}; {status}"
    built = attrs.evolve(document(marking=marking), title="Minutes " * 40)
    with zipfile.ZipFile(io.BytesIO(xlsx(built))) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode().replace("&amp;", "&")
    (footer,) = re.findall("<oddFooter>(.*)</oddFooter>", page, re.DOTALL)
    first, second = footer.split("\n")
    assert first == f"&C{marking}"
    assert re.fullmatch(r"Minutes (Minutes )+.*\.\.\.&R&P / &N", second)
    assert len(footer) == 255
    without = attrs.evolve(built, marking="é" * 242)
    with zipfile.ZipFile(io.BytesIO(xlsx(without))) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode().replace("&amp;", "&")
    assert re.findall("<oddFooter>(.*)</oddFooter>", page, re.DOTALL) == [f"&C{'é' * 242}&R&P / &N"]


@pytest.mark.parametrize(("marking", "repeated"), [("LIMITE", "$1:$1"), (None, None)])
def test_xlsx__the_marking_is_repeated_on_the_pages_of_each_sheet(marking: str | None, repeated: str | None) -> None:
    asked = TableCell(None, (), FillIn(("yes, sir", "no")))
    found = table(Row("1", (TableCell("x" * 40_000), asked)), Row("2", ("y", asked)))
    book = opened(xlsx(document(found, WORDS, marking=marking)))
    assert book.sheetnames == ["About", "A table", "Answers", "Continued"]
    rows = [page.print_title_rows for page in book.worksheets]
    assert rows == [repeated, "$1:$3" if marking else "$1:$2", repeated, repeated]


def test_cut__counts_as_excel_does_and_splits_no_character() -> None:
    assert cut("abc", 2) == ("ab", "c")
    assert cut("\U0001f600\U0001f600", 3) == ("\U0001f600", "\U0001f600")
    assert [units(text) for text in ("abc", "é", "\U0001f600")] == [3, 1, 2]
    assert pieces("abcde", 2) == ["ab", "cd", "e"]
    assert pieces("") == [""]
    assert harmless("a\n\tb") == "a\n\tb"


# The sheets of parties


def test_task__writes_a_folder_with_a_workbook_for_each_party(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["task", "oap-c-2012", "--all-ms", "--format", "xlsx", "-o", f"{tmp_path}/"])
    assert done.exit_code == 0
    files = sorted(path.name for path in tmp_path.iterdir())
    assert len(files) == 27
    assert files[0] == "C-2012-tasking-AT.xlsx"
    book = opened((tmp_path / "C-2012-tasking-HU.xlsx").read_bytes())
    assert properties_of(book)["empact.party"] == "HU"
    page = book["Actions by date"]
    assert [cell.value for cell in page[3]][-3:] == ["Competent authority", "Key of the question", "Ref."]
    assert page["I4"].fill.fgColor.rgb == "FFFFF6D6"
    assert str(page["K4"].value).startswith(f"C-2012:{page['A4'].value} ")
    link = page["A4"].hyperlink
    assert link is not None
    where, _, cell = str(link.location).rpartition("!")
    assert book[where.strip("'")][cell].value == page["A4"].value


def test_task__writes_one_book_with_sheets_for_each_party(tmp_path: Path) -> None:
    path = tmp_path / "all.xlsx"
    call = ["task", "oap-c-2012", "--party", "HU", "--party", "Europol", "--format", "xlsx", "-o", str(path)]
    done = CliRunner().invoke(main, call)
    assert (done.exit_code, done.output) == (0, "")
    book = opened(path.read_bytes())
    assert book.sheetnames[:5] == ["About", "Contents", "HU This sheet", "HU Actions by date", "HU The plan"]
    contents = body(path.read_bytes(), "Contents")
    assert [row[:2] for row in contents[:2]] == [["Name", "Title"], ["HU", contents[1][1]]]
    assert contents[1][1].startswith("Tasking of HU (Hungary): Operational Action Plan 2012")
    properties = properties_of(book)
    assert (properties["empact.party"], properties["empact.party.2"].upper()) == ("HU", "EUROPOL")
    targets = [str(cell.hyperlink.location) for cell in book["Contents"]["A"] if cell.hyperlink is not None]
    assert targets == ["'HU This sheet'!A1", "'Europol Actions by date'!A1"]
    assert set(targets) <= {str(cell.hyperlink.location) for cell in book["About"]["B"] if cell.hyperlink is not None}
    assert properties["empact.plan"] == "C-2012"
    assert "empact.plan.2" not in properties
    for name in book.sheetnames:
        assert book[name]["A1"].value == MARKING
    link = book["HU Actions by date"]["A4"].hyperlink
    assert link is not None
    assert str(link.location).startswith("'HU ")


def test_task__writes_one_book_of_plans_with_different_markings(tmp_path: Path) -> None:
    for id, marking in (("X-2026", "LIMITE"), ("Y-2026", "RESTREINT UE/EU RESTRICTED")):
        plan = make_plan(id=id, marking=marking, actions=[make_action("1.1", leaders="HU")])
        SESSION.export(plan, to="yaml", path=tmp_path / f"{id}.yaml")
    path = tmp_path / "all.xlsx"
    parties = ["--party", "HU", "--party", "AT"]
    done = CliRunner().invoke(main, ["task", str(tmp_path), *parties, "--format", "xlsx", "-o", str(path)])
    assert (done.exit_code, done.output) == (0, "")
    book = opened(path.read_bytes())
    assert "HU Actions by date" in book.sheetnames
    assert {book[name]["A1"].value for name in book.sheetnames} == {"RESTREINT UE/EU RESTRICTED; LIMITE"}


@pytest.mark.parametrize("to", ["text", "html", "markdown"])
def test_task__writes_one_file_in_other_formats_too(to: str, tmp_path: Path) -> None:
    path = tmp_path / f"all.{ {'text': 'txt', 'html': 'html', 'markdown': 'md'}[to] }"
    call = ["task", "oap-c-2012", "--party", "HU", "--party", "AT", "--format", to, "-o", str(path)]
    done = CliRunner().invoke(main, call)
    assert (done.exit_code, done.output) == (0, "")
    text = path.read_text(encoding="utf-8")
    assert "HU: Actions by date" in text
    assert "AT: Actions by date" in text


# Charts


def test_chart__is_one_of_the_workbook_beside_its_numbers() -> None:
    body = Table((Column(key="action", title="Action"),), (Row("1.1/1", ("1.1",)), Row("1.2/1", ("1.2",))))
    data = xlsx(document(Section(key="results", title="Results", body=body, chart=BARS), WORDS))
    book = opened(data)
    assert book.sheetnames[:3] == ["About", "Results", "Share of the target"]
    sheet = book["Share of the target"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_col=5)] == [
        ["Share of the target", None, None, None, None],
        ["About", "Value", "Certain", "Possible", "Target"],
        ["1.1", "92 %", 92, 0, 100],
        ["1.2", "40 to 80 %", 40, 40, 100],
    ]
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        (name,) = (name for name in parts.namelist() if name.startswith("xl/charts/chart"))
        drawn = parts.read(name).decode()
    assert re.findall(r"<c:f>(.*?)</c:f>", drawn) == [
        *("'Share of the target'!$C$3", "'Share of the target'!$A$4:$A$5", "'Share of the target'!$C$4:$C$5"),
        *("'Share of the target'!$D$3", "'Share of the target'!$A$4:$A$5", "'Share of the target'!$D$4:$D$5"),
    ]
    assert re.findall(r'<c:(majorUnit|max) val="([\d.]+)"/>', drawn) == [("max", "100.0"), ("majorUnit", "100.0")]
    links = [cell.hyperlink.location for row in book["About"].iter_rows() for cell in row if cell.hyperlink]
    assert links == ["'Results'!A1", "'Share of the target'!A1"]


def test_chart__of_numbers_that_no_spreadsheet_keeps_is_still_a_workbook() -> None:
    huge = Bar(key="x", label="x", low=Decimal("1E+400"), high=Decimal("2E+400"), text="many")
    chart = BarChart(title="Share", bars=(huge,), line=ValueLine(label="Target", value=Decimal(0)))
    data = xlsx(document(attrs.evolve(WORDS, chart=chart)))
    assert opened(data)["Share"]["C4"].value == "1E+400"


# The library


def test_xlsx__without_the_library_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    message = "The format 'xlsx' needs XlsxWriter: run 'pip install \"empact[xlsx]\"'."
    with pytest.raises(MissingExtraError, match=re.escape(message)):
        xlsx(SAMPLE)
    done = CliRunner().invoke(main, ["export", "oap-c-2012", "--to", "xlsx"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr
    assert "xlsx" in CliRunner().invoke(main, ["formats"]).stdout


class TestXlsx(ExporterContract):
    plugin = empact.plugins.xlsx
    format = "xlsx"
