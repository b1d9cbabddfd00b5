"""Parse routes: ``TR-EL-FYROM-RS-HU-AT``, ``China > Kazakhstan > LV/LT``, ``from Nigeria via Niger to Italy``."""

from __future__ import annotations

import functools
import re

from empact.grammar.caching import cached
from empact.grammar.language import language
from empact.model import Route

_ARROW = re.compile(r"\s*(?:>|→|->)\s*")
_DASH = re.compile(r"\s+[-–—]\s+|\s*[–—]\s*")
_CODES = re.compile(r"[A-Z]{2,6}(?:/[A-Z]{2,6})*(?:-[A-Z]{2,6}(?:/[A-Z]{2,6})*)+")
_OR = re.compile(r"/|\s+or\s+|\s+and\s+")
_THEN = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+")
_STOP = re.compile(r"[^\s/>,;:()][^/>,;:()]*")


class _Patterns:
    """The compiled patterns of a language."""

    def __init__(self) -> None:
        words = language()
        self.start = re.compile(rf"{words.pattern('routes', 'from')}\s+", re.IGNORECASE)
        self.over = re.compile(rf"\s+{words.pattern('routes', 'over')}\s+", re.IGNORECASE)
        self.end = re.compile(rf"\s+{words.pattern('routes', 'to')}\s+", re.IGNORECASE)
        self.no_stop = re.compile(words.pattern("routes", "no_stop"), re.IGNORECASE)


@functools.cache
def _patterns() -> _Patterns:
    return _Patterns()


@cached
def parse_route(text: str) -> Route | None:
    """Return a route of at least two stops, each a place or alternatives (``HU/AT``); None for any other text."""
    words = " ".join(text.split())
    start = _patterns().start.match(words)
    if _patterns().no_stop.search(words):
        return None  # "HU – RS border" is a place
    if start is not None:
        stops = _stops_in_words(words[start.end() :])
    elif _ARROW.search(words):
        stops = _ARROW.split(words)
    elif _CODES.fullmatch(words):
        stops = words.split("-")
    else:
        stops = _DASH.split(words)
    places = tuple(tuple(_OR.split(stop)) for stop in stops)
    if len(places) < 2 or not all(_STOP.fullmatch(place) for stop in places for place in stop):  # noqa: PLR2004 - from, to
        return None
    return Route(stops=places)


def _stops_in_words(words: str) -> list[str]:
    """Return the stops of "Nigeria via Niger and Libya to Italy"; those after "via" are one after another."""
    ends = _patterns().end.split(words)
    ways = _patterns().over.split(ends[0])
    if len(ends) != 2 or len(ways) > 2 or not all(part[:1].isupper() for part in (*ends, *ways)):  # noqa: PLR2004 - as above
        return []
    return [ways[0], *(stop for way in ways[1:] for stop in _THEN.split(way)), ends[1]]
