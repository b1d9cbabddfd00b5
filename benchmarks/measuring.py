"""Measures processor time and memory in rounds, and makes the rows of a table from the ratios."""

from __future__ import annotations

import functools
import gc
import importlib
import os
import resource
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

Measure = Callable[[], float]
"""Does some work, and returns what it needs: seconds of processor time, or bytes of memory."""
Works = Mapping[str, Callable[..., Any]]
"""What a peer can do, by name, such as ``load`` and ``dump``; nothing if it is not installed.

Each work raises :class:`PeerError` if the peer fails.
"""
Parts = Callable[[], Mapping[str, float]]
"""Does some work, and returns what each part of it needs."""
Round = tuple[Mapping[str, float], Mapping[str, float]]
"""What half of some work needs, and all of it."""
_WORKS = ("load", "dump", "mistakes", "read", "write", "cells", "open")
"""The names of all works: each fails if a peer cannot say what it can do."""

LINEAR = 1.1
"""The goal for twice as many things, for each of them: 1 is linear."""
_HALF = 0.5
_SHORT = 0.1
"""Work that takes less, in seconds, is repeated in a round until it has taken as much."""
_MOST_REPEATS = 10


class PeerError(Exception):
    """A peer has failed."""


@attrs.frozen(kw_only=True)
class Row:
    """A row of the table: how often one measurement contains another one."""

    benchmark: str
    measured: str
    beside: str
    """The peer, or the smaller work, that this is a multiple of."""
    median: float | None
    """The median of all rounds, with ``low`` and ``high`` as range; None if the peer is not installed or has failed."""
    low: float | None
    high: float | None
    goal: float | None = None
    failed: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """What identifies the row in the tables of two runs."""
        return self.benchmark, self.measured, self.beside

    def __str__(self) -> str:
        return f"{self.benchmark}: {self.measured} / {self.beside}"


@attrs.frozen(kw_only=True)
class Ratio:
    """A row that is still to be measured.

    Args:
        measured: What is measured, in words.
        beside: The name of the peer or of the smaller work.
        work: The work of empact; None if a library that it needs is not installed.
        unit: The other work; None if the peer is not installed.
        goal: The ratio that is wanted.
        scale: What the ratio is multiplied by, if the peer has another number of objects.
    """

    measured: str
    beside: str
    work: Measure | None
    unit: Measure | None
    goal: float | None = None
    scale: float = 1.0


def growth(measured: str, things: str, whole: Measure | None, half: Measure | None) -> Ratio:
    """Return the ratio of what is needed for all things and for half of them, for each of the things."""
    return Ratio(measured=measured, beside=_beside_half(things), work=whole, unit=half, goal=LINEAR, scale=_HALF)


def _beside_half(things: str) -> str:
    return f"half as many {things}, for each"


@attrs.frozen(kw_only=True)
class Run:
    """One run of a benchmark: how many rounds, and whether small inputs are enough."""

    benchmark: str
    rounds: int
    small: bool = False

    def size(self, normal: int, small: int) -> int:
        """Return a size of the input for this run."""
        return small if self.small else normal

    def row(
        self, measured: str, beside: str, values: Sequence[float], goal: float | None = None, *, failed: bool = False
    ) -> Row:
        """Return the row of the values of all rounds; no values are a peer that is not installed or has failed."""
        low, high = (min(values), max(values)) if values else (None, None)
        return Row(
            benchmark=self.benchmark,
            measured=measured,
            beside=beside,
            median=statistics.median(values) if values else None,
            low=low,
            high=high,
            goal=goal,
            failed=failed,
        )

    def measure(self, ratios: Sequence[Ratio]) -> Iterator[Row]:
        """Yield the rows of ratios. Each round does every different work, one after the other.

        Short work is repeated, and its mean counts: the least of several would be too small beside longer work. If a
        peer fails, its work is not done again, and the others go on.
        """
        works = list(dict.fromkeys(work for ratio in ratios for work in (ratio.work, ratio.unit) if work is not None))
        if not self.small:
            _each(works, lambda work: work())  # fills the caches
        rounds = [_each(works, self._mean) for _ in range(self.rounds)]
        for ratio in ratios:
            own, unit = ratio.work, ratio.unit
            if own is None or unit is None:
                yield self.row(ratio.measured, ratio.beside, [], ratio.goal)
            elif unit not in works:
                yield self.row(ratio.measured, ratio.beside, [], ratio.goal, failed=True)
            else:
                values = [ratio.scale * took[own] / took[unit] for took in rounds]
                yield self.row(ratio.measured, ratio.beside, values, ratio.goal)

    def _mean(self, work: Measure) -> float:
        took, most = [work()], 1 if self.small else _MOST_REPEATS
        while sum(took) < _SHORT and len(took) < most:
            took.append(work())
        return statistics.mean(took)

    def alternate(self, half: Parts, whole: Parts) -> list[Round]:
        """Return what half of the work and all of it need in each round, one after the other."""
        return [(half(), whole()) for _ in range(self.rounds)]

    def growth_rows(self, things: str, rounds: Sequence[Round]) -> Iterator[Row]:
        """Yield a row for each part of rounds: what all ``things`` need beside half as many, for each of them."""
        for part in rounds[0][0]:
            values = [_HALF * whole[part] / half[part] for half, whole in rounds]
            yield self.row(part, _beside_half(things), values, LINEAR)


