"""A program that is killed at many moments of its writing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

needs_kill = pytest.mark.skipif(not hasattr(os, "fork") or not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
"""For tests that kill programs."""

_PROGRAM = """
import importlib, os, signal, sys
from pathlib import Path
from empact import storage

top, moments, points = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3].split()
{work}
steps = last = 0

def trace(frame, event, _):
    global steps
    if not frame.f_code.co_filename.startswith(os.path.dirname(storage.__file__)):
        return None
    if event == "line":
        steps += 1
        if steps == last:
            os.kill(os.getpid(), signal.SIGKILL)
    return trace

def traced(function):
    def call(*arguments):
        sys.settrace(trace)
        try:
            return function(*arguments)
        finally:
            sys.settrace(None)
    return call

for point in points:
    module, _, name = point.partition(":")
    owner = importlib.import_module(module)
    setattr(owner, name, traced(getattr(owner, name)))

work(top / "whole")
total, steps = steps, 0
for moment in range(moments):
    child = os.fork()
    if not child:
        last = 1 + moment * total // moments
        work(top / str(moment))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL, status
print(total)
"""


def killed_at_each_moment(top: Path, work: str, *, moments: int, points: Sequence[str]) -> list[Path]:
    """Let a program write files, once to the end and then so many times until it is killed, each time a bit later.

    The moments are spread over all lines of ``empact.storage`` that run within some functions, so that each step of
    writing is the last one once.

    Args:
        top: The folder under which it works: in ``whole`` to the end, and in ``0``, ``1``, ... until it is killed.
        work: Python code with a function ``work`` that takes the folder to write to. It can use ``top``.
        moments: How many times it is killed.
        points: The functions whose lines count, such as ``empact.storage.folders:add``.

    Returns:
        The folders in which it was killed, in the order of the moments.
    """
    program = _PROGRAM.replace("{work}", work)
    call = [sys.executable, "-c", program, str(top), str(moments), " ".join(points)]
    done = subprocess.run(call, text=True, capture_output=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > moments  # so each moment is another one
    return [top / str(moment) for moment in range(moments)]
