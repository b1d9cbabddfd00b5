"""``empact driver-report``: what the Driver reports to COSI about a plan at a checkpoint."""

from __future__ import annotations

from empact.analysis import DriverReport, PlanContext
from empact.cli.result_command import result_command


@result_command("driver-report", name="driver-report", plans=("plan",))
def driver_report(
    context: PlanContext,
    checkpoint: str | None,
    *,
    sealed: bool,  # noqa: ARG001 - the context is sealed already
) -> DriverReport:
    """Show what the Driver of PLAN reports to COSI at a checkpoint.

    The report contains what was done, each KPI with its target and total, the actions behind schedule, and what the
    Driver asks for. It does not name who reported what: that is in the document driver-annex, for the Driver alone.
    --sealed shows the report as of the newest seal.

    \b
    empact driver-report plan.yaml
    empact driver-report plan.yaml --checkpoint June
    empact export plan.yaml --document driver-annex --to docx
    """
    return context.driver_report(checkpoint)
