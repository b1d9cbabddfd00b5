"""Periods of days."""

from __future__ import annotations

import datetime as dt

import attrs


@attrs.frozen(kw_only=True)
class Span:
    """A period between two dates, both included."""

    start: dt.date
    end: dt.date

    def __str__(self) -> str:
        return f"{self.start} to {self.end}"

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day <= self.end

    def overlaps(self, other: Span) -> bool:
        """Check whether both periods have a day in common."""
        return self.start <= other.end and other.start <= self.end

    def intersection(self, other: Span) -> Span | None:
        """Return the period that both have in common, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start=start, end=end) if start <= end else None

    def nearest(self, day: dt.date) -> dt.date:
        """Return the day of the period that is nearest to a day."""
        return min(max(day, self.start), self.end)
