"""The words of a language, which are data: those of the notation, and those that rules look for."""

from __future__ import annotations

import functools
import importlib.resources
import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from empact.reprs import short_repr

ENGLISH = "en"


@attrs.frozen
class Language:
    """The words of one file ``languages/*.toml``, by topic."""

    words: Mapping[str, Any]

    __repr__ = short_repr

    def spellings(self, *path: str, exact: bool = False) -> tuple[str, ...]:
        """The spellings at a place of the file, the longest first; in lower case, or as written there (``exact``)."""
        found: Any = self.words
        for step in path:
            found = found[step]
        rows = ((row,) if isinstance(row, str) else row for row in found)
        words = (word if exact else key(word) for row in rows for word in row)
        return tuple(sorted(words, key=lambda word: (-len(word), word)))

    def pattern(self, *path: str, exact: bool = False) -> str:
        """A regular expression for any spelling at a place of the file, as whole words.

        Compile it with ``re.IGNORECASE``, or ask for ``exact`` where capital letters count.
        """
        return either(self.spellings(*path, exact=exact))

    def numbered(self, *path: str) -> dict[str, int]:
        """The spellings of a list of lists, each with its number, counted from 1."""
        found: Any = self.words
        for step in path:
            found = found[step]
        return {key(word): number for number, row in enumerate(found, 1) for word in row}

    def sorted_by(self, *path: str) -> dict[str, str]:
        """The spellings of a table of lists, each with the key of its list; the longest first."""
        found: Any = self.words
        for step in path:
            found = found[step]
        rows: Mapping[str, Iterable[str]] = found
        pairs = [(key(word), topic) for topic, row in rows.items() for word in row]
        return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


def key(words: str) -> str:
    """Words as the file is looked up by them: without regard to case, in single spaces.

    A pattern that ignores case takes both of Turkish's dotted capital and dotless small letter for an "i"; so must the
    look-up of what it found.
    """
    return " ".join(words.translate(_DOTLESS).casefold().split())


_DOTLESS = {0x130: "i", 0x131: "i"}


def either(words: Iterable[str]) -> str:
    """A regular expression for any of these words, whole, white space standing for any white space."""
    escaped = (re.escape(word).replace(r"\ ", r"\s+") for word in words)
    return "(?:" + "|".join(_whole(word) for word in escaped) + ")"


def _whole(word: str) -> str:
    start = r"(?<!\w)" if word[0].isalnum() else ""
    end = r"(?!\w)" if word[-1].isalnum() else ""
    return f"{start}{word}{end}"


@functools.cache
def language(code: str = ENGLISH, *, package: str = "empact.grammar") -> Language:
    """The words of a file ``languages/<code>.toml`` in a package, read once.

    ``language()`` has the words of the notation and ``language("en.rules")`` those that the built-in rules look for. A
    plugin keeps its words in a file of its own, ``language(package="my_plugin")``.
    """
    file = importlib.resources.files(package) / "languages" / f"{code}.toml"
    return Language(tomllib.loads(file.read_text(encoding="utf-8")))
