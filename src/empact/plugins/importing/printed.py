"""Words as a printed page shows them, and as a plan file has them: signs, spaces, lists, black boxes."""

from __future__ import annotations

import re
from bisect import bisect_right

from empact.plugins.importing.source import Passage, StyledSpan, joined

_SPACES = {ord(space): " " for space in "\t\v\f\r\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{FIGURE SPACE}"}
_CHARACTERS = {
    **_SPACES,
    ord("\N{SOFT HYPHEN}"): None,
    ord("\N{ZERO WIDTH SPACE}"): None,
    ord("\N{NON-BREAKING HYPHEN}"): "-",
}
"""What a printed page shows in the same way, as a plan file has it."""
_BULLET = re.compile(r"[-\N{EN DASH}\N{BULLET}\N{BLACK SMALL SQUARE}\N{BLACK CIRCLE}\N{WHITE CIRCLE}\uf0b7\uf0a7][ ]+")
_SPACE = re.compile(r"[ \n]+")
_NO_MARK = re.compile(r"[\s:;,/\[\]]+")
"""What the mark of a note cannot have in a plan."""
_ITEM = "- "
_BLACK = re.compile(r"[\s\N{FULL BLOCK}\N{BLACK SQUARE}\N{BLACK LARGE SQUARE}\N{LOWER HALF BLOCK}]+")
"""A text of blocks, with which words were covered."""
_DARKEST = 0x40
"""The most red, green and blue of a colour in which black letters are not seen."""


def plain(text: str) -> str:
    """Return a text with the spaces and hyphens that plan files have."""
    return text.translate(_CHARACTERS)


def note_mark(text: str) -> str:
    """Return the printed mark of a note as a plan can have it; empty if nothing of it can be kept."""
    return _NO_MARK.sub("", text)


def tidy(passage: Passage) -> Passage:
    """Return a text without space at its ends and at those of its lines, and with at most one blank line in a row."""
    text = passage.text
    kept: list[str] = []
    ends: list[int] = []
    gone: list[int] = []
    at = removed = 0
    for space in _SPACE.finditer(text):
        is_inside = space.start() > 0 and space.end() < len(text)
        lines = min(2, space[0].count("\n"))
        if is_inside and not lines:
            continue
        kept += (text[at : space.start()], "\n" * lines if is_inside else "")
        at, removed = space.end(), removed + len(space[0]) - len(kept[-1])
        ends.append(at)
        gone.append(removed)
    if not ends:
        return passage

    def moved(offset: int) -> int:
        index = bisect_right(ends, offset)
        return offset - gone[index - 1] if index else offset

    words = "".join((*kept, text[at:]))
    spans = (
        StyledSpan(max(0, moved(span.start)), min(len(words), moved(span.end)), span.style) for span in passage.spans
    )
    return Passage(
        words,
        tuple(span for span in spans if span.start < span.end),
        tuple(min(len(words), moved(gap)) for gap in passage.gaps),
        is_guessed=passage.is_guessed,
    )


def as_item(passage: Passage) -> Passage:
    """Return a text as the item of a list, without its printed bullet."""
    return joined((Passage(_ITEM), passage.cut(_bullet(passage))), "")


def is_item(passage: Passage) -> bool:
    """Whether a text begins with a printed bullet."""
    return bool(_bullet(passage))


def _bullet(passage: Passage) -> int:
    """Return where the text behind a typed bullet begins; 0 without one."""
    bullet = _BULLET.match(passage.text)
    return 0 if bullet is None else bullet.end()


def is_blacked_out(text: str) -> bool:
    """Whether a text has nothing but the blocks with which words are covered."""
    return _BLACK.fullmatch(text) is not None


def is_dark(fill: str | None) -> bool:
    """Whether black letters are not seen on a colour, such as ``1A1A1A``. None for no colour."""
    return fill is not None and all(int(fill[at : at + 2], 16) <= _DARKEST for at in (0, 2, 4))
