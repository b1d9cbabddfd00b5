"""The actions of a plan while they are read, whether each is a row of a table or a form of its own."""

from __future__ import annotations

import re

import attrs

from empact.diagnostics import GUESSED, NOT_UNDERSTOOD, Place
from empact.hooks import ReadContext
from empact.plugins.importing.goals import ReadGoal, goal_in, is_goal_number, token
from empact.plugins.importing.layouts import ACTION_NUMBER, Column, Layout
from empact.plugins.importing.markings import markings_in
from empact.plugins.importing.source import Passage, SourceCell, Sourced
from empact.plugins.importing.words import is_withheld, shown

NUMBER = re.compile(r"(?:[A-Za-z]{1,9}\.?[ ])?(?P<number>" + ACTION_NUMBER + r")\.?")
"""The number of an action, with or without a word before it."""


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
        self.guessed: set[Column] = set()
        """The columns that are known by slips of titles, or that have the texts of several columns."""
        self.markings: dict[str, Place] = {}
        """The markings between the rows."""
        self.shared = 0
        """The characters that were read for several actions, counted for each of them."""
        self.goal: str | None = None
        """The goal of the actions that come next."""
        self.above: Sourced | None = None
        """What introduces it."""
        self._named_at: set[Place] = set()
        """The cells of columns that name a goal."""

    def column(self, title: str, place: Place) -> Column:
        """Return what a column with a title is: one that the layout does not have is data of an extension."""
        column = self.layout.column_of(title)
        if column is None:
            near = self.layout.near(title)
            if near is not None:
                column = near[0]
                self.guessed.add(column)
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

    def report_second(self, column: Column, title: str, place: Place, titles: dict[Column, str]) -> None:
        """Report a column that means the same as another one of its table: their texts become one.

        Args:
            column: What the column is.
            title: Its title.
            place: Where its title is.
            titles: The titles of the columns before it, to which it is added.
        """
        if column in titles and column.field != "number":
            message = f"The columns {shown(titles[column])} and {shown(title)} are both read as {column.field!r}."
            self.ctx.report(GUESSED, message, place, hint="Their texts are joined. Check them, or correct the layout.")
            self.guessed.add(column)
        titles.setdefault(column, title)

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
        is_known = number is not None and (line.rstrip(".") == number or self.layout.number_in(line) is not None)
        is_guess = number is not None or not line or _is_one_number(line)
        number = number or token(line) or f"withheld-{len(self.actions) + 1}"
        if not is_known:
            kind = GUESSED if is_guess else NOT_UNDERSTOOD
            self.ctx.report(kind, f"The words {shown(line)} are read as the number of an action: {number!r}.", place)
            passage = passage.as_guess()
        self.actions.append(ReadAction(number, self.goal, self.above, Sourced(passage, place)))

    def add(self, column: Column, text: Sourced) -> None:
        """Add a text to the last action; a goal in a column of its own also has its words there."""
        if column in self.guessed:
            text = text.as_guess()
        if column.field == "goal":
            text = self._add_goal(text, is_first=column not in self.actions[-1].texts)
        self.actions[-1].texts.setdefault(column, []).append(text)

    def _add_goal(self, text: Sourced, *, is_first: bool) -> Sourced:
        """Note the goal that a column names, and its words there; return the text, which can be a guess.

        A cell over several rows is reported once.
        """
        line, place = text.passage.line, text.place
        is_new = place not in self._named_at
        self._named_at.add(place)
        if not line:
            return text
        goal = goal_in(text.passage, (*self.layout.goal_rows, *self.layout.goal_items))
        if not is_first:
            self.ctx.report(NOT_UNDERSTOOD, f"The second goal {shown(line)} of the action is not read.", place)
        elif goal is not None and goal.words:
            self._keep_goal(goal, Sourced(goal.words, place, (text,)))
        elif goal is None:
            number = token(line)
            text = text if is_goal_number(line) else text.as_guess()
            self.named_goals.setdefault(number, text)
            if is_new and text.passage.is_guessed:
                message = f"The words {shown(line)} are read as the number of a goal: {number!r}."
                self.ctx.report(GUESSED, message, place)
        else:
            text = text.as_guess() if goal.left else text
            self.named_goals.setdefault(goal.number, text)
            if is_new and goal.left:
                self.report_alone(goal, text.passage, place)
        return text

    def _keep_goal(self, goal: ReadGoal, words: Sourced) -> None:
        """Keep the words of a goal; other words of the same goal are reported."""
        known = self.goals.get(goal.number)
        if known is None or not known.passage:
            self.goals[goal.number] = words
        elif words.passage and words.passage.line != known.passage.line:
            message = f"Goal {goal.number} is also {shown(words.passage.line)}, which is not read."
            self.ctx.report(NOT_UNDERSTOOD, message, words.place)

    def report_alone(self, goal: ReadGoal, passage: Passage, place: Place) -> None:
        """Report that a text is read as the number of a goal, and nothing else in it."""
        self.ctx.report(NOT_UNDERSTOOD, f"The words {shown(passage.line)} are read as goal {goal.number} alone.", place)

    def begin_goal(self, passage: Passage, place: Place, *, in_table: bool = False) -> bool:
        """Begin the actions of a goal, or those without one, if a text introduces them; otherwise return False.

        Between the rows of a table, a goal can also begin as in the section that lists the goals.
        """
        if passage.line.casefold() in self.layout.no_goal:
            self.goal = None
            return True
        patterns = (*self.layout.goal_rows, *(self.layout.goal_items if in_table else ()))
        goal = goal_in(passage, patterns)
        if goal is None:
            return False
        self.goal, self.above = goal.number, Sourced(passage.as_guess() if goal.left else passage, place)
        self._keep_goal(goal, Sourced(goal.words, place, (self.above,)))
        if goal.left:
            self.report_alone(goal, passage, place)
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
