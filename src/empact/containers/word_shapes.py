"""Shapes and pictures of a Word document that lie in front of its text and hide it."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

_FILLS = frozenset({"solidFill", "gradFill", "pattFill", "blipFill"})
_OLD_SHAPES = frozenset({"rect", "shape", "oval", "roundrect", "polyline"})
"""The shapes with a colour in drawings of old programs (VML)."""
_PICTURES = frozenset({"pic", "imagedata", "chart", "relIds", "OLEObject"})
"""What is in a drawing with a picture, a chart, a diagram, or an object of another program."""
_NO = frozenset({"f", "false", "0"})
_LINES = ("line", "lineInv")
_CONNECTOR = "Connector"
"""What the name of a shape that connects others has in it; like a line, it has no area."""
_DIGITS = 10
"""The most digits of a width that are read."""
_THIN = 38_100
"""The width of the thickest line that hides no text, in units of which a point has 12,700."""


def is_in_front(drawing: ET.Element, *, with_pictures: bool) -> bool:
    """Return whether a drawing lies in front of the text and hides what is behind it.

    Text flows around all others, or they lie behind it.

    Args:
        drawing: The drawing.
        with_pictures: Whether a picture counts.
    """
    return any(
        _covers(element, with_pictures=with_pictures) if _name(element) == "anchor" else _old_covers(element)
        for element in _elements(drawing, stop="anchor")
        if _name(element) == "anchor" or _name(element) in _OLD_SHAPES
    )


def has_picture(drawing: ET.Element) -> bool:
    """Return whether a drawing has a picture, a chart, a diagram or an object of another program."""
    return any(_name(element) in _PICTURES for element in _elements(drawing))


def _covers(anchor: ET.Element, *, with_pictures: bool) -> bool:
    """Return whether what is anchored here lies in front of the text, and has a colour."""
    inside = list(_elements(anchor))
    if anchor.get("behindDoc", "0") not in {"0", "false", "off"} or not any(map(_is_not_wrapped, inside)):
        return False
    if with_pictures and any(_name(element) == "pic" for element in inside):
        return True
    shapes = [element for element in inside if _name(element) in {"wsp", "sp"}]
    return any(map(_has_colour, shapes))


def _is_not_wrapped(element: ET.Element) -> bool:
    return _name(element) == "wrapNone"


def _has_colour(shape: ET.Element) -> bool:
    """Return whether a shape has a colour: its own, or that of its style."""
    for properties in shape:
        if _name(properties) == "spPr":
            if _is_line(properties):
                return _is_thick(properties)
            names = {_name(child) for child in properties}
            if names & _FILLS or "noFill" in names:
                return bool(names & _FILLS)
    styles = (child for style in shape if _name(style) == "style" for child in style)
    return any(_name(child) == "fillRef" and child.get("idx", "0") != "0" for child in styles)


def _is_line(properties: ET.Element) -> bool:
    """Return whether a shape is a line, which has no area whatever the colour of its style is."""
    forms = (child.get("prst", "") for child in properties if _name(child) == "prstGeom")
    return any(form in _LINES or _CONNECTOR in form for form in forms)


def _is_thick(properties: ET.Element) -> bool:
    """Return whether the line of a shape is so thick that it can black out a line of text."""
    widths = (child.get("w", "") for child in properties if _name(child) == "ln")
    return any(width.isdecimal() and int(width[:_DIGITS]) > _THIN for width in widths)


def _old_covers(shape: ET.Element) -> bool:
    """Return whether a shape of an old program lies in front of the text, and has a colour: most have."""
    parts = (part.partition(":") for part in shape.get("style", "").lower().split(";"))
    style = {name.strip(): value.strip() for name, _, value in parts}
    is_free = style.get("position") == "absolute" and not style.get("z-index", "").startswith("-")
    wraps = (child.get("type", "none") for child in shape if _name(child) == "wrap")
    is_picture = any(_name(child) == "imagedata" for child in shape)
    return is_free and not is_picture and shape.get("filled", "t") not in _NO and all(wrap == "none" for wrap in wraps)


def _elements(drawing: ET.Element, stop: str = "") -> Iterator[ET.Element]:
    """Yield what is in a drawing, without the contents of text boxes, and without what is there for old programs.

    Args:
        drawing: The drawing.
        stop: The name of the elements whose contents are not looked at.
    """
    stack = [drawing]
    while stack:
        element = stack.pop()
        yield element
        if _name(element) == stop:
            continue
        inside = [child for child in element if _name(child) != "txbxContent"]
        stack += inside[:1] if _name(element) == "AlternateContent" else inside


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
