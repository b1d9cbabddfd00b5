"""Split a text into lines, sentences and the items of a list."""

from __future__ import annotations

import functools
import re

from empact.grammar.language import language
from empact.grammar.lazy_patterns import LazyPatterns
from empact.model import Prose

_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘]*[A-Z0-9(])")
_ABBREVIATION = re.compile(
    r"\b(?:doc|no|prev|e\.g|i\.e|art|cf|para|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|min|max|approx|ca|pp?|pct|mio|mrd|vs)\.$",
    re.IGNORECASE,
)


def sentences(paragraph: str) -> tuple[str, ...]:
    """Return the sentences of a paragraph; an abbreviation such as "doc." does not end a sentence."""
    pieces: list[str] = []
    start = 0
    for end in _END.finditer(paragraph):
        if not _ABBREVIATION.search(paragraph, max(start, end.start() - 8), end.start()):
            pieces.append(paragraph[start : end.end()].strip())
            start = end.end()
    return (*pieces, paragraph[start:].strip())


def lines(text: str) -> tuple[str, ...]:
    """Return the lines of a cell without empty ones: paragraphs, list items, and lines after a line break."""
    stripped = (line.strip().removeprefix("- ").strip() for line in text.splitlines())
    return tuple(line for line in stripped if line)


_MARK = re.compile(
    r"(?:^|(?<=[\s;,]))(?P<open>\(?)(?:"
    r"(?P<letter>[a-z]|[A-Z]|[ivx]{2,5}|[IVX]{2,5})(?P<close>\)|[.:/]|\s?[–-])\s+(?=\S)"
    r"|(?P<number>[0-9]{1,2})(?:\)\s+(?=\S)|\.\s+(?=[^\W\d])))"
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def starts_item(line: str) -> bool:
    """Return whether a line starts with the mark of a list: "a) ...", "(ii) ...", "2. ..."."""
    return _MARK.match(line) is not None


def is_lettered(text: str) -> bool:
    """Return whether the list at the start of a text has letters, not numbers."""
    match = _MARK.match(text)
    return match is not None and match["letter"] is not None


def enumerated(text: str) -> tuple[str, ...] | None:
    """Return the items of "a) ...; b) ..." without their marks, or the text itself if it does not have such a list.

    None is a list that cannot be split safely: marks that are not in order from the first one, words before the list
    which may be meant for each item, an item without words, and a list in a list.
    """
    for marks in _lists(text).values():
        first, several = marks[0], len(marks) > 1
        closed = first.group().strip().endswith(")")
        if first.start() == 0 and (several or closed or first["number"]):
            if not _in_order(marks):
                return None
            ends = (*(mark.start() for mark in marks[1:]), len(text))
            items = tuple(text[mark.end() : end].strip(" ;,") for mark, end in zip(marks, ends, strict=True))
            return items if all(item and enumerated(item) == (item,) for item in items) else None
        if several and (closed or first["letter"]) and _in_order(marks):
            return None
    return (text,)


def _lists(text: str) -> dict[tuple[str | bool | None, ...], list[re.Match[str]]]:
    """Return the marks of a text that are not in brackets, by their spelling."""
    by_spelling: dict[tuple[str | bool | None, ...], list[re.Match[str]]] = {}
    position, inside = 0, False
    for mark in _MARK.finditer(text):
        opened, closed = (text.rfind(sign, position, mark.start()) for sign in "()")
        if opened != closed:
            inside = opened > closed
        position = mark.start()
        if not inside:
            sign = mark.group().strip()[-1]
            by_spelling.setdefault((mark["open"], sign, mark["letter"] and mark["letter"].islower()), []).append(mark)
    return by_spelling


def _in_order(marks: list[re.Match[str]]) -> bool:
    names = [mark["number"] or mark["letter"].lower() for mark in marks]
    orders = (_ROMAN, "abcdefghijklmnopqrstuvwxyz", tuple(map(str, range(1, len(marks) + 1))))
    return any(names == list(order[: len(names)]) for order in orders)


def plain(text: str) -> str:
    """Return a piece of a cell without note marks and final full stop, with single spaces."""
    words = " ".join(Prose(text=text).plain.split())
    bare = words.rstrip(". ")
    return words if ".." in words[len(bare) :] else bare


def bare_line(line: str) -> str:
    """Return a line without note marks."""
    return Prose(text=line).plain


def says_something(text: str) -> bool:
    """Return whether a text has words, not only "to be determined"."""
    return any(sign.isalpha() for sign in text) and not _patterns().undetermined.fullmatch(text.strip(" ."))


@functools.cache
def _patterns() -> LazyPatterns:
    words = language()
    undetermined, decider = words.pattern("phrases", "undetermined"), words.pattern("phrases", "decider")
    return LazyPatterns(
        {"undetermined": (words.spellings("phrases", "undetermined"), rf"{undetermined}(?:\s+{decider}\s+.+)?")}
    )
