"""Records which external resources code uses: files, the network, processes, the clock, the environment and so on.

Files, the network and processes cause audit events of Python. Reading the clock, the environment or the locale and
drawing random numbers do not: they are detected as calls of functions, under any imported name, with a profiling
function. The guard forbids nothing: the code runs as usual, and its uses are reported afterwards.
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
_RESOURCES = {
    "the environment": ("os.putenv", "os.unsetenv"),
    "the working directory": ("os.chdir", "os.fchdir"),
    "a process": _PROCESSES,
    "the network": _NETWORK,
    "a file": _FILES,
}
"""The beginnings of audit events, each with what they are about; the first one counts."""

_NOW = ("today", "now", "utcnow")
_ENVIRONMENT = frozenset(
    vars(type(os.environ))[name].__code__ for name in ("__getitem__", "__setitem__", "__delitem__", "__iter__")
)
"""The code of the methods through which the environment is read and changed; ``os.getenv`` calls them too."""
_OF_OS: object = vars(os)
_LOCALE = frozenset({"setlocale", "localeconv"})
_EXEMPT = frozenset({"_strptime", "empact.testing.surroundings"})
"""The module behind ``strptime``, which asks for the locale for a date of digits too, and the comparison of the kit."""
_CLOCKS: tuple[Any, ...] = (
    *(time.time, time.time_ns, time.localtime, time.gmtime, time.ctime, time.strftime, time.monotonic),
    *(time.monotonic_ns, time.perf_counter, time.perf_counter_ns, time.process_time),
)
_FUNCTIONS: dict[Any, str] = {
    **dict.fromkeys(_CLOCKS, "the clock"),
    **dict.fromkeys((os.getcwd, os.getcwdb), "the working directory"),
    **dict.fromkeys((os.urandom, random.SystemRandom), "random numbers"),
}
"""The functions that always use a resource, each with what it uses."""
_SHARED = random.random.__self__  # type: ignore[attr-defined]
"""The generator behind the functions of ``random``; other, seeded generators are reproducible and therefore allowed."""


@attrs.frozen
class Use:
    """The use of an external resource: a file, the network, a process, the clock, the environment, random numbers."""

    what: str
    """What was used: ``the clock``."""
    call: str
    """The call that used it."""
    module: str
    """The module that made the call."""
    line: int
    """The line in that module, from 1."""
    is_change: bool = False
    """Whether it changes the resource, such as a file that is written."""

    def __str__(self) -> str:
        return f"{self.what} ({self.call}, in line {self.line} of {self.module})"


_LISTS = frozenset({"os.listdir", "os.scandir", "os.walk", "os.fwalk", "glob.glob", "glob.glob/2", "pathlib.Path.glob"})
_TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@functools.cache  # there are few events, and each happens often
def _about(event: str) -> str | None:
    """Return the resource that an audit event is about; None if it is about none."""
    return next((what for what, begins in _RESOURCES.items() if event.startswith(begins)), None)


def _is_change(event: str, arguments: tuple[Any, ...]) -> bool:
    """Return whether an audit event about a file changes it."""
    if event == "open":
        return isinstance(arguments[-1], int) and bool(arguments[-1] & _TO_WRITE)
    return event not in _LISTS


def _used_by_owner(function: Any) -> str | None:
    """Return what a function uses that is known by its owner: a date, the generator of ``random``, the locale."""
    owner = getattr(function, "__self__", None)
    if owner is _SHARED:
        return "random numbers"
    if isinstance(owner, type):
        return "the clock" if issubclass(owner, dt.date) and function.__name__ in _NOW else None
    is_locale = getattr(function, "__module__", None) == "_locale" and function.__name__ in _LOCALE
    return "the locale" if is_locale else None


class _Watch:
    """Records what one thread uses."""

    def __init__(self, trusted: Iterable[str]) -> None:
        self.uses: dict[Use, None] = {}
        self._seen: set[tuple[str, str, int]] = set()
        self._trusted = tuple(trusted)
        self._thread = threading.get_ident()

    def event(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Record an audit event if it is about a file, the network or a process."""
        what = _about(event)
        if what is not None and threading.get_ident() == self._thread:
            argument = f" {arguments[0]!r}" if arguments and isinstance(arguments[0], (str, bytes, os.PathLike)) else ""
            self._note(what, f"{event}{argument}", inspect.currentframe(), is_change=_is_change(event, arguments))

    def call(self, frame: FrameType, event: str, function: Any) -> None:
        """Record a call if it reads the clock, the environment, the folder or the locale, or draws a random number."""
        if event == "c_call":
            what = _FUNCTIONS.get(function) or _used_by_owner(function)
            if what is not None:
                self._note(what, function.__qualname__, frame)
        # The globals come first, since reading the code of a frame is an audit event itself.
        elif event == "call" and frame.f_globals is _OF_OS and frame.f_code in _ENVIRONMENT:
            self._note("the environment", f"os.environ.{frame.f_code.co_name}", frame)

    def _note(self, what: str, call: str, frame: FrameType | None, *, is_change: bool = False) -> None:
        """Record a use with the line that causes it: the innermost line outside Python's library, unless trusted."""
        while frame is not None:
            module = str(frame.f_globals.get("__name__", ""))
            top = module.partition(".")[0]
            if frame.f_code.co_filename.startswith("<frozen importlib"):
                return  # an import reads files, but only once
            if module in _EXEMPT:
                return
            if module != __name__ and (top not in sys.stdlib_module_names or top == "__main__"):
                use = Use(what, call, module, frame.f_lineno, is_change)
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
