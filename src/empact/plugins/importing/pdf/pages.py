"""The pages of a PDF file: signs, areas and rules with their places, from the walk in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

SECONDS = 120.0
"""The longest time of the walk through a file; the plan of 2012 takes two."""
_WALK = "empact.plugins.importing.pdf.walk"
Rgb = tuple[int, int, int]
"""Red, green and blue, from 0 to 255."""


class PdfError(Exception):
    """What is wrong with a PDF file, as a predicate."""


@attrs.frozen
class Box:
    """A rectangle on a page, in points from its top left corner."""

    x0: float
    """Its left edge."""
    top: float
    """Its top."""
    x1: float
    """Its right edge."""
    bottom: float
    """Its bottom."""

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top

    def has(self, x: float, y: float) -> bool:
        """Whether a point is in it."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


@attrs.frozen
class Glyph:
    """A sign."""

    text: str
    """Its character, or several of a ligature."""
    box: Box
    """The rectangle of its line around it."""
    base: float
    """Where the line stands on which it is written."""
    size: float
    """Its size in points."""
    font: str
    """The name of its font."""
    color: Rgb | None
    """Its colour. None for a pattern."""
    order: int
    """When it is painted, counted from 1."""
    is_painted: bool = True
    """Whether it leaves any trace."""
    is_upright: bool = True
    """Whether it is not turned."""

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the sign."""
        return (self.box.x0 + self.box.x1) / 2, self.base - self.size * 0.3


@attrs.frozen
class Area:
    """A rectangle that is filled."""

    box: Box
    """Where it is."""
    color: Rgb | None
    """Its colour. None for a pattern or a picture."""
    order: int
    """When it is painted."""
    is_opaque: bool
    """Whether nothing below it is seen."""


@attrs.frozen
class PdfPage:
    """A page."""

    number: int
    """Its number, counted from 1."""
    width: float
    """How wide it is, in points."""
    height: float
    """How high it is, in points."""
    glyphs: tuple[Glyph, ...]
    """Its signs in the order in which they are painted."""
    areas: tuple[Area, ...]
    """What is filled, and its pictures."""
    rules: tuple[Box, ...]
    """The lines drawn on it, each as a narrow rectangle."""
    images: tuple[Box, ...]
    """Where its pictures are."""
    links: tuple[Box, ...] = ()
    """Where its links are."""
    has_fields: bool = False
    """Whether it has fields of a form with values."""
    comments: tuple[str, ...] = ()
    """The words of its annotations, such as notes that somebody has put on it."""
    has_unseen_layer: bool = False
    """Whether it has words on a layer that is not shown."""


@attrs.frozen
class PdfFile:
    """A PDF file."""

    pages: tuple[PdfPage, ...]
    """Its pages."""
    has_files: bool = False
    """Whether other files are attached to it."""


def read_pdf(data: bytes) -> PdfFile:
    """Return the pages of a PDF file.

    Raises:
        PdfError: It cannot be read, has more than any plan, or takes too long.
    """
    if b"%PDF-" not in data[:1024]:
        raise PdfError("is not a PDF file")
    command = [sys.executable, "-P", "-m", _WALK]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 - our own module, and the file is its input
    except subprocess.TimeoutExpired:
        raise PdfError(f"takes more than {SECONDS:.0f} seconds to read, which no plan does") from None
    except OSError:
        raise PdfError("cannot be read, since no other process of Python can be started") from None
    if done.returncode != 0:
        raise PdfError("is damaged, or needs more memory than any plan")
    return file_of(json.loads(done.stdout))


def file_of(found: Mapping[str, Any]) -> PdfFile:
    """Return a file as the walk through it has found it.

    Raises:
        PdfError: The walk says what is wrong with it.
    """
    if "fault" in found:
        raise PdfError(found["fault"])
    fonts: Sequence[Any] = found["fonts"]
    pages = (_page(number, page, fonts) for number, page in enumerate(found["pages"], 1))
    return PdfFile(tuple(pages), found["has_files"])


def _page(number: int, page: Mapping[str, Any], names: Sequence[Any]) -> PdfPage:
    glyphs = (
        Glyph(text, Box(x0, top, x1, bottom), base, size, names[font], color and tuple(color), order, seen, upright)
        for text, x0, top, x1, bottom, base, size, font, color, order, seen, upright in page["glyphs"]
    )
    areas = [
        Area(Box(*box), color and tuple(color), order, is_opaque) for *box, color, order, is_opaque in page["areas"]
    ]
    images = [Area(Box(*box), None, order, is_opaque) for *box, order, is_opaque in page["images"]]
    return PdfPage(
        number=number,
        width=page["width"],
        height=page["height"],
        glyphs=tuple(glyphs),
        areas=tuple(sorted((*areas, *images), key=lambda area: area.order)),
        rules=tuple(Box(*box) for box in page["rules"]),
        images=tuple(image.box for image in images),
        links=tuple(Box(*box) for box in page["links"]),
        has_fields=page["fields"],
        comments=tuple(page["comments"]),
        has_unseen_layer=page["unseen_layer"],
    )
