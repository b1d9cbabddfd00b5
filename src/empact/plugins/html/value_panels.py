"""Draws values over time: a panel for each measure, with a dot or a range at each point and lines to compare with."""

# Positions are calculated with decimals and only their share of the height is a float: values have any size.

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from decimal import MAX_EMAX, MIN_EMIN, ROUND_CEILING, ROUND_FLOOR, Context, Decimal

import attrs

from empact.analysis import format_number
from empact.documents import ValueChart, ValuePanel, ValuePoint, Words
from empact.hooks import printable
from empact.plugins.html.drawing import ChartView, Drawing, Heading, Shape, cut, drawing, shape, text_width

_TOP, _HEIGHT, _FOOT = 26, 120, 22
"""The space for the unit, the height of the values, and the space for the labels of the points."""
_POINT = 104
"""The width of a point."""
_SMALL = 11 / 13
"""The size of a label of the scale, of that of a label."""
_LEAST_APART = 13
"""The least space between two labels of lines."""
_WIDEST = 110
_DOT, _TICKS, _STYLES = 4, 4, 3
_EXACT = Context(prec=40, Emax=MAX_EMAX, Emin=MIN_EMIN)


def draw_values(chart: ValueChart, place: str, rows: Mapping[str, str], words: Words) -> ChartView:
    """Return a picture for each panel.

    Args:
        chart: The chart.
        place: The id of the chart.
        rows: The id of each row of the page, by its key.
        words: The language of what is missing, and of the signs.
    """
    styles: dict[str, int] = {}
    for panel in chart.panels:
        for line in panel.lines:
            styles.setdefault(line.label, len(styles) % _STYLES)
    drawings = tuple(
        _Panel(panel, styles, words).drawing(f"{place}/{number}", rows.get(panel.key))
        for number, panel in enumerate(chart.panels, 1)
    )
    return ChartView(id=place, title=chart.title, drawings=drawings, key=tuple(_key(chart, styles, words)))


@attrs.frozen
class _Scale:
    """The height of each value, between the first and the last tick; there is always a tick at zero."""

    ticks: tuple[Decimal, ...]

    @classmethod
    def of(cls, values: Sequence[Decimal]) -> _Scale:
        least, most = min((*values, Decimal(0))), max((*values, Decimal(0)))
        extent = _EXACT.subtract(most, least)
        if not extent:
            return cls((Decimal(0), Decimal(1)))
        power = Decimal(1).scaleb(extent.adjusted() - 1, _EXACT)
        steps = (_EXACT.multiply(Decimal(factor), power) for factor in (1, 2, 5, 10, 20, 50))
        step = next(step for step in steps if _EXACT.multiply(step, Decimal(_TICKS)) >= extent)
        first = _EXACT.divide(least, step).to_integral_value(ROUND_FLOOR)
        last = _EXACT.divide(most, step).to_integral_value(ROUND_CEILING)
        ticks = (_EXACT.multiply(Decimal(number), step) for number in range(int(first), int(last) + 1))
        return cls(tuple(tick.normalize(_EXACT) for tick in ticks))

    def at(self, value: Decimal) -> float:
        """Return the place of a value, counted from the top of the picture."""
        first, last = self.ticks[0], self.ticks[-1]
        share = _EXACT.divide(_EXACT.subtract(value, first), _EXACT.subtract(last, first))
        return _TOP + _HEIGHT * (1 - float(share))


