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

    ``stated`` is the anchor of its sentence in the plan, ``text`` its words where the plan has no such sentence.
    ``subjects`` are the parties or things that it names, ``number`` how many of them are needed: "at least 2 third
    countries (out of DZ, TN, LY, EG)" has four subjects and the number 2 (action 6.2).
    """

    text: str | None = None
    kind: ConditionKind | None = None
    subjects: tuple[str, ...] = ()
    number: int | None = None
    stated: Anchor | None = None

    def __str__(self) -> str:
        return self.text or (str(self.stated) if self.stated else "")
