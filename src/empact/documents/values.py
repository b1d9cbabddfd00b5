"""The parts of a document: sections with texts or tables, and values that every format can write.

A document knows no file format, and a writer of a format needs nothing else. All parts are immutable and can be
pickled.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import attrs

from empact.arguments import check_text, check_type, wrong_type
from empact.documents.charts import (
    BarChart,
    GraphChart,
    StackedBarChart,
    TimelineChart,
    ValueChart,
    number_problem,
)
from empact.documents.keys import check_keys
from empact.errors import UnknownIdError
from empact.model import Emphasis, FrozenMap
from empact.model.typed import check_fields, checked_value
from empact.reprs import cut_repr
from empact.values import stand_in, unlisted, value

if TYPE_CHECKING:
    from empact.model import Plan

_MAIL = re.compile(r"""mailto:[^\s\x00-\x1f\x7f<>"\\^`{|}?#@:/]+@[\w.-]+""")


class ColumnType(enum.Enum):
    """The type of the values in a column; in a column of any type, a cell can be empty (None).

    ``text`` are strings, ``number`` int, float or Decimal, ``count`` whole numbers or strings such as ``2+1`` (two, and
    one more that is possible) or the signs ``x`` and ``o`` (certain, and possible), ``date`` dates without a time,
    ``link`` hyperlinks, and ``list`` tuples of any of these.
    """

    TEXT = "text"
    NUMBER = "number"
    COUNT = "count"
    DATE = "date"
    LINK = "link"
    LIST = "list"

    @property
    def is_right(self) -> bool:
        """Whether the values of a column stand on the right of it: numbers and counts."""
        return self is ColumnType.NUMBER or self is ColumnType.COUNT


@checked_value
class Hyperlink:
    """A text that leads to an address."""

    text: str
    """The text that the reader sees."""
    url: str
    """The address that it leads to."""

    def __str__(self) -> str:
        return self.text

    @property
    def plain(self) -> str:
        """The text and its address, for formats without links; the address alone if it is the text."""
        return self.url if self.text == self.url else f"{self.text} <{self.url}>"

    @property
    def is_web_or_mail(self) -> bool:
        """Whether its address is one web address or one mail address and nothing else, without subject or copies."""
        from empact.model import is_web_address  # a document without hyperlinks needs no class of plans

        return is_web_address(self.url) or _MAIL.fullmatch(self.url) is not None


@checked_value
class CellNote:
    """A note on a cell, such as a footnote of the plan."""

    text: str
    """The text of the note."""
    mark: str | None = None
    """Its mark in the text of the cell: ``7`` for ``[^7]``; None if there is none."""

    def __str__(self) -> str:
        return self.text if self.mark is None else f"[^{self.mark}] {self.text}"


@checked_value
class FillIn:
    """Marks a cell that the reader of the document is to fill in."""

    options: tuple[str, ...] = ()
    """The allowed answers; empty if any answer is allowed."""
    type: ColumnType = ColumnType.TEXT
    """What the answer is: a text, a number or a date."""


Scalar: TypeAlias = str | int | float | Decimal | dt.date | Hyperlink
"""A single value of a cell or a property."""
Value: TypeAlias = Scalar | tuple[Scalar, ...] | None
"""The value of a cell or a property; None is an empty one."""

_NUMBERS = (int, float, Decimal)
_CLASSES: Mapping[ColumnType, tuple[tuple[type[Any], ...], str]] = {
    ColumnType.TEXT: ((str,), "a text"),
    ColumnType.NUMBER: (_NUMBERS, "a number"),
    ColumnType.COUNT: ((int, str), "a whole number or a text such as '2+1'"),
    ColumnType.DATE: ((dt.date,), "a datetime.date"),
    ColumnType.LINK: ((Hyperlink,), "a Hyperlink"),
    ColumnType.LIST: ((tuple,), "a tuple"),
}
_WANTED = "None, a text, a number, a date, a Hyperlink or a tuple of these"


