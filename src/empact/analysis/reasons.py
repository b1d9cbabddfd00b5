"""Reasons: explain a derived value, step by step."""

from __future__ import annotations

from empact.diagnostics import Pointer
from empact.values import value


@value
class Reason:
    """One step of a derivation: the cell it starts from, a rule, or a fact with its source and confidence."""

    text: str
    """The step in words, such as "All MS are the 27 member states"."""
    at: Pointer | None = None
    """The pointer of the text of the plan that the step is based on; None if there is none."""
    source: str | None = None
    """The source of a fact, such as a document of the Council; None for a cell or a rule."""
    confidence: str | None = None
    """How far the fact was checked, such as ``stated`` or ``read``; None for a cell or a rule."""

    def __str__(self) -> str:
        if self.source is None:
            return self.text
        confidence = "" if self.confidence is None else f", {self.confidence}"
        return f"{self.text} ({self.source}{confidence})"
