"""A guard that notes what a piece of code takes from the outside world: files, network, processes, clock, chance.

Files, network and processes are audit events of Python. What reads the clock or draws a random number is no such event:
it is seen as the call of a built-in function, by whatever name it was imported. Nothing is forbidden while the guard
stands: the code does as it would anywhere, and what it did is told afterwards.
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
_TOLD = {"a process": _PROCESSES, "the network": _NETWORK, "a file": _FILES}

_CLOCK: frozenset[Any] = frozenset(
    {
        *(time.time, time.time_ns, time.localtime, time.gmtime, time.ctime, time.strftime, time.monotonic),
        *(time.monotonic_ns, time.perf_counter, time.perf_counter_ns, time.process_time),
    }
)
_NOW = ("today", "now", "utcnow")
_CHANCE: tuple[Any, ...] = (os.urandom, random.SystemRandom)
_SHARED = random.random.__self__  # type: ignore[attr-defined]
"""The generator behind the functions of ``random``; one that is seeded and kept apart is no chance."""


@attrs.frozen
class Use:
    """Something from outside that was used: what (``the clock``), by which call, and in which line of a module."""

    what: str
    call: str
    module: str
    line: int

    def __str__(self) -> str:
        return f"{self.what} ({self.call}, in line {self.line} of {self.module})"


class _Watch:
    """What one thread uses, while it is watched."""

    def __init__(self, trusted: Iterable[str]) -> None:
        self.uses: dict[Use, None] = {}
        self._seen: set[tuple[str, str, int]] = set()
        self._trusted = tuple(trusted)
        self._thread = threading.get_ident()

    def event(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Note an audit event, if it is one of those that leave the process."""
        what = next((what for what, begins in _TOLD.items() if event.startswith(begins)), None)
        if what is not None and threading.get_ident() == self._thread:
            shown = f" {arguments[0]!r}" if arguments and isinstance(arguments[0], (str, bytes, os.PathLike)) else ""
            self._note(what, f"{event}{shown}", inspect.currentframe())

    def call(self, frame: FrameType, event: str, function: Any) -> None:
        """Note the call of a built-in function, if it is one that reads the clock or draws by chance."""
        if event != "c_call":
            return
        owner = getattr(function, "__self__", None)
        if function in _CLOCK or (isinstance(owner, type) and issubclass(owner, dt.date) and function.__name__ in _NOW):
            self._note("the clock", function.__qualname__, frame)
        elif function in _CHANCE or owner is _SHARED:
            self._note("chance", function.__qualname__, frame)

    def _note(self, what: str, call: str, frame: FrameType | None) -> None:
        """Note a use under the line that is answerable: the innermost that is neither Python's own nor trusted."""
        while frame is not None:
            module = str(frame.f_globals.get("__name__", ""))
            top = module.partition(".")[0]
            if frame.f_code.co_filename.startswith("<frozen importlib"):
                return  # an import, which happens once, reads files
            if module != __name__ and (top not in sys.stdlib_module_names or top == "__main__"):
                use = Use(what, call, module, frame.f_lineno)
                # One call can cause several events: since Python 3.13 `subprocess.run` starts its process by
                # `os.posix_spawn`. The first event names the call that the line makes.
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
    """Put the hook in, once: an audit hook cannot be taken away, and this one does nothing while nobody watches."""
    sys.addaudithook(_hook)


@contextlib.contextmanager
def guarded(trusted: Iterable[str] = ()) -> Generator[dict[Use, None]]:
    """Watch what this thread uses from outside; ``trusted`` are the beginnings of modules that may use it."""
    global _watch  # noqa: PLW0603 - the one hook of the process asks whether anybody watches
    _install()
    watch, before, profile, collects = _Watch(trusted), _watch, sys.getprofile(), gc.isenabled()
    gc.disable()  # a collection runs the code of others, in the middle of whatever is watched
    _watch = watch
    sys.setprofile(watch.call)
    try:
        yield watch.uses
    finally:
        sys.setprofile(profile)
        _watch = before
        if collects:
            gc.enable()
