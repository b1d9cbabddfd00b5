"""Sums: parts that count once, what they add up to, and the ratios that are possible."""

from __future__ import annotations

import bisect
import datetime as dt
import itertools
from collections.abc import Callable, Hashable, Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

from empact.analysis.progressing.disagreements import Disagreement
from empact.analysis.progressing.figures import ReportedFigure
from empact.analysis.progressing.ranges import Range, Ratio, add_ranges, exact_sum
from empact.model import Span
from empact.values import value

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


def grouped(items: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """Group items by a key, in the order of their first one."""
    groups: dict[K, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


@value(kw_only=True)
class Part:
    """An amount that counts once in a total."""

    value: Range
    """The amount; a range if figures differ, or may count one result twice."""
    of: Range | None = None
    """The denominator, if it is a ratio; otherwise None."""
    ratios: tuple[Ratio, ...] = ()
    """If it is a ratio that sources report differently: the numerators and denominators that they report, in pairs;
    otherwise empty.
    """
    figures: tuple[ReportedFigure, ...]
    """The figures that it is made of."""
    operation: str | None = None
    """The id of the operation in which it was achieved; None if the figures name none."""
    why: str | None = None
    """Why it is a range, or why figures do not count, in a sentence; None if there is nothing to say."""


@value
class Sum:
    """What figures of one scope add up to: totals of leaders, or own contributions."""

    parts: tuple[Part, ...]
    """The parts that count, each once."""
    disagreements: tuple[Disagreement, ...] = ()
    """The reported values that do not agree."""

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
        ratios: dict[Ratio, None] = {(Decimal(0), Decimal(0)): None}
        for part in self.parts:
            pairs = choices(part)
            if not pairs or len(ratios) * len(pairs) > _MOST_RATIOS:
                return ()
            ratios = {
                (exact_sum(numerator, value), exact_sum(denominator, of)): None
                for numerator, denominator in ratios
                for value, of in pairs
            }
        return tuple(ratios) if self.parts else ()


_MOST_RATIOS = 1000
"""More choices than this are not compared one by one: then the bounds of both numbers count."""


def choices(part: Part) -> Sequence[Ratio]:
    """Return the ratios that a part may be; none if only the bounds of its numbers are known."""
    if part.ratios or part.of is None or not (part.value.certain and part.of.certain):
        return part.ratios
    return ((part.value.low, part.of.low),)


def agree(sums: Sequence[Sum]) -> bool:
    """Whether sums are the same, of ratios the denominators too, as far as they are known."""
    return (
        len({scope_sum.value for scope_sum in sums}) == 1
        and len({scope_sum.of for scope_sum in sums if scope_sum.of is not None}) <= 1
    )


def either(choices: Sequence[Sequence[Ratio]]) -> tuple[Ratio, ...]:
    """Return the ratios of several sources, of which one is right; none if those of a source are not known."""
    return tuple(dict.fromkeys(itertools.chain.from_iterable(choices))) if all(choices) else ()


def around(ranges: Iterable[Range]) -> Range:
    """Return the range from the lowest to the highest of several ranges, of which one is right."""
    return Range.around(bound for amount in ranges for bound in (amount.low, amount.high))


def stated_days(part: Part) -> Span | None:
    """Return the days that all figures of a part state; None if some state none, or if an operation sets it apart."""
    periods = [figure.figure.period for figure in part.figures]
    known = [period for period in periods if period is not None]
    if part.operation is not None or len(known) < len(periods):
        return None
    return Span(start=min(period.start for period in known), end=max(period.end for period in known))


def possible_sum(amounts: Sequence[tuple[Range, Part]]) -> Range:
    """Return what amounts of parts that may be one result add up to: from what is certainly different to the sum."""
    every = add_ranges(value for value, _ in amounts)
    low = least_together([(value.low, part.operation, stated_days(part)) for value, part in amounts])
    return Range(min(low, every.low), max(*(value.high for value, _ in amounts), every.high))


def least_together(amounts: Iterable[tuple[Decimal, str | None, Span | None]]) -> Decimal:
    """Return the least that amounts add up to if all that can be one result are one.

    Results of different operations are different, and so are results on days that do not overlap.

    Args:
        amounts: Each with its operation and its days, as far as they are known.
    """
    known = tuple(amounts)
    of_operations: dict[str, Decimal] = {}
    for amount, operation, _ in known:
        if operation is not None:
            of_operations[operation] = max(amount, of_operations.get(operation, amount))
    dated = [(days, amount) for amount, _, days in known if days is not None]
    return max(*(amount for amount, _, _ in known), exact_sum(*of_operations.values()), _most_apart(dated))


def _most_apart(dated: Iterable[tuple[Span, Decimal]]) -> Decimal:
    """Return the largest sum of values whose days do not overlap."""
    ends: list[dt.date] = []
    best = [Decimal(0)]  # with the first of the days, in the order of their ends
    for span, amount in sorted(dated, key=lambda days: days[0].end):
        before = bisect.bisect_left(ends, span.start)
        best.append(max(best[-1], exact_sum(best[before], amount)))
        ends.append(span.end)
    return best[-1]
