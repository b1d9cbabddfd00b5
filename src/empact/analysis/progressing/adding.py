"""Adding: how the figures of several reports add up to one value, without counting a result twice."""

from __future__ import annotations

import bisect
import datetime as dt
import enum
import itertools
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TypeVar

import attrs

from empact.analysis.progressing.figures import ReportedFigure
from empact.analysis.progressing.ranges import Range, Ratio, add_ranges, exact_sum
from empact.model import Adds, FigureScope, ReporterRole, Span
from empact.reprs import short_repr

SUMMED = frozenset({Adds.CUMULATIVE, Adds.INCREMENTAL, Adds.LATEST, Adds.RATIO})
"""The ways of adding that give a number."""
NEWEST = frozenset({Adds.CUMULATIVE, Adds.LATEST})
"""The ways in which the newest report replaces the earlier ones."""


class DisagreementKind(enum.Enum):
    """What kind of reported values do not agree."""

    SOURCES = "sources"
    """Two sources report one result differently."""
    CONTRIBUTIONS = "contributions"
    """A total, and what the parties report as their own contributions."""
    FALL = "fall"
    """A cumulative figure falls."""
    BREAKDOWN = "breakdown"
    """The parts of an exhaustive breakdown do not add up to their figure."""
    DATES = "dates"
    """Two sources report different days."""


@attrs.frozen(kw_only=True)
class Disagreement:
    """Reported values that do not agree. All of them are kept.

    - ``kind``: What does not agree.
    - ``text``: A sentence that says it, with the ids of the reports.
    - ``reports``: The ids of the reports.
    - ``settled_by``: The id of the Driver's report that settles it by citing the others; None if nobody has.
    - ``explanation``: What may explain it, such as parties that reported no contribution; None if nothing is known.
    """

    kind: DisagreementKind
    text: str
    reports: tuple[str, ...]
    settled_by: str | None = None
    explanation: str | None = None

    __repr__ = short_repr

    def __str__(self) -> str:
        return self.text


@attrs.frozen(kw_only=True)
class Part:
    """An amount that counts once in a total.

    - ``value``: The amount; a range if figures differ, or may count one result twice.
    - ``of``: The denominator, if it is a ratio.
    - ``ratios``: If it is a ratio that sources report differently: the numerators and denominators that they report, in
      pairs; otherwise empty.
    - ``figures``: The figures that it is made of.
    - ``operation``: The id of the operation in which it was achieved.
    - ``why``: Why it is a range, or why figures do not count; None if there is nothing to say.
    """

    value: Range
    of: Range | None = None
    ratios: tuple[Ratio, ...] = ()
    figures: tuple[ReportedFigure, ...]
    operation: str | None = None
    why: str | None = None

    __repr__ = short_repr


@attrs.frozen
class Sum:
    """What figures of one scope add up to: the parts that count, and the disagreements that were found."""

    parts: tuple[Part, ...]
    disagreements: tuple[Disagreement, ...] = ()

    __repr__ = short_repr

    @property
    def value(self) -> Range:
        """The sum of the parts."""
        return add_ranges(part.value for part in self.parts)

    @property
    def of(self) -> Range | None:
        """The sum of the denominators, if it is a ratio."""
        known = [part.of for part in self.parts if part.of is not None]
        return add_ranges(known) if known else None

    def __str__(self) -> str:
        return str(self.value) if self.of is None else f"{self.value} of {self.of}"

    def meets(self, other: Sum) -> bool:
        """Whether the two can be equal, of ratios the denominators too, as far as they are known."""
        of = self.of is None or other.of is None or self.of.meets(other.of)
        return of and self.value.meets(other.value)

    @property
    def ratios(self) -> tuple[Ratio, ...]:
        """The numerators and denominators that are possible, in pairs; none if only their bounds are known."""
        found: dict[Ratio, None] = {(Decimal(0), Decimal(0)): None}
        for part in self.parts:
            choices = _choices(part)
            if not choices or len(found) * len(choices) > _MOST_RATIOS:
                return ()
            found = {
                (exact_sum(one, value), exact_sum(other, of)): None for one, other in found for value, of in choices
            }
        return tuple(found) if self.parts else ()


_MOST_RATIOS = 1000
"""More choices than this are not compared one by one: then the bounds of both numbers count."""


def _choices(part: Part) -> Sequence[Ratio]:
    if part.ratios or part.of is None or not (part.value.certain and part.of.certain):
        return part.ratios
    return ((part.value.low, part.of.low),)


def _agree(sums: Sequence[Sum]) -> bool:
    """Whether sums are the same, of ratios the denominators too, as far as they are known."""
    return len({one.value for one in sums}) == 1 and len({one.of for one in sums if one.of is not None}) <= 1


T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


