"""What the rules about reports have in common: the reports in force, their actions and figures, and how to name them.

Most validations have no reports: then nothing here imports their classes.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from empact.diagnostics import Pointer
from empact.hooks import RuleContext
from empact.plugins.rules.dates import format_date

if TYPE_CHECKING:
    from empact.model import ActionReport, Figure, FiledReport

AGAIN = "Correct it, or supersede it if it is filed"
"""How to correct a report, as the start of a hint: a filed one is never changed."""


def in_force(ctx: RuleContext) -> tuple[FiledReport, ...]:
    """Return the reports in force."""
    return () if ctx.whole_reports is None else ctx.reports.in_force


def actions(ctx: RuleContext) -> Iterator[tuple[FiledReport, Pointer, ActionReport]]:
    """Iterate over what the reports in force say of actions, with pointers."""
    for filed in in_force(ctx):
        for index, action in enumerate(filed.content.actions):
            yield filed, Pointer() / "actions" / index, action


def figures(ctx: RuleContext) -> Iterator[tuple[FiledReport, Pointer, ActionReport, Figure]]:
    """Iterate over the figures of the reports in force, with pointers."""
    for filed, at, action in actions(ctx):
        for index, figure in enumerate(action.figures):
            yield filed, at / "figures" / index, action, figure


def named(filed: FiledReport) -> str:
    """Format a report in a sentence: "the report by QN of 28 June 2031"."""
    return f"the report by {filed.content.by} of {format_date(filed.content.on)}"


def subject(filed: FiledReport) -> str:
    """Format a report as the first words of a message."""
    text = named(filed)
    return text[0].upper() + text[1:]


def measured(figure: Figure) -> str:
    """Format what a figure is about: "KPI 1", "clocks seized"."""
    return figure.measure or f"KPI {figure.kpi}"


def amount(value: Decimal) -> str:
    """Format a value without needless digits: ``12``, ``0.5``."""
    from empact.analysis import format_number

    return format_number(value)


def meaning(ctx: RuleContext, action: ActionReport) -> str | None:
    """Return what the status of a report means, such as "cancelled"; None without a status or with an unknown word."""
    status = None if action.status is None else ctx.status(action.status)
    return None if status is None else status.value


def reporters(ctx: RuleContext, filed: FiledReport) -> tuple[str, ...]:
    """Return the codes of the party that reports."""
    return ctx.codes(filed.content.by, filed.content.on)


def is_by_driver(ctx: RuleContext, filed: FiledReport) -> bool:
    """Whether a report is by the Driver or a co-driver of the plan, in that role."""
    from empact import analysis

    return analysis.is_by_driver(ctx, filed)


def leads(ctx: RuleContext, filed: FiledReport, action: ActionReport) -> bool:
    """Whether a report is by a leader of an action that it is about."""
    from empact import analysis

    return not analysis.leader_codes(ctx, action.action).isdisjoint(reporters(ctx, filed))
