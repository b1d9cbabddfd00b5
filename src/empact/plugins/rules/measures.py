"""Targets and key performance indicators."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Plan
from empact.hooks import Finding, Rule, RuleContext, Severity


def target_missing(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action states nothing beside its KPI that it is to reach."""
    for at, action in ctx.actions(plan):
        if not action.target:
            beside = " beside its KPI" if action.kpis else ""
            yield Finding(
                f"Action {action.number} states no target{beside}.",
                at / "target",
                hint="Say what the action is to reach: a KPI measures, it does not aim.",
            )


RULES = (
    Rule(
        code="OAP506",
        name="target-missing",
        severity=Severity.WARNING,
        doc="An action states nothing beside its KPI that it is to reach.",
        check=target_missing,
    ),
)
