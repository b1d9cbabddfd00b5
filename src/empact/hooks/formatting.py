"""The interface of formatters: descriptor, context, and functions that escape control characters."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from empact.arguments import as_items, check_code, check_name_field, check_text, wrong_type
from empact.diagnostics import Place, Severity
from empact.model.frozen import FrozenMap
from empact.reprs import BEYOND_ASCII
from empact.syntax.reading import LINE_BREAK
from empact.values import value

if TYPE_CHECKING:
    from empact.analysis import PortfolioContext, RecordMarking
    from empact.hooks.discovery import PluginInfo
    from empact.model import Plan
    from empact.options import Option

_IN_JSON = f"[{BEYOND_ASCII}]"
"""The characters that command a terminal, or that no file can have, and that JSON allows unescaped in a string."""
_NARROWEST = 20


def _options(values: Iterable[Option]) -> tuple[Option, ...]:
    return as_items("Formatter.options", "a tuple of options", values)


@value(kw_only=True)
class Formatter:
    """An output format for findings."""

    name: str = attrs.field(validator=check_name_field)
    """The name of the format, as in ``empact validate --format NAME``."""
    write: str = attrs.field(validator=check_code)
    """The function, as ``"package.module:function"``; it is imported on first use. Its signature is
    ``f(diagnostics: Diagnostics, ctx: FormatContext) -> str``.
    """
    options: tuple[Option, ...] = attrs.field(default=(), converter=_options)
    """Its options; their values are in ``ctx.options``."""


def _no_tree(_result: object) -> dict[str, Any]:
    """Refuse a tree: only a session knows the results of plugins."""
    raise TypeError("A FormatContext without a session has no trees.")


def _check_width(_ctx: object, _attribute: object, width: object) -> None:
    if type(width) is not int:
        raise wrong_type("The width of the output", "a whole number", width)
    if width < _NARROWEST:
        message = f"The width of the output must be at least {_NARROWEST} characters, not {width}."
        raise ValueError(message)


@value(kw_only=True)
class FormatContext:
    """The context in which findings are formatted. The output must carry the highest marking of its plans."""

    context: PortfolioContext
    """The context of the plans that were checked."""
    plugins: Sequence[PluginInfo] = ()
    """The plugins of the session, also those that are disabled or broken."""
    show: Severity | None = None
    """The lowest severity to list; None if none was given. Findings that are not listed are still counted."""
    width: int = attrs.field(default=100, validator=_check_width)
    """The width of the output in characters, at least 20."""
    colour: bool = False
    """Whether the output may contain colours."""
    options: Mapping[str, Any] = FrozenMap()
    """The value of each option of the formatter, by name."""
    texts: Mapping[str, str] = attrs.field(default=FrozenMap[str, str](), repr=False)
    """The texts of the files that were read, by file name."""
    missing: Sequence[str] = ()
    """The sources that could not be opened, or contain no plan."""
    unread: tuple[str, ...] = ()
    """The markings of the files that could not be read as plans; findings quote these too."""
    records: tuple[RecordMarking, ...] = ()
    """The markings of the records that were checked with the plans."""
    raised_to: str | None = None
    """The level to which the marking of the output is raised. None if it is not raised."""
    tree: Callable[[object], dict[str, Any]] = attrs.field(default=_no_tree, repr=False, eq=False)
    """Returns the tree of a result, such as ``links(ctx.context)``, as ``session.tree`` does, with a marking that is
    raised like that of the output.
    """

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans that were checked."""
        return self.context.portfolio.plans

    @property
    def marking(self) -> str | None:
        """The marking that the output must carry: the highest of plans, records and files without a plan, or None."""
        from empact.analysis import raised_marking
        from empact.analysis.markings import joint_marking

        return raised_marking(joint_marking(self.plans, self.unread, self.as_of, self.records), self.raised_to)

    @property
    def as_of(self) -> dt.date | None:
        """The date of knowledge with which the plans were checked."""
        return self.context.as_of

    def line(self, place: Place) -> str | None:
        """Return the line of the file at a place, without its line break; None if it is not known."""
        lines = self._lines.get(place.file or "", ())
        if place.line is None or not 0 < place.line <= len(lines):
            return None
        return lines[place.line - 1]

    @cached_property
    def _lines(self) -> dict[str, list[str]]:
        return {file: LINE_BREAK.split(text) for file, text in self.texts.items()}


def printable_json(text: str) -> str:
    r"""Escape the characters of a JSON text that control a terminal; the result is valid JSON.

    Half a character becomes its escape as a text, ``\\ud800``: many programs refuse a JSON text with the escape itself.
    """
    check_text("The text", text)
    return re.sub(_IN_JSON, _escaped, text)


def _escaped(match: re.Match[str]) -> str:
    escape = f"\\u{ord(match[0]):04x}"
    return f"\\{escape}" if "\ud800" <= match[0] <= "\udfff" else escape
