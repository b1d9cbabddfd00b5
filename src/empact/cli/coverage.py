"""``empact coverage``: the actions that serve each goal in each year, and the use of inter-dependencies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import click

from empact.analysis import Connection, CoveredGoal, Dependency, Portfolio
from empact.cli.options import or_today, portfolio_options
from empact.cli.portfolios import document
from empact.cli.reading import read_portfolio
from empact.cli.views import echo_result
from empact.model import Span


@click.command()
@portfolio_options
@click.pass_context
def coverage(ctx: click.Context, sources: tuple[str, ...], format_: str | None, to: str) -> None:
    """Show which actions serve which goal in which year, and which inter-dependencies are used.

    An action serves the goal that it is listed under. Actions that only link to a goal are listed separately; they do
    not serve it. A link to all goals of a plan (B:SG*) counts for none of them. A goal that is valid for several years
    is shown once, with its plans.

    An inter-dependency with another priority has a state:

    \b
    used        the plan declares it, and an action links to the priority
    unused      the plan declares it, and no action links to the priority
    undeclared  actions link to the priority, and the plan does not declare it
    only-there  only a plan of the other priority declares it

    \b
    empact coverage plan.yaml
    empact coverage plans/
    """
    read = read_portfolio(ctx, sources, format_)
    context = ctx.obj.context(Portfolio(read.values), as_of=or_today(None), ledger=())
    echo_result(ctx, read, context, "coverage", to, lambda: _document(context.portfolio))


def _dependencies(portfolio: Portfolio) -> Iterator[Dependency]:
    for plan in portfolio:
        yield from portfolio.coverage(plan).dependencies


def _actions(links: Iterable[Connection]) -> list[str]:
    """The actions that the links are from."""
    return list(dict.fromkeys(f"{link.plan.id}:{link.action.number}" for link in links))


def _document(portfolio: Portfolio) -> dict[str, Any]:
    """The coverage as JSON: the format ``coverage/1``."""
    return document("coverage/1", portfolio.plans) | {
        "goals": [_goal(goal) for goal in portfolio.covered_goals],
        "interdependencies": [_overlap(dependency) for dependency in _dependencies(portfolio)],
    }


def _known_values(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _span(span: Span | None) -> dict[str, str] | None:
    return None if span is None else {"start": span.start.isoformat(), "end": span.end.isoformat()}


def _goal(goal: CoveredGoal) -> dict[str, Any]:
    return _known_values(
        cycle=goal.cycle,
        priority=goal.priority,
        number=goal.number,
        valid=_span(goal.valid),
        served=goal.served,
        without_plan=[_span(span) for span in goal.missing],
        plans=[
            _known_values(
                plan=service.plan.id,
                pointer=service.at,
                period=_span(service.plan.period),
                under=[f"{service.plan.id}:{action.number}" for action in service.under],
                linked=_actions(service.linked),
            )
            for service in goal.services
        ],
    )


def _overlap(dependency: Dependency) -> dict[str, Any]:
    return _known_values(
        plan=dependency.plan.id,
        priority=dependency.priority,
        name=dependency.name,
        state=dependency.state.value,
        pointer=dependency.declared,
        links=[
            {"action": f"{link.plan.id}:{link.action.number}", "pointer": link.at, "to": str(link.ref)}
            for link in dependency.links
        ],
        named_by=[plan.id for plan in dependency.named_by],
    )
