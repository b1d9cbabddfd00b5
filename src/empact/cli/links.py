"""``empact links``: the links of plans in both directions, and how each of them stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import click

from empact.analysis import Connection, LinkState, PlanLinks, Portfolio
from empact.cli.layout import table, title, wrapped
from empact.cli.output import say, say_json
from empact.cli.portfolios import exit_code, portfolio_options, read_portfolio


@click.command()
@portfolio_options
@click.pass_context
def links(ctx: click.Context, sources: tuple[str, ...], format_: str | None, to: str) -> None:
    """Show the links of plans in both directions, and how each of them stands.

    \b
    reciprocated   the other end links back
    one-way        the other end could link back and does not
    open           nobody acts at the other end, or its links are withheld
    not-loaded     the plan at the other end was not named in this call
    missing        the plan has no such part, or the policy cycle no such priority
    only-in-prose  the text speaks of it, and no link leads there
    """
    read = read_portfolio(ctx, sources, format_)
    portfolio = Portfolio(read.values)
    told = [portfolio.links(plan) for plan in portfolio]
    if to == "json":
        say_json(document(told))
    elif told:
        say("\n\n".join(map(page, told)))
    exit_code(ctx, read)


def page(told: PlanLinks) -> str:
    """The links of one plan, for people."""
    plan = told.plan
    head = [title(plan), *([wrapped(plan.marking)] if plan.marking else [])]
    blocks = ["\n".join([*head, wrapped(_summary(told))])]
    if told.declared:
        blocks.append(table(_HEAD, map(_row, told.declared)))
    if told.prose:
        rows = ((one.action.number, str(one.ref), one.cell, _spoken(one)) for one in told.prose)
        blocks.append(table(("FROM", "SPEAKS OF", "IN", ""), rows))
    if told.incoming:
        blocks.append(
            f"From other plans to {plan.id}:\n" + table(_HEAD, (_row(one, inside=False) for one in told.incoming))
        )
    return "\n\n".join(blocks)


_HEAD = ("FROM", "LINK", "STATE", "")


def _summary(told: PlanLinks) -> str:
    found = Counter(one.state for one in told.declared)
    states = ", ".join(f"{found[state]} {state.value}" for state in LinkState if found[state])
    count = len(told.declared)
    sentences = [f"{count} link{'s' * (count != 1)}{f': {states}' if states else ''}."]
    if told.prose:
        sentences.append(f"{len(told.prose)} only in prose.")
    if told.incoming:
        sentences.append(f"{len(told.incoming)} from other plans.")
    return " ".join(sentences)


def _row(one: Connection, *, inside: bool = True) -> tuple[str, str, str, str]:
    start = one.action.number if inside else f"{one.plan.id}:{one.action.number}"
    return start, str(one.link or one.ref), one.state.value, _why(one)


def _why(one: Connection) -> str:
    if one.answer is not None:
        plan, _, number = one.answer.rpartition(":")
        return f"by {number}" if plan == one.plan.id else f"by {one.answer}"
    return one.resolution.why or ""


def _spoken(one: Connection) -> str:
    return "" if one.words == str(one.ref) else repr(one.words)


def document(told: Sequence[PlanLinks]) -> dict[str, Any]:
    """The links of plans, for programs: the format ``links/1``."""
    return {"empact": "links/1", "plans": [_plan(one) for one in told]}


def _plan(told: PlanLinks) -> dict[str, Any]:
    plan, found = told.plan, Counter(one.state for one in (*told.declared, *told.prose))
    facts = {"id": plan.id, "file": plan.source and plan.source.file, "marking": plan.marking}
    return {key: value for key, value in facts.items() if value is not None} | {
        "counts": {state.value: found[state] for state in LinkState},
        "links": [_entry(one) for one in told.declared],
        "prose": [_entry(one) for one in told.prose],
        "incoming": [_entry(one) for one in told.incoming],
    }


def _entry(one: Connection) -> dict[str, Any]:
    entry = {
        "from": f"{one.plan.id}:{one.action.number}",
        "pointer": one.at,
        "link": None if one.link is None else str(one.link),
        "words": one.words,
        "to": str(one.ref),
        "state": one.state.value,
        "targets": [str(target) for target in one.resolution.destinations],
        "answer": one.answer,
        "why": one.resolution.why,
    }
    return {key: value for key, value in entry.items() if value is not None}
