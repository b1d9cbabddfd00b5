"""Reads and writes plans as JSON, writes documents as JSON, and formats findings as JSON."""

from __future__ import annotations

from collections.abc import Iterable

from empact.hooks import Exporter, Formatter, Reader, hookimpl


@hookimpl
def empact_readers() -> Iterable[Reader]:
    """Read ``.json``."""
    return [Reader(name="json", suffixes=(".json",), read="empact.syntax.json.read:read")]


@hookimpl
def empact_exporters() -> Iterable[Exporter]:
    """Write ``.json``: a plan as ``plan/1``, where each cell is an object; a document as ``document/1``."""
    return [
        Exporter(name="json", suffix=".json", write="empact.plugins.json.write:write"),
        Exporter(name="json", suffix=".json", takes="document", write="empact.plugins.json.documents:write"),
    ]


@hookimpl
def empact_formatters() -> Iterable[Formatter]:
    """Format findings as ``diagnostics/1``."""
    return [Formatter(name="json", write="empact.plugins.json.formatting:format_findings")]
