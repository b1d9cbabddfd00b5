"""``empact progress``: what the reports about plans say was done up to a checkpoint."""

from __future__ import annotations

from empact.analysis import Explanation, PortfolioContext, Progress
from empact.cli.result_command import result_command


@result_command("progress")
def progress(
    context: PortfolioContext,
    checkpoint: str | None,
    party: str | None,
    lights: bool,  # noqa: FBT001 - passed by name
    why: str | None,
) -> Progress | Explanation:
    """Show what the reports say was done up to a checkpoint: the status of each action, and the value of each KPI.

    Each value shows how many of the expected parties have reported. A party that is silent is shown as "not reported",
    never as zero and never as late. If sources differ, the value is a range until the Driver settles it. Results that
    may be counted twice are listed, and their sum is a range.

    \b
    empact progress plan.yaml
    empact progress plan.yaml --checkpoint June --format json
    empact progress plan.yaml --party QN
    empact progress plan.yaml --why 2.1/1    how a value is calculated
    """
    result = context.progress(checkpoint, party=party, lights=lights)
    return result if why is None else result.explanation(why)
