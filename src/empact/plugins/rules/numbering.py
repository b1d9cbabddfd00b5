"""Rules about the numbers of actions and goals: unique, and in agreement with the goals."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Action, Plan
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Related, Rule, RuleContext

_DOT = "."


def duplicate_number(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """Two actions or two strategic goals of the plan have the same number.

    Links, tasking sheets and reports identify an action by its number. If two have the same number, a link finds only
    the first one, and a result can be assigned to the wrong one. Give the later one its own number. Then check the
    links to it.
    """
    actions = [(at, action.number) for at, action in ctx.actions()]
    goals = [(at, goal.number) for at, goal in ctx.goals()]
    for noun, numbered in (("strategic goal", goals), ("action", actions)):
        first: dict[str, Pointer] = {}
        for at, number in numbered:
            if number in first:
                yield Finding(
                    f"The number {number} is already used by an earlier {noun}.",
                    at / "number",
                    hint="Change the number: links find only the first one.",
                    related=(Related(first[number] / "number", f"the earlier {noun}"),),
                )
            first.setdefault(number, at)


def _goal_of_number(action: Action) -> str:
    """Return the goal that a number such as 2.1 belongs to; empty for a number without a dot."""
    return action.number.rpartition(_DOT)[0]


def _numbers_follow_goals(plan: Plan) -> bool:
    """Whether most actions of a plan are numbered after their goal: goal 2 has 2.1, 2.2, 2.3."""
    actions = [action for action in plan.actions if action.goal is not None]
    after_goal = sum(_goal_of_number(action) == action.goal for action in actions)
    return 2 * after_goal > len(actions)


def number_outside_goals(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action is under a goal that the plan does not have, or its number belongs to another goal.

    Every action belongs to one of the strategic goals that COSI adopted (plan section 1). They are the headings of the
    annex. An action that is under none of them counts for no goal. The number is compared with the goal only if most
    actions of the plan are numbered after their goal, as in 2012: 2.1, 2.2 and 2.3 are under goal 2.
    """
    follow_goals = _numbers_follow_goals(plan)
    for at, action in ctx.actions():
        numbered = _goal_of_number(action) if follow_goals else ""
        if action.goal is not None and ctx.portfolio.find_goal(plan, action.goal) is None:
            yield Finding(
                f"Action {action.number} is under strategic goal {action.goal}, which the plan does not have.",
                at / "goal",
                hint="Correct the number of the goal, or add the goal to the plan.",
            )
        elif action.goal is not None and numbered and numbered != action.goal:
            yield Finding(
                f"Action {action.number} is under strategic goal {action.goal}, but its number belongs to goal "
                f"{numbered}.",
                at / "goal",
                hint="Move the action to the goal of its number, or give it a number of its goal.",
                related=(Related(at / "number", "the number of the action"),),
            )
        elif numbered and ctx.portfolio.find_goal(plan, numbered) is None:
            yield Finding(
                f"The number of action {action.number} belongs to strategic goal {numbered}, which the plan does not "
                f"have.",
                at / "number",
                hint="Correct the number, or write the goal of the action.",
            )


RULES = (
    Rule(code="OAP208", name="duplicate-number", severity=Severity.ERROR, check=duplicate_number),
    Rule(code="OAP209", name="number-outside-goals", severity=Severity.ERROR, check=number_outside_goals),
)
