"""Conditions of an action, a party, a milestone or a note."""

from __future__ import annotations

import enum

from empact.model.anchors import Anchor
from empact.model.typed import checked_value


class ConditionKind(enum.Enum):
    """The kind of condition."""

    QUORUM = "quorum"
    LEGAL = "legal"
    CONSENT = "consent"
    FUNDING = "funding"
    PLACE = "place"
    EVENT = "event"
    INPUT = "input"


@checked_value(kw_only=True)
class Condition:
    """A condition on an action, a party, a milestone or a note.

    "At least 2 third countries (out of DZ, TN, LY, EG)" has four subjects and the number 2 (action 6.2).
    """

    text: str | None = None
    """The words of the condition. None if ``stated`` names a sentence of the plan instead."""
    kind: ConditionKind | None = None
    """The kind of condition, such as ``quorum`` or ``consent``. None if it is not known."""
    subjects: tuple[str, ...] = ()
    """The parties or things that the condition names, such as ``[DZ, TN, LY, EG]``."""
    number: int | None = None
    """How many of the subjects are needed, such as 2 of 4 third countries. None if the condition has no number."""
    stated: Anchor | None = None
    """The sentence of the condition, such as ``6.2/timing/2/1``. None if the plan has no such sentence."""

    def __str__(self) -> str:
        return self.text or (str(self.stated) if self.stated else "")
