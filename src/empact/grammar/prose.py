"""Split a text into lines and sentences."""

from __future__ import annotations

import functools
import re

from empact.grammar.language import language
from empact.grammar.lazy_patterns import LazyPatterns
from empact.model import Prose

_EMPHASIS = re.compile(r"</?u>|\*+")

_END = re.compile(r"(?<=[.!?])[*_\"'”’)]*\s+(?=(?:[\"'“‘*_]|<u>)*[A-Z0-9(])")
_ABBREVIATION = re.compile(
    r"\b(?:doc|no|prev|e\.g|i\.e|art|cf|para|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|min|max|approx|ca|pp?|pct|mio)\.$",
    re.IGNORECASE,
)


def sentences(paragraph: str) -> tuple[str, ...]:
    """Return the sentences of a paragraph; an abbreviation such as "doc." does not end a sentence."""
    found: list[str] = []
    start = 0
    for end in _END.finditer(paragraph):
        if not _ABBREVIATION.search(paragraph, max(start, end.start() - 8), end.start()):
            found.append(paragraph[start : end.end()].strip())
            start = end.end()
    return (*found, paragraph[start:].strip())


def lines(text: str) -> tuple[str, ...]:
    """Return the lines of a cell without empty ones: paragraphs, list items, and lines after a line break."""
    found = (line.strip().removeprefix("- ").strip() for line in text.splitlines())
    return tuple(line for line in found if line)


def plain(text: str) -> str:
    """Return a piece of a cell without note marks and final full stop, with single spaces."""
    words = " ".join(Prose(text=text).plain.split())
    bare = words.rstrip(". ")
    return words if ".." in words[len(bare) :] else bare


def bare_line(line: str) -> str:
    """Return a line without note marks and emphasis."""
    return _EMPHASIS.sub("", Prose(text=line).plain)


def says_something(text: str) -> bool:
    """Return whether a text has words, and not only "to be determined"."""
    return any(sign.isalpha() for sign in text) and not _patterns().undetermined.fullmatch(text.strip(" ."))


@functools.cache
def _patterns() -> LazyPatterns:
    words = language()
    undetermined, decider = words.pattern("phrases", "undetermined"), words.pattern("phrases", "decider")
    return LazyPatterns(
        {"undetermined": (words.spellings("phrases", "undetermined"), rf"{undetermined}(?:\s+{decider}\s+.+)?")}
    )
