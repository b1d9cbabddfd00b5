"""The Word writer: pages with the marking, headings, tables, footnotes, hyperlinks and cells to fill in."""

from __future__ import annotations

import datetime as dt
import functools
import io
import re
import sys
import time
import zipfile
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from docx import Document as Opened
from docx.oxml import parse_xml
from hypothesis import given
from tests.documents.test_charts import BARS
from tests.support.linear import growth
from tests.support.written import SAMPLE, SESSION, WORDS, document, export, made_bytes, table

import empact.plugins.docx
from empact import MissingExtraError
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
from empact.testing import ExporterContract, documents

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def docx(document: Document, **options: Any) -> bytes:
    return made_bytes("docx", document, **options)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def root(data: bytes, part: str = "word/document.xml") -> Any:
    return parse_xml(parts(data)[part])


def text(element: Any) -> str:
    """The text of a cell, a paragraph or a footnote, as a reader of Word sees it."""
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    paragraphs = [element] if element.tag == f"{W}p" else list(element.iter(f"{W}p"))
    return "\n\n".join(
        "".join(signs.get(each.tag) or (each.text or "") for each in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"))
        for paragraph in paragraphs
    )


def lines(data: bytes) -> list[tuple[str | None, str]]:
    """The paragraphs outside tables, each with the name of its style; without the empty ones."""
    opened = Opened(io.BytesIO(data))
    return [(each.style.name if each.style else None, text(each._element)) for each in opened.paragraphs if each.text]


def rows(data: bytes, index: int = 0) -> list[list[str]]:
    body = root(data).find(f"{W}body")
    found = body.findall(f"{W}tbl")[index]
    return [[text(cell) for cell in row.findall(f"{W}tc")] for row in found.findall(f"{W}tr")]


def footnotes(data: bytes) -> dict[str, str]:
    """The text of each footnote, by its id; without the lines above footnotes."""
    found = root(data, "word/footnotes.xml").findall(f"{W}footnote")
    return {each.get(f"{W}id"): text(each) for each in found if each.get(f"{W}type") is None}


def check(data: bytes, marking: str | None) -> None:
    """Check what is true of every file: Word opens it, and each page has the marking."""
    found = parts(data)
    opened = Opened(io.BytesIO(data))
    for section in opened.sections:
        for place in (section.header, section.footer):
            shown = "\n".join(each.text for each in place.paragraphs)
            assert marking is None or " ".join(marking.split()) in shown
    body = root(data)
    ids = [each.get(f"{W}id") for each in body.iter(f"{W}footnoteReference")]
    assert len(set(ids)) == len(ids)
    assert ids == (list(footnotes(data)) if "word/footnotes.xml" in found else [])
    for each in body.iter(f"{W}tbl"):
        columns = len(each.find(f"{W}tblGrid"))
        for row in each.findall(f"{W}tr"):
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc")]
            assert sum(1 if span is None else int(span.get(f"{W}val")) for span in spans) == columns
            assert all(cell[-1].tag == f"{W}p" for cell in row.findall(f"{W}tc"))
        assert each.getnext().tag == f"{W}p"
    styles = {each.get(f"{W}styleId") for each in root(data, "word/styles.xml").iter(f"{W}style")}
    used = {each.get(f"{W}val") for each in body.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
    assert used <= styles
    links = {each.rId: each for each in opened.part.rels.values()}
    for each in body.iter(f"{W}hyperlink"):
        key = each.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        assert key is None or re.match("https?://|mailto:", links[key].target_ref)


# The parts of a document


def test_docx__has_title_properties_headings_and_texts() -> None:
    data = docx(SAMPLE)
    assert lines(data) == [
        ("Title", "Minutes of a meeting"),
        ("Normal", "Plan: X  \N{MIDDLE DOT}  As of: 2012-06-30"),
        ("Heading 1", "A table"),
        ("Heading 1", "Words"),
        ("Normal", "One."),
        ("Normal", "Two;=2"),
    ]
    check(data, "LIMITE")


def test_docx__has_bars_of_characters_beside_the_rows_of_their_table() -> None:
    body = Table(
        (Column(key="action", title="Action"),), (Row("1.1/1", ("1.1",)), Row("x", ("1.3",)), Row("1.2/1", ("1.2",)))
    )
    data = docx(document(Section(key="results", title="Results", body=body, chart=BARS)))
    full, shade = "\N{FULL BLOCK}", "\N{LIGHT SHADE}"
    assert rows(data) == [
        ["Action", "Share of the target"],
        ["1.1", full * 7],  # 92 of 100, in 8 characters
        ["1.3", ""],
        ["1.2", full * 3 + shade * 3],  # 40 to 80
    ]
    check(data, "LIMITE")


def test_docx__begins_a_section_on_a_new_page_if_it_says_so() -> None:
    texts = [Section(key=key, title=key, body=Text(("One.",)), new_page=key == "b") for key in "ab"]
    body = root(docx(document(*texts)))
    broken = [text(each) for each in body.iter(f"{W}p") if each.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert broken == ["b"]


def test_docx__has_a_table_with_footnotes_and_cells_to_fill_in() -> None:
    data = docx(SAMPLE)
    assert rows(data) == [
        ["Column 0", "Column 1"],
        ["Train.", "5"],
        ["Meet", "7"],
        ["See 1, there", "yes / no"],
        ["", "\u00a0" * 8],
    ]
    assert footnotes(data) == {"1": " Note 7: Only if asked.", "2": " Look there.\nThen here."}


def test_docx__numbers_footnotes_as_their_marks_if_they_are_those_of_word() -> None:
    cells = (TableCell("a[^1]b", (CellNote("One.", "1"),)), TableCell("c[^2]", (CellNote("Two.\n\nMore.", "2"),)))
    data = docx(document(table(Row("1", cells))))
    assert footnotes(data) == {"1": " One.", "2": " Two.\n\nMore."}
    first = next(root(data).iter(f"{W}footnoteReference")).getparent()
    assert (text(first.getparent()), first.getprevious().tag) == ("ab", f"{W}bookmarkStart")


def test_docx__links_a_second_reference_to_the_footnote_of_the_first() -> None:
    note = CellNote("One.", "7")
    data = docx(document(table(Row("1", (TableCell("a[^7]", (note,)), TableCell("b[^7]", (note,)))))))
    assert rows(data)[1] == ["a", "b1"]
    (link,) = root(data).iter(f"{W}hyperlink")
    (bookmark,) = root(data).iter(f"{W}bookmarkStart")
    assert link.get(f"{W}anchor") == bookmark.get(f"{W}name")
    check(data, "LIMITE")


def test_docx__has_footnotes_in_texts() -> None:
    body = Text(("Based on the OCTA[^1].\n\n- first", "Two"), (CellNote("doc. 1", "1"), CellNote("Look there.")))
    data = docx(document(Section(key="a", title="A", body=body)))
    assert [line for _, line in lines(data)][1:] == ["A", "Based on the OCTA.", "- first", "Two"]
    assert footnotes(data) == {"1": " doc. 1", "2": " Look there."}


def test_docx__repeats_the_titles_of_columns_and_keeps_short_rows_on_a_page() -> None:
    data = docx(document(table(Row("1", ("a\nb\nc\nd", "b")), Row("2", ("a\nb\nc\nd\ne", "b")))))
    head, short, long = root(data).iter(f"{W}tr")
    assert head.find(f"{W}trPr/{W}tblHeader") is not None
    assert head.find(f"{W}trPr/{W}cantSplit") is not None
    assert short.find(f"{W}trPr/{W}cantSplit") is not None
    assert long.find(f"{W}trPr/{W}cantSplit") is None


def test_docx__has_content_controls_for_answers() -> None:
    controls = list(root(docx(SAMPLE)).iter(f"{W}sdt"))
    names = [each.find(f"{W}sdtPr/{W}tag").get(f"{W}val") for each in controls]
    assert names == ["1.2/c1", "1.3/c1", "1.4/c1"]
    options = [[item.get(f"{W}value") for item in each.iter(f"{W}listItem")] for each in controls]
    assert options == [[], ["yes", "no"], []]
    assert [each.find(f"{W}sdtPr/{W}showingPlcHdr") is None for each in controls] == [True, False, False]


def test_docx__answers_that_differ_in_spaces_are_one_and_long_names_are_left_out() -> None:
    given = FillIn(("yes  sir", "yes sir", "no\x1b", "no\\x1b"))
    key = "\x1b" * 20
    column = Column(key="c", title=key, type=ColumnType.TEXT)
    body = Table((column,), (Row(key, (TableCell(None, (), given),)), Row("1", (TableCell(None, (), given),))))
    found = root(docx(document(Section(key="t", title="T", body=body))))
    values = [[each.get(f"{W}value") for each in one] for one in found.iter(f"{W}dropDownList")]
    assert values == [["yes sir", r"no\x1b"]] * 2
    assert [each.get(f"{W}val") for each in found.iter(f"{W}tag")] == ["1/c"]
    assert not list(found.iter(f"{W}alias"))


def test_docx__takes_twice_as_long_for_twice_as_many_links() -> None:
    def work(count: int) -> Callable[[], object]:
        links = tuple(Hyperlink("a", f"https://example.org/{number}") for number in range(count))
        row = Row("1", (TableCell(links), None))
        return functools.partial(docx, document(table(row, types=(ColumnType.LIST, ColumnType.TEXT))))

    assert growth(work, 300) < 2.2


@pytest.mark.one_python
def test_docx__takes_four_times_as_long_for_four_times_as_many_rows() -> None:
    def seconds(count: int) -> float:
        built = document(table(*(Row(str(number), ("a", "b")) for number in range(count))))
        before = time.process_time()
        docx(built)
        return time.process_time() - before

    seconds(2)
    assert seconds(8000) / seconds(2000) < 8


def test_docx__offers_each_answer_once_and_no_empty_one() -> None:
    cell = TableCell(None, (CellNote("Why."),), FillIn(("yes", " ", "yes", "<no>")))
    data = docx(document(table(Row("k" * 70, (cell, "b")))))
    assert [each.get(f"{W}value") for each in root(data).iter(f"{W}listItem")] == ["yes", "<no>"]
    assert list(root(data).iter(f"{W}tag")) == []
    assert footnotes(data) == {"1": " Why."}


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("https://example.org/?a=1&b=2", True),
        ("mailto:a.b@example.org", True),
        ("mailto:a@example.org?cc=b@example.org", False),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://example.org/\x07", False),
        ("https://example.org/\ud800", False),
    ],
)
def test_docx__makes_a_link_of_a_web_or_mail_address_only(
    url: str,
    is_link: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    link = Hyperlink("He<re>", url)
    data = docx(document(table(Row("1", (link, link)), types=(ColumnType.LINK, ColumnType.LINK))))
    assert len(list(root(data).iter(f"{W}hyperlink"))) == (2 if is_link else 0)
    assert ("He<re>" if is_link else "He<re> <") in rows(data)[1][0]
    check(data, "LIMITE")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("=1+1", "=1+1"),
        ("</w:t><w:br/>&amp;", "</w:t><w:br/>&amp;"),
        ("a\x1b[2J\x00\x7fb", "a\\x1b[2J\\x00\\x7fb"),
        ("a\ud800\ufffe\uffffb", "a\\ud800\\ufffe\\uffffb"),
        ("a\tb\nc", "a\tb\nc"),
        ("*a* <u>b</u>", "*a* <u>b</u>"),
        ('" onload="x', '" onload="x'),
    ],
)
def test_docx__writes_a_text_as_it_is(given: str, shown: str) -> None:
    cell = TableCell(given, (CellNote(given),), FillIn((given,)))
    section = Section(key="a", title=given, body=Table((Column(key="a", title=given),), (Row("1", (cell,)),)))
    data = docx(attrs.evolve(document(section), title=given, marking=f"LIMITE {given}"))
    assert rows(data)[1] == [f"{shown} ({' '.join(shown.split())})"]
    assert lines(data)[0] == ("Title", " ".join(shown.split()))
    check(data, f"LIMITE {shown}")


