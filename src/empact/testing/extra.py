"""The libraries of the extra ``testing``, which parts of the kit need."""

from __future__ import annotations

from empact.errors import MissingExtraError

_LIBRARIES = ("hypothesis", "pytest")


def missing_library(name: str, error: ModuleNotFoundError) -> ImportError:
    """Return the exception for a name of the kit whose import failed: it names the extra that has the library."""
    if error.name not in _LIBRARIES:
        return error
    return MissingExtraError(f"{name!r} needs the library {error.name!r}: run 'pip install \"empact[testing]\"'.")
