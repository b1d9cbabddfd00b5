"""Reports, operations, KPI registers and seals under several processes and under a kill: each is whole or absent."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

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
STOPPED = """
import datetime as dt, os, signal, sys
from pathlib import Path
from empact import Session, parse_parties
from empact.model import Adds, KpiDefinition, KpiRegister, Operation, Report, Seal
from empact.storage import folders

folder, moments = Path(sys.argv[1]), int(sys.argv[2])
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

steps = last = 0
add = folders.add

def trace(frame, event, _):
    global steps
    if not frame.f_code.co_filename.startswith(os.path.dirname(folders.__file__)):
        return None
    if event == "line":
        steps += 1
        if steps == last:
            os.kill(os.getpid(), signal.SIGKILL)
    return trace

def traced(*arguments):
    sys.settrace(trace)
    try:
        return add(*arguments)
    finally:
        sys.settrace(None)

folders.add = traced
work(folder / "whole")
folders.check = lambda *_, **__: None  # it was checked just now
total, steps = steps, 0
for moment in range(moments):
    child = os.fork()
    if not child:
        last = 1 + moment * total // moments
        work(folder / str(moment))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL, status
print(total)
"""
"""A program that starts itself so many times, adds three reports, an operation, a KPI register and a seal, and dies.

The moments are spread over all lines of the code that writes files, so each step of writing is the last one once.
"""


@pytest.mark.skipif(not hasattr(os, "fork") or not hasattr(signal, "SIGKILL"), reason="needs fork and SIGKILL")
def test_add_all__killed_at_200_moments_leaves_each_file_whole_or_absent(tmp_path: Path) -> None:
    arguments = [sys.executable, "-c", STOPPED, str(tmp_path), str(MOMENTS)]
    done = subprocess.run(arguments, text=True, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > MOMENTS  # so each moment is another one
    whole = {path.relative_to(tmp_path / "whole"): path.read_bytes() for path in (tmp_path / "whole").rglob("*.yaml")}
    assert len(whole) == 6
    found: dict[frozenset[Path], Path] = {}
    counts: list[int] = []
    for moment in range(MOMENTS):
        folder = tmp_path / str(moment)
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
