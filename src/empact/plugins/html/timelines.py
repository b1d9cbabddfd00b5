"""Draws a timeline: a line for each lane, with its bars and its milestones over a scale of months or years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

import attrs

from empact.documents import TimelineBar, TimelineChart, TimelineLane, TimelineMilestone, Words
from empact.plugins.html.drawing import (
    ChartView,
    Drawing,
    Label,
    Shape,
    column_width,
    drawing,
    label,
    shape,
    text_width,
)

_LANE, _HEAD = 30, 20
"""The height of a lane, and of the scale."""
_TICK = 52
"""The width between two lines of the scale."""
_LEAST_TICKS, _MOST_TICKS = 6, 18
_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)
"""The months between two lines of the scale."""
_YEAR = 12
_LANES = 30
"""The most lanes of one picture: each has the scale at its top, and a sheet of paper has room for it."""
_BAR = 12
_SIGN = 4.5
"""Half of the width of the sign of a milestone."""


@attrs.frozen
class _Scale:
    """The place of each day: complete months from the first to the last day, with a line each ``step`` months."""

    first: int
    """The first month, counted from the year 0."""
    months: int
    step: int
    left: float

    @classmethod
    def of(cls, chart: TimelineChart, left: float) -> _Scale:
        first, last = _month(chart.start), _month(chart.end)
        months = last - first + 1
        step = next((step for step in _STEPS if months <= step * _MOST_TICKS), _STEPS[-1])
        return cls(first, months, step, left)

    @property
    def width(self) -> float:
        return _TICK * max(self.months / self.step, _LEAST_TICKS)

    def at(self, day: int) -> float:
        """Return the place where a day starts, by its number in the calendar."""
        start = _first_day(self.first)
        return self.left + self.width * (day - start) / (_first_day(self.first + self.months) - start)

    def lines(self) -> Iterator[tuple[float, str]]:
        """Yield the place and the label of each line: the month with the year once a year, or the year alone."""
        labelled = None
        for month in range(self.first, self.first + self.months):
            if month % self.step == 0:
                year, number = divmod(month, _YEAR)
                text = f"{year:04}" if self.step >= _YEAR else f"{number + 1:02}"
                yield (
                    self.at(_first_day(month)),
                    text if labelled == year or self.step >= _YEAR else f"{year:04}-{text}",
                )
                labelled = year


def _month(day: dt.date) -> int:
    return day.year * _YEAR + day.month - 1


def _first_day(month: int) -> int:
    """Return the number of the first day of a month in the calendar, also of the month behind the last of all."""
    year, number = divmod(month, _YEAR)
    return dt.date.max.toordinal() + 1 if year > dt.MAXYEAR else dt.date(year, number + 1, 1).toordinal()


def draw_timeline(chart: TimelineChart, place: str, rows: Mapping[str, str], words: Words) -> ChartView:
    """Return a timeline as pictures of some lanes each.

    Args:
        chart: The timeline.
        place: The id of the chart.
        rows: The id of each row of the page, by its key.
        words: The language of the signs and of what a pointer over them shows.
    """
    scale = _Scale.of(chart, column_width(lane.label for lane in chart.lanes))
    parts = [chart.lanes[index : index + _LANES] for index in range(0, len(chart.lanes), _LANES)]
    return ChartView(
        id=place,
        title=chart.title,
        drawings=tuple(_part(lanes, scale, rows, words) for lanes in parts),
        key=tuple(_key(chart, words)),
    )


def _part(lanes: Sequence[TimelineLane], scale: _Scale, rows: Mapping[str, str], words: Words) -> Drawing:
    right, bottom = scale.left + scale.width, _HEAD + _LANE * len(lanes)
    shapes = [
        each
        for x, text in scale.lines()
        for each in (
            shape("line", "grid", x1=x, y1=0, x2=x, y2=bottom),
            shape("text", "scale", text=text, x=x + 3, y=_HEAD - 7),
        )
    ]
    labels: list[Label] = []
    for index, lane in enumerate(lanes):
        top = _HEAD + _LANE * index
        shapes.append(shape("line", "grid", x1=0, y1=top, x2=right, y2=top))
        for bar in sorted(lane.bars, key=lambda bar: bar.certain):  # a certain bar is on top of a possible one
            shapes += _bar(bar, scale, top, words)
        for milestone in lane.milestones:
            shapes += _milestone(milestone, scale, top, words)
        row = rows.get(lane.key)
        labels.append(label(lane.label, row and f"#{row}", 2, top + _LANE / 2 + 4))
    across = max(right, *(x + text_width(text) for x, text in scale.lines()))
    return drawing(across + _SIGN + 1, bottom + 2, shapes, labels)


def _bar(bar: TimelineBar, scale: _Scale, top: float, words: Words) -> Iterator[Shape]:
    style, word = ("certain", "exact") if bar.certain else ("possible", "possible")
    start, end = scale.at(bar.start.toordinal()), scale.at(bar.end.toordinal() + 1)
    text = " ".join((bar.label or "").split())
    hint = f"{_format_days(bar.start, bar.end, words)}, {words(word)}{f': {text}' if text else ''}"
    yield shape("rect", style, hint, x=start, y=top + 4, width=max(end - start, 2), height=_BAR, rx=2)
    if text and text_width(text) < end - start:
        yield shape("text", f"in-{style}", text=text, x=(start + end) / 2, y=top + 14)


def _milestone(milestone: TimelineMilestone, scale: _Scale, top: float, words: Words) -> Iterator[Shape]:
    days = [day.toordinal() for day in (milestone.earliest, milestone.latest) if day is not None]
    first, last = scale.at(days[0]), scale.at(days[-1] + 1)
    y = top + _LANE - 8
    hint = f"{_format_days(milestone.earliest, milestone.latest, words)}: {' '.join(milestone.label.split())}"
    if len(days) > 1:
        yield shape("line", "range", x1=first, y1=y, x2=last, y2=y)
    yield _sign(last if milestone.latest is not None else first, y, hint)


def _sign(x: float, y: float, hint: str | None = None) -> Shape:
    return shape(
        "path", "milestone", hint, d=f"M{x - _SIGN:.1f} {y:.1f}l{_SIGN} -{_SIGN}l{_SIGN} {_SIGN}l-{_SIGN} {_SIGN}z"
    )


def _format_days(first: dt.date | None, last: dt.date | None, words: Words) -> str:
    if first == last:
        return str(first)
    if first is None:
        return words("until {day}", day=last)
    return words("from {day}", day=first) if last is None else words("{start} to {end}", start=first, end=last)


def _key(chart: TimelineChart, words: Words) -> Iterator[tuple[Drawing, str]]:
    """Yield the signs that the timeline has, with their meaning."""
    for certain, style, text in ((True, "certain", "exact dates"), (False, "possible", "possible dates")):
        if any(bar.certain is certain for lane in chart.lanes for bar in lane.bars):
            yield drawing(30, 14, [shape("rect", style, x=1, y=1, width=28, height=_BAR, rx=2)]), words(text)
    if any(lane.milestones for lane in chart.lanes):
        signs = [shape("line", "range", x1=1, y1=7, x2=24, y2=7), _sign(24, 7)]
        yield drawing(30, 14, signs), words("milestone: its latest day, and a line from its earliest")
