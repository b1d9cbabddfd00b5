"""Needs a later version of the plugin API."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Plan
from empact.diagnostics import Severity
from empact.hooks import Finding, Rule, RuleContext, hookimpl


def silent(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    return iter(())


EMPACT_API = 2


@hookimpl
def empact_rules() -> Iterator[Rule]:
    yield Rule(code="ZOON001", name="newer", severity=Severity.INFO, doc="For the zoo.", check=silent)
