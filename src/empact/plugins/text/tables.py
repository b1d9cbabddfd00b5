"""Lays out a table in aligned columns, as far as they fit: a wide text is wrapped, a wide matrix is in parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from empact.documents import ColumnType, Table, TableCell, Value, Words
from empact.plugins.text.layout import (
    Signs,
    clean,
    columns,
    count,
    format_cell,
    format_value,
    one_line,
    padded,
    wrapped,
)

_GAPS = (2, 1)
"""The spaces between the columns of a table: the first that makes it fit."""
_NARROWEST = 18
"""The minimum width of a column whose texts are wrapped."""
_WRAPPED = 2
"""The maximum number of columns whose texts are wrapped: with more, a block for each row is easier to read."""
_MOST_SHOWN = 4
"""The columns of a part of a matrix that wider gaps have to leave room for."""
_BAR = 10
"""The length of the longest bar, in columns."""
_NONE = "."
"""An empty cell of counts."""
_FEWEST = 6
"""The counts of a row that levels are drawn for: fewer are compared at a glance."""
_INDENT = 2
"""How far the other lines of a text in a list are in."""
_SIGNS = frozenset({"x", "o"})
"""The signs in a column of counts: certain, and possible."""


@attrs.frozen(kw_only=True)
class Grid:
    """The texts of a table, column by column."""

    heads: tuple[str, ...]
    """The titles of the columns."""
    rows: tuple[tuple[str, ...], ...]
    """The texts of each row."""
    counts: tuple[bool, ...]
    """Whether a column has counts, such as 2+1."""
    right: tuple[bool, ...]
    """Whether a column is aligned right."""
    may_wrap: bool
    """Whether texts may be wrapped: a place to fill in may not."""
    has_total: bool
    """Whether a column, with the key ``total``, sums up the others."""
    is_list: bool = False
    """Whether its rows are those of a list, without titles of columns; the other lines of a text are a little in."""

    @classmethod
    def of(cls, table: Table, cut: Words | None = None) -> Grid:
        """Return the texts of a table: numbers with as many decimals as the others of their column, and dots for none.

        Args:
            table: The table.
            cut: The language of long lists that are cut, as :func:`format_cell` takes it.
        """
        counts = tuple(column.type is ColumnType.COUNT for column in table.columns)
        decimals = [_decimals(row.cells[place].value for row in table.rows) for place in range(len(table.columns))]
        return cls(
            heads=tuple(one_line(column.title) for column in table.columns),
            rows=tuple(
                tuple(
                    _aligned(cell, places, cut) or (_NONE if counted else "")
                    for cell, places, counted in zip(row.cells, decimals, counts, strict=True)
                )
                for row in table.rows
            ),
            counts=counts,
            right=tuple(column.type.is_right for column in table.columns),
            may_wrap=all(cell.fill_in is None for row in table.rows for cell in row.cells),
            has_total=any(column.key == "total" for column in table.columns),
        )

    @classmethod
    def of_list(cls, table: Table) -> Grid:
        """Return the texts of a list: no titles, each first value once, a last column of lists behind the texts."""
        rows = [[_aligned(cell, 0, None) for cell in row.cells] for row in table.rows]
        right = [column.type.is_right for column in table.columns]
        is_answered = all(cell.fill_in is None for row in table.rows for cell in row.cells)
        if is_answered and len(right) > 1 and table.columns[-1].type is ColumnType.LIST:
            right.pop()
            behind = [_in_brackets(row.cells[-1].value) for row in table.rows]
            rows = [
                [*others, f"{text} {sources}".rstrip()]
                for (*others, text, _), sources in zip(rows, behind, strict=True)
            ]
        if len(right) > 1:
            firsts = [first for first, *_ in rows]
            for row, first, above in zip(rows[1:], firsts[1:], firsts, strict=False):
                row[0] = "" if first == above else first
        return cls(
            heads=("",) * len(right),
            rows=tuple(map(tuple, rows)),
            counts=(False,) * len(right),
            right=tuple(right),
            may_wrap=is_answered,
            has_total=False,
            is_list=True,
        )

    @property
    def indent(self) -> int:
        """How far the other lines of a text are in."""
        return _INDENT if self.is_list else 0

    @property
    def sizes(self) -> list[int]:
        """The width of each column without wrapping."""
        return [max(map(columns, texts)) for texts in zip(self.heads, *self.rows, strict=True)]

    def part(self, places: Sequence[int], named: int) -> Grid:
        """Return some of the columns, and the rows that have a text in one of them beside those that name the row."""
        chosen = (tuple(row[place] for place in places) for row in self.rows)
        return attrs.evolve(
            self,
            heads=tuple(self.heads[place] for place in places),
            rows=tuple(row for row in chosen if any(text not in {"", _NONE} for text in row[named:])),
            counts=tuple(self.counts[place] for place in places),
            right=tuple(self.right[place] for place in places),
        )

    @property
    def largest(self) -> dict[str, int]:
        """The largest count of a table with one column of counts, by the heading of this column."""
        if sum(self.counts) != 1:
            return {}
        place = self.counts.index(True)
        return {self.heads[place]: max((sum(count(row[place])) for row in self.rows), default=0)}

    def with_bars(self, signs: Signs, largest: Mapping[str, int]) -> Grid:
        """Return the grid with bars behind the only column of counts; unchanged if it has none, or several.

        Args:
            signs: The characters of bars.
            largest: The count of the longest bar, by the heading of the column: the same in all tables of a document.
        """
        if sum(self.counts) != 1 or len(self.rows) == 1:
            return self
        place = self.counts.index(True)
        most = largest.get(self.heads[place], 0)
        if not most:
            return self
        bars = (signs.bar(row[place], most, _BAR) for row in self.rows)

        def with_bar(texts: tuple[str, ...], bar: str) -> tuple[str, ...]:
            return (*texts[: place + 1], bar, *texts[place + 1 :])

        return attrs.evolve(
            self,
            heads=with_bar(self.heads, ""),
            rows=tuple(with_bar(row, bar) for row, bar in zip(self.rows, bars, strict=True)),
            counts=(*self.counts[: place + 1], False, *self.counts[place + 1 :]),
            right=(*self.right[: place + 1], False, *self.right[place + 1 :]),
        )

    @property
    def has_signs(self) -> bool:
        """Whether a cell of counts has a sign in place of a number."""
        return any(
            text in _SIGNS for row in self.rows for text, counted in zip(row, self.counts, strict=True) if counted
        )

    def drawn(self, row: Sequence[str], sizes: Sequence[int], signs: Signs) -> tuple[str, ...]:
        """Return the texts of a row, with its signs drawn as parts of a bar."""
        bars = {"x": signs.certain, "o": signs.possible}
        return tuple(
            bars[text] * size if counted and text in bars else text
            for text, counted, size in zip(row, self.counts, sizes, strict=True)
        )

    def levels(self, sizes: Sequence[int], signs: Signs) -> tuple[str, ...] | None:
        """Return the level of each count of the only row, to stand below it; None if it has none to compare."""
        if sum(self.counts) < _FEWEST or self.has_total:
            return None
        numbers = [sum(count(text)) if counted else 0 for text, counted in zip(self.rows[0], self.counts, strict=True)]
        if not any(numbers):
            return None
        return tuple(
            signs.level(text, max(numbers)) * size if number else ""
            for text, number, size in zip(self.rows[0], numbers, sizes, strict=True)
        )


def _decimals(values: Iterable[Value]) -> int:
    """Return the decimals of the values of a column that are written as fractions; those of other values are none."""
    return max((len(str(value).partition(".")[2]) for value in values if isinstance(value, float)), default=0)


def _aligned(cell: TableCell, decimals: int, cut: Words | None) -> str:
    if decimals and isinstance(cell.value, float) and "e" not in str(cell.value):
        return format_cell(attrs.evolve(cell, value=f"{cell.value:.{decimals}f}"))
    return format_cell(cell, cut)


def aligned(grid: Grid, width: int, signs: Signs, largest: Mapping[str, int]) -> list[str] | None:
    """Return a table as lines of aligned columns; None if it does not fit.

    Its columns stand beside each other as they are, else with one or two of them wrapped; else a matrix, whose columns
    are all narrow, is in parts below each other.
    """
    if any("\n" in text for row in grid.rows for text in row):
        return None
    for drawn in (grid.with_bars(signs, largest), grid):
        fitting = _fitting(drawn, width)
        if fitting is not None:
            return list(_lines(drawn, *fitting, signs, one_row=len(grid.rows) == 1))
    return list(_in_parts(grid, width, signs)) or None


def _in_brackets(value: Value) -> str:
    """Return what a text rests on in brackets, nothing if that is empty; a short item is not wrapped."""
    items = [clean(format_value(item)) for item in (value if isinstance(value, tuple) else ())]
    short = (item.replace(" ", "\0") if columns(item) < _NARROWEST else item for item in items)
    return f"[{'; '.join(short)}]" if items else ""


def listed(table: Table, width: int, signs: Signs) -> list[str]:
    """Return a table as the lines of a list: in columns or, if they do not fit, with first values above their rows."""
    grid = Grid.of_list(table)
    fitting = None if any("\n" in text for row in grid.rows for text in row) else _fitting(grid, width)
    if fitting is not None:
        return list(_lines(grid, *fitting, signs, one_row=False))
    lines: list[str] = []
    for first, *others in grid.rows:
        above, texts, start = (first, others, " " * _INDENT) if others else ("", [first], "")
        lines += wrapped(above, width)
        text = " ".join(filter(None, texts))
        lines += (f"{start}{line}" for line in _cell(text, width - len(start), _INDENT) if line)
    return lines


def _fitting(grid: Grid, width: int) -> tuple[list[int], int] | None:
    """Return the widths of the columns and of the gap between them; None if they do not fit."""
    sizes = grid.sizes
    gaps = len(sizes) - 1
    for gap in _GAPS[:1] if grid.is_list else _GAPS:  # without titles, one space does not set columns apart
        if sum(sizes) + gap * gaps <= width:
            return sizes, gap
    if not grid.may_wrap:
        return None
    room = width - _GAPS[0] * gaps
    wide = sorted(range(len(sizes)), key=lambda place: -sizes[place])[:_WRAPPED]
    for number in range(1, len(wide) + 1):
        chosen = wide[:number]
        left = room - sum(size for place, size in enumerate(sizes) if place not in chosen)
        shares = _shares([sizes[place] for place in chosen], left)
        words = [grid.indent + _longest_word(grid, place) for place in chosen]
        if all(share >= max(_NARROWEST, word) for share, word in zip(shares, words, strict=True)):
            narrowed = dict(zip(chosen, shares, strict=True))
            return [narrowed.get(place, size) for place, size in enumerate(sizes)], _GAPS[0]
    return None


def _shares(sizes: Sequence[int], room: int) -> list[int]:
    """Return what each of one or two columns gets of a room, in proportion to the texts that they have."""
    if len(sizes) == 1:
        return [room]
    smaller = min(sizes[1], max(_NARROWEST, room * sizes[1] // sum(sizes)))
    return [room - smaller, smaller]


def _longest_word(grid: Grid, place: int) -> int:
    texts = (grid.heads[place], *(row[place] for row in grid.rows))
    return max((columns(word) for text in texts for word in text.split(" ")), default=0)


def _lines(grid: Grid, sizes: Sequence[int], gap: int, signs: Signs, *, one_row: bool) -> Iterator[str]:
    levels = grid.levels(sizes, signs) if one_row else None
    drawn = [grid.drawn(row, sizes, signs) for row in grid.rows]
    for texts in (*([] if grid.is_list else [grid.heads]), *drawn, *([] if levels is None else [levels])):
        cells = [_cell(text, size, grid.indent) for text, size in zip(texts, sizes, strict=True)]
        for line in range(max(map(len, cells))):
            beside = (
                padded(cell[line] if line < len(cell) else "", size, right=right)
                for cell, size, right in zip(cells, sizes, grid.right, strict=True)
            )
            yield (" " * gap).join(beside).rstrip()


def _cell(text: str, size: int, indent: int) -> list[str]:
    first, *others = wrapped(text, size, indent=indent) or [""]
    return [first, *(f"{' ' * indent}{line}" for line in others)]


def _naming(rows: Sequence[Sequence[str]]) -> int:
    """Return how many of the first columns make each row different; 1 if even all of them do not."""
    most = len(rows[0]) if rows else 0
    return next((named for named in range(1, most) if len({tuple(row[:named]) for row in rows}) == len(rows)), 1)


def _in_parts(grid: Grid, width: int, signs: Signs) -> Iterator[str]:
    """Yield a matrix in parts of the same number of columns, each with the rows that have a text there.

    Each part begins with the first columns that make each row different, or with all before the counts. Nothing if this
    is not a matrix that fits.
    """
    sizes = grid.sizes
    named = max(grid.counts.index(True), 1) if any(grid.counts) else _naming(grid.rows)
    widest = max(sizes[named:], default=0)
    head = sum(sizes[:named]) + _GAPS[0] * (named - 1)
    gap = next((gap for gap in _GAPS if head + _MOST_SHOWN * (widest + gap) <= width), _GAPS[-1])
    most = (width - head) // (widest + gap)
    if len(sizes) - named < 2 or widest >= _NARROWEST or most < 2:  # noqa: PLR2004 - one column alone is not a matrix
        return
    places = range(named, len(sizes))
    each = -(-len(places) // -(-len(places) // most))
    for start in range(0, len(places), each):
        chosen = [*range(named), *places[start : start + each]]
        part = grid.part(chosen, named)
        if part.rows:
            yield from _lines(part, [sizes[place] for place in chosen], gap, signs, one_row=len(grid.rows) == 1)
