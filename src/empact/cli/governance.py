"""``empact governance``: who answers to whom, with the sentences of the plan and the entries of the ledger."""

from __future__ import annotations

from empact.analysis import Governance, PlanContext
from empact.cli.result_command import result_command


@result_command("governance", plans=("plan",))
def governance(context: PlanContext) -> Governance:
    """Show who answers to whom for PLAN, and the sentences of the plan that say so.

    With a ledger, this omits parties that a decision excludes, and lists the validations, meetings, contacts and
    accounts in the ledger.

    \b
    empact governance plan.yaml
    empact governance plan.yaml --ledger ledger --as-of 2031-09-01
    """
    return context.governance()
