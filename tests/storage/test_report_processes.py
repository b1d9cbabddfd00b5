"""Reports, operations, KPI registers and seals under several processes and under a kill: each is whole or absent."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.support.killing import killed_at_each_moment, needs_kill

from empact import Session
from empact.storage.records import REPORTED

WRITER = """
import datetime as dt, sys
from pathlib import Path
from empact import Session, parse_parties
from empact.model import ActionReport, Prose, Report
folder, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
session = Session()
def report(text):
    day = dt.date(2031, 6, 28)
    by = parse_parties("QN")
    said = ActionReport(action="1.1", narrative=Prose(text=text))
    return Report(plan="Q-2031", checkpoint="June", by=by, on=day, source="A form", actions=(said,))
session.workspace.reports.add(report("first"), folder.parent / ("warm-" + name), create=True)
print("ready", flush=True)
sys.stdin.readline()
for number in range(count):
    print(session.workspace.reports.add(report(f"{name} {number} " + "x" * 4000), folder, create=True).id, flush=True)
"""
"""A program that adds so many reports, one after the other, and prints the id of each once it is written."""


def writer(folder: Path, name: str, count: int) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", WRITER, str(folder), name, str(count)]
    return subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def start(*processes: subprocess.Popen[str]) -> None:
    """Let programs that have loaded everything begin, as nearly at once as can be."""
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()


def test_add__of_two_processes_at_once_loses_no_report(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    processes = [writer(folder, name, 8) for name in ("a", "b")]
    start(*processes)
    promised: set[str] = set()
    for process in processes:
        out, _ = process.communicate(timeout=60)
        assert process.returncode == 0
        promised |= set(out.split())
    read = Session().workspace.reports.read(folder)
    assert list(read.diagnostics) == []
    assert {filed.id for filed in read.of_plan("Q-2031")} == promised
    assert len(promised) == 16
    assert [path for path in (folder / "Q-2031").iterdir() if path.name.startswith(".")] == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
@pytest.mark.parametrize("rounds", [4, pytest.param(200, marks=pytest.mark.oracle)])
def test_add__killed_at_any_moment_leaves_each_report_whole_or_absent(tmp_path: Path, rounds: int) -> None:
    """Each round lets a program write for a random while and kills it; the reports that it printed are there, whole."""
    chance = random.Random(13)
    killed = total = 0
    for number in range(rounds):
        folder = tmp_path / str(number) / "reports"
        folder.parent.mkdir()
        process = writer(folder, "a", 10_000)
        start(process)
        time.sleep(chance.uniform(0, 0.12))
        process.send_signal(signal.SIGKILL)
        out, _ = process.communicate(timeout=60)
        killed += process.returncode == -signal.SIGKILL
        promised = {line.strip() for line in out.splitlines(keepends=True) if line.endswith("\n")}
        total += len(promised)
        if folder.is_dir():
            read = Session().workspace.reports.read(folder)
            assert list(read.diagnostics) == []
            known = {filed.id for filed in read.of_plan("Q-2031")}
            assert promised <= known
            assert len(known - promised) <= 1  # one may have been written and not yet printed
        else:
            assert promised == set()
    assert killed == rounds
    assert total


MOMENTS = 200
WORK = """
import datetime as dt
from empact import Session, parse_parties
from empact.model import Adds, KpiDefinition, KpiRegister, Operation, Report, Seal

session = Session()
day = dt.date(2031, 6, 28)

def report(text, *supersedes):
    return Report(plan="Q-2031", checkpoint="June", by=parse_parties("QN"), on=day,
                  source=text, supersedes=supersedes)

first = report("first")
second = report("second", session.workspace.reports.as_filed(first).id)
third = report("third", session.workspace.reports.as_filed(second).id)
operation = Operation(id="JAD-2031-1", name="Joint action days")
definition = KpiDefinition(action="1.1", adds=Adds.LATEST, decided_by="QM", on=day)
register = KpiRegister(plan="Q-2031", definitions=(definition,))
seal = Seal(plan="Q-2031", checkpoint="June", cut_off=day, on=day, plan_digest="a" * 64)

def work(folder):
    session.workspace.reports.add_all([third, first, second], folder / "reports", create=True)
    session.workspace.operations.add(operation, folder / "operations", create=True)
    session.workspace.kpis.add(register, folder / "kpis", create=True)
    session.workspace.seals.add(seal, folder / "seals", create=True)
"""
"""Adds three reports, an operation, a KPI register and a seal."""


@needs_kill
def test_add_all__killed_at_200_moments_leaves_each_file_whole_or_absent(tmp_path: Path) -> None:
    folders = killed_at_each_moment(tmp_path, WORK, moments=MOMENTS, points=["empact.storage.folders:add"])
    whole = {path.relative_to(tmp_path / "whole"): path.read_bytes() for path in (tmp_path / "whole").rglob("*.yaml")}
    assert len(whole) == 6
    found: dict[frozenset[Path], Path] = {}
    counts: list[int] = []
    for folder in folders:
        files = [path for path in folder.rglob("*.yaml") if not path.name.startswith(".")]
        for path in files:
            assert path.read_bytes() == whole[path.relative_to(folder)]
        found[frozenset(path.relative_to(folder) for path in files)] = folder
        counts.append(len(files))
    assert counts == sorted(counts)
    assert set(counts) == {0, 1, 2, 3, 4, 5, 6}
    for there, folder in found.items():  # what is read depends on nothing but the files that are there
        parts = {name: folder / name if (folder / name).is_dir() else () for name in (*REPORTED, "seals")}
        read = Session().workspace.read_records((*REPORTED, "seals"), parts)
        assert list(read.problems(["Q-2031"])) == []
        assert read.reports is not None and read.operations is not None and read.kpis is not None  # noqa: PT018
        assert read.seals is not None
        reports = read.reports.of_plan("Q-2031")
        assert {id for filed in reports for id in filed.content.supersedes} <= {filed.id for filed in reports}
        assert len(there) == len(reports) + len(read.operations.operations) + len(read.kpis.by_plan) + len(
            read.seals.by_plan
        )
