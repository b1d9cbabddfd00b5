"""Writes the table of a plan as comma-separated values, for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable

from empact.hooks import Exporter, hookimpl


@hookimpl
def empact_exporters() -> Iterable[Exporter]:
    """Write ``.csv``: one row per action."""
    return [Exporter(name="csv", suffix=".csv", write="empact.plugins.csv.write:write")]
