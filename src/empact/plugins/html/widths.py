"""Divides the width of a page among the columns of a table, so that no word breaks."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from empact.documents import Column, ColumnNeed, ColumnType, column_need, share_room

_LETTER = 1.05
"""How much wider the letters of a browser may be than those of the measure."""
_SPACE = 0.85
"""The space around the text of a column, and its border, in ems of a wide table."""
_BULLET = 1.4
"""The space before the items of a list."""
_WINDOW = 95
"""The width of a window of 1280 pixels, and of paper in landscape format, in ems of a wide table."""
_ROOM = 72
"""The width for which the columns are measured: that of a window of 970 pixels, and of paper in portrait format. In a
wider one each gets more, but shares for a wider one would break words in a narrower one."""
_PHONE = 50
"""The widest rows of a table that stays a table on a phone, in ems."""
_PORTRAIT = 60
"""The width of paper in portrait format, in ems of a wide table."""


@attrs.frozen(kw_only=True)
class Widths:
    """The widths of the columns of a table."""

    least: float
    """The width of the table, in ems, with which each column has room for its longest word; at most that of a window.
    """
    shares: tuple[float, ...]
    """The part of the width that each column gets, in percent: room for its longest word, and more for longer texts."""
    are_wide: bool
    """Whether the table is too wide for a phone, which then shows a block for each row."""
    need_landscape: bool
    """Whether it is too wide for paper in portrait format."""


def measure(columns: Sequence[tuple[Column, bool]], texts: Sequence[Sequence[str]], bold: int | None = None) -> Widths:
    """Measure the columns of a table.

    Args:
        columns: The columns, each with whether it has cells to fill in.
        texts: The texts of each column.
        bold: The column whose texts are as bold as titles, since they name the rows.
    """
    several = [any("\n" in text for text in own) for own in texts]
    needs = [
        _spaced(
            column_need(
                column,
                own,
                title=" ".join(column.title.split()) or column.key,
                is_open=is_open,
                is_bold=index == bold,
                breaks_at_slashes=True,
            ),
            _SPACE + (_BULLET if column.type is ColumnType.LIST and several[index] else 0),
        )
        for index, ((column, is_open), own) in enumerate(zip(columns, texts, strict=True))
    ]
    words = sum(need.word for need in needs)
    widths = share_room(needs, max(_ROOM, min(words, _WINDOW)))
    least = max((need.word / width for need, width in zip(needs, widths, strict=True)), default=0) * sum(widths)
    return Widths(
        least=min(least, _WINDOW),
        shares=tuple(round(100 * width / sum(widths), 1) for width in widths),
        are_wide=any(several) or sum(max(need.line, need.text) for need in needs) > _PHONE,
        need_landscape=words > _PORTRAIT,
    )


def _spaced(need: ColumnNeed, space: float) -> ColumnNeed:
    """Return what a column needs in a browser, with the space around its texts."""
    return ColumnNeed(
        word=_LETTER * need.word + space, line=_LETTER * need.line + space, text=_LETTER * need.text + space
    )
