"""Statements: derived sentences with their sources."""

from __future__ import annotations

from empact.diagnostics import Pointer
from empact.model import Anchor
from empact.values import value


@value(kw_only=True)
class Statement:
    """A derived sentence with its sources, at least one of any kind.

    - ``text``: The sentence.
    - ``entries``: Ids of entries of the ledger.
    - ``stated``: Anchors of sentences of the plan.
    - ``at``: Pointers to values of the plan.
    - ``source``: Any other source: a fact about the EU, or the plan or ledger that lacks something.
    """

    text: str
    entries: tuple[str, ...] = ()
    stated: tuple[Anchor, ...] = ()
    at: tuple[Pointer, ...] = ()
    source: str | None = None

    def __str__(self) -> str:
        return self.text

    @property
    def traces(self) -> tuple[str, ...]:
        """All sources as text: ids, anchors, pointers, and the other source."""
        outside = () if self.source is None else (self.source,)
        return (*self.entries, *map(str, self.stated), *self.at, *outside)
