"""Write a plan as one Markdown page for a wiki, goal by goal and action by action."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from empact import Action, Plan
from empact.documents import Row, Table, Value, build_plan_sheet, file_stem
from empact.hooks import Artifact, ExportContext
from empact.model import Prose

_OF_GOAL = "goal/"
_ABOVE = frozenset({"goal", "number", "activity", "plan/channels"})
"""Columns that are not in the table of an action, but elsewhere on the page."""

_BREAKS = re.compile(r"\s*\n\s*")
_LINK = re.compile(r"\](?=[(:\[])")
_BLOCK = re.compile(r"^(\s*)([#>`~|=])", re.MULTILINE)

_ActionRow = tuple[Action, Row]


def write(plan: Plan, ctx: ExportContext) -> Iterator[Artifact]:
    """Write one page, named after the plan, with its marking at the top and at the bottom."""
    (context,) = ctx.context.contexts
    (sheet,) = build_plan_sheet(context).tables
    page = "\n\n".join(_page(plan, sheet))
    marks = Prose(text=page).marks
    notes = [f"[^{note.mark}]: {_line(str(note.text))}" for note in plan.notes if note.mark in marks]
    marking = [f"**{_line(context.marking)}**"] if context.marking else []
    yield Artifact(f"{file_stem(plan.id)}.md", ("\n\n".join([*marking, page, *notes, *marking]) + "\n").encode())


def _page(plan: Plan, sheet: Table) -> Iterator[str]:
    yield f"# {_line(plan.title or plan.id)}"
    facts = {
        "Plan": plan.id,
        "Period": plan.period,
        "Driver": plan.driver,
        "Co-drivers": plan.co_drivers,
        "Channels": "; ".join(map(str, plan.channels)),
    }
    yield "\n".join(f"- {name}: {_line(str(value))}" for name, value in facts.items() if value)
    rows: dict[str | None, list[_ActionRow]] = {}
    for action, row in zip(plan.actions, sheet.rows, strict=True):
        rows.setdefault(action.goal, []).append((action, row))
    for goal in plan.goals:
        under = rows.pop(goal.number, [])
        yield f"## Strategic goal {_line(goal.number)}"
        yield from _paragraphs(goal.annex.text or str(goal.body))
        yield from _cells(sheet, [row for _, row in under[:1]], of_goal=True)
        yield from _actions(sheet, under)
    for name, others in rows.items():
        yield "## Without a goal" if name is None else f"## Strategic goal {_line(name)}"
        yield from _actions(sheet, others)


def _actions(sheet: Table, rows: Iterable[_ActionRow]) -> Iterator[str]:
    for action, row in rows:
        yield f"### {_line(action.number)}"
        yield from _paragraphs(str(action.activity))
        yield from _cells(sheet, [row], of_goal=False)


def _cells(sheet: Table, rows: Iterable[Row], *, of_goal: bool) -> Iterator[str]:
    """Yield a table with the non-empty cells of an action, or of its goal."""
    for row in rows:
        lines = [
            f"| {_line(column.title)} | {_line(_text(value))} |"
            for column, value in zip(sheet.columns, row.values, strict=True)
            if value is not None and column.key not in _ABOVE and column.key.startswith(_OF_GOAL) is of_goal
        ]
        if lines:
            yield "\n".join(["| | |", "|---|---|", *lines])


def _text(value: Value) -> str:
    """Return the value of a cell as text, each item of a list on its own line."""
    return "\n".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the prose, escaped so that only lists and note marks are markup."""
    harmless = _LINK.sub(r"]\\", text.replace("&", "&amp;").replace("<", "&lt;").replace("*", r"\*"))
    words = _BLOCK.sub(r"\1\\\2", harmless).strip()
    if words:
        yield words


def _line(text: str) -> str:
    """Return a text as one line that fits into a table cell."""
    flat = "".join(_paragraphs(text)).replace("\\|", "|").replace("|", "\\|")
    return _BREAKS.sub("<br>", flat)
