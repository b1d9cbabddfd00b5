"""``empact lineage``: how the actions of a plan continue in the next one."""

from __future__ import annotations

import click

from empact.analysis import Portfolio, lineage_of
from empact.cli.console import echo_tree
from empact.cli.options import format_option, or_today, plan_argument_as, reading_options
from empact.cli.reading import load_plan
from empact.cli.views import echo_view
from empact.model import Plan
from empact.session import Session


@click.command()
@plan_argument_as("earlier")
@plan_argument_as("later")
@reading_options
@format_option
@click.pass_obj
def lineage(session: Session, earlier: str, later: str, format_: str | None, to: str) -> None:
    """Show how the actions of the plan EARLIER continue in the plan LATER.

    \b
    carried-over  it continues under the same number
    renumbered    it continues under another number
    merged        it continues together with others as one action
    split         it continues as several actions
    dropped       it does not continue

    If a later action states what it continues, that is used. Otherwise the words of the activities are compared.

    \b
    empact lineage plan-2026.yaml plan-2027.yaml
    """
    plans = [load_plan(session, source, format_) for source in (earlier, later)]
    _check(*plans)
    context = session.context(Portfolio(tuple(plans)), as_of=or_today(None), ledger=())
    if to == "json":
        echo_tree(session, lineage_of(context))
    else:
        echo_view(session, "lineage", context)


def _check(earlier: Plan, later: Plan) -> None:
    if earlier.period and later.period and earlier.period.start > later.period.start:
        message = f"{earlier.id} starts after {later.id}: give the earlier plan first."
        raise click.UsageError(message)
