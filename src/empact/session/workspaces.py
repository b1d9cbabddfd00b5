"""The workspace of a session: the folders in which people keep ledgers, practices, reports and registers."""

from __future__ import annotations

import errno
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from empact.arguments import check_path, objects
from empact.errors import ConfigError
from empact.hooks.registry import Plugins
from empact.model import Answers, FrozenMap
from empact.serde.kinds import (
    ANSWERS,
    ENTRY,
    KPI_REGISTER,
    MAPPING,
    OPERATION,
    PRACTICE,
    REPORT,
    SEAL,
    FileKind,
    kind_in,
)
from empact.storage.reading import Reading
from empact.storage.records import KINDS, Records
from empact.storage.sources import exists
from empact.values import value

if TYPE_CHECKING:  # every command has a workspace, few have files in it
    from empact.config import Config
    from empact.model import (
        EntryContent,
        FiledMapping,
        FiledSeal,
        KpiRegister,
        Ledger,
        LedgerEntry,
        Mappings,
        Operation,
        Plan,
        Practice,
        RevisionMapping,
        Seal,
        Seals,
    )
    from empact.session.folders import FileFolder, Folder, PlanFolder
    from empact.session.plugins import Setup
    from empact.session.report_folders import ReportFolder
    from empact.storage.ledgers import LedgerReading
    from empact.storage.mappings import MappingReading
    from empact.storage.practices import PracticeReading
    from empact.storage.registers import KpiReading, OperationReading
    from empact.storage.seals import SealReading

_FILES: Mapping[str, FileKind[Any]] = {
    "ledger": ENTRY,
    "reports": REPORT,
    "operations": OPERATION,
    "kpis": KPI_REGISTER,
    "seals": SEAL,
    "practices": PRACTICE,
    "mappings": MAPPING,
}
"""The kind of file of each kind of records."""
_ADDING = {
    ENTRY: "ledger add",
    PRACTICE: "practice add",
    REPORT: "report add",
    SEAL: "report seal",
    MAPPING: "records map",
}
"""The command that adds a file of a kind."""
_REMEDY = (
    "Create the folder, or correct the name. The option --create of {adding} also creates it (in Python: create=True)."
).format(adding=", ".join(map(repr, _ADDING.values())))


def _create_hint(kind: FileKind[Any]) -> str:
    command = f", or let 'empact {_ADDING[kind]} --create' do so" if kind in _ADDING else ""
    return f"Create it{command} (in Python: create=True)."


