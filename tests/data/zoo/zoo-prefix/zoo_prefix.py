"""Uses code prefixes of other plugins."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Plan
from empact.diagnostics import Severity
from empact.hooks import Finding, Rule, RuleContext, hookimpl


def silent(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    return iter(())


@hookimpl
def empact_rules() -> Iterator[Rule]:
    yield Rule(code="OAP299", name="not-of-empact", severity=Severity.INFO, doc="For the zoo.", check=silent)
    yield Rule(code="ZOO002", name="not-of-the-zoo", severity=Severity.INFO, doc="For the zoo.", check=silent)
    yield Rule(code="ZOOP001", name="own-letters", severity=Severity.INFO, doc="For the zoo.", check=silent)
