"""The table of a plan: which table it is, what its columns are, and the actions in its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from empact.diagnostics import GUESSED, OVER_LIMIT, Place
from empact.hooks import Unreadable
from empact.plugins.importing.actions import NUMBER, ActionReader
from empact.plugins.importing.layouts import Column, Layout, plain_title
from empact.plugins.importing.source import SourceCell, Sourced, SourceRow, SourceTable, joined
from empact.plugins.importing.words import report_marks, shown

_FIRST_ROWS = 10
"""In how many rows the titles of columns are looked for."""
_MOST_COLUMNS = 100
_HIGHEST = 3
"""The most rows of titles, one below the other."""
_LEAST = 3
"""How many columns of a table have to be known: the number of the action, and two more."""
_LEAST_WITHOUT_NUMBER = 4
"""How many have to be known if no title says which one has the numbers."""
_SAMPLE = 20
"""How many rows show whether a column has numbers."""
_MOST_SHARED = 1_000_000
"""The most characters of cells that are read for several actions, counted for each of them."""
_GOAL_HINT = "If it introduces a goal, add how it begins to 'goals.rows' of a layout."


@attrs.frozen
class TitledColumn:
    """A column of a table."""

    title: str
    """Its title as printed."""
    column: Column | None
    """What it is by the layout. None if the layout does not have it."""
    first: int
    """Its first column in the grid of its table."""
    last: int
    """Its last one."""
    place: Place
    """Where its title is."""


@attrs.frozen
class Head:
    """The titles of a table."""

    columns: tuple[TitledColumn, ...]
    """Its columns from left to right."""
    rows: tuple[int, ...] = ()
    """The numbers of the rows of titles; empty if they are above another table."""
    lines: tuple[tuple[str, ...], ...] = ()
    """The words of these rows, by which they are known where they are repeated."""

    @property
    def meanings(self) -> frozenset[Column | str]:
        """What its columns are; those that the layout does not have by their titles."""
        return frozenset(titled.column or plain_title(titled.title) for titled in self.columns)


def head_of(table: SourceTable, layout: Layout) -> Head | None:
    """Return the titles of a table if it is the table of a plan."""
    best: tuple[tuple[int, int, int], Head] | None = None
    for start in range(min(_FIRST_ROWS, len(table.rows))):
        for height in range(1, _HIGHEST + 1):
            rows = table.rows[start : start + height]
            if len(rows) < height or sum(len(row.cells) for row in rows) > _MOST_COLUMNS:
                break
            columns = tuple(_columns(rows, layout))
            known = _known(columns, layout)
            rank = known, start, -height  # a row above the titles is not one of them
            if known < _LEAST or (best is not None and rank <= best[0]):
                continue
            if not any(each.column is not None and each.column.field == "number" for each in columns):
                columns = _with_numbers(columns, table, rows[-1].number) if known >= _LEAST_WITHOUT_NUMBER else ()
            if columns:
                lines = tuple(tuple(cell.line for cell in row.cells) for row in rows)
                best = rank, Head(columns, tuple(row.number for row in rows), lines)
    return None if best is None else best[1]


def _known(columns: Sequence[TitledColumn], layout: Layout) -> int:
    """Return how many columns have titles of a layout; beside two of these, slips of others count too."""
    known = {each.column for each in columns if each.column is not None}
    if len(known) == _LEAST - 1:
        slips = (layout.near(each.title) for each in columns if each.column is None)
        known |= {slip[0] for slip in slips if slip is not None}
    return len(known)


def _columns(rows: Sequence[SourceRow], layout: Layout) -> Iterator[TitledColumn]:
    """Yield the columns of rows of titles: the lowest titles, each with those above it."""
    lowest = rows[-1].number
    cells = [cell for row in rows for cell in row.cells]
    for cell in sorted(cells, key=lambda cell: cell.column):
        if cell.row + cell.rows - 1 < lowest:
            continue
        above = (
            other.line
            for other in cells
            if other.row < cell.row and other.column <= cell.column < other.column + other.columns
        )
        title = " ".join(filter(None, (*above, cell.line)))
        column = layout.column_of(title) or layout.column_of(cell.line)
        yield TitledColumn(title, column, cell.column, cell.column + cell.columns - 1, cell.place)


def _with_numbers(columns: tuple[TitledColumn, ...], table: SourceTable, above: int) -> tuple[TitledColumn, ...]:
    """Return the columns with the first of unknown ones that has numbers of actions; none without such a column."""
    below = [row for row in table.rows if row.number > above][:_SAMPLE]
    for index, unknown in enumerate(columns):
        if unknown.column is not None:
            continue
        cells = [cell.line for row in below for cell in row.cells if cell.column == unknown.first and cell.columns == 1]
        said = list(filter(None, cells))
        if said and all(NUMBER.fullmatch(line) and "." in line for line in said):
            numbers = attrs.evolve(unknown, column=Column("number"))
            return (*columns[:index], numbers, *columns[index + 1 :])
    return ()


def head_above(table: SourceTable, before: Head) -> Head | None:
    """Return the titles of the table before for a table that goes on with it; None if it has other columns."""
    widest = max(table.rows, key=lambda row: len(row.cells), default=None)
    if widest is None:
        return None
    starts = {cell.column for cell in widest.cells}
    if all(each.first in starts for each in before.columns) or table.width == before.columns[-1].last:
        return Head(before.columns)
    if len(widest.cells) != len(before.columns):
        return None
    moved = (
        attrs.evolve(each, first=cell.column, last=cell.column + cell.columns - 1)
        for each, cell in zip(before.columns, widest.cells, strict=True)
    )
    return Head(tuple(moved))


_Columns = Sequence[tuple[TitledColumn, Column]]
"""The columns of a table, each with what it is."""


def read_table(table: SourceTable, head: Head, reader: ActionReader, *, is_guess: bool) -> None:
    """Read the actions in the rows of a table.

    Args:
        table: The table.
        head: Its titles.
        reader: The reader of actions.
        is_guess: Whether it is guessed that its rows are actions.
    """
    columns: _Columns = [(each, _column_of(each, reader)) for each in head.columns]
    titles: dict[Column, str] = {}
    for titled, column in columns if head.rows else ():
        reader.report_second(column, titled.title, titled.place, titles)
    down: list[tuple[SourceCell, Column]] = []
    for row in table.rows:
        if row.number in head.rows:
            for cell in row.cells:
                report_marks(cell.passage, cell.place, reader.ctx)
            continue
        lines = tuple(cell.line for cell in row.cells)
        if any(lines) and lines in head.lines:
            continue
        down = [(cell, column) for cell, column in down if cell.row + cell.rows > row.number]
        said = [cell.as_guess() if is_guess else cell for cell in row.cells if cell.passage]
        if len(said) == 1 and said[0].line.casefold() in reader.layout.left_out:
            continue
        if said:
            down += _read_row(said, columns, down, reader)


def _column_of(titled: TitledColumn, reader: ActionReader) -> Column:
    """Return what a column is; one that the layout does not have is reported."""
    if titled.column is None:
        return reader.column(titled.title or f"Column {titled.first}", titled.place)
    return reader.known_column(titled.column, titled.title, titled.place)


def _read_row(
    said: Sequence[SourceCell], columns: _Columns, down: list[tuple[SourceCell, Column]], reader: ActionReader
) -> list[tuple[SourceCell, Column]]:
    """Read the cells of a row that say something; return those that also belong to rows below.

    Args:
        said: The cells that begin in the row.
        columns: The columns.
        down: The cells of rows above that also belong to this one.
        reader: The reader of actions.
    """
    if _is_across(said, columns, reader):
        return []
    if not any(cell.passage.text for cell in said):
        reader.not_read(said[0], "blacked-out row")
        return []
    texts = [placed for placed in (_placed(cell, columns, reader) for cell in said) if placed is not None]
    numbers = [cell for cell, column in texts if column.field == "number"]
    if len(numbers) == len(said) and not reader.is_number(numbers[0].passage):
        reader.not_read(said[0], "row", _GOAL_HINT)
        return []
    _begin(said, numbers, down, reader)
    for cell, column in texts:
        if column.field == "number":
            continue
        if reader.actions:
            text = Sourced(cell.passage, cell.place)
            reader.add(column, text if numbers else text.as_guess())
        else:
            reader.not_read(cell, "cell")
    return [(cell, column) for cell, column in texts if cell.rows > 1]


def _is_across(said: Sequence[SourceCell], columns: _Columns, reader: ActionReader) -> bool:
    """Read a row whose cells go over several columns, such as a goal; return False for any other row."""
    first = next(each for each, column in columns if column.field == "number")
    if _is_goal(said, first, reader):
        return True
    if not all(_covers(cell, first) and sum(_covers(cell, each) for each, _ in columns) > 1 for cell in said):
        return False
    for cell in said:
        if not reader.begin_goal(cell.passage, cell.place, in_table=True):
            reader.not_read(cell, "row", _GOAL_HINT)
    return True


def _is_goal(said: Sequence[SourceCell], numbers: TitledColumn, reader: ActionReader) -> bool:
    """Read a goal that begins in the column of numbers, alone or with its words beside it."""
    if len(said) > 2 or not _covers(said[0], numbers):  # noqa: PLR2004 - a number and its words
        return False
    between = " " if said[0].line.endswith(":") else ": "
    return reader.begin_goal(joined((cell.passage for cell in said), between), said[0].place, in_table=True)


def _begin(
    said: Sequence[SourceCell],
    numbers: Sequence[SourceCell],
    down: Sequence[tuple[SourceCell, Column]],
    reader: ActionReader,
) -> None:
    """Begin the action of a row, with the cells above that also belong to it, or go on with the one before."""
    for cell in numbers[1:]:
        reader.not_read(cell, "number")
    if numbers:
        reader.begin(numbers[0].passage, numbers[0].place)
        for cell, column in down:
            if column.field != "number":
                _share(cell, column, reader)
    elif reader.actions:
        words, last = " ".join(cell.line for cell in said), reader.actions[-1].number
        reader.ctx.report(
            GUESSED,
            f"The row {shown(words)} has no number; it is read as a part of action {last}.",
            attrs.evolve(said[0].place, column=None),
        )


def _share(cell: SourceCell, column: Column, reader: ActionReader) -> None:
    """Add the text of a cell that goes over the rows of several actions.

    Raises:
        Unreadable: Such cells have too many characters. This is reported.
    """
    reader.shared += sum(len(paragraph.passage.text) for paragraph in cell.paragraphs)
    if reader.shared > _MOST_SHARED:
        message = f"The cells over several rows have more than {_MOST_SHARED:,} characters, counted for each row."
        reader.ctx.report(OVER_LIMIT, message, cell.place)
        raise Unreadable
    if column.field != "goal":
        number = reader.actions[-1].number
        reader.ctx.report(
            GUESSED,
            f"The cell {shown(cell.line)} goes over several rows; it is read for action {number} too.",
            cell.place,
        )
    text = Sourced(cell.passage, cell.place)
    reader.add(column, text if column.field == "goal" else text.as_guess())


def _placed(cell: SourceCell, columns: _Columns, reader: ActionReader) -> tuple[SourceCell, Column] | None:
    """Return a cell with what its column is; of one over several columns the first."""
    over = [(each, column) for each, column in columns if _covers(cell, each)]
    if not over:  # one of the cells into which a cell was split
        over = [(each, column) for each, column in columns if each.first <= cell.column <= each.last]
    if len(over) > 1:
        reader.ctx.report(
            GUESSED,
            f"The cell {shown(cell.line)} goes over several columns; it is read as {over[0][0].title!r}.",
            cell.place,
        )
        cell = cell.as_guess()
    if not over:
        reader.not_read(cell, "cell")
    return (cell, over[0][1]) if over else None


def _covers(cell: SourceCell, column: TitledColumn) -> bool:
    return cell.column <= column.first < cell.column + cell.columns
