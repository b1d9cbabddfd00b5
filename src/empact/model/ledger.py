"""The ledger of a plan: commitments, exhortations, answers, findings and decisions (plan section 5.3)."""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

import attrs

from empact.arguments import check_date, check_text, check_type, texts
from empact.diagnostics import Pointer
from empact.errors import EntryError, UnknownIdError
from empact.model.cells import Prose
from empact.model.entry_kinds import EntryKind
from empact.model.filed import SHORT, Filed
from empact.model.frozen import FrozenMap
from empact.model.links import Ref, check_number, check_words
from empact.model.parties import Parties, PartyItem
from empact.model.typed import checked_value
from empact.model.written_for import NamedAction, WrittenFor, named_by_refs


class CommitmentBacking(enum.Enum):
    """What backs a commitment in the party's own state or body (plan section 5.2)."""

    NATIONAL_PLANNING = "national-planning"
    RESOURCES = "resources"
    WORK_PROGRAMME = "work-programme"


class Reply(enum.Enum):
    """The reply of an answer or an account."""

    MET = "met"
    UNDERWAY = "underway"
    NOT_MET = "not-met"
    """What was committed or asked for was not done."""
    DECLINED = "declined"
    DISPUTED = "disputed"


class PartReply(enum.Enum):
    """What a party says of its part in an action."""

    CONFIRMED = "confirmed"
    """It takes part."""
    DECLINED = "declined"
    """It does not take part. If the plan names the party, this releases it from nothing."""
    OPEN = "open"
    """It has answered, but cannot say yet."""

    @property
    def called(self) -> str:
        """The words for it in a sentence or a table: ``confirmed``, ``declined`` or ``left open``."""
        return "left open" if self is PartReply.OPEN else self.value


class Verdict(enum.Enum):
    """The verdict of a decision: the party is excluded, remains a participant, or is a participant again."""

    EXCLUDED = "excluded"
    RETAINED = "retained"
    READMITTED = "readmitted"


_OF_KIND = {
    "due": "the last day of a commitment, or the deadline for an answer or for reports",
    "backing": "what backs a commitment",
    "reply": "the reply of an answer or an account",
    "part": "what a party says of its part",
    "verdict": "the verdict of a decision",
    "lost": "the digests of the entries that were lost",
}
"""The fields that only some kinds of entry have, with their meaning."""
_DIGEST = re.compile("[0-9a-f]{64}")
_WORDS: dict[str, type[enum.Enum]] = {
    "backing": CommitmentBacking,
    "reply": Reply,
    "part": PartReply,
    "verdict": Verdict,
}


