"""Anchors: references from one part of a plan to a text in the same plan."""

from __future__ import annotations

from empact.model.typed import checked_value


@checked_value(kw_only=True)
class Anchor:
    """A place in the text of a plan: ``section 5.2/1``, ``note 8/1/3``, ``covering``, ``6.2/participants/DZ``.

    A typed value has an anchor to the sentence that states it, and a note has anchors to what it qualifies.
    """

    part: str
    """The text: ``covering`` (the covering sentence), ``title``, ``subject``, ``section 5.2``, ``note 8``, ``SG 1`` or
    the number of an action.
    """
    cell: str | None = None
    """The column of the action, such as ``participants``, or ``body`` or ``annex`` of a goal. None for the whole part.
    """
    paragraph: int | None = None
    """The paragraph of that text, counted from 1; each item of a list counts as one. None for the whole text."""
    sentence: int | None = None
    """The sentence of the paragraph, counted from 1. None for the whole paragraph."""
    item: str | None = None
    """One item of the cell, as it is spelt there, such as ``DZ``. None if no item is meant."""

    def __str__(self) -> str:
        parts = [self.part, self.cell, self.paragraph, self.sentence, self.item]
        return "/".join(str(part) for part in parts if part is not None)
