"""What reports say about actions as they were written, where they are read through mappings of a revision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from empact.analysis.facts import PlanFacts
from empact.diagnostics import Pointer
from empact.model import FiledReport, Report


def written(ctx: PlanFacts, filed: FiledReport) -> Report:
    """Return a report as it was written: its actions stand in the same order as those that are read."""
    return filed.content if ctx.revision_paths is None else ctx.once(_written).get(filed.digest, filed.content)


def written_number(ctx: PlanFacts, filed: FiledReport, at: Pointer) -> str | None:
    """Return the number of the action that a report itself names in a place; None if the place is no action.

    Args:
        ctx: The context of the plan.
        filed: The report, as it is read.
        at: The pointer of a statement about an action.
    """
    match at.tokens:
        case ("actions", index, *_):
            return written(ctx, filed).actions[int(index)].action
        case _:
            return None


def is_moved(ctx: PlanFacts, filed: FiledReport, at: Pointer) -> bool:
    """Return whether a mapping puts a statement about an action at another action, or at one with another content."""
    then = written(ctx, filed)
    number = written_number(ctx, filed, at)
    if then is filed.content or number is None:
        return False
    now = filed.content.actions[int(at.tokens[1])].action
    return (number, then.written_for.actions.get(number)) != (now, filed.content.written_for.actions.get(now))


def left_behind(ctx: PlanFacts, filed: FiledReport) -> Iterator[str]:
    """Yield the numbers of the actions of a report whose statements stay with an earlier revision."""
    then = written(ctx, filed)
    if then is filed.content:
        return
    for before, now in zip(then.actions, filed.content.actions, strict=True):
        if now.is_empty and not before.is_empty:
            yield before.action


def _written(ctx: PlanFacts) -> Mapping[str, Report]:
    return {filed.digest: filed.content for filed in ctx.whole_reports or ()}
