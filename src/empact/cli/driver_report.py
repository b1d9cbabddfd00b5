"""``empact driver-report``: what the Driver reports to COSI about a plan at a checkpoint."""

from __future__ import annotations

from empact.analysis import DriverReport, PlanContext, Progress
from empact.cli.result_command import result_command
from empact.documents.driver_report import COSI


@result_command("driver-report", name="driver-report", plans=("plan",))
def driver_report(
    context: PlanContext,
    checkpoint: str | None,
    audience: str,
    *,
    sealed: bool,  # noqa: ARG001 - the context is sealed already
) -> DriverReport | Progress:
    """Show what the Driver of PLAN reports to COSI at a checkpoint.

    The report contains what was done, each KPI with its target and total, the actions behind schedule, and what the
    Driver asks for. It does not name who reported what; for that, --audience driver adds the annex. The JSON is the
    same as that of 'empact progress'. --sealed shows the report as of the newest seal.

    \b
    empact driver-report plan.yaml
    empact driver-report plan.yaml --checkpoint June
    empact driver-report plan.yaml --audience driver
    """
    report = context.driver_report(checkpoint)
    return report if audience == COSI else report.progress
