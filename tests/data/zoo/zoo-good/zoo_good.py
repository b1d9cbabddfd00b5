"""A valid plugin, which has to work despite the faults of the others."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Plan
from empact.diagnostics import Severity
from empact.hooks import Finding, Rule, RuleContext, hookimpl


def silent(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    return iter(())


@hookimpl
def empact_rules() -> Iterator[Rule]:
    yield Rule(code="ZOO001", name="good-one", severity=Severity.INFO, doc="For the zoo.", check=silent)
