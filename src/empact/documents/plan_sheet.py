"""The plan as a table: a row for each action, the columns of the plan's own sheet, then those of plugins."""

from __future__ import annotations

import enum
import functools
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from empact.model import Action, Cell, Extension, ExtensionField, FrozenMap, Note, Plan, Prose, StrategicGoal
from empact.reprs import short_repr

WITHHELD = "withheld"
"""What stands in the place of a text that the source has and the reader may not see."""


@attrs.frozen(kw_only=True)
class Column:
    """A column: what is above it, how wide it is in characters where that is stated, and what it holds.

    ``key`` is the way to the value from the action (``results/June``, ``extensions/crime/areas``). What starts with
    ``goal`` repeats what stands above the action, ``notes`` what stands beneath it, ``marking`` what stands on every
    page of the plan.
    """

    key: str
    title: str
    width: int | None = None

    __repr__ = short_repr


@attrs.frozen
class Row:
    """One action with its texts, one for each column, and the notes whose marks stand in them.

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
    """The annex of a plan as one table (plan section 3: "one sheet showing all activities").

    The goal is a column here, not a heading between the rows; I/D SG and I/D OA are two columns, and the KPIs stand
    under the target, as in the plan. Then come the data of those extensions that the plan has on goals and actions,
    each of their fields in a column of its own, and, where the plan has them, its notes and its marking, in each row
    that they bear on.
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
        texts = [*_own(action), *(shown(action.results.get(name, Prose())) for name in self.checkpoints)]
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
        shown(action.activity),
        shown(action.leaders),
        shown(action.participants),
        shown(action.description),
        goals,
        others,
        shown(action.timing),
        "\n\n".join(filter(None, (shown(action.target), shown(action.kpis)))),
    )


def shown(cell: Prose | Cell[Any]) -> str:
    """What stands in a cell; withheld is not the same as empty."""
    return str(cell).strip() or (WITHHELD if cell.withheld else "")


def _links(action: Action) -> tuple[str, str]:
    """The two columns I/D: as they are written, or else the links to goals and the others."""
    if action.links.text is not None or not action.links:
        goals, _, others = shown(action.links).partition(";")
        return goals.strip(), others.strip()
    to_goals = [link for link in action.links.understood if link.to.goal is not None]
    rest = [link for link in action.links if link not in to_goals]
    return ", ".join(map(str, to_goals)), ", ".join(map(str, rest))


@functools.singledispatch
def printed(value: object) -> str:
    """A value of an extension as people read it; nothing where it has none."""
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
    return shown(value)


@printed.register
def _(value: enum.Enum) -> str:
    return str(value.value)


@printed.register(tuple)
def _(value: tuple[object, ...]) -> str:
    return ", ".join(map(printed, value))


@printed.register(FrozenMap)
def _(value: FrozenMap[str, object]) -> str:
    return "; ".join(f"{key}: {printed(inner)}" for key, inner in value.items())
