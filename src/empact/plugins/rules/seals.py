"""Rules about seals: sealed records that are missing or were changed, and checkpoints that the plan does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from empact import Plan
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Rule, RuleContext
from empact.plugins.rules.phrasing import format_date

if TYPE_CHECKING:
    from empact.analysis import ListedSeal, SealedRecord

_PLAN = "plan"
"""The kind of what a seal lists that is not a record; its class is not imported for plans without seals."""


def record_missing(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A record in the newest seal of a checkpoint is missing or cannot be read.

    The seal was made for a paper that went to COSI. Without the record, the figures of the paper can no longer be
    explained, and `driver-report --sealed` cannot be written. Do not remove a record to replace it: supersede a report,
    and correct an entry, with another file.
    """
    for seal in _counting(ctx):
        for record in seal.missing:
            yield Finding(
                f"{_named(record)} is missing, but {_sealed(seal)} lists it.",
                record.at,
                hint="Restore its file from a copy. If it is lost for good, make another seal: it then counts.",
                file=seal.seal,
            )


def record_changed(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A record in the newest seal of a checkpoint was changed.

    The paper for COSI is based on its earlier content. People edit operations and KPI registers, so a change can be
    right; but it changes figures that were sent, and `driver-report --sealed` cannot be written. Never edit reports,
    ledger entries and seals: supersede or correct them with another file.
    """
    for seal in _counting(ctx):
        for record in seal.changed:
            if record.kind.value != _PLAN:
                yield Finding(
                    f"{_named(record)} was changed: it is not the one that {_sealed(seal)} lists.",
                    record.at,
                    hint=f"Restore it from a copy. {record.kind.facts.cure}",
                    file=seal.seal,
                )


def plan_changed(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The plan is not the one in the newest seal of a checkpoint.

    Plans are revised, so this is not an error. But the sealed paper can only be written from the sealed plan.
    """
    for seal in _counting(ctx):
        for record in seal.changed:
            if record.kind.value == _PLAN:
                then = seal.content.revision
                revision = "" if then is None else f", which is {then}"
                yield Finding(
                    f"The plan is not the one that {_sealed(seal)} lists{revision}.",
                    record.at,
                    hint=record.kind.facts.cure,
                    file=seal.seal,
                )


def seal_of_unknown_checkpoint(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A seal is for a checkpoint that the plan does not have, or that has no day.

    `empact report seal` never makes such a seal: its file was written by hand, or the checkpoint was renamed later.
    `driver-report --sealed` cannot be written from it.
    """
    for seal in _counting(ctx):
        if seal.round is None:
            content = seal.content
            yield Finding(
                f"The seal of {format_date(content.on)} is for the checkpoint {content.checkpoint!r}, which {plan.id} "
                "does not have or has no day for.",
                Pointer() / "checkpoint",
                hint="Make a seal of a checkpoint that the plan has: 'empact report seal'.",
                file=seal.seal,
            )


def _counting(ctx: RuleContext) -> Iterator[ListedSeal]:
    """Yield the newest seal of each checkpoint. What is sealed is compared once for all rules."""
    if ctx.whole_seals is not None:
        from empact.analysis import seal_list  # most validations have no seals

        yield from (seal for seal in ctx.once(seal_list).seals if seal.counts)


def _named(record: SealedRecord) -> str:
    """Format a record as the first words of a message."""
    text = str(record)
    return text[0].upper() + text[1:]


def _sealed(seal: ListedSeal) -> str:
    return f"the seal of {format_date(seal.content.on)} for {seal.content.checkpoint}"


RULES = (
    Rule(
        code="OAP840", name="sealed-record-missing", about=("reports",), severity=Severity.ERROR, check=record_missing
    ),
    Rule(
        code="OAP841", name="sealed-record-changed", about=("reports",), severity=Severity.WARNING, check=record_changed
    ),
    Rule(code="OAP842", name="sealed-plan-changed", about=("reports",), severity=Severity.INFO, check=plan_changed),
    Rule(
        code="OAP843",
        name="seal-checkpoint-unknown",
        about=("reports",),
        severity=Severity.WARNING,
        check=seal_of_unknown_checkpoint,
    ),
)
