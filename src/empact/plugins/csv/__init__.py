"""Writes documents as comma-separated values, for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable

from empact import hooks


@hooks.hookimpl
def empact_exporters() -> Iterable[hooks.Exporter]:
    """Write ``.csv``: one file for each section."""
    return [hooks.Exporter(name="csv", suffix=".csv", takes="document", write="empact.plugins.csv.write:write")]
