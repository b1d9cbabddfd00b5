"""Folders that people and programs add files to: one folder inside for each plan."""

from __future__ import annotations

import errno
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from empact.errors import ExportError
from empact.hooks.registry import Plugins
from empact.serde import files
from empact.serde.kinds import FileKind
from empact.storage.reading import Reading, read_content
from empact.storage.sources import content
from empact.storage.writing import create, is_file_name, settle
from empact.syntax.yaml.emit import emit

T = TypeVar("T")
SUFFIX = ".yaml"
_NO_WORD = re.compile(r"[^A-Za-z0-9]+")


def listed(folder: Path, suffixes: Iterable[str]) -> list[Path]:
    """The files of a folder and of the folders in it, but for hidden ones, by their paths.

    Raises:
        OSError: The folder cannot be listed.
    """
    known = set(suffixes)
    places = [folder, *(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))]
    found = (path for place in places for path in place.iterdir() if path.suffix.lower() in known and path.is_file())
    return sorted(path for path in found if not path.name.startswith("."))


def read(path: Path, plugins: Plugins, kind: FileKind[T]) -> tuple[Reading[T], bytes]:
    """Read a file of a kind; also its bytes.

    Raises:
        OSError: It cannot be opened.
    """
    name, data, suffix = content(path, ())
    return read_content(name, data, plugins.reader(None, suffix), kind), data


def text(value: Any, kind: FileKind[Any]) -> bytes:
    """The text of a file, as a person would write it.

    Raises:
        ExportError: It would not be read again as it is: it holds half a character, or more than a file may hold.
    """
    try:
        written = emit(files.tree(value, kind, compact=True))
    except (ValueError, TypeError) as problem:
        message = f"The {kind.noun} cannot be written: {problem}."
        raise ExportError(message) from problem
    return written.encode()


def check(value: Any, data: bytes, kind: FileKind[Any], plugins: Plugins) -> None:
    """Check that a file round-trips before it is written: what is recorded is never changed again.

    Raises:
        ExportError: It does not, and nothing is to be written.
    """
    if SUFFIX not in plugins.suffixes:
        message = f"No plugin of the session reads {SUFFIX} files: the {kind.noun} would not be found again."
        raise ExportError(message)
    found = read_content(f"the {kind.noun}", data, plugins.reader(None, SUFFIX), kind)
    if found.value != value:
        why = " ".join(one.message for one in found.diagnostics) or "It holds something of another type."
        message = f"The {kind.noun} would not be read again as it is. {why}"
        raise ExportError(message)


def add(folder: Path, plan: str, id: str, data: bytes) -> Path:
    """Write a new file into the folder of its plan inside a folder; both are made where they are missing.

    What would not be read again is refused: a file in a hidden folder.

    Raises:
        FileExistsError: There is a file of this name; it stays as it is.
        OSError: The file cannot be written. Then nothing of it is there.
    """
    if not is_file_name(plan):
        raise OSError(errno.EINVAL, "No folder can be called so", plan)
    if plan.startswith("."):
        raise OSError(errno.EINVAL, "A folder called so is hidden, and what lies in it is not read", plan)
    place = folder / plan
    if not place.is_dir():
        _make(place)
    path = place / f"{id}{SUFFIX}"
    create(path, data)
    return path


def _make(place: Path) -> None:
    """Make a folder and those above it, so that their names outlast a loss of power."""
    missing = [one for one in (place, *place.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(exist_ok=True)
        settle(one.parent)


def word(text: str, most: int) -> str:
    """A text as a part of the name of a file on any system: ASCII letters and digits, cut to a length."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return _NO_WORD.sub("-", bare).strip("-")[:most].strip("-")
