"""Words of a document in messages, and those that stand where words were taken out."""

from __future__ import annotations

import attrs

from empact.diagnostics import NOT_UNDERSTOOD, Place
from empact.hooks import ReadContext
from empact.plugins.importing.layouts import Layout
from empact.plugins.importing.source import MARK, WITHHELD, Passage

_MOST_SHOWN = 200
"""The most characters of a text in a message."""


def shown(text: str, most: int = _MOST_SHOWN) -> str:
    """Return words for a message, in quotes, in one line and with so many characters at most."""
    line = " ".join(text.split())
    return repr(line if len(line) <= most else f"{line[: most - 1]}\N{HORIZONTAL ELLIPSIS}")


def report_marks(passage: Passage, place: Place, ctx: ReadContext) -> None:
    """Report the marks of notes at words that have none in a plan. The notes themselves are kept."""
    if passage.marks:
        ctx.report(NOT_UNDERSTOOD, f"The mark of a note at {shown(passage.line)} is not kept.", place)


def report_emphasis(passage: Passage, place: Place, ctx: ReadContext) -> None:
    """Report emphasis at words that have none in a plan."""
    if passage.spans:
        ctx.report(NOT_UNDERSTOOD, f"The emphasis in {shown(passage.line)} is not kept.", place)


def is_withheld(passage: Passage, layout: Layout) -> bool:
    """Whether words were taken out of a text: it says so, or nobody sees them."""
    if passage.is_withheld or any(words in passage.text for words in layout.withheld):
        return True
    lines = passage.text.split("\n")
    return passage.line.casefold() in layout.withheld_cells or any(_is_withheld_line(line, layout) for line in lines)


def _is_withheld_line(line: str, layout: Layout) -> bool:
    return MARK.sub("", line).strip(" .") in layout.withheld_lines


def without_withheld(passage: Passage, layout: Layout) -> Passage:
    """Return a text that says whether words were taken out; if nothing else is left, it has no words."""
    if not is_withheld(passage, layout):
        return passage
    is_whole = passage.line.casefold() in layout.withheld_cells
    lines = [] if is_whole else [line for line in passage.text.split("\n") if not _is_withheld_line(line, layout)]
    left = " ".join(MARK.sub("", " ".join(lines)).split())
    for words in layout.withheld:
        left = left.replace(words, "")
    has_words = any(map(str.isalnum, left))
    return attrs.evolve(passage, gaps=passage.gaps or (0,)) if has_words else WITHHELD
