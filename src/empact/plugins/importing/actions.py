"""The actions of a plan while they are read, whether each is a row of a table or a form of its own."""

from __future__ import annotations

import re

import attrs

from empact.diagnostics import GUESSED, NOT_UNDERSTOOD, Place
from empact.hooks import ReadContext
from empact.plugins.importing.goals import goal_in, goal_number
from empact.plugins.importing.layouts import Column, Layout
from empact.plugins.importing.markings import markings_in
from empact.plugins.importing.source import Passage, SourceCell, Sourced
from empact.plugins.importing.words import is_withheld, shown

NUMBER = re.compile(r"(?:[A-Za-z]{1,9}\.?[ ])?(?P<number>[0-9]{1,4}(?:\.[0-9]{1,4}){0,4}[a-z]?)\.?")
"""The number of an action, with or without a word before it."""
_NO_TOKEN = re.compile(r"[\s,:;/]+")


@attrs.define
class ReadAction:
    """An action while it is read."""

    number: str
    """Its number."""
    goal: str | None
    """The number of the goal above it. None without one."""
    above: Sourced | None
    """What introduces that goal. None without one."""
    said: Sourced
    """What says its number."""
    texts: dict[Column, list[Sourced]] = attrs.field(factory=dict[Column, list[Sourced]])
    """Its texts by what they are."""


class ActionReader:
    """Collects the actions of a plan and the goals above them.

    Args:
        layout: The layout.
        ctx: The call of the reader, which reports what is guessed and what is not read.
    """

    def __init__(self, layout: Layout, ctx: ReadContext) -> None:
        self.layout = layout
        self.ctx = ctx
        self.goals: dict[str, Sourced] = {}
        """The words of each goal above its actions."""
        self.named_goals: dict[str, Sourced] = {}
        """The goals that a column names by their numbers alone."""
        self.actions: list[ReadAction] = []
        self.columns: dict[str, Place] = {}
        """What the columns of all tables are, each with the place of its first title."""
        self.titles: dict[str, str] = {}
        """Their titles as printed."""
        self.markings: dict[str, Place] = {}
        """The markings between the rows."""
        self.goal: str | None = None
        """The goal of the actions that come next."""
        self.above: Sourced | None = None
        """What introduces it."""

    def column(self, title: str, place: Place) -> Column:
        """Return what a column with a title is: one that the layout does not have is data of an extension."""
        column = self.layout.column_of(title)
        if column is None:
            near = self.layout.near(title)
            if near is not None:
                column = near[0]
                self.ctx.report(GUESSED, f"The column {shown(title)} is read as {near[1]!r}.", place)
        return self.unknown_column(title, place) if column is None else self.known_column(column, title, place)

    def known_column(self, column: Column, title: str, place: Place) -> Column:
        """Note that a table has a column; return it."""
        self.columns.setdefault(column.field, place)
        self.titles.setdefault(column.field, title)
        return column

    def unknown_column(self, title: str, place: Place) -> Column:
        """Return the data of an extension that a column with an unknown title is; it is reported."""
        column = Column(f"extensions/{self.layout.extension}/{' '.join(title.replace('/', ' ').split())}")
        if column.field not in self.columns:
            self.ctx.report(
                NOT_UNDERSTOOD,
                f"The column {shown(title)} is not in the layout {self.layout.name!r}; its texts are data of the "
                f"extension {self.layout.extension!r}.",
                place,
                hint="Add its title to a layout.",
            )
        return self.known_column(column, title, place)

    def is_number(self, passage: Passage) -> bool:
        """Whether a text looks like the number of an action, or is withheld."""
        return not passage.line or self._number_in(passage.line) is not None or _is_one_number(passage.line)

    def _number_in(self, line: str) -> str | None:
        match = NUMBER.fullmatch(line)
        return self.layout.number_in(line) if match is None else match["number"]

    def begin(self, passage: Passage, place: Place) -> None:
        """Begin an action with its number."""
        line = passage.line
        number = self._number_in(line)
        if number is None:
            number = _NO_TOKEN.sub("-", line) or f"withheld-{len(self.actions) + 1}"
            kind = GUESSED if not line or _is_one_number(line) else NOT_UNDERSTOOD
            self.ctx.report(kind, f"The words {shown(line)} are read as the number of an action: {number!r}.", place)
        self.actions.append(ReadAction(number, self.goal, self.above, Sourced(passage, place)))

    def add(self, column: Column, text: Sourced) -> None:
        """Add a text to the last action; a goal in a column of its own also has its words there."""
        if column.field == "goal":
            goal = goal_in(text.passage, (*self.layout.goal_rows, *self.layout.goal_items))
            if goal is not None and goal[1]:
                self.goals.setdefault(goal[0], Sourced(goal[1], text.place))
            elif text.passage.line:
                self.named_goals.setdefault(goal_number(text, self.layout), text)
        self.actions[-1].texts.setdefault(column, []).append(text)

    def begin_goal(self, passage: Passage, place: Place) -> bool:
        """Begin the actions of a goal, or those without one, if a text introduces them; otherwise return False."""
        if passage.line.casefold() in self.layout.no_goal:
            self.goal = None
            return True
        goal = goal_in(passage, self.layout.goal_rows)
        if goal is None:
            return False
        self.goal, self.above = goal[0], Sourced(passage, place)
        self.goals.setdefault(goal[0], Sourced(goal[1], place, (self.above,)))
        return True

    def not_read(self, cell: SourceCell, what: str, hint: str | None = None) -> None:
        """Report a part of a table that is in no part of the plan; a marking is kept."""
        markings = markings_in(cell.line)
        if markings:
            self.markings.update(dict.fromkeys(markings, cell.place))
            return
        why = "is withheld" if is_withheld(cell.passage, self.layout) else "is not read"
        words = f" {shown(cell.line)}" if cell.line else ""
        self.ctx.report(NOT_UNDERSTOOD, f"The {what}{words} {why}.", cell.place, hint=hint)


def _is_one_number(line: str) -> bool:
    """Whether a text is one word with a digit, such as "2-1" or "A1"."""
    return len(line.split()) == 1 and any(map(str.isdecimal, line))
