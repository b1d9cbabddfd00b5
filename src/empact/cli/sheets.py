"""A plan as a sheet of text: the head, and each goal with its actions, column by column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from empact.analysis.columns import PlanTable, format_cell, format_channels, printed
from empact.cli.console import wrapped
from empact.cli.portfolios import marking_lines, plan_title
from empact.hooks import reads
from empact.model import Action, Cell, Extension, Kpi, KpiKind, Plan, Prose, StrategicGoal

_AROUND = re.compile(r"number|(goal|plan)(/.*)?")
"""The columns that are shown above or below an action, not as a line of it."""
EMPTY = "-"

_CELLS = {
    "leaders": "Leader",
    "participants": "Participants",
    "links": "Links",
    "timing": "Timing",
    "target": "Target",
    "kpis": "KPIs",
}
_PLAN_CELLS = {
    "oversight": "Oversight",
    "driver": "Driver",
    "co_drivers": "Co-drivers",
    "drafters": "Drafters",
    "support": "Project support",
}
_BY_HAND = "By hand"

Extensions = Sequence[Extension[Any]]


def sheet(plan: Plan, number: str | None = None, extensions: Extensions = ()) -> str:
    """Format the sheet of a plan, or of the action with this number, with its marking and the data of extensions.

    Raises:
        UnknownIdError: The plan has no such action.
    """
    blocks = [_head(plan, extensions)] if number is None else marking_lines(plan)
    only = None if number is None else plan.action(number)
    columns = PlanTable(plan, extensions)
    goal = None
    for action in plan.actions:
        if only is not None and action is not only:
            continue
        if action.goal is not None and action.goal != goal:
            goal = action.goal
            blocks.append(_goal(plan, goal, extensions))
        blocks.append(_action(columns, action))
    return "\n\n".join(blocks)


def _head(plan: Plan, extensions: Extensions) -> str:
    facts = [str(plan.cover.number), plan.period, str(plan.driver) and f"driver {plan.driver}"]
    lines = [plan_title(plan), wrapped(" · ".join(str(fact) for fact in facts if fact))]
    texts = [
        ("Channels", format_channels(plan.channels)),
        ("Checkpoints", _checkpoints(plan)),
        *((_BY_HAND, text) for text in _by_hand(plan, _PLAN_CELLS)),
        *_extension_texts(plan, extensions),
    ]
    return "\n".join((*lines, *_titled(texts)))


def _checkpoints(plan: Plan) -> str:
    """Format the checkpoints with their dates: ``June (2012-06-30), Autumn (no date)``."""
    if not plan.checkpoints:
        return ""
    from empact.analysis import checkpoint_dates  # a single action and a plan without checkpoints need no schedule

    dates = checkpoint_dates(plan)
    return ", ".join(f"{name} ({', '.join(map(str, days)) or 'no date'})" for name, days in dates.items())


def _by_hand(owner: Plan | Action, titles: Mapping[str, str]) -> Iterator[str]:
    """Yield the items of each cell whose items are not those of its text: somebody entered them by hand.

    This is no mistake: note 7 makes Frontex a leader of action 2.1. But the printed text does not show it.
    """
    for field, title in titles.items():
        cell: Cell[Any] = getattr(owner, field)
        if cell.text is not None and reads(cell) != cell.items:
            yield f"{title}: {'; '.join(map(str, cell.items)) or EMPTY}"


def _goal(plan: Plan, number: str, extensions: Extensions) -> str:
    goal = plan.find_goal(number)
    wording = Prose() if goal is None else goal.annex or goal.body
    lines = [wrapped(f"Strategic Goal {number}: {format_cell(wording)}".rstrip())]
    return "\n".join(lines if goal is None else (*lines, *_titled(_extension_texts(goal, extensions))))


def _extension_texts(owner: Plan | StrategicGoal, extensions: Extensions) -> list[tuple[str, str]]:
    """Return the title and the text of each field that plugins add to a plan or a goal."""
    values = [pair for extension in extensions if isinstance(owner, extension.on) for pair in extension.values(owner)]
    return [(field.title, printed(value)) for field, value in values]


def _titled(texts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Format texts behind their titles; those that are empty are left out."""
    filled = [(title, text) for title, text in texts if text]
    size = max((len(title) for title, _ in filled), default=0)
    for title, text in filled:
        yield from _block(text, f"  {title:<{size}}  ")


def _action(columns: PlanTable, action: Action) -> str:
    texts = [(column, column.text(action)) for column in columns.columns]
    cells = [(column.title, text) for column, text in texts if not _AROUND.fullmatch(column.key)]
    size = max(len(title) for title, _ in cells)
    lines = [action.number]
    for title, text in cells:
        lines += _block(text or EMPTY, f"  {title:<{size}}  ")
    for ordinal, kpi in enumerate(action.kpis, 1):
        if isinstance(kpi, Kpi) and kpi.facts:
            lines += _block("; ".join(filter(None, (_measured(kpi), *kpi.facts))), f"  {f'KPI {ordinal}':<{size}}  ")
    for text in _by_hand(action, _CELLS):
        lines += _block(text, f"  {_BY_HAND:<{size}}  ")
    for note in columns.notes(*(text for _, text in texts)):
        lines += _block(format_cell(note.text), f"  {'Note ' + note.mark:<{size}}  ")
    return "\n".join(lines)


def _measured(kpi: Kpi) -> str | None:
    return kpi.measures or (kpi.unit if kpi.kind is KpiKind.COUNT else None)


def _block(text: str, start: str) -> Iterator[str]:
    indent = " " * len(start)
    lines = [line for line in text.splitlines() if line.strip()]
    for index, line in enumerate(lines):
        yield wrapped(line, indent if index else start, indent)
