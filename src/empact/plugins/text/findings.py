"""Formats one finding as text: its place, its message, its line of the file, and its hint."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from empact.diagnostics import Diagnostic, Diagnostics, Place, Severity
from empact.hooks import FormatContext, printable
from empact.model import Prose
from empact.plugins.text.paint import Paint
from empact.plugins.text.statistics import (
    Group,
    by_leader,
    by_plan,
    by_rule,
    count,
    format_statistics,
    severity_of,
    verdict,
)

if TYPE_CHECKING:
    from empact import Plan


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
    is_named = place.subject in {None, near.subject, where} or _is_file_of(place)
    inside = "" if is_named else f" ({place.subject})"
    return on_one_line(f"{where}{inside}")


def _is_file_of(place: Place) -> bool:
    """Whether the file has the name of what it is about, as that of a report has."""
    return place.file is not None and PurePath(place.file).stem == (place.subject or "").partition(":")[2]


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


_LONG = 10
"""From this number of listed findings on, a table of rules and the verdict end the report: a terminal shows its end."""


def format_findings(diagnostics: Diagnostics, ctx: FormatContext) -> str:
    """Format the findings of ``ctx.show`` and above (default: warnings and errors), and a verdict on all findings."""
    lowest = ctx.show or Severity.WARNING
    paint = Paint(ctx.colour)
    listed = Diagnostics(finding for finding in diagnostics if finding.severity >= lowest)
    groups = tuple(by_plan(listed, ctx.plans))
    conclusion = _verdict(verdict(diagnostics, groups, lowest, ctx), ctx.width, paint)
    table_alone = ctx.options["statistics"]
    below_title = not table_alone and ctx.options["group"] == "action" and _is_one_plan(groups, ctx)
    blocks = [_marking(ctx.marking, paint)] if ctx.marking and listed and not below_title else []
    blocks.append(conclusion)
    if not table_alone:
        blocks += _findings(listed, groups, ctx, paint)
    if listed and (table_alone or len(listed) >= _LONG):
        blocks.append(format_statistics(listed, ctx.width, paint))
    if not table_alone and len(listed) >= _LONG:
        blocks.append(conclusion)
    return "\n\n".join(blocks) + "\n"


def _verdict(lines: Sequence[str], width: int, paint: Paint) -> str:
    """Wrap the verdict, and format its first words."""
    text = "\n".join(
        textwrap.fill(on_one_line(line), width, break_on_hyphens=False, break_long_words=False) for line in lines
    )
    first = text.partition(".")[0] if text.startswith("No ") else " ".join(text.split()[:2]).rstrip(",.")
    painted = paint.heading(first) if text.startswith("No ") else paint.severe(first, Severity.ERROR)
    return painted + text.removeprefix(first)


def _is_one_plan(groups: Sequence[Group], ctx: FormatContext) -> bool:
    """Whether all findings stand below the heading of the only plan, which has its marking."""
    return len(ctx.plans) == 1 and all(group.plan is not None for group in groups)


def _findings(listed: Diagnostics, groups: Sequence[Group], ctx: FormatContext, paint: Paint) -> Iterator[str]:
    """Return the findings, and a heading before each group, in the order of the option ``group``."""
    if ctx.options["group"] == "rule":
        for kind, findings in by_rule(listed):
            title = _heading(f"{kind.code} {kind.name}", count(len(findings), severity_of(findings)), ctx.width)
            yield paint.heading(title)
            yield from _formatted(findings, ctx, paint)
    elif ctx.options["group"] == "leader":
        for name, of_leader in by_leader(groups, ctx).items():
            yield paint.heading(_heading(name, "", ctx.width))
            yield from _formatted(of_leader, ctx, paint)
    else:
        alone = _is_one_plan(groups, ctx)
        for group in groups:
            in_force = None if group.plan is None else group.plan.marking_in_force(ctx.as_of)
            yield from _parts(group, ctx.marking if alone else in_force, ctx, paint)


def _parts(group: Group, marking: str | None, ctx: FormatContext, paint: Paint) -> Iterator[str]:
    """Return the findings about a plan, and a heading before the plan and before each of its parts."""
    plan = group.plan
    if plan is not None and (plan.title or marking or plan.id in group.parts):
        yield _plan_heading(plan, marking, ctx, paint)
    for subject, findings in group.parts.items():
        if subject and (plan is None or subject != plan.id):
            yield paint.heading(_heading(subject, _beginning(plan, subject), ctx.width))
        yield from _formatted(findings, ctx, paint)


def _formatted(findings: Sequence[Diagnostic], ctx: FormatContext, paint: Paint) -> Iterator[str]:
    return (format_finding(finding, ctx, paint) for finding in findings)


def _plan_heading(plan: Plan, marking: str | None, ctx: FormatContext, paint: Paint) -> str:
    """Format the plan's id and title, and below them the marking, which every output has to contain."""
    lines = [paint.heading(_heading(plan.id, plan.title or "", ctx.width))]
    if marking:
        lines.append(_marking(marking, paint))
    return "\n".join(lines)


def _marking(marking: str, paint: Paint) -> str:
    return paint.heading(" ".join(printable(marking).split()))


def _heading(subject: str, words: str, width: int) -> str:
    start = " ".join(printable(subject).split())
    room = width - len(start) - 2
    words = printable(Prose(text=words).plain)
    words = textwrap.shorten(words, max(room, 20), placeholder=" ...", break_on_hyphens=False)
    return f"{start}  {words}".rstrip()


def _beginning(plan: Plan | None, subject: str) -> str:
    """Return the text of an action or a goal, so that readers need not know its number."""
    number = subject.partition(":")[2]
    if plan is None or not number:
        return ""
    goal = number.removeprefix("SG ")
    texts = [action.activity for action in plan.actions if action.number == number]
    texts += [each.annex or each.body for each in plan.goals if goal != number and each.number == goal]
    return str(texts[0]) if texts else ""
