"""The seam between a formatter plugin and empact: descriptor, context, and text that commands no terminal."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import attrs

from empact.diagnostics import Place, Severity
from empact.hooks.discovery import PluginInfo
from empact.model import FrozenMap, Plan
from empact.reprs import BEYOND_ASCII, short_repr
from empact.syntax.reading import LINE_BREAK

_IN_JSON = re.compile(f"[{BEYOND_ASCII}]")
"""The characters that command a terminal and that JSON allows in a string."""


@attrs.frozen(kw_only=True)
class Formatter:
    """Tells findings in one form.

    ``write`` names the code, ``"package.module:function"``, which is imported when the form is first asked for:
    ``f(diagnostics: Diagnostics, ctx: FormatContext) -> str``.
    """

    name: str
    write: str

    __repr__ = short_repr


@attrs.frozen(kw_only=True)
class FormatContext:
    """What a formatter is told beside the findings.

    ``plans`` are those that were checked, with the date of knowledge ``as_of``; a report carries their markings.
    ``show`` is the lowest severity to list, None where nobody chose one: what is not listed is still counted.
    ``width`` is the number of columns to fill, and only where ``colour`` is true may a report hold colours.
    ``options`` are further ones of the call.
    """

    plans: tuple[Plan, ...] = ()
    plugins: tuple[PluginInfo, ...] = ()
    as_of: dt.date | None = None
    show: Severity | None = None
    width: int = 100
    colour: bool = False
    options: Mapping[str, Any] = FrozenMap()
    texts: Mapping[str, str] = attrs.field(default=FrozenMap[str, str](), repr=False)

    __repr__ = short_repr

    def line(self, place: Place) -> str | None:
        """The line of the file that a place is in, without its end, or None where that is not known."""
        lines = self._lines.get(place.file or "", ())
        if place.line is None or not 0 < place.line <= len(lines):
            return None
        return lines[place.line - 1]

    @cached_property
    def _lines(self) -> dict[str, list[str]]:
        return {file: LINE_BREAK.split(text) for file, text in self.texts.items()}


def printable_json(text: str) -> str:
    """A JSON text without the characters that command a terminal: each stands as its escape, and JSON it stays."""
    return _IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
