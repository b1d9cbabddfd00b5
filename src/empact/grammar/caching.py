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
    remembered = functools.lru_cache(_TEXTS)(of_text(parse))

    @functools.wraps(parse)
    def parse_text(text: str) -> object:
        try:
            return remembered(text)
        except TypeError:  # the cache refuses a list before the parser sees it
            _check(text)
            raise

    return cast("P", parse_text)


def of_text(parse: P) -> P:
    """Return a parser for which anything but a text is a TypeError, without a cache."""

    @functools.wraps(parse)
    def parse_text(text: str) -> object:
        _check(text)
        return parse(text)

    return cast("P", parse_text)


def _check(text: object) -> None:
    check_text("The text of a cell", text)
