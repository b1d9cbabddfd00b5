"""The HTML writer: one file that loads nothing, works without its script, and has no markup but its own."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import itertools
import json
import re
import sys
from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Any

import attrs
import jinja2
import pytest
from hypothesis import given
from tests.support.written import NAMES, NOTED, SAMPLE, SESSION, WORDS, document, export, made, table

import empact.plugins.html
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
    longest_word,
    words_in,
)
from empact.plugins.html import write as writing
from empact.plugins.html.page import make_page, names_of_parties
from empact.testing import ExporterContract, documents

VOID = {"meta", "link", "input", "col", "br", "wbr"}
LOADING = {"src", "srcset", "data", "poster", "action", "background", "style", "ping"}


@attrs.define
class Element:
    """An element of a page with its attributes, its text and the elements in it."""

    tag: str
    attributes: dict[str, str | None] = attrs.field(factory=dict)
    parts: list[Element | str] = attrs.field(factory=list)

    def all(self, tag: str = "*", **attributes: str) -> list[Element]:
        """The elements in it, in order, that have a tag and attributes."""
        found: list[Element] = []
        for part in self.parts:
            if isinstance(part, Element):
                given = {name: part.attributes.get(name) for name in attributes}
                found += [part] if tag in {"*", part.tag} and given == attributes else []
                found += part.all(tag, **attributes)
        return found

    def one(self, tag: str, **attributes: str) -> Element:
        (found,) = self.all(tag, **attributes)
        return found

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    @property
    def ids(self) -> list[str]:
        return [str(element.attributes["id"]) for element in self.all() if "id" in element.attributes]


class Parser(HTMLParser):
    """Parses a page in which each element is closed where it should be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.page = Element("")
        self.path = [self.page]
        self.feed(text)
        self.close()
        assert self.path == [self.page]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names)
        element = Element(tag, dict(attrs))
        self.path[-1].parts.append(element)
        if tag not in VOID:
            self.path.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.path.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.path[-1].parts.append(data)


def html(document: Document) -> str:
    (text,) = made("html", document).values()
    return text


def page(document: Document) -> Element:
    return Parser(html(document)).page


def digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def check(text: str) -> Element:
    """Check what is true of every page, and return it."""
    found = Parser(text).page
    ids = set(found.ids)
    assert len(ids) == len(found.ids)
    assert not any(re.search(r"\s", each) for each in ids)
    for element in found.all():
        assert not LOADING & element.attributes.keys()
        assert not any(name.startswith("on") for name in element.attributes)
        for name in ("aria-labelledby", "for"):
            assert element.attributes.get(name) is None or element.attributes[name] in ids
    assert [link.attributes["href"] for link in found.all("link")] == ["data:,"]
    for link in found.all("a"):
        target = str(link.attributes["href"])
        if target.startswith("#"):
            assert target[1:] in ids
        else:
            assert target.startswith(("https://", "http://"))
            assert link.attributes["rel"] == "noopener noreferrer"
    policy = str(found.one("meta", **{"http-equiv": "Content-Security-Policy"}).attributes["content"])
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest(found.one('style').text)}'" in policy
    for script in found.all("script"):
        assert f"script-src 'sha256-{digest(script.text)}'" in policy
    assert not re.search(r"url\(|@import", found.one("style").text)
    levels = [int(heading.tag[1]) for heading in found.all() if re.fullmatch("h[1-6]", heading.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels))
    for heading in (element for element in found.all() if element.tag in {"h1", "h2", "th", "title"}):
        if heading.attributes.get("scope") != "row":
            assert heading.text.strip()
    return found


def test_html__leads_from_a_value_to_the_row_that_it_refers_to() -> None:
    columns = (
        Column(key="a", title="A", type=ColumnType.LIST, refers_to=("none", "other")),
        Column(key="b", title="B"),
    )
    first = Table(columns, (Row("1", (("x/ y", "z"), "x/ y")),))
    other = Table((Column(key="b", title="B"),), (Row("x/ y", ("Here",)),))
    sections = (Section(key="first", title="1", body=first), Section(key="other", title="2", body=other))
    found = check(html(document(*sections)))
    (link,) = (link for link in found.all("a") if link.text == "x/ y")
    row = found.one("tr", id=str(link.attributes["href"])[1:])
    assert row.text == "Here"
    assert "class" not in link.attributes


