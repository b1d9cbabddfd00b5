"""Measures how much more work twice as much to do takes, in lines or calls: no other program can change these."""

from __future__ import annotations

import cProfile
import pstats
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def steps(work: Callable[[], object]) -> int:
    """How many lines run in the course of some work; each turn of a loop counts, also of one inside a line."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: object) -> Callable[..., Any]:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def calls(work: Callable[[], object]) -> int:
    """How many functions are called in the course of some work, in Python and in C: faster to count than lines."""
    profile = cProfile.Profile()
    profile.runcall(work)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]  # typeshed leaves it out


def growth(work: Callable[[int], Callable[[], object]], count: int) -> float:
    """By how much the steps grow where there is twice as much to do; what is made once is made before."""
    work(2)()
    return steps(work(2 * count)) / steps(work(count))
