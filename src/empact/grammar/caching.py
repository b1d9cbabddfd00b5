"""A cache for parsers: the cells of plans repeat each other, and parsing depends on the text alone."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar, cast

P = TypeVar("P", bound=Callable[[str], object])

_TEXTS = 4096
"""The number of texts that a parser remembers: the plans of a priority repeat some hundreds."""


def cached(parse: P) -> P:
    """Return a parser that returns the same value, which is immutable, for the same text."""
    return cast("P", functools.lru_cache(_TEXTS)(parse))
