"""Numbers as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from empact.grammar import parse_kpi
from empact.grammar.numbers import SPACES, number_hint, parse_number
from empact.model import Kpi


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1250", "1250"),
        ("1 250", "1250"),
        ("1\u00a0250", "1250"),
        ("1\u202f250", "1250"),
        ("12 345 678", "12345678"),
        ("1 250.5", "1250.5"),
        ("-1 250", "-1250"),
        ("0.125", "0.125"),
        (".5", "0.5"),
        ("1e3", "1E+3"),
    ],
)
def test_parse_number__reads_spaces_between_thousands(text: str, value: str) -> None:
    assert str(parse_number(text)) == value


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("1,250", "Write 1250 if the comma separates thousands, otherwise 1.25."),
        ("1,235", "Write 1235 if the comma separates thousands, otherwise 1.2350."),
        ("-1,000", "Write -1000 if the comma separates thousands, otherwise -1."),
        ("12,5", "Write 12.5."),
        ("0,125", "Write 0.125."),
        ("1,250,000", "Write 1250000."),
        ("1.250.000", "Write 1250000."),
        ("1.250,5", "Write 1250.5."),
        ("1 250,5", "Write 1250.5."),
        ("1'250", "Write 1250."),
        (" 1 250", "Write 1250."),
        ("1 25", "Write digits, and a point before decimals, such as 1250 or 12.5."),
        ("1  250", "Write digits, and a point before decimals, such as 1250 or 12.5."),
        ("12 arrests", "Write digits, and a point before decimals, such as 1250 or 12.5."),
        ("0 250", "Write digits, and a point before decimals, such as 1250 or 12.5."),
        ("many", None),
        ("", None),
        ("1" * 61, "Write digits, and a point before decimals, such as 1250 or 12.5."),
    ],
)
def test_number_hint__says_what_to_write_for_what_is_not_read(text: str, hint: str | None) -> None:
    assert parse_number(text) is None
    assert number_hint(text) == hint


@given(st.integers(0, 10**15), st.sampled_from(SPACES))
def test_parse_number__reads_each_number_with_each_space(number: int, space: str) -> None:
    assert parse_number(f"{number:,}".replace(",", space)) == Decimal(number)


@given(st.sampled_from(SPACES))
def test_parse_number__reads_the_spaces_that_a_cell_can_have(space: str) -> None:
    kpi = parse_kpi(f"1{space}250 arrests")
    assert isinstance(kpi, Kpi)
    assert kpi.value == parse_number(f"1{space}250") == Decimal(1250)
