"""Statements: sentences that are derived, each with what it rests on."""

from __future__ import annotations

import attrs

from empact.diagnostics import Pointer
from empact.model import Anchor
from empact.reprs import short_repr


@attrs.frozen(kw_only=True)
class Statement:
    """A sentence, and the entries of the ledger, the sentences of the plan and the cells of the plan it rests on.

    ``records`` are ids of entries, ``stated`` anchors of sentences, ``at`` pointers to values; ``source`` names what
    else it rests on: a fact about the EU, or that the plan or the ledger has nothing. A statement rests on at least
    one of them.
    """

    text: str
    entries: tuple[str, ...] = ()
    stated: tuple[Anchor, ...] = ()
    at: tuple[Pointer, ...] = ()
    source: str | None = None

    __repr__ = short_repr

    def __str__(self) -> str:
        return self.text

    @property
    def traces(self) -> tuple[str, ...]:
        """What the sentence rests on, as text: ids, anchors, pointers, a source."""
        outside = () if self.source is None else (self.source,)
        return (*self.entries, *map(str, self.stated), *self.at, *outside)
