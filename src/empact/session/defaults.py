"""The session behind the functions of ``empact``."""

from __future__ import annotations

import functools
import threading

from empact.session.sessions import Session

_LOCK = threading.Lock()


def default_session() -> Session:
    """Return the session behind the functions of ``empact``: all installed plugins, created on first use."""
    with _LOCK:  # the cache alone would make one for each thread that asks before the first is ready
        return installed_session()


@functools.cache
def installed_session() -> Session:
    """Return the session of :func:`default_session`; a test clears the cache after it has installed a plugin."""
    return Session.installed()
