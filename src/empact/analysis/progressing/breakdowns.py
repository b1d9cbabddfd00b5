"""Breakdowns: the parts of the figures that count, added where that has a meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

import attrs

from empact.analysis.progressing.adding import Disagreement, DisagreementKind, Part
from empact.analysis.progressing.figures import ReportedFigure
from empact.analysis.progressing.ranges import add, format_number
from empact.model import Breakdown, BreakdownKind, FigureScope
from empact.reference import Register
from empact.reprs import short_repr


@attrs.frozen(kw_only=True)
class BreakdownSum:
    """The parts of a total in one dimension.

    - ``by``: The dimension, such as ``party``.
    - ``parts``: The sum of each part.
    - ``at_least``: Whether the sums are minimum values: some figures of the total have no breakdown, or only a partial
      one.
    - ``left_out``: The ids of the reports whose breakdown is not added: its parts overlap, or do not add up.
    """

    by: str
    parts: Mapping[str, Decimal]
    at_least: bool
    left_out: tuple[str, ...] = ()

    __repr__ = short_repr


def add_breakdowns(parts: Iterable[Part]) -> tuple[BreakdownSum, ...]:
    """Return the sums by part of every dimension that the figures of a total have."""
    figures = [(part.figures[0], part.value.certain) for part in parts]
    dimensions = dict.fromkeys(one.dimension for figure, _ in figures for one in figure.figure.breakdowns)
    return tuple(_sum(by, figures) for by in dimensions)


def _sum(by: str, figures: Iterable[tuple[ReportedFigure, bool]]) -> BreakdownSum:
    sums: dict[str, Decimal] = {}
    exact, left_out = True, list[str]()
    for figure, certain in figures:
        found = next((one for one in figure.figure.breakdowns if one.dimension == by), None)
        unfit = found is not None and (found.kind is BreakdownKind.OVERLAPPING or not adds_up(found, figure))
        if found is None or unfit or not certain:
            exact = False
            left_out += [] if found is None else [figure.report.id]
            continue
        exact = exact and found.kind is BreakdownKind.EXHAUSTIVE
        for name, value in found.parts.items():
            sums[name] = add(sums.get(name, Decimal(0)), value)
    return BreakdownSum(by=by, parts=sums, at_least=not exact, left_out=tuple(left_out))


def adds_up(breakdown: Breakdown, figure: ReportedFigure) -> bool:
    """Whether the parts of a breakdown fit their figure: all of it, or, if they are partial, no more."""
    value = figure.figure.value
    if value is None or breakdown.kind is BreakdownKind.OVERLAPPING:
        return True
    parts = add(*breakdown.parts.values())
    return parts == value if breakdown.kind is BreakdownKind.EXHAUSTIVE else parts <= value


def check_breakdowns(figures: Iterable[ReportedFigure]) -> Iterator[Disagreement]:
    """Yield the breakdowns whose parts do not fit their figure."""
    for figure in figures:
        for breakdown in figure.figure.breakdowns:
            if not adds_up(breakdown, figure):
                parts = format_number(add(*breakdown.parts.values()))
                more = "add up to" if breakdown.kind is BreakdownKind.EXHAUSTIVE else "are more than the figure:"
                text = f"{figure}, but the parts by {breakdown.by} {more} {parts}."
                yield Disagreement(kind=DisagreementKind.BREAKDOWN, text=text, reports=(figure.report.id,))


def check_parts_of_parties(figures: Sequence[ReportedFigure], register: Register) -> Iterator[Disagreement]:
    """Yield what a party reports of its own, and a breakdown by party of the same checkpoint reports differently."""
    own: dict[tuple[int, str | None, str], ReportedFigure | None] = {}
    for figure in figures:
        if figure.figure.scope is FigureScope.OWN:
            key = figure.round.number, figure.figure.operation, figure.by
            own[key] = None if key in own else figure  # of several, none is the one that the breakdown means
    for figure in figures:
        for breakdown in figure.figure.breakdowns:
            if figure.figure.scope is FigureScope.OWN or not breakdown.is_by_party:
                continue
            for name, value in breakdown.parts.items():
                party = register.find(name, figure.report.content.on)
                code = name if party is None else party.code
                mine = own.get((figure.round.number, figure.figure.operation, code))
                if mine is not None and mine.figure.value != value:
                    text = f"{mine}, but {figure.by} reports {format_number(value)} for {code} ({figure.report.id})."
                    reports = tuple(sorted({mine.report.id, figure.report.id}))
                    yield Disagreement(kind=DisagreementKind.SOURCES, text=text, reports=reports)
