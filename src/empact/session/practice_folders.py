"""The folder of practices of a workspace."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from empact.hooks.registry import Plugins
from empact.model import Plan, Practice
from empact.serde.kinds import PRACTICE
from empact.storage.markings import markings_of
from empact.storage.practices import read_practices, write_practice
from empact.storage.reading import Readings
from empact.values import value

if TYPE_CHECKING:
    from empact.session.folders import Folder
    from empact.session.workspaces import Workspace


@value
class PracticeFolder:
    """The register of practices of a workspace, or of another folder: one file for each practice."""

    _workspace: Workspace
    _plugins: Plugins = attrs.field(repr=False)

    def read(self, folder: Folder | None = None, *, plans: Iterable[Plan] = ()) -> tuple[Practice, ...]:
        """Return the practices of a folder (default: that of the workspace), sorted by date.

        Errors quote only files about one of the ``plans`` that has no marking.

        Raises:
            PlanReadError: A file is not a valid practice; the exception holds every problem with its place.
            OSError: The folder cannot be listed, or a file in it cannot be opened.
        """
        readings = self.read_files(folder, plans=plans).require_complete()
        return tuple(sorted(readings.values, key=lambda practice: practice.on))

    def read_files(self, folder: Folder | None = None, *, plans: Iterable[Plan] = ()) -> Readings[Practice]:
        """Read the files of a folder (default: that of the workspace); problems with their content raise no exception.

        Raises:
            OSError: The folder cannot be listed, or a file in it cannot be opened.
        """
        path = self._workspace.existing(PRACTICE, folder)
        return Readings() if path is None else read_practices(path, self._plugins, markings_of(plans))

    def add(
        self, practice: Practice, folder: Folder | None = None, *, create: bool = False, plans: Iterable[Plan] = ()
    ) -> Path:
        """Add a practice, as a new file; return its path.

        The file is named after its date and title. The title is a text: if the practice is not about one of the
        ``plans`` that has no marking, the file is named after its date, kind and digest, and errors do not quote it.

        The folder or the workspace is created only with ``create``.

        Raises:
            ConfigError: No folder is named, and no workspace is configured, or it does not exist.
            FileExistsError: The file exists; it is not changed.
            OSError: The file cannot be written; no part of it is left behind.
            ExportError: The practice would be different when read again; nothing is written.
        """
        path = self._workspace.required(PRACTICE, folder, create=create)
        return write_practice(path, practice, self._plugins, markings_of(plans))
