"""Rules about the markings of a plan and its records, as printed and as changed by a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from empact import Plan
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Rule, RuleContext
from empact.model import MarkingStatus, MarkingToday

if TYPE_CHECKING:  # most validations have no reports: then nothing here imports their classes
    from empact.model import FiledReport, FiledSeal, KpiRegister, Operation


def marking_unknown(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The plan, or a record of it, has an unknown marking, so its level is unknown too.

    Markings are compared by level: an output about several plans carries the highest, and a release stops at a level.
    An unknown marking ranks above all levels, so that a misspelt marking never releases anything. The known levels,
    from low to high, are RESTREINT UE/EU RESTRICTED, CONFIDENTIEL UE/EU CONFIDENTIAL, SECRET UE/EU SECRET and TRES
    SECRET UE/EU TOP SECRET. LIMITE is a distribution marking, beside these levels. A marking of a member state, such as
    VS-NUR FÜR DEN DIENSTGEBRAUCH, counts as its equivalent level; if states use the same words for different levels,
    add the state: `FR:SECRET`.
    """
    root = Pointer()
    today = plan.marking_today
    markings = [(root / "marking", plan.marking)]
    markings += [(root / "marking_today" / "marking", None if today is None else today.marking)]
    for at, text in markings:
        yield from _unknown(at, text, ctx)
    for entry in ctx.ledger:
        for finding in _unknown(root / "marking", entry.content.marking, ctx):
            yield attrs.evolve(finding, entry=entry)
    for file, text in _files(plan, ctx):
        for finding in _unknown(root / "marking", text, ctx):
            yield attrs.evolve(finding, file=file)


def _unknown(at: Pointer, text: str | None, ctx: RuleContext) -> Iterator[Finding]:
    for words in ctx.register.marking(text).unknown:
        yield Finding(
            f"Unknown marking {words!r}: it ranks above all levels.",
            at,
            hint=ctx.register.marking_hint(words)
            or "Write a known marking, such as RESTREINT UE/EU RESTRICTED or LIMITE.",
        )


def _files(
    plan: Plan, ctx: RuleContext
) -> Iterator[tuple[FiledReport | Operation | KpiRegister | FiledSeal, str | None]]:
    """Yield the reports, the operations, the KPI register and the seals of the plan, each with its own marking."""
    if ctx.whole_reports is not None:
        yield from ((filed, filed.content.marking) for filed in ctx.reports)
    for operation in ctx.whole_operations:
        if any(ref.plan == plan.id for ref in operation.actions):
            yield operation, operation.marking
    if ctx.whole_kpi_register is not None:
        yield ctx.whole_kpi_register, ctx.whole_kpi_register.marking
    if ctx.whole_seals is not None:
        yield from ((filed, filed.content.marking) for filed in ctx.seals)


def marking_status_unsettled(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The plan says that its marking has changed, but names no document or lower level, or the change is in the future.

    The printed marking then still holds, for the outputs of `empact` and for a release. Name the document, such as a
    declassified version (DCL) or a public extract (EXT), and for a lower level the new marking. A status counts from
    its day (`on`) on; before that day, the printed marking holds. A status never raises a marking, and `downgraded`
    must lower it; without a printed marking, there is nothing to change. A published text keeps its marking; write
    where it was published into `published` on the cover.
    """
    today = plan.marking_today
    if today is None:
        return
    yield from _contradictions(plan, today, ctx)
    if today.on is not None and ctx.as_of is not None and not today.counts_on(ctx.as_of):
        yield Finding(
            f"The status of the marking is '{today.status.value}' from {today.on} on, after the date of knowledge "
            f"{ctx.as_of}, so the printed marking holds.",
            Pointer("/marking_today/on"),
            hint="Correct the date, or leave out 'marking_today' until that day.",
        )
    if today.settled:
        return
    what = "the document that says so" if today.document is None else "its marking today"
    key = "document: 17793/2/11 REV 2 DCL 1" if today.document is None else "marking: RESTREINT UE/EU RESTRICTED"
    yield Finding(
        f"The status of the marking is '{today.status.value}', but {what} is missing, so the printed marking holds.",
        Pointer("/marking_today"),
        hint=f"Add it to 'marking_today', such as '{key}'.",
    )


def marking_extract_whole(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The plan is an extract, or partly declassified, but no cell is withheld, so the printed marking holds.

    Such a document releases only a part of the text. The file may contain only that part: cells that were left out or
    blacked out are `{withheld: true}`. A file without such cells may contain the full text, so the printed marking
    holds, for the outputs of `empact` and for a release.
    """
    today = plan.marking_today
    if today is not None and today.status.in_part and not plan.has_withheld_cell:
        yield Finding(
            f"The status of the marking is '{today.status.value}', but no cell is withheld, "
            "so the printed marking holds.",
            Pointer("/marking_today/status"),
            hint="Write {withheld: true} for each cell that the document leaves out.",
        )


def _contradictions(plan: Plan, today: MarkingToday, ctx: RuleContext) -> Iterator[Finding]:
    """Report a status of a marking that is not printed, and a marking today that is not lower than the printed one."""
    printed, now = ctx.register.marking(plan.marking), ctx.register.marking(today.marking)
    if not (plan.marking or "").strip():
        yield Finding(
            f"The status of the marking is '{today.status.value}', but the plan has no printed marking.",
            Pointer("/marking_today"),
            hint="Add the printed marking as 'marking', or leave out 'marking_today'.",
        )
    elif today.marking and not printed.unknown and not now.unknown:
        lowered = today.status is MarkingStatus.DOWNGRADED
        if now.rank > printed.rank or (lowered and now.rank == printed.rank):
            yield Finding(
                f"The status of the marking is '{today.status.value}', but {today.marking!r} is "
                f"{'not lower' if lowered else 'higher'} than the printed {plan.marking!r}.",
                Pointer("/marking_today/marking"),
                hint="Correct the marking of 'marking_today', or the printed one.",
            )


RULES = (
    Rule(code="OAP620", name="marking-unknown", severity=Severity.WARNING, check=marking_unknown),
    Rule(code="OAP621", name="marking-status-unsettled", severity=Severity.WARNING, check=marking_status_unsettled),
    Rule(code="OAP622", name="marking-extract-whole", severity=Severity.WARNING, check=marking_extract_whole),
)
