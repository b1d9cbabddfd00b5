"""Formats the verdict: how many findings there are, in how many actions, and what is not listed or not read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from empact.diagnostics import Severity
from empact.hooks import FormatContext, printable
from empact.plugins.text.grouping import Group

if TYPE_CHECKING:
    from empact import Diagnostics, Plan

_NAMED = 3
"""The maximum number of plans that the verdict names; if there are more, it only counts them."""


def verdict(diagnostics: Diagnostics, groups: Sequence[Group], lowest: Severity, ctx: FormatContext) -> list[str]:
    """Return the lines of the verdict.

    Sources that could not be read are named: counts alone would look as if they had been checked.

    Args:
        diagnostics: All findings.
        groups: The findings that are listed, by plan.
        lowest: The lowest severity that is listed.
        ctx: The context of the call.
    """
    counts = diagnostics.counts()
    hidden = {severity: number for severity, number in counts.items() if number and severity < lowest}
    listed = {severity: number for severity, number in counts.items() if number and severity >= lowest}
    if not ctx.plans and not diagnostics and ctx.missing:
        lines = ["No plan was checked."]
    elif listed:
        errors = "" if Severity.ERROR in listed else "No errors. "
        lines = [f"{errors}{_counted(listed)}{_located(groups, ctx.plans)}."]
    else:
        none = "No findings" if not hidden else "No errors" if lowest is Severity.ERROR else "No errors and no warnings"
        lines = [f"{none}{_plans(ctx.plans, 'in')}."]
    if diagnostics.waived:
        lines.append(f"{len(diagnostics.waived)} waived.")
    if hidden:
        words = ", ".join(count(number, severity) for severity, number in hidden.items())
        lines.append(f"{words} not shown; --show {min(hidden)} lists {'it' if sum(hidden.values()) == 1 else 'them'}.")
    if ctx.missing:
        lines.append(f"Not read: {', '.join(map(printable, ctx.missing))}.")
    return lines


def count(number: int, severity: Severity) -> str:
    """Format a number of findings: ``1 error``, ``2 warnings``, ``3 info``."""
    return f"{number} {severity}" if number == 1 or severity is Severity.INFO else f"{number} {severity}s"


def _counted(counts: Mapping[Severity, int]) -> str:
    words = [count(number, severity) for severity, number in counts.items()]
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _located(groups: Sequence[Group], plans: Sequence[Plan]) -> str:
    """Say in how many of all actions the findings are, and how many of them: " in 2 of 16 actions of C-2012"."""
    by_action = [findings for group in groups for subject, findings in group.parts.items() if group.is_action(subject)]
    if not by_action:
        return _plans(plans, "in")
    in_actions = sum(map(len, by_action))
    some = in_actions < sum(len(findings) for group in groups for findings in group.parts.values())
    every = sum(len({action.number for action in plan.actions}) for plan in plans)
    part = f", {in_actions} of them" if some else ""
    return f"{part} in {len(by_action)} of {every} action{'' if every == 1 else 's'}{_plans(plans, 'of')}"


def _plans(plans: Sequence[Plan], preposition: str) -> str:
    names = ", ".join(" ".join(printable(plan.id).split()) for plan in plans)
    if len(plans) < 2:  # noqa: PLR2004 - the only plan is named without a count
        return f" {preposition} {names}" if plans else ""
    return f" {preposition} {len(plans)} plans{f' ({names})' if len(plans) <= _NAMED else ''}"