@value(kw_only=True)
class MarkedCell:
    """A cell in JSON that has notes or emphasis or is to be filled in; any other is its value alone."""

    value: Value
    """The value; None if the cell is empty."""
    notes: tuple[CellNote, ...] = ()
    """The notes on the cell."""
    fill_in: FillIn | None = None
    """Whether and with what the reader is to fill in the cell. None if the reader is not."""
    emphasis: tuple[Emphasis, ...] = ()
    """The words of the value that are set apart in print; empty for most cells."""


@value
class TableCell:
    """A cell of a table."""

    value: Value = None
    """The value; None is an empty cell."""
    notes: tuple[CellNote, ...] = ()
    """The notes on the cell."""
    fill_in: FillIn | None = None
    """Whether and with what the reader is to fill in the cell; None for all other cells."""
    emphasis: tuple[Emphasis, ...] = ()
    """The words of the value that are set apart in print, as a plan has them; of a list, in each of its texts. Formats
    without styles ignore it; ``cell_parts`` returns such words as parts.
    """

    def __attrs_post_init__(self) -> None:
        if self.value is not None and type(self.value) is not str:
            _check_value("The value of a cell", self.value)
        if not self._is_bare:  # most cells are a value alone, which is checked already
            check_fields(self)

    @property
    def _is_bare(self) -> bool:
        return not self.notes and self.fill_in is None and not self.emphasis

    @stand_in
    def short(self) -> Value | MarkedCell:
        """The cell as JSON has it: its value, if it has nothing else."""
        if self._is_bare:
            return self.value
        return MarkedCell(value=self.value, notes=self.notes, fill_in=self.fill_in, emphasis=self.emphasis)


def _frozen(mapping: Any) -> Any:
    """Return a mapping as a FrozenMap, so that it can be written as a dict."""
    if isinstance(mapping, FrozenMap) or not isinstance(mapping, Mapping):
        return cast("Any", mapping)
    return FrozenMap(cast("Mapping[str, Any]", mapping))


@checked_value(kw_only=True)
class Column:
    """A column of a table."""

    key: str
    """The name of the column for programs; no two columns of a table have the same."""
    title: str
    """The heading, in the language of the document."""
    type: ColumnType = ColumnType.TEXT
    """The type of its values; a value of another type is refused."""
    width: int | None = None
    """A suitable width in characters; None if the writer is to decide."""
    refers_to: tuple[str, ...] = ()
    """The keys of the sections whose rows the values of the column name by their keys: the number of an action that has
    a row there. A writer can make a link of such a value. The first section with such a row counts; a section that the
    document does not have is ignored.
    """
    sections: FrozenMap[str, str] = attrs.field(default=FrozenMap[str, str](), converter=_frozen)
    """The key of the section that a value stands for, by the value, as in a table of contents. A writer can make a link
    of such a value too.
    """

    def __attrs_post_init__(self) -> None:
        if self.width is not None and self.width < 1:
            message = f"The width of the column {self.key!r} must be at least 1 character, not {self.width}."
            raise ValueError(message)


def _cells(cells: Any) -> Any:
    """Wrap the values of a row that are not cells yet."""
    if not isinstance(cells, tuple):
        return cells  # the row reports it
    values = cast("Iterable[Any]", cells)
    return tuple([value if isinstance(value, TableCell) else TableCell(value) for value in values])