def test_html__leads_from_a_value_to_the_section_that_it_stands_for() -> None:
    columns = (Column(key="a", title="A", sections={"here": "other", "nowhere": "none"}),)
    first = Section(key="first", title="1", body=Table(columns, (Row("1", ("here",)), Row("2", ("nowhere",)))))
    found = check(html(document(first, Section(key="other", title="2", body=Text(("Some text.",))))))
    (link,) = (link for link in found.all("a") if link.text in {"here", "nowhere"})
    assert found.one("h2", id=str(link.attributes["href"])[1:]).text == "2"


@given(documents())
def test_html__of_any_document_is_sound(document: Document) -> None:
    check(html(document))


@pytest.mark.parametrize("name", NAMES)
def test_html__of_each_document_is_sound(name: str) -> None:
    check(export(name, "html").decode())


def test_html__has_the_notes_of_a_text_below_it() -> None:
    found = check(html(document(NOTED)))
    notes = found.one("ul", **{"class": "notes"}).all("li")
    assert [" ".join(note.text.split()) for note in notes] == ["[1] doc. 1 | 2", "[note 1] Look there."]
    references = [link.attributes["href"] for mark in found.all("sup") for link in mark.all("a")]
    assert references == ["#note/noted/1", "#note/noted/1", "#note/noted/2"]
    assert {note.attributes["id"] for note in notes} == {"note/noted/1", "note/noted/2"}


def test_html__has_landmarks_a_language_a_skip_link_and_the_marking_at_both_ends() -> None:
    found = check(html(SAMPLE))
    assert found.one("html").attributes["lang"] == "en"
    assert [found.one(tag).text.strip() for tag in ("header", "footer")] == ["LIMITE", "LIMITE"]
    body = [part.tag for part in found.one("body").parts if isinstance(part, Element)]
    assert body == ["a", "header", "main", "footer", "script"]
    assert found.one("a", **{"class": "skip"}).attributes["href"] == "#content"
    assert [(term.text, fact.text) for term, fact in zip(found.all("dt"), found.all("dd"), strict=True)] == [
        ("Plan", "X"),
        ("As of", "2012-06-30"),
    ]
    assert [link.text for link in found.one("nav").all("a")] == ["A table", "Words"]
    assert [heading.text for heading in found.all("h2")] == ["Contents", "A table", "Words"]
    assert [text.text for text in found.one("main").all("p")] == ["One.", "Two;=2"]


def test_html__has_no_header_and_no_footer_without_a_marking() -> None:
    found = check(html(document(WORDS, marking=None)))
    assert found.all("header") == found.all("footer") == []


def test_html__has_no_script_and_no_contents_where_they_have_no_use() -> None:
    found = check(html(document(WORDS)))
    assert found.all("script") == found.all("nav") == found.all("input") == []


def test_html__offers_the_search_only_where_the_script_runs() -> None:
    assert "hidden" in check(html(SAMPLE)).one("div", role="search").attributes


@pytest.mark.parametrize(("language", "name"), [("en", "Hungary"), ("fr", "Hongrie"), ("hu", "Magyarország")])
def test_html__gives_its_search_the_names_of_the_parties_of_the_plan(language: str, name: str) -> None:
    data = SESSION.export(SESSION.load("oap-c-2012"), document="workload", to="html", language=language)
    assert data is not None
    names = json.loads(str(check(data.decode()).one("div", role="search").attributes["data-names"]))
    assert names["HU"] == name
    assert names["Frontex"] == "European Border and Coast Guard Agency"
    assert "SG" not in names  # Singapore; in a plan, it is a strategic goal


