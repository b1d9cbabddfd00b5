"""Parties: who leads and who takes part."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Plan
from empact.hooks import Finding, Rule, RuleContext, Severity


def leader_also_participant(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A party stands both among the leaders and among the participants of an action."""
    for at, action in ctx.actions(plan):
        leaders = {leader.party for leader in action.leaders.understood}
        for index, item in enumerate(action.participants):
            if getattr(item, "party", None) in leaders:
                yield Finding(
                    f"Action {action.number} names {item} both as leader and as participant.",
                    at / "participants" / "items" / index,
                    hint="A leader takes part anyway: name it once.",
                    related=(at / "leaders",),
                )


RULES = (
    Rule(
        code="OAP406",
        name="leader-also-participant",
        severity=Severity.INFO,
        doc="A party stands both among the leaders and among the participants of an action.",
        check=leader_also_participant,
    ),
)
