"""Ledgers as folders: one file per entry, read as plans are read, and written so that no entry is ever lost.

A new entry is a new file. It is written under a hidden name and then renamed in one step, so a reader never sees half
of it, and two programs that write at the same time make two files. The file name ends with the beginning of the digest
of the bytes, and the entry lists the digests of the newest entries before it (a hash chain). So a changed entry is
noticed, and so is a missing one that a later entry follows. What is changed, misplaced or missing is reported when a
ledger is checked, and refused when it is used or added to: see ``LedgerReading.require_complete``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

import attrs

from empact.diagnostics import ENTRY_CHANGED, ENTRY_MISPLACED, Diagnostic, Diagnostics, Kind, Place, Severity
from empact.errors import EntryError, PlanReadError
from empact.model import EntryContent, EntryKind, Ledger, LedgerEntry
from empact.model.ledger import SHORT, by_plan
from empact.reprs import short_repr
from empact.serde.kinds import ENTRY
from empact.storage.reading import Reading, Readings
from empact.storage.sources import exists

if TYPE_CHECKING:
    from empact.hooks.registry import Plugins

_NAME = 20
"""The maximum number of characters of a party's name in a file name."""
_PLAN_ID = re.compile(r"[A-Z]+-[0-9]{4}")
"""The usual form of the id of a plan: a folder with such a name is that of the plan."""
_MISSING = Kind(
    code="OAP809",
    name="ledger-tampered",
    severity=Severity.ERROR,
    doc="A ledger entry follows one that was removed or changed.",
)
"""The finding of the rule with this code, for the commands that refuse the ledger instead of checking it."""


@attrs.frozen
class LedgerReading(Readings[EntryContent]):
    """The result of reading a ledger folder: a reading of each file, and a ledger for each plan."""

    ledgers: tuple[Ledger, ...] = ()

    __repr__ = short_repr

    @cached_property
    def by_plan(self) -> dict[str, Ledger]:
        """The ledgers by the id of the plan."""
        return by_plan(self.ledgers)

    def of(self, plan: str) -> Ledger:
        """Return the ledger of a plan, by its id; it is empty if the folder has no entry about the plan."""
        found = self.by_plan.get(plan)
        return Ledger(plan=plan) if found is None else found

    def misplaced(self, plans: Iterable[str]) -> Diagnostics:
        """Report the entries about other plans in folders that have the name of one of these plans.

        Those that the name of the folder shows by itself are in ``diagnostics`` already.
        """
        names, known = set(plans), {found.place for found in self.diagnostics if found.kind is ENTRY_MISPLACED}
        entries = (entry for ledger in self.ledgers for entry in ledger)
        found = (problem for entry in entries for problem in _misplaced(entry, names))
        return Diagnostics(problem for problem in found if problem.place not in known)

    def require_complete(self, *plans: str) -> Self:
        """Return the reading; raise PlanReadError if a file could not be read, was changed, is misplaced or missing.

        Args:
            plans: The ids of the plans that the ledgers are read for: their folders hold no entry about another plan,
                and their entries follow none that is missing. Ledgers that were not read from files may be a part.

        Raises:
            PlanReadError: There is such a file; the exception holds every problem with its place.
        """
        problems = self.diagnostics + self.misplaced(plans)
        if self.readings:
            problems += Diagnostics(_missing(entry, digests) for plan in plans for entry, digests in self.of(plan).gaps)
        if problems.worst is Severity.ERROR:
            raise PlanReadError(problems)
        return super().require_complete()


LedgerSource = Ledger | Iterable[Ledger] | LedgerReading | str | os.PathLike[str] | None
"""Where ledger entries come from: a ledger, several, a reading, or a folder.

None is the ledger folder of the workspace, if there is one.
"""


def read_ledgers(folder: Path, plugins: Plugins) -> LedgerReading:
    """Read the entries of a folder and its subfolders, as one ledger for each plan.

    Hidden files are ignored: an entry has a hidden name while it is being written.

    Raises:
        OSError: The folder cannot be listed, or a file of it cannot be opened.
    """
    from empact.storage import folders

    paths = folders.list_files(folder, plugins.suffixes)
    while True:
        reading = _read_files(folder, paths, plugins)
        if not any(ledger.gaps for ledger in reading.ledgers):
            return reading
        # A listing can have an entry that another program has just added, and lack the one that it follows.
        listed = folders.list_files(folder, plugins.suffixes)
        if listed == paths:
            return reading
        paths = listed


def _read_files(folder: Path, paths: Iterable[Path], plugins: Plugins) -> LedgerReading:
    from hashlib import sha256

    from empact.storage import folders

    readings: dict[Path, Reading[EntryContent]] = {}
    entries: dict[Path, LedgerEntry] = {}
    for path in paths:
        readings[path], data = folders.read(path, plugins, ENTRY)
        content = readings[path].value
        if content is not None:
            entries[path] = LedgerEntry(id=path.stem, digest=sha256(data).hexdigest(), content=content)
            object.__setattr__(entries[path], "source", readings[path].places)
    of_plans: dict[str, list[LedgerEntry]] = {}
    for entry in entries.values():
        of_plans.setdefault(entry.content.plan, []).append(entry)
    subfolders = {path.parent.name for path in entries if path.parent != folder}
    of_folders = {*of_plans, *filter(_PLAN_ID.fullmatch, subfolders)}
    for path, entry in entries.items():
        problems = [*_changed(entry), *_misplaced(entry, of_folders if path.parent != folder else of_plans)]
        if problems:
            readings[path] = attrs.evolve(readings[path], diagnostics=readings[path].diagnostics + problems)
    ledgers = (Ledger(plan=plan, entries=tuple(of_plan)) for plan, of_plan in of_plans.items())
    return LedgerReading(tuple(readings.values()), ledgers=tuple(ledgers))