@value
class Row:
    """A row of a table: a cell for each column.

    :func:`unique_keys` makes keys unique, and :func:`action_refs` makes the references of actions.
    """

    key: str
    """The name of the row: the number of an action, the code of a party. It stays the same when other rows are added or
    the rows are sorted in another order, so that a sheet that comes back can be matched. No two rows of a table have
    the same.
    """
    cells: tuple[TableCell, ...] = attrs.field(converter=_cells)
    """The cells, in the order of the columns; they can be given as values only."""
    ref: str | None = None
    """What the row is about and in which version, for people and programs: ``C-2012:1.10 3f9a1c2b``. By it, a sheet
    that comes back is matched even if nothing else of it is left. Several rows can be about the same. None if it is
    about nothing that has a version.
    """

    def __attrs_post_init__(self) -> None:
        check_text("The key of a row", self.key)
        check_type("The cells of a row", "a tuple", tuple, self.cells)
        if self.ref is not None:
            check_text("The reference of a row", self.ref)

    @property
    def values(self) -> tuple[Value, ...]:
        """The values of the cells."""
        return tuple(cell.value for cell in self.cells)

    @property
    def named_by(self) -> int | None:
        """The position of the first cell with the key as its value; None if no cell has it."""
        return next((index for index, value in enumerate(self.values) if value == self.key), None)


@value(kw_only=True)
class KeyedRow:
    """A row of a table in JSON, with its cells by column."""

    key: str
    """The name of the row, such as the number of an action: the same if rows are added or sorted."""
    ref: str | None = None
    """What the row is about and in which version: the plan, the number and the beginning of the digest of an action,
    ``C-2012:1.10 3f9a1c2b``. None if it is about nothing that has a version.
    """
    cells: FrozenMap[str, TableCell]
    """The cells by the keys of their columns. A cell is its value: a text, a number, a date, a hyperlink, a list of
    these, or None; a cell that has notes or emphasis or is to be filled in has its value and these.
    """


@value(kw_only=True)
class KeyedTable:
    """A table in JSON, with the cells of each row by column."""

    columns: tuple[Column, ...]
    """The columns, from left to right."""
    rows: tuple[KeyedRow, ...]
    """The rows, from top to bottom."""


@checked_value
class Table:
    """Rows of cells under columns.

    Raises:
        TypeError: A row has more or fewer cells than there are columns, or a value does not have the type of its
            column.
        ValueError: Two columns or two rows have the same key.
    """

    columns: tuple[Column, ...]
    """The columns, from left to right."""
    rows: tuple[Row, ...] = ()
    """The rows, from top to bottom."""

    def __attrs_post_init__(self) -> None:
        check_keys("columns", (column.key for column in self.columns))
        check_keys("rows", (row.key for row in self.rows))
        types = [(column, *_CLASSES[column.type]) for column in self.columns]
        for row in self.rows:
            if len(row.cells) != len(types):
                message = f"The row {row.key!r} has {len(row.cells)} of {len(types)} cells: one for each column."
                raise TypeError(message)
            for cell, (column, classes, wanted) in zip(row.cells, types, strict=True):
                if cell.value is not None and not isinstance(cell.value, classes):
                    raise wrong_type(f"The column {column.key!r} of the row {row.key!r}", wanted, cell.value)

    @stand_in
    def keyed(self) -> KeyedTable:
        """The table as JSON has it: a program finds a cell by the key of its column."""
        keys = [column.key for column in self.columns]
        rows = (
            KeyedRow(key=row.key, ref=row.ref, cells=FrozenMap(zip(keys, row.cells, strict=True))) for row in self.rows
        )
        return KeyedTable(columns=self.columns, rows=tuple(rows))


@checked_value
class Text:
    """Paragraphs of text.

    ``cell_parts(text)`` returns the parts of each paragraph.
    """

    paragraphs: tuple[str, ...]
    """The paragraphs, in order."""
    notes: tuple[CellNote, ...] = ()
    """The notes whose marks are in the paragraphs."""
    emphasis: tuple[Emphasis, ...] = ()
    """The words of the paragraphs that are set apart in print."""

    @property
    def cell(self) -> TableCell:
        """The paragraphs as the texts of a cell, with the notes and the emphasis."""
        return TableCell(self.paragraphs, self.notes, emphasis=self.emphasis)


AnyChart: TypeAlias = TimelineChart | GraphChart | StackedBarChart | BarChart | ValueChart
"""A chart of one of the five kinds."""


