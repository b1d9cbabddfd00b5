"""What is in a Word document: paragraphs and tables in order, with what was changed, noted or is to be filled in."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator

from empact.values import value

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x")),
    *((9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


class TrackedChange(enum.Enum):
    """How a part of a document was changed while its changes were tracked. Who did it is never read."""

    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_FROM = "moved from here"
    MOVED_TO = "moved here"


class NoteKind(enum.Enum):
    """Where the text of a note stands."""

    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"


class ControlKind(enum.Enum):
    """What can be entered into a content control."""

    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    CHECKBOX = "checkbox"
    OTHER = "other"


@value(kw_only=True)
class WordNote:
    """A footnote or an endnote, at the place that refers to it."""

    kind: NoteKind
    """Whether it stands below the page or at the end."""
    number: int
    """Its number among those of its kind, counted from 1 in the order of the document."""
    paragraphs: tuple[WordParagraph, ...] = ()
    """Its text."""

    @property
    def mark(self) -> str:
        """What Word draws as its mark, unless the document counts otherwise: ``7``, or ``vii`` for an endnote."""
        return str(self.number) if self.kind is NoteKind.FOOTNOTE else roman(self.number)

    @property
    def text(self) -> str:
        """The text as it reads with all changes accepted, without the blank behind its mark; paragraphs are lines."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs).strip()


@value(kw_only=True)
class WordRun:
    """A text of one appearance, or the place of a note."""

    text: str
    """The text; tabs and line breaks are characters. Empty if it is hidden."""
    is_bold: bool = False
    """Whether it is bold, by itself or by its styles. So are the others."""
    is_italic: bool = False
    """Whether it is italic."""
    is_underlined: bool = False
    """Whether it is underlined."""
    is_struck: bool = False
    """Whether it is struck through."""
    is_superscript: bool = False
    """Whether it is raised."""
    is_subscript: bool = False
    """Whether it is lowered."""
    is_hidden: bool = False
    """Whether nobody can read it in print: it is hidden, or has the colour of what is behind it. Its text is withheld,
    and so it is not read.
    """
    is_placeholder: bool = False
    """Whether it only asks to fill in a content control."""
    change: TrackedChange | None = None
    """How it was changed. None if it was not, or if changes were not tracked."""
    note: WordNote | None = None
    """The note that it refers to; its text is then empty, the mark that somebody gave the note, or what a link to the
    mark shows.
    """
    is_link: bool = False
    """Whether it is a link, to a page or within the document."""


@value(kw_only=True)
class WordParagraph:
    """A paragraph."""

    runs: tuple[WordRun, ...] = ()
    """Its texts in order."""
    heading: int | None = None
    """The level of a heading, from 1. None if it is not one."""
    list_level: int | None = None
    """The level of an item of a list, from 1, whose number or mark Word draws. None if it is not one."""
    label: str | None = None
    """The number that Word draws before it, such as ``1.1.`` or ``a)``. None for a bullet, and outside lists."""
    change: TrackedChange | None = None
    """How its end was changed: whether it was joined with the next one, or split."""
    has_comment: bool = False
    """Whether somebody has commented on it. Comments are not read."""
    boxes: tuple[WordBlock, ...] = ()
    """What stands in text boxes that are anchored in it."""
    is_covered: bool = False
    """Whether a shape lies in front of the text, with a colour that hides what is behind it, and is anchored in it. In
    a table, so does a picture. Where it lies is not known; mostly it hides the text of the paragraph.
    """
    has_picture: bool = False
    """Whether a picture, a chart, a diagram or an object of another program is in it. None of these is read."""
    unread: tuple[str, ...] = ()
    """What else in it is not read: ``formula`` for one that is more than a line of signs, ``field without an end``, and
    elements that have words, such as ``element 'ruby'``.
    """

    @property
    def text(self) -> str:
        """The text as it reads with all changes accepted, without placeholders."""
        return "".join(run.text for run in self.runs if run.change not in _GONE and not run.is_placeholder)


