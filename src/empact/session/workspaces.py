"""The workspace of a session: the folders in which people keep ledgers, practices, reports and registers."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from empact.arguments import check_type
from empact.config import Config
from empact.errors import ConfigError
from empact.hooks.registry import Plugins
from empact.model import Answers, EntryContent, Ledger, LedgerEntry
from empact.serde.kinds import ANSWERS, ENTRY, KPI_REGISTER, OPERATION, PRACTICE, REPORT, FileKind, kind_in
from empact.storage.answers import answers_file
from empact.storage.ledgers import LedgerReading, LedgerSource, read_ledgers, write_entry
from empact.storage.reading import Reading
from empact.storage.sources import exists

if TYPE_CHECKING:
    from empact.model import Practice  # a validation does without it
    from empact.session.report_folders import KpiFolder, OperationFolder, ReportFolder
    from empact.storage.registers import KpiSource, OperationSource
    from empact.storage.reporting import Reporting, ReportingSource

Folder = str | os.PathLike[str]
_ADDED = (ENTRY, PRACTICE, REPORT)
"""The kinds of files with a command that adds one, named as the kind: ``empact report add``."""


def _create_hint(kind: FileKind[Any]) -> str:
    command = f", or let 'empact {kind.word} add --create' do so" if kind in _ADDED else ""
    return f"Create it{command} (in Python: create=True)."


@attrs.frozen
class Workspace:
    """The folder that the configuration names, with a folder inside it for each kind of file.

    ``path`` is relative to the configuration file; None if no workspace is configured. Then every call needs a folder.
    """

    path: Path | None
    _config: Config | None = attrs.field(repr=False)
    _plugins: Plugins = attrs.field(repr=False)

    @classmethod
    def of(cls, config: Config | None, plugins: Plugins) -> Workspace:
        """Return the workspace of a configuration."""
        if config is None or config.workspace is None:
            return cls(None, config, plugins)
        return cls(Path(config.source or "").parent / config.workspace, config, plugins)

    @property
    def ledger(self) -> LedgerFolder:
        """The ledgers: read them, and add entries."""
        return LedgerFolder(self, self._plugins)

    @property
    def practices(self) -> PracticeFolder:
        """The register of practices: read it, and add practices."""
        return PracticeFolder(self, self._plugins)

    @property
    def reports(self) -> ReportFolder:
        """The progress reports: read them, and add reports."""
        from empact.session.report_folders import ReportFolder

        return ReportFolder(self, self._plugins)

    @property
    def operations(self) -> OperationFolder:
        """The operations: read them, and add operations."""
        from empact.session.report_folders import OperationFolder

        return OperationFolder(self, self._plugins)

    @property
    def kpis(self) -> KpiFolder:
        """The KPI registers: read them, and add registers."""
        from empact.session.report_folders import KpiFolder

        return KpiFolder(self, self._plugins)

    @property
    def answers(self) -> Answers:
        """The answers to possible overlaps that the configuration names; empty if it names no file.

        Raises:
            ConfigError: The file does not exist.
            PlanReadError: The file is not valid; the exception holds every problem with its place.
        """
        read = self.read_answers()
        return Answers() if read is None else read.require()

    def read_answers(self) -> Reading[Answers] | None:
        """Read the file of answers that the configuration names; None if it names no file.

        Raises:
            ConfigError: The file does not exist.
        """
        path = answers_file(self._config)
        if path is None:
            return None
        from empact.storage.folders import read

        return read(path, self._plugins, ANSWERS)[0]

    def read_ledgers(self, source: LedgerSource = None) -> LedgerReading:
        """Return ledgers, or a reading of ledgers, as a reading; read those of a folder or of the workspace.

        Raises:
            OSError: The folder cannot be listed, or a file in it cannot be opened.
        """
        if isinstance(source, LedgerReading):
            return source
        if source is None or isinstance(source, (str, os.PathLike)):
            return self.ledger.read(source)
        check_type("The ledger", "a Ledger, a list of them, a reading or a folder", Iterable, source)
        ledgers = (source,) if isinstance(source, Ledger) else tuple(source)
        for ledger in ledgers:
            check_type("Each ledger", "a Ledger", Ledger, ledger)
        return LedgerReading(ledgers=ledgers)

    def reporting(
        self, reports: ReportingSource = None, operations: OperationSource = None, kpis: KpiSource = None
    ) -> Reporting:
        """Read reports, operations and KPI registers; each from what is given, or from the workspace.

        Problems with their content raise no exception.

        Raises:
            OSError: A folder cannot be listed, or a file in it cannot be opened.
        """
        from empact.storage.reporting import Reporting

        if isinstance(reports, Reporting):
            return reports
        return Reporting(
            reports=self.reports.read(reports), operations=self.operations.read(operations), kpis=self.kpis.read(kpis)
        )

    def existing_reporting(self, source: ReportingSource) -> Reporting | None:
        """Return what :meth:`reporting` does; None if nothing is given and the workspace has none of the folders.

        Most validations have no reports, and do without the classes of reports.

        Raises:
            OSError: A folder cannot be listed, or a file in it cannot be opened.
        """
        if source == ():
            return None
        if source is None and all(self.existing(kind, None) is None for kind in (REPORT, OPERATION, KPI_REGISTER)):
            return None
        return self.reporting(source)

    def folder(self, part: str) -> Path | None:
        """Return the folder of a kind of file in the workspace, such as ``ledger`` or ``reports``; it may not exist.

        The path is relative if it is below the current folder. Without a workspace, it is None.

        Raises:
            UnknownIdError: A workspace has no folder with this name.
        """
        return self.folder_of(kind_in(part))

    def folder_of(self, kind: FileKind[Any]) -> Path | None:
        """Return the folder of a kind of file, as :meth:`folder` does."""
        if self.path is None or kind.folder is None:
            return None
        path = self.path / kind.folder
        return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path

    def existing(self, kind: FileKind[Any], folder: Folder | None) -> Path | None:
        """Return the folder of a call, or that of the workspace; None if the workspace has no such folder.

        Raises:
            ConfigError: The workspace does not exist, or is not a folder.
            OSError: The workspace cannot be entered.
        """
        if folder is not None:
            return Path(folder)
        path = self.folder_of(kind)
        if path is None:
            return None
        self._check(kind)
        return path if exists(path) else None

    def required(self, kind: FileKind[Any], folder: Folder | None, *, create: bool = False) -> Path:
        """Return the folder of a call, or that of the workspace, to add a file to.

        Args:
            kind: The kind of file.
            folder: The folder of the call.
            create: Whether the folder of the call, or the workspace, may be missing.

        Raises:
            ConfigError: The call names no folder, and no workspace is configured, or it does not exist.
            FileNotFoundError: The folder of the call does not exist.
        """
        path = self.folder_of(kind) if folder is None else Path(folder)
        if path is None:
            raise ConfigError([f"No folder for the {kind.noun}: name one, or set 'workspace' in the configuration."])
        if folder is None and not create:
            self._check(kind)
        elif not create and not exists(path):
            raise FileNotFoundError(errno.ENOENT, f"The folder does not exist. {_create_hint(kind)}", str(path))
        return path

    def _check(self, kind: FileKind[Any]) -> None:
        """Check that the workspace is a folder; the hint has the command that adds a file of this kind.

        Raises:
            ConfigError: It does not exist, or is not a folder.
            OSError: It cannot be reached.
        """
        if self.path is None or self._config is None:
            return
        try:
            found = stat.S_ISDIR(self.path.stat().st_mode)
        except (FileNotFoundError, NotADirectoryError):
            found = False
        if not found:
            where, named = self._config.source or "the configuration", self._config.workspace
            problem = f"{where}: 'workspace' names {named!r}, but there is no folder at {str(self.path)!r}."
            raise ConfigError([f"{problem} {_create_hint(kind)}"])


@attrs.frozen
class LedgerFolder:
    """The ledgers of a workspace, or of another folder: one file for each entry."""

    _workspace: Workspace
    _plugins: Plugins = attrs.field(repr=False)

    def read(self, folder: Folder | None = None) -> LedgerReading:
        """Read the ledger entries of a folder and its subfolders; problems with their content raise no exception.

        Without ``folder``, read the ledger folder of the workspace; if there is none, the result is empty.

        Raises:
            OSError: The folder cannot be listed, or a file in it cannot be opened.
        """
        path = self._workspace.existing(ENTRY, folder)
        return LedgerReading() if path is None else read_ledgers(path, self._plugins)

    def of(self, plan: str, folder: Folder | None = None) -> Ledger:
        """Return the ledger of a plan, by its id.

        Raises:
            PlanReadError: An entry is not valid, was changed or removed, or is in the folder of another plan; the
                exception holds every problem with its place.
            OSError: The folder cannot be listed, or a file in it cannot be opened.
        """
        return self.read(folder).require_complete(plan).of(plan)

    def add(self, entry: EntryContent, folder: Folder | None = None, *, create: bool = False) -> LedgerEntry:
        """Add an entry, as a new file after the newest entries about its plan.

        The file is in a subfolder for its plan, which is created if it is missing; the folder or the workspace itself
        is created only with ``create``. Existing files are not changed. If the same entry exists already (apart from
        what it follows), nothing is written and the existing entry is returned. Whether the plan has the actions, and
        the register the parties, is not checked here but by rules.

        Raises:
            ConfigError: No folder is named, and no workspace is configured, or it does not exist.
            PlanReadError: An entry of the folder is not valid, was changed or removed, or is in the folder of another
                plan: nothing is written, since the new entry would follow it.
            UnknownIdError: The entry refers to one that the ledger does not have.
            EntryError: The entry refers to one with a later date, or corrects a decision.
            ExportError: The entry would be different when read again; nothing is written.
            OSError: A file of the folder cannot be opened, or the new one cannot be written; no part of it is left
                behind.
        """
        return write_entry(self._workspace.required(ENTRY, folder, create=create), entry, self._plugins)


@attrs.frozen
class PracticeFolder:
    """The register of practices of a workspace, or of another folder: one file for each practice."""

    _workspace: Workspace
    _plugins: Plugins = attrs.field(repr=False)

    def read(self, folder: Folder | None = None) -> tuple[Practice, ...]:
        """Return the practices of a folder (default: that of the workspace), sorted by date.

        Raises:
            PlanReadError: A file is not a valid practice; the exception holds every problem with its place.
            OSError: The folder cannot be listed, or a file in it cannot be opened.
        """
        from empact.storage.practices import read_practices

        path = self._workspace.existing(PRACTICE, folder)
        return () if path is None else read_practices(path, self._plugins)

    def add(self, practice: Practice, folder: Folder | None = None, *, create: bool = False) -> Path:
        """Add a practice, as a new file named after its date and title; return its path.

        The folder or the workspace is created only with ``create``.

        Raises:
            ConfigError: No folder is named, and no workspace is configured, or it does not exist.
            FileExistsError: The file exists; it is not changed.
            OSError: The file cannot be written; no part of it is left behind.
            ExportError: The practice would be different when read again; nothing is written.
        """
        from empact.storage.practices import write_practice

        return write_practice(self._workspace.required(PRACTICE, folder, create=create), practice, self._plugins)
