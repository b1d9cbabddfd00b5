"""Corrections: which entries of a ledger were recorded by mistake, and count for nothing."""

from __future__ import annotations

from empact.model import EntryKind, Ledger, Record


def corrections(ledger: Ledger) -> dict[str, Record]:
    """The corrections that hold, by the digests of the entries that they take back.

    One that another one takes back has no effect, and of those that take back each other none has. Decisions are taken
    back by decisions. A false day may be the mistake, so an entry may be dated later than its correction.
    """
    records = {record.digest: record for record in ledger.distinct}
    named = {
        digest: [one for one in ledger.answered(record) if records[one].entry.kind is not EntryKind.DECISION]
        for digest, record in records.items()
        if record.entry.kind is EntryKind.CORRECTION
    }
    waiting = dict.fromkeys(named, 0)
    for others in named.values():
        for one in others:
            if one in waiting:
                waiting[one] += 1
    ready = [digest for digest, count in waiting.items() if not count]
    found: dict[str, Record] = {}
    while ready:
        digest = ready.pop()
        holds = digest not in found
        for one in named[digest]:
            if holds:
                found.setdefault(one, records[digest])
            if one in waiting:
                waiting[one] -= 1
                if not waiting[one]:
                    ready.append(one)
    return found
