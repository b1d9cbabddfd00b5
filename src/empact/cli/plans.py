"""``empact plans``: the plans that plugins provide."""

from __future__ import annotations

import click

from empact.cli.listings import echo_listing, page
from empact.cli.options import format_option
from empact.documents import ColumnOf, Document, column, table
from empact.hooks import BundledPlan
from empact.session import Session
from empact.session.listings import PlanList


@click.command()
@format_option
@click.pass_obj
def plans(session: Session, to: str) -> None:
    """List the plans that plugins provide.

    Use a name from this list wherever a command takes PLAN.

    \b
    empact show oap-c-2012
    """
    echo_listing(session, PlanList(plans=session.bundled), _document, to)


def _document(listing: PlanList) -> Document:
    columns: tuple[ColumnOf[BundledPlan], ...] = (
        column("plan", "Plan", lambda plan: plan.name),
        column("summary", "Summary", lambda plan: plan.summary or None),
    )
    return page(table(columns, listing.plans, key=lambda plan: plan.name))