@value
class Workspace:
    """The folder that the configuration names, with a folder inside it for each kind of file."""

    path: Path | None
    """The path of the folder; in the configuration it can be relative to the file of the configuration. None if no
    workspace is configured: then every call needs a folder.
    """
    _config: Config | None = attrs.field(repr=False)
    _plugins: Plugins = attrs.field(repr=False)

    @classmethod
    def of(cls, config: Config | None, plugins: Plugins) -> Workspace:
        """Return the workspace of a configuration."""
        if config is None or config.workspace is None:
            return cls(None, config, plugins)
        return cls(Path(config.source or "").parent / config.workspace, config, plugins)

    def moved(self, folder: Folder | None) -> Workspace:
        """Return a workspace with the same plugins in another folder; None is not a folder.

        Raises:
            ConfigError: The folder has none of the folders of records.
            OSError: It does not exist, or cannot be listed.
        """
        if folder is None:
            return Workspace(None, self._config, self._plugins)
        check_path("folder", folder)
        path = Path(folder)
        names = {child.name for child in path.iterdir()}
        folders = [kind.folder for kind in _FILES.values() if kind.folder is not None]
        if not names.intersection(folders):
            example = f"records(reports={str(folder)!r})"
            listed = ", ".join(folders)
            raise ConfigError([f"{path} has none of the folders {listed}. If it is one of them, write {example}."])
        return Workspace(path, None, self._plugins)

    @property
    def setup(self) -> Setup:
        """The plugins, the configuration and the workspace, which functions take instead of a session.

        :meta private:
        """
        from empact.session.plugins import SessionPlugins, Setup

        return Setup(plugins=SessionPlugins(self._plugins), config=self._config, workspace=self)

    @property
    def ledger(self) -> PlanFolder[EntryContent, Ledger, LedgerReading, LedgerEntry]:
        """The ledgers: read them, and add entries, each after the newest ones about its plan.

        If the same entry exists already (apart from what it follows), nothing is written and that one is returned.
        ``add`` raises an EntryError for an entry that refers to one with a later date, or corrects a decision.
        """
        from empact.session.folders import PlanFolder
        from empact.session.ledger_folders import LEDGERS

        return PlanFolder(self, self._plugins, LEDGERS)

    @property
    def practices(self) -> FileFolder[Practice, Practice, PracticeReading, Path]:
        """The practices, to which people add requests and uptake by hand: read them, and add practices.

        A new file is named after its date and title. The title is a text: if the practice is not about one of the
        ``plans`` that has no marking, the file is named after its date, kind and digest, and errors do not quote it.
        """
        from empact.session.folders import FileFolder
        from empact.session.practice_folders import PRACTICES

        return FileFolder(self, self._plugins, PRACTICES)

    @property
    def reports(self) -> ReportFolder:
        """The progress reports: read them, and add one or several.

        If the same report exists already, nothing is written and that one is returned. ``add`` raises an UnknownIdError
        for a report that supersedes or cites one that the folder does not have.
        """
        from empact.session.report_folders import REPORTS, ReportFolder

        return ReportFolder(self, self._plugins, REPORTS)

    @property
    def operations(self) -> FileFolder[Operation, Operation, OperationReading, Path]:
        """The operations, which people edit: read them, and add operations, each as a file named after its id."""
        from empact.session.folders import FileFolder
        from empact.session.report_folders import OPERATIONS

        return FileFolder(self, self._plugins, OPERATIONS)

    @property
    def kpis(self) -> PlanFolder[KpiRegister, KpiRegister, KpiReading, Path]:
        """The KPI registers, which people edit: read them, and add registers, each as a file named after its plan."""
        from empact.session.folders import PlanFolder
        from empact.session.report_folders import KPIS

        return PlanFolder(self, self._plugins, KPIS)

    @property
    def seals(self) -> PlanFolder[Seal, Seals, SealReading, FiledSeal]:
        """The seals of plans: read them, and add those that ``context.new_seal`` returns.

        If the newest seal of the checkpoint lists the same on the same day, nothing is written, and it is returned.
        """
        from empact.session.folders import PlanFolder
        from empact.session.report_folders import SEALS

        return PlanFolder(self, self._plugins, SEALS)

    @property
    def mappings(self) -> PlanFolder[RevisionMapping, Mappings, MappingReading, FiledMapping]:
        """The mappings of records after a revision: read them, and add those that ``propose_mapping`` returns.

        If a mapping in force says the same, nothing is written, and it is returned.
        """
        from empact.session.folders import PlanFolder
        from empact.session.report_folders import MAPPINGS

        return PlanFolder(self, self._plugins, MAPPINGS)

    @property
    def answers(self) -> Answers:
        """The answers to possible overlaps that the configuration names; empty if it names no file.

        Raises:
            ConfigError: The file does not exist.
            PlanReadError: The file is not valid; the exception holds every problem with its place.
        """
        read = self.read_answers()
        return Answers() if read is None else read.require()

    def read_answers(self, plans: Iterable[Plan] = ()) -> Reading[Answers] | None:
        """Read the file of answers that the configuration names; None if it names no file.

        Errors quote it only if all answers are about ``plans`` that have no marking.

        Raises:
            ConfigError: The file does not exist.
        """
        from empact.storage.answers import answers_file

        path = answers_file(self._config)
        if path is None:
            return None
        from empact.storage.folders import read
        from empact.storage.markings import markings_of

        return read(path, self._plugins, ANSWERS, markings_of(plans))[0]

    @property
    def records(self) -> Records:
        """Everything that is recorded in the workspace; a kind without a folder is not read.

        Raises:
            ConfigError: The workspace does not exist, or is not a folder.
            OSError: A folder cannot be listed, or a file in it cannot be opened.
        """
        return self.read_records()

    def read_records(
        self, kinds: Iterable[str] = KINDS, given: Mapping[str, Any] = FrozenMap(), plans: Iterable[Plan] = ()
    ) -> Records:
        """Read some kinds of records; problems with the content of files raise no exception.

        The mappings are read too if there are any: the other records are read through them.

        Args:
            kinds: The kinds to read.
            given: What is given for a kind: a folder, or the records themselves. A kind for which nothing is given is
                read from the workspace, if it has the folder.
            plans: The plans that are known, with their markings: errors about files of other plans, and of those that
                have a marking, do not quote them.

        Raises:
            ConfigError: The workspace does not exist, or is not a folder.
            OSError: A folder cannot be listed, or a file in it cannot be opened.
        """
        from empact.model import Plan

        known, read = objects("plans", "a list of plans", Plan, plans), dict[str, Any]()
        folder = self.folder_of(MAPPING)
        asked = [kind for kind in dict.fromkeys(kinds) if kind != "mappings"]
        has_mappings = folder is not None and folder.parent.is_dir() and exists(folder)
        if "mappings" in given or has_mappings:  # without a workspace, what reads nothing else in it still runs
            asked.append("mappings")
        for kind in asked:
            source = given.get(kind)
            if source is not None or self.existing(_FILES[kind], None) is not None:
                read[kind] = getattr(self, kind).read(source, plans=known)
        return Records(**read)

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
        self._check()
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
            self._check()
        elif not create and not exists(path):
            raise FileNotFoundError(errno.ENOENT, f"The folder does not exist. {_create_hint(kind)}", str(path))
        return path

    def _check(self) -> None:
        """Check that the workspace is a folder.

        A missing workspace is an error even if a command could do without it: with a ledger, an export has other texts.

        Raises:
            ConfigError: It does not exist, or is not a folder.
            OSError: It cannot be reached.
        """
        if self.path is None or self._config is None:
            return
        try:
            is_folder = stat.S_ISDIR(self.path.stat().st_mode)
        except (FileNotFoundError, NotADirectoryError):
            is_folder = False
        if not is_folder:
            where = self._config.workspace_at or self._config.source or "the configuration"
            named = self._config.workspace
            problem = f"{where}: 'workspace' names {named!r}, but there is no folder at {str(self.path)!r}."
            raise ConfigError([f"{problem} {_REMEDY}"])