@value(kw_only=True)
class WordCell:
    """A cell of a table. A cell that is merged over several rows or columns is there once."""

    row: int
    """Its row, counted from 1."""
    column: int
    """Its column in the grid of the table, counted from 1."""
    rows: int = 1
    """How many rows it takes."""
    columns: int = 1
    """How many columns it takes."""
    blocks: tuple[WordBlock, ...] = ()
    """What is in it: paragraphs and tables."""
    fill: str | None = None
    """The colour behind it as six digits, such as ``000000``. None if it has none of its own."""
    change: TrackedChange | None = None
    """How the cell itself was changed."""

    @property
    def paragraphs(self) -> tuple[WordParagraph, ...]:
        """Its paragraphs without those of tables in it."""
        return tuple(block for block in self.blocks if isinstance(block, WordParagraph))

    @property
    def text(self) -> str:
        """The text as it reads with all changes accepted, its paragraphs as lines."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@value(kw_only=True)
class WordRow:
    """A row of a table."""

    cells: tuple[WordCell, ...] = ()
    """The cells that begin in it, from left to right."""
    is_header: bool = False
    """Whether it is repeated on each page."""
    change: TrackedChange | None = None
    """How the row itself was changed."""


@value(kw_only=True)
class WordTable:
    """A table."""

    number: int
    """Its number among all tables of the document, counted from 1, those in cells and text boxes included."""
    rows: tuple[WordRow, ...] = ()
    """Its rows."""

    @property
    def cells(self) -> tuple[WordCell, ...]:
        """Its cells, row by row."""
        return tuple(cell for row in self.rows for cell in row.cells)


WordBlock = WordParagraph | WordTable
"""What a document, a cell or a text box is made of."""


@value(kw_only=True)
class ContentControl:
    """A place of a document that is to be filled in."""

    tag: str | None = None
    """The key that the author of the form gave it; nobody sees it. None without one."""
    title: str | None = None
    """The title that Word shows. None without one."""
    kind: ControlKind = ControlKind.TEXT
    """What can be entered."""
    text: str = ""
    """What it says, with all changes accepted; empty if it shows its placeholder."""
    value: str | dt.date | bool | None = None
    """What was chosen from a list, as its stored word; the stored date; whether the box is checked. None for a text,
    and if nothing was chosen. Word can keep a date that the text no longer says.
    """
    is_placeholder: bool = False
    """Whether it is not filled in."""
    has_change: bool = False
    """Whether something in it was changed while changes were tracked."""
    table: int | None = None
    """The number of the table in which it is. None outside a table. So are row and column."""
    row: int | None = None
    """The row of the table."""
    column: int | None = None
    """The column of the table."""


@value(kw_only=True)
class WordDocument:
    """What is in a Word document. Nothing is kept of what it says about itself: authors, properties, names of users."""

    blocks: tuple[WordBlock, ...] = ()
    """Its paragraphs and tables in order."""
    controls: tuple[ContentControl, ...] = ()
    """The places to fill in, in order; what is in them is in the blocks as well."""
    headers: tuple[str, ...] = ()
    """The texts above the pages, each once, in the order of the sections."""
    footers: tuple[str, ...] = ()
    """The texts below the pages."""

    @property
    def tables(self) -> tuple[WordTable, ...]:
        """Its tables in the order of their numbers, those in cells and text boxes included."""
        return tuple(block for block in _walked(self.blocks) if isinstance(block, WordTable))

    @property
    def paragraphs(self) -> tuple[WordParagraph, ...]:
        """Its paragraphs in order, those in cells and text boxes included, but not those of notes."""
        return tuple(block for block in _walked(self.blocks) if isinstance(block, WordParagraph))


_GONE = frozenset({TrackedChange.DELETED, TrackedChange.MOVED_FROM})


def _walked(blocks: tuple[WordBlock, ...]) -> Iterator[WordBlock]:
    for block in blocks:
        yield block
        if isinstance(block, WordParagraph):
            yield from _walked(block.boxes)
        else:
            for cell in block.cells:
                yield from _walked(cell.blocks)


def roman(number: int) -> str:
    """Return a number from 1 to 3,999 in small Roman letters: ``iv``."""
    written = ""
    for size, letters in _ROMAN:
        times, number = divmod(number, size)
        written += letters * times
    return written
