"""``empact coverage``: the actions that serve each goal in each year, and the use of inter-dependencies."""

from __future__ import annotations

from empact.analysis import CoverageSurvey, PortfolioContext
from empact.cli.result_command import result_command


@result_command("coverage")
def coverage(context: PortfolioContext) -> CoverageSurvey:
    """Show which actions serve which goal in which year, and which inter-dependencies are used.

    An action serves the goal that it is listed under. Actions that only link to a goal are listed separately; they do
    not serve it. A link to all goals of a plan (B:SG*) is not counted for any single goal. A goal that spans several
    years is shown once, with its plans.

    An inter-dependency with another priority has a state:

    \b
    used        the plan declares it, and an action links to the priority
    unused      the plan declares it, and no action links to the priority
    undeclared  actions link to the priority, and the plan does not declare it
    only-there  only a plan of the other priority declares it

    \b
    empact coverage plan.yaml
    empact coverage plans/
    """
    return context.coverage()
