"""What the plans of a priority cover together, and what they or their neighbours count twice."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Plan
from empact.hooks import Finding, Rule, RuleContext, Severity
from empact.plugins.rules.words import listed

_NAMED = 5
"""So many actions of other plans a message names; of more, only their number is told."""


def goal_uncovered(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """No action serves a strategic goal.

    A plan is "a breakdown of all the operational actions that will be carried out [...] to achieve these strategic
    goals" (plan section 1). A goal may hold for several years, of which the plan covers one: it counts as covered where
    any plan of the priority in the policy cycle has an action for it. Where it holds in a time of which no plan is
    checked together with this one, the finding says so: an action may still come there, and the plan should say so.
    Of several plans that miss the goal the last one is told. A plan without any action is a draft, and left alone.
    """
    for covered in ctx.portfolio.coverage(plan).unserved if plan.actions else ():
        if covered.last is not plan:
            continue
        others = [other.id for other in covered.plans if other is not plan]
        also = f", nor does one of {listed(others)}" if others else ""
        spans = listed([str(span) for span in covered.missing])
        still = f"; it holds from {spans} as well, for which no plan is at hand" if spans else ""
        yield Finding(
            f"No action of the plan serves strategic goal {covered.number}{also}{still}.",
            next(one.at for one in covered.services if one.plan is plan),
            hint="Plan an action for it, or say in which year one will come.",
        )


def _at_one_time(one: Plan, other: Plan) -> bool:
    mine, others = one.period, other.period
    return mine is None or others is None or mine.overlaps(others)


def _linked_plans(plan: Plan, ctx: RuleContext) -> tuple[Plan, ...]:
    """The other plans of the same time that a link joins with this one, in either direction."""
    links = ctx.portfolio.links(plan)
    there = (other for one in links.declared for other in one.resolution.plans)
    here = (one.plan for one in links.incoming)
    found: dict[str, list[Plan]] = {}
    for other in (*there, *here):
        same = found.setdefault(other.id, [])
        if other is not plan and all(other is not one for one in same) and _at_one_time(plan, other):
            same.append(other)
    return tuple(other for same in found.values() for other in same)


def double_counting_risk(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """Several actions count the same thing, so that one event may be reported twice.

    In 2012, actions 2.2 and 2.3 both counted arrests, and 2.3 and 5.1 both action days: an arrest on a joint action day
    can stand in two reports, and the total of the plan is then too high. The same thing told with different figures by
    two reporters is a known failure of reporting. Things are compared by their words, each half of a joint KPI for
    itself ("arrests / detected illegal immigrants"). Actions of other plans count where the two plans are linked, in
    either direction, and run at the same time. One finding tells each thing that is counted.
    """
    others = _linked_plans(plan, ctx)
    for thing, own in ctx.portfolio.counts(plan).items():
        numbers = list(dict.fromkeys(count.action.number for count in own))
        elsewhere = [count for other in others for count in ctx.portfolio.counts(other).get(thing, ())]
        named = list(dict.fromkeys(map(str, elsewhere)))
        if len(numbers) + len(named) < 2:  # noqa: PLR2004 - a thing counted once is counted right
            continue
        if len(named) > _NAMED:
            named = [*named[:_NAMED], f"{len(named) - _NAMED} more actions of linked plans"]
        many = len(numbers) > 1
        also = f", as {'do' if len(named) > 1 else 'does'} {listed(named)}" if named else ""
        yield Finding(
            f"Action{'s' * many} {listed(numbers)} {'both ' * (len(numbers) == 2 and not named)}"  # noqa: PLR2004
            f"count{'s' * (not many)} {thing!r}{also}.",
            own[0].at,
            hint="Agree on who reports what, so that nothing is reported twice.",
            related=tuple(count.at for count in own[1:]),
        )


RULES = (
    Rule(code="OAP704", name="goal-uncovered", severity=Severity.WARNING, check=goal_uncovered),
    Rule(code="OAP706", name="double-counting-risk", severity=Severity.INFO, check=double_counting_risk),
)
