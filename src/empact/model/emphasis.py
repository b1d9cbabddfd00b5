"""Emphasis: the words of a text that are set apart in print, found by themselves and not by a position."""

from __future__ import annotations

import enum
import re

from empact.arguments import check_text
from empact.model.typed import checked_value


class EmphasisStyle(enum.Enum):
    """How words of a plan are set apart in print."""

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    STRIKE = "strike"
    """Struck through, as Word shows what a revision deletes."""
    SUPERSCRIPT = "superscript"


@checked_value(kw_only=True)
class Emphasis:
    """Words of a text that the source sets apart in print; they mean what they would mean without it.

    Words with two styles have two of these.

    >>> Emphasis(words="st", within="1st", style=EmphasisStyle.SUPERSCRIPT).spans("The 1st of the last.")
    ((5, 7),)
    """

    words: str | None = None
    """The words, as they stand in the text: every place where they are whole words. None for the whole text."""
    within: str | None = None
    """Words around them, where they do not have the style everywhere, or are a part of a word: ``1st`` around ``st``.
    None if they have it everywhere.
    """
    style: EmphasisStyle
    """The style, such as ``bold``."""

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return the start and the end of each place in a text that has the style; empty if it has none.

        A line break in the text is a space. Words in two paragraphs are never one place.
        """
        check_text("text", text)
        around = self.words if self.within is None else self.within
        if around is None:
            return ((0, len(text)),) if text.strip() else ()
        if not around.strip() or (self.words is not None and not self.words.strip()):
            return ()  # nothing would be everywhere
        places = (match.span() for match in re.finditer(_whole_words(around), text))
        if self.words is None or self.within is None:
            return tuple(places)
        words = re.compile(_in_one_paragraph(self.words))
        return tuple(match.span() for start, end in places for match in words.finditer(text, start, end))


def _in_one_paragraph(words: str) -> str:
    """Return the pattern of words with any space between them, but no blank line and no start of a list item."""
    return r"(?!\s*\n\s*(?:\n|- ))\s+".join(map(re.escape, words.split()))


def _whole_words(words: str) -> str:
    """Return the pattern of words that are not within a longer word."""
    pattern = _in_one_paragraph(words)
    before = r"(?<!\w)" if re.match(r"\s*\w", words) else ""
    behind = r"(?!\w)" if re.search(r"\w\s*\Z", words) else ""
    return f"{before}{pattern}{behind}"