@checked_value(kw_only=True)
class EntryContent:
    """The content of a ledger entry: something that happened on a day, and its source.

    Without ``parties``, an answer or a commitment is about the party in ``by``. The other kinds that matter for the
    exclusion clause require ``parties``; an exhortation also requires ``by``, a decision ``verdict``, and an entry with
    a ``reply`` requires ``replies_to``. A confirmation requires ``by``, ``actions`` and ``part``.

    Raises:
        EntryError: A field does not fit the kind of entry, or a field that the kind needs is missing.
        TypeError: A field has the wrong type.
    """

    plan: str = attrs.field(validator=check_number)
    """The id of the plan that the entry is about, such as ``C-2012``."""
    kind: EntryKind
    """What is recorded, such as ``commitment``, ``exhortation`` or ``decision``."""
    on: dt.date
    """The day on which it happened, such as ``2012-05-14``."""
    parties: Parties = Parties()
    """The parties that the entry is about; ``All MS`` means every member state on that day. In an answer or a
    commitment, the parties for which it is given.
    """
    by: Parties = Parties()
    """The party that says or does it, such as the Driver in an exhortation. Without ``parties``, a commitment, an
    answer or an account is about this party.
    """
    actions: tuple[Ref, ...] = ()
    """The actions of the plan that the entry names, such as ``["6.1"]``."""
    text: Prose = Prose()
    """What was committed, asked, answered, found or decided; in a call for reports, the name of the checkpoint as in
    the plan.
    """
    due: dt.date | None = None
    """The last day of a commitment, or the deadline for an answer or for reports. An exhortation has failed once this
    day has passed and it is not fulfilled. None if there is no deadline.
    """
    backing: tuple[CommitmentBacking, ...] = ()
    """What backs a commitment in the party's own state or body, such as ``[national-planning, resources]`` (plan
    section 5.2).
    """
    reply: Reply | None = None
    """The reply of an answer or an account, such as ``met`` or ``declined``. With ``not-met`` or ``declined``, the
    entry says that a commitment was not met, or that an exhortation failed. None in other kinds.
    """
    part: PartReply | None = None
    """What the party in ``by`` says of its part in the actions of a confirmation: ``confirmed``, ``declined`` or
    ``open``. None in other kinds.
    """
    verdict: Verdict | None = None
    """The verdict of a decision: ``excluded``, ``retained`` or ``readmitted``. None in other kinds."""
    replies_to: tuple[str, ...] = ()
    """The ids (file names) of the entries that this one answers, is based on or corrects. Only a corrected entry may
    have a later date.
    """
    lost: tuple[str, ...] = ()
    """The digests of the entries that were lost, 64 digits each; only in a loss."""
    source: str = attrs.field(validator=check_words)
    """Who or what says so: a letter, minutes, the number of a document."""
    follows: tuple[str, ...] = ()
    """The digests of the newest entries at the time when it was added; ``empact ledger add`` writes them."""
    written_for: WrittenFor = WrittenFor()
    """The revision of the plan, and the content of each action that it names, at the time of writing; ``empact
    ledger add`` writes it. Empty if it was written by hand.
    """
    marking: str | None = None
    """Its own marking, such as ``RESTREINT UE/EU RESTRICTED``. If None, it has the printed marking of its plan, even if
    a document has changed that marking.
    """
    extensions: FrozenMap[str, Any] = FrozenMap()
    """Data of plugins about this entry, each under the name of its extension."""

    def __attrs_post_init__(self) -> None:
        problems = [*self._needed(), *self._out_of_place()]
        if problems:
            raise EntryError(problems)

    def named_actions(self, plan_id: str) -> tuple[NamedAction, ...]:
        """Return where it names actions of a plan."""
        check_text("The plan id", plan_id)
        return named_by_refs(plan_id, Pointer() / "actions", self.actions) if plan_id == self.plan else ()

    def _needed(self) -> Iterator[tuple[str, str]]:
        facts, what = self.kind.facts, self.kind.called.capitalize()
        for field, words in facts.needs.items():
            fields = facts.accepts(field)
            if not any(map(self._has, fields)):
                options = f", one of {', '.join(word.value for word in _WORDS[field])}" if field in _WORDS else ""
                yield fields[-1], f"{what} needs {' or '.join(map(repr, fields))}: {words}{options}."
        if not self.replies_to and self.reply is not None and facts.fits("reply"):
            yield "replies_to", f"{what} with a 'reply' needs 'replies_to': what it replies to."

    def _has(self, field: str) -> bool:
        value = getattr(self, field)
        return bool(value.understood if isinstance(value, Parties) else value)

    def _out_of_place(self) -> Iterator[tuple[str, str]]:
        for field, meaning in _OF_KIND.items():
            if getattr(self, field) and not self.kind.facts.fits(field):
                yield field, f"{self.kind.called.capitalize()} cannot have {field!r} ({meaning})."
        for field in ("parties", "by"):
            cell: Parties = getattr(self, field)
            if (cell.text or "").strip() and not cell.items:
                yield field, f"{cell.text!r} in {field!r} has no items. Parse it first: parse_parties({cell.text!r})."
        if self.kind.facts.by_one:
            yield from self._by_others()
        for digest in self.lost:
            if not _DIGEST.fullmatch(digest):
                yield "lost", f"{digest!r} in 'lost' is not a digest: it has 64 digits from 0 to f."
        if self.due is not None and self.due < self.on:
            yield "due", f"The due day {self.due} is before the day of the entry, {self.on}."

    def _by_others(self) -> Iterator[tuple[str, str]]:
        what, items = self.kind.called.capitalize(), self.by.items
        if self.parties:
            yield "parties", f"{what} cannot have 'parties': it is about the party in 'by'."
        single = all(
            isinstance(item, PartyItem) and not (item.collective or item.members or item.cooperating) for item in items
        )
        if items and not (len(items) == 1 and single):
            yield "by", f"{what} is by a single party, not by {str(self.by)!r}: add one entry for each."


