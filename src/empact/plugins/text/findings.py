"""Formats one finding as text: its place, its message, its line of the file, and its hint."""

from __future__ import annotations

import textwrap

from empact.diagnostics import Diagnostic, Place
from empact.hooks import FormatContext, printable
from empact.plugins.text.paint import Paint

_INDENT = "    "
_BAR = "| "
_CUT = "..."
_LEAST = 20
"""The minimum width of a wrapped text, in columns."""


def format_finding(finding: Diagnostic, ctx: FormatContext, paint: Paint) -> str:
    """Format a finding: ``file:line:column: severity CODE name: message``, its line, its hint and related places."""
    where = on_one_line(str(finding.place))
    parts = [f"{where}: " if where else "", str(finding.severity), f" {finding.code} {finding.name}:"]
    start = "".join(parts)
    message = printable(finding.message)
    if len(start) + _LEAST > ctx.width:  # after a long path, the message starts on the next line
        first = _wrapped(message, _INDENT, ctx.width)
        lines = [start, first] if first else [start]
    else:
        lines = [_wrapped(message, f"{start} ", ctx.width) or start]
    lines[0] = parts[0] + paint.severe(parts[1], finding.severity) + lines[0][len(parts[0]) + len(parts[1]) :]
    lines += _excerpt(finding, ctx, paint)
    if finding.hint:
        lines.append(_wrapped(printable(finding.hint), _INDENT, ctx.width))
    for also in finding.related:
        place, reason = _other(also.place, finding.place), printable(also.reason)
        lines.append(_wrapped(f"See also {place}: {reason}.", _INDENT, ctx.width))
    return "\n".join(lines)


def on_one_line(text: str) -> str:
    """Escape a text so that it stays on one line."""
    return printable(text).replace("\n", "\\n").replace("\t", "\\t")


def _wrapped(text: str, start: str, width: int) -> str:
    return textwrap.fill(
        text, width, initial_indent=start, subsequent_indent=_INDENT, break_on_hyphens=False, break_long_words=False
    )


def _other(place: Place, near: Place) -> str:
    """Format a related place, without the file name if it is in the same file, and with its subject."""
    where = str(place)
    if place.line is not None and place.file == near.file:
        where = f"{place.line}:{place.column}" if place.column is not None else f"line {place.line}"
    inside = f" ({place.subject})" if place.subject not in {None, near.subject, where} else ""
    return on_one_line(f"{where}{inside}")


def _excerpt(finding: Diagnostic, ctx: FormatContext, paint: Paint) -> list[str]:
    """Return the line of the file with a caret below the column; a long line is cut around the column."""
    place = finding.place
    source = ctx.line(place)
    if source is None or not source.strip():
        return []
    at = 0 if place.column is None else place.column - 1
    room = max(ctx.width - len(_INDENT) - len(_BAR), _LEAST)
    near = room + len(_CUT) + 1  # a line can be megabytes long: format only the part around the column
    if place.column is None:
        before, after = "", _format_source(source.lstrip()[:near]).rstrip()
    else:
        before = _format_source(source[max(0, at - near) : at]).lstrip()
        after = _format_source(source[at : at + near]).rstrip()
    before, after = _cut(before, after, room)
    bar = paint.faint(f"{_INDENT}{_BAR}")
    lines = [f"{bar}{before}{after}"]
    if place.column is not None:
        lines.append(f"{bar}{' ' * len(before)}{paint.severe('^', finding.severity)}")
    return lines


def _format_source(source: str) -> str:
    """Format a part of the file for a terminal: a tab takes one column, and control characters are escaped."""
    return printable(source.replace("\t", " ").replace("\n", " "))


def _cut(before: str, after: str, room: int) -> tuple[str, str]:
    """Cut the text before and after the column to ``room`` characters; a third is for the text before, if needed."""
    if len(before) + len(after) > room:
        left = max(room // 3, room - len(after))
        if len(before) > left:
            before = _CUT + before[len(before) - left + len(_CUT) :]
        right = room - len(before)
        if len(after) > right:
            after = after[: right - len(_CUT)] + _CUT
    return before, after
