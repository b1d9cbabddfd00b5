"""Writes documents as comma-separated values, for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable

from empact.hooks import Exporter, hookimpl


@hookimpl
def empact_exporters() -> Iterable[Exporter]:
    """Write ``.csv``: one file for each section."""
    return [Exporter(name="csv", suffix=".csv", takes="document", write="empact.plugins.csv.write:write")]
