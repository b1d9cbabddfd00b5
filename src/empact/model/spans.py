"""Periods of days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from empact.arguments import check_date, check_type, objects
from empact.model.typed import check_fields
from empact.values import value

DAYS_OF_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""The days of each month of a year that is not a leap year."""


def days_of_month(year: int, month: int) -> int:
    """Return how many days a month has, as ``calendar`` does, which takes long to import."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap and month == 2 else DAYS_OF_MONTHS[month - 1]  # noqa: PLR2004 - February


@value(kw_only=True)
class Span:
    """A period between two dates, both included.

    A period that ends before it starts can be made, since a plan may have one (a rule reports it): no day is in it,
    and it overlaps nothing.
    """

    start: dt.date
    """The first day, such as ``2012-01-01``."""
    end: dt.date
    """The last day, which is part of the period, such as ``2012-12-31``."""

    def __attrs_post_init__(self) -> None:
        if type(self.start) is not dt.date or type(self.end) is not dt.date:  # spans are made by the thousand
            check_fields(self)

    def __str__(self) -> str:
        return f"{self.start} to {self.end}"

    def __contains__(self, day: dt.date) -> bool:
        check_date("The day", day, required=True)
        return self.start <= day <= self.end

    def overlaps(self, other: Span) -> bool:
        """Check whether both periods have a day in common."""
        try:
            return max(self.start, other.start) <= min(self.end, other.end)
        except AttributeError:  # periods are compared by the thousand, so a right one is not checked
            check_type("The other", "a Span", Span, other)
            raise

    def intersection(self, other: Span) -> Span | None:
        """Return the period that both have in common, or None."""
        check_type("The other", "a Span", Span, other)
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start=start, end=end) if start <= end else None

    def nearest(self, day: dt.date) -> dt.date:
        """Return the day of the period that is nearest to a day."""
        check_date("The day", day, required=True)
        return min(max(day, self.start), self.end)


def joined_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return periods in order, with those that overlap or follow each other as one."""
    joined: list[Span] = []
    known = objects("spans", "a list of spans", Span, spans)
    for span in sorted(known, key=lambda span: span.start):
        if joined and span.start.toordinal() <= joined[-1].end.toordinal() + 1:
            joined[-1] = Span(start=joined[-1].start, end=max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
