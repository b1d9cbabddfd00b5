"""Formats findings as text, for people: on a terminal and in a pipe."""

from __future__ import annotations

from collections.abc import Iterable

from empact.hooks import Formatter, hookimpl


@hookimpl
def empact_formatters() -> Iterable[Formatter]:
    """Format findings by plan and by action, each with its line of the file."""
    return [Formatter(name="text", write="empact.plugins.text.formatting:format_findings")]
