"""``empact driver-report``: what the Driver reports to COSI about a plan at a checkpoint."""

from __future__ import annotations

from empact.analysis import DriverReport, PlanContext, Progress, sealed_checkpoint
from empact.analysis.claims.rounds import find_checkpoint
from empact.cli.result_command import result_command
from empact.documents.driver_report import COSI


@result_command("driver-report", name="driver-report", plans=("plan",))
def driver_report(
    context: PlanContext, checkpoint: str | None, audience: str, *, sealed: bool
) -> DriverReport | Progress:
    """Show what the Driver of PLAN reports to COSI at a checkpoint.

    It has what was done, each KPI with its target and total, the actions that are behind their plan, and what the
    Driver asks for. It does not say who reported what; --audience driver shows the annex, which does. Its JSON is that
    of the progress. --sealed shows it as it was at the newest seal.

    \b
    empact driver-report plan.yaml
    empact driver-report plan.yaml --checkpoint June
    empact driver-report plan.yaml --audience driver
    """
    checkpoint = sealed_checkpoint(context) if sealed else checkpoint
    named = None if checkpoint is None else find_checkpoint(context.contexts, checkpoint)
    report = context.driver_report(named)
    return report if audience == COSI else report.progress
