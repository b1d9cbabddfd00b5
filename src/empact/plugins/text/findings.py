"""One finding as text: its place, what it says, the line it speaks of, and what to do."""

from __future__ import annotations

import re
import textwrap

import attrs

from empact.hooks import Diagnostic, FormatContext, Place, printable
from empact.plugins.text.paint import Paint

_INDENT = "    "
_BAR = "| "
_CUT = "..."
_LEAST = 20
"""The fewest columns that a text is wrapped to, however long what stands before it."""

_BLOCK = re.compile(r"[>|][-+0-9]{0,2}")
"""What stands where a YAML text begins on the next line."""


def told(one: Diagnostic, ctx: FormatContext, paint: Paint) -> str:
    """``file:line:column: severity CODE name: message``, the line with a caret, the hint, and where else to look."""
    where = _line(str(one.place))
    parts = [f"{where}: " if where else "", str(one.severity), f" {one.code} {one.name}:"]
    start = "".join(parts)
    words = printable(one.message)
    if len(start) + _LEAST > ctx.width:  # a long path leaves no room beside it
        first = _wrapped(words, _INDENT, ctx.width)
        lines = [start, first] if first else [start]
    else:
        lines = [_wrapped(words, f"{start} ", ctx.width) or start]
    lines[0] = parts[0] + paint.severe(parts[1], one.severity) + lines[0][len(parts[0]) + len(parts[1]) :]
    lines += _excerpt(one, ctx, paint)
    if one.hint:
        lines.append(_wrapped(printable(one.hint), _INDENT, ctx.width))
    if one.related:
        places = ", ".join(_other(place, one.place) for place in one.related)
        lines.append(_wrapped(f"See also {places}.", _INDENT, ctx.width))
    return "\n".join(lines)


def _line(text: str) -> str:
    """A text that stays in its line."""
    return printable(text).replace("\n", "\\n").replace("\t", "\\t")


def _wrapped(text: str, start: str, width: int) -> str:
    return textwrap.fill(
        text, width, initial_indent=start, subsequent_indent=_INDENT, break_on_hyphens=False, break_long_words=False
    )


def _other(place: Place, near: Place) -> str:
    """A related place: in the same file by line and column alone, and with what stands there."""
    where = str(place)
    if place.line is not None and place.file == near.file:
        where = f"{place.line}:{place.column}" if place.column is not None else f"line {place.line}"
    inside = f" ({place.subject})" if place.subject not in {None, near.subject, where} else ""
    return _line(f"{where}{inside}")


def _excerpt(one: Diagnostic, ctx: FormatContext, paint: Paint) -> list[str]:
    """The line of the source with a caret beneath the column; a long line is cut around it.

    Where the line only opens a block of text, the words themselves are on the next one, which follows.
    """
    source = ctx.line(one.place)
    if source is None or not source.strip():
        return []
    at = 0 if one.place.column is None else one.place.column - 1
    room = max(ctx.width - len(_INDENT) - len(_BAR), _LEAST)
    near = room + len(_CUT) + 1  # more of a long line is not looked at
    if one.place.column is None:
        before, behind = "", _shown(source.lstrip()[:near]).rstrip()
    else:
        before, behind = _shown(source[max(0, at - near) : at]).lstrip(), _shown(source[at : at + near]).rstrip()
    before, behind = _cut(before, behind, room)
    bar = paint.faint(f"{_INDENT}{_BAR}")
    lines = [f"{bar}{before}{behind}"]
    if one.place.column is not None:
        lines.append(f"{bar}{' ' * len(before)}{paint.severe('^', one.severity)}")
    below = ctx.line(attrs.evolve(one.place, line=(one.place.line or 0) + 1))
    if below is not None and below.strip() and _BLOCK.fullmatch(behind):
        lines.append(bar + "".join(_cut("", _shown(below.lstrip()[:near]).strip(), room)))
    return lines


def _shown(source: str) -> str:
    """Source as it is shown: a tab takes one column, and nothing in it commands the terminal."""
    return printable(source.replace("\t", " ").replace("\n", " "))


def _cut(before: str, behind: str, room: int) -> tuple[str, str]:
    """The two sides of the column, so that both fit; where one is short, the other has its room."""
    if len(before) + len(behind) > room:
        left = max(room // 3, room - len(behind))
        if len(before) > left:
            before = _CUT + before[len(before) - left + len(_CUT) :]
        right = room - len(before)
        if len(behind) > right:
            behind = behind[: right - len(_CUT)] + _CUT
    return before, behind
