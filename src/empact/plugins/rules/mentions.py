"""Rules about actions and priorities that the prose of an action mentions without a link."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Plan
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Rule, RuleContext


def mentioned_not_linked(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The prose of an action mentions another action, but the action does not link to it.

    A sentence such as "based on the outcomes of the risk analysis under Actions 1.1 and 1.3" is an inter-dependency
    like any other. The readers of the columns I/D have to find it there. A number counts only after the words action,
    actions, OA or OAs, and only if the plan has this action. "1/2-week", dates and actions of another plan ("action 2.1
    of the OAP on firearms") are ignored. Each mentioned action is reported once per action.
    """
    for mention in ctx.plan_links.prose:
        if mention.ref.action is not None:
            number, other = mention.action.number, mention.ref.action
            yield Finding(
                f"Action {number} mentions action {other} in its {mention.cell} but does not link to it.",
                mention.at,
                hint=f"Add {other} to the links of {number}.",
                related=(Pointer("/actions") / mention.position / "links",),
            )


def priority_mentioned_not_linked(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The prose of an action mentions another priority that the plan overlaps with, but the action does not link to it.

    The plan says which priorities it overlaps with and why (section 2), and the table has to give "cross-reference
    between activities which also contribute to a different priority" (section 3). The rule looks for the name of the
    priority in this plan and its name in the policy cycle ("THB", "Trafficking in human beings"), as complete words.
    Only acronyms are case-sensitive. Any link to the priority is enough: to a goal, an action or the complete plan. To
    mention a region is not the same as to contribute, so this is only a hint to check.
    """
    for mention in ctx.plan_links.prose:
        if mention.ref.plan is not None:
            yield Finding(
                f"Action {mention.action.number} mentions {mention.words!r} in its {mention.cell} but does not link to "
                f"priority {mention.ref.plan} ({mention.name}).",
                mention.at,
                hint=f"If the action contributes to it, add a link such as {mention.ref.plan}:SG*.",
                related=(Pointer("/actions") / mention.position / "links",),
            )


RULES = (
    Rule(code="OAP203", name="mentioned-not-linked", severity=Severity.WARNING, check=mentioned_not_linked),
    Rule(
        code="OAP204",
        name="priority-mentioned-not-linked",
        severity=Severity.INFO,
        check=priority_mentioned_not_linked,
    ),
)
