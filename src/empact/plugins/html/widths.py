"""Measures the columns of a table, from the lengths of its texts."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

_WIDEST = 100
"""The most characters of the rows of a table that stays a table on a phone."""
_MOST = 40
"""The width of a column of long texts, in characters, where it states none."""
_LINE = 220
"""The characters of a line across the page, on paper in landscape format."""
_LEAST_PART = 0.25
"""The least part of the room that long texts want beyond their longest word, and get even where a line is full."""
_LONGEST_WORD = 15
"""The most characters of a word of its texts that a column has to have room for."""
_LONGEST_IN_TITLE = 30
"""The same for a word of its title, which is not to break."""
_SPACE = 2.5
"""The space between two columns, in characters."""
_BOLD = 1.2
"""The width of a bold letter, in letters of a cell."""
_WIDE = frozenset("mwMW\u00df@%")
"""The letters that take nearly two."""
_MORE = 0.8
"""What each of these takes beyond one letter."""
_PORTRAIT = 95
"""The most characters of the longest words of all columns, for which paper in portrait format is wide enough."""


@attrs.frozen(kw_only=True)
class Widths:
    """The widths of the columns of a table."""

    characters: float
    """The width of the table in characters, with which each column has room for its longest word."""
    shares: tuple[float, ...]
    """The part of the width that each column gets, in percent: room for its longest word, and more for longer texts."""
    are_wide: bool
    """Whether the table is too wide for a phone, which then shows a block for each row."""
    need_landscape: bool
    """Whether it is too wide for paper in portrait format."""


def measure(
    columns: Sequence[tuple[int | None, bool]],
    titles: Sequence[str],
    texts: Sequence[Sequence[str]],
    bold: int | None = None,
) -> Widths:
    """Measure the columns of a table.

    Args:
        columns: The width that each column states, in characters, and whether it has cells to fill in, which need it.
        titles: The title of each column.
        texts: The texts of each column.
        bold: The column whose texts are as bold as titles, since they name the rows.
    """
    words = [
        _longest_word(title, column, _BOLD if index == bold else 1)
        for index, (title, column) in enumerate(zip(titles, texts, strict=True))
    ]
    lines = [max((len(line) for text in column for line in text.split("\n")), default=0) for column in texts]
    wanted = [width or _MOST for width, _ in columns]
    room = [
        max(line, width) if is_open else line for line, width, (_, is_open) in zip(lines, wanted, columns, strict=True)
    ]
    more = [max(0, min(line, width) - word) for word, line, width in zip(words, room, wanted, strict=True)]
    part = min(1, max(_LEAST_PART, (_LINE - sum(words)) / (sum(more) or 1)))
    weights = [word + part * extra for word, extra in zip(words, more, strict=True)]
    several = any("\n" in text for column in texts for text in column)
    return Widths(
        characters=sum(weights),
        shares=tuple(round(100 * weight / sum(weights), 1) for weight in weights),
        are_wide=several or sum(map(max, lines, map(len, titles))) > _WIDEST,
        need_landscape=sum(words) > _PORTRAIT,
    )


def _longest_word(title: str, texts: Sequence[str], letter: float) -> float:
    """Return the characters that the longest word of a column needs, with the space around it."""
    in_title = _BOLD * max(map(_letters, title.split()))
    in_texts = letter * max((len(word) for text in texts for word in text.split()), default=0)
    return max(min(in_title, _LONGEST_IN_TITLE), min(in_texts, _LONGEST_WORD)) + _SPACE


def _letters(word: str) -> float:
    return len(word) + _MORE * sum(letter in _WIDE for letter in word)