class _Panel:
    def __init__(self, panel: ValuePanel, styles: Mapping[str, int], words: Words) -> None:
        self.panel, self.styles, self.words = panel, styles, words
        self.scale = _Scale.of(tuple(panel.values))
        ticks = max(text_width(format_number(tick)) for tick in self.scale.ticks)
        self.left = ticks * _SMALL + 8
        self.right = self.left + _POINT * max(len(panel.points), 1)

    def drawing(self, place: str, row: str | None) -> Drawing:
        panel = self.panel
        named = [text for text in (panel.group, panel.label) if text]
        heading = Heading(
            id=place,
            text=": ".join(" ".join(text.split()) for text in named) or panel.key,
            href=row and f"#{row}",
            description="; ".join(self._said()),
        )
        lines = list(self._lines())
        width = self.right + max((text_width(text) * _SMALL + 8 for _, text, _ in lines), default=4)
        shapes = [*self._axis(), *self._drawn(lines), *self._series(), *self._points()]
        return drawing(width, _TOP + _HEIGHT + _FOOT, shapes, heading=heading)

    def _said(self) -> Iterator[str]:
        """Yield each value in words."""
        unit = f" {self.panel.unit}" if self.panel.unit else ""
        for point in self.panel.points:
            value = _amount(point)
            yield f"{point.label}: {self._missing(point) if value is None else f'{value}{unit}'}"
        yield from (f"{line.label}: {format_number(line.value)}{unit}" for line in self.panel.lines)

    def _missing(self, point: ValuePoint) -> str:
        return self.words("not reported") if point.missing is None else point.missing

    def _axis(self) -> Iterator[Shape]:
        bottom = _TOP + _HEIGHT
        for tick in self.scale.ticks:
            y = self.scale.at(tick)
            style = "axis-line" if not tick else "grid"
            yield shape("line", style, x1=self.left, y1=y, x2=self.right, y2=y)
            yield shape("text", "scale axis", text=format_number(tick), x=self.left - 5, y=y + 4)
        unit = _line(self.panel.unit or "")
        if unit:
            short = cut(unit, (self.right - 2) / _SMALL)
            yield shape("text", "scale", None if short == unit else unit, text=short, x=2, y=11)
        for index, point in enumerate(self.panel.points):
            name = _line(point.label)
            short = cut(name, (_POINT - 4) / _SMALL)
            hint = None if short == name else name
            yield shape("text", "scale middle", hint, text=short, x=self._x(index), y=bottom + 16)

    def _x(self, index: int) -> float:
        return self.left + _POINT * (index + 0.5)

    def _lines(self) -> Iterator[tuple[float, str, Sequence[Shape]]]:
        """Yield for each line the height of its label, its label, and the line; two labels are not on each other."""
        last = float("-inf")
        for line in sorted(self.panel.lines, key=lambda line: -line.value):
            y = self.scale.at(line.value)
            last = max(y + 4, last + _LEAST_APART)
            said = f"{_line(line.label)} {format_number(line.value)}"
            style = f"aim aim-{self.styles[line.label]}"
            drawn = shape("line", style, said, x1=self.left, y1=y, x2=self.right, y2=y)
            yield last, cut(said, _WIDEST), (drawn,)

    def _drawn(self, lines: Sequence[tuple[float, str, Sequence[Shape]]]) -> Iterator[Shape]:
        for y, text, shapes in lines:
            yield from shapes
            yield shape("text", "scale", text=text, x=self.right + 4, y=y)

    def _series(self) -> Iterator[Shape]:
        """Yield the lines between points that follow each other; a missing one is a gap."""
        for (index, start), (_, end) in itertools.pairwise(enumerate(self.panel.points)):
            if start.low is not None and start.high is not None and end.low is not None and end.high is not None:
                middles = [(self.scale.at(point[0]) + self.scale.at(point[1])) / 2 for point in _pairs(start, end)]
                yield shape("line", "series", x1=self._x(index), y1=middles[0], x2=self._x(index + 1), y2=middles[1])

    def _points(self) -> Iterator[Shape]:
        bottom = _TOP + _HEIGHT
        for index, point in enumerate(self.panel.points):
            x, value = self._x(index), _amount(point)
            if point.low is None or point.high is None or value is None:
                said = _line(self._missing(point))
                short = cut(said, (_POINT - 4) / _SMALL)
                hint = None if short == said else said
                yield shape("text", "scale middle", hint, text=short, x=x, y=bottom - 6)
                continue
            low, high = self.scale.at(point.low), self.scale.at(point.high)
            hint = f"{_line(point.label)}: {value}"
            if point.low == point.high:
                yield shape("circle", "dot", hint, cx=x, cy=low, r=_DOT)
            else:
                yield shape("line", "span", hint, x1=x, y1=low, x2=x, y2=high)
            yield shape("text", "amount", text=cut(value, _POINT), x=x, y=high - 8)


def _pairs(*points: ValuePoint) -> Iterator[tuple[Decimal, Decimal]]:
    yield from ((point.low, point.high) for point in points if point.low is not None and point.high is not None)


def _amount(point: ValuePoint) -> str | None:
    if point.low is None or point.high is None:
        return None
    low, high = format_number(point.low), format_number(point.high)
    return low if point.low == point.high else f"{low}\N{EN DASH}{high}"


def _line(text: str) -> str:
    return " ".join(printable(text).split())


def _key(chart: ValueChart, styles: Mapping[str, int], words: Words) -> Iterator[tuple[Drawing, str]]:
    """Yield the signs that the panels have, with their meaning."""
    points = [point for panel in chart.panels for point in panel.points if point.low is not None]
    if any(point.low == point.high for point in points):
        yield drawing(14, 14, [shape("circle", "dot", cx=7, cy=7, r=_DOT)]), words("value")
    if any(point.low != point.high for point in points):
        yield drawing(14, 18, [shape("line", "span", x1=7, y1=4, x2=7, y2=14)]), words("range of possible values")
    for name, style in styles.items():
        yield drawing(30, 14, [shape("line", f"aim aim-{style}", x1=1, y1=7, x2=29, y2=7)]), name
