"""Many plans: whether the time and the memory to load and to check them are linear in the plans."""

from __future__ import annotations

import functools
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

from benchmarks.measuring import Row, Run, growth, peak, timed
from empact import Plan, Portfolio, Session
from empact.model import Reports
from empact.testing.generated import generate, write_portfolio
from empact.validation.contexts import ValidationContext

_PROGRAM = Path(__file__).with_name("portfolio_process.py")


def measure(run: Run) -> Iterator[Row]:
    """Load and check plans in new processes, and check many plans of one action with one rule."""
    plans, actions = run.size(32, 2), run.size(100, 4)
    with tempfile.TemporaryDirectory(prefix="empact-portfolio-") as folder:
        files = write_portfolio(folder, plans, actions, 1)
        half = files[: plans // 2]
        rounds = run.alternate(functools.partial(_process, half), functools.partial(_process, files))
        peaks = (functools.partial(peak, functools.partial(_load_and_check, some)) for some in (files, half))
        (memory,) = attrs.evolve(run, rounds=1).measure([growth("memory to load and check plans", "plans", *peaks)])
    yield from run.growth_rows("plans", rounds)
    shares = [all_of_them["check plans"] / all_of_them["load plans"] for _, all_of_them in rounds]
    yield run.row("check plans", "load their YAML", shares)
    yield memory
    short = list(generate(run.size(1_000, 8), 1))
    one_rule = (timed(_check, Session(), some) for some in (short, short[: len(short) // 2]))
    every_rule = (timed(_check_all, some) for some in (short[: len(short) // 4], short[: len(short) // 8]))
    contexts = (timed(_contexts, some) for some in (short, short[: len(short) // 2]))
    yield from run.measure(
        [
            growth("check short plans with one rule", "plans", *one_rule),
            growth("check short plans with all rules", "plans", *every_rule),
            growth("make the contexts of short plans with reports", "plans", *contexts),
        ]
    )


def _process(files: Sequence[Path]) -> dict[str, float]:
    """Return the processor times of a new process, so that the caches of one run do not affect the next."""
    done = subprocess.run(  # noqa: S603 - this interpreter and a program of this folder
        [sys.executable, str(_PROGRAM), *map(str, files)], capture_output=True, check=True, text=True
    )
    parts: dict[str, float] = json.loads(done.stdout)
    return parts


def _load_and_check(files: Sequence[Path]) -> None:
    session = Session()
    session.validate(*map(session.load, files))


def _check(session: Session, plans: Sequence[Plan]) -> int:
    session.validate(*plans, select="timing-ambiguous")
    return len(plans)


def _check_all(plans: Sequence[Plan]) -> int:
    Session().validate(*plans)
    return len(plans)


def _contexts(plans: Sequence[Plan]) -> int:
    reports = {plan.id: Reports(plan=plan.id) for plan in plans}
    context = ValidationContext(portfolio=Portfolio(tuple(plans)), reports=reports)
    return len([context.of(plan) for plan in plans])
