"""Forms with damage: of the file, as in :mod:`tests.support.mutating`, or of the cells of a whole file."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

import openpyxl
from tests.support.mutating import mutated
from tests.support.office import open_document, word

from empact.containers import read_word, read_workbook

Grid = list[list[str]]
"""The texts of a table, by row."""
_CELLS = (
    "",
    "0",
    "-1",
    "9" * 400,
    "1e400",
    "NaN",
    "²",
    "٣",
    "12,5",
    "1 000",
    "12 of 0",
    "of",
    "/",
    "2031-02-30",
    "2031-06-30",
    "nothing to report",
    "completed",
    "QW",
    "Relevant MS",
    "QM, QN and (",
    "Your answer",
    "Key",
    "Q-2031 on 00000000",
    "Q-2031:9.9/1 own 00000000",
    "Q-2031:2.2/99z own 00000000",
    "confirm",
    "decline",
    "Remark",
    "Q-2031:2.2 part a0ad816d",
    "Q-2031:2.2/1 part a0ad816d",
    "Q-2031:9.9 part 00000000",
    "Q-2031 party 00000000",
    "Q-2032 party 00000000 00000000",
    "Q-2031:2.2 settle-total 00000000 00000000",
    "Q-2032:2.2 own a0ad816d",
    "Q-2031:2.2/1 __class__ a0ad816d",
    "x" * 40_000,
    "a\u202eb\u0085c\u2028d",
    "\U0001f570\ufe0f",
    "[[]]()`*_<b>&amp;",
    "{action} {0}",
    "- key: [",
)
"""What stands in a cell instead of what belongs there."""


def mutated_forms(forms: Mapping[str, bytes], number: int, seed: int = 0) -> Iterator[tuple[str, bytes]]:
    """Yield as many damaged forms with their suffixes, always the same for the same forms.

    Half of them are files with damage; half are whole files with damaged cells.

    Args:
        forms: A form as a workbook and as a Word document, by suffix.
        number: How many forms to yield.
        seed: Of the random damage.
    """
    chance = random.Random(seed)
    grids = {"xlsx": _sheets(forms["xlsx"]), "docx": _tables(forms["docx"])}
    grids["ods"] = grids["xlsx"]
    whole = {**forms, "ods": _ods(grids["ods"])}
    share = -(-number // (2 * len(whole)))
    files = {suffix: mutated(data, share, seed) for suffix, data in whole.items()}
    makers = {"xlsx": _xlsx, "docx": _docx, "ods": _ods}
    for count in range(number):
        suffix = ("xlsx", "ods", "docx")[count // 2 % 3]
        if count % 2:
            yield suffix, next(files[suffix])
        else:
            yield suffix, makers[suffix]([_damaged(grid, chance) for grid in grids[suffix]])


def _sheets(data: bytes) -> list[Grid]:
    """Return the texts of each sheet; empty cells to the left of others are there, too."""
    grids: list[Grid] = []
    for sheet in read_workbook(data).sheets:
        rows = [{cell.column: str(cell.value) for cell in row} for row in sheet.rows()]
        grids.append([[row.get(column, "") for column in range(1, max(row) + 1)] for row in rows])
    return grids


def _tables(data: bytes) -> list[Grid]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in read_word(data).tables]


def _damaged(grid: Grid, chance: random.Random) -> Grid:
    """Return a table in which cells have other contents, rows have other places, and columns are gone or doubled."""
    damaged = [row[:] for row in grid]
    places = [(row, column) for row, cells in enumerate(damaged) for column in range(len(cells))]
    for row, column in chance.choices(places, k=chance.randrange(6)) if places else ():
        other_row, other_column = chance.choice(places)
        damaged[row][column] = chance.choice([*_CELLS, damaged[other_row][other_column]])
    change = chance.randrange(6)
    if change == 0:
        chance.shuffle(damaged)
    elif change == 1 and damaged:
        damaged += chance.choices(damaged, k=3)
    elif change == 2:
        column = chance.randrange(5)
        damaged = [row[:column] + row[column + 1 :] for row in damaged]
    elif change == 3:
        column = chance.randrange(5)
        damaged = [row[: column + 1] + row[column:] for row in damaged]
    return damaged


def _xlsx(grids: list[Grid]) -> bytes:
    book = openpyxl.Workbook()
    for grid in grids:
        sheet = book.create_sheet()
        for number, row in enumerate(grid, 1):
            for column, text in enumerate(row, 1):
                cell = sheet.cell(number, column, text[:32_000])
                if text.isascii() and text.isdecimal() and len(text) < 15:
                    cell.value = int(text)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _ods(grids: list[Grid]) -> bytes:
    tables: list[str] = []
    for number, grid in enumerate(grids, 1):
        rows = "".join(
            f"<table:table-row>{''.join(_open_cell(text) for text in row)}</table:table-row>" for row in grid
        )
        tables.append(f'<table:table table:name="{number}">{rows}</table:table>')
    return open_document("spreadsheet", "".join(tables))


def _open_cell(text: str) -> str:
    kind = 'office:value-type="string"'
    if text.isascii() and text.isdecimal():
        kind = f'office:value-type="float" office:value="{text}"'
    return f"<table:table-cell {kind}><text:p>{escape(text)}</text:p></table:table-cell>"


def _docx(grids: list[Grid]) -> bytes:
    tables = [
        "<w:tbl>"
        + "".join(f"<w:tr>{''.join(_word_cell(text) for text in row)}</w:tr>" for row in grid)
        + "</w:tbl><w:p/>"
        for grid in grids
    ]
    return word("".join(tables))


def _word_cell(text: str) -> str:
    return f"<w:tc><w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:tc>"
