"""Generates ``reference/status-words.txt`` before each build: the known words for a status, by their meaning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pages import table, write

from empact.model import ActionStatus
from empact.reference import status_words

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def _rows() -> Iterator[tuple[str, str, str]]:
    known = status_words()
    for status in ActionStatus:
        by_source: dict[str, list[str]] = {}
        for word in known:
            if word.status is status:
                by_source.setdefault(word.source, []).append(word.word)
        for source, words in by_source.items():
            yield f"`{status.value}`", ", ".join(words), source


def write_table(app: Sphinx) -> None:
    """Write the table, which a page includes."""
    lines = table(("meaning", "words", "where they come from"), _rows())
    write(app.srcdir / "reference" / "status-words.txt", "\n".join((*lines, "")))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("builder-inited", write_table)
    return {"parallel_read_safe": True}
