"""What each cell of the printed table says: as the Word walk has it, and as a plan has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.support.council_word.reference import COLUMN

from empact.containers import WordBlock, WordCell, WordDocument, WordParagraph, WordTable

Cells = dict[tuple[str, str], list[str]]
"""The paragraphs of each cell by its action and its column."""
RUN_ON = frozenset({"1.3", "4.2", "7.2"})
"""The actions whose KPI goes on in the last paragraph of the target."""


def marked(paragraph: WordParagraph) -> str:
    """Return a paragraph with the marks of its notes as a plan has them."""
    return "".join(run.text if run.note is None else f"[^{run.note.number}]" for run in paragraph.runs)


def lines_of(blocks: tuple[WordBlock, ...]) -> list[str]:
    """Return the paragraphs in a cell that have a text, those of tables in it included."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, WordTable):
            lines += (line for cell in block.cells for line in lines_of(cell.blocks))
        elif text := marked(block):
            lines.append(text)
    return lines


def cells_of(document: WordDocument) -> Cells:
    """Return the cells of the tables with at least as many columns as the printed one.

    A row without a number goes on with the action above it. A cell that is merged over two actions is one of each.
    """
    found: Cells = {}
    number = ""
    for table in document.blocks:
        if isinstance(table, WordTable) and _width(table) >= len(COLUMN):
            for row in _rows(table):
                (_, first), *_ = row.values()
                start = "".join(lines_of(first.blocks))
                before, number = number, start or number
                if first.columns == 1 and start != "#":
                    for name, column in COLUMN.items():
                        begins, cell = row.get(column + 1, (True, None))
                        is_said = cell is not None and (begins or number != before)
                        lines = lines_of(cell.blocks) if cell is not None and is_said else []
                        found.setdefault((number, name), []).extend(lines)
    return found


def _width(table: WordTable) -> int:
    return max(cell.column + cell.columns - 1 for cell in table.cells)


def _rows(table: WordTable) -> Iterator[dict[int, tuple[bool, WordCell]]]:
    """Yield for each row the cells at its columns, and whether each begins there."""
    grid: dict[int, dict[int, tuple[bool, WordCell]]] = {row: {} for row in range(1, len(table.rows) + 1)}
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                grid[row][column] = (row == cell.row and column == cell.column, cell)
    for cells in grid.values():
        yield dict(sorted(cells.items()))


def cells_of_plan(plan: Any) -> Cells:
    """Return what a plan has for each cell of the printed table.

    Args:
        plan: The tree of its file.
    """
    found: Cells = {}
    for action in plan["actions"]:
        number = action["number"]
        goals, _, actions = text_of(action, "links").partition(";")
        texts = {"number": number, "goals": goals, "actions": actions} | action.get("results", {})
        for name in COLUMN:
            lines = _split(texts.get(name, text_of(action, name)))
            if name == "target":
                kpis = _split(text_of(action, "kpis"))
                lines = [*lines[:-1], f"{lines[-1]} {kpis[0]}"] if number in RUN_ON else [*lines, *kpis]
            found[number, name] = lines
    return found


def text_of(holder: Any, name: str) -> str:
    """Return the text of a cell of the file, with or without items."""
    cell = holder.get(name, "")
    return str(cell["text"] if isinstance(cell, dict) else cell)


def _split(text: str) -> list[str]:
    return [line.removeprefix("- ") for line in re.split(r"\n\n|\n(?=- )", text.strip()) if line]
