"""The register of practices as a folder: one file per practice, to which people add requests and uptake by hand."""

from __future__ import annotations

import errno
import hashlib
import unicodedata
from pathlib import Path

from empact.hooks.registry import Plugins
from empact.model import Practice
from empact.serde.kinds import PRACTICE
from empact.storage import folders
from empact.storage.reading import Readings

_TITLE = 60
"""The maximum number of characters of a title in a file name."""
_SHORT = 8
"""The number of digits of the digest after a title that was shortened."""


def read_practices(folder: Path, plugins: Plugins) -> tuple[Practice, ...]:
    """Read the practices of a folder and its subfolders, sorted by date and then by path.

    Raises:
        PlanReadError: A file is not a valid practice; the exception holds every problem with its place.
        OSError: The folder cannot be listed, or a file of it cannot be opened.
    """
    readings = (folders.read(path, plugins, PRACTICE)[0] for path in folders.list_files(folder, plugins.suffixes))
    return tuple(sorted(Readings(tuple(readings)).require_complete().values, key=lambda practice: practice.on))


def write_practice(folder: Path, practice: Practice, plugins: Plugins) -> Path:
    """Write a practice as a new file, named after its date and title; return its path.

    Raises:
        FileExistsError: A file of this name exists; it is not changed.
        ExportError: The practice would be different when read again.
        OSError: The file cannot be written. Nothing is left behind.
    """
    data = folders.text(practice, PRACTICE)
    folders.check(practice, data, PRACTICE, plugins)
    try:
        return folders.add(folder, practice.plan, f"{practice.on}-{_name(practice, data)}", data)
    except FileExistsError as problem:
        message = "A practice with this date and title already exists; choose another title, or edit the file"
        raise FileExistsError(errno.EEXIST, message, problem.filename) from None


def _name(practice: Practice, data: bytes) -> str:
    """Return the title as part of a file name, with a digest if letters of it are left out."""
    full = practice.title.casefold()
    title = folders.file_name_part(full, _TITLE)
    letters = [sum(sign.isalnum() for sign in unicodedata.normalize("NFKD", text)) for text in (full, title)]
    if letters[0] == letters[1]:
        return title or practice.kind.value
    return f"{title or practice.kind.value}-{hashlib.sha256(data).hexdigest()[:_SHORT]}"
