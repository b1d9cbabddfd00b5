"""Rules about grants and leaders."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Plan
from empact.diagnostics import Severity
from empact.hooks import Finding, Rule, RuleContext
from oap_planted.columns import GRANT


def grant_without_amount(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action has a grant without an amount.

    The Commission pays what is applied for. Without an amount, nobody can apply.
    """
    for at, action in ctx.actions():
        grant = GRANT.of(action)
        if grant is not None and grant.euros is None:
            yield Finding(
                f"The grant of action {action.number} has no amount.",
                at / "extensions" / "planted",
                hint="Write the amount under 'euros'.",
            )


def same_leaders(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """Two actions have the same leaders and the same timing.

    A leader cannot be at two places. One of the actions is late.
    """
    seen: dict[str, str] = {}
    for at, action in ctx.actions():
        key = f"{action.leaders}, {action.timing}"
        if action.leaders and action.timing and key in seen:
            yield Finding(
                f"Action {action.number} has the leaders and the timing of action {seen[key]}.",
                at / "leaders",
                hint="Choose another leader or another time.",
            )
        seen.setdefault(key, action.number)


RULES = (
    Rule(code="PLANT001", name="grant-without-amount", severity=Severity.WARNING, check=grant_without_amount),
    Rule(code="PLANT002", name="same-leaders", severity=Severity.INFO, check=same_leaders),
)
