"""Confirmations for a ledger: what tasking sheets that came back say, without what the ledger says already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import attrs

from empact.analysis.facts import PlanFacts, Result
from empact.analysis.forms.replying import PartAnswer
from empact.analysis.involvement.naming import named_parties
from empact.analysis.involvement.resolved import party_codes
from empact.analysis.markings import RecordMarking, record_markings
from empact.diagnostics import Diagnostic
from empact.model import EntryContent, EntryKind, FrozenMap, LedgerEntry, PartReply, Prose, Ref, Reply
from empact.values import unlisted, value


@value(kw_only=True)
class PartReplies:
    """What a tasking sheet that came back says: a party confirms or declines its parts in actions of a plan."""

    plan: str
    """The id of the plan."""
    party: str
    """The code of the party."""
    on: dt.date
    """The day of the answers."""
    answers: tuple[PartAnswer, ...]
    """The answers, in the order of the sheet."""
    sha256: str
    """The SHA-256 digest of the file."""


@value(kw_only=True)
class ReadConfirmation:
    """An entry about the answers of a sheet: proposed, added, or there already."""

    file: str
    """The name of the file that it was read from."""
    content: EntryContent
    """The entry. Its source has the digest of the file and the cells of the answers."""
    entry: LedgerEntry | None = attrs.field(default=None, metadata=unlisted())
    """The entry of the ledger; None if it is only proposed."""
    id: str | None = None
    """The id of the entry of the ledger; None if it is only proposed."""
    taken_back_by: tuple[str, ...] = ()
    """The ids of the corrections that took the entry back."""
    added: bool = False
    """Whether this call added it."""


@value(kw_only=True)
class RefusedSheet:
    """A file of which nothing is taken."""

    file: str
    """Its name."""
    why: str
    """Why, in a sentence."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """Every problem in it, with its place and what to write instead."""


@value(kw_only=True)
class Confirmations(Result):
    """What tasking sheets that came back say, as entries for the ledger of a plan."""

    proposed: tuple[ReadConfirmation, ...] = ()
    """The entries that are to be added, in the order of the files. Empty once they are added."""
    added: tuple[ReadConfirmation, ...] = ()
    """The entries that were added."""
    there: tuple[ReadConfirmation, ...] = ()
    """The entries that the ledger had already."""
    taken_back: tuple[ReadConfirmation, ...] = ()
    """The entries that the ledger had until corrections took them back. They are not added again: a party that changed
    its mind answers with a later day.
    """
    refused: tuple[RefusedSheet, ...] = ()
    """The files of which nothing is taken."""
    not_read: tuple[str, ...] = ()
    """The files of folders that were not read, because they are no forms, such as scans: somebody has to look at them.
    """
    diagnostics: tuple[Diagnostic, ...] = ()
    """Warnings about the other files: what may be lost, such as rows, and what is skipped."""

    @property
    def records(self) -> tuple[RecordMarking, ...]:
        """The markings of the entries."""
        return record_markings(each.content for each in (*self.proposed, *self.added, *self.there, *self.taken_back))


_Entries = FrozenMap[tuple[str, str], tuple[LedgerEntry, ...]]
"""Entries by party and action, by day."""


@value
class _Said:
    """What the ledger says that a party has answered about an action, as the action is now."""

    entries: _Entries
    """The confirmations in force."""
    taken_back: _Entries
    """The confirmations that corrections took back."""
    declined: _Entries
    """The answers in force that decline: a confirmation of a later day takes the place of one."""

    @classmethod
    def in_ledger(cls, ctx: PlanFacts) -> _Said:
        """Return the confirmations and the answers of a ledger."""
        evidence = ctx.evidence
        in_force = evidence.in_force
        confirming = [entry for entry in in_force if entry.content.kind is EntryKind.CONFIRMATION]
        declining = [
            entry
            for entry in in_force
            if entry.content.kind is EntryKind.ANSWER and entry.content.reply is Reply.DECLINED
        ]
        taken_back = [
            entry
            for entry in evidence.ledger.distinct
            if entry.content.kind is EntryKind.CONFIRMATION
            and entry.digest in evidence.corrections
            and entry.digest not in evidence.apart
        ]
        return cls(*(_by_party(ctx, entries) for entries in (confirming, taken_back, declining)))

    def same(self, replies: PartReplies, answer: PartAnswer) -> LedgerEntry | None:
        """Return the entry that says the same: one of the same day, or the newest of all if nothing came after it."""
        entries = self._of(self.entries, replies, answer)
        declined = self._of(self.declined, replies, answer)
        newest = [entry for entry in entries[-1:] if all(other.content.on < entry.content.on for other in declined)]
        candidates = [*(entry for entry in entries if entry.content.on == replies.on), *newest]
        return next((entry for entry in candidates if _says(entry) == (answer.part, answer.remark)), None)

    def withdrawn(self, replies: PartReplies, answer: PartAnswer) -> LedgerEntry | None:
        """Return the entry of the same day that said the same, until a correction took it back."""
        of_day = (entry for entry in self._of(self.taken_back, replies, answer) if entry.content.on == replies.on)
        return next((entry for entry in of_day if _says(entry) == (answer.part, answer.remark)), None)

    def other(self, replies: PartReplies, answer: PartAnswer) -> LedgerEntry | None:
        """Return an entry of the same day with another answer: which of them is later cannot be known."""
        of_day = (entry for entry in self._of(self.entries, replies, answer) if entry.content.on == replies.on)
        return next((entry for entry in of_day if entry.content.part is not answer.part), None)

    def _of(self, entries: _Entries, replies: PartReplies, answer: PartAnswer) -> tuple[LedgerEntry, ...]:
        return entries.get((replies.party, answer.action), ())


def _by_party(ctx: PlanFacts, entries: Iterable[LedgerEntry]) -> _Entries:
    """Return entries by the codes of those who say them and by the numbers of the actions that they name."""
    said: dict[tuple[str, str], list[LedgerEntry]] = {}
    for entry in entries:
        content = entry.content
        numbers = dict.fromkeys(ref.action for ref in content.actions if ref.plan in {None, ctx.plan.id})
        for code in party_codes(content.by, content.on, ctx.register):
            for number in numbers:
                said.setdefault((code, str(number)), []).append(entry)
    return FrozenMap({key: tuple(of_key) for key, of_key in said.items()})


def _says(entry: LedgerEntry) -> tuple[PartReply | None, str]:
    return entry.content.part, (entry.content.text.text or "").strip()


def contradictions(ctx: PlanFacts, sheets: Sequence[tuple[str, PartReplies]]) -> Iterator[tuple[int, PartAnswer, str]]:
    """Yield the answers that contradict another one of the same party and day: the index of the sheet, and what with.

    Args:
        ctx: The plan with its ledger.
        sheets: The files, each with what it says.
    """
    said = _Said.in_ledger(ctx)
    for index, (_, replies) in enumerate(sheets):
        for answer in replies.answers:
            for file, other in (sheet for number, sheet in enumerate(sheets) if number != index):
                is_same_day = (other.party, other.on) == (replies.party, replies.on)
                for says in other.answers if is_same_day else ():
                    if says.action == answer.action and says.part is not answer.part:
                        yield index, answer, f"{says.part.value!r} in {file}"
            there = said.other(replies, answer)
            is_known = said.same(replies, answer) is not None or said.withdrawn(replies, answer) is not None
            if there is not None and there.content.part is not None and not is_known:
                yield index, answer, f"{there.content.part.value!r} in the ledger ({there.id})"


def confirmations_of(
    ctx: PlanFacts, sheets: Iterable[tuple[str, PartReplies]], marking: str | None = None
) -> Confirmations:
    """Return what sheets say: the entries that they make, those that the ledger has, and those that it took back.

    An entry is about all actions of which a party says the same on the same day, with the same remark, in the order of
    the plan.

    Args:
        ctx: The plan with its ledger.
        sheets: The files, each with what it says.
        marking: The marking of the entries; None for that of the plan.
    """
    said, proposed = _Said.in_ledger(ctx), list[ReadConfirmation]()
    there, taken_back = dict[str, ReadConfirmation](), dict[str, ReadConfirmation]()
    seen: set[tuple[str, dt.date, str, str]] = set()
    order = {action.number: position for position, action in reversed([*enumerate(ctx.plan.actions)])}
    for file, replies in sheets:
        groups: dict[tuple[PartReply, str], list[PartAnswer]] = {}
        for answer in sorted(replies.answers, key=lambda answer: order[answer.action]):
            entry = said.same(replies, answer)
            if entry is not None:
                there.setdefault(entry.id, _read(file, ctx.ledger.entry(entry.id)))
                continue
            entry = said.withdrawn(replies, answer)
            if entry is not None:
                by = tuple(correction.id for correction in ctx.evidence.corrections[entry.digest])
                taken_back.setdefault(entry.id, _read(file, ctx.ledger.entry(entry.id), by))
                continue
            key = (replies.party, replies.on, answer.action, answer.remark)
            if key not in seen:  # a copy of the file, or of the answer
                seen.add(key)
                groups.setdefault((answer.part, answer.remark), []).append(answer)
        for (part, remark), answers in groups.items():
            content = EntryContent(
                plan=ctx.plan.id,
                kind=EntryKind.CONFIRMATION,
                on=replies.on,
                by=named_parties([replies.party], ctx.plan, ctx.register),
                actions=tuple(Ref(action=answer.action) for answer in answers),
                part=part,
                text=Prose(text=remark or None),
                source=f"tasking sheet {replies.sha256}: {'; '.join(dict.fromkeys(each.cell for each in answers))}",
                marking=marking,
            )
            proposed.append(ReadConfirmation(file=file, content=content))
    return Confirmations(
        context=ctx, proposed=tuple(proposed), there=tuple(there.values()), taken_back=tuple(taken_back.values())
    )


def _read(file: str, entry: LedgerEntry, taken_back_by: tuple[str, ...] = ()) -> ReadConfirmation:
    return ReadConfirmation(file=file, content=entry.content, entry=entry, id=entry.id, taken_back_by=taken_back_by)
