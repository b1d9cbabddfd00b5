"""The writers of documents: csv, plain text and JSON."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from decimal import Decimal

import attrs
import jsonschema
import pytest
from hypothesis import given
from tests.support import shipped
from tests.support.paths import ROOT
from tests.support.written import NOTED, SESSION, WORDS, document, made, table

import empact.plugins.csv
import empact.plugins.json
import empact.plugins.text
from empact.documents import (
    CellNote,
    Column,
    ColumnType,
    Document,
    FillIn,
    Hyperlink,
    Layout,
    Row,
    Section,
    Table,
    TableCell,
    Text,
)
from empact.errors import MarkingError
from empact.plugins.csv.write import harmless
from empact.plugins.text.layout import columns, padded, wrapped
from empact.testing import ExporterContract, documents

SCHEMA = json.loads(SESSION.schema(of=Document))


OPEN = TableCell(None, (), FillIn(("yes", "no")))
MIXED = table(
    Row(
        "1.1", (TableCell("Train.[^7]", (CellNote("Only if asked.", "7"),)), TableCell(None, (), FillIn(("yes", "no"))))
    ),
    Row("1.2", ("Meet", TableCell("yes", (CellNote("See there."),), FillIn()))),
)


# csv


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_csv__is_a_file_for_each_section() -> None:
    written = made("csv", document(MIXED, WORDS))
    assert list(written) == ["X-minutes-table.csv", "X-minutes-words.csv"]
    assert rows_of(written["X-minutes-words.csv"]) == [
        ["Words", "Marking"],
        ["One.", "LIMITE"],
        ["Two;'=2", "LIMITE"],
    ]


def test_csv__of_one_section_has_the_name_of_the_document() -> None:
    assert list(made("csv", document(MIXED))) == ["X-minutes.csv"]


def test_csv__has_columns_for_notes_the_marking_and_keys_of_rows_to_fill_in() -> None:
    (text,) = made("csv", document(MIXED)).values()
    assert rows_of(text) == [
        ["Key", "Column 0", "Column 1", "Notes", "Marking"],
        ["1.1", "Train.[^7]", "", "Column 0: [^7] Only if asked.\n\nColumn 1: yes, no", "LIMITE"],
        ["1.2", "Meet", "yes", "Column 1: See there.", "LIMITE"],
    ]
    (bare,) = made("csv", document(table(Row("1.1", ("a", "b"))), marking=None)).values()
    assert bare == "Column 0,Column 1\r\na,b\r\n"


def test_csv__names_the_columns_of_each_note_and_writes_a_note_on_two_cells_once() -> None:
    note, other = CellNote("Only if asked.", "7"), CellNote("See there.")
    cells = (TableCell("a", (note, other)), TableCell("b", (note,)))
    (text,) = made("csv", document(table(Row("1", cells)), marking=None)).values()
    assert rows_of(text)[1] == [
        *("a", "b", "Column 0, Column 1: [^7] Only if asked.\n\nColumn 0: See there."),
    ]


@pytest.mark.parametrize("to", ["csv", "text"])
def test_a_hyperlink__is_written_once_if_its_text_is_its_address(to: str) -> None:
    address = "https://www.example.org/"
    cells = (Hyperlink(address, address), Hyperlink("Here", address))
    (text,) = made(to, document(table(Row("1", cells), types=(ColumnType.LINK, ColumnType.LINK)))).values()
    assert text.count(address) == 2
    assert f"<{address}>" in text


def test_csv__writes_each_type() -> None:
    import datetime as dt

    types = (ColumnType.NUMBER, ColumnType.NUMBER, ColumnType.DATE, ColumnType.LINK, ColumnType.LIST)
    values = (1.5, Decimal("2.50"), dt.date(2012, 3, 1), Hyperlink("Here", "https://www.example.org/"), ("a", "=b"))
    (text,) = made("csv", document(table(Row("1", values), types=types), marking=None)).values()
    assert rows_of(text)[1] == ["1.5", "2.50", "2012-03-01", "Here <https://www.example.org/>", "a; '=b"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1", "'=1"),
        ("-1", "'-1"),
        ("\t=1", "\t'=1"),
        ("a,=1", "a,'=1"),
        ("a|@x", "a|'@x"),
        ("a; =1", "a; '=1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("a;\uff201", "a;'\uff201"),
        ("\uff0d1", "'\uff0d1"),
        ("+32 2 281", "'+32 2 281"),
        ("a, -1", "a, '-1"),
        ("- staff", "- staff"),
        ("- cmd|' /C calc'!A0", "'- cmd|' /C calc'!A0"),
        ("- 1+1", "'- 1+1"),
        ("a;=1", "a;'=1"),
        ("a\t@SUM(A1)", "a\t'@SUM(A1)"),
        ("a\n+1", "a\n'+1"),
        ("a\n-1+cmd|' /C calc'!A0", "a\n'-1+cmd|' /C calc'!A0"),
        ("a\n- cmd|' /C calc'!A0", "a\n'- cmd|' /C calc'!A0"),
        ("Train:\n- staff\n- others", "Train:\n- staff\n- others"),
        ("one; two, a = b", "one; two, a = b"),
        ("a\x1b[2Jb\u202e", "a\\x1b[2Jb\\u202e"),
    ],
)
def test_csv__has_no_formula_and_no_control_character(text: str, written: str) -> None:
    assert harmless(text) == written


def test_csv__has_the_notes_of_a_text_beside_its_paragraphs() -> None:
    (text,) = made("csv", document(NOTED)).values()
    assert rows_of(text) == [
        ["Noted", "Notes", "Marking"],
        ["Based on the OCTA[^1], and *agreed*[^1].", "[^1] doc. 1 | 2", "LIMITE"],
        ["- Two", "Look there.", "LIMITE"],
    ]
    alone = attrs.evolve(NOTED, body=Text((), (CellNote("Look there."),)))
    (text,) = made("csv", document(alone)).values()
    assert rows_of(text)[1:] == [["", "Look there.", "LIMITE"]]


@pytest.mark.parametrize("to", ["csv", "json"])
def test_data__is_the_same_in_any_layout(to: str) -> None:
    laid_out = (attrs.evolve(MIXED, layout=layout) for layout in Layout)
    assert [made(to, document(section)) for section in laid_out] == [made(to, document(MIXED))] * len(Layout)


# plain text


def test_text__has_a_block_for_each_row_of_records_even_if_columns_fit() -> None:
    section = attrs.evolve(table(Row("1.1", ("a", "b")), Row("1.2", ("c", None))), layout=Layout.RECORDS)
    (text,) = made("text", document(section)).values()
    assert "A table\nColumn 0: a\nColumn 1: b\n\nColumn 0: c\n" in text


def test_text__has_aligned_columns_if_they_fit() -> None:
    (text,) = made("text", document(MIXED, WORDS, plan="X", as_of=None)).values()
    assert text == (
        """\
