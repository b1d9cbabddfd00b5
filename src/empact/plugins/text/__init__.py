"""Formats findings and documents as text, for people: on a terminal, in a pipe, in a mail."""

from __future__ import annotations

from collections.abc import Iterable

from empact import hooks


@hooks.hookimpl
def empact_formatters() -> Iterable[hooks.Formatter]:
    """Format findings by plan and by action, each with its line of the file."""
    return [hooks.Formatter(name="text", write="empact.plugins.text.formatting:format_findings")]


@hooks.hookimpl
def empact_exporters() -> Iterable[hooks.Exporter]:
    """Write ``.txt``: a document as plain text."""
    width = hooks.Option("width", summary="The columns of a line.", type=int, default=80)
    return [
        hooks.Exporter(
            name="text",
            suffix=".txt",
            takes="document",
            options=(width,),
            write="empact.plugins.text.documents:write",
        )
    ]
