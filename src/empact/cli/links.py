"""``empact links``: the links of plans in both directions, with the state of each."""

from __future__ import annotations

from collections import Counter

import click

from empact.analysis import Connection, LinkState, PlanLinks, Portfolio
from empact.analysis import links as survey_links
from empact.cli.console import echo, echo_result, table, wrapped
from empact.cli.options import or_today, portfolio_options
from empact.cli.portfolios import marking_lines, plan_title
from empact.cli.reading import exit_if_unreadable, read_portfolio


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
    portfolio = Portfolio(read.values)
    found = [portfolio.links(plan) for plan in portfolio]
    if to == "json":
        echo_result(ctx.obj, survey_links(ctx.obj.context(portfolio, as_of=or_today(None), ledger=())))
    elif found:
        above = marking_lines(*portfolio) if len(found) > 1 else []
        echo("\n\n".join([*above, *map(page, found)]))
    exit_if_unreadable(ctx, read)


def page(plan_links: PlanLinks) -> str:
    """Format the links of one plan."""
    plan = plan_links.plan
    blocks = ["\n".join([plan_title(plan), wrapped(_summary(plan_links))])]
    if plan_links.declared:
        blocks.append(table(_HEAD, map(_row, plan_links.declared)))
    if plan_links.prose:
        rows = (
            (mention.action.number, str(mention.ref), mention.cell, _words(mention)) for mention in plan_links.prose
        )
        blocks.append(table(("FROM", "MENTIONS", "IN", ""), rows))
    if plan_links.incoming:
        blocks.append(
            f"From other plans to {plan.id}:\n"
            + table(_HEAD, (_row(link, inside=False) for link in plan_links.incoming))
        )
    return "\n\n".join(blocks)


_HEAD = ("FROM", "LINK", "STATE", "")


def _summary(plan_links: PlanLinks) -> str:
    found = Counter(link.state for link in plan_links.declared)
    states = ", ".join(f"{found[state]} {state.value}" for state in LinkState if found[state])
    count = len(plan_links.declared)
    sentences = [f"{count} link{'s' * (count != 1)}{f': {states}' if states else ''}."]
    if plan_links.prose:
        sentences.append(f"{len(plan_links.prose)} only in prose.")
    if plan_links.incoming:
        sentences.append(f"{len(plan_links.incoming)} from other plans.")
    return " ".join(sentences)


def _row(connection: Connection, *, inside: bool = True) -> tuple[str, str, str, str]:
    start = connection.action.number if inside else f"{connection.plan.id}:{connection.action.number}"
    return start, str(connection.link or connection.ref), connection.state.value, _why(connection)


def _why(connection: Connection) -> str:
    if connection.answer is not None:
        plan, _, number = connection.answer.rpartition(":")
        return f"by {number}" if plan == connection.plan.id else f"by {connection.answer}"
    return connection.resolution.why or ""


def _words(connection: Connection) -> str:
    return "" if connection.words == str(connection.ref) else repr(connection.words)
