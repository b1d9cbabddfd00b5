"""The parts of a picture, as the template writes them in SVG."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable

import attrs

from empact.hooks import printable

_WIDEST = 220
"""The most width of a label."""
_LETTER, _DIGIT, _CAPITAL, _BROAD = 7.5, 8.5, 9.5, 13.5
"""The width of a letter, a digit, a capital, and a letter as wide as it is high: generous, since fonts differ."""
_GAP = 14
_SHEET = 1000
"""The most height of a picture that can still be read if it is made to fit on a sheet of paper."""


@attrs.frozen
class Shape:
    """An element of SVG."""

    tag: str
    """The name of the element, such as ``rect``."""
    attributes: tuple[tuple[str, str], ...]
    """Its attributes, each a pair of name and value."""
    text: str | None = None
    """The text in it; None if it has none."""
    hint: str | None = None
    """What a pointer over it shows; None if nothing."""


@attrs.frozen(kw_only=True)
class Label:
    """The label of a line of a picture."""

    text: str
    """The text of the label."""
    href: str | None
    """The address of the row that it is about; None if the page has no such row."""
    x: str
    """The distance from the left, as an SVG length."""
    y: str
    """The distance from the top, as an SVG length."""
    style: str
    """The CSS class of the label."""
    hint: str | None
    """The complete text, which a pointer over the label shows; None if the label has it."""


@attrs.frozen(kw_only=True)
class Heading:
    """The heading of a picture that is one of several."""

    id: str
    """Its id in the page."""
    text: str
    """The text of the heading."""
    href: str | None
    """The address of the row that the picture is about; None if the page has no such row."""
    description: str
    """What the picture shows, in words, for those who cannot see it."""


@attrs.frozen(kw_only=True)
class Drawing:
    """A picture: shapes, which only the eye needs, and labels, some of which are links.

    On paper, a picture is made to fit on a sheet; one that is too long to be read there is not printed. Browsers would
    cut it, and lose the marking of the sheets.
    """

    width: str
    """The width, as an SVG length."""
    height: str
    """The height, as an SVG length."""
    shapes: tuple[Shape, ...]
    """The shapes, in the order of drawing."""
    labels: tuple[Label, ...] = ()
    """The labels of its lines."""
    is_long: bool = False
    """Whether it is too long for a sheet of paper, and is not printed."""
    heading: Heading | None = None
    """The heading, if it is one of several pictures; otherwise None."""


@attrs.frozen(kw_only=True)
class ChartView:
    """A chart as pictures one below the other."""

    id: str
    """Its id in the page."""
    title: str
    """The title."""
    drawings: tuple[Drawing, ...]
    """The pictures, from top to bottom."""
    key: tuple[tuple[Drawing, str], ...]
    """The signs that occur: for each a picture, and its meaning."""


def shape(tag: str, style: str, hint: str | None = None, text: str | None = None, **attributes: float | str) -> Shape:
    """Return an element with a class. Numbers are rounded, so that they do not depend on the machine."""
    given = ((name.replace("_", "-"), _format(value)) for name, value in attributes.items())
    return Shape(tag, (("class", style), *given), text, hint)


def label(  # noqa: PLR0913 - each is a part of a label
    text: str, href: str | None, x: float, y: float, style: str = "", *, widest: float = _WIDEST
) -> Label:
    """Return a label in one line; a long one is cut, and a pointer over it shows the whole."""
    line = " ".join(printable(text).split())
    short = cut(line, widest)
    return Label(text=short, href=href, x=_format(x), y=_format(y), style=style, hint=None if short == line else line)


def cut(line: str, widest: float) -> str:
    """Return a line that is not wider than this, in the size of a label; a long one ends with an ellipsis."""
    ends = itertools.accumulate(map(_letter_width, line))
    room = sum(1 for _ in itertools.takewhile(lambda end: end <= widest, ends))
    return line if room == len(line) else f"{line[: max(room - 1, 0)]}\N{HORIZONTAL ELLIPSIS}"


def text_width(text: str) -> float:
    """Return the width of a text in the size of a label."""
    return sum(map(_letter_width, text))


def _letter_width(letter: str) -> float:
    if letter in "mwMW@%\N{HORIZONTAL ELLIPSIS}" or unicodedata.east_asian_width(letter) in "WF":
        return _BROAD
    if letter.isdigit():
        return _DIGIT
    return _CAPITAL if letter.isupper() else _LETTER


def drawing(
    width: float,
    height: float,
    shapes: Iterable[Shape],
    labels: Iterable[Label] = (),
    heading: Heading | None = None,
) -> Drawing:
    """Return a picture of a size."""
    return Drawing(
        width=_format(width),
        height=_format(height),
        shapes=tuple(shapes),
        labels=tuple(labels),
        is_long=height > _SHEET,
        heading=heading,
    )


def column_width(texts: Iterable[str]) -> float:
    """Return the width of a column of labels."""
    return min(max(map(text_width, texts), default=0), _WIDEST) + _GAP


def _format(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")
