"""Convert a plan to a table: a row for each action, the columns of the plan's own sheet, then those of plugins."""

from __future__ import annotations

import enum
import functools
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from empact.model import Action, Cell, Extension, ExtensionField, FrozenMap, Note, Plan, Prose, StrategicGoal
from empact.reprs import short_repr

WITHHELD = "withheld"
"""The text of a cell that has a text in the source which is withheld from the reader."""


@attrs.frozen(kw_only=True)
class Column:
    """A column of a table.

    Args:
        key: The path of the value from the action (``results/June``, ``extensions/crime/areas``). A key that starts
            with ``goal`` is a value of the goal of the action; ``notes`` are the notes below the table and
            ``marking`` the marking on every page of the plan.
        title: The heading.
        width: The width in characters; None if none is stated.
    """

    key: str
    title: str
    width: int | None = None

    __repr__ = short_repr


@attrs.frozen
class Row:
    """An action with its texts, one for each column, and the notes whose marks occur in them.

    An empty text is an empty cell.
    """

    action: Action
    texts: tuple[str, ...]
    notes: tuple[Note, ...] = ()

    __repr__ = short_repr


@attrs.frozen
class Table:
    """The actions of a plan in document order, as texts under columns."""

    plan: Plan
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    __repr__ = short_repr


def table(plan: Plan, extensions: Iterable[Extension[Any]] = ()) -> Table:
    """Return the annex of a plan as one table (plan section 3: "one sheet showing all activities").

    The goal is a column, not a heading between the rows; I/D SG and I/D OA are two columns, and the KPIs are in the
    target column, as in the plan. Then follow the extensions that the plan uses on goals and actions, with a column
    for each field, and, if the plan has them, its notes and its marking: the marking is in every row, a note in each
    row with its mark.
    """
    sheet = _Sheet(plan, tuple(extensions))
    return Table(plan, tuple(sheet.columns()), tuple(map(sheet.row, plan.actions)))


class _Sheet:
    def __init__(self, plan: Plan, extensions: tuple[Extension[Any], ...]) -> None:
        self.plan = plan
        reported = (name for action in plan.actions for name in action.results)
        self.checkpoints = tuple(dict.fromkeys((*(one.name for one in plan.checkpoints), *reported)))
        self.on_goal = [
            extension for extension in extensions if any(extension.of(goal) is not None for goal in plan.goals)
        ]
        self.on_action = [
            extension for extension in extensions if any(extension.of(action) is not None for action in plan.actions)
        ]
        self.goals: dict[str | None, StrategicGoal] = {}
        for goal in plan.goals:
            self.goals.setdefault(goal.number, goal)
        self.notes: dict[str, Note] = {}
        for note in plan.notes:
            self.notes.setdefault(note.mark, note)

    def columns(self) -> Iterator[Column]:
        yield from _OWN
        yield from (Column(key=f"results/{name}", title=f"Results>{name}") for name in self.checkpoints)
        for prefix, extensions in (("goal/extensions", self.on_goal), ("extensions", self.on_action)):
            for extension in extensions:
                for field in extension.fields:
                    yield Column(key=f"{prefix}/{extension.name}/{field.name}", title=field.title, width=field.width)
        if self.notes:
            yield Column(key="notes", title="Notes", width=40)
        if self.plan.marking:
            yield Column(key="marking", title="Marking")

    def row(self, action: Action) -> Row:
        texts = [*_own(action), *(format_cell(action.results.get(name, Prose())) for name in self.checkpoints)]
        for owner, extensions in ((self.goals.get(action.goal), self.on_goal), (action, self.on_action)):
            for extension in extensions:
                if owner is None:
                    texts += [""] * len(extension.fields)
                else:
                    texts += [printed(value) for _, value in extension.values(owner)]
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
    """Return the text of a cell; a withheld cell gives ``withheld``, not an empty text."""
    return str(cell).strip() or (WITHHELD if cell.withheld else "")


def _links(action: Action) -> tuple[str, str]:
    """Return the two I/D columns: the text split at the semicolon, or else the links to goals and the others."""
    if action.links.text is not None or not action.links:
        goals, _, others = format_cell(action.links).partition(";")
        return goals.strip(), others.strip()
    to_goals = [link for link in action.links.understood if link.to.goal is not None]
    rest = [link for link in action.links if link not in to_goals]
    return ", ".join(map(str, to_goals)), ", ".join(map(str, rest))


@functools.singledispatch
def printed(value: object) -> str:
    """Return a value of an extension as text for people; an empty string if there is none."""
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
