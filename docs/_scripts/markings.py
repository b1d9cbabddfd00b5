"""Writes the table of the markings of states into ``docs/reference/markings.md``.

Run it after a change of the data::

python docs/_scripts/markings.py
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from empact.reference import NationalMarking, national_markings

PAGE = Path(__file__).parents[1] / "reference" / "markings.md"
_TABLE = re.compile(r"(?<=<!--- markings of states -->\n)\n.*?\n(?=\n<!--- end -->)", re.DOTALL)


def with_table(page: str) -> str:
    """Return the text of the page with the table of today's data."""
    return _TABLE.sub(lambda _: f"\n{_table()}\n", page)


def _table() -> str:
    lines = ["| state | TOP SECRET | SECRET | CONFIDENTIAL | RESTRICTED | source |", "|---|---|---|---|---|---|"]
    sources = list(dict.fromkeys(row.source for row in national_markings()))
    for state in dict.fromkeys(row.state for row in national_markings()):
        rows = [row for row in national_markings() if row.state == state]
        cells = [_words(row for row in rows if row.rank == rank) for rank in (4, 3, 2, 1)]
        numbers = ", ".join(str(number) for number in sorted({sources.index(row.source) + 1 for row in rows}))
        lines.append(f"| {state} | {' | '.join(cells)} | {numbers} |")
    notes = [f"{number}. {source}" for number, source in enumerate(sources, 1)]
    return "\n".join([*lines, "", *notes])


def _words(rows: Iterable[NationalMarking]) -> str:
    return "; ".join(f"{row.name}{_period(row)}" for row in rows)


def _period(row: NationalMarking) -> str:
    days = [f"from {row.since}" if row.since else "", f"until {row.until}" if row.until else ""]
    return f" ({' '.join(filter(None, days))})" if any(days) else ""


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
