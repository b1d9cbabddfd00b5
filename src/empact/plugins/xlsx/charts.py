"""Writes a chart of bars as a chart of the workbook, on a sheet with the numbers that it draws."""

# The library has types in its source, but not all, and does not declare them.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from empact.documents import BarChart
from empact.plugins.xlsx.book import Book
from empact.plugins.xlsx.texts import content, harmless, line, pieces

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_LABEL, _NUMBER = 26, 13
_WIDTH, _ROW, _AROUND = 560, 28, 120
"""The width of the picture, the height of a bar, and of what is around the bars, in pixels."""
_UNDER_THE_PICTURE = [9] * 9
"""The columns that it covers, which are of the usual width."""
_STEPS = 20
"""The most grid lines."""
_LARGEST = 10**300
"""Above this a number is a text in a workbook."""
_CERTAIN, _POSSIBLE, _LINE = "#1F4E79", "#9DC3E6", "#C00000"


def write_chart(book: Book, name: str, chart: BarChart) -> None:
    """Add a sheet with a chart and, beside it, its numbers: what is certain, and what is possible above that."""
    sheet, head = book.add_sheet(name, line(chart.title) or name)
    page, words = sheet.page, book.words
    titles = [words("About"), words("Value"), words("Certain"), words("Possible")]
    titles += [] if chart.line is None else [line(chart.line.label)]
    book.set_columns(sheet, [_LABEL] * 2 + [_NUMBER] * (len(titles) - 2) + [3] + _UNDER_THE_PICTURE)
    for column, title in enumerate(titles):
        page.write_string(head, column, book.fitted(sheet, head, column, title), book.style("header"))
    for at, bar in enumerate(chart.bars, head + 1):
        for column, text in enumerate((bar.label, bar.text)):
            page.write_string(at, column, book.fitted(sheet, at, column, harmless(text)), book.style("text"))
        numbers = [bar.low, bar.high - bar.low, *([] if chart.line is None else [chart.line.value])]
        for column, number in enumerate(numbers, 2):
            _number(book, sheet.page, at, column, number)
    drawn = _drawn(book, name, chart, head)
    page.insert_chart(head, len(titles) + 1, drawn)


def _number(book: Book, page: Worksheet, at: int, column: int, number: Decimal) -> None:
    """Write a number; one that a spreadsheet would round is a text, and has no bar."""
    value = content(number, lambda _: None).value
    if isinstance(value, str):
        page.write_string(at, column, pieces(value)[0], book.style("text"))
    elif not isinstance(value, dt.date):
        page.write_number(at, column, value, book.style("number"))


def _drawn(book: Book, name: str, chart: BarChart, head: int) -> Any:
    """Return the picture: bars up to the lower and the upper bound; a grid line is at the value to compare with."""
    first, last = head + 1, head + len(chart.bars)
    drawn: Any = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    labels = [name, first, 0, last, 0]
    for column, colour in ((2, _CERTAIN), (3, _POSSIBLE)):
        drawn.add_series(
            {
                "name": [name, head, column],
                "categories": labels,
                "values": [name, first, column, last, column],
                "fill": {"color": colour},
                "gap": 40,
            }
        )
    drawn.set_title({"name": line(chart.title)[:255], "overlay": False, "name_font": {"size": 11}})
    drawn.set_y_axis({"reverse": True})
    axis: dict[str, Any] = {"min": 0, "major_gridlines": {"visible": chart.line is not None, "line": {"color": _LINE}}}
    if chart.line is not None and chart.most < _LARGEST and chart.most <= _STEPS * chart.line.value:
        axis |= {"major_unit": float(chart.line.value), "max": float(chart.most)} if chart.line.value else {}
    drawn.set_x_axis(axis)
    drawn.set_legend({"position": "bottom"})
    drawn.set_size({"width": _WIDTH, "height": _AROUND + _ROW * len(chart.bars)})
    return drawn
