"""The numbers of lists and headings that Word draws: a document has only how they are counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

import attrs

from empact.containers.word import roman
from empact.containers.word_styles import W, is_on, value_of, whole_number

_LEVELS = 9
_COUNTED = re.compile(r"%([1-9])")
_MOST_CHARACTERS = 60
"""The most characters of the text of a level that is drawn."""
_LETTERS = 26
_MOST_LETTERS = 20
"""How often a letter is repeated at most: Word counts z, aa, bb."""
_MOST_ROMAN = 4000


@attrs.frozen
class _Level:
    """How the items at a level are counted."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    style: str | None = None
    """The style whose paragraphs are at this level."""
    is_plain: bool = False
    """Whether the numbers of the levels above are drawn in digits."""

    @classmethod
    def of(cls, element: ET.Element) -> _Level:
        return cls(
            start=whole_number(value_of(element, "start"), 1),
            format=value_of(element, "numFmt") or "decimal",
            text=(value_of(element, "lvlText") or "")[:_MOST_CHARACTERS],
            style=value_of(element, "pStyle"),
            is_plain=is_on(element.find(f"{W}isLgl")),
        )


@attrs.define
class _List:
    """A list of the document."""

    abstract: str
    levels: Mapping[int, _Level]
    starts: dict[int, int]
    """Where it starts anew, by the level."""


class Numbering:
    """The lists of a document, and how far each is counted.

    Args:
        root: The root of the part with the lists. None if the document has none.
    """

    def __init__(self, root: ET.Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, list[int | None]] = {}
        if root is None:
            return
        kinds = {
            kind.get(f"{W}abstractNumId", ""): _levels(kind.iterfind(f"{W}lvl"))
            for kind in root.iterfind(f"{W}abstractNum")
        }
        for element in root.iterfind(f"{W}num"):
            abstract = value_of(element, "abstractNumId") or ""
            levels, starts = dict(kinds.get(abstract, {})), dict[int, int]()
            for override in element.iterfind(f"{W}lvlOverride"):
                level = whole_number(override.get(f"{W}ilvl"))
                levels |= _levels(override.iterfind(f"{W}lvl"))
                start = value_of(override, "startOverride")
                if start is not None:
                    starts[level] = whole_number(start, 1)
            self._lists[element.get(f"{W}numId", "")] = _List(abstract, levels, starts)

    def label(self, list_id: str, level: int | None, style: str | None) -> str | None:
        """Count a paragraph, and return what Word draws before it; None for a bullet, or if nothing is drawn.

        Args:
            list_id: The id of its list.
            level: Its level, from 0. None if its style says it.
            style: The id of its style.
        """
        own = self._lists.get(list_id)
        if own is None:
            return None
        if level is None:
            level = next((number for number, each in own.levels.items() if each.style and each.style == style), 0)
        if level >= _LEVELS:
            return None
        counts = self._counts.setdefault(own.abstract, [None] * _LEVELS)
        before, start = counts[level], own.levels.get(level, _Level()).start
        again = own.starts.pop(level, None)
        counts[level] = again if again is not None else start if before is None else before + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        return _drawn(own.levels, counts, level)


def _levels(elements: Iterable[ET.Element]) -> dict[int, _Level]:
    return {whole_number(element.get(f"{W}ilvl")): _Level.of(element) for element in elements}


def _drawn(levels: Mapping[int, _Level], counts: list[int | None], level: int) -> str | None:
    """Return the text of a level with its numbers."""
    own = levels.get(level, _Level())
    if own.format in {"bullet", "none"}:
        return None

    def number(match: re.Match[str]) -> str:
        above = int(match[1]) - 1
        counted = levels.get(above, _Level())
        count = counts[above]
        shown = counted.format if not own.is_plain or above == level else "decimal"
        return _written(counted.start if count is None else count, shown)

    return _COUNTED.sub(number, own.text).strip() or None


def _written(number: int, form: str) -> str:
    """Return a number as the items of a list are counted."""
    if form in {"lowerLetter", "upperLetter"}:
        times, letter = divmod(number - 1, _LETTERS)
        if number > 0 and times < _MOST_LETTERS:
            text = chr(ord("a") + letter) * (times + 1)
            return text.upper() if form == "upperLetter" else text
    if form in {"lowerRoman", "upperRoman"} and 0 < number < _MOST_ROMAN:
        text = roman(number)
        return text.upper() if form == "upperRoman" else text
    return f"{number:02d}" if form == "decimalZero" else str(number)
