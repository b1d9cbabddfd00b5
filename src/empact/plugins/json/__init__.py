"""Reads and writes plans as JSON, writes documents as JSON, and formats findings as JSON."""

from __future__ import annotations

from collections.abc import Iterable

from empact import hooks


def items_option() -> hooks.Option:
    """Return the option of a format of plans that says how the items of cells are written."""
    return hooks.Option(
        "items",
        summary="Write the items of cells in notation, as a plan file, or as fields with codes, dates and ids.",
        choices=("text", "fields"),
        default="text",
    )


@hooks.hookimpl
def empact_readers() -> Iterable[hooks.Reader]:
    """Read ``.json``."""
    return [hooks.Reader(name="json", suffixes=(".json",), read="empact.syntax.json.read:read")]


@hooks.hookimpl
def empact_exporters() -> Iterable[hooks.Exporter]:
    """Write ``.json``: a plan as ``plan/1`` or, in fields, as ``resolved-plan/1``; a document as ``document/1``."""
    return [
        hooks.Exporter(name="json", suffix=".json", write="empact.plugins.json.write:write", options=(items_option(),)),
        hooks.Exporter(name="json", suffix=".json", takes="document", write="empact.plugins.json.documents:write"),
    ]


@hooks.hookimpl
def empact_formatters() -> Iterable[hooks.Formatter]:
    """Format findings as ``diagnostics/1``."""
    return [hooks.Formatter(name="json", write="empact.plugins.json.formatting:format_findings")]
