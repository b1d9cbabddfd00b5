"""csv: lines of the standard library."""

from __future__ import annotations

import csv
import io

from benchmarks.measuring import Works


def works() -> Works:
    """Write cells as lines."""
    return {"write": write}


def write(cells: list[list[str]]) -> bytes:
    """Return the bytes of a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(cells)
    return text.getvalue().encode("utf-8-sig")
