"""Formats findings and documents as text, for people: on a terminal, in a pipe, in a mail."""

from __future__ import annotations

from collections.abc import Iterable

from empact.hooks import Exporter, Formatter, Option, hookimpl


@hookimpl
def empact_formatters() -> Iterable[Formatter]:
    """Format findings by plan and by action, each with its line of the file."""
    return [Formatter(name="text", write="empact.plugins.text.formatting:format_findings")]


@hookimpl
def empact_exporters() -> Iterable[Exporter]:
    """Write ``.txt``: a document as plain text."""
    width = Option("width", summary="The columns of a line.", type=int, default=80)
    return [
        Exporter(
            name="text",
            suffix=".txt",
            takes="document",
            options=(width,),
            write="empact.plugins.text.documents:write",
        )
    ]
