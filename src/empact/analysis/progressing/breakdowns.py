"""Breakdowns: the parts of the figures that count, added where that has a meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from empact.analysis.progressing.disagreements import Claim, Disagreement, DisagreementKind
from empact.analysis.progressing.figures import ReportedFigure
from empact.analysis.progressing.ranges import exact_sum, format_number
from empact.analysis.progressing.sums import Part
from empact.model import Breakdown, BreakdownKind, FigureScope
from empact.reference import Register
from empact.values import value


@value(kw_only=True)
class BreakdownSum:
    """The parts of a total in one dimension, such as the arrests of each party."""

    by: str
    """The dimension, such as ``party``."""
    parts: Mapping[str, Decimal]
    """The sum of each part, by its name."""
    at_least: bool
    """Whether the sums are minimum values: some figures of the total have no breakdown, or only a partial one."""
    left_out: tuple[str, ...] = ()
    """The ids of the reports whose breakdown is not added: its parts overlap, or do not add up."""


def add_breakdowns(parts: Iterable[Part]) -> tuple[BreakdownSum, ...]:
    """Return the sums by part of every dimension that the figures of a total have."""
    figures = [(part.figures[0], part.value.certain) for part in parts]
    dimensions = dict.fromkeys(breakdown.dimension for figure, _ in figures for breakdown in figure.figure.breakdowns)
    return tuple(_sum(by, figures) for by in dimensions)


def _sum(by: str, figures: Iterable[tuple[ReportedFigure, bool]]) -> BreakdownSum:
    sums: dict[str, Decimal] = {}
    exact, left_out = True, list[str]()
    for figure, certain in figures:
        breakdown = next((candidate for candidate in figure.figure.breakdowns if candidate.dimension == by), None)
        unfit = breakdown is not None and not _can_be_added(breakdown, figure)
        if breakdown is None or unfit or not certain:
            exact = False
            left_out += [] if breakdown is None else [figure.report.id]
            continue
        exact = exact and breakdown.kind is BreakdownKind.EXHAUSTIVE
        for name, amount in breakdown.parts.items():
            sums[name] = exact_sum(sums.get(name, Decimal(0)), amount)
    return BreakdownSum(by=by, parts=sums, at_least=not exact, left_out=tuple(left_out))


@value
class Misfit:
    """Parts that do not fit the figure that they are of."""

    value: Decimal
    """What the parts add up to; of parts that overlap, the largest one."""
    part: str | None = None
    """The name of that largest part; None if the parts are added."""


def misfit(breakdown: Breakdown, value: Decimal | None) -> Misfit | None:
    """Return why the parts of a breakdown do not fit the value of their figure; None if they do.

    All parts add up to the value; some parts ("of which") are no more than it, and of parts that overlap, none is.
    """
    if value is None or not breakdown.parts:
        return None
    if breakdown.kind is BreakdownKind.OVERLAPPING:
        name, largest = max(breakdown.parts.items(), key=lambda pair: pair[1])
        return Misfit(largest, name) if largest > value else None
    added = exact_sum(*breakdown.parts.values())
    fits = added == value if breakdown.kind is BreakdownKind.EXHAUSTIVE else added <= value
    return None if fits else Misfit(added)


def _can_be_added(breakdown: Breakdown, figure: ReportedFigure) -> bool:
    known = bool(breakdown.parts) and breakdown.kind is not BreakdownKind.OVERLAPPING
    return known and misfit(breakdown, figure.figure.value) is None


def check_breakdowns(figures: Iterable[ReportedFigure]) -> Iterator[Disagreement]:
    """Yield the breakdowns whose parts do not fit their figure."""
    for figure in figures:
        for breakdown in figure.figure.breakdowns:
            wrong = misfit(breakdown, figure.figure.value)
            if wrong is not None:
                more = "add up to" if breakdown.kind is BreakdownKind.EXHAUSTIVE else "are more than the figure:"
                named = "" if wrong.part is None else f" ({wrong.part})"
                what = f"the parts by {breakdown.by} {more} {format_number(wrong.value)}{named}"
                yield Disagreement(
                    kind=DisagreementKind.BREAKDOWN,
                    what=what,
                    text=f"{figure}, but {what}.",
                    claims=(Claim.of(figure),),
                )


def check_parts_of_parties(figures: Sequence[ReportedFigure], register: Register) -> Iterator[Disagreement]:
    """Yield what a party reports of its own, and a breakdown by party of the same checkpoint reports differently."""
    own: dict[tuple[int, str | None, str], ReportedFigure | None] = {}
    for figure in figures:
        if figure.figure.scope is FigureScope.OWN:
            key = figure.round.number, figure.figure.operation, figure.by
            own[key] = None if key in own else figure  # of several, none is the one that the breakdown means
    for figure in figures:
        for index, breakdown in enumerate(figure.figure.breakdowns):
            if figure.figure.scope is FigureScope.OWN or not breakdown.is_by_party:
                continue
            at = figure.at / "breakdowns" / index / "parts"
            for name, amount in breakdown.parts.items():
                party = register.find(name, figure.report.content.on)
                code = name if party is None else party.code
                mine = own.get((figure.round.number, figure.figure.operation, code))
                if mine is not None and mine.figure.value != amount:
                    said = f"{format_number(amount)} for {code}"
                    other = Claim(by=figure.by, said=said, report=figure.report, at=at / name)
                    yield Disagreement(
                        kind=DisagreementKind.SOURCES,
                        what=f"two sources report differently what {code} contributed",
                        text=f"{mine}, but {figure.by} reports {said} ({figure.report.id}).",
                        claims=(Claim.of(mine), other),
                    )
