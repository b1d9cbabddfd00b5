"""The command ``empact grants``."""

from __future__ import annotations

import click

from empact import Session
from empact.hooks import printable
from oap_planted.columns import GRANT


@click.command()
@click.argument("source", metavar="PLAN")
@click.pass_obj
def grants(session: Session, source: str) -> None:
    """Print the grants of a plan."""
    plan = session.load(source)
    if marking := plan.marking_in_force(None):
        click.echo(printable(marking))
    for action in plan.actions:
        grant = GRANT.of(action)
        amount = "none" if grant is None else grant.euros
        click.echo(printable(f"{action.number}: {action.activity}: {amount}"))
