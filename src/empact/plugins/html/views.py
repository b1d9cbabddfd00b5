"""A document as the template prints it: sections, tables, rows and cells, with ids and pieces of text."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TypeAlias

import attrs

from empact.documents import Layout
from empact.plugins.html.drawing import ChartView
from empact.plugins.html.widths import Widths

_LONG = 200
"""The most rows of a wide table that a browser lays out all at once: so many take a tenth of a second."""


@attrs.frozen
class Piece:
    """A part of a text: plain, a hyperlink, or a reference."""

    text: str
    """The words."""
    href: str | None = None
    """The address that it leads to. None for plain text."""
    id: str | None = None
    """The id of a reference to a note, to which the note leads back. None for other pieces."""
    is_note: bool = False
    """Whether it is a reference to a note."""
    is_row: bool = False
    """Whether it is a reference to a row or a section of the page."""
    tags: tuple[str, ...] = ()
    """The elements around a text, the outer first: one for each of its styles."""


Items: TypeAlias = tuple[tuple[Piece, ...], ...]
"""The items of a cell, each of pieces."""


@attrs.frozen(kw_only=True)
class CellView:
    """A cell of a table."""

    label: str
    """The title of its column, which a phone shows before it."""
    items: Items
    """Its items, each of pieces."""
    options: tuple[str, ...] | None
    """The answers allowed in a cell to fill in. None if nobody fills it in."""
    is_header: bool
    """Whether it names its row."""
    type: str
    """The type of its column."""


@attrs.frozen(kw_only=True)
class NoteView:
    """A note below a table or a text."""

    id: str
    """The id that a reference leads to."""
    mark: str
    """The mark of the note, such as ``7``."""
    text: str
    """The text of the note."""
    back: str
    """The id of the first place that refers to it."""


@attrs.frozen
class RowView:
    """A row of a table."""

    id: str
    """The id that an address can lead to."""
    key: str
    """The key of the row, which stays the same from one page to the next."""
    cells: tuple[CellView, ...]
    """Its cells, one for each column."""
    notes: tuple[NoteView, ...]
    """The notes to which no row before it refers: on paper, they stand below it."""

    @property
    def header(self) -> CellView | None:
        """The cell that names the row, unless it is empty or to be filled in."""
        return next((cell for cell in self.cells if cell.is_header and cell.items and cell.options is None), None)


@attrs.frozen(kw_only=True)
class TableView:
    """A table of the page."""

    columns: tuple[tuple[str, bool], ...]
    """The title of each column, and whether its values are numbers."""
    rows: tuple[RowView, ...]
    """The rows, in their order."""
    notes: tuple[NoteView, ...]
    """The notes that its cells refer to."""
    widths: Widths
    """The widths of the columns."""

    @property
    def is_long(self) -> bool:
        """Whether a browser lays out only the rows that are in its window, since all of them take seconds."""
        return self.widths.are_wide and len(self.rows) > _LONG


_ITEM = "- "
"""The start of an item of a list."""


def _is_item(paragraph: tuple[Piece, ...]) -> bool:
    """Check whether a paragraph is an item of a list, as in the prose of plans."""
    return bool(paragraph) and paragraph[0].text.startswith(_ITEM)


def _without_hyphen(paragraph: tuple[Piece, ...]) -> tuple[Piece, ...]:
    first, *others = paragraph
    return (attrs.evolve(first, text=first.text.removeprefix(_ITEM)), *others)


@attrs.frozen
class Block:
    """Paragraphs that stand together: one list, or any others."""

    is_list: bool
    """Whether they are the items of a list."""
    paragraphs: tuple[tuple[Piece, ...], ...]
    """The paragraphs, items without their hyphen."""


@attrs.frozen(kw_only=True)
class SectionView:
    """A section: paragraphs with notes, or a table; it can also have a chart."""

    id: str
    """The id that an address can lead to."""
    title: str
    """The heading of the section."""
    paragraphs: tuple[tuple[Piece, ...], ...] = ()
    """The paragraphs and the items of lists, each of pieces. Empty if it has a table."""
    notes: tuple[NoteView, ...] = ()
    """The notes that the paragraphs refer to."""
    table: TableView | None = None
    """The table. None if it has paragraphs."""
    chart: ChartView | None = None
    """The chart of what the section has. None if it has none."""
    layout: str | None = None
    """How the table is laid out: as a ``sheet``, or as ``records``. None if the template decides."""
    is_new_page: bool = False
    """Whether it begins on a new page."""

    @property
    def blocks(self) -> Iterator[Block]:
        """The paragraphs, those together that are items of one list."""
        for is_list, paragraphs in itertools.groupby(self.paragraphs, _is_item):
            block = tuple(paragraphs)
            yield Block(is_list, tuple(map(_without_hyphen, block)) if is_list else block)

    @property
    def is_sheet(self) -> bool:
        """Whether it is on pages of its own, in landscape format."""
        return self.table is not None and self.layout == Layout.SHEET.value

    @property
    def is_records(self) -> bool:
        """Whether each row of its table is a table of its own."""
        return self.table is not None and self.layout == Layout.RECORDS.value


@attrs.frozen(kw_only=True)
class Page:
    """A document as the template prints it."""

    title: str
    """The title of the document."""
    marking: str | None
    """The marking that each sheet of paper carries. None if it has none."""
    properties: tuple[tuple[str, tuple[tuple[Piece, ...], ...]], ...]
    """The properties of the document, each with its name and its values."""
    sections: tuple[SectionView, ...]
    """The sections, in their order."""

    @property
    def needs_landscape(self) -> bool:
        """Whether a table is too wide for paper in portrait format, or is to be across."""
        return any(
            section.is_sheet or (section.table.widths.need_landscape and not section.is_records)
            for section in self.sections
            if section.table is not None
        )

    @property
    def number_of_rows(self) -> int:
        """The rows of all tables."""
        return sum(len(section.table.rows) for section in self.sections if section.table is not None)
