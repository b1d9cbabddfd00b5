"""The markings that stand on the pages of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from empact.containers import Limits, Package, open_package, package_texts
from empact.hooks import printed_markings

_WORD = re.compile(r"[^\W_]+")
_LANGUAGE = re.compile(r"[A-Z]{2}")
"""The language of a document at the foot of its pages: EN."""


_MOST_BYTES = 1_000_000
"""The most bytes of a part with properties; those of programs have a few thousand."""


def property_texts(data: bytes, limits: Limits | None) -> Iterator[str]:
    """Yield the texts of the properties of an office file, such as its keywords and the label of its classification.

    Args:
        data: The file, which can be opened.
        limits: How large it may be.
    """
    package = open_package(data, limits)
    parts = {
        name: part
        for name, part in package.parts.items()
        if (name.startswith("docProps/") or name == "meta.xml") and len(part) <= _MOST_BYTES
    }
    yield from package_texts(Package(package.kind, parts))


def markings_in(line: str) -> tuple[str, ...]:
    """Return the markings of a line that has no other words than these, and the language of a document."""
    return () if words_beside(line) else printed_markings(line)


def markings_of(texts: Iterable[str]) -> list[str]:
    """Return the markings of texts, without those that are the end of another one: a narrow cell breaks its line."""
    markings = dict.fromkeys(marking for text in texts for marking in printed_markings(text))
    words = {marking: _words(marking) for marking in markings}
    return [marking for marking in markings if not any(words[marking] < others for others in words.values())]


def words_beside(line: str) -> list[str]:
    """Return the words of a line that are not its markings, nor the language of a document beside them."""
    markings = printed_markings(line)
    known = _words(" ".join(markings))
    words = [word for word in line.split() if not (_words(word) <= known or printed_markings(word))]
    return [word for word in words if not _LANGUAGE.fullmatch(word)] if markings else words


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}
