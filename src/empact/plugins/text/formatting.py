"""Formats findings for people: grouped by plan and by part of the plan, with headings and a summary line."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from empact.diagnostics import Diagnostic, Severity
from empact.hooks import FormatContext, printable
from empact.model import Prose
from empact.plugins.text.findings import format_finding
from empact.plugins.text.paint import Paint

if TYPE_CHECKING:
    from empact import Diagnostics, Plan

_NAMED = 3
"""The maximum number of plans that the summary names; if there are more, it only counts them."""


def format_findings(diagnostics: Diagnostics, ctx: FormatContext) -> str:
    """Format the findings of ``ctx.show`` and above (default: warnings and errors), and a summary of all findings."""
    lowest = ctx.show or Severity.WARNING
    paint = Paint(ctx.colour)
    blocks: list[str] = []
    groups = list(_grouped([finding for finding in diagnostics if finding.severity >= lowest], ctx.plans))
    alone = len(ctx.plans) == 1 and all(plan is not None for plan, _ in groups)  # its marking stands below its title
    if ctx.marking and groups and not alone:
        blocks.append(_marking(ctx.marking, paint))
    for plan, parts in groups:
        if plan is not None and (plan.title or plan.marking_line or plan.id in parts):
            blocks.append(_plan_heading(plan, paint, ctx.width))
        for subject, findings in parts.items():
            if subject and (plan is None or subject != plan.id):
                blocks.append(paint.heading(_heading(subject, _beginning(plan, subject), ctx.width)))
            blocks += [format_finding(finding, ctx, paint) for finding in findings]
    blocks.append(_summary(diagnostics, lowest, [plan.id for plan in ctx.plans], ctx.missing))
    return "\n\n".join(blocks) + "\n"


def _grouped(
    findings: Iterable[Diagnostic], plans: Sequence[Plan]
) -> Iterator[tuple[Plan | None, dict[str, list[Diagnostic]]]]:
    """Group findings by plan and by part of the plan, in the order of the first finding of each group.

    Findings about the complete plan come before those about its parts, below the heading of the plan. Findings about a
    file without a plan come first and have no heading. Other findings, such as those about plugins, come last.
    """
    by_id = {(plan.source and plan.source.file, plan.id): index for index, plan in enumerate(plans)}
    # By name alone, because a finding about a ledger entry has the file of the entry.
    by_name = {plan.id: index for index, plan in reversed(list(enumerate(plans)))}
    by_file = {plan.source.file: index for index, plan in enumerate(plans) if plan.source is not None}
    groups: dict[int, dict[str, list[Diagnostic]]] = {}
    for finding in findings:
        place = finding.place
        named = (place.subject or "").partition(":")[0]
        home = by_id.get((place.file, named), by_file.get(place.file or "", by_name.get(named)))
        if home is not None:
            subject = place.subject or plans[home].id
        elif place.subject is None and place.file is not None:
            home, subject = -1, ""
        else:
            home, subject = len(plans), place.subject or "plugins"
        groups.setdefault(home, {}).setdefault(subject, []).append(finding)
    for home in sorted(groups):
        plan = plans[home] if 0 <= home < len(plans) else None
        own_first = sorted(groups[home].items(), key=lambda part: plan is not None and part[0] != plan.id)
        yield plan, dict(own_first)


def _plan_heading(plan: Plan, paint: Paint, width: int) -> str:
    """Format the plan's id and title, and below them its marking, which every output has to contain."""
    lines = [paint.heading(_heading(plan.id, plan.title or "", width))]
    if plan.marking_line:
        lines.append(_marking(plan.marking_line, paint))
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


def _summary(diagnostics: Diagnostics, lowest: Severity, plans: Sequence[str], missing: Sequence[str]) -> str:
    """Format the last line: the counts, the plans, and the option that shows the findings that are not listed.

    Sources that could not be read are named: counts alone would look as if they had been checked.
    """
    counts = diagnostics.counts()
    named = f" ({', '.join(map(printable, plans))})" if 0 < len(plans) <= _NAMED else ""
    counted = ", ".join(_count(number, severity) for severity, number in counts.items())
    checked = f" in {len(plans)} plan{'' if len(plans) == 1 else 's'}{named}" if plans else ""
    line = f"{counted}{checked}." if plans or any(counts.values()) or not missing else "No plan was checked."
    if diagnostics.waived:
        line += f" {len(diagnostics.waived)} waived."
    if missing:
        line += f" Not read: {', '.join(map(printable, missing))}."
    hidden = {severity: number for severity, number in counts.items() if number and severity < lowest}
    if not hidden:
        return line
    words = ", ".join(_count(number, severity) for severity, number in hidden.items())
    return f"{line} {words} not shown; --show {min(hidden)} lists {'it' if sum(hidden.values()) == 1 else 'them'}."


def _count(number: int, severity: Severity) -> str:
    return f"{number} {severity}" if number == 1 or severity is Severity.INFO else f"{number} {severity}s"
