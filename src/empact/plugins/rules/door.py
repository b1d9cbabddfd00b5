"""Rules about what is refused when a report is added: one for each refusal of the convention."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Plan
from empact.analysis import REFUSALS, Refusal
from empact.diagnostics import Severity
from empact.hooks import Finding, Related, Rule, RuleContext
from empact.plugins.rules.reported import in_force


def _rule(refusal: Refusal) -> Rule:
    """Return the rule that finds what a refusal is about in the reports in force."""

    def check(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
        if in_force(ctx):
            from empact.analysis import refused  # most validations have no reports

            for wrong in refused(ctx, refusal):
                met = tuple(Related(also.at, also.said, file=also.filed) for also in wrong.meets)
                yield Finding(wrong.said, wrong.at, hint=wrong.hint, file=wrong.filed, related=met)

    option = (refusal.accepted_by or "").replace("_", "-")
    accept = f" With `--{option}`, the report is added all the same." if option else ""
    return Rule(
        code=refusal.code,
        name=refusal.key,
        severity=Severity.WARNING if refusal.acceptable else Severity.ERROR,
        check=check,
        doc=f"{refusal.title}\n\n{refusal.why}\n\n`empact report add` refuses it. {refusal.instead}{accept}",
    )


RULES = tuple(map(_rule, REFUSALS))
