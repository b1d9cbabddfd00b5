"""A portfolio: one or more plans that are looked at together."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from empact.errors import UnknownIdError
from empact.model import Action, Plan, StrategicGoal


@attrs.frozen
class Portfolio:
    """Plans that are looked at together; one plan is a portfolio of one."""

    plans: tuple[Plan, ...]

    def __iter__(self) -> Iterator[Plan]:
        return iter(self.plans)

    def __len__(self) -> int:
        return len(self.plans)

    def action(self, plan: Plan, number: str) -> Action | None:
        """The action of this plan with this number, or None: unlike ``plan.action``, a miss is no mistake here."""
        try:
            return plan.action(number)
        except UnknownIdError:
            return None

    def goal(self, plan: Plan, number: str) -> StrategicGoal | None:
        """The strategic goal of this plan with this number, or None."""
        try:
            return plan.goal(number)
        except UnknownIdError:
            return None
