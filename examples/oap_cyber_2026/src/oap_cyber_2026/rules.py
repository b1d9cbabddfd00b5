"""Rules about the columns of this priority: a grant goes to a party of the action, a crime area belongs to the goal."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Plan
from empact.diagnostics import Severity
from empact.hooks import Finding, Related, Rule, RuleContext
from empact.model import PartyItem
from oap_cyber_2026.columns import NAME, ON_ACTION, ON_GOAL


def _involved(plan: Plan, ctx: RuleContext) -> dict[str | None, set[str]]:
    """Return the parties of each action: their codes, or their names if they are unknown."""
    by_action: dict[str | None, set[str]] = {}
    for assignment in ctx.assignments:
        codes = {party.code for party in assignment.parties}
        by_action.setdefault(assignment.action_number, set()).update(codes or {assignment.name})
    return by_action


def grant_outside_action(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The beneficiary of a grant is neither a leader nor a participant of the action.

    The grant pays for the work of the action. The beneficiary accounts for it to the Commission, so it has to do part
    of the work. A group with known members ("All MS") counts with all of them; "Relevant MS" counts with nobody.
    """
    involved = _involved(plan, ctx)
    day = None if plan.period is None else plan.period.start
    for at, action in ctx.actions():
        data = ON_ACTION.of(action)
        if data is None or data.grant is None:
            continue
        for index, item in enumerate(data.grant.beneficiary):
            if not isinstance(item, PartyItem):
                continue
            party = ctx.register.find(item.party, day)
            if (item.party if party is None else party.code) not in involved.get(action.number, set()):
                yield Finding(
                    f"The grant of {data.grant.euros:,} EUR for action {action.number} goes to {item.party}, which "
                    f"does not take part in the action.",
                    at / "extensions" / NAME / "grant" / "beneficiary" / "items" / index,
                    hint="Add the beneficiary to the leaders or the participants, or name the right party.",
                    related=(Related(at / "participants", f"the participants of action {action.number}"),),
                )


def area_outside_goal(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The crime area of an action does not belong to its strategic goal.

    Results are counted by crime area under each goal, so nobody would look for this result there. A horizontal goal
    covers every area. If a goal names no areas, its actions are not checked.
    """
    for at, action in ctx.actions():
        data = ON_ACTION.of(action)
        served = None if action.goal is None else ctx.portfolio.find_goal(plan, action.goal)
        goal = None if served is None else ON_GOAL.of(served)
        if data is None or goal is None or goal.horizontal or not goal.areas:
            continue
        for index, area in enumerate(data.areas):
            if area not in goal.areas:
                yield Finding(
                    f"Action {action.number} has the crime area {area.value!r}, but strategic goal {action.goal} does "
                    f"not.",
                    at / "extensions" / NAME / "areas" / index,
                    hint="Move the action to another goal, or add the area to the goal.",
                )


RULES = (
    Rule(code="OAPY001", name="grant-outside-action", severity=Severity.WARNING, check=grant_outside_action),
    Rule(code="OAPY002", name="area-outside-goal", severity=Severity.WARNING, check=area_outside_goal),
)
