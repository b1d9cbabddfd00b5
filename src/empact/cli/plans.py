"""``empact plans``: the plans that plugins provide."""

from __future__ import annotations

import click

from empact.cli.console import echo, table
from empact.session import Session


@click.command()
@click.pass_obj
def plans(session: Session) -> None:
    """List the plans that plugins provide.

    Use a name from this list wherever a command takes PLAN.

    \b
    empact show oap-c-2012
    """
    echo(table(("PLAN", "SUMMARY"), [(plan.name, plan.summary) for plan in session.bundled]))
