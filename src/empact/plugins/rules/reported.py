"""What the rules about reports have in common: the reports in force, their actions and figures, and how to name them.

Most validations have no reports: then nothing here imports their classes.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from empact.analysis import PlanContext
from empact.diagnostics import Pointer
from empact.hooks import Finding
from empact.plugins.rules.phrasing import format_date

if TYPE_CHECKING:
    from empact.analysis import Claim, Difference, KpiProgress
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


def in_force(ctx: PlanContext) -> tuple[FiledReport, ...]:
    """Return the reports in force."""
    if ctx.whole_reports is None:
        return ()
    from empact.analysis import claim_log

    return claim_log(ctx).in_force


def actions(ctx: PlanContext) -> Iterator[tuple[FiledReport, Pointer, ActionReport]]:
    """Iterate over what the reports in force say about actions, with pointers."""
    for filed in in_force(ctx):
        for index, action in enumerate(filed.content.actions):
            yield filed, Pointer() / "actions" / index, action


def figures(ctx: PlanContext) -> Iterator[tuple[FiledReport, Pointer, ActionReport, Figure]]:
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


def meaning(ctx: PlanContext, action: ActionReport) -> str | None:
    """Return what the status of a report means, such as "cancelled"; None without a status or with an unknown word."""
    status = None if action.status is None else ctx.status(action.status)
    return None if status is None else status.value


def called(kpi: KpiProgress) -> str:
    """Format a KPI or a measure as the first words of a message: "KPI 1a of action 2.2"."""
    name = repr(kpi.measure) if kpi.key is None else f"KPI {kpi.key.number}"
    return f"{name} of action {kpi.indicator.action_number}"


def kpis(ctx: PlanContext) -> Iterator[KpiProgress]:
    """Iterate over the progress of the KPIs, and of the other measures."""
    for action in ctx.progress() if in_force(ctx) else ():
        yield from (*action.kpis, *action.measures)


def apart(ctx: PlanContext, *reasons: str) -> Iterator[tuple[KpiProgress, Claim]]:
    """Iterate over the claims that are listed and not counted, for one of these reasons, with what they are about."""
    for kpi in kpis(ctx):
        yield from ((kpi, claim) for claim in kpi.apart if claim.apart is not None and claim.apart.value in reasons)


def differences(ctx: PlanContext, *kinds: str) -> Iterator[tuple[str, Difference]]:
    """Iterate over what does not agree and nobody has settled, with what it is about: "Action 2.2"."""
    for action in ctx.progress() if in_force(ctx) else ():
        of_action = ((f"Action {action.action.number}", difference) for difference in action.differences)
        of_kpis = ((called(kpi), found) for kpi in (*action.kpis, *action.measures) for found in kpi.differences)
        yield from (pair for pair in (*of_action, *of_kpis) if pair[1].open and pair[1].kind.value in kinds)
