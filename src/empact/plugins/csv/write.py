"""A plan as CSV (RFC 4180), with the mark by which spreadsheets know UTF-8; no cell can be taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from empact.hooks import Artifact, ExportContext

if TYPE_CHECKING:
    from empact import Plan

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula or a command."""


def write(plan: Plan, ctx: ExportContext) -> Iterator[Artifact]:
    """One file, named after the plan."""
    sheet = ctx.table(plan)
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow([harmless(column.title) for column in sheet.columns])
    rows.writerows([[harmless(one) for one in row.texts] for row in sheet.rows])
    yield Artifact(f"{plan.id}.csv", text.getvalue().encode("utf-8-sig"))


def harmless(text: str) -> str:
    """A text that a spreadsheet shows and never computes: an apostrophe stands before what would be a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
