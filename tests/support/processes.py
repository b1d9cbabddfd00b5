"""Commands in processes of their own, which start at one moment, pause at a function, or are killed at it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

_COMMAND = """
import importlib, sys
import oap_invented_2031
from empact import Config, Session
from empact.cli.app import main
import empact.analysis.seals, empact.session.confirming, empact.session.report_adding, empact.session.report_redacting

workspace, point, *arguments = sys.argv[1:]
session = Session([oap_invented_2031], config=Config(workspace=workspace))

def wait():
    print("ready", file=sys.__stdout__, flush=True)  # a command keeps the output of plugins back
    sys.stdin.readline()

if point:
    module, _, name = point.partition(":")
    owner = importlib.import_module(module)
    function = getattr(owner, name)

    def waiting(*given, **named):
        setattr(owner, name, function)
        wait()
        return function(*given, **named)

    setattr(owner, name, waiting)
else:
    session.validate(session.load("oap-invented-2031"))
    wait()
main(arguments, obj=session)
"""
"""A program that runs a command of ``empact`` about the invented plan; it waits before it starts, or at a function."""


class Command:
    """A command of ``empact`` in a process of its own, which waits until it may go on.

    Args:
        workspace: The folder of the records.
        arguments: The arguments of ``empact``.
        point: The function at which it waits, such as ``empact.storage.folders:add``; by default before it starts.
    """

    def __init__(self, workspace: Path, arguments: Sequence[str], point: str = "") -> None:
        call = [sys.executable, "-c", _COMMAND, str(workspace), point, *arguments]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(call, stdin=pipe, stdout=pipe, stderr=pipe, text=True)

    @property
    def pid(self) -> int:
        return self.process.pid

    def reached(self) -> Command:
        """Return the command once it waits."""
        line = _pipe(self.process.stdout).readline()
        assert line == "ready\n", self.process.communicate(timeout=60)
        return self

    def let_go(self) -> None:
        stdin = _pipe(self.process.stdin)
        stdin.write("go\n")
        stdin.flush()

    def ended(self) -> tuple[int, str, str]:
        """Return the exit code and what was printed, once it has ended."""
        out, err = self.process.communicate(timeout=60)
        return self.process.returncode, out, err

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=60)


def at_once(workspace: Path, *calls: Sequence[str]) -> list[tuple[int, str, str]]:
    """Run commands, each in its process, from one moment on; return the exit code and what each printed."""
    commands = [Command(workspace, arguments) for arguments in calls]
    for command in commands:
        command.reached()
    for command in commands:
        command.let_go()
    return [command.ended() for command in commands]


def unmeasured() -> dict[str, str]:
    """Return an environment whose programs are not measured: coverage imports modules and writes a file."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}


def _pipe(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream
