"""Markdown as GitHub's own converter, cmark-gfm, reads it: each text is what it was, and no text is markup."""

from __future__ import annotations

import shutil
import subprocess
from html.parser import HTMLParser

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.support.written import document, made, table

from empact.documents import CellNote, Column, Document, Layout, Row, Section, Table, TableCell, Text
from empact.hooks import printable
from empact.testing import documents

pytestmark = pytest.mark.oracle

EXTENSIONS = ("table", "autolink", "strikethrough", "footnotes", "tagfilter", "tasklist")
TAGS = {"p", "br", "strong", "h1", "h2", "h3", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"}
NOTES = {"sup", "a", "section"}
SIGNS = st.text(st.sampled_from("ab1 .)(-+=:|\\`*_~<>[]{}#!&;$@/^\"'\n\t\xa0"), max_size=20)
ODD = SIGNS | st.sampled_from(
    [
        *("- a\n\n    b", "1. a", "a\n===", "a\n:---", "| a |\n| - |", "[a]: b", "[^1]: b", "<b>", "<!--", "~~~\na"),
        *("```", "***", "[x] a", "- [ ] a", "www.example.org", "https://example.org/a_b", "ftp://example.org", "&amp;"),
        *("\\", "a\\", "|\\|", "a  \nb", "a\\\nb", "\x1b[2J", "![a](b)", "**a**", "__a__", "# a #", "> a", "a\x0bb"),
    ]
)


class Page(HTMLParser):
    """The tags, the links and the texts of a page: of headings, paragraphs and cells."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag in {"h1", "h2", "h3", "li", "p", "td", "th"}:
            self.texts.append((tag, ""))
        elif tag == "br":
            self.handle_data("\n")
        elif tag == "a":
            target = str(dict(attrs)["href"])
            # GitHub makes a link of each mail or chat address, however it is escaped.
            self.links += [] if target.startswith(("mailto:", "xmpp:")) else [target]

    def handle_data(self, data: str) -> None:
        if self.texts:
            tag, text = self.texts[-1]
            self.texts[-1] = (tag, text + data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def of(self, tag: str) -> list[str]:
        return [lines_of(text) for name, text in self.texts if name == tag]


def lines_of(text: str) -> str:
    """A text as a browser shows it: its lines, without the space around them."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def convert(made_of: Document) -> Page:
    command = shutil.which("cmark-gfm")
    assert command is not None, "install cmark-gfm"
    (text,) = made("markdown", made_of).values()
    options = [option for name in EXTENSIONS for option in ("-e", name)]
    done = subprocess.run([command, "--unsafe", *options], input=text.encode(), capture_output=True, check=True)
    return Page(done.stdout.decode())


def shown(text: str) -> str:
    return lines_of(printable(text))


def heading(text: str) -> str:
    return " ".join(printable(" ".join(text.split())).split())


def slow(share: int) -> settings:
    return settings(max_examples=max(1, settings().max_examples // share), deadline=None)


@slow(4)
@given(title=ODD, paragraph=ODD, cell=ODD, column=ODD)
@example(title="a#", paragraph="a\n:---", cell="a\\", column="|")
@example(title="a@b.org", paragraph="xmpp:a@b.org", cell="mailto:a@b.org", column="a")
def test_each_text__is_what_it_was(title: str, paragraph: str, cell: str, column: str) -> None:
    columns = (Column(key="a", title=column), Column(key="b", title="Column 1"))
    sections = (
        Section(key="a", title=title, body=Table(columns, (Row("1", (cell, "end")),))),
        Section(key="b", title="Text", body=Text((paragraph,))),
    )
    page = convert(attrs.evolve(document(*sections), title=title))
    assert page.tags - {"a"} <= TAGS
    assert page.links == []
    assert page.of("h1") == [heading(title)]
    assert page.of("h2") == [heading(title), "Text"]
    assert page.of("th") == [heading(column), "Column 1"]
    assert page.of("td") == [shown(cell), "end"]
    first, *paragraphs, last = page.of("p")
    assert (first, last) == ("LIMITE", "LIMITE")
    assert "\n".join(paragraphs) == shown(paragraph)


@slow(4)
@given(key=ODD, cell=ODD, column=ODD)
@example(key="a#", cell="- a", column="1. a")
def test_each_text_of_a_record__is_what_it_was(key: str, cell: str, column: str) -> None:
    columns = (Column(key="a", title="Column 0"), Column(key="b", title=column))
    body = Table(columns, (Row("1", ("1", cell)), Row(f"{key} x", ("", None))))
    page = convert(document(Section(key="a", title="A", body=body, layout=Layout.RECORDS), marking=None))
    assert page.tags - {"a"} <= TAGS - {"ol"}
    assert page.of("h3") == ["Column 0 1", heading(f"{key} x")]
    assert page.of("li") == [shown(f"{heading(column)}: {cell}"), "Column 0:"]


@slow(4)
@given(note=ODD)
def test_each_note__is_a_footnote(note: str) -> None:
    cells = (TableCell("a[^7]", (CellNote(note, "7"),)), TableCell("b"))
    page = convert(document(table(Row("1", cells)), marking=None))
    assert page.tags <= TAGS | NOTES
    assert all(link.startswith("#") for link in page.links)
    (text,) = page.of("p")
    assert text.startswith(shown(f"Note 7: {note}"))


@slow(4)
@given(documents())
def test_a_document_of_any_shape__has_only_the_markup_of_the_writer(made_of: Document) -> None:
    page = convert(made_of)
    assert page.tags <= TAGS | NOTES
    assert all(link.startswith(("#", "https://www.example.org/", "https://example.org/")) for link in page.links)
