"""The decisions of a ledger that an output takes into account."""

from __future__ import annotations

from collections.abc import Iterator

from empact.analysis import Absence, PortfolioContext
from empact.cli.console import wrapped
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

    def lines(self) -> Iterator[str]:
        """Format each decision as text."""
        for plan, absence in self.found:
            yield wrapped(f"{plan}: {absence}.", indent="  ")
