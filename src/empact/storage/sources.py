"""Find the files of a source, and get their bytes."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import IO

import attrs

from empact.arguments import wrong_type
from empact.errors import PluginError, UnknownIdError
from empact.hooks import BundledPlan
from empact.hooks.discovery import normalised
from empact.reprs import short_repr
from empact.resources import read_resource
from empact.storage.reading import MAX_BYTES

Readable = str | os.PathLike[str] | IO[str] | IO[bytes]
"""A file by its path, a bundled plan by its name, or an open file."""


@attrs.frozen
class FolderFile(os.PathLike[str]):
    """A file found in a folder. If it is not an empact document, it is skipped."""

    path: str

    __repr__ = short_repr

    def __fspath__(self) -> str:
        return self.path

    def __str__(self) -> str:
        return self.path


def files(source: Readable, suffixes: Collection[str]) -> tuple[Readable, ...]:
    """Return the source itself, or the files of a folder that have one of the suffixes, sorted by name.

    Hidden files and subfolders are ignored.
    """
    _check(source)
    if not isinstance(source, (str, os.PathLike)) or (isinstance(source, str) and _is_name(source)):
        return (source,)
    folder = Path(source)
    if not folder.is_dir():
        return (source,)
    found = sorted(path for path in folder.iterdir() if path.suffix.lower() in suffixes and path.is_file())
    return tuple(FolderFile(str(path)) for path in found if not path.name.startswith("."))


def exists(path: Path) -> bool:
    """Return whether there is a file, a folder or a link at a path.

    Raises:
        OSError: That cannot be found out.
    """
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    return True


def content(source: Readable, bundled: Iterable[BundledPlan]) -> tuple[str, bytes, str]:
    """Return the name, the bytes and the suffix of a source.

    Raises:
        UnknownIdError: No bundled plan has this name.
        PluginError: The file of the bundled plan cannot be read.
        OSError: The file cannot be opened.
    """
    _check(source)
    if isinstance(source, str) and _is_name(source):
        return bundled_content(source, bundled)
    if isinstance(source, (str, os.PathLike)):
        path = Path(source)
        with path.open("rb") as file:
            return str(source), file.read(MAX_BYTES + 1), path.suffix
    read = source.read(MAX_BYTES + 1)
    data = read.encode("utf-8", "surrogatepass") if isinstance(read, str) else bytes(read)
    name = str(getattr(source, "name", "<stream>"))
    return name, data, Path(name).suffix


def _check(source: object) -> None:
    if not (isinstance(source, (str, os.PathLike)) or hasattr(source, "read")):
        raise wrong_type("The source", "a path, the name of a bundled plan or an open file", source)


def bundled_content(name: object, bundled: Iterable[BundledPlan]) -> tuple[str, bytes, str]:
    """Return the source, the bytes and the suffix of a bundled plan.

    Raises:
        TypeError: The name is not a text.
        UnknownIdError: No bundled plan has this name.
        PluginError: The file of the plan cannot be read.
    """
    if not isinstance(name, str):
        raise wrong_type("The name of a bundled plan", "a text", name)
    plans = {normalised(plan.name): plan for plan in bundled}
    plan = plans.get(normalised(name))
    if plan is None:
        raise UnknownIdError("Bundled plan", name, plans)
    try:
        data = read_resource(plan.package, plan.resource)
    except (OSError, ImportError) as problem:
        file = f"file {plan.resource!r} in the package {plan.package!r}"
        message = f"Cannot read the bundled plan {name!r} ({file}): {problem}."
        raise PluginError(message) from problem
    return f"{plan.package}/{plan.resource}", data, Path(plan.resource).suffix


def _is_name(source: str) -> bool:
    path = Path(source)
    return not path.suffix and path.name == source and "\\" not in source
