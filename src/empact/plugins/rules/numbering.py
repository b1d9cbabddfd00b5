"""Numbers: each is given once, and says the goal that its action stands under."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Action, Plan
from empact.hooks import Finding, Pointer, Rule, RuleContext, Severity

_DOT = "."


def duplicate_number(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """Two actions or two strategic goals of the plan have the same number.

    Links, tasking sheets and reports identify an action by its number. If two have the same number, a link finds only
    the first one, and a result can be assigned to the wrong one. Give the later one its own number. Then check the
    links to it.
    """
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


def _said(action: Action) -> str:
    """The goal that a number such as 2.1 says; empty where it says none."""
    return action.number.rpartition(_DOT)[0]


def _goal_first(plan: Plan) -> bool:
    """Whether most actions of a plan are numbered after the goal they stand under: goal 2 has 2.1, 2.2, 2.3."""
    placed = [action for action in plan.actions if action.goal is not None]
    after_goal = sum(_said(action) == action.goal for action in placed)
    return 2 * after_goal > len(placed)


def number_outside_goals(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action is under a goal that the plan does not have, or its number belongs to another goal.

    Every action belongs to one of the strategic goals that COSI adopted (plan section 1). They are the headings of the
    annex. An action under none of them counts for no goal. The number is compared with the goal only if most actions of
    the plan are numbered after their goal, as in 2012: 2.1, 2.2 and 2.3 are under goal 2.
    """
    goal_first = _goal_first(plan)
    for at, action in ctx.actions(plan):
        said = _said(action) if goal_first else ""
        if action.goal is not None and ctx.portfolio.goal(plan, action.goal) is None:
            yield Finding(
                f"Action {action.number} stands under strategic goal {action.goal}, which the plan does not have.",
                at / "goal",
                hint="Correct the number of the goal, or add the goal to the plan.",
            )
        elif action.goal is not None and said and said != action.goal:
            yield Finding(
                f"Action {action.number} stands under strategic goal {action.goal}, while its number says goal {said}.",
                at / "goal",
                hint="Move the action under the goal that its number says, or give it a number of its own goal.",
                related=(at / "number",),
            )
        elif said and ctx.portfolio.goal(plan, said) is None:
            yield Finding(
                f"The number of action {action.number} says strategic goal {said}, which the plan does not have.",
                at / "number",
                hint="Correct the number, or say under which goal the action stands.",
            )


RULES = (
    Rule(code="OAP208", name="duplicate-number", severity=Severity.ERROR, check=duplicate_number),
    Rule(code="OAP209", name="number-outside-goals", severity=Severity.ERROR, check=number_outside_goals),
)
