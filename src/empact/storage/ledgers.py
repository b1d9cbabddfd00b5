"""Ledgers as folders: one file per entry, so that no entry is ever lost.

The files are added and read as :mod:`empact.storage.filed` says. Beside that, an entry lists the digests of the newest
entries before it (a hash chain), so a missing one that a later entry follows is noticed too. What is changed, misplaced
or missing is reported when a ledger is checked, and refused when it is used or added to: see
``LedgerReading.require_complete``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import attrs

from empact.diagnostics import ENTRY_CHANGED, ENTRY_MISPLACED, Diagnostic, Kind, Severity
from empact.errors import EntryError
from empact.model import EntryContent, EntryKind, Ledger, LedgerEntry, Plan
from empact.model.filed import SHORT
from empact.model.ledger import by_plan
from empact.model.plan import plan_id, plan_ids
from empact.serde.kinds import ENTRY
from empact.storage.filed import FiledReadings, FilingRules, party_part, prepare, problem, read_files, write_file
from empact.storage.markings import UNKNOWN, Markings
from empact.storage.sources import exists
from empact.values import value

if TYPE_CHECKING:
    from empact.hooks.registry import Plugins

_MISSING = Kind(
    code="OAP809",
    name="ledger-tampered",
    severity=Severity.ERROR,
    doc="A ledger entry follows one that was removed or changed.",
)
"""The finding of the rule with this code, for the commands that refuse the ledger instead of checking it."""


_RULES: FilingRules[EntryContent, LedgerEntry] = FilingRules(
    kind=ENTRY,
    make=LedgerEntry,
    changed=ENTRY_CHANGED,
    misplaced=ENTRY_MISPLACED,
    noun="entry",
    whole="ledger",
    remedy="To change an entry, add a correction.",
)


@value
class LedgerReading(FiledReadings[EntryContent]):
    """The result of reading a ledger folder: a reading of each file, and a ledger for each plan."""

    rules: ClassVar = _RULES
    ledgers: tuple[Ledger, ...] = ()
    """The ledgers, one for each plan that has entries."""

    @cached_property
    def by_plan(self) -> dict[str, Ledger]:
        """The ledgers by the id of the plan."""
        return by_plan(self.ledgers)

    def of_plan(self, plan: Plan | str) -> Ledger:
        """Return the ledger of a plan or its id; it is empty if the folder has no entry about the plan."""
        ledger = self.by_plan.get(id := plan_id(plan))
        return Ledger(plan=id) if ledger is None else ledger

    @property
    def filed(self) -> Iterator[LedgerEntry]:
        """The entries of all plans."""
        return (entry for ledger in self.ledgers for entry in ledger)

    def missing_from(self, plans: Iterable[Plan | str]) -> Iterator[Diagnostic]:
        """Report the entries that entries about these plans follow and that are not there."""
        return (_missing(entry, digests) for plan in plan_ids(plans) for entry, digests in self.of_plan(plan).gaps)


LedgerSource = Ledger | Iterable[Ledger] | LedgerReading | str | os.PathLike[str] | None
"""Where ledger entries come from: a ledger, several, a reading, or a folder.

