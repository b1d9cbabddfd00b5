"""Routes: ``TR-EL-FYROM-RS-HU-AT``, ``China > Kazakhstan > LV/LT``."""

from __future__ import annotations

import functools
import re

from empact.model import Route

_ARROW = re.compile(r"\s*(?:>|→|->)\s*")
_DASH = re.compile(r"\s+[-–—]\s+|\s*[–—]\s*")
_CODES = re.compile(r"[A-Z]{2,6}(?:/[A-Z]{2,6})*(?:-[A-Z]{2,6}(?:/[A-Z]{2,6})*)+")
_OR = re.compile(r"/|\s+or\s+|\s+and\s+")
_STOP = re.compile(r"[^\s/>,;:()][^/>,;:()]*")


@functools.lru_cache(maxsize=1024)
def parse_route(text: str) -> Route | None:
    """A route of two stops or more, each a place or alternatives parted by strokes; None for anything else."""
    words = " ".join(text.split())
    if _ARROW.search(words):
        stops = _ARROW.split(words)
    elif _CODES.fullmatch(words):
        stops = words.split("-")
    else:
        stops = _DASH.split(words)
    places = tuple(tuple(_OR.split(stop)) for stop in stops)
    if len(places) < 2 or not all(_STOP.fullmatch(place) for stop in places for place in stop):  # noqa: PLR2004
        return None
    return Route(stops=places)
