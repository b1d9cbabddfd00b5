"""Writes the example at the top of README.md: one row of the plan of 2012, and the first finding about it.

Both come from the program as a user runs it, at a width of 80 columns::

    python docs/_scripts/readme.py          # write README.md
    python docs/_scripts/readme.py --check  # exit code 1 where README.md differs
"""

from __future__ import annotations

import csv
import io
import itertools
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"
START = "<!-- Made by docs/_scripts/readme.py -->\n"
END = "<!-- End -->\n"

_PLAN = "oap-c-2012"
_ACTION = "1.3"  # the shortest row that has a warning of its own
_ADDED = {"Goal", "Notes", "Marking"}  # columns of the export that the printed table does not have


def _run(*arguments: str) -> str:
    """The output of a command, away from the configuration of any project."""
    environment = os.environ | {"COLUMNS": "80", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "empact", *arguments],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
        )
    return done.stdout


def _row() -> Iterator[str]:
    """The row as a Markdown table with a line for each printed column, which fits a page of any width."""
    sheet = csv.DictReader(io.StringIO(_run("export", _PLAN, "--to", "csv").removeprefix("\ufeff")))
    row = next(row for row in sheet if row["#"] == _ACTION)
    yield from ("| Column | Text in the plan |\n", "|---|---|\n")
    for column, text in row.items():
        if column not in _ADDED:
            cell = "<br>".join(line for line in text.splitlines() if line)
            yield f"| {column} | {cell.replace('|', chr(92) + '|')} |\n".replace("|  |", "| |")


def _finding() -> Iterator[str]:
    """The heading of the action and the first finding below it."""
    command = ("validate", _PLAN)
    lines = iter(_run(*command).splitlines())
    heading = next(line for line in lines if line.startswith(f"C-2012:{_ACTION} "))
    next(lines)  # the blank line below the heading
    finding = itertools.takewhile(bool, lines)
    yield from ("```text\n", f"$ empact {' '.join(command)}\n", "...\n")
    yield from (f"{line}\n" for line in (heading, "", *finding))
    yield from ("...\n", "```\n")


def example() -> str:
    """The lines between the two markers."""
    return "".join((*_row(), "\n", "`empact` checks the plan and reports:\n", "\n", *_finding()))


def with_example(readme: str) -> str:
    """The README with the example of today.

    Raises:
        ValueError: A marker is missing.
    """
    head, start, rest = readme.partition(START)
    _, end, tail = rest.partition(END)
    if not (start and end):
        raise ValueError(f"README.md needs the lines {START.strip()!r} and {END.strip()!r}.")
    return f"{head}{start}\n{example()}\n{end}{tail}"


def main() -> int:
    """Write README.md, or compare it; the exit code."""
    before = README.read_text(encoding="utf-8")
    after = with_example(before)
    if sys.argv[1:] == ["--check"]:
        return int(before != after)
    README.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
