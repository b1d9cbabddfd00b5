"""Emphasis as a plan keeps it: by the words that are set apart in print, and not by their position."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

import attrs

from empact.model import Emphasis, EmphasisStyle
from empact.plugins.importing.source import MARK, Passage, StyledSpan

_MOST = 100
"""The most parts of one text for which words are sought: each is looked for in the whole text."""
_MOST_AROUND = 8
"""The most words on each side by which a place is distinguished from others with the same words."""
_FAR = 1000
"""How far those words may be, in characters."""
_LONGEST = 20_000
"""The longest text whose emphasis is kept, in characters."""
_MOST_SEARCHED = 4_000_000
"""The most characters that are searched for words, for all texts of a document."""
_APART = re.compile(r"\n\s*\n(?:- )?|\n- |\A- ")
"""What parts paragraphs and items of a list: no words go over it."""
_WORD_ENDS = re.compile(r"\s+|\Z")


@attrs.define
class Searches:
    """The searches for words in the texts of a document."""

    left: int = _MOST_SEARCHED
    """How many characters can still be searched."""
    known: dict[tuple[str, tuple[StyledSpan, ...]], tuple[list[dict[str, str]], list[str]]] = attrs.field(
        factory=dict[tuple[str, tuple[StyledSpan, ...]], tuple[list[dict[str, str]], list[str]]]
    )
    """What was found for the texts so far: a cell can say something about many actions."""

    def takes(self, text: str) -> bool:
        """Count a search in a text; return False if there were too many."""
        self.left -= len(text)
        return self.left >= 0


def emphasis_tree(passage: Passage, searches: Searches) -> tuple[list[dict[str, str]], list[str]]:
    """Return the emphasis of a passage as a plan file has it, and the words whose emphasis it cannot say.

    Args:
        passage: The passage.
        searches: The searches in the document.
    """
    key = passage.text, passage.spans
    if key not in searches.known:
        searches.known[key] = _emphasis_tree(passage, searches)
    found, lost = searches.known[key]
    return [dict(emphasis) for emphasis in found], lost


def _emphasis_tree(passage: Passage, searches: Searches) -> tuple[list[dict[str, str]], list[str]]:
    found: list[dict[str, str]] = []
    lost: list[str] = []
    for style in EmphasisStyle:
        spans = list(_spans(passage, style))
        if not spans:
            continue
        if passage.has_throughout(style):
            found.append({"style": style.value})
            continue
        naming = _Naming(passage.text, style, spans, searches)
        for start, end in spans:
            if not naming.name(start, end):
                lost += [
                    passage.text[start + word.start() : start + word.end()]
                    for word in re.finditer(r"\S+", passage.text[start:end])
                    if not naming.name(start + word.start(), start + word.end())
                ]
        found += naming.found
    return found, lost


def _spans(passage: Passage, style: EmphasisStyle) -> Iterator[tuple[int, int]]:
    """Yield the places of a style: those with only a note between them are one, one over two paragraphs is two."""
    merged: list[list[int]] = []
    for span in passage.spans:
        if span.style is not style:
            continue
        if merged and not MARK.sub("", passage.text[merged[-1][1] : span.start]).strip(" "):
            merged[-1][1] = span.end
        else:
            merged.append([span.start, span.end])
    for start, end in merged:
        at = start
        for gap in (*_APART.finditer(passage.text, start, end), None):
            until = end if gap is None else gap.start()
            part = passage.text[at:until]
            if part.strip():
                first = at + len(part) - len(part.lstrip())
                yield first, first + len(part.strip())
            at = end if gap is None else gap.end()


class _Naming:
    """Finds words for the places that have a style; no other place may have these words.

    Args:
        text: The text.
        style: The style.
        spans: The places.
        searches: The searches in the document.
    """

    def __init__(self, text: str, style: EmphasisStyle, spans: Iterable[tuple[int, int]], searches: Searches) -> None:
        self._searches = searches
        self.found: list[dict[str, str]] = []
        self._text = text
        self._style = style
        self._named: set[tuple[int, int]] = set()
        self._tries = _MOST if len(text) <= _LONGEST else 0
        plain = bytearray(b"\1") * len(text)
        for start, end in (*spans, *(mark.span() for mark in MARK.finditer(text))):
            plain[start:end] = bytes(end - start)
        self._plain = [0, *itertools.accumulate(plain)]
        """How many characters before each offset do not have the style."""

    def name(self, start: int, end: int) -> bool:
        """Name a place, and with it all others that have the same words; return False if no words are its own."""
        text = self._text
        if (start, end) in self._named:
            return True
        if not self._tries:
            return False
        self._tries -= 1
        words = " ".join(text[start:end].split())
        for around in itertools.chain([None], _around(text, start, end, words)):
            if not self._searches.takes(text):
                return False
            places = Emphasis(words=words, within=around, style=self._style).spans(text)
            if (start, end) in places and all(self._plain[low] == self._plain[high] for low, high in places):
                tree = {"words": words} if around is None else {"words": words, "within": around}
                self.found.append({**tree, "style": self._style.value})
                self._named.update(places)
                return True
        return False


def _around(text: str, start: int, end: int, words: str) -> Iterator[str]:
    """Yield the words around a place: the rest of its words, and then more and more words on both sides or on one."""
    rest = first, last = _wider(text, start, end, is_first=True)
    seen = {words}
    for _ in range(_MOST_AROUND):
        for low, high in ((first, last), (first, rest[1]), (rest[0], last)):
            around = " ".join(text[low:high].split())
            if around not in seen:
                seen.add(around)
                yield around
        first, last = _wider(text, first, last, is_first=False)


def _wider(text: str, start: int, end: int, *, is_first: bool) -> tuple[int, int]:
    """Return the place with the rest of its words; afterwards with a word more on each side, within its paragraph."""
    low, high = max(0, start - _FAR), min(len(text), end + _FAR)
    low = max((gap.end() for gap in _APART.finditer(text, low, start)), default=low)
    behind = _APART.search(text, end, high)
    high = high if behind is None else behind.start()
    if not is_first:
        start = low + len(text[low:start].rstrip())
        end += len(text[end:high]) - len(text[end:high].lstrip())
    start = max(low, start - len(re.split(r"\s", text[low:start])[-1]))
    word_end = _WORD_ENDS.search(text, end, high)
    return start, high if word_end is None else word_end.start()
