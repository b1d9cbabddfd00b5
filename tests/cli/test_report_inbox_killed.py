"""An inbox that is added by a program that is killed: each file is whole or absent, and a second run ends it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.support.filled_forms import filled_document, filled_workbook, workbook_bytes
from tests.support.killing import killed_at_each_moment, needs_kill

import oap_invented_2031
from empact import Config, Session
from empact.cli.app import main

PLAN = "oap-invented-2031"
WORK = """
from click.testing import CliRunner
import oap_invented_2031
from empact import Config, Session
from empact.cli.app import main

def work(folder):
    session = Session([oap_invented_2031], config=Config(workspace=str(folder)))
    call = ["report", "add", "oap-invented-2031", str(top / "inbox"), "--create"]
    done = CliRunner().invoke(main, call, obj=session)
    assert done.exit_code == 0, done.output
"""
"""Adds an inbox."""
POINTS = ("empact.session.report_adding:keep_received", "empact.session.report_adding:write_reports")


def inbox(folder: Path) -> None:
    """Put three forms that came back into a folder: a workbook, a Word document and a text."""
    session = Session([oap_invented_2031])
    plan = session.load(PLAN)
    forms = {
        to: session.export(plan, document="report-form", party=party, checkpoint="June", to=to)
        for party, to in (("QO", "xlsx"), ("QP", "docx"))
    }
    book = filled_workbook(forms["xlsx"], {"Q-2031 on": "2031-06-28", "Q-2031:2.2/1 total": 8})
    word = filled_document(forms["docx"], {"Q-2031 on": "2031-06-29", "Q-2031:2.2/1 own": 5})
    folder.mkdir()
    (folder / "QO.xlsx").write_bytes(workbook_bytes(book))
    (folder / "QP.docx").write_bytes(word)
    (folder / "QX.yaml").write_text(
        "empact: report/1\nplan: Q-2031\ncheckpoint: June 2031\nby: QX\non: 2031-06-30\nsource: mail\n"
        'actions:\n  - {action: "2.2", figures: [{kpi: 1, scope: own, value: 2}]}\n',
        encoding="utf-8",
    )


def recorded(folder: Path) -> dict[str, bytes]:
    """The files of a workspace that are not hidden, by their paths in it."""
    paths = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


@pytest.mark.one_python
@needs_kill
@pytest.mark.parametrize("moments", [4, pytest.param(200, marks=pytest.mark.oracle)])
def test_add_of_an_inbox__killed_at_any_moment_is_ended_by_a_second_run(tmp_path: Path, moments: int) -> None:
    inbox(tmp_path / "inbox")
    folders = killed_at_each_moment(tmp_path, WORK, moments=moments, points=POINTS)
    whole = recorded(tmp_path / "whole")
    assert sorted(Path(name).parts[0] for name in whole) == ["received", "received", "reports", "reports", "reports"]
    states: dict[frozenset[str], Path] = {}
    for folder in folders:
        there = recorded(folder)
        assert all(data == whole[name] for name, data in there.items())
        received = {Path(name).stem for name in there if name.startswith("received")}
        named = {word for name, data in there.items() if name.startswith("reports") for word in data.decode().split()}
        digests = {Path(name).stem for name in whole if name.startswith("received")}
        assert named & digests <= received  # no report without the file that it came in
        states[frozenset(there)] = folder
    assert moments < 200 or {len(state) for state in states} == {0, 1, 2, 3, 4, 5}
    for state, folder in states.items():
        session = Session([oap_invented_2031], config=Config(workspace=str(folder)))
        again = CliRunner().invoke(main, ["report", "add", PLAN, str(tmp_path / "inbox"), "--create"], obj=session)
        assert again.exit_code == 0, again.output
        assert recorded(folder) == whole
        assert again.stderr.count("is already there") == sum(name.startswith("reports") for name in state)
