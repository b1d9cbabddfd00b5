"""``empact lineage``: how the actions of a plan continue in the next one."""

from __future__ import annotations

from empact.analysis import PortfolioContext
from empact.analysis.surveys import LineageSurvey, lineage_of
from empact.cli.result_command import result_command


@result_command("lineage", plans=("earlier", "later"))
def lineage(context: PortfolioContext) -> LineageSurvey:
    """Show how the actions of the plan EARLIER continue in the plan LATER.

    \b
    carried-over  it continues under the same number
    renumbered    it continues under another number
    merged        it continues together with others as one action
    split         it continues as several actions
    dropped       it does not continue

    If a later action states what it continues, its statement is used. Otherwise the words of the activities are
    compared. The plan that starts first is the earlier plan.

    \b
    empact lineage plan-2026.yaml plan-2027.yaml
    """
    return lineage_of(context)
