"""Draws bars of counts: each count is a part with a pattern of its own, and in words below its bar."""

# No reading needs a colour: patterns differ in their lines, and the words below a bar have every count. The width is
# that of a phone.

from __future__ import annotations

from collections.abc import Iterator, Mapping

from empact.documents import StackedBar, StackedBarChart
from empact.hooks import printable
from empact.plugins.html.drawing import ChartView, Drawing, Label, Shape, drawing, label, shape, text_width

_WIDTH = 312
_LINE, _BAR, _GAP = 19, 24, 16
"""The height of a line of words, of a bar, and the space between two bars."""
_STEP = 6
"""The space between two lines of a pattern."""
_PATTERNS = ("plain", "rising", "solid", "falling", "upright", "crossed", "dots", "open")


def draw_stacks(chart: StackedBarChart, place: str, rows: Mapping[str, str]) -> ChartView:
    """Return bars of counts as one picture.

    Args:
        chart: The chart.
        place: The id of the chart.
        rows: The id of each row of the page, by its key.
    """
    most: dict[str | None, int] = {}  # the bars of a group have one scale
    for bar in chart.bars:
        most[bar.group] = max(most.get(bar.group, 0), bar.total)
    shapes: list[Shape] = []
    labels: list[Label] = []
    top, group = 0.0, None
    for bar in chart.bars:
        if bar.group is not None and bar.group != group:
            labels.append(label(bar.group, None, 1, top + _LINE - 5, "head", widest=_WIDTH))
            top += _LINE
        group = bar.group
        row = rows.get(bar.key)
        labels.append(label(f"{bar.label}: {bar.total}", row and f"#{row}", 1, top + _LINE - 5, widest=_WIDTH))
        top += _LINE
        shapes += _parts(chart, bar, top, most[bar.group])
        top += _BAR
        for line in _lines(chart, bar):
            top += _LINE
            labels.append(label(line, None, 1, top - 3, widest=_WIDTH))
        top += _GAP
    picture = drawing(_WIDTH + 2, top, shapes, labels)
    return ChartView(id=place, title=chart.title, drawings=(picture,), key=tuple(_key(chart)))


def _parts(chart: StackedBarChart, bar: StackedBar, top: float, most: int) -> Iterator[Shape]:
    x = 1.0
    for index, (name, value) in enumerate(zip(chart.series, bar.values, strict=True)):
        width = _WIDTH * value / most if value else 0
        if value:
            yield from _part(index, x, top, width, f"{' '.join(name.split())}: {value}")
        if value and text_width(str(value)) + 6 < width:
            style = "count-in on-solid" if _PATTERNS[index % len(_PATTERNS)] == "solid" else "count-in"
            yield shape("text", style, text=str(value), x=x + width / 2, y=top + _BAR / 2 + 4.5)
        x += width


def _part(index: int, x: float, y: float, width: float, hint: str | None) -> Iterator[Shape]:
    """Yield a part of a bar with the pattern of its series."""
    pattern = _PATTERNS[index % len(_PATTERNS)]
    path = "".join(_path(pattern, x, y, width))
    yield shape("rect", f"stack {pattern}", hint, x=x, y=y, width=width, height=_BAR)
    if path:
        yield shape("path", f"pattern {pattern}", d=path)


def _path(pattern: str, x: float, y: float, width: float) -> Iterator[str]:
    """Yield the lines or dots of a pattern in a rectangle."""
    if pattern in {"rising", "falling"}:
        for place in _places(width + _BAR):  # where the line meets the upper edge, or would meet it behind the corner
            start, end = (min(place, width), max(place - width, 0)), (max(place - _BAR, 0), min(place, _BAR))
            (start_x, up), (end_x, down) = start, end
            if pattern == "falling":
                start_x, end_x = width - start_x, width - end_x
            yield f"M{x + start_x:.1f} {y + up:.1f}L{x + end_x:.1f} {y + down:.1f}"
    if pattern in {"upright", "crossed"}:
        yield from (f"M{x + place:.1f} {y:.1f}v{_BAR}" for place in _places(width))
    if pattern == "crossed":
        yield from (f"M{x:.1f} {y + place:.1f}h{width:.1f}" for place in _places(_BAR))
    if pattern == "dots":
        for down in _places(_BAR):
            yield from (f"M{x + place:.1f} {y + down:.1f}h0.1" for place in _places(width))


def _places(length: float) -> Iterator[float]:
    """Yield the places of lines along an edge, none at its ends."""
    place = float(_STEP)
    while place < length - 1:
        yield place
        place += _STEP


def _lines(chart: StackedBarChart, bar: StackedBar) -> Iterator[str]:
    """Yield the counts of a bar in words, in lines that fit."""
    line = ""
    for name, value in zip(chart.series, bar.values, strict=True):
        if value:
            words = f"{value} {' '.join(printable(name).split())}"
            longer = f"{line}, {words}" if line else words
            if line and text_width(longer) > _WIDTH:
                yield f"{line},"
                longer = words
            line = longer
    if line:
        yield line


def _key(chart: StackedBarChart) -> Iterator[tuple[Drawing, str]]:
    """Yield the pattern of each series that occurs, with its name."""
    for index, name in enumerate(chart.series):
        if any(bar.values[index] for bar in chart.bars):
            yield drawing(32, _BAR + 2, _part(index, 1, 1, 30, None)), name
