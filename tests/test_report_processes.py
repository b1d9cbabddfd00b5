"""Reports under several processes at once, and under a kill at any moment: each report is whole or absent."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from empact import Session

WRITER = """
import datetime as dt, sys
from pathlib import Path
from empact import Session, parse_parties
from empact.model import Report, ReporterRole
folder, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
session = Session()
def report(text):
    day = dt.date(2031, 6, 28)
    by = parse_parties("QN")
    return Report(plan="Q-2031", checkpoint="June", by=by, role=ReporterRole.LEADER, on=day, source=text)
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
    assert {filed.id for filed in read.of("Q-2031")} == promised
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
            known = {filed.id for filed in read.of("Q-2031")}
            assert promised <= known
            assert len(known - promised) <= 1  # one may have been written and not yet printed
        else:
            assert promised == set()
    assert killed == rounds
    assert total
