"""``empact show``: a plan to read, cell by cell."""

from __future__ import annotations

import click

from empact.analysis import PlanContext
from empact.analysis.markings import raised_plan
from empact.cli.options import completed_by
from empact.cli.result_command import result_command
from empact.session.exporting import Export

_ACTION = click.argument("action", metavar="[ACTION]", required=False, shell_complete=completed_by("actions"))


@result_command("sheet", plans=("plan",), parameters=[_ACTION])
def show(context: PlanContext, action: str | None, export: Export) -> object:
    """Show PLAN as a sheet, or only its action with the number ACTION.

    An empty cell is shown as '-'. The JSON is the plan as in its file (plan/1), or the action (action/1).

    \b
    empact show plan.yaml          the head, and each goal with its actions
    empact show plan.yaml 1.1      one action
    """
    plan = context.plan
    if action is None:
        return raised_plan(plan, export.raised_to, export.as_of)
    from empact.analysis.records import PlanAction

    return PlanAction(context=context, action=plan.action(action))
