"""Thresholds: what a project has agreed on where the exclusion clause (plan section 5.3) sets no number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from empact.arguments import as_items, check_date
from empact.values import value

if TYPE_CHECKING:
    from empact.model import LedgerEntry


_SEVERAL = 2


@value(kw_only=True)
class Thresholds:
    """What a project has agreed on where the exclusion clause (plan section 5.3) sets no number."""

    exhortations: int | None = None
    """The number of exhortations needed; None if nothing is agreed: then at least two, since the clause has a
    plural.
    """
    days: int | None = None
    """The age in days from which an unsuccessful exhortation counts; None if nothing is agreed. Age alone never
    makes one unsuccessful.
    """

    def old_enough(self, exhortations: Iterable[LedgerEntry], as_of: dt.date) -> tuple[LedgerEntry, ...]:
        """Return the exhortations that are at least ``days`` old."""
        check_date("as_of", as_of, required=True)
        entries = as_items("exhortations", "a list of entries of the ledger", exhortations)
        days = self.days or 0
        return tuple(exhortation for exhortation in entries if (as_of - exhortation.content.on).days >= days)

    @property
    def needed(self) -> int:
        """The number of exhortations needed: without an agreed number at least two, as the clause has a plural."""
        return _SEVERAL if self.exhortations is None else self.exhortations
