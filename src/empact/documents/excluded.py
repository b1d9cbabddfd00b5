"""The decisions of a ledger that a document takes into account."""

from __future__ import annotations

from empact.analysis import PlanContext, PortfolioContext
from empact.documents.language import Words
from empact.documents.values import Column, ColumnType, Row, Section, Table, unique_keys


def excluded_parties(ctx: PlanContext | PortfolioContext, words: Words) -> Section | None:
    """Return the parties that a decision of the ledger excludes, with the days; None if there are none."""
    found = [(one.plan.id, absence) for one in ctx.contexts for absence in one.absences]
    if not found:
        return None
    columns = (
        Column(key="plan", title="Plan"),
        Column(key="party", title="Party"),
        Column(key="since", title="Since", type=ColumnType.DATE),
        Column(key="until", title="Until", type=ColumnType.DATE),
        Column(key="entry", title="Ledger entry"),
    )
    keys = unique_keys(f"{plan} {absence.party}" for plan, absence in found)
    rows = (
        Row(key, (plan, absence.party, absence.since, absence.until, absence.entry))
        for key, (plan, absence) in zip(keys, found, strict=True)
    )
    return Section(key="excluded", title=words("Excluded parties"), body=Table(words.columns(columns), tuple(rows)))
