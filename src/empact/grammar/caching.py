"""A cache for parsers: the cells of plans repeat each other, and parsing depends on the text alone."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar, cast

from empact.arguments import check_text

P = TypeVar("P", bound=Callable[[str], object])

_TEXTS = 4096
"""The number of texts that a parser remembers: the plans of a priority repeat some hundreds."""


def cached(parse: P) -> P:
    """Return a parser that returns the same value, which is immutable, for the same text.

    Anything but a text is a TypeError.
    """
    return cast("P", functools.lru_cache(_TEXTS)(_of_text(parse)))


def _of_text(parse: Callable[[str], object]) -> Callable[[str], object]:
    @functools.wraps(parse)
    def parse_text(text: str) -> object:
        check_text("The text of a cell", text)
        return parse(text)

    return parse_text
