"""JSON text as a flat run of tokens with their places, for when there is something to tell or to place.

The scan is iterative, so that no nesting is too deep for it, and ends at the first token that is none of JSON's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from empact.syntax.reading import Spot

_TOKEN = re.compile(
    r"""[ \t\n\r]*+(?:
        (?P<string>"[^"\\\x00-\x1f]*+(?:\\.[^"\\\x00-\x1f]*+)*+")
      | (?P<open>[\[{])
      | (?P<close>[\]}])
      | (?P<mark>[,:])
      | (?P<bare>[^\s,:\[\]{}"]++)
    )""",
    re.VERBOSE,
)

Sort = Literal["open", "close", "key", "string", "bare"]


class Token(NamedTuple):
    """One token: a bracket, a key, or a value that holds no other."""

    sort: Sort
    start: int
    source: str

    @property
    def text(self) -> str:
        """What a key or a string in quotes says; its source where it cannot be read."""
        try:
            return str(json.loads(self.source))
        except ValueError:
            return self.source


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text from its start, as far as they are JSON's."""
    at = 0
    in_objects: list[bool] = []
    expects_key = False
    while (found := _TOKEN.match(text, at)) is not None:
        at = found.end()
        sort, source = str(found.lastgroup), found[str(found.lastgroup)]
        start = at - len(source)
        if sort == "mark":
            expects_key = source == "," and bool(in_objects) and in_objects[-1]
            continue
        if sort == "open":
            in_objects.append(source == "{")
            expects_key = source == "{"
            yield Token("open", start, source)
        elif sort == "close":
            if not in_objects:
                return
            in_objects.pop()
            expects_key = False
            yield Token("close", start, source)
        elif sort == "string":
            yield Token("key" if expects_key else "string", start, source)
            expects_key = False
        else:
            yield Token("bare", start, source)
        if not in_objects:
            return


def locate(text: str) -> Spot:
    """The spots of a text, as far as it can be read; of two equal keys the first counts."""
    root = Spot(0, None, [])
    above: list[Spot] = []
    spot = root
    key: Token | None = None
    for token in tokens(text):
        if token.sort == "key":
            key = token
            continue
        if token.sort == "close":
            spot = above.pop()
            continue
        value = Spot(token.start)
        if isinstance(spot.inside, list):
            spot.inside.append(value)
        elif isinstance(spot.inside, dict) and key is not None:
            value.key = key.start
            spot.inside.setdefault(key.text, value)
        key = None
        if token.sort == "open":
            value.inside = {} if token.source == "{" else []
            above.append(spot)
            spot = value
    return root.inside[0] if isinstance(root.inside, list) and root.inside else root