LIMITE

Minutes of a meeting
Plan: X
As of:

A table
Column 0    Column 1
Train.[^7]  [      ] (yes, no)
Meet        [yes]

[^7] Only if asked.
1.2, Column 1: See there.

Words
One.

Two;=2

LIMITE
"""
    )


def test_text__has_a_block_for_each_row_otherwise() -> None:
    (text,) = made("text", document(MIXED, marking=None), width=24).values()
    assert text == (
        """\
Minutes of a meeting

A table
Column 0: Train.[^7]
Column 1: [      ] (yes,
  no)
Note: [^7] Only if
  asked.

Column 0: Meet
Column 1: [yes]
Note: 1.2, Column 1: See
  there.
"""
    )


def test_text__has_the_notes_of_a_text_below_it() -> None:
    (text,) = made("text", document(NOTED, marking=None)).values()
    assert text.endswith("and *agreed*[^1].\n\n- Two\n\n[^1] doc. 1 | 2\nLook there.\n")


def test_text__says_that_a_table_is_empty_and_leaves_out_empty_cells() -> None:
    (text,) = made("text", document(table(), marking=None)).values()
    assert text.endswith("A table\nNone.\n")
    (text,) = made("text", document(table(Row("1", (None, "a\nb"))), marking=None)).values()
    assert text.endswith("A table\nColumn 1: a\n  b\n")


def test_text__aligns_wide_characters_and_numbers() -> None:
    rows = (Row("1", ("\u65e5\u672c", 5)), Row("2", ("e\u0301", 12)))
    (text,) = made("text", document(table(*rows, types=(ColumnType.TEXT, ColumnType.NUMBER)), marking=None)).values()
    assert text.splitlines()[-3:] == [
        "Column 0  Column 1",
        "\u65e5\u672c             5",
        "e\u0301               12",
    ]


def test_text__escapes_control_characters_everywhere() -> None:
    odd = "a\x1b[2J\rb"
    section = Section(key="a", title=odd, body=table(Row(odd, (odd, odd))).body)
    (text,) = made("text", attrs.evolve(document(section, plan=odd), title=odd, marking=odd)).values()
    assert "\x1b" not in text
    assert "\r" not in text
    assert text.count("a\\x1b[2J\\rb") == 7


def test_text__keeps_its_lines_within_the_width() -> None:
    for name in ("plan", "workload", "findings"):
        data = SESSION.export(SESSION.load("oap-c-2012"), to="text", document=name, width=72)
        assert [line for line in data.decode().splitlines() if columns(line) > 72] == [], name


def test_columns__counts_wide_and_combining_characters() -> None:
    assert [columns(text) for text in ("abc", "\u65e5\u672c", "e\u0301", "\u200d", "\U0001f600")] == [3, 4, 1, 0, 2]
    assert padded("\u65e5", 4) == "\u65e5  "
    assert padded("5", 3, right=True) == "  5"
    assert wrapped("aa bb cc", 5) == ["aa bb", "cc"]
    assert wrapped("aa bb\ncc", 5, start=3, indent=2) == ["aa", "bb", "cc"]
    assert wrapped("\u65e5\u672c \u65e5\u672c", 8) == ["\u65e5\u672c", "\u65e5\u672c"]
    assert wrapped(" \n ", 8) == []


# JSON


def test_json__writes_a_document_with_its_kind_and_version() -> None:
    (text,) = made("json", document(MIXED, WORDS, plan="X")).values()
    tree = json.loads(text)
    assert (tree["empact"], tree["kind"], tree["version"]) == ("document/1", "minutes", 1)
    assert (tree["marking"], tree["properties"]) == ("LIMITE", {"plan": "X"})
    first, second = tree["sections"]
    assert first["body"]["columns"][0] == {"key": "c0", "title": "Column 0", "type": "text"}
    assert first["body"]["rows"] == [
        {
            "key": "1.1",
            "cells": {
                "c0": {"value": "Train.[^7]", "notes": [{"text": "Only if asked.", "mark": "7"}]},
                "c1": {"value": None, "fill_in": {"options": ["yes", "no"], "type": "text"}},
            },
        },
        {
            "key": "1.2",
            "cells": {
                "c0": "Meet",
                "c1": {"value": "yes", "notes": [{"text": "See there."}], "fill_in": {"type": "text"}},
            },
        },
    ]
    words = {"key": "words", "title": "Words", "body": {"paragraphs": ["One.", "Two;=2"]}, "level": 1}
    assert second == words | {"secondary": False}


def test_json__has_numbers_dates_lists_and_hyperlinks_as_values() -> None:
    link = Hyperlink("Here", "https://example.org/")
    values = (Decimal("2.50"), Decimal("1E+2"), dt.date(2012, 6, 30), link, ("a", Decimal(1), link), None)
    columns = tuple(
        Column(key=f"c{index}", title="Column", type=type_)
        for index, type_ in enumerate(
            (ColumnType.NUMBER, ColumnType.NUMBER, ColumnType.DATE, ColumnType.LINK, ColumnType.LIST, ColumnType.TEXT)
        )
    )
    body = Table(columns, (Row("1.1", values, "X:1.1 3f9a1c2b"),))
    (text,) = made("json", document(Section(key="table", title="Table", body=body), budget=Decimal("0.10"))).values()
    tree = json.loads(text)
    jsonschema.Draft202012Validator(SCHEMA).validate(tree)
    assert tree["properties"] == {"budget": 0.1}
    (row,) = tree["sections"][0]["body"]["rows"]
    url = {"text": "Here", "url": "https://example.org/"}
    assert list(row["cells"].values()) == [2.5, 100, "2012-06-30", url, ["a", 1, url], None]
    assert row["ref"] == "X:1.1 3f9a1c2b"


def test_json__has_the_notes_of_a_text_and_the_level_of_a_section() -> None:
    (text,) = made("json", document(NOTED)).values()
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(text))
    (section,) = json.loads(text)["sections"]
    notes = [{"text": "doc. 1 | 2", "mark": "1"}, {"text": "Look there."}]
    assert (section["level"], section["body"]["notes"]) == (2, notes)


def test_tree__of_a_document_is_what_json_writes() -> None:
    found = document(MIXED, NOTED)
    (text,) = made("json", found).values()
    assert SESSION.tree(found) == json.loads(text)
    assert SESSION.tree(found, marking="SECRET UE/EU SECRET")["marking"] == "SECRET UE/EU SECRET; LIMITE"
    with pytest.raises(MarkingError):
        SESSION.tree(attrs.evolve(found, marking="SECRET UE/EU SECRET"), marking="LIMITE")


@given(documents())
def test_json__fits_its_schema(document: Document) -> None:
    (text,) = made("json", document).values()
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(text))


@pytest.mark.parametrize("name", ["workload", "findings"])
def test_json__of_the_documents_of_empact_fits_its_schema(name: str) -> None:
    data = SESSION.export(SESSION.load("oap-c-2012"), to="json", document=name)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(data))


# The laws


class TestCsv(ExporterContract):
    plugin = empact.plugins.csv
    format = "csv"


class TestText(ExporterContract):
    plugin = empact.plugins.text
    format = "text"


class TestJson(ExporterContract):
    plugin = empact.plugins.json
    format = "json"
    takes = "document"


@pytest.mark.parametrize(
    ("key", "name"),
    [
        *(("format", name) for name in shipped.WRITERS),
        *(("document", document.name) for document in shipped.DOCUMENTS),
    ],
)
def test_a_shipped_writer_or_document__has_a_contract(key: str, name: str) -> None:
    files = (ROOT / "tests").rglob("test_*.py")
    assert any(f'\n    {key} = "{name}"\n' in file.read_text(encoding="utf-8") for file in files)
