"""Bars made of characters: what a chart of bars shows, as one more column of its table."""

from __future__ import annotations

from decimal import Decimal

import attrs

from empact.documents import Bar, BarChart, Column, Document, Row, Section, Table, TableCell
from empact.plugins.docx.tables import BLOCKS

_LENGTH = 8
"""The characters of the longest bar."""
_CERTAIN, _POSSIBLE = BLOCKS[0], BLOCKS[1]


def with_bars(document: Document) -> Document:
    """Return a document whose tables have the bars of their charts as a last column; Word draws no other picture."""
    return attrs.evolve(document, sections=tuple(map(_with_bars, document.sections)))


def _with_bars(section: Section) -> Section:
    chart, body = section.chart, section.body
    if not isinstance(chart, BarChart) or not chart.bars or not isinstance(body, Table):
        return section
    most = chart.most
    bars = {bar.key: _characters(bar, most) for bar in chart.bars}
    keys = {column.key for column in body.columns}
    key = next(key for number in range(len(keys) + 1) if (key := f"bars {number}") not in keys)
    column = Column(key=key, title=chart.title, width=2 * _LENGTH)
    rows = (Row(row.key, (*row.cells, TableCell(bars.get(row.key))), row.ref) for row in body.rows)
    return attrs.evolve(section, body=Table((*body.columns, column), tuple(rows)))


def _characters(bar: Bar, most: Decimal) -> str:
    """Return a bar as long as its upper bound, on a scale up to ``most``. A value above zero has a character."""
    if not most:
        return ""
    high, low = (round(_LENGTH * float(value / most)) for value in (bar.high, bar.low))
    high = max(high, int(bar.high > 0))
    certain = max(low, int(bar.low > 0))
    return f"{_CERTAIN * certain}{_POSSIBLE * (high - certain)}"
