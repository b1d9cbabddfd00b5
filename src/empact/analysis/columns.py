"""The columns of a plan's own table, those of extensions behind them, and the text of each cell."""

from __future__ import annotations

import enum
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import attrs

from empact.model import (
    Action,
    Cell,
    Channel,
    Emphasis,
    Extension,
    ExtensionField,
    FrozenMap,
    LinkOrigin,
    Note,
    Plan,
    Prose,
    StrategicGoal,
    Unparsed,
)
from empact.values import value

Translate: TypeAlias = Callable[[str], str]
"""Returns a fixed English word in the language of a document."""

_NO_TEXT = Prose()
WITHHELD = "withheld"
"""The text of a cell that has a text in the source which is withheld from the reader."""


CELL_TITLES: Mapping[str, str] = {
    "activity": "Activity",
    "leaders": "Leader",
    "participants": "Participants",
    "description": "Description",
    "links": "Links",
    "timing": "Timing",
    "target": "Target",
    "kpis": "KPIs",
}
"""The title of each cell of an action, as the plan prints it, by the name of the field."""


def cell_word(field: str) -> str:
    """Return the word for a cell of an action in a sentence: ``activity``, ``KPIs``."""
    title = CELL_TITLES[field]
    return title if title[:2].isupper() else title.lower()


def _nothing(_action: Action) -> tuple[Emphasis, ...]:
    return ()


@value
class PlanColumn:
    """A column of a plan's own table, such as the activity or the results of a checkpoint."""

    key: str
    """The path of the value from the action (``results/June``, ``extensions/crime/areas``). A key that starts with
    ``goal`` is a value of the goal of the action.
    """
    title: str
    """The heading, in the language of the document."""
    text: Callable[[Action], str] = attrs.field(repr=False)
    """Returns the text of the cell of an action; an empty text is an empty cell."""
    emphasis: Callable[[Action], tuple[Emphasis, ...]] = attrs.field(default=_nothing, repr=False)
    """Returns the words of that text that the plan sets apart in print."""
    width: int | None = attrs.field(default=None, kw_only=True)
    """A suitable width in characters; None if none is stated."""


