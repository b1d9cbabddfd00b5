"""Many plans: whether the time and the memory to load and to check them are linear in the plans."""

from __future__ import annotations

import functools
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.measuring import Row, Run, growth, timed
from empact import Plan, Session
from empact.testing.generated import generate, write_portfolio

_PROGRAM = Path(__file__).with_name("portfolio_process.py")


def measure(run: Run) -> Iterator[Row]:
    """Load and check plans in new processes, and check many plans of one action with one rule."""
    plans, actions = run.size(32, 2), run.size(100, 4)
    with tempfile.TemporaryDirectory(prefix="empact-portfolio-") as folder:
        write_portfolio(folder, plans, actions, 1)
        half, whole = (functools.partial(_process, folder, count) for count in (plans // 2, plans))
        rounds = run.alternate(half, whole)
    yield from run.growth_rows("plans", rounds)
    shares = [all_of_them["check plans"] / all_of_them["load plans"] for _, all_of_them in rounds]
    yield run.row("check plans", "load their YAML", shares, goal=8.8)
    short = list(generate(run.size(1_000, 8), 1))
    one_rule = (timed(_check, Session(), some) for some in (short, short[: len(short) // 2]))
    yield from run.measure([growth("check short plans with one rule", "plans", *one_rule)])


def _process(folder: str, plans: int) -> dict[str, float]:
    """Return what a process needs, so that caches and freed memory of one run do not affect the next."""
    done = subprocess.run(  # noqa: S603 - this interpreter and a program of this folder
        [sys.executable, str(_PROGRAM), folder, str(plans)], capture_output=True, check=True, text=True
    )
    parts: dict[str, float] = json.loads(done.stdout)
    return parts


def _check(session: Session, plans: Sequence[Plan]) -> int:
    session.validate(*plans, select="timing-ambiguous")
    return len(plans)
