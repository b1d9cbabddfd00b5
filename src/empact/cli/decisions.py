"""The decisions of a ledger that an output takes into account."""

from __future__ import annotations

from typing import Any

from empact.analysis import Absence, PortfolioContext
from empact.values import value


@value
class AppliedDecisions:
    """The decisions that exclude a party from a plan."""

    found: tuple[tuple[str, Absence], ...]
    """Pairs of the id of a plan and the absence of the party there."""

    @classmethod
    def of(cls, context: PortfolioContext) -> AppliedDecisions:
        """Collect the decisions about plans."""
        return cls(tuple((one.plan.id, absence) for one in context for absence in one.absences))

    def document(self) -> list[dict[str, Any]]:
        """The decisions as JSON."""
        return [
            {
                "plan": plan,
                "party": absence.party,
                "since": absence.since.isoformat(),
                "until": None if absence.until is None else absence.until.isoformat(),
                "entry": absence.entry,
            }
            for plan, absence in self.found
        ]
