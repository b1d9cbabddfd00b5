"""Evidence: the entries of a plan's ledger, looked up by whom they are about and by what they answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property

import attrs

from empact.analysis.involvement.meant import meant
from empact.model import EntryKind, Ledger, Plan, Record, Reply
from empact.reference import Register

_ANSWERS = {EntryKind.ANSWER, EntryKind.ACCOUNT}
_OF_ONESELF = _ANSWERS | {EntryKind.COMMITMENT}
"""What whoever says it says of itself, where the entry names nobody else."""


@attrs.frozen
class Evidence:
    """A ledger with an index over it, made once: no look-up reads the whole ledger again.

    A copy of an entry counts once, and an entry that a correction names counts for nothing.
    """

    plan: Plan
    ledger: Ledger
    register: Register

    def until(self, day: dt.date) -> Evidence:
        """What was known at the end of a day."""
        return attrs.evolve(self, ledger=self.ledger.until(day))

    @cached_property
    def corrections(self) -> dict[str, Record]:
        """The corrections that hold, by the ids of the entries that they take back.

        One that a later one takes back has no effect. Decisions are taken back by decisions, and by nothing else.
        """
        decisions = {one.id for one in self.ledger.of(EntryKind.DECISION)}
        found: dict[str, Record] = {}
        for record in reversed(self.ledger.of(EntryKind.CORRECTION)):
            if record.id not in found:
                found |= dict.fromkeys(set(record.entry.replies_to) - decisions, record)
        return found

    @cached_property
    def standing(self) -> tuple[Record, ...]:
        """The entries that count: each once, and none that was corrected."""
        unique: dict[str, Record] = {}
        for record in self.ledger:
            unique.setdefault(record.digest, record)
        return tuple(record for record in unique.values() if record.id not in self.corrections)

    def parties(self, record: Record) -> tuple[str, ...]:
        """Whom an entry is about, by their codes: its parties, else whoever makes a commitment or gives an answer."""
        entry = record.entry
        cell = entry.parties or (entry.by if entry.kind in _OF_ONESELF else entry.parties)
        return meant(cell, entry.on, self.register)

    def by(self, record: Record) -> tuple[str, ...]:
        """Who says or does what an entry records, by their codes."""
        return meant(record.entry.by, record.entry.on, self.register)

    @cached_property
    def _about(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for record in self.standing:
            for code in self.parties(record):
                found.setdefault(code, []).append(record)
        return found

    @cached_property
    def _replies(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for record in self.standing:
            for id in dict.fromkeys(record.entry.replies_to):
                found.setdefault(id, []).append(record)
        return found

    def about(self, code: str, *kinds: EntryKind) -> tuple[Record, ...]:
        """The entries of these kinds, or of any, that are about a party."""
        return tuple(one for one in self._about.get(code, ()) if not kinds or one.entry.kind in kinds)

    def corrected(self, code: str) -> Iterator[tuple[Record, Record]]:
        """The entries about a party that count for nothing, each with the correction that says so."""
        for record in self.ledger:
            if record.id in self.corrections and code in self.parties(record):
                yield record, self.corrections[record.id]

    def answers(self, record: Record, code: str) -> tuple[Record, ...]:
        """The answers and accounts that a party gives, or that are given for it, to an entry.

        One that names nobody is taken for everybody whom the entry is about.
        """
        replies = [one for one in self._replies.get(record.id, ()) if one.entry.kind in _ANSWERS]
        return tuple(one for one in replies if code in (told := self.parties(one)) or not told)

    def met(
        self, record: Record, code: str, since: dt.date = dt.date.min, until: dt.date = dt.date.max
    ) -> Record | None:
        """The answer, of a day between two, with which all that an entry asks of a party, or promises, was done.

        Where an entry is for several actions, an answer for some of them leaves the others open.
        """
        left = {ref.action for ref in record.entry.actions}
        for one in self.answers(record, code):
            if one.entry.reply is Reply.MET and since <= one.entry.on <= until:
                left -= {ref.action for ref in one.entry.actions} or left
                if not left:
                    return one
        return None

    def success(self, record: Record, code: str, until: dt.date = dt.date.max) -> tuple[Record, ...]:
        """The answers by which an exhortation of a party had success by a day; none where anything of it is open.

        They answer the exhortation itself, or each commitment of the party that it names, and are no older than it.
        """
        said = self.met(record, code, until=until)
        if said is not None:
            return (said,)
        commitments = self.about(code, EntryKind.COMMITMENT) if record.entry.replies_to else ()
        mine = {one.id: one for one in commitments}
        named = [mine[id] for id in record.entry.replies_to if id in mine]
        met = [self.met(commitment, code, record.entry.on, until) for commitment in named]
        return tuple(dict.fromkeys(one for one in met if one is not None)) if all(met) else ()

    def exhortations(self, code: str) -> tuple[Record, ...]:
        """The exhortations of a party by the Driver."""
        return tuple(one for one in self.about(code, EntryKind.EXHORTATION) if self.by_driver(one))

    def in_vain(self, code: str, as_of: dt.date) -> tuple[Record, ...]:
        """The exhortations of a party by the Driver, up to a day, that had no success by then.

        One that gives time until that day or a later one is not among them, unless the party has declined.
        """
        return tuple(
            one
            for one in self.exhortations(code)
            if one.entry.on <= as_of
            and not self.success(one, code, as_of)
            and (one.entry.due is None or one.entry.due < as_of or self._declined(one, code, as_of))
        )

    def _declined(self, record: Record, code: str, as_of: dt.date) -> bool:
        answers = (one.entry for one in self.answers(record, code))
        return any(one.reply is Reply.DECLINED and one.on <= as_of for one in answers)

    def by_driver(self, record: Record) -> bool:
        """Whether the Driver of the plan, or a co-driver, says or does what an entry records."""
        on = record.entry.on
        cells = (self.plan.driver, self.plan.co_drivers)
        drivers = {code for cell in cells for code in meant(cell, on, self.register)}
        return not drivers.isdisjoint(self.by(record))
