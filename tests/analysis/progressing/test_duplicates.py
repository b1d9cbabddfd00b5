"""Amounts that may be one result: their bounds, beside every way in which they can be the same results."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from tests.support.progress_cases import figure, filed, kpi, own

from empact.analysis import Part, Range, ReportedFigure, Round
from empact.analysis.progressing.duplicates import Node, possibly_once
from empact.analysis.progressing.sums import possible_sum
from empact.diagnostics import Pointer
from empact.model import Figure, FigureScope, ReporterRole, Span

REPORT = filed("QN", own(1), id="r1")
DAYS = st.builds(
    lambda first, more: Span(start=dt.date(2031, 1, 1 + first), end=dt.date(2031, 1, 1 + first + more)),
    st.integers(0, 4),
    st.integers(0, 2),
)


def part(value: int, operation: str | None, days: Span | None) -> Part:
    figure = Figure(kpi=1, scope=FigureScope.OWN, value=Decimal(value), operation=operation, period=days)
    reported = ReportedFigure(
        plan="Q-2031",
        action="1.1",
        measure="arrests",
        figure=figure,
        report=REPORT,
        at=Pointer(),
        by="QN",
        role=ReporterRole.PARTICIPANT,
        round=Round(0, "June 2031"),
        days=days,
    )
    return Part(value=Range.exactly(Decimal(value)), figures=(reported,), operation=operation)


PARTS = st.builds(part, st.integers(0, 5), st.sampled_from([None, None, "J1", "J2"]), st.none() | DAYS)


def node(lines: Sequence[str], amount: Part) -> Node:
    return Node("arrests", ("arrests", None), tuple(lines), tuple(lines), amount)


NODES = st.builds(node, st.sampled_from([("A",), ("B",), ("C",), ("A", "B")]), PARTS)


def least(amounts: Sequence[Node]) -> Decimal:
    """Return the least that up to four amounts stand for: the most of those of which no two can be one result.

    With at most four amounts, all others can be among these: a graph of four nodes is perfect.
    """

    def different(one: Node, other: Node) -> bool:
        operations = {one.part.operation, other.part.operation}
        known = None not in operations and len(operations) > 1
        return known or not one.days.overlaps(other.days) or bool(set(one.lines) & set(other.lines))

    return max(
        sum((one.part.value.low for one in chosen), Decimal(0))
        for size in range(1, len(amounts) + 1)
        for chosen in itertools.combinations(amounts, size)
        if all(different(one, other) for one, other in itertools.combinations(chosen, 2))
    )


@given(st.lists(NODES, min_size=1, max_size=4))
def test_possibly_once__is_from_at_most_the_least_that_is_possible_to_the_sum(amounts: list[Node]) -> None:
    found = possibly_once(amounts)
    every = sum((one.part.value.low for one in amounts), Decimal(0))
    assert max(one.part.value.low for one in amounts) <= found.low <= least(amounts)
    assert found.high == every


def alone(amounts: list[Node], kind: str) -> list[Node]:
    """Return amounts that only lines, only operations, or only days tell apart."""
    keep_days, keep_operation = kind == "days", kind == "operations"
    return [
        node(
            one.lines[:1] if kind == "lines" else (f"line {place}",),
            part(
                int(one.part.value.low),
                one.part.operation if keep_operation else None,
                one.part.figures[0].days if keep_days else None,
            ),
        )
        for place, one in enumerate(amounts)
    ]


@given(st.lists(NODES, min_size=1, max_size=4), st.sampled_from(["lines", "operations", "days"]))
def test_possibly_once__is_exact_where_one_thing_tells_results_apart(amounts: list[Node], kind: str) -> None:
    known = alone(amounts, kind)
    assert possibly_once(known).low == least(known)


def test_possibly_once__counts_all_results_of_one_kpi_also_those_it_shares() -> None:
    shared, other, third = node(("A", "B"), part(4, "J1", None)), node(("A",), part(3, None, None)), part(5, None, None)
    assert possibly_once([shared, other, node(("C",), third)]) == Range(Decimal(7), Decimal(12))  # A has 4 + 3


@given(st.lists(PARTS, min_size=2, max_size=4))
def test_possible_sum__is_from_at_most_the_least_that_is_possible_to_the_sum(parts: list[Part]) -> None:
    found = possible_sum([(one.value, one) for one in parts])
    assert max(one.value.low for one in parts) <= found.low
    assert found.low <= least([node((f"line {place}",), one) for place, one in enumerate(parts)])
    assert found.high == sum((one.value.high for one in parts), Decimal(0))


def test_figures_of_several_operations_and_one_without__are_at_least_those_of_the_operations() -> None:
    figures = [own(5, operation="J1"), own(4, operation="J2"), own(3)]
    found = kpi(filed("QO", *figures), adds="incremental")
    assert found.total is not None
    assert str(found.total.range) == "9 to 12"


def test_two_totals_of_one_leader__say_how_the_newer_replaces_the_older() -> None:
    found = kpi(filed("QN", figure(5), id="r1"), filed("QN", figure(7), on="2031-06-29", id="r2"))
    assert found.total is not None
    assert str(found.total.range) == "7 to 12"
    assert "if r2 replaces r1, say so in it with 'supersedes'" in " ".join(found.explain())
