"""Packages whose public names are imported when they are first used (PEP 562).

A package with many public names imports none of its modules itself, so that a program loads only the modules it uses.
The names stand once in the package, in the table that :func:`lazy_names` takes. The stub beside the package, which
type checkers and editors read, is generated from the table; CONTRIBUTING.md says how.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def table_homes(table: str) -> dict[str, str]:
    """Return the names in the table of a package, each with what stands before it; "" for a module of the package."""
    homes: dict[str, str] = {}
    home = ""
    for word in table.split():
        if word.endswith(":"):
            home = word[:-1]
        elif word in homes:
            message = f"The name {word!r} stands twice in a table of lazy names."
            raise ValueError(message)
        else:
            homes[word] = home
    return homes


def deprecated(old: str, new: str, since: str, removal: str) -> tuple[str, str, str, str]:
    """Return an entry of :func:`lazy_names` for a name that has another one now.

    Args:
        old: The old name. It still works, with a DeprecationWarning that names the new one.
        new: The name in the table of the same package that replaces it.
        since: The version that deprecates it: ``0.3``.
        removal: The version without it, at least two minor versions later: ``0.5``.
    """
    return old, new, since, removal


def lazy_names(
    package: str,
    table: str,
    *renamed: tuple[str, str, str, str],
    on_missing: Callable[[str, ModuleNotFoundError], Exception] | None = None,
) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """Return ``__getattr__``, ``__dir__`` and ``__all__`` of a package that imports its names when they are first used.

    Args:
        package: The name of the package.
        table: Words separated by spaces or lines: a module, with a colon behind it, and then the names that the package
            takes from it. With ``package.module.function():``, the names are methods of what the function returns. A
            name without a module before it is a public module of the package; it is not in ``__all__``.
        renamed: The deprecated names, each by :func:`deprecated`. They are not in ``__all__`` and not in ``dir()``.
        on_missing: Returns the exception to raise if a module is missing, from the name and the error of the import.
    """
    homes = table_homes(table)

    def __getattr__(name: str) -> Any:  # noqa: N807 - Python calls it for a name that the package does not have yet
        for old, new, since, removal in renamed:
            if name == old:
                _warn(package, old, new, since, removal)
                return getattr(sys.modules[package], new)
        if name not in homes:
            message = f"module {package!r} has no attribute {name!r}"
            raise AttributeError(message)
        try:
            return _value(package, homes[name], name)
        except ModuleNotFoundError as missing:
            if on_missing is None:
                raise
            raise on_missing(name, missing) from None

    def __dir__() -> list[str]:  # noqa: N807 - as above
        return sorted({*homes, *(name for name in vars(sys.modules[package]) if name.startswith("__"))})

    return __getattr__, __dir__, sorted(name for name, home in homes.items() if home)


def _warn(package: str, old: str, new: str, since: str, removal: str) -> None:
    import warnings

    message = (
        f"{package}.{old} is deprecated since version {since}, and removed in version {removal}. Use {package}.{new}."
    )
    warnings.warn(message, DeprecationWarning, stacklevel=3)  # where the name is used


def _value(package: str, home: str, name: str) -> Any:
    from importlib import import_module

    if not home:
        return import_module(f"{package}.{name}")  # which sets the attribute
    if home.endswith("()"):
        module, _, function = home[:-2].rpartition(".")
        return getattr(getattr(import_module(module), function)(), name)  # anew each time: it can return another object
    value = getattr(import_module(home), name)
    setattr(sys.modules[package], name, value)  # the next use is a plain attribute
    return value