def test_html__does_not_name_parties_that_are_not_on_the_page() -> None:
    plan = SESSION.load("oap-c-2012")
    data = SESSION.export(plan, document="workload", to="html", party=["IT"])
    assert data is not None
    names = json.loads(str(check(data.decode()).one("div", role="search").attributes["data-names"]))
    assert names["IT"] == "Italy"
    assert "HU" not in names


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ("Buy IT equipment", []),
        ("Training and IT", []),
        (f"{'A long sentence ' * 12}, IT, and so on", []),
        ("IT", ["IT"]),
        (("Frontex", "IT (to be confirmed)"), ["Frontex", "IT"]),
        (TableCell("IT[^7]", (CellNote("See UK reports.", "7"),)), ["IT"]),
        ("HU (co-leader, UK), AT and Frontex.", ["AT", "Frontex", "HU"]),
        ("2 states: HU/\nUK; with IT", ["HU", "UK"]),
    ],
)
def test_html__takes_as_a_code_only_an_item_of_a_text(value: Any, codes: list[str]) -> None:
    type_ = ColumnType.LIST if isinstance(value, tuple) else ColumnType.TEXT
    given = document(table(Row("1", (value,)), types=(type_,)))
    contexts = SESSION.context(SESSION.load("oap-c-2012")).contexts
    assert list(names_of_parties(given, contexts, words_in("en"))) == codes


def test_html__gives_its_search_no_name_where_no_plan_has_a_party() -> None:
    assert check(html(SAMPLE)).one("div", role="search").attributes["data-names"] == "{}"


def test_html__has_a_caption_and_headers_of_columns_and_rows() -> None:
    rows = (Row("1.1", (3, "1.1", None)), Row("1.2", (None, "1.2", dt.date(2012, 3, 1))))
    section = table(*rows, types=(ColumnType.NUMBER, ColumnType.TEXT, ColumnType.DATE))
    found = check(html(document(section))).one("table")
    assert found.one("caption").text == "A table: 2 rows"
    assert [(head.text, head.attributes["scope"]) for head in found.all("th")] == [
        ("Column 0", "col"),
        ("Column 1", "col"),
        ("Column 2", "col"),
        ("1.1", "row"),
        ("1.2", "row"),
    ]
    assert [cell.attributes.get("class") for cell in found.all("td")] == ["number", "empty", "empty", "date"]
    assert [row.attributes["id"] for row in found.one("tbody").all("tr")] == ["row/table/1.1", "row/table/1.2"]


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        ((Row("x", ("a", "b")), Row("y", ("c", "b"))), 0),
        ((Row("x", ("a", "x")), Row("y", ("c", "y"))), 1),
        ((Row("x", ("a", "b")), Row("y", ("a", "c"))), None),
        ((Row("x", (None, "b")), Row("y", ("a", "c"))), None),
    ],
)
def test_html__names_rows_by_their_keys_or_by_a_first_column_of_different_values(
    rows: tuple[Row, ...], header: int | None
) -> None:
    for row in check(html(document(table(*rows)))).one("tbody").all("tr"):
        cells = [part.tag for part in row.parts if isinstance(part, Element)]
        assert cells == ["th" if index == header else "td" for index in range(2)]


def test_html__leads_from_a_mark_to_its_note_and_back() -> None:
    found = check(html(SAMPLE))
    marks = [(link.text, link.attributes["href"]) for each in found.all("sup") for link in each.all("a")]
    assert marks == [("[7]", "#note/table/1"), ("[note 1]", "#note/table/2"), ("[7]", "#note/table/1")]
    notes = found.one("ul", **{"class": "notes"}).all("li")
    assert [note.text for note in notes] == ["[7] Only if asked.", "[note 1] Look there.\nThen here."]
    assert [note.one("a").attributes["href"] for note in notes] == ["#place/table/1", "#place/table/2"]


def test_html__has_a_field_for_each_cell_to_fill_in_and_its_answers() -> None:
    found = check(html(SAMPLE))
    answers = found.all("span", **{"class": "answer"})
    assert [answer.text for answer in answers] == ["To fill in: 7", "To fill in: ", "To fill in: "]
    assert [option.text for option in found.one("ul", **{"class": "options"}).all("li")] == ["yes", "no"]


def test_html__writes_the_items_of_a_list_apart() -> None:
    cells = (("Train.", "Meet."), ("c",))
    found = check(html(document(table(Row("1", cells), types=(ColumnType.LIST, ColumnType.LIST)))))
    first, second = found.one("tbody").one("tr").parts
    assert isinstance(first, Element)
    assert isinstance(second, Element)
    assert [item.text for item in first.all("li")] == ["Train.", "Meet."]
    assert (second.text, second.all("li")) == ("c", [])


