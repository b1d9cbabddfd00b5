"""What is seen on a page: signs in the colour of their ground, under a rectangle or off the page are not."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

import attrs

from empact.plugins.importing.pdf.pages import Area, Box, Glyph, PdfPage, Rgb

_SHORTEST = 5.0
"""How high and how wide a dark bar is at least that stands for words, in points. Narrower ones are rules."""
_DARKEST = 0x40
"""The most red, green and blue of a bar that stands for words."""
_CONTRAST = 40
"""By how much a sign has to differ from its ground in red, green or blue."""
_WHITE: Rgb = (255, 255, 255)
MOST = 1_000_000
"""How often signs and areas are compared on a page."""


@attrs.frozen
class SeenPage:
    """What is seen on a page."""

    glyphs: tuple[Glyph, ...]
    """The signs that are seen."""
    gaps: tuple[Box, ...]
    """Where something is that nobody may read: hidden signs, and bars where there is nothing else."""
    is_too_much: bool = False
    """Whether there is more drawn than could be compared; then nothing is seen."""


def seen(page: PdfPage) -> SeenPage:
    """Return what is seen on a page."""
    areas = tuple({(each.box, each.color, each.is_opaque): each for each in page.areas}.values())
    glyphs = sorted(
        (glyph for glyph in page.glyphs if 0 <= glyph.middle[0] <= page.width and 0 <= glyph.middle[1] <= page.height),
        key=lambda glyph: glyph.middle[1],
    )
    heights = [glyph.middle[1] for glyph in glyphs]
    grounds: dict[int, Rgb | None] = {}
    covered: set[int] = set()
    compared = 0
    for area in areas:
        start, end = bisect_left(heights, area.box.top), bisect_right(heights, area.box.bottom)
        compared += end - start
        if compared > MOST:
            return SeenPage((), (), is_too_much=True)
        for at in range(start, end):
            if not area.box.has(*glyphs[at].middle):
                continue
            if area.order < glyphs[at].order:
                if area.is_opaque:
                    grounds[at] = area.color
            elif area.is_opaque:
                covered.add(at)
    hidden = {
        at
        for at, glyph in enumerate(glyphs)
        if at in covered or not glyph.is_painted or _is_like(glyph.color, grounds.get(at, _WHITE))
    }
    written = {at for at, glyph in enumerate(glyphs) if at not in hidden and glyph.text.strip()}
    shown = (glyph for at, glyph in enumerate(glyphs) if at not in hidden)
    gaps = [glyphs[at].box for at in sorted(hidden) if glyphs[at].text.strip()]
    gaps += (area.box for area in areas if _is_bar(area) and not _has_any(area.box, glyphs, heights, written))
    return SeenPage(tuple(sorted(shown, key=lambda glyph: glyph.order)), tuple(gaps))


def _is_like(color: Rgb | None, ground: Rgb | None) -> bool:
    if color is None or ground is None:
        return False
    return all(abs(one - other) < _CONTRAST for one, other in zip(color, ground, strict=True))


def _is_bar(area: Area) -> bool:
    """Whether an area is a bar with which words are blacked out."""
    box, color = area.box, area.color
    is_dark = color is not None and max(color) <= _DARKEST
    return is_dark and area.is_opaque and box.width >= _SHORTEST and box.height >= _SHORTEST


def _has_any(box: Box, glyphs: list[Glyph], heights: list[float], written: set[int]) -> bool:
    """Whether there are signs on an area."""
    start, end = bisect_left(heights, box.top), bisect_right(heights, box.bottom)
    return any(at in written and box.has(*glyphs[at].middle) for at in range(start, end))
