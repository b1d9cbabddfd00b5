"""The tasking sheet on paper: Chromium prints it, and its first page is one sheet that a coordinator can work with."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

import oap_c_2012
from empact import Plan, Session
from empact.documents import Document, Table, build_tasking

pytestmark = pytest.mark.oracle

SESSION = Session([oap_c_2012])
PLAN = SESSION.load("oap-c-2012")
MOST = 15
"""The most actions of a party in the plan of 2012: those of PL."""
SMALLEST = 7
"""The size of the smallest text, in points."""


def _run(*command: str | Path) -> str:
    program = shutil.which(str(command[0]))
    assert program is not None, f"install {command[0]}"
    done = subprocess.run([program, *command[1:]], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _printed(folder: Path, *plans: Plan, party: str) -> tuple[Document, Path]:
    document = build_tasking(SESSION.context(*plans), party=party)
    page, paper = folder / f"{party}.html", folder / f"{party}.pdf"
    page.write_bytes(SESSION.export(*plans, document="tasking", to="html", party=party) or b"")
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
    _run("chromium", *quiet, f"--print-to-pdf={paper}", page.as_uri())
    return document, paper


def _sheets(paper: Path) -> list[str]:
    return _run("pdftotext", "-layout", paper, "-").split("\f")[:-1]


def _actions(document: Document) -> list[str]:
    body = document.section("overview").body
    assert isinstance(body, Table)
    return [row.key for row in body.rows]


def _numbers(sheet: str) -> list[str]:
    """The numbers of actions at the beginning of lines."""
    return re.findall(r"^ *((?:[A-Z]-\d{4}:)?\d\.\d+)\s\s", sheet, re.MULTILINE)


@pytest.mark.parametrize("party", ["HU", "DE", "UK", "Frontex", "EL", "PL"])
def test_the_first_table__is_alone_on_one_sheet_across(party: str, tmp_path: Path) -> None:
    document, paper = _printed(tmp_path, PLAN, party=party)
    first, second, *_ = _sheets(paper)
    assert _numbers(first) == _actions(document)
    assert "Competent" in first
    assert "The plan" not in first
    assert "Actions by date" not in second
    assert len(_actions(document)) <= MOST
    assert re.search(r"Page size:\s+841\.\d+ x 59\d\.\d+ pts \(A4\)", _run("pdfinfo", paper))


def test_the_first_table__is_readable(tmp_path: Path) -> None:
    _, paper = _printed(tmp_path, PLAN, party="PL")
    sizes = re.findall(r'<fontspec [^>]*size="(\d+)"', _run("pdftohtml", "-xml", "-i", "-stdout", "-zoom", "1", paper))
    assert min(map(int, sizes)) >= SMALLEST


def test_the_details__take_fewer_sheets_than_a_wide_table_would(tmp_path: Path) -> None:
    _, paper = _printed(tmp_path, PLAN, party="HU")
    assert len(_sheets(paper)) <= 10


def test_the_first_table__of_too_many_actions_goes_on_with_its_headers(tmp_path: Path) -> None:
    lines = "\n".join(
        f'- {{number: "1.{number}", leaders: HU, participants: All MS, timing: May, activity: To act.}}'
        for number in range(1, 61)
    )
    head = "empact: plan/1\nid: X-2031\nmarking: LIMITE\nperiod: {start: 2031-01-01, end: 2031-12-31}\n"
    plan = SESSION.loads(f"{head}actions:\n{lines}\n", format="yaml")
    document, paper = _printed(tmp_path, plan, party="HU")
    sheets = _sheets(paper)
    table = [sheet for sheet in sheets if "Competent" in sheet]
    assert len(table) > 1
    assert sheets[: len(table)] == table
    assert [number for sheet in table for number in _numbers(sheet)] == _actions(document)
    assert all("LIMITE" in sheet for sheet in sheets)
