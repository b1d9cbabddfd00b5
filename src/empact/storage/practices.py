"""The register of practices on the disk: one practice a file, to which people add requests and uptake by hand."""

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
"""The most characters of a title that stand in the name of a file."""
_SHORT = 8
"""The digits of the digest that stand there behind a title of which something is left out."""


def read_practices(folder: Path, plugins: Plugins) -> tuple[Practice, ...]:
    """The practices of a folder, and of the folders in it, in the order of their days and then of their files.

    Raises:
        PlanReadError: A file gives no practice; the exception holds every problem with its place.
        OSError: The folder cannot be listed, or a file of it cannot be opened.
    """
    readings = (folders.read(path, plugins, PRACTICE)[0] for path in folders.listed(folder, plugins.suffixes))
    return tuple(sorted(Readings(tuple(readings)).entire.values, key=lambda practice: practice.on))


def write_practice(folder: Path, practice: Practice, plugins: Plugins) -> Path:
    """Write a practice as a new file, named after its day and its title.

    Raises:
        FileExistsError: There is a file of this name; it stays as it is.
        ExportError: It would not be read again as it is.
        OSError: The file cannot be written. Then nothing of it is there.
    """
    data = folders.text(practice, PRACTICE)
    folders.check(practice, data, PRACTICE, plugins)
    try:
        return folders.add(folder, practice.plan, f"{practice.on}-{_name(practice, data)}", data)
    except FileExistsError as problem:
        message = "A practice of this day and title is there already; choose another title, or edit the file"
        raise FileExistsError(errno.EEXIST, message, problem.filename) from None


def _name(practice: Practice, data: bytes) -> str:
    """The title as a part of the name of a file; one that does not fit into it whole is told apart by the digest."""
    whole = practice.title.casefold()
    title = folders.word(whole, _TITLE)
    letters = [sum(sign.isalnum() for sign in unicodedata.normalize("NFKD", text)) for text in (whole, title)]
    if letters[0] == letters[1]:
        return title or practice.kind.value
    return f"{title or practice.kind.value}-{hashlib.sha256(data).hexdigest()[:_SHORT]}"
