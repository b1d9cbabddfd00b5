"""Checks after each full build that a search of the documentation finds the right page first.

The scores of titles and index entries are those of ``searchtools.js`` in Sphinx. A match in the text scores at most 15,
so a page with a higher score always comes first. A partial build is not checked: its index does not have the entries of
the pages that were not read again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

EXPECTED = {
    "install": "installation",
    "glossary": "glossary",
    "what is an OAP": "five-minutes",
    "excel": "howto/excel",
    "deadline": "reference/commands/agenda",
    "declassified": "howto/release",
    "architecture": "explanation/architecture",
}

_TITLE, _INDEX_ENTRY = 15, 100
_TEXT_AT_MOST = 15


def _scores(index: Mapping[str, Any], query: str) -> Iterator[tuple[int, str]]:
    """Return the score and the page of each title and each main index entry that contains the query."""
    names, titles = index["docnames"], index["titles"]
    query = query.lower()

    def matches(text: str) -> bool:
        return query in text.lower() and len(query) >= len(text) / 2

    for title, places in index["alltitles"].items():
        if matches(title):
            for page, _ in places:
                yield round(_TITLE * len(query) / len(title)) + (titles[page] == title), names[page]
    for entry, places in index["indexentries"].items():
        if matches(entry):
            for page, _, main in places:
                if main:
                    yield round(_INDEX_ENTRY * len(query) / len(entry)), names[page]


def first_page(index: Mapping[str, Any], query: str) -> str | None:
    """Return the page that a search lists first, or None if that depends on the texts of the pages."""
    scores: dict[str, int] = {}
    for score, page in _scores(index, query):
        scores[page] = max(score, scores.get(page, 0))
    best = max(scores.values(), default=0)
    pages = [page for page, score in scores.items() if score == best]
    return pages[0] if best > _TEXT_AT_MOST and len(pages) == 1 else None


def read_index(folder: Path) -> dict[str, Any]:
    """Return the search index of a build."""
    text = (folder / "searchindex.js").read_text(encoding="utf-8")
    index: dict[str, Any] = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    return index


def connect_check(app: Sphinx, env: BuildEnvironment, pages: list[str]) -> None:
    """Check the search index after this build, if it reads every page."""
    if app.builder.name == "html" and env.found_docs == set(pages):
        app.connect("build-finished", check, priority=900)  # after the builder has written the index


def check(app: Sphinx, exception: Exception | None) -> None:
    """Warn about each search that does not find the expected page first."""
    from sphinx.util import logging

    if exception is not None:
        return
    index = read_index(Path(app.outdir))
    for query, page in EXPECTED.items():
        if (first := first_page(index, query)) != page:
            message = "The search %r finds %r first, not %r: give the page this title or a main index entry."
            logging.getLogger(__name__).warning(message, query, first, page)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("env-before-read-docs", connect_check)
    return {"parallel_read_safe": True}
