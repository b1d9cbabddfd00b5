"""Writes the example at the top of README.md: one row of the plan of 2012, the verdict, and a finding about the row.

Both are the output of the command line, with a width of 80 columns::

    python docs/_scripts/readme.py          # write README.md
    python docs/_scripts/readme.py --check  # exit code 1 if README.md differs

The links of README.md are relative, so that they work in every copy of the source. A package page needs absolute ones::

    python docs/_scripts/readme.py --address ADDRESS  # print README.md with links to the files below ADDRESS
"""

from __future__ import annotations

import csv
import io
import itertools
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"
START = "<!-- Made by docs/_scripts/readme.py -->\n"
END = "<!-- End -->\n"

_PLAN = "oap-c-2012"
_ACTION = "1.3"  # the shortest row with a warning
_ADDED = {"Goal", "Channels", "Plan channels", "Notes"}  # columns that are not in the printed table; the marking stays


def _run(*arguments: str) -> str:
    """Return the output of a command that runs in an empty folder, where no project configuration applies."""
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
    """Return the row as a Markdown table with one line per printed column, which fits on narrow pages."""
    sheet = csv.DictReader(io.StringIO(_run("export", _PLAN, "--to", "csv").removeprefix("\ufeff")))
    row = next(row for row in sheet if row["#"] == _ACTION)
    yield from ("| Column | Text in the plan |\n", "|---|---|\n")
    for column, text in row.items():
        if column not in _ADDED:
            cell = "<br>".join(line for line in text.splitlines() if line)
            yield f"| {column} | {cell.replace('|', chr(92) + '|')} |\n".replace("|  |", "| |")


def _finding() -> Iterator[str]:
    """Return the verdict, the heading of the action and the first finding below it."""
    command = ("validate", _PLAN)
    lines = iter(_run(*command).splitlines())
    verdict = [*itertools.takewhile(bool, lines)]
    heading = next(line for line in lines if line.startswith(f"C-2012:{_ACTION} "))
    next(lines)  # the blank line below the heading
    finding = itertools.takewhile(bool, lines)
    yield from ("```text\n", f"$ empact {' '.join(command)}\n")
    yield from (f"{line}\n" for line in (*verdict, "...", heading, "", *finding))
    yield from ("...\n", "```\n")


def example() -> str:
    """Return the lines between the two markers."""
    return "".join((*_row(), "\n", "`empact` checks the plan and reports:\n", "\n", *_finding()))


def with_example(readme: str) -> str:
    """Return the README with the current example.

    Raises:
        ValueError: A marker is missing.
    """
    head, start, rest = readme.partition(START)
    _, end, tail = rest.partition(END)
    if not (start and end):
        raise ValueError(f"README.md needs the lines {START.strip()!r} and {END.strip()!r}.")
    return f"{head}{start}\n{example()}\n{end}{tail}"


def with_address(readme: str, address: str) -> str:
    """Return the README with absolute links: each relative one begins with the address of the source."""
    return re.sub(r"\]\((?!https?://|#)", f"]({address.rstrip('/')}/", readme)


def main() -> int:
    """Write or compare README.md, or print it with absolute links; return the exit code."""
    before = README.read_text(encoding="utf-8")
    if sys.argv[1:2] == ["--address"]:
        sys.stdout.write(with_address(before, sys.argv[2]))
        return 0
    after = with_example(before)
    if sys.argv[1:] == ["--check"]:
        return int(before != after)
    README.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
