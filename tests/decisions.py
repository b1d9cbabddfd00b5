"""Invented decisions for ledgers of invented plans."""

from __future__ import annotations

import datetime as dt

from empact import parse_parties
from empact.model import EntryContent, EntryKind, LedgerEntry, Verdict


def exclusion_of(party: str, since: str, plan: str = "X-2026") -> LedgerEntry:
    """Return a decision that excludes a party from a plan; it is invented."""
    content = EntryContent(
        plan=plan,
        kind=EntryKind.DECISION,
        on=dt.date.fromisoformat(since),
        parties=parse_parties(party),
        verdict=Verdict.EXCLUDED,
        source="Invented",
    )
    return LedgerEntry(id=f"{party}-out", digest=f"{party}-out", content=content)
