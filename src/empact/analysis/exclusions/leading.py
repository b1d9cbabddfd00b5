"""Leading: whether somebody leads an action, and from which day on nobody does who would have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from empact.analysis.involvement.assignments import Determinacy, PartyAssignment

_DAY = dt.timedelta(days=1)
UNNAMED = frozenset({Determinacy.OPEN, Determinacy.UNKNOWN})
"""Meanings of a party item by which nobody can say who it is."""


def first_day_without_leader(
    before: Iterable[PartyAssignment], after: Iterable[PartyAssignment], since: dt.date = dt.date.min
) -> dt.date | None:
    """The first day, not before ``since``, on which leaders are meant in one view of an action and none in the other.

    None where there is no such day, and where a leader is somebody whom nobody can name: they may be there.
    """
    before, after = tuple(before), tuple(after)
    if any(one.determinacy in UNNAMED for one in after):
        return None
    led = (presence.span for one in before for presence in one.resolved if presence.span.end >= since)
    left = (presence.span.end for one in after for presence in one.resolved if presence.span.end < dt.date.max)
    turns = {max(span.start, since) for span in led} | {max(end + _DAY, since) for end in left}
    return next((day for day in sorted(turns) if _led(before, day) and not _led(after, day)), None)


def is_led_from(leaders: Iterable[PartyAssignment], since: dt.date) -> bool:
    """Whether somebody leads an action on a day or later; a leader whom nobody can name may be there."""
    return any(one.determinacy in UNNAMED or any(p.span.end >= since for p in one.resolved) for one in leaders)


def _led(leaders: Iterable[PartyAssignment], on: dt.date) -> bool:
    return any(one.on(on) for one in leaders)
