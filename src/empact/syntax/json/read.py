"""Parses JSON text strictly: duplicate keys and numbers that JSON does not have are errors."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from typing import Any

from empact.diagnostics import OVER_LIMIT
from empact.syntax.json.places import locate
from empact.syntax.json.problems import MAX_DIGITS, report_break, report_problems
from empact.syntax.raw import RawDocument
from empact.syntax.reading import Places, ReadContext, Unreadable

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class _OddError(ValueError):
    """Raised for valid JSON that is not allowed; the scan finds out what and where."""


def read(data: bytes, ctx: ReadContext) -> RawDocument:
    """Return the tree and the places of one JSON document.

    The standard library parses a valid file. Only if that fails, the text is scanned and all problems are reported.

    Raises:
        Unreadable: No tree can be made of the text.
    """
    text = ctx.text(data)
    places = Places(text, ctx.file, locate)
    try:
        try:
            tree = _STRICT.decode(text)
            odd = bool(_SURROGATE.search(text)) or not _within(tree, ctx.max_depth)
        except json.JSONDecodeError:
            raise
        except (ValueError, RecursionError):
            tree = _LENIENT.decode(text)
            odd = True
    except json.JSONDecodeError as error:
        report_problems(text, ctx, places, until=error.pos)
        report_break(error, ctx, places)
        raise Unreadable from None
    except RecursionError:
        report_problems(text, ctx, places, until=len(text))
        ctx.report(OVER_LIMIT, "The values are nested deeper than Python can read.", places.at(0))
        raise Unreadable from None
    if odd:
        report_problems(text, ctx, places, until=len(text))
    return RawDocument(tree, places.of_value, places.of_key, words_place=places.of_words)


def _within(tree: Any, max_depth: int) -> bool:
    """Whether no value of a tree is nested in more than ``max_depth`` lists and objects."""
    # Level by level, without recursion: the tree can be deeper than Python's stack. Linear in the number of values.
    level: list[Any] = [[tree]]
    for _ in range(max_depth + 1):
        level = [
            child
            for node in level
            for child in (node.values() if node.__class__ is dict else node)
            if child.__class__ is dict or child.__class__ is list
        ]
        if not level:
            return True
    return False


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        raise _OddError
    return mapping


def _first_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    for key, value in pairs:
        mapping.setdefault(key, value)
    return mapping


def _integer(source: str) -> int:
    if len(source.lstrip("-")) > MAX_DIGITS:
        raise _OddError
    return int(source)


def _float(source: str) -> float:
    number = float(source)
    if not math.isfinite(number):
        raise _OddError
    return number


def _constant(_name: str) -> Any:
    raise _OddError


def _or_none(read_number: Callable[[str], Any]) -> Callable[[str], Any]:
    def read_or_none(source: str) -> Any:
        try:
            return read_number(source)
        except ValueError:
            return None

    return read_or_none


_STRICT = json.JSONDecoder(object_pairs_hook=_object, parse_int=_integer, parse_float=_float, parse_constant=_constant)
_LENIENT = json.JSONDecoder(
    object_pairs_hook=_first_pairs,
    parse_int=_or_none(_integer),
    parse_float=_or_none(_float),
    parse_constant=_or_none(_constant),
)