def test_html__writes_codes_in_one_line_with_commas_and_each_leads_to_its_row() -> None:
    columns = (Column(key="a", title="A"), Column(key="b", title="B", type=ColumnType.LIST, refers_to=("actions",)))
    body = Table(columns, (Row("1.1", ("1.1", ("1.2", "9.9"))), Row("1.2", ("1.2", None))))
    found = check(html(document(Section(key="actions", title="Actions", body=body))))
    cell = found.one("tbody").all("td")[0]
    assert (cell.text, cell.all("li")) == ("1.2, 9.9", [])
    assert [(link.text, link.attributes["href"]) for link in cell.all("a")] == [("1.2", "#row/actions/1.2")]


def test_html__makes_a_link_of_a_web_address_only() -> None:
    cells = (Hyperlink("Here", "https://example.org/?a=1&b=2"), Hyperlink("x", "javascript:alert(1)"))
    found = check(html(document(table(Row("1", cells), types=(ColumnType.LINK, ColumnType.LINK))))).one("tbody")
    assert [(link.text, link.attributes["href"]) for link in found.all("a")] == [
        ("Here", "https://example.org/?a=1&b=2")
    ]
    assert "x <javascript:alert(1)>" in found.text


def test_html__shows_the_address_of_a_link_without_a_text() -> None:
    address = "https://example.org/"
    found = check(html(document(table(Row("1", (Hyperlink(" ", address), None)), types=(ColumnType.LINK,) * 2))))
    assert found.one("tbody").one("a").text == address


def test_html__says_that_a_table_has_no_cells() -> None:
    nothing = (table(), Section(key="none", title="No columns", body=Table((), (Row("1", ()),))))
    found = check(html(document(*nothing)))
    assert [section.one("p").text for section in found.all("section")] == ["None.", "None."]
    assert found.all("table") == []


def _tags(part: Element) -> list[str]:
    """The elements of a page, without the places at which a line may break."""
    return [element.tag for element in part.all() if element.tag != "wbr"]


@pytest.mark.parametrize(
    "odd",
    [
        "</title><script>alert(1)</script>",
        "\"><img src=x onerror='alert(1)'>",
        "&lt;b&gt; {{ 7 * 7 }} {% raw %}",
        "</style></script><!--",
        "a\x1b[2J\x00\u202eb",
    ],
)
def test_html__has_no_markup_of_a_text_wherever_it_is(odd: str) -> None:
    cell = TableCell(odd, (CellNote(odd, odd), CellNote(odd)), FillIn((odd,)))
    body = Table((Column(key=odd, title=odd),), (Row(odd, (cell,)),))
    sections = (Section(key=odd, title=odd, body=body), Section(key="b", title=odd, body=Text((odd,))))
    plain = document(*(attrs.evolve(section, key=f"s{index}") for index, section in enumerate(sections)))
    made_of = attrs.evolve(document(*sections), title=odd, marking=odd, properties={odd: odd})
    found = check(html(made_of))
    tags = _tags(check(html(attrs.evolve(plain, properties={"a": "b"}))))
    assert _tags(found) == tags
    assert "\x1b" not in found.text
    shown = odd.replace("\x1b", "\\x1b").replace("\x00", "\\x00").replace("\u202e", "\\u202e")
    assert found.one("h1").text == shown
    assert found.one("main").text.count(shown) >= 9
    assert found.one("header").text.strip() == shown


def test_html__uses_the_key_or_the_name_where_a_title_is_empty() -> None:
    body = Table((Column(key="c", title=" "),), (Row("1", ("a",)),))
    found = check(html(attrs.evolve(document(Section(key="s", title="", body=body)), title="\n")))
    assert [found.one(tag).text for tag in ("title", "h1", "h2")] == ["X-minutes", "X-minutes", "s"]
    assert found.one("thead").one("th").text == "c"


def test_html__shows_a_table_of_long_texts_as_blocks_on_a_phone() -> None:
    long = table(Row("1", ("a " * 60, "b")))
    several = table(Row("1", ("a\nb", "c")))
    for section, wide in ((table(Row("1", ("a", "b"))), None), (long, "wide"), (several, "wide")):
        assert check(html(document(section))).one("table").attributes.get("class") == wide


