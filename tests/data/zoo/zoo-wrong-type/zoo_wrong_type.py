"""Returns a value that is not a rule."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Plan
from empact.diagnostics import Severity
from empact.hooks import Finding, Rule, RuleContext, hookimpl


def silent(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    return iter(())


@hookimpl
def empact_rules() -> list[object]:
    return [7, Rule(code="ZOOW001", name="right-type", severity=Severity.INFO, doc="For the zoo.", check=silent)]
