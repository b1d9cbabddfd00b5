"""Confirmations for a ledger: what tasking sheets that came back say, without what the ledger says already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import attrs

from empact.analysis.correcting import corrections
from empact.analysis.facts import PlanFacts, Result
from empact.analysis.forms.replying import PartAnswer
from empact.analysis.involvement.naming import named_parties
from empact.analysis.markings import RecordMarking, record_markings
from empact.diagnostics import Diagnostic
from empact.model import EntryContent, EntryKind, FrozenMap, LedgerEntry, PartReply, Prose, Ref
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
    refused: tuple[RefusedSheet, ...] = ()
    """The files of which nothing is taken."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """Warnings about the other files: what may be lost, such as rows."""

    @property
    def records(self) -> tuple[RecordMarking, ...]:
        """The markings of the entries."""
        return record_markings(each.content for each in (*self.proposed, *self.added, *self.there))


@value
class _Said:
    """What the ledger says that a party has answered about an action, without what was corrected."""

    entries: FrozenMap[tuple[str, str], tuple[LedgerEntry, ...]]
    """The entries by party and action, by day."""

    @classmethod
    def in_ledger(cls, ctx: PlanFacts) -> _Said:
        """Return the confirmations of a ledger."""
        corrected, said = corrections(ctx.ledger), dict[tuple[str, str], list[LedgerEntry]]()
        for entry in ctx.ledger.distinct:
            if entry.content.kind is not EntryKind.CONFIRMATION or entry.digest in corrected:
                continue
            for item in entry.content.by.understood:
                for ref in entry.content.actions:
                    said.setdefault((item.party, str(ref.action)), []).append(entry)
        return cls(FrozenMap({key: tuple(entries) for key, entries in said.items()}))

    def same(self, replies: PartReplies, answer: PartAnswer) -> LedgerEntry | None:
        """Return the entry that says the same: one of the same day, or the newest of all."""
        entries = self.entries.get((replies.party, answer.action), ())
        candidates = [*(entry for entry in entries if entry.content.on == replies.on), *entries[-1:]]
        return next((entry for entry in candidates if _says(entry) == (answer.part, answer.remark)), None)

    def other(self, replies: PartReplies, answer: PartAnswer) -> LedgerEntry | None:
        """Return an entry of the same day with another answer: which of them is later cannot be known."""
        entries = self.entries.get((replies.party, answer.action), ())
        of_day = (entry for entry in entries if entry.content.on == replies.on)
        return next((entry for entry in of_day if entry.content.part is not answer.part), None)


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
            if there is not None and there.content.part is not None and said.same(replies, answer) is None:
                yield index, answer, f"{there.content.part.value!r} in the ledger ({there.id})"


def confirmations_of(
    ctx: PlanFacts, sheets: Iterable[tuple[str, PartReplies]], marking: str | None = None
) -> tuple[tuple[ReadConfirmation, ...], tuple[ReadConfirmation, ...]]:
    """Return the entries that sheets make, and those that the ledger has already.

    An entry is about all actions of which a party says the same on the same day, with the same remark.

    Args:
        ctx: The plan with its ledger.
        sheets: The files, each with what it says.
        marking: The marking of the entries; None for that of the plan.
    """
    said, proposed, there = _Said.in_ledger(ctx), list[ReadConfirmation](), dict[str, ReadConfirmation]()
    seen: set[tuple[str, dt.date, str, str]] = set()
    for file, replies in sheets:
        groups: dict[tuple[PartReply, str], list[PartAnswer]] = {}
        for answer in replies.answers:
            entry = said.same(replies, answer)
            if entry is not None:
                there.setdefault(entry.id, ReadConfirmation(file=file, content=entry.content, entry=entry, id=entry.id))
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
    return tuple(proposed), tuple(there.values())
