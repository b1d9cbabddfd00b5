"""Format dates and periods in messages."""

from __future__ import annotations

import datetime as dt

from empact.model import Span, Window


def format_date(day: dt.date) -> str:
    """Format a date as a plan writes it: ``1 April 2012``."""
    return str(Window(first=day.month, day=day.day, year=day.year))


def format_span(span: Span) -> str:
    """Format a period as a plan writes it: ``1 April to 30 June 2012``."""
    start, end = span.start, span.end
    if start == end:
        return format_date(start)
    last_year = None if end.year == start.year else end.year
    return str(
        Window(first=start.month, day=start.day, year=start.year, last=end.month, last_day=end.day, last_year=last_year)
    )
