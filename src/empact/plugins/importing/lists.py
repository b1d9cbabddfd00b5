"""Tables beside that of the actions: the goals, the indicators, and the notes of a plan, each on a sheet of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from empact.diagnostics import NOT_UNDERSTOOD, Place
from empact.plugins.importing.actions import NUMBER, ActionReader
from empact.plugins.importing.goals import goal_in
from empact.plugins.importing.layouts import Column, Layout, plain_title
from empact.plugins.importing.source import MARK, Passage, SourceCell, Sourced, SourceRow, SourceTable, joined
from empact.plugins.importing.tables import head_of
from empact.plugins.importing.words import shown

_FIRST_ROWS = 10
"""In how many rows the titles are looked for."""
_MOST_COLUMNS = 8
"""The most columns of such a table; that of the actions has more as a rule."""
_ABOUT_ACTIONS = frozenset({"activity", "leaders", "co_leaders", "participants"})
"""A table with one of these columns is that of the actions."""


@attrs.frozen
class PlanList:
    """A table with a row for each goal, indicator or note."""

    kind: str
    """What it lists: ``goals``, ``kpis`` or ``notes``."""
    columns: Mapping[str, int]
    """Its columns in the grid of the table, by what they are, such as ``text``."""
    head: SourceRow
    """The row of the titles."""


def list_of(table: SourceTable, layout: Layout) -> PlanList | None:
    """Return what a table lists by the titles of its columns; None if it is another table."""
    head = head_of(table, layout)
    fields = {each.column.field for each in (head.columns if head is not None else ()) if each.column is not None}
    if fields & _ABOUT_ACTIONS:
        return None
    for row in table.rows[:_FIRST_ROWS]:
        titles = {cell.column: plain_title(cell.line) for cell in row.cells}
        if not 2 <= len(titles) <= _MOST_COLUMNS:  # noqa: PLR2004 - a key and a text
            continue
        for kind, known in layout.lists.items():
            columns: dict[str, int] = {}
            for part, words in known.items():
                at = next((at for at, title in titles.items() if title in words and at not in columns.values()), None)
                if at is not None:
                    columns[part] = at
            if {"key", "text"} <= columns.keys():
                return PlanList(kind, columns, row)
    return None


@attrs.define
class ListReader:
    """Reads such tables."""

    actions: ActionReader
    """The reader of the actions, which gets the goals and the indicators."""
    kpis: dict[str, list[Sourced]] = attrs.field(factory=dict[str, list[Sourced]])
    """The indicators by the number of their action."""
    notes: dict[str, Sourced] = attrs.field(factory=dict[str, Sourced])
    """The notes by their marks."""

    def read(self, table: SourceTable, found: PlanList) -> None:
        """Read the rows of a table."""
        for row in table.rows:
            if row.number < found.head.number:
                for cell in row.cells:
                    self.actions.not_read(cell, "text")
            elif row.number > found.head.number and row.cells:
                self._row(row, found)
        self._report_columns(table, found)

    def _row(self, row: SourceRow, found: PlanList) -> None:
        cells = {part: _cell(row, at) for part, at in found.columns.items()}
        key, text = cells["key"], cells["text"]
        if key is None or text is None:
            for cell in filter(None, cells.values()):
                self.actions.not_read(cell, "cell")
            return
        said = Sourced(text.passage, text.place)
        if found.kind == "notes":
            self._keep(self.notes, key, MARK.sub(lambda mark: mark[0][2:-1], key.passage.text).strip(), said)
        elif found.kind == "goals":
            goal = goal_in(key.passage, (*self.actions.layout.goal_rows, *self.actions.layout.goal_items))
            number = key.line if goal is None else goal.number
            if goal is not None and (goal.words or goal.left):
                self.actions.report_alone(goal, key.passage, key.place)
            self._keep(self.actions.goals, key, number, said)
        else:
            match = NUMBER.fullmatch(key.line)
            target = cells.get("target")
            if target is not None:
                whole = joined((text.passage, target.passage), ": ")
                said = Sourced(whole, text.place, (said, Sourced(target.passage, target.place)))
            self.kpis.setdefault(key.line if match is None else match["number"], []).append(said)

    def _keep(self, known: dict[str, Sourced], key: SourceCell, name: str, text: Sourced) -> None:
        if known.setdefault(name, text).passage.text != text.passage.text:
            self.actions.not_read(key, "second row")

    def _report_columns(self, table: SourceTable, found: PlanList) -> None:
        """Report the columns that are not read, each once."""
        read = set(found.columns.values())
        rows = [row for row in table.rows if row.number > found.head.number]
        unread: dict[int, list[SourceCell]] = {}
        for row in rows:
            for cell in row.cells:
                if cell.column not in read:
                    unread.setdefault(cell.column, []).append(cell)
        titles = {cell.column: cell for cell in found.head.cells}
        for column, cells in unread.items():
            title = titles.get(column)
            name = "without a title" if title is None else shown(title.line)
            words = shown("; ".join(cell.line for cell in cells))
            place = cells[0].place if title is None else title.place
            self.actions.ctx.report(NOT_UNDERSTOOD, f"The column {name} is not read: {words}.", place)

    def give(self) -> None:
        """Give the actions their indicators; those of an unknown action are reported."""
        by_number = {action.number: action for action in reversed(self.actions.actions)}
        for number, texts in self.kpis.items():
            action = by_number.get(number)
            if action is not None:
                whole = Sourced(joined((text.passage for text in texts), "\n"), texts[0].place, tuple(_parts(texts)))
                action.texts.setdefault(Column("kpis"), []).append(whole)
                continue
            for text in texts:
                message = f"The indicator {shown(text.passage.line)} of action {shown(number)} is not read."
                self._report(message, text.place)

    def _report(self, message: str, place: Place) -> None:
        self.actions.ctx.report(NOT_UNDERSTOOD, message, place, hint="No action of the file has this number.")


def _cell(row: SourceRow, column: int) -> SourceCell | None:
    """Return the cell of a row in a column, if it says something."""
    return next((cell for cell in row.cells if cell.column == column and cell.passage != Passage()), None)


def _parts(texts: Sequence[Sourced]) -> Iterator[Sourced]:
    return (part for text in texts for part in text.texts)
