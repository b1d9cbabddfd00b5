"""The folders of reports, operations and KPI registers of a workspace."""

from __future__ import annotations

from pathlib import Path

import attrs

from empact.model import FiledReport, KpiRegister, Operation, Report, Reports
from empact.serde.kinds import KPI_REGISTER, OPERATION, REPORT
from empact.session.folders import FolderUse, PlanFolder
from empact.storage.registers import (
    KpiReading,
    OperationReading,
    read_kpis,
    read_operations,
    write_kpis,
    write_operation,
)
from empact.storage.reports import ReportReading, read_reports, write_report

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


@attrs.frozen
class ReportFolder(PlanFolder[Report, Reports, ReportReading, FiledReport]):
    """The progress reports of a workspace, or of another folder: one file for each report."""
