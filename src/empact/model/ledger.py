"""The ledger of a plan: what was committed, asked, answered, found and decided, entry by entry (plan section 5.3)."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import attrs

from empact.arguments import check_date, check_text, check_type
from empact.errors import EntryError, UnknownIdError
from empact.model.cells import Prose
from empact.model.entry_kinds import EntryKind
from empact.model.frozen import FrozenMap
from empact.model.links import Ref, check_number, check_words
from empact.model.parties import Parties
from empact.model.plan import Source
from empact.model.typed import check_fields
from empact.reprs import short_repr


class CommitmentBacking(enum.Enum):
    """What stands behind a commitment at home (plan section 5.2, on national planning, resources and programmes)."""

    NATIONAL_PLANNING = "national-planning"
    RESOURCES = "resources"
    WORK_PROGRAMME = "work-programme"


class Reply(enum.Enum):
    """What an answer says of that which it answers."""

    MET = "met"
    UNDERWAY = "underway"
    DECLINED = "declined"
    DISPUTED = "disputed"


class Verdict(enum.Enum):
    """What a decision says: the party is no longer a participant, stays one, or is one again."""

    EXCLUDED = "excluded"
    RETAINED = "retained"
    READMITTED = "readmitted"


_OF_KIND = {
    "due": "the last day of a commitment, or the day by which an answer is wanted",
    "backing": "what stands behind a commitment",
    "reply": "what an answer or an account says",
    "verdict": "what a decision says",
}
"""The fields that only some kinds of entry have, and what they mean there."""
_WORDS: dict[str, type[enum.Enum]] = {"backing": CommitmentBacking, "reply": Reply, "verdict": Verdict}


@attrs.frozen(kw_only=True)
class EntryContent:
    """One entry of a ledger: something that happened on a day, and the source that says so.

    ``parties`` are those whom it is about, ``by`` who said or did it. ``actions`` are the actions of the plan that it
    speaks of. ``due`` is the last day of a commitment, or the day by which an answer is wanted. ``replies_to`` names
    the entries that an answer answers, or that a finding or a decision rests on. ``follows`` holds the digests of the
    newest entries that were there when it was made.

    In an answer, ``parties`` are those for whom it is given; where they are left out, ``by`` gives it for itself. The
    same holds for a commitment. Whatever else bears on the exclusion clause names its ``parties``; an exhortation names
    who exhorts, a decision has a ``verdict``, and whatever has a ``reply`` names what it replies to.

    Raises:
        EntryError: A field does not fit the kind of the entry, or one that the kind needs is missing.
        TypeError: A field is of another type.
    """

    plan: str = attrs.field(validator=check_number)
    kind: EntryKind
    on: dt.date
    parties: Parties = Parties()
    by: Parties = Parties()
    actions: tuple[Ref, ...] = ()
    text: Prose = Prose()
    due: dt.date | None = None
    backing: tuple[CommitmentBacking, ...] = ()
    reply: Reply | None = None
    verdict: Verdict | None = None
    replies_to: tuple[str, ...] = ()
    source: str = attrs.field(validator=check_words)
    follows: tuple[str, ...] = ()
    extensions: FrozenMap[str, Any] = FrozenMap()

    __repr__ = short_repr

    def __attrs_post_init__(self) -> None:
        check_fields(self)
        found = [*self._needed(), *self._out_of_place()]
        if found:
            raise EntryError(found)

    def _needed(self) -> Iterator[tuple[str, str]]:
        facts, what = self.kind.facts, self.kind.called.capitalize()
        for field, words in facts.needs.items():
            fields = ("by", "parties") if field in facts.about and "by" in facts.about else (field,)
            if not any(map(self._has, fields)):
                options = f", one of {', '.join(one.value for one in _WORDS[field])}" if field in _WORDS else ""
                yield fields[-1], f"{what} {words}: {', or '.join(map(repr, fields))}{options}."
        if not self.replies_to and self.reply is not None and facts.fits("reply"):
            yield "replies_to", f"{what} with a 'reply' names what it replies to: 'replies_to'."

    def _has(self, field: str) -> bool:
        value = getattr(self, field)
        return bool(value.understood if isinstance(value, Parties) else value)

    def _out_of_place(self) -> Iterator[tuple[str, str]]:
        for field, meaning in _OF_KIND.items():
            if getattr(self, field) and not self.kind.facts.fits(field):
                yield field, f"{self.kind.called.capitalize()} has no {field!r}, which is {meaning}."
        for field in ("parties", "by"):
            cell: Parties = getattr(self, field)
            if (cell.text or "").strip() and not cell.items:
                yield field, f"{cell.text!r} in {field!r} was not read into parties."
        if self.due is not None and self.due < self.on:
            yield "due", f"It is due on {self.due}, before the day of the entry, {self.on}."


@attrs.frozen(kw_only=True)
class LedgerEntry:
    """An entry as it was recorded: its id (the name of its file without suffix), and the SHA-256 digest of its bytes.

    ``source`` tells where it was read; as that of a plan, it takes no part in equality.
    """

    id: str
    digest: str
    content: EntryContent
    source: Source | None = attrs.field(default=None, init=False, eq=False, repr=False)

    __attrs_post_init__ = check_fields
    __repr__ = short_repr


SHORT = 16
"""The digits of its digest with which the name of an entry's file ends.

