"""Cells: the content of one place of the plan, as written (``text``) and as meant (``items``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Generic, TypeVar

from empact.model.anchors import Anchor
from empact.model.emphasis import Emphasis
from empact.model.typed import checked_value
from empact.reprs import call_repr, cut_repr

T_co = TypeVar("T_co", covariant=True)

_SHOWN = 100
"""The most characters of a text in the representation of its cell."""
_ITEM = re.compile(r"\n(?=- )")
_NOTE_MARK = re.compile(r"\[\^([^\[\]\s]+)\]")
"""A note mark. The only pattern for it: other modules use ``plain`` and ``marks`` of a text or a cell."""


@checked_value(kw_only=True)
class Unparsed:
    """Words of a cell that are not in the notation. They are kept as they are, and a rule reports them."""

    text: str
    """The words of the cell as written, without a meaning."""

    def __str__(self) -> str:
        return self.text


def _cell_parts(cell: Prose | Cell[Any]) -> Iterator[str]:
    """What a short representation says of a cell: its text, how many items are unparsed, and whether it is withheld."""
    if str(cell):
        yield cut_repr(str(cell), _SHOWN)
    if cell.emphasis:
        yield f"emphasis={len(cell.emphasis)}"
    if isinstance(cell, Cell) and cell.unparsed:
        yield f"unparsed={len(cell.unparsed)}"
    if cell.withheld:
        yield "withheld=True"


@checked_value(kw_only=True)
class Prose:
    """A text without items: paragraphs with a blank line between them, list items and note marks.

    Withheld is a third state beside present and empty ("NOT DECLASSIFIED").

    >>> from empact.model import Prose
    >>> Prose(text="See note 7[^7].").plain, Prose(text="See note 7[^7].").marks
    ('See note 7.', ('7',))
    """

    text: str | None = None
    """The text: a blank line separates paragraphs, ``[^7]`` marks note 7. None if the cell is empty."""
    emphasis: tuple[Emphasis, ...] = ()
    """The words of the text that are set apart in print, such as ``[{words: to be confirmed, style: bold}]``. They mean
    what they would mean without it.
    """
    withheld: bool = False
    """Whether the source has the text but the reader may not see it ("NOT DECLASSIFIED"). In a file, ``true``."""

    def __repr__(self) -> str:
        return call_repr(self, _cell_parts(self), whole=self.text is None and not self.emphasis)

    def __str__(self) -> str:
        return self.text or ""

    def __bool__(self) -> bool:
        return bool(self.text) or self.withheld

    @property
    def plain(self) -> str:
        """The text without note marks; line breaks stay."""
        return _NOTE_MARK.sub("", str(self))

    @property
    def marks(self) -> tuple[str, ...]:
        """The note marks in the text, in order, each once: ``7`` for ``[^7]``."""
        return tuple(dict.fromkeys(_NOTE_MARK.findall(str(self))))

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs of the text; each list item is a paragraph."""
        blocks = (self.text or "").split("\n\n")
        pieces = (piece for block in blocks for piece in _ITEM.split(block))
        return tuple(" ".join(piece.split("\n")).strip() for piece in pieces if piece.strip())


@checked_value(kw_only=True)
class Cell(Generic[T_co]):
    """A cell of the plan: ``text`` is what is printed, ``items`` is what is meant.

    >>> import empact
    >>> plan = empact.load("oap-c-2012")
    >>> leaders = plan.action("2.2").leaders
    >>> leaders.text, [item.party for item in leaders], leaders.unparsed
    ('HU, AT and Frontex', ['HU', 'AT', 'Frontex'], ())
    """

    text: str | None = None
    """The cell as printed. If it is None, the cell prints its items, joined by commas."""
    emphasis: tuple[Emphasis, ...] = ()
    """The words of the cell that are set apart in print, such as ``[{words: to be confirmed, style: bold}]``. They mean
    what they would mean without it.
    """
    items: tuple[T_co | Unparsed, ...] = ()
    """What the cell means, in order. Words that are not understood are unparsed items."""
    stated: Anchor | None = None
    """The sentence elsewhere in the plan from which the items were read, such as ``section 5.2/1/1``; such a cell has
    no text.
    """
    withheld: bool = False
    """Whether the source has content here that the reader may not see ("NOT DECLASSIFIED"). In a file, ``true``."""

    def __repr__(self) -> str:
        whole = (self.text, self.emphasis, self.items, self.stated) == (None, (), (), None)
        return call_repr(self, _cell_parts(self), whole=whole)

    def __iter__(self) -> Iterator[T_co | Unparsed]:
        return iter(self.items)

    def __contains__(self, item: object) -> bool:
        if isinstance(item, str):  # False would be a lie: "Hungary" is HU
            raise TypeError(
                f"The items of a {type(self).__name__} keep the spelling of the plan, so no text is found in them. "
                "For the parties of an action use empact.analysis.assignments(plan, register).of_action('2.1'); "
                "for the printed text, str(cell)."
            )
        return item in self.items

    def __len__(self) -> int:
        return len(self.items)

    def __bool__(self) -> bool:
        return bool(self.text) or bool(self.items) or self.withheld

    def __str__(self) -> str:
        return ", ".join(map(str, self.items)) if self.text is None else self.text

    @property
    def plain(self) -> str:
        """The printed cell without note marks."""
        return _NOTE_MARK.sub("", str(self))

    @property
    def understood(self) -> tuple[T_co, ...]:
        """The items without the words that are not in the notation."""
        return tuple(item for item in self.items if not isinstance(item, Unparsed))

    @property
    def unparsed(self) -> tuple[Unparsed, ...]:
        """The words of the cell that are not in the notation."""
        return tuple(item for item in self.items if isinstance(item, Unparsed))
