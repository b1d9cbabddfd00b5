"""The emphasis of a cell that is printed as a part of a longer text, or in several columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from empact.model import Cell, Emphasis, Links, Prose

_BETWEEN_PARAGRAPHS = r"\n\s*\n|\n(?=- )"
"""What is between two paragraphs or items of a list: words in both are never one place."""


def part_emphasis(cell: Prose | Cell[Any]) -> tuple[Emphasis, ...]:
    """Return the emphasis of a cell that is printed as a part of a longer text: only its own words have it there."""
    if not cell.emphasis:
        return ()
    text = str(cell)
    ends = [*((match.start(), match.end()) for match in re.finditer(_BETWEEN_PARAGRAPHS, text)), (len(text), len(text))]
    starts = [0, *(start for _, start in ends)]
    places = [(start, end) for start, (end, _) in zip(starts, ends, strict=False)]
    return tuple(own for part in cell.emphasis for own in _of_parts(part, text, places))


def _of_parts(part: Emphasis, text: str, places: Iterable[tuple[int, int]]) -> Iterator[Emphasis]:
    """Yield the emphasis of parts of a text, each by the words of the part; without the text they mean the same."""
    spans = part.spans(text)
    for start, end in places:
        whole = text[start:end].strip()
        inside = ((max(start, first), min(end, last)) for first, last in spans if first < end and start < last)
        words = list(dict.fromkeys(" ".join(text[first:last].split()) for first, last in inside))
        own = [attrs.evolve(part, words=each, within=whole) for each in words if each]
        if not own:
            continue
        has_more = sum(len(each.spans(whole)) for each in own) > len(part.spans(whole)) > 0
        yield from (part,) if has_more else own


def links_emphasis(links: Links) -> tuple[Emphasis, ...]:
    """Return the emphasis of the two columns of links, of which each has a part of the cell."""
    text = str(links)
    at = text.find(";")
    places = [(0, len(text))] if at < 0 else [(0, at), (at + 1, len(text))]
    return tuple(own for part in links.emphasis for own in _of_parts(part, text, places))
