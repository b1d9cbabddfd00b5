"""Writes documents as workbooks for Excel and LibreOffice: a sheet for each table. Needs the extra ``xlsx``."""

from __future__ import annotations

from collections.abc import Iterable

from empact import hooks


@hooks.hookimpl
def empact_exporters() -> Iterable[hooks.Exporter]:
    """Write ``.xlsx``: a document as one workbook, with a sheet for each table and a first sheet with all texts."""
    yield hooks.Exporter(
        name="xlsx", suffix=".xlsx", takes="document", write="empact.plugins.xlsx.write:write", forms=True
    )
