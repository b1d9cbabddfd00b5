"""What a new process costs: importing, and the shortest commands."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from benchmarks.measuring import Measure, Ratio, Row, Run, interpreter

_BARE = "a bare interpreter"
_LIBRARIES = "attrs, cattrs, pluggy"
_UNITS: dict[str, Measure] = {
    _BARE: functools.partial(interpreter, "-c", "pass"),
    _LIBRARIES: functools.partial(interpreter, "-c", "import attrs, cattrs, pluggy"),
}
_PLUGIN = "from empact.diagnostics import Severity; from empact.hooks import Finding, Rule, hookimpl"
# `--help` and `plans` look at every installed distribution, so they take longer where the peers are installed.
# The goals of the last three were set again when 173 rules had taken the place of 123.
_CASES: tuple[tuple[str, str, float | None, tuple[str, ...]], ...] = (
    ("import empact", _BARE, 1.14, ("-c", "import empact")),
    ("import empact.hooks", _LIBRARIES, 0.18, ("-c", "import empact.hooks")),
    ("the imports of a plugin", _LIBRARIES, None, ("-c", _PLUGIN)),
    ("empact --help", _LIBRARIES, 1.42, ("-m", "empact", "--help")),
    ("empact plans", _LIBRARIES, 1.4, ("-m", "empact", "plans")),
    ("empact show oap-c-2012 2.2", _LIBRARIES, 3.2, ("-m", "empact", "show", "oap-c-2012", "2.2")),
    ("load the bundled plan", _LIBRARIES, 3.4, ("-c", "import empact; empact.load('oap-c-2012')")),
    ("empact validate oap-c-2012", _LIBRARIES, 5.3, ("-m", "empact", "validate", "oap-c-2012")),
)


def measure(run: Run) -> Iterator[Row]:
    """Start one interpreter per case; a first one of each writes the bytecode."""
    return run.measure(
        [
            Ratio(
                measured=measured,
                beside=beside,
                work=functools.partial(interpreter, *arguments),
                unit=_UNITS[beside],
                goal=goal,
            )
            for measured, beside, goal, arguments in _CASES
        ]
    )
