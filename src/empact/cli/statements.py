"""Sentences with their evidence, as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from empact.analysis import Statement
from empact.cli.console import wrapped


def format_statements(heading: str, found: Iterable[Statement], nothing: str | None = None) -> Iterator[str]:
    """Format sentences under a heading, each with its evidence below.

    Args:
        heading: The line above.
        found: The sentences.
        nothing: The line if there are none; without it, the heading is omitted too.
    """
    found = list(found)
    if not found and nothing is None:
        return
    yield ""
    yield heading
    if not found:
        yield wrapped(nothing or "", "  ")
    for statement in found:
        yield wrapped(statement.text, "  - ")
        yield wrapped(f"[{'; '.join(statement.traces)}]", "    ")


def known_values(parts: dict[str, Any]) -> dict[str, Any]:
    """The keys of a JSON object that have a value."""
    return {key: value for key, value in parts.items() if value}
