"""Write files atomically: a file is replaced or a folder is created in one step. An artifact has checked its name."""

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

_UNFINISHED = ".empact-"
"""How the name of a file starts while it is being written: it is hidden."""
_UNFINISHED_FILE = re.compile(r"\.empact-[0-9a-f]{16}")


def write(artifacts: Sequence[Artifact], to: str, target: str | os.PathLike[str]) -> None:
    """Write the artifacts of an export in the format ``to``: into a folder, or a single one into a file.

    ``target`` is a folder if one exists there, if it ends in a separator, or if there are several artifacts. A missing
    folder is created.

    Raises:
        ExportError: A folder is needed, and the path is a file or has the suffix of one; or a name stands twice.
        OSError: A file cannot be written.
    """
    path = Path(target)
    if len(artifacts) == 1 and not path.is_dir() and not _ends_in_separator(os.fspath(target)):
        file = followed(path)
        if not os.path.lexists(file.parent):  # a file or a broken link in its place is the system's error
            file.parent.mkdir(parents=True)
        replace(file, artifacts[0].data)
        return
    if path.exists() and not path.is_dir():
        message = f"Cannot write {len(artifacts)} file{'s' * (len(artifacts) != 1)}: {str(path)!r} is not a folder."
        raise ExportError(message)
    files = _files(artifacts, to)
    if _is_file_by_name(path, artifacts) and not path.exists() and not _ends_in_separator(os.fspath(target)):
        folder = str(path.with_suffix(""))
        message = f"Cannot write {len(artifacts)} files to {str(path)!r}. Name a folder, such as {folder!r}."
        raise ExportError(message)
    if path.is_dir():
        for name, data in files.items():
            replace(path / name, data)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        make_folder(path, files)


def followed(path: Path) -> Path:
    """Return where a path leads, so that a link stays a link when it is written to.

    Raises:
        OSError: Links lead to each other. (``Path.resolve`` raises a RuntimeError for them before Python 3.13.)
    """
    real = Path(os.path.realpath(path))
    if real.is_symlink():  # it could not be followed further
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return real


def _is_file_by_name(path: Path, artifacts: Sequence[Artifact]) -> bool:
    """Whether a path has the suffix of the files, so that a folder with its name would be a surprise."""
    return path.suffix != "" and path.suffix in {Path(artifact.name).suffix for artifact in artifacts}


def _ends_in_separator(path: str) -> bool:
    return path.endswith(tuple(filter(None, (os.sep, os.altsep))))


def _files(artifacts: Iterable[Artifact], to: str) -> dict[str, bytes]:
    """Return the bytes to write by file name, once it is known that no name stands twice."""
    files: dict[str, bytes] = {}
    for artifact in artifacts:
        if artifact.name in files:
            message = f"The exporter {to!r} writes {artifact.name!r} twice."
            raise ExportError(message)
        files[artifact.name] = artifact.data
    return files


def replace(path: Path, data: bytes) -> None:
    """Write a file in one step: a reader sees the old file or the new one, never a part of it."""
    if path.exists() and not path.is_file():  # a device or a pipe cannot be replaced, and must not be
        path.write_bytes(data)
        return
    fresh = path.parent / f"{_UNFINISHED}{secrets.token_hex(8)}"
    try:
        with fresh.open("xb") as file:
            if path.exists():  # before the first byte: a private file must never be readable by others
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
    """Write a new file in one step: it is complete or does not exist, even if the program or the machine stops.

    Raises:
        FileExistsError: A file of this name exists; it is not changed.
        OSError: The file cannot be written. Nothing is left behind.
    """
    create_all({path: data})


def create_all(files: Mapping[Path, bytes]) -> None:
    """Write new files: all of them, or none. If the machine stops, the first ones can be there, each complete.

    Raises:
        FileExistsError: A file of one of the names exists; it is not changed.
        OSError: A file cannot be written. Nothing is left behind.
    """
    fresh = {path: path.parent / f"{_UNFINISHED}{secrets.token_hex(8)}" for path in files}
    created: list[Path] = []
    path = Path()
    try:
        for path, data in files.items():
            with fresh[path].open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for path in files:
            _rename_new(fresh[path], path)
            created.append(path)
    except BaseException as problem:
        for each in created:
            with contextlib.suppress(OSError):
                each.unlink()
        if isinstance(problem, OSError):
            problem.filename, problem.filename2 = str(path), None  # the name that the caller knows
        raise
    finally:
        for each in fresh.values():
            with contextlib.suppress(OSError):
                each.unlink()
    for folder in dict.fromkeys(each.parent for each in files):
        settle(folder)


def _rename_new(fresh: Path, path: Path) -> None:
    """Give a finished file its name; raise FileExistsError if another file has it."""
    try:
        path.hardlink_to(fresh)  # unlike a rename, a hard link never replaces another file
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        fresh.rename(path)


def unfinished(folder: Path) -> list[Path]:
    """Return the files in a folder that a program has not finished writing: if none writes there now, it was killed."""
    return [path for path in folder.iterdir() if _UNFINISHED_FILE.fullmatch(path.name) and path.is_file()]


def remove_unfinished(folder: Path) -> None:
    """Remove what killed programs left in a folder and its subfolders, while it is locked; ignore what cannot be."""
    with contextlib.suppress(OSError):
        for each in (folder, *(path for path in folder.iterdir() if path.is_dir())):
            for path in unfinished(each):
                path.unlink()


def make_folders(folder: Path) -> list[Path]:
    """Create a folder and its missing parents, so that their names survive a power failure; return those."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()][::-1]
    for path in missing:
        path.mkdir(exist_ok=True)
        settle(path.parent)
    return missing


def settle(folder: Path) -> None:
    """Make the names in a folder survive a power failure, if the operating system and the file system support that."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            with contextlib.suppress(OSError):  # some file systems cannot sync a folder; the file itself is written
                os.fsync(descriptor)
        finally:
            os.close(descriptor)


def make_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Create a folder with files, given by their paths inside it: all of them, or none.

    The folder may exist, but must be empty.

    Raises:
        FileExistsError: The path exists and is not an empty folder.
        OSError: The folder cannot be written. Nothing is left behind.
    """
    path = followed(folder)
    exists = path.is_dir()
    if path.exists() and not (exists and next(path.iterdir(), None) is None):
        raise FileExistsError(
            errno.EEXIST, "Already exists and is not an empty folder; nothing is overwritten", str(folder)
        )
    fresh = path.parent / f"{_UNFINISHED}{secrets.token_hex(8)}"
    moved: list[Path] = []
    try:
        fresh.mkdir()
        for name, data in files.items():
            file = fresh / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        if not exists:
            fresh.rename(path)
            return
        for entry in sorted(fresh.iterdir()):  # keep the folder itself: it may be a shell's current folder
            entry.rename(path / entry.name)
            moved.append(path / entry.name)
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
