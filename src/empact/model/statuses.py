"""The status of an action in plans, in reports and in the words of a cycle."""

from __future__ import annotations

import enum


class ActionStatus(enum.Enum):
    """The status of an action. The words of a cycle, such as "successfully completed", have one of these meanings."""

    NOT_STARTED = "not-started"
    LIVE = "live"
    COMPLETED = "completed"
    NOT_COMPLETED = "not-completed"
    CARRIED_OVER = "carried-over"
    """It continues in a later plan."""
    CANCELLED = "cancelled"
    UNCLEAR = "unclear"
    """A report has a word without a clear meaning, or says itself that the status is unclear."""
    NOT_REPORTED = "not-reported"
    """Nobody has reported a status. This is never read as "nothing was done"."""
