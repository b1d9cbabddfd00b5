"""Adding: how the figures of several reports add up to one value, without counting a result twice."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import attrs

from empact.analysis.progressing.disagreements import Disagreement, DisagreementKind, differing
from empact.analysis.progressing.figures import ReportedFigure
from empact.analysis.progressing.ranges import Range
from empact.analysis.progressing.sums import (
    Part,
    Sum,
    agree,
    around,
    choices,
    either,
    grouped,
    possible_sum,
    stated_days,
)
from empact.model import Adds, FigureScope, ReporterRole


def add_up(figures: Sequence[ReportedFigure], adds: Adds) -> Sum:
    """Return what figures of one scope, in one unit and with a value each add up to.

    - Of totals, the leaders' figures of one checkpoint are sources of one value; if they differ, it is a range, until a
      figure of the Driver settles it whose report cites theirs.
    - Own contributions of several parties are added.
    - Cumulative and latest figures: the newest checkpoint counts, of own contributions the newest of each party.
    - Incremental figures and ratios: the checkpoints are added. Figures for one operation count once, by the newest.

    Args:
        figures: The figures, in the order of the checkpoints.
        adds: How they add up.
    """
    notes: list[Disagreement] = []
    totals = [figure for figure in figures if figure.figure.scope is FigureScope.TOTAL]
    own = [figure for figure in figures if figure.figure.scope is FigureScope.OWN]
    parts = _lines(totals, adds, notes)
    for of_party in grouped(own, lambda figure: figure.by).values():
        parts += _lines(of_party, adds, notes)
    return Sum(tuple(parts), tuple(notes))


def _lines(figures: Sequence[ReportedFigure], adds: Adds, notes: list[Disagreement]) -> list[Part]:
    """Return the parts of the figures of one line of reports: the totals of an action, or what one party did itself."""
    if not figures:
        return []
    if adds.facts.newest:
        rounds = [_of_round(of_round, notes) for of_round in _by_round(figures)]
        if adds.facts.so_far:
            notes += _falls(rounds)
        return rounds[-1]
    last: dict[str, int] = {}
    for operation, same in grouped(figures, lambda figure: figure.figure.operation).items():
        if operation is not None:  # one result, however often it is reported: the newest checkpoint counts
            reported = _by_round(same)
            last[operation] = reported[-1][0].round.number
            notes += _revisions([_of_round(of_round, []) for of_round in reported])
    counted = [
        figure
        for figure in figures
        if last.get(figure.figure.operation or "", figure.round.number) == figure.round.number
    ]
    return _once([part for of_round in _by_round(counted) for part in _of_round(of_round, notes)])


def _once(parts: Sequence[Part]) -> list[Part]:
    """Join the parts of several checkpoints that are stated to be about the same days: they may be one result."""
    joined: list[Part] = []
    run: list[Part] = []
    last = dt.date.min
    dated = [(span, part) for part in parts if (span := stated_days(part)) is not None]
    for span, part in sorted(dated, key=lambda pair: (pair[0].start, pair[0].end)):
        if run and span.start > last:
            joined += _joined(run)
            run = []
        run.append(part)
        last = max(last, span.end)
    joined += _joined(run)
    return [*(part for part in parts if stated_days(part) is None), *joined]


def _joined(parts: list[Part]) -> list[Part]:
    if len({figure.round for part in parts for figure in part.figures}) <= 1:
        return parts  # those of one checkpoint are compared already
    why = "figures of several checkpoints are about days that overlap, so they may be one result"
    return [_possibly_one(parts, why)]


def _possibly_one(parts: Sequence[Part], why: str) -> Part:
    """Return the part of parts that may be one result."""
    of = [(part.of, part) for part in parts if part.of is not None]
    return Part(
        value=possible_sum([(part.value, part) for part in parts]),
        of=possible_sum(of) if of else None,
        figures=tuple(_figures(parts)),
        why=why,
    )


def _by_round(figures: Iterable[ReportedFigure]) -> list[list[ReportedFigure]]:
    rounds = grouped(figures, lambda figure: figure.round.number)
    return [rounds[number] for number in sorted(rounds)]


def _of_round(figures: Sequence[ReportedFigure], notes: list[Disagreement]) -> list[Part]:
    """Return the parts of the figures of one checkpoint: of one source, or of several that are about one value."""
    sources = [
        _of_source(of_source, notes) for of_source in grouped(figures, lambda figure: (figure.by, figure.role)).values()
    ]
    if len(sources) == 1:
        return sources[0]
    sums = [Sum(tuple(source)) for source in sources]
    if agree(sums):
        return sources[0]
    settled = next((source for source in sources if _settles(source, sources)), None)
    by = None if settled is None else settled[0].figures[0].report.id
    notes.append(differing(DisagreementKind.SOURCES, "two sources report one result differently", figures, by))
    if settled is not None:
        return [
            attrs.evolve(part, why=f"the Driver settles in {by} what others report differently") for part in settled
        ]
    denominators = [source_sum.of for source_sum in sums if source_sum.of is not None]
    operations = {figure.figure.operation for figure in figures}
    return [
        Part(
            value=around(source_sum.value for source_sum in sums),
            of=around(denominators) if denominators else None,
            ratios=either([source_sum.ratios for source_sum in sums]),
            figures=tuple(figures),
            operation=operations.pop() if len(operations) == 1 else None,
            why="two sources report one result differently, and no report of the Driver settles it",
        )
    ]


def _settles(source: Sequence[Part], sources: Iterable[Sequence[Part]]) -> bool:
    """Whether these are figures of the Driver whose reports cite those of all other sources."""
    mine = [figure for part in source for figure in part.figures]
    others = {figure.report.id for other in sources if other is not source for part in other for figure in part.figures}
    return all(
        figure.role is ReporterRole.DRIVER and others <= {*figure.report.content.cites} - {figure.report.id}
        for figure in mine
    )


def _of_source(figures: Sequence[ReportedFigure], notes: list[Disagreement]) -> list[Part]:
    """Return the parts of the figures of one party at one checkpoint."""
    parts: list[Part] = []
    for operation, same in grouped(figures, lambda figure: figure.figure.operation).items():
        parts += [_one(same, notes)] if operation is not None else [_alone(figure) for figure in same]
    if len(parts) == 1 or _distinct(parts):
        return parts
    why = "one party reports several figures that may be one result: no operations and no days separate them"
    reports = tuple(dict.fromkeys(figure.report.id for figure in figures))
    if len(reports) > 1 and figures[0].figure.scope is FigureScope.TOTAL:
        notes.append(differing(DisagreementKind.SOURCES, f"{figures[0].by} reports several totals", figures))
        why += f"; if {reports[-1]} replaces {' and '.join(reports[:-1])}, say so in it with 'supersedes'"
    return [_possibly_one(parts, why)]


def _alone(figure: ReportedFigure) -> Part:
    value, of = figure.figure.value or Decimal(0), figure.figure.of
    return Part(
        value=Range.exactly(value),
        of=None if of is None else Range.exactly(of),
        figures=(figure,),
        operation=figure.figure.operation,
    )


def _one(figures: Sequence[ReportedFigure], notes: list[Disagreement]) -> Part:
    """Return the part of the figures that one party reports for one operation at one checkpoint: they count once."""
    parts = [_alone(figure) for figure in figures]
    if agree([Sum((part,)) for part in parts]):
        return attrs.evolve(parts[0], figures=tuple(figures))
    what = f"{figures[0].by} reports one operation differently"
    notes.append(differing(DisagreementKind.SOURCES, what, figures))
    of = [part.of for part in parts if part.of is not None]
    why = "one party reports one operation differently"
    return attrs.evolve(
        parts[0],
        value=around(part.value for part in parts),
        of=around(of) if of else None,
        ratios=either([choices(part) for part in parts]),
        figures=tuple(figures),
        why=why,
    )


def _distinct(parts: Sequence[Part]) -> bool:
    """Whether parts are certainly different results: of different operations, or on different days."""
    if all(part.operation is not None for part in parts):
        return True
    periods = [figure.figure.period for part in parts for figure in part.figures]
    known = sorted((period.start, period.end) for period in periods if period is not None)
    return len(known) == len(periods) and all(earlier[1] < later[0] for earlier, later in itertools.pairwise(known))


def _falls(rounds: Iterable[Sequence[Part]]) -> Iterator[Disagreement]:
    for earlier, later in itertools.pairwise(rounds):
        if Sum(tuple(later)).value.high < Sum(tuple(earlier)).value.low:
            yield differing(DisagreementKind.FALL, "a cumulative figure falls", _figures(earlier, later))


def _revisions(rounds: Iterable[Sequence[Part]]) -> Iterator[Disagreement]:
    for earlier, later in itertools.pairwise(rounds):
        if not agree([Sum(tuple(later)), Sum(tuple(earlier))]):
            what = "an operation is reported differently at two checkpoints, and the newest counts"
            yield differing(DisagreementKind.SOURCES, what, _figures(earlier, later))


def _figures(*several: Sequence[Part]) -> list[ReportedFigure]:
    return [figure for parts in several for part in parts for figure in part.figures]
