"""Find the names of a party in the prose of actions: a route through a state is no part for the state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from empact.analysis.abbreviations import means_another
from empact.analysis.positions import walk_actions
from empact.analysis.reasons import Reason
from empact.diagnostics import Pointer
from empact.model import Note, Party, Plan
from empact.reference import Register

_CELLS = {"activity": "activity", "description": "description", "timing": "timing", "target": "target", "kpis": "KPIs"}
"""The columns that contain prose, with the word for each."""
_LONGEST_CODE = 4


def action_notes(plan: Plan) -> dict[int, tuple[Note, ...]]:
    """Return the notes on each action by its position: those whose mark is in a cell, and those that qualify it."""
    by_mark: dict[str, Note] = {}
    by_action: dict[str, list[Note]] = {}
    for note in plan.notes:
        by_mark.setdefault(note.mark, note)
        for anchor in note.qualifies:
            by_action.setdefault(anchor.part, []).append(note)
    by_position: dict[int, tuple[Note, ...]] = {}
    for position, _, action in walk_actions(plan):
        cells = (action.leaders, action.participants, action.links, *(getattr(action, name) for name in _CELLS))
        marks = {mark for cell in cells for mark in _NOTE_MARK.findall(str(cell))}
        notes = {id(note): note for note in (*map(by_mark.get, marks), *by_action.get(action.number, ())) if note}
        by_position[position] = tuple(note for note in plan.notes if id(note) in notes)
    return by_position


_NOTE_MARK = re.compile(r"\[\^([^\[\]\s]+)\]")


class NamedInProse:
    """The places of the prose of each action that name a party: activity, description, timing, target, KPIs, notes."""

    def __init__(self, plan: Plan, register: Register, notes: Mapping[int, Sequence[Note]]) -> None:
        self._register = register
        notes_at = {id(note): Pointer("/notes") / index for index, note in enumerate(plan.notes)}
        # Codes are written in capitals, so the texts are kept as they are; each is searched once for each party asked.
        self._texts = [
            (position, Reason(f"the {word} of {plan.id}:{action.number}", at=at / cell), getattr(action, cell).plain)
            for position, at, action in walk_actions(plan)
            for cell, word in _CELLS.items()
        ]
        self._texts += [
            (
                position,
                Reason(f"note {note.mark} on {plan.id}:{plan.actions[position].number}", at=notes_at[id(note)]),
                str(note.text),
            )
            for position, those in notes.items()
            for note in those
        ]

    def of(self, party: Party) -> dict[int, tuple[Reason, ...]]:
        """Return the places that name a party, by the position of the action."""
        names = self._names(party)
        by_position: dict[int, tuple[Reason, ...]] = {}
        for position, where, text in self._texts:
            found_names = (name for name in names.finditer(text) if not means_another(name[0], text, *name.span()))
            name = next(found_names, None)
            if name is not None:
                reason = Reason(f"{where.text} names {name[0]!r}", at=where.at)
                by_position[position] = (*by_position.get(position, ()), reason)
        return by_position

    def _names(self, party: Party) -> re.Pattern[str]:
        """Return a pattern for the names of a party, as complete words.

        A code has its capital letters, and a name at least the first: "Commission" is a party, "commission" is not.
        """
        spellings = (party.code, party.name, *(name.text for name in party.names), *filter(None, (party.iso,)))
        words = [word for word in dict.fromkeys(spellings) if not self._register.meanings(word)]
        return re.compile(rf"(?<!\w)(?:{'|'.join(_patterns(words))})(?!\w)")


def _patterns(words: Sequence[str]) -> Iterator[str]:
    for word in sorted(words, key=len, reverse=True):
        if len(word) <= _LONGEST_CODE and word.isupper():
            yield re.escape(word)
        else:
            yield f"{re.escape(word[0])}(?i:{re.escape(word[1:])})"
