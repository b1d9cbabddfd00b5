"""How wide the columns of a table should be: no word breaks, and the highest cell is as low as it can be.

Widths are in ems, the size of the letters: a format multiplies them with its own size.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from empact.documents.values import Column
from empact.values import value

_CHARACTER = 0.5
"""The width of a character of ordinary text, by which columns state their widths."""
_BOLD = 0.055
"""How much wider a bold letter is."""
_WIDEST_LETTER = 1.1
"""The width of the widest bold letter."""
_LITTLE_MORE = 2
"""The characters by which a text may be longer than the width that its column states, before it gets a second line."""
_MOST = 20.0
"""The width of a column of long texts that states none."""
_LONGEST_WORD = 14.0
"""The widest word that no column breaks. A wider one is an address, a path or a digest."""
_CHANCE = re.compile(r"(?<=[^\W\d_]-)(?=[^\W\d_])")
"""Between the parts of ``co-operation``, where every program breaks a line; in ``C-2012`` none does."""
_SLASH = re.compile(r"(?<=\w{3}[/>])(?=[^\W\d_]{3})")
"""Behind the slash of ``October/November`` and the sign of ``Results>June``, but not in ``I/D`` or ``11/2012``."""


class _Letters(dict[str, float]):
    """The widths of letters as in Helvetica, Arial and Liberation Sans; other fonts of screens hardly differ."""

    def __missing__(self, letter: str) -> float:
        return 0.9 if letter > "\u2000" else 0.75 if letter.isupper() else 0.6


_WIDTHS = _Letters(
    {
        letter: width
        for letters, width in (
            ("ijl'", 0.22),
            ("ft.,:;/!I|[] \u00a0", 0.28),
            ('r-()"*`\u2018\u2019', 0.34),
            ("ckszvxyJ", 0.5),
            ("abdeghnopqu0123456789?L_#$", 0.56),
            ("+<>=~FTZ\u2013", 0.6),
            ("ABEKPSVXY&", 0.67),
            ("CDHNRUw", 0.73),
            ("GOQ", 0.78),
            ("mM%", 0.86),
            ("W", 0.95),
            ("@\u2014\u2026", 1.0),
        )
        for letter in letters
    }
)


def _text_width(text: str, *, is_bold: bool) -> float:
    return sum(map(_WIDTHS.__getitem__, text)) + (_BOLD * len(text) if is_bold else 0)


def line_pieces(text: str) -> list[str]:
    """Return the parts of a text between which a format may break a line, beside its spaces and hyphens.

    No program breaks a line behind a slash by itself. A code, a number and a date stay whole.

    >>> line_pieces("October/November 2012, I/D SG")
    ['October/', 'November 2012, I/D SG']
    """
    return _SLASH.split(text) if "/" in text or ">" in text else [text]


def longest_word(texts: Iterable[str], *, is_bold: bool = False, breaks_at_slashes: bool = False) -> float:
    """Return the width of the longest word of some texts, in ems: at most that of a word that no column breaks.

    Args:
        texts: The texts.
        is_bold: Whether the letters are bold.
        breaks_at_slashes: Whether the format breaks lines between :func:`line_pieces`.
    """
    words = {word for text in texts for word in text.split()}
    if breaks_at_slashes:
        words = {piece for word in words for piece in line_pieces(word)}
    longest = 0.0
    for word in sorted(words, key=len, reverse=True):
        if _WIDEST_LETTER * len(word) <= longest:
            break  # no shorter word can be wider
        for part in _CHANCE.split(word) if "-" in word else (word,):
            longest = max(longest, _text_width(part, is_bold=is_bold))
    return min(longest, _LONGEST_WORD)


@value(kw_only=True)
class ColumnNeed:
    """What a column of a table needs, in ems, without the space between columns."""

    word: float
    """The least width: a narrower column breaks its longest word, or has too little room for an answer."""
    line: float
    """The width beyond which it wants no more: its longest line, or what the column states for long texts."""
    text: float
    """The width that its longest text would have in one line. 0 if it has a title only."""


def column_need(  # noqa: PLR0913 - each is a part of how a format writes a column
    column: Column,
    texts: Iterable[str],
    *,
    title: str | None = None,
    is_open: bool = False,
    is_bold: bool = False,
    breaks_at_slashes: bool = False,
) -> ColumnNeed:
    """Measure a column of a table.

    Args:
        column: The column.
        texts: Its texts.
        title: Its title as the format writes it. None if that is the title of the column.
        is_open: Whether it has cells to fill in: it gets the width that it states also for shorter texts, and at least
            half of it.
        is_bold: Whether its texts are bold, as titles are.
        breaks_at_slashes: Whether the format breaks lines between :func:`line_pieces`.
    """
    shown = column.title if title is None else title
    whole = set(texts)
    lines = {line for text in whole for line in text.split("\n")}
    stated = _MOST if column.width is None else _CHARACTER * (column.width + _LITTLE_MORE)
    word = max(
        longest_word((shown,), is_bold=True, breaks_at_slashes=breaks_at_slashes),
        longest_word(lines, is_bold=is_bold, breaks_at_slashes=breaks_at_slashes),
    )
    if is_open:
        word = max(word, stated / 2)
    most = max(map(len, lines), default=0)
    longest = max((_text_width(line, is_bold=is_bold) for line in lines if len(line) == most), default=0)
    heading = max(_text_width(line, is_bold=True) for line in shown.split("\n"))
    return ColumnNeed(
        word=word,
        line=max(min(max(longest, stated if is_open else 0, heading), stated), word),
        text=max(_CHARACTER * max(map(len, whole), default=0), stated if is_open else 0),
    )


def share_room(needs: Sequence[ColumnNeed], room: float) -> tuple[float, ...]:
    """Return the width of each column where all of them have ``room``, in ems.

    Each has room for its longest word, and for its longest line if there is enough. If there is not, the columns share
    what is left so that the highest cell has as few lines as possible. If there is not even room for the words, the
    columns with the longest ones give first.

    >>> short, long = ColumnNeed(word=3, line=3, text=3), ColumnNeed(word=5, line=40, text=400)
    >>> [round(width, 2) for width in share_room([short, long], 20)]
    [3, 17.0]
    """
    lines = tuple(need.line for need in needs)
    words = tuple(need.word for need in needs)
    if sum(lines) <= room:
        return lines
    if sum(words) >= room:
        return _fitted(lambda most: tuple(min(word, most) for word in words), 0, max(words), room)
    return _fitted(lambda part: tuple(min(max(need.word, part * need.text), need.line) for need in needs), 0, 1, room)


def _fitted(widths: Callable[[float], tuple[float, ...]], low: float, high: float, room: float) -> tuple[float, ...]:
    """Return the widths for the largest number between two with which they still fit."""
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(widths(middle)) <= room else (low, middle)
    return widths(low)
