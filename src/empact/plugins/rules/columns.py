"""Report the empty cells of a column: for each action, or once if no action has the column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from empact import Action, Plan
from empact.diagnostics import Pointer
from empact.hooks import Finding


class Column(NamedTuple):
    """A column of the table: the field of an action, what its cell has ("a target", "links"), and the hint."""

    field: str
    thing: str
    hint: str


def _nothing(_action: Action) -> str:
    return ""


def report_missing(
    plan: Plan,
    column: Column,
    without: Sequence[tuple[Pointer, Action]],
    beside: Callable[[Action], str] = _nothing,
) -> Iterator[Finding]:
    """Report each action whose cell is empty; report the plan once if all of its actions are like that.

    A plan with another table than that of 2012 has no such column, and a finding for each action says nothing more.
    ``without`` lists the actions with an empty cell. ``beside`` returns what an action has instead: "a KPI but ".
    """
    if len(without) == len(plan.actions) > 1:
        yield Finding(f"None of the {len(without)} actions has {column.thing}.", Pointer("/actions"), hint=column.hint)
        return
    for at, action in without:
        yield Finding(
            f"Action {action.number} has {beside(action)}no {column.thing.removeprefix('a ')}.",
            at / column.field,
            hint=column.hint,
        )
