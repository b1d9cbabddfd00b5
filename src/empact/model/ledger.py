"""The ledger of a plan: what was committed, asked, answered, found and decided, entry by entry (plan section 5.3)."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import attrs

from empact.errors import UnknownIdError
from empact.model.cells import Prose
from empact.model.frozen import FrozenMap
from empact.model.links import Ref, check_number, check_words
from empact.model.parties import Parties
from empact.model.plan import Source


class EntryKind(enum.Enum):
    """What an entry records.

    The first six bear on the exclusion clause; a ``REMINDER`` comes from anybody, an ``EXHORTATION`` from the Driver.
    ``MEETING`` and ``CONTACT`` are the Driver's, an ``ACCOUNT`` is what a leader gives to the Driver (plan section
    5.3), a ``VALIDATION`` what COSI says of the plan and its tasking (section 5.2).
    """

    COMMITMENT = "commitment"
    REMINDER = "reminder"
    EXHORTATION = "exhortation"
    ANSWER = "answer"
    JEOPARDY = "jeopardy"
    DECISION = "decision"
    MEETING = "meeting"
    CONTACT = "contact"
    ACCOUNT = "account"
    VALIDATION = "validation"


class Backing(enum.Enum):
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


@attrs.frozen(kw_only=True)
class Entry:
    """One entry of a ledger: something that happened on a day, and the source that says so.

    ``parties`` are those whom it is about, ``by`` who said or did it. ``actions`` are the actions of the plan that it
    speaks of. ``due`` is the last day of a commitment, or the day by which an answer is wanted. ``replies_to`` names
    the entries that an answer answers, or that a finding or a decision rests on. ``follows`` holds the digests of the
    newest entries that were there when it was made.

    In an answer, ``parties`` are those for whom it is given; where they are left out, ``by`` gives it for itself.
    """

    plan: str = attrs.field(validator=check_number)
    kind: EntryKind
    on: dt.date
    parties: Parties = Parties()
    by: Parties = Parties()
    actions: tuple[Ref, ...] = ()
    text: Prose = Prose()
    due: dt.date | None = None
    backing: tuple[Backing, ...] = ()
    reply: Reply | None = None
    verdict: Verdict | None = None
    replies_to: tuple[str, ...] = ()
    source: str = attrs.field(validator=check_words)
    follows: tuple[str, ...] = ()
    extensions: FrozenMap[str, Any] = FrozenMap()


@attrs.frozen(kw_only=True)
class Record:
    """An entry as it was recorded: its id (the name of its file without suffix), and the SHA-256 digest of its bytes.

    ``source`` tells where it was read; as that of a plan, it takes no part in equality.
    """

    id: str
    digest: str
    entry: Entry
    source: Source | None = attrs.field(default=None, init=False, eq=False, repr=False)


def _in_order(records: Iterable[Record]) -> tuple[Record, ...]:
    """The records by their days; of one day, as they were recorded one behind the other, and then by their ids."""
    known = sorted(records, key=lambda record: record.id)
    steps = _steps(known)
    return tuple(sorted(known, key=lambda record: (record.entry.on, steps[record.digest], record.id)))


def _steps(records: Iterable[Record]) -> dict[str, int]:
    """How many records stand one behind the other up to each, by its digest: those that follow nothing are the first.

    Digests of real files make no circle; of records in one, made by hand, each counts as one behind all others.
    """
    entries = {record.digest: record.entry for record in records}
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
    """

    plan: str = attrs.field(validator=check_number)
    records: tuple[Record, ...] = attrs.field(default=(), converter=_in_order)

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)

    @cached_property
    def _by_id(self) -> dict[str, Record]:
        found: dict[str, Record] = {}
        for record in self.records:
            found.setdefault(record.id, record)
        return found

    def record(self, id: str) -> Record:
        """The record with this id; the first, where two files share a name.

        Raises:
            UnknownIdError: The ledger has none; the message names the closest.
        """
        try:
            return self._by_id[id]
        except KeyError:
            raise UnknownIdError("Entry", id, self._by_id) from None

    def of(self, *kinds: EntryKind) -> tuple[Record, ...]:
        """The records of these kinds."""
        return tuple(record for record in self.records if record.entry.kind in kinds)

    def until(self, day: dt.date | None) -> Ledger:
        """What was known at the end of a day; everything where there is none."""
        if day is None:
            return self
        return Ledger(plan=self.plan, records=tuple(one for one in self.records if one.entry.on <= day))

    @property
    def newest(self) -> tuple[str, ...]:
        """The digests that no record follows yet: where the next entry joins on. Several of them are a fork."""
        followed = {digest for record in self.records for digest in record.entry.follows}
        return tuple(sorted({record.digest for record in self.records} - followed))


def by_plan(ledgers: Iterable[Ledger]) -> dict[str, Ledger]:
    """The ledgers by their plans; several of one plan are one."""
    found: dict[str, list[Record]] = {}
    for ledger in ledgers:
        found.setdefault(ledger.plan, []).extend(ledger)
    return {plan: Ledger(plan=plan, records=tuple(records)) for plan, records in found.items()}
