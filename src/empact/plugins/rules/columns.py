"""Report the empty cells of a column: for each action, or once if no action has the column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from empact import Action, Plan
from empact.diagnostics import Pointer
from empact.hooks import Finding


def _nothing(_action: Action) -> str:
    return ""


def report_missing(
    plan: Plan,
    without: Sequence[tuple[Pointer, Action]],
    field: str,
    thing: str,
    *,
    hint: str,
    beside: Callable[[Action], str] = _nothing,
) -> Iterator[Finding]:
    """Report each action whose cell is empty; report the plan once if all of its actions are like that.

    A plan with another table than that of 2012 has no such column, and a finding for each action says nothing more.

    Args:
        plan: The plan.
        without: The actions without the thing, each with its pointer.
        field: The field of the action.
        thing: What is missing, such as "a target" or "links".
        hint: What to write.
        beside: Returns words before "no": the action has "a KPI but " no target.
    """
    if len(without) == len(plan.actions) > 1:
        yield Finding(f"None of the {len(without)} actions has {thing}.", Pointer("/actions"), hint=hint)
        return
    for at, action in without:
        yield Finding(
            f"Action {action.number} has {beside(action)}no {thing.removeprefix('a ')}.", at / field, hint=hint
        )
