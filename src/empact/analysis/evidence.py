"""Evidence: the entries of a plan's ledger, looked up by whom they are about and by what they answer."""

from __future__ import annotations

from functools import cached_property

import attrs

from empact.analysis.meant import meant
from empact.model import EntryKind, Ledger, Plan, Record
from empact.reference import Register

_ANSWERS = {EntryKind.ANSWER, EntryKind.ACCOUNT}
_OF_ONESELF = _ANSWERS | {EntryKind.COMMITMENT}
"""What whoever says it says of itself, where the entry names nobody else."""


@attrs.frozen
class Evidence:
    """A ledger with an index over it, made once: no look-up reads the whole ledger again."""

    plan: Plan
    ledger: Ledger
    register: Register

    def parties(self, record: Record) -> tuple[str, ...]:
        """Whom an entry is about, by their codes: its parties, else whoever makes a commitment or gives an answer."""
        entry = record.entry
        cell = entry.parties or (entry.by if entry.kind in _OF_ONESELF else entry.parties)
        return meant(cell, entry.on, self.register)

    @cached_property
    def _about(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for record in self.ledger:
            for code in self.parties(record):
                found.setdefault(code, []).append(record)
        return found

    @cached_property
    def _replies(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for record in self.ledger:
            for id in dict.fromkeys(record.entry.replies_to):
                found.setdefault(id, []).append(record)
        return found

    def about(self, code: str, *kinds: EntryKind) -> tuple[Record, ...]:
        """The entries of these kinds, or of any, that are about a party."""
        return tuple(one for one in self._about.get(code, ()) if not kinds or one.entry.kind in kinds)

    def answers(self, record: Record, code: str) -> tuple[Record, ...]:
        """The answers and accounts that a party gives, or that are given for it, to an entry.

        One that names nobody is taken for everybody whom the entry is about.
        """
        replies = [one for one in self._replies.get(record.id, ()) if one.entry.kind in _ANSWERS]
        return tuple(one for one in replies if code in (told := self.parties(one)) or not told)

    def exhortations(self, code: str) -> tuple[Record, ...]:
        """The exhortations of a party by the Driver; one that names nobody as its author counts as the Driver's."""
        found = self.about(code, EntryKind.EXHORTATION)
        return tuple(one for one in found if not one.entry.by or self.by_driver(one))

    def by_driver(self, record: Record) -> bool:
        """Whether the Driver of the plan, or a co-driver, says or does what an entry records."""
        on = record.entry.on
        cells = (self.plan.driver, self.plan.co_drivers)
        drivers = {code for cell in cells for code in meant(cell, on, self.register)}
        return not drivers.isdisjoint(meant(record.entry.by, on, self.register))
