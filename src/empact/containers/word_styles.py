"""What a text of a Word document looks like: its own properties, and those of its styles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

import attrs

from empact.containers.word import WordRun

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of Word."""
_OFF = frozenset({"0", "false", "off", "none"})
_DEEPEST = 50
"""How many styles may be based on each other."""
_NEAR = 16
"""How much two colours may differ in red, green or blue and still look the same; 255 is the most."""
WHITE = "FFFFFF"
"""The colour of the page."""
_OF_THEMES = {"background1": WHITE, "light1": WHITE, "text1": "000000", "dark1": "000000"}
"""The colours of themes that are white or black in all but a few of them."""
_TOGGLES = {"b": "is_bold", "i": "is_italic", "strike": "is_struck", "dstrike": "is_struck", "vanish": "is_hidden"}
"""The properties that a style of characters switches off again if the style of the paragraph has them."""
_HIGHLIGHTS = {
    "black": "000000",
    "white": WHITE,
    "red": "FF0000",
    "green": "00FF00",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "magenta": "FF00FF",
    "yellow": "FFFF00",
    "darkRed": "8B0000",
    "darkGreen": "006400",
    "darkBlue": "00008B",
    "darkCyan": "008B8B",
    "darkMagenta": "800080",
    "darkYellow": "808000",
    "darkGray": "A9A9A9",
    "lightGray": "D3D3D3",
}


def is_on(element: ET.Element | None) -> bool:
    """Return whether a property that needs no value is there and not switched off."""
    return element is not None and element.get(f"{W}val", "1").lower() not in _OFF


def value_of(parent: ET.Element | None, *path: str) -> str | None:
    """Return the value of a property in an element, or None."""
    element = None if parent is None else parent.find("/".join(f"{W}{name}" for name in path))
    return None if element is None else element.get(f"{W}val")


def whole_number(text: str | None, default: int = 0) -> int:
    """Return a whole number of up to nine digits, or the default: a damaged file can have anything there."""
    return (
        int(text)
        if text is not None and text.isascii() and text.isdecimal() and len(text) <= len("999999999")
        else default
    )


def fill_of(properties: ET.Element | None) -> str | None:
    """Return the colour behind a cell, a paragraph or a text as six digits; None if none is set."""
    shading = None if properties is None else properties.find(f"{W}shd")
    if shading is None or shading.get(f"{W}val") == "nil":
        return None
    return _colour(shading, *(("color", "themeColor") if shading.get(f"{W}val") == "solid" else ("fill", "themeFill")))


def _colour(element: ET.Element, name: str, theme: str) -> str | None:
    """Return a colour of an element: that of the theme, unless it is lighter or darker, comes before its own."""
    shades = (f"{W}{theme.removesuffix('Color')}{shade}" for shade in ("Tint", "Shade"))
    of_theme = _OF_THEMES.get(element.get(f"{W}{theme}", ""))
    if of_theme is not None and not any(element.get(shade) for shade in shades):
        return of_theme
    colour = element.get(f"{W}{name}", "").upper()
    return colour if len(colour) == len(WHITE) and all(digit in "0123456789ABCDEF" for digit in colour) else None


def _is_near(one: str, other: str) -> bool:
    channels = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (0, 2, 4))
    return all(abs(first - second) <= _NEAR for first, second in channels)


@attrs.define
class _Style:
    based_on: str | None
    paragraph: ET.Element | None
    own: dict[str, Any]
    has_fill: bool


class Styles:
    """The styles of a document."""

    def __init__(self, root: ET.Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._properties: dict[str | None, Mapping[str, Any]] = {}
        self._inherited: dict[tuple[str | None, tuple[str, ...]], str | None] = {}
        self._usual: dict[str, Any] = {}
        self._default: str | None = None
        if root is None:
            return
        self._usual = _properties(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for style in root.iterfind(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            has_fill = any(fill_of(around) is not None for around in style.iter() if around.find(f"{W}shd") is not None)
            self._styles[name] = _Style(
                value_of(style, "basedOn"), style.find(f"{W}pPr"), _properties(style.find(f"{W}rPr")), has_fill
            )
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default", "0") in {"1", "true"}:
                self._default = name

    def has_fill(self, name: str | None) -> bool:
        """Return whether a style of tables puts a colour behind some of its cells."""
        return any(style.has_fill for style in self._chain(name))

    def of_paragraph(self, properties: ET.Element | None, *path: str) -> str | None:
        """Return the value of a property of a paragraph: its own, or that of its style."""
        own = value_of(properties, *path)
        if own is not None:
            return own
        style = self._style_of(properties)
        if (style, path) not in self._inherited:
            values = (value_of(around.paragraph, *path) for around in self._chain(style))
            self._inherited[style, path] = next((value for value in values if value is not None), None)
        return self._inherited[style, path]

    def look(self, run: ET.Element | None, paragraph: ET.Element | None, behind: str | None) -> WordRun:
        """Return a run without a text that looks like one in the file.

        Args:
            run: Its properties.
            paragraph: Those of its paragraph.
            behind: The colour of its cell as six digits; None if it is not known.
        """
        own = _properties(run)
        of_paragraph = {**self._usual, **self._of_style(self._style_of(paragraph))}
        of_run = self._of_style(value_of(run, "rStyle"))
        merged: dict[str, Any] = {**of_paragraph, **of_run, **own}
        for name in set(_TOGGLES.values()) - own.keys():
            merged[name] = bool(of_paragraph.get(name)) != bool(of_run.get(name))
        colour, marked = merged.pop("colour", None), merged.pop("highlight", None)
        fill = merged.pop("fill", None) or fill_of(paragraph) or behind
        hides = colour is not None and fill is not None and _is_near(colour, fill)
        if marked is not None:  # a text that has no colour stays black
            hides = _is_near(colour or "000000", marked)
        merged["is_hidden"] = merged["is_hidden"] or hides
        return WordRun(text="", **merged)

    def _style_of(self, paragraph: ET.Element | None) -> str | None:
        return value_of(paragraph, "pStyle") or self._default

    def _of_style(self, name: str | None) -> Mapping[str, Any]:
        if name not in self._properties:
            merged: dict[str, Any] = {}
            for style in reversed(self._chain(name)):
                merged |= style.own
            self._properties[name] = merged
        return self._properties[name]

    def _chain(self, name: str | None) -> list[_Style]:
        """Return a style and those that it is based on."""
        chain: list[_Style] = []
        while name in self._styles and len(chain) < _DEEPEST:
            chain.append(self._styles[name])
            name = chain[-1].based_on
        return chain


def _properties(element: ET.Element | None) -> dict[str, Any]:
    """Return what the properties of a run set; what they do not mention is not there."""
    found: dict[str, Any] = {}
    for child in () if element is None else element:
        name = child.tag.removeprefix(W)
        written = child.get(f"{W}val", "")
        if name in _TOGGLES:
            found[_TOGGLES[name]] = is_on(child) or (name == "dstrike" and found.get("is_struck", False))
        elif name == "u":
            found["is_underlined"] = written not in {"none", ""}
        elif name == "vertAlign":
            found |= {"is_superscript": written == "superscript", "is_subscript": written == "subscript"}
        elif name == "color":
            found["colour"] = _colour(child, "val", "themeColor")
        elif name == "highlight":
            found["highlight"] = _HIGHLIGHTS.get(written)
    fill = fill_of(element)
    return found if fill is None else {**found, "fill": fill}
