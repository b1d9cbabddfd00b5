"""Figures in words: what the figures of a KPI add up to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from empact.analysis import KpiProgress, Total, format_number
from empact.analysis.progressing.figures import PERCENT, unit_key
from empact.analysis.progressing.ranges import Range
from empact.documents.language import Words, words_in
from empact.model import FigureKind, FigureScope

NO_KPI = "no total: it is no KPI of the plan"
NO_TOTAL = "no total, since nobody has decided how the figures add up"
_ENGLISH = words_in("en")


def figures_of(kpi: KpiProgress, words: Words = _ENGLISH) -> Iterator[str]:
    """Return what the figures of a KPI add up to; without a total, the figures. Silence is "not reported"."""
    if not kpi.figures:
        yield words("not reported")
        return
    if kpi.total is not None:
        yield amount_of(kpi.total, words)
        return
    kind = kpi.figure_kind
    match kind:
        case FigureKind.DAY:
            no_day = words("the day is not reported")
            yield no_day if kpi.reached is None else words("reached on {day}", day=kpi.reached)
        case FigureKind.NUMBER | FigureKind.RATIO | FigureKind.WORDS | None:
            yield words(why_no_total(kpi))
            earlier = any(figure.round != kpi.round for figure in kpi.figures)
            for figure in kpi.figures:
                yield f"{figure.by}{f' ({figure.round})' if earlier else ''}: {figure.said}"
        case _:
            assert_never(kind)


def why_no_total(kpi: KpiProgress) -> str:
    """Return in English why figures have no total."""
    return NO_KPI if kpi.key is None else NO_TOTAL if kpi.adds is None else "no total"


def amount_of(total: Total, words: Words = _ENGLISH, *, scope: bool = True) -> str:
    """Format a total with the checkpoints that it is from, if these are earlier: ``5 monthly reports (June 2031)``.

    Args:
        total: The total.
        words: The language of fixed words.
        scope: Whether to say that it is the sum of own contributions, where the place does not say it already.
    """
    value = range_of(total.range, words)
    if total.of is not None:
        value = words("{value} of {whole}", value=value, whole=range_of(total.of, words))
    if total.unit is not None and not (total.of is not None and unit_key(total.unit) in PERCENT):
        value = f"{value} {total.unit}"
    notes = [words("own contributions")] if scope and total.scope is FigureScope.OWN else []
    notes += total.earlier
    return f"{value} ({', '.join(notes)})" if notes else value


def range_of(value: Range, words: Words) -> str:
    """Format a range: ``460 to 590``."""
    low, high = format_number(value.low), format_number(value.high)
    return low if value.certain else words("{first} to {last}", first=low, last=high)
