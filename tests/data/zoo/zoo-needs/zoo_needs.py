"""Needs a library that is not installed."""

from __future__ import annotations

import zoo_library_of_nobody  # type: ignore[import-not-found]  # pyright: ignore[reportMissingImports]  # noqa: F401
