"""``empact workload``: how many actions each party leads and joins in each month."""

from __future__ import annotations

from empact.analysis import PortfolioContext, Workload
from empact.cli.result_command import result_command


@result_command("workload")
def workload(context: PortfolioContext, party: tuple[str, ...]) -> Workload:
    """Show how many actions each party leads and joins, month by month.

    A party counts once for each action, role and month. 2+1 means two certain actions and one possible: its month is
    one of several ("April/May"), or the role or the action is still to be confirmed. "All MS" counts for every state
    that is a member at the time. "Relevant MS" is not counted but listed separately. A party excluded by a decision in
    the ledger does not count from that day on.

    \b
    empact workload plan.yaml               all parties, in numbers
    empact workload plan.yaml --party QN    one party, action by action
    """
    return context.workload(parties=party or None)
