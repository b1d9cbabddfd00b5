"""A cache for parsers: the cells of plans repeat each other, and parsing depends on the text alone.

A wheel has a table of known texts, those of the plan in it, which are parsed when the wheel is built: reading that plan
compiles no patterns of the notation. ``hatch_build.py`` writes the table. An editable install has none.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, TypeVar, cast

from empact.arguments import check_text

P = TypeVar("P", bound=Callable[[str], object])

_TEXTS = 4096
"""The number of texts that a parser remembers: the plans of a priority repeat some hundreds."""
_TABLE = "empact.grammar.known_texts"
"""The module with the table of known texts. It is only in a wheel."""


def cached(parse: P) -> P:
    """Return a parser that returns the same value, which is immutable, for the same text.

    Anything but a text is a TypeError.
    """
    parse_unknown = of_text(parse)
    name = parser_name(parse)

    @functools.lru_cache(_TEXTS)
    def remembered(text: str) -> object:
        values = _known_texts().get(name, {})
        return values[text] if text in values else parse_unknown(text)

    @functools.wraps(parse)
    def parse_text(text: str) -> object:
        try:
            return remembered(text)
        except TypeError:  # the cache refuses a list before the parser sees it
            _check(text)
            raise

    return cast("P", parse_text)


def parser_name(parse: Callable[[str], object]) -> str:
    """Return the name of a parser in the table of known texts."""
    return f"{parse.__module__}.{parse.__qualname__}"


@functools.cache
def _known_texts() -> Mapping[str, Mapping[str, Any]]:
    """Return the values of the known texts, by parser and text; nothing in an editable install."""
    try:
        known: Mapping[str, Mapping[str, Any]] = import_module(_TABLE).KNOWN_TEXTS
    except ModuleNotFoundError:
        return {}
    return known


def of_text(parse: P) -> P:
    """Return a parser for which anything but a text is a TypeError, without a cache."""

    @functools.wraps(parse)
    def parse_text(text: str) -> object:
        _check(text)
        return parse(text)

    return cast("P", parse_text)


def _check(text: object) -> None:
    check_text("The text of a cell", text)