@checked_value(kw_only=True)
class LedgerEntry(Filed):
    """An entry of a ledger: its content, with its id and its digest."""

    content: EntryContent
    """What was recorded."""


def _in_order(entries: Iterable[LedgerEntry]) -> tuple[LedgerEntry, ...]:
    """Sort entries by day; those of one day by what they follow, then by id."""
    known = tuple(entries)
    for entry in known:
        check_type("Each entry of a Ledger", "a LedgerEntry", LedgerEntry, entry)
    depths = _depths(known)
    return tuple(sorted(known, key=lambda entry: (entry.content.on, depths[entry.digest], entry.id, entry.digest)))


def _depths(entries: Iterable[LedgerEntry]) -> dict[str, int]:
    """Return the depth of each entry in the graph of ``follows``, by digest; 0 where it follows nothing.

    This is a topological sort (Kahn's algorithm), linear in entries and links. It keeps the longest path to an entry,
    so that an entry always sorts after all that it follows. Files cannot form a cycle, since each contains the digests
    of those that it follows; entries in a cycle that was built by hand sort last.
    """
    contents = {entry.digest: entry.content for entry in entries}
    waiting = {
        digest: {before for before in content.follows if before in contents} for digest, content in contents.items()
    }
    followers: dict[str, list[str]] = {}
    for digest, followed in waiting.items():
        for before in followed:
            followers.setdefault(before, []).append(digest)
    depths = {digest: 0 for digest, followed in waiting.items() if not followed}
    ready = list(depths)
    while ready:
        digest = ready.pop()
        for follower in followers.get(digest, ()):
            depths[follower] = max(depths.get(follower, 0), depths[digest] + 1)
            waiting[follower].discard(digest)
            if not waiting[follower]:
                ready.append(follower)
    return {digest: len(contents) if followed else depths[digest] for digest, followed in waiting.items()}


