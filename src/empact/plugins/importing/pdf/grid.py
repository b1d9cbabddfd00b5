"""Grids: rules that cross make the cells of a table; where no rule is between two places, they are one cell."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from empact.plugins.importing.pdf.pages import Box, PdfPage

THIN = 2.5
"""The widest rule, in points; what is wider is an area."""
_NEAR = 2.5
"""How far apart rules are that are one, and how far they end from one that they meet, in points."""
_MOST = 400
"""The most rules of tables in one direction on a page; a drawing has more."""
_MOST_OTHERS = 5_000
"""The most level rules on a page."""
_LEAST = 2
"""How many rules in each direction make a grid."""
_COVERED = 0.6
"""Which share of the side of a cell a rule covers that bounds it."""


@attrs.frozen
class GridCell:
    """A cell of a grid."""

    row: int
    """Its first row, counted from 0."""
    rows: int
    """How many rows it takes."""
    box: Box
    """Where it is."""


@attrs.frozen
class Grid:
    """The rules of a table, and its cells."""

    xs: tuple[float, ...]
    """Where its columns begin, and where the last one ends."""
    ys: tuple[float, ...]
    """Where its rows begin, and where the last one ends."""
    cells: tuple[GridCell, ...]
    """Its cells, row by row."""
    places: tuple[tuple[int, ...], ...]
    """For each row and column, which of the cells is there."""

    @property
    def box(self) -> Box:
        """Where it is."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell_at(self, x: float, y: float) -> int | None:
        """Return which cell has a point. None for a point outside."""
        if not self.box.has(x, y):
            return None
        row = min(bisect_right(self.ys, y), len(self.ys) - 1) - 1
        column = min(bisect_right(self.xs, x), len(self.xs) - 1) - 1
        return self.places[row][column]


@attrs.frozen
class _Rule:
    """A rule in one direction, and where it goes in the other."""

    at: float
    start: float
    end: float


@attrs.frozen
class Ruled:
    """The rules of a page."""

    grids: tuple[Grid, ...]
    """The tables, from the top."""
    others: tuple[Box, ...]
    """The level rules that belong to no table, from the top."""
    is_too_much: bool = False
    """Whether there are too many rules for a table; then there are no grids."""


def ruled(page: PdfPage) -> Ruled:
    """Return the tables of a page, and its other rules."""
    thin = (area.box for area in page.areas if min(area.box.width, area.box.height) < THIN)
    boxes = sorted({*page.rules, *thin}, key=lambda box: box.top)
    level = _merged(_Rule((box.top + box.bottom) / 2, box.x0, box.x1) for box in boxes if _is_level(box))
    upright = _merged(_Rule((box.x0 + box.x1) / 2, box.top, box.bottom) for box in boxes if _is_upright(box))
    if len(upright) > _MOST or len(level) > _MOST_OTHERS:
        return Ruled((), (), is_too_much=True)
    kept = [rule for rule in level if _meets(rule.start, rule, upright) and _meets(rule.end, rule, upright)]
    if len(kept) > _MOST:
        return Ruled((), (), is_too_much=True)
    grids = tuple(
        sorted((grid for group in _groups(kept, upright) if (grid := _grid(*group))), key=lambda grid: grid.ys[0])
    )
    used = {rule for rule in kept if any(grid.box.has(rule.start + _NEAR, rule.at) for grid in grids)}
    others = (Box(rule.start, rule.at, rule.end, rule.at) for rule in level if rule not in used)
    return Ruled(grids, tuple(sorted(others, key=lambda box: box.top)))


def _is_level(box: Box) -> bool:
    return box.height < THIN and box.width > box.height


def _is_upright(box: Box) -> bool:
    return box.width < THIN and box.height > 2 * THIN


def _meets(end: float, rule: _Rule, others: Iterable[_Rule]) -> bool:
    """Whether a rule ends at one of others, or is crossed near its end."""
    return any(abs(end - other.at) <= _NEAR and other.start - _NEAR <= rule.at <= other.end + _NEAR for other in others)


