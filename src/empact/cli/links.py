"""``empact links``: the links of plans in both directions, with the state of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import click

from empact.analysis import Connection, LinkState, PlanLinks, Portfolio
from empact.cli.options import or_today, portfolio_options
from empact.cli.portfolios import marking_key, plan_reference
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
    portfolio = context.portfolio
    echo_result(ctx, read, context, "links", to, lambda: document([portfolio.links(plan) for plan in portfolio]))


def document(plan_links: Sequence[PlanLinks]) -> dict[str, Any]:
    """The links of plans as JSON: the format ``links/1``."""
    marking = marking_key(*(links_of_plan.plan for links_of_plan in plan_links))
    return {"empact": "links/1"} | marking | {"plans": [_plan(links_of_plan) for links_of_plan in plan_links]}


def _plan(plan_links: PlanLinks) -> dict[str, Any]:
    plan, found = plan_links.plan, Counter(link.state for link in (*plan_links.declared, *plan_links.prose))
    return plan_reference(plan) | {
        "counts": {state.value: found[state] for state in LinkState},
        "links": [_entry(link) for link in plan_links.declared],
        "prose": [_entry(mention) for mention in plan_links.prose],
        "incoming": [_entry(link) for link in plan_links.incoming],
    }


def _entry(connection: Connection) -> dict[str, Any]:
    entry = {
        "from": f"{connection.plan.id}:{connection.action.number}",
        "pointer": connection.at,
        "link": None if connection.link is None else str(connection.link),
        "words": connection.words,
        "to": str(connection.ref),
        "state": connection.state.value,
        "destinations": [str(one) for one in connection.resolution.destinations],
        "answer": connection.answer,
        "why": connection.resolution.why,
    }
    return {key: value for key, value in entry.items() if value is not None}