@checked_value(kw_only=True)
class Ledger:
    """The entries of one plan, sorted by day.

    Raises:
        ValueError: An entry is about another plan.
    """

    plan: str = attrs.field(validator=check_number)
    """The id of the plan that all entries are about, such as ``C-2012``."""
    entries: tuple[LedgerEntry, ...] = attrs.field(default=(), converter=_in_order)
    """The entries by day; those of one day by what they follow, then by id."""

    def __attrs_post_init__(self) -> None:
        for entry in self.entries:
            if entry.content.plan != self.plan:
                message = f"The entry {entry.id!r} is about {entry.content.plan}, but the ledger is about {self.plan}."
                raise ValueError(message)

    def __iter__(self) -> Iterator[LedgerEntry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    @cached_property
    def _by_id(self) -> dict[str, LedgerEntry]:
        by_id: dict[str, LedgerEntry] = {}
        for entry in self.entries:
            by_id.setdefault(entry.id, entry)
        return by_id

    def entry(self, id: str) -> LedgerEntry:
        """Return the entry with this id; if two files share a name, the first.

        Raises:
            UnknownIdError: The ledger has no such entry. The message names the closest id.
        """
        check_text("The id of an entry", id)
        try:
            return self._by_id[id]
        except KeyError:
            raise UnknownIdError("Entry", id, self._by_id) from None

    def of_kinds(self, *kinds: EntryKind) -> tuple[LedgerEntry, ...]:
        """Return the entries of these kinds, including corrected ones, which do not count."""
        for kind in kinds:
            check_type("Each of kinds", "an EntryKind", EntryKind, kind)
        return tuple(entry for entry in self.entries if entry.content.kind in kinds)

    @cached_property
    def distinct(self) -> tuple[LedgerEntry, ...]:
        """The entries without copies: of equal bytes, the entry whose file name has their digest, or else the first."""
        by_digest: dict[str, LedgerEntry] = {}
        for entry in self.entries:
            if entry.digest not in by_digest or entry.id.endswith(f"-{entry.digest[:SHORT]}"):
                by_digest[entry.digest] = entry
        return tuple(by_digest.values())

    @cached_property
    def _digests(self) -> dict[str, str]:
        return {entry.id: entry.digest for entry in reversed(self.entries)}

    def answered(self, entry: LedgerEntry) -> tuple[str, ...]:
        """Return the digests of the entries that an entry replies to, each once, also where it names a copy."""
        check_type("The entry", "a LedgerEntry", LedgerEntry, entry)
        known = (self._digests[id] for id in entry.content.replies_to if id in self._digests)
        return tuple(dict.fromkeys(digest for digest in known if digest != entry.digest))

    def until(self, day: dt.date | None) -> Ledger:
        """Return the ledger as known at the end of a day, in the same order; all of it where the day is None."""
        check_date("The day", day)
        if day is None:
            return self
        known = Ledger(plan=self.plan)
        object.__setattr__(known, "entries", tuple(entry for entry in self.entries if entry.content.on <= day))
        return known

    @cached_property
    def losses(self) -> Mapping[str, LedgerEntry]:
        """The digests that entries of the kind ``loss`` name, each with the first entry that names it.

        A loss cannot be corrected. If a lost entry is found again, its digest is here all the same.
        """
        named = ((digest, entry) for entry in reversed(self.of_kinds(EntryKind.LOSS)) for digest in entry.content.lost)
        return dict(named)

    @cached_property
    def lost(self) -> tuple[str, ...]:
        """The digests of the entries that are lost, as entries say, and not there."""
        digests = {entry.digest for entry in self.entries}
        return tuple(digest for digest in self.losses if digest not in digests)

    @cached_property
    def _lost(self) -> frozenset[str]:
        return frozenset(digest[:SHORT] for digest in self.lost)

    def is_lost(self, id: str) -> bool:
        """Return whether the entry with this id is lost: an id ends with the start of the digest."""
        check_text("The id of an entry", id)
        return id.rpartition("-")[2] in self._lost

    @cached_property
    def gaps(self) -> tuple[tuple[LedgerEntry, tuple[str, ...]], ...]:
        """The entries that follow others that are not there, each with the digests of those; none if all are there.

        Those that are lost, as an entry of the kind ``loss`` says, are left out. A file that was changed after it was
        added is there, with another digest. A part of a ledger, such as that of :meth:`until`, can have gaps: an entry
        may be dated before one that it follows.
        """
        digests = {*self.losses, *(entry.digest for entry in self.entries)}
        changed = {entry.named_digest for entry in self.entries if entry.changed}
        gaps = (
            (
                entry,
                tuple(
                    digest
                    for digest in entry.content.follows
                    if digest not in digests and digest[:SHORT] not in changed
                ),
            )
            for entry in self.distinct
        )
        return tuple((entry, missing) for entry, missing in gaps if missing)

    @staticmethod
    def how_to_restore(digests: Iterable[str]) -> str:
        """Return the hint of a finding about missing entries: what to do, with the command that records a loss."""
        digests = texts("digests", "a list of digests", digests)
        lost = " ".join(f"--lost {digest[:SHORT]}" for digest in digests)
        said = '--by PARTY --on DAY --text "how it was lost" --source "who says so"'
        return (
            "Restore the files from a copy of the ledger. If there is none, record the loss: "
            f"'empact ledger add PLAN loss {lost} {said}'."
        )

    @property
    def newest(self) -> tuple[str, ...]:
        """The digests of the entries that no other entry follows: the next entry follows them. Several mean a fork."""
        followed = {digest for entry in self.entries for digest in entry.content.follows}
        return tuple(sorted({entry.digest for entry in self.entries} - followed))


def by_plan(ledgers: Iterable[Ledger]) -> dict[str, Ledger]:
    """Return the ledgers by plan; several ledgers of one plan become one."""
    ledgers_by_plan: dict[str, list[Ledger]] = {}
    for ledger in ledgers:
        ledgers_by_plan.setdefault(ledger.plan, []).append(ledger)
    return {plan: _joined(plan, several) for plan, several in ledgers_by_plan.items()}


def _joined(plan: str, several: list[Ledger]) -> Ledger:
    """Join ledgers of one plan; a single one is returned as it is, since its entries are already sorted."""
    if len(several) == 1:
        return several[0]
    return Ledger(plan=plan, entries=tuple(entry for ledger in several for entry in ledger))
