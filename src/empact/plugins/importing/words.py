"""Words of a document in messages, and those that stand where words were taken out."""

from __future__ import annotations

import attrs

from empact.diagnostics import NOT_UNDERSTOOD, Place
from empact.hooks import ReadContext
from empact.plugins.importing.layouts import Layout
from empact.plugins.importing.source import WITHHELD, Passage

_MOST_SHOWN = 200
"""The most characters of a text in a message."""


def shown(text: str) -> str:
    """Return words for a message, in quotes and in one line."""
    line = " ".join(text.split())
    return repr(line if len(line) <= _MOST_SHOWN else f"{line[: _MOST_SHOWN - 1]}\N{HORIZONTAL ELLIPSIS}")


def report_marks(passage: Passage, place: Place, ctx: ReadContext) -> None:
    """Report the marks of notes at words that have none in a plan. The notes themselves are kept."""
    if passage.marks:
        ctx.report(NOT_UNDERSTOOD, f"The mark of a note at {shown(passage.line)} is not kept.", place)


def is_withheld(passage: Passage, layout: Layout) -> bool:
    """Whether words were taken out of a text: it says so, or nobody sees them."""
    if passage.is_withheld or any(words in passage.text for words in layout.withheld):
        return True
    return passage.line.casefold() in layout.withheld_cells


def without_withheld(passage: Passage, layout: Layout) -> Passage:
    """Return a text that says whether words were taken out; if nothing else is left, it has no words."""
    if not is_withheld(passage, layout):
        return passage
    left = "" if passage.line.casefold() in layout.withheld_cells else passage.line
    for words in layout.withheld:
        left = left.replace(words, "")
    has_words = any(map(str.isalnum, left))
    return attrs.evolve(passage, gaps=passage.gaps or (0,)) if has_words else WITHHELD
