"""Find and read the files that came back: report forms and reports, or tasking sheets, and what is neither."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from empact.errors import EmpactError
from empact.storage.reading import Reading
from empact.storage.sources import FolderFile, is_hidden
from empact.values import value

if TYPE_CHECKING:
    from empact.session.sessions import Session
    from empact.storage.sources import Readable

T = TypeVar("T")


@value(kw_only=True)
class ReceivedFile(Generic[T]):
    """A file of an inbox, with its reading or with why there is none."""

    file: str
    """The name of the file, or of the folder if it has nothing to read."""
    reading: Reading[T] | None = None
    """The reading; None if the file cannot be opened, or is of another format."""
    why: str | None = None
    """Why there is no reading; None if there is one."""
    is_of_other_format: bool = False
    """Whether it was found in a folder, and no reader reads its format."""

    @property
    def is_passed_over(self) -> bool:
        """Whether it was found in a folder and is of no kind that is read, such as a scan: somebody has to look."""
        return self.is_of_other_format or (self.reading is not None and self.reading.skipped)


def read_received(
    session: Session, sources: Iterable[Readable], read: Callable[[Readable], Reading[T]], *, nothing: str
) -> tuple[ReceivedFile[T], ...]:
    """Read files, and those of folders, each once; a file of a folder that no reader reads is named, too.

    Args:
        session: The session.
        sources: The files and folders.
        read: Reads a file.
        nothing: What is said of a folder with nothing to read.
    """
    received: dict[object, ReceivedFile[T]] = {}
    for source in sources:
        for key, file in _received(session, source, read, nothing):
            received.setdefault(key, file)  # a file of a folder can be named again
    return tuple(received.values())


def _received(
    session: Session, source: Readable, read: Callable[[Readable], Reading[T]], nothing: str
) -> Iterator[tuple[object, ReceivedFile[T]]]:
    """Yield the files of a source, by what identifies them."""
    try:
        files = session.files(source, forms=True)
        others = _others(source, files)
    except OSError as problem:
        yield _key(source), ReceivedFile(file=_name(source), why=problem.strerror or str(problem))
        return
    is_any_read = False
    for file in files:
        attempt = _attempt(file, read)
        is_any_read = is_any_read or not attempt.is_passed_over
        yield _key(file), attempt
    for path in others:
        why = f"Files with the suffix {path.suffix} are not read." if path.suffix else "It has no suffix."
        yield _key(path), ReceivedFile(file=str(path), why=why, is_of_other_format=True)
    if not is_any_read and all(isinstance(file, FolderFile) for file in files):
        yield _key(source), ReceivedFile(file=_name(source), why=nothing)


def _attempt(file: Readable, read: Callable[[Readable], Reading[T]]) -> ReceivedFile[T]:
    try:
        return ReceivedFile(file=_name(file), reading=read(file))
    except (OSError, EmpactError) as problem:
        words = problem.strerror if isinstance(problem, OSError) else None
        return ReceivedFile(file=_name(file), why=words or str(problem))


def _others(source: Readable, files: Iterable[Readable]) -> list[Path]:
    """Return the files of a folder that are not among those that are read, sorted by name."""
    if not isinstance(source, (str, os.PathLike)) or not all(isinstance(file, FolderFile) for file in files):
        return []
    read, folder = {str(file) for file in files}, Path(source)
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_file() and str(path) not in read and not is_hidden(path))


def _key(source: Readable) -> object:
    """Return what identifies a source: its path, or the open file itself."""
    return os.path.realpath(source) if isinstance(source, (str, os.PathLike)) else id(source)


def _name(source: Readable) -> str:
    return str(source) if isinstance(source, (str, os.PathLike)) else str(getattr(source, "name", "<stream>"))
