"""Has the name of another plugin."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Plan
from empact.diagnostics import Severity
from empact.hooks import Finding, Rule, RuleContext, hookimpl


def silent(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    return iter(())


@hookimpl
def empact_rules() -> Iterator[Rule]:
    yield Rule(code="ZOOSB001", name="same-b", severity=Severity.INFO, doc="For the zoo.", check=silent)
