"""What is above and below the text of each page: markings, numbers of pages, and the notes at its foot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import attrs

from empact.plugins.importing.markings import markings_in
from empact.plugins.importing.pdf.lines import MARK, Line
from empact.plugins.importing.pdf.pages import Box

_EDGE = 0.2
"""How high the margins of a page are at most, in parts of its height."""
_STEP = 4.0
"""How far the same line stands from its place on another page, in points."""
_LEAST = 5
"""The least characters on the left by which a line is known on other pages."""
_PAGE = re.compile(
    r"\W*(?P<name>(?:page|seite|p\.)\s*)?[0-9]{1,4}(?:\s*(?:/|of|von|de|sur)\s*(?P<last>[0-9]{1,4}))?\W*", re.IGNORECASE
)
"""The number of a page."""
_SHORTEST, _LONGEST = 0.08, 0.5
"""How long the rule above notes is, in parts of the width of the page."""
_SMALL = 0.96
"""How small notes are at most, in parts of the size of the text."""


@attrs.frozen
class PageLines:
    """The lines of a page outside its tables."""

    number: int
    """The number of the page."""
    width: float
    """How wide it is."""
    height: float
    """How high it is."""
    lines: tuple[Line, ...]
    """The lines from top to bottom."""
    tables: tuple[Box, ...]
    """Where its tables are."""
    rules: tuple[Box, ...]
    """The rules that belong to no table."""


@attrs.frozen
class DividedPage:
    """A page without what is on each of them."""

    top: float
    """Where its text begins."""
    bottom: float
    """Where its text ends, and its notes begin."""
    end: float
    """Where its notes end."""
    margins: tuple[str, ...]
    """The lines above its text and below its notes."""


def divided(pages: Sequence[PageLines]) -> list[DividedPage]:
    """Return for each page where its text and its notes are."""
    heads = Counter(key for page in pages for key in {_key(line, line.base) for line in page.lines})
    feet = Counter(key for page in pages for key in {_key(line, page.height - line.base) for line in page.lines})
    sizes = Counter[float]()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.passage.text)
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    return [_divided(page, heads, feet, size, len(pages)) for page in pages]


_Key = tuple[str, int]


def _key(line: Line, place: float) -> _Key:
    first = line.parts[0].passage.line
    words = first if len(first) >= _LEAST else line.passage.line  # a page can have more on the right, such as ANNEX
    return re.sub(r"[0-9]+", "0", words), round(place / _STEP)


def _is_again(line: Line, place: float, keys: Counter[_Key]) -> bool:
    words, step = _key(line, place)
    return sum(keys[words, near] for near in (step - 1, step, step + 1)) > 1


def _is_margin(line: Line, place: float, keys: Counter[_Key]) -> bool:
    text = line.passage.line
    if line.lead:  # the first line of a note
        return False
    return bool(markings_in(text)) or _PAGE.fullmatch(text) is not None or _is_again(line, place, keys)


def _divided(page: PageLines, heads: Counter[_Key], feet: Counter[_Key], size: float, last_page: int) -> DividedPage:
    first = 0
    above = min((box.top for box in page.tables), default=page.height)
    for line in page.lines:
        if line.base > min(_EDGE * page.height, above) or not _is_margin(line, line.base, heads):
            break
        first += 1
    last = len(page.lines)
    below = max((box.bottom for box in page.tables), default=0.0)
    for line in reversed(page.lines[first:]):
        is_low = line.base >= max((1 - _EDGE) * page.height, below)
        if not is_low or not _is_margin(line, page.height - line.base, feet):
            break
        last -= 1
    lines = page.lines[first:last]
    notes = _start_of_notes(lines, page, size)
    margins = (_words(line, last_page) for line in (*page.lines[:first], *page.lines[last:]))
    end = page.lines[last].base - page.lines[last].size / 2 if last < len(page.lines) else page.height
    bottom = end if notes is None else lines[notes].base - lines[notes].size
    top = page.lines[first - 1].base + page.lines[first - 1].size / 4 if first else 0.0
    return DividedPage(top, min(bottom, end), end, tuple(filter(None, margins)))


def _words(line: Line, pages: int) -> str:
    """Return the words of a line above or below the text, without the number of the page."""
    return " ".join(part.passage.line for part in line.parts if not _is_number(part.passage.line, pages))


def _is_number(text: str, pages: int) -> bool:
    """Whether a text is the number of a page, of as many as there are; ``7001/31`` is that of a document."""
    match = _PAGE.fullmatch(text)
    return match is not None and (match["last"] is None or match["name"] is not None or int(match["last"]) == pages)


def _start_of_notes(lines: Sequence[Line], page: PageLines, size: float) -> int | None:
    """Return the first line of the notes at the foot of a page: it begins with a raised mark, and is below all else."""
    for at, line in enumerate(lines):
        if not MARK.fullmatch(line.lead) or any(box.bottom > line.base for box in page.tables):
            continue
        before = lines[at - 1].base if at else 0.0
        is_parted = any(_is_above_notes(rule, page) and before < rule.top < line.base for rule in page.rules)
        is_small = all(each.size <= _SMALL * size for each in lines[at:])
        if is_parted or is_small:
            return at
    return None


def _is_above_notes(rule: Box, page: PageLines) -> bool:
    return _SHORTEST * page.width <= rule.width <= _LONGEST * page.width


def noted(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    """Return the lines of notes by their marks, as printed; what is before the first mark has an empty one."""
    found: list[tuple[str, list[Line]]] = []
    for line in lines:
        if MARK.fullmatch(line.lead):
            found.append((line.lead, [line]))
        elif found:
            found[-1][1].append(line)
        else:
            found.append(("", [line]))
    return found
