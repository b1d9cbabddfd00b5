"""Amounts that may be one result: their bounds, beside every way in which they can be the same results."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from decimal import Decimal

import attrs
from hypothesis import given
from hypothesis import strategies as st

from empact.analysis import Range
from empact.analysis.progressing.duplicates import Node, possibly_once
from empact.model import Span

DAYS = st.builds(
    lambda first, more: Span(start=dt.date(2031, 1, 1 + first), end=dt.date(2031, 1, 1 + first + more)),
    st.integers(0, 4),
    st.integers(0, 2),
)


def node(lines: Sequence[str], value: int, days: Span | None) -> Node:
    """An amount of some KPIs on some days; without days it may be of any."""
    return Node(
        measure="arrests",
        key=("arrests", None),
        claims=(),
        lines=tuple(lines),
        value=Range.exactly(Decimal(value)),
        held=days,
    )


NODES = st.builds(node, st.sampled_from([("A",), ("B",), ("C",), ("A", "B")]), st.integers(0, 5), st.none() | DAYS)


def least(amounts: Sequence[Node]) -> Decimal:
    """Return the least that up to four amounts stand for: the most of those of which no two can be one result.

    With at most four amounts, all others can be among these: a graph of four nodes is perfect.
    """

    def different(first: Node, second: Node) -> bool:
        return not first.days.overlaps(second.days) or bool(set(first.lines) & set(second.lines))

    return max(
        sum((amount.value.low for amount in chosen), Decimal(0))
        for size in range(1, len(amounts) + 1)
        for chosen in itertools.combinations(amounts, size)
        if all(different(first, second) for first, second in itertools.combinations(chosen, 2))
    )


@given(st.lists(NODES, min_size=1, max_size=4))
def test_possibly_once__is_from_at_most_the_least_that_is_possible_to_the_sum(amounts: list[Node]) -> None:
    value = possibly_once(amounts)
    assert max(amount.value.low for amount in amounts) <= value.low <= least(amounts)
    assert value.high == sum((amount.value.low for amount in amounts), Decimal(0))


@given(st.lists(NODES, min_size=1, max_size=4))
def test_possibly_once__is_exact_where_days_alone_tell_results_apart(amounts: list[Node]) -> None:
    known = [attrs.evolve(amount, lines=(f"line {place}",)) for place, amount in enumerate(amounts)]
    assert possibly_once(known).low == least(known)


@given(st.lists(NODES, min_size=1, max_size=4))
def test_possibly_once__is_exact_where_kpis_alone_tell_results_apart(amounts: list[Node]) -> None:
    known = [attrs.evolve(amount, lines=amount.lines[:1], held=None) for amount in amounts]
    assert possibly_once(known).low == least(known)


def test_possibly_once__counts_all_results_of_one_kpi_also_those_it_shares() -> None:
    amounts = [node(("A", "B"), 4, None), node(("A",), 3, None), node(("C",), 5, None)]
    assert possibly_once(amounts) == Range(Decimal(7), Decimal(12))  # A has 4 + 3
