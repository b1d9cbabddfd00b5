"""The ledger under several processes at once, and under a kill at any moment: nothing is lost, nothing is half."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import attrs
import pytest

import empact
from empact import Session
from empact.model import Prose

WRITER = """
import datetime as dt, sys, time
from pathlib import Path
from empact import Session
from empact.model import EntryContent, EntryKind, Prose
folder, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
session = Session()
def contact(text):
    day = dt.date(2026, 1, 1)
    return EntryContent(plan="X-2026", kind=EntryKind.CONTACT, on=day, text=Prose(text=text), source="Invented")
session.workspace.ledger.add(contact("first"), folder.parent / ("warm-" + name), create=True)
print("ready", flush=True)
sys.stdin.readline()
for number in range(count):
    print(session.workspace.ledger.add(contact(f"{name} {number} " + "x" * 4000), folder, create=True).id, flush=True)
"""
"""A program that records so many entries, one after the other, and tells the id of each once it is written."""


def writer(folder: Path, name: str, count: int) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", WRITER, str(folder), name, str(count)]
    return subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def start(*processes: subprocess.Popen[str]) -> None:
    """Let programs that have loaded everything begin, as nearly at once as can be."""
    for one in processes:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in processes:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()


def test_processes_that_record_at_once_lose_no_entry_and_leave_nothing_half(tmp_path: Path) -> None:
    folder = tmp_path / "ledger"
    processes = [writer(folder, name, 12) for name in ("a", "b", "c")]
    start(*processes)
    promised: set[str] = set()
    for one in processes:
        out, _ = one.communicate(timeout=60)
        assert one.returncode == 0
        promised |= set(out.split())
    read = Session().workspace.ledger.read(folder)
    ledger = read.of_plan("X-2026")
    assert list(read.diagnostics) == []
    assert {entry.id for entry in ledger} == promised
    assert len(promised) == 36
    assert [path for path in (folder / "X-2026").iterdir() if path.name.startswith(".")] == []
    followed = {digest for entry in ledger for digest in entry.content.follows}
    assert followed <= {entry.digest for entry in ledger}
    plan = empact.loads("empact: plan/1\nid: X-2026\n", format="yaml")
    assert list(Session().validate(plan, select="ledger-tampered", records=Session().records(ledger=ledger))) == []
    assert Session().workspace.ledger.add(ledger.entries[0].content, folder) in ledger
    joined = Session().workspace.ledger.add(attrs.evolve(ledger.entries[0].content, text=Prose(text="last")), folder)
    assert Session().workspace.ledger.of_plan("X-2026", folder).newest == (joined.digest,)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
@pytest.mark.parametrize("rounds", [4, pytest.param(40, marks=pytest.mark.oracle)])
def test_a_kill_at_any_moment_loses_nothing_that_was_promised(tmp_path: Path, rounds: int) -> None:
    """Each round lets a program write for a random while and kills it; what it had told is there, whole."""
    folder = tmp_path / "ledger"
    chance = random.Random(6)
    promised: set[str] = set()
    killed = 0
    for number in range(rounds):
        process = writer(folder, str(number), 10_000)
        start(process)
        time.sleep(chance.uniform(0, 0.12))
        process.send_signal(signal.SIGKILL)
        out, _ = process.communicate(timeout=60)
        killed += process.returncode == -signal.SIGKILL
        promised |= {line for line in out.splitlines(keepends=True) if line.endswith("\n")}
        read = Session().workspace.ledger.read(folder) if folder.is_dir() else None
        known = {f"{entry.id}\n" for entry in read.of_plan("X-2026")} if read is not None else set()
        assert promised <= known
        assert read is None or list(read.diagnostics) == []
    assert killed == rounds
    assert promised
    extra = len(Session().workspace.ledger.of_plan("X-2026", folder)) - len(promised)
    assert 0 <= extra <= rounds  # one a round may have been written and not yet told


def test_what_a_killed_program_left_is_skipped_and_then_removed(tmp_path: Path) -> None:
    """A program that dies between writing an entry and naming it leaves a hidden file; the next removes it."""
    script = WRITER.replace(
        "session = Session()",
        "session = Session()\n"
        "import os, signal\n"
        "real = Path.hardlink_to\n"
        "def die(path, target):\n"
        "    if 'warm' in str(path): return real(path, target)\n"
        "    os.kill(os.getpid(), signal.SIGTERM if not hasattr(signal, 'SIGKILL') else signal.SIGKILL)\n"
        "Path.hardlink_to = die",
    )
    folder = tmp_path / "ledger"
    arguments = [sys.executable, "-c", script, str(folder), "a", "1"]
    done = subprocess.run(arguments, input="go\n", text=True, capture_output=True, check=False, timeout=60)
    assert done.returncode != 0
    (left,) = (folder / "X-2026").iterdir()
    assert left.name.startswith(".empact-")
    assert list(Session().workspace.ledger.read(folder).ledgers) == []
    entry = Session().workspace.ledger.of_plan("X-2026", tmp_path / "warm-a").entries[0].content
    with pytest.warns(UserWarning, match=r"was locked by process [0-9]+ on .+, which was killed\."):
        added = Session().workspace.ledger.add(entry, folder)
    assert Session().workspace.ledger.of_plan("X-2026", folder).entries == (added,)
    assert not left.exists()
