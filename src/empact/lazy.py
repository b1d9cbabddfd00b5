"""Packages whose public names are imported when they are first used (PEP 562).

A package with many public names imports none of its modules itself, so that a program loads only the modules it uses.
The names stand in the package three times: as imports below ``if TYPE_CHECKING`` for type checkers, in the table that
:func:`lazy_names` takes, and in ``__all__``. A test compares the three.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def lazy_names(package: str, table: str) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Return ``__getattr__`` and ``__dir__`` for a package that imports its public names when they are first used.

    Args:
        package: The name of the package.
        table: Words separated by spaces or lines: a module, with a colon behind it, and then the names that the package
            takes from it. A name without a module before it is a module of the package itself.
    """
    homes: dict[str, str] = {}
    module = ""
    for word in table.split():
        if word.endswith(":"):
            module = word[:-1]
        else:
            homes[word] = module

    def __getattr__(name: str) -> Any:  # noqa: N807 - Python calls it for a name that the package does not have yet
        from importlib import import_module

        if name in homes:
            module = homes[name]
            value = getattr(import_module(module), name) if module else import_module(f"{package}.{name}")
            setattr(sys.modules[package], name, value)  # the next use is a plain attribute
            return value
        message = f"module {package!r} has no attribute {name!r}"
        raise AttributeError(message)

    def __dir__() -> list[str]:  # noqa: N807 - as above
        known = vars(sys.modules[package])
        return sorted({*known, *known.get("__all__", ()), *homes})

    return __getattr__, __dir__
