"""The words of a language, as data: those of the notation, and those that rules search for."""

from __future__ import annotations

import functools
import itertools
import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from empact.resources import read_resource
from empact.values import value

ENGLISH = "en"


@value
class Language:
    """The words of a file ``languages/*.toml``, by topic."""

    words: Mapping[str, Any]
    """The content of the file: texts, lists and tables of words, by topic."""
    _spelt: dict[object, tuple[str, ...]] = attrs.field(
        factory=dict[object, tuple[str, ...]], init=False, eq=False, repr=False
    )

    def spellings(self, *path: str, exact: bool = False) -> tuple[str, ...]:
        """Return the spellings at a path in the file, the longest first: in lower case, or as written (``exact``)."""
        known = self._spelt.get((path, exact))  # most patterns need them twice: as words, and in the pattern
        if known is None:
            known = self._spelt[path, exact] = self._spellings(path, exact=exact)
        return known

    def _spellings(self, path: Iterable[str], *, exact: bool) -> tuple[str, ...]:
        part: Any = self.words
        for step in path:
            part = part[step]
        rows = ((row,) if isinstance(row, str) else row for row in part)
        words = (word if exact else key(word) for row in rows for word in row)
        return tuple(sorted(words, key=lambda word: (-len(word), word)))

    def pattern(self, *path: str, exact: bool = False) -> str:
        """Return a regular expression that matches any spelling at a path in the file, as complete words.

        Compile it with ``re.IGNORECASE``, or use ``exact`` where capital letters matter.
        """
        return either(self.spellings(*path, exact=exact))

    def numbered(self, *path: str) -> dict[str, int]:
        """Return the spellings of a list of lists, each with the number of its list, counted from 1."""
        part: Any = self.words
        for step in path:
            part = part[step]
        return {key(word): number for number, row in enumerate(part, 1) for word in row}

    def sorted_by(self, *path: str) -> dict[str, str]:
        """Return the spellings of a table of lists, each with the key of its list, the longest first."""
        part: Any = self.words
        for step in path:
            part = part[step]
        rows: Mapping[str, Iterable[str]] = part
        pairs = [(key(word), topic) for topic, row in rows.items() for word in row]
        return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


def key(words: str) -> str:
    """Return words in the form used as a look-up key: case-folded, with single spaces.

    A pattern with ``re.IGNORECASE`` matches the Turkish capital I with a dot and small i without a dot as "i". The key
    maps both to "i", so that every match is found.
    """
    if words.isascii():  # as almost all words are; for them, the rest does the same in three times the time
        return " ".join(words.lower().split())
    return " ".join(with_dots(words).casefold().split())


def with_dots(words: str) -> str:
    """Return words with a plain i for the Turkish capital I with a dot and for the small i without one."""
    return words.replace("\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}", "i").replace(
        "\N{LATIN SMALL LETTER DOTLESS I}", "i"
    )


def either(words: Iterable[str]) -> str:
    """Return a regular expression for any of these words, as complete words; a space matches any white space."""
    # The bounds stand around each run of words that need the same, not around each word: half as long to compile.
    runs = ((bounds, "|".join(map(_escaped, run))) for bounds, run in itertools.groupby(words, key=_bounds))
    return "(?:" + "|".join(f"{start}(?:{run}){end}" for (start, end), run in runs) + ")"


def _escaped(word: str) -> str:
    if word.replace(" ", "").isalnum():  # as most words are: no sign in them needs an escape
        return word.replace(" ", r"\s+")
    return re.escape(word).replace(r"\ ", r"\s+")


def _bounds(word: str) -> tuple[str, str]:
    """Return the patterns before and behind a word that keep it from matching a part of a longer one."""
    return r"(?<!\w)" if word[0].isalnum() else "", r"(?!\w)" if word[-1].isalnum() else ""


@functools.cache
def language(code: str = ENGLISH, *, package: str = "empact.grammar") -> Language:
    """Return the words of the file ``languages/<code>.toml`` in a package. The file is read once.

    ``language()`` has the words of the notation, ``language("en.rules")`` those that the built-in rules search for. A
    plugin has a file of its own: ``language(package="my_plugin")``.
    """
    return Language(tomllib.loads(read_resource(package, f"languages/{code}.toml").decode()))
