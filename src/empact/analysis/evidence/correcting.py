"""Corrections: which entries of a ledger were recorded by mistake, and count for nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from empact.model import EntryKind, Ledger, LedgerEntry


def corrections(ledger: Ledger) -> dict[str, tuple[LedgerEntry, ...]]:
    """The corrections that hold, by the digests of the entries that they take back.

    One that another one takes back has no effect, and of those that take back each other none has. Decisions are taken
    back by decisions. A false day may be the mistake, so an entry may be dated later than its correction.
    """
    records = {record.digest: record for record in ledger.distinct}
    named = {
        digest: [one for one in ledger.answered(record) if records[one].content.kind is not EntryKind.DECISION]
        for digest, record in records.items()
        if record.content.kind is EntryKind.CORRECTION
    }
    holding = _holding(named)
    found: dict[str, list[LedgerEntry]] = {}
    for digest, others in named.items():
        for one in others if digest in holding else ():
            found.setdefault(one, []).append(records[digest])
    return {digest: tuple(those) for digest, those in found.items()}


def _holding(named: Mapping[str, Sequence[str]]) -> set[str]:
    """The corrections that no holding one names. Each waits for those that name it; in a circle all wait for ever."""
    waiting = dict.fromkeys(named, 0)
    for others in named.values():
        for one in others:
            if one in waiting:
                waiting[one] += 1
    ready = [digest for digest, count in waiting.items() if not count]
    holding: set[str] = set()
    taken_back: set[str] = set()
    while ready:
        digest = ready.pop()
        if digest not in taken_back:
            holding.add(digest)
            taken_back.update(named[digest])
        for one in named[digest]:
            if one in waiting:
                waiting[one] -= 1
                if not waiting[one]:
                    ready.append(one)
    return holding
