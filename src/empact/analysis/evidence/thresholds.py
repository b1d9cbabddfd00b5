"""Thresholds: what a project has agreed on where the exclusion clause (plan section 5.3) sets no number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from empact.values import value

if TYPE_CHECKING:
    from empact.model import LedgerEntry


_SEVERAL = 2


@value(kw_only=True)
class Thresholds:
    """What a project has agreed on where section 5.3 sets no number; None where nothing is agreed.

    ``exhortations`` is the number of exhortations needed. ``days`` is the age from which one without success counts;
    age alone never makes it unsuccessful.
    """

    exhortations: int | None = None
    days: int | None = None

    def old_enough(self, exhortations: Iterable[LedgerEntry], as_of: dt.date) -> tuple[LedgerEntry, ...]:
        """Return the exhortations that are at least ``days`` old."""
        days = self.days or 0
        return tuple(one for one in exhortations if (as_of - one.content.on).days >= days)

    @property
    def needed(self) -> int:
        """The number of exhortations needed: without an agreed number at least two, as the clause has a plural."""
        return _SEVERAL if self.exhortations is None else self.exhortations
