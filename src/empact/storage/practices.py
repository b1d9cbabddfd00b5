"""The register of practices as a folder: one file per practice, to which people add requests and uptake by hand."""

from __future__ import annotations

import errno
import hashlib
import os
import unicodedata
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from empact.hooks.registry import Plugins
from empact.model import Practice
from empact.serde.kinds import PRACTICE
from empact.storage import folders
from empact.storage.markings import UNKNOWN, Markings, is_marked
from empact.storage.reading import Readings
from empact.values import value

_TITLE = 60
"""The maximum number of characters of a title in a file name."""
_SHORT = 8
"""The number of digits of the digest after a title that was shortened."""


@value
class PracticeReading(Readings[Practice]):
    """The result of reading a folder of practices."""

    given: tuple[Practice, ...] = ()
    """The practices that were not read from files."""

    @cached_property
    def practices(self) -> tuple[Practice, ...]:
        """The practices, sorted by date."""
        return tuple(sorted((*self.given, *self.values), key=lambda practice: practice.on))


PracticeSource = Iterable[Practice] | PracticeReading | str | os.PathLike[str] | None
"""Where practices come from: practices, a reading, or a folder; None is the folder of the workspace."""


def read_practices(folder: Path, plugins: Plugins, markings: Markings = UNKNOWN) -> PracticeReading:
    """Read the practices of a folder and its subfolders.

    Raises:
        OSError: The folder cannot be listed, or a file of it cannot be opened.
    """
    paths = folders.list_files(folder, plugins.folder_suffixes)
    return PracticeReading(tuple(folders.read(path, plugins, PRACTICE, markings)[0] for path in paths))


def write_practice(folder: Path, practice: Practice, plugins: Plugins, markings: Markings = UNKNOWN) -> Path:
    """Write a practice as a new file; return its path.

    It is named after its date and title. The title is a text, and names of files are printed and logged, so a practice
    of a marked plan, or of one that is not known, is named after its date, kind and digest.

    Raises:
        FileExistsError: A file of this name exists; it is not changed.
        ExportError: The practice would be different when read again.
        OSError: The file cannot be written. Nothing is left behind.
    """
    quoted = not is_marked([practice.plan], markings)
    data = folders.text(practice, PRACTICE, quoted=quoted)
    folders.check(practice, data, PRACTICE, plugins, quoted=quoted)
    try:
        return folders.add(folder, practice.plan, f"{practice.on}-{_name(practice, data, titled=quoted)}", data)
    except FileExistsError as problem:
        message = "A practice with this date and title already exists; choose another title, or edit the file"
        raise FileExistsError(errno.EEXIST, message, problem.filename) from None


def _name(practice: Practice, data: bytes, *, titled: bool) -> str:
    """Return the title as part of a file name, with a digest if letters of it are left out; or the kind."""
    if not titled:
        return f"{practice.kind.value}-{hashlib.sha256(data).hexdigest()[:_SHORT]}"
    full = practice.title.casefold()
    title = folders.file_name_part(full, _TITLE)
    letters = [sum(sign.isalnum() for sign in unicodedata.normalize("NFKD", text)) for text in (full, title)]
    if letters[0] == letters[1]:
        return title or practice.kind.value
    return f"{title or practice.kind.value}-{hashlib.sha256(data).hexdigest()[:_SHORT]}"
