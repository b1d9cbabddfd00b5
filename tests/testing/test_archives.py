"""The kit looks into archives: workbooks, Word documents and any others."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest

from empact.testing import archives

SHEETS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
WORD = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" {RELATIONS}'
START = '<?xml version="1.0" encoding="UTF-8"?>'
DAY = (2000, 1, 1, 0, 0, 0)


def archive(files: dict[str, str], day: tuple[int, int, int, int, int, int] = DAY) -> bytes:
    """An archive of members with these texts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, text in files.items():
            made.writestr(zipfile.ZipInfo(name, day), text)
    return file.getvalue()


def relations(targets: dict[str, str]) -> str:
    inner = "".join(f'<Relationship Id="{key}" Target="{target}"/>' for key, target in targets.items())
    return f"{START}<Relationships>{inner}</Relationships>"


def workbook(sheet: str, shared: str = "") -> bytes:
    sheets = '<sheets><sheet name="One" r:id="a"/></sheets>'
    files = {
        "xl/workbook.xml": f"{START}<workbook {SHEETS} {RELATIONS}>{sheets}</workbook>",
        "xl/_rels/workbook.xml.rels": relations({"a": "worksheets/sheet1.xml"}),
        "xl/worksheets/sheet1.xml": f"{START}<worksheet {SHEETS}>{sheet}</worksheet>",
    }
    return archive(files | ({"xl/sharedStrings.xml": f"{START}<sst {SHEETS}>{shared}</sst>"} if shared else {}))


def word(body: str, settings: str = "", **parts: str) -> bytes:
    files = {
        "word/document.xml": f"{START}<w:document {WORD}><w:body>{body}</w:body></w:document>",
        "word/settings.xml": f"{START}<w:settings {WORD}>{settings}</w:settings>",
        "word/_rels/document.xml.rels": relations({name: f"{name}.xml" for name in parts}),
    }
    inner = {f"word/{name}.xml": f"{START}<w:hdr {WORD}><w:p>{text}</w:p></w:hdr>" for name, text in parts.items()}
    return archive(files | inner)


def test_pages__of_a_workbook_are_its_cells_and_what_is_printed_around_them() -> None:
    sheet = (
        '<sheetData><row><c r="A1" t="s"><v>1</v></c><c r="B1"><v>5</v></c>'
        '<c r="C1" t="inlineStr"><is><t>in</t></is></c></row></sheetData>'
        "<headerFooter><oddHeader>&amp;Cup</oddHeader></headerFooter>"
    )
    shared = "<si><t>no</t></si><si><r><t>sha</t></r><r><t>red</t></r></si>"
    found = dict(archives.pages(workbook(sheet, shared)))
    assert found["the cells of the sheet 'One'"].split() == ["shared", "5", "in"]
    assert found["the printed header of the sheet 'One'"] == "&Cup"
    assert found["the printed footer of the sheet 'One'"] == ""
    assert len(found) == 3


def test_pages__of_a_word_document_are_the_headers_and_footers_of_its_sections() -> None:
    section = (
        "<w:p><w:pPr><w:sectPr>"
        '<w:headerReference w:type="default" r:id="up"/><w:footerReference w:type="default" r:id="down"/>'
        "</w:sectPr></w:pPr></w:p>"
        "<w:sectPr><w:titlePg/></w:sectPr>"
    )
    parts = {"up": "<w:r><w:t>A mar</w:t></w:r><w:r><w:t>king</w:t></w:r>", "down": "<w:r><w:t>below</w:t></w:r>"}
    found = {name: text.strip() for name, text in archives.pages(word(section, **parts))}
    assert found == {
        "the header (default) of section 1": "A marking",
        "the footer (default) of section 1": "below",
        "the header (default) of section 2": "A marking",
        "the header (first) of section 2": "",
        "the footer (default) of section 2": "below",
        "the footer (first) of section 2": "",
    }
    even = dict(archives.pages(word("<w:sectPr/>", "<w:evenAndOddHeaders/>")))
    assert list(even) == [
        f"the {kind} ({page}) of section 1" for kind in ("header", "footer") for page in ("default", "even")
    ]


def test_pages__of_another_archive_are_its_texts() -> None:
    data = archive({"a.csv": "one;two", "b.xml": f"{START}<a><b>three</b><c d='no'>four</c></a>", "c.bin": "\0"})
    assert [(name, text.split()) for name, text in archives.pages(data)] == [
        ("a.csv", ["one;two"]),
        ("b.xml", ["three", "four"]),
    ]


def test_differences__are_members_by_name_or_their_dates() -> None:
    before = archive({"a.txt": "1", "b.txt": "1", "c.txt": "1"})
    assert archives.differences(before, archive({"a.txt": "1", "b.txt": "2", "d.txt": "1"})) == [
        "b.txt",
        "c.txt",
        "d.txt",
    ]
    assert archives.differences(before, archive({"b.txt": "1", "a.txt": "1", "c.txt": "1"})) == [
        "the order of its members"
    ]
    other = archive({"a.txt": "1", "b.txt": "1", "c.txt": "1"}, (2001, 1, 1, 0, 0, 0))
    assert archives.differences(before, other) == ["the dates or the attributes of its members"]
    assert archives.differences(before, before) == []


def test_clock_readings__are_dates_of_members_and_times_in_texts() -> None:
    since, until = dt.datetime(2026, 3, 1, 10, 59, tzinfo=dt.UTC), dt.datetime(2026, 3, 1, 11, 1, tzinfo=dt.UTC)

    def readings(data: bytes) -> list[str]:
        return list(archives.clock_readings(data, since, until))

    assert readings(archive({"a.txt": "2026-03-01T09:59:59Z 2026-03-01"})) == []
    assert readings(archive({"a.txt": "2026-03-01T10:59:59Z"})) == ["a time in 'a.txt'"]
    assert readings(archive({"a.txt": ""}, (2026, 3, 1, 23, 0, 0))) == ["the date of 'a.txt'"]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (workbook('<sheetData><row><c r="A1"><v>1</v></c></row></sheetData>'), []),
        (
            workbook('<sheetData><row><c r="A1"><f>1+1</f></c></row></sheetData>'),
            ["a formula in the cell A1 of 'xl/worksheets/sheet1.xml'"],
        ),
        (word("<w:r><w:instrText> PAGE </w:instrText></w:r>"), []),
        (word("<w:r><w:instrText> DDEAUTO c </w:instrText></w:r>"), ["the field 'DDEAUTO c' in 'word/document.xml'"]),
        (word('<w:fldSimple w:instr="INCLUDETEXT x"/>'), ["the field 'INCLUDETEXT x' in 'word/document.xml'"]),
        (archive({"xl/vbaProject.bin": "\0"}), ["macros in 'xl/vbaProject.bin'"]),
        (
            archive({"a.rels": f'{START}<a><b Target="file:///x" TargetMode="External"/></a>'}),
            ["a link to 'file:///x' in 'a.rels'"],
        ),
        (archive({"a.rels": f'{START}<a><b Target="HTTPS://x" TargetMode="External"/></a>'}), []),
    ],
)
def test_active_parts__are_formulas_fields_macros_and_links_to_files(data: bytes, found: list[str]) -> None:
    assert list(archives.active_parts(data)) == found
