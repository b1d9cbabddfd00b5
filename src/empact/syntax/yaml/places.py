"""Finds the positions of the values in a YAML text."""

from __future__ import annotations

import re

from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentEndEvent,
    MappingStartEvent,
    ScalarEvent,
)

from empact.syntax.reading import Spot
from empact.syntax.yaml import events

_HEADER = re.compile(r"[|>][^\r\n]*+\s++(?=\S)")
"""The header of a block, and the white space before its first word."""


def locate(text: str) -> Spot:
    """Return the spots of the first document, up to the first syntax error; for duplicate keys, those of the first."""
    root = Spot(0, None, [])
    above: list[Spot] = []
    spot = root
    key: tuple[str, int] | None = None  # the key whose value comes next
    keys: list[tuple[str, int] | None] = []
    try:
        parser = events.make_parser(text)
        while (event := parser.get_event()) is not None and not isinstance(event, DocumentEndEvent):
            if isinstance(event, CollectionEndEvent):
                spot, key = above.pop(), keys.pop()
                continue
            if not isinstance(event, (ScalarEvent, AliasEvent, CollectionStartEvent)):
                continue
            at = events.start(event)
            if isinstance(spot.inside, dict) and key is None:
                # A collection is not a valid key, so the values in it have no spot.
                key = (event.value if isinstance(event, ScalarEvent) else "", at)
                if isinstance(event, CollectionStartEvent):
                    above.append(spot)
                    keys.append(key)
                    spot, key = _opened(event, Spot(at)), None
                continue
            value = _text(event, text) if isinstance(event, ScalarEvent) else Spot(at)
            if isinstance(spot.inside, dict) and key is not None:
                value.key = key[1]
                spot.inside.setdefault(key[0], value)
            elif isinstance(spot.inside, list):
                spot.inside.append(value)
            key = None
            if isinstance(event, CollectionStartEvent):
                above.append(spot)
                keys.append(None)
                spot = _opened(event, value)
    except events.FAILURES:
        pass  # the reader reports the error; the values before it keep their spots
    return root.inside[0] if isinstance(root.inside, list) and root.inside else root


def _text(event: ScalarEvent, text: str) -> Spot:
    """Return the spot of a text. A block starts at its first word, not at its header, such as ``>-``."""
    at, end = events.start(event), events.end(event)
    if event.style in {"|", ">"}:
        match = _HEADER.match(text, at, end)
        at = at if match is None else match.end()
    return Spot(at, end=end)


def _opened(event: CollectionStartEvent, spot: Spot) -> Spot:
    spot.inside = {} if isinstance(event, MappingStartEvent) else []
    return spot
