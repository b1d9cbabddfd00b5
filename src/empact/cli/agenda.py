"""``empact agenda``: what is due from whom by which day, and, for Driver and Support Unit, what is late."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from empact.analysis import Agenda, Portfolio, records_of
from empact.analysis import agenda as due_in
from empact.cli.options import (
    as_of_option,
    folder_option,
    format_option,
    ledger_option,
    or_today,
    parse_day,
    party_option,
    plans_argument,
    reading_options,
    release_level,
)
from empact.cli.portfolios import keep_records
from empact.cli.reading import folder_of, read_ledgers, read_portfolio, read_reporting
from empact.cli.views import echo_result


@click.command()
@plans_argument
@party_option("List only what is due from this party.")
@click.option("--since", type=parse_day, metavar="DATE", help="List only what is due on this day or later.")
@click.option("--until", type=parse_day, metavar="DATE", help="List only what is due on this day or before.")
@click.option(
    "--late",
    is_flag=True,
    help="Also say what is done and what is late, of a report for each action. Only for the Driver and the Support "
    "Unit: it needs the reports, and cannot be combined with --release.",
)
@reading_options
@as_of_option()
@ledger_option
@folder_option("reports", "reports")
@format_option
@click.pass_context
def agenda(
    ctx: click.Context,
    sources: tuple[str, ...],
    format_: str | None,
    party: str | None,
    since: dt.date | None,
    until: dt.date | None,
    as_of: dt.date | None,
    reports: Path | None,
    folder: Path | None,
    to: str,
    *,
    late: bool,
) -> None:
    """List what is due by day and party: reports, figures, commitments, and answers that were asked for.

    A report is due on a day only if a call for it is in the ledger ('empact ledger add PLAN call'); otherwise it is
    listed at the cut-off day of its checkpoint. A figure is due on the day that the plan sets for its KPI, and is
    never late. The list is the same whether something is late or not. A missing report is no unmet commitment, and a
    reminder is no exhortation.

    \b
    empact agenda plan.yaml
    empact agenda plan.yaml --party QN --since 2031-06-01
    """
    if since is not None and until is not None and since > until:
        raise click.UsageError(f"--since {since} is after --until {until}.")
    if late and release_level() is not None:
        message = "--late is for the Driver and the Support Unit only, so it cannot be combined with --release."
        raise click.UsageError(message)
    read = read_portfolio(ctx, sources, format_)
    if late:
        folder_of(ctx.obj, reports, "reports")  # without reports, all of them would be late
    ledgers = read_ledgers(ctx.obj, folder, read.values)
    reporting = read_reporting(ctx.obj, read.values, reports) if late else ()
    on = or_today(as_of)
    context = ctx.obj.context(Portfolio(read.values), as_of=on, ledger=ledgers, reports=reporting)
    keep_records(read.values, records_of(context))

    def result() -> Agenda:
        found = due_in(context, party=party).between(since, until)
        return found.judged(on) if late else found

    echo_result(ctx, read, context, "agenda", to, result, party=party, since=since, until=until, late=late)
