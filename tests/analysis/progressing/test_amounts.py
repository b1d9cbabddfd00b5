"""Amounts: ranges that add up exactly, and numbers for people."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from empact.analysis import Range
from empact.analysis.progressing.amounts import (
    add_ranges,
    distinct_pairs,
    exact_sum,
    format_number,
    format_percent,
    percent_range,
    percentage,
)

NUMBERS = st.decimals(min_value=0, max_value=10**9, allow_nan=False, places=3)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=6))
def test_sum_of_ranges__is_from_the_sum_of_the_lowest_to_that_of_the_highest(
    pairs: list[tuple[Decimal, Decimal]],
) -> None:
    total = add_ranges(Range.around(pair) for pair in pairs)
    assert (total.low, total.high) == (exact_sum(*map(min, pairs)), exact_sum(*map(max, pairs)))
    assert total.low <= total.high


def test_sum__is_exact() -> None:
    assert exact_sum(Decimal("1e30"), Decimal("0.01"), Decimal("-1e30")) == Decimal("0.01")


@pytest.mark.parametrize(
    ("value", "text"),
    [("460", "460"), ("12.50", "12.5"), ("100", "100"), ("0.00", "0"), ("1e40", "1E+40")],
)
def test_number__is_written_without_zeros_that_say_nothing(value: str, text: str) -> None:
    assert format_number(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "of", "text"), [(52, 62, "83.9 %"), (1, 2, "50 %"), (3999, 4000, "99.9 %"), (4000, 4000, "100 %")]
)
def test_percentage__is_never_rounded_to_100(value: int, of: int, text: str) -> None:
    assert format_percent(percentage(Decimal(value), Decimal(of))) == text


def test_percent_range__is_that_of_the_pairs_that_are_possible() -> None:
    value, of = Range(Decimal(10), Decimal(40)), Range(Decimal(20), Decimal(80))
    pairs = [(Decimal(10), Decimal(20)), (Decimal(40), Decimal(80))]
    assert str(percent_range(value, of, pairs)) == "50"
    assert str(percent_range(value, of)) == "12.5 to 200"  # only the bounds are known


def test_distinct_pairs__are_all_sums_of_one_pair_of_each() -> None:
    first = [(Decimal(1), Decimal(2)), (Decimal(3), Decimal(4))]
    second = [(Decimal(10), Decimal(20))]
    assert distinct_pairs([first, second]) == ((Decimal(11), Decimal(22)), (Decimal(13), Decimal(24)))
    many = [[(Decimal(0), Decimal(1)), (Decimal(2**power), Decimal(1))] for power in range(10)]
    assert distinct_pairs(many) == ()  # 1024 sums are too many to compare: the bounds count
    assert len(distinct_pairs(many[1:])) == 512
    assert distinct_pairs([first, []]) == ()
