"""Implements a hook with an argument that the hook does not have."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Plan
from empact.diagnostics import Severity
from empact.hooks import Finding, Rule, RuleContext, hookimpl


def silent(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    return iter(())


@hookimpl
def empact_rules(config: object) -> Iterator[Rule]:
    assert config
    yield Rule(code="ZOOA001", name="asking", severity=Severity.INFO, doc="For the zoo.", check=silent)
