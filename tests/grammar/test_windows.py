"""Windows of time that a hyphen or a slash joins, and what a text leaves open."""

from __future__ import annotations

import pytest

from empact.grammar.windows import parse_windows
from empact.model import Unit, Window


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("2012-06", Window(unit=Unit.MONTH, first=6, year=2012)),
        ("2012-12", Window(unit=Unit.MONTH, first=12, year=2012)),
        ("2013-12", Window(unit=Unit.MONTH, first=12, year=2013)),
        ("2026-27", Window(unit=Unit.YEAR, year=2026, last_year=2027)),
        ("2012-13", Window(unit=Unit.YEAR, year=2012, last_year=2013)),
        ("2014-17", Window(unit=Unit.YEAR, year=2014, last_year=2017)),
    ],
)
def test_parse_windows__of_a_year_and_two_digits_is_a_month_or_a_range_of_years(text: str, window: Window) -> None:
    read = parse_windows(text)
    assert read is not None
    assert read.windows == (window,)


@pytest.mark.parametrize("text", ["2011-12", "2009-10", "2000-01"])
def test_parse_windows__does_not_choose_between_a_month_and_the_next_year(text: str) -> None:
    assert parse_windows(text) is None


@pytest.mark.parametrize("text", ["2012-00", "2012/06", "2027-26", "2026-26"])
def test_parse_windows__does_not_read_what_is_neither_a_month_nor_a_range_of_years(text: str) -> None:
    assert parse_windows(text) is None


@pytest.mark.parametrize("text", ["1/2/24-30.6.24", "1/2-30.6.24", "1-2/24-30.6.24"])
def test_parse_windows__does_not_choose_what_a_slash_means_before_a_day_in_numbers(text: str) -> None:
    assert parse_windows(text) is None


@pytest.mark.parametrize("text", ["1/2 June 2024", "1.2.24-30.6.24", "1, 2 and 24-30.6.2024"])
def test_parse_windows__reads_days_that_can_mean_one_thing(text: str) -> None:
    assert parse_windows(text) is not None
