"""Records which external resources code uses: files, the network, processes, the clock and random numbers.

Files, the network and processes cause audit events of Python. Reading the clock and drawing random numbers do not: they
are detected as calls of built-in functions, under any imported name, with a profiling function. The guard forbids
nothing: the code runs as usual, and its uses are reported afterwards.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import gc
import inspect
import os
import random
import sys
import threading
import time
from collections.abc import Generator, Iterable
from types import FrameType
from typing import Any

import attrs

_FILES = ("open", "os.", "shutil.", "tempfile.", "glob.", "pathlib.")
_NETWORK = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "imaplib.", "poplib.")
_PROCESSES = ("subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "os.system")
_RESOURCES = {"a process": _PROCESSES, "the network": _NETWORK, "a file": _FILES}

_CLOCK: frozenset[Any] = frozenset(
    {
        *(time.time, time.time_ns, time.localtime, time.gmtime, time.ctime, time.strftime, time.monotonic),
        *(time.monotonic_ns, time.perf_counter, time.perf_counter_ns, time.process_time),
    }
)
_NOW = ("today", "now", "utcnow")
_RANDOM: tuple[Any, ...] = (os.urandom, random.SystemRandom)
_SHARED = random.random.__self__  # type: ignore[attr-defined]
"""The generator behind the functions of ``random``; other, seeded generators are reproducible and therefore allowed."""


@attrs.frozen
class Use:
    """The use of an external resource: a file, the network, a process, the clock or random numbers."""

    what: str
    """What was used: ``the clock``."""
    call: str
    """The call that used it."""
    module: str
    """The module that made the call."""
    line: int
    """The line in that module, from 1."""

    def __str__(self) -> str:
        return f"{self.what} ({self.call}, in line {self.line} of {self.module})"


class _Watch:
    """Records what one thread uses."""

    def __init__(self, trusted: Iterable[str]) -> None:
        self.uses: dict[Use, None] = {}
        self._seen: set[tuple[str, str, int]] = set()
        self._trusted = tuple(trusted)
        self._thread = threading.get_ident()

    def event(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Record an audit event if it is about a file, the network or a process."""
        what = next((what for what, begins in _RESOURCES.items() if event.startswith(begins)), None)
        if what is not None and threading.get_ident() == self._thread:
            argument = f" {arguments[0]!r}" if arguments and isinstance(arguments[0], (str, bytes, os.PathLike)) else ""
            self._note(what, f"{event}{argument}", inspect.currentframe())

    def call(self, frame: FrameType, event: str, function: Any) -> None:
        """Record the call of a built-in function if it reads the clock or draws a random number."""
        if event != "c_call":
            return
        owner = getattr(function, "__self__", None)
        if function in _CLOCK or (isinstance(owner, type) and issubclass(owner, dt.date) and function.__name__ in _NOW):
            self._note("the clock", function.__qualname__, frame)
        elif function in _RANDOM or owner is _SHARED:
            self._note("random numbers", function.__qualname__, frame)

    def _note(self, what: str, call: str, frame: FrameType | None) -> None:
        """Record a use with the line that causes it: the innermost line outside Python's library, unless trusted."""
        while frame is not None:
            module = str(frame.f_globals.get("__name__", ""))
            top = module.partition(".")[0]
            if frame.f_code.co_filename.startswith("<frozen importlib"):
                return  # an import reads files, but only once
            if module != __name__ and (top not in sys.stdlib_module_names or top == "__main__"):
                use = Use(what, call, module, frame.f_lineno)
                # One call can cause several events: since Python 3.13, `subprocess.run` calls `os.posix_spawn`.
                # The first event is about the call in this line.
                if not module.startswith(self._trusted) and (use.what, use.module, use.line) not in self._seen:
                    self._seen.add((use.what, use.module, use.line))
                    self.uses[use] = None
                return
            frame = frame.f_back


_watch: _Watch | None = None


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    watch = _watch
    if watch is not None:
        watch.event(event, arguments)


@functools.cache
def _install() -> None:
    """Add the audit hook once: it cannot be removed, and does nothing outside :func:`guarded`."""
    sys.addaudithook(_hook)


@contextlib.contextmanager
def guarded(trusted: Iterable[str] = ()) -> Generator[dict[Use, None]]:
    """Record the external resources that this thread uses.

    Args:
        trusted: Prefixes of the names of modules whose uses are not recorded.
    """
    global _watch  # noqa: PLW0603 - the process has one audit hook, which reads the current watch
    _install()
    watch, before, profile, collects = _Watch(trusted), _watch, sys.getprofile(), gc.isenabled()
    gc.disable()  # a collection runs finalizers of other code, whose uses would be recorded
    _watch = watch
    sys.setprofile(watch.call)
    try:
        yield watch.uses
    finally:
        sys.setprofile(profile)
        _watch = before
        if collects:
            gc.enable()
