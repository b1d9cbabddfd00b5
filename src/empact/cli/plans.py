"""``empact plans``: the plans that plugins provide."""

from __future__ import annotations

import click

from empact.cli.console import echo, echo_tree, table
from empact.cli.options import format_option
from empact.session import Session


@click.command()
@format_option
@click.pass_obj
def plans(session: Session, to: str) -> None:
    """List the plans that plugins provide.

    Use a name from this list wherever a command takes PLAN.

    \b
    empact show oap-c-2012
    """
    if to == "json":
        from empact.session.listings import PlanList  # a list in text needs none

        echo_tree(session, PlanList(plans=session.bundled))
        return
    echo(table(("PLAN", "SUMMARY"), [(plan.name, plan.summary) for plan in session.bundled]))
