"""Measures what starting costs: ``python benchmarks/startup.py``.

Each round starts one interpreter per case, one case after the other. The results are medians of the ratios of
processor time: ``import empact`` as a multiple of a bare interpreter, everything else as a multiple of an interpreter
that imports attrs, cattrs and pluggy. Absolute times are not meaningful.

Users install a wheel, which has a table of the texts of the bundled plan. An editable install has none, so it takes
longer to load that plan: measure in an environment with ``pip install .``.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import statistics
import subprocess
import sys

BARE = "a bare interpreter"
LIBRARIES = "attrs, cattrs, pluggy"
CASES = {
    BARE: ("-c", "pass"),
    LIBRARIES: ("-c", "import attrs, cattrs, pluggy"),
    "import empact": ("-c", "import empact"),
    "import empact.hooks": ("-c", "import empact.hooks"),
    "a plugin's own imports": (
        "-c",
        "from empact.diagnostics import Severity; from empact.hooks import Finding, Rule, hookimpl",
    ),
    "empact --help": ("-m", "empact", "--help"),
    "empact plans": ("-m", "empact", "plans"),
    "empact show": ("-m", "empact", "show", "oap-c-2012", "2.2"),
    "load the bundled plan": ("-c", "import empact; empact.load('oap-c-2012')"),
    "empact validate": ("-m", "empact", "validate", "oap-c-2012"),
}
GOALS = {
    "import empact": 1.2,
    "import empact.hooks": 1.5,
    "empact --help": 2.0,
    "empact plans": 2.0,
    "load the bundled plan": 3.5,
    "empact validate": 5.0,
}


def seconds(arguments: tuple[str, ...]) -> float:
    """Return the processor time of one interpreter, in seconds."""
    # -P keeps the current folder out of the path: a folder called `attrs` would be imported. Without bytecode on the
    # disk, most of the time is compiling.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-P", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    )
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0  # it has been waited for
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print the ratios."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--rounds", type=int, default=9)
    rounds = options.parse_args().rounds
    for arguments in CASES.values():
        seconds(arguments)  # writes the bytecode
    times = {name: list[float]() for name in CASES}
    for _ in range(rounds):
        for name, arguments in CASES.items():
            times[name].append(seconds(arguments))
    has_table = importlib.util.find_spec("empact.grammar.known_texts") is not None
    print("A wheel, with known texts" if has_table else "An editable install, without known texts")
    print(f"{rounds} rounds; the median ratio of processor time, the range, and the goal")
    for name in list(CASES)[2:]:
        base = BARE if name == "import empact" else LIBRARIES
        ratios = [took / unit for took, unit in zip(times[name], times[base], strict=True)]
        goal = f"{GOALS[name]:.1f}" if name in GOALS else "-"
        spread = f"({min(ratios):.2f} to {max(ratios):.2f})"
        print(f"{name:24}{statistics.median(ratios):6.2f}  {spread:16}  {goal:>4}  times {base}")


if __name__ == "__main__":
    main()
