"""What the whole program shares: kept as it is around the import and the hooks of a plugin.

A plugin that changes the working folder makes the command read other files than the user named, and one that changes
the context of decimals changes the sums of the program that uses empact.

The context of decimals is that of a thread. All threads share the working folder and the checks of attrs, so these two
are compared only where no other thread runs: another one may have changed them, and may rely on it.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from typing import Any, TypeVar

import attrs

T = TypeVar("T")


def kept(call: Callable[[], T]) -> tuple[T, list[str]]:
    """Call code of a plugin; return its value, and what it has changed of what the program shares.

    That is changed back, also where the code raises.
    """
    changed: list[str] = []
    alone = threading.active_count() == 1
    folder, checks, put_decimals_back = _folder(), not attrs.validators.get_disabled(), _decimals()
    try:
        value = call()
    finally:
        if alone and folder is not None and _folder() != folder:
            os.chdir(folder)
            changed.append("the working folder")
        if put_decimals_back():
            changed.append("the context of decimals")
        if alone and checks and attrs.validators.get_disabled():  # who switches them on does no harm
            attrs.validators.set_disabled(False)
            changed.append("the checks of attrs")
    return value, changed


def _folder() -> str | None:
    try:
        return os.getcwd()  # noqa: PTH109 - a text is compared
    except OSError:  # it was deleted
        return None


def _decimals() -> Callable[[], bool]:
    """Return a function that puts the context of decimals back, and returns whether it was changed.

    It stays the same object, which a ``localcontext`` of the program may hold, and keeps its flags.
    """
    if "decimal" not in sys.modules:
        return lambda: False
    import decimal

    context = decimal.getcontext()
    settings = _settings(context)

    def put_back() -> bool:
        if decimal.getcontext() is context and _settings(context) == settings:
            return False
        for name, setting in settings.items():
            setattr(context, name, setting)
        decimal.setcontext(context)
        return True

    return put_back


def _settings(context: Any) -> dict[str, Any]:
    """Return what calculations with decimals depend on."""
    names = ("prec", "rounding", "Emin", "Emax", "capitals", "clamp")
    return {name: getattr(context, name) for name in names} | {"traps": dict(context.traps)}
