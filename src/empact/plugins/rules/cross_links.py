"""Rules about links between plans: their destination exists, links back, and is a declared inter-dependency.

Links to a plan that is not checked together with this one are ignored.
"""

from __future__ import annotations

from collections.abc import Iterator

from empact import Plan, Portfolio
from empact.analysis import Connection, DependencyState, LinkState, PortfolioContext, placement
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Related, Rule
from empact.plugins.rules.phrasing import listed


def cross_link_dangling(ctx: PortfolioContext) -> Iterator[Finding]:
    """A link names a goal or action that its plan does not have, or a plan or priority that the cycle does not have.

    Nobody can follow the link. Either the action in the other plan got a new number or was deleted, or the number, the
    letter or the name is misspelt here. A goal or action is checked only if the other plan is checked together with
    this one (`empact validate` takes several files, or a folder). A letter or a name means every plan of that priority
    in the same cycle whose period overlaps with the period of this plan. It is enough if one of them has the goal or
    action. Letters and names are looked up in the register of the cycle, no matter which plans are checked: priorities
    have had no letters since 2018, and a name of several plans ("Drugs") is ambiguous. A word with a digit may be the
    id of a plan that is not checked, and is ignored.
    """
    links = (link for plan in ctx.portfolio for link in ctx.portfolio.links(plan).in_states(LinkState.MISSING))
    for link in links:
        if link.ref.plan is not None:
            other = "letter" if len(link.ref.plan) == 1 else "name of the plan"
            wrong = "number" if link.resolution.plans else other
            yield Finding(
                f"Action {link.action.number} links to {link.ref}, but {link.resolution.why}.",
                link.at,
                hint=f"Correct the {wrong}, or remove the link.",
                plan=link.plan,
            )


def _name(plan: Plan) -> str:
    """Return the name that links of other plans use for a plan: the letter of its priority, or its id."""
    return plan.id if plan.priority is None else plan.priority.code or plan.id


def _is_one_way(link: Connection) -> bool:
    return link.state is LinkState.ONE_WAY and link.ref.plan is not None and not link.to_the_past


def cross_link_one_way(ctx: PortfolioContext) -> Iterator[Finding]:
    """An action links to another plan, which does not link back.

    This is `one-way-link` across plans. Overlaps are "the subject of careful coordination and management attention"
    (plan section 2), and validation "will also identify any actions contained in this plan which are related to other
    plans, and vice versa" (section 5.2). If the link is to an action, that action links back with a link to this
    action, to its goal, to all goals or to the plan. If the link is to a goal, to all goals or to a plan, any of their
    actions can link back: to the goal of this action or to one of the actions of that goal, to all goals or to the
    plan. The other plan has to be checked together with this one. Not reported: a link to a goal or plan without
    actions, withheld links at the other end, and a plan that ended before this one began.
    """
    links = (link for plan in ctx.portfolio for link in ctx.portfolio.links(plan).declared)
    for link in filter(_is_one_way, links):
        plans = listed(list(dict.fromkeys(other.id for other in link.resolution.plans)))
        if link.ref.action is not None:
            why = f"that action of {plans} does not link back"
        else:
            of_goal = "" if link.ref.goal in {None, "*"} else "of that goal "
            why = f"no action {of_goal}of {plans} links back to it or to its goal"
        yield Finding(
            f"Action {link.action.number} links to {link.ref}, but {why}.",
            link.at,
            hint=f"Add {_name(link.plan)}:{link.action.number} to the links there, or remove the link here.",
            plan=link.plan,
        )


def interdependency_undeclared(ctx: PortfolioContext) -> Iterator[Finding]:
    """A link, or another plan, shows an overlap with a priority that section 2 of this plan does not name.

    Section 2 of a plan names the priorities that it overlaps with, and says why. The Driver uses it to know whom to
    coordinate with. A link to a priority that is not in section 2 surprises both sides. So does another plan that names
    this priority if this plan does not name the other. Each priority is reported once. If a link names another plan by
    its id, that plan has to be checked together with this one, because an id does not say which priority it belongs to.
    A plan that ended before this one began does not overlap with it.
    """
    for plan in ctx.portfolio:
        yield from _undeclared(plan, ctx.portfolio)


def _undeclared(plan: Plan, portfolio: Portfolio) -> Iterator[Finding]:
    own = placement(plan).code
    for overlap in portfolio.coverage(plan).dependencies:
        code, links = overlap.priority, overlap.links
        if overlap.state is DependencyState.UNDECLARED:
            numbers = list(dict.fromkeys(link.action.number for link in links))
            many = len(numbers) > 1
            yield Finding(
                f"Action{'s' * many} {listed(numbers)} link{'s' * (not many)} to priority {code}, which is not among "
                f"the inter-dependencies of the plan.",
                links[0].at,
                hint=f"Add priority {code} to 'interdependencies' (section 2 of the plan), or remove the link.",
                related=tuple(
                    Related(link.at, f"action {link.action.number} links to {link.ref}") for link in links[1:]
                ),
                plan=plan,
            )
        elif overlap.state is DependencyState.ONLY_THERE:
            for other in overlap.named_by:
                yield Finding(
                    f"{other.id} names priority {own} as an inter-dependency, but this plan does not name priority "
                    f"{code}.",
                    Pointer("/interdependencies"),
                    hint=f"Add priority {code} to 'interdependencies' (section 2 of the plan), or ask the Driver of "
                    f"{other.id} why it names {own}.",
                    plan=plan,
                )


RULES = (
    Rule(
        code="OAP701",
        name="cross-link-dangling",
        severity=Severity.ERROR,
        check=cross_link_dangling,
        scope="portfolio",
    ),
    Rule(
        code="OAP702",
        name="cross-link-one-way",
        severity=Severity.WARNING,
        check=cross_link_one_way,
        scope="portfolio",
    ),
    Rule(
        code="OAP703",
        name="interdependency-undeclared",
        severity=Severity.WARNING,
        check=interdependency_undeclared,
        scope="portfolio",
    ),
)
