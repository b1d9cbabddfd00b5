"""Evidence: look up the entries of a ledger by the party that they are about and by the entry that they answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property

import attrs

from empact.analysis.correcting import corrections
from empact.analysis.involvement.absences import Absence, absences
from empact.analysis.involvement.assignments import assignments
from empact.analysis.involvement.resolved import known_party, party_codes
from empact.arguments import check_date, check_type
from empact.errors import UnknownIdError
from empact.model import EntryContent, EntryKind, Ledger, LedgerEntry, Parties, Party, Plan, Ref, Reply
from empact.reference import Register
from empact.values import value

UNMET = frozenset({Reply.DECLINED, Reply.NOT_MET})
"""The replies which say that a commitment or a request was not met.

:meta hide-value:
"""

_OVERSIGHT = "COSI"
"""The code of the body that validates plans, also if a plan does not say who has its oversight."""
_SUPPORT_UNIT = "EMPACT Support Unit"
"""The code of the body that makes the tasking sheets and may call for reports, beside the Driver."""


@value(kw_only=True)
class MetPart:
    """An answer that meets a part of a commitment, a reminder or an exhortation."""

    answer: LedgerEntry
    """The ledger entry that reports the part as met."""
    actions: tuple[str, ...] = ()
    """The actions that this answer meets and no earlier one does, as the entry writes them; empty if it names no
    action.
    """


@value(kw_only=True)
class MetParts:
    """How far the answers to a commitment, a reminder or an exhortation fulfil it."""

    complete: bool
    """Whether each part is reported as met."""
    early: bool = False
    """Whether each part is reported as met, but all before the day of the entry: that does not fulfil it."""
    parts: tuple[MetPart, ...] = ()
    """The answers that meet parts, by date."""
    open: tuple[str, ...] = ()
    """The actions that no answer reports as met; empty if none is left, or if what is left names no action."""
    unreported: bool = True
    """Whether no answer reports anything as met, not even another action."""


def _named(parts: AbstractSet[object], names: Mapping[object, str]) -> tuple[str, ...]:
    """Return the names of parts, in their order; none unless all have one."""
    matches = tuple(name for part, name in names.items() if part in parts)
    return matches if len(matches) == len(parts) else ()


def _check_entry(entry: object) -> None:
    check_type("The entry", "a LedgerEntry", LedgerEntry, entry, _write_entry)


def _write_entry(value: object) -> str | None:
    return f"ledger.entry({value!r})" if isinstance(value, str) else None


def _write_kind(word: object) -> str | None:
    return next((f"EntryKind.{kind.name}" for kind in EntryKind if kind.value == word), None)


def format_written_for(content: EntryContent, plan: Plan) -> str:
    """Format what an entry that does not count for a plan was written for: ``3.1 of 1001/1/31 REV 1``."""
    revision = content.written_for.revision
    actions = ", ".join(map(str, content.actions))
    was = "it was" if len(content.actions) == 1 else "they were"
    is_of_other = revision not in {None, plan.cover.number.plain}
    return f"{actions} of {revision}" if is_of_other else f"{actions} as {was} before"


@value
class Evidence:
    """The ledger of a plan with an index, so that a look-up does not read the complete ledger again.

    Copies of an entry count once. Corrected entries are ignored. A party is the party, its code or its name; one that
    neither the register, nor the ledger or the plan has is an :class:`~empact.UnknownIdError`.
    """

    plan: Plan
    """The plan that the ledger is about."""
    ledger: Ledger
    """The entries that were known; the look-ups ignore those that a correction withdraws."""
    register: Register
    """The known parties, by which the names in entries are resolved."""
    apart: frozenset[str] = frozenset()
    """The digests of entries that are not judged, since they were written for other actions."""

    def until(self, day: dt.date) -> Evidence:
        """Return the evidence that was known at the end of a day."""
        check_date("day", day, required=True)
        return attrs.evolve(self, ledger=self.ledger.until(day))

    @cached_property
    def corrections(self) -> dict[str, tuple[LedgerEntry, ...]]:
        """The corrections in force, by the digest of each entry that they correct."""
        return corrections(self.ledger)

    @cached_property
    def in_force(self) -> tuple[LedgerEntry, ...]:
        """The entries in force: without copies, corrected entries, and entries that were written for other actions."""
        ignored = {*self.corrections, *self.apart}
        return tuple(entry for entry in self.ledger.distinct if entry.digest not in ignored)

    def parties(self, entry: LedgerEntry) -> tuple[str, ...]:
        """Return the codes of the parties that an entry is about.

        These are its ``parties``. For a commitment or an answer without parties, they are the authors (``by``).
        """
        _check_entry(entry)
        content = entry.content
        own = "by" in content.kind.facts.about and not content.parties.understood
        return party_codes(content.by if own else content.parties, content.on, self.register)

    def by(self, entry: LedgerEntry) -> tuple[str, ...]:
        """Return the codes of the authors of an entry (``by``)."""
        _check_entry(entry)
        return party_codes(entry.content.by, entry.content.on, self.register)

    @cached_property
    def _by_digest(self) -> dict[str, LedgerEntry]:
        return {entry.digest: entry for entry in self.ledger.distinct}

    @cached_property
    def _about(self) -> dict[str, list[LedgerEntry]]:
        by_code: dict[str, list[LedgerEntry]] = {}
        for entry in self.in_force:
            for code in self.parties(entry):
                by_code.setdefault(code, []).append(entry)
        return by_code

    @cached_property
    def _replies(self) -> dict[str, list[LedgerEntry]]:
        by_digest: dict[str, list[LedgerEntry]] = {}
        for entry in self.in_force:
            for digest in self.ledger.answered(entry):
                by_digest.setdefault(digest, []).append(entry)
        return by_digest

    @cached_property
    def _codes(self) -> dict[str, str]:
        """The codes of parties by the names that entries write or that were asked for."""
        written = (name for entry in self.ledger.distinct for name in (*self.parties(entry), *self.by(entry)))
        return {name: name for name in written}

    def code(self, party: Party | str) -> str:
        """Return the code of a party; a name that the register does not have is as the ledger or the plan writes it.

        Raises:
            UnknownIdError: Neither the register, nor the ledger or the plan has the name.
        """
        if not isinstance(party, str):
            return known_party(party, dt.date.max, self.register).code
        if party not in self._codes:
            try:
                self._codes[party] = known_party(party, dt.date.max, self.register).code
            except UnknownIdError:
                if all(party != assignment.name for assignment in assignments(self.plan, self.register)):
                    raise
                self._codes[party] = party
        return self._codes[party]

    def about(self, party: Party | str, *kinds: EntryKind) -> tuple[LedgerEntry, ...]:
        """Return the entries about a party, of these kinds or of all kinds."""
        code = self.code(party)
        for kind in kinds:
            check_type("Each of kinds", "an EntryKind", EntryKind, kind, _write_kind)
        return tuple(entry for entry in self._about.get(code, ()) if not kinds or entry.content.kind in kinds)

    def not_counted(self, party: Party | str, *kinds: EntryKind) -> tuple[LedgerEntry, ...]:
        """Return the entries about a party that were written for other actions and do not count, of these kinds."""
        code = self.code(party)
        for kind in kinds:
            check_type("Each of kinds", "an EntryKind", EntryKind, kind, _write_kind)
        return tuple(
            entry
            for entry in self.ledger.distinct
            if entry.digest in self.apart
            and entry.digest not in self.corrections
            and code in self.parties(entry)
            and (not kinds or entry.content.kind in kinds)
        )

    def corrected(self, party: Party | str) -> tuple[tuple[LedgerEntry, tuple[LedgerEntry, ...]], ...]:
        """Return the corrected entries that concern a party, each with its corrections."""
        code = self.code(party)
        return tuple(
            (entry, self.corrections[entry.digest])
            for entry in self.ledger.distinct
            if entry.digest in self.corrections and code in self._concerned(entry)
        )

    def idle_corrections(self, party: Party | str) -> tuple[LedgerEntry, ...]:
        """Return the corrections that concern a party without naming it, and have no effect.

        Corrections that correct each other are such a case. Those that name the party are in :meth:`about`.
        """
        code = self.code(party)
        ignored = {correction.digest for those in self.corrections.values() for correction in those}
        ignored |= self.corrections.keys()
        return tuple(
            entry
            for entry in self.ledger.distinct
            if entry.content.kind.facts.correcting
            and entry.digest not in ignored
            and code not in self.parties(entry)
            and code in self._concerned(entry)
        )

    def _concerned(self, entry: LedgerEntry) -> set[str]:
        """Return the parties of an entry; if it names none, those of the entries that it replies to."""
        concerned: set[str] = set()
        seen: set[str] = set()
        waiting = [entry]
        while waiting:
            current = waiting.pop()
            seen.add(current.digest)
            parties = self.parties(current)
            concerned.update(parties)
            if not parties and "replies_to" in current.content.kind.facts.about:
                waiting += [self._by_digest[digest] for digest in self.ledger.answered(current) if digest not in seen]
        return concerned

    def answers(self, entry: LedgerEntry, party: Party | str) -> tuple[LedgerEntry, ...]:
        """Return the answers to an entry, and the accounts of it, that are about a party.

        An answer that names no party counts for every party that the entry is about.
        """
        _check_entry(entry)
        code = self.code(party)
        replies = [reply for reply in self._replies.get(entry.digest, ()) if reply.content.kind.facts.answers]
        return tuple(reply for reply in replies if code in (parties := self.parties(reply)) or not parties)

    def named_commitments(self, entry: LedgerEntry, party: Party | str) -> list[LedgerEntry]:
        """Return the commitments of a party that a reminder or an exhortation names."""
        _check_entry(entry)
        code = self.code(party)
        if not entry.content.kind.facts.asks:
            return []
        others = [self._by_digest[digest] for digest in self.ledger.answered(entry)]
        return [
            other
            for other in others
            if other.content.kind is EntryKind.COMMITMENT
            and other.digest not in self.corrections
            and code in self.parties(other)
        ]

    def _requests(self, entry: LedgerEntry, code: str) -> list[LedgerEntry]:
        """Return the reminders and the exhortations of a party that name a commitment."""
        replies = self._replies.get(entry.digest, ()) if entry.content.kind is EntryKind.COMMITMENT else ()
        return [reply for reply in replies if reply.content.kind.facts.asks and code in self.parties(reply)]

    def responses(self, entry: LedgerEntry, party: Party | str) -> tuple[LedgerEntry, ...]:
        """Return the answers of a party to a reminder or an exhortation.

        Later answers to the commitments that it names count as well.
        """
        later = (
            answer
            for commitment in self.named_commitments(entry, party)
            for answer in self.answers(commitment, party)
            if answer.content.on >= entry.content.on
        )
        return tuple(dict.fromkeys((*self.answers(entry, party), *later)))

    def fulfilled_by(
        self, entry: LedgerEntry, party: Party | str, until: dt.date = dt.date.max
    ) -> tuple[LedgerEntry, ...]:
        """Return the answers that together fulfil an entry by a day; empty if any part of it is still open.

        See :meth:`met_parts` for the parts that are met.

        Args:
            entry: A commitment, a reminder or an exhortation.
            party: The party, its code or its name.
            until: The last day to consider.
        """
        met = self.met_parts(entry, party, until)
        return tuple(part.answer for part in met.parts) if met.complete else ()

    def met_parts(self, entry: LedgerEntry, party: Party | str, until: dt.date = dt.date.max) -> MetParts:
        """Return which parts of an entry are reported as met by a day, and which are still open.

        An entry for several actions is fulfilled when each of them is reported as met. A reminder or an exhortation is
        also fulfilled when the commitments that it names are met for its actions, the last of them on or after the day
        of the reminder or exhortation. A commitment is also met by an answer to a reminder or an exhortation that names
        it.

        Args:
            entry: A commitment, a reminder or an exhortation.
            party: The party, its code or its name.
            until: The last day to consider.
        """
        _check_entry(entry)
        check_date("until", until, required=True)
        code = self.code(party)
        # A set cover, greedily in one pass: ``asked`` is what has to be met, each answer meets some of it, and the
        # entry is fulfilled when nothing is left. The answers are sorted in order of their dates, those before the day
        # of the entry last: an early answer then counts only for what no later one meets. If the first answer that
        # meets anything is early, then all are: everything was met before it was asked, which does not answer the
        # request. The cost is that of the sort.
        named = self.named_commitments(entry, code)
        asked = self._asked(entry, named)
        answered = [(entry, asked), *((other, self._actions(other) or {other.digest}) for other in named)]
        answered += ((request, self._actions(request) or asked) for request in self._requests(entry, code))
        answers = [
            (answer, self._actions(answer) or parts)
            for request, parts in answered
            for answer in self.answers(request, code)
            if answer.content.reply is Reply.MET and answer.content.on <= until
        ]
        answers.sort(key=lambda answer: (answer[0].content.on < entry.content.on, answer[0].content.on))
        names = {part: str(ref) for request in (entry, *named) for part, ref in self._parts(request)}
        steps: list[MetPart] = []
        left = asked
        for answer, met in answers:
            if met & left:
                steps.append(MetPart(answer=answer, actions=_named(met & left, names)))
                left -= met
        complete = bool(steps) and not left and steps[0].answer.content.on >= entry.content.on
        return MetParts(
            complete=complete,
            early=not left and not complete,
            parts=tuple(sorted(steps, key=lambda step: step.answer.content.on)),
            open=_named(left, names) if left else (),
            unreported=not answers,
        )

    def _parts(self, entry: LedgerEntry) -> Iterator[tuple[object, Ref]]:
        """Return the actions that an entry is about, each as a pair of plan and number, and as it is written."""
        for ref in entry.content.actions:
            yield (ref.plan or self.plan.id, ref.action), ref

    def _actions(self, entry: LedgerEntry) -> frozenset[object]:
        """Return the actions that an entry is about, as pairs of plan and number."""
        return frozenset(part for part, _ in self._parts(entry))

    def _asked(self, entry: LedgerEntry, named: list[LedgerEntry]) -> frozenset[object]:
        """Return what has to be met to fulfil an entry: actions, and digests of commitments that name no action.

        Without actions and commitments it is the entry itself, by its digest.
        """
        # A request about some actions of a commitment asks for these only; a request without actions asks for all of
        # the commitment. The request's actions that no commitment covers are asked for too, unless a commitment names
        # no action at all: it may cover them, and is then met as a whole.
        own = self._actions(entry)
        promised = [self._actions(commitment) for commitment in named]
        asked: set[object] = {commitment.digest for commitment in named if not self._actions(commitment)}
        for actions in promised:
            asked |= actions & own if own else actions
        if all(promised):
            asked |= own.difference(*promised)
        return frozenset(asked or {entry.digest})

    def exhortations(self, party: Party | str) -> tuple[LedgerEntry, ...]:
        """Return the exhortations of a party by the Driver. The Driver can't exhort itself."""
        code = self.code(party)
        entries = self.about(code, EntryKind.EXHORTATION)
        return tuple(entry for entry in entries if self.by_driver(entry) and code not in self.by(entry))

    def unsuccessful_exhortations(self, party: Party | str, as_of: dt.date) -> tuple[LedgerEntry, ...]:
        """Return the exhortations of a party by the Driver that are known to be without success at the end of a day.

        An exhortation is without success if it is not fulfilled and the day that it sets has passed, or an entry says
        so: that the party declined, or that what was asked was not done. Time alone never makes it so.
        """
        check_date("as_of", as_of, required=True)
        return tuple(
            entry
            for entry in self.exhortations(party)
            if entry.content.on <= as_of
            and not self.fulfilled_by(entry, party, as_of)
            and ((entry.content.due is not None and entry.content.due < as_of) or self._refused(entry, party, as_of))
        )

    def _refused(self, entry: LedgerEntry, party: Party | str, as_of: dt.date) -> bool:
        replies = (reply.content for reply in self.responses(entry, party))
        return any(content.reply in UNMET and content.on <= as_of for content in replies)

    @cached_property
    def _absences(self) -> dict[str, list[Absence]]:
        by_code: dict[str, list[Absence]] = {}
        for absence in absences(self.ledger, self.register, period=self.plan.period):
            by_code.setdefault(absence.party_code, []).append(absence)
        return by_code

    def is_absent(self, party: Party | str, on: dt.date) -> bool:
        """Whether a recorded decision excludes a party on a day."""
        check_date("on", on, required=True)
        code = self.code(party)
        return any(absence.holds(on) for absence in self._absences.get(code, ()))

    def by_driver(self, entry: LedgerEntry) -> bool:
        """Whether the Driver or a co-driver of the plan is the author of an entry and not excluded on its day."""
        return self._is_by(entry, self.plan.driver, self.plan.co_drivers)

    def by_responsible(self, entry: LedgerEntry) -> bool:
        """Whether an author of an entry is responsible for the plan: its oversight, the Driver or a co-driver."""
        return self._is_by(entry, self.plan.oversight, self.plan.driver, self.plan.co_drivers)

    def by_oversight(self, entry: LedgerEntry) -> bool:
        """Whether COSI, or another body that has the oversight of the plan, is an author of an entry."""
        return _OVERSIGHT in self.by(entry) or self._is_by(entry, self.plan.oversight)

    def is_call(self, entry: LedgerEntry) -> bool:
        """Whether an entry calls for reports and may do so: it is by the Driver, a co-driver or the Support Unit."""
        _check_entry(entry)
        return entry.content.kind is EntryKind.CALL and (self.by_driver(entry) or _SUPPORT_UNIT in self.by(entry))

    def _is_by(self, entry: LedgerEntry, *cells: Parties) -> bool:
        _check_entry(entry)
        on = entry.content.on
        named = {code for cell in cells for code in party_codes(cell, on, self.register)}
        return any(code in named and not self.is_absent(code, on) for code in self.by(entry))
