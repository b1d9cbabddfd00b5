"""The files of one kind in a folder: what ledgers, reports, operations and KPI registers have in common."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Protocol, Self, TypeVar, cast

import attrs

from empact.arguments import check_type, with_article
from empact.hooks.registry import Plugins
from empact.serde.kinds import FileKind
from empact.storage.locks import locked
from empact.storage.markings import Markings, markings_of
from empact.values import value

if TYPE_CHECKING:
    from empact.model import Plan
    from empact.session.workspaces import Workspace

Folder = str | os.PathLike[str]
T = TypeVar("T")
V = TypeVar("V")
R = TypeVar("R")
A = TypeVar("A")


@value(kw_only=True)
class FolderUse(Generic[T, V, R, A]):
    """How the files of one kind are read and added."""

    kind: FileKind[T]
    """The kind of file, such as ledger entries or reports."""
    given: type[V]
    """The class of what can be given instead of a folder, also several of it in a list."""
    reading: type[R]
    """The class of what reading returns; it can be given too."""
    called: str
    """What is given, in messages: "The reports"."""
    each: str
    """One of a list, in messages: "Each of the reports"."""
    hold: Callable[[tuple[V, ...]], R]
    """Returns what is given as a reading."""
    read: Callable[[Path, Plugins, Markings], R]
    """Reads a folder."""
    write: Callable[[Path, T, Plugins, Markings], A]
    """Writes one more file into a folder, and returns what was added."""


@value
class FileFolder(Generic[T, V, R, A]):
    """The files of one kind in a workspace, or in another folder: read them, and add one."""

    _workspace: Workspace
    _plugins: Plugins = attrs.field(repr=False)
    _use: FolderUse[T, V, R, A] = attrs.field(repr=False)

    def read(self, source: V | Iterable[V] | R | Folder | None = None, *, plans: Iterable[Plan] = ()) -> R:
        """Read the files of a folder and its subfolders; problems with their content raise no exception.

        Args:
            source: The folder; by default that of the workspace, and if there is none, the result is empty. What was
                read or made already is returned as a reading.
            plans: The plans that are known, with their markings: errors about files of other plans, and of those that
                have a marking, do not quote them.

        Raises:
            OSError: The folder cannot be listed, or a file in it cannot be opened.
        """
        use = self._use
        if isinstance(source, use.reading):
            return source
        if source is None or isinstance(source, (str, os.PathLike)):
            path = self._workspace.existing(use.kind, cast("Folder | None", source))
            return use.hold(()) if path is None else use.read(path, self._plugins, markings_of(plans))
        if isinstance(source, use.given):
            return use.hold((source,))
        named = with_article(use.given.__name__)
        check_type(use.called, f"{named}, a list of them, a reading or a folder", Iterable, source)
        several = tuple(cast("Iterable[V]", source))
        for record in several:
            check_type(use.each, named, use.given, record)
        return use.hold(several)

    def add(self, content: T, folder: Folder | None = None, *, create: bool = False, plans: Iterable[Plan] = ()) -> A:
        """Add one as a new file; return it with its id, or the path of a file that people edit.

        Existing files are not changed. A missing subfolder is created; the folder or the workspace itself only with
        ``create``. Whether the plan has the actions, and the register the parties, is not checked here but by rules.
        Errors quote only what is about one of the ``plans`` that has no marking. If one of them is the plan of a record
        that does not have its revision and the content digests of its actions, they are added.

        Raises:
            ConfigError: No folder is named, and no workspace is configured, or it does not exist.
            PlanReadError: A file of the folder is not valid, was changed or removed, or is in the folder of another
                plan. Folders of files that people edit are not read.
            UnknownIdError: It refers to one that the folder does not have.
            FileExistsError: The file exists.
            ExportError: It would be different when read again; nothing is written.
            OSError: A file of the folder cannot be opened, or the new one cannot be written; no part of it is left
                behind.
        """
        path = self._workspace.required(self._use.kind, folder, create=create)
        known = tuple(plans)
        with locked(path):
            return self._use.write(path, stamped_for(content, known), self._plugins, markings_of(known))


def stamped_for(content: T, plans: Iterable[Plan]) -> T:
    """Return a record with the revision and the digests that it lacks, of the plans among these that it is about."""
    from empact.analysis.identities import stamped

    record: Any = content
    for plan in plans if hasattr(content, "written_for") else ():
        if getattr(content, "plan", plan.id) == plan.id:  # an operation can belong to each of them
            record = stamped(record, plan)
    return cast("T", record)


class _ByPlan(Protocol):
    """A reading that has what a folder holds about each plan."""

    def require_complete(self, *plans: str) -> Self: ...
    def of_plan(self, plan: str) -> Any: ...


P = TypeVar("P", bound=_ByPlan)


@value
class PlanFolder(FileFolder[T, V, P, A]):
    """The files of one kind, each about one plan."""

    def of_plan(self, plan: str, folder: Folder | None = None, *, plans: Iterable[Plan] = ()) -> V:
        """Return what is recorded about a plan, by its id; it is empty if there is nothing.

        Errors quote only files about one of the ``plans`` that has no marking.

        Raises:
            PlanReadError: A file is not valid, was changed or removed, is in the folder of another plan, or is there
                twice; the exception holds every problem with its place.
            OSError: The folder cannot be listed, or a file in it cannot be opened.
        """
        records: V = self.read(folder, plans=plans).require_complete(plan).of_plan(plan)
        return records
