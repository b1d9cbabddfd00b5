"""Sentences with their evidence, as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
