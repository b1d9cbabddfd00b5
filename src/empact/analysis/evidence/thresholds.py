"""What a project has settled where the exclusion clause (plan section 5.3) gives no number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import attrs

from empact.model import LedgerEntry
from empact.reprs import short_repr


@attrs.frozen(kw_only=True)
class Thresholds:
    """What a project has settled where section 5.3 is silent; None where it has settled nothing.

    ``exhortations`` is how many exhortations are needed, ``days`` how many days have to pass after one before it counts
    as one without success.
    """

    exhortations: int | None = None
    days: int | None = None

    __repr__ = short_repr

    def old_enough(self, exhortations: Iterable[LedgerEntry], as_of: dt.date) -> tuple[LedgerEntry, ...]:
        """Those after which enough days have passed."""
        days = self.days or 0
        return tuple(one for one in exhortations if (as_of - one.content.on).days >= days)
