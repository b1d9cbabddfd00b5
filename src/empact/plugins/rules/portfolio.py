"""Rules about plans together: each goal has an action, and nothing is counted twice."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Plan, Portfolio
from empact.analysis import PortfolioContext
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Related, Rule
from empact.plugins.rules.phrasing import format_span, listed

_NAMED = 5
"""Maximum actions of other plans in a message; of the others, the message gives the number."""


def goal_uncovered(ctx: PortfolioContext) -> Iterator[Finding]:
    """No action belongs to a strategic goal.

    A plan is "a breakdown of all the operational actions that will be carried out [...] to achieve these strategic
    goals" (plan section 1). A goal can apply to several years, of which the plan covers one. The goal is covered if any
    plan of the priority in the policy cycle has an action for it. If the goal applies to years whose plans are not part
    of this check, the finding says so: an action can still follow in those years, and the plan should say so. If
    several plans have no action for the goal, only the last one is reported. A common horizontal goal (CHSG 2) is also
    covered by an action of another goal that links to it. A plan without actions is a draft and is skipped.
    """
    for plan in ctx.portfolio:
        for covered in ctx.portfolio.coverage(plan).unserved if plan.actions else ():
            if covered.last is not plan:
                continue
            others = [other.id for other in covered.plans if other is not plan]
            also = f", in this plan or in {listed(others)}" if others else ""
            spans = listed([format_span(span) for span in covered.missing])
            missing = f"; the goal also applies from {spans}, and no plan of that time was checked" if spans else ""
            yield Finding(
                f"No action belongs to strategic goal {covered.number}{also}{missing}.",
                next(service.at for service in covered.services if service.plan is plan),
                hint="Add an action for the goal, or write in which year one follows.",
                plan=plan,
            )


def _at_one_time(plan: Plan, other: Plan) -> bool:
    """Return whether the periods of two plans overlap; an unknown period overlaps with every other."""
    return plan.period is None or other.period is None or plan.period.overlaps(other.period)


def _linked_plans(plan: Plan, portfolio: Portfolio) -> tuple[Plan, ...]:
    """Return the other plans of the same time that are linked with this one, in either direction."""
    links = portfolio.links(plan)
    outgoing = (other for link in links.declared for other in link.resolution.plans)
    incoming = (link.plan for link in links.incoming)
    by_id: dict[str, list[Plan]] = {}
    for other in (*outgoing, *incoming):
        same = by_id.setdefault(other.id, [])
        if other is not plan and all(other is not known for known in same) and _at_one_time(plan, other):
            same.append(other)
    return tuple(other for same in by_id.values() for other in same)


def double_counting_risk(ctx: PortfolioContext) -> Iterator[Finding]:
    """Several actions count the same thing, so one event can be reported twice.

    In 2012, actions 2.2 and 2.3 both counted arrests, and 2.3 and 5.1 both counted action days. An arrest on a joint
    action day can be in two reports, and then the total of the plan is too high. Different numbers for the same thing
    are a known problem of reporting. Things are compared by their words. Each half of a joint KPI ("arrests / detected
    illegal immigrants") is compared separately. Actions of another plan count if the two plans are linked, in either
    direction, and run at the same time. Each counted thing is reported once.
    """
    for plan in ctx.portfolio:
        yield from _counted_twice(plan, ctx.portfolio)


def _counted_twice(plan: Plan, portfolio: Portfolio) -> Iterator[Finding]:
    others = _linked_plans(plan, portfolio)
    for thing, own in portfolio.counts(plan).items():
        numbers = list(dict.fromkeys(count.action.number for count in own))
        elsewhere = [count for other in others for count in portfolio.counts(other).get(thing, ())]
        named = list(dict.fromkeys(map(str, elsewhere)))
        if len(numbers) + len(named) < 2:  # noqa: PLR2004 - only a thing counted twice is a risk
            continue
        if len(named) > _NAMED:
            named = [*named[:_NAMED], f"{len(named) - _NAMED} more actions of linked plans"]
        many = len(numbers) > 1
        also = f", and so {'do' if len(named) > 1 else 'does'} {listed(named)}" if named else ""
        yield Finding(
            f"Action{'s' * many} {listed(numbers)} {'both ' * (len(numbers) == 2 and not named)}"  # noqa: PLR2004
            f"count{'s' * (not many)} {thing!r}{also}.",
            own[0].at,
            hint="Agree who reports what, so that nothing is reported twice.",
            related=tuple(Related(count.at, f"action {count.action.number} counts {thing!r}") for count in own[1:]),
            plan=plan,
        )


def plan_id_twice(ctx: PortfolioContext) -> Iterator[Finding]:
    """Two plans that are checked together have the same id.

    Links, ledger entries and reports name a plan by its id. If two plans have the same id, both are meant: the workload
    counts the actions of both, and a link leads to both. Usually the same plan was given twice, as a file and in a
    folder. Every plan except the first is reported. Revisions of a plan are not reported: each has another document
    number on its cover.
    """
    by_id: dict[str, list[Plan]] = {}
    for plan in ctx.portfolio:
        number, same = plan.cover.number.plain, by_id.setdefault(plan.id, [])
        first = next((other for other in same if not number or other.cover.number.plain in {"", number}), None)
        same.append(plan)
        if first is not None:
            file = f" ({first.source.file})" if first.source is not None else ""
            yield Finding(
                f"An earlier plan in this check{file} has the same id, {plan.id}.",
                Pointer("/id"),
                hint="Check one of them, or give each plan its own id.",
                plan=plan,
            )


RULES = (
    Rule(code="OAP704", name="goal-uncovered", severity=Severity.WARNING, check=goal_uncovered, scope="portfolio"),
    Rule(
        code="OAP706",
        name="double-counting-risk",
        severity=Severity.INFO,
        check=double_counting_risk,
        scope="portfolio",
    ),
    Rule(code="OAP710", name="plan-id-twice", severity=Severity.WARNING, check=plan_id_twice, scope="portfolio"),
)
