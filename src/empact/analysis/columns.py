"""The columns of a plan's own table, those of extensions behind them, and the text of each cell."""

from __future__ import annotations

import enum
import functools
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

import attrs

from empact.grammar.prose import without_emphasis
from empact.model import (
    Action,
    Cell,
    Channel,
    Extension,
    ExtensionField,
    FrozenMap,
    LinkOrigin,
    Note,
    Plan,
    Prose,
    StrategicGoal,
)
from empact.values import value

Translate: TypeAlias = Callable[[str], str]
"""Returns a fixed English word in the language of a document."""

WITHHELD = "withheld"
"""The text of a cell that has a text in the source which is withheld from the reader."""


@value(kw_only=True)
class PlanColumn:
    """A column of a plan's own table.

    Args:
        key: The path of the value from the action (``results/June``, ``extensions/crime/areas``). A key that starts
            with ``goal`` is a value of the goal of the action.
        title: The heading.
        width: The width in characters; None if none is stated.
    """

    key: str
    title: str
    width: int | None = None


class PlanTable:
    """The columns of a plan's own table, and the texts of an action in them (plan section 3: "one sheet").

    The goal is a column, not a heading between the rows; I/D SG and I/D OA are two columns, and the KPIs are in the
    target column, as in the plan. Then follow, if any action has them, who added its links, its channels and its
    documentation, and the channels of the plan (plan section 4.3), which are the same for each action. The last are
    the extensions that the plan uses on goals and actions, with a column for each field.

    Args:
        plan: The plan.
        extensions: The extensions that may have a column.
        words: Translates titles and other words that are not those of the plan or of an extension.
        checkpoints: More checkpoints with a column for results, behind those of the plan.
    """

    def __init__(
        self,
        plan: Plan,
        extensions: Iterable[Extension[Any]] = (),
        words: Translate = str,
        checkpoints: Iterable[str] = (),
    ) -> None:
        known = tuple(extensions)
        self._words = words
        reported = (name for action in plan.actions for name in action.results)
        self._checkpoints = tuple(dict.fromkeys((*(one.name for one in plan.checkpoints), *reported, *checkpoints)))
        self._channels = format_channels(plan.channels, words)
        self._added = {one: text for one, text in _ADDED.items() if any(text(action, words) for action in plan.actions)}
        self._on_goal = [one for one in known if any(one.of(goal) is not None for goal in plan.goals)]
        self._on_action = [one for one in known if any(one.of(action) is not None for action in plan.actions)]
        self._goals: dict[str | None, StrategicGoal] = {}
        for goal in plan.goals:
            self._goals.setdefault(goal.number, goal)
        self._notes: dict[str, Note] = {}
        for note in plan.notes:
            self._notes.setdefault(note.mark, note)
        self.columns = tuple(self._columns())

    def _columns(self) -> Iterator[PlanColumn]:
        results = self._words("Results")
        yield from map(self._translated, _OWN)
        yield from (PlanColumn(key=f"results/{name}", title=f"{results}>{name}") for name in self._checkpoints)
        yield from map(self._translated, self._added)
        if self._channels:
            yield self._translated(_PLAN_CHANNELS)
        for prefix, extensions in (("goal/extensions", self._on_goal), ("extensions", self._on_action)):
            for extension in extensions:
                for field in extension.fields:
                    key = f"{prefix}/{extension.name}/{field.name}"
                    yield PlanColumn(key=key, title=field.title, width=field.width)

    def _translated(self, column: PlanColumn) -> PlanColumn:
        return attrs.evolve(column, title=self._words(column.title))

    def texts(self, action: Action) -> tuple[str, ...]:
        """Return the text of each cell of an action; an empty text is an empty cell."""
        words = self._words
        texts = list(_own(action, words))
        texts += [format_cell(action.results.get(name, Prose()), words) for name in self._checkpoints]
        texts += [text(action, words) for text in self._added.values()]
        if self._channels:
            texts.append(self._channels)
        for owner, extensions in ((self._goals.get(action.goal), self._on_goal), (action, self._on_action)):
            for extension in extensions:
                if owner is None:
                    texts += [""] * len(extension.fields)
                else:
                    texts += [printed(value, words) for _, value in extension.values(owner)]
        return tuple(texts)

    def notes(self, *texts: str) -> tuple[Note, ...]:
        """Return the notes of the plan whose marks occur in these texts, in the order of the marks."""
        marks = dict.fromkeys(mark for text in texts for mark in Prose(text=text).marks)
        return tuple(self._notes[mark] for mark in marks if mark in self._notes)


