"""Patterns that are compiled when they are first used: most cells need few of them."""

from __future__ import annotations

import re
from collections.abc import Mapping


class LazyPatterns:
    """Patterns by name, as attributes; capital letters do not matter."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources

    def __getattr__(self, name: str) -> re.Pattern[str]:
        if name.startswith("_") or name not in self._sources:
            raise AttributeError(name)
        pattern = re.compile(self._sources[name], re.IGNORECASE)
        setattr(self, name, pattern)
        return pattern
