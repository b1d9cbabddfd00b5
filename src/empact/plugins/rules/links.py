"""Links: do they lead somewhere, both ways, and are their goals listed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from empact import Action, Plan
from empact.hooks import Finding, LinkState, Pointer, Rule, RuleContext, Severity
from empact.plugins.rules.words import listed

_EVERY_GOAL = "*"
_GOAL_AS_ACTION = re.compile(r"SG(?P<number>[0-9]+)")  # the blank is forgotten
_CURE = "Correct the number; a link to another plan names it, such as B:2.1."


def _inner_links(plan: Plan, ctx: RuleContext) -> Iterator[tuple[Pointer, Action, Action]]:
    """The links from an action to another action of the same plan that exists."""
    for at, action, link in ctx.links(plan):
        if link.to.plan is None and link.to.action is not None:
            target = ctx.portfolio.action(plan, link.to.action)
            if target is not None:
                yield at, action, target


def one_way_link(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action links to another action of the plan, which does not link back.

    An inter-dependency has two ends: the people of the second action have to know that somebody waits for their
    result, or will send them one. The tables "incorporate a means to facilitate cross-reference between different,
    but related, activities" (plan section 3), so a link belongs in both rows. Where the dependency is real, add it
    to the other row; where it is not, drop it here.
    """
    linked = {(action.number, target.number) for _, action, target in _inner_links(plan, ctx)}
    for at, action, target in _inner_links(plan, ctx):
        if (target.number, action.number) not in linked:
            yield Finding(
                f"Action {action.number} links to action {target.number}, which does not link back.",
                at,
                hint=f"Add {action.number} to the links of {target.number}, or drop the link here.",
            )


def dangling_link(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A link leads to a goal or an action that the plan does not have.

    Nobody can follow it. Most often the number was mistyped, or the action was renumbered or dropped in a revision of
    the document while the links of the others stayed. A phase that the action does not have is told as well. A link
    that names a plan (`B:2.1`) is the matter of `cross-link-dangling`.
    """
    for one in ctx.portfolio.links(plan).of(LinkState.MISSING):
        if one.ref.plan is not None:
            continue
        goal = _GOAL_AS_ACTION.fullmatch(one.ref.action or "")
        yield Finding(
            f"Action {one.action.number} links to {one.resolution.absent}, which the plan does not have.",
            one.at,
            hint=f"Did you mean 'SG {goal['number']}'?" if goal else _CURE,
        )


def goal_not_listed(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The goal of a linked action is neither the action's own nor among the goals it links to.

    The table has two columns for links: I/D SG for goals and I/D OA for actions. An action of another goal in the
    second column means that this goal is concerned too, and who reads only the column of goals misses it. Add the goal,
    or check whether the number of the action is the one that was meant.
    """
    goals_of: dict[str, set[str | None]] = {}  # None is among them: a link to an action names no goal
    for _, action, link in ctx.links(plan):
        if link.to.plan is None:
            goals_of.setdefault(action.number, set()).add(link.to.goal)
    for at, action, target in _inner_links(plan, ctx):
        if target.goal != action.goal and not goals_of[action.number] & {target.goal, _EVERY_GOAL}:
            yield Finding(
                f"Action {action.number} links to action {target.number} of strategic goal {target.goal}, "
                f"yet not to that goal.",
                at,
                hint=f"Add SG {target.goal} to the links of {action.number}.",
            )


class _GoalLinks:
    """Which goals the actions of each goal link to, and by which links."""

    def __init__(self, plan: Plan, ctx: RuleContext) -> None:
        self.named: dict[tuple[str, str], list[tuple[Pointer, Action]]] = {}
        self.reached: set[tuple[str, str | None]] = set()
        self.silent = {action.goal for action in plan.actions if action.links.withheld}
        for at, action, link in ctx.links(plan):
            if link.to.plan is not None or action.goal is None:
                continue
            if link.to.goal == _EVERY_GOAL:
                self.silent.add(action.goal)
            elif link.to.goal is not None:
                self.named.setdefault((action.goal, link.to.goal), []).append((at, action))
                self.reached.add((action.goal, link.to.goal))
            elif link.to.action is not None:
                target = ctx.portfolio.action(plan, link.to.action)
                if target is not None:
                    self.reached.add((action.goal, target.goal))


def goal_link_one_way(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """Actions of one goal link to another goal, and no action of that goal links back.

    It is `one-way-link` for the column I/D SG. Links back is any action of the other goal that links to
    the first goal, to one of its actions, or to all goals. One finding tells a pair of goals, at the first link that
    makes it. A goal without actions in the plan cannot answer and is left out, and so is one of which some links are
    withheld. Ask the leaders of the other goal whether they know of the dependency: the plan promises "cross-reference
    between different, but related, activities within the same priority" (section 3).
    """
    links = _GoalLinks(plan, ctx)
    with_actions = {action.goal for action in plan.actions}
    for (own, other), places in links.named.items():
        if other in links.silent or (other, own) in links.reached or other not in with_actions:
            continue
        numbers = list(dict.fromkeys(action.number for _, action in places))
        many = len(numbers) > 1
        yield Finding(
            f"Action{'s' * many} {listed(numbers)} of strategic goal {own} link{'s' * (not many)} to strategic goal "
            f"{other}, of which no action links back.",
            places[0][0],
            hint=f"Add SG {own} to the links of an action of goal {other}, or drop SG {other} here.",
            related=tuple(at for at, _ in places[1:]),
        )


def no_links(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action links to no goal and to no action.

    Few actions stand alone, and the two columns I/D are what the EMPACT Support Unit works with when it looks for
    "any actions contained in this plan which are related to other plans, and vice versa" (plan section 5.2). An action
    that does stand alone says so with a word such as "none" in the cell, which is no finding.
    """
    for at, action in ctx.actions(plan):
        if not action.links:
            yield Finding(
                f"Action {action.number} links to no strategic goal and to no action.",
                at / "links",
                hint="Name the goals and actions it depends on or contributes to, or write 'none'.",
            )


RULES = (
    Rule(code="OAP201", name="one-way-link", severity=Severity.WARNING, check=one_way_link),
    Rule(code="OAP202", name="dangling-link", severity=Severity.ERROR, check=dangling_link),
    Rule(code="OAP205", name="goal-not-listed", severity=Severity.WARNING, check=goal_not_listed),
    Rule(code="OAP206", name="goal-link-one-way", severity=Severity.INFO, check=goal_link_one_way),
    Rule(code="OAP207", name="no-links", severity=Severity.INFO, check=no_links),
)
