"""Tables: a plan with one row per action, in the columns of its own sheet and those of plugins."""

from __future__ import annotations

import enum
import functools
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from empact.model import Action, Cell, Extension, ExtensionField, FrozenMap, Note, Plan, Prose, StrategicGoal

WITHHELD = "withheld"
"""The placeholder for a text that the source has but the reader may not see."""


@attrs.frozen(kw_only=True)
class Column:
    """A column: its title, its width in characters if one is set, and the path of its values.

    ``key`` is the path of the value from the action (``results/June``, ``extensions/crime/areas``). Keys that start
    with ``goal`` are values of the goal of the action, ``notes`` are the notes to its texts, and ``marking`` is the
    marking of the plan.
    """

    key: str
    title: str
    width: int | None = None


@attrs.frozen
class Row:
    """One action as texts, one per column (empty for an empty cell), with the notes that they refer to."""

    action: Action
    texts: tuple[str, ...]
    notes: tuple[Note, ...] = ()


@attrs.frozen
class Table:
    """The actions of a plan in document order, as rows of texts."""

    plan: Plan
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def table(plan: Plan, extensions: Iterable[Extension[Any]] = ()) -> Table:
    """Return the annex of a plan as one table (plan section 3: "one sheet showing all activities").

    The goal is a column, not a heading between rows. I/D SG and I/D OA are two columns, and the KPIs follow the target
    in its cell, as in the plan. Then come the fields of the extensions that the plan uses on goals and actions, one
    column each, and columns for notes and marking if the plan has any.
    """
    sheet = _Sheet(plan, tuple(extensions))
    return Table(plan, tuple(sheet.columns()), tuple(map(sheet.row, plan.actions)))


class _Sheet:
    def __init__(self, plan: Plan, extensions: tuple[Extension[Any], ...]) -> None:
        self.plan = plan
        reported = (name for action in plan.actions for name in action.results)
        self.checkpoints = tuple(dict.fromkeys((*plan.checkpoints, *reported)))
        self.on_goal = [one for one in extensions if any(one.of(goal) is not None for goal in plan.goals)]
        self.on_action = [one for one in extensions if any(one.of(action) is not None for action in plan.actions)]
        self.goals: dict[str | None, StrategicGoal] = {}
        for goal in plan.goals:
            self.goals.setdefault(goal.number, goal)
        self.notes: dict[str, Note] = {}
        for note in plan.notes:
            self.notes.setdefault(note.mark, note)

    def columns(self) -> Iterator[Column]:
        yield from _OWN
        yield from (Column(key=f"results/{name}", title=f"Results>{name}") for name in self.checkpoints)
        for where, brought in (("goal/extensions", self.on_goal), ("extensions", self.on_action)):
            for one in brought:
                for field in one.fields:
                    yield Column(key=f"{where}/{one.name}/{field.name}", title=field.title, width=field.width)
        if self.notes:
            yield Column(key="notes", title="Notes", width=40)
        if self.plan.marking:
            yield Column(key="marking", title="Marking")

    def row(self, action: Action) -> Row:
        texts = [*_own(action), *(format_cell(action.results.get(name, Prose())) for name in self.checkpoints)]
        for owner, brought in ((self.goals.get(action.goal), self.on_goal), (action, self.on_action)):
            for one in brought:
                texts += [""] * len(one.fields) if owner is None else [printed(value) for _, value in one.values(owner)]
        marks = dict.fromkeys(mark for text in texts for mark in Prose(text=text).marks)
        notes = tuple(self.notes[mark] for mark in marks if mark in self.notes)
        if self.notes:
            texts.append("\n\n".join(f"[^{note.mark}] {note.text}" for note in notes))
        if self.plan.marking:
            texts.append(self.plan.marking)
        return Row(action, tuple(texts), notes)


_OWN = (
    Column(key="goal", title="Goal"),
    Column(key="number", title="#"),
    Column(key="activity", title="Activity", width=40),
    Column(key="leaders", title="Leader", width=12),
    Column(key="participants", title="Participants", width=16),
    Column(key="description", title="Description", width=40),
    Column(key="links/goals", title="I/D SG", width=10),
    Column(key="links/actions", title="I/D OA", width=10),
    Column(key="timing", title="Timing", width=24),
    Column(key="target", title="Target", width=40),
)


def _own(action: Action) -> tuple[str, ...]:
    goals, others = _links(action)
    return (
        action.goal or "",
        action.number,
        format_cell(action.activity),
        format_cell(action.leaders),
        format_cell(action.participants),
        format_cell(action.description),
        goals,
        others,
        format_cell(action.timing),
        "\n\n".join(filter(None, (format_cell(action.target), format_cell(action.kpis)))),
    )


def format_cell(cell: Prose | Cell[Any]) -> str:
    """Format a cell. A withheld cell is not the same as an empty one."""
    return str(cell).strip() or (WITHHELD if cell.withheld else "")


def _links(action: Action) -> tuple[str, str]:
    """Format the two columns I/D: as printed, or else the links to goals and the other links."""
    if action.links.text is not None or not action.links:
        goals, _, others = format_cell(action.links).partition(";")
        return goals.strip(), others.strip()
    to_goals = [link for link in action.links.understood if link.to.goal is not None]
    rest = [link for link in action.links if link not in to_goals]
    return ", ".join(map(str, to_goals)), ", ".join(map(str, rest))


@functools.singledispatch
def printed(value: object) -> str:
    """Format a value of an extension for people; None is empty."""
    cls: type[Any] = type(value)
    if not attrs.has(cls):
        return "" if value is None else str(value)
    fields = (ExtensionField.of(field) for field in attrs.fields(cls) if field.init)
    texts = ((field.title, printed(getattr(value, field.name))) for field in fields)
    return "; ".join(f"{title}: {text}" for title, text in texts if text)


@printed.register
def _(value: bool) -> str:  # noqa: FBT001 - it is the value to print
    return "yes" if value else "no"


@printed.register(Prose)
@printed.register(Cell)
def _(value: Prose | Cell[Any]) -> str:
    return format_cell(value)


@printed.register
def _(value: enum.Enum) -> str:
    return str(value.value)


@printed.register(tuple)
def _(value: tuple[object, ...]) -> str:
    return ", ".join(map(printed, value))


@printed.register(FrozenMap)
def _(value: FrozenMap[str, object]) -> str:
    return "; ".join(f"{key}: {printed(inner)}" for key, inner in value.items())
