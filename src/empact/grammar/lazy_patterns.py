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


class LazyPattern:
    """A pattern that is compiled when a text has one of the words or signs without which it does not match."""

    def __init__(self, source: str, needed: Iterable[str], keep: Callable[[re.Pattern[str]], None]) -> None:
        self._source, self._keep = source, keep
        self._needed = frozenset(words if words.isalpha() else _longest_part(words) for words in needed)

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
        if self._needed.isdisjoint(parts_of(text)):
            return None
        pattern = _compiled(self._source)
        self._keep(pattern)
        return pattern


Pattern: TypeAlias = re.Pattern[str] | LazyPattern
Source: TypeAlias = str | tuple[Iterable[str], str]
"""A regular expression; with the complete words, digits or signs of which every text that it matches has one."""


class LazyPatterns:
    """Patterns by name, as attributes; capital letters do not matter."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources

    def __getattr__(self, name: str) -> Pattern:
        if name.startswith("_") or name not in self._sources:
            raise AttributeError(name)
        source = self._sources[name]
        keep = functools.partial(setattr, self, name)
        pattern = _compiled(source) if isinstance(source, str) else LazyPattern(source[1], source[0], keep)
        keep(pattern)
        return pattern


def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


def _longest_part(words: str) -> str:
    """Return the part that few other texts have: "n" of "n/a", "determined" of "to be determined"."""
    return max(sorted(parts_of(words), reverse=True), key=len)


@functools.lru_cache(maxsize=16)
def parts_of(text: str) -> frozenset[str]:
    """Return the words of a text as look-up keys, its digits and its signs. Many patterns ask for those of one text."""
    return frozenset(map(str.casefold, _PART.findall(with_dots(text))))
