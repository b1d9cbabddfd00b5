"""``empact workload``: how many actions each party leads and joins in each month."""

from __future__ import annotations

from empact.analysis import PortfolioContext, Workload
from empact.cli.result_command import result_command


@result_command("workload")
def workload(context: PortfolioContext, party: tuple[str, ...]) -> Workload:
    """Show how many actions each party leads and joins, month by month.

    A party counts once for each action, role and month. 2+1 means two certain and one more possible: the month is one
    of several ("April/May"), or the role or the action is still to be confirmed. "All MS" counts for every member state
    of that time. "Relevant MS" counts for none: such groups are listed separately. A party that a decision in the
    ledger excludes does not count from that day on.

    \b
    empact workload plan.yaml               all parties, in numbers
    empact workload plan.yaml --party QN    one party, action by action
    """
    return context.workload(parties=party or None)
