"""Pausing the cyclic garbage collector."""

from __future__ import annotations

import contextlib
import gc
import threading
from collections.abc import Generator

_LOCK = threading.Lock()


@contextlib.contextmanager
def collector_paused() -> Generator[None]:
    """Pause the collector, and restore its state afterwards, also after an exception.

    A load, a validation or an export makes many values that stay and almost no cycles: the collector would walk all of
    them again and again and find nothing. The block that stopped it starts it, for all threads.
    """
    with _LOCK:  # no other thread starts it between the two calls: then nothing would start it again
        running = gc.isenabled()
        gc.disable()
    try:
        yield
    finally:
        if running:
            with _LOCK:
                gc.enable()