def test_html__has_a_caption_that_repeats_its_heading_for_screen_readers_only() -> None:
    found = check(html(document(attrs.evolve(table(Row("1", ("a", "b"))), title="A long title " * 40))))
    caption = found.one("caption")
    repeated = caption.one("span", **{"class": "hidden"})
    assert repeated.text == f"{found.one('h2').text}: "
    assert caption.text.removeprefix(repeated.text) == "1 row"


def rules(style: str, selector: str) -> list[str]:
    """The declarations of each rule of a style for one selector."""
    return re.findall(rf"^ *{re.escape(selector)} {{ (.*?);? }}$", style, re.MULTILINE)


def test_html__lets_a_browser_leave_out_the_rows_of_a_long_table_that_are_not_in_its_window() -> None:
    rows = [Row(str(number), ("a " * 60, "b")) for number in range(1, 202)]
    for shown, kind in ((rows[:200], "wide"), (rows, "wide long")):
        page = check(html(document(table(*shown))))
        assert page.one("table").attributes.get("class") == kind
        # Each row is a grid of its own, whose columns are those of the table.
        (style,) = page.all("style")
        tracks = re.findall(r"#table-1 tr \{ grid-template-columns: (.*); \}", style.text)
        shares = re.findall(r"#table-1 col:nth-child\(\d+\) \{ width: (.*)%; \}", style.text)
        expected = " ".join(f"minmax(0, {share}fr)" for share in shares)
        assert tracks == ([expected] if kind == "wide long" else [])
        assert len(shares) == 2


def test_html__prints_nothing_wider_than_a_sheet_of_paper() -> None:
    style = check(html(SAMPLE)).one("style").text
    (caption,) = rules(style, "caption")
    assert "nowrap" not in caption
    screen, paper = rules(style, "body")
    assert "display" not in screen
    assert {"display: table", "table-layout: fixed", "width: 100%"} <= set(paper.split("; "))


def test_html__hides_what_is_for_screen_readers_inside_the_table_that_scrolls() -> None:
    style = check(html(SAMPLE)).one("style").text
    assert "position: relative" in rules(style, ".scroll")[0].split("; ")


def _style(columns: Sequence[Column], *values: str) -> str:
    """The style of a page with one table of one row."""
    section = Section(key="t", title="T", body=Table(tuple(columns), (Row("1", values),)))
    return check(html(document(section))).one("style").text


def test_html__gives_a_wide_table_the_width_on_a_screen_that_its_words_need() -> None:
    columns = [Column(key=str(number), title="Accomplishments") for number in range(9)]
    style = _style(columns, *("a",) * 9)
    # A column: the bold word, as wide as a letter may be, and the space around it; all in ems.
    (width,) = re.findall(r"@media screen and \(min-width: 48.01rem\) { #table-1 { min-width: (.*)em; } }", style)
    assert float(width) == pytest.approx(9 * (longest_word(["Accomplishments"], is_bold=True) * 1.05 + 0.85), abs=0.05)
    assert 85 < float(width) < 95


def test_html__breaks_no_word_of_a_short_column_beside_long_texts_in_a_narrow_window() -> None:
    columns = [Column(key="action", title="Action"), Column(key="activity", title="Activity", width=200)]
    style = _style(columns, "1.1", "A sentence of some length. " * 40)
    (least,) = re.findall(r"#table-1 { min-width: (.*)em; }", style)
    share = float(re.findall(r"#table-1 col:nth-child\(1\) { width: (.*)%; }", style)[0])
    needed = 1.05 * longest_word(["Action"], is_bold=True) + 0.85
    assert float(least) * share / 100 >= needed - 0.05
    assert float(least) < 75, "paper in portrait format, in letters of 7 points"


def test_html__never_makes_a_table_wider_than_a_window_of_1280_pixels() -> None:
    columns = [Column(key=str(number), title="Accomplishments") for number in range(20)]
    style = _style(columns, *("a",) * 20)
    assert "#table-1 { min-width: 95.0em; }" in style
    assert 95 * 12.8 < 1280 - 2 * 16 - 15, "the letters, beside the margins and a bar to scroll down"


