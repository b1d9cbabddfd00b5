"""Evidence: the entries of a plan's ledger, looked up by whom they are about and by what they answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property

import attrs

from empact.analysis.evidence.correcting import corrections
from empact.analysis.involvement.absences import Absence, absences
from empact.analysis.involvement.resolved import meant
from empact.model import EntryKind, Ledger, LedgerEntry, Plan, Reply
from empact.reference import Register
from empact.reprs import short_repr


@attrs.frozen
class Evidence:
    """A ledger with an index over it, made once: no look-up reads the whole ledger again.

    A copy of an entry counts once, and an entry that a correction names counts for nothing.
    """

    plan: Plan
    ledger: Ledger
    register: Register

    __repr__ = short_repr

    def until(self, day: dt.date) -> Evidence:
        """What was known at the end of a day."""
        return attrs.evolve(self, ledger=self.ledger.until(day))

    @cached_property
    def corrections(self) -> dict[str, tuple[LedgerEntry, ...]]:
        """The corrections that hold, by the digests of the entries that they take back."""
        return corrections(self.ledger)

    @cached_property
    def in_force(self) -> tuple[LedgerEntry, ...]:
        """The entries that count: each once, and none that was corrected."""
        return tuple(record for record in self.ledger.distinct if record.digest not in self.corrections)

    def parties(self, record: LedgerEntry) -> tuple[str, ...]:
        """Whom an entry is about, by their codes: its parties, else whoever makes a commitment or gives an answer."""
        entry = record.content
        own = "by" in entry.kind.facts.about and not entry.parties.understood
        return meant(entry.by if own else entry.parties, entry.on, self.register)

    def by(self, record: LedgerEntry) -> tuple[str, ...]:
        """Who says or does what an entry records, by their codes."""
        return meant(record.content.by, record.content.on, self.register)

    @cached_property
    def _by_digest(self) -> dict[str, LedgerEntry]:
        return {record.digest: record for record in self.ledger.distinct}

    @cached_property
    def _about(self) -> dict[str, list[LedgerEntry]]:
        found: dict[str, list[LedgerEntry]] = {}
        for record in self.in_force:
            for code in self.parties(record):
                found.setdefault(code, []).append(record)
        return found

    @cached_property
    def _replies(self) -> dict[str, list[LedgerEntry]]:
        found: dict[str, list[LedgerEntry]] = {}
        for record in self.in_force:
            for digest in self.ledger.answered(record):
                found.setdefault(digest, []).append(record)
        return found

    def about(self, code: str, *kinds: EntryKind) -> tuple[LedgerEntry, ...]:
        """The entries of these kinds, or of any, that are about a party."""
        return tuple(one for one in self._about.get(code, ()) if not kinds or one.content.kind in kinds)

    def corrected(self, code: str) -> Iterator[tuple[LedgerEntry, tuple[LedgerEntry, ...]]]:
        """The entries that concern a party and count for nothing, each with the corrections that say so."""
        for record in self.ledger.distinct:
            if record.digest in self.corrections and code in self._concerned(record):
                yield record, self.corrections[record.digest]

    def _concerned(self, record: LedgerEntry) -> set[str]:
        """Whom an entry is about; where it names nobody, those whom the entries are about that it replies to."""
        found: set[str] = set()
        seen: set[str] = set()
        waiting = [record]
        while waiting:
            one = waiting.pop()
            seen.add(one.digest)
            parties = self.parties(one)
            found.update(parties)
            if not parties and "replies_to" in one.content.kind.facts.about:
                waiting += [self._by_digest[digest] for digest in self.ledger.answered(one) if digest not in seen]
        return found

    def answers(self, record: LedgerEntry, code: str) -> tuple[LedgerEntry, ...]:
        """The answers and accounts that a party gives, or that are given for it, to an entry.

        One that names nobody is taken for planned_assignments whom the entry is about.
        """
        replies = [one for one in self._replies.get(record.digest, ()) if one.content.kind.facts.answers]
        return tuple(one for one in replies if code in (told := self.parties(one)) or not told)

    def _named(self, record: LedgerEntry, code: str) -> list[LedgerEntry]:
        """The commitments of a party that a reminder or an exhortation names."""
        if not record.content.kind.facts.asks:
            return []
        others = [self._by_digest[digest] for digest in self.ledger.answered(record)]
        return [
            one
            for one in others
            if one.content.kind is EntryKind.COMMITMENT
            and one.digest not in self.corrections
            and code in self.parties(one)
        ]

    def responses(self, record: LedgerEntry, code: str) -> tuple[LedgerEntry, ...]:
        """What a party has said to a reminder or an exhortation: to it, or since then to a commitment that it names."""
        later = (
            one
            for commitment in self._named(record, code)
            for one in self.answers(commitment, code)
            if one.content.on >= record.content.on
        )
        return tuple(dict.fromkeys((*self.answers(record, code), *later)))

    def fulfilled_by(self, record: LedgerEntry, code: str, until: dt.date = dt.date.max) -> tuple[LedgerEntry, ...]:
        """The answers by which all that an entry promises, or asks of a party, was done by a day.

        None where anything of it is open. Where an entry is for several actions, an answer for some of them leaves the
        others open. What a reminder or an exhortation asks is done as well where each commitment that it names is met,
        in the actions that it is about; the last of it not before it was asked.
        """
        named = self._named(record, code)
        asked = self._asked(record, named)
        told = [
            (one, self._actions(one) or (asked if target is record else self._actions(target) or {target.digest}))
            for target in (record, *named)
            for one in self.answers(target, code)
            if one.content.reply is Reply.MET and one.content.on <= until
        ]
        told.sort(key=lambda answer: (answer[0].content.on < record.content.on, answer[0].content.on))
        steps: list[LedgerEntry] = []
        left = asked
        for one, met in told:
            if met & left:
                left -= met
                steps.append(one)
        done = steps and not left and steps[0].content.on >= record.content.on
        return tuple(sorted(steps, key=lambda one: one.content.on)) if done else ()

    def _actions(self, record: LedgerEntry) -> frozenset[object]:
        """The actions that an entry speaks of, each with its plan."""
        return frozenset((ref.plan or self.plan.id, ref.action) for ref in record.content.actions)

    def _asked(self, record: LedgerEntry, named: list[LedgerEntry]) -> frozenset[object]:
        """What an entry promises or asks: actions, or where none are named the thing itself."""
        own = self._actions(record)
        promised = [self._actions(one) for one in named]
        found: set[object] = {one.digest for one in named if not self._actions(one)}
        for actions in promised:
            found |= actions & own if own else actions
        if all(promised):
            found |= own.difference(*promised)
        return frozenset(found or {record.digest})

    def exhortations(self, code: str) -> tuple[LedgerEntry, ...]:
        """The exhortations of a party by the Driver, who does not exhort itself."""
        found = self.about(code, EntryKind.EXHORTATION)
        return tuple(one for one in found if self.by_driver(one) and code not in self.by(one))

    def unsuccessful_exhortations(self, code: str, as_of: dt.date) -> tuple[LedgerEntry, ...]:
        """The exhortations of a party by the Driver, up to a day, that had no success by then.

        One that gives time until that day or a later one is not among them, unless the party has declined.
        """
        return tuple(
            one
            for one in self.exhortations(code)
            if one.content.on <= as_of
            and not self.fulfilled_by(one, code, as_of)
            and (one.content.due is None or one.content.due < as_of or self._declined(one, code, as_of))
        )

    def _declined(self, record: LedgerEntry, code: str, as_of: dt.date) -> bool:
        heard = (one.content for one in self.responses(record, code))
        return any(one.reply is Reply.DECLINED and one.on <= as_of for one in heard)

    @cached_property
    def _absences(self) -> dict[str, list[Absence]]:
        found: dict[str, list[Absence]] = {}
        for one in absences(self.ledger, self.register):
            found.setdefault(one.party, []).append(one)
        return found

    def is_absent(self, code: str, on: dt.date) -> bool:
        """Whether a party is excluded on a day, by the decisions on record."""
        return any(one.holds(on) for one in self._absences.get(code, ()))

    def by_driver(self, record: LedgerEntry) -> bool:
        """Whether the Driver of the plan, or a co-driver, says or does what an entry records, and is not excluded."""
        on = record.content.on
        cells = (self.plan.driver, self.plan.co_drivers)
        drivers = {code for cell in cells for code in meant(cell, on, self.register)}
        return any(code in drivers and not self.is_absent(code, on) for code in self.by(record))
