"""The folders of reports, operations and KPI registers of a workspace."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from empact.arguments import check_type
from empact.hooks.registry import Plugins
from empact.model import FiledReport, KpiRegister, Operation, Report, Reports
from empact.serde.kinds import KPI_REGISTER, OPERATION, REPORT
from empact.storage.registers import (
    KpiReading,
    KpiSource,
    OperationReading,
    OperationSource,
    read_kpis,
    read_operations,
    write_kpis,
    write_operation,
)
from empact.storage.reports import ReportReading, ReportSource, read_reports, write_report

if TYPE_CHECKING:
    from empact.session.workspaces import Folder, Workspace


@attrs.frozen
class ReportFolder:
    """The progress reports of a workspace, or of another folder: one file for each report."""

    _workspace: Workspace
    _plugins: Plugins = attrs.field(repr=False)

    def read(self, source: ReportSource = None) -> ReportReading:
        """Read the reports of a folder and its subfolders; problems with their content raise no exception.

        Args:
            source: The folder; by default that of the workspace, and if there is none, the result is empty. Reports,
                or a reading of them, are returned as a reading.

        Raises:
            OSError: The folder cannot be listed, or a file in it cannot be opened.
        """
        if isinstance(source, ReportReading):
            return source
        if source is None or isinstance(source, (str, os.PathLike)):
            path = self._workspace.existing(REPORT, source)
            return ReportReading() if path is None else read_reports(path, self._plugins)
        check_type("The reports are", "a Reports, a list of them, a reading or a folder", Iterable, source)
        several = (source,) if isinstance(source, Reports) else tuple(source)
        for reports in several:
            check_type("Each of the reports", "a Reports", Reports, reports)
        return ReportReading(reports=several)

    def of(self, plan: str, folder: Folder | None = None) -> Reports:
        """Return the reports about a plan, by its id.

        Raises:
            PlanReadError: A report is not valid, was changed, or is in the folder of another plan; the exception
                holds every problem with its place.
            OSError: The folder cannot be listed, or a file in it cannot be opened.
        """
        return self.read(folder).require_complete(plan).of(plan)

    def add(self, report: Report, folder: Folder | None = None, *, create: bool = False) -> FiledReport:
        """Add a report as a new file, and return it with its id.

        The file is in a subfolder for its plan, which is created if it is missing; the folder or the workspace itself
        is created only with ``create``. Existing files are not changed. If the same report exists already, nothing is
        written and that one is returned. Whether the plan has the actions and the KPIs is not checked here but by
        rules.

        Raises:
            ConfigError: No folder is named, and no workspace is configured, or it does not exist.
            PlanReadError: A report of the folder is not valid, was changed, or is in the folder of another plan.
            UnknownIdError: The report supersedes or cites one that the folder does not have.
            ExportError: The report would be different when read again; nothing is written.
            OSError: A file of the folder cannot be opened, or the new one cannot be written; no part of it is left
                behind.
        """
        return write_report(self._workspace.required(REPORT, folder, create=create), report, self._plugins)


@attrs.frozen
class OperationFolder:
    """The operations of a workspace, or of another folder: one file for each operation, which people edit."""

    _workspace: Workspace
    _plugins: Plugins = attrs.field(repr=False)

    def read(self, source: OperationSource = None) -> OperationReading:
        """Read the operations of a folder and its subfolders; problems with their content raise no exception.

        Args:
            source: The folder; by default that of the workspace, and if there is none, the result is empty.
                Operations, or a reading of them, are returned as a reading.

        Raises:
            OSError: The folder cannot be listed, or a file in it cannot be opened.
        """
        if isinstance(source, OperationReading):
            return source
        if source is None or isinstance(source, (str, os.PathLike)):
            path = self._workspace.existing(OPERATION, source)
            return OperationReading() if path is None else read_operations(path, self._plugins)
        check_type("The operations are", "a list of Operation objects, a reading or a folder", Iterable, source)
        several = tuple(source)
        for operation in several:
            check_type("Each of the operations", "an Operation", Operation, operation)
        return OperationReading(given=several)

    def add(self, operation: Operation, folder: Folder | None = None, *, create: bool = False) -> Path:
        """Add an operation as a new file named after its id; return its path.

        Raises:
            ConfigError: No folder is named, and no workspace is configured, or it does not exist.
            FileExistsError: The file exists; it is not changed.
            ExportError: The operation would be different when read again; nothing is written.
            OSError: The file cannot be written; no part of it is left behind.
        """
        return write_operation(self._workspace.required(OPERATION, folder, create=create), operation, self._plugins)


@attrs.frozen
class KpiFolder:
    """The KPI registers of a workspace, or of another folder: one file for each plan, which people edit."""

    _workspace: Workspace
    _plugins: Plugins = attrs.field(repr=False)

    def read(self, source: KpiSource = None) -> KpiReading:
        """Read the KPI registers of a folder and its subfolders; problems with their content raise no exception.

        Args:
            source: The folder; by default that of the workspace, and if there is none, the result is empty. Registers,
                or a reading of them, are returned as a reading.

        Raises:
            OSError: The folder cannot be listed, or a file in it cannot be opened.
        """
        if isinstance(source, KpiReading):
            return source
        if source is None or isinstance(source, (str, os.PathLike)):
            path = self._workspace.existing(KPI_REGISTER, source)
            return KpiReading() if path is None else read_kpis(path, self._plugins)
        check_type("The KPI register", "a KpiRegister, a list of them, a reading or a folder", Iterable, source)
        several = (source,) if isinstance(source, KpiRegister) else tuple(source)
        for register in several:
            check_type("Each KPI register", "a KpiRegister", KpiRegister, register)
        return KpiReading(given=several)

    def of(self, plan: str, folder: Folder | None = None) -> KpiRegister:
        """Return the KPI register of a plan, by its id; it is empty if there is none.

        Raises:
            PlanReadError: A register is not valid, or two are about one plan; the exception holds every problem.
            OSError: The folder cannot be listed, or a file in it cannot be opened.
        """
        return self.read(folder).require_complete().of(plan)

    def add(self, register: KpiRegister, folder: Folder | None = None, *, create: bool = False) -> Path:
        """Add a KPI register as a new file named after its plan; return its path.

        Raises:
            ConfigError: No folder is named, and no workspace is configured, or it does not exist.
            FileExistsError: The file exists; it is not changed.
            ExportError: The register would be different when read again; nothing is written.
            OSError: The file cannot be written; no part of it is left behind.
        """
        return write_kpis(self._workspace.required(KPI_REGISTER, folder, create=create), register, self._plugins)
