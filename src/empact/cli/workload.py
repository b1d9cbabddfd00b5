"""``empact workload``: how many actions each party leads and joins in each month."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from empact.analysis import Portfolio, records_of
from empact.analysis import workload as measured
from empact.cli.options import (
    decision_options,
    format_option,
    or_today,
    parties_option,
    plans_argument,
    reading_options,
)
from empact.cli.portfolios import keep_records
from empact.cli.reading import read_ledgers, read_portfolio
from empact.cli.views import echo_result


@click.command()
@plans_argument
@parties_option("Show only this party, action by action.")
@reading_options
@decision_options
@format_option
@click.pass_context
def workload(
    ctx: click.Context,
    sources: tuple[str, ...],
    format_: str | None,
    to: str,
    parties: tuple[str, ...],
    as_of: dt.date | None,
    folder: Path | None,
) -> None:
    """Show how many actions each party leads and joins, month by month.

    A party counts once for each action, role and month. 2+1 means two certain and one more possible: the month is one
    of several ("April/May"), or the role or the action is still to be confirmed. "All MS" counts for every member state
    of that time. "Relevant MS" counts for none: such groups are listed separately. A party that a decision in the
    ledger excludes does not count from that day on.

    \b
    empact workload plan.yaml               all parties, in numbers
    empact workload plan.yaml --party QN    one party, action by action
    """
    read = read_portfolio(ctx, sources, format_)
    ledgers = read_ledgers(ctx.obj, folder, read.values)
    context = ctx.obj.context(Portfolio(read.values), as_of=or_today(as_of), ledger=ledgers)
    keep_records(read.values, records_of(context))
    echo_result(ctx, read, context, "workload", to, lambda: measured(context, parties=parties or None), party=parties)
