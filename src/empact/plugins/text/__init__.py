"""Findings as text, for people: on a terminal and in a pipe."""

from __future__ import annotations

from collections.abc import Iterable

from empact.hooks import Reporter, hookimpl


@hookimpl
def empact_reporters() -> Iterable[Reporter]:
    """Tell findings plan by plan and action by action, each with the line it speaks of."""
    return [Reporter(name="text", write="empact.plugins.text.report:report")]