:meta hide-value:
"""


def _in_order(records: Iterable[LedgerEntry]) -> tuple[LedgerEntry, ...]:
    """The records by their days; of one day, as they were recorded one behind the other, and then by their ids."""
    known = tuple(records)
    for record in known:
        check_type("Each entry of a Ledger", "a LedgerEntry", LedgerEntry, record)
    steps = _steps(known)
    return tuple(sorted(known, key=lambda one: (one.content.on, steps[one.digest], one.id, one.digest)))


def _steps(records: Iterable[LedgerEntry]) -> dict[str, int]:
    """How many records stand one behind the other up to each, by its digest: those that follow nothing are the first.

    Digests of real files make no circle; of records in one, made by hand, each counts as one behind all others.
    """
    entries = {record.digest: record.content for record in records}
    waiting = {digest: {one for one in entry.follows if one in entries} for digest, entry in entries.items()}
    behind: dict[str, list[str]] = {}
    for digest, before in waiting.items():
        for one in before:
            behind.setdefault(one, []).append(digest)
    steps = {digest: 0 for digest, before in waiting.items() if not before}
    ready = list(steps)
    while ready:
        digest = ready.pop()
        for one in behind.get(digest, ()):
            steps[one] = max(steps.get(one, 0), steps[digest] + 1)
            waiting[one].discard(digest)
            if not waiting[one]:
                ready.append(one)
    return {digest: len(entries) if before else steps[digest] for digest, before in waiting.items()}


@attrs.frozen(kw_only=True)
class Ledger:
    """All records of one plan, by their days, however they lay on the disk.

    Of one day, a record stands behind those that it follows; two that follow none of each other stand by their ids.

    Raises:
        ValueError: A record is about another plan.
    """

    plan: str = attrs.field(validator=check_number)
    entries: tuple[LedgerEntry, ...] = attrs.field(default=(), converter=_in_order)

    __repr__ = short_repr

    def __attrs_post_init__(self) -> None:
        check_fields(self)
        for record in self.entries:
            if record.content.plan != self.plan:
                message = f"The entry {record.id!r} is about {record.content.plan}, and the ledger about {self.plan}."
                raise ValueError(message)

    def __iter__(self) -> Iterator[LedgerEntry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    @cached_property
    def _by_id(self) -> dict[str, LedgerEntry]:
        found: dict[str, LedgerEntry] = {}
        for record in self.entries:
            found.setdefault(record.id, record)
        return found

    def entry(self, id: str) -> LedgerEntry:
        """The record with this id; the first, where two files share a name.

        Raises:
            UnknownIdError: The ledger has none; the message names the closest.
        """
        check_text("The id of an entry", id)
        try:
            return self._by_id[id]
        except KeyError:
            raise UnknownIdError("Entry", id, self._by_id) from None

    def of(self, *kinds: EntryKind) -> tuple[LedgerEntry, ...]:
        """The records of these kinds, also those that count for nothing."""
        return tuple(record for record in self.entries if record.content.kind in kinds)

    @cached_property
    def distinct(self) -> tuple[LedgerEntry, ...]:
        """The records without copies: of the same bytes, the one that is named after them, or else the first."""
        found: dict[str, LedgerEntry] = {}
        for record in self.entries:
            if record.digest not in found or record.id.endswith(f"-{record.digest[:SHORT]}"):
                found[record.digest] = record
        return tuple(found.values())

    @cached_property
    def _digests(self) -> dict[str, str]:
        return {record.id: record.digest for record in reversed(self.entries)}

    def answered(self, record: LedgerEntry) -> tuple[str, ...]:
        """The digests of the entries that a record replies to, whatever their copies are called; each once."""
        known = (self._digests[id] for id in record.content.replies_to if id in self._digests)
        return tuple(dict.fromkeys(digest for digest in known if digest != record.digest))

    def until(self, day: dt.date | None) -> Ledger:
        """What was known at the end of a day, in the order of the whole; everything where there is none."""
        check_date("The day", day)
        if day is None:
            return self
        known = Ledger(plan=self.plan)
        object.__setattr__(known, "entries", tuple(one for one in self.entries if one.content.on <= day))
        return known

    @property
    def newest(self) -> tuple[str, ...]:
        """The digests that no record follows yet: where the next entry joins on. Several of them are a fork."""
        followed = {digest for record in self.entries for digest in record.content.follows}
        return tuple(sorted({record.digest for record in self.entries} - followed))


def by_plan(ledgers: Iterable[Ledger]) -> dict[str, Ledger]:
    """The ledgers by their plans; several of one plan are one."""
    found: dict[str, list[Ledger]] = {}
    for ledger in ledgers:
        found.setdefault(ledger.plan, []).append(ledger)
    return {plan: _joined(plan, several) for plan, several in found.items()}


def _joined(plan: str, several: list[Ledger]) -> Ledger:
    """One ledger out of several; a single one is kept as it is, for its records are in order already."""
    if len(several) == 1:
        return several[0]
    return Ledger(plan=plan, entries=tuple(record for ledger in several for record in ledger))
