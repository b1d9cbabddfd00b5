"""Rules about links: their destination exists, links back, and has its goal listed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from empact import Action, Plan
from empact.analysis import LinkState
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Rule, RuleContext
from empact.plugins.rules.columns import Column, report_missing

_EVERY_GOAL = "*"
_GOAL_AS_ACTION = re.compile(r"(?:SG)?(?P<number>[0-9]+)")  # "SG 2" without the space or the mark is an action
_HINT = "Correct the number. A link to another plan starts with its name, e.g. B:2.1."


def _inner_links(plan: Plan, ctx: RuleContext) -> Iterator[tuple[Pointer, Action, Action]]:
    """The links from an action to another action of the same plan that exists."""
    for at, action, link in ctx.links():
        if link.to.plan is None and link.to.action is not None:
            other = ctx.portfolio.find_action(plan, link.to.action)
            if other is not None:
                yield at, action, other


def one_way_link(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action links to another action of the plan, which does not link back.

    An inter-dependency has two ends. The people of the second action have to know that somebody waits for their result,
    or will send them a result. The tables "incorporate a means to facilitate cross-reference between different, but
    related, activities" (plan section 3), so both rows need the link. If the dependency is real, add the link to the
    other row. If it is not, remove it here.
    """
    linked = {(action.number, other.number) for _, action, other in _inner_links(plan, ctx)}
    for at, action, other in _inner_links(plan, ctx):
        if (other.number, action.number) not in linked:
            yield Finding(
                f"Action {action.number} links to action {other.number}, which does not link back.",
                at,
                hint=f"Add {action.number} to the links of {other.number}, or remove the link here.",
            )


def dangling_link(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A link leads to a goal or an action that the plan does not have.

    Nobody can follow the link. Usually the number is misspelt, or the action got a new number or was deleted in a
    revision of the document while the links stayed. A phase that the action does not have is reported too. Links to
    another plan (`B:2.1`) are checked by `cross-link-dangling`.
    """
    for link in ctx.plan_links.in_states(LinkState.MISSING):
        if link.ref.plan is not None:
            continue
        goal = _GOAL_AS_ACTION.fullmatch(link.ref.action or "")
        if goal is not None and goal[0].isdecimal() and plan.find_goal(goal["number"]) is None:
            goal = None
        yield Finding(
            f"Action {link.action.number} links to {link.resolution.missing}, which the plan does not have.",
            link.at,
            hint=f"Did you mean 'SG {goal['number']}'?" if goal else _HINT,
        )


def goal_not_listed(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action links to an action of another goal, but not to that goal.

    The table has two columns for links: I/D SG for goals and I/D OA for actions. If the second column names an action
    of another goal, that goal is concerned too. Readers of the goals column alone miss it. Add the goal, or check the
    number of the action.
    """
    goals_of: dict[str, set[str | None]] = {}  # contains None: a link to an action has no goal
    for _, action, link in ctx.links():
        if link.to.plan is None:
            goals_of.setdefault(action.number, set()).add(link.to.goal)
    for at, action, other in _inner_links(plan, ctx):
        if other.goal != action.goal and not goals_of[action.number] & {other.goal, _EVERY_GOAL}:
            yield Finding(
                f"Action {action.number} lists action {other.number} but not its goal, SG {other.goal}.",
                at,
                hint=f"Add SG {other.goal} to the links of {action.number}.",
            )


def no_links(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action has no link to a goal or an action.

    Few actions are independent of all others. The EMPACT Support Unit uses the two columns I/D to find "any actions
    contained in this plan which are related to other plans, and vice versa" (plan section 5.2). If an action really is
    independent, write a word such as "none" in the cell; it is then not reported. Several actions without links are one
    finding about the plan.
    """
    column = Column(
        "links", "links", "List the goals and actions that it depends on or contributes to, or write 'none'."
    )
    without = [(at, action) for at, action in ctx.actions() if not action.links]
    yield from report_missing(plan, column, without)


def link_without_goal(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A link leads to another plan, or to all of its goals, without naming a goal or action.

    "SGs in priority B" says that there is something to coordinate, but not with whom: readers of the other plan cannot
    find out which of its actions is meant, and no action there can link back. Ask the Driver of the other plan which
    goals or actions are concerned, and name them. A link to all goals of the same plan is not reported, because
    everyone in the plan knows them.
    """
    for at, action, link in ctx.links():
        if link.to.plan is not None and link.to.action is None and link.to.goal in {None, _EVERY_GOAL}:
            goals = "all of" if link.to.goal is None else "all goals of"
            yield Finding(
                f"Action {action.number} links to {goals} {link.to.plan} but names no goal or action.",
                at,
                hint=f"Name the goals or actions, e.g. {link.to.plan}:SG 1.",
            )


RULES = (
    Rule(code="OAP201", name="one-way-link", severity=Severity.WARNING, check=one_way_link),
    Rule(code="OAP202", name="dangling-link", severity=Severity.ERROR, check=dangling_link),
    Rule(code="OAP205", name="goal-not-listed", severity=Severity.WARNING, check=goal_not_listed),
    Rule(code="OAP207", name="no-links", severity=Severity.INFO, check=no_links),
    Rule(code="OAP210", name="link-without-goal", severity=Severity.INFO, check=link_without_goal),
)
