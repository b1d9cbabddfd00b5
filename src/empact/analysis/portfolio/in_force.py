"""The revision of a plan that is in force on a day, if a portfolio has several: by the dates of their covers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from empact.model import Plan, Suffix


def revision_of(plan: Plan) -> str | None:
    """Return the document number on the cover of a plan, which differs in each revision; None if there is no number."""
    return plan.cover.number.plain or None


def are_revisions(one: Plan, other: Plan) -> bool:
    """Return whether two plans are two revisions of one: they have one id, and each has another document number."""
    numbers = {revision_of(one), revision_of(other)}
    return one.id == other.id and None not in numbers and len(numbers) > 1


def in_force(plans: Iterable[Plan], as_of: dt.date | None) -> tuple[Plan, ...]:
    """Return the plans without the revisions that are not in force on a day, in their order.

    Of the revisions of a plan, the newest one that is dated on or before the day is in force; without a day, the newest
    of all. Before the first one is dated, it is that one. Dates decide; numbers only between revisions of one date, and
    if no cover has a date. Beside dated covers, one without a date is never in force: nobody knows since when. Plans
    without a document number, and copies of one revision, all stay.
    """
    every = tuple(plans)
    by_id: dict[str, list[Plan]] = {}
    for plan in every:
        if revision_of(plan) is not None:
            by_id.setdefault(plan.id, []).append(plan)
    left_out: set[int] = set()
    for revisions in by_id.values():
        number = revision_of(_chosen(revisions, as_of))
        left_out |= {id(plan) for plan in revisions if revision_of(plan) != number}
    return tuple(plan for plan in every if id(plan) not in left_out)


def _chosen(revisions: list[Plan], as_of: dt.date | None) -> Plan:
    dated = [(date, plan) for plan in revisions if (date := cover_date(plan)) is not None]
    if not dated:
        return max(revisions, key=_number)
    known = [(date, plan) for date, plan in dated if as_of is None or date <= as_of]
    _, plan = max(known, key=_order) if known else min(dated, key=_order)
    return plan


def _order(dated: tuple[dt.date, Plan]) -> tuple[dt.date, tuple[int, int, int]]:
    date, plan = dated
    return date, _number(plan)


def _number(plan: Plan) -> tuple[int, int, int]:
    """Return the number of a document in its order: year, serial number and revision; 2 for ``17793/2/11 REV 2``."""
    number = next(iter(plan.cover.number.understood), None)
    if number is None:
        return 0, 0, 0
    stated = (issue.number for issue in number.issues if issue.suffix is Suffix.REV)
    return number.year, number.serial, number.revision or next(stated, None) or 0


def cover_date(plan: Plan) -> dt.date | None:
    """Return the date on the cover of a plan; None if there is none that is understood."""
    return next(iter(plan.cover.date.understood), None)
