"""Links: do they lead somewhere, both ways, and are their goals listed."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Action, Plan
from empact.hooks import Finding, Pointer, Rule, RuleContext, Severity


def _inner_links(plan: Plan, ctx: RuleContext) -> Iterator[tuple[Pointer, Action, Action]]:
    """The links from an action to another action of the same plan that exists."""
    for at, action, link in ctx.links(plan):
        if link.to.plan is None and link.to.action is not None:
            target = ctx.portfolio.action(plan, link.to.action)
            if target is not None and target.number != action.number:
                yield at, action, target


def one_way_link(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action links to another, which does not link back."""
    linked = {(action.number, target.number) for _, action, target in _inner_links(plan, ctx)}
    for at, action, target in _inner_links(plan, ctx):
        if (target.number, action.number) not in linked:
            yield Finding(
                f"Action {action.number} links to action {target.number}, which does not link back.",
                at,
                hint=f"Add {action.number} to the links of {target.number}, or drop the link here.",
            )


def dangling_link(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A link leads to a goal or an action that the plan does not have."""
    for at, action, link in ctx.links(plan):
        to = link.to
        if to.plan is not None:
            continue
        if to.action is not None and ctx.portfolio.action(plan, to.action) is None:
            missing = f"action {to.action}"
        elif to.goal not in {None, "*"} and ctx.portfolio.goal(plan, str(to.goal)) is None:
            missing = f"strategic goal {to.goal}"
        else:
            continue
        yield Finding(
            f"Action {action.number} links to {missing}, which the plan does not have.",
            at,
            hint="Correct the number; a link to another plan names it, such as B:2.1.",
        )


def goal_not_listed(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The goal of a linked action is neither the action's own nor among the goals it links to."""
    listed: dict[str, set[str | None]] = {}
    for _, action, link in ctx.links(plan):
        if link.to.plan is None and link.to.goal is not None:
            listed.setdefault(action.number, set()).add(link.to.goal)
    for at, action, target in _inner_links(plan, ctx):
        goals = listed.get(action.number, set())
        if target.goal is not None and target.goal != action.goal and not goals & {target.goal, "*"}:
            yield Finding(
                f"Action {action.number} links to action {target.number} of strategic goal {target.goal}, "
                f"yet not to that goal.",
                at,
                hint=f"Add SG {target.goal} to the links of {action.number}.",
            )


def duplicate_number(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """Two actions, or two goals, bear the same number."""
    actions = [(at, action.number) for at, action in ctx.actions(plan)]
    goals = [(at, goal.number) for at, goal in ctx.goals(plan)]
    for what, numbered in (("strategic goal", goals), ("action", actions)):
        first: dict[str, Pointer] = {}
        for at, number in numbered:
            if number in first:
                yield Finding(
                    f"The number {number} of this {what} is already that of an earlier one.",
                    at / "number",
                    hint="Give it a number of its own: links find only the first.",
                    related=(first[number] / "number",),
                )
            first.setdefault(number, at)


RULES = (
    Rule(
        code="OAP201",
        name="one-way-link",
        severity=Severity.WARNING,
        doc="An action links to another action of the plan, which does not link back.",
        check=one_way_link,
    ),
    Rule(
        code="OAP202",
        name="dangling-link",
        severity=Severity.ERROR,
        doc="A link leads to a goal or an action that the plan does not have.",
        check=dangling_link,
    ),
    Rule(
        code="OAP205",
        name="goal-not-listed",
        severity=Severity.WARNING,
        doc="The goal of a linked action is neither the action's own nor among the goals it links to.",
        check=goal_not_listed,
    ),
    Rule(
        code="OAP208",
        name="duplicate-number",
        severity=Severity.ERROR,
        doc="Two actions, or two strategic goals, of a plan bear the same number.",
        check=duplicate_number,
    ),
)
