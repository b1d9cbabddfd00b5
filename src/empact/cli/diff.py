"""``empact diff``: what changed from one revision of a plan to the next."""

from __future__ import annotations

from empact.analysis import Diff, PortfolioContext
from empact.analysis import diff as compared
from empact.cli.result_command import result_command


@result_command("diff", plans=("old", "new"), titled=False)
def diff(context: PortfolioContext) -> Diff:
    """Show what changed from the plan OLD to the plan NEW, two revisions of one plan.

    The goals, actions, sections and notes that were added, removed, renumbered, moved to another goal, split, merged or
    changed: the words before and after, and what they mean for parties, times, KPIs and links. Then who gained or lost
    which duty, and which tasking sheets have to go out again.

    An action keeps its identity if its content is the same, whatever its number is; otherwise the words of the activity
    decide. A doubtful match is marked. For plans of different years, use 'empact lineage'.

    \b
    empact diff plan-rev1.yaml plan-rev2.yaml
    """
    return compared(context)
