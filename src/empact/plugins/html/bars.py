"""Draws bars of values in one unit: solid up to the lower bound, dashed up to the upper one, all on one scale."""

# No reading needs a colour or a length: the value in words stands above its bar. The width is that of a phone.

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from empact.documents import Bar, BarChart
from empact.hooks import printable
from empact.plugins.html.drawing import ChartView, Drawing, Label, Shape, drawing, label, shape

_WIDTH = 312
_LINE, _BAR, _GAP = 19, 14, 6
"""The height of a line of words, of a bar, and the space between two bars."""


def draw_bars(chart: BarChart, place: str, rows: Mapping[str, str]) -> ChartView:
    """Return bars of values as one picture.

    Args:
        chart: The chart.
        place: The id of the chart.
        rows: The id of each row of the page, by its key.
    """
    shapes: list[Shape] = []
    labels: list[Label] = []
    top, most = 0.0, chart.most
    for bar in chart.bars:
        row = rows.get(bar.key)
        labels.append(label(f"{bar.label}: {bar.text}", row and f"#{row}", 1, top + _LINE - 5, widest=_WIDTH))
        top += _LINE
        shapes += _parts(bar, top, most)
        top += _BAR + _GAP
    if chart.line is not None and chart.line.value >= 0:
        x = 1 + _length(chart.line.value, most)
        shapes.append(shape("line", "aim aim-0", _words(chart.line.label), x1=x, y1=0, x2=x, y2=top))
    picture = drawing(_WIDTH + 2, top, shapes, labels)
    return ChartView(id=place, title=chart.title, drawings=(picture,), key=tuple(_key(chart)))


def _parts(bar: Bar, top: float, most: Decimal) -> Iterator[Shape]:
    """Yield the certain part of a bar, and the part that is only possible."""
    low, high = _length(bar.low, most), _length(bar.high, most)
    hint = f"{_words(bar.label)}: {_words(bar.text)}"
    yield shape("rect", "stack solid", hint, x=1, y=top, width=low, height=_BAR)
    if high > low:
        yield shape("rect", "stack open", hint, x=1 + low, y=top, width=high - low, height=_BAR)


def _length(value: Decimal, most: Decimal) -> float:
    return _WIDTH * float(value / most) if most else 0.0


def _words(text: str) -> str:
    return " ".join(printable(text).split())


def _key(chart: BarChart) -> Iterator[tuple[Drawing, str]]:
    """Yield the line with its meaning."""
    if chart.line is not None:
        yield drawing(30, 14, [shape("line", "aim aim-0", x1=1, y1=7, x2=29, y2=7)]), chart.line.label
