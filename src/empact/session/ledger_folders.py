"""How the ledgers of a workspace are read, and how entries are added."""

from __future__ import annotations

from empact.model import EntryContent, Ledger, LedgerEntry
from empact.serde.kinds import ENTRY
from empact.session.folders import FolderUse
from empact.storage.ledgers import LedgerReading, read_ledgers, write_entry

LEDGERS: FolderUse[EntryContent, Ledger, LedgerReading, LedgerEntry] = FolderUse(
    kind=ENTRY,
    given=Ledger,
    reading=LedgerReading,
    called="The ledger",
    each="Each ledger",
    hold=lambda ledgers: LedgerReading(ledgers=ledgers),
    read=read_ledgers,
    write=write_entry,
)
