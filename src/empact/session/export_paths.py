"""The paths of exports: a file does not have the suffix of another format."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from empact import arguments
from empact.errors import ExportError

if TYPE_CHECKING:
    from empact.session.plugins import SessionPlugins


def check_path(plugins: SessionPlugins, to: str, document: str, path: str | os.PathLike[str] | None) -> None:
    """Check that a file that is to be written does not have the suffix of another format.

    Raises:
        ExportError: It has; the message says what to write.
        TypeError: It is not a path.
    """
    if path is None:
        return
    arguments.check_path("path", path)
    if what := other_format(plugins, to, document, os.fspath(path), 'to="{}"'):
        raise ExportError(what)


def other_format(plugins: SessionPlugins, to: str, document: str, path: str, option: str) -> str | None:
    """Return why a file in the format ``to`` cannot have this path: its suffix is that of another format.

    Suffixes are those of the formats that can be written or read (``.yml`` is one of YAML). A folder has none, and a
    suffix that no format has is allowed.

    Args:
        plugins: They have the formats.
        to: The name of the format.
        document: The name of the document.
        path: The path of the call.
        option: How the call names another format, with braces for its name: ``--to {}``.
    """
    if Path(path).is_dir() or path.endswith(("/", "\\")):
        return None
    suffix = Path(path).suffix.lower()
    written = [exporter for exporter in plugins.exporters if exporter.suffix.lower() == suffix]
    read = [reader.name for reader in plugins.readers if suffix in map(str.lower, reader.suffixes)]
    names = dict.fromkeys([*(exporter.name for exporter in written), *read])
    if not names or to in names:
        return None
    exporters = {exporter.name for exporter in plugins.exporters if exporter.takes == "document" or document == "plan"}
    own = dict.fromkeys(exporter.suffix for exporter in plugins.exporters if exporter.name == to)
    ways = [*(option.format(name) for name in names if name in exporters), *(f"a name with {its}" for its in own)]
    problem = f"{path!r} has the suffix of the format {next(iter(names))!r}, but is written as {to!r}."
    return f"{problem} Write {' or '.join(ways)}."