None is the ledger folder of the workspace, if there is one.
"""


def read_ledgers(folder: Path, plugins: Plugins, markings: Markings = UNKNOWN) -> LedgerReading:
    """Read the entries of a folder and its subfolders, as one ledger for each plan.

    Hidden files are ignored: an entry has a hidden name while it is being written.

    Raises:
        OSError: The folder cannot be listed, or a file of it cannot be opened.
    """
    from empact.storage import folders

    paths = folders.list_files(folder, plugins.folder_suffixes)
    while True:
        reading = _read_files(folder, paths, plugins, markings)
        if not any(ledger.gaps for ledger in reading.ledgers):
            return reading
        # A listing can have an entry that another program has just added, and lack the one that it follows.
        listed = folders.list_files(folder, plugins.folder_suffixes)
        if listed == paths:
            return reading
        paths = listed


def _read_files(folder: Path, paths: Iterable[Path], plugins: Plugins, markings: Markings) -> LedgerReading:
    readings, of_plans = read_files(folder, paths, plugins, _RULES, markings)
    ledgers = (Ledger(plan=plan, entries=tuple(of_plan)) for plan, of_plan in of_plans.items())
    return LedgerReading(readings, ledgers=tuple(ledgers))


def _missing(entry: LedgerEntry, digests: tuple[str, ...]) -> Diagnostic:
    """Report the entries that an entry follows and that are not there."""
    what = "entries that were" if len(digests) > 1 else "an entry that was"
    named = f"digest{'s' * (len(digests) > 1)} {', '.join(digest[:SHORT] for digest in digests)}"
    subject = f"{entry.content.kind.called} of {entry.content.on}"
    message = f"{subject[0].upper()}{subject[1:]} follows {what} removed or changed: {named}."
    return problem(entry, _MISSING, message, Ledger.how_to_restore(digests), "/follows")


def write_entry(folder: Path, entry: EntryContent, plugins: Plugins, markings: Markings = UNKNOWN) -> LedgerEntry:
    """Add an entry after the newest ones of its ledger, unless the same entry exists; return the ledger entry.

    An entry of the kind ``loss`` can be added where nothing is wrong but that the entries that it names are missing.

    Raises:
        PlanReadError: A file of the folder is not valid or was changed, or one of the plan is misplaced or missing.
        UnknownIdError: The entry refers to one that the ledger does not have.
        EntryError: The entry refers to one with a later date, corrects a decision, or names one as lost that is there.
        ExportError: The entry would be different when read again.
        OSError: The file cannot be written. Nothing is left behind.
    """
    known = Ledger(plan=entry.plan)
    if exists(folder):
        known = _require_complete(read_ledgers(folder, plugins, markings), entry)
    problems = [
        ("replies_to", f"{reason}: {other.id!r}.")
        for other in map(known.entry, entry.replies_to)
        for reason in _reply_problems(entry, other)
    ]
    problems += [
        ("lost", f"The entry with the digest {other.digest[:SHORT]} in 'lost' is not lost, but there: {other.id!r}.")
        for other in known
        if other.digest in entry.lost
    ]
    if problems:
        raise EntryError(problems)
    existing = _existing_entry(entry, known)
    if existing is not None:
        return existing
    entry = attrs.evolve(entry, follows=known.newest)
    parts = [entry.kind.value, *party_part(entry.parties or entry.by, plugins)]
    added, data = prepare(entry, parts, plugins, _RULES, markings)
    write_file(folder, added, data)
    return added


def _require_complete(read: LedgerReading, entry: EntryContent) -> Ledger:
    """Return the ledger of the plan of a new entry; what the entry names as lost may be missing.

    Raises:
        PlanReadError: A file is not valid, changed or misplaced, or another entry is missing.
    """
    known = read.of_plan(entry.plan)
    added = LedgerEntry(id=f"the {entry.kind.value}", digest="", content=entry)
    others = (ledger for ledger in read.ledgers if ledger.plan != entry.plan)
    after = Ledger(plan=entry.plan, entries=(*known, added))
    attrs.evolve(read, ledgers=(*others, after)).require_complete(entry.plan)
    return known


def _reply_problems(entry: EntryContent, other: LedgerEntry) -> Iterator[str]:
    """Yield the reasons why an entry cannot refer to another one."""
    if not entry.kind.facts.correcting:
        if other.content.on > entry.on:
            yield f"The entry is dated {entry.on}, before the entry that it refers to"
    elif other.content.kind is EntryKind.LOSS:
        yield "A loss cannot be corrected; if a lost entry is found, restore its file, and it counts again"
    elif not entry.kind.corrects(other.content.kind):
        yield {
            EntryKind.CORRECTION: "A correction cannot undo a decision; add a 'clerical-error' if it was recorded by "
            "mistake, or the decision that reverses it",
        }.get(entry.kind, "A clerical error is about a decision; correct other entries with a 'correction'")


def _existing_entry(entry: EntryContent, known: Ledger) -> LedgerEntry | None:
    """Return the ledger entry with the same content (apart from ``follows``) if it is still in force.

    An entry that was corrected may be added again. So may a decision that later entries follow, since one of them may
    have undone it.
    """
    from empact.analysis.correcting import corrections
    from empact.storage import folders

    bare = attrs.evolve(entry, follows=())
    text = folders.text(bare, ENTRY)
    corrected, newest = corrections(known), set(known.newest)
    for other in known.distinct:
        in_force = other.digest not in corrected and (entry.verdict is None or other.digest in newest)
        same = attrs.evolve(other.content, follows=())
        if same.written_for != bare.written_for and not same.written_for.actions:
            # It was written by hand, or before entries had digests.
            same = attrs.evolve(same, written_for=bare.written_for)
        if in_force and same == bare and folders.text(same, ENTRY) == text:  # True equals 1, but is written differently
            return other
    return None
