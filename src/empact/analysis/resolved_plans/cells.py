"""Cells in fields: what every cell has, regardless of its content."""

from __future__ import annotations

from typing import Any

from empact.diagnostics import Pointer
from empact.model import Cell, Prose, Unparsed
from empact.values import value


@value(kw_only=True)
class CellText:
    """A cell as printed."""

    text: str
    """The printed words; empty if there are none. A blank line separates paragraphs, ``[^7]`` marks note 7."""
    withheld: bool
    """Whether the source has content here that the reader may not see ("NOT DECLASSIFIED")."""


@value(kw_only=True)
class CellItems(CellText):
    """A cell as printed, with its items in words."""

    items: tuple[str, ...]
    """The words of each item, such as ``COSI`` or ``17793/2/11 REV 2``; those that are not understood are among them.
    """


@value(kw_only=True)
class UnparsedWords:
    """Words of a cell that are not understood."""

    at: Pointer
    """The pointer of the words."""
    text: str
    """The words, as written."""


@value(kw_only=True)
class ResolvedCell(CellText):
    """A cell as printed, with the words in it that are not understood."""

    stated: str | None = None
    """The sentence elsewhere in the plan that the items were read from, such as ``section 5.2/1/1``. None if they are
    from the cell itself.
    """
    unparsed: tuple[UnparsedWords, ...]
    """The words that are not understood, in order: nothing else says what they mean."""


def cell_text(cell: Prose) -> CellText:
    """Return a text as printed."""
    return CellText(text=str(cell), withheld=cell.withheld)


def cell_items(cell: Cell[Any]) -> CellItems:
    """Return a cell as printed, with its items in words."""
    return CellItems(text=str(cell), withheld=cell.withheld, items=tuple(map(str, cell.items)))


def of_cell(cell: Cell[Any], at: Pointer) -> dict[str, Any]:
    """Return the arguments that every :class:`ResolvedCell` has.

    Args:
        cell: The cell of the plan.
        at: The pointer of the cell.
    """
    return {
        "text": str(cell),
        "withheld": cell.withheld,
        "stated": None if cell.stated is None else str(cell.stated),
        "unparsed": tuple(
            UnparsedWords(at=at / "items" / index, text=item.text)
            for index, item in enumerate(cell.items)
            if isinstance(item, Unparsed)
        ),
    }
