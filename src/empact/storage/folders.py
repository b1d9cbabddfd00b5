"""Folders that people and programs add files to, with a subfolder for each plan."""

from __future__ import annotations

import errno
import re
import stat
import unicodedata
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any, TypeVar

from empact.documents.names import is_file_name
from empact.errors import ExportError
from empact.hooks.registry import Plugins
from empact.serde import files
from empact.serde.kinds import FileKind
from empact.storage.markings import UNKNOWN, Markings
from empact.storage.reading import Reading, read_content
from empact.storage.sources import content
from empact.storage.writing import create, make_folders
from empact.syntax.yaml.emit import emit

T = TypeVar("T")
SUFFIX = ".yaml"
PLAN_ID = re.compile(r"[A-Z]+-[0-9]{4}")
"""The usual form of the id of a plan: a folder with such a name is that of the plan."""
_NOT_ALPHANUMERIC = re.compile(r"[^A-Za-z0-9]+")


def list_files(folder: Path, suffixes: Iterable[str]) -> list[Path]:
    """Return the files of a folder and its subfolders, sorted by path; hidden files and folders are ignored.

    Raises:
        OSError: The folder or a subfolder cannot be listed, or a file or link in it leads nowhere.
    """
    known = set(suffixes)
    modes = {path: path.stat().st_mode for path in _visible(folder)}  # `is_dir` would say no where it cannot look
    inside = (path for parent, mode in modes.items() if stat.S_ISDIR(mode) for path in _visible(parent))
    modes |= {path: path.stat().st_mode for path in inside if path.suffix.lower() in known}
    return sorted(path for path, mode in modes.items() if stat.S_ISREG(mode) and path.suffix.lower() in known)


def _visible(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if not path.name.startswith(".")]


def read(
    path: Path,
    plugins: Plugins,
    kind: FileKind[T],
    markings: Markings = UNKNOWN,
    also: Collection[FileKind[Any]] = (),
) -> tuple[Reading[T], bytes]:
    """Read a file of a kind, or of another one that it can be; return the reading and the bytes.

    The file is about the plan that its folder or the file itself is named after, if that is the id of a plan.

    Raises:
        OSError: The file cannot be opened.
    """
    name, data, suffix, _ = content(path, ())
    about = [word for word in (path.parent.name, path.stem) if word in markings or PLAN_ID.fullmatch(word)]
    reader = plugins.reader(None, suffix)
    origin = plugins.origin_of(reader)
    return read_content(name, data, reader, kind, also=also, markings=markings, about=about, origin=origin), data


def text(value: Any, kind: FileKind[Any], *, quoted: bool = False) -> bytes:
    """Return the YAML text of a value, as a person would write it, encoded as UTF-8.

    Raises:
        ExportError: The value cannot be written: it holds half a character, or more than a file may hold.
    """
    try:
        written = emit(files.tree(value, kind, compact=True))
    except (ValueError, TypeError) as problem:
        message = f"The {kind.noun} cannot be written{f': {problem}' if quoted else ''}."
        raise ExportError(message) from (problem if quoted else None)
    return written.encode()


def check(value: Any, data: bytes, kind: FileKind[Any], plugins: Plugins, *, quoted: bool = False) -> None:
    """Check that a value round-trips before its file is written, since the file is never changed afterwards.

    ``quoted`` says whether the message may have text of the value.

    Raises:
        ExportError: It does not; the file must not be written.
    """
    if SUFFIX not in plugins.folder_suffixes:
        message = f"No plugin of the session reads {SUFFIX} files, so the {kind.noun} could not be read again."
        raise ExportError(message)
    reader = plugins.reader(None, SUFFIX)
    reading = read_content(f"the {kind.noun}", data, reader, kind, origin=plugins.origin_of(reader))
    if reading.value != value:
        sentences = [
            problem.message if quoted else f"{problem.code} {problem.name}." for problem in reading.diagnostics
        ]
        why = " ".join(sentences) or "It holds a value of another type."
        message = f"The {kind.noun} would be different when read again. {why}"
        raise ExportError(message)


def add(folder: Path, plan: str | None, id: str, data: bytes) -> Path:
    """Write a new file into the subfolder of its plan, or into the folder itself; missing folders are created.

    A hidden name is an error, since the file would not be read.

    Raises:
        FileExistsError: A file of this name exists; it is not changed.
        OSError: The plan id or the id is not a valid name, or the file cannot be written. Nothing is left behind.
    """
    for name, noun in ((plan, "folder"), (f"{id}{SUFFIX}", "file")):
        if name is not None and not is_file_name(name):
            raise OSError(errno.EINVAL, f"Not a valid {noun} name", name)
        if name is not None and name.startswith("."):
            what = "its files" if noun == "folder" else "it"
            raise OSError(errno.EINVAL, f"A {noun} with this name is hidden, and {what} would not be read", name)
    subfolder = folder if plan is None else folder / plan
    if not subfolder.is_dir():
        make_folders(subfolder)
    path = subfolder / f"{id}{SUFFIX}"
    create(path, data)
    return path


def file_name_part(text: str, length: int) -> str:
    """Return a text as part of a file name on any system: ASCII letters, digits and hyphens, cut to a length."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return _NOT_ALPHANUMERIC.sub("-", bare).strip("-")[:length].strip("-")
