"""The guard of the kit sees what leaves the process, the clock and chance, and lets everything happen."""

from __future__ import annotations

import colorsys
import datetime as dt
import gc
import importlib
import os
import random
import secrets
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from time import time as seconds

import pytest

from empact.testing.guard import guarded


class Day(date):
    pass


def used(action: Callable[[], object], *trusted: str) -> set[str]:
    """What the guard sees of an action, each use with the line of this module that is answerable."""
    with guarded(trusted) as uses:
        action()
    assert {use.module for use in uses} <= {__name__}
    return {use.what for use in uses}


CLOCK: dict[str, Callable[[], object]] = {
    "time.time": time.time,
    "time": seconds,
    "time_ns": time.time_ns,
    "localtime": time.localtime,
    "dt.date.today": dt.date.today,
    "date.today": date.today,
    "Day.today": Day.today,
    "now": datetime.now,
    "now in a zone": lambda: datetime.now(tz=dt.UTC),
    "now in a comprehension": lambda: [datetime.now(tz=dt.UTC) for _ in range(2)],
}
CHANCE: dict[str, Callable[[], object]] = {
    "random": random.random,
    "choice": lambda: random.choice([1, 2]),
    "shuffle": lambda: random.shuffle([1, 2]),
    "uuid4": uuid.uuid4,
    "token": lambda: secrets.token_hex(2),
    "urandom": lambda: os.urandom(2),
}
FILES: dict[str, Callable[[], object]] = {
    "read": lambda: Path(__file__).read_bytes(),
    "listdir": lambda: list(Path().iterdir()),
    "open": lambda: os.close(os.open(__file__, os.O_RDONLY)),
}


@pytest.mark.parametrize("name", CLOCK)
def test_the_clock_is_seen_by_whatever_name(name: str) -> None:
    assert used(CLOCK[name]) == {"the clock"}


@pytest.mark.parametrize("name", CHANCE)
def test_chance_is_seen(name: str) -> None:
    assert used(CHANCE[name]) == {"random numbers"}


@pytest.mark.parametrize("name", FILES)
def test_files_are_seen(name: str) -> None:
    assert used(FILES[name]) == {"a file"}


def test_the_network_and_processes_are_seen() -> None:
    assert used(lambda: socket.socket().close()) == {"the network"}
    assert "a process" in used(lambda: subprocess.run([sys.executable, "-c", ""], check=True))


SAME: dict[str, Callable[[], object]] = {
    "seeded": lambda: random.Random(3).random(),
    "isoformat": lambda: date(2026, 1, 1).isoformat(),
    "fromisoformat": lambda: dt.date.fromisoformat("2026-01-01") + dt.timedelta(days=1),
    "sorted": lambda: sorted([3, 1]),
    "import": lambda: importlib.reload(colorsys),
}


@pytest.mark.parametrize("name", SAME)
def test_what_is_the_same_each_time_is_not_seen(name: str) -> None:
    assert used(SAME[name]) == set()


def now() -> None:
    datetime.now(tz=dt.UTC)


def look() -> None:
    list(Path().iterdir())


def test_what_is_trusted_is_not_seen() -> None:
    assert used(date.today, __name__) == set()


def test_a_use_names_its_line() -> None:
    with guarded() as uses:
        now()
    (use,) = uses
    assert str(use) == f"the clock (datetime.now, in line {use.line} of {__name__})"
    assert "datetime.now(tz=dt.UTC)" in Path(__file__).read_text(encoding="utf-8").splitlines()[use.line - 1]


def test_the_guard_leaves_everything_as_it_was() -> None:
    before = sys.getprofile(), gc.isenabled()
    with pytest.raises(KeyError), guarded():
        raise KeyError
    assert (sys.getprofile(), gc.isenabled()) == before
    with guarded() as uses:
        pass
    now()
    look()
    assert uses == {}


def test_guards_may_stand_inside_each_other() -> None:
    with guarded() as outer:
        with guarded() as inner:
            now()
        look()
    assert {use.what for use in inner} == {"the clock"}
    assert {use.what for use in outer} == {"a file"}


def test_another_thread_is_not_watched() -> None:
    ready, done = threading.Event(), threading.Event()

    def work() -> None:
        ready.wait()
        look()
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    with guarded() as uses:
        ready.set()
        done.wait()
    thread.join()
    assert uses == {}