# Pages


def wide(number: int = 11) -> Section:
    columns = tuple(Column(key=f"c{index}", title=f"Heading {index}", width=40) for index in range(number))
    return Section(key="wide", title="Wide", body=Table(columns, (Row("1", ("a long text " * 9,) * number),)))


def sizes(data: bytes) -> list[tuple[int, int]]:
    return [(int(each.get(f"{W}w")), int(each.get(f"{W}h"))) for each in root(data).iter(f"{W}pgSz")]


PORTRAIT, LANDSCAPE = (11906, 16838), (16838, 11906)


def test_docx__is_on_a4_and_in_landscape_format_where_a_table_is_wide() -> None:
    long = Section(key="long", title="Long", body=Text(("A sentence of some length. " * 90,)))
    assert sizes(docx(document(WORDS))) == [PORTRAIT]
    assert sizes(docx(document(WORDS, wide()))) == [LANDSCAPE]
    assert sizes(docx(document(long, wide(), attrs.evolve(long, key="b")))) == [PORTRAIT, LANDSCAPE, PORTRAIT]
    check(docx(document(long, wide(), attrs.evolve(long, key="b"))), "LIMITE")


def test_docx__has_a_table_for_each_row_where_no_page_is_wide_enough() -> None:
    data = docx(document(wide(20)))
    assert sizes(data) == [PORTRAIT]
    assert rows(data)[:2] == [["1"], ["Heading 0", ("a long text " * 9).rstrip() + " "]]
    check(data, "LIMITE")


