"""``empact show``: a plan as a sheet."""

from __future__ import annotations

import click

from empact.analysis.markings import raised_plan
from empact.cli.console import echo, echo_json, echo_tree
from empact.cli.options import format_option, marking_level, or_today, plan_argument, reading_options
from empact.cli.reading import load_plan
from empact.cli.sheets import sheet
from empact.session import Session


@click.command()
@plan_argument
@click.argument("action", metavar="[ACTION]", required=False)
@reading_options
@format_option
@click.pass_obj
def show(session: Session, plan: str, action: str | None, format_: str | None, to: str) -> None:
    """Show PLAN as a sheet, or only the ACTION with this number.

    An empty cell is shown as '-'. JSON is the plan as in its file (plan/1), or the action (action/1).

    \b
    empact show plan.yaml          the head, and each goal with its actions
    empact show plan.yaml 1.1      one action
    """
    loaded = load_plan(session, plan, format_)
    if to == "text":
        echo(sheet(loaded, action, session.plugins.extensions))
    elif action is None:
        echo_json(session.tree(raised_plan(loaded, marking_level(), or_today(None))))
    else:
        from empact.analysis.records import PlanAction  # a sheet in text needs none

        context = session.context(loaded, as_of=or_today(None))
        echo_tree(session, PlanAction(context=context, action=loaded.action(action)))