def test_html__gives_a_column_of_codes_the_width_that_its_codes_need() -> None:
    titles = ("Led by", "Activity", "Description", "Target", "Timing", "Participants")
    columns = [Column(key=title, title=title, width=60) for title in titles]
    style = _style(columns, "QM", *("A sentence of some length. " * 20,) * 5)
    shares = [float(share) for share in re.findall(r"#table-1 col:nth-child\(\d\) { width: (.*)%; }", style)]
    assert sum(shares) == pytest.approx(100, abs=0.5)
    needed = 1.05 * longest_word(["Led"], is_bold=True) + 0.85
    assert shares[0] / 100 * 72 >= needed - 0.05
    assert max(shares[1:]) - min(shares[1:]) < 0.2, "texts of the same length get the same room"


def test_html__may_break_a_line_behind_a_slash_but_never_in_a_code() -> None:
    source = html(document(table(Row("1", ("Identify/prosecute/disrupt", "I/D SG, 17793/2/11, QM/QN")))))
    assert "Identify/<wbr>prosecute/<wbr>disrupt" in source
    assert "I/D SG, 17793/2/11, QM/QN" in source
    assert check(source).one("tbody").text.strip() == "Identify/prosecute/disruptI/D SG, 17793/2/11, QM/QN"


def test_html__prints_a_table_of_many_words_in_landscape_format() -> None:
    names = [f"Participants {number}" for number in range(9)]
    body = Table(tuple(Column(key=name, title=name) for name in names), (Row("1", tuple(names)),))
    wide = document(Section(key="wide", title="Wide", body=body))
    assert "@page { size: A4 landscape; }" in check(html(wide)).one("style").text
    assert "@page { size: A4 portrait; }" in check(html(SAMPLE)).one("style").text


def test_html__prints_a_note_below_the_first_row_that_refers_to_it() -> None:
    found = check(html(SAMPLE))
    rows = [row.attributes.get("id") or row.text for row in found.one("tbody").all("tr")]
    assert rows == [
        "row/table/1.1",
        "[7] Only if asked.",
        "row/table/1.2",
        "[note 1] Look there.\nThen here.",
        "row/table/1.3",
        "row/table/1.4",
    ]
    screen, _, paper = found.one("style").text.partition("@media print")
    assert ".notes-below { display: none; }" in screen
    assert "tr, tr[hidden], .notes-below { display: table-row; }" in paper
    assert ".scroll + .notes, .records + .notes { display: none; }" in paper


def test_html__splits_a_row_over_pages_but_not_its_titles() -> None:
    paper = check(html(SAMPLE)).one("style").text.partition("@media print")[2]
    kept = [rule.partition("{")[0].strip() for rule in re.findall(r"[^{}]*{[^{}]*break-inside: avoid[^{}]*}", paper)]
    assert "thead tr, .record tr" in kept
    assert not [rule for rule in kept if rule in {"tr", "tr, tr[hidden]", "tbody tr", "td"}]


def test_html__makes_a_table_of_titles_and_values_of_each_record() -> None:
    rows = (
        Row("1", ("1", "Meet", TableCell(None, (), FillIn()))),
        Row("2", ("2", None, None)),
        Row("3", ("3", "x", "y")),
    )
    section = attrs.evolve(table(*rows, types=(ColumnType.TEXT,) * 3), layout=Layout.RECORDS)
    found = page(document(section))
    records = found.all("table")
    assert [record.attributes["id"] for record in records] == ["row/table/1", "row/table/2", "row/table/3"]
    assert [record.one("thead").text.strip() for record in records] == ["Column 0 1", "Column 0 2", "Column 0 3"]
    titles = [[cell.text for cell in record.all("th", scope="row")] for record in records]
    assert titles == [["Column 1", "Column 2"], [], ["Column 1", "Column 2"]]
    assert [cell.text for cell in records[2].all("td")] == ["x", "y"]
    assert found.all("input", id="filter")


def test_html__names_a_record_by_its_key_where_no_cell_does() -> None:
    section = attrs.evolve(table(Row("r1", ("a", "b")), Row("r2", ("a", "c"))), layout=Layout.RECORDS)
    assert [head.text.strip() for head in page(document(section)).all("thead")] == ["Row r1", "Row r2"]