def _each(works: list[Measure], measure: Callable[[Measure], float]) -> dict[Measure, float]:
    """Return what each work needs, and take those of peers that fail out of the list."""
    took = dict[Measure, float]()
    for work in tuple(works):
        try:
            took[work] = measure(work)
        except PeerError as error:
            print(error, file=sys.stderr, flush=True)
            works.remove(work)
    return took


@attrs.frozen(kw_only=True)
class Benchmark:
    """Rows about one subject."""

    name: str
    summary: str
    measure: Callable[[Run], Iterable[Row]]


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of some work, in seconds, without that of collecting the garbage of other work.

    Raises:
        ValueError: The work returns nothing: a benchmark that finds nothing measures nothing.
    """
    gc.collect()
    begin = time.process_time()
    result = work()
    took = time.process_time() - begin
    if not result:
        raise ValueError(f"{work} returned {result!r}, so it measures nothing")
    return took


def timed(work: Callable[..., object] | None, *arguments: object) -> Measure | None:
    """Return a measurement of the processor time of some work; None for the work of a peer that is not installed."""
    return None if work is None else functools.partial(seconds, functools.partial(work, *arguments))


def peak(work: Callable[[], object]) -> float:
    """Return how many bytes Python allocates at the peak of some work."""
    gc.collect()
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def interpreter(*arguments: str) -> float:
    """Return the processor time of a new Python with these arguments, in seconds.

    Raises:
        subprocess.CalledProcessError: It ends with an error.
    """
    # -P keeps the current folder out of the path: a folder called `attrs` would be imported. Without bytecode on the
    # disk, most of the time is compiling.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(  # noqa: S603 - this interpreter, with the arguments of a benchmark
        [sys.executable, "-P", *arguments], capture_output=True, check=True, env=environment
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def works_of(peer: str, *arguments: object) -> Works:
    """Return what the ``works`` of a module of ``benchmarks.peers`` returns, if its library is installed."""
    try:
        module = importlib.import_module(f"benchmarks.peers.{peer}")
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("benchmarks"):
            raise
        return {}
    try:
        works: Works = module.works(*arguments)
    except Exception as error:  # noqa: BLE001 - code of others
        works = dict.fromkeys(_WORKS, functools.partial(_raise, error))
    return {name: functools.partial(_guarded, peer, work) for name, work in works.items()}


def _raise(error: Exception, *_: object) -> None:
    raise error


def _guarded(peer: str, work: Callable[..., Any], *arguments: object) -> Any:
    for argument in arguments:
        if isinstance(argument, PeerError):
            raise argument
    try:
        return work(*arguments)
    except Exception as error:
        raise PeerError(f"the peer {peer} has failed: {error!r}") from error


def prepared(work: Callable[..., Any], *arguments: object) -> Any:
    """Return what a work of a peer returns, as an argument for another one of its works; its error if it fails."""
    try:
        return work(*arguments)
    except PeerError as error:
        return error
