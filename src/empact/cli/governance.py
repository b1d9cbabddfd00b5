"""``empact governance``: who answers to whom, with the sentences of the plan and the entries of the ledger."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from empact.analysis import Governance, records_of
from empact.analysis import governance as reporting_lines
from empact.cli.console import echo_tree
from empact.cli.options import decision_options, format_option, or_today, plan_argument, reading_options
from empact.cli.portfolios import keep_records
from empact.cli.reading import ledger_of, load_plan
from empact.cli.views import echo_view
from empact.session import Session


@click.command()
@plan_argument
@reading_options
@decision_options
@format_option
@click.pass_obj
def governance(
    session: Session, plan: str, format_: str | None, as_of: dt.date | None, folder: Path | None, to: str
) -> None:
    """Show who answers to whom for PLAN, and the sentences of the plan that say so.

    With a ledger, this omits parties that a decision excludes, and lists the validations, meetings, contacts and
    accounts in the ledger.

    \b
    empact governance plan.yaml
    empact governance plan.yaml --ledger ledger --as-of 2031-09-01
    """
    loaded = load_plan(session, plan, format_)
    context = session.context(loaded, as_of=or_today(as_of), ledger=ledger_of(session, folder, loaded))
    keep_records([loaded], records_of(context))
    if to == "json":
        entries = tuple(entry for entry in context.evidence.in_force if entry.content.kind.facts.managing)
        echo_tree(session, Governance(context=context, lines=reporting_lines(context), entries=entries))
    else:
        echo_view(session, "governance", context)
