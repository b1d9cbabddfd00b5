"""Months of a document: names of months, lists of them, and spans."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from empact.documents.language import Words
from empact.model import Span
from empact.model.timing import MONTHS

if TYPE_CHECKING:  # the head of a document has days alone
    from empact.analysis import Month

MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def format_day(day: dt.date, words: Words) -> str:
    """Format a day as people write it: ``5 December 2031``."""
    return words("{day} {month} {year}", day=day.day, month=words(MONTHS[day.month - 1]), year=day.year)


def format_month(month: Month, words: Words) -> str:
    """Format a month: ``Dec 2011``."""
    return f"{words(MONTH_NAMES[month.number - 1])} {month.year}"


def format_months(months: Iterable[Month], words: Words) -> tuple[str, ...] | None:
    """Return months as a list, with months in a row as one item: ``Jan to Aug 2012``."""
    rows: list[list[Month]] = []
    for month in months:
        if rows and _follows(month, rows[-1][-1]):
            rows[-1].append(month)
        else:
            rows.append([month])
    return tuple(_format_row(row[0], row[-1], words) for row in rows) or None


def format_span(span: Span, words: Words) -> str:
    """Format whole months by their names, and other days by their dates: ``Apr to Jun 2012``, ``2012-05-14``."""
    import calendar

    from empact.analysis import Month

    start, end = span.start, span.end
    if start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]:
        return _format_row(Month(start.year, start.month), Month(end.year, end.month), words)
    return str(start) if start == end else format_dates(span, words)


def format_dates(span: Span, words: Words) -> str:
    """Format a span by its dates: ``2012-05-14 to 2012-05-20``."""
    return words("{start} to {end}", start=span.start, end=span.end)


def by_year(months: Iterable[Month]) -> Mapping[int, list[Month]]:
    """Return the months of each year, so that a table has one year, which fits on a page."""
    years: dict[int, list[Month]] = {}
    for month in months:
        years.setdefault(month.year, []).append(month)
    return years


def _follows(month: Month, other: Month) -> bool:
    return month.year * len(MONTH_NAMES) + month.number == other.year * len(MONTH_NAMES) + other.number + 1


def _format_row(first: Month, last: Month, words: Words) -> str:
    if first == last:
        return format_month(first, words)
    start = words(MONTH_NAMES[first.number - 1]) if first.year == last.year else format_month(first, words)
    return words("{first} to {last}", first=start, last=format_month(last, words))
