"""Findings as text, for people: on a terminal and in a pipe."""

from __future__ import annotations

from collections.abc import Iterable

from empact.hooks import Formatter, hookimpl


@hookimpl
def empact_formatters() -> Iterable[Formatter]:
    """Tell findings plan by plan and action by action, each with the line it speaks of."""
    return [Formatter(name="text", write="empact.plugins.text.formatting:format_findings")]
