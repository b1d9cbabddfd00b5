"""Forms: a plan with a table for each action, whose titles are on the left and whose texts are on the right."""

from __future__ import annotations

from collections.abc import Sequence

from empact.plugins.importing.actions import ActionReader
from empact.plugins.importing.layouts import Column, Layout
from empact.plugins.importing.source import SourceCell, Sourced, SourceRow, SourceTable
from empact.plugins.importing.words import report_marks

_LEAST = 3
"""How many titles of a form have to be known: the number of the action, and two more, or all that it has."""
_MOST_ROWS = 200
_MOST_CELLS = 20
"""In how many rows, and in how many cells of each, titles are looked for."""


def is_form(table: SourceTable, layout: Layout) -> bool:
    """Return whether a table is the form of an action: its number and two more titles, or all of them, are known."""
    rows = [row for row in table.rows if row.cells][:_MOST_ROWS]
    titles = [cell.line for row in rows for cell in row.cells[: _paired(row)][:_MOST_CELLS:2]]
    columns = list(map(layout.column_of, titles))
    is_numbered = any(_number(row, layout) is not None for row in rows)
    known = {column for column in columns if column is not None and column.field != "number"}
    if is_numbered and known and None not in columns:
        return True
    return (is_numbered or Column("number") in columns) and len(known) >= _LEAST - 1


def _paired(row: SourceRow) -> int:
    """Return how many cells of a row are titles with their texts."""
    return len(row.cells) // 2 * 2


def _number(row: SourceRow, layout: Layout) -> SourceCell | None:
    """Return the cell of a row that is only the number of an action: ``Operational Action 1.1``."""
    said = [cell for cell in row.cells if cell.passage]
    return said[0] if len(said) == 1 and layout.number_in(said[0].line) is not None else None


def read_form(table: SourceTable, reader: ActionReader) -> None:
    """Read the action of a form."""
    pairs: list[tuple[Column, SourceCell]] = []
    titles: dict[Column, str] = {}
    alone: list[SourceCell] = []
    number: SourceCell | None = None
    for row in table.rows:
        if number is None and _number(row, reader.layout) is not None:
            number = _number(row, reader.layout)
        elif len(row.cells) == 1 and row.cells[0].column > 1 and pairs:
            pairs.append((pairs[-1][0], row.cells[0]))  # goes on beside the title of the row above
        elif len(row.cells) == 1:
            alone += row.cells
        else:
            pairs += _pairs(row.cells, titles, reader)
    if number is None:
        number = next(cell for column, cell in pairs if column.field == "number")
    goals = [cell for cell in alone if reader.begin_goal(cell.passage, cell.place)]
    reader.begin(number.passage, number.place)
    for cell in alone:
        if cell.passage and cell not in goals:
            reader.not_read(cell, "row")
    for column, cell in pairs:
        if column.field != "number" and cell.passage:
            reader.add(column, Sourced(cell.passage, cell.place))


def _pairs(
    cells: Sequence[SourceCell], titles: dict[Column, str], reader: ActionReader
) -> list[tuple[Column, SourceCell]]:
    """Return the texts of a row, each with what it is by the title to its left, which is added to the titles."""
    pairs: list[tuple[Column, SourceCell]] = []
    for title, text in zip(cells[::2], cells[1::2], strict=False):
        report_marks(title.passage, title.place, reader.ctx)
        if title.line or text.passage:
            column = reader.column(title.line, title.place)
            reader.report_second(column, title.line, title.place, titles)
            pairs.append((column, text))
    if len(cells) % 2 and cells[-1].passage:
        reader.not_read(cells[-1], "cell")
    return pairs
