"""Report what several actions have in common once, as a finding of the plan: an empty cell, several leaders."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from empact import Action, Plan
from empact.diagnostics import Pointer
from empact.hooks import Finding, Related
from empact.plugins.rules.phrasing import listed_up_to


class OfAction(NamedTuple):
    """A finding in an action, as it is reported if no other action has one, and its reason beside those of others."""

    action: Action
    finding: Finding
    reason: str


class Column(NamedTuple):
    """A column of the table: the field of an action, what its cell has ("a target", "links"), and the hint."""

    field: str
    thing: str
    hint: str


def _nothing(_action: Action) -> str:
    return ""


def report_together(plan: Plan, findings: Sequence[OfAction], says: str) -> Iterator[Finding]:
    """Report findings of several actions as one finding of the plan; those of a single action stay as they are.

    What many actions have in common is one decision of the Driver. A finding for each action would bury other findings.

    Args:
        plan: The plan.
        findings: The findings in the order of the plan; an action may have several.
        says: What the actions have in common, behind "5 of the 16 actions have".
    """
    numbers = list({id(of.action): of.action.number for of in findings}.values())  # two can have one number
    if len(numbers) < 2:  # noqa: PLR2004 - "several" begins with two
        yield from (of.finding for of in findings)
        return
    count = f"All {len(numbers)}" if len(numbers) == len(plan.actions) else f"{len(numbers)} of the {len(plan.actions)}"
    yield Finding(
        f"{count} actions have {says}: {listed_up_to(numbers)}.",
        Pointer("/actions"),
        hint=findings[0].finding.hint,
        related=tuple(Related(of.finding.at, of.reason, words=of.finding.words) for of in findings),
    )


def report_missing(
    plan: Plan,
    column: Column,
    without: Sequence[tuple[Pointer, Action]],
    beside: Callable[[Action], str] = _nothing,
) -> Iterator[Finding]:
    """Report the empty cells of a column: of one action in that action, of several once for the plan.

    A plan with another table than that of 2012 may lack the column altogether, which is one finding too.
    ``without`` lists the actions with an empty cell. ``beside`` returns what an action has instead: "a KPI but ".
    """
    instead = {beside(action) for _, action in without}
    shared = instead.pop() if len(instead) == 1 else ""
    if len(without) == len(plan.actions) > 1 and not shared:
        yield Finding(f"None of the {len(without)} actions has {column.thing}.", Pointer("/actions"), hint=column.hint)
        return
    thing = column.thing.removeprefix("a ")
    empty = [
        OfAction(
            action,
            Finding(f"Action {action.number} has {beside(action)}no {thing}.", at / column.field, hint=column.hint),
            f"action {action.number} has no {thing}",
        )
        for at, action in without
    ]
    yield from report_together(plan, empty, f"{shared}no {thing}")
