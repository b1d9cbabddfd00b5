"""Write files atomically: names are checked first, and a file is replaced, or a folder made, in one step."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from empact.errors import ExportError
from empact.hooks import Artifact

_FILE_NAME = re.compile(r"(?!\.{0,2}$)[^/\\:\0]+")


def write(artifacts: Sequence[Artifact], to: str, target: Path) -> None:
    """Write the artifacts of an export in the format ``to`` into a folder, or the only one into a file."""
    if target.is_dir():
        for name, data in _files(artifacts, to).items():
            replace(target / name, data)
    elif len(artifacts) == 1:
        replace(target.resolve(), artifacts[0].data)  # a link stays a link
    else:
        message = f"{len(artifacts)} files are to be written, and {str(target)!r} is not a folder."
        raise ExportError(message)


def is_file_name(name: str) -> bool:
    """Whether a name is that of a file directly inside a folder, on any system."""
    return _FILE_NAME.fullmatch(name) is not None


def _files(artifacts: Iterable[Artifact], to: str) -> dict[str, bytes]:
    """What is to be written into a folder, by name; all names are checked before the first file is written."""
    files: dict[str, bytes] = {}
    for artifact in artifacts:
        if not is_file_name(artifact.name):
            message = f"The exporter {to!r} wants to write {artifact.name!r}, which is no file inside its folder."
            raise ExportError(message)
        if artifact.name in files:
            message = f"The exporter {to!r} wants to write {artifact.name!r} twice."
            raise ExportError(message)
        files[artifact.name] = artifact.data
    return files


def replace(path: Path, data: bytes) -> None:
    """Write a file in one step: whoever looks sees the old one or the new one, whole."""
    if path.exists() and not path.is_file():  # a device or a pipe cannot be replaced, and must not be
        path.write_bytes(data)
        return
    fresh = path.parent / f".empact-{secrets.token_hex(8)}"
    try:
        with fresh.open("xb") as file:
            if path.exists():  # before the first byte: what nobody else may read must not be open for a moment
                fresh.chmod(path.stat().st_mode & 0o777)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException as problem:
        with contextlib.suppress(OSError):
            fresh.unlink()
        if isinstance(problem, OSError):
            problem.filename = str(path)  # the name that the caller knows
        raise


def create(path: Path, data: bytes) -> None:
    """Write a new file in one step: it is there whole, or not at all, whenever the program or the machine stops.

    Raises:
        FileExistsError: There is a file of this name; it stays as it is.
    """
    fresh = path.parent / f".empact-{secrets.token_hex(8)}"
    try:
        with fresh.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _name(fresh, path)
    except OSError as problem:
        problem.filename, problem.filename2 = str(path), None  # the name that the caller knows
        raise
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink()
    settle(path.parent)


def _name(fresh: Path, path: Path) -> None:
    """Give a finished file its name, which nobody else may have."""
    try:
        path.hardlink_to(fresh)  # unlike a renaming, this never takes the place of another file
    except FileExistsError:
        raise
    except OSError:  # a file system without such links
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        fresh.rename(path)


def settle(folder: Path) -> None:
    """See to it that the names in a folder outlast a loss of power, where the system and its file system offer that."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            with contextlib.suppress(OSError):  # the file is there: some file systems cannot do it to a folder
                os.fsync(descriptor)
        finally:
            os.close(descriptor)


def make_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder of files, each by its path inside it: all of them, or none. It may exist, but must be empty.

    Raises:
        FileExistsError: There is something already.
        OSError: The folder cannot be written.
    """
    target = folder.resolve()
    there = target.is_dir()
    if target.exists() and not (there and next(target.iterdir(), None) is None):
        raise FileExistsError(errno.EEXIST, "There is something already, and nothing is overwritten", str(folder))
    fresh = target.parent / f".empact-{secrets.token_hex(8)}"
    moved: list[Path] = []
    try:
        fresh.mkdir()
        for name, data in files.items():
            file = fresh / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        if not there:
            fresh.rename(target)
            return
        for entry in sorted(fresh.iterdir()):  # the folder itself stays: somebody may stand in it
            entry.rename(target / entry.name)
            moved.append(target / entry.name)
        fresh.rmdir()
    except BaseException as problem:
        for entry in (fresh, *moved):
            if entry.is_dir():
                shutil.rmtree(entry, ignore_errors=True)
            else:
                entry.unlink(missing_ok=True)
        if isinstance(problem, OSError):
            problem.filename, problem.filename2 = str(folder), None  # the name that the caller knows
        raise
