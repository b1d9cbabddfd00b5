"""Figures in words: what the figures of a KPI add up to."""

from __future__ import annotations

from collections.abc import Iterator

from empact.analysis import KpiProgress
from empact.documents.language import Words, words_in
from empact.model import Adds

NO_TOTAL = "no total, since nobody has decided how the figures add up"
_ENGLISH = words_in("en")


def figures_of(one: KpiProgress, words: Words = _ENGLISH) -> Iterator[str]:
    """Return what the figures of a KPI add up to; without a total, the figures. Silence is "not reported"."""
    if not one.figures:
        yield words("not reported")
    elif one.total is not None:
        yield str(one.total)
    elif one.adds is Adds.MILESTONE:
        no_day = words("the day is not reported")
        yield no_day if one.reached is None else words("reached on {day}", day=one.reached)
    else:
        yield words(NO_TOTAL) if one.adds is None else words("no total")
        yield from (f"{figure.by}: {figure.said}" for figure in one.figures)
