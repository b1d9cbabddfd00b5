"""``empact links``: the links of plans in both directions, with the state of each."""

from __future__ import annotations

import click

from empact.analysis import Portfolio
from empact.analysis import links as survey_links
from empact.cli.options import or_today, portfolio_options
from empact.cli.reading import read_portfolio
from empact.cli.views import echo_result


@click.command()
@portfolio_options
@click.pass_context
def links(ctx: click.Context, sources: tuple[str, ...], format_: str | None, to: str) -> None:
    """Show the links of plans in both directions, with the state of each.

    \b
    reciprocated   the other end links back
    one-way        the other end could link back, but does not
    open           the other end has no actions, or its links are withheld
    not-loaded     the plan at the other end is not loaded: add it to the call
    missing        there is no such goal, action or priority
    only-in-prose  the text mentions it, but there is no link

    \b
    empact links plan.yaml
    empact links plans/ oap-c-2012
    """
    read = read_portfolio(ctx, sources, format_)
    context = ctx.obj.context(Portfolio(read.values), as_of=or_today(None), ledger=())
    echo_result(ctx, read, context, "links", to, lambda: survey_links(context))
