"""Provides rules with the code or the name of another rule."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Plan
from empact.diagnostics import Severity
from empact.hooks import Finding, Rule, RuleContext, hookimpl


def silent(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    return iter(())


@hookimpl
def empact_rules() -> Iterator[Rule]:
    yield Rule(code="ZOO001", name="another-name", severity=Severity.INFO, doc="For the zoo.", check=silent)
    yield Rule(code="ZOOC001", name="dangling-link", severity=Severity.INFO, doc="For the zoo.", check=silent)
    yield Rule(code="ZOOC002", name="of-its-own", severity=Severity.INFO, doc="For the zoo.", check=silent)
