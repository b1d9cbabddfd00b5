"""The marking that an output about several plans has to carry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from empact.model import MarkingStatus, Plan


def joint_marking(plans: Iterable[Plan], unread: Iterable[str] = (), on: dt.date | None = None) -> str | None:
    """Return the marking that an output about plans has to carry, or None.

    For one plan it is ``plan.marking_line_on(on)``. For several it is the highest level of them, and the marks for
    distribution, such as LIMITE, each once; how a marking came to be is in the line of each plan. A plan that is public
    by a document adds nothing. A marking that is not known ranks above all levels; the highest known one follows it,
    since it is not known to include that.

    Args:
        plans: The plans; one that is given twice counts once.
        unread: The markings of files that could not be read as plans.
        on: The date of knowledge. Without it, a status with a date does not count, and the printed marking holds.
    """
    different = tuple({id(plan): plan for plan in plans}.values())
    others = tuple(filter(None, unread))
    if len(different) == 1 and not others:
        return different[0].marking_line_on(on)
    texts = dict.fromkeys((*filter(None, (_mark(plan, on) for plan in different)), *others))
    return next(iter(texts), None) if len(texts) <= 1 else "; ".join(dict.fromkeys(_highest(texts)))


def _mark(plan: Plan, on: dt.date | None) -> str | None:
    """Return what a plan adds to the marking of several: nothing if a document says that it is public."""
    today = plan.marking_today
    public = today is not None and today.status is MarkingStatus.PUBLIC and today.document is not None
    return None if public and today is not None and today.counts_on(on) else plan.marking_on(on)


def _highest(texts: Iterable[str]) -> Iterator[str]:
    """Yield the words that are not known, then the highest level, then the marks for distribution."""
    from empact.reference.markings import read_marking  # only different markings are compared

    read = [read_marking(text) for text in texts]
    for marking in read:
        yield from marking.unknown
    levels = [marking.level for marking in read if marking.level is not None]
    if levels:
        yield max(levels, key=lambda level: level.rank or 0).name
    for marking in read:
        yield from (known.name for known in marking.distribution)
