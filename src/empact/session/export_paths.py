"""The paths of exports: a file does not have the suffix of another format, nor the name of another file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from empact import arguments
from empact.documents.names import file_stem, same_file
from empact.errors import ExportError

if TYPE_CHECKING:
    from empact.hooks import Artifact
    from empact.model import Plan
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


def refuse_same_names(artifacts: Sequence[Artifact], plans: Sequence[Plan], called: str) -> None:
    """Raise an ExportError if two files are one on some systems: those of two plans, or two that an exporter names so.

    Args:
        artifacts: The files of an export.
        plans: The plans that are exported.
        called: What an error calls the exporter.
    """
    names = same_file(artifact.name for artifact in artifacts)
    if names is None:
        return
    first, second = names
    stems = same_file(file_stem(plan.id) for plan in plans) or ()
    ids = list(dict.fromkeys(plan.id for plan in plans if file_stem(plan.id) in stems))
    if len(ids) == 1:
        message = f"Two plans have the id {ids[0]!r}, so their files have the same name: export one of them."
    elif ids:
        message = (
            f"The files of the plans {ids[0]!r} and {ids[1]!r} have the same name on some systems: export one of them."
        )
    elif first == second:
        message = f"{called} writes {first!r} twice."
    else:
        message = f"{called} writes {first!r} and {second!r}, which are the same file on some systems."
    raise ExportError(message)
