"""Finds the styles of a file by their names, and adds the default ones that it does not have."""

from __future__ import annotations

import copy
import functools
from importlib.resources import files
from typing import Any

_EXPECTED = {"title": "Title"} | {f"heading {level}": f"Heading {level}" for level in (1, 2, 3)}
"""The styles that a template should have, by the names in the file, with the names that Word shows."""
_TABLE_GRID = "Table Grid"
_ENGLISH = "en-GB"
LANGUAGE_TAGS = {"en": _ENGLISH, "fr": "fr-FR", "de": "de-DE"}
"""The language of a file, by that of its fixed words."""


class Styles:
    """The styles of a file.

    Args:
        element: The element ``w:styles`` of the file.
        default: The one with the default styles.
    """

    def __init__(self, element: Any, default: Any) -> None:
        self._element = element
        self._default = {_name(style).lower(): style for style in _styles(default)}
        self._names = {style.get(_tag("styleId")): _name(style).lower() for style in self._default.values()}
        self._ids: dict[str, str] = {}
        for style in _styles(element):
            self._ids.setdefault(_name(style).lower(), style.get(_tag("styleId")) or "")
        self._tables = {_name(style).lower() for style in _styles(element) if style.get(_tag("type")) == "table"}
        self.missing: dict[str, None] = {}
        """The names of the styles that the file should have and does not, in the order of their first use."""

    def id(self, name: str) -> str:
        """Return the id of a style of empact; a style that the file does not have is added."""
        known = name.lower()
        if known not in self._ids:
            self._add(known)
            if known in _EXPECTED:
                self.missing[_EXPECTED[known]] = None
        return self._ids[known]

    def table(self, name: str) -> str:
        """Return the id of a style of tables, or of the default one if the file does not have it."""
        if name.lower() in self._tables:
            return self._ids[name.lower()]
        self.missing[name] = None
        return self.id(_TABLE_GRID)

    def _add(self, name: str) -> None:
        style = copy.deepcopy(self._default[name])
        for child in style:
            if child.tag in {_tag("basedOn"), _tag("link"), _tag("next")}:
                child.set(_tag("val"), self.id(self._names[child.get(_tag("val"))]))
        own = style.get(_tag("styleId"))
        while own in self._ids.values():
            own = f"{own}Default"
        style.set(_tag("styleId"), own)
        if style.get(_tag("default")) is not None:
            del style.attrib[_tag("default")]
        self._ids[name] = own
        if style.get(_tag("type")) == "table":
            self._tables.add(name)
        self._element.append(style)


@functools.cache
def default_styles(language: str) -> str:
    """Return the default styles, as a part of a file, for texts in a language: ``de-DE``."""
    styles = files("empact.plugins.docx").joinpath("styles.xml").read_text(encoding="utf-8")
    return styles.replace(f'"{_ENGLISH}"', f'"{language}"')


def _styles(element: Any) -> list[Any]:
    return [style for style in element.findall(_tag("style")) if _name(style)]


def _name(style: Any) -> str:
    named = style.find(_tag("name"))
    return "" if named is None else named.get(_tag("val")) or ""


def _tag(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"
