"""``empact continue``: the draft of the plan that continues a plan."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import click

from empact.analysis import records_of
from empact.cli.console import echo, echo_note
from empact.cli.options import (
    as_of_option,
    is_stdout,
    marking_level,
    or_today,
    output_option,
    plan_argument,
    reading_options,
    release_level,
    reporting_options,
)
from empact.cli.portfolios import keep_records
from empact.cli.reading import given_folders, load_plan, read_records
from empact.model import Plan, ProposalKind, Span
from empact.session import Session
from empact.storage.writing import create

_RECORDS = ("reports", "operations", "kpis", "ledger")
"""The kinds of records that the proposals are made from."""
_COUNTED = {ProposalKind.CONTINUE: "to continue", ProposalKind.END: "to end", ProposalKind.ASK: "to ask about"}


def _parse_period(given: str) -> Span:
    """Parse the years of a plan, such as ``2013`` or ``2026-2027``: the type of an option."""
    years = re.fullmatch(r"([12]\d{3})(?:-([12]\d{3}))?", given, re.ASCII)
    if years is None or int(years[2] or years[1]) < int(years[1]):
        message = f"{given!r} is not a period. Write one year or two, such as 2013 or 2026-2027."
        raise click.BadParameter(message)
    return Span(start=dt.date(int(years[1]), 1, 1), end=dt.date(int(years[2] or years[1]), 12, 31))


@click.command("continue")
@plan_argument
@click.option("--id", "plan_id", required=True, metavar="ID", help="The id of the next plan, such as C-2013. Required.")
@click.option(
    "--period",
    type=_parse_period,
    metavar="YEARS",
    help="The years of the next plan, 2013 or 2026-2027; default: as many as PLAN has, from the next year on.",
)
@reading_options
@as_of_option()
@reporting_options
@output_option("FILE", "The file to write, YAML or JSON by its suffix; default: YAML on the standard output.")
@click.pass_context
def continue_(
    ctx: click.Context,
    /,
    plan: str,
    plan_id: str,
    period: Span | None,
    format_: str | None,
    as_of: dt.date | None,
    output: Path | None,
    **folders: Path | None,
) -> None:
    """Draft the plan that continues PLAN: one file with every action, each with a proposal.

    A proposal is to continue the action, to end it, or to ask, with the reason from the reports and the timing as known
    on --as-of. Cells that name dates of PLAN are empty, and stand in the proposal. To decide, fill in the cells of an
    action and delete its proposal, or delete the action; 'empact validate' lists what is not decided (OAP711).

    A file that exists is never replaced. 'empact new' creates a plugin project for a plan.

    \b
    empact continue plan.yaml --id C-2013 --as-of 2012-12-08 -o plan-2013.yaml
    empact continue plan.yaml --id C-2013 --reports reports -o plan-2013.yaml
    """
    session: Session = ctx.obj
    loaded = load_plan(session, plan, format_)
    records = read_records(session, [loaded], _RECORDS, given_folders(folders))
    context = session.context(loaded, as_of=or_today(as_of), records=records)
    keep_records([loaded], records_of(context))
    try:
        draft = context.continue_plan(id=plan_id, period=period)
    except ValueError as problem:
        raise click.UsageError(str(problem)) from None
    to = "json" if output is not None and output.suffix == ".json" else "yaml"
    data = session.export(draft, to=to, release=release_level(), marking=marking_level())
    if output is None or is_stdout(output):
        echo(data.decode().rstrip("\n"))
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    try:
        create(output, data)
    except FileExistsError:
        raise click.UsageError(f"{output} exists; choose another name.") from None
    echo_note(f"{output} has {_summary(draft)}. 'empact validate {output}' lists what is not decided.")


def _summary(draft: Plan) -> str:
    """Return how many actions have which proposal: ``16 actions: 3 to continue, 10 to end, 3 to ask about``."""
    kinds = Counter(action.proposal.what for action in draft.actions if action.proposal is not None)
    counted = ", ".join(f"{kinds[kind]} {words}" for kind, words in _COUNTED.items() if kinds[kind])
    number = len(draft.actions)
    return f"{number} action{'s' * (number != 1)}" + (f": {counted}" if counted else "")
