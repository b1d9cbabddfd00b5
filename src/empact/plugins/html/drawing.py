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
    """Its attributes, each with its value."""
    text: str | None = None
    """The text in it. None for an element without text."""
    hint: str | None = None
    """What a pointer over it shows. None for nothing."""


@attrs.frozen(kw_only=True)
class Label:
    """The label of a line of a picture."""

    text: str
    """The words of the label."""
    href: str | None
    """The address of the row that it is about. None if it leads nowhere."""
    x: str
    """Where the text starts, from the left, in units of the picture."""
    y: str
    """The base line of the text, from the top, in units of the picture."""
    style: str
    """The class of its style."""
    hint: str | None
    """What a pointer over it shows. None for nothing."""


@attrs.frozen(kw_only=True)
class Heading:
    """The heading of a picture that is one of several."""

    id: str
    """The id that an address can lead to."""
    text: str
    """The words of the heading."""
    href: str | None
    """The address of its row. None if it leads nowhere."""
    description: str
    """What the picture shows, in words."""


@attrs.frozen(kw_only=True)
class Drawing:
    """A picture: shapes, which only the eye needs, and labels, some of which are links.

    On paper, a picture is made to fit on a sheet; one that is too long to be read there is not printed. Browsers would
    cut it, and lose the marking of the sheets.
    """

    width: str
    """The width of the picture in its units."""
    height: str
    """The height of the picture in its units."""
    shapes: tuple[Shape, ...]
    """The shapes, in the order in which they are drawn."""
    labels: tuple[Label, ...] = ()
    """The labels, in their order."""
    is_long: bool = False
    """Whether it is too long to be read on one sheet of paper."""
    heading: Heading | None = None
    """Its heading. None if it is the only picture of a chart."""


@attrs.frozen(kw_only=True)
class ChartView:
    """A chart as pictures one below the other, and its key."""

    id: str
    """The id that an address can lead to."""
    title: str
    """The title of the chart."""
    drawings: tuple[Drawing, ...]
    """The pictures, in their order."""
    key: tuple[tuple[Drawing, str], ...]
    """A picture with its meaning for each sign."""


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
