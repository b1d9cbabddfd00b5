"""A report for people: the findings of each plan and of its parts under their headings, and a line that counts."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from empact.hooks import Diagnostic, FormatContext, Prose, Severity, printable
from empact.plugins.text.findings import told
from empact.plugins.text.paint import Paint

if TYPE_CHECKING:
    from empact import Diagnostics, Plan

_NAMED = 3
"""So many plans are named in the last line; of more, only their number is told."""


def format_findings(diagnostics: Diagnostics, ctx: FormatContext) -> str:
    """What is listed - errors and warnings, unless another severity is asked for - and the count of everything."""
    lowest = ctx.show or Severity.WARNING
    paint = Paint(ctx.colour)
    blocks: list[str] = []
    for plan, parts in _grouped([one for one in diagnostics if one.severity >= lowest], ctx.plans):
        if plan is not None and (plan.title or plan.marking or plan.id in parts):
            blocks.append(_plan_heading(plan, paint, ctx.width))
        for subject, findings in parts.items():
            if subject and (plan is None or subject != plan.id):
                blocks.append(paint.heading(_heading(subject, _beginning(plan, subject), ctx.width)))
            blocks += [told(one, ctx, paint) for one in findings]
    blocks.append(_summary(diagnostics, lowest, [plan.id for plan in ctx.plans]))
    return "\n\n".join(blocks) + "\n"


def _grouped(
    findings: Iterable[Diagnostic], plans: Sequence[Plan]
) -> Iterator[tuple[Plan | None, dict[str, list[Diagnostic]]]]:
    """Findings by plan and by part of it, each group in the order in which its first finding comes.

    What belongs to no plan needs no heading where it names its file, and stands first; other findings stand last.
    """
    by_id = {(plan.source and plan.source.file, plan.id): index for index, plan in enumerate(plans)}
    by_name = {plan.id: index for index, plan in reversed(list(enumerate(plans)))}  # what is recorded has its own file
    by_file = {plan.source.file: index for index, plan in enumerate(plans) if plan.source is not None}
    groups: dict[int, dict[str, list[Diagnostic]]] = {}
    for one in findings:
        place = one.place
        named = (place.subject or "").partition(":")[0]
        home = by_id.get((place.file, named), by_file.get(place.file or "", by_name.get(named)))
        if home is not None:
            subject = place.subject or plans[home].id
        elif place.subject is None and place.file is not None:
            home, subject = -1, ""
        else:
            home, subject = len(plans), place.subject or "plugins"
        groups.setdefault(home, {}).setdefault(subject, []).append(one)
    for home in sorted(groups):
        yield (plans[home] if 0 <= home < len(plans) else None), groups[home]


def _plan_heading(plan: Plan, paint: Paint, width: int) -> str:
    """The plan's id and title, and beneath them its marking: it travels into every output."""
    lines = [paint.heading(_heading(plan.id, plan.title or "", width))]
    if plan.marking:
        lines.append(paint.heading(" ".join(printable(plan.marking).split())))
    return "\n".join(lines)


def _heading(subject: str, words: str, width: int) -> str:
    start = " ".join(printable(subject).split())
    room = width - len(start) - 2
    words = printable(Prose(text=words).plain)
    words = textwrap.shorten(words, max(room, 20), placeholder=" ...", break_on_hyphens=False)
    return f"{start}  {words}".rstrip()


def _beginning(plan: Plan | None, subject: str) -> str:
    """The wording of an action or of a goal, for whoever does not know its number by heart."""
    number = subject.partition(":")[2]
    if plan is None or not number:
        return ""
    goal = number.removeprefix("SG ")
    texts = [action.activity for action in plan.actions if action.number == number]
    texts += [one.annex or one.body for one in plan.goals if goal != number and one.number == goal]
    return str(texts[0]) if texts else ""


def _summary(diagnostics: Diagnostics, lowest: Severity, plans: Sequence[str]) -> str:
    """The last line: how much of what in which plans, and how to see what is not listed."""
    counts = diagnostics.counts()
    named = f" ({', '.join(map(printable, plans))})" if 0 < len(plans) <= _NAMED else ""
    counted = ", ".join(_count(number, severity) for severity, number in counts.items())
    line = f"{counted} in {len(plans)} plan{'' if len(plans) == 1 else 's'}{named}."
    if diagnostics.waived:
        line += f" {len(diagnostics.waived)} waived."
    hidden = {severity: number for severity, number in counts.items() if number and severity < lowest}
    if not hidden:
        return line
    words = ", ".join(_count(number, severity) for severity, number in hidden.items())
    return f"{line} {words} not shown; --show {min(hidden)} lists {'it' if sum(hidden.values()) == 1 else 'them'}."


def _count(number: int, severity: Severity) -> str:
    return f"{number} {severity}" if number == 1 or severity is Severity.INFO else f"{number} {severity}s"
