"""The decisions of a ledger that a document takes into account."""

from __future__ import annotations

from typing import NamedTuple

from empact.analysis import Absence, PlanContext, PortfolioContext
from empact.documents.language import Words
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Section


class _Exclusion(NamedTuple):
    plan: str
    absence: Absence


def excluded_parties(ctx: PlanContext | PortfolioContext, words: Words) -> Section | None:
    """Return the parties that a decision of the ledger excludes, with the days; None if there are none."""
    exclusions = [_Exclusion(context.plan.id, absence) for context in ctx.contexts for absence in context.absences]
    if not exclusions:
        return None
    from empact.documents.cited_entries import CitedEntries  # few ledgers exclude a party

    cited = CitedEntries.of(ctx.contexts, words)
    columns: tuple[ColumnOf[_Exclusion], ...] = (
        column("plan", "Plan", lambda exclusion: exclusion.plan),
        column("party", "Party", lambda exclusion: exclusion.absence.party_code),
        column("since", "Since", lambda exclusion: exclusion.absence.since, type=ColumnType.DATE),
        column("until", "Until", lambda exclusion: exclusion.absence.until, type=ColumnType.DATE),
        column("entry", "Ledger entry", lambda exclusion: cited.name(exclusion.absence.entry_id or "") or None),
    )
    body = table(
        columns, exclusions, key=lambda exclusion: f"{exclusion.plan} {exclusion.absence.party_code}", words=words
    )
    return Section(key="excluded", title=words("Excluded parties"), body=body)
