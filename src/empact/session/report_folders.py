"""The folders of reports, operations and KPI registers of a workspace."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from empact.model import FiledReport, KpiRegister, Operation, Plan, Report, Reports
from empact.serde.kinds import KPI_REGISTER, OPERATION, REPORT
from empact.session.folders import Folder, FolderUse, PlanFolder
from empact.storage.markings import markings_of
from empact.storage.registers import (
    KpiReading,
    OperationReading,
    read_kpis,
    read_operations,
    write_kpis,
    write_operation,
)
from empact.storage.reports import ReportReading, as_filed, read_reports, write_report, write_reports
from empact.values import value

REPORTS: FolderUse[Report, Reports, ReportReading, FiledReport] = FolderUse(
    kind=REPORT,
    given=Reports,
    reading=ReportReading,
    called="The reports are",
    each="Each of the reports",
    hold=lambda reports: ReportReading(reports=reports),
    read=read_reports,
    write=write_report,
)
OPERATIONS: FolderUse[Operation, Operation, OperationReading, Path] = FolderUse(
    kind=OPERATION,
    given=Operation,
    reading=OperationReading,
    called="The operations are",
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
                have a marking, do not quote them.

        Raises:
            ConfigError: No folder is named, and no workspace is configured, or it does not exist.
            PlanReadError: A report of the folder is not valid, was changed, or is in the folder of another plan.
            UnknownIdError: A report supersedes or cites one that is neither in the folder nor one of these.
            ExportError: A report would be different when read again.
            OSError: A file of the folder cannot be opened, or a new one cannot be written. No part of it is left
                behind; those that were written before it are complete.
        """
        path = self._workspace.required(REPORT, folder, create=create)
        return write_reports(path, reports, self._plugins, markings_of(plans), known)

    def as_filed(self, report: Report, *, plans: Iterable[Plan] = ()) -> FiledReport:
        """Return a report with the id and the digest that it has once it is added; nothing is written.

        Errors quote it only if it is about one of the ``plans`` that has no marking.

        Raises:
            ExportError: The report would be different when read again.
        """
        return as_filed(report, self._plugins, markings_of(plans))
