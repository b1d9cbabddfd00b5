"""Reasons: explain a derived value, step by step."""

from __future__ import annotations

from empact.diagnostics import Pointer
from empact.values import value


@value
class Reason:
    """One step of a derivation: the cell it starts from, a rule, or a fact with its source and confidence.

    ``at`` points at the text of the plan that the step rests on, if any.
    """

    text: str
    at: Pointer | None = None
    source: str | None = None
    confidence: str | None = None

    def __str__(self) -> str:
        if self.source is None:
            return self.text
        confidence = "" if self.confidence is None else f", {self.confidence}"
        return f"{self.text} ({self.source}{confidence})"
