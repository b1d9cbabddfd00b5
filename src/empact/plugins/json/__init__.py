"""Reads and writes plans as JSON, writes documents as JSON, and formats findings as JSON."""

from __future__ import annotations

from collections.abc import Iterable

from empact import hooks


@hooks.hookimpl
def empact_readers() -> Iterable[hooks.Reader]:
    """Read ``.json``."""
    return [hooks.Reader(name="json", suffixes=(".json",), read="empact.syntax.json.read:read")]


@hooks.hookimpl
def empact_exporters() -> Iterable[hooks.Exporter]:
    """Write ``.json``: a plan as ``plan/1``, where each cell is an object; a document as ``document/1``."""
    return [
        hooks.Exporter(name="json", suffix=".json", write="empact.plugins.json.write:write"),
        hooks.Exporter(name="json", suffix=".json", takes="document", write="empact.plugins.json.documents:write"),
    ]


@hooks.hookimpl
def empact_formatters() -> Iterable[hooks.Formatter]:
    """Format findings as ``diagnostics/1``."""
    return [hooks.Formatter(name="json", write="empact.plugins.json.formatting:format_findings")]
