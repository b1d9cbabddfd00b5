"""Formats findings and documents as text, for people: on a terminal, in a pipe, in a mail."""

from __future__ import annotations

from collections.abc import Iterable

from empact import hooks


@hooks.hookimpl
def empact_formatters() -> Iterable[hooks.Formatter]:
    """Format findings for people, each with its line of the file; or with one line each, for ``grep`` and editors."""
    group = hooks.Option(
        "group",
        summary="List the findings by action, by rule, or by leader: who has to act.",
        choices=("action", "rule", "leader"),
        default="action",
    )
    statistics = hooks.Option(
        "statistics", summary="Only count the findings of each rule, with hints.", type=bool, default=False
    )
    return [
        hooks.Formatter(name="text", options=(group, statistics), write="empact.plugins.text.findings:format_findings"),
        hooks.Formatter(name="concise", write="empact.plugins.text.concise:format_findings"),
    ]


@hooks.hookimpl
def empact_exporters() -> Iterable[hooks.Exporter]:
    """Write ``.txt``: a document as plain text."""
    width = hooks.Option("width", summary="The columns of a line.", type=int, between=(20, 10_000), default=80)
    return [
        hooks.Exporter(
            name="text",
            suffix=".txt",
            takes="document",
            options=(width,),
            write="empact.plugins.text.documents:write",
        )
    ]
