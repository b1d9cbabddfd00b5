"""Splits JSON text into tokens with their offsets, to report problems.

The scan is iterative, so it works at any depth. It ends at the first token that is not JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

# Linear in the text: the possessive quantifiers ("*+", "++") do not backtrack.
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
    """One token: a bracket, a key, or a value that is not a list or an object."""

    sort: Sort
    start: int
    source: str

    @property
    def text(self) -> str:
        """The value of a key or a string in quotes; its source if it is not valid."""
        try:
            return str(json.loads(self.source))
        except ValueError:
            return self.source


def tokens(text: str) -> Iterator[Token]:
    """Return the tokens of a text up to the first one that is not JSON, or to the end of the document."""
    at = 0
    in_objects: list[bool] = []
    expects_key = False
    while (match := _TOKEN.match(text, at)) is not None:
        at = match.end()
        sort, source = str(match.lastgroup), match[str(match.lastgroup)]
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