_OWN = (
    PlanColumn(key="goal", title="Goal"),
    PlanColumn(key="number", title="#"),
    PlanColumn(key="activity", title="Activity", width=40),
    PlanColumn(key="leaders", title="Leader", width=12),
    PlanColumn(key="participants", title="Participants", width=16),
    PlanColumn(key="description", title="Description", width=40),
    PlanColumn(key="links/goals", title="I/D SG", width=10),
    PlanColumn(key="links/actions", title="I/D OA", width=10),
    PlanColumn(key="timing", title="Timing", width=24),
    PlanColumn(key="target", title="Target", width=40),
)


def _own(action: Action, words: Translate) -> tuple[str, ...]:
    goals, others = _links(action, words)
    return (
        action.goal or "",
        action.number,
        format_cell(action.activity, words),
        format_cell(action.leaders, words),
        format_cell(action.participants, words),
        format_cell(action.description, words),
        goals,
        others,
        format_cell(action.timing, words),
        "\n\n".join(filter(None, (format_cell(action.target, words), format_cell(action.kpis, words)))),
    )


def format_channels(channels: Iterable[Channel], words: Translate = str) -> str:
    """Return information channels as text, each with its use: ``AWF Checkpoint (primary); EIS (optional)``."""
    return "; ".join(str(one) if one.use is None else f"{one} ({words(one.use.value)})" for one in channels)


def _origins(action: Action, words: Translate) -> str:
    """Return who added which links: ``author: SG 1, 2.1; support-unit: 2.3``; links without an origin are left out."""
    links = {origin: [str(link) for link in action.links.understood if link.origin is origin] for origin in LinkOrigin}
    return "; ".join(f"{words(origin.value)}: {', '.join(added)}" for origin, added in links.items() if added)


_ADDED: dict[PlanColumn, Callable[[Action, Translate], str]] = {
    PlanColumn(key="links/origins", title="Link origins", width=24): _origins,
    PlanColumn(key="channels", title="Channels", width=24): lambda action, words: format_channels(
        action.channels, words
    ),
    PlanColumn(key="documentation", title="Documentation", width=40): lambda action, _: "\n".join(action.documentation),
}
"""The columns that only the file of a plan has, not its printed table: there if an action has such a value."""
_PLAN_CHANNELS = PlanColumn(key="plan/channels", title="Plan channels", width=24)


def format_cell(cell: Prose | Cell[Any], words: Translate = str) -> str:
    """Return the text of a cell for people, without emphasis; a withheld cell gives ``withheld``, not an empty text."""
    return without_emphasis(str(cell)).strip() or (words(WITHHELD) if cell.withheld else "")


def format_items(cell: Cell[Any], words: Translate = str) -> tuple[str, ...]:
    """Return the items of a cell for people, as :func:`format_cell` returns its text."""
    return tuple(without_emphasis(str(item)) for item in cell) or ((words(WITHHELD),) if cell.withheld else ())


def _links(action: Action, words: Translate) -> tuple[str, str]:
    """Return the two I/D columns: the text split at the semicolon, or else the links to goals and the others."""
    if action.links.text is not None or not action.links:
        goals, _, others = format_cell(action.links, words).partition(";")
        return goals.strip(), others.strip()
    to_goals = [link for link in action.links.understood if link.to.goal is not None]
    rest = [link for link in action.links if link not in to_goals]
    return ", ".join(map(str, to_goals)), ", ".join(map(str, rest))


@functools.singledispatch
def printed(value: object, words: Translate = str) -> str:
    """Return a value of an extension as text for people; an empty string if there is none."""
    cls: type[Any] = type(value)
    if not attrs.has(cls):
        return "" if value is None else str(value)
    fields = (ExtensionField.of(field) for field in attrs.fields(cls) if field.init)
    texts = ((field.title, printed(getattr(value, field.name), words)) for field in fields)
    return "; ".join(f"{title}: {text}" for title, text in texts if text)


@printed.register
def _(value: bool, words: Translate = str) -> str:  # noqa: FBT001 - it is the value to print
    return words("yes" if value else "no")


@printed.register(Prose)
@printed.register(Cell)
def _(value: Prose | Cell[Any], words: Translate = str) -> str:
    return format_cell(value, words)


@printed.register
def _(value: enum.Enum, _words: Translate = str) -> str:
    return str(value.value)


@printed.register(tuple)
def _(value: tuple[object, ...], words: Translate = str) -> str:
    return ", ".join(printed(item, words) for item in value)


@printed.register(FrozenMap)
def _(value: FrozenMap[str, object], words: Translate = str) -> str:
    return "; ".join(f"{key}: {printed(inner, words)}" for key, inner in value.items())
