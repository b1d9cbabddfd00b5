"""Formats the rows of benchmarks as Markdown and JSON, judges their goals, and compares two tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

import attrs

from benchmarks.measuring import Row

NOISE = 1.1
"""A median within a tenth of a goal, or of the median of an earlier run, is not worse: two runs differ by as much."""
_TITLES = ("Benchmark", "Measured", "Beside", "Times", "Range", "Goal")


def format_markdown(rows: Iterable[Row]) -> str:
    """Return rows as a table of Markdown."""
    lines = [_TITLES, ("---",) * len(_TITLES), *map(_cells, rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cells(row: Row) -> tuple[str, ...]:
    goal = "none" if row.goal is None else f"{row.goal:.2f}"
    if row.median is None:
        return row.benchmark, row.measured, row.beside, "failed" if row.failed else "not installed", "", goal
    return row.benchmark, row.measured, row.beside, f"{row.median:.2f}", f"{row.low:.2f} to {row.high:.2f}", goal


def format_json(rows: Iterable[Row]) -> str:
    """Return rows as JSON: a list of objects."""
    return json.dumps([attrs.asdict(row) for row in rows], indent=2) + "\n"


def read_json(text: str) -> list[Row]:
    """Return the rows of a text from :func:`format_json`."""
    return [Row(**row) for row in json.loads(text)]


def missed(rows: Iterable[Row]) -> Iterator[str]:
    """Yield a line for each row that misses its goal by more than the noise."""
    for row in rows:
        if row.median is not None and row.goal is not None and row.median > row.goal * NOISE:
            yield f"{row}: {row.median:.2f}, the goal is {row.goal:.2f}"


def worse(rows: Iterable[Row], before: Sequence[Row]) -> Iterator[str]:
    """Yield a line for each row that is worse by more than a tenth than the same row of an earlier table."""
    earlier = {row.key: row.median for row in before}
    for row in rows:
        old = earlier.get(row.key)
        if row.median is not None and old is not None and row.median > old * NOISE:
            yield f"{row}: {row.median:.2f}, before {old:.2f}"
