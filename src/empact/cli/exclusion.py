"""``empact exclusion``: the evidence about a party under the exclusion clause."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import attrs
import click

from empact.analysis import exclusion as collect
from empact.analysis import impact_of_leaving, records_of
from empact.cli.console import echo_note, echo_tree
from empact.cli.options import (
    decision_options,
    folder_hint,
    format_option,
    or_today,
    party_argument,
    plan_argument,
    reading_options,
)
from empact.cli.portfolios import keep_records
from empact.cli.reading import ledger_of, load_plan
from empact.cli.views import echo_view
from empact.session import Session


@click.command()
@plan_argument
@party_argument
@click.option("--impact", is_flag=True, help="Also show what the plan would be without the party.")
@reading_options
@decision_options
@format_option
@click.pass_obj
def exclusion(
    session: Session,
    *,
    plan: str,
    party: str,
    impact: bool,
    format_: str | None,
    as_of: dt.date | None,
    folder: Path | None,
    to: str,
) -> None:
    """Collect the evidence about PARTY under the exclusion clause of PLAN (section 5.3).

    For each of the three conditions of the clause, this lists the evidence for it, the evidence against it, and what is
    missing. It decides nothing: people do. --impact also shows what the plan would be without the party.

    PARTY is the code or the name of a party. QN in this example is invented:

    \b
    empact exclusion plan.yaml QN --ledger ledger --as-of 2031-09-01
    """
    loaded = load_plan(session, plan, format_)
    ledger = ledger_of(session, folder, loaded)
    context = session.context(loaded, as_of=or_today(as_of), ledger=ledger)
    keep_records([loaded], records_of(context))
    if folder is None and session.workspace.path is None:
        echo_note(f"No entries are used. {folder_hint('ledger')}")
    if to == "json":
        dossier = collect(context, party)
        leaving = dossier.excluded_since or dossier.as_of
        change = impact_of_leaving(context, dossier.party, leaving=leaving) if impact else None
        echo_tree(session, attrs.evolve(dossier, impact=change))
    else:
        echo_view(session, "exclusion", context, party=party, impact=impact)
