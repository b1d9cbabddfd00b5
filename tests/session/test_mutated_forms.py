"""Forms with damage of every kind: each is read or refused, in bounded time and memory."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.support.filled_forms import filled_document, filled_workbook, workbook_bytes
from tests.support.filled_sheets import Answers, sheet_bytes, word_sheet
from tests.support.paths import ROOT

import oap_invented_2031
from empact import Session

PLAN = "oap-invented-2031"
DOCUMENTS: Mapping[str, Mapping[str, Any]] = {
    "read_report": {"document": "report-form", "checkpoint": "June"},
    "read_replies": {"document": "tasking"},
}
"""The form that comes back, by the call that reads it."""
SHEET: Answers = {"on": "2031-02-03", "1.1": "confirm", "2.2": ("decline", "No patrols."), "3.1": "confirm"}
ANSWERS = {
    "Q-2031 on": "2031-06-28",
    "Q-2031:2.2 status": "live",
    "Q-2031:2.2/1 total": "8",
    "Q-2031:2.2 narrative": "Eight patrols.",
    "Q-2031:1.1/1 own": "nothing to report",
}
MEMORY = 600_000_000
"""The most bytes that a program may address while it reads."""
READER = """
import io, signal, sys
from pathlib import Path
from tests.support.mutated_forms import mutated_forms
import oap_invented_2031
from empact import Session
from empact.diagnostics import PLUGIN_FAILED
session = Session(plugins=[oap_invented_2031])
context = session.context(session.load("oap-invented-2031"))
forms = {suffix: Path(sys.argv[1], f"QO.{suffix}").read_bytes() for suffix in ("xlsx", "docx")}
read = 0
for number, (suffix, data) in enumerate(mutated_forms(forms, int(sys.argv[2]))):
    file = io.BytesIO(data)
    file.name = f"{number}.{suffix}"
    signal.setitimer(signal.ITIMER_PROF, 5)  # in seconds of work: other programs may have the processor
    reading = getattr(session, sys.argv[3])(file, context, format=suffix)
    signal.setitimer(signal.ITIMER_PROF, 0)
    read += reading.value is not None
    assert reading.value is not None or reading.diagnostics, number
    for problem in reading.diagnostics:
        assert problem.kind is not PLUGIN_FAILED, (number, problem)
        assert len(problem.message) < 400, (number, problem.message)
print(number + 1, read)
"""
"""A program that reads so many damaged forms of QO, and prints how many became a report or confirmations."""


@pytest.mark.skipif(sys.platform != "linux", reason="needs limits of memory that are kept")
@pytest.mark.parametrize("call", DOCUMENTS)
@pytest.mark.parametrize("number", [60, pytest.param(2000, marks=pytest.mark.oracle)])
def test_read__of_a_damaged_form_reads_or_refuses_it(number: int, call: str, tmp_path: Path) -> None:
    session = Session(plugins=[oap_invented_2031])
    plan = session.load(PLAN)
    for to in ("xlsx", "docx"):
        form = session.export(plan, party="QO", to=to, **DOCUMENTS[call])
        (tmp_path / f"QO.{to}").write_bytes(filled(form, call, is_book=to == "xlsx"))
    done = subprocess.run(
        [sys.executable, "-c", READER, str(tmp_path), str(number), call],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
        timeout=600,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    )
    assert done.returncode == 0, done.stderr
    tried, read = map(int, done.stdout.split())
    assert tried == number
    assert number / 10 < read < number / 2  # neither is all refused, nor is the damage slight


def filled(form: bytes, call: str, *, is_book: bool) -> bytes:
    """A form with answers."""
    if call == "read_report":
        return workbook_bytes(filled_workbook(form, ANSWERS)) if is_book else filled_document(form, ANSWERS)
    return sheet_bytes(form, SHEET) if is_book else word_sheet(form, SHEET, "Q-2031 on")
