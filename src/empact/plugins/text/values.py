"""Formats the values of a document as text, with control characters as escapes."""

from __future__ import annotations

from empact.documents import Hyperlink, TableCell, Value, Words
from empact.hooks import printable

_BLANK = "\0" * 6
"""The space for an answer, as a word that is not wrapped: the text of a document has no control characters."""
_LISTED = 6
"""The items of a list that a terminal shows, if there are at least two more."""


def clean(text: str) -> str:
    """Escape control characters; a tab becomes a space."""
    return printable(text).replace("\t", " ")


def one_line(text: str) -> str:
    """Return a text in one line, with control characters as escapes."""
    return " ".join(printable(text).split())


def format_cell(cell: TableCell, cut: Words | None = None) -> str:
    """Format a cell; one to fill in has brackets, and the allowed answers behind them.

    Args:
        cell: The cell.
        cut: The language in which a long list ends with the number of the items left out; None leaves out none.
    """
    value = cell.value
    if cut is not None and isinstance(value, tuple) and len(value) > _LISTED + 1:
        more = cut("{items} and {number} more", items=format_value(value[:_LISTED]), number=len(value) - _LISTED)
        return clean(more)
    text = clean(format_value(value))
    if cell.fill_in is None:
        return text
    options = f" ({', '.join(map(one_line, cell.fill_in.options))})" if cell.fill_in.options else ""
    return f"[{text or _BLANK}]{options}"


def format_value(value: Value) -> str:
    """Format the value of a cell or of a property; an empty one is an empty text."""
    if isinstance(value, tuple):
        return "; ".join(map(format_value, value))
    if isinstance(value, Hyperlink):
        return value.plain
    return "" if value is None else str(value)
