"""What the rules about reports have in common: the reports in force, their actions and figures, and how to name them.

Most validations have no reports: then nothing here imports their classes.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from empact.diagnostics import Pointer
from empact.hooks import Finding, RuleContext
from empact.plugins.rules.phrasing import format_date

if TYPE_CHECKING:
    from empact.analysis import KpiProgress, SetApart
    from empact.model import ActionReport, Figure, FiledReport

STATUS_COUNTS = ("/stated/actions", "/stated/statuses")
"""The pointers of the number of actions, and of the status counts, that a report states."""
AGAIN = "Correct it, or supersede it if it is filed"
"""How to correct a report, as the start of a hint: a filed one is never changed."""


def wrong(filed: FiledReport, said: str, at: Pointer, right: str, *, first: str = "") -> Finding:
    """Return a finding about a report: what it says, and with what to correct it.

    Args:
        filed: The report.
        said: What is wrong with it, after "The report by QN of 28 June 2031".
        at: The pointer in the report.
        right: What to write instead, in a few words: "with the right number".
        first: What the hint begins with, such as a similar name.
    """
    again = f"{AGAIN}, {right}."
    return Finding(f"{subject(filed)} {said}", at, hint=f"{first} {again}" if first else again, file=filed)


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


def leads(ctx: RuleContext, filed: FiledReport, action: ActionReport) -> bool:
    """Whether a report is by a leader of an action that it is about."""
    from empact.analysis import leader_codes

    return not leader_codes(ctx, action.action).isdisjoint(reporters(ctx, filed))


def counts_as(ctx: RuleContext, filed: FiledReport, action: ActionReport) -> str:
    """Return the role in which a report counts for an action that it is about: "leader", "driver", "participant"."""
    from empact.analysis import role_in_effect

    return role_in_effect(ctx, filed, action.action).value


def called(kpi: KpiProgress) -> str:
    """Format a KPI or a measure as the first words of a message: "KPI 1 of action 2.2"."""
    name = repr(kpi.measure) if kpi.key is None else f"KPI {kpi.key.ordinal}"
    return f"{name} of action {kpi.action}"


def apart(ctx: RuleContext, *kinds: str) -> Iterator[tuple[KpiProgress, SetApart]]:
    """Iterate over the figures that are listed and not counted, for one of these reasons, with what they are about."""
    for action in ctx.progress() if in_force(ctx) else ():
        for kpi in (*action.kpis, *action.measures):
            yield from ((kpi, set_apart) for set_apart in kpi.apart if set_apart.kind.value in kinds)
