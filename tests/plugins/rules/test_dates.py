"""How messages write dates and periods."""

from __future__ import annotations

import datetime as dt

import pytest

from empact.model import Span
from empact.plugins.rules.phrasing import format_date, format_span


def test_format_date__writes_the_month_as_a_word() -> None:
    assert format_date(dt.date(2012, 4, 1)) == "1 April 2012"


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("2012-04-01", "2012-06-30", "1 April to 30 June 2012"),
        ("2012-04-01", "2012-04-30", "1 April to 30 April 2012"),
        ("2012-12-01", "2013-01-31", "1 December 2012 to 31 January 2013"),
        ("2012-04-01", "2013-04-01", "1 April 2012 to 1 April 2013"),
        ("2012-04-01", "2012-04-01", "1 April 2012"),
    ],
)
def test_format_span__writes_a_year_once_and_a_single_day_as_a_date(start: str, end: str, text: str) -> None:
    assert format_span(Span(start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end))) == text
