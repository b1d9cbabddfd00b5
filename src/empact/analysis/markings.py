"""The marking that an output about plans has to carry, and whether it may be released at a level."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from empact.errors import ReleaseError
from empact.model import Plan

if TYPE_CHECKING:
    from empact.reference import Marking


def joint_marking(plans: Iterable[Plan], unread: Iterable[str] = (), on: dt.date | None = None) -> str | None:
    """Return the marking that an output about plans has to carry, or None.

    For one plan it is its marking in force. For several it is the highest level of them, and the marks for
    distribution, such as LIMITE, each once. A marking that is not known ranks above all levels; the highest known one
    follows it, since it is not known to include that.

    Args:
        plans: The plans; one that is given twice counts once.
        unread: The markings of files that could not be read as plans.
        on: The date of knowledge. Without it, a status with a date does not count, and the printed marking holds.
    """
    texts = dict.fromkeys(filter(None, (*(plan.marking_in_force(on) for plan in plans), *unread)))
    return next(iter(texts), None) if len(texts) <= 1 else "; ".join(dict.fromkeys(_highest(texts)))


def check_release(
    plans: Iterable[Plan],
    level: str,
    *,
    on: dt.date | None = None,
    unread: Iterable[tuple[str, str]] = (),
) -> Marking:
    """Check that plans may be released at a level, and return what the level means.

    Args:
        plans: The plans.
        level: A marking, such as ``RESTREINT UE/EU RESTRICTED``, ``LIMITE`` or ``DE:GEHEIM``; or ``public``, which only
            plans without a marking in force pass.
        on: The date of knowledge. Without it, a status with a date does not count, and the printed marking holds.
        unread: The name and the marking of each file that could not be read as a plan.

    Raises:
        UnknownIdError: The level is not known.
        ReleaseError: The marking of a plan is above the level, or is not known.
    """
    from empact.reference.markings import read_level, read_marking  # most outputs are not released at a level

    meant = read_level(level)
    different = tuple({id(plan): plan for plan in plans}.values())
    marked = [
        *((plan.id, plan.marking_in_force(on), _origin(plan, on)) for plan in different),
        *((name, mark, "and cannot be read") for name, mark in unread),
    ]
    refused = [(name, mark, why) for name, mark, why in marked if mark and read_marking(mark).is_above(meant)]
    if refused:
        reasons = "; ".join(f"{name} is {mark}, {why}" for name, mark, why in refused)
        message = (
            f"The release at the level {' '.join(level.split())!r} is refused: {reasons}. Leave out what is above the "
            "level, choose a higher level, or write the document that changes a marking under 'marking_today' of the "
            "plan."
        )
        raise ReleaseError(message, [name for name, _, _ in refused])
    return meant


def _origin(plan: Plan, on: dt.date | None) -> str:
    """Return where the marking of a plan on a day comes from."""
    today = plan.marking_today
    if today is None:
        return "as printed"
    words = today.status.value.replace("-", " ")
    status = f"{words} by {today.document}{'' if today.on is None else f' on {today.on}'}"
    if plan.is_changed_on(on):
        return status
    if plan.printed_marking is None:
        return "by 'marking_today'"
    if today.document is None:
        why = f"no document is named by which it is {words}"
    elif not today.counts_on(on):
        why = f"it is {status}, {'and no date of knowledge is given' if on is None else 'later'}"
    else:
        why = f"it is {status}{', and no cell is withheld' if today.settled else ' without a new marking'}"
    return f"as printed, since {why}"


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
