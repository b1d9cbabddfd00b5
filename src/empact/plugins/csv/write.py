"""Formats a plan as CSV (RFC 4180) with a byte order mark, so that spreadsheets read UTF-8; no cell is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from empact.hooks import Artifact, ExportContext

if TYPE_CHECKING:
    from empact import Plan

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Characters that start a formula or a command in a spreadsheet."""


def write(plan: Plan, ctx: ExportContext) -> Iterator[Artifact]:
    """Return one file, named after the plan."""
    sheet = ctx.table(plan)
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow([harmless(column.title) for column in sheet.columns])
    rows.writerows([[harmless(cell) for cell in row.texts] for row in sheet.rows])
    yield Artifact(f"{plan.id}.csv", text.getvalue().encode("utf-8-sig"))


def harmless(text: str) -> str:
    """Escape a text for a spreadsheet: put an apostrophe before a text that would be a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