class Layout(enum.Enum):
    """How a section is best laid out. A format without a choice ignores it; it never changes what is written.

    ``sheet`` is for a table that people take along: on pages of its own, across, as compact as can be read.
    ``records`` is for a table of long texts: each row on its own, as titles with their values.
    ``list`` is for rows that are read one after the other, such as sentences with their sources. Plain text then has no
    titles of columns, a value of the first column stands once for the rows that share it, and a list in the last column
    stands in brackets behind the text before it.
    """

    SHEET = "sheet"
    RECORDS = "records"
    LIST = "list"


_LEVELS = (1, 2)


@checked_value(kw_only=True)
class Section:
    """A part of a document: a text or a table."""

    key: str
    """The name of the section for programs and in the names of files; no two sections of a document have the same."""
    title: str
    """The heading. The first sections of a document may have an empty one: they are its cover."""
    body: Text | Table
    """The text or the table."""
    level: int = 1
    """The level of the heading: 1, or 2 for a part of the section before it."""
    layout: Layout | None = attrs.field(default=None, metadata=unlisted())
    """How the section is best laid out; None if the format is to decide."""
    secondary: bool = False
    """Whether readers can do without it: it shows again what other sections say, such as a matrix of links that are
    also listed, or explains them. A command leaves it out on a terminal.
    """
    new_page: bool = attrs.field(default=False, metadata=unlisted())
    """Whether it begins on a new page, in formats with pages."""
    chart: AnyChart | None = None
    """A picture of what the tables and texts of the document say, for formats that have pictures; None if there is
    none.
    """

    def __attrs_post_init__(self) -> None:
        if self.level not in _LEVELS:
            message = f"The level of the section {self.key!r} must be 1 or 2, not {self.level}."
            raise ValueError(message)


@checked_value(kw_only=True)
class PlanFingerprint:
    """The plan that a document was made from, so that a sheet that comes back is matched with it."""

    plan_id: str
    """The id of the plan."""
    number: str | None = None
    """The number of the Council document; None if the plan has none."""
    sha256: str
    """The SHA-256 digest of the plan, whatever file it is in: 64 digits from 0 to f. It is that of the plan's JSON with
    each cell as an object, without defaults, spaces and characters beyond ASCII, with sorted keys.
    """
    _plan: Any = attrs.field(default=None, init=False, eq=False, repr=False, metadata=unlisted())
    """The plan, until its digest is asked for; None if the digest is known. By its class, a list would import plans."""

    if not TYPE_CHECKING:  # a type checker would take any attribute for known

        def __getattr__(self, name: str) -> str:
            """Return the digest when it is first asked for: then it is an attribute like the others."""
            if name != "sha256" or self._plan is None:
                raise AttributeError(name)
            from empact.serde.digests import plan_digest

            object.__setattr__(self, "sha256", plan_digest(self._plan))
            object.__setattr__(self, "_plan", None)
            return self.sha256


def plan_fingerprint(plan: Plan) -> PlanFingerprint:
    """Return the fingerprint of a plan. Its digest is computed when it is asked for: few formats print it."""
    made = object.__new__(PlanFingerprint)
    for name, content in (("plan_id", plan.id), ("number", plan.cover.number.plain or None), ("_plan", plan)):
        object.__setattr__(made, name, content)
    return made


