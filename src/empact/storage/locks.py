"""The lock of a folder: one command at a time reads the folder, checks and writes.

The lock is a hidden file that names the process. Only one process can create it. As long as that process lives, the
operating system keeps the file locked for it, so the file of a killed process is recognised, whatever process has its
number now. Where a file system has no such locks, or a process of another host made the file, people decide.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import os
import platform
import random
import sys
import time
import warnings
from collections.abc import Generator
from contextvars import ContextVar
from pathlib import Path

from empact.storage.writing import make_folders, remove_unfinished

LOCK = ".empact-lock"
"""The name of the file in the folder."""
WAIT = 20.0
"""How long a command waits for another one, in seconds."""
_PAUSE = 0.03
"""How long it waits on average before it looks again, in seconds."""
_LONGEST = 300
"""The most bytes of the file of a lock that are read."""
_HELD: ContextVar[frozenset[Path]] = ContextVar("held", default=frozenset())
"""The locks that this thread or task holds."""


@contextlib.contextmanager
def locked(folder: Path) -> Generator[None]:
    """Hold the lock of a folder; a thread that holds it can do so again.

    A missing folder is created, and removed again if it is empty at the end. What killed processes left in the folder
    is removed.

    Raises:
        TimeoutError: Another process or thread holds the lock; the message names it, and what to do.
        OSError: The folder cannot be created or written to.

    Warns:
        UserWarning: A killed process had the lock.
    """
    path = Path(os.path.realpath(folder)) / LOCK
    if path in _HELD.get():
        yield
        return
    made: list[Path] = []
    try:
        descriptor = _acquired(path, folder, made)
        remove_unfinished(path.parent)
        held = _HELD.set(_HELD.get() | {path})
        try:
            yield
        finally:
            _HELD.reset(held)
            _release(path, descriptor)
    finally:
        for each in reversed(made):
            with contextlib.suppress(OSError):  # it has files
                each.rmdir()


def _acquired(path: Path, folder: Path, made: list[Path]) -> int:
    """Return the descriptor of the lock, which is open as long as it is held; add to ``made`` what was created."""
    deadline = time.monotonic() + WAIT
    while True:
        try:
            made += make_folders(path.parent)  # also again: a command that added nothing has removed it
            descriptor = _created(path)
        except FileNotFoundError:
            descriptor = None
        except OSError as problem:
            problem.filename = str(folder)  # the name that the caller knows
            raise
        if descriptor is not None:
            return descriptor
        holder = _holder(path)
        if time.monotonic() > deadline:
            message = (
                f"Another command is writing to this folder: {holder or 'its process is not known'}. Wait until it has "
                f"ended, and repeat the command; if it has ended without removing {path}, delete that file"
            )
            raise TimeoutError(errno.ETIMEDOUT, message, str(folder))
        if holder is not None:
            time.sleep(random.uniform(0, 2 * _PAUSE))  # noqa: S311 - so that several that wait do not look at one moment


def _created(path: Path) -> int | None:
    """Create the file of the lock; None if there is one."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
    except FileExistsError:
        return None
    with contextlib.suppress(OSError):  # a file system without locks
        _lock(descriptor, wait=True)  # another process can look at the file for a moment
    if not _is_at(path, descriptor):  # that process removed it, since it was not locked yet
        os.close(descriptor)
        return None
    with contextlib.suppress(OSError):  # a full disk
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, f"{os.getpid()} {platform.node()}\n".encode())
    return descriptor


def _holder(path: Path) -> str | None:
    """Return who holds a lock, in words; None if nobody does: the lock of a killed process is removed."""
    try:
        descriptor = _opened(path)
    except FileNotFoundError:
        return None
    removed = False
    try:
        is_live = False
        try:
            _lock(descriptor, wait=False)
        except OSError:
            is_live = True  # or that cannot be found out
        os.lseek(descriptor, 0, os.SEEK_SET)
        process, _, host = os.read(descriptor, _LONGEST).decode(errors="replace").strip().partition(" ")
        since = dt.datetime.fromtimestamp(os.fstat(descriptor).st_mtime).astimezone()
        who = f"process {process} on {host}, since {since:%Y-%m-%d %H:%M}"
        if is_live or (process and host != platform.node()):
            return who if process else "a process that has just begun"
        removed = _is_at(path, descriptor)
    finally:
        _release(path, descriptor) if removed else os.close(descriptor)
    if removed and process:
        message = f"{path.parent} was locked by {who}, which was killed. The lock is removed."
        warnings.warn(message, stacklevel=2)
    return None


def _opened(path: Path) -> int:
    """Open the file of a lock, also that of another user; some file systems only lock files that can be written."""
    try:
        return os.open(path, os.O_RDWR)
    except PermissionError:
        return os.open(path, os.O_RDONLY)


def _is_at(path: Path, descriptor: int) -> bool:
    """Whether a path still leads to an open file."""
    try:
        return os.path.samestat(path.lstat(), os.fstat(descriptor))
    except OSError:
        return False


def _release(path: Path, descriptor: int) -> None:
    """Remove the file of a lock, unless it is another one now; nothing else may fail because of it."""
    if _is_at(path, descriptor):
        with contextlib.suppress(OSError):
            path.unlink()
    os.close(descriptor)
    if sys.platform == "win32":  # an open file cannot be deleted there: not this one before, nor a new one now
        with contextlib.suppress(OSError):
            path.unlink()


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int, *, wait: bool) -> None:
        os.lseek(descriptor, 1 << 30, os.SEEK_SET)  # behind the text, which others can then still read
        msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int, *, wait: bool) -> None:
        """Lock an open file.

        Raises:
            OSError: Another process or thread holds the lock; or the file system has no locks.
        """
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
