"""Plans in CSV: separators, encodings, quotes, and texts that look like formulas."""

from __future__ import annotations

import pytest
from tests.support.plan_sheets import SESSION, reading, said

from empact.plugins.csv.write import harmless, unescaped

ROWS = [["#", "Activity", "Leader", "Timing"], ["1.1", 'Visit "all"; ports, one\nby one\there.', "QM", "May 2031"]]
ACTION = {
    "number": "1.1",
    "activity": 'Visit "all"; ports, one\nby one\there.',
    "leaders": "QM",
    "timing": "May 2031",
}


def lines(separator: str, end: str = "\r\n") -> str:
    quoted = ([f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in ROWS)
    return "".join(separator.join(row) + end for row in quoted)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_file__with_each_separator_and_encoding_is_read(separator: str, encoding: str) -> None:
    found = reading(lines(separator, "\n").encode(encoding), "csv")
    assert SESSION.tree(found.require())["actions"] == [ACTION]
    assert said(found) == []


def test_file__that_names_its_separator_is_read() -> None:
    found = reading(f"sep=;\r\n{lines(';')}".encode(), "csv")
    assert SESSION.tree(found.require())["actions"] == [ACTION]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le"])
def test_file__in_another_encoding_is_refused(encoding: str) -> None:
    found = reading("#,Activity,Leader,Timing\n1.1,Prüfen,QM,May 2031\n".encode(encoding), "csv")
    assert found.value is None
    (finding,) = found.diagnostics
    assert finding.message == "The file is not a text in UTF-8."


def test_quote__that_is_not_closed_is_refused_with_its_line() -> None:
    found = reading(b'#,Activity,Leader,Timing\n1.1,"Visit,QM,May 2031\n', "csv")
    assert found.value is None
    (finding,) = found.diagnostics
    assert finding.message == "The quotes of a cell do not fit: unexpected end of data."
    assert finding.place.line == 2


def test_cell__that_is_too_long_is_refused_with_the_limit() -> None:
    found = reading(f"#,Activity,Leader,Timing\n1.1,{'long ' * 30_000},QM,May 2031\n".encode(), "csv")
    assert found.value is None
    (finding,) = found.diagnostics
    assert finding.message == "A cell has more than 131,072 characters, which is the most of a cell in CSV."
    assert finding.place.line == 2


def test_formula__in_a_text_is_read_as_a_text() -> None:
    found = reading(b"#,Activity,Leader,Timing\n1.1,=A1+2,QM,May 2031\n", "csv")
    (action,) = SESSION.tree(found.require())["actions"]
    assert action["activity"] == "=A1+2"
    assert said(found) == ["cell B2: guessed: The text '=A1+2' looks like a formula; it is read as a text."]


@pytest.mark.parametrize("text", ["=1+1", "'=1+1", "''@x; =2", "- item\n-1", "a\n'+b", "'words'", "'- item"])
def test_escape__is_undone(text: str) -> None:
    assert unescaped(harmless(text)) == text
    assert harmless("'=1") == "''=1"
