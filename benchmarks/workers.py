"""A portfolio that two processes check: the processor time of the busiest process beside that of one process alone."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.measuring import Row, Run
from empact import Portfolio, Session
from empact.testing.generated import generate

_WORKERS = 2
_GOALS = {(20, 100): 0.85, (200, 5): 0.6}
"""The goal by the number of plans and of actions of each. Large plans take most time in rules that compare plans."""


class _Recording(ProcessPoolExecutor):
    """A pool whose processes write down how much processor time their work takes."""

    def __init__(self, folder: Path) -> None:
        super().__init__(_WORKERS, mp_context=multiprocessing.get_context("spawn"))
        self.folder = folder

    def submit(self, fn: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        return super().submit(_record, self.folder, fn, *arguments, **named)


def _record(folder: Path, work: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    begin = time.process_time()
    result = work(*arguments, **named)
    file = folder / str(os.getpid())
    before = float(file.read_text(encoding="ascii")) if file.exists() else 0.0
    file.write_text(str(before + time.process_time() - begin), encoding="ascii")
    return result


def measure(run: Run) -> Iterator[Row]:
    """Check two portfolios, one with few large plans and one with many small ones."""
    for (plans, actions), goal in _GOALS.items():
        portfolio = Portfolio(tuple(generate(run.size(plans, 4), run.size(actions, 2), 1)))
        values = list(_shares(portfolio, run.rounds))
        measured = f"busiest of {_WORKERS} workers and the caller, {plans} plans of {actions} actions"
        yield run.row(measured, "one process", values, goal)


def _shares(portfolio: Portfolio, rounds: int) -> Iterator[float]:
    session = Session()
    with tempfile.TemporaryDirectory(prefix="empact-workers-") as name:
        folder = Path(name)
        with _Recording(folder) as pool:
            session.validate(portfolio, executor=pool)  # starts the processes, and fills their caches
            for _ in range(rounds):
                for file in folder.iterdir():
                    file.unlink()
                alone = _seconds(lambda: session.validate(portfolio))
                caller = _seconds(lambda: session.validate(portfolio, executor=pool))
                workers = [float(file.read_text(encoding="ascii")) for file in folder.iterdir()]
                yield max(caller, *workers) / alone


def _seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin
