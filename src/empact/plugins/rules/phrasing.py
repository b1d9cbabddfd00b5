"""Format lists, quotations and dates for the messages of findings."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Sequence

from empact.hooks import Span, Window

_LONGEST_EXCERPT = 100
"""In characters; a message stays short enough to read."""


def listed(things: Sequence[str]) -> str:
    """Join names for a sentence: ``1.1, 1.2 and 1.3``."""
    return " and ".join(filter(None, [", ".join(things[:-1]), *things[-1:]]))


def quoted(text: str) -> str:
    """Quote a statement of the plan, without its full stop."""
    return repr(text.rstrip(". "))


def excerpt(text: str) -> str:
    """Quote words of the plan on one line, shortened if they are long."""
    return repr(textwrap.shorten(text, _LONGEST_EXCERPT, placeholder=" ..."))


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
