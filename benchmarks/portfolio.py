"""Measures whether time and memory are linear in the plans of a portfolio: ``python benchmarks/portfolio.py``.

Generated plans are written to a folder. Each round loads and checks all of them, and half of them, with every rule.
Each run has its own process, so that caches and freed memory of one run do not affect the next. The result is the
median of the ratios: 2 is linear, and up to 2.3 is noise. Memory is the growth of the process at its peak, with loaded
plans and findings, for each action: the ratio is 1 if memory is linear. Times are processor times, so other programs
hardly affect them; absolute times are not meaningful.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from empact import Session
from empact.testing.generated import write_portfolio

_KIB = 1024


def _highest() -> int:
    """Return the peak memory of this process, in bytes."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size if sys.platform == "darwin" else size * _KIB


def measure(folder: Path, plans: int) -> None:
    """Load and check the first plans of a folder, and print the times in seconds and the memory in bytes per action."""
    files = sorted(folder.iterdir(), key=lambda file: (file.stem[2:], file.stem))[:plans]
    session = Session()
    session.validate(session.load(files[0]))  # fill the caches first: the grammar, the register, the rules
    base, begin = _highest(), time.process_time()
    read = [session.load(file) for file in files]
    loaded = time.process_time()
    found = session.validate(*read)
    checked = time.process_time()
    assert found, "a benchmark that finds nothing measures nothing"
    actions = sum(len(plan.actions) for plan in read)
    memory = (_highest() - base) / actions
    print(json.dumps({"load": loaded - begin, "check": checked - loaded, "memory": memory, "actions": actions}))


def measured(folder: Path, plans: int) -> dict[str, float]:
    """Run :func:`measure` in a new process, and return its result."""
    command = [sys.executable, __file__, "--measure", str(folder), "--plans", str(plans)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 - this file
    return json.loads(done.stdout)


def _format(ratios: list[float]) -> str:
    return f"{statistics.median(ratios):.2f} times ({min(ratios):.2f} to {max(ratios):.2f})"


def main() -> None:
    """Print the ratios."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--plans", type=int, default=200, help="number of plans of the larger portfolio")
    options.add_argument("--actions", type=int, default=250, help="number of actions per plan")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.measure is not None:
        measure(given.measure, given.plans)
        return
    with tempfile.TemporaryDirectory(prefix="empact-portfolio-") as name:
        folder = Path(name)
        write_portfolio(folder, given.plans, given.actions, given.seed)
        rounds = [(measured(folder, given.plans // 2), measured(folder, given.plans)) for _ in range(given.rounds)]
    small, large = rounds[0]
    print(f"{small['actions']:,.0f} and {large['actions']:,.0f} actions in {given.plans // 2} and {given.plans} plans")
    for what in ("load", "check"):
        print(f"twice the plans take {_format([big[what] / half[what] for half, big in rounds])} the time to {what}")
    print(f"to check the plans takes {_format([run['check'] / run['load'] for pair in rounds for run in pair])} a load")
    print(f"an action takes {_format([big['memory'] / half['memory'] for half, big in rounds])} the memory, ", end="")
    print(f"that is {large['memory'] / _KIB:.1f} KiB after {small['memory'] / _KIB:.1f} KiB")


if __name__ == "__main__":
    main()
