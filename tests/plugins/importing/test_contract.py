"""The reader keeps the requirements for readers, and its work grows with the document and no faster."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest
from tests.plugins.importing.pdf.test_reader import read_here
from tests.support.council_word import later
from tests.support.linear import growth
from tests.support.office import word
from tests.support.pdf_pages import pdf, plan
from tests.support.word_tables import TITLES, across, actions, cell, table, text

import empact.plugins.importing
from empact.hooks import ReadContext, Unreadable
from empact.plugins.importing.docx import read
from empact.plugins.importing.pdf import reader
from empact.testing import ReaderContract


class TestWordReader(ReaderContract):
    plugin = empact.plugins.importing
    format = "docx"

    def complete_files(self) -> list[bytes]:
        return [later.later(), word(text("Operational Action Plan 2031") + table(TITLES, *actions("1.1", "1.2")))]


class TestPdfReader(ReaderContract):
    """The walk is in the process of the tests here: what else the reader uses is not hidden behind the other one."""

    plugin = empact.plugins.importing
    format = "pdf"

    @pytest.fixture(autouse=True)
    def _one_process(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reader, "read_pdf", read_here)

    def complete_files(self) -> list[bytes]:
        return [pdf(plan(("1.1", "Do one thing.", "QM", "May 2031"), ("1.2", "Do another.", "QN", "")))]


def _rows(count: int) -> str:
    return table(TITLES, *actions(*(f"1.{number}" for number in range(count))))


def _tables(count: int) -> str:
    return "<w:p/>".join([table(TITLES, *actions("1.1"))] * count)


def _goals(count: int) -> str:
    rows = (row for number in range(count) for row in (across(f"SG {number}: Do."), *actions(f"{number}.1")))
    return table(TITLES, *rows)


def _paragraphs(count: int) -> str:
    return text("Operational Action Plan 2031") + text("1. Aim", "<w:b/>") + text("A word.") * count + _rows(1)


def _lines(count: int) -> str:
    return table(TITLES, ("1.1", "a \n b" * count, "QM", "May"))


def _emphasis(count: int) -> str:
    words = "".join(
        f"<w:r>{look}<w:t>word</w:t></w:r>" for look in ("<w:rPr><w:i/></w:rPr>", "", "<w:rPr><w:b/></w:rPr>")
    )
    styled = f"<w:tc><w:p>{words}</w:p></w:tc>"
    return table(TITLES, *([cell(f"1.{number}"), styled, cell("QM"), styled] for number in range(count)))


def _merged(count: int) -> str:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = ([cell(f"1.{number}"), cell("Do."), cell("QM", on if number else down), cell("")] for number in range(count))
    return table(TITLES, *rows)


@pytest.mark.parametrize("body", [_rows, _tables, _goals, _paragraphs, _lines, _emphasis, _merged])
def test_reader__takes_twice_as_long_for_twice_as_much(body: Callable[[int], str]) -> None:
    def work(count: int) -> Callable[[], object]:
        data = word(body(count))
        return lambda: _read(data)

    assert growth(work, 40) < 2.3


def _read(data: bytes) -> None:
    with contextlib.suppress(Unreadable):
        read(data, ReadContext(file="plan.docx", options={"accept": True}))