def grouped(items: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """Group items by a key, in the order of their first one."""
    found: dict[K, list[T]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return found


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
    totals = [one for one in figures if one.figure.scope is FigureScope.TOTAL]
    own = [one for one in figures if one.figure.scope is FigureScope.OWN]
    parts = _lines(totals, adds, notes)
    for of_party in grouped(own, lambda one: one.by).values():
        parts += _lines(of_party, adds, notes)
    return Sum(tuple(parts), tuple(notes))


def _lines(figures: Sequence[ReportedFigure], adds: Adds, notes: list[Disagreement]) -> list[Part]:
    """Return the parts of the figures of one line of reports: the totals of an action, or what one party did itself."""
    if not figures:
        return []
    if adds in NEWEST:
        rounds = [_of_round(of_round, notes) for of_round in _by_round(figures)]
        if adds is Adds.CUMULATIVE:
            notes += _falls(rounds)
        return rounds[-1]
    last: dict[str, int] = {}
    for operation, same in grouped(figures, lambda one: one.figure.operation).items():
        if operation is not None:  # one result, however often it is reported: the newest checkpoint counts
            reported = _by_round(same)
            last[operation] = reported[-1][0].round.number
            notes += _revisions([_of_round(of_round, []) for of_round in reported])
    counted = [one for one in figures if last.get(one.figure.operation or "", one.round.number) == one.round.number]
    return _once([part for of_round in _by_round(counted) for part in _of_round(of_round, notes)])


def _once(parts: Sequence[Part]) -> list[Part]:
    """Join the parts of several checkpoints that are stated to be about the same days: they may be one result."""
    found: list[Part] = []
    run: list[Part] = []
    last = dt.date.min
    dated = [(span, part) for part in parts if (span := _stated_days(part)) is not None]
    for span, part in sorted(dated, key=lambda one: (one[0].start, one[0].end)):
        if run and span.start > last:
            found += _joined(run)
            run = []
        run.append(part)
        last = max(last, span.end)
    found += _joined(run)
    return [*(part for part in parts if _stated_days(part) is None), *found]


def _stated_days(part: Part) -> Span | None:
    """Return the days that all figures of a part state; None if some state none, or if an operation sets it apart."""
    periods = [one.figure.period for one in part.figures]
    known = [period for period in periods if period is not None]
    if part.operation is not None or len(known) < len(periods):
        return None
    return Span(start=min(one.start for one in known), end=max(one.end for one in known))


def _joined(parts: list[Part]) -> list[Part]:
    if len({one.round for part in parts for one in part.figures}) <= 1:
        return parts  # those of one checkpoint are compared already
    of = [part.of for part in parts if part.of is not None]
    days = [_stated_days(part) for part in parts]
    return [
        Part(
            value=_possibly_once([part.value for part in parts], days),
            of=_possibly_once(of, days) if of else None,
            figures=tuple(one for part in parts for one in part.figures),
            why="figures of several checkpoints are about days that overlap, so they may be one result",
        )
    ]


def _by_round(figures: Iterable[ReportedFigure]) -> list[list[ReportedFigure]]:
    rounds = grouped(figures, lambda one: one.round.number)
    return [rounds[number] for number in sorted(rounds)]


def _of_round(figures: Sequence[ReportedFigure], notes: list[Disagreement]) -> list[Part]:
    """Return the parts of the figures of one checkpoint: of one source, or of several that are about one value."""
    sources = [_of_source(of_source, notes) for of_source in grouped(figures, lambda one: (one.by, one.role)).values()]
    if len(sources) == 1:
        return sources[0]
    sums = [Sum(tuple(source)) for source in sources]
    if _agree(sums):
        return sources[0]
    settled = next((source for source in sources if _settles(source, sources)), None)
    reports = tuple(sorted({one.report.id for one in figures}))
    by = None if settled is None else settled[0].figures[0].report.id
    text = "Two sources report one result differently: " + "; ".join(map(str, figures)) + "."
    if by is not None:
        text += f" The Driver settles it in {by}, which cites the others."
    notes.append(Disagreement(kind=DisagreementKind.SOURCES, text=text, reports=reports, settled_by=by))
    if settled is not None:
        return [
            attrs.evolve(part, why=f"the Driver settles in {by} what others report differently") for part in settled
        ]
    denominators = [one.of for one in sums if one.of is not None]
    operations = {one.figure.operation for one in figures}
    return [
        Part(
            value=_around(one.value for one in sums),
            of=_around(denominators) if denominators else None,
            ratios=_either([one.ratios for one in sums]),
            figures=tuple(figures),
            operation=operations.pop() if len(operations) == 1 else None,
            why="two sources report one result differently, and no report of the Driver settles it",
        )
    ]


def _settles(source: Sequence[Part], sources: Iterable[Sequence[Part]]) -> bool:
    """Whether these are figures of the Driver whose reports cite those of all other sources."""
    mine = [one for part in source for one in part.figures]
    others = {one.report.id for other in sources if other is not source for part in other for one in part.figures}
    return all(
        one.role is ReporterRole.DRIVER and others <= {*one.report.content.cites} - {one.report.id} for one in mine
    )


def _either(choices: Sequence[Sequence[Ratio]]) -> tuple[Ratio, ...]:
    """Return the ratios of several sources, of which one is right; none if those of a source are not known."""
    return tuple(dict.fromkeys(itertools.chain.from_iterable(choices))) if all(choices) else ()


def _around(ranges: Iterable[Range]) -> Range:
    return Range.around(bound for one in ranges for bound in (one.low, one.high))


def _of_source(figures: Sequence[ReportedFigure], notes: list[Disagreement]) -> list[Part]:
    """Return the parts of the figures of one party at one checkpoint."""
    parts: list[Part] = []
    for operation, same in grouped(figures, lambda one: one.figure.operation).items():
        parts += [_one(same, notes)] if operation is not None else [_alone(figure) for figure in same]
    if len(parts) == 1 or _distinct(parts):
        return parts
    of = [part.of for part in parts if part.of is not None]
    days = [_stated_days(part) for part in parts]
    return [
        Part(
            value=_possibly_once([part.value for part in parts], days),
            of=_possibly_once(of, days) if of else None,
            figures=tuple(one for part in parts for one in part.figures),
            why="one party reports several figures that may be one result: no operations and no days separate them",
        )
    ]


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
    if _agree([Sum((part,)) for part in parts]):
        return attrs.evolve(parts[0], figures=tuple(figures))
    text = f"{figures[0].by} reports one operation differently: {'; '.join(map(str, figures))}."
    reports = tuple(sorted({one.report.id for one in figures}))
    notes.append(Disagreement(kind=DisagreementKind.SOURCES, text=text, reports=reports))
    of = [part.of for part in parts if part.of is not None]
    why = "one party reports one operation differently"
    return attrs.evolve(
        parts[0],
        value=_around(part.value for part in parts),
        of=_around(of) if of else None,
        ratios=_either([_choices(part) for part in parts]),
        figures=tuple(figures),
        why=why,
    )


def _distinct(parts: Sequence[Part]) -> bool:
    """Whether parts are certainly different results: of different operations, or on different days."""
    if all(part.operation is not None for part in parts):
        return True
    periods = [figure.figure.period for part in parts for figure in part.figures]
    known = sorted((one.start, one.end) for one in periods if one is not None)
    return len(known) == len(periods) and all(one[1] < other[0] for one, other in itertools.pairwise(known))


def _possibly_once(ranges: Sequence[Range], days: Sequence[Span | None]) -> Range:
    """Return the range of parts that may be one result: from the most that is certainly different to the sum.

    Args:
        ranges: The parts.
        days: The days of each; None if they are not known.
    """
    every = add_ranges(ranges)
    low = max(one.low for one in ranges)
    known = [span for span in days if span is not None]
    if len(known) == len(ranges):
        low = max(low, _most_apart([one.low for one in ranges], known))
    return Range(min(low, every.low), max(*(one.high for one in ranges), every.high))


def _most_apart(values: Sequence[Decimal], days: Sequence[Span]) -> Decimal:
    """Return the largest sum of values whose days do not overlap."""
    ends: list[dt.date] = []
    best = [Decimal(0)]  # with the first of the days, in the order of their ends
    for span, value in sorted(zip(days, values, strict=True), key=lambda one: one[0].end):
        before = bisect.bisect_left(ends, span.start)
        best.append(max(best[-1], exact_sum(best[before], value)))
        ends.append(span.end)
    return best[-1]


def _falls(rounds: Iterable[Sequence[Part]]) -> Iterator[Disagreement]:
    for earlier, later in itertools.pairwise(rounds):
        if Sum(tuple(later)).value.high < Sum(tuple(earlier)).value.low:
            yield _changed(DisagreementKind.FALL, "A cumulative figure falls", earlier, later)


def _revisions(rounds: Iterable[Sequence[Part]]) -> Iterator[Disagreement]:
    for earlier, later in itertools.pairwise(rounds):
        if not _agree([Sum(tuple(later)), Sum(tuple(earlier))]):
            text = "An operation is reported differently at two checkpoints, and the newest counts"
            yield _changed(DisagreementKind.SOURCES, text, earlier, later)


def _changed(kind: DisagreementKind, text: str, earlier: Sequence[Part], later: Sequence[Part]) -> Disagreement:
    figures = [one for parts in (earlier, later) for part in parts for one in part.figures]
    reports = tuple(dict.fromkeys(one.report.id for one in figures))
    return Disagreement(kind=kind, text=f"{text}: {'; '.join(map(str, figures))}.", reports=reports)
