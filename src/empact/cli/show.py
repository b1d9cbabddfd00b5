"""``empact show``: a plan as a sheet."""

from __future__ import annotations

import click

from empact.cli.console import echo
from empact.cli.options import from_option, plan_argument
from empact.cli.reading import load_plan
from empact.cli.sheets import sheet
from empact.session import Session


@click.command()
@plan_argument
@click.argument("action", required=False)
@from_option
@click.pass_obj
def show(session: Session, plan: str, action: str | None, format_: str | None) -> None:
    """Show PLAN as a sheet, or only the ACTION with this number.

    An empty cell is shown as '-'.

    \b
    empact show plan.yaml          the head, and each goal with its actions
    empact show plan.yaml 1.1      one action
    """
    echo(sheet(load_plan(session, plan, format_), action, session.plugins.extensions))
