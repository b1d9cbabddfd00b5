"""Check what a form says beside the answers that are asked back, so that its sender learns of all problems at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import attrs

from empact.diagnostics import Diagnostic, Severity
from empact.model import Plan, Report
from empact.session.sessions import Session
from empact.storage.reading import Reading
from empact.storage.records import Records


def also_found(
    session: Session, plan: Plan, readings: Iterable[Reading[Report]], folder: Path | None, records: Records
) -> Mapping[str, tuple[Diagnostic, ...]]:
    """Return what is against the other answers of forms of which some are asked back, by the names of the files.

    Nothing is written.

    Args:
        session: The session.
        plan: The plan.
        readings: The readings of the files; those without such answers are left out.
        folder: The folder of the reports; None for that of the workspace.
        records: The records that are there.
    """
    incomplete = [
        attrs.evolve(reading, value=reading.incomplete) for reading in readings if reading.incomplete is not None
    ]
    if not incomplete:
        return {}
    checked = session.workspace.reports.add_checked(
        plan, incomplete, folder, records=records, create=True, dry_run=True
    )
    return {
        refused.file: tuple(finding for finding in refused.diagnostics if finding.severity is not Severity.INFO)
        for refused in checked.refused
        if refused.file is not None
    }
