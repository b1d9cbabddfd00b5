"""The second process of a check: its answer, and its end."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

import oap_c_2012
from empact.testing import plugin_problems, plugins, repeating

USUAL: Any = subprocess.Popen


def started(monkeypatch: pytest.MonkeyPatch, code: str) -> list[subprocess.Popen[bytes]]:
    """Run this code as the second process; return the processes that are started."""
    processes: list[subprocess.Popen[bytes]] = []

    def start(_command: object, **given: Any) -> subprocess.Popen[bytes]:
        processes.append(USUAL([sys.executable, "-c", code], **given))
        return processes[-1]

    monkeypatch.setattr(subprocess, "Popen", start)
    return processes


def test_repetition__reports_an_answer_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    started(monkeypatch, "print('imported')")
    second = repeating.Repetition(oap_c_2012, (), {})
    (problem,) = second.problems({})
    second.close()
    start = "The plugin spoils the answer of the process in which it is checked a second time: "
    assert problem.startswith(f"{start}UnpicklingError: ")


def test_plugin_problems__ends_the_second_process_if_a_check_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    processes = started(monkeypatch, "import time; time.sleep(600)")

    def interrupted(_alone: object) -> Iterator[str]:
        raise KeyboardInterrupt

    monkeypatch.setattr(plugins, "_hooks", interrupted)
    with pytest.raises(KeyboardInterrupt):
        plugin_problems(oap_c_2012)
    (process,) = processes
    assert process.returncode is not None
