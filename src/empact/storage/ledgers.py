"""Ledgers on the disk: one entry a file, read as plans are read, and written so that nothing is ever lost.

A new entry is a new file. It is written under a hidden name first and then gets its own in one step, so whoever looks
sees no half of it; two programs that write at once make two files. The name ends with the beginning of the digest of
the bytes, and the entry names the digests of the newest entries that were there. So a change of an entry shows, and so
does the absence of one that another follows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import attrs

from empact.analysis import corrections
from empact.errors import EntryError
from empact.hooks.registry import Plugins
from empact.model import EntryContent, EntryKind, Ledger, LedgerEntry
from empact.model.ledger import SHORT, by_plan
from empact.reprs import short_repr
from empact.serde.kinds import ENTRY
from empact.storage import folders
from empact.storage.reading import Reading, Readings

_NAME = 20
"""The most characters of a party's name that stand there."""


@attrs.frozen
class LedgerReading(Readings[EntryContent]):
    """What reading a ledger folder gave: the reading of each file, and the ledgers of the plans."""

    ledgers: tuple[Ledger, ...] = ()

    __repr__ = short_repr

    @cached_property
    def _by_plan(self) -> dict[str, Ledger]:
        return by_plan(self.ledgers)

    def of(self, plan: str) -> Ledger:
        """The ledger of a plan; an empty one where the folder has nothing about it."""
        found = self._by_plan.get(plan)
        return Ledger(plan=plan) if found is None else found


def read_ledgers(folder: Path, plugins: Plugins) -> LedgerReading:
    """The entries of a folder, and of the folders in it, as one ledger for each plan.

    Hidden files are skipped: an entry that is being written has such a name.

    Raises:
        OSError: The folder cannot be listed, or a file of it cannot be opened.
    """
    readings: list[Reading[EntryContent]] = []
    records: dict[str, list[LedgerEntry]] = {}
    for path in folders.listed(folder, plugins.suffixes):
        found, data = folders.read(path, plugins, ENTRY)
        readings.append(found)
        if found.value is not None:
            record = LedgerEntry(id=path.stem, digest=hashlib.sha256(data).hexdigest(), content=found.value)
            object.__setattr__(record, "source", found.places)
            records.setdefault(found.value.plan, []).append(record)
    ledgers = (Ledger(plan=plan, entries=tuple(ones)) for plan, ones in records.items())
    return LedgerReading(tuple(readings), ledgers=tuple(ledgers))


def read_ledger(folder: Path, plan: str, plugins: Plugins) -> Ledger:
    """What a folder records about a plan.

    Raises:
        PlanReadError: An entry cannot be read.
        OSError: The folder cannot be listed, or a file of it cannot be opened.
    """
    return read_ledgers(folder, plugins).entire.of(plan)


def write_entry(folder: Path, entry: EntryContent, plugins: Plugins) -> LedgerEntry:
    """Write an entry behind the newest ones of its ledger, unless the very same is there already; the record of it.

    Raises:
        UnknownIdError: It refers to an entry that the ledger does not have.
        EntryError: It refers to one that is dated later, or corrects a decision.
        ExportError: It would not be read again as it is.
        OSError: The file cannot be written. Then nothing of it is there.
    """
    known = read_ledgers(folder, plugins).of(entry.plan) if folder.is_dir() else Ledger(plan=entry.plan)
    wrong = [
        f"{told}: {record.id!r}." for record in map(known.entry, entry.replies_to) for told in _misfits(entry, record)
    ]
    if wrong:
        raise EntryError(("replies_to", told) for told in wrong)
    there = _there(entry, known)
    if there is not None:
        return there
    entry = attrs.evolve(entry, follows=known.newest)
    data = folders.text(entry, ENTRY)
    folders.check(entry, data, ENTRY, plugins)
    digest = hashlib.sha256(data).hexdigest()
    who = [folders.word(item.party, _NAME) for item in (entry.parties or entry.by).understood[:1]]
    id = "-".join(filter(None, (str(entry.on), entry.kind.value, *who, digest[:SHORT])))
    try:
        folders.add(folder, entry.plan, id, data)
    except FileExistsError as problem:  # another program has written the very same at the very same time
        if Path(problem.filename).read_bytes() != data:
            raise
    return LedgerEntry(id=id, digest=digest, content=entry)


def _misfits(entry: EntryContent, other: LedgerEntry) -> Iterator[str]:
    """Why an entry cannot refer to another one."""
    if entry.kind is not EntryKind.CORRECTION:
        if other.content.on > entry.on:
            yield f"It is dated {entry.on}, before what it refers to"
    elif other.content.kind is EntryKind.DECISION:
        yield "A decision is taken back by another one with the verdict 'readmitted', and not by a correction"


def _there(entry: EntryContent, known: Ledger) -> LedgerEntry | None:
    """The record of the very same entry, but for what it follows, where it still counts.

    What was corrected since may be recorded again; so may a decision behind which others stand, which may have undone
    it.
    """
    bare = attrs.evolve(entry, follows=())
    corrected, newest = corrections(known), set(known.newest)
    for record in known.distinct:
        stands = record.digest not in corrected and (entry.verdict is None or record.digest in newest)
        if stands and attrs.evolve(record.content, follows=()) == bare:
            return record
    return None
