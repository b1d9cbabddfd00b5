"""Formats findings and documents as text, for people: on a terminal, in a pipe, in a mail."""

from __future__ import annotations

from collections.abc import Iterable

from empact.hooks import Exporter, Formatter, Option, hookimpl


@hookimpl
def empact_formatters() -> Iterable[Formatter]:
    """Format findings for people, each with its line of the file; or with one line each, for ``grep`` and editors."""
    group = Option(
        "group",
        summary="List the findings by action, by rule, or by leader: who has to act.",
        choices=("action", "rule", "leader"),
        default="action",
    )
    statistics = Option(
        "statistics", summary="Only count the findings of each rule, with the cure.", type=bool, default=False
    )
    return [
        Formatter(name="text", options=(group, statistics), write="empact.plugins.text.formatting:format_findings"),
        Formatter(name="concise", write="empact.plugins.text.concise:format_findings"),
    ]


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
