"""Corrections and clerical errors: find the entries of a ledger that were recorded by mistake and are ignored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from empact.arguments import check_type
from empact.model import Ledger, LedgerEntry


def corrections(ledger: Ledger) -> dict[str, tuple[LedgerEntry, ...]]:
    """Return the corrections in force, by the digest of each entry that they correct.

    A correction that is itself corrected has no effect; neither have corrections that correct each other. A decision
    that was recorded by mistake is not corrected, but marked as a clerical error; a decision that was taken is reversed
    by a later one. The date of an entry may be the mistake, so an entry may be dated later than its correction.
    """
    check_type("The ledger", "a Ledger", Ledger, ledger)
    entries = {entry.digest: entry for entry in ledger.distinct}
    named = {
        digest: [other for other in ledger.answered(entry) if entry.content.kind.corrects(entries[other].content.kind)]
        for digest, entry in entries.items()
        if entry.content.kind.facts.correcting
    }
    holding = _holding(named)
    by_corrected: dict[str, list[LedgerEntry]] = {}
    for digest, others in named.items():
        for other in others if digest in holding else ():
            by_corrected.setdefault(other, []).append(entries[digest])
    return {digest: tuple(those) for digest, those in by_corrected.items()}


def _holding(named: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the corrections that no correction in force names."""
    # A topological sort (Kahn's algorithm), linear in the number of references: a correction is decided when all that
    # name it are decided. Corrections in a cycle never get there, so none of them is in force.
    waiting = dict.fromkeys(named, 0)
    for others in named.values():
        for other in others:
            if other in waiting:
                waiting[other] += 1
    ready = [digest for digest, count in waiting.items() if not count]
    holding: set[str] = set()
    taken_back: set[str] = set()
    while ready:
        digest = ready.pop()
        if digest not in taken_back:
            holding.add(digest)
            taken_back.update(named[digest])
        for other in named[digest]:
            if other in waiting:
                waiting[other] -= 1
                if not waiting[other]:
                    ready.append(other)
    return holding