def test_docx__lays_a_table_out_as_its_section_says() -> None:
    section = table(Row("1.1", ("a", None)))
    assert sizes(docx(document(attrs.evolve(section, layout=Layout.SHEET)))) == [LANDSCAPE]
    data = docx(document(attrs.evolve(section, layout=Layout.RECORDS), attrs.evolve(wide(), layout=Layout.RECORDS)))
    assert sizes(data) == [PORTRAIT]
    assert rows(data) == [["1.1"], ["Column 0", "a"]]
    check(data, "LIMITE")


def test_docx__names_a_record_once() -> None:
    noted = TableCell("1.2", (CellNote("Added later."),))
    section = attrs.evolve(table(Row("1.1", ("1.1", "a")), Row("1.2", (noted, "b"))), layout=Layout.RECORDS)
    data = docx(document(section))
    assert rows(data) == [["Column 0 1.1"], ["Column 1", "a"]]
    assert rows(data, 1) == [["Column 0 1.2"], ["Column 0", "1.2"], ["Column 1", "b"]]  # it has the note
    check(data, "LIMITE")


def test_docx__looks_once_for_the_cell_that_names_a_record(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    named_by: Any = Row.named_by

    def counted(row: Row) -> Any:
        asked.append(row.key)
        return named_by.fget(row)

    monkeypatch.setattr(Row, "named_by", property(counted))
    docx(document(attrs.evolve(table(Row("1.1", ("1.1", "a")), Row("1.2", ("b", "c"))), layout=Layout.RECORDS)))
    assert asked == ["1.1", "1.2"]


def test_docx__keeps_the_headings_of_parts_that_no_page_can_hold() -> None:
    parts = [attrs.evolve(wide(20), key=key, title=f"Goal {key}", level=2) for key in "12"]
    assert [line for _, line in lines(docx(document(*parts)))][1:] == ["Goal 1", "Goal 2"]


def test_docx__joins_parts_with_the_same_columns_in_one_table() -> None:
    sections = [attrs.evolve(table(Row(key, (key, "b"))), key=key, title=f"Goal {key}", level=2) for key in "12"]
    data = docx(document(*sections))
    assert rows(data) == [["Column 0", "Column 1"], ["Goal 1"], ["1", "b"], ["Goal 2"], ["2", "b"]]
    apart = docx(document(*(attrs.evolve(section, level=1) for section in sections)))
    assert (rows(apart, 0)[1:], rows(apart, 1)[1:]) == ([["1", "b"]], [["2", "b"]])
    check(data, "LIMITE")


def test_docx__has_a_cover_of_the_first_sections_without_a_title() -> None:
    columns = (Column(key="a", title=""), Column(key="b", title=""))
    cover = Section(key="cover", title="", body=Table(columns, (Row("From", ("From:", "Presidency")),)))
    data = docx(document(cover, WORDS))
    first, second, *_ = root(data).find(f"{W}body")
    assert (first.tag, second.tag) == (f"{W}tbl", f"{W}p")
    assert rows(data) == [["From:", "Presidency"]]
    assert list(first.iter(f"{W}tblStyle", f"{W}tblBorders")) == []
    assert lines(data)[0] == ("Title", "Minutes of a meeting")
    assert len(list(root(data).iter(f"{W}pageBreakBefore"))) == 1


def test_docx__says_that_a_table_has_no_cells() -> None:
    nothing = Section(key="none", title="No columns", body=Table((), (Row("1", ()),)))
    assert [line for _, line in lines(docx(document(table(), nothing)))] == [
        "Minutes of a meeting",
        "A table",
        "None.",
        "No columns",
        "None.",
    ]


def test_docx__counts_its_pages_and_has_no_marking_if_there_is_none() -> None:
    data = docx(document(WORDS, marking=None))
    (section,) = Opened(io.BytesIO(data)).sections
    assert [each.text for each in section.header.paragraphs] == [""]
    codes = [each.text for each in section.footer._element.iter(f"{W}instrText")]
    assert codes == [" PAGE ", " NUMPAGES "]


# The file


def test_docx__has_title_marking_and_language_as_properties_and_no_date_of_today() -> None:
    data = docx(document(WORDS, marking="LIMITE\x07<&"))
    found = Opened(io.BytesIO(data)).core_properties
    assert (found.title, found.keywords, found.category) == ("Minutes of a meeting", "LIMITE\\x07<&", "LIMITE\\x07<&")
    assert (found.author, found.last_modified_by, found.language) == ("", "", "en-GB")
    assert found.created == found.modified == dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_docx__is_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    first = docx(SAMPLE)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(10**9))
    monkeypatch.setattr(time, "time", lambda: 10.0**9)
    assert docx(SAMPLE) == first


@given(documents())
def test_docx__writes_any_document(document: Document) -> None:
    check(docx(document), document.marking)


@pytest.mark.parametrize("name", [spec.name for spec in SESSION.documents])
def test_docx__writes_each_document_of_empact(name: str) -> None:
    marking = "LIMITE" if name == "exclusion" else "RESTREINT UE/EU RESTRICTED"
    check(export(name, "docx"), marking)


def test_docx__names_the_extra_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingExtraError) as caught:
        docx(SAMPLE)
    assert str(caught.value) == "The format 'docx' needs python-docx: run 'pip install \"empact[docx]\"'."


class TestDocx(ExporterContract):
    plugin = empact.plugins.docx
    format = "docx"
    takes = "document"


class TestDocxPlan(ExporterContract):
    plugin = empact.plugins.docx
    format = "docx"
    takes = "plan"
