"""Tables whose columns name their values: a column has its key, its title, and the function that gets its value.

Each value is written beside the title that it stands under, not in a list that has to be in the order of the columns;
and a column that only some tables have is left out in one place. The functions see what a row is about, so a type
checker finds a column that belongs to a table about something else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

import attrs

from empact.arguments import as_items, check_text, check_type, wrong_type
from empact.documents.keys import unique_keys
from empact.documents.language import Words
from empact.documents.values import Column, ColumnType, Row, Table, TableCell, Value
from empact.model import FrozenMap
from empact.values import value

T = TypeVar("T")
_NO_SECTIONS = FrozenMap[str, str]()


@value
class ColumnOf(Generic[T]):
    """A column of a table about things of one kind, such as actions. :func:`column` makes it."""

    column: Column
    """The key, the title and the type of the values."""
    get: Callable[[T], Value | TableCell]
    """Returns the value, or the cell, in the row about a thing."""

    def __attrs_post_init__(self) -> None:
        check_type("ColumnOf.column", "a Column", Column, self.column)
        what = f"The get of the column {self.column.key!r}"
        _check_function(what, self.get, f"lambda thing: thing.{self.column.key}")

    def cell(self, thing: T) -> TableCell:
        """Return the cell in the row about a thing.

        Raises:
            TypeError: The value cannot be in a cell.
            ValueError: It is a number that is not finite.
        """
        value = self.get(thing)
        if isinstance(value, TableCell):
            return value
        try:
            return TableCell(value)
        except (TypeError, ValueError) as problem:
            message = f"{problem} It is in the column {self.column.key!r}."
            raise type(problem)(message) from None


def column(  # noqa: PLR0913 - each is a part of a column
    key: str,
    title: str,
    get: Callable[[T], Value | TableCell],
    *,
    type: ColumnType = ColumnType.TEXT,  # noqa: A002 - the name of the field of Column
    width: int | None = None,
    refers_to: tuple[str, ...] = (),
    sections: Mapping[str, str] = _NO_SECTIONS,
) -> ColumnOf[T]:
    """Return a column that names its values, for :func:`table`.

    >>> column("number", "#", lambda action: action.number, width=6).column
    Column(key='number', title='#', width=6)

    Args:
        key: The name of the column for programs; no two columns of a table have the same.
        title: The heading.
        get: Returns the value from what a row is about: None for an empty cell, or a :class:`TableCell` for one with
            notes or to fill in.
        type: The type of the values.
        width: A suitable width in characters; None if the writer is to decide.
        refers_to: The keys of the sections whose rows the values name, as in :class:`Column`.
        sections: The key of the section that a value stands for, by the value, as in :class:`Column`.

    Raises:
        TypeError: An argument has the wrong type.
    """
    about = Column(key=key, title=title, type=type, width=width, refers_to=refers_to, sections=sections)
    return ColumnOf(about, get)


def table(
    columns: Iterable[ColumnOf[T]],
    things: Iterable[T],
    *,
    key: Callable[[T], str],
    ref: Callable[[T], str | None] | None = None,
    words: Words | None = None,
) -> Table:
    """Return a table with a row for each thing: an action, an entry of the ledger.

    >>> from empact import Action
    >>> from empact.documents import column, table
    >>> number = column("number", "#", lambda action: action.number)
    >>> table([number], [Action(number="1.1"), Action(number="1.2")], key=lambda action: action.number).rows[1].key
    '1.2'

    Args:
        columns: The columns, made with :func:`column`.
        things: What the rows are about, in their order.
        key: Returns the key of a row, which stays the same when others are added; keys that repeat are numbered.
        ref: Returns what a row is about and in which version, as :func:`action_refs` has it; None if there is none.
        words: Translates the titles of the columns, but not their keys; without it, titles stay as they are.

    Raises:
        TypeError: A column, a key, a value or another argument has the wrong type.
        ValueError: Two columns have the same key.
    """
    listed: tuple[ColumnOf[T], ...] = as_items("The columns of a table", "what column() returns", columns)
    for each in listed:
        check_type("A column of a table", "what column() returns", ColumnOf, each, _write_column)
    _check_function("The key of a table", key, "lambda thing: thing.number")
    if ref is not None:
        _check_function("The ref of a table", ref, "lambda thing: refs[thing.position]")
    if words is not None:
        check_type("The words of a table", "what words_in() returns", Words, words)
    about: tuple[T, ...] = as_items("The things of a table", "several values", things)
    keys = [key(thing) for thing in about]
    for row_key in keys:
        check_text("The key of a row", row_key)
    rows = (
        Row(row_key, tuple(each.cell(thing) for each in listed), None if ref is None else ref(thing))
        for row_key, thing in zip(unique_keys(keys), about, strict=True)
    )
    return Table(tuple(_translated(each.column, words) for each in listed), tuple(rows))


def _translated(untranslated: Column, words: Words | None) -> Column:
    return untranslated if words is None else attrs.evolve(untranslated, title=words(untranslated.title))


def _check_function(what: str, get: object, write: str) -> None:
    if not callable(get):
        raise wrong_type(what, "a function", get, write)


def _write_column(given: object) -> str | None:
    """Return how to write a column that has no function yet."""
    return f"column({given.key!r}, {given.title!r}, get)" if isinstance(given, Column) else None
