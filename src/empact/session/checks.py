"""The checks of records as results: of a ledger, and of the reports about a plan."""

from __future__ import annotations

import attrs

from empact.analysis import RecordMarking, Result
from empact.diagnostics import Diagnostic, Severity
from empact.model import FrozenMap
from empact.values import unlisted, value


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
    """The number of those that no other report supersedes."""
