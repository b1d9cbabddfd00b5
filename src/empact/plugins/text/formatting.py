"""Formats findings for people: a verdict, the findings in groups, and a table of rules."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from empact.diagnostics import Diagnostic, Diagnostics, Severity
from empact.hooks import FormatContext, printable
from empact.model import Prose
from empact.plugins.text.findings import format_finding, on_one_line
from empact.plugins.text.grouping import Group, by_leader, by_plan
from empact.plugins.text.paint import Paint
from empact.plugins.text.statistics import by_rule, format_statistics, severity_of
from empact.plugins.text.verdict import count, verdict

if TYPE_CHECKING:
    from empact import Plan

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