def test_html__keeps_the_answers_of_a_cell_that_names_a_record() -> None:
    cell = TableCell("a", (), FillIn(("yes", "no")))
    section = attrs.evolve(table(Row("a", (cell, "b")), Row("c", ("c", "d"))), layout=Layout.RECORDS)
    first, second = check(html(document(section))).all("table")
    assert [head.one("thead").text.strip() for head in (first, second)] == ["Row a", "Column 0 c"]
    assert [[title.text for title in record.all("th", scope="row")] for record in (first, second)] == [
        ["Column 0", "Column 1"],
        ["Column 1"],
    ]
    (answer,) = first.one("tbody").all("span", **{"class": "answer"})
    assert answer.text == "To fill in: a"
    assert [option.text for option in first.one("ul", **{"class": "options"}).all("li")] == ["yes", "no"]


def test_html__has_the_notes_of_records_below_them() -> None:
    section = attrs.evolve(table(Row("1", (TableCell("1", (CellNote("Maybe.", "7"),)), "b"))), layout=Layout.RECORDS)
    found = page(document(section))
    assert found.one("thead").one("a").attributes["href"] == "#note/table/1"
    assert found.one("ul", **{"class": "notes"}).text.split() == ["[7]", "Maybe."]
    assert found.one("tr", **{"class": "notes-below"}).text == "[7] Maybe."


def test_html__prints_a_sheet_across_on_pages_of_its_own() -> None:
    sheet = attrs.evolve(table(Row("1", ("a", "b"))), layout=Layout.SHEET)
    found = page(document(sheet, WORDS))
    assert [part.attributes.get("class") for part in found.all("section")] == ["sheet", None]
    assert "size: A4 landscape" in found.one("style").text
    assert "size: A4 portrait" in page(document(attrs.evolve(WORDS, layout=Layout.SHEET))).one("style").text


def test_html__prints_records_of_many_columns_upright() -> None:
    words = tuple("word" * 4 for _ in range(12))
    wide = table(Row("1", words), types=(ColumnType.TEXT,) * 12)
    assert "size: A4 landscape" in page(document(wide)).one("style").text
    records = attrs.evolve(wide, layout=Layout.RECORDS)
    assert "size: A4 portrait" in page(document(records)).one("style").text


def test_the_widths_of_columns__are_for_the_longest_word_and_more_for_long_texts() -> None:
    columns = (Column(key="a", title="#"), Column(key="b", title="Activity", width=40), Column(key="c", title="Leader"))
    rows = (Row("1", ("1.1", "Exchange information on new routes. " * 5, "Frontex")),)
    given = document(Section(key="t", title="T", body=Table(columns, rows)))
    (section,) = make_page(given, words_in("en")).sections
    assert section.table is not None
    number, activity, leader = section.table.widths.shares
    assert number < leader < activity
    assert sum(section.table.widths.shares) == pytest.approx(100, abs=0.2)


def test_the_widths_of_columns__leave_room_for_what_is_to_be_filled_in() -> None:
    columns = tuple(Column(key=key, title="Note", width=30) for key in "ab")
    rows = (Row("1", (TableCell(None, (), FillIn()), None)),)
    given = document(Section(key="t", title="T", body=Table(columns, rows)))
    (section,) = make_page(given, words_in("en")).sections
    assert section.table is not None
    to_fill_in, empty = section.table.widths.shares
    assert to_fill_in > 2 * empty


def test_html__names_the_extra_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    writing._environment.cache_clear()
    with pytest.raises(
        MissingExtraError, match=r"""^The format 'html' needs Jinja2: run 'pip install "empact\[html\]"'\.$"""
    ):
        SESSION.export(SESSION.load("oap-c-2012"), to="html")
    monkeypatch.undo()
    assert check(html(SAMPLE)).one("title").text == "Minutes of a meeting"


def test_a_source__has_the_line_ends_that_a_browser_makes_of_any_other() -> None:
    environment = jinja2.Environment(loader=jinja2.DictLoader({"style.css": "a {\r\n}\r\n"}), autoescape=True)
    assert writing._source(environment, "style.css") == "a {\n}\n"


class TestHtml(ExporterContract):
    plugin = empact.plugins.html
    format = "html"


def test_the_widths_of_columns__know_that_some_letters_are_wide() -> None:
    columns = (Column(key="a", title="Mammaw"), Column(key="b", title="Letter"))
    given = document(Section(key="t", title="T", body=Table(columns, (Row("1", ("1", "2")),))))
    (section,) = make_page(given, words_in("en")).sections
    assert section.table is not None
    wide, usual = section.table.widths.shares
    assert wide > 1.3 * usual
