"""Anchors: how one part of a plan points at another part of the same plan."""

from __future__ import annotations

import attrs

from empact.model.typed import check_fields
from empact.reprs import short_repr


@attrs.frozen(kw_only=True)
class Anchor:
    """A spot in the words of a plan: ``section 5.2/1``, ``note 8/1/3``, ``covering``, ``6.2/participants/DZ``.

    A typed value that was read from a sentence points at that sentence with it, and a note names what it qualifies.
    ``target`` is ``covering`` (the covering sentence), ``title``, ``subject``, ``section N``, ``note N``, ``SG N`` or
    the number of an action; ``cell`` a column of the action or ``body``/``annex`` of the goal. ``paragraph`` and
    ``sentence`` count from 1 inside that text, list items counting as paragraphs; ``item`` is an item of the cell in
    its own spelling.
    """

    target: str
    cell: str | None = None
    paragraph: int | None = None
    sentence: int | None = None
    item: str | None = None

    __attrs_post_init__ = check_fields
    __repr__ = short_repr

    def __str__(self) -> str:
        parts = [self.target, self.cell, self.paragraph, self.sentence, self.item]
        return "/".join(str(part) for part in parts if part is not None)
