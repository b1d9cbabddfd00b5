"""Anchors: references from one part of a plan to a text in the same plan."""

from __future__ import annotations

from empact.model.typed import checked_value


@checked_value(kw_only=True)
class Anchor:
    """A place in the text of a plan: ``section 5.2/1``, ``note 8/1/3``, ``covering``, ``6.2/participants/DZ``.

    A typed value has an anchor to the sentence that states it, and a note has anchors to what it qualifies.

    Args:
        part: ``covering`` (the covering sentence), ``title``, ``subject``, ``section N``, ``note N``, ``SG N`` or
            the number of an action.
        cell: A column of the action, or ``body`` or ``annex`` of the goal.
        paragraph: A paragraph of that text, counted from 1. List items count as paragraphs.
        sentence: A sentence of that paragraph, counted from 1.
        item: An item of the cell, as it is spelt there.
    """

    part: str
    cell: str | None = None
    paragraph: int | None = None
    sentence: int | None = None
    item: str | None = None

    def __str__(self) -> str:
        parts = [self.part, self.cell, self.paragraph, self.sentence, self.item]
        return "/".join(str(one) for one in parts if one is not None)
