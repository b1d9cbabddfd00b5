"""Figures in words: what the figures of a KPI add up to."""

from __future__ import annotations

from collections.abc import Iterator

from empact.analysis import KpiProgress
from empact.model import Adds

NO_TOTAL = "no total, since nobody has decided how the figures add up"


def figures_of(one: KpiProgress) -> Iterator[str]:
    """Return what the figures of a KPI add up to; without a total, the figures. Silence is "not reported"."""
    if not one.figures:
        yield "not reported"
    elif one.total is not None:
        yield str(one.total)
    elif one.adds is Adds.MILESTONE:
        yield "the day is not reported" if one.reached is None else f"reached on {one.reached}"
    else:
        yield NO_TOTAL if one.adds is None else "no total"
        yield from (f"{figure.by}: {figure.said}" for figure in one.figures)
