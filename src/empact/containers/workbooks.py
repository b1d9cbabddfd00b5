"""What is in a workbook: its sheets with their cells, whatever program saved it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from itertools import groupby

import attrs

from empact.arguments import check_text, check_type
from empact.values import value

MOST_ROWS = 1_048_576
"""The rows of a sheet in Excel and LibreOffice."""
MOST_COLUMNS = 16_384
"""The columns of a sheet."""
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_LETTERS = 26

CellValue = str | int | Decimal | bool | dt.datetime | dt.date | dt.time | dt.timedelta
"""What a cell can hold. A whole number is an ``int``, any other a ``Decimal`` of the 15 digits that programs show."""


@value(kw_only=True)
class SheetCell:
    """A cell of a sheet that is not empty."""

    row: int
    """Its row, counted from 1."""
    column: int
    """Its column, counted from 1."""
    value: CellValue | None = None
    """What somebody has written into it. None for a formula."""
    is_formula: bool = False
    """Whether it is calculated. ``TRUE()``, as LibreOffice saves a truth value, is none."""
    result: CellValue | None = None
    """What a formula gave when a program saved the file, which can be old. None without a formula, or if the file does
    not have it. Nothing is calculated here.
    """
    is_hidden: bool = False
    """Whether nobody sees it: its row, its column or its sheet is hidden, or a merged cell covers it."""
    is_percent: bool = False
    """Whether it is shown as a percentage: people read 20 % for a value of 0.2."""
    is_struck: bool = False
    """Whether some or all of its words are struck through, as people mark what no longer counts."""
    rows: int = 1
    """How many rows it takes; more than one if it is merged."""
    columns: int = 1
    """How many columns it takes; more than one if it is merged."""

    @property
    def address(self) -> str:
        """The address of the cell, such as ``B7``."""
        return f"{column_letters(self.column)}{self.row}"


@value
class SheetComment:
    """A comment on a cell, which can be empty itself. Who wrote it is not read, unless the text says it."""

    row: int
    """The row of the cell, counted from 1."""
    column: int
    """Its column, counted from 1."""
    text: str
    """What it says."""


@value(kw_only=True)
class Sheet:
    """A sheet of a workbook."""

    name: str
    """The name of the sheet."""
    is_hidden: bool = False
    """Whether it is hidden."""
    cells: tuple[SheetCell, ...] = ()
    """The cells that are not empty, row by row and from left to right."""
    comments: tuple[SheetComment, ...] = ()
    """The comments on its cells."""
    has_drawings: bool = False
    """Whether pictures, charts or text boxes lie on it, which are not read."""
    margins: tuple[str, ...] = ()
    """The texts that are printed above and below its pages, each once, without their codes."""

    def cell(self, address: str) -> SheetCell | None:
        """Return the cell with an address such as ``B7``; None if it is empty.

        Raises:
            ValueError: The text is not an address.
        """
        check_text("The address", address)
        place = parse_address(address)
        if place is None:
            message = f"The address of a cell must be its column and its row, such as 'B7', not {address!r}."
            raise ValueError(message)
        return self._by_place.get(place)

    def rows(self) -> Iterator[tuple[SheetCell, ...]]:
        """Yield the cells of each row that has any."""
        for _, cells in groupby(self.cells, key=lambda cell: cell.row):
            yield tuple(cells)

    @cached_property
    def _by_place(self) -> dict[tuple[int, int], SheetCell]:
        return {(cell.row, cell.column): cell for cell in self.cells}


@value
class Workbook:
    """What is in a workbook. Nothing is kept of what a file says about itself: authors, properties, names of users."""

    sheets: tuple[Sheet, ...] = attrs.field(default=())
    """Its sheets with cells, in their order; a chart on a sheet of its own is none."""


def column_letters(column: int) -> str:
    """Return the letters of a column that is counted from 1: A, ..., Z, AA."""
    check_type("The column", "a whole number", int, column)
    letters = ""
    while column > 0:
        column, letter = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters


def parse_address(address: str) -> tuple[int, int] | None:
    """Return the row and the column of an address such as ``B7``; None for any other text."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    row = int(match[2])
    return (row, column) if row <= MOST_ROWS and column <= MOST_COLUMNS else None