class PlanTable:
    """The columns of a plan's own table, and the texts of an action in them (plan section 3: "one sheet").

    The goal is a column, not a heading between the rows; I/D SG and I/D OA are two columns, and the KPIs are in the
    target column, as in the plan. Then follow, if any action has them, who added its links, its channels, its
    documentation, what it continues and what a draft proposes for it, and the channels of the plan (plan section 4.3),
    which are the same for each action. The last are the extensions that the plan uses on goals and actions, with a
    column for each field.

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
        reported = (name for action in plan.actions for name in action.results)
        names = dict.fromkeys((*(checkpoint.name for checkpoint in plan.checkpoints), *reported, *checkpoints))
        self._goals: dict[str | None, StrategicGoal] = {}
        for goal in plan.goals:
            self._goals.setdefault(goal.number, goal)
        self._notes: dict[str, Note] = {}
        for note in plan.notes:
            self._notes.setdefault(note.mark, note)
        on_goals = [extension for extension in known if any(extension.of(goal) is not None for goal in plan.goals)]
        on_actions = [
            extension for extension in known if any(extension.of(action) is not None for action in plan.actions)
        ]
        self.columns = (
            *_printed_columns(words),
            *(_result_column(name, words) for name in names),
            *(column for column in _added_columns(words) if any(map(column.text, plan.actions))),
            *_channel_columns(plan, words),
            *(
                column
                for extension in on_goals
                for column in _extension_columns(extension, "goal/extensions", self._goal, words)
            ),
            *(
                column
                for extension in on_actions
                for column in _extension_columns(extension, "extensions", _itself, words)
            ),
        )

    def _goal(self, action: Action) -> StrategicGoal | None:
        return self._goals.get(action.goal)

    def notes(self, *texts: str) -> tuple[Note, ...]:
        """Return the notes of the plan whose marks occur in these texts, in the order of the marks."""
        if not self._notes:
            return ()
        marks = dict.fromkeys(mark for text in texts if "[^" in text for mark in Prose(text=text).marks)
        return tuple(self._notes[mark] for mark in marks if mark in self._notes)


def _printed_columns(words: Translate) -> Iterator[PlanColumn]:
    """Yield the columns of the printed table, without those of results."""

    def target(action: Action) -> str:
        return "\n\n".join(filter(None, (format_cell(action.target, words), format_cell(action.kpis, words))))

    def of_target(action: Action) -> tuple[Emphasis, ...]:
        if not (action.target.emphasis or action.kpis.emphasis):
            return ()
        from empact.analysis.parts_of_cells import part_emphasis  # few cells have emphasis

        return (*part_emphasis(action.target), *part_emphasis(action.kpis))

    def cell(field: str, width: int) -> PlanColumn:
        def text(action: Action) -> str:
            return format_cell(getattr(action, field), words)

        return PlanColumn(
            field, words(CELL_TITLES[field]), text, lambda action: getattr(action, field).emphasis, width=width
        )

    yield PlanColumn("goal", words("Goal"), lambda action: action.goal or "")
    yield PlanColumn("number", words("#"), lambda action: action.number)
    yield cell("activity", 40)
    yield cell("leaders", 12)
    yield cell("participants", 16)
    yield cell("description", 40)
    yield PlanColumn("links/goals", words("I/D SG"), lambda action: _goal_links(action, words), _of_links, width=10)
    yield PlanColumn("links/actions", words("I/D OA"), lambda action: _action_links(action, words), _of_links, width=10)
    yield cell("timing", 24)
    yield PlanColumn("target", words(CELL_TITLES["target"]), target, of_target, width=40)


def _result_column(checkpoint: str, words: Translate) -> PlanColumn:
    """Return the column with the results at a checkpoint."""

    def text(action: Action) -> str:
        return format_cell(action.results.get(checkpoint, _NO_TEXT), words)

    def emphasis(action: Action) -> tuple[Emphasis, ...]:
        return action.results.get(checkpoint, _NO_TEXT).emphasis

    return PlanColumn(f"results/{checkpoint}", f"{words('Results')}>{checkpoint}", text, emphasis)


def _added_columns(words: Translate) -> Iterator[PlanColumn]:
    """Yield the columns that the printed table does not have, but the file of a plan, if an action has such a value."""
    yield PlanColumn("links/origins", words("Link origins"), lambda action: _origins(action, words), width=24)
    yield PlanColumn("channels", words("Channels"), lambda action: format_channels(action.channels, words), width=24)
    yield PlanColumn("documentation", words("Documentation"), lambda action: "\n".join(action.documentation), width=40)
    yield PlanColumn("continues", words("Continues"), lambda action: ", ".join(map(str, action.continues)), width=12)
    yield PlanColumn("proposal", words("Proposal"), lambda action: "\n".join(_proposal(action, words)), width=40)


def _channel_columns(plan: Plan, words: Translate) -> Iterator[PlanColumn]:
    """Yield the column of the channels of the plan, if it has any: they are the same for each action."""
    channels = format_channels(plan.channels, words)
    if channels:
        yield PlanColumn("plan/channels", words("Plan channels"), lambda _: channels, width=24)


def _extension_columns(
    extension: Extension[Any], prefix: str, owner: Callable[[Action], StrategicGoal | Action | None], words: Translate
) -> Iterator[PlanColumn]:
    """Yield a column for each field of an extension, with the title that the extension gives it.

    Args:
        extension: The extension.
        prefix: The start of the keys.
        owner: Returns what has the data: the goal of an action, or the action itself.
        words: Translates fixed words in the texts.
    """

    def field_column(field: ExtensionField) -> PlanColumn:
        def text(action: Action) -> str:
            owning = owner(action)
            data = None if owning is None else extension.of(owning)
            return "" if data is None else printed(getattr(data, field.name), words)

        return PlanColumn(f"{prefix}/{extension.name}/{field.name}", field.title, text, width=field.width)

    return map(field_column, extension.fields)


def _itself(action: Action) -> Action:
    return action


def format_channels(channels: Iterable[Channel], words: Translate = str) -> str:
    """Return information channels as text, each with its use: ``AWF Checkpoint (primary); EIS (optional)``."""
    return "; ".join(
        str(channel) if channel.use is None else f"{channel} ({words(channel.use.value)})" for channel in channels
    )


def _origins(action: Action, words: Translate) -> str:
    """Return who added which links: ``author: SG 1, 2.1; support-unit: 2.3``; links without an origin are left out."""
    links = {origin: [str(link) for link in action.links.understood if link.origin is origin] for origin in LinkOrigin}
    return "; ".join(f"{words(origin.value)}: {', '.join(added)}" for origin, added in links.items() if added)


def _proposal(action: Action, words: Translate) -> Iterator[str]:
    """Yield what a draft proposes for an action, a line each: what and why, then what to fill in."""
    proposal = action.proposal
    if proposal is None:
        return
    yield f"{words(proposal.what.value)}: {proposal.why}"
    if proposal.number is not None:
        yield f"{words('New number')}: {proposal.number}"
    yield from proposal.parties
    for number, baseline in proposal.baselines.items():
        yield f"{words('KPI')} {number}: {baseline}"
    for column, text in proposal.before.items():
        title = CELL_TITLES.get(column, "Goal" if column == "goal" else column)
        yield f"{words('Before')}, {words(title)}: {format_cell(text, words)}"


def format_cell(cell: Prose | Cell[Any], words: Translate = str) -> str:
    """Return the text of a cell for people; a withheld cell gives ``withheld``, not an empty text."""
    return str(cell).strip() or (words(WITHHELD) if cell.withheld else "")


def format_line(cell: Prose | Cell[Any], words: Translate = str) -> str:
    """Return the text of a cell as :func:`format_cell` does, in one line and without note marks: for a title."""
    return " ".join(Prose(text=format_cell(cell, words)).plain.split())


def format_items(cell: Cell[Any], words: Translate = str) -> tuple[str, ...]:
    """Return the items of a cell for people, as :func:`format_cell` returns its text."""
    return tuple(map(str, cell)) or ((words(WITHHELD),) if cell.withheld else ())


def _of_links(action: Action) -> tuple[Emphasis, ...]:
    """Return the emphasis of the columns of links, of which each has a part of the cell."""
    if not action.links.emphasis:
        return ()
    from empact.analysis.parts_of_cells import links_emphasis  # few cells have emphasis

    return links_emphasis(action.links)


def _goal_links(action: Action, words: Translate) -> str:
    """Return the column I/D SG: what the cell has before the semicolon, or else the links to goals."""
    if _has_text_of_links(action):
        return format_cell(action.links, words).partition(";")[0].strip()
    return ", ".join(str(link) for link in action.links.understood if link.to.goal is not None)


def _action_links(action: Action, words: Translate) -> str:
    """Return the column I/D OA: what the cell has behind the semicolon, or else all other links."""
    if _has_text_of_links(action):
        return format_cell(action.links, words).partition(";")[2].strip()
    return ", ".join(str(link) for link in action.links if isinstance(link, Unparsed) or link.to.goal is None)


def _has_text_of_links(action: Action) -> bool:
    return action.links.text is not None or not action.links


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
