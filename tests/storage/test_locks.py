"""Two commands at once: one reads, checks and writes, then the other; a killed one keeps nobody from writing."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.support.processes import Command, at_once

from empact.storage import locks
from empact.storage.locks import LOCK, locked

REPORT = """\
empact: report/1
plan: Q-2031
checkpoint: June 2031
by: QP
on: 2031-06-28
source: Invented form
actions:
  - action: '2.2'
    figures: [{{kpi: 1, scope: own, value: {value}}}]
"""


def add_report(folder: Path, value: int) -> list[str]:
    file = folder / f"{value}.yaml"
    file.write_text(REPORT.format(value=value), encoding="utf-8")
    return ["report", "add", "oap-invented-2031", str(file), "--create"]


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and path.suffix == ".yaml")


def test_report_add__of_two_that_contradict_each_other_accepts_one(tmp_path: Path) -> None:
    for number in range(3):
        workspace = tmp_path / f"records{number}"
        done = at_once(workspace, add_report(tmp_path, 5), add_report(tmp_path, 6))
        assert sorted(code for code, _, _ in done) == [0, 1], done
        assert len(files(workspace)) == 1
        assert list(workspace.rglob(LOCK)) == []


WRITES = "empact.storage.folders:add"
_ENTRY = "--party QP --action 2.2 --on 2031-03-01 --text Patrols --source Note --create"
COMMANDS = {
    "ledger": f"ledger add oap-invented-2031 commitment {_ENTRY}".split(),
    "seal": ["report", "seal", "oap-invented-2031", "--checkpoint", "June", "--on", "2031-07-31", "--create"],
}
"""A command of each kind, which waits when it is about to write."""


@pytest.mark.parametrize("kind", sorted(COMMANDS))
def test_commands__at_the_same_moment_write_the_same_once(kind: str, tmp_path: Path) -> None:
    arguments = COMMANDS[kind]
    at_once(tmp_path, add_report(tmp_path, 5))
    before = files(tmp_path)
    first = Command(tmp_path, arguments, WRITES).reached()  # it has read, and is about to write
    second = Command(tmp_path, arguments).reached()
    second.let_go()
    first.let_go()
    done = [first.ended(), second.ended()]
    assert [code for code, _, _ in done] == [0, 0], done
    assert done[0][1].splitlines()[-1] == done[1][1].splitlines()[-1]  # the second finds what the first has written
    assert len(files(tmp_path)) == len(before) + 1


def test_a_killed_command__is_named_and_what_it_left_is_removed(tmp_path: Path) -> None:
    killed = Command(tmp_path, add_report(tmp_path, 5), WRITES).reached()
    folder = tmp_path / "reports"
    assert (folder / LOCK).exists()
    killed.kill()
    for rest in (folder / ".empact-0123456789abcdef", tmp_path / "received" / ".empact-0123456789abcdef"):
        rest.parent.mkdir(exist_ok=True)
        rest.write_text("half of a rep", encoding="utf-8")
    ((code, _, error),) = at_once(tmp_path, add_report(tmp_path, 6))
    assert code == 0, error
    assert f"was locked by process {killed.pid} on {platform.node()}, since " in error
    assert "which was killed. The lock is removed." in error
    assert [path.name for path in tmp_path.rglob(".empact*")] == []


def test_locked__says_who_is_writing_and_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "WAIT", 0.05)
    program = "import sys; from pathlib import Path; from empact.storage.locks import locked\n"
    program += "with locked(Path(sys.argv[1])): print('held', flush=True); sys.stdin.readline()"
    call: Sequence[str] = [sys.executable, "-c", program, str(tmp_path)]
    with subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(TimeoutError) as caught, locked(tmp_path):
            pass
        holder.stdin.write("go\n")
        holder.stdin.flush()
        assert holder.wait(60) == 0
    assert f"process {holder.pid} on {platform.node()}, since " in str(caught.value)
    assert f"delete that file: {str(tmp_path)!r}" in str(caught.value)
    with locked(tmp_path):  # the holder has ended
        assert (tmp_path / LOCK).exists()


def test_locked__of_another_host_is_for_people_to_remove(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "WAIT", 0.05)
    (tmp_path / LOCK).write_text("77 another-host\n", encoding="utf-8")
    with pytest.raises(TimeoutError, match="process 77 on another-host, since "), locked(tmp_path):
        pass
    assert (tmp_path / LOCK).exists()


def test_locked__by_whoever_holds_it_already_is_no_wait(tmp_path: Path) -> None:
    with locked(tmp_path), locked(tmp_path):
        assert (tmp_path / LOCK).read_text(encoding="utf-8") == f"{os.getpid()} {platform.node()}\n"
    assert list(tmp_path.iterdir()) == []


def test_locked__creates_no_folder_that_stays_empty(tmp_path: Path) -> None:
    with locked(tmp_path / "records" / "reports"):
        assert (tmp_path / "records" / "reports").is_dir()
    assert list(tmp_path.iterdir()) == []
