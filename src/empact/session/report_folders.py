"""The folders of reports, operations, KPI registers, seals and mappings of a workspace."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from empact.model import (
    FiledMapping,
    FiledReport,
    FiledSeal,
    KpiRegister,
    Mappings,
    Operation,
    Plan,
    Report,
    Reports,
    RevisionMapping,
    Seal,
    Seals,
)
from empact.serde.kinds import KPI_REGISTER, MAPPING, OPERATION, REPORT, SEAL
from empact.session.folders import Folder, FolderUse, PlanFolder, stamped_for
from empact.storage.locks import locked
from empact.storage.mappings import MappingReading, read_mappings, write_mapping
from empact.storage.markings import markings_of
from empact.storage.reading import Reading
from empact.storage.received import clean_received
from empact.storage.records import CHECKED, Records
from empact.storage.registers import (
    KpiReading,
    OperationReading,
    read_kpis,
    read_operations,
    write_kpis,
    write_operation,
)
from empact.storage.reports import ReportReading, as_filed, read_reports, write_report, write_reports
from empact.storage.seals import SealReading, read_seals, write_seal
from empact.storage.sources import exists
from empact.values import value

if TYPE_CHECKING:
    from empact.analysis.records import AddedReports, RedactedReports

REPORTS: FolderUse[Report, Reports, ReportReading, FiledReport] = FolderUse(
    kind=REPORT,
    given=Reports,
    reading=ReportReading,
    called="The reports",
    each="Each of the reports",
    hold=lambda reports: ReportReading(reports=reports),
    read=read_reports,
    write=write_report,
)
OPERATIONS: FolderUse[Operation, Operation, OperationReading, Path] = FolderUse(
    kind=OPERATION,
    given=Operation,
    reading=OperationReading,
    called="The operations",
    each="Each of the operations",
    hold=lambda operations: OperationReading(given=operations),
    read=read_operations,
    write=write_operation,
)
KPIS: FolderUse[KpiRegister, KpiRegister, KpiReading, Path] = FolderUse(
    kind=KPI_REGISTER,
    given=KpiRegister,
    reading=KpiReading,
    called="The KPI register",
    each="Each KPI register",
    hold=lambda registers: KpiReading(given=registers),
    read=read_kpis,
    write=write_kpis,
)
SEALS: FolderUse[Seal, Seals, SealReading, FiledSeal] = FolderUse(
    kind=SEAL,
    given=Seals,
    reading=SealReading,
    called="The seals",
    each="Each of the seals",
    hold=lambda seals: SealReading(seals=seals),
    read=read_seals,
    write=write_seal,
)
MAPPINGS: FolderUse[RevisionMapping, Mappings, MappingReading, FiledMapping] = FolderUse(
    kind=MAPPING,
    given=Mappings,
    reading=MappingReading,
    called="The mappings",
    each="Each of the mappings",
    hold=lambda mappings: MappingReading(mappings=mappings),
    read=read_mappings,
    write=write_mapping,
)


@value
class ReportFolder(PlanFolder[Report, Reports, ReportReading, FiledReport]):
    """The progress reports of a workspace, or of another folder: one file for each report."""

    def add_all(
        self,
        reports: Iterable[Report],
        folder: Folder | None = None,
        *,
        create: bool = False,
        known: ReportReading | None = None,
        plans: Iterable[Plan] = (),
    ) -> tuple[FiledReport, ...]:
        """Add several reports, each as a new file, and return them with their ids, in the same order.

        All reports are checked before the first file is written, and the folder is read once. They can supersede and
        cite reports of the folder, and each other by the ids that :meth:`as_filed` returns; each is written after those
        that it names. A report that exists already is not written again, so after an OSError the same call can be
        repeated.

        Args:
            reports: The reports.
            folder: The folder; by default that of the workspace.
            create: Whether the folder or the workspace is created if it is missing.
            known: What was just read from the folder, so that it is not read again.
            plans: The plans that are known, with their markings: errors about files of other plans, and of those that
                have a marking, do not quote them. If a report about one of them does not have the revision and the
                content digests of its actions, they are added.

        Raises:
            ConfigError: No folder is named, and no workspace is configured, or it does not exist.
            PlanReadError: A report of the folder is not valid, was changed, or is in the folder of another plan.
            UnknownIdError: A report supersedes or cites one that is neither in the folder nor one of these.
            ExportError: A report would be different when read again.
            OSError: A file of the folder cannot be opened, or a new one cannot be written. No part of it is left
                behind; those that were written before it are complete.
        """
        path = self._workspace.required(REPORT, folder, create=create)
        about = tuple(plans)
        stamped = [stamped_for(report, about) for report in reports]
        with locked(path):
            return write_reports(path, stamped, self._plugins, markings_of(about), known)

    def add_checked(  # noqa: PLR0913 - each is a separate part of the call
        self,
        plan: Plan,
        reports: Iterable[Report | Reading[Report]],
        folder: Folder | None = None,
        *,
        records: Records | None = None,
        accept: bool = False,
        accept_text: bool = False,
        create: bool = False,
        dry_run: bool = False,
    ) -> AddedReports:
        """Add reports as ``empact report add`` does: each is checked, and added or refused on its own.

        A report with an error keeps no other one from being added. The result lists what was added, what was there
        already, and what was refused, each with its findings and the options that settle it. If a file cannot be
        written, since a disk is full, the result lists it as ``unwritten`` with those after it; the same call adds them
        later, and finds the others there.

        Args:
            plan: The plan that the reports are about.
            reports: The reports, or their readings: findings then have the places of the file. One that could not be
                read is refused.
            folder: The folder; by default that of the workspace.
            records: What is recorded about the plan; by default, what the workspace has. Its reports are not used.
            accept: Whether a report is added despite a warning that can be accepted: a share of a party that the action
                does not name, a ratio above 1.
            accept_text: Whether a report is added though a text has an e-mail address, a telephone number or an IBAN.
            create: Whether the folder or the workspace is created if it is missing.
            dry_run: Whether nothing is written: the result lists what would be added. A missing folder then counts as
                an empty one if ``create`` is set.

        Raises:
            ConfigError: No folder is named, and no workspace is configured, or it does not exist.
            PlanReadError: A report of the folder is not valid, was changed, or is in the folder of another plan.
            OSError: The folder cannot be listed, or a file of it cannot be opened.
            ValueError: A report is about another plan.
        """
        from empact.session.report_adding import add_checked  # it imports rules and analysis

        workspace = self._workspace
        path = workspace.required(REPORT, folder, create=create)
        given = {"accept": accept, "accept_text": accept_text}
        accepted = frozenset(option for option, is_given in given.items() if is_given)
        missing = create and workspace.path is not None and not exists(workspace.path)
        with nullcontext() if dry_run else locked(path):
            if records is None:
                records = Records() if missing else workspace.read_records(CHECKED, plans=[plan])
            known = attrs.evolve(records, reports=self.read(path if exists(path) else (), plans=[plan]))
            if not dry_run:
                clean_received(path)
            return add_checked(
                workspace.setup,
                plan,
                reports,
                path,
                records=known,
                plugins=self._plugins,
                accepted=accepted,
                dry_run=dry_run,
            )

    def redact(  # noqa: PLR0913 - each is a separate part of the call
        self,
        plan: Plan,
        ids: Iterable[str],
        folder: Folder | None = None,
        *,
        reason: str,
        on: dt.date,
        dry_run: bool = False,
    ) -> RedactedReports:
        """Remove the words of reports for good, as ``empact report redact --yes`` does; return what is kept of each.

        The file of a report is replaced by its digest, day, party and the reason, and the file that it came in is
        deleted. It cannot be undone. A report that was redacted before stays as it is, so after an error the same call
        can be repeated.

        Args:
            plan: The plan that the reports are about.
            ids: The ids of the reports.
            folder: The folder; by default that of the workspace.
            reason: Why they are redacted, without what is removed.
            on: The day of the redaction.
            dry_run: Whether nothing is changed: only what would happen is returned.

        Raises:
            ConfigError: No folder is named, and no workspace is configured, or it does not exist.
            UnknownIdError: There is no such report.
            ValueError: The reason is empty, or has an e-mail address, a telephone number or an IBAN.
            PlanReadError: A report of the folder is not valid, was changed, or is in the folder of another plan.
            ExportError: What is kept would be different when read again; nothing is changed.
            OSError: A file cannot be read, deleted or replaced.
        """
        from empact.session.report_redacting import redact  # rare

        path = self._workspace.required(REPORT, folder)
        setup, plugins = self._workspace.setup, self._plugins
        with nullcontext() if dry_run else locked(path):
            known = self.read(path, plans=[plan])
            return redact(setup, plan, ids, path, known, reason=reason, on=on, plugins=plugins, dry_run=dry_run)

    def as_filed(self, report: Report, *, plans: Iterable[Plan] = ()) -> FiledReport:
        """Return a report with the id and the digest that it has once it is added; nothing is written.

        Errors quote it only if it is about one of the ``plans`` that has no marking.

        Raises:
            ExportError: The report would be different when read again.
        """
        about = tuple(plans)
        return as_filed(stamped_for(report, about), self._plugins, markings_of(about))
