"""Checks as results: of a ledger, of the reports about a plan, and of the markings of files."""

from __future__ import annotations

import attrs

from empact.analysis import RecordMarking, Result
from empact.containers.looking import Container
from empact.diagnostics import Diagnostic, Severity
from empact.model import FrozenMap
from empact.values import listed, unlisted, value


@value(kw_only=True)
class RecordCheck(Result):
    """A check of records of a plan."""

    others: FrozenMap[str, int]
    """The number of records of the other plans in the folder, by the id of the plan."""
    counts: FrozenMap[Severity, int]
    """The number of findings of each severity."""
    diagnostics: tuple[Diagnostic, ...]
    """The findings."""
    checked: tuple[RecordMarking, ...] = attrs.field(default=(), metadata=unlisted())
    """The markings of the records that were checked."""

    @property
    def records(self) -> tuple[RecordMarking, ...]:
        """The markings of the records that were checked."""
        return self.checked


@value(kw_only=True)
class LedgerCheck(RecordCheck):
    """The check of a ledger."""

    entries: int
    """The number of entries about the plan."""
    newest: tuple[str, ...]
    """The digests of the newest entries."""
    holds: FrozenMap[str, bool]
    """Whether the entry of each requested digest is there."""


@value(kw_only=True)
class ReportCheck(RecordCheck):
    """The check of the reports about a plan."""

    reports: int
    """The number of reports about the plan."""
    in_force: int
    """The number of reports that no other report supersedes."""


@value(kw_only=True)
class MarkedPage:
    """A page of a file, a sheet, an entry, or anything else that must carry its own marking."""

    page: str
    """What it is, such as the cells of sheet 2; an empty text is the whole text."""
    markings: tuple[str, ...]
    """The known markings on it."""
    carries: bool
    """Whether they are at least the expected one."""


@value(kw_only=True)
class MarkedFile:
    """A file with the markings on each of its pages."""

    file: str
    """The path of the file, as in the call."""
    container: Container
    """What it is, by its content."""
    pages: tuple[MarkedPage, ...]
    """What must carry a marking: pages, sheets, entries, files inside it."""
    opaque: tuple[str, ...]
    """The files inside it that empact cannot inspect; an empty text is the file itself."""

    @property
    def missing(self) -> tuple[MarkedPage, ...]:
        """The pages on which no marking is high enough."""
        return tuple(page for page in self.pages if not page.carries)

    @listed
    def carries(self) -> bool:
        """Whether each page carries the marking; false if empact cannot inspect a part of it."""
        return not self.missing and not self.opaque


@value(kw_only=True)
class MarkingCheck:
    """Whether files carry a marking."""

    expected: str
    """The lowest marking that each page must carry."""
    files: tuple[MarkedFile, ...]
    """The files that could be read."""
