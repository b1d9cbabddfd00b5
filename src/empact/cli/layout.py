"""How plans and lists look as text, on a terminal and in a pipe."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from empact.diagnostics import Diagnostic, Kind
from empact.model import Action, Cell, Plan, Prose

_NARROW, _WIDE = 60, 120
_MARK = re.compile(r"\[\^([^\]\s]+)\]")
EMPTY = "-"
WITHHELD = "withheld"


def width() -> int:
    """The columns to fill: those of the terminal within reason, 100 in a pipe."""
    return max(_NARROW, min(shutil.get_terminal_size((100, 24)).columns, _WIDE))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows under a head; the last column wraps beneath itself."""
    lines = [tuple(head), *map(tuple, rows)]
    widths = [max(len(line[index]) for line in lines) for index in range(len(head) - 1)]
    indent = sum(widths) + 2 * len(widths)
    return "\n".join(_row(line, widths, indent) for line in lines)


def _row(line: Sequence[str], widths: Sequence[int], indent: int) -> str:
    start = "".join(f"{cell:<{size}}  " for cell, size in zip(line[:-1], widths, strict=True))
    return wrapped(line[-1], start, " " * indent).rstrip()


def wrapped(text: str, start: str = "", indent: str = "") -> str:
    """One paragraph, wrapped to the width; ``start`` stands even where there is no text behind it."""
    room = max(width(), len(indent) + 30)
    lines = textwrap.fill(
        text, room, initial_indent=start, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False
    )
    return lines or start.rstrip()


def complaints(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """What the plugins did wrong, each with what to do beneath."""
    for one in diagnostics:
        yield wrapped(f"{one.severity} {one.code} {one.name}: {one.message}", indent="    ")
        if one.hint:
            yield wrapped(one.hint, "    ", "    ")


def kind_page(kind: Kind, origin: str) -> str:
    """What a rule, or a kind of finding that empact itself tells, is: for people."""
    head = f"{kind.code} {kind.name} ({kind.severity}, from {origin})"
    return "\n\n".join((head, *map(wrapped, Prose(text=kind.doc).paragraphs)))


def sheet(plan: Plan, actions: Sequence[Action], *, whole: bool) -> str:
    """The plan as its own sheet: the head, and beneath each goal its actions, column by column."""
    blocks = [_head(plan)] if whole else []
    goal = None
    for action in actions:
        if action.goal is not None and action.goal != goal:
            blocks.append(_goal(plan, action.goal))
            goal = action.goal
        blocks.append(_action(plan, action))
    return "\n\n".join(blocks)


def title(plan: Plan) -> str:
    """The id and the title of a plan."""
    return wrapped(f"{plan.id}  {' '.join((plan.title or '').split())}".rstrip())


def _head(plan: Plan) -> str:
    facts = [str(plan.cover.number), plan.marking, plan.period, str(plan.driver) and f"driver {plan.driver}"]
    return "\n".join((title(plan), wrapped(" · ".join(str(one) for one in facts if one))))


def _goal(plan: Plan, number: str) -> str:
    wording = next((goal.annex or goal.body for goal in plan.goals if goal.number == number), Prose())
    return wrapped(f"Strategic Goal {number}: {wording}".rstrip())


def _columns(plan: Plan, action: Action) -> Iterator[tuple[str, str]]:
    goals, others = _links(action)
    yield "Activity", _shown(action.activity)
    yield "Leader", _shown(action.leaders)
    yield "Participants", _shown(action.participants)
    yield "Description", _shown(action.description)
    yield "I/D SG", goals
    yield "I/D OA", others
    yield "Timing", _shown(action.timing)
    yield "Target", "\n\n".join(filter(None, (_shown(action.target), _shown(action.kpis))))
    for checkpoint in dict.fromkeys((*plan.checkpoints, *action.results)):
        yield f"Results>{checkpoint}", _shown(action.results.get(checkpoint, Prose()))


def _shown(cell: Prose | Cell[Any]) -> str:
    """What stands in a cell; withheld is not the same as empty."""
    return str(cell).strip() or (WITHHELD if cell.withheld else "")


def _links(action: Action) -> tuple[str, str]:
    """The two columns I/D: as they are written, or else the links to goals and the others."""
    if action.links.text is not None or not action.links:
        goals, _, others = _shown(action.links).partition(";")
        return goals.strip(), others.strip()
    to_goals = [link for link in action.links.understood if link.to.goal is not None]
    rest = [link for link in action.links if link not in to_goals]
    return ", ".join(map(str, to_goals)), ", ".join(map(str, rest))


def _action(plan: Plan, action: Action) -> str:
    columns = list(_columns(plan, action))
    size = max(len(name) for name, _ in columns)
    lines = [action.number]
    for name, text in columns:
        lines += _block(text or EMPTY, f"  {name:<{size}}  ")
    marks = dict.fromkeys(mark for _, text in columns for mark in _MARK.findall(text))
    for note in plan.notes:
        if note.mark in marks:
            lines += _block(str(note.text), f"  {'Note ' + note.mark:<{size}}  ")
    return "\n".join(lines)


def _block(text: str, start: str) -> Iterator[str]:
    indent = " " * len(start)
    lines = [line for line in text.splitlines() if line.strip()]
    for index, line in enumerate(lines):
        yield wrapped(line, indent if index else start, indent)
