"""Pausing the cyclic garbage collector."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Generator


@contextlib.contextmanager
def collector_paused() -> Generator[None]:
    """Pause the collector, and restore its state afterwards, also after an exception.

    A load or a validation makes many values that stay and almost no cycles: the collector would walk all of them again
    and again and find nothing.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