@checked_value(kw_only=True)
class Document:
    """A document that people read, without a file format.

    :func:`fingerprints` makes the fingerprints of its plans.

    >>> from empact import Action
    >>> from empact.documents import Document, Section, column, table
    >>> actions = [Action(number="1.1"), Action(number="1.2")]
    >>> number = column("number", "#", lambda action: action.number)
    >>> numbers = table([number], actions, key=lambda action: action.number)
    >>> section = Section(key="actions", title="Actions", body=numbers)
    >>> Document(kind="numbers", title="Numbers", name="X-2031", sections=(section,)).sections[0].title
    'Actions'

    Raises:
        TypeError: A part has the wrong type.
        ValueError: Two sections have the same key, or its name cannot be that of a file.
    """

    kind: str
    """The name of the document, as in ``empact export --document KIND``."""
    version: int = 1
    """The version of its sections and columns: higher when one is removed or changes its meaning."""
    title: str
    """The title, in the language of the document."""
    name: str
    """The name of its files, without suffix: ``C-2012-workload``."""
    marking: str | None = None
    """The marking that every page, sheet or file must have, the highest of its plans; None if there is none."""
    properties: FrozenMap[str, Any] = attrs.field(default=FrozenMap[str, Any](), converter=_frozen)
    """Facts about the document as a whole, by name, such as the id of the plan and the date of knowledge."""
    plans: tuple[PlanFingerprint, ...] = ()
    """The plans that it was made from; empty if nothing of it can come back."""
    sections: tuple[Section, ...] = ()
    """The texts and tables, in the order of reading."""
    is_form: bool = attrs.field(default=False, metadata=unlisted())
    """Whether it comes back filled in: a format protects everything but the cells to fill in, if it can."""
    how_to_fill_in: tuple[str, ...] = attrs.field(default=(), metadata=unlisted())
    """The paragraphs of its texts that say how to fill it in. A format whose files do not come back (without
    ``Exporter.forms``) says in their place that it is for reading.
    """
    remarks: tuple[str, ...] = attrs.field(default=(), metadata=unlisted())
    """What only the person who makes the document has to know, a sentence each, such as what its readers may not see.
    The command prints them on the standard error; no format writes them.
    """

    def __attrs_post_init__(self) -> None:
        # No device of Windows has such a name, and a list of a command needs no pattern for it.
        if not (self.name.isascii() and self.name.isidentifier() and _DEVICE < len(self.name) <= _LONGEST_NAME):
            _check_name(self.name)
        for key, property_ in self.properties.items():
            check_text("The key of a property", key)
            _check_value(f"The property {key!r}", property_)
        check_keys("documents", (self.kind,))
        check_keys("sections", (section.key for section in self.sections))

    def section(self, key: str) -> Section:
        """Return the section with this key.

        Raises:
            UnknownIdError: There is no such section.
        """
        check_text("The key", key)
        for section in self.sections:
            if section.key == key:
                return section
        raise UnknownIdError("Section", key, [section.key for section in self.sections])

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of all sections, in order."""
        return tuple(section.body for section in self.sections if isinstance(section.body, Table))

    @property
    def charts(self) -> tuple[AnyChart, ...]:
        """The charts of all sections, in order."""
        return tuple(section.chart for section in self.sections if section.chart is not None)


_DEVICE = 4
"""The letters of the longest name of a device that is a word: ``COM1``."""
_LONGEST_NAME = 200
"""The most bytes of the name of a document: a format adds the key of a section and a suffix."""


def _check_name(name: str) -> None:
    from empact.documents.names import is_file_name

    if not is_file_name(name) or len(name.encode()) > _LONGEST_NAME:
        given = cut_repr(name)
        message = f"Document.name is {given}, which is not the name of a file on every system."
        raise ValueError(f"{message} Write file_stem({given}).")


def _check_value(what: str, value: object) -> None:
    """Raise a TypeError if a value cannot be in a cell, or a ValueError if it is a number that is not finite."""
    items = cast("tuple[object, ...]", value) if isinstance(value, tuple) else (value,)
    for item in items:
        empty = item is None and not isinstance(value, tuple)
        if not (empty or isinstance(item, (str, *_NUMBERS, dt.date, Hyperlink))):
            raise wrong_type(what, _WANTED, item)
        if isinstance(item, bool):
            raise wrong_type(what, _WANTED, item, "a text, such as 'yes' or 'no'")
        if isinstance(item, dt.datetime):
            raise wrong_type(what, _WANTED, item, f"its date: datetime.date({item.year}, {item.month}, {item.day})")
        problem = number_problem(item) if isinstance(item, _NUMBERS) else None
        if problem is not None:
            message = f"{what} {problem}"
            raise ValueError(message)
