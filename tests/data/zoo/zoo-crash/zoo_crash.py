"""Provides a rule that crashes."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Plan
from empact.diagnostics import Severity
from empact.hooks import Finding, Rule, RuleContext, hookimpl


def crash(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    raise ZeroDivisionError("in the check")


@hookimpl
def empact_rules() -> Iterator[Rule]:
    yield Rule(code="ZOOX001", name="crashing", severity=Severity.INFO, doc="For the zoo.", check=crash)
