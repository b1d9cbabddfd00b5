"""Mentions: what the prose of an action speaks of has to stand in its links too."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Plan
from empact.hooks import Finding, Pointer, Rule, RuleContext, Severity


def mentioned_not_linked(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The prose of an action mentions another action, but the action does not link to it.

    A sentence such as "based on the outcomes of the risk analysis under Actions 1.1 and 1.3" is an inter-dependency
    like any other. The readers of the columns I/D have to find it there. A number counts only after the words action,
    actions, OA or OAs, and only if the plan has this action. "1/2-week", dates and actions of another plan ("action 2.1
    of the OAP on firearms") are ignored. Each mentioned action is reported once per action.
    """
    for one in ctx.portfolio.links(plan).prose:
        if one.ref.action is not None:
            number = one.action.number
            yield Finding(
                f"Action {number} speaks of action {one.ref.action} in its {one.cell}, yet does not link to it.",
                one.at,
                hint=f"Add {one.ref.action} to the links of {number}.",
                related=(Pointer("/actions") / one.position / "links",),
            )


def priority_mentioned_not_linked(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The prose of an action mentions another priority that the plan overlaps with, but the action does not link to it.

    The plan says which priorities it overlaps with and why (section 2), and the table has to give "cross-reference
    between activities which also contribute to a different priority" (section 3). The rule looks for the name of the
    priority in this plan and its name in the policy cycle ("THB", "Trafficking in human beings"), as entire words. Only
    acronyms are case-sensitive. Any link to the priority is enough: to a goal, an action or the entire plan. To mention
    a region is not the same as to contribute, so this is only a hint to check.
    """
    for one in ctx.portfolio.links(plan).prose:
        if one.ref.plan is not None:
            yield Finding(
                f"Action {one.action.number} speaks of {one.words!r} in its {one.cell}, yet does not link to priority "
                f"{one.ref.plan} ({one.name}).",
                one.at,
                hint=f"Where the action contributes to it, add a link such as {one.ref.plan}:SG*.",
                related=(Pointer("/actions") / one.position / "links",),
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
