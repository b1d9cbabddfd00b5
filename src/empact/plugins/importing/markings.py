"""The markings that stand on the pages of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from empact.hooks import printed_markings

_WORD = re.compile(r"[^\W_]+")
_LANGUAGE = re.compile(r"[A-Z]{2}")
"""The language of a document at the foot of its pages: EN."""


def markings_in(line: str) -> tuple[str, ...]:
    """Return the markings of a line that has no other words than these, and the language of a document."""
    markings = printed_markings(line)
    known = {word for marking in markings for word in _words(marking)}
    left = (word for word in _WORD.findall(line) if word.casefold() not in known)
    return markings if all(_LANGUAGE.fullmatch(word) for word in left) else ()


def _words(text: str) -> Iterator[str]:
    return (word.casefold() for word in _WORD.findall(text))
