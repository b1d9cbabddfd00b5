"""What a part in an action depends on: that it is confirmed, its condition, and those of the action."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from empact.analysis.involvement.assignments import PartyAssignment
from empact.analysis.sentences import words_at
from empact.analysis.taskings.tasks import Certainty
from empact.errors import UnknownIdError
from empact.grammar.prose import bare_line
from empact.model import Action, Anchor, Condition, Note, Plan

_TO_BE_CONFIRMED = "to be confirmed"


def is_doubtful(item: PartyAssignment) -> bool:
    """Whether an item is to be confirmed, or applies only under a condition."""
    return item.item.tentative or item.item.condition is not None


def certainty_of(action: Action, items: Sequence[PartyAssignment]) -> Certainty:
    """Return how certain a part is; of several items that give it, one without doubt is enough."""
    if action.tentative:
        return Certainty.TENTATIVE
    doubts = [item.item for item in items if is_doubtful(item)]
    if len(doubts) < len(items):
        return Certainty.CERTAIN
    return Certainty.TENTATIVE if any(doubt.tentative for doubt in doubts) else Certainty.CONDITIONAL


class Conditions:
    """The conditions of the actions of a plan, in its own words."""

    def __init__(self, plan: Plan, notes: Mapping[int, Sequence[Note]]) -> None:
        self._plan, self._notes = plan, notes

    def of(self, position: int, items: Iterable[PartyAssignment]) -> tuple[str, ...]:
        """Return what a part and its action depend on, in the words of the plan, each once."""
        action = self._plan.actions[position]
        phrases = [words for item in items for words in self._doubts(position, item)]
        phrases += [
            self._quoted(reservation.stated).strip("(). ")
            for reservation in action.reservations
            if reservation.stated is not None
        ]
        phrases += map(self.words, action.conditions)
        kept: list[str] = []
        for words in dict.fromkeys(phrases):
            if words and not any(words in other for other in kept):
                kept.append(words)
        return tuple(kept)

    def _doubts(self, position: int, item: PartyAssignment) -> Iterator[str]:
        """Yield why a role is to be confirmed, or its condition."""
        if item.item.tentative:
            reason = item.item.reason
            yield f"{_TO_BE_CONFIRMED}: {reason}" if reason else self._qualified(position, item) or _TO_BE_CONFIRMED
        if item.item.condition is not None:
            yield self.words(item.item.condition)

    def _qualified(self, position: int, item: PartyAssignment) -> str | None:
        """Return the notes that qualify exactly this item: 6.2/participants/LY."""
        part, cell = self._plan.actions[position].number, item.cell
        wanted = Anchor(part=part, cell=cell, item=item.name)
        return " ".join(note.text.plain for note in self._notes[position] if wanted in note.qualifies) or None

    def words(self, condition: Condition) -> str:
        """Return the words of a condition: its own, or the sentence that states it."""
        if condition.text is not None or condition.stated is None:
            return str(condition)
        return self._quoted(condition.stated)

    def _quoted(self, anchor: Anchor) -> str:
        try:
            return bare_line(words_at(self._plan, anchor))
        except UnknownIdError:
            return str(anchor)
