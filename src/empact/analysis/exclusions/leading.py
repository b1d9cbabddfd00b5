"""Leaders: whether an action has one, and the first day on which it has lost them all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from empact.analysis.involvement.assignments import Determinacy, PartyAssignment

_DAY = dt.timedelta(days=1)
UNNAMED = frozenset({Determinacy.OPEN, Determinacy.UNKNOWN})
"""The kinds of party item that can't be resolved to a party."""


def first_day_without_leader(
    before: Iterable[PartyAssignment], after: Iterable[PartyAssignment], since: dt.date = dt.date.min
) -> dt.date | None:
    """Return the first day on or after ``since`` on which ``before`` has a leader and ``after`` has none.

    None if there is no such day. Also None if ``after`` has a leader that can't be resolved to a party, who may be
    there.
    """
    before, after = tuple(before), tuple(after)
    if any(leader.determinacy in UNNAMED for leader in after):
        return None
    led = (resolved.span for leader in before for resolved in leader.resolved if resolved.span.end >= since)
    left = (resolved.span.end for leader in after for resolved in leader.resolved if resolved.span.end < dt.date.max)
    # Leaders change only where one of their spans begins or ends, so only these days are checked.
    turns = {max(span.start, since) for span in led} | {max(end + _DAY, since) for end in left}
    return next((day for day in sorted(turns) if _led(before, day) and not _led(after, day)), None)


def is_led_from(leaders: Iterable[PartyAssignment], since: dt.date) -> bool:
    """Whether an action has a leader on a day or later. A leader that can't be resolved to a party counts."""
    return any(
        leader.determinacy in UNNAMED or any(resolved.span.end >= since for resolved in leader.resolved)
        for leader in leaders
    )


def _led(leaders: Iterable[PartyAssignment], on: dt.date) -> bool:
    return any(leader.on(on) for leader in leaders)