def _changed(entry: LedgerEntry) -> Iterator[Diagnostic]:
    """Report an entry whose file was changed; it keeps its value."""
    if entry.changed:
        hint = f"Restore the file with the digest {entry.named_digest} (now {entry.digest[:SHORT]}). "
        hint += "To change an entry, add a correction."
        yield _problem(entry, ENTRY_CHANGED, "The file of this entry was changed after it was recorded.", hint)


def _misplaced(entry: LedgerEntry, plans: Collection[str]) -> Iterator[Diagnostic]:
    """Report an entry in the folder of another one of these plans; it keeps its value."""
    plan, folder = entry.content.plan, "" if entry.source is None else Path(entry.source.file).parent.name
    if folder in plans and folder != plan:
        message = f"The entry is about {plan}, but it is in the folder of {folder}."
        hint = f"Restore the file from a copy of the ledger, or move it into a folder {plan!r}."
        yield _problem(entry, ENTRY_MISPLACED, message, hint, "/plan")


def _missing(entry: LedgerEntry, digests: tuple[str, ...]) -> Diagnostic:
    """Report the entries that an entry follows and that are not there."""
    what = "entries that were" if len(digests) > 1 else "an entry that was"
    named = f"digest{'s' * (len(digests) > 1)} {', '.join(digest[:SHORT] for digest in digests)}"
    subject = f"{entry.content.kind.called} of {entry.content.on}"
    message = f"{subject[0].upper()}{subject[1:]} follows {what} removed or changed: {named}."
    return _problem(entry, _MISSING, message, "Restore the files from a copy of the ledger.", "/follows")


def _problem(entry: LedgerEntry, kind: Kind, message: str, hint: str, pointer: str = "") -> Diagnostic:
    place = Place() if entry.source is None else entry.source.place(pointer)
    place = attrs.evolve(place, pointer=pointer, subject=f"{entry.content.plan}:{entry.id}")
    return Diagnostic(kind=kind, message=message, place=place, hint=hint)


def write_entry(folder: Path, entry: EntryContent, plugins: Plugins) -> LedgerEntry:
    """Add an entry after the newest ones of its ledger, unless the same entry exists; return the ledger entry.

    Raises:
        PlanReadError: A file of the folder is not valid or was changed, or one of the plan is misplaced or missing.
        UnknownIdError: The entry refers to one that the ledger does not have.
        EntryError: The entry refers to one with a later date, or corrects a decision.
        ExportError: The entry would be different when read again.
        OSError: The file cannot be written. Nothing is left behind.
    """
    from hashlib import sha256

    from empact.storage import folders

    known = Ledger(plan=entry.plan)
    if exists(folder):
        known = read_ledgers(folder, plugins).require_complete(entry.plan).of(entry.plan)
    problems = [
        f"{problem}: {other.id!r}."
        for other in map(known.entry, entry.replies_to)
        for problem in _reply_problems(entry, other)
    ]
    if problems:
        raise EntryError(("replies_to", problem) for problem in problems)
    existing = _existing_entry(entry, known)
    if existing is not None:
        return existing
    entry = attrs.evolve(entry, follows=known.newest)
    data = folders.text(entry, ENTRY)
    folders.check(entry, data, ENTRY, plugins)
    digest = sha256(data).hexdigest()
    who = [folders.file_name_part(item.party, _NAME) for item in (entry.parties or entry.by).understood[:1]]
    id = "-".join(filter(None, (str(entry.on), entry.kind.value, *who, digest[:SHORT])))
    try:
        folders.add(folder, entry.plan, id, data)
    except FileExistsError as problem:  # another program has just written the same entry
        if Path(problem.filename).read_bytes() != data:
            raise
    return LedgerEntry(id=id, digest=digest, content=entry)


def _reply_problems(entry: EntryContent, other: LedgerEntry) -> Iterator[str]:
    """Yield the reasons why an entry cannot refer to another one."""
    if not entry.kind.facts.correcting:
        if other.content.on > entry.on:
            yield f"The entry is dated {entry.on}, before the entry that it refers to"
    elif not entry.kind.corrects(other.content.kind):
        yield {
            EntryKind.CORRECTION: "A correction cannot undo a decision; add a 'clerical-error' if it was recorded by a "
            "slip, or the decision that reverses it",
        }.get(entry.kind, "A clerical error is about a decision; correct other entries with a 'correction'")


def _existing_entry(entry: EntryContent, known: Ledger) -> LedgerEntry | None:
    """Return the ledger entry with the same content (apart from ``follows``) if it is still in force.

    An entry that was corrected may be added again. So may a decision that later entries follow, since one of them may
    have undone it.
    """
    from empact.analysis import corrections
    from empact.storage import folders

    bare = attrs.evolve(entry, follows=())
    text = folders.text(bare, ENTRY)
    corrected, newest = corrections(known), set(known.newest)
    for other in known.distinct:
        in_force = other.digest not in corrected and (entry.verdict is None or other.digest in newest)
        same = attrs.evolve(other.content, follows=())
        if in_force and same == bare and folders.text(same, ENTRY) == text:  # True equals 1, but is written differently
            return other
    return None
