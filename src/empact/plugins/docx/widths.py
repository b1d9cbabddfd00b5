"""Measures the columns of a table, from the lengths of its texts."""

from __future__ import annotations

import math
from collections.abc import Sequence

import attrs

_MOST = 40
"""The width of a column of long texts, in characters, where it states none."""
_LONGEST_WORD = 16
"""The most characters of a word that a column has to have room for."""
_SPACE = 2.2
"""The space between two columns, in characters."""
_BOLD = 1.1
"""The width of a letter of a heading, in letters of a cell."""
_PORTRAIT, _LANDSCAPE = 104, 200
"""The most characters of the longest words of all columns, on a page in each format."""
_CROWDED = 1.6
"""A table needs landscape format if its texts want more than so many lines of a page in portrait format."""
_CAPITAL = 0.35
"""How much wider a capital letter is than another character."""
_TWIPS = 92
"""The width of a character, in twentieths of a point."""


@attrs.frozen
class Widths:
    """The widths of the columns of a table."""

    least: tuple[float, ...]
    """The characters that the longest word of each column needs."""
    wanted: tuple[float, ...]
    """The characters that each column wants for its texts."""
    empty: tuple[bool, ...]
    """Whether each column has a title only, and gives its room to the others if there is too little."""

    @property
    def fit_no_page(self) -> bool:
        """Whether a page in landscape format is too narrow for the longest words."""
        return sum(self.least) > _LANDSCAPE

    @property
    def need_landscape(self) -> bool:
        """Whether a page in portrait format is too narrow for the longest words, or for many long texts."""
        crowded = sum(min(width, _MOST) for width in self.wanted) > _CROWDED * _PORTRAIT
        return not self.fit_no_page and (crowded or sum(self.least) > _PORTRAIT)

    def twips(self, room: int, size: float = 1) -> list[int]:
        """Return the width of each column in twentieths of a point, if there is ``room`` for all of them.

        The ``size`` of the letters is that of a text in a table, or so many times as large.

        A column has room for its longest word; what is left goes to those that want more. Where there is too little,
        the columns with the longest words give first. A table that needs less than the page is as wide as it needs to
        be.
        """
        least, wanted = ([size * _TWIPS * width for width in widths] for widths in (self.least, self.wanted))
        if sum(wanted) <= room:
            return [max(1, math.floor(width)) for width in wanted]
        cap = max(least)
        while sum(min(width, cap) for width in least) > room and cap > _TWIPS:
            cap -= _TWIPS
        least = [min(width, cap) for width in least]
        spare = max(0, room - sum(least))
        more = [0 if empty else most - width for most, width, empty in zip(wanted, least, self.empty, strict=True)]
        part = min(1, spare / (sum(more) or 1))
        weights = [width + part * extra for width, extra in zip(least, more, strict=True)]
        return [max(1, math.floor(room * weight / sum(weights))) for weight in weights]


def lines(text: str, twips: int) -> int:
    """Return about how many lines a text needs in a column of this width."""
    return sum(max(1, math.ceil(len(each) * _TWIPS / twips)) for each in text.split("\n"))


def measure(
    columns: Sequence[tuple[int | None, bool]], titles: Sequence[str], texts: Sequence[Sequence[str]]
) -> Widths:
    """Measure the columns of a table.

    Args:
        columns: The width that each column states, in characters, and whether it gets that width also for
            shorter texts, as one with cells to fill in does.
        titles: The title of each column.
        texts: The texts of each column.
    """
    least = [_longest_word(title, column) for title, column in zip(titles, texts, strict=True)]
    wanted: list[float] = []
    empty: list[bool] = []
    for (width, is_open), title, column, word in zip(columns, titles, texts, least, strict=True):
        longest = max((len(each) for text in column for each in text.split("\n")), default=0)
        room = max(longest, width or 0) if is_open else longest
        heading = _BOLD * max(map(len, title.split("\n")))
        wanted.append(max(min(max(room, heading), width or _MOST) + _SPACE, word))
        empty.append(not (room or is_open))
    return Widths(tuple(least), tuple(wanted), tuple(empty))


def _longest_word(title: str, texts: Sequence[str]) -> float:
    in_title = _BOLD * max(map(_width, title.split()), default=0)
    in_texts = max((_width(word) for text in texts for word in text.split()), default=1)
    return min(max(in_title, in_texts), _LONGEST_WORD) + _SPACE


def _width(word: str) -> float:
    return len(word) + _CAPITAL * sum(map(str.isupper, word))
