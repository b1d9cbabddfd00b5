"""The folder of practices of a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from empact.hooks.registry import Plugins
from empact.model import Practice
from empact.serde.kinds import PRACTICE
from empact.storage.practices import read_practices, write_practice
from empact.values import value

if TYPE_CHECKING:
    from empact.session.folders import Folder
    from empact.session.workspaces import Workspace


@value
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
        return write_practice(self._workspace.required(PRACTICE, folder, create=create), practice, self._plugins)
