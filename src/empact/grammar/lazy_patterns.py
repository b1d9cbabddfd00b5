"""Patterns that are compiled for the first text that they can match: most cells need few of them."""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from empact.grammar.language import with_dots

DIGITS = tuple("0123456789")

_PART = re.compile(r"[^\W\d]+|\d|[^\w\s]")
_NOTHING: frozenset[str] = frozenset()
"""What a text must have beside a word that stands alone."""


class _OneOf:
    """Whether a text has one of several words, phrases or signs; a phrase with all its words, in any order."""

    def __init__(self, needed: Iterable[str]) -> None:
        self._phrases: dict[str, list[frozenset[str]]] = {}
        for words in needed:
            if words.isalpha():
                self._phrases.setdefault(words, []).append(_NOTHING)
            else:
                parts = frozenset(_PART.findall(words))
                self._phrases.setdefault(_rarest(parts), []).append(parts)
        self._rarest = frozenset(self._phrases)

    def __call__(self, text: str) -> bool:
        parts = parts_of(text)
        if self._rarest.isdisjoint(parts):
            return False
        return any(phrase <= parts for part in self._rarest & parts for phrase in self._phrases[part])


def _rarest(parts: Iterable[str]) -> str:
    """Return the part that few other texts have: "n" of "n/a", "determined" of "to be determined"."""
    return max(sorted(parts, reverse=True), key=len)


class LazyPattern:
    """A pattern that is compiled when a text has what every text that it matches has."""

    def __init__(self, source: str, needs: Iterable[Needed], keep: Callable[[re.Pattern[str]], None]) -> None:
        self._source, self._keep = source, keep
        self._checks = tuple(needed if callable(needed) else _OneOf(needed) for needed in needs)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the match at the start of a text, or None."""
        pattern = self._pattern(text)
        return None if pattern is None else pattern.match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the match of a whole text, or None."""
        pattern = self._pattern(text)
        return None if pattern is None else pattern.fullmatch(text, start, end)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match in a text, or None."""
        pattern = self._pattern(text)
        return None if pattern is None else pattern.search(text, start, end)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return the matches in a text."""
        pattern = self._pattern(text)
        return iter(()) if pattern is None else pattern.finditer(text)

    def split(self, text: str) -> list[str | Any]:
        """Split a text at the matches."""
        pattern = self._pattern(text)
        return [text] if pattern is None else pattern.split(text)

    def sub(self, words: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Replace the matches in a text."""
        pattern = self._pattern(text)
        return text if pattern is None else pattern.sub(words, text)

    def _pattern(self, text: str) -> re.Pattern[str] | None:
        """Return the compiled pattern, or None for a text that it cannot match."""
        for check in self._checks:  # this runs for almost every text: `all` takes twice the time
            if not check(text):
                return None
        pattern = _compiled(self._source)
        self._keep(pattern)
        return pattern


Pattern: TypeAlias = re.Pattern[str] | LazyPattern
Needed: TypeAlias = Iterable[str] | Callable[[str], object]
"""The complete words, phrases, digits or signs of which a text has one; or a function that says whether it has it."""
Source: TypeAlias = str | tuple[Needed, str] | tuple[Needed, Needed, str]
"""A regular expression; before it, what every text that it matches has."""


class LazyPatterns:
    """Patterns by name, as attributes; capital letters do not matter."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources

    def __getattr__(self, name: str) -> Pattern:
        if name.startswith("_") or name not in self._sources:
            raise AttributeError(name)
        source = self._sources[name]
        keep = functools.partial(setattr, self, name)
        pattern = _compiled(source) if isinstance(source, str) else LazyPattern(source[-1], source[:-1], keep)
        keep(pattern)
        return pattern


def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


@functools.lru_cache(maxsize=16)
def parts_of(text: str) -> frozenset[str]:
    """Return the words of a text as look-up keys, its digits and its signs. Many patterns ask for those of one text."""
    return frozenset(map(str.casefold, _PART.findall(with_dots(text))))
