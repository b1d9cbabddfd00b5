"""``empact coverage``: the actions that serve each goal in each year, and the use of inter-dependencies."""

from __future__ import annotations

import click

from empact.analysis import Portfolio
from empact.analysis import coverage as covered
from empact.cli.options import or_today, portfolio_options
from empact.cli.reading import read_portfolio
from empact.cli.views import echo_result


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
    echo_result(ctx, read, context, "coverage", to, lambda: covered(context))
