"""The seals of a plan: what each lists, and what has happened to it."""

from __future__ import annotations

from collections.abc import Iterable

from empact.analysis import ListedSeal, PlanContext, SealedRecord, seal_list
from empact.documents.headings import about_plans
from empact.documents.language import Words, words_in
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Document, Layout, Section, Table, Text, Value


def build_seals(ctx: PlanContext, *, checkpoint: str | None = None, language: str = "en") -> Document:
    """Return the seals of a plan in the order in which they were made, and what has happened to their records.

    Args:
        ctx: The plan with its records and its seals.
        checkpoint: Only seals of this checkpoint; the start of its name is enough. None for all.
        language: The language of the fixed words.

    Raises:
        UnknownIdError: The plan has no such checkpoint.
    """
    words = words_in(language)
    seals = seal_list(ctx, checkpoint=checkpoint).seals
    head = about_plans("seals", "Seals of {plans}", ctx, words)
    if seals:
        section = Section(key="seals", title=words("Seals"), body=_table(seals, words), layout=Layout.RECORDS)
    else:
        none = words("No seal matches.") if len(ctx.seals) else words("There is no seal of {plan}.", plan=ctx.plan.id)
        section = Section(key="seals", title=words("Seals"), body=Text((none,)))
    return Document(sections=(section,), **head)


def _table(seals: Iterable[ListedSeal], words: Words) -> Table:
    def counts(seal: ListedSeal) -> str:
        return words("yes") if seal.counts else words("no, a later seal does")

    def lists(seal: ListedSeal) -> Value:
        content = seal.content
        of_kinds = (
            ("reports: {number}", content.reports),
            ("ledger entries: {number}", content.entries),
            ("operations: {number}", content.operations),
            ("earlier seals: {number}", content.seals),
        )
        numbers = (words(text, number=len(digests)) for text, digests in of_kinds if digests)
        register = () if content.kpis is None else (words("the KPI register"),)
        settings = () if content.status_words is None else (words("the status words of the configuration"),)
        return (words("the plan"), *numbers, *register, *settings)

    def named(records: Iterable[SealedRecord]) -> Value:
        return tuple(f"{words(record.kind.facts.noun)} {record.id}" for record in records) or None

    many = ColumnType.LIST
    columns: tuple[ColumnOf[ListedSeal], ...] = (
        column("on", "On", lambda seal: seal.content.on, type=ColumnType.DATE),
        column("checkpoint", "Checkpoint", lambda seal: seal.content.checkpoint, width=14),
        column("counts", "Counts", counts, width=12),
        column("revision", "Revision", lambda seal: seal.content.revision, width=14),
        column("lists", "Lists", lists, type=many, width=24),
        column("missing", "Missing", lambda seal: named(seal.missing), type=many, width=40),
        column("changed", "Changed", lambda seal: named(seal.changed), type=many, width=40),
        column("redacted", "Redacted", lambda seal: named(seal.redacted), type=many, width=40),
        column("unread", "Not read", lambda seal: named(seal.unread), type=many, width=40),
        column("after", "After the seal", lambda seal: named(seal.after), type=many, width=40),
        column("seal", "Seal", lambda seal: seal.id, width=24),
    )
    return table(columns, seals, key=lambda seal: seal.id, words=words)