def _merged(rules: Iterable[_Rule]) -> list[_Rule]:
    """Return rules with those that lie on each other or go on with each other as one."""
    found: list[_Rule] = []
    same: list[_Rule] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if same and rule.at - same[-1].at > _NEAR / 2:
            found += _joined(same)
            same = []
        same.append(rule)
    return [*found, *_joined(same)]


def _joined(rules: Sequence[_Rule]) -> list[_Rule]:
    made: list[_Rule] = []
    for rule in sorted(rules, key=lambda rule: rule.start):
        if made and rule.start <= made[-1].end + _NEAR:
            made[-1] = attrs.evolve(made[-1], end=max(made[-1].end, rule.end))
        else:
            made.append(rule)
    return made


def _groups(level: Sequence[_Rule], upright: Sequence[_Rule]) -> list[tuple[list[_Rule], list[_Rule]]]:
    """Return the rules that cross each other, in groups."""
    parents = list(range(len(level) + len(upright)))

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    for first, rule in enumerate(level):
        for second, other in enumerate(upright, len(level)):
            if (
                rule.start - _NEAR <= other.at <= rule.end + _NEAR
                and other.start - _NEAR <= rule.at <= other.end + _NEAR
            ):
                parents[root(first)] = root(second)
    groups: dict[int, tuple[list[_Rule], list[_Rule]]] = {}
    for at, rule in enumerate((*level, *upright)):
        groups.setdefault(root(at), ([], []))[at >= len(level)].append(rule)
    return list(groups.values())


def _grid(level: Sequence[_Rule], upright: Sequence[_Rule]) -> Grid | None:
    if len(level) < _LEAST or len(upright) < _LEAST:
        return None
    xs, ys = _places(rule.at for rule in upright), _places(_heights(level, upright))
    if len(xs) < _LEAST or len(ys) < _LEAST:
        return None
    return _filled(xs, ys, _bounds(level, ys, xs), _bounds(upright, xs, ys))


def _heights(level: Sequence[_Rule], upright: Sequence[_Rule]) -> Iterator[float]:
    """Yield where rows begin and end; a page can break a table without a rule at its end."""
    heights = [rule.at for rule in level]
    yield from heights
    first, last = min(rule.start for rule in upright), max(rule.end for rule in upright)
    if first < min(heights) - 2 * _NEAR:
        yield first
    if last > max(heights) + 2 * _NEAR:
        yield last


def _filled(
    xs: Sequence[float], ys: Sequence[float], across: Mapping[int, set[int]], down: Mapping[int, set[int]]
) -> Grid:
    """Return the grid of places, with the cells that the rules across and down bound."""
    columns, rows = len(xs) - 1, len(ys) - 1
    places = [[-1] * columns for _ in range(rows)]
    cells: list[GridCell] = []
    for row in range(rows):
        for column in range(columns):
            if places[row][column] >= 0:
                continue
            right, low = column, row
            while right + 1 < columns and places[row][right + 1] < 0 and row not in down.get(right + 1, ()):
                right += 1
            while low + 1 < rows and places[low + 1][column] < 0 and _is_open(across.get(low + 1, ()), column, right):
                low += 1
            for each in range(row, low + 1):
                places[each][column : right + 1] = [len(cells)] * (right + 1 - column)
            cells.append(GridCell(row, low - row + 1, Box(xs[column], ys[row], xs[right + 1], ys[low + 1])))
    return Grid(tuple(xs), tuple(ys), tuple(cells), tuple(map(tuple, places)))


def _is_open(bounded: Iterable[int], first: int, last: int) -> bool:
    """Whether no rule is between two rows at columns."""
    return not any(first <= column <= last for column in bounded)


def _places(places: Iterable[float]) -> list[float]:
    """Return places, those that are one only once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _bounds(rules: Iterable[_Rule], places: Sequence[float], between: Sequence[float]) -> dict[int, set[int]]:
    """Return by the number of each place the steps of the other direction that a rule at it covers."""
    found: dict[int, set[int]] = {}
    for rule in rules:
        at = min(range(len(places)), key=lambda number: abs(places[number] - rule.at))
        for step, (start, end) in enumerate(itertools.pairwise(between)):
            if min(end, rule.end) - max(start, rule.start) >= _COVERED * (end - start):
                found.setdefault(at, set()).add(step)
    return found
