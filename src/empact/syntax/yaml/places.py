"""Where the values of a YAML text stand."""

from __future__ import annotations

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


def locate(text: str) -> Spot:
    """The spots of the first document in a text, as far as it can be read; of two equal keys the first counts."""
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
                # A collection cannot be a key; what it holds is nowhere.
                key = (event.value if isinstance(event, ScalarEvent) else "", at)
                if isinstance(event, CollectionStartEvent):
                    above.append(spot)
                    keys.append(key)
                    spot, key = _opened(event, Spot(at)), None
                continue
            value = Spot(at)
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
        pass  # the reader tells what is wrong; what stands before it has its place
    return root.inside[0] if isinstance(root.inside, list) and root.inside else root


def _opened(event: CollectionStartEvent, spot: Spot) -> Spot:
    spot.inside = {} if isinstance(event, MappingStartEvent) else []
    return spot
