"""Misspells the name of a hook."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Plan
from empact.diagnostics import Severity
from empact.hooks import Finding, Rule, RuleContext, hookimpl


def silent(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    return iter(())


@hookimpl
def empact_rulez() -> Iterator[Rule]:
    yield Rule(code="ZOOM001", name="misspelt", severity=Severity.INFO, doc="For the zoo.", check=silent)
