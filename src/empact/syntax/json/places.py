"""Finds the positions of the values in a JSON text: only on the way to the pointers that are asked for."""

from __future__ import annotations

import json
import re
from functools import partial

from empact.syntax.reading import Spot

_GAP = re.compile(r"[ \t\n\r,:]*+")
_DECODER = json.JSONDecoder(parse_int=str)  # text, since Python limits the digits of a number


def locate(text: str) -> Spot:
    """Return the spots of a text that is valid JSON; for duplicate keys, those of the first."""
    return _spot(text, _after_gap(text, 0))


def _spot(text: str, at: int, key: int | None = None, end: int | None = None) -> Spot:
    if text[at] in "{[":
        return Spot(at, key, find_inside=partial(_inside, text, at))
    return Spot(at, key, end=end)


def _end(text: str, at: int) -> int:
    return _DECODER.raw_decode(text, at)[1]


def _inside(text: str, at: int) -> dict[str, Spot] | list[Spot]:
    """Return the spots in the object or list that starts at an offset. The decoder in C skips what is in them."""
    entries: dict[str, Spot] = {}
    items: list[Spot] = []
    is_object = text[at] == "{"
    at = _after_gap(text, at + 1)
    while text[at] not in "]}":
        if is_object:
            start = at
            key, at = _DECODER.raw_decode(text, at)
            at = _after_gap(text, at)
            end = _end(text, at)
            entries.setdefault(key, _spot(text, at, start, end))
        else:
            end = _end(text, at)
            items.append(_spot(text, at, end=end))
        at = _after_gap(text, end)
    return entries if is_object else items


def _after_gap(text: str, at: int) -> int:
    match = _GAP.match(text, at)
    return at if match is None else match.end()
