"""The Markdown writer: GitHub-flavoured Markdown in which only the writer's own signs are markup."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest
from tests.support.written import NOTED, SAMPLE, document, made, table

import empact.plugins.markdown
from empact.documents import (
    CellNote,
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
from empact.plugins.markdown.escaping import line, paragraphs
from empact.testing import ExporterContract


def markdown(document: Document) -> str:
    (text,) = made("markdown", document).values()
    return text


def test_markdown__has_headings_tables_footnotes_and_the_marking_at_both_ends() -> None:
    assert markdown(SAMPLE) == (
        """\
**LIMITE**

# Minutes of a meeting

- Plan: X
- As of: 2012-06-30

## A table

| Column 0 | Column 1 |
| --- | ---: |
| Train.[^1] | 5 |
| Meet[^2] | \\[7\\] |
| See [^1], there | \\[\\_\\_\\_\\_\\_\\_\\] (yes, no) |
|  | \\[\\_\\_\\_\\_\\_\\_\\] |

## Words

One.

Two;=2

[^1]: Note 7: Only if asked.

[^2]: Note: Look there.<br>Then here.

**LIMITE**
"""
    )


def test_markdown__has_footnotes_in_texts_and_smaller_headings_below_others() -> None:
    assert """\
### Noted

Based on the OCTA[^1], and \\*agreed\\*[^1].

- Two[^2]

[^1]: Note 1: doc. 1 \\| 2

[^2]: Note: Look there.
""" in markdown(document(NOTED))


def test_markdown__says_that_a_table_has_no_cells() -> None:
    nothing = Section(key="none", title="No columns", body=Table((), (Row("1", ()),)))
    assert "## A table\n\nNone.\n\n## No columns\n\nNone.\n" in markdown(document(table(), nothing))


def test_markdown__writes_records_as_a_heading_and_a_list_for_each_row() -> None:
    rows = (
        Row("1.1", ("1.1", ("- Meet", "| Train"))),
        Row("1.2", (TableCell("1.2", (CellNote("Maybe.", "7"),)), None)),
        Row("x", ("y", TableCell(None, (), FillIn()))),
        Row("# z", ("# z", None)),
    )
    section = attrs.evolve(table(*rows, types=(ColumnType.TEXT, ColumnType.LIST)), layout=Layout.RECORDS)
    assert """\
## A table

### Column 0 1.1

- Column 1: - Meet<br>\\| Train

### Column 0 1.2

- Column 0: 1.2[^1]

### x

- Column 0: y
- Column 1: \\[\\_\\_\\_\\_\\_\\_\\]

### Column 0 \\# z

[^1]""" in markdown(document(section))


def test_markdown__numbers_two_notes_with_one_mark_apart() -> None:
    cells = (TableCell("a[^7]", (CellNote("One.", "7"),)), TableCell("b[^7]", (CellNote("Two.", "7"),)))
    text = markdown(document(table(Row("1", cells))))
    assert "| a[^1] | b[^2] |" in text
    assert "[^1]: Note 7: One.\n\n[^2]: Note 7: Two." in text


def test_markdown__makes_a_link_of_a_web_address_only() -> None:
    cells = (Hyperlink("He|re]", "https://example.org/?a=1&b=2"), Hyperlink("x", "javascript:alert(1)"))
    text = markdown(document(table(Row("1", cells), types=(ColumnType.LINK, ColumnType.LINK))))
    assert r"| [He\|re\]](<https://example.org/?a=1\&b=2>) | x \<javascript:alert(1)\> |" in text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "=1+1"),
        ("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
        ("a | b", r"a \| b"),
        (r"a\|b", r"a\\\|b"),
        ("*a* _b_ `c` ~d~ $e$", r"\*a\* \_b\_ \`c\` \~d\~ \$e\$"),
        ("![x](y) [^7] &amp;", r"!\[x\](y) \[^7\] \&amp;"),
        ("# a ## ", r"\# a \#\#"),
        ("http://x.org www.x.org WWW.x.org", r"http\://x.org www\.x.org WWW\.x.org"),
        ("a\n b\t c", "a b c"),
        ("a\x1b[2Jb\u202e", r"a\\x1b\[2Jb\\u202e"),
        ("../../etc/passwd", "../../etc/passwd"),
    ],
)
def test_line__has_no_markup(text: str, written: str) -> None:
    assert line(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\nb", ["a\\\nb"]),
        ("a\n\n \n b \n", ["a", "b"]),
        ("- a\n+ b", ["- a", "\\+ b"]),
        ("a\n- # b\n- - c", ["a", "- \\# b\n- \\- c"]),
        ("1. a\n12) b", ["1\\. a\\\n12\\) b"]),
        ("a\n===", ["a\\\n\\==="]),
        ("a\n---", ["a\\\n\\---"]),
        ("a\n:---", ["a\\\n\\:---"]),
        ("    code", ["code"]),
        ("\t\n", []),
    ],
)
def test_paragraphs__start_no_block(text: str, written: list[str]) -> None:
    assert paragraphs(text) == written


def test_markdown__writes_odd_titles_in_one_line() -> None:
    odd = "a\n# b | c"
    section = Section(key="a", title=odd, body=Text(()))
    text = markdown(attrs.evolve(document(section, day=dt.date(2012, 3, 1)), title=odd, marking="x\ny"))
    assert text == "**x y**\n\n# a \\# b \\| c\n\n- Day: 2012-03-01\n\n## a \\# b \\| c\n\n**x y**\n"


class TestMarkdown(ExporterContract):
    plugin = empact.plugins.markdown
    format = "markdown"
